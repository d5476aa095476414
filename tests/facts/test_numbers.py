"""What a text names in numbers, in every language that the bot speaks."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.facts.numbers import Hedge, Kind, Quantity, hedges, quantities, without_quantities

STYLES = {  # grouping, decimal mark, zero
    "en": (",", ".", "0"),
    "de": (".", ",", "0"),
    "es": ("\u00a0", ",", "0"),
    "fr": ("\u202f", ",", "0"),
    "id": (".", ",", "0"),
    "pt": (".", ",", "0"),
    "ru": (" ", ",", "0"),
    "tr": (".", ",", "0"),
    "vi": (".", ",", "0"),
    "zh": (",", ".", "0"),
    "hi": (",", ".", "०"),
    "hi-Latn": (",", ".", "0"),
    "ar": ("٬", "٫", "٠"),
}


def only(text: str, language: str = "en") -> Quantity:
    """Return the one quantity of a text that is sure."""
    (found,) = [each for each in quantities(text, language) if each.sure]
    return found


@pytest.mark.parametrize("language", STYLES)
@given(whole=st.integers(0, 10**12), decimals=st.integers(0, 99))
def test_a_number_in_the_style_of_a_language_is_read(language: str, whole: int, decimals: int) -> None:
    grouping, mark, zero = STYLES[language]
    tail = f"{mark}{decimals:02}" if decimals else ""
    written = f"{whole:,}".replace(",", grouping) + tail
    written = "".join(chr(ord(zero) + int(letter)) if letter.isdecimal() else letter for letter in written)
    found = only(f"({written})", language)
    assert found.value == whole + Fraction(decimals, 100)
    assert f"({written})"[slice(*found.span)] == written


@given(st.text(), st.sampled_from([*STYLES, "it"]))
def test_any_text_is_read_and_every_span_lies_in_it(text: str, language: str) -> None:
    for found in quantities(text, language, date(2021, 4, 24)):
        assert 0 <= found.span[0] <= found.span[1] <= len(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "50 billion yuan"), ("en", "¥50bn"), ("en", "RMB 50 billion"), ("ar", "50 مليار يوان"),
        ("de", "50 Milliarden Yuan"), ("de", "50 Mrd. Yuan"), ("es", "50.000 millones de yuanes"),
        ("es", "50 mil millones de yuanes"), ("fr", "50 milliards de yuans"), ("hi", "50 अरब युआन"),
        ("hi", "5000 करोड़ युआन"), ("hi-Latn", "50 billion yuan"), ("id", "50 miliar yuan"),
        ("pt", "50 mil milhões de yuans"), ("pt-BR", "50 bilhões de yuans"), ("ru", "50 млрд юаней"),
        ("tr", "50 milyar yuan"), ("vi", "50 tỷ nhân dân tệ"), ("zh", "500亿元"), ("zh", "五百亿元人民币"),
        ("en", "fifty billion yuan"), ("de", "fünfzig Milliarden Yuan"), ("ru", "пятьдесят миллиардов юаней"),
    ],
)  # fmt: skip
def test_a_sum_is_the_same_in_every_language(language: str, text: str) -> None:
    found = quantities(text, language)
    assert [each.value for each in found if each.kind is Kind.NUMBER] == [50_000_000_000]
    assert {each.unit for each in found if each.kind is Kind.CURRENCY} == {"CNY"}


@pytest.mark.parametrize(
    ("language", "text", "hedge"),
    [
        ("en", "more than 100", Hedge.OVER), ("en", "100 or more", Hedge.OVER), ("en", "almost 100", Hedge.NEARLY),
        ("en", "up to 100", Hedge.UNDER), ("en", "100", None), ("en", "over 100 years", None),
        ("ar", "أكثر من 100", Hedge.OVER), ("de", "mehr als 100", Hedge.OVER), ("de", "rund 100", Hedge.NEAR),
        ("es", "más de 100", Hedge.OVER), ("es", "casi 100", Hedge.NEARLY), ("fr", "plus de 100", Hedge.OVER),
        ("fr", "près de 100", Hedge.NEARLY), ("hi", "100 से अधिक", Hedge.OVER), ("hi", "लगभग 100", Hedge.NEAR),
        ("hi-Latn", "100 se zyada", Hedge.OVER), ("id", "lebih dari 100", Hedge.OVER),
        ("id", "hampir 100", Hedge.NEARLY),
        ("pt", "mais de 100", Hedge.OVER), ("pt", "quase 100", Hedge.NEARLY), ("ru", "более 100", Hedge.OVER),
        ("ru", "почти 100", Hedge.NEARLY), ("tr", "100'den fazla", Hedge.OVER), ("tr", "yaklaşık 100", Hedge.NEAR),
        ("vi", "hơn 100", Hedge.OVER), ("vi", "gần 100", Hedge.NEARLY), ("zh", "超过100", Hedge.OVER),
        ("zh", "近100", Hedge.NEARLY), ("zh", "100多", Hedge.OVER),
    ],
)  # fmt: skip
def test_a_hedge_is_read_before_a_number_or_behind(language: str, text: str, hedge: Hedge | None) -> None:
    found = only(text, language)
    assert (found.value, found.hedge) == (100, hedge)


@pytest.mark.parametrize(
    ("language", "text", "hedge"),
    [
        ("en", "no more than 100", Hedge.UNDER), ("en", "not over 100", Hedge.UNDER),
        ("en", "not below 100", Hedge.OVER),
        ("en", "isn't more than 100", Hedge.UNDER), ("en", "100 at most", Hedge.UNDER), ("en", "max. 100", Hedge.UNDER),
        ("en", "no fewer than 100", Hedge.OVER), ("en", "just under 100", Hedge.NEARLY),
        ("en", "moreover 100", None), ("de", "nicht mehr als 100", Hedge.UNDER), ("de", "nicht unter 100", Hedge.OVER),
        ("es", "no más de 100", Hedge.UNDER), ("es", "nunca más de 100", Hedge.UNDER),
        ("fr", "pas plus de 100", Hedge.UNDER), ("fr", "pas moins de 100", Hedge.OVER),
        ("pt", "não mais de 100", Hedge.UNDER), ("pt", "não menos de 100", Hedge.OVER),
        ("ru", "не более 100", Hedge.UNDER), ("ru", "не больше чем 100", Hedge.UNDER),
        ("ru", "не менее 100", Hedge.OVER),
        ("tr", "100'den fazla değil", Hedge.UNDER), ("tr", "100'den az değil", Hedge.OVER),
        ("id", "tidak lebih dari 100", Hedge.UNDER), ("id", "tidak kurang dari 100", Hedge.OVER),
        ("vi", "không quá 100", Hedge.UNDER), ("vi", "không hơn 100", Hedge.UNDER),
        ("vi", "không dưới 100", Hedge.OVER),
        ("zh", "不超过100", Hedge.UNDER), ("zh", "没有超过100", Hedge.UNDER), ("zh", "不少于100", Hedge.OVER),
        ("hi", "100 से ज्यादा नहीं", Hedge.UNDER), ("hi-Latn", "100 se zyada nahi", Hedge.UNDER),
        ("ar", "ليس أكثر من 100", Hedge.UNDER), ("ar", "لا يقل عن 100", Hedge.OVER),
        ("ar", "لا يتجاوز 100", Hedge.UNDER),
    ],
)  # fmt: skip
def test_of_two_hedges_the_longer_is_meant_and_a_negation_turns_it_round(
    language: str, text: str, hedge: Hedge | None
) -> None:
    assert only(text, language).hedge is hedge


@pytest.mark.parametrize(
    ("language", "text", "hedge"),
    [
        ("en", "(less than 100", Hedge.UNDER), ("en", "“fewer than 100”", Hedge.UNDER),
        ("es", "¿menos de 100?", Hedge.UNDER),
        ("es", "¡más de 100!", Hedge.OVER), ("fr", "«plus de 100»", Hedge.OVER), ("de", "„mehr als 100“", Hedge.OVER),
        ("en", "-over 100", Hedge.OVER), ("en", "more than US$100", Hedge.OVER), ("en", "more than (100)", Hedge.OVER),
        ("en", "<100", Hedge.UNDER), ("ru", "≤ 100", Hedge.UNDER), ("it", ">100", Hedge.OVER),
        ("en", ">= 100", Hedge.OVER),
        ("de", "~100", Hedge.NEAR), ("en", "100+", Hedge.OVER), ("en", "-> 100", None),
    ],
)  # fmt: skip
def test_a_mark_beside_a_hedge_does_not_hide_it(language: str, text: str, hedge: Hedge | None) -> None:
    found = next(each for each in quantities(text, language) if each.value == 100)
    assert found.hedge is hedge


@pytest.mark.parametrize("language", STYLES)
@given(data=st.data())
def test_a_hedge_is_left_out_whole_with_its_number(language: str, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from([hedges.OVER, hedges.NEARLY, hedges.NEAR, hedges.UNDER]))
    written = table.get(language.lower(), "")
    if not written:
        return
    text = f"¿{data.draw(st.sampled_from(written.split('/')))} 100"
    assert without_quantities(text, quantities(text, language), language).strip() == "¿"


@pytest.mark.parametrize(
    ("language", "text", "kind", "value"),
    [
        ("en", "half of them", Kind.SHARE, 50), ("de", "die Hälfte", Kind.SHARE, 50), ("zh", "一半", Kind.SHARE, 50),
        ("vi", "một nửa", Kind.SHARE, 50), ("ru", "половина", Kind.SHARE, 50), ("ar", "نصف", Kind.SHARE, 50),
        ("tr", "%22,7", Kind.SHARE, Fraction(227, 10)), ("zh", "百分之七十", Kind.SHARE, 70),
        ("en", "a third of them", Kind.SHARE, Fraction(100, 3)), ("de", "zwei Drittel", Kind.SHARE, Fraction(200, 3)),
        ("en", "fifth", Kind.RANK, 5), ("en", "5th", Kind.RANK, 5), ("fr", "cinquième", Kind.RANK, 5),
        ("hi", "पाँचवाँ", Kind.RANK, 5), ("tr", "beşinci", Kind.RANK, 5), ("zh", "第五", Kind.RANK, 5),
        ("vi", "thứ năm", Kind.RANK, 5), ("id", "kelima", Kind.RANK, 5), ("pt", "quinto", Kind.RANK, 5),
        ("en", "twenty-two", Kind.NUMBER, 22), ("en", "three and a half", Kind.NUMBER, Fraction(7, 2)),
        ("de", "einundzwanzig", Kind.NUMBER, 21), ("fr", "quatre-vingt-dix-sept", Kind.NUMBER, 97),
        ("es", "treinta y cinco", Kind.NUMBER, 35), ("vi", "hai mươi lăm", Kind.NUMBER, 25),
        ("id", "dua puluh lima", Kind.NUMBER, 25), ("en", "5:10", Kind.TIME, 310), ("en", "8 p.m.", Kind.TIME, 1200),
        ("en", "in 2021", Kind.YEAR, 2021), ("en", "in May", Kind.MONTH, 5), ("zh", "4月", Kind.MONTH, 4),
        ("en", "rose by a third to it", Kind.SHARE, Fraction(100, 3)),
        ("en", "up a quarter", Kind.SHARE, 25),
    ],
)  # fmt: skip
def test_shares_ranks_words_and_dates_have_values(language: str, text: str, kind: Kind, value: Fraction) -> None:
    found = only(text, language)
    assert (found.kind, found.value) == (kind, value)


@pytest.mark.parametrize("number", ["six", "600"])
def test_a_number_behind_a_month_and_a_comma_is_no_day(number: str) -> None:
    kinds = [each.kind for each in quantities(f"built in May, {number} of them", "en")]
    assert kinds == [Kind.MONTH, Kind.NUMBER]


@pytest.mark.parametrize("text", ["They may march on", "三星和四川", "the XIV. of them", "a second", "Lei Jun"])
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert not any(each.sure for each in quantities(text, "zh" if "三" in text else "en"))


def test_a_name_with_a_digit_is_a_name() -> None:
    assert [(each.kind, each.unit) for each in quantities("5G and CO2")] == [(Kind.NAME, "5G"), (Kind.NAME, "CO2")]


def test_years_and_days_are_counted_from_the_publication() -> None:
    found = quantities("yesterday, as of the end of last year", "en", date(2021, 1, 1))
    assert {(each.kind, each.value) for each in found} == {
        (Kind.YEAR, 2020), (Kind.MONTH, 12), (Kind.DAY, 31)
    }  # fmt: skip
    assert not any(each.sure for each in found)


@pytest.mark.parametrize(
    ("language", "text", "left"),
    [
        ("en", "do they have more than 10,000 patents?", "do they have   patents?"),
        ("en", "over half of it, 60 % even", "  of it,   even"),
        ("ru", "больше 10 тысяч патентов", "  патентов"),
        ("hi", "10,000 से ज्यादा पेटेंट", "  पेटेंट"),
        ("zh", "超过1万项专利", " 项专利"),
        ("zh", "他们是第一名", "他们是 名"),
    ],
)
def test_a_number_is_left_out_with_its_hedge(language: str, text: str, left: str) -> None:
    assert without_quantities(text, quantities(text, language), language).split() == left.split()
