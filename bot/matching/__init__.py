"""Matching: a question becomes an Answer.

A question passes the files in this order:

- `languages`: which language is it in (`detection`; by its letters: `alphabets`), and its reader, compiled when first
  needed
- `reader`: words become items with meanings: misspelt and glued ones are mended (`words`, `spelling`), the longest
  phrases found (`lexicon`; `phrasings` adds the words of the fact base's own questions to it)
- `small_talk`: whether it asks nothing of the announcement; `stories`: the question in a long message
- `clauses`: where one question ends and the next begins, and whether they speak of the announcement at all
- `asked`: its concepts, weighed; `scoring`: how well each fact and each known gap fits, by the words alone
- `features`: what labelled questions can teach about; `model`: what they taught for this announcement, as odds
  (`learned`: its file); `general`: what those of other announcements taught, where there is no such model
- `meaning`: what a question is like beyond its words, to a sentence encoder (extra)
- `decision`: answer, offer, refuse (and why), or nothing: not for somebody else's things (`whose`, `owners`), nor a
  total for one of many (`units`, `totals`)
- `several`: the same for each clause, where several questions are likely to be meant
- `claims`: what the question says in numbers (`claimed`), held against the fact that answers it (`comparison`); no
  verdict where they count something else (`counted`), or something is said `beside` them that may change it
- `answering`: all of this for a question by itself, unless it asks for a stranger's things (`whose`);
  `following`: for one that goes on from what was shown
- `matcher`: the front, which finds small talk (`small_talk`) and the question in a story (`stories`) before;
  `answer`: what comes out; `explaining`: why, for the people who write the fact base
"""

from bot.matching.answer import Answer, Explanation, Outcome, Reason
from bot.matching.matcher import Matcher, load_matcher

__all__ = ["Answer", "Explanation", "Matcher", "Outcome", "Reason", "load_matcher"]
