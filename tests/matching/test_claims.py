"""What a message claims in numbers is held against the fact that answers it, and certain where something is said."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.facts.language import load_languages
from bot.facts.numbers import Hedge, Kind, Quantity, quantities
from bot.matching import Matcher, load_matcher
from bot.matching.answer import Claim, Outcome, Truth
from bot.matching.comparison import compare

ROOT = Path(__file__).parents[2]

# By language: a claim, the fact that answers it, and what is said of it (`-`: nothing; `CNY, not USD`: a currency).
CLAIMED = {
    "en": """
        is it true that they have 20,000 patents? | patents | open
        20,000 patents? | patents | open
        50 billion dollars? | investment | CNY, not USD
        so they are first? | hague_rank | not_quite
        more than 10,000 patents, right? | patents | yes
        so half of the patents are abroad? | overseas | open
        they have only 5,000 patents, no? | patents | not_quite
        19,000 patents, correct? | patents | yes
        19,000? | patents | yes
        nineteen thousand patents? | patents | yes
        19k patents, isn't it? | patents | yes
        do they have 12 thousand patents? | patents | not_quite
        do they have twelve thousand patents? | patents | not_quite
        at least 19,000 patents? | patents | yes
        patents: 20,000? | patents | open
        is it past fifteen thousand patents? | patents | yes
        does it exceed 20,000 patents? | patents | open
        more than 25,000 patents? | patents | open
        about 20,000 patents? | patents | open
        is it 19 thousand or 90 thousand patents? | patents | open
        did the patents go from 10,000 to 19,000? | patents | open
        what is the story behind the 19,000 patents? | patents | -
        what are the 50 billion yuan for? | purpose | -
        how much will they invest in five years? | investment | -
        how mush yuan in 5 year | investment | open
        50 billion euros? | investment | CNY, not EUR
        $50 billion? | investment | CNY, not USD
        is it 50 billion in dollars? | investment | CNY, not USD
        50 billion yuan or dollars? | investment | open
        ¥50bn? | investment | yes
        are they going to invest 50 billion yuan? | investment | yes
        they invest 40 billion yuan, right? | investment | not_quite
        is the investment 50 million yuan? | investment | not_quite
        they spend 50 billion in ten years? | investment | not_quite
        50 billion yuan in 5 years, right? | investment | yes
        so they are fifth? | hague_rank | yes
        they are No. 1, right? | hague_rank | not_quite
        is Xiaomi number one? | hague_rank | not_quite
        they rank first in the world for designs, right? | hague_rank | not_quite
        they climbed 13 places, didn't they? | hague_rank | yes
        so they climbed 20 places, right? | hague_rank | not_quite
        second Chinese company in the top five, no? | first_chinese | not_quite
        27,000 trademark applications? | trademarks | yes
        did they apply for 27,000 trademarks? | trademarks | yes
        27,000 trademarks? | trademarks | open
        trademarks in 200 countries? | countries | open
        160 trademarks, right? | countries | open
        160 countries, right? | countries | yes
        China grew by 30 percent, right? | china_growth | not_quite
        22.7%? | china_growth | yes
        is 70% of the patents from overseas? | overseas | not_quite
        a third of the patents are foreign? | overseas | open
        516 design registrations, correct? | designs | yes
        516 designs, correct? | designs | open
        did they lead 50 standards? | standards | not_quite
        99999999999999999999999999 patents? | patents | open
        10 20 30 40 50 60 70 80 90 100 patents | patents | open
        19,000 zorkmids of patents? | patents | open
        4.2m patents? | patents | open
        nearly half of the patents are abroad? | overseas | yes
        did China decline by 22.7%? | china_growth | not_quite
        did China grow by 22.7%? | china_growth | yes
        did China grow by 20%? | china_growth | not_quite
        they dropped 13 places? | hague_rank | not_quite
        they slipped 13 places, right? | hague_rank | not_quite
        did Xiaomi climb 13 places? | hague_rank | yes
        did they climb 5 places? | hague_rank | open
        did they register 516 patents in 2020? | designs | open
        does Xiaomi have 19,000 patents in China? | patents | open
        19,000 patents abroad? | overseas | open
        did they lead 100 international standards? | standards | open
        at least 200 standards? | standards | open
        is Xiaomi fifth in patents? | patents | open
        are they in the top 20 in 5G? | 5g | yes
        19,000 trademarks? | trademarks | not_quite
    """,
    "de": """
        Stimmt es, dass sie 20.000 Patente haben? | patents | open
        50 Milliarden Dollar? | investment | CNY, not USD
        Also sind sie Erster? | hague_rank | not_quite
        Sind sie auf Platz 1? | hague_rank | not_quite
        mehr als 10.000 Patente, oder? | patents | yes
        Also ist die Hälfte der Patente im Ausland? | overseas | open
        sie haben nur 5.000 Patente, nicht wahr? | patents | not_quite
        fast die Hälfte der Patente im Ausland? | overseas | yes
        27.000 Marken? | trademarks | open
        27.000 Markenanmeldungen? | trademarks | yes
        Ist China um 22,7% gefallen? | china_growth | not_quite
        Ist China um 22,7% gestiegen? | china_growth | yes
    """,
    "fr": """
        est-ce vrai qu'ils ont 20 000 brevets ? | patents | open
        50 milliards de dollars ? | investment | CNY, not USD
        donc ils sont premiers ? | hague_rank | not_quite
        plus de 10 000 brevets, n'est-ce pas ? | patents | yes
        donc la moitié des brevets sont à l'étranger ? | overseas | open
        près de la moitié des brevets à l'étranger ? | overseas | yes
        27 000 marques ? | trademarks | open
        27 000 demandes de marques ? | trademarks | yes
        La Chine a baissé de 22,7 % ? | china_growth | not_quite
        La Chine a augmenté de 22,7 % ? | china_growth | yes
    """,
    "es": """
        ¿es verdad que tienen 20.000 patentes? | patents | open
        ¿50 mil millones de dólares? | investment | CNY, not USD
        ¿entonces son los primeros? | hague_rank | not_quite
        más de 10.000 patentes, ¿verdad? | patents | yes
        ¿entonces la mitad de las patentes son del extranjero? | overseas | open
        ¿casi la mitad de las patentes en el extranjero? | overseas | yes
        ¿27.000 marcas? | trademarks | open
        ¿27.000 solicitudes de marcas? | trademarks | yes
        ¿China cayó un 22,7%? | china_growth | not_quite
        ¿China creció un 22,7%? | china_growth | yes
    """,
    "pt": """
        é verdade que eles têm 20 mil patentes? | patents | open
        50 bilhões de dólares? | investment | CNY, not USD
        então eles são os primeiros? | hague_rank | not_quite
        mais de 10.000 patentes, certo? | patents | yes
        então metade das patentes é do exterior? | overseas | open
        27.000 marcas? | trademarks | open
        27.000 pedidos de marcas? | trademarks | yes
        A China caiu 22,7%? | china_growth | not_quite
        A China cresceu 22,7%? | china_growth | yes
    """,
    "ru": """
        правда ли, что у них 20 000 патентов? | patents | open
        50 миллиардов долларов? | investment | CNY, not USD
        значит, они первые? | hague_rank | not_quite
        они на 1 месте, верно? | hague_rank | not_quite
        больше 10 тысяч патентов, верно? | patents | yes
        значит, половина патентов за рубежом? | overseas | open
        27 000 товарных знаков? | trademarks | open
        27 000 заявок на товарные знаки? | trademarks | yes
        Китай упал на 22,7%? | china_growth | not_quite
        Китай вырос на 22,7%? | china_growth | yes
    """,
    "tr": """
        20.000 patentleri olduğu doğru mu? | patents | open
        50 milyar dolar mı? | investment | CNY, not USD
        yani birinciler mi? | hague_rank | not_quite
        10.000'den fazla patent, değil mi? | patents | yes
        yani patentlerin yarısı yurt dışında mı? | overseas | open
        27.000 marka? | trademarks | open
        27.000 marka başvurusu? | trademarks | yes
        Çin %22,7 düştü mü? | china_growth | not_quite
        Çin %22,7 arttı mı? | china_growth | yes
    """,
    "id": """
        apakah benar mereka punya 20.000 paten? | patents | open
        50 miliar dolar? | investment | CNY, not USD
        jadi mereka peringkat pertama? | hague_rank | not_quite
        lebih dari 10.000 paten, kan? | patents | yes
        jadi setengah paten dari luar negeri? | overseas | open
        27.000 merek? | trademarks | open
        27.000 permohonan merek? | trademarks | yes
        Cina turun 22,7%? | china_growth | not_quite
        Cina naik 22,7%? | china_growth | yes
    """,
    "vi": """
        có đúng là họ có 20.000 bằng sáng chế không? | patents | open
        50 tỷ đô la à? | investment | CNY, not USD
        vậy họ đứng thứ nhất? | hague_rank | not_quite
        hơn 10.000 bằng sáng chế, đúng không? | patents | yes
        vậy một nửa bằng sáng chế là ở nước ngoài? | overseas | open
        27.000 nhãn hiệu? | trademarks | open
        27.000 đơn đăng ký nhãn hiệu? | trademarks | yes
        Trung Quốc giảm 22,7%? | china_growth | not_quite
        Trung Quốc tăng 22,7%? | china_growth | yes
    """,
    "zh": """
        他们真的有2万项专利吗？ | patents | open
        1.2万项专利？ | patents | not_quite
        500亿美元？ | investment | CNY, not USD
        所以他们是第一名？ | hague_rank | not_quite
        超过1万项专利，对吗？ | patents | yes
        所以一半的专利在海外？ | overseas | open
        近一半的专利在海外？ | overseas | yes
        27000个商标？ | trademarks | open
        27000件商标申请？ | trademarks | yes
        中国下降了22.7%？ | china_growth | not_quite
        中国增长了22.7%？ | china_growth | yes
    """,
    "hi": """
        क्या यह सच है कि उनके पास 20,000 पेटेंट हैं? | patents | open
        2 लाख पेटेंट? | patents | open
        50 अरब डॉलर? | investment | CNY, not USD
        तो वे पहले स्थान पर हैं? | hague_rank | not_quite
        10,000 से ज्यादा पेटेंट, सही? | patents | yes
        तो आधे पेटेंट विदेश में हैं? | overseas | open
        27,000 ट्रेडमार्क? | trademarks | open
        27,000 ट्रेडमार्क आवेदन? | trademarks | yes
        चीन 22.7% गिरा? | china_growth | not_quite
        चीन 22.7% बढ़ा? | china_growth | yes
    """,
    "hi-Latn": """
        kya yeh sach hai ki unke paas 20,000 patent hain? | patents | open
        50 billion dollar? | investment | CNY, not USD
        to wo pehle sthan par hain? | hague_rank | not_quite
        10 hazaar se zyada patent, sahi? | patents | yes
        to aadhe patent videsh mein hain? | overseas | open
        27,000 trademark? | trademarks | open
        kya 27,000 trademark applications hain? | trademarks | yes
        China 22.7% gira? | china_growth | not_quite
        China 22.7% badha? | china_growth | yes
    """,
    "ar": """
        هل صحيح أن لديهم 20,000 براءة اختراع؟ | patents | open
        50 مليار دولار؟ | investment | CNY, not USD
        إذن هم في المركز الأول؟ | hague_rank | not_quite
        أكثر من 10,000 براءة اختراع، أليس كذلك؟ | patents | yes
        إذن نصف البراءات في الخارج؟ | overseas | open
        27,000 علامة تجارية؟ | trademarks | open
        27,000 طلب علامة تجارية؟ | trademarks | yes
        هل انخفضت الصين بنسبة 22.7%؟ | china_growth | not_quite
        هل ارتفعت الصين بنسبة 22.7%؟ | china_growth | yes
    """,
}
ELSEWHERE = {  # the same of another announcement
    "en": """
        so they ordered 20 ferries? | ferries | not_quite
        14 ferries, right? | ferries | yes
        ten routes, right? | routes | not_quite
        6.3 billion kroner? | investment | yes
        6.3 billion euros, is that true? | investment | not_quite
        more than 4 million passengers? | passengers | yes
        5 million passengers, correct? | passengers | not_quite
        4.2m ppl? | passengers | open
        a million cars? | cars | open
        so they are first in Europe? | rank | not_quite
        7 place in evropa yes? | rank | open
        are they seventh? | rank | yes
        passengers grew by 10 percent, no? | growth | not_quite
        60,000 tonnes of CO2, right? | co2 | open
        half of the fleet by 2030? | fleet | not_quite
        600 passengers per ferry? | capacity | yes
        180 passengers per ferry? | capacity | open
        room 4 cars on each boat? | capacity | -
        50 kilometres on one charge? | range | not_quite
        48 miles on one charge? | range | open
        11 hours charging? | charging | open
        14 ferries sunk? | ferries | open
        350 jobs cut? | jobs | open
        8.4 percent fewer passengers? | growth | not_quite
        seventh in the world? | rank | open
        down two places? | rank | not_quite
        500 passengers per ferry? | capacity | open
        charging is twenty minutes, right? | charging | not_quite
        does the first ship start in May 2025? | first_ship | -
        350 jobs? | jobs | yes
    """,
    "de": """
        Stimmt es, dass sie 20 Fähren bestellt haben? | ferries | not_quite
        6,3 Milliarden Euro? | investment | not_quite
    """,
    "es": "¿es verdad que encargaron 20 transbordadores? | ferries | not_quite",
    "zh": "他们订购了20艘渡轮，对吗？ | ferries | not_quite",
}
# By language: claims that get no verdict, only what the announcement says: a verdict would not be certain, or a lie.
NO_VERDICT = {
    "en": """
        not 19,000 patents?
        is it false that they have 19,000 patents?
        I don't believe they have 19,000 patents
        so it isn't 50 billion yuan?
        Xiaomi doesn't have 19,000 patents, right?
        Xiaomi doesn't have 20,000 patents, right?
        never 19,000 patents
        nobody has 19,000 patents
        no more than 19,000 patents?
        fewer than 19,000 patents?
        19,000 patents at most?
        exactly 19,000 patents?
        just 19,000 patents?
        barely 19,000 patents?
        max 20,000 patents?
        <19,000 patents?
        ≤19,000 patents?
        >20,000 patents?
        nearly 19,000 patents?
        18,000 to 20,000 patents?
        50 billion yuan per year?
        50 billion yuan a year?
        50 billion yuan already invested?
        50 billion yuan in 2020?
        did China invest 50 billion yuan?
        did they receive 50 billion yuan?
        another 50 billion yuan?
        22.7% growth of designs?
        Xiaomi grew by 22.7%?
        516 registered trademarks?
        19,000 patent applications?
        27,000 trademarks registered?
        half of the patents are granted?
        half of the patents are domestic?
        more than half of the patents are overseas?
        19,000 5G patents?
        15 5G patents?
        top 10 in 5G?
        first Chinese company in the top ten?
        number 5 in patents?
        8,000 more trademarks than patents?
        100 standards worldwide?
        so half are Chinese?
        the first company in the top five?
        at least 30,000 patents?
        are you sure it is 19,000 patents?
        they lost 19,000 patents?
        they used to have 19,000 patents?
        19,000 patents is a lie
        50 billion yuan or more?
        100 international standards?
        ranked fifth for patents?
    """,
    "de": """
        nicht 19.000 Patente?
        nicht mehr als 30.000 Patente, oder?
        es ist nicht wahr, dass sie 19.000 Patente haben
        sie haben keine 19.000 Patente
        genau 19.000 Patente?
        nur 19.000 Patente?
        50 Milliarden Yuan pro Jahr?
        noch einmal 50 Milliarden Yuan?
    """,
    "fr": """
        ils n'ont pas 19 000 brevets
        c'est pas vrai qu'ils ont 19 000 brevets
        pas plus de 30 000 brevets ?
        exactement 19 000 brevets ?
        seulement 19 000 brevets ?
        50 milliards de yuans par an ?
    """,
    "es": """
        ¿menos de 19.000 patentes?
        no tienen 19.000 patentes
        no es cierto que tienen 19.000 patentes
        ¿exactamente 19.000 patentes?
        ¿solo 19.000 patentes?
        ¿50 mil millones de yuanes al año?
    """,
    "pt": """
        não é verdade que eles têm 19.000 patentes
        eles não têm 19.000 patentes
        não mais de 30.000 patentes?
        exatamente 19.000 patentes?
        50 bilhões de yuans por ano?
    """,
    "ru": """
        у них нет 19 000 патентов
        у них не 19 000 патентов?
        неправда, что у них 19 000 патентов
        ровно 19 000 патентов?
        только 19 000 патентов?
        не более 30 000 патентов?
        50 миллиардов юаней в год?
    """,
    "tr": """
        19.000 patenti yok
        19.000 patent değil
        tam 19.000 patent mi?
        sadece 19.000 patent mi?
        yılda 50 milyar yuan mı?
        30.000'den fazla değil, patent?
    """,
    "id": """
        mereka tidak punya 19.000 paten
        bukan 19.000 paten?
        persis 19.000 paten?
        hanya 19.000 paten?
        tidak lebih dari 30.000 paten?
        50 miliar yuan per tahun?
    """,
    "vi": """
        họ không có 19.000 bằng sáng chế
        không phải 19.000 bằng sáng chế?
        chỉ 19.000 bằng sáng chế?
        đúng 19.000 bằng sáng chế?
        50 tỷ nhân dân tệ mỗi năm?
    """,
    "zh": """
        他们没有1.9万项专利
        不是1.9万项专利吗？
        只有1.9万项专利？
        不超过3万项专利？
        一年500亿元？
    """,
    "hi": """
        उनके पास 19,000 पेटेंट नहीं हैं
        सिर्फ 19,000 पेटेंट?
        ठीक 19,000 पेटेंट?
        30,000 से ज्यादा नहीं पेटेंट?
        साल में 50 अरब युआन?
    """,
    "hi-Latn": """
        unke paas 19,000 patent nahi hain
        sirf 19,000 patent?
        bilkul 19,000 patent?
        30,000 se zyada nahi patent?
        ek saal mein 50 billion yuan?
    """,
    "ar": """
        ليس لديهم 19,000 براءة اختراع
        لا يملكون 19,000 براءة اختراع
        بالضبط 19,000 براءة اختراع؟
        ليس أكثر من 30,000 براءة اختراع؟
        50 مليار يوان سنويا؟
    """,
}
TAGS = """
    en | 19,000 patents, isn't it?
    en | they own 19,000 patents, no?
    de | mehr als 10.000 Patente, nicht wahr?
    fr | ils ont 19 000 brevets, non ?
    es | ¿tienen más de 10.000 patentes, no?
    pt | eles têm 19.000 patentes, não é?
    ru | у них 19 000 патентов, не так ли?
    tr | 19.000 patentleri var, değil mi?
    id | mereka punya 19.000 paten, bukan?
    vi | họ có 19.000 bằng sáng chế không?
    zh | 他们是不是有1.9万项专利，对不对？
    hi | उनके पास 19,000 पेटेंट हैं ना?
    hi-Latn | unke paas 19,000 patent hain na?
    ar | لديهم 19,000 براءة اختراع، أليس كذلك؟
