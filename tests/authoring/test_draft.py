"""What is drafted from an article: facts whose quotes stand in it, gaps, and what is left to do."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bot.authoring.drafting.article import ArticleError, parse_article, read_article, sentences
from bot.authoring.drafting.draft import MOST_FACTS, draft
from bot.authoring.drafting.todos import todos
from bot.cli.main import main
from bot.facts import FactBase
from bot.facts.check import OWN_COMMANDS
from bot.settings import Settings
from tests.drafts import drafted

pytestmark = pytest.mark.slow

Call = Callable[..., tuple[int, str, str]]

ARTICLE = """\
Glass museum opens in a former brewery in Tarnholt

Tarnholt Echo, 3 May 2025

The Museum of Glass in Tarnholt opens its doors on Saturday 17 May 2025. It shows about 4,800 objects on three floors.
The smell of beer has never quite left the cellars.

The conversion of the old brewery cost 27.4 million euros, and a private donor, the engineer Helga Brandis, gave
6 million euros. Each glass tower weighs 140 tonnes. The museum has created 64 jobs, up from 21 in the old house.

Director Pauline Osk expects 150,000 visitors in the first year. "Nobody should leave without having seen glass being
made," she said. The museum ranks second among the museums of the region. Nearly half of the objects were given by
collectors.

The doors were designed by the Danish office Lund. The museum posts news on its Telegram channel @glassmuseum.
"""
FOUND = {  # a part of the sentence that tells each fact, and the figure as an editor would write it
    "opens its doors on Saturday 17 May 2025": "Saturday 17 May 2025",
    "shows about 4,800 objects": "about 4,800 objects on three floors",
    "cost 27.4 million euros": "27.4 million euros",
    "gave 6 million euros": "6 million euros",
    "weighs 140 tonnes": "140 tonnes",
    "has created 64 jobs": "64 jobs, up from 21",
    "expects 150,000 visitors": "150,000 visitors",
    "Nobody should leave": "“Nobody should leave without having seen glass being made”",
    "ranks second": "second among the museums",
    "Nearly half of the objects": "nearly half of the objects",
    "designed by the Danish office": "designed by the Danish office Lund",
    "posts news on its Telegram channel": "Telegram and @glassmuseum",
    "Glass museum opens": "Tarnholt Echo, 3 May 2025",
}


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    """Draft the fact base of the museum."""
    return drafted(tmp_path, ARTICLE)


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    """Stand in an empty folder, and give a function that runs a command there."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    def run(*args: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["bot", *args])
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        with pytest.raises(SystemExit) as leaving:
            main()
        out, err = capsys.readouterr()
        return int(leaving.value.code or 0), out, err

    return run


# ---- what is found ------------------------------------------------------------------------------


def test_every_sentence_that_tells_something_becomes_a_fact_with_its_figure(base: FactBase) -> None:
    figures = {part: [fact.figure for fact in base.facts if part in " ".join(fact.quote.split())] for part in FOUND}
    assert figures == {part: [figure] for part, figure in FOUND.items()}
    assert len(base.facts) == len(FOUND)


def test_background_without_news_is_left_out(base: FactBase) -> None:
    assert not any("smell of beer" in fact.quote for fact in base.facts)


def test_the_announcement_says_whose_news_it_is(base: FactBase) -> None:
    told = base.announcement
    assert (told.subject, told.title) == ("Museum of Glass", "Glass museum opens in a former brewery in Tarnholt")
    assert (told.publisher, told.published) == ("Tarnholt Echo", "2025-05-03")
    assert base.channel.url == "https://t.me/glassmuseum"


def test_a_year_that_is_told_in_words_is_counted_from_the_publication(tmp_path: Path) -> None:
    base = drafted(tmp_path, "Acme grows\n\nDaily News, 4 May 2025\n\nLast year Acme sold 40 bridges.\n")
    assert base.facts[0].years == (2024,)


def test_what_the_article_tells_is_no_gap(base: FactBase, tmp_path: Path) -> None:
    gaps = {gap.id for gap in base.not_told}
    assert {"first_place", "ticket_price", "life_of_osk"} <= gaps
    told = drafted(tmp_path, f"{ARTICLE}\nA ticket costs 14 euros.\n")
    assert "ticket_price" not in {gap.id for gap in told.not_told}


