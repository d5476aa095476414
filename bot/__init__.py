"""A Telegram bot that answers questions about one announcement with its figures and quotes.

cli        the commands: run and chat, ask, new, draft, check, questions, evaluate, learn, report, card, glance;
           `settings` is what the operator sets, `environment` where: the variables and .env
service    how it runs: application, run, signals, stopping, systemd, intake, polling, webhook, outage, reload;
           how it fares: state, server (/health), metrics, logs, sentry; to its admins: letters and notices
terminal   Telegram without Telegram: an in-process Bot API, the chat in the terminal
authoring  the author's side: starter, drafting a fact base from an article, questions, evaluate, fitting, tune, learn
chat       what an update gets: handlers (one ordered list), buttons, inline, addressing, questions, cards, client,
           profile; counting (sources), corrections, statistics (/stats), changed (answers that are edited);
           flood (how much people may ask), delivery (how fast the bot may write), pauses (429), counts
replies    an Answer as Telegram text (render) and buttons (keyboards), or as plain text (plain); markup escapes
reporting  the journal as a report: counts, likeness of questions, tables, exports, chart
cards      facts as pictures to share: fonts, lines, picture, card, shapes, glance
journal    what was asked and how it was answered: batch (Entry), journal, table, counts (by the
           day), schema (its columns), reading, encryption
matching   a question becomes an Answer: languages, reader, words, spelling, lexicon (phrases and stems), scoring,
           features, model, decision, whose (somebody else's things), totals (none answers for a part; `units`: how
           parts are asked for), claims
facts      facts.yaml as a FactBase: base, document, schema, json_schema (for editors), load, check; languages/*.yaml,
           the words of each
addresses  which URLs may be called or used in buttons; `files`: reading files with a size limit, writing them whole
text       tokens, Arabic prefixes, lengths as Telegram counts them

Imports only run downwards. The life of one question: `service.polling` fetches an update, `service.intake` claims
it in the journal and passes it to `chat.handlers`; a handler asks `matching.Matcher`, `replies.render` writes the
message, `chat.delivery` sends it within Telegram's limits, and `service.intake` records the outcome in the journal.
"""

__version__ = "0.1.0"
