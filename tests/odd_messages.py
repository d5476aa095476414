"""Messages made to cost much: of every script and shape that has kept a matcher busy, another one for every seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

TELEGRAM = 4096  # characters of a message
SHORT = 690

Make = Callable[[random.Random], str]


def _letters(first: int, last: int, count: int = TELEGRAM) -> Make:
    """Draw characters of a block without a blank."""
    return lambda chance: "".join(chr(chance.randint(first, last)) for _ in range(count))


def _words(first: int, last: int, length: int, count: int = 700) -> Make:
    """Draw words of a block's characters, nearly all different."""
    word = _letters(first, last, length)
    return lambda chance: " ".join(word(chance) for _ in range(count))[:TELEGRAM]


def _repeated(*pieces: str, between: str = "") -> Make:
    """Repeat one of some pieces, with a number in front that makes each message another one."""
    return lambda chance: f"{chance.randrange(1000)} {between.join([chance.choice(pieces)] * TELEGRAM)}"[:TELEGRAM]


def _mixed(pieces: Iterable[str], between: str = " ") -> Make:
    """Draw from some pieces again and again."""
    known = list(pieces)
    return lambda chance: between.join(chance.choices(known, k=TELEGRAM))[:TELEGRAM]


def _misspelt(chance: random.Random) -> str:
    """Misspell words of the announcement, each in another way."""
    words = ("patents", "inventions", "employees", "electric", "smartphones", "research", "investment", "registered")
    found = []
    for _ in range(700):
        word = list(chance.choice(words))
        for _ in range(2):
            word[chance.randrange(1, len(word))] = chr(chance.randint(97, 122))
        found.append("".join(word))
    return " ".join(found)[:TELEGRAM]


def _any_script(chance: random.Random) -> str:
    """Draw words from every block of the basic plane."""
    words = (
        "".join(chr(block + chance.randrange(128)) for _ in range(4)) for _ in range(800) for block in (_block(chance),)
    )
    return " ".join(words)[:TELEGRAM]


