"""Pictures to share, drawn with Pillow (the extra `cards`).

- `fonts`: the font for each script, and what to install where there is none
- `lines`: texts of any script in lines, wrapped and shrunk into a box
- `picture`: what both pictures have in common: sizes, colours, the foot with source, channel and QR code
- `card`: one fact; `glance`: the main figures, each drawn as what it is, which `shapes` finds out
"""

NEEDS = "pictures need Pillow and segno: python -m pip install pillow segno"
SIZES = {"square": (1080, 1080), "wide": (1200, 630)}  # pixels


class CardError(Exception):
    """A picture cannot be drawn; the text says what to install."""
