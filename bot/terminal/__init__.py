"""Telegram without Telegram.

- `bot_api`: a Bot API inside the process that refuses what Telegram refuses, for the terminal chat and for tests
- `console`: the chat in the terminal; `screen`: what is shown there
"""
