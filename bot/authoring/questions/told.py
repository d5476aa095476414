"""What an announcement tells: a near miss must ask for something else."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property

from bot.authoring.drafting.english import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, singular, word_set
from bot.facts import FactBase
from bot.facts.numbers import Kind, quantities
from bot.text import words

_PLAIN = DETERMINERS | PREPOSITIONS | PRONOUNS | AUXILIARIES
_PLAIN |= word_set("what which who whom whose when where why how many much and or not please tell know exactly pls thx")


class Told:
    """A fact base with its article, to be asked what stands in them."""

    def __init__(self, base: FactBase, article: str) -> None:
        """Take the announcement."""
        self.base = base
        self.article = article
        quotes = "\n".join(f"{fact.title}\n{fact.figure}\n{fact.sentence}\n{fact.quote}" for fact in base.facts)
        self.text = f"{base.announcement.title}\n{article}\n{quotes}"

    @cached_property
    def asked(self) -> str:
        """Return all phrasings of facts, which may have other words than the article."""
        return "\n".join(text for fact in self.base.facts for text in (*fact.keywords, *fact.questions))

    @cached_property
    def years(self) -> frozenset[int]:
        """Return every year that it names, or that its `last year` or `five years ago` stands for."""
        published = date.fromisoformat(self.base.announcement.published)
        named = quantities(self.text, self.base.announcement.language, published)
        years = {int(each.value) for each in named if each.kind is Kind.YEAR}
        years.update(int(year) for year in re.findall(r"\b(?:1[89]|2[01])\d\d\b", self.text))
        return frozenset({published.year, *years}.union(*(fact.years for fact in self.base.facts)))

    def other_years(self, *, later: bool, most: int = 6) -> list[int]:
        """Return years that it says nothing of, neither themselves nor the years beside them."""
        published = int(self.base.announcement.published[:4])
        years = range(published + 8, published + 30) if later else range(published - 4, published - 30, -1)
        return [year for year in years if self.years.isdisjoint((year - 1, year, year + 1))][:most]

    def names(self, name: str) -> bool:
        """Tell whether a name stands in it."""
        return re.search(rf"\b{re.escape(name)}\b", self.text, re.IGNORECASE) is not None

    def says(self, pattern: str) -> bool:
        """Tell whether it has what a regular expression looks for."""
        return bool(pattern) and re.search(pattern, self.text, re.IGNORECASE) is not None

    def answers(self, question: str) -> bool:
        """Tell whether a phrasing of a fact has all ideas of a question: it is no near miss then."""
        asked = ideas(question)
        return any(asked <= phrasing for phrasing in self._phrasings)

    @cached_property
    def topics(self) -> frozenset[str]:
        """Return the ideas of every title and keyword."""
        texts = [text for fact in self.base.facts for text in (fact.title, *fact.keywords)]
        texts += [text for gap in self.base.not_told for text in gap.keywords]
        return frozenset(idea for text in texts for idea in ideas(text))

    @cached_property
    def _phrasings(self) -> tuple[frozenset[str], ...]:
        """Return the ideas of every phrasing of a fact."""
        return tuple(ideas(text) for fact in self.base.facts for text in (fact.title, *fact.keywords, *fact.questions))


def ideas(question: str) -> frozenset[str]:
    """Return the words of a question that say what it is about, in the singular."""
    return frozenset(singular(word) for word in words(question) if word not in _PLAIN)