"""
NEAR_MISSES = """
    20,000 trademarks of Huawei?
    Huawei has 19,000 patents, right?
    they have 20,000 employees, right?
    is it true that they sold 5 million phones?
    50 billion dollars profit?
    revenue of 50 billion yuan, right?
    is it true?
    1000
    7
    is it 7?
    are you number one?
    well done, you got it right first time
    send me 100 rupees
    time me for half an hour
    is 50 billion enough?
    is 19,000 a lot for such a company?
    how will the 50 billion be split over the five years?
    did any other company improve its Hague standing by more than ten places?
    which firm is sixth, right behind Xiaomi?
    was it the first to file trademarks?
    top ten of trademark filers, please
    10 years invest sum xiaomi??
"""
COMPARED = [
    ("en", "more patents or more trademarks?"),
    ("en", "which is larger, patents or trademarks?"),
    ("en", "do they have more patents or trademarks?"),
    ("en", "do they have more patents than trademarks?"),
    ("de", "haben sie mehr Patente oder mehr Marken?"),
    ("es", "¿tienen más patentes que marcas?"),
    ("fr", "ont-ils plus de brevets ou de marques ?"),
    ("pt", "eles têm mais patentes ou marcas?"),
    ("ru", "чего больше, патентов или товарных знаков?"),
    ("zh", "专利多还是商标多？"),
]


def table(written: dict[str, str]) -> list[tuple[str, ...]]:
    """Return the rows of tables by language."""
    lines = [(code, line) for code, lines in written.items() for line in lines.strip().splitlines()]
    return [(code, *(part.strip() for part in line.split(" | "))) for code, line in lines]


def said(claim: Claim | None) -> str:
    """Return what is said of a claim, as the tables write it."""
    if claim is None:
        return "-"
    return f"{claim.told}, not {claim.claimed}" if claim.told == "CNY" else str(claim.truth)


@cache
def shared() -> Matcher:
    """Load the announcement that the bot ships with."""
    return load_matcher(ROOT / "facts.yaml")


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Give the announcement that the bot ships with."""
    return shared()


