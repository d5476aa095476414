"""A Telegram bot that answers questions about one announcement with its figures and quotes."""

__version__ = "0.1.0"
