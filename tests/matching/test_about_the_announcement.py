"""What every announcement can answer about itself: source, date, publisher, channel and title, in every language."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.facts.language import load_languages, texts
from bot.matching import Matcher, load_matcher
from bot.matching.answer import Outcome, Reason
from bot.matching.small_talk import OF_THE_ANNOUNCEMENT
from bot.replies.markup import plain_text
from bot.replies.plain import answer_lines
from bot.replies.render import answer_reply
from tests.room import BASE, shared_matcher

ROOT = Path(__file__).parents[2]
ASKED: dict[str, dict[str, str]] = {
    "en": {
        "source": (
            "source? / link? / Where can I read it? / Where does this come from? / Is there a link? / "
            "where did you get this from? / give me the link please / What's the source? / original article"
        ),
        "published": (
            "When was this published? / what date is it from? / How old is this news? / publication date / "
            "when did the article come out? / date? / is this up to date?"
        ),
        "publisher": "Who wrote this? / who published it? / Who is the author? / author? / published by whom?",
        "channel": "channel? / Which channel? / what is the channel called? / how do I join the channel? / subscribe",
        "title": "What is the title? / headline? / what's the article called? / title of the article",
    },
    "ar": {
        "source": "المصدر؟ / ما هو المصدر؟ / أعطني الرابط / أين المقال؟",
        "published": "متى نشر هذا؟ / ما تاريخ النشر؟",
        "publisher": "من كتب هذا؟ / من الناشر؟",
        "channel": "ما هي القناة؟ / كيف أنضم إلى القناة؟",
        "title": "ما عنوان المقال؟ / العنوان؟",
    },
    "de": {
        "source": "Quelle? / Link? / Woher kommt das? / Wo kann ich das nachlesen?",
        "published": "Wann wurde das veröffentlicht? / Von wann ist der Artikel?",
        "publisher": "Wer hat das geschrieben? / Wer ist der Autor?",
        "channel": "Welcher Kanal? / Wie heißt der Kanal?",
        "title": "Wie lautet der Titel? / Überschrift?",
    },
    "es": {
        "source": "¿fuente? / el enlace por favor / ¿de dónde sale esto? / ¿dónde puedo leerlo?",
        "published": "¿Cuándo se publicó? / ¿de qué fecha es?",
        "publisher": "¿Quién lo escribió? / ¿quién es el autor?",
        "channel": "¿qué canal? / ¿hay un canal?",
        "title": "¿cuál es el título? / ¿cómo se titula el artículo?",
    },
    "fr": {
        "source": "la source ? / le lien ? / d'où ça vient ? / où lire l'article ?",
        "published": "ça date de quand ? / quelle est la date de publication ?",
        "publisher": "qui a écrit ça ? / qui est l'auteur ?",
        "channel": "quelle chaîne ? / comment s'abonner ?",
        "title": "quel est le titre ? / c'est quoi le titre ?",
    },
    "hi": {
        "source": "स्रोत क्या है? / लिंक दो / यह जानकारी कहाँ से है? / लेख कहाँ है?",
        "published": "यह कब प्रकाशित हुआ? / तारीख क्या है?",
        "publisher": "यह किसने लिखा? / लेखक कौन है?",
        "channel": "कौन सा चैनल? / चैनल का नाम क्या है?",
        "title": "शीर्षक क्या है? / हेडलाइन क्या है?",
    },
    "hi-Latn": {
        "source": "source kya hai? / link do / ye kahan se hai? / article ka link do",
        "published": "ye kab publish hua? / date kya hai?",
        "publisher": "ye kisne likha? / author kaun hai?",
        "channel": "kaunsa channel? / channel ka naam kya hai?",
        "title": "title kya hai? / headline kya hai?",
    },
    "id": {
        "source": "sumbernya apa? / minta link dong / ini dari mana? / baca di mana?",
        "published": "kapan diterbitkan? / tanggal berapa ini?",
        "publisher": "siapa yang menulis ini? / siapa penerbitnya?",
        "channel": "channel apa? / cara gabung",
        "title": "judulnya apa? / apa judul artikelnya?",
    },
    "pt": {
        "source": "fonte? / me manda o link / de onde veio isso? / onde posso ler?",
        "published": "quando foi publicado? / qual a data?",
        "publisher": "quem escreveu isso? / quem é o autor?",
        "channel": "qual é o canal? / tem canal?",
        "title": "qual é o título? / manchete?",
    },
    "ru": {
        "source": "источник? / дай ссылку / откуда это? / где можно прочитать?",
        "published": "когда это опубликовано? / какая дата?",
        "publisher": "кто это написал? / кто автор?",
        "channel": "какой канал? / как подписаться?",
        "title": "какой заголовок? / как называется статья?",
    },
    "tr": {
        "source": "kaynak ne? / linki ver / bu nereden? / nerede okuyabilirim?",
        "published": "bu ne zaman yayınlandı? / hangi tarih?",
        "publisher": "bunu kim yazdı? / yazarı kim?",
        "channel": "hangi kanal? / kanal var mı?",
        "title": "başlığı ne? / haberin başlığı ne?",
    },
    "vi": {
        "source": "nguồn đâu? / cho xin link / thông tin này từ đâu? / đọc ở đâu?",
        "published": "bài này đăng khi nào? / ngày đăng?",
        "publisher": "ai viết bài này? / tác giả là ai?",
        "channel": "kênh nào? / có kênh không?",
        "title": "tiêu đề là gì? / tên bài viết là gì?",
    },
    "zh": {
        "source": "来源？ / 给我链接 / 这是哪里来的？ / 原文在哪？",
        "published": "这是什么时候发布的？ / 发布日期是什么？",
        "publisher": "谁写的？ / 作者是谁？",
        "channel": "什么频道？ / 怎么加入频道？",
        "title": "标题是什么？ / 文章叫什么？",
    },
}
WORDINGS = [
    (code, kind, wording)
    for code, kinds in ASKED.items()
    for kind, wordings in kinds.items()
    for wording in wordings.split(" / ")
]


@pytest.mark.parametrize(("code", "kind", "wording"), WORDINGS)
def test_what_any_announcement_is_asked_about_itself_is_answered_by_its_own_entry(
    code: str, kind: str, wording: str
) -> None:
    answer = shared_matcher().answer(wording, language=code)
    assert (answer.outcome, answer.reason, answer.language) == (Outcome.NOTHING, kind, code)


def test_every_language_has_phrases_for_every_kind() -> None:
    kinds = {str(reason) for reason in OF_THE_ANNOUNCEMENT}
    for code, language in load_languages().items():
        assert set(language.announcement) == kinds, code
        assert set(ASKED[code]) == kinds


@pytest.mark.parametrize("code", ASKED)
def test_the_replies_name_what_was_asked_and_lead_there(code: str) -> None:
    article = BASE.announcement
    said = {"source": article.title, "title": article.title, "channel": BASE.channel.name}
    for kind in ASKED[code]:
        answer = shared_matcher().answer(ASKED[code][kind].split(" / ")[0], language=code)
        reply = answer_reply(BASE, answer)
        plain = " ".join(answer_lines(BASE, answer))
        for text in (plain_text(reply.text), plain):
            assert said.get(kind, article.published) in text
            assert said.get(kind, article.publisher) in text
        assert (BASE.channel.url if kind == "channel" else article.url) in plain
        assert reply.facts is None, "what was shown before is still spoken of"
        assert reply.keyboard is not None


@pytest.mark.parametrize("wording", ["source?", "link?", "who published this?", "when was this published?"])
def test_behind_a_fact_they_ask_for_its_source(wording: str) -> None:
    answer = shared_matcher().answer(wording, shown="anvils", replies=False, language="en")
    assert answer.reason in OF_THE_ANNOUNCEMENT


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("source?", "source"),
        ("when was this published?", "source"),
        ("who wrote this?", "source"),
        ("channel?", "channel"),
    ],
)
def test_a_fact_that_answers_them_goes_first(question: str, fact: str) -> None:
    assert load_matcher(ROOT / "facts.yaml").answer(question, language="en").facts == (fact,)


def test_a_fact_and_a_gap_of_the_same_words_go_first() -> None:
    books = replace(
        BASE.facts[0],
        id="books",
        keywords=("published", "books published"),
        questions=("When was this published?", "How many books were published?"),
        related=(),
    )
    gap = replace(BASE.not_told[0], id="author", questions=("Who is the author?",))
    matcher = Matcher(replace(BASE, facts=(*BASE.facts, books), not_told=(*BASE.not_told, gap)))
    for question in ("When was this published?", "published?"):
        assert matcher.answer(question, language="en").facts == ("books",)
    assert matcher.answer("who is the author", language="en").not_told == "author"
    assert matcher.answer("link?", language="en").reason is Reason.SOURCE


@pytest.mark.parametrize(
    "question",
    [
        "When were the rockets built?",
        "who built the anvils?",
        "When was Acme founded?",
        "What is the title of the CEO?",
        "which date do the rockets leave?",
        "Where can I buy anvils?",
        "link the two towns",
    ],
)
def test_what_only_begins_like_them_is_a_question_of_its_own(question: str) -> None:
    assert shared_matcher().answer(question, language="en").reason not in OF_THE_ANNOUNCEMENT


@pytest.mark.parametrize("code", sorted(ASKED))
def test_the_sentence_on_publishing_says_no_more_than_the_base(code: str) -> None:
    filled = texts(code).published_by.format(publisher="PUBLISHER", published="DATE")
    assert "PUBLISHER" in filled
    assert "DATE" in filled