def test_a_long_article_gives_no_more_facts_than_an_editor_can_read() -> None:
    text = "Acme builds\n\n" + " ".join(f"Acme opened {number} bridges in the north." for number in range(20, 120))
    made = draft(parse_article(text))
    assert made.facts == MOST_FACTS + 1
    assert made.left_out == 100 - MOST_FACTS


def test_twenty_facts_fit_into_250_lines(tmp_path: Path) -> None:
    text = "Acme builds\n\n" + "\n\n".join(
        f"In the year {1980 + year} Acme opened {year + 20} bridges." for year in range(19)
    )
    made = draft(parse_article(text))
    assert made.facts == 20
    assert made.text.count("\n") < 250


@pytest.mark.parametrize(
    "top",
    [
        "Acme opens a bridge over the river in Tarnholt\nThe Daily Bridge, 3 May 2025\n",
        "Acme opens a bridge over the river in Tarnholt\nThe Daily Bridge, 3 May 2025\n\n",
        "Acme opens a bridge over the river in Tarnholt\n\nThe Daily Bridge, 3 May 2025\n",
    ],
)
def test_a_headline_and_a_dateline_need_no_blank_line(top: str, tmp_path: Path) -> None:
    text = (
        f"{top}Acme opened 14 bridges in the north of the country, all of them of steel,\nit said. It was a fine day.\n"
    )
    base = drafted(tmp_path, text)
    told = base.announcement
    assert (told.title, told.publisher) == ("Acme opens a bridge over the river in Tarnholt", "The Daily Bridge")
    assert told.published == "2025-05-03"
    assert [fact.figure for fact in base.facts] == ["14 bridges", "The Daily Bridge, 3 May 2025"]


def test_an_abbreviation_is_no_name(tmp_path: Path) -> None:
    text = "New ward opens\n\nSt Ada's Hospital has opened 14 wards. St Ada's expects 90 patients. St Ada's is old.\n"
    assert drafted(tmp_path, text).announcement.subject.startswith("St Ada")


def test_the_site_above_the_date_is_the_publisher_and_no_fact(tmp_path: Path) -> None:
    text = "Acme opens a bridge\n\nacme-news.example\n3 May 2025\n\nAcme opened 14 bridges.\n"
    base = drafted(tmp_path, text)
    assert (base.announcement.publisher, base.announcement.published) == ("acme-news.example", "2025-05-03")
    assert [fact.figure for fact in base.facts] == ["14 bridges", "acme-news.example, 3 May 2025"]


def test_a_dateline_is_left_out_of_the_quote(tmp_path: Path) -> None:
    base = drafted(tmp_path, "Acme builds\n\nTARNHOLT (Wire) - Acme opened 14 bridges.\n\nIt was a fine day.\n")
    assert base.facts[0].quote == "Acme opened 14 bridges."


def test_words_of_a_broad_idea_are_listed_as_ideas_of_their_own(tmp_path: Path) -> None:
    base = drafted(tmp_path, "Acme builds\n\nAcme opened 14 stores.\n\nAcme shipped 900 cameras.\n")
    assert (base.synonyms["store"], base.synonyms["camera"]) == (("stores", "store"), ("cameras", "camera"))


@pytest.mark.parametrize(
    ("told", "gap"),
    [
        ("said founder Ada Quist", "founding"),
        ("said the company from the port city of Tarnholt", "head_office"),
        ("said the mayor of the budget", "price"),
        ("up from 9 bridges two years ago", "earlier_years"),
        ("with 120 permanent staff", "staff"),
        ("said Ada Quist, who heads the firm", "leader"),
        ("worth 3 million euros", "price"),
        ("it earned 3 million euros", "revenue"),
    ],
)
def test_what_is_told_in_passing_is_no_gap(told: str, gap: str, tmp_path: Path) -> None:
    text = "Acme builds\n\nThe company Acme opened 14 bridges, {}.\n"
    assert gap not in {each.id for each in drafted(tmp_path, text.format(told)).not_told}