@pytest.fixture(scope="module")
def other() -> Matcher:
    """Load another announcement."""
    return load_matcher(ROOT / "tests" / "second" / "facts.yaml")


@pytest.mark.parametrize(("code", "question", "fact", "expected"), table(CLAIMED))
def test_a_claim_is_answered_by_its_fact(matcher: Matcher, code: str, question: str, fact: str, expected: str) -> None:
    answer = matcher.answer(question, language=code)
    assert (answer.facts, said(answer.claim), answer.language) == ((fact,), expected, code)


@pytest.mark.parametrize(("code", "question", "fact", "expected"), table(ELSEWHERE))
def test_a_claim_about_another_announcement_is_answered_alike(
    other: Matcher, code: str, question: str, fact: str, expected: str
) -> None:
    answer = other.answer(question, language=code)
    assert (answer.facts, said(answer.claim)) == ((fact,), expected)


@pytest.mark.parametrize(("code", "question"), table(NO_VERDICT))
def test_a_claim_that_something_beside_its_number_may_change_gets_no_verdict(
    matcher: Matcher, code: str, question: str
) -> None:
    answer = matcher.answer(question, language=code)
    assert (answer.claim, answer.language) == (Claim(Truth.OPEN) if len(answer.facts) == 1 else None, code)


@pytest.mark.parametrize("row", TAGS.strip().splitlines())
def test_a_negation_that_only_asks_at_the_end_keeps_the_verdict(matcher: Matcher, row: str) -> None:
    code, question = (part.strip() for part in row.split(" | "))
    assert matcher.answer(question, language=code).claim == Claim(Truth.YES)


