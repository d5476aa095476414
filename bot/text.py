"""Text: what is left of a message when spelling, script and punctuation are set aside; lengths as Telegram counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import filterfalse, product
from typing import NamedTuple

LONGEST_LINE = 600  # characters of a message to the operator
MAX_CHARACTERS = 700  # of a question that are read; the rest of a longer message is not a question
MAX_TOKENS = 80  # and of those
LAST_SHORT_YEAR = "49"  # `'49` is 2049, and `'50` is 1950
_MAX_STRETCHES = 3  # of a word that are tried: each doubles the ways to write it

# Letters that Unicode does not decompose, and marks that people leave out when they type.
_LETTERS = {"ı": "i", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "œ": "oe"}
_LETTERS |= {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ँ": "ं"}
_LETTERS |= dict.fromkeys("’‘ʼ", "'")
_MARKS = (range(0x300, 0x370), range(0x64B, 0x660), (0x670, 0x640, 0x93C))
_INVISIBLE = (
    range(0x200B, 0x2010),
    range(0x202A, 0x202F),
    range(0x2060, 0x2070),
    range(0xFE00, 0xFE10),
    (0xFEFF, 0xAD),
)
_DROPPED = [code for codes in (*_MARKS, *_INVISIBLE) for code in codes]
_ZEROES = (0x660, 0x6F0, 0x966)  # Arabic, Persian, Devanagari
_DIGITS = {chr(zero + digit): str(digit) for zero in _ZEROES for digit in range(10)}
# What stays as it is stands in it too, up to Devanagari: `str.translate` takes long where it finds nothing.
_FOLD = {code: code for code in range(0x980)} | str.maketrans(_LETTERS | _DIGITS) | dict.fromkeys(_DROPPED, None)

# Control characters, other ends of lines, what turns the direction of writing, and halves of characters.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_KANA = r"\u3040-\u30ff"
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LATIN = "a-zA-Zß"
_CYRILLIC = r"\u0400-\u0481\u048a-\u052f"
_ARABIC = r"\u0621-\u064a"
_DEVANAGARI = r"\u0900-\u094d\u0950\u0958-\u0961"
_DEVANAGARI_SIGNS = r"\u0900-\u0903\u093a-\u094d\u0962\u0963"  # parts of a word, though to Unicode no letters
_EMOJI = r"\U0001f300-\U0001faff\u2600-\u27bf"
_BLANKS = r".,\u00a0\u202f "  # what stands between the thousands

_NO_WORDS = re.compile(r"['`][sS]\b|https?://\S+|(?<!\w)@\w+")
_OWNING = ("'s", "'S", "`s", "`S")
_TOKEN = re.compile(
    rf"""
    (?P<century>   (?<!\w)' \d\d (?! \w | [.,]\d | [^']*' ) )
  | (?P<number>    \d{{1,3}} (?: [{_BLANKS}] \d{{3}} )+ (?!\d)  |  \d+ [.,] \d+ )
  | (?P<character> [{_KANA}{_HAN}] )
  | (?P<word>      (?: [^\W_{_KANA}{_HAN}]++ | [{_DEVANAGARI_SIGNS}] )+ )
  | (?P<stop>      [?!;\n\r،؛؟。！？；：，、|।+&/…()•=]+  |  [.,:] (?=\s|$)  |  \s [-–—]+ \s )
  | (?P<percent>   [%٪] )
  | (?P<emoji>     [{_EMOJI}] )
    """,
    re.VERBOSE,
)
# The one fast path: phrases of letters, blanks and marks alone, as nearly all are in the files of a fact base.
_LETTER = rf"[{_LATIN}{_CYRILLIC}{_ARABIC}{_DEVANAGARI}]"
_PLAIN_PHRASE = re.compile(
    rf"(?: (?: {_LETTER}++ | (?P<character> [{_HAN}] ) )++ [*$]? ~? (?: \ ++ | $ ) )++", re.VERBOSE
)
_PLAIN_FORM = re.compile(rf"(?: {_LETTER}++ | [{_HAN}] ) [*$]?", re.VERBOSE)
_OTHER_LINES = re.compile(  # each behind all plain ones before it
    rf"(?:(?:[{_LATIN}{_CYRILLIC}{_ARABIC}{_DEVANAGARI}0-9]++[*$]?+(?: |(?=\n)))++\n)*+(?:(.*)\n|\Z)"
)
_OTHER_WORDS = re.compile(rf"(?<!\S)(?![{_LATIN}{_CYRILLIC}{_ARABIC}{_DEVANAGARI}0-9]++[*$]?(?!\S))\S+")
_FACE = re.compile(r"[:;=]['-]?[()]|<3|\^_*\^")
_GROUPING = re.compile(rf"[{_BLANKS}](?=\d{{3}}(?!\d))")
_STRETCH = re.compile(r"([^\d*$])\1{2,}")
_ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "هال", "عال", "لل", "ال", "و", "ب", "ل", "ف", "ع", "ه")


def holds_symbol(text: str) -> bool:
    """Return whether there is an emoji in a text, or a face of marks such as `:)`."""
    return any(unicodedata.category(character) == "So" for character in text) or _FACE.search(text) is not None


class Token(NamedTuple):
    """One word (one character in Chinese): folded, and how it stood in the message."""

    word: str
    written: str = ""
    upper: bool = False  # stands in capitals
    stop: str = ""  # the punctuation before it: `.`, `,`, `?`; `^` at the beginning
    typed: str = ""  # as it was typed, with its accents
    glued: bool = False  # no blank stood before it, as in Chinese
    owning: bool = False  # `'s` stands behind it


def fold(text: str) -> str:
    """Return a text without what people write differently and mean alike: width, accents, digits, invisible marks.

    One character can become eighteen (NFKD), so the text is cut to MAX_CHARACTERS before and after.
    """
    return fold_all(text[:MAX_CHARACTERS])[:MAX_CHARACTERS]


def fold_all(text: str) -> str:
    """Fold a text, however long it is."""
    if text.isascii():  # nothing to fold in it
        return text
    text = text.replace("´", "'")  # NFKD would make a blank of it
    return unicodedata.normalize("NFKD", text).translate(_FOLD)


def tokenize(text: str) -> tuple[Token, ...]:
    """Cut a message into tokens, MAX_TOKENS at most.

    `19,000` is `19000`, `'19` is `2019`, `Acme's` is `acme`, `专` is one.
    """
    tokens: list[Token] = []
    stop, end = "^", -1
    folded = fold(text)
    typed = _typed(text, folded)
    for match in _TOKEN.finditer(_NO_WORDS.sub(_blanked, folded)):
        kind, piece = match.lastgroup, match[0]
        if kind in ("stop", "emoji"):
            stop = piece.strip()[:1] or "."
            continue
        start, following = match.span()
        word = _WORDS_OF[kind](piece) if kind in _WORDS_OF else piece.casefold()
        upper = len(piece) > 1 and piece.isupper()
        owning = folded.startswith(_OWNING, following)
        tokens.append(Token(word, piece, upper, stop, typed(start, following), start == end, owning))
        stop, end = "", following
        if len(tokens) == MAX_TOKENS:
            break
    return tuple(tokens)


def _blanked(found: re.Match[str]) -> str:
    """Return as many blanks as a match has characters, so that all others stay in their places."""
    return " " * len(found[0])


def _typed(text: str, folded: str) -> Callable[[int, int], str]:
    """Return what gives a part of a folded text, from one place to another, as it was typed."""
    text = text[:MAX_CHARACTERS]
    if text.isascii():
        return lambda start, end: text[start:end]
    lengths = {each: len(unicodedata.normalize("NFKD", each).translate(_FOLD)) for each in set(text)}
    places = [at for at, character in enumerate(text) for _ in range(lengths[character])]
    if len(places) < len(folded):  # what folds apart and together differently stays folded
        return lambda start, end: folded[start:end]
    return lambda start, end: text[places[start] : places[end - 1] + 1]


def typed_of(tokens: Sequence[Token]) -> str:
    """Return tokens as they were typed, with a blank where there was one."""
    return "".join([token.typed if token.glued else f" {token.typed}" for token in tokens]).strip()


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a phrase."""
    plain = _plain_forms(fold(text).rstrip("?.! "))
    return tuple([token.word for token in tokenize(text)] if plain is None else [form.rstrip("*$") for form in plain])