def test_only_what_has_names_is_asked_for_by_name(tmp_path: Path) -> None:
    text = "Acme builds\n\nAcme opened 14 stations.\n\nThe camera has 50 lenses.\n\nAcme hired 90 divers.\n"
    asked = [gap.id for gap in drafted(tmp_path, text).not_told if gap.id.startswith("which_")]
    assert asked == ["which_stations"]


def test_a_synonym_alone_in_its_idea_is_left_out(tmp_path: Path) -> None:
    text = 'Acme builds\n\nAcme opened 14 stores.\n\n"We are proud of every one of them," said Ada Quist.\n'
    assert drafted(tmp_path, text).synonyms == {}


# ---- laws ---------------------------------------------------------------------------------------

PIECES = """
Acme the a it they which that and , . ; : - “ ” " ' ( ) [ ] […] # @acme acme.example 14 19,000 3.5 percent %
half of them million euros $ 2 kilometres years ago first fifth in world rose to from more than up nearly
opened will open by said says told is are was has have bridges stores passengers people each every May 2025
last year Monday 5:10 p.m. é 中文 😀 ? ! yes no null | > * & {a: b} Source: - x:
"""
WORDS = st.sampled_from([*PIECES.split(), "\n", "\n\n", "\u00ad", "\u200b", "\u202e", "\x07"])
ARTICLES = st.lists(WORDS, min_size=1, max_size=80).map(" ".join) | st.text(max_size=200)


