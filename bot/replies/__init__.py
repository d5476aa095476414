"""An Answer as Telegram text and buttons, or as plain text."""
