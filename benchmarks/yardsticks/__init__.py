"""What the bot is measured beside; runs in an environment of its own and takes nothing from `bot`."""
