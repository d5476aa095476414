"""The operator's commands, as they are typed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot import __version__
from bot.cli import options
from bot.cli.main import main
from bot.settings import Settings
from tests.cli.conftest import Call
from tests.fact_files import ARTICLE, FACTS, line_of, write_facts

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a fact base and nothing else, and with no variable set."""
    write_facts(tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return tmp_path


def process(*args: str) -> subprocess.Popen[bytes]:
    """Start a command as a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii:strict"}
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, *args], stdin=pipe, stdout=pipe, stderr=pipe, env=environment)


# ---- ask ----------------------------------------------------------------------------------------


def test_ask_gives_figure_quote_and_source(call: Call) -> None:
    code, out, err = call("ask", "How many bridges did Acme open?")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Bridges opened: 12 bridges",
        "“Acme has opened 12 bridges […] in one year”",
        "Source: The Daily Bridge, 2024-02-29, https://example.org/acme",
    ]


def test_ask_takes_a_question_without_quotation_marks(call: Call) -> None:
    assert "12 bridges" in call("ask", "how", "many", "bridges")[1]


def test_ask_says_that_the_announcement_does_not_tell(call: Call) -> None:
    code, out, _ = call("ask", "What did the bridges cost?")
    assert code == 0
    assert out.startswith("The announcement doesn't give a price.")
    assert "12" not in out


def test_ask_json_gives_the_fields_that_others_rely_on(call: Call) -> None:
    answer = json.loads(call("ask", "--json", "How many bridges did Acme open?")[1])
    assert list(answer)[:6] == ["question", "outcome", "facts", "suggestions", "language", "score"]
    assert (answer["question"], answer["outcome"], answer["facts"]) == (
        "How many bridges did Acme open?",
        "facts",
        ["bridges"],
    )


def test_ask_json_gives_the_text_and_why_there_is_no_figure(call: Call) -> None:
    told = json.loads(call("ask", "--json", "How many bridges did Acme open?")[1])
    assert told["text"] + "\n" == call("ask", "How many bridges did Acme open?")[1]
    assert (told["not_told"], told["reason"]) == (None, None)
    gap = json.loads(call("ask", "--json", "What did the bridges cost?")[1])
    assert (gap["not_told"], gap["text"].splitlines()[0]) == ("price", "The announcement doesn't give a price.")
    assert json.loads(call("ask", "--json", "How many bridges did Huawei open?")[1])["reason"] == "other_name"


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_ask_gives_one_line_for_each_line_even_an_empty_one(call: Call, options: tuple[str, ...]) -> None:
    _, out, _ = call("ask", *options, stdin="how many bridges\n\nhow long is the longest bridge\nlast without an end")
    assert len(out.splitlines()) == 4


def test_ask_keeps_the_question_as_it_was_written(call: Call) -> None:
    _, out, _ = call("ask", "--json", stdin="  多少座桥? \u2028 … \n")
    assert json.loads(out)["question"] == "  多少座桥? \u2028 … "
    assert "多少座桥" in out


def test_ask_explains_what_it_saw(call: Call) -> None:
    _, out, _ = call("ask", "--explain", "how many bridges")
    assert "  tokens:      how many bridges\n" in out
    assert "  outcome:     facts" in out


def test_ask_explains_in_json_too(call: Call) -> None:
    _, out, _ = call("ask", "--json", "--explain", "how many bridges")
    assert " ".join(json.loads(out)["explanation"]["tokens"]) == "how many bridges"


@pytest.mark.process
def test_ask_answers_a_line_before_the_next_one_comes() -> None:
    with process("-m", "bot", "ask", "--json") as asking:
        assert asking.stdin
        assert asking.stdout
        for _ in range(2):
            asking.stdin.write(b"how many bridges\n")
            asking.stdin.flush()
            assert json.loads(asking.stdout.readline())["facts"] == ["bridges"]


@pytest.mark.process
def test_ask_reads_bytes_that_are_no_text() -> None:
    with process("-m", "bot", "ask", "--json") as asking:
        out, err = asking.communicate(b"\xff bridges\nbridges\n")
    assert len(out.splitlines()) == 2
    assert err == b""


@pytest.mark.process
def test_ask_ends_quietly_when_nobody_reads_on() -> None:
    with process("-m", "bot", "ask") as asking:
        assert asking.stdin
        assert asking.stdout
        assert asking.stderr
        asking.stdin.write(b"bridges\n")
        asking.stdin.flush()
        asking.stdout.readline()
        asking.stdout.close()
        asking.stdin.write(b"bridges\n" * 100)
        asking.stdin.close()
        assert asking.stderr.read() == b""


@pytest.mark.process
def test_ctrl_c_ends_quietly() -> None:
    with process("-m", "bot", "ask") as asking:
        assert asking.stdin
        assert asking.stdout
        asking.stdin.write(b"bridges\n")
        asking.stdin.flush()
        asking.stdout.readline()
        asking.send_signal(signal.SIGINT)
        _, err = asking.communicate()
    assert (asking.returncode, err.strip()) == (130, b"")


@pytest.mark.process
@pytest.mark.parametrize("command", [["ask", "bridges"], ["check"], ["ask", "--help"]])
def test_ask_and_check_load_nothing_of_telegram_the_network_or_a_database(command: list[str]) -> None:
    code = (
        "import sys\nfrom bot.cli.main import main\nsys.argv = ['bot', *sys.argv[1:]]\n"
        "try: main()\nexcept SystemExit as leaving: assert not leaving.code\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    with process("-c", code, *command) as asking:
        _, err = asking.communicate()
    loaded = {name.split(".")[0] for name in err.decode().split()}
    assert "click" in loaded
    assert loaded.isdisjoint({"telegram", "httpx", "rich", "aiohttp", "sqlalchemy", "aiosqlite", "asyncpg"})
    assert loaded.isdisjoint({"asyncio", "ssl", "dotenv"})
    assert "bot.settings" not in err.decode().split()


# ---- the fact base ------------------------------------------------------------------------------


def test_facts_names_another_fact_base(call: Call, folder: Path) -> None:
    (folder / "other.yaml").write_text(FACTS.replace("12 bridges", "13 bridges"), encoding="utf-8")
    assert "13 bridges" in call("ask", "--facts", "other.yaml", "how many bridges")[1]


@pytest.mark.parametrize("place", ["the environment", ".env"])
def test_facts_names_another_fact_base_for_every_command(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    write_facts(folder, "", name="other.yaml")
    if place == ".env":
        (folder / ".env").write_text("FACTS=other.yaml\n", encoding="utf-8")
    else:
        monkeypatch.setenv("FACTS", "other.yaml")
    (folder / "questions.jsonl").write_text("", encoding="utf-8")
    for command in (("ask", "x"), ("check",), ("chat",), ("evaluate", "questions.jsonl"), ("learn", "questions.jsonl")):
        code, out, err = call(*command)
        assert (code, (out + err).splitlines()) == (1, [f"{'' if out else 'error: '}other.yaml:1: the file is empty"])


def test_an_option_comes_before_the_settings(call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTS", "none.yaml")
    assert "12 bridges" in call("ask", "--facts", "facts.yaml", "how many bridges")[1]


def test_a_setting_that_a_command_does_not_need_may_be_faulty(call: Call, folder: Path) -> None:
    (folder / ".env").write_text("TELEGRAM_TOKEN=x\nRATE_LIMIT=fast\n", encoding="utf-8")
    assert "12 bridges" in call("ask", "how many bridges")[1]


COMMANDS = [("ask", "x"), ("check",), ("chat",), ("evaluate", "none.jsonl")]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_fact_base_that_is_named_and_not_there_is_one_line(
    call: Call, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("FACTS", "none.yaml")
    assert call(*command) == (
        2,
        "",
        "error: none.yaml: there is no such file (FACTS in the environment or .env names it)\n",
    )


@pytest.mark.parametrize("command", [("ask", "--facts", "none.yaml", "x"), ("check", "none.yaml")])
def test_a_fact_base_that_is_typed_and_not_there_is_said_as_other_files_are(
    call: Call, command: tuple[str, ...]
) -> None:
    assert call(*command) == (2, "", "error: none.yaml: there is no such file\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_without_any_fact_base_one_line_names_the_places(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    (folder / "facts.yaml").unlink()
    monkeypatch.setattr(options, "PACKAGED", folder / "packaged" / "facts.yaml")
    code, out, err = call(*command)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("error: there is no fact base: FACTS is not set (in the environment or .env)")
    assert str(folder / "facts.yaml") in err
    assert str(folder / "packaged" / "facts.yaml") in err


def test_a_faulty_fact_base_is_told_fault_by_fault(call: Call, folder: Path) -> None:
    write_facts(folder, FACTS.replace("2024-02-29", "2024-02-31").replace("[length]", "[width]"))
    code, out, err = call("ask", "bridges")
    assert (code, out) == (1, "")
    assert [line.split(":")[:2] for line in err.splitlines()] == [["error", " facts.yaml"]] * 2


# ---- check --------------------------------------------------------------------------------------


def test_check_sums_up_a_fact_base_in_order(call: Call) -> None:
    assert call("check") == (
        0,
        "facts.yaml: 2 facts, 1 known gaps, 3 phrasings, 4 keywords, 2 concepts, 0 further languages; no faults\n",
        "",
    )


def test_check_lists_every_fault_and_fails(call: Call, folder: Path) -> None:
    write_facts(folder, FACTS.replace("2024-02-29", "2024-02-31").replace("[length]", "[width]"))
    code, out, err = call("check")
    assert (code, err) == (1, "")
    assert out.splitlines() == [
        f"facts.yaml:{line_of(FACTS, 'published')}: 2024-02-31 is not a valid date",
        f"facts.yaml:{line_of(FACTS, 'related')}: 'related' names an unknown fact: 'width'",
    ]


def test_check_warns_of_a_gap_that_has_the_same_ideas_as_a_fact(call: Call, folder: Path) -> None:
    write_facts(folder, FACTS.replace("What did the bridges cost?", "How many of the bridges did Acme open?"))
    code, out, err = call("check")
    warning, summary = out.splitlines()
    assert (code, err, summary.endswith("; no faults")) == (0, "", True)
    assert warning == (
        f"warning: facts.yaml:{line_of(FACTS, 'What did')}:"
        " “How many of the bridges did Acme open?” of 'price' has the same ideas as"
        " “How many bridges did Acme open?” of 'bridges': both say only `count` (*how many*), `bridge`"
        " (*bridges*), `subject` (*acme*), `open` (*open*), and the fact answers other wordings of it: if the fact"
        " answers it, move it there or leave it out; else give one of them a synonym of its own"
    )


def test_check_json_lists_what_is_wrong_and_how_badly(call: Call, folder: Path) -> None:
    assert call("check", "--json") == (0, "[]\n", "")
    asked = FACTS.replace("What did the bridges cost?", "How many of the bridges did Acme open?")
    write_facts(folder, asked.replace("figure: 300 metres", "figure: 300 metres # TODO: measure it"))
    code, out, err = call("check", "--json")
    doubt, left = json.loads(out)
    assert (code, err) == (0, "")
    assert (doubt["line"], doubt["severity"]) == (line_of(FACTS, "What did"), "warning")
    assert left == {
        "file": "facts.yaml",
        "line": line_of(FACTS, "figure: 300"),
        "message": "to do: measure it",
        "severity": "info",
    }
    write_facts(folder, FACTS.replace("[length]", "[width]"))
    code, out, err = call("check", "--json")
    assert (code, err) == (1, "")
    assert json.loads(out) == [
        {
            "file": "facts.yaml",
            "line": line_of(FACTS, "related"),
            "message": "'related' names an unknown fact: 'width'",
            "severity": "error",
        }
    ]


def test_check_compares_the_quotes_with_the_article(call: Call, folder: Path) -> None:
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    assert call("check", "--article", "article.txt")[0] == 0
    (folder / "article.txt").write_text(ARTICLE.replace("12", "11"), encoding="utf-8")
    code, out, _ = call("check", "facts.yaml", "--article", "article.txt")
    assert code == 1
    assert out.startswith(
        f"facts.yaml:{line_of(FACTS, 'quote')}: the quote of 'bridges' is not in the article: “Acme has opened 12"
    )


@pytest.mark.parametrize("text", ["", "facts: [", "facts: 5", "- a"])
def test_check_tells_what_is_no_fact_base_at_all(call: Call, folder: Path, text: str) -> None:
    write_facts(folder, text)
    code, out, err = call("check")
    assert (code, err) == (1, "")
    assert out
    assert all(line.startswith("facts.yaml:") for line in out.splitlines())


def test_an_article_that_is_no_text_is_one_line(call: Call, folder: Path) -> None:
    (folder / "article.txt").write_bytes(b"\xff")
    assert call("check", "--article", "article.txt") == (
        1,
        "",
        "error: article.txt: is not UTF-8 text (line 1): save it again as UTF-8\n",
    )


# ---- run, chat and mistakes ---------------------------------------------------------------------


def test_run_without_a_token_says_what_to_do(call: Call) -> None:
    code, out, err = call("run")
    assert (code, out) == (2, "")
    assert err == "error: set TELEGRAM_TOKEN in .env (get one from @BotFather), or start `announcement-bot chat`\n"


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "ALL_PROXY"])
def test_a_proxy_that_cannot_be_used_is_said_at_the_start(
    call: Call, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TELEGRAM_TOKEN", "123456:local")
    monkeypatch.setenv(variable, "socks5://10.0.0.1:1080")
    code, _, err = call("run")
    assert code != 0
    assert err == f"error: {variable}: socks5:// proxies are not supported, only http:// and https://\n"


@pytest.mark.parametrize("command", [(), ("run",), ("chat",)])
def test_a_malformed_token_is_one_line(call: Call, folder: Path, command: tuple[str, ...]) -> None:
    (folder / ".env").write_text("TELEGRAM_TOKEN=12345\n", encoding="utf-8")
    code, out, err = call(*command)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("error: TELEGRAM_TOKEN: not a valid bot token")


@pytest.mark.process
@pytest.mark.parametrize("command", [[], ["chat"]])
def test_without_a_token_the_same_bot_chats_until_the_input_ends(command: list[str]) -> None:
    with process("-m", "bot", *command) as chatting:
        out, err = chatting.communicate(b"how many bridges did Acme open?\n")
    assert (chatting.returncode, err) == (0, b"")
    assert "12 bridges" in out.decode()
    assert "Join the bridge channel" in out.decode()


@pytest.mark.process
def test_the_channels_address_of_the_environment_goes_before_the_fact_bases(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CHANNEL_URL", "https://t.me/another")
    with process("-m", "bot", "chat") as chatting:
        out, _ = chatting.communicate(b"how many bridges did Acme open?\n4\n")
    assert "https://t.me/another" in out.decode()


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (("--colour",), "No such option '--colour'"),
        (("ask", "--jsn"), "Did you mean '--json'?"),
        (("sing",), "No such command 'sing'"),
        (("evaluate",), "Missing argument 'QUESTIONS.jsonl...'"),
        (("learn", "x", "--price", "nan"), "'nan' is not in the range"),
    ],
)
def test_a_mistake_in_a_command_is_one_line(call: Call, command: tuple[str, ...], message: str) -> None:
    code, out, err = call(*command)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("error: ")
    assert message in err
    assert err.endswith("--help`)\n")


@pytest.mark.parametrize(
    ("program", "name"),
    [("/usr/bin/announcement-bot", "announcement-bot"), ("/x/bot/__main__.py", "python -m bot")],
)
def test_a_message_names_the_program_as_it_was_called(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], program: str, name: str
) -> None:
    monkeypatch.setattr(sys, "argv", [program, "sing"])
    with pytest.raises(SystemExit):
        main()
    assert capsys.readouterr().err == f"error: No such command 'sing'. (see `{name} --help`)\n"


def test_the_version_is_told(call: Call) -> None:
    assert call("--version") == (0, f"announcement-bot, version {__version__}\n", "")


@pytest.mark.parametrize(
    "url", ["sqlite://journal.db", "postgresql://me:hush@host:port/bot", "sqlite:///none/j.db", "sqlite:///."]
)
def test_a_database_that_cannot_be_used_is_one_line_without_secrets(
    call: Call, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "123456:local")
    monkeypatch.setenv("DATABASE_URL", url)
    code, out, err = call("run")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("error: DATABASE_URL: ")
    assert "hush" not in err


def test_ask_without_standard_input_is_one_line(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "argv", ["announcement-bot", "ask"])
    with pytest.raises(SystemExit, match="2"):
        main()


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_every_command(call: Call, option: str) -> None:
    code, out, _ = call(option)
    assert code == 0
    assert all(f"\n  {command} " in out for command in ("run", "chat", "ask", "check", "evaluate"))
    assert "..." not in out.partition("Commands:")[2], "a line is cut"


def test_learn_says_that_its_questions_are_not_there_before_what_else_it_needs(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    monkeypatch.delitem(sys.modules, "bot.authoring.learn", raising=False)
    assert call("learn", "none.jsonl") == (1, "", "error: none.jsonl: there is no such file\n")


# ---- streams ------------------------------------------------------------------------------------

STREAMS = [
    ("ask bridges <&-", 0, ""),
    ("ask bridges >&-", 0, ""),
    ("ask bridges 2>&-", 0, ""),
    ("ask bridges <&- >&- 2>&-", 0, ""),
    ("ask <&-", 2, "there is no standard input"),
    ("chat <&-", 2, "there is no standard input"),
    ("chat >&- </dev/null", 0, ""),
    ("check >&-", 0, ""),
    ("ask bridges >/dev/full", 1, "cannot write the output: No space left on device"),
    ("check >/dev/full", 1, "cannot write the output: No space left on device"),
    ("--help >/dev/full", 1, "cannot write the output: No space left on device"),
    ("sing 2>/dev/full", 2, ""),
    ("sing 2>&-", 2, ""),
    ("run 2>&- <&- >&-", 2, ""),
]


@pytest.mark.process
@pytest.mark.parametrize(("command", "code", "error"), STREAMS)
def test_a_stream_that_is_closed_or_full_is_one_line_at_most(command: str, code: int, error: str) -> None:
    shell = subprocess.run(
        ["sh", "-c", f'"$0" -m bot {command}', sys.executable],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    err = shell.stderr.decode().splitlines()
    assert shell.returncode == code
    assert [line.removeprefix("error: ").startswith(error) for line in err] == ([True] if error else [])


@pytest.mark.process
def test_the_chat_says_in_one_line_that_its_output_is_full() -> None:
    with open("/dev/full", "wb") as full, open("questions", "w+b") as questions:
        questions.write(b"bridges\n")
        questions.seek(0)
        command = [sys.executable, "-m", "bot", "chat"]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        ended = subprocess.run(
            command, env=environment, stdin=questions, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert (ended.returncode, ended.stderr) == (1, b"error: cannot write the output: No space left on device\n")
