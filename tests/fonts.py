"""Which scripts can be drawn here: Debian's packages fonts-noto-core and fonts-noto-cjk have them all."""

from __future__ import annotations

import pytest

from bot.cards import CardError
from bot.cards.fonts import LATIN, font


def has_font(script: str) -> bool:
    """Tell whether a font for a script is installed, and Pillow can shape it."""
    try:
        return bool(font(script, 10, bold=False) and font(script, 10, bold=True))
    except CardError:
        return False


def needs(*scripts: str) -> pytest.MarkDecorator:
    """Skip a test where a script cannot be drawn."""
    missing = [script.title() or "Latin" for script in (LATIN, *scripts) if not has_font(script)]
    return pytest.mark.skipif(bool(missing), reason=f"no font for {', '.join(missing)}")
