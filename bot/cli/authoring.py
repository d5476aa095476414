"""The commands for the people who write a fact base: check, evaluate, learn."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from bot.cli.options import Share, compiled, facts_argument, facts_option, program, questions_in

MOST_BYTES = 4_000_000  # of an article
MOST_WARNINGS = 20


@click.command()
@facts_argument
@click.option("--article", type=click.Path(path_type=Path), help="The article, which must contain every quote.")
@click.pass_context
def check(context: click.Context, path: Path, article: Path | None) -> None:
    """Find every fault of FACTS (facts.yaml, or the environment's FACTS) and its languages."""
    from bot.authoring.drafting.todos import todos
    from bot.authoring.same_ideas import same_ideas
    from bot.facts import inspect
    from bot.facts.check import quotes_not_in, summary
    from bot.facts.document import DocumentError, read_document
    from bot.matching.model import learned_file, outdated, read_learned

    text = _text_of(article) if article else ""
    base, faults = inspect(path, text)
    learned = None
    try:
        learned = read_learned(learned_file(path))
    except DocumentError as error:
        faults += error.faults
    if base and article:
        faults += quotes_not_in(text, base, read_document(path))
    for fault in faults:
        click.echo(str(fault))
    if base is None or not all(fault.is_warning for fault in faults):
        context.exit(1)
    if learned and (changes := outdated(learned, base)):
        click.echo(
            f"warning: the facts have changed since {learned_file(path)} was learnt ({changes}):"
            f" run `{program()} learn` again",
            err=True,
        )
    same = [] if learned else list(same_ideas(base))  # what is learnt tells them apart
    for each in same[:MOST_WARNINGS]:
        click.echo(f"warning: {path}: {each}", err=True)
    if same[MOST_WARNINGS:]:
        click.echo(f"warning: {path}: and {len(same) - MOST_WARNINGS:,} more like these", err=True)
    for todo in todos(path):
        click.echo(f"{path}:{todo.line}: to do: {todo.text}")
    click.echo(f"{path}: {summary(base)}; no faults")


@click.command()
@click.argument("files", metavar="QUESTIONS.jsonl...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--misses/--no-misses", default=True, help="List the questions that were not answered right.")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
@click.option(
    "--tune",
    "price",
    type=Share(),
    metavar="PRICE",
    help="Find the `answer` score at which \
at most this share (0.02, say) of the questions that the announcement does not answer get a figure.",
)
@facts_option
def evaluate(files: tuple[Path, ...], misses: bool, as_json: bool, price: float | None, path: Path) -> None:
    """Measure the answers to labelled questions: right, wrong, silent."""
    from bot.authoring.evaluate import evaluate as measure
    from bot.authoring.evaluate import report
    from bot.authoring.tune import tune, with_scores
    from bot.matching.model import learned_file

    matcher = compiled(path)
    questions = questions_in(files)
    tuned: dict[str, object] = {}
    try:
        if price is not None:
            if matcher.learned:
                raise ValueError(
                    f"{learned_file(path)} has an `answer` of its own: `{program()} learn --price` finds it"
                )
            matcher = with_scores(matcher, tune([(matcher, questions)], price))
            tuned = {"confidence": asdict(matcher.base.confidence)}
        evaluation = measure(matcher, questions)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        click.echo(json.dumps(tuned | evaluation.as_json(), ensure_ascii=False))
        return
    if tuned:
        confidence = matcher.base.confidence
        click.echo(f"confidence:\n  answer: {confidence.answer:g}\n  suggest: {confidence.suggest:g}")
    click.echo(report(evaluation, misses=misses))


@click.command()
@click.argument("files", metavar="QUESTIONS.jsonl...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--price",
    type=Share(),
    default=0.02,
    show_default=True,
    help="The share of the questions that the announcement does not answer that may get a figure.",
)
@facts_option
def learn(files: tuple[Path, ...], price: float, path: Path) -> None:
    """Learn from labelled questions, and measure that on those that each part of them had not seen (some minutes)."""
    from bot.authoring.evaluate import report
    from bot.matching.model import learned_file, write_learned

    try:
        from bot.authoring.learn import comparisons, learn_and_tune
    except ModuleNotFoundError:
        raise click.ClickException("learning needs scikit-learn: python -m pip install scikit-learn") from None

    matcher = compiled(path)
    questions = questions_in(files)
    try:
        learned, unseen = learn_and_tune(matcher.base, questions, price)
        compared = comparisons(matcher, learned, unseen, questions)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    click.echo(report(unseen, misses=False))
    for comparison in compared:
        click.echo(str(comparison))
    file = learned_file(path)
    if any(comparison.worse for comparison in compared):
        raise click.ClickException(f"{file} was not written: it would be worse than before; more questions may help")
    write_learned(file, learned)
    click.echo(
        f"{file}: {len(learned.weights):,} features, answers from {learned.answer:g} on, "
        f"{learned.sure:g} for a question that does not say that it is about the announcement"
    )


def _text_of(article: Path) -> str:
    """Read the article's text, or end with what is wrong with the file."""
    from bot.files import FileError, read_text

    try:
        return read_text(article, MOST_BYTES)
    except FileError as error:
        raise click.ClickException(f"{article}: {error}") from None
