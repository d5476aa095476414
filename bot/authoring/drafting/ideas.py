"""Words that a language counts to a broad idea (`business`: debt, revenue) and a draft asks by: ideas of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from bot.authoring.drafting.english import singular
from bot.facts.language import DEFAULT, load_language
from bot.matching.spelling import WordClass, dictionary
from bot.text import words

GROUPS = ("business", "people", "objects")  # those of nouns


def ideas_in(phrases: Iterable[str], names: Iterable[str] = ()) -> Mapping[str, list[str]]:
    """Return the ideas to list as synonyms, each with its forms: `store: [stores, store]`.

    Words of the subject's `names` are none: they are in questions for anything. Nor are verbs, and what no other word
    of the draft would be mistaken for.
    """
    own = {word for name in names for word in words(name)}
    found: dict[str, dict[str, dict[str, None]]] = {}
    for word in (word for phrase in phrases for word in words(phrase)):
        group = _broad().get(word)
        if group and word not in own and dictionary().get(word) is not WordClass.OTHER:
            forms = found.setdefault(group, {}).setdefault(singular(word), {})
            forms |= dict.fromkeys((word, singular(word)))
    return {idea: list(forms) for ideas in found.values() if len(ideas) > 1 for idea, forms in ideas.items()}


@cache
def _broad() -> Mapping[str, str]:
    """Return the words that stand for a broad idea, and which."""
    language = load_language(DEFAULT)
    limits = language.limits if language else {}
    return {
        word: group
        for group in GROUPS
        for phrase in limits.get(group, ())
        if len(found := words(phrase)) == 1 and (word := found[0]).isascii() and word.isalpha()
    }
