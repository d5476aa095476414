"""Photos: what is uploaded gets an id, by which it can be sent again (Bot API, "Sending files")."""

from __future__ import annotations

from telegram.constants import MessageLimit

from bot.terminal.bot_api import limits
from bot.terminal.bot_api.limits import Refusal
from bot.terminal.bot_api.markup import Json

SIDE = 1080  # pixels that each photo is said to have


class Photos:
    """The photos of one bot; `uploads` are their contents, by the ids that they were given."""

    def __init__(self) -> None:
        """Start without any."""
        self.uploads: dict[str, bytes] = {}

    def content(self, parameters: Json) -> Json:
        """Give what a message with a photo is to hold, or refuse it (Bot API, sendPhoto)."""
        caption = limits.read_text(parameters, "caption")
        limits.check_length(caption.text, int(MessageLimit.CAPTION_LENGTH), "message caption is too long")
        file_id = self._id_of(parameters.get("photo"))
        sizes = [{"file_id": file_id, "file_unique_id": file_id, "width": SIDE, "height": SIDE}]
        content: Json = {"photo": sizes}
        if caption.text:
            content |= {"caption": caption.text, "caption_entities": caption.entities}
        return content

    def _id_of(self, photo: object) -> str:
        """Keep what is uploaded, and give its id; an id must be known."""
        if isinstance(photo, bytes) and photo:
            file_id = f"photo-{len(self.uploads) + 1}"
            self.uploads[file_id] = photo
            return file_id
        if photo not in self.uploads:
            raise Refusal("wrong file identifier/HTTP URL specified" if photo else "there is no photo in the request")
        return str(photo)
