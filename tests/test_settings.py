"""What the operator says in the environment or in .env."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from bot.environment import SettingsError, load_facts_setting
from bot.settings import Settings, load_settings

NAMES = list(Settings.model_fields)
EXAMPLE = Path(__file__).parent.parent / ".env.example"
TOKEN = "123456:AAF-fake_fake_fake_fake_fake_fake_fak"


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in an empty folder with none of the variables set."""
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name.upper(), raising=False)


def test_with_nothing_set_the_bot_has_no_token_and_every_default() -> None:
    settings = load_settings()
    assert settings.telegram_token is None
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert (settings.telegram_test, settings.facts, settings.channel_url) == (False, None, None)
    assert (settings.rate_limit, settings.log_level) == (30, "INFO")


def test_a_variable_is_read_from_the_env_file() -> None:
    Path(".env").write_text(f"TELEGRAM_TOKEN={TOKEN}\nRATE_LIMIT=0\n", encoding="utf-8")
    settings = load_settings()
    assert settings.telegram_token == TOKEN
    assert settings.rate_limit == 0


def test_the_environment_comes_before_the_env_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("FACTS=a.yaml\n", encoding="utf-8")
    monkeypatch.setenv("FACTS", "b.yaml")
    assert load_settings().facts == Path("b.yaml")


def test_facts_can_be_read_alone_whatever_else_is_wrong() -> None:
    Path(".env").write_text("TELEGRAM_TOKEN=x\nRATE_LIMIT=fast\nFACTS=a.yaml\n", encoding="utf-8")
    assert load_facts_setting() == Path("a.yaml")