def word_forms(phrase: str) -> tuple[str, ...]:
    """Cut a phrase of a fact base into its words as a lexicon keeps them.

    `word*` stands for every word that begins so, `word$` for one at a clause's end, `=WORD` only for one in capitals;
    the `~` of weak words is left out.
    """
    folded = fold(phrase)
    plain = _plain_forms(folded)
    return _forms_of_any(folded) if plain is None else tuple(plain)


def forms_of_all(phrases: Collection[str]) -> list[str]:
    """Cut many phrases as `word_forms` cuts one, faster; a blank stands between the words of each."""
    text = fold_all("\n".join(phrases)).casefold().replace("~", "")
    lines = text.split("\n")
    if len(lines) != len(phrases) or max(map(len, lines)) > MAX_CHARACTERS:  # a line break in a phrase, or a long one
        return [" ".join(word_forms(phrase)) for phrase in phrases]
    others = frozenset(_OTHER_LINES.findall(f"{text}\n"))
    return [
        " ".join(word_forms(phrase)) if line in others else line.rstrip()
        for phrase, line in zip(phrases, lines, strict=True)
    ]


def words_of_all(phrases: Collection[str]) -> set[str]:
    """Return the words of many phrases, each cut as `word_forms` cuts it alone."""
    folded = " ".join((*filter(str.isascii, phrases), fold_all(" ".join(filterfalse(str.isascii, phrases)))))
    folded = folded.replace("~", "")
    others = _OTHER_WORDS.findall(folded)
    found = set(folded.casefold().split())
    found.difference_update(other.casefold() for other in others)
    found.update(*map(word_forms, others))
    return found


