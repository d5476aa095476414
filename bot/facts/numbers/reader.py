"""The reader: a text's words and digits become quantities, from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from bot.facts.numbers import patterns
from bot.facts.numbers.arithmetic import added, adds, han
from bot.facts.numbers.grammar import ORDINAL_ENDING, Role, Value, Word
from bot.facts.numbers.pieces import Piece, Pieces
from bot.facts.numbers.quantity import Hedge, Kind, Quantity

MAX_DIGITS = 100


class Reader(Pieces):
    """A text that is read from left to right."""

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

    def _quantity(self, piece: Piece) -> Quantity | None:
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
                unit = patterns.SYMBOLS.get(piece.text) or patterns.CHINESE[piece.text]
                return Quantity(Kind.CURRENCY, 0, unit, span=span, sure=sure)
            case "vulgar":
                return self._share(piece.start, piece.end, 100 * patterns.VULGAR[piece.text])
            case "first":
                return Quantity(Kind.RANK, 1, span=span)
            case "word" if piece.word:
                return self._of_word(piece, piece.word)
        return self._number(piece)

    def _of_word(self, piece: Piece, word: Word) -> Quantity | None:
        """Read what begins with a word."""
        start, end = piece.start, piece.end
        match word.role:
            case Role.UNIT:
                return self._number(piece)
            case Role.SCALE if word.alone or patterns.ONE.search(self._before(start)):
                return self._number(piece)
            case Role.RANK:
                return self._rank(piece, word)
            case Role.SHARE:
                sure = word.sure or bool(patterns.ONE.search(self._before(start)))
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

    def _number(self, piece: Piece) -> Quantity | None:
        """Read a number in digits or words, its scale, and what stands around it: percent, a month, a currency."""
        start, sure = piece.start, True
        bare = piece.kind == "number" and len(piece.text) == 4 and piece.text.isdecimal()
        if piece.kind == "word":
            value, end, sure = self._words_from(piece)
        elif piece.kind == "han":
            value, end, sure = han(piece.text), piece.end, piece.text not in _UNSURE_HAN
            if piece.text in ("半", "一半"):
                return self._share(start, end, 50)
        else:
            value, end = self._digits(piece.text), piece.end
            attached = patterns.LETTERS.match(self.text, end) if self.text[end : end + 1].isalpha() else None
            if attached and (found := self._attached(start, end, value, attached)):
                return found
        scaled, after = self._scaled(value, end, piece)
        bare = bare and after == end
        value, end = scaled, after
        behind = self.text[end : end + 24]
        if behind.startswith("分之") and self.at < len(self.pieces):
            part = self._number(self._next())
            return part and self._share(start, part.span[1], Fraction(part.value * 100) / value)
        if behind.lstrip(" \u00a0\u202f-").startswith(patterns.PERCENT) or self._before(start).endswith(
            patterns.PERCENT_BEFORE
        ):
            return self._share(start, end, value, sure)
        if value <= 12 and (half := patterns.HALF_DAY.match(behind)):
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

    def _next(self) -> Piece:
        """Take the next piece."""
        self.at += 1
        return self.pieces[self.at - 1]

    def _digits(self, text: str) -> Value:
        """Read digits with their grouping and decimal marks; nobody counts beyond the first MAX_DIGITS."""
        text = text[:MAX_DIGITS]
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

    def _scaled(self, value: Value, end: int, piece: Piece) -> tuple[Value, int]:
        """Multiply a number with the scales behind it: 50 mil milhões, 500亿."""
        while self.at < len(self.pieces) and piece.kind != "word":
            following = self.pieces[self.at]
            gap = self.text[end : following.start]
            if following.kind == "han" and gap.strip() in ("", "多", "余") and following.text[0] in patterns.HAN_SCALES:
                for letter in following.text:
                    value *= patterns.HAN_SCALES.get(letter, 1)
            elif following.word and following.word.role is Role.SCALE and gap in patterns.JOINS:
                value *= following.word.value
            else:
                break
            end = following.end
            self.at += 1
        return value, end

    def _words_from(self, piece: Piece) -> tuple[Value, int, bool]:
        """Read a number in words: two hundred and five thousand."""
        total: Value = 0
        group: Value = 0
        last: Value = 0
        sure, end, count = False, piece.end, 0
        following: Piece | None = piece
        while following and following.word:
            word = following.word
            if word.role is Role.UNIT:
                if count and not adds(group, word.value, self.words.code):
                    break
                group, last = added(group, word.value, self.words.code)
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
        joined = gap in patterns.JOINS or gap.strip(" -") in self.words.joiners
        return joined and (gap in patterns.JOINS or len(gap) < 6)

    # ---- shares, ranks, times ----

    def _rank(self, piece: Piece, word: Word) -> Quantity | None:
        """Read an ordinal; `the first five` is no rank, and `a third of` is a share."""
        start, end, value, sure = piece.start, piece.end, word.value, word.sure
        before = self._before(start)
        if value > 2 and self.words.code == "en":
            numerator = re.search(r"(\b(?:by|up|down) )?\b(?:an?|one) $", before)
            if numerator and (numerator[1] or patterns.OF_SHARE.match(self.text, end)):
                return self._share(start, end, Fraction(100, int(value)))
        if value == 1 and (self._near_number(start, end)):
            return None
        if value == 2 and self.words.code == "en" and re.search(r"\b(?:a|per|split|every) $|\d\s?-?$", before):
            sure = False
        if value <= 2 and self.words.code == "en" and not patterns.RANKED.match(self.text, end):
            sure = False  # the first passengers
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
        if half := patterns.HALF_DAY.match(self.text, end) or re.search(r"([ap])\.?\s?m$", self.text[start:end]):
            hour = hour % 12 + (12 if half[1].lower() == "p" else 0)
        return Quantity(Kind.TIME, 60 * hour + minute, span=(start, end))

    def _put_together(self, one: Quantity, two: Quantity) -> Quantity | None:
        """Join what two quantities say together: three and a half, two thirds, the range of 10 to 15 percent."""
        if one.kind is not Kind.NUMBER or two.kind is not Kind.SHARE:
            return None
        gap = self.text[one.span[1] : two.span[0]]
        span = (one.span[0], two.span[1])
        if not one.sure and gap in patterns.JOINS and one.value == 1:
            return Quantity(two.kind, two.value, "", one.hedge or two.hedge, span)  # một nửa
        if two.value == 50 and one.value.denominator == 1 and patterns.HALF_MORE.fullmatch(gap):
            return Quantity(one.kind, one.value + Fraction(1, 2), one.unit, one.hedge, span)
        if gap in patterns.JOINS and two.value < 50 and self.text[two.span[0]].isalpha() and one.value < 10:
            return Quantity(two.kind, one.value * two.value, "", one.hedge, span)
        return None


_UNSURE_HAN = frozenset("一百千万亿十半")


def _date(piece: Piece) -> Iterator[Quantity]:
    """Read a date in digits; with strokes, the day may stand before the month or behind it."""
    parts = [int(part) for part in re.split(r"[-./]", piece.text)]
    year, month, day = parts if parts[0] > 31 else parts[::-1]
    span = (piece.start, piece.end)
    yield Quantity(Kind.YEAR, year, span=span)
    for first, second in ((day, month), (month, day)) if "/" in piece.text else ((day, month),):
        yield Quantity(Kind.DAY, first, str(second), span=span, sure="/" not in piece.text)
        yield Quantity(Kind.MONTH, second, span=span, sure="/" not in piece.text)
