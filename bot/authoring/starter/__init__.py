"""What another announcement begins with: an invented fact base with comments, and the settings."""

from pathlib import Path

FACT_BASE = Path(__file__).parent / "facts.yaml"
SETTINGS_FILE = Path(__file__).parent / "env"