def _block(chance: random.Random) -> int:
    """Draw the first character of a block, none of half characters."""
    blocks: list[int] = [*range(0xD800 // 128), *range(0xE000 // 128, 0x10000 // 128)]
    return 128 * chance.choice(blocks)


def _sentences(length: int, ending: str) -> Make:
    """Draw sentences of so many words that nobody knows, with an ending."""
    word = _letters(97, 122, 6)
    return lambda chance: " ".join(
        " ".join(word(chance) for _ in range(length)) + ending for _ in range(TELEGRAM // (7 * length))
    )


def _stretched_unknown(chance: random.Random) -> str:
    """Draw words that nobody knows, each letter three times."""
    return " ".join("".join(3 * chr(chance.randint(97, 122)) for _ in range(5)) for _ in range(TELEGRAM // 16))


def _mixed_scripts(chance: random.Random) -> str:
    """Draw words of six scripts."""
    blocks = ((97, 122), (0x430, 0x44F), (0x621, 0x64A), (0x900, 0x939), (0x4E00, 0x9FA5), (0x1EA0, 0x1EF9))
    return " ".join(_letters(*chance.choice(blocks), 5)(chance) for _ in range(TELEGRAM // 6))


_QUESTIONS = (
    "how many patents", "who said that", "when was it", "what does it cost", "how many employees", "and where",
    "how much was invested", "what share", "compared to Apple", "in 2019", "last year", "why",
)  # fmt: skip

ODD: dict[str, Make] = {
    "Chinese characters": _letters(0x4E00, 0x9FA5),
    "Chinese of the lexicon": _mixed("有多少专利员工手机研发投资小米全球注册电动汽车", between=""),
    "Japanese kana": _letters(0x3041, 0x30FA),
    "Korean without blanks": _letters(0xAC00, 0xD7A3),
    "Korean words": _words(0xAC00, 0xD7A3, 4),
    "Arabic ligature FDFA": _repeated("\ufdfa"),
    "Arabic ligature FDF2": _repeated("\ufdf2"),
    "Arabic ligatures": _letters(0xFDF0, 0xFDFC),
    "Arabic words": _words(0x621, 0x64A, 4),
    "Arabic without blanks": _letters(0x621, 0x64A),
    "Arabic prefixes": _mixed(["وال", "بال", "ال", "و", "ب", "براءات", "كم"], between=""),
    "squared katakana": _letters(0x3300, 0x33FF),
    "circled Korean 327C": _repeated("\u327c"),
    "circled Korean": _letters(0x3200, 0x32FE),
    "telephone sign": _repeated("\u2121"),
    "Devanagari": _letters(0x900, 0x963),
    "Devanagari words": _words(0x900, 0x963, 5),
    "Thai": _letters(0xE01, 0xE3A),
    "Cyrillic words": _words(0x430, 0x44F, 6),
    "Cyrillic without blanks": _letters(0x430, 0x44F),
    "Vietnamese, stacked marks": _words(0x1EA0, 0x1EF9, 6),
    "Zalgo": _mixed(["h\u0301\u0323\u0336", "o" + "\u0310" * 20, "w" + "\u0489" * 9, " "], between=""),
    "emoji sequences": _mixed(["👨\u200d👩\u200d👧\u200d👦", "🏳️\u200d🌈", "🇨🇳", "👍🏽"], between=""),
    "right-to-left marks": _mixed(["\u202e", "\u200f", "a", "stnetap", "\u2067"], between=""),
    "one letter": _repeated("a", "e", "s"),
    "one-letter words": _words(97, 122, 1, 4096),
    "two-letter words": _words(97, 122, 2, 4096),
    "ininin": _repeated("in", "inin", "an", "to"),
    "glued question": _repeated("howmanypatents", "patents", "registrations"),
    "glued with figures": _repeated("in2", "patents19"),
    "four-letter words": _words(97, 122, 4),
    "seven-letter words": _words(97, 122, 7),
    "twelve-letter words": _words(97, 122, 12),
    "words of 60 letters": _words(97, 122, 60, 70),
    "a word of 700 letters": _letters(97, 122, 700),
    "misspelt": _misspelt,
    "stretched": _mixed(["patttents", "hooow", "maaany", "emmmployees", "wwww", "zzzzzz"]),
    "capitals": _words(65, 90, 5),
    "names": _repeated("Apple", "Samsung", "Huawei", between=" "),
    "different names": _mixed(["Apple", "Samsung", "Huawei", "Tesla", "Google", "BYD", "Sony", "Nokia"]),
    "numbers": _words(48, 57, 5),
    "years": _mixed([str(year) for year in range(1900, 2100)]),
    "thousands": _repeated("19,000", "1.000.000", between=" "),
    "digits": _letters(48, 57),
    "commas": _repeated(",", ", "),
    "patents, patents": _repeated("patents", "employees", between=", "),
    "questions": _mixed(_QUESTIONS, between="? "),
    "questions joined": _mixed(_QUESTIONS, between=" and "),
    "concepts": _mixed(["patents", "employees", "phones", "cars", "research", "investment", "stores", "revenue"]),
    "frequent words": _mixed(["they", "who", "are", "a", "the", "of", "is", "to", "what", "it", "how", "many"]),
    "addresses": _repeated("https://", "@", "a's ", "http://x@"),
    "mathematical letters": _letters(0x1D400, 0x1D7FF),
    "full width": _letters(0xFF21, 0xFF5A),
    "half-width katakana": _letters(0xFF66, 0xFF9D),
    "hyphens": _mixed(["-", " - ", "–", "a", " "], between=""),
    "apostrophes": _mixed(["'", "’s", "`", "a", " "], between=""),
    "any script": _any_script,
    "mixed scripts": _mixed_scripts,
    "stretched, unknown": _stretched_unknown,
    "unknown sentences": _sentences(11, "."),
    "unknown questions": _sentences(9, "?"),
    "long questions that name nothing": _sentences(60, " how many?"),
    "long questions": _sentences(50, " patents?"),
    "longest questions": _sentences(98, "?"),
    "a long question": _sentences(580, " how many patents?"),
    "claims": _repeated("19,000 patents, right?", "50 billion yuan?", between=" "),
    "owners": _mixed(["does my uncle have", "Mary's", "his company", "how many patents", "does Ann own", "my"]),
    "lines": _mixed(["how many", "patents", "zorkmids", "Ann said so.", "1. first", ""], between="\n"),
    "links": _mixed(["https://zorkmid.com/patents", "www.zorkmid.com", "@zorkmid", "who@zorkmid.com", "a/b"]),
}  # fmt: skip


def odd(name: str, seed: int) -> str:
    """Make the message of a name for a seed."""
    return ODD[name](random.Random(f"{name} {seed}"))


def odd_short(count: int) -> list[str]:
    """Make so many different messages of SHORT characters, of all names in turn."""
    names = list(ODD)
    return [odd(names[number % len(names)], number)[:SHORT] for number in range(count)]
