"""Labelled questions for a fact base: made from frames, asked of a model, or read from what an assistant wrote.

- topics: what a fact is, in words that people ask with; told: what the announcement tells, and so is no near miss
- frames (frames.yaml): the ways to ask, voice by voice; typos: how people type them
- near: questions that come near a fact and are not told; make: all of that as labelled questions
- lines: the two files, one to learn from and one set aside, and what is merged into them
- prompts (prompt.txt, personas.yaml): what to ask an assistant for; replies: what of its reply can be used
- doubtful: labels that a matcher doubts which has not learnt from them
"""
