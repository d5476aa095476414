"""Telegram without Telegram: the in-process Bot API and the chat in the terminal."""
