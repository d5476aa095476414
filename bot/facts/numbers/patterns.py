"""What the reader looks for in a text: numbers, signs, and what stands around them."""

from __future__ import annotations

import re
from fractions import Fraction

from bot.facts.numbers import words as tables

SIGNS = (
    r"\u0900-\u0903\u093a-\u094d\u0962\u0963\u064b-\u065f\u0670\u0300-\u036f"  # parts of a word, to Unicode no letters
)
HAN = r"\u3400-\u9fff"
HAN_NUMERALS = "零〇一二两兩三四五六七八九十百千万萬亿億半"
BLANK = "\u00a0\u202f\u2009 "
WORDS = rf"""
    (?P<word>   (?: [^\W\d_{HAN}]++ | [{SIGNS}] )++ (?!\d) | (?:rmb|cny|usd|us|eur|gbp|rs|inr|rp) (?=\d) )
"""
SIGNED = rf"""
    (?P<name>   (?<![^\W_]) (?!(?:rmb|cny|usd|us|eur|gbp|rs|inr|rp)\d) [a-z]+ \d \w* )
  | (?P<time>   (?<!\d) (?P<hour>[01]?\d|2[0-4]) (?: :(?P<minute>[0-5]\d) | h(?P<minutes>[0-5]\d) ) (?!\d) )
  | (?P<date>   (?<!\d) (?: \d{{4}}-\d\d?-\d\d? | \d\d?(?P<dot>[./])\d\d?(?P=dot)\d{{4}} ) (?!\d) )
  | (?P<number> \d{{1,3}} (?: (?P<mark>[.,'’٬،{BLANK}]) \d{{3}} (?: (?P=mark) \d{{3}} )* (?!\d) (?: [.,٫] \d+ )?
                            | (?: ,\d\d )+ ,\d{{3}} (?!\d) )
              | \d+ (?: [.,٫] \d+ )? )
  | (?P<first>  首 (?=[家个次款位名批项只届部座条台艘]) )
  | (?P<han>    [{HAN_NUMERALS}]+ )
  | (?P<symbol> [$€£¥￥₹₽₺₫₩元] | 人民币 | [美欧日港]元 | 英镑 | 卢比 | 卢布 | 里拉 | 克朗 | 美分 )
  | (?P<vulgar> [½¼¾⅓⅔] )
"""
TOKEN = re.compile(f"{WORDS}|{SIGNED}", re.VERBOSE)
TOKEN_BUT_WORDS = re.compile(SIGNED, re.VERBOSE)
DIGIT = re.compile(
    rf"[\d{HAN_NUMERALS}首$€£¥￥₹₽₺₫₩元美欧日港英卢里克½¼¾⅓⅔]|人民币"
)  # any of them begins a piece that is no word
WORD = re.compile(rf"(?:[^\W\d_{HAN}]++|[{SIGNS}])+")
VULGAR = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3)}
HAN_DIGITS = dict(zip("零〇一二两兩三四五六七八九", (0, 0, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
NO_NUMBER = (
    "三星",
    "四川",
    "百度",
    "一加",
    "千兆",
    "十分",
    "万一",
    "半导",
    "百货",
    "五金",
    "万物",
    "二氧",
    "一些",
    "一样",
    "千万别",
)
SYMBOLS = dict(each.split("=") for each in tables.SYMBOLS.split())
PERCENT = tuple(tables.PERCENT.split("/"))
PERCENT_BEFORE = tuple(tables.PERCENT_BEFORE.split("/"))
# What follows *first* or *second* where they are ranks, and no mere order: first in Asia, the first company to
RANKED = re.compile(
    r" ?-? ?(?:\w+est\b|most\b|place|position|in\b|among|of\b|on\b|by\b|to\b|behind)"
    r"| (?:worldwide|overall|nationally|globally)| (?:\w+ ){1,3}to\b|\s*(?:[^\w\s-]|$)"
)
ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "la",
        "el",
        "los",
        "las",
        "le",
        "les",
        "un",
        "une",
        "die",
        "der",
        "das",
        "den",
        "dem",
        "ein",
        "eine",
        "einen",
        "o",
        "một",
        "satu",
        "एक",
        "ek",
    ]
)
OF_SHARE = re.compile(r"\s*(?:of|less|more|fewer|smaller|larger|lighter|higher|lower|from|cheaper|faster)\b")
HALF_MORE = re.compile(
    r"(?:[\s-]*|\s+(?:[^\W\d_]+\s+)?(?:and a|and|y|et|e|с|и|und|und eine?|aur|और|و)\s*)", re.IGNORECASE
)
MONTH_BEFORE = re.compile(r"(?:\d|in|of|by|since|until|from|early|late|mid|last|next)[\s.-]*$", re.IGNORECASE)
DAY_SIGNS = ("日", "号")
MONTH_BESIDE = re.compile(r"(\d+)月$")
MONTH_BEHIND = re.compile(r"\s*tháng (\d+)")
RANGE = re.compile(r"\d\s*(?:[^\W\d_]+\s+)?(?:до|hingga|sampai|hasta|até|up to|đến|حتى|bis zu)$")  # from 7 until
ONE = re.compile(r"(?<![^\W_])(?:an?|one|un|una|une|um|uma|eine?[nmr]?) *$")
HALF_DAY = re.compile(r"\s*([ap])\.?\s?m\b", re.IGNORECASE)
CHINESE = {"港元": "HKD", "英镑": "GBP", "卢比": "INR", "卢布": "RUB", "里拉": "TRY", "克朗": "CROWN", "美分": "CENT"}
CHINESE |= {"元": "CNY", "人民币": "CNY", "美元": "USD", "欧元": "EUR", "日元": "JPY"}
LETTERS = re.compile(rf"[^\W\d_{HAN}]+")
JOINS = ("", " ", "-", "‑", "\u00a0")