@pytest.mark.parametrize("value", ["", "  "])
@pytest.mark.parametrize("name", ["TELEGRAM_TOKEN", "CHANNEL_URL", "RATE_LIMIT", "FACTS", "LOG_LEVEL"])
def test_an_empty_variable_is_not_set(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    default = load_settings()
    monkeypatch.setenv(name, value)
    assert load_settings() == default


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_variable_does_not_hide_the_one_in_the_file(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text(f"TELEGRAM_TOKEN={TOKEN}\n", encoding="utf-8")
    monkeypatch.setenv("TELEGRAM_TOKEN", value)
    assert load_settings().telegram_token == TOKEN


@pytest.mark.parametrize("name", ["CHANNEL_URL", "WEBHOOK_URL", "TELEGRAM_API_URL", "LISTEN"])
def test_a_token_behind_another_name_is_not_repeated(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    token = f"123456789:{'A' * 35}"
    monkeypatch.setenv(name, token)
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert token not in str(error.value)
    assert name in str(error.value)


def test_blanks_around_a_token_are_no_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", f" {TOKEN}\n")
    assert load_settings().telegram_token == TOKEN


def test_the_level_of_the_log_may_be_written_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "debug")
    assert load_settings().log_level == "DEBUG"


@pytest.mark.parametrize("text", ["es,pt", " PT es ", "en, es, pt,"])
def test_languages_are_codes_beside_english(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGES", text)
    assert load_settings().languages == ("en", "es", "pt")


def test_a_language_that_is_not_known_is_one_line_that_names_those_that_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGES", "es,xx")
    with pytest.raises(SettingsError, match=r"^LANGUAGES: there is no language 'xx' \(these are known: ar, .*, zh\)"):
        load_settings()


def test_variables_of_other_programs_are_left_alone() -> None:
    Path(".env").write_text("COMPOSE_PROJECT_NAME=x\n", encoding="utf-8")
    load_settings()


def test_an_env_file_that_windows_has_saved_is_read() -> None:
    Path(".env").write_bytes("\ufeffRATE_LIMIT=7\r\n".encode())
    assert load_settings().rate_limit == 7


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("TELEGRAM_TOKEN", "my token", "not a valid bot token"),
        ("TELEGRAM_TOKEN", "١٢٣:abc", "not a valid bot token"),
        ("TELEGRAM_API_URL", "localhost:8081", "must start with http:// or https://"),
        ("CHANNEL_URL", "@channel", "must start with http:// or https://"),
        ("CHANNEL_URL", "https://mychannel", "Telegram makes no button of 'https://mychannel'"),
        ("TELEGRAM_API_URL", "http://localhost:8081/{token}", "'{' cannot stand in one"),
        ("TELEGRAM_API_URL", "http://localhost:8081?x=y", "what follows a ? or a # is not called"),
        ("WEBHOOK_URL", "https://bot.example.org/{x}", "'{' cannot stand in one"),
        ("RATE_LIMIT", "10" * 20, "must be 10,000 or less"),
        ("ADMINS", "9" * 5_000, "not a list of user ids"),
        ("DATABASE_URL", "sqlite:///" + "x" * 5_000, "must be sqlite:///file or"),
        ("TELEGRAM_TEST", "perhaps", "must be true or false"),
        ("RATE_LIMIT", "fast", "must be a whole number"),
        ("RATE_LIMIT", "-1", "must be 0 or more"),
        ("JOURNAL_TEXTS", "some", "must be none, unanswered or all"),
        ("LOG_LEVEL", "LOUD", "must be DEBUG, INFO, WARNING, ERROR or CRITICAL"),
        ("ADMINS", "@ada", "not a list of user ids: numbers separated by commas"),
    ],
)
def test_a_faulty_value_is_one_line_that_names_the_variable(
    name: str, value: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert str(error.value).startswith(f"{name}: ")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("127.0.0.1:8080", ("127.0.0.1", 8080)),
        ("0.0.0.0:80", ("0.0.0.0", 80)),
        ("[::1]:8443", ("::1", 8443)),
        ("bot.internal:1", ("bot.internal", 1)),
    ],
)
def test_listen_is_a_host_and_a_port(text: str, address: tuple[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTEN", text)
    assert load_settings().listen_at == address


@pytest.mark.parametrize("text", ["8080", ":8080", "localhost", "localhost:", "localhost:99999", "http://localhost:80"])
def test_listen_is_nothing_else(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTEN", text)
    with pytest.raises(SettingsError, match=r"^LISTEN: .* is not host:port"):
        load_settings()


def test_a_webhook_listens_on_this_machine_only_unless_it_is_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().listen_at is None
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.org/telegram")
    assert load_settings().listen_at == ("127.0.0.1", 8080)


@pytest.mark.parametrize("url", ["http://bot.example.org/x", "https://bot.example.org:8080/x", "http://localhost/x"])
def test_a_webhook_that_telegram_would_not_call_is_refused_but_an_own_server_may(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEBHOOK_URL", url)
    with pytest.raises(SettingsError, match=r"^WEBHOOK_URL: Telegram calls https:// only, at port 443, 80, 88 or 8443"):
        load_settings()
    monkeypatch.setenv("TELEGRAM_API_URL", "http://localhost:8081")
    assert load_settings().webhook_url == url


@pytest.mark.parametrize(
    "url", ["https://mybot/x", "https://localhost", "https://127.0.0.1/x", "https://10.0.0.8:8443"]
)
def test_a_webhook_at_a_place_that_telegram_cannot_reach_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", url)
    with pytest.raises(SettingsError, match=r"^WEBHOOK_URL: Telegram cannot call '[^/]+': it needs a public host"):
        load_settings()


@pytest.mark.parametrize(
    "url", ["https://bot.example.org", "https://bot.example.org:8443/a/b?c=d", "https://8.8.8.8/x"]
)
def test_a_webhook_is_an_https_address_at_one_of_telegrams_ports(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", url)
    assert load_settings().webhook_url == url


@pytest.mark.parametrize("text", ["42,4711", " 42 , 4711 ", "42 4711", "42,4711,"])
def test_admins_are_user_ids(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMINS", text)
    assert load_settings().admins == (42, 4711)


def test_a_faulty_secret_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_SECRET", "hush hush")
    with pytest.raises(SettingsError, match=r"^WEBHOOK_SECRET: must be 1 to 256 of") as error:
        load_settings()
    assert "hush" not in str(error.value)


def test_a_faulty_database_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://bot:hush@host/bot")
    with pytest.raises(SettingsError, match=r"^DATABASE_URL: must be sqlite:///file or postgresql://") as error:
        load_settings()
    assert "hush" not in str(error.value)


def test_all_faulty_values_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RATE_LIMIT", "fast")
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    with pytest.raises(SettingsError, match=r"RATE_LIMIT: .*; LOG_LEVEL: "):
        load_settings()


def test_a_faulty_token_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", f"{TOKEN}!")
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert TOKEN not in str(error.value)


def test_a_token_is_not_shown_with_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    assert TOKEN not in repr(load_settings())


@pytest.mark.parametrize(
    ("name", "value"), [("TELEGRAM_TOKEN", TOKEN), ("DATABASE_URL", "postgresql://bot:hush@host/bot")]
)
def test_a_secret_may_stand_in_a_file_of_its_own(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("secret").write_text(f"{value}\n", encoding="utf-8")
    monkeypatch.setenv(f"{name}_FILE", "secret")
    settings = load_settings()
    assert getattr(settings, name.lower()) == value
    assert value not in repr(settings)


@pytest.mark.parametrize("name", ["TELEGRAM_TOKEN", "DATABASE_URL"])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "secret: there is no such file"),
        (b" \n", "secret is empty"),
        (b"\xff", "secret: is not UTF-8 text"),
        (b"x" * 20_000, "secret: is larger than 10,000 bytes"),
        (b"hush\nhush", "not a valid bot token|must be sqlite:///file or"),
    ],
)
def test_a_file_without_a_usable_secret_is_one_line_that_names_the_variable(
    name: str, content: bytes | None, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if content is not None:
        Path("secret").write_bytes(content)
    monkeypatch.setenv(f"{name}_FILE", "secret")
    with pytest.raises(SettingsError, match=f"^{name}_FILE: ({message})") as error:
        load_settings()
    assert "\n" not in str(error.value)
    assert "hush" not in str(error.value)


def test_a_secret_and_a_file_for_it_are_one_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("secret").write_text(TOKEN, encoding="utf-8")
    monkeypatch.setenv("TELEGRAM_TOKEN_FILE", "secret")
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("RATE_LIMIT", "fast")
    with pytest.raises(SettingsError, match=r"^TELEGRAM_TOKEN_FILE: TELEGRAM_TOKEN is set too: .*; RATE_LIMIT: "):
        load_settings()


def test_an_env_file_that_is_no_text_is_told_in_one_line() -> None:
    Path(".env").write_bytes(b"FACTS=\xff\n")
    with pytest.raises(SettingsError, match=r"^\.env: is not UTF-8 text"):
        load_settings()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"A=1\nRATE_LIMIT 30\n", r"^\.env:2: not a variable: write NAME=value$"),
        (b"A=1\nB=2\nexport A=secret\n", r"^\.env:3: A stands in line 1 too: keep one$"),
        (b"A=1\n" * 500_000, r"^\.env: is larger than 1,000,000 bytes$"),
    ],
)
def test_an_env_file_of_something_else_is_told_in_one_line(content: bytes, message: str) -> None:
    Path(".env").write_bytes(content)
    with pytest.raises(SettingsError, match=message):
        load_settings()


def test_an_env_file_that_is_no_file_is_told_in_one_line() -> None:
    os.mkfifo(".env")
    with pytest.raises(SettingsError, match=r"^\.env: is not a regular file$"):
        load_settings()
    Path(".env").unlink()
    Path(".env").mkdir()  # as Docker makes one where a file to mount is missing
    with pytest.raises(SettingsError, match=r"^\.env: is a folder, not a file$"):
        load_facts_setting()


def test_the_example_names_every_variable_with_its_default_and_a_line_of_explanation() -> None:
    default = load_settings()
    explained = re.findall(r"(?m)^# .+\n([A-Z_]+)=(.*)$", EXAMPLE.read_text(encoding="utf-8"))
    assert sorted(name.lower() for name, _ in explained) == sorted(NAMES)
    Path(".env").write_text("\n".join(f"{name}={value}" for name, value in explained), encoding="utf-8")
    assert load_settings() == default


def test_the_image_keeps_its_journal_in_its_volume_with_the_example_as_its_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As `docker run --env-file .env --volume journal:/data` does."""
    image = (EXAMPLE.parent / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    example = EXAMPLE.read_text(encoding="utf-8")
    assert "DATABASE_URL=\n" in example
    for name, value in re.findall(r"(?m)^(?:ENV )?([A-Z_]+)=(.*)$", image + example):
        monkeypatch.setenv(name, value)
    folder = re.findall(r"(?m)^WORKDIR (.+)$", image)[-1]
    (volume,) = re.findall(r"(?m)^VOLUME (.+)$", image)
    file = make_url(load_settings().database_url).database
    assert Path(folder, file or "").parent == Path(volume)
    assert f"--owner=bot {volume}" in image
