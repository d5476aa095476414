"""Drafting: an article becomes a first facts.yaml.

- article: the text of a file, its title, its lines and sentences
- english, verbs, patterns: words and patterns of English that are the same for every article
- figures, nouns, mentions: what a sentence has: numbers, dates, shares, ranks; what they count; names and people
- clause, statement: what is said of what
- titles, short_figure, questions: a title and a figure for it, and how people ask for it
- facts, gaps (gaps.yaml), announcement: the parts of the fact base; ideas: words that need to be listed as ideas
- writing: the YAML; todos: what is left to the editor
- draft: all of this in a row; wording: better titles and phrasings from a model, where one is asked for
"""
