"""Encryption of waiting updates: only the bot's token, which is not in the database, makes them readable."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken


class TokenCipher:
    """Encrypt texts with a key derived from the bot's token (Fernet: AES-128 and an HMAC)."""

    def __init__(self, token: str) -> None:
        """Derive the key, which does not reveal the token."""
        key = hmac.digest(token.encode(), b"updates that wait", hashlib.sha256)
        self._fernet = Fernet(urlsafe_b64encode(key))

    def encrypt(self, text: str) -> str:
        """Encrypt a text."""
        return self._fernet.encrypt(text.encode()).decode()

    def decrypt(self, encrypted: str) -> str | None:
        """Return the text, or None if it was encrypted with another token or has been changed since."""
        try:
            return self._fernet.decrypt(encrypted).decode()
        except InvalidToken:
            return None
