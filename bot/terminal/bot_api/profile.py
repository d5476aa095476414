"""What BotFather would show of the bot: its menu of commands, name and descriptions."""

from __future__ import annotations

import json

from telegram.constants import BotDescriptionLimit, BotNameLimit

from bot.terminal.bot_api.limits import check_commands, check_language_code, check_length
from bot.terminal.bot_api.markup import Json

# getMy… and setMy…: the parameter's name and its limit.
TEXTS = {
    "Name": ("name", int(BotNameLimit.MAX_NAME_LENGTH)),
    "Description": ("description", int(BotDescriptionLimit.MAX_DESCRIPTION_LENGTH)),
    "ShortDescription": ("short_description", int(BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH)),
}


class Profile:
    """The bot's menu by scope and language, and its texts by language."""

    def __init__(self) -> None:
        """Begin as BotFather makes a bot: with nothing set."""
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.texts: dict[tuple[str, str], str] = {}

    def menu(self, scope: str = "default", language: str = "") -> list[str]:
        """Return the names of the commands that a scope and a language have."""
        key = json.dumps({"type": scope}), language
        return [command["command"] for command in self.commands.get(key, [])]

    def get_text(self, kind: str, parameters: Json) -> Json:
        """Answer getMyName and the like: in the language asked for, or in the general one."""
        name, _ = TEXTS[kind]
        language = _language(parameters)
        return {name: self.texts.get((name, language), self.texts.get((name, ""), ""))}

    def set_text(self, kind: str, parameters: Json) -> bool:
        """Answer setMyName and the like; an empty text takes it away."""
        name, limit = TEXTS[kind]
        text = parameters.get(name, "").strip()
        check_length(text, limit, f"bot {name.replace('_', ' ')} is too long")
        if text:
            self.texts[name, _language(parameters)] = text
        else:
            self.texts.pop((name, _language(parameters)), None)
        return True

    def get_commands(self, parameters: Json) -> list[Json]:
        """Answer getMyCommands: of exactly this scope and language."""
        return self.commands.get(_key(parameters), [])

    def set_commands(self, parameters: Json) -> bool:
        """Answer setMyCommands."""
        commands = parameters.get("commands", [])
        check_commands(commands)
        self.commands[_key(parameters)] = commands
        return True

    def delete_commands(self, parameters: Json) -> bool:
        """Answer deleteMyCommands."""
        self.commands.pop(_key(parameters), None)
        return True


def _key(parameters: Json) -> tuple[str, str]:
    """Name the one menu that a scope and a language mean."""
    scope = parameters.get("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), _language(parameters)


def _language(parameters: Json) -> str:
    """Read the language, a two-letter code or none."""
    code = str(parameters.get("language_code", ""))
    check_language_code(code)
    return code
