"""A Telegram bot that answers questions about one announcement with its figures and quotes.

cli        the commands: run and chat, ask, check and its like; `settings` is what the operator sets
service    how it runs: application, polling, webhook, server, intake, reload, logs
terminal   Telegram without Telegram: an in-process Bot API, the chat in the terminal
authoring  the author's side: evaluate, learn, tune
chat       what an update gets: handlers (one ordered list), inline, addressing, flood, delivery, client, profile
replies    an Answer as Telegram text (render) and buttons (keyboards), or as plain text (plain)
journal    what was asked and how it was answered: journal, table (the columns), encryption
matching   a question becomes an Answer: detection, spelling, lexicon, reader, clauses, scoring, features, model
facts      facts.yaml as a FactBase: document, schema, load, check; languages/*.yaml, the words of each language
text       tokens, and lengths as Telegram counts them

Imports run downwards only. The life of one question: `service.polling` fetches an update, `service.intake` claims
it in the journal and passes it to `chat.handlers`; a handler asks `matching.Matcher`, `replies.render` writes the
message, `chat.delivery` sends it within Telegram's limits, and `service.intake` records the outcome in the journal.
"""
