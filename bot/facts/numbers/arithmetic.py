"""How the words of a number add up."""

from __future__ import annotations

from fractions import Fraction

from bot.facts.numbers import patterns
from bot.facts.numbers.grammar import Value


def han(text: str) -> Value:
    """Read Chinese numerals: 二百五十万."""
    total = section = digit = 0
    for letter in text:
        if letter in patterns.HAN_DIGITS:
            digit = digit * 10 + patterns.HAN_DIGITS[letter]
        elif (scale := patterns.HAN_SCALES.get(letter, 1)) >= 10**4:
            total, section, digit = (total + section + digit or 1) * scale, 0, 0
        elif scale > 1:
            section, digit = section + (digit or 1) * scale, 0
    half = Fraction(1, 2) if text.endswith("半") else 0
    return total + section + digit + half


def adds(group: Value, value: Value, code: str) -> bool:
    """Say whether a word goes on with a number: twenty-two, soixante-dix, خمسة وعشرون."""
    if code == "fr" and group == 4 and value == 20:
        return True
    if code == "ar" and 0 < group < 10 and value >= 20:
        return True
    return bool(group == 0 or (value < 10 and group % 10 == 0) or (value < 20 and group % 20 == 0) or group % 100 == 0)


def added(group: Value, value: Value, code: str) -> tuple[Value, Value]:
    """Add a word to a number; the second value is what a scale behind it multiplies."""
    if code == "fr" and group == 4 and value == 20:
        return 80, 80
    return group + value, value
