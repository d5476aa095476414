"""Which addresses can be called, and which of them Telegram puts under a button."""

from __future__ import annotations

import pytest

from bot.addresses import button_address, web_address, without_secrets


@pytest.mark.parametrize(
    "text",
    [
        "https://t.me/bridges",
        "http://93.184.216.34/a?b=c#d",
        "https://[2606:2800::1]:8443/",
        "HTTPS://EXAMPLE.ORG",
        "https://пример.рф/каналы",
        "https://user@example.org",
        "tg://resolve?domain=bridges",
    ],
)
def test_telegram_makes_a_button_of_these(text: str) -> None:
    assert button_address(text) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("https://mychannel", "needs a dot"),
        ("http://localhost:8080/x", "needs a dot"),
        ("https://mychannel.", "needs a dot"),
        ("@mychannel", "must start with"),
        ("t.me/mychannel", "must start with"),
        ("tg://", "must start with"),
        ("javascript:alert(1)", "must start with"),
        ("https://", "has no host"),
        ("https:///path", "has no host"),
        ("https://a..b/", "has no host"),
        ("https://" + "a" * 64 + ".org", "has no host"),
        ("https://example.org:port/", "no port"),
        ("https://example.org:99999/", "no port"),
        ("https://example.org:0/", "no port"),
        ("https://[::1", "has no host"),
        ("https://example.org/a b", "' ' cannot stand"),
        ("https://example.org/{a}", "'{' cannot stand"),
        ('https://example.org/"', "cannot stand"),
        ("https://example.org/\u202ea", "cannot stand"),
        ("https://example.org/\0", "cannot stand"),
        ("https://example.org/" + "a" * 5_000, "is longer than 2,000"),
    ],
)
def test_telegram_makes_no_button_of_these(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message) as error:
        button_address(text)
    assert len(str(error.value)) < 300


def test_a_host_without_a_dot_may_be_called() -> None:
    assert web_address("http://localhost:8081").port == 8081


@pytest.mark.parametrize("name", ["password", "sslpassword", "oauth_client_secret", "PASSWORD"])
def test_secret_parameters_of_an_address_are_not_told(name: str) -> None:
    told = without_secrets(f"cannot connect to postgresql://host/bot?sslmode=require&{name}=hush%20hush&port=5433")
    assert told == f"cannot connect to postgresql://host/bot?sslmode=require&{name}=<secret>&port=5433"
