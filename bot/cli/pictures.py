"""The commands that draw pictures to share: card, glance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.cli.options import SHOWN, facts_option, read_settings
from bot.text import clip

if TYPE_CHECKING:
    from bot.facts import FactBase

F = TypeVar("F", bound=Callable[..., Any])


def picture_options(command: F) -> F:
    """Add what the commands for pictures have in common."""
    options = (
        click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path),
            help="The PNG file to write. Default: named as what it shows.",
        ),
        click.option("--wide", is_flag=True, help="1200×630 pixels, as previews of links are, instead of 1080×1080."),
        click.option("--language", metavar="CODE", help="The language, as its file is named. Default: facts.yaml's."),
        facts_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@click.argument("fact")
@picture_options
def card(fact: str, output: Path | None, wide: bool, language: str | None, path: Path) -> None:
    """Draw a fact as a picture to share.

    FACT is its id or its title. The picture has the figure, the quote, the source, and a QR code to the channel.
    """
    base = _base_in(path)
    shown = base.fact_named(fact)
    if shown is None:
        ids = clip(", ".join(each.id for each in base.facts), SHOWN)
        raise click.ClickException(f"{clip(fact, SHOWN)!r} is no fact: {ids}")
    code = _language(base, language)

    def draw(size: tuple[int, int]) -> bytes:
        from bot.cards.card import draw_card

        return draw_card(base, shown, code, size)

    _write(draw, output or Path(f"{shown.id}.png"), wide=wide)


@click.command()
@picture_options
def glance(output: Path | None, wide: bool, language: str | None, path: Path) -> None:
    """Draw the six main figures as one picture.

    Each is drawn as what it is: a share, a step in a ranking, a change, or a number.
    """
    base = _base_in(path)
    code = _language(base, language)

    def draw(size: tuple[int, int]) -> bytes:
        from bot.cards.glance import draw_glance

        return draw_glance(base, code, size)

    _write(draw, output or Path("glance.png"), wide=wide)


def _base_in(path: Path) -> FactBase:
    """Load the fact base with the channel of the settings, or end with all that is wrong with it."""
    from bot.facts import DocumentError, load

    try:
        base = load(path)
    except DocumentError as error:
        raise click.ClickException(str(error)) from None
    channel = read_settings().channel_url
    return replace(base, channel=replace(base.channel, url=channel)) if channel else base


def _language(base: FactBase, code: str | None) -> str:
    """Return the code of the language that is asked for, or end with those that there are."""
    from bot.facts.language import DEFAULT, language_codes, match_language

    codes = sorted({*language_codes(), *base.companions})
    matched = match_language(code, codes) if code else DEFAULT
    if matched is None:
        raise click.ClickException(f"there is no language {clip(str(code), SHOWN)!r}: {', '.join(codes)}")
    return matched


def _write(draw: Callable[[tuple[int, int]], bytes], output: Path, *, wide: bool) -> None:
    """Draw a picture and write it, or end with what there is not for it."""
    from bot.cards import NEEDS, SIZES, CardError
    from bot.files import FileError, write_bytes

    try:
        picture = draw(SIZES["wide" if wide else "square"])
    except ModuleNotFoundError:
        raise click.ClickException(NEEDS) from None
    except CardError as error:
        raise click.ClickException(str(error)) from None
    try:
        write_bytes(output, picture)
    except FileError as error:
        raise click.ClickException(f"{clip(str(output), SHOWN)}: {error}") from None
    click.echo(f"{output}: {len(picture):,} bytes")
