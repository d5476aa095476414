"""A small fact base about a company that does not exist, as the files that an editor would write."""

from __future__ import annotations

from pathlib import Path

from bot.facts import DocumentError, load

FACTS = """\
announcement:
  subject: Acme
  title: Acme opens 12 bridges
  about: Acme's bridges
  publisher: The Daily Bridge
  published: "2024-02-29"
  url: https://example.org/acme
channel:
  name: The bridge channel
  url: https://t.me/bridges
  invitation: Join the bridge channel
synonyms:
  bridge: bridge, bridges
  length: [length, long]
facts:
  - id: bridges
    title: Bridges opened
    figure: 12 bridges
    quote: Acme has opened 12 bridges […] in one year
    keywords: bridges, bridge count
    questions:
      - How many bridges did Acme open?
    related: [length]
  - id: length
    title: The longest bridge
    figure: 300 metres
    quote: the longest of them measures 300 metres
    keywords: length, longest bridge
    questions:
      - How long is the longest bridge?
not_told:
  - id: price
    reply: The announcement doesn't give a price.
    questions:
      - What did the bridges cost?
"""

GERMAN = """\
about: die Brücken von Acme
invitation: Zum Brückenkanal
synonyms:
  bridge: Brücke, Brücken
facts:
  bridges: {title: Eröffnete Brücken, figure: 12 Brücken}
  length: {title: Die längste Brücke, figure: 300 Meter}
not_told:
  price: Ein Preis wird nicht genannt.
"""

ARTICLE = "Bridges!\nAcme has opened 12 bridges,\nall of steel, in one year; the longest of them\nmeasures 300 metres."


def write_facts(folder: Path, facts: str = FACTS, name: str = "facts.yaml", **companions: str) -> Path:
    """Write facts.yaml (or what it is called), and facts/<code>.yaml for each companion."""
    path = folder / name
    path.write_text(facts, encoding="utf-8")
    for code, text in companions.items():
        (folder / "facts").mkdir(exist_ok=True)
        (folder / "facts" / f"{code}.yaml").write_text(text, encoding="utf-8")
    return path


def faults_of(folder: Path, facts: str = FACTS, **companions: str) -> list[str]:
    """Load a fact base and return its faults as lines, with paths relative to the folder."""
    try:
        load(write_facts(folder, facts, **companions))
    except DocumentError as error:
        return [str(fault).removeprefix(f"{folder}/") for fault in error.faults]
    return []


def line_of(text: str, part: str) -> int:
    """Return the number of the first line that contains a part."""
    return next(number for number, line in enumerate(text.split("\n"), 1) if part in line)
