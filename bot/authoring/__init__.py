"""The author's side of a fact base.

`drafting` writes a first one, `evaluate` measures answers to labelled questions, `learn` learns from them, and `tune`
finds the scores that keep to a price.
"""