@pytest.mark.parametrize(
    ("shown", "message"),
    [("patents", "1"), ("patents", "5?"), ("patents", "24?"), ("patents", "100% sure?"), ("overseas", "100% sure?"),
     ("patents", "so half are Chinese?"), ("overseas", "so half are Chinese?"), ("patents", "fewer than 19,000?")],
)  # fmt: skip
def test_a_number_of_something_else_is_not_compared_with_what_was_shown(
    matcher: Matcher, shown: str, message: str
) -> None:
    assert matcher.answer(message, shown=shown).claim in (None, Claim(Truth.OPEN))


@pytest.mark.parametrize(
    ("code", "message", "fact"),
    [("en", "160", "countries"), ("en", "fifth", "hague_rank"), ("en", "516", "designs"), ("en", "19000", "patents"),
     ("de", "160", "countries"), ("es", "quinto", "hague_rank"), ("zh", "第五", "hague_rank")],
)  # fmt: skip
def test_a_number_and_nothing_else_claims_nothing(matcher: Matcher, code: str, message: str, fact: str) -> None:
    for shown in (None, "trademarks"):
        answer = matcher.answer(message, language=code, shown=shown)
        assert (answer.facts, answer.claim) == ((fact,), None)


@pytest.mark.parametrize(
    ("code", "message"),
    [("en", "so 27000?"), ("en", "27,000?"), ("en", "is it 27000?"), ("de", "also 27.000?"),
     ("es", "¿entonces 27.000?"), ("ru", "так 27000?"), ("zh", "那么27000？")],
)  # fmt: skip
def test_a_number_alone_is_held_against_what_was_shown_before_what_it_is_a_number_of(
    matcher: Matcher, code: str, message: str
) -> None:
    answer = matcher.answer(message, language=code, shown="patents")
    assert (answer.facts, answer.claim) == (("patents",), Claim(Truth.OPEN))


