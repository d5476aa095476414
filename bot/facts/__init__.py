"""What the bot knows: the fact base of one announcement, and the languages that it speaks.

- base: FactBase and its parts, as everything else reads them; the limits of Telegram that they keep to
- document: a YAML file as plain data with lines, Fault and DocumentError
- schema: a document read as a part of the fact base
- check: what can be wrong beyond the schema
- figures, numbers/: the numbers that texts name, and whether they are those of the quotes
- json_schema, schemas/: the schema as editors read it, and the table of keys in the documentation
- load: facts.yaml and its companions, read and checked
- language, languages/: the words and the sentences of each language
"""

from bot.facts.base import LABEL, Announcement, Channel, Companion, Fact, FactBase, FactText, NotTold
from bot.facts.document import DocumentError, Fault
from bot.facts.language import (
    DEFAULT,
    Language,
    Texts,
    language_codes,
    load_language,
    load_languages,
    match_language,
    spoken_codes,
    texts,
)
from bot.facts.load import files_of, inspect, load

__all__ = [
    "DEFAULT",
    "LABEL",
    "Announcement",
    "Channel",
    "Companion",
    "DocumentError",
    "Fact",
    "FactBase",
    "FactText",
    "Fault",
    "Language",
    "NotTold",
    "Texts",
    "files_of",
    "inspect",
    "language_codes",
    "load",
    "load_language",
    "load_languages",
    "match_language",
    "spoken_codes",
    "texts",
]
