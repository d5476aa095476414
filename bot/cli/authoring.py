"""The commands for whoever writes a fact base: check, evaluate, learn."""

from __future__ import annotations

import io
import json
from pathlib import Path

import click

from bot.cli.options import DEFAULT_FACTS, facts_option, load, must_exist, questions_in


@click.command()
@click.argument("path", metavar="[FACTS]", type=click.Path(path_type=Path), envvar="FACTS", default=DEFAULT_FACTS)
@click.option("--article", type=click.File(encoding="utf-8"), help="The article, in which every quote must stand.")
@click.pass_context
def check(context: click.Context, path: Path, article: io.TextIOBase | None) -> None:
    """Find every fault of FACTS (facts.yaml, or the environment's FACTS) and its languages."""
    from bot.facts.check import quotes_not_in, summary
    from bot.facts.document import read_document
    from bot.facts.load import inspect

    must_exist(path)
    base, faults = inspect(path)
    if base and article:
        faults += quotes_not_in(_read(article), base, read_document(path))
    for fault in faults:
        click.echo(str(fault))
    if faults or base is None:
        context.exit(1)
    click.echo(f"{path}: {summary(base)}; no faults")


@click.command()
@click.argument("files", metavar="QUESTIONS.jsonl...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--misses/--no-misses", default=True, help="List the questions that were not answered right.")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
@click.option(
    "--tune",
    "price",
    type=click.FloatRange(0, 1),
    metavar="PRICE",
    help="Find the `answer` score at which \
at most this share (0.02, say) of the questions that the announcement does not answer get a figure.",
)
@facts_option
def evaluate(files: tuple[Path, ...], misses: bool, as_json: bool, price: float | None, path: Path) -> None:
    """Measure the answers to labelled questions: right, wrong, silent."""
    from bot.authoring.evaluate import evaluate as measure
    from bot.authoring.evaluate import report
    from bot.authoring.tune import base_with, tune
    from bot.matching.matcher import Matcher
    from bot.matching.model import learned_file, read_learned

    base = load(path)
    questions = questions_in(files)
    learned = read_learned(learned_file(path))
    if price is not None and learned:
        raise click.ClickException(
            f"{learned_file(path)} has an `answer` of its own: `python -m bot learn --price` finds it"
        )
    if price is not None:
        try:
            base = base_with(base, tune([(Matcher(base), questions)], price))
        except ValueError as error:
            raise click.ClickException(str(error)) from None
        click.echo(f"confidence:\n  answer: {base.confidence.answer:g}\n  suggest: {base.confidence.suggest:g}")
    evaluation = measure(base, questions, learned)
    click.echo(json.dumps(evaluation.as_json(), ensure_ascii=False) if as_json else report(evaluation, misses=misses))


@click.command()
@click.argument("files", metavar="QUESTIONS.jsonl...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--price",
    type=click.FloatRange(0, 1),
    default=0.02,
    show_default=True,
    help="The share of the questions that the announcement does not answer that may get a figure.",
)
@facts_option
def learn(files: tuple[Path, ...], price: float, path: Path) -> None:
    """Learn from labelled questions, and measure that on those that each part of them had not seen (some minutes)."""
    from bot.authoring.evaluate import report
    from bot.authoring.learn import learn_and_tune
    from bot.matching.model import learned_file, write_learned

    base = load(path)
    try:
        learned, evaluation = learn_and_tune(base, questions_in(files), price)
    except ModuleNotFoundError:
        raise click.ClickException("learning needs scikit-learn: python -m pip install scikit-learn") from None
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    write_learned(learned_file(path), learned)
    click.echo(report(evaluation, misses=False))
    click.echo(
        f"{learned_file(path)}: {len(learned.weights):,} traits, answers from {learned.answer:g} on, "
        f"{learned.sure:g} for a question that does not say that it is about the announcement"
    )


def _read(article: io.TextIOBase) -> str:
    """Read the article's text."""
    try:
        return article.read()
    except UnicodeDecodeError:
        raise click.ClickException("the article is not UTF-8 text: save it again as UTF-8") from None
