"""The chat in Telegram: what each kind of update gets, and how it gets there.

- `handlers`: the ordered list of handlers, and the limits in front of them; `buttons`: presses; `inline`: other chats
- `addressing`: who wrote a message, whether it is meant for the bot, and what it asks
- `questions`: from a message's question to its reply; `fact_names`: finds facts by unfinished words
- `cards`: an answer as a picture
- `context`: what the handlers share (`context.bot_data`), and the types of context and application
- `counting`: what is counted for the operator (`corrections`: the answers called wrong); `statistics`: /stats
- `counts`: what befell answers since the start, which /health shows
- `changed`: edits remembered answers whose figures are others by now
- `flood`: how much people and groups may ask
- `delivery`: how fast the bot may write, and which calls to the Bot API are repaired or repeated
- `pauses`: waits when Telegram asks for it (429); `errors`: logs what is left
- `client`: the HTTP client; `response`: whether Telegram wrote it; `proxy`: the proxy from the environment
- `updates`: reads updates; `profile`: the bot's menu and descriptions
"""
