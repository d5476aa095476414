"""The seal: what has to wait in the journal can be read only with the bot's token, which is not in the database."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken


class TokenCipher:
    """Encrypt texts with a key made of the bot's token (Fernet: AES-128 and an HMAC)."""

    def __init__(self, token: str) -> None:
        """Make the key; it does not tell the token."""
        key = hmac.digest(token.encode(), b"updates that wait", hashlib.sha256)
        self._cipher = Fernet(urlsafe_b64encode(key))

    def close(self, text: str) -> str:
        """Encrypt a text."""
        return self._cipher.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str | None:
        """Give the text back; None where it was sealed with another token, or changed since."""
        try:
            return self._cipher.decrypt(sealed).decode()
        except InvalidToken:
            return None
