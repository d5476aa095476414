"""Loading: what the files of a fact base may say, and what is said of their faults."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.facts import DocumentError, files_of, inspect, load
from tests.fact_files import FACTS, GERMAN, faults_of, line_of, write_facts

ROOT = Path(__file__).parents[2]


def test_the_fact_base_of_the_project_has_no_faults() -> None:
    base, faults = inspect(ROOT / "facts.yaml")
    assert base
    assert faults == []


def test_words_are_written_as_a_list_or_with_commas(tmp_path: Path) -> None:
    base = load(write_facts(tmp_path))
    assert base.synonyms == {"bridge": ("bridge", "bridges"), "length": ("length", "long")}


def test_the_facts_are_of_the_day_on_which_their_last_file_was_edited(tmp_path: Path) -> None:
    path = write_facts(tmp_path, de=GERMAN)
    german = tmp_path / "facts" / "de.yaml"
    os.utime(path, (1_750_000_000, 1_750_000_000))
    os.utime(german, (1_760_000_000, 1_760_000_000))
    assert load(path).edited == "2025-10-09"
    for file in (path, german):
        os.utime(file, (0, 0))  # an archive may have no times
    assert load(path).edited == ""


@pytest.mark.parametrize(
    ("written", "instead", "message"),
    [
        ("  title: Acme opens", "  titel: Acme opens", "unknown key 'announcement.titel'"),
        ("  about: Acme's bridges\n", "", "'announcement.about' is missing"),
        ("figure: 12 bridges", "figure: 12", "'facts.bridges.figure': YAML reads this as 12: put the text in quotes"),
        (
            "title: Bridges opened",
            "title: yes",
            "'facts.bridges.title': YAML reads this as True: put",
        ),
        ("quote: the longest of them measures 300 metres", "quote:", "'facts.length.quote' is empty"),
        ('published: "2024-02-29"', "published: 2024-02-29", "YAML reads this as datetime.date(2024, 2, 29): put"),
        (
            "keywords: length, longest bridge",
            "keywords: 300",
            "YAML reads this as 300: write a list, or a text in quotes",
        ),
        ("id: bridges", "id: Bridges!", "'facts.Bridges!.id': 'Bridges!' does not look like ^[a-z0-9_]{1,32}$"),
        (
            "url: https://t.me/bridges",
            "url: t.me/bridges",
            "'channel.url': 't.me/bridges' is not a URL: it must start with http:// or https://",
        ),
        ("url: https://t.me/bridges", "url: https://bridges", "'channel.url': Telegram makes no button of"),
        ("url: https://example.org/acme", "url: https://acme", "'announcement.url': Telegram makes no button of"),
        ("  length: [length, long]", "  length: {a: b}", "'synonyms.length'"),
        ("not_told:\n", "not_told: 5\nx:\n", "'not_told': YAML reads this as 5"),
        ("not_told:\n", "companions: {}\nnot_told:\n", "'companions' belongs in its own file"),
        ("not_told:\n", "learned: {}\nnot_told:\n", "unknown key 'learned'"),
    ],
)
def test_what_differs_from_the_schema_is_reported_with_its_line(
    tmp_path: Path, written: str, instead: str, message: str
) -> None:
    text = FACTS.replace(written, instead, 1)
    assert text != FACTS
    assert any(message in fault and fault.startswith("facts.yaml:") for fault in faults_of(tmp_path, text))


def test_a_fault_of_the_schema_stands_at_the_line_of_the_value(tmp_path: Path) -> None:
    text = FACTS.replace("figure: 300 metres", "figure: 300")
    (fault,) = faults_of(tmp_path, text)
    assert fault.startswith(f"facts.yaml:{line_of(text, 'figure: 300')}: ")


def test_a_list_where_keys_are_needed_is_reported_in_plain_words(tmp_path: Path) -> None:
    assert faults_of(tmp_path, "- a\n- b\n") == [
        "facts.yaml:1: 'the file' must hold keys with values, one per line (`key: value`)"
    ]


def test_a_fact_base_without_facts_is_refused(tmp_path: Path) -> None:
    text = FACTS[: FACTS.index("facts:")] + "facts: []\n"
    (fault,) = faults_of(tmp_path, text)
    assert fault == f"facts.yaml:{line_of(text, 'facts: []')}: 'facts' must not be empty"


def test_the_faults_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    text = FACTS.replace("figure: 12 bridges", "figure: 12").replace("  about: Acme's bridges\n", "")
    faults = faults_of(tmp_path, text, de=GERMAN.replace("about:", "uber:"))
    assert len(faults) == 4
    assert {fault.split(":")[0] for fault in faults} == {"facts.yaml", "facts/de.yaml"}


def test_a_file_that_is_no_yaml_does_not_hide_the_faults_of_the_others(tmp_path: Path) -> None:
    text = FACTS.replace("figure: 12 bridges", "figure: 12")
    faults = faults_of(tmp_path, text, de="about: [\n", fr="about: 5\n")
    assert len(faults) == 4
    assert faults[1].startswith("facts/de.yaml:2: not valid YAML")
    files = ["facts.yaml", "facts/de.yaml", "facts/fr.yaml", "facts/fr.yaml"]
    assert [fault.split(":")[0] for fault in faults] == files


def test_files_beside_the_companions_are_left_alone(tmp_path: Path) -> None:
    path = write_facts(tmp_path, de=GERMAN)
    for name in (".#fr.yaml", "._fr.yaml", "fr.yaml~", "learned.json", "learned.json.gz"):
        (tmp_path / "facts" / name).write_text("[", encoding="utf-8")
    (tmp_path / "facts" / "es.yaml").mkdir()
    (tmp_path / "facts" / "ru.yaml").symlink_to("gone.yaml")
    os.mkfifo(tmp_path / "facts" / "tr.yaml")
    assert files_of(path) == [path, tmp_path / "facts" / "de.yaml"]
    assert list(load(path).companions) == ["de"]


@pytest.mark.parametrize("mode", [0o000, 0o400, 0o100])
def test_a_folder_that_may_not_be_read_is_a_fault_and_does_not_take_the_languages_away(
    without_rights: Path, mode: int
) -> None:
    path = write_facts(without_rights, de=GERMAN)
    (without_rights / "facts").chmod(mode)
    base, faults = inspect(path)
    assert base is None
    assert [str(fault) for fault in faults] == [f"{without_rights}/facts:1: cannot be read: Permission denied"]
    (without_rights / "facts").chmod(0o700)
    assert list(load(path).companions) == ["de"]


def test_a_companion_that_may_not_be_read_is_a_fault(without_rights: Path) -> None:
    path = write_facts(without_rights, de=GERMAN)
    (without_rights / "facts" / "de.yaml").chmod(0o000)
    (fault,) = inspect(path)[1]
    assert str(fault) == f"{without_rights}/facts/de.yaml:1: cannot be read: Permission denied"


def test_a_file_full_of_faults_is_told_by_the_first_hundred(tmp_path: Path) -> None:
    text = FACTS[: FACTS.index("facts:")] + "facts:\n" + "  - x\n" * 5_000
    faults = faults_of(tmp_path, text)
    assert len(faults) == 101
    assert faults[-1].endswith(" more faults: mend the first ones")


def test_a_value_of_any_length_is_shown_by_its_beginning(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, FACTS.replace("id: bridges", f"id: {'B' * 5_000}"))
    assert faults
    assert max(map(len, faults)) < 400


def test_a_companion_loads_with_what_is_usable_of_the_rest(tmp_path: Path) -> None:
    path = write_facts(tmp_path, de=GERMAN, fr="about: 5\n")
    base, faults = inspect(path)
    assert base
    assert faults
    assert base == replace(load(write_facts(tmp_path, fr=GERMAN)), companions={"de": base.companions["de"]})


def test_only_the_companions_of_the_languages_spoken_are_loaded(tmp_path: Path) -> None:
    path = write_facts(tmp_path, de=GERMAN, fr="about: [")
    for languages, companions in ((["DE"], {"de"}), (["en"], set()), (["es"], set())):
        assert set(load(path, languages).companions) == companions
    path.write_text("languages: de\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert load(path).languages == ("de", "en")
    assert load(path, ["es"]).languages == ("en", "es"), "the operator goes first"


def test_a_language_that_is_not_known_is_one_line_that_names_those_that_are(tmp_path: Path) -> None:
    path = write_facts(tmp_path)
    path.write_text("languages: [de, klingon]\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(DocumentError) as refused:
        load(path)
    assert str(refused.value).startswith(
        f"{path}:1: 'languages': there is no language 'klingon' (these are known: ar, de,"
    )
    assert len(refused.value.faults) == 1


def test_nothing_in_bot_is_about_the_announcement() -> None:
    base = load(ROOT / "facts.yaml")
    named = re.compile("|".join([base.announcement.subject, "小米", "сяоми", "شاومي", "शाओमी"]), re.IGNORECASE)
    files = [path for path in (ROOT / "bot").rglob("*") if path.suffix in (".py", ".yaml")]
    assert [path.name for path in files if named.search(path.read_text(encoding="utf-8"))] == []
