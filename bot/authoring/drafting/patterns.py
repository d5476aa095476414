"""Patterns of the figures in English sentences: numbers in digits and words, sums, shares, measures, ranks, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.authoring.drafting.english import (
    CURRENCIES,
    DIMENSIONS,
    HEDGES,
    MONTHS,
    ORDINALS,
    SMALL_NUMBERS,
    TENS,
    WEEKDAYS,
)


def _any(words: Iterable[str]) -> str:
    """Return a pattern for one of the words, the longest first."""
    return "|".join(sorted((word.replace(" ", r"\s") for word in words), key=lambda word: (-len(word), word)))


_MONTH = _any(MONTHS)
_SMALL = _any(SMALL_NUMBERS)
_WORD_NUMBER = (
    rf"(?:(?:{_any(TENS)})(?:-(?:one|{_SMALL}))?|{_SMALL}|(?:a|one)\s(?:dozen|hundred|thousand|million|billion)"
    r"|(?:dozens|hundreds|thousands)\sof)"
)
_DIGITS = r"(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?)"
_SCALE = r"(?:\s?-?(?:hundred|thousand|million|billion|trillion|bn|mn)\b|[mk](?![a-z])|bn\b)"
_AMOUNT = (
    rf"(?:{_DIGITS}(?:{_SCALE})?"
    rf"|\b{_WORD_NUMBER}(?:\s(?:hundred|thousand|million|billion))?(?:\sand\sa\shalf)?\b)"
)
_SIGN = r"(?:(?:US|A|C|HK|NZ)?\$|[€£¥₹₩₽₺])"
_RANGE = rf"(?:\s?[–-]\s?{_SIGN}?\s?{_AMOUNT}|\s(?:to|and|or)\s(?:{_SIGN}\s?)?{_AMOUNT})?"
_FRACTION = r"(?:half|(?:a|one|two|three|four)(?:\s|-)(?:third|quarter|fifth|tenth|sixth|eighth)s?)"
_NTH = f"first|{_any(ORDINALS)}"
_ORDINAL = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:twenty|thirty|forty|fifty)-(?:{_NTH})|{_NTH}|last)"
_SEASON = "early|late|mid|spring|summer|autumn|winter|fall"
_CENTURY = r"(?:19|20)\d{2}"
HEDGE = rf"(?:{_any(HEDGES)})"
UNITS = "|".join(DIMENSIONS.values())
_HEDGED = rf"(?:\b{HEDGE}\s|(?:[<>]=?|[≤≥~≈])\s?)?"

DATE = re.compile(
    r"\b(?:by\s(?:the\send\sof\s)?|from\s|since\s|until\s|before\s|after\s)?"
    rf"(?:(?:{_any(WEEKDAYS)}),?\s)?(?:\d{{4}}-\d\d-\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s(?:and|to)\s\d{{1,2}}|[–-]\d{{1,2}})?\s(?:{_MONTH})\b(?:,?\s\d{{4}})?"
    rf"|(?:{_MONTH})\s\d{{1,2}}(?!\d|[,.]\d)(?:st|nd|rd|th)?(?:,\s\d{{4}})?|(?:{_MONTH})\s\d{{4}}"
    rf"|(?:(?:{_SEASON})[- ]){{1,2}}(?:of\s)?\d{{4}}|(?<=by\s)\d{{4}}\b|(?<=end\sof\s)\d{{4}}\b"
    rf"|(?<=\bin\s){_CENTURY}\b|(?<=\bin\s)(?:{_MONTH})\b(?!\s\d)"
    r"|(?<=\bof\s)1\d{3}(?=[,.;:]?$|[,.;:]\s)"
    rf"|(?<=before\s){_CENTURY}\b|(?<=until\s){_CENTURY}\b)"
    r"(?:,?\s(?:at\s)?\d{1,2}[:.]\d\d(?:\s[ap]\.?m\.?)?)?"
)
TIME = re.compile(r"\b(?:\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?)")
CLOCK = re.compile(r"\d:\d\d|[ap]\.?m\b")  # in a date: the time of the day
YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d)")
MONEY = re.compile(
    rf"{_HEDGED}(?:between\s)?(?:{_SIGN}\s?{_AMOUNT}{_RANGE}"
    rf"|{_AMOUNT}{_RANGE}\s(?:[A-Z][a-z]+\s)?(?:{'|'.join(CURRENCIES)})\b"
    rf"|(?:EUR|USD|GBP|CHF|CNY|JPY|SEK|NOK|DKK)\s?{_AMOUNT})"
)
# `a share` or `per ticket` after a sum
PER_PIECE = re.compile(
    r"(?:\s(?:an?|per|each|every)\s(?:share|year|month|week|day|head|person|unit|semester|ticket|piece|hour|seat)"
    r"(?: each)?\b(?!\s(?:ago|earlier|before))|\sper\s[a-z]+(?:-[a-z]+)*)"
)
PER_TIME = re.compile(
    r"(?:\s(?:an?|per|each|every)\s(?:year|month|day|week|hour|second|season|charge)\b(?!\s(?:ago|earlier))"
    r"|\sper\s[a-z]+(?:-[a-z]+)*)"
)
SHARE = re.compile(
    rf"{_HEDGED}(?:between\s)?(?!{_CENTURY}\sto\s)(?:{_AMOUNT}{_RANGE}[\s-]?(?:percent|per\scent|percentage\spoints?|%)"
    rf"|\b{_FRACTION}\b(?=\s(?:of|more|less|the|that|to)\b)"
    r"|\b(?:one|two|three|four|nine)\s(?:in|out\sof)\s(?:every\s)?(?:two|three|four|five|ten)\b)",
    re.IGNORECASE,
)
MULTIPLE = re.compile(
    r"\b(?:(?:more than|nearly|almost|about)\s)?"
    r"(?:doubled?|tripled?|trebled?|quadrupled?|halved?|twice|threefold|fourfold|tenfold)\b(?! as\b)",
    re.IGNORECASE,
)
MEASURE = re.compile(rf"{_HEDGED}(?:{_AMOUNT}{_RANGE}|half\san?|an?)[\s-](?:{UNITS})\b", re.IGNORECASE)
RANK = re.compile(
    rf"\b(?:(?:joint\s)?{_ORDINAL}"
    r"(?=\s(?:place|position|in|among|of|on|worldwide|nationally|overall|globally|with|at|by|behind)\b|[,.;]|\s\()"
    r"(?:\s(?:place|position|worldwide|overall))?"
    rf"|(?:the\s)?top\s(?:\d+|{_SMALL})\b|(?:number|No\.)\s(?:one|two|three|\d+)\b"
    r"|(?:the|its)\s(?:first|only|second|third|\w+est|most\s\w+)\s"
    r"(?:[\w'’-]+\s){1,4}?(?=(?:to|in|since|ever|of|on)\b))",
    re.IGNORECASE,
)
RANKING = re.compile(
    r"\b(?:rank\w*|place[ds]?|came|comes|finish\w*|climb\w*|rose|mov\w+|table|league)\b", re.IGNORECASE
)
COUNT = re.compile(rf"{_HEDGED}(?:between\s|from\s)?{_AMOUNT}{_RANGE}", re.IGNORECASE)
# What stands before a figure that another is only compared with.
COMPARED = re.compile(
    r"(?:up|down|(?:compared|comparing) with|compared to|against|instead\sof|rather\sthan|than|from)\s"
    r"(?:\w+ly\s|some\s|about\s|around\s)?(?:\w+\s)?[^\w]?$",
    re.IGNORECASE,
)
# What completes a figure that says little by itself: more than what, as large as what.
THAN = re.compile(
    r"\s(?:more|less|fewer|[a-z]+er)\b(?:\s(?!than\b)[a-z]+)?(?:\sthan\s(?:[\w’'-]+\s){0,3}?[\w’'-]+(?=[,.;](?!\d)|\s(?:and|or|that)\b|$))?"
)
TIMES = re.compile(
    r"\s(?:as\s[a-z]+\sas|(?:more|less|[a-z]+er)\s(?:[a-z]+\s)?than)\s(?:[\w’'-]+\s){0,3}?[\w’'-]+"
    r"(?=[,.;](?!\d)|\s(?:and|or|that)\b|$)"
)
_NTH_FROM = rf"(?:up|down)\sfrom\s(?:\d{{1,3}}(?:st|nd|rd|th)|{_NTH})\b"
BEFORE_RANK = re.compile(rf",?\s{_NTH_FROM}")  # , up from 112th
AGO = re.compile(r"\s(?:ago|earlier|before|later(?! than))\b", re.IGNORECASE)