def _plain_forms(folded: str) -> list[str] | None:
    """Cut a folded phrase in which there are only letters, blanks and marks; None where there is more."""
    plain = _PLAIN_PHRASE.fullmatch(folded)
    if plain is None:
        return None
    folded = folded.casefold()
    return _PLAIN_FORM.findall(folded) if plain["character"] else folded.replace("~", "").split()


def _forms_of_any(folded: str) -> tuple[str, ...]:
    """Cut a folded phrase part by part, whatever stands in it."""
    forms: list[str] = []
    for part in folded.replace("~", "").split():
        if part.startswith("="):
            forms.append(part[1:])
            continue
        bare = part.rstrip("*$")
        if pieces := words(bare):
            forms += [*pieces[:-1], pieces[-1] + part[len(bare) :]]
    return tuple(forms)


def _number(piece: str) -> str:
    """Write a number in one way: `27.000`, `27 000` and `27,000` are 27000; `22,7` is 22.7."""
    if _GROUPING.search(piece):
        return _GROUPING.sub("", piece)
    whole, _, decimals = piece.replace(",", ".").partition(".")
    return f"{whole}.{decimals}" if decimals.strip("0") else whole


def _year(piece: str) -> str:
    """Write a year in full: `'19` is 2019, `'98` is 1998."""
    return f"{'19' if piece[1:] > LAST_SHORT_YEAR else '20'}{piece[1:]}"


_WORDS_OF: Mapping[str | None, Callable[[str], str]] = {"number": _number, "century": _year}


def variants(word: str) -> tuple[str, ...]:
    """Return a word and what it is without the article and particles that Arabic writes joined to it."""
    if not "\u0621" <= word[0] <= "\u064a":
        return (word,)
    return (word, *(word[len(p) :] for p in _ARABIC_PREFIXES if word.startswith(p) and len(word) - len(p) >= 2))


def skeleton(word: str) -> str:
    """Return the first letter and the consonants: what is left where vowels are dropped (`ptnts`)."""
    return word[:1] + "".join(letter for letter in word[1:] if letter not in "aeiou")


def unstretched(word: str) -> Iterator[str]:
    """Yield what a word with three or more equal letters in a row may stand for: two of each, then one (`helloooo`)."""
    pieces = _STRETCH.split(word, _MAX_STRETCHES)
    if len(set(word)) < 2 or len(pieces) == 1:
        return
    between, letters = pieces[::2], pieces[1::2]
    for lengths in product((2, 1), repeat=len(letters)):
        stretches = [letter * length for letter, length in zip(letters, lengths, strict=True)]
        yield "".join(piece + stretch for piece, stretch in zip(between, [*stretches, ""], strict=True))


def utf16_length(text: str) -> int:
    """Return the length of a text in UTF-16 code units, as Telegram counts (Bot API, MessageEntity)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clip(text: str, units: int) -> str:
    """Shorten a text to a number of UTF-16 code units, with an ellipsis and without half a character."""
    if utf16_length(text) <= units:
        return text
    cut = text.encode("utf-16-le", "surrogatepass")[: 2 * (units - 1)]
    return cut.decode("utf-16-le", "ignore").rstrip() + "…"


def one_line(text: str, most: int = LONGEST_LINE) -> str:
    """Return a text as one line for the operator: control characters escaped, the middle of a long one left out."""
    line = _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text.strip())
    return line if len(line) <= most else f"{line[: most // 2]}…{line[-most // 2 :]}"
