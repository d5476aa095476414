"""The font for each script: Noto's, by the names that Debian's packages and Google's downloads give the files."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from PIL import ImageFont, features
from PIL.ImageFont import FreeTypeFont

from bot.cards import CardError

LATIN, CJK = "", "CJK"  # Latin stands for Cyrillic and Greek too, and for what all scripts share
IN_NOTO_SANS = frozenset({"LATIN", "CYRILLIC", "GREEK"})
FACES = {"HIRAGANA": 0, "KATAKANA": 0, "HANGUL": 1, "CJK": 2, "IDEOGRAPHIC": 2, "FULLWIDTH": 2}  # in Noto Sans CJK
OWN_MARKS = frozenset(
    {"ARABIC", "DEVANAGARI", "IDEOGRAPHIC", "FULLWIDTH"}
)  # digits and punctuation that are not shared
_UNSHAPED = frozenset({LATIN, *FACES})  # drawn right a character at a time
KEPT = 16  # fonts in memory: one of Chinese takes 3 MB in each size
_LATIN_LETTERS = 0x250  # below it are letters such as ª whose names name no script


def script_of(character: str) -> str:
    """Return a character's script as Unicode names it, LATIN for what Noto Sans holds or all scripts share."""
    if ord(character) < _LATIN_LETTERS:
        return LATIN
    script = unicodedata.name(character, "").replace("-", " ").split(" ")[0]
    is_of_script = character.isalpha() or unicodedata.category(character)[0] == "M" or script in OWN_MARKS
    return script if is_of_script and script not in IN_NOTO_SANS | {"COMBINING", "MODIFIER"} else LATIN


@lru_cache(KEPT)
def font(script: str, size: int, *, bold: bool) -> FreeTypeFont:
    """Return the font for a script in a size in pixels; raises CardError with the package to install."""
    return _found(script, bold).font_variant(size=size)


@cache
def _found(script: str, bold: bool) -> FreeTypeFont:
    """Find the font of a script among those installed."""
    weight = "Bold" if bold else "Regular"
    if script not in _UNSHAPED and not features.check("raqm"):
        raise CardError(f"this Pillow cannot join {script.title()} letters: install its wheel (pip install pillow)")
    letters, package = script.title() or "Latin", "fonts-noto-core"
    names = [f"NotoSans{script.title()}-{weight}.ttf"]
    if script in FACES:
        letters, package, names = "Chinese, Japanese and Korean", "fonts-noto-cjk", [f"NotoSansCJK-{weight}.ttc"]
    elif script == LATIN:
        names.append("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")
    for name in names:
        try:
            return ImageFont.truetype(name, index=FACES.get(script, 0))
        except OSError:
            continue
    raise CardError(f"there is no font for {letters} letters: install the Debian package {package}")