@settings(deadline=None, max_examples=100, derandomize=True)
@example(text="> 14 ?")
@example(text="nearly \xad half")
@example(text="% \n Acme")
@example(text=20 * "Acme " + "the a acme.example 14")
@given(text=ARTICLES)
@example(text=11 * "Acme " + "2 2025")
@example(text=10 * "Acme " + "19,000 19,000")
@example(text="\u200b \n\n Acme")
def test_a_draft_always_passes_check_with_its_article(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    assume(any(map(str.isalnum, text)))
    base = drafted(tmp_path_factory.mktemp("draft"), text)
    ids = [*(fact.id for fact in base.facts), *(gap.id for gap in base.not_told)]
    assert len(ids) == len(set(ids))
    assert not OWN_COMMANDS & set(ids)


@settings(deadline=None)
@given(text=ARTICLES)
def test_sentences_hold_every_word_of_their_paragraph(text: str) -> None:
    for paragraph in parse_article(text).paragraphs:
        assert " ".join(sentences(paragraph)).split() == paragraph.split()


# ---- reading ------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_an_article_is_read_in_the_encoding_that_it_has(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes("Café “Acme” opens\r\n\r\nIt cost €3 million.".encode(encoding))
    assert read_article(path).paragraphs == ("Café “Acme” opens", "It cost €3 million.")


def test_a_page_is_read_without_its_tags_and_menus() -> None:
    article = parse_article(
        '<!DOCTYPE html><html><head><title>x</title><meta property="og:site_name" content="Daily News">'
        '<link rel="canonical" href="https://daily.example/acme"></head><body><nav>Home</nav><h1>Acme &amp; Sons</h1>'
        "<script>var a = 14;</script><p>Acme opened\n<b>14</b> bridges.</p><p>It cost<br>$3 million.</p></body></html>"
    )
    assert article.paragraphs == ("Acme & Sons", "Acme opened 14 bridges.", "It cost", "$3 million.")
    assert (article.publisher, article.url) == ("Daily News", "https://daily.example/acme")


def test_lines_that_were_broken_at_a_width_are_put_together() -> None:
    text = "Acme has opened 14 bridges in the north of the\ncountry, all of them built of steel and concrete.\n"
    assert parse_article(text).paragraphs == (" ".join(text.split()),)


def test_invisible_marks_stay_in_the_quote_and_nowhere_else(tmp_path: Path) -> None:
    base = drafted(tmp_path, "Acme builds\n\nAcme opened 14 brid\u00adges and\u200b stairs.\n")
    (fact, _) = base.facts
    assert (fact.figure, fact.title) == ("14 bridges", "Bridges opened")
    assert "brid\u00adges" in fact.quote


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "holds no text"),
        (b" \n\n \n", "holds no text"),
        (b"<html><body><script>x</script></body></html>", "holds no text"),
        (b"\x00\x01\x02\xff", "is no text in UTF-8, UTF-16 or Windows-1252"),
        ("Акме открыла 14 мостов.".encode("cp1251"), "is no text in UTF-8, UTF-16 or Windows-1252"),
        ("小米拥有14项专利。".encode("gbk"), "is no text in UTF-8, UTF-16 or Windows-1252"),
        (b"\xff\xfea", "is no text in UTF-8, UTF-16 or Windows-1252"),
        (b"Acme opened 14 bridges. " * 450_000, "is too long for one article"),
        (b"Acme opened 14 bridges. " * 5_000, "more than 100,000 characters"),
    ],
)
def test_what_is_no_article_is_refused_in_one_line(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    with pytest.raises(ArticleError, match=message) as refused:
        read_article(path)
    assert "\n" not in str(refused.value)


def test_an_article_without_figures_still_makes_a_draft(tmp_path: Path) -> None:
    base = drafted(tmp_path, 'A quiet day\n\n"Nothing at all has happened today," said Mayor Ada Quist.\n')
    assert [fact.title for fact in base.facts] == ["What Ada Quist said", "The article"]


# ---- what is left to do, and the command --------------------------------------------------------


def test_what_the_article_does_not_tell_is_left_to_do(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(draft(parse_article("Acme grows\n\nAcme opened 14 bridges.")).text, encoding="utf-8")
    left = [todo.text for todo in todos(path)]
    assert "the day on which it was published" in left
    assert all("# TODO: " in path.read_text(encoding="utf-8").splitlines()[todo.line - 1] for todo in todos(path))


def test_a_mark_inside_a_text_is_nothing_to_do(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text('a: "b # TODO: c"\nd: >-\n  e # TODO: f\ng: h # TODO: i\n', encoding="utf-8")
    assert [(todo.line, todo.text) for todo in todos(path)] == [(4, "i")]


def test_the_command_writes_the_draft_and_lists_what_is_left(call: Call, tmp_path: Path) -> None:
    Path("article.txt").write_text(ARTICLE, encoding="utf-8")
    code, out, err = call("draft", "article.txt", "-o", "new.yaml")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "new.yaml: 13 facts, 10 known gaps"
    left = [line for line in out.splitlines() if ": to do: " in line]
    assert left
    code, out, _ = call("check", "new.yaml", "--article", "article.txt")
    assert code == 0
    assert out.splitlines() == [*left, out.splitlines()[-1]]
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["article.txt", "new.yaml"]


def test_an_article_that_is_not_there_is_said_before_the_fact_base_that_is(call: Call) -> None:
    Path("facts.yaml").write_text("mine", encoding="utf-8")
    assert call("draft", "none.txt") == (1, "", "error: none.txt: there is no such file\n")


def test_a_fact_base_is_only_replaced_by_force(call: Call) -> None:
    Path("article.txt").write_text(ARTICLE, encoding="utf-8")
    Path("facts.yaml").write_text("mine", encoding="utf-8")
    assert call("draft", "article.txt") == (
        1,
        "",
        "error: facts.yaml exists: name another file after -o, or replace it with --force\n",
    )
    assert Path("facts.yaml").read_text(encoding="utf-8") == "mine"
    assert call("draft", "article.txt", "--force")[0] == 0
    schema, draft = Path("facts.yaml").read_text(encoding="utf-8").splitlines()[:2]
    assert schema.startswith("# yaml-language-server: $schema=")
    assert draft.startswith("# A draft")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("none.txt",), "none.txt: there is no such file"),
        ((".",), ".: is a folder, not a file"),
        (("article.txt", "-o", "no/folder.yaml"), "no/folder.yaml: cannot be written: No such file or directory"),
    ],
)
def test_what_cannot_be_read_or_written_is_one_line(call: Call, arguments: tuple[str, ...], message: str) -> None:
    Path("article.txt").write_text(ARTICLE, encoding="utf-8")
    assert call("draft", *arguments) == (1, "", f"error: {message}\n")
