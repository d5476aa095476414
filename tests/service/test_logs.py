"""What the log must never hold."""

from __future__ import annotations

import json
import logging
import pty
import sys
from collections.abc import Iterator

import pytest
from telegram.error import TelegramError
from telegram.request import BaseRequest

from bot.service.logs import set_up_logging

TOKEN = "123456789:AAF-fake_fake_fake_fake_fake_fake_fak"


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Put the root logger back after a test has set it up."""
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    yield
    root.setLevel(level)
    root.handlers[:] = handlers


def test_a_token_in_the_message_is_redacted(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO")
    logging.getLogger("any").info(f"POST https://api.telegram.org/bot{TOKEN}/getMe")
    err = capsys.readouterr().err
    assert TOKEN not in err
    assert "bot<token>/getMe" in err


def test_a_token_in_the_arguments_is_redacted(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO")
    logging.getLogger("any").info("calling %s", {"url": f"/bot{TOKEN}/getMe"})
    err = capsys.readouterr().err
    assert TOKEN not in err
    assert "<token>" in err


def test_a_token_with_an_escaped_colon_is_redacted(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO")
    escaped = TOKEN.replace(":", "%3A")
    logging.getLogger("any").info("calling %s", escaped)
    assert escaped not in capsys.readouterr().err


def test_a_token_in_a_traceback_is_redacted_for_every_handler(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO")
    second = logging.StreamHandler()
    logging.getLogger().addHandler(second)
    try:
        raise ValueError(f"cannot reach /bot{TOKEN}/getMe")
    except ValueError:
        logging.getLogger("any").exception("failed")
    err = capsys.readouterr().err
    assert err.count("Traceback") == 2, "the second handler writes what the record kept of the traceback"
    assert TOKEN not in err


@pytest.mark.parametrize(
    "text",
    [
        "Cannot connect to host 127.0.0.1:8080 ssl:default [Connect call failed ('127.0.0.1', 8080)]",
        "listening at [::1]:8443 and db.example.org:5432",
        "facts.yaml:123456: a line",
        "at 2026-11-29 07:12:42,123456:abc",
    ],
)
def test_what_is_no_token_stays_as_it_is(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", TOKEN)
    logging.getLogger("any").info("%s", text)
    assert text in capsys.readouterr().err


def test_a_registered_secret_is_redacted(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", "hush-hush", "")
    logging.getLogger("any").warning("the secret is hush-hush")
    err = capsys.readouterr().err
    assert "hush-hush" not in err
    assert "the secret is <secret>" in err


def test_the_http_client_does_not_log_its_requests(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("DEBUG")
    logging.getLogger("httpx").info("HTTP Request: POST")
    logging.getLogger("httpcore.connection").debug("connect")
    assert capsys.readouterr().err == ""


def test_a_gateways_page_of_html_is_not_written_out(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("DEBUG")
    with pytest.raises(TelegramError):
        BaseRequest.parse_json_payload(b"<html>502 Bad Gateway</html>")
    assert capsys.readouterr().err == ""


def test_a_program_gets_one_json_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", 'a "quoted" secret')
    log = logging.getLogger("any")
    log.info('the "word" is %s\nand more', 'a "quoted" secret')
    try:
        raise ValueError(f"cannot reach /bot{TOKEN}/getMe")
    except ValueError:
        log.exception("failed")
    first, second = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert list(first) == ["time", "level", "logger", "message"]
    assert first["message"] == 'the "word" is <secret>\nand more'
    assert (second["level"], second["logger"], second["message"]) == ("ERROR", "any", "failed")
    assert second["error"].endswith("ValueError: cannot reach /bot<token>/getMe")


def test_a_terminal_gets_lines_for_people(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    with open(theirs, "w", encoding="utf-8") as screen, open(ours, encoding="utf-8") as reader:
        monkeypatch.setattr(sys, "stderr", screen)
        set_up_logging("INFO")
        logging.getLogger("any").warning("look")
        assert reader.readline().endswith("WARNING any: look\n")