@pytest.mark.parametrize("question", [line.strip() for line in NEAR_MISSES.strip().splitlines()])
def test_a_claim_about_something_else_gets_no_figure(matcher: Matcher, question: str) -> None:
    answer = matcher.answer(question)
    assert (answer.facts, answer.claim) == ((), None)


@pytest.mark.parametrize(("code", "question"), COMPARED)
def test_which_of_two_is_more_shows_both(matcher: Matcher, code: str, question: str) -> None:
    answer = matcher.answer(question, language=code)
    assert (set(answer.facts), answer.claim) == ({"patents", "trademarks"}, None)


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("more than 10,000, right?", Truth.YES),
        ("19,000?", Truth.YES),
        ("only 5,000?", Truth.NOT_QUITE),
        ("really? 20,000?", Truth.OPEN),
    ],
)
def test_a_bare_number_is_about_what_was_shown(matcher: Matcher, question: str, truth: Truth) -> None:
    for replies in (True, False):
        answer = matcher.answer(question, shown="patents", replies=replies)
        assert (answer.facts, answer.claim) == (("patents",), Claim(truth))


@pytest.mark.parametrize(
    "question",
    [
        "How many patents does Xiaomi have?",
        "What share of the patents was obtained overseas?",
        "How much does Xiaomi invest?",
        "What is Xiaomi's rank in the Hague System?",
        "Who announced the plan?",
        "Is it true that they invest in AIoT?",
    ],
)
def test_a_question_without_a_number_claims_nothing(matcher: Matcher, question: str) -> None:
    assert matcher.answer(question).claim is None


