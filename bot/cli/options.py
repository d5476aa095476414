"""What the commands have in common: the fact base they work on, the settings, labelled questions."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.text import clip

if TYPE_CHECKING:
    from bot.authoring.evaluate import Question
    from bot.authoring.model_client import Model
    from bot.matching import Matcher
    from bot.settings import Settings

SHOWN = 200  # characters of a file's name
FACTS = Path("facts.yaml")  # in the folder in which the command is called
PACKAGED = Path(__file__).parents[1] / "announcement" / "facts.yaml"  # in the wheel only
_MODEL_NAME = f"{__name__}.model_name"
F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


class Share(click.FloatRange):
    """A number from 0 to 1; click itself lets NaN pass."""

    name = "share"

    def __init__(self) -> None:
        """Limit the number."""
        super().__init__(0, 1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read the number, or raise BadParameter."""
        number = float(super().convert(value, param, ctx))
        if math.isnan(number):
            self.fail(f"{value!r} is not in the range 0<=x<=1.", param, ctx)
        return number


class SetupError(click.ClickException):
    """Something that the operator must set right before anything can start."""

    exit_code = 2


def program() -> str:
    """Return what the user called, for messages."""
    return click.get_current_context().find_root().info_name or ""


def facts_option(command: F) -> F:
    """Add `--facts FILE`; without it, FACTS or one of the default places is used."""
    return click.option(
        "--facts",
        "path",
        type=click.Path(path_type=Path),
        callback=_find,
        help="The fact base. Default: FACTS of the environment or .env, then ./facts.yaml, then the packaged one.",
    )(command)


def facts_argument(command: F) -> F:
    """Add the optional argument FACTS, which means the same as `--facts`."""
    argument = click.argument(
        "path", metavar="[FACTS]", type=click.Path(path_type=Path), required=False, callback=_find
    )
    return argument(command)


def model_options(command: F) -> F:
    """Add `--model URL` and `--model-name NAME`, which become a Model, or None without them."""
    command = click.option(
        "--model-name", metavar="NAME", help="The model's name at that endpoint.", is_eager=True, expose_value=False,
        callback=lambda context, _, name: context.meta.__setitem__(_MODEL_NAME, name),
    )(command)  # fmt: skip
    return click.option(
        "--model",
        metavar="URL",
        callback=_model,
        help="Ask a model behind this OpenAI-compatible endpoint (…/v1); its key, if it needs one, is MODEL_KEY of the \
environment.",
    )(command)


def _model(context: click.Context, parameter: click.Parameter, url: str | None) -> Model | None:
    """Make a Model of both options; the name is read first."""
    from bot.authoring.model_client import Model, ModelError

    name = context.meta.get(_MODEL_NAME)
    if not url and not name:
        return None
    if not url or not name:
        raise click.UsageError("--model URL and --model-name NAME belong together")
    model = Model(url, name)
    try:
        model.check()
    except ModelError as error:
        raise click.UsageError(str(error)) from None
    return model


def find_facts(setting: Path | None) -> Path:
    """Return the fact base that FACTS names, or else ./facts.yaml, or else the packaged one; or end with a hint."""
    if setting:
        return _existing(setting, " (FACTS in the environment or .env names it)")
    if FACTS.exists():
        return FACTS
    if PACKAGED.exists():
        click.echo(f"no {FACTS} here: using the packaged fact base, {PACKAGED}", err=True)
        return PACKAGED
    raise SetupError(
        f"there is no fact base: FACTS is not set (in the environment or .env), and neither {FACTS.absolute()} "
        f"nor {PACKAGED} exists"
    )


def _existing(path: Path, hint: str = "") -> Path:
    """Return the path of a fact base, or end with the hint where there is no such file."""
    if not os.path.exists(path):  # Path.exists raises what a name of 5,000 characters leads to
        raise SetupError(f"{clip(str(path), SHOWN)}: there is no such file{hint}")
    return path


def _find(context: click.Context, parameter: click.Parameter, path: Path | None) -> Path:
    """Find the fact base for a command, without tripping over settings that it does not need."""
    from bot.environment import load_facts_setting

    return _existing(path) if path else find_facts(_settings(load_facts_setting))


def read_settings() -> Settings:
    """Read all settings, or end with what is wrong with them."""
    from bot.settings import load_settings

    return _settings(load_settings)


def _settings(read: Callable[[], T]) -> T:
    """Read settings, or end with what is wrong with them."""
    from bot.environment import SettingsError

    try:
        return read()
    except SettingsError as error:
        raise SetupError(str(error)) from None


def compiled(path: Path, languages: Sequence[str] = ()) -> Matcher:
    """Load and compile the fact base, or end with all that is wrong with it."""
    from bot.facts import DocumentError
    from bot.matching import load_matcher

    try:
        return load_matcher(path, languages)
    except DocumentError as error:
        raise click.ClickException(str(error)) from None


def questions_in(files: Iterable[Path]) -> list[Question]:
    """Read labelled questions, or end with what is wrong with them."""
    from bot.authoring.evaluate import read_questions

    try:
        return [question for file in files for question in read_questions(file)]
    except ValueError as error:
        raise click.ClickException(str(error)) from None
