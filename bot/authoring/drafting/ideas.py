"""Words that a language counts to a broad idea (`business`: debt, revenue) and a draft asks by: ideas of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.authoring.drafting.english import singular
from bot.facts.language import DEFAULT, load_language
from bot.text import words

GROUPS = ("business", "people", "law", "objects")  # those of nouns


def ideas_in(phrases: Iterable[str], names: Iterable[str] = ()) -> Mapping[str, list[str]]:
    """Return the ideas to list as synonyms, each with its forms: `store: [stores, store]`.

    Words of the subject's `names` are none: they are in questions for anything.
    """
    language = load_language(DEFAULT)
    broad = {
        each[0]
        for group in GROUPS
        for phrase in (language.limits.get(group, ()) if language else ())
        if len(each := words(phrase)) == 1
    }
    broad -= {word for name in names for word in words(name)}
    found: dict[str, list[str]] = {}
    for word in (word for phrase in phrases for word in words(phrase)):
        if word in broad and word.isascii() and word.isalpha():
            one = singular(word)
            forms = found.get(one, [])
            found[one] = list(dict.fromkeys((*forms, word, one)))
    return found