def test_other_facts_with_the_same_phrasings_are_compared_with_their_own_figures(matcher: Matcher) -> None:
    facts = [replace(fact, figure=fact.figure.replace("19,000", "21,000")) for fact in matcher.base.facts]
    changed = matcher.using(replace(matcher.base, facts=tuple(facts)))
    assert changed.answer("21,000 patents?").claim == Claim(Truth.YES)
    assert matcher.answer("21,000 patents?").claim == Claim(Truth.OPEN)


def test_every_language_has_the_signs_of_a_claim() -> None:
    for language in load_languages().values():
        reading = {"so", "asks", "ends", "more", "or", "over", "among"}
        assert reading | {"plain", "only", "not", "units"} <= set(language.claims)
        assert {"CNY", "USD", "EUR"} <= set(language.texts.currencies)


HEDGES = st.sampled_from([None, *Hedge])
VALUES = st.integers(0, 10**15) | st.fractions(0, 100)


@given(VALUES, HEDGES, HEDGES)
def test_a_number_that_is_told_is_never_not_quite_right(value: int, claimed: Hedge | None, told: Hedge | None) -> None:
    verdict = compare(Quantity(Kind.NUMBER, value, hedge=claimed), Quantity(Kind.NUMBER, value, hedge=told))
    assert verdict is not Truth.NOT_QUITE
    assert claimed is not None or (verdict is Truth.YES) == (told not in (Hedge.NEARLY, Hedge.NEAR))


