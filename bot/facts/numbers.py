"""The numbers that a text names, as values that can be compared across languages and ways of writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from bot.facts import number_words as tables
from bot.facts.number_grammar import ORDINAL_ENDING, Grammar, Role, Word, fold, grammar


class Kind(StrEnum):
    """What a quantity is; CURRENCY and NAME have a code as their unit and no value of their own."""

    NUMBER = "number"
    SHARE = "share"  # in hundredths: half is 50
    RANK = "rank"
    YEAR = "year"
    DAY = "day"
    MONTH = "month"
    TIME = "time"  # in minutes since midnight
    CURRENCY = "currency"
    NAME = "name"  # 5G, A55


class Hedge(StrEnum):
    """How a number is hedged."""

    OVER = "more than"
    NEAR = "nearly or about"
    UNDER = "at most"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, share, rank, date, time or currency that a text names.

    `unit` is a currency's code (ISO 4217), or the name itself. `span` is where it stands in the text. What is not
    `sure` may be a number or not (`one`, `the double`, a year that *last year* stands for).
    """

    kind: Kind
    value: Fraction
    unit: str = ""
    hedge: Hedge | None = None
    span: tuple[int, int] = (0, 0)
    sure: bool = True


_SIGNS = r"\u0900-\u0903\u093a-\u094d\u0962\u0963\u064b-\u065f\u0670\u0300-\u036f"  # parts of a word, to Unicode no letters
_HAN = r"\u3400-\u9fff"
_HAN_NUMERALS = "零〇一二两兩三四五六七八九十百千万萬亿億半"
_BLANK = "\u00a0\u202f\u2009 "
_TOKEN = re.compile(
    rf"""
    (?P<name>   (?<![^\W_]) (?!(?:RMB|CNY|USD|US|EUR|GBP|Rs|INR|Rp|S)\d) [A-Za-z]+ \d \w* )
  | (?P<time>   (?<!\d) (?P<hour>[01]?\d|2[0-4]) (?: :(?P<minute>[0-5]\d) | h(?P<minutes>[0-5]\d) ) (?!\d) )
  | (?P<day>    (?<!\d) \d{{4}}-\d\d-\d\d (?!\d) )
  | (?P<number> \d{{1,3}} (?: (?P<mark>[.,'’٬،{_BLANK}]) \d{{3}} (?: (?P=mark) \d{{3}} )* (?!\d) (?: [.,٫] \d+ )?
                            | (?: ,\d\d )+ ,\d{{3}} (?!\d) )
              | \d+ (?: [.,٫] \d+ )? )
  | (?P<word>   (?: [^\W\d_{_HAN}] | [{_SIGNS}] )+ )
  | (?P<first>  首 (?=[家个次款位名批项只届部座条台艘]) )
  | (?P<han>    [{_HAN_NUMERALS}]+ )
  | (?P<symbol> [$€£¥￥₹₽₺₫₩元] | 人民币 | [美欧日港]元 | 英镑 | 卢比 | 卢布 | 里拉 | 克朗 | 美分 )
  | (?P<vulgar> [½¼¾⅓⅔] )
    """,
    re.VERBOSE,
)
_VULGAR = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3)}
_HAN_DIGITS = dict(zip("零〇一二两兩三四五六七八九", (0, 0, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_NO_NUMBER = ("三星", "四川", "百度", "一加", "千兆", "十分", "万一", "半导", "百货", "五金", "万物", "一些", "一样", "千万别")
_SYMBOLS = dict(each.split("=") for each in tables.SYMBOLS.split())
_PERCENT = tuple(tables.PERCENT.split("/"))
_PERCENT_BEFORE = tuple(tables.PERCENT_BEFORE.split("/"))
_ARTICLE = re.compile(r"(?<![^\W_])(?:the|an?|la|el|los|las|le|les|une?|die|der|das|den|dem|eine?[nmrs]?|o|l['’]|một|satu|एक|ek) *$")
_OF_SHARE = re.compile(r"\s*(?:of|less|more|fewer|smaller|larger|lighter|higher|lower|from|cheaper|faster)\b")
_HALF_MORE = re.compile(r"(?:[\s-]*|\s+(?:[^\W\d_]+\s+)?(?:and a|and|y|et|e|с|и|und|und eine?|aur|और|و)\s*)", re.IGNORECASE)
_MONTH_BEFORE = re.compile(r"(?:\d|in|of|by|since|until|from|early|late|mid|last|next)[\s.-]*$", re.IGNORECASE)
_HEDGES = (Hedge.OVER, Hedge.NEAR, Hedge.UNDER)
_PAST_NOON = {"p": 720, "a": 0}
_HALF_DAY = re.compile(r"\s*([ap])\.?\s?m\b", re.IGNORECASE)
_CHINESE = {"港元": "HKD", "英镑": "GBP", "卢比": "INR", "卢布": "RUB", "里拉": "TRY", "克朗": "CROWN", "美分": "CENT"}
_CHINESE |= {"元": "CNY", "人民币": "CNY", "美元": "USD", "欧元": "EUR", "日元": "JPY"}
_LETTERS = re.compile(r"[^\W\d_]+")
_JOINS = ("", " ", "-", "‑", "\u00a0")


@dataclass(slots=True)
class _Piece:
    """A part of the text that means something in numbers."""

    kind: str
    start: int
    end: int
    text: str
    word: Word | None = None


def quantities(text: str, language: str = "en", published: date | None = None) -> list[Quantity]:
    """Return what a text names in numbers, in digits of any script or in the words of a language (an IETF tag).

    With the day of its publication, what *last year* or *yesterday* stands for is among them, as not sure.
    """
    words = grammar(language)
    found = list(_Text(text, words).read())
    if published:
        found += _relative(text, found, published)
    return found


class _Text:
    """A text that is read from left to right."""

    def __init__(self, text: str, words: Grammar) -> None:
        self.text = text
        self.words = words
        self.pieces = list(self._pieces())
        self.at = 0

    def read(self) -> Iterator[Quantity]:
        """Yield what the text names, in its order."""
        before: Quantity | None = None
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            self.at += 1
            found = self._quantity(piece)
            if found is None:
                continue
            if before is not None:
                joined = self._put_together(before, found)
                if joined is None:
                    yield before
                else:
                    found = joined
            before = found
        if before is not None:
            yield before

    def _pieces(self) -> Iterator[_Piece]:
        """Yield the parts that mean something in numbers."""
        for match in _TOKEN.finditer(self.text):
            kind = match.lastgroup or ""
            kind = "time" if kind in ("minute", "minutes", "hour") else "number" if kind == "mark" else kind
            piece = match.group()
            if kind == "word":
                if word := self.words.word(piece):
                    yield _Piece("word", match.start(), match.end(), piece, word)
            elif kind != "han" or not self.text.startswith(_NO_NUMBER, match.start()):
                yield _Piece(kind, match.start(), match.end(), piece)

    def _quantity(self, piece: _Piece) -> Quantity | None:
        """Read the quantity that begins with a piece."""
        span = (piece.start, piece.end)
        match piece.kind:
            case "name":
                return Quantity(Kind.NAME, Fraction(0), piece.text.upper(), span=span)
            case "time":
                hour, minute = re.split("[:h]", piece.text)[:2]
                return self._time(piece.start, piece.end, int(hour), int(minute))
            case "day":
                return Quantity(Kind.YEAR, Fraction(int(piece.text[:4])), span=span)
            case "symbol":
                sure = piece.text != "元" or self._behind_number(piece.start)
                unit = _SYMBOLS.get(piece.text) or _CHINESE[piece.text]
                return Quantity(Kind.CURRENCY, Fraction(0), unit, span=span, sure=sure)
            case "vulgar":
                return self._share(piece.start, piece.end, 100 * _VULGAR[piece.text])
            case "first":
                return Quantity(Kind.RANK, Fraction(1), span=span)
            case "word" if piece.word:
                return self._of_word(piece, piece.word)
        return self._number(piece)

    def _of_word(self, piece: _Piece, word: Word) -> Quantity | None:
        """Read what begins with a word."""
        start, end = piece.start, piece.end
        match word.role:
            case Role.UNIT:
                return self._number(piece)
            case Role.SCALE if word.alone or _ARTICLE.search(self._before(start)):
                return self._number(piece)
            case Role.RANK:
                return self._rank(piece, word)
            case Role.SHARE:
                sure = word.sure or bool(_ARTICLE.search(self._before(start)))
                return self._share(start, end, word.value, sure)
            case Role.MULTIPLE:
                return Quantity(Kind.NUMBER, word.value, span=(start, end), sure=word.sure)
            case Role.MONTH:
                return Quantity(Kind.MONTH, word.value, span=(start, end), sure=self._is_month(piece, word))
            case Role.CURRENCY:
                sure = word.sure or self._behind_number(start)
                return Quantity(Kind.CURRENCY, Fraction(0), word.unit, span=(start, end), sure=sure)
        return None

    # ---- numbers ----

    def _number(self, piece: _Piece) -> Quantity | None:
        """Read a number in digits or words, its scale, and what stands around it: percent, a month, a currency."""
        start, sure = piece.start, True
        bare = piece.kind == "number" and len(piece.text) == 4 and piece.text.isdecimal()
        if piece.kind == "word":
            value, end, sure = self._words_from(piece)
        elif piece.kind == "han":
            value, end, sure = _han(piece.text), piece.end, piece.text not in _UNSURE_HAN
            if piece.text in ("半", "一半"):
                return self._share(start, end, Fraction(50))
        else:
            value, end = self._digits(piece.text), piece.end
            attached = _LETTERS.match(self.text, end)
            if attached and (found := self._attached(start, end, value, attached)):
                return found
        scaled, after = self._scaled(value, end, piece)
        bare = bare and after == end
        value, end = scaled, after
        behind = fold(self.text[end : end + 24])
        if behind.startswith("分之") and self.at < len(self.pieces):
            part = self._number(self._next())
            return part and self._share(start, part.span[1], part.value * 100 / value)
        if behind.lstrip(" \u00a0\u202f-").startswith(_PERCENT) or self._before(start).endswith(_PERCENT_BEFORE):
            return self._share(start, end, value, sure)
        if half := _HALF_DAY.match(behind):
            return self._time(start, end + half.end(), int(value), 0)
        if behind.startswith("月") or self._before(start).endswith("tháng "):
            return Quantity(Kind.MONTH, value, span=(start, end), sure=sure)
        if self.text[start - 1 : start] == "第" or self._before(start).endswith("thứ "):
            return Quantity(Kind.RANK, value, span=(start, end))
        hedge = self._hedge(start, end)
        if bare and 1900 <= value < 2100 and hedge is not Hedge.OVER:
            return Quantity(Kind.YEAR, value, span=(start, end))
        if self._beside_month(start, end):
            return Quantity(Kind.DAY, value, span=(start, end), sure=sure)
        return Quantity(Kind.NUMBER, value, self._currency(start, end), hedge, (start, end), sure)

    def _next(self) -> _Piece:
        """Take the next piece."""
        self.at += 1
        return self.pieces[self.at - 1]

    def _digits(self, text: str) -> Fraction:
        """Read digits with their grouping and decimal marks."""
        marks = [letter for letter in text if not letter.isdecimal()]
        decimal = ""
        if marks and marks[-1] in ".,٫":
            tail = text.rpartition(marks[-1])[2]
            alone = len(marks) == 1
            own = "," if self.words.comma else "."
            if len(tail) != 3 or marks[-1] == "٫" or (not alone and marks[-1] != marks[0]):
                decimal = marks[-1]
            elif alone and (marks[-1] == own or not self.words.code) and (int(tail) or text[0] == "0"):
                decimal = marks[-1]
        whole, _, tail = text.rpartition(decimal) if decimal else (text, "", "")
        digits = int("".join(filter(str.isdecimal, whole)))
        return Fraction(digits) + (Fraction(int(tail), 10 ** len(tail)) if tail else 0)

    def _attached(self, start: int, end: int, value: Fraction, letters: re.Match[str]) -> Quantity | None:
        """Read letters that stand right behind digits: 5G is a name, 3rd a rank, $50M has a scale."""
        written = letters.group()
        if written in ("G", "D", "P") or (written == "K" and value in (2, 4, 8)):
            return Quantity(Kind.NAME, Fraction(0), self.text[start : letters.end()].upper(), span=(start, letters.end()))
        scale = {"M": 10**6, "m": 10**6, "B": 10**9, "b": 10**9, "K": 1000}.get(written)
        if scale and (written == "K" or self._currency(start, end)):
            return Quantity(
                Kind.NUMBER, value * scale, self._currency(start, end), self._hedge(start, end), (start, letters.end())
            )
        if not self.words.code == "zh" and ORDINAL_ENDING.match(fold(written)):
            return Quantity(Kind.RANK, value, span=(start, letters.end()))
        return None

    def _scaled(self, value: Fraction, end: int, piece: _Piece) -> tuple[Fraction, int]:
        """Multiply a number with the scales behind it: 50 mil milhões, 500亿."""
        while self.at < len(self.pieces) and piece.kind != "word":
            following = self.pieces[self.at]
            gap = self.text[end : following.start]
            if following.kind == "han" and gap.strip() in ("", "多", "余") and following.text[0] in _HAN_SCALES:
                for letter in following.text:
                    value *= _HAN_SCALES.get(letter, 1)
            elif following.word and following.word.role is Role.SCALE and gap in _JOINS:
                value *= following.word.value
            else:
                break
            end = following.end
            self.at += 1
        return value, end

    def _words_from(self, piece: _Piece) -> tuple[Fraction, int, bool]:
        """Read a number in words: two hundred and five thousand."""
        total, group, last = Fraction(0), Fraction(0), Fraction(0)
        sure, end, count = False, piece.end, 0
        following: _Piece | None = piece
        while following and following.word:
            word = following.word
            if word.role is Role.UNIT:
                if count and not _adds(group, word.value, self.words.code):
                    break
                group, last = _added(group, word.value, self.words.code)
            elif word.role is Role.TEN_MORE:
                group += 10
            elif word.role is Role.SCALE and word.value < 1000:
                group += (last or 1) * word.value - last
                last = (last or 1) * word.value
            elif word.role is Role.SCALE:
                if total and not group:
                    total *= word.value
                else:
                    total, group, last = total + (group or 1) * word.value, Fraction(0), Fraction(0)
            else:
                break
            count += 1
            sure = sure or word.sure
            end = following.end
            if count > 1:
                self.at += 1
            following = self.pieces[self.at] if self.at < len(self.pieces) else None
            if following and not self._joined(end, following.start, following.text):
                break
        return total + group, end, sure

    def _joined(self, end: int, start: int, text: str) -> bool:
        """Say whether only a blank, a hyphen or *and* stands between two words of a number."""
        gap = self.text[end:start]
        joined = gap in _JOINS or fold(gap.strip(" -")) in self.words.joiners
        return joined and (gap in _JOINS or len(gap) < 6)

    # ---- shares, ranks, times ----

    def _rank(self, piece: _Piece, word: Word) -> Quantity | None:
        """Read an ordinal; `the first five` is no rank, and `a third of` is a share."""
        start, end, value, sure = piece.start, piece.end, word.value, word.sure
        before = self._before(start)
        if value > 2 and self.words.code == "en":
            numerator = re.search(r"\b(an?|one) $", before)
            if numerator and _OF_SHARE.match(self.text, end):
                return self._share(start, end, Fraction(100, int(value)))
        if value == 1 and (self._near_number(start, end)):
            return None
        if value == 2 and self.words.code == "en" and re.search(r"\b(?:a|per|split|every) $|\d\s?-?$", before):
            sure = False
        return Quantity(Kind.RANK, value, span=(start, end), sure=sure)

    def _near_number(self, start: int, end: int) -> bool:
        """Say whether a number stands right before or behind: the 15 first."""
        for other in self.pieces[max(0, self.at - 2) : self.at + 1]:
            number = other.kind in ("number", "han") or (other.word and other.word.role is Role.UNIT and other.word.value > 1)
            near = self.text[other.end : start].strip() == "" or self.text[end : other.start].strip() == ""
            if number and other.start != start and near and (other.end <= start or other.start >= end):
                return True
        return False

    def _share(self, start: int, end: int, value: Fraction, sure: bool = True) -> Quantity:
        """Make a share, with its hedge."""
        return Quantity(Kind.SHARE, value, "", self._hedge(start, end), (start, end), sure)

    def _time(self, start: int, end: int, hour: int, minute: int) -> Quantity:
        """Make a time of the day; a. m. and p. m. may stand behind it."""
        if half := _HALF_DAY.match(self.text, end) or re.search(r"([ap])\.?\s?m$", fold(self.text[start:end])):
            hour = hour % 12 + (12 if half[1].lower() == "p" else 0)
        return Quantity(Kind.TIME, Fraction(60 * hour + minute), span=(start, end))

    def _put_together(self, one: Quantity, two: Quantity) -> Quantity | None:
        """Join what two quantities say together: three and a half, two thirds, the range of 10 to 15 percent."""
        if one.kind is not Kind.NUMBER or two.kind is not Kind.SHARE:
            return None
        gap = self.text[one.span[1] : two.span[0]]
        span = (one.span[0], two.span[1])
        if two.value == 50 and one.value.denominator == 1 and _HALF_MORE.fullmatch(gap):
            return replace(one, value=one.value + Fraction(1, 2), span=span, sure=True)
        if gap in _JOINS and two.value < 50 and self.text[two.span[0]].isalpha() and one.value < 10:
            return replace(two, value=one.value * two.value, hedge=one.hedge, span=span, sure=True)
        return None

    # ---- what stands around ----

    def _before(self, start: int) -> str:
        """Return the text before a place, folded."""
        return " " + fold(self.text[max(0, start - 32) : start])

    def _hedge(self, start: int, end: int) -> Hedge | None:
        """Find the hedge of a number before or behind it."""
        before = self._before(start).rstrip(" \u00a0$€£¥₹(“\"«„'‘-–")
        if before.endswith(("us", "rmb", "rp", "rs")):
            before = before.rstrip("usrmbp").rstrip()
        behind = fold(self.text[end : end + 24]).lstrip(" '’")
        short = _ARTICLE.sub("", before).rstrip()
        for hedge, ahead, after in zip(_HEDGES, self.words.before, self.words.behind, strict=True):
            if before.endswith(ahead) or short.endswith(ahead):
                return self._true_hedge(hedge, before, behind)
            if after and behind.startswith(after):
                return hedge
        return None

    def _true_hedge(self, hedge: Hedge, before: str, behind: str) -> Hedge | None:
        """Except *over five years* and the ends of ranges (*from 7 until 20*)."""
        if hedge is Hedge.OVER and before.endswith((" over", " über")) and behind.startswith(tables.PERIODS):
            return None
        if hedge is Hedge.UNDER and any(map(str.isdigit, before)):
            return None
        return hedge

    def _is_month(self, piece: _Piece, word: Word) -> bool:
        """Say whether a word is the name of a month and nothing else (May, März, Ocak)."""
        if self.words.code in ("en", "de", "tr", "id", "hi-latn") and not piece.text[0].isupper():
            return False
        if piece.text in ("May", "March", "Mai", "Mart", "Ekim", "Ocak", "Kasım"):
            return bool(_MONTH_BEFORE.search(self._before(piece.start)) or re.match(r"\s+\d", self.text[piece.end :]))
        return word.sure

    def _beside_month(self, start: int, end: int) -> bool:
        """Say whether a number is the day of a month."""
        if self.text.startswith(("日", "号"), end):
            return True
        last, following = self.pieces[max(0, self.at - 2)], self.pieces[self.at] if self.at < len(self.pieces) else None
        if following and following.word and following.word.role is Role.MONTH and following.start - end < 5:
            return True
        return bool(last.word and last.word.role is Role.MONTH and last.end <= start and start - last.end < 3)

    def _behind_number(self, start: int) -> bool:
        """Say whether a number ends right before a place."""
        before = self.text[max(0, start - 4) : start].rstrip()
        last = self.pieces[max(0, self.at - 2)]
        return before[-1:].isdigit() or (last.end < start + 1 and start - last.end <= 4 and last.kind != "symbol")

    def _currency(self, start: int, end: int) -> str:
        """Return the currency right before or behind a number."""
        before = self.text[max(0, start - 2) : start].strip()
        if before and before[-1] in _SYMBOLS:
            return _SYMBOLS[before[-1]]
        following = self.pieces[self.at] if self.at < len(self.pieces) else None
        if following is None or following.start - end > 4:
            return ""
        if following.kind == "symbol":
            return _SYMBOLS.get(following.text) or _CHINESE[following.text]
        return following.word.unit if following.word and following.word.role is Role.CURRENCY else ""


_UNSURE_HAN = frozenset("一百千万亿十半")


def _han(text: str) -> Fraction:
    """Read Chinese numerals: 二百五十万."""
    total = section = digit = 0
    for letter in text:
        if letter in _HAN_DIGITS:
            digit = digit * 10 + _HAN_DIGITS[letter]
        elif (scale := _HAN_SCALES.get(letter, 1)) >= 10**4:
            total, section, digit = (total + section + digit or 1) * scale, 0, 0
        elif scale > 1:
            section, digit = section + (digit or 1) * scale, 0
    half = Fraction(1, 2) if text.endswith("半") else 0
    return total + section + digit + half


def _adds(group: Fraction, value: Fraction, code: str) -> bool:
    """Say whether a word goes on with a number: twenty-two, soixante-dix, خمسة وعشرون."""
    if code == "fr" and group == 4 and value == 20:
        return True
    if code == "ar" and 0 < group < 10 and value >= 20:
        return True
    return bool(group == 0 or (value < 10 and group % 10 == 0) or (value < 20 and group % 20 == 0) or group % 100 == 0)


def _added(group: Fraction, value: Fraction, code: str) -> tuple[Fraction, Fraction]:
    """Add a word to a number; the second value is what a scale behind it multiplies."""
    if code == "fr" and group == 4 and value == 20:
        return Fraction(80), Fraction(80)
    return group + value, value


def _relative(text: str, found: list[Quantity], published: date) -> list[Quantity]:
    """Return the years and days that a text names by their distance from its publication."""
    folded = fold(text)
    years = {distance for distance, phrases in _YEARS.items() if any(phrase in folded for phrase in phrases)}
    if any(phrase in folded for phrase in _AGO):
        years |= {-int(each.value) for each in found if each.kind is Kind.NUMBER and each.value <= 100} | {-1, -2}
    days = [published + timedelta(distance) for distance, all_ in _DAYS.items() if any(each in folded for each in all_)]
    dated = [(Kind.YEAR, published.year + distance) for distance in years]
    for day in days:
        dated += [(Kind.YEAR, day.year), (Kind.MONTH, day.month), (Kind.DAY, day.day)]
    return [Quantity(kind, Fraction(value), sure=False) for kind, value in dated]


_YEARS = {distance: tuple(map(fold, phrases.split("/"))) for distance, phrases in tables.YEARS.items()}
_DAYS = {distance: tuple(map(fold, phrases.split("/"))) for distance, phrases in tables.DAYS.items()}
_AGO = tuple(map(fold, tables.AGO.split("/")))
