"""The commands for the people who have labelled questions: evaluate, learn."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bot.cli.options import Share, compiled, facts_option, questions_in


@click.command()
@click.argument("files", metavar="QUESTIONS.jsonl...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--misses/--no-misses", default=True, help="List the questions that were not answered right.")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
@facts_option
def evaluate(files: tuple[Path, ...], misses: bool, as_json: bool, path: Path) -> None:
    """Measure the answers to labelled questions."""
    from bot.authoring.evaluate import evaluate as measure
    from bot.authoring.evaluate import report

    matcher = compiled(path)
    matcher.compile_all()  # as a bot has soon after its start: the times are those of questions
    try:
        evaluation = measure(matcher, questions_in(files))
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        click.echo(json.dumps(evaluation.as_json(), ensure_ascii=False))
    else:
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
    """Learn from labelled questions (some minutes).

    What is learnt is measured on questions that it was not learnt from.
    """
    from bot.authoring.evaluate import report
    from bot.files import FileError
    from bot.matching.learned import learned_file, write_learned

    matcher = compiled(path)
    matcher.compile_meaning()
    questions = questions_in(files)
    try:
        from bot.authoring.learn import comparisons, learn_and_tune
    except ModuleNotFoundError:
        raise click.ClickException("learning needs scikit-learn: python -m pip install scikit-learn") from None
    try:
        learned, unseen = learn_and_tune(matcher.base, questions, price, matcher.encoder)
        compared = comparisons(matcher, learned, unseen, questions)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    click.echo(report(unseen, misses=False))
    for comparison in compared:
        click.echo(str(comparison))
    file = learned_file(path)
    if any(comparison.worse for comparison in compared):
        raise click.ClickException(f"{file} was not written: it would be worse than before; more questions may help")
    try:
        write_learned(file, learned)
    except FileError as error:
        raise click.ClickException(f"{file}: {error}") from None
    click.echo(
        f"{file}: {len(learned.weights):,} features, answers from {learned.answer:g} on, "
        f"{learned.sure:g} for a question that does not say that it is about the announcement"
    )
    if meaning := learned.meaning:
        click.echo(f"with meaning, which counts {meaning.share:.0%}: from {meaning.answer:g} and {meaning.sure:g} on")