@given(VALUES, HEDGES, VALUES, HEDGES, VALUES)
def test_a_verdict_agrees_with_every_number_that_is_told(
    value: int, claimed: Hedge | None, figure: int, told: Hedge | None, true: int
) -> None:
    verdict = compare(Quantity(Kind.NUMBER, value, hedge=claimed), Quantity(Kind.NUMBER, figure, hedge=told))
    if value == figure or not may_be(true, figure, told):
        return
    if verdict is Truth.YES:
        assert may_be(true, value, claimed)
    elif verdict is Truth.NOT_QUITE:
        assert not may_be(true, value, claimed)


def may_be(true: int, value: int, hedge: Hedge | None) -> bool:
    """Return whether somebody may write a number with this hedge of a true one."""
    match hedge:
        case Hedge.OVER:
            return true >= value
        case Hedge.UNDER | Hedge.NEARLY:
            return true <= value
        case Hedge.NEAR:
            return True
    return true == value


@given(VALUES, VALUES, HEDGES)
def test_what_is_more_than_a_number_is_more_than_any_smaller_one(one: int, two: int, told: Hedge | None) -> None:
    less, more = sorted((one, two))
    over = Quantity(Kind.NUMBER, less, hedge=Hedge.OVER)
    if less < more and told in (None, Hedge.OVER):
        assert compare(over, Quantity(Kind.NUMBER, more, hedge=told)) is Truth.YES


