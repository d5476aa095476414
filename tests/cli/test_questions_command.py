"""The command `questions`, and `--model` of `draft`, as they are typed."""

from __future__ import annotations

import io
import json
import re
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.authoring import model_client
from bot.authoring.evaluate import read_questions
from bot.authoring.questions.prompts import personas
from bot.cli.main import main
from bot.facts import load
from bot.settings import Settings
from tests.fact_files import ARTICLE, FACTS, write_facts
from tests.model_server import Answer, fails, returns, says, serving

Call = Callable[..., tuple[int, str, str]]
KEY = "sk-not-to-be-seen"
ANSWER = (
    '{"q": "so how many are there", "accept": ["bridges"], "kind": "plain"}\n{"q": "how wide are they", "accept": []}'
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a fact base and its article, with no variable set but a key."""
    write_facts(tmp_path)
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("MODEL_KEY", KEY)
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr(model_client, "PAUSE", 0.0)
    return tmp_path


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Give a function that runs a command and returns exit code, output and errors."""

    def run(*args: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["announcement-bot", *args])
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        with pytest.raises(SystemExit) as leaving:
            main()
        out, err = capsys.readouterr()
        assert KEY not in out + err
        return int(leaving.value.code or 0), out, err

    return run


def texts(file: str = "questions.jsonl") -> list[str]:
    """Return the questions of a file."""
    return [question.text for question in read_questions(Path(file))]


def test_questions_are_made_into_two_files_and_made_again_they_are_there(call: Call) -> None:
    code, out, _ = call("questions", "facts.yaml", "--article", "article.txt")
    assert code == 0
    assert len(texts()) > 100
    assert len(texts("questions-aside.jsonl")) > 30
    first = f"questions.jsonl: {len(texts()):,} new questions, {len(texts()):,} in all ("
    assert out.startswith(first)
    assert sum(map(int, re.findall(r"(\d+) [a-z]+", out.splitlines()[0].removeprefix(first)))) == len(texts())
    before = Path("questions.jsonl").read_bytes()
    assert call("questions", "facts.yaml", "--article", "article.txt")[1].startswith("questions.jsonl: 0 new questions")
    assert Path("questions.jsonl").read_bytes() == before


def test_a_prompt_a_persona_has_the_article_the_ids_and_the_rules(call: Call, folder: Path) -> None:
    code, out, _ = call("questions", "facts.yaml", "--article", "article.txt", "--prompts", "prompts")
    files = sorted((folder / "prompts").iterdir())
    assert (code, len(files)) == (0, len(personas()))
    assert f"{len(files)} prompts" in out
    assert sum(file.stem.endswith("-aside") for file in files) == 3
    assert len({file.read_text(encoding="utf-8") for file in files}) == len(files)
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert "measures 300 metres" in text
        assert "bridges: Bridges opened: 12 bridges\n    “Acme has opened 12 bridges […] in one year”" in text
        assert "doesn't give a price" in text
        assert '{"q": "a question that is not answered", "accept": [], "kind": "near"}' in text


def test_replies_are_read_into_their_halves(call: Call, folder: Path) -> None:
    (folder / "reader.txt").write_text(f"Here you are:\n{ANSWER}\n{{", encoding="utf-8")
    (folder / "teacher-aside.txt").write_text('{"q": "dear bot, how long", "accept": ["length"]}', encoding="utf-8")
    code, out, err = call("questions", "facts.yaml", "--read", "reader.txt", "none.txt", "teacher-aside.txt")
    assert (code, err) == (0, "none.txt: there is no such file\n")
    assert out.splitlines() == [
        "reader.txt: 2 new questions to learn from (1 plain, 1 near)",
        "  left out, lines that are no JSON: 1; line 1 (Here you are:)",
        "  left out, broken or cut off: 1; line 4",
        "  asked for less than twice: bridges, length",
        "teacher-aside.txt: 1 new questions set aside (1 plain)",
        "  asked for less than twice: bridges, length",
        "questions.jsonl: 2 new questions, 2 in all (1 plain, 1 near)",
        "  asked for less than twice: bridges, length",
        "questions-aside.jsonl: 1 new questions, 1 in all (1 plain)",
        "  asked for less than twice: bridges, length",
    ]
    assert texts() == ["so how many are there", "how wide are they"]
    assert texts("questions-aside.jsonl") == ["dear bot, how long"]


def test_a_reply_without_a_question_writes_nothing(call: Call, folder: Path) -> None:
    (folder / "reader.txt").write_text("I'd rather not.", encoding="utf-8")
    code, out, err = call("questions", "facts.yaml", "--read", "reader.txt")
    assert (code, err) == (1, "error: no question that can be used came back\n")
    assert "nothing was set aside" not in out
    assert not list(folder.glob("*.jsonl"))


def test_a_model_is_asked_as_each_persona(call: Call) -> None:
    theirs = [json.dumps({"q": f"as the {persona.name}, how long", "accept": ["length"]}) for persona in personas()]
    with serving(*map(says, theirs)) as server:
        code, out, err = call(
            "questions", "facts.yaml", "--article", "article.txt", "--model", server.url, "--model-name", "tiny"
        )
        assert (code, err) == (0, "")
        assert len(server.asked) == len(personas())
        assert set(server.keys) == {f"Bearer {KEY}"}
    aside = [persona for persona in personas() if persona.aside]
    assert len(texts()) == len(personas()) - len(aside)
    assert texts("questions-aside.jsonl") == [f"as the {persona.name}, how long" for persona in aside]
    assert "questions.jsonl: 10 new questions, 10 in all (10 plain)" in out
    assert not [file for file in Path().iterdir() if file.is_file() and KEY in file.read_text(encoding="utf-8")]


def test_what_came_before_a_model_failed_is_kept(call: Call) -> None:
    with serving(says(ANSWER), returns(b"no"), says("as a model, I"), fails(401)) as server:
        code, out, err = call(
            "questions", "facts.yaml", "--article", "article.txt", "--model", server.url, "--model-name", "tiny"
        )
        assert len(server.asked) == 4
    assert code == 0
    assert texts() == ["so how many are there", "how wide are they"]
    first, second = err.splitlines()
    assert first.startswith("journalist: http://127.0.0.1")
    assert first.endswith("is no chat completion: is this an OpenAI-compatible endpoint?")
    assert second.startswith("newcomer: ")
    assert "HTTP 401: set MODEL_KEY" in second
    assert "schoolchild: 0 new questions to learn from" in out


def test_a_model_that_is_not_there_is_one_line(call: Call, folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        code, _, err = call("questions", "facts.yaml", "--article", "article.txt", "--model", url, "--model-name", "a")
    assert (code, len(err.splitlines())) == (1, 1)
    assert "cannot be reached: is it running" in err
    assert not list(folder.glob("*.jsonl"))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "the article is needed: --article ARTICLE.txt"),
        (("reply.txt",), "reply.txt is one file too many"),
        (("--read",), "--read needs the files to read"),
        (("--read", "--prompts", "x"), "--read and --prompts are two ways: take one at a time"),
        (("--model", "http://localhost"), "--model URL and --model-name NAME belong together"),
        (("--model-name", "tiny"), "--model URL and --model-name NAME belong together"),
        (("--model", "localhost", "--model-name", "tiny"), "'localhost' is not a URL"),
        (("--article", "none.txt"), "none.txt"),
        (("--doubtful", "none.jsonl"), "none.jsonl: there is no such file"),
    ],
)
def test_a_wrong_call_is_one_line(call: Call, options: tuple[str, ...], message: str) -> None:
    code, _, err = call("questions", "facts.yaml", *options)
    assert code in (1, 2)
    assert message in err
    assert len(err.splitlines()) == 1


