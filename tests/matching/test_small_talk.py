"""Small talk is recognised where a message is nothing else, and gets one short line in the reader's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts.language import load_languages, texts
from bot.matching import Matcher, load_matcher
from bot.matching.answer import Outcome, Reason
from bot.matching.small_talk import RANKED
from bot.replies.plain import sentence

ROOT = Path(__file__).parents[2]

SAID: dict[str, dict[str, str]] = {
    "en": {
        "greeting": (
            "hi / Hello! / helloooo / heyyyy there / "
            "good morning everyone / How are you? / hi bot / Hey, how are you doing?"
        ),
        "thanks": "thanks / Thank you so much! / thnaks / thanks a lot for your help / ok thanks / thx bro",
        "bye": "bye / Goodbye! / see you later / ok thanks, bye / that's all, thanks / good night",
        "ok": "sorry / my bad / ok / k / okay then / alright / I see. / hmm / oh ok / never mind / Yes / no",
        "praise": (
            "good bot / Well done! / you are the best / that's great / great answer, bravo! / wow, awesome / I love you"
        ),
        "complaint": (
            "bad bot / that's wrong / This is wrong! / you are wrong / "
            "stupid bot / that's not what I asked / no, that's not true / "
            "i dont believe you / you didnt answer / your answer is useless"
        ),
        "doubt": "are you sure? / you sure?",
        "bot": (
            "are you a bot? / r u a bot / Are you human? / are you an AI / "
            "are you ChatGPT? / who are you / hey, are you a human or a bot? / hi! what's your name?"
        ),
        "maker": (
            "who made you? / who created you / Who is behind this bot? / who built this bot / hello, who made you?"
        ),
        "abilities": (
            "what can you do? / help / help me please / what can I ask you? / "
            "how does this work / I have a question / hi, can you help me?"
        ),
        "languages": (
            "which languages do you speak? / Do you speak German? / what languages do you know / "
            "languages / can I ask in another language?"
        ),
        "summary": (
            "tell me everything / summary / give me a summary please / TL;DR / "
            "what is it about? / What does the announcement say? / sum it up / the key points, please"
        ),
        "person": (
            "can I talk to a human? / I want to speak to someone / human please / is anyone there? / "
            "how can I contact you / talk to a human / hello, is anybody there?"
        ),
        "laugh": "haha / hahahahaha / LOL! / hehehe / ha ha ha / lmaooo / 😂 haha / that's funny",
        "emoji": "😂 / 👍👍 / ❤️ / :) / 🤔🤔🤔 / 🇮🇳",
    },
    "de": {
        "greeting": "hallo / Halloooo",
        "thanks": "danke! / vielen dank",
        "bye": "tschüss / Auf Wiedersehen",
        "ok": "alles klar / ach so",
        "praise": "guter Bot / gut gemacht!",
        "complaint": "das stimmt nicht",
        "doubt": "Bist du sicher?",
        "bot": "Bist du ein Bot? / hallo, wer bist du?",
        "maker": "Wer hat dich gemacht? / Wer steckt hinter dir?",
        "abilities": "was kannst du? / Hilfe!",
        "languages": "Welche Sprachen sprichst du? / sprichst du auch Deutsch?",
        "summary": "erzähl mir alles / Zusammenfassung bitte / Fass alles zusammen / Worum geht's?",
        "person": "kann ich mit einem Menschen sprechen? / ist da jemand?",
        "laugh": "hahaha / hihihi",
    },
    "fr": {
        "greeting": "bonjour / saluuuut",
        "thanks": "merci beaucoup / merci !",
        "bye": "au revoir / à bientôt !",
        "ok": "d'accord / ah bon ?",
        "praise": "bravo / super !",
        "complaint": "c'est faux",
        "doubt": "tu es sûr ?",
        "bot": "tu es un bot ? / êtes-vous humain ?",
        "maker": "qui t'a créé ? / qui est derrière ce bot ?",
        "abilities": "que peux-tu faire ? / aide",
        "languages": "quelles langues parles-tu ? / parlez-vous français ?",
        "summary": "dis-moi tout / un résumé s'il te plaît",
        "person": "je peux parler à un humain ? / il y a quelqu'un ?",
        "laugh": "mdr / hahaha",
    },
    "es": {
        "greeting": "hola / holaaaa",
        "thanks": "gracias / muchas gracias por todo",
        "bye": "adiós / hasta luego",
        "ok": "vale / entiendo",
        "praise": "buen bot / ¡excelente!",
        "complaint": "eso está mal",
        "doubt": "¿estás seguro?",
        "bot": "¿eres un bot? / hola, ¿quién eres?",
        "maker": "¿quién te hizo? / ¿Quién te creó?",
        "abilities": "¿qué puedes hacer? / ayuda",
        "languages": "¿qué idiomas hablas? / ¿hablas español?",
        "summary": "cuéntame todo / un resumen por favor",
        "person": "¿puedo hablar con una persona? / ¿hay alguien ahí?",
        "laugh": "jaja / jajajaja / qué risa",
    },
    "pt": {
        "greeting": "oi / bom dia",
        "thanks": "obrigado / muito obrigada",
        "bye": "tchau / até logo",
        "ok": "tá bom / entendi",
        "praise": "bom bot / muito bom!",
        "complaint": "isso está errado",
        "doubt": "tem certeza?",
        "bot": "você é um bot? / vc é humano?",
        "maker": "quem te criou? / quem fez este bot?",
        "abilities": "o que você faz? / me ajuda",
        "languages": "que línguas você fala? / você fala inglês?",
        "summary": "me conta tudo / resumo por favor",
        "person": "posso falar com uma pessoa? / tem alguém aí?",
        "laugh": "kkkkk / rsrs",
    },
    "ru": {
        "greeting": "привет / Приветттт",
        "thanks": "спасибо / большое спасибо за помощь",
        "bye": "пока / до свидания!",
        "ok": "понятно / ладно",
        "praise": "хороший бот / молодец!",
        "complaint": "это неправда",
        "doubt": "ты уверен?",
        "bot": "ты бот? / вы человек?",
        "maker": "кто тебя создал? / кто твой автор",
        "abilities": "что ты умеешь? / помоги",
        "languages": "на каких языках ты говоришь? / какие языки знаешь",
        "summary": "расскажи всё / кратко, пожалуйста",
        "person": "можно поговорить с человеком? / есть кто живой?",
        "laugh": "хахаха / ахахах / лол",
    },
    "tr": {
        "greeting": "merhaba / selaaam",
        "thanks": "teşekkürler / çok sağol",
        "bye": "görüşürüz / hoşça kal",
        "ok": "tamam / anladım",
        "praise": "aferin / harika!",
        "complaint": "bu yanlış",
        "doubt": "emin misin?",
        "bot": "bot musun? / sen insan mısın?",
        "maker": "seni kim yaptı? / bu botu kim yaptı",
        "abilities": "ne yapabilirsin? / yardım et",
        "languages": "hangi dilleri biliyorsun? / türkçe biliyor musun?",
        "summary": "her şeyi anlat / özet lütfen",
        "person": "bir insanla konuşabilir miyim? / kimse var mı?",
        "laugh": "hahaha / çok komik",
    },
    "id": {
        "greeting": "halo / selamat pagi",
        "thanks": "terima kasih / makasih ya",
        "bye": "sampai jumpa / dadah",
        "ok": "oke / paham",
        "praise": "bot bagus / keren banget",
        "complaint": "itu salah",
        "doubt": "kamu yakin?",
        "bot": "kamu bot? / apakah kamu manusia?",
        "maker": "siapa yang membuatmu? / siapa pembuat bot ini",
        "abilities": "kamu bisa apa? / tolong bantu saya",
        "languages": "kamu bisa bahasa apa saja? / bahasa apa saja",
        "summary": "ceritakan semuanya / minta ringkasan dong",
        "person": "bisa bicara dengan manusia? / ada orang di sini?",
        "laugh": "wkwkwk / hahaha",
    },
    "vi": {
        "greeting": "xin chào / chào bạn",
        "thanks": "cảm ơn / cảm ơn bạn nhiều",
        "bye": "tạm biệt / hẹn gặp lại nhé",
        "ok": "được rồi / hiểu rồi",
        "praise": "giỏi lắm / tuyệt vời!",
        "complaint": "sai rồi",
        "doubt": "bạn có chắc không?",
        "bot": "bạn là bot à? / bạn có phải là người không?",
        "maker": "ai tạo ra bạn? / ai làm bot này",
        "abilities": "bạn làm được gì? / giúp mình với",
        "languages": "bạn nói được tiếng gì? / bạn biết tiếng Anh không",
        "summary": "tóm tắt cho mình / nói hết đi",
        "person": "cho gặp nhân viên / có ai ở đây không?",
        "laugh": "hahaha / buồn cười quá",
    },
    "zh": {
        "greeting": "你好 / 在吗？",
        "thanks": "谢谢你 / 多谢",
        "bye": "再见 / 拜拜",
        "ok": "好的 / 原来如此",
        "praise": "太棒了 / 真厉害！",
        "complaint": "你错了",
        "doubt": "你确定吗？",
        "bot": "你是机器人吗？ / 你是谁",
        "maker": "谁开发了你？ / 你是谁做的",
        "abilities": "你能做什么？ / 帮帮我",
        "languages": "你会说哪些语言？ / 会说中文吗",
        "summary": "总结一下 / 全部告诉我",
        "person": "转人工 / 可以和真人说话吗？",
        "laugh": "哈哈 / 哈哈哈哈哈 / 笑死我了",
    },
    "hi": {
        "greeting": "नमस्ते / कैसे हो",
        "thanks": "धन्यवाद / बहुत शुक्रिया",
        "bye": "अलविदा / फिर मिलेंगे",
        "ok": "ठीक है / समझ गया",
        "praise": "शाबाश / बहुत बढ़िया!",
        "complaint": "यह गलत है",
        "doubt": "पक्का?",
        "bot": "क्या तुम बॉट हो? / आप कौन हैं?",
        "maker": "आपको किसने बनाया? / यह बॉट किसने बनाया",
        "abilities": "आप क्या कर सकते हैं? / मदद करो",
        "languages": "आप कौन सी भाषाएँ बोलते हैं? / हिंदी आती है क्या",
        "summary": "सब कुछ बताओ / संक्षेप में बताइए",
        "person": "मुझे इंसान से बात करनी है / कोई है?",
        "laugh": "हाहाहा / हा हा",
    },
    "hi-Latn": {
        "greeting": "namaste / kaise ho bhai",
        "thanks": "dhanyavad / bahut shukriya bhai",
        "bye": "alvida / phir milenge",
        "ok": "theek hai / samajh gaya",
        "praise": "shabash / bahut badhiya yaar",
        "complaint": "ye galat hai / tum nahi samjhe",
        "bot": "kya tum bot ho? / aap kaun ho?",
        "maker": "tumhe kisne banaya? / ye bot kisne banaya",
        "abilities": "tum kya kar sakte ho? / meri madad karo please",
        "languages": "hindi aati hai kya? / aap kaunsi bhasha bolte ho",
        "summary": "sab kuch batao / summary do bhai",
        "person": "mujhe insaan se baat karni hai / koi hai kya",
        "laugh": "hahaha / maza aa gaya",
    },
    "ar": {
        "greeting": "مرحبا / السلام عليكم",
        "thanks": "شكرا / شكرا جزيلا على المساعدة",
        "bye": "مع السلامة / إلى اللقاء",
        "ok": "حسنا / فهمت",
        "praise": "أحسنت / ممتاز!",
        "complaint": "هذا خطأ",
        "doubt": "هل أنت متأكد؟",
        "bot": "هل أنت بوت؟ / من أنت؟",
        "maker": "من صنعك؟ / من برمجك",
        "abilities": "ماذا يمكنك أن تفعل؟ / ساعدني",
        "languages": "ما اللغات التي تتحدثها؟ / هل تتكلم عربي؟",
        "summary": "أخبرني كل شيء / ملخص من فضلك",
        "person": "أريد التحدث مع شخص / هل يوجد أحد؟",
        "laugh": "ههههه / ههههههههه",
    },
}
WORDINGS = [
    (code, kind, wording.strip())
    for code, kinds in SAID.items()
    for kind, wordings in kinds.items()
    for wording in wordings.split(" / ")
]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Load the announcement that the bot ships with."""
    return load_matcher(ROOT / "facts.yaml")