@given(
    st.sampled_from(["how many patents does Xiaomi have", "Xiaomi trademark applications", "design registrations"]),
    st.sampled_from(["{}, {}?", "{}: {}, right?", "is it true, {}, {}?"]),
    st.integers(1000, 10**9).map("{:,}".format),
)
def test_a_claim_does_not_change_what_the_words_already_say(asked: str, form: str, number: str) -> None:
    matcher = shared()
    without = matcher.answer(asked)
    claimed = matcher.answer(form.format(asked, number))
    assert without.outcome is Outcome.FACTS
    assert claimed.facts in ((), without.facts)


NEGATED = {  # before a claim, or between its words
    "en": ["it is not true that they have {} patents", "they don't have {} patents, right?", "not {} patents?"],
    "de": ["es stimmt nicht, dass sie {} Patente haben", "sie haben nicht {} Patente, oder?", "keine {} Patente?"],
    "es": ["no tienen {} patentes, ¿verdad?", "es falso que tienen {} patentes", "¿no {} patentes?"],
    "fr": ["ils n'ont pas {} brevets, hein ?", "c'est faux, ils ont {} brevets", "pas {} brevets ?"],
    "pt": ["eles não têm {} patentes, certo?", "é falso que eles têm {} patentes", "não {} patentes?"],
    "ru": ["у них нет {} патентов, верно?", "неверно, что у них {} патентов", "не {} патентов?"],
    "tr": ["{} patentleri yok, doğru mu?", "{} patent değil, değil mi?", "{} patentleri olduğu yanlış"],
    "id": ["mereka tidak punya {} paten, kan?", "bukan {} paten?", "tidak benar mereka punya {} paten"],
    "vi": ["họ không có {} bằng sáng chế, đúng không?", "không phải {} bằng sáng chế?"],
    "zh": ["他们没有{}项专利，对吗？", "不是{}项专利？"],
    "hi": ["उनके पास {} पेटेंट नहीं हैं, सही?", "यह गलत है कि उनके पास {} पेटेंट हैं"],
    "hi-Latn": ["unke paas {} patent nahi hain, sahi?", "yeh galat hai ki unke paas {} patent hain"],
    "ar": ["ليس لديهم {} براءة اختراع، صحيح؟", "غير صحيح أن لديهم {} براءة اختراع"],
}


@given(st.sampled_from([(code, form) for code, forms in NEGATED.items() for form in forms]), st.integers(1, 10**9))
def test_a_negated_claim_never_gets_a_verdict(negated: tuple[str, str], number: int) -> None:
    code, form = negated
    assert shared().answer(form.format(number), language=code).claim in (None, Claim(Truth.OPEN))


@given(
    st.sampled_from(
        ["more than", "no more than", "at least", "fewer than", "up to", "nearly", "about", "not over", ""]
    ),
    st.integers(1, 10**9).map("{:,}".format),
)
def test_what_is_said_of_a_hedged_claim_is_true_of_any_number_over_the_one_told(hedge: str, number: str) -> None:
    text = f"{hedge} {number} patents?"
    (claimed,) = (each for each in quantities(text) if each.kind is Kind.NUMBER)
    claim = shared().answer(text).claim
    for true in (19_001, 25_000, 10**12):
        if claim == Claim(Truth.YES) and claimed.value != 19_000:
            assert may_be(true, int(claimed.value), claimed.hedge)
        if claim == Claim(Truth.NOT_QUITE):
            assert not may_be(true, int(claimed.value), claimed.hedge)