def test_without_scikit_learn_doubts_say_what_is_missing(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("bot.authoring.fitting", "bot.authoring.learn", "bot.authoring.questions.doubtful"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "sklearn.linear_model", None)
    code, _, err = call("questions", "facts.yaml", "--doubtful", "questions.jsonl")
    assert (code, err) == (1, "error: finding doubts needs scikit-learn: python -m pip install scikit-learn\n")


ASKED = {"how many bridges": ["bridges"], "is it steel": []}
GREETINGS = ("so", "well", "hello", "please", "now", "ok", "hey", "hm")
RIGHT = [{"q": f"{word} {asked}", "accept": ids} for asked, ids in ASKED.items() for word in GREETINGS]


def doubted(call: Call, *odd: dict[str, object], most: int = 40) -> list[str]:
    """List the doubtful labels among right ones and odd ones, of which only the odd can be doubtful."""
    Path("questions.jsonl").write_text("\n".join(json.dumps(each) for each in (*odd, *RIGHT)), encoding="utf-8")
    code, out, _ = call("questions", "facts.yaml", "--doubtful", "questions.jsonl", "--most", str(most))
    assert code == 0
    return out.splitlines()


@pytest.mark.slow
def test_a_wrong_label_among_right_ones_is_doubted_first(call: Call) -> None:
    first, *_, last = doubted(call, {"q": "then how many bridges", "accept": []})
    assert first == "questions.jsonl:1: “then how many bridges” is labelled not told; the bot would say bridges"
    assert "labels are doubtful: correct those that are wrong, and put " in last


@pytest.mark.slow
def test_as_many_doubtful_labels_are_listed_as_are_asked_for_and_none_with_a_note(call: Call) -> None:
    odd: list[dict[str, object]] = [{"q": f"{word} how many bridges", "accept": []} for word in ("then", "um")]
    _, last = doubted(call, *odd, most=1)
    assert last.startswith("2 of 18 labels are doubtful; the first 1 are listed (--most N lists more): ")
    only, last = doubted(call, odd[0] | {"note": "right"}, odd[1])
    assert "um how many bridges" in only
    assert last.startswith("1 of 17 labels are doubtful: ")
    assert last.endswith("(so far 1)")


@pytest.mark.slow
def test_a_near_miss_that_the_fact_base_itself_refuses_is_not_doubted(call: Call, folder: Path) -> None:
    odd: dict[str, object] = {"q": "then how many bridges", "accept": []}
    assert any("then how many" in line for line in doubted(call, odd))
    gap = "  - id: then\n    reply: It doesn't say.\n    questions: [then how many bridges]\n"
    write_facts(folder, f"{FACTS}{gap}")
    assert not any("then how many" in line for line in doubted(call, odd))


# ---- draft --model ------------------------------------------------------------------------------


def draft_with(call: Call, *answers: object) -> tuple[int, str, str]:
    """Draft with a model that answers so."""
    text = "Sure:\n" + "\n".join(json.dumps(each) for each in answers)
    with serving(says(text)) as server:
        return call("draft", "article.txt", "-o", "new.yaml", "--model", server.url, "--model-name", "tiny")


def test_a_model_gives_a_draft_titles_and_phrasings(call: Call) -> None:
    assert call("draft", "article.txt", "-o", "old.yaml")[0] == 0
    old = load(Path("old.yaml"))
    first, gap = old.facts[0], old.not_told[0]
    code, out, err = draft_with(
        call,
        {"id": first.id, "title": "Brand new", "keywords": ["brand new", "a, b"], "questions": ["Anything brand new?"]},
        {"id": gap.id, "questions": ["What on earth?"]},
        {"id": "nothing", "title": "Nothing"},
    )
    new = load(Path("new.yaml"))
    assert (code, new.facts[0].title) == (0, "Brand new")
    assert "brand new" in new.facts[0].keywords
    assert "Anything brand new?" in new.facts[0].questions
    assert "What on earth?" in new.not_told[0].questions
    assert "the model gave 1 titles and 3 phrasings" in out
    assert "there is no fact or gap 'nothing'" in err


def test_no_word_of_a_model_becomes_a_figure_a_quote_or_an_id(call: Call) -> None:
    assert call("draft", "article.txt", "-o", "old.yaml")[0] == 0
    old = load(Path("old.yaml"))
    lie = {"figure": "99", "quote": "99", "sentence": "99", "years": [1999], "reply": "99"}
    draft_with(
        call,
        *({"id": fact.id, "title": "99 bridges", "questions": ["Is it 99?"]} | lie for fact in old.facts),
        *({"id": gap.id, "questions": ["Is it 100?"]} | lie for gap in old.not_told),
    )
    new = load(Path("new.yaml"))
    for before, after in zip(old.facts, new.facts, strict=True):
        assert (before.id, before.title, before.figure, before.quote, before.sentence, before.years) == (
            after.id, after.title, after.figure, after.quote, after.sentence, after.years,
        )  # fmt: skip
    assert [gap.reply for gap in old.not_told] == [gap.reply for gap in new.not_told]


@pytest.mark.parametrize("answer", [returns(b"no"), fails(404), says("I can't."), says('{"id": 1, "title": []}')])
def test_without_a_usable_answer_the_draft_is_as_it_is_without_a_model(call: Call, answer: Answer) -> None:
    assert call("draft", "article.txt", "-o", "old.yaml")[0] == 0
    with serving(answer) as server:
        code, _, _ = call("draft", "article.txt", "-o", "new.yaml", "--model", server.url, "--model-name", "tiny")
    assert code == 0
    assert Path("new.yaml").read_text(encoding="utf-8") == Path("old.yaml").read_text(encoding="utf-8")
