"""The reader: a text's words and digits become quantities, from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bot.facts.numbers import hedges
from bot.facts.numbers import words as tables
from bot.facts.numbers.grammar import ORDINAL_ENDING, Grammar, Role, Value, Word, fold
from bot.facts.numbers.quantity import Hedge, Kind, Quantity

_SIGNS = (
    r"\u0900-\u0903\u093a-\u094d\u0962\u0963\u064b-\u065f\u0670\u0300-\u036f"  # parts of a word, to Unicode no letters
)
_HAN = r"\u3400-\u9fff"
_HAN_NUMERALS = "零〇一二两兩三四五六七八九十百千万萬亿億半"
_BLANK = "\u00a0\u202f\u2009 "
_WORDS = rf"""
    (?P<word>   (?: [^\W\d_{_HAN}] | [{_SIGNS}] )++ (?!\d) | (?:rmb|cny|usd|us|eur|gbp|rs|inr|rp) (?=\d) )
"""
_SIGNED = rf"""
    (?P<name>   (?<![^\W_]) (?!(?:rmb|cny|usd|us|eur|gbp|rs|inr|rp)\d) [a-z]+ \d \w* )
  | (?P<time>   (?<!\d) (?P<hour>[01]?\d|2[0-4]) (?: :(?P<minute>[0-5]\d) | h(?P<minutes>[0-5]\d) ) (?!\d) )
  | (?P<date>   (?<!\d) (?: \d{{4}}-\d\d?-\d\d? | \d\d?(?P<dot>[./])\d\d?(?P=dot)\d{{4}} ) (?!\d) )
  | (?P<number> \d{{1,3}} (?: (?P<mark>[.,'’٬،{_BLANK}]) \d{{3}} (?: (?P=mark) \d{{3}} )* (?!\d) (?: [.,٫] \d+ )?
                            | (?: ,\d\d )+ ,\d{{3}} (?!\d) )
              | \d+ (?: [.,٫] \d+ )? )
  | (?P<first>  首 (?=[家个次款位名批项只届部座条台艘]) )
  | (?P<han>    [{_HAN_NUMERALS}]+ )
  | (?P<symbol> [$€£¥￥₹₽₺₫₩元] | 人民币 | [美欧日港]元 | 英镑 | 卢比 | 卢布 | 里拉 | 克朗 | 美分 )
  | (?P<vulgar> [½¼¾⅓⅔] )
"""
_TOKEN = re.compile(f"{_WORDS}|{_SIGNED}", re.VERBOSE)
_TOKEN_BUT_WORDS = re.compile(_SIGNED, re.VERBOSE)
_DIGIT = re.compile(
    rf"[\d{_HAN_NUMERALS}首$€£¥￥₹₽₺₫₩元美欧日港英卢里克½¼¾⅓⅔]|人民币"
)  # any of them begins a piece that is no word
_WORD = re.compile(rf"(?:[^\W\d_{_HAN}]|[{_SIGNS}])+")
_VULGAR = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3)}
_HAN_DIGITS = dict(zip("零〇一二两兩三四五六七八九", (0, 0, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_NO_NUMBER = (
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
_SYMBOLS = dict(each.split("=") for each in tables.SYMBOLS.split())
_PERCENT = tuple(tables.PERCENT.split("/"))
_PERCENT_BEFORE = tuple(tables.PERCENT_BEFORE.split("/"))
_ARTICLES = frozenset(
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
_OF_SHARE = re.compile(r"\s*(?:of|less|more|fewer|smaller|larger|lighter|higher|lower|from|cheaper|faster)\b")
_HALF_MORE = re.compile(
    r"(?:[\s-]*|\s+(?:[^\W\d_]+\s+)?(?:and a|and|y|et|e|с|и|und|und eine?|aur|और|و)\s*)", re.IGNORECASE
)
_MONTH_BEFORE = re.compile(r"(?:\d|in|of|by|since|until|from|early|late|mid|last|next)[\s.-]*$", re.IGNORECASE)
_DAY_SIGNS = ("日", "号")
_MONTH_BESIDE = re.compile(r"(\d+)月$")
_MONTH_BEHIND = re.compile(r"\s*tháng (\d+)")
_RANGE = re.compile(r"\d\s*(?:[^\W\d_]+\s+)?(?:до|hingga|sampai|hasta|até|up to|đến|حتى|bis zu)$")  # from 7 until
_ONE = re.compile(r"(?<![^\W_])(?:an?|one|un|una|une|um|uma|eine?[nmr]?) *$")
_HEDGES = (Hedge.OVER, Hedge.NEAR, Hedge.UNDER)
_PAST_NOON = {"p": 720, "a": 0}
_HALF_DAY = re.compile(r"\s*([ap])\.?\s?m\b", re.IGNORECASE)
_CHINESE = {"港元": "HKD", "英镑": "GBP", "卢比": "INR", "卢布": "RUB", "里拉": "TRY", "克朗": "CROWN", "美分": "CENT"}
_CHINESE |= {"元": "CNY", "人民币": "CNY", "美元": "USD", "欧元": "EUR", "日元": "JPY"}
_LETTERS = re.compile(rf"[^\W\d_{_HAN}]+")
_JOINS = ("", " ", "-", "‑", "\u00a0")


class _Piece(NamedTuple):
    """A part of the text that means something in numbers."""

    kind: str
    start: int
    end: int
    text: str
    word: Word | None = None


class Reader:
    """A text that is read from left to right."""

    def __init__(self, text: str, words: Grammar) -> None:
        self.written = text
        self.places: list[int] = []  # where each character of the folded text stands in the text, if not in the same
        self.text = fold(text)
        if len(self.text) != len(text):
            folded = [(place, fold(letter)) for place, letter in enumerate(text)]
            self.places = [place for place, letters in folded for _ in letters]
            self.text = "".join(letters for _, letters in folded)
        self.words = words
        self.pieces = list(self._pieces())
        self.at = 0

    def read(self) -> list[Quantity]:
        """Return what the text names, in its order."""
        found: list[Quantity] = []
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            self.at += 1
            if piece.kind == "date":
                found += _date(piece)
                continue
            quantity = self._quantity(piece)
            if quantity is None:
                continue
            joined = self._put_together(found[-1], quantity) if found else None
            if joined:
                found[-1] = joined
            else:
                found.append(quantity)
        if self.places:
            found = [Quantity(*each[:4], self._place(each.span), each.sure) for each in found]
        return found

    def _place(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return where a part of the folded text stands in the text as it was written."""
        return (self.places[span[0]], self.places[span[1] - 1] + 1) if self.places else span

    def _as_written(self, start: int, end: int) -> str:
        """Return a part of the text with its capitals."""
        return self.written[slice(*self._place((start, end)))]

    def _pieces(self) -> Iterator[_Piece]:
        """Yield the parts that mean something in numbers."""
        known = self.words.words.get
        wordless = self.words.words.keys().isdisjoint(_WORD.findall(self.text))
        if wordless and not _DIGIT.search(self.text):
            return
        for match in (_TOKEN_BUT_WORDS if wordless else _TOKEN).finditer(self.text):
            kind = match.lastgroup or ""
            kind = "time" if kind in ("minute", "minutes", "hour") else "number" if kind == "mark" else kind
            kind = "date" if kind == "dot" else kind
            piece = match.group()
            if kind == "word":
                if word := known(piece):
                    yield _Piece("word", *match.span(), piece, word)
            elif kind != "han" or not _is_no_number(self.text, match.start()):
                yield _Piece(kind, *match.span(), piece)

    def _quantity(self, piece: _Piece) -> Quantity | None:
        """Read the quantity that begins with a piece."""
        span = (piece.start, piece.end)
        match piece.kind:
            case "name":
                return Quantity(Kind.NAME, 0, piece.text.upper(), span=span)
            case "time":
                hour, minute = re.split("[:h]", piece.text)[:2]
                return self._time(piece.start, piece.end, int(hour), int(minute))
            case "symbol":
                sure = piece.text != "元" or self._behind_number(piece.start)
                unit = _SYMBOLS.get(piece.text) or _CHINESE[piece.text]
                return Quantity(Kind.CURRENCY, 0, unit, span=span, sure=sure)
            case "vulgar":
                return self._share(piece.start, piece.end, 100 * _VULGAR[piece.text])
            case "first":
                return Quantity(Kind.RANK, 1, span=span)
            case "word" if piece.word:
                return self._of_word(piece, piece.word)
        return self._number(piece)

    def _of_word(self, piece: _Piece, word: Word) -> Quantity | None:
        """Read what begins with a word."""
        start, end = piece.start, piece.end
        match word.role:
            case Role.UNIT:
                return self._number(piece)
            case Role.SCALE if word.alone or _ONE.search(self._before(start)):
                return self._number(piece)
            case Role.RANK:
                return self._rank(piece, word)
            case Role.SHARE:
                sure = word.sure or bool(_ONE.search(self._before(start)))
                return self._share(start, end, word.value, sure)
            case Role.MULTIPLE:
                return Quantity(Kind.NUMBER, word.value, span=(start, end), sure=word.sure)
            case Role.MONTH:
                return Quantity(Kind.MONTH, word.value, span=(start, end), sure=self._is_month(piece, word))
            case Role.CURRENCY:
                sure = word.sure or self._behind_number(start)
                return Quantity(Kind.CURRENCY, 0, word.unit, span=(start, end), sure=sure)
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
                return self._share(start, end, 50)
        else:
            value, end = self._digits(piece.text), piece.end
            attached = _LETTERS.match(self.text, end) if self.text[end : end + 1].isalpha() else None
            if attached and (found := self._attached(start, end, value, attached)):
                return found
        scaled, after = self._scaled(value, end, piece)
        bare = bare and after == end
        value, end = scaled, after
        behind = self.text[end : end + 24]
        if behind.startswith("分之") and self.at < len(self.pieces):
            part = self._number(self._next())
            return part and self._share(start, part.span[1], Fraction(part.value * 100) / value)
        if behind.lstrip(" \u00a0\u202f-").startswith(_PERCENT) or self._before(start).endswith(_PERCENT_BEFORE):
            return self._share(start, end, value, sure)
        if value <= 12 and (half := _HALF_DAY.match(behind)):
            return self._time(start, end + half.end(), int(value), 0)
        if behind.startswith("月") or self._before(start).endswith("tháng "):
            return Quantity(Kind.MONTH, value, span=(start, end), sure=sure)
        if self.text[start - 1 : start] == "第" or self._before(start).endswith("thứ "):
            return Quantity(Kind.RANK, value, span=(start, end))
        hedge = self._hedge(start, end)
        if bare and 1900 <= value < 2100 and hedge is not Hedge.OVER:
            return Quantity(Kind.YEAR, value, span=(start, end))
        if month := self._month_of_day(start, end):
            return Quantity(Kind.DAY, value, month, span=(start, end), sure=sure)
        return Quantity(Kind.NUMBER, value, self._currency(start, end), hedge, (start, end), sure)

    def _next(self) -> _Piece:
        """Take the next piece."""
        self.at += 1
        return self.pieces[self.at - 1]

    def _digits(self, text: str) -> Value:
        """Read digits with their grouping and decimal marks."""
        if text.isdecimal():
            return int(text)
        marks = [letter for letter in text if not letter.isdecimal()]
        decimal = ""
        if marks and marks[-1] in ".,٫":
            tail = text.rpartition(marks[-1])[2]
            alone = len(marks) == 1
            own = "," if self.words.comma else "."
            if (
                len(tail) != 3
                or marks[-1] == "٫"
                or (not alone and marks[-1] != marks[0])
                or (alone and (marks[-1] == own or not self.words.code) and (int(tail) or text[0] == "0"))
            ):
                decimal = marks[-1]
        whole, _, tail = text.rpartition(decimal) if decimal else (text, "", "")
        digits = int("".join(filter(str.isdecimal, whole)))
        return Fraction(int(f"{digits}{tail}"), 10 ** len(tail)) if tail else digits

    def _attached(self, start: int, end: int, value: Value, letters: re.Match[str]) -> Quantity | None:
        """Read letters that stand right behind digits: 5G is a name, 3rd a rank, $50M has a scale."""
        written = self._as_written(*letters.span())
        if written in ("G", "D", "P") or (written == "K" and value in (2, 4, 8)):
            return Quantity(Kind.NAME, 0, self.text[start : letters.end()].upper(), span=(start, letters.end()))
        scale = {"M": 10**6, "m": 10**6, "B": 10**9, "b": 10**9, "K": 1000}.get(written)
        if scale and (written == "K" or self._currency(start, end)):
            return Quantity(
                Kind.NUMBER, value * scale, self._currency(start, end), self._hedge(start, end), (start, letters.end())
            )
        if self.words.code != "zh" and ORDINAL_ENDING.match(letters.group()):
            return Quantity(Kind.RANK, value, span=(start, letters.end()))
        return None

    def _scaled(self, value: Value, end: int, piece: _Piece) -> tuple[Value, int]:
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

    def _words_from(self, piece: _Piece) -> tuple[Value, int, bool]:
        """Read a number in words: two hundred and five thousand."""
        total: Value = 0
        group: Value = 0
        last: Value = 0
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
                    total, group, last = total + (group or 1) * word.value, 0, 0
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
        joined = gap in _JOINS or gap.strip(" -") in self.words.joiners
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
            number = other.kind in ("number", "han") or (
                other.word and other.word.role is Role.UNIT and other.word.value > 1
            )
            gap = self.text[other.end : start] if other.end <= start else self.text[end : other.start]
            if number and other.start != start and not gap.strip():
                return True
        return False

    def _share(self, start: int, end: int, value: Value, sure: bool = True) -> Quantity:
        """Make a share, with its hedge."""
        return Quantity(Kind.SHARE, value, "", self._hedge(start, end), (start, end), sure)

    def _time(self, start: int, end: int, hour: int, minute: int) -> Quantity:
        """Make a time of the day; a. m. and p. m. may stand behind it."""
        if half := _HALF_DAY.match(self.text, end) or re.search(r"([ap])\.?\s?m$", self.text[start:end]):
            hour = hour % 12 + (12 if half[1].lower() == "p" else 0)
        return Quantity(Kind.TIME, 60 * hour + minute, span=(start, end))

    def _put_together(self, one: Quantity, two: Quantity) -> Quantity | None:
        """Join what two quantities say together: three and a half, two thirds, the range of 10 to 15 percent."""
        if one.kind is not Kind.NUMBER or two.kind is not Kind.SHARE:
            return None
        gap = self.text[one.span[1] : two.span[0]]
        span = (one.span[0], two.span[1])
        if not one.sure and gap in _JOINS and one.value == 1:
            return Quantity(two.kind, two.value, "", one.hedge or two.hedge, span)  # một nửa
        if two.value == 50 and one.value.denominator == 1 and _HALF_MORE.fullmatch(gap):
            return Quantity(one.kind, one.value + Fraction(1, 2), one.unit, one.hedge, span)
        if gap in _JOINS and two.value < 50 and self.text[two.span[0]].isalpha() and one.value < 10:
            return Quantity(two.kind, one.value * two.value, "", one.hedge, span)
        return None

    # ---- what stands around ----

    def _before(self, start: int) -> str:
        """Return the text before a place, folded."""
        return " " + self.text[max(0, start - 32) : start]

    def _hedge(self, start: int, end: int) -> Hedge | None:
        """Find the hedge of a number before or behind it."""
        before = self._before(start).rstrip(" \u00a0$€£¥₹(“\"«„'‘-–")
        if before.endswith(("us", "rmb", "rp", "rs")):
            before = before.rstrip("usrmbp").rstrip()
        behind = self.text[end : end + 24].lstrip(" '’")
        rest, _, last = before.rpartition(" ")
        short = rest if last in _ARTICLES else before
        for hedge, ahead, after in zip(_HEDGES, self.words.before, self.words.behind, strict=True):
            if before.endswith(ahead) or short.endswith(ahead):
                return self._true_hedge(hedge, before, behind)
            if after and behind.startswith(after):
                return hedge
        return None

    def _true_hedge(self, hedge: Hedge, before: str, behind: str) -> Hedge | None:
        """Except *over five years* and the ends of ranges (*from 7 until 20*)."""
        if hedge is Hedge.OVER and before.endswith((" over", " über")) and behind.startswith(hedges.PERIODS):
            return None
        if hedge is Hedge.UNDER and _RANGE.search(before):
            return None
        return hedge

    def _is_month(self, piece: _Piece, word: Word) -> bool:
        """Say whether a word is the name of a month and nothing else (May, März, Ocak)."""
        written = self._as_written(piece.start, piece.end)
        if self.words.code in ("en", "de", "tr", "id", "hi-latn") and not written[:1].isupper():
            return False
        if len(written) <= 3 or written in ("March", "Mart", "Ekim", "Ocak", "Kasım"):
            return bool(
                _MONTH_BEFORE.search(self._before(piece.start)) or re.match(r"[.\s]+\d", self.text[piece.end :])
            )
        return word.sure

    def _month_of_day(self, start: int, end: int) -> str:
        """Return the number of the month that a day stands beside, empty if there is none."""
        if found := _MONTH_BESIDE.search(self._before(start)) if self.text.startswith(_DAY_SIGNS, end) else None:
            return found[1]
        if found := _MONTH_BEHIND.match(self.text, end):
            return str(int(found[1]))
        following = self.pieces[self.at] if self.at < len(self.pieces) else None
        if following and following.word and following.word.role is Role.MONTH and following.start - end < 5:
            return str(following.word.value)
        last = self.pieces[max(0, self.at - 2)]
        near = last.word and last.word.role is Role.MONTH and last.end <= start and start - last.end < 3
        return str(last.word.value) if near and last.word else ""

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


def _date(piece: _Piece) -> Iterator[Quantity]:
    """Read a date in digits; with strokes, the day may stand before the month or behind it."""
    parts = [int(part) for part in re.split(r"[-./]", piece.text)]
    year, month, day = parts if parts[0] > 31 else parts[::-1]
    span = (piece.start, piece.end)
    yield Quantity(Kind.YEAR, year, span=span)
    for first, second in ((day, month), (month, day)) if "/" in piece.text else ((day, month),):
        yield Quantity(Kind.DAY, first, str(second), span=span, sure="/" not in piece.text)
        yield Quantity(Kind.MONTH, second, span=span, sure="/" not in piece.text)


def _is_no_number(text: str, start: int) -> bool:
    """Say whether a Chinese numeral is part of a word, or of the name of a day."""
    return text.startswith(_NO_NUMBER, start) or text[max(0, start - 2) : start].endswith(("周", "星期", "礼拜"))


def _han(text: str) -> Value:
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


def _adds(group: Value, value: Value, code: str) -> bool:
    """Say whether a word goes on with a number: twenty-two, soixante-dix, خمسة وعشرون."""
    if code == "fr" and group == 4 and value == 20:
        return True
    if code == "ar" and 0 < group < 10 and value >= 20:
        return True
    return bool(group == 0 or (value < 10 and group % 10 == 0) or (value < 20 and group % 20 == 0) or group % 100 == 0)


def _added(group: Value, value: Value, code: str) -> tuple[Value, Value]:
    """Add a word to a number; the second value is what a scale behind it multiplies."""
    if code == "fr" and group == 4 and value == 20:
        return 80, 80
    return group + value, value
