"""The environment: the variables that the operator sets, there or in .env; read without what only settings need."""

from __future__ import annotations

import io
import os
from pathlib import Path

from bot.addresses import SHOWN
from bot.files import FileError, MissingFile, read_text
from bot.text import clip

FILE = Path(".env")
MOST_BYTES = 1_000_000  # of .env


class SettingsError(Exception):
    """The environment or .env holds a value that cannot be used; the message says which and why."""


def load_facts_setting() -> Path | None:
    """Read FACTS alone, so that a command that needs nothing else does not stumble over the rest."""
    facts = variables().get("facts")
    return Path(facts) if facts else None


def variables() -> dict[str, str]:
    """Return what the environment says, else .env, by names in lower case; an empty variable is not set."""
    said = (*_env_file().items(), *os.environ.items())
    return {name.lower(): value.strip() for name, value in said if value and value.strip()}


def _env_file() -> dict[str, str | None]:
    """Read .env, or raise SettingsError with the line that is no variable."""
    try:
        text = read_text(FILE, MOST_BYTES)
    except MissingFile:
        return {}
    except FileError as error:
        raise SettingsError(f"{FILE}: {error}") from None
    from dotenv import dotenv_values
    from dotenv.parser import parse_stream

    lines: dict[str | None, int] = {}
    for binding in parse_stream(io.StringIO(text)):
        line = binding.original.line
        if binding.error:
            raise SettingsError(f"{FILE}:{line}: not a variable: write NAME=value")
        if binding.key and lines.setdefault(binding.key, line) != line:
            first = lines[binding.key]
            raise SettingsError(f"{FILE}:{line}: {clip(binding.key, SHOWN)} stands in line {first} too: keep one")
    return dotenv_values(stream=io.StringIO(text))
