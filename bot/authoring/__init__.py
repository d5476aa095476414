"""The author's side of a fact base.

`starter` is what `new` writes, `drafting` makes a fact base of an article, `questions` makes labelled questions for it,
`evaluate` measures the answers to them, `learn` learns from them: `fitting` finds weights, `tune` the scores that keep
to a price.
`doubts` finds phrasings that `check` warns of. `model_client` asks a language model where the author wants one;
`json_objects` finds what can be read in its answer.
"""
