"""The client of a model's endpoint: bounded in time, size and attempts, and silent about its key."""

from __future__ import annotations

import socket

import pytest

from bot.authoring import model_client
from bot.authoring.model_client import ATTEMPTS, MOST_BYTES, Model, ModelError, Unreachable
from tests.model_server import Answer, ModelServer, breaks, drips, fails, returns, says, serving

KEY = "sk-not-to-be-seen"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set a key, pause for no longer than a test likes, and let no proxy of this machine stand between."""
    monkeypatch.setenv("MODEL_KEY", KEY)
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr(model_client, "PAUSE", 0.0)


def ask(server: ModelServer, **options: float) -> str:
    """Ask a server once."""
    return Model(server.url, "tiny", **options).answer("why?")


def test_the_answer_of_an_endpoint_is_its_text() -> None:
    with serving(says("because")) as server:
        assert ask(server) == "because"
        assert (server.asked, server.keys, server.paths) == (["why?"], [f"Bearer {KEY}"], ["/v1/chat/completions"])


@pytest.mark.parametrize("ending", ["", "/", "/v1", "/v1/", "/v1/chat/completions"])
def test_an_url_may_end_before_or_behind_the_path(ending: str) -> None:
    assert Model(f"http://localhost:1234{ending}", "tiny").address == "http://localhost:1234/v1/chat/completions"


def test_without_a_key_none_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MODEL_KEY")
    with serving(says("because")) as server:
        ask(server)
        assert server.keys == [""]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_endpoint_is_asked_again(status: int) -> None:
    with serving(fails(status), fails(status, retry_after="0"), says("at last")) as server:
        assert ask(server) == "at last"
        assert len(server.asked) == ATTEMPTS


def test_a_lost_connection_is_tried_again() -> None:
    with serving(breaks, says("at last")) as server:
        assert ask(server) == "at last"


@pytest.mark.parametrize(
    ("answer", "message", "asked"),
    [
        (fails(503), "HTTP 503, 3 times", ATTEMPTS),
        (breaks, "the connection was lost before the answer was complete, 3 times", ATTEMPTS),
        (fails(401), "HTTP 401: set MODEL_KEY in the environment to a key that it knows", 1),
        (fails(404), "HTTP 404: is the address right, and the model's name?", 1),
        (fails(302, location="http://127.0.0.1:9/"), "HTTP 302: is the address right", 1),
        (returns(b"<html>hello</html>"), "the answer is no chat completion", 1),
        (returns(b'{"choices": []}'), "the answer is no chat completion", 1),
        (returns(b'{"choices": [{"message": {"content": null}}]}'), "the answer is no chat completion", 1),
        (returns(b"[" * 100_000), "the answer is no chat completion", 1),
        (returns(b" " * (MOST_BYTES + 1)), "the answer is larger than 4,000,000 bytes", 1),
    ],
)
def test_what_an_endpoint_gives_instead_is_told_in_a_line(answer: Answer, message: str, asked: int) -> None:
    with serving(answer) as server:
        with pytest.raises(ModelError) as raised:
            ask(server)
        assert message in str(raised.value)
        assert KEY not in str(raised.value)
        assert "\n" not in str(raised.value)
        assert len(server.asked) == asked


def test_an_answer_that_drips_is_not_waited_for_longer_than_allowed() -> None:
    with serving(drips) as server, pytest.raises(ModelError, match=r"no answer within 0\.3 s"):
        ask(server, seconds=0.3)


def test_where_nobody_listens_it_is_unreachable_at_once() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        url = f"http://user:password@127.0.0.1:{taken.getsockname()[1]}?token=x"
        with pytest.raises(Unreachable, match="cannot be reached: is it running") as raised:
            Model(url, "tiny").answer("why?")
    assert "password" not in str(raised.value)
    assert "token" not in str(raised.value)


def test_a_key_that_cannot_be_one_is_refused_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODEL_KEY", "sk-ключ")
    with serving(says("because")) as server:
        with pytest.raises(Unreachable, match="MODEL_KEY holds characters that no key has") as raised:
            ask(server)
        assert server.asked == []
    assert "sk-" not in str(raised.value)


@pytest.mark.parametrize("url", ["localhost:1234", "ftp://x", "http://", "http://a b"])
def test_what_is_no_url_is_refused(url: str) -> None:
    with pytest.raises(ModelError, match="is not a URL"):
        Model(url, "tiny").check()
