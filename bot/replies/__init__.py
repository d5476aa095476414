"""An Answer as a Telegram message, or as plain text.

- `render`: Reply, and the functions that make one: the answer to a question, a fact, the bot's own sentences
- `repeated`: what is said where the same would be sent again
- `markup`: Telegram's HTML, and all escaping
- `keyboards`: the buttons under a reply
- `plain`: an answer in plain lines; it needs nothing of Telegram, so this package imports nothing by itself
"""
