"""How fast the bot is beside others, and how well its matching understands beside simpler ones."""