@pytest.mark.parametrize(("code", "kind", "wording"), WORDINGS)
def test_small_talk_is_recognised_by_a_reader_of_its_language(
    matcher: Matcher, code: str, kind: str, wording: str
) -> None:
    answer = matcher.answer(wording, language=code)
    assert (answer.outcome, answer.reason, answer.language) == (Outcome.NOTHING, kind, code)


@pytest.mark.parametrize(
    "question",
    [
        "hi, how many patents?",
        "thanks! and how many trademarks?",
        "ok, how many patents does Xiaomi have",
        "haha, how many patents?",
        "good bot, now the trademarks",
        "hello can you help me, how many patents has Xiaomi got?",
        "are you a bot? how many patents does Xiaomi have?",
        "hallo, wie viele Patente?",
        "привет, сколько патентов?",
        "你好，有多少专利？",
        "hola, ¿cuántas patentes?",
    ],
)
def test_a_question_beside_small_talk_is_answered(matcher: Matcher, question: str) -> None:
    assert matcher.answer(question).facts


@pytest.mark.parametrize(
    "question", ["who made the phone?", "is the weather good?", "are you Huawei?", "can I buy a phone?"]
)
def test_what_only_begins_like_small_talk_is_a_question(matcher: Matcher, question: str) -> None:
    assert matcher.answer(question).reason not in RANKED


def test_every_language_has_phrases_and_a_reply_for_every_kind(matcher: Matcher) -> None:
    kinds = {str(reason) for reason in RANKED} - {"greeting", "thanks"}
    for code, language in load_languages().items():
        assert set(language.small_talk) == kinds | {"polite"}, code
        assert set(texts(code).small_talk) == kinds | {str(Reason.EMOJI), str(Reason.DOUBT)}, code


@pytest.mark.parametrize("code", SAID)
def test_a_reply_to_small_talk_is_one_short_line(matcher: Matcher, code: str) -> None:
    for kind in SAID["en"]:
        wording = next(each for each in SAID[code].get(kind, "😂").split(" / "))
        answer = matcher.answer(wording, language=code)
        reply = str(sentence(matcher.base, answer))
        assert "\n" not in reply.strip()
        assert len(reply) < 400
        assert texts(code).not_found_short not in reply
