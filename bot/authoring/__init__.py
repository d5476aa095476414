"""The author's side of a fact base.

`drafting` writes a first one, `questions` makes labelled questions for it, `evaluate` measures the answers to them,
`learn` learns from them, and `tune` finds the scores that keep to a price. `model_client` asks a language model where
the author wants one; `json_objects` finds what can be read in its answer.
"""
