"""Facts without a figure: who said what, plans, events, makers, and where readers find more."""

from __future__ import annotations

import re

from bot.authoring.drafting.announcement import About, addresses_of, handles_of, names_of
from bot.authoring.drafting.article import QUOTATION, mask
from bot.authoring.drafting.clause import Clause, clauses_of
from bot.authoring.drafting.english import CONJUNCTIONS, DETERMINERS, PREPOSITIONS, PRONOUNS, word_set
from bot.authoring.drafting.facts import FactDraft, years_of
from bot.authoring.drafting.statement import closed, heading, inverted, small, verb_phrase, who_of, without_article

_SERVICES = r"\b(?:Telegram|Twitter|Facebook|Instagram|WhatsApp|YouTube|Mastodon|Bluesky|LinkedIn|TikTok)\b"
_PLACES = rf"(?:{_SERVICES}|\b(?:channel|newsletter|website|messenger)\b)"
_INVITES = re.compile(
    rf"\b(?:follow|join|subscribe|sign up|visit|find out more|read more|more information)\b[^.]*{_PLACES}",
    re.IGNORECASE,
)
_CHANNEL = re.compile(r"\b(?:[Jj]oin|[Ff]ollow|in|on) ((?:[Oo]ur |the )?(?:[A-Z][\w’']* )+[Cc]hannel)")
_SAYS = re.compile(r"\b(?:said|says|told|called|stated|added|explained|wrote|according to)\b")
_SAID_OPENLY = re.compile(r"\b(?:said|says|stated|added): ?(?=[A-Z“\"])")
_TITLES = re.compile(
    r"(?:(?:Chief|Mayor|President|Minister|Dr|Professor|CEO|Director|Rector|Vice-rector|Executive|Coach|Captain|Founder|Senator|Mr|Mrs|Ms)\.?\s)+"
)
_PLANS = re.compile(
    r"\b(?:will|plans? to|aims? to|intends? to|hopes? to|wants? to|is to|are to|due to|is due|are due)\b"
)
_EVENTS = word_set(
    "announce launch release win open sign appoint unveil acquire approve present name buy sell join replace pass "
    "adopt publish introduce start"
)
_TOLD = re.compile(r"(?:announced|said|reported|stated)(?: (?:on|in|at) [^,;]*)?[.;]?$")  # ..., it announced on Monday.
_MADE = (
    "built|made|supplied|designed|drawn|carried|run|operated|developed|created|chosen|written|produced|owned|organi[sz]ed"
    "|sponsored|led|painted"
)
_BY = re.compile(
    rf"\b(?:{_MADE}) by ((?:an? |the )?(?:[A-Za-z-]+ ){{0,3}}[A-Z][\w’'-]*(?: (?:of )?[A-Z0-9][\w’'-]*)*(?: [a-z]+)??)"
    r"(?=[,.;]| and | in | for | at |$)"
)
_SMALL = DETERMINERS | PREPOSITIONS | PRONOUNS | CONJUNCTIONS
_FIGURE = 90


def follow(sentence: str) -> FactDraft | None:
    """Make the fact of a sentence that says where readers find more: a site, a channel, a newsletter."""
    places = [*addresses_of(sentence), *handles_of(sentence)]
    services = list(dict.fromkeys(re.findall(_SERVICES, sentence)))
    named = _CHANNEL.search(sentence)
    if not places and not _INVITES.search(sentence) and not (services and named):
        return None
    if named and not places:
        channel = re.sub(r"^[Oo]ur ", "the ", named[1]).replace("Channel", "channel")
        figure = channel + (" on Telegram" if "Telegram" in services else "")
        questions = ["Which channel can I join?", "Is there a Telegram channel?"]
        return FactDraft(
            "The channel", figure, sentence, ["channel", "join"], questions, id_words="channel", follow=True
        )
    figure = _listed(list(dict.fromkeys([*services, *places]))) or "the newsletter"
    if not (
        services or handles_of(sentence) or re.search(r"\b(?:follow\w*|news|channel|join)\b", sentence, re.IGNORECASE)
    ):
        questions = ["What is the website?", "Is there a website?"]
        return FactDraft(
            "The website", figure, sentence, ["website", "site"], questions, id_words="website", follow=True
        )
    questions = ["Where can I follow the news?", "What is the website?"]
    return FactDraft(
        "Where to follow the news",
        figure,
        sentence,
        ["follow", "website", "social media"],
        questions,
        id_words="follow",
        follow=True,
    )


def quotation(sentence: str, about: About, before: str, text: str) -> FactDraft | None:
    """Make the fact of a sentence that quotes somebody's words.

    `before` is what a pronoun takes up, `text` the article, for the speaker's full name.
    """
    plain = mask(sentence)
    quoted = [match.group() for match in QUOTATION.finditer(sentence) if len(match.group().split()) >= 4]
    openly = _SAID_OPENLY.search(plain)
    if not (quoted and _SAYS.search(plain)) and not openly:
        return None
    outside = plain.replace("·", "")
    if openly and len(plain[: openly.start()].split()) < 3:
        speaker = plain[: openly.start()].strip()
    else:
        speaker = _speaker(
            before if re.search(r"\b(?:he|she|they) (?:said|says|added)\b", outside) else outside, about
        ) or _subject(outside, before, about)
    speaker = about.subject if speaker in ("", about.subject) else _full_name(speaker, text)[:50]
    words = (" ".join(quoted) if quoted or not openly else sentence[openly.end() :]).strip('"“”«» ').rstrip(",.")
    short = words if len(words) <= 150 else " ".join(closed(words[:140].split()[:-1])).rstrip(",;") + " …"
    first = " ".join(closed(words.split()[:7])).rstrip(",;.")
    questions = [f"What did {speaker} say?", f"Who said “{first}”?"]
    role = re.search(rf"((?:\b[A-Za-z-]+ (?:and )?){{1,3}}){re.escape(speaker)}", outside)
    if role and (post := _role(role[1])):
        questions.append(f"What did the {post} say?")
    last = speaker.split()[-1]
    keywords = [speaker, f"statement of {last}"]
    return FactDraft(
        heading(f"What {speaker} said"),
        f"“{short}”",
        sentence,
        keywords,
        questions,
        years_of(sentence, about),
        f"statement {last}",
        speaker=speaker,
    )


def happening(sentence: str, about: About, before: str) -> FactDraft | None:
    """Make the fact of a sentence that tells a plan, an event or a maker by name; None for mere background."""
    plain = mask(sentence)
    clauses = clauses_of(plain)
    told = [clause for clause in clauses if not _TOLD.match(plain[clause.verb_start :]) or clause is clauses[0]]
    clause = next((clause for clause in told if clause.base in _EVENTS), told[0] if told else None)
    announced = len(told) < len(clauses) and clause is told[0]
    if clause is None or sentence.endswith("?"):
        return None
    who = who_of(plain, clause, clauses, before, about.known)
    if made := _BY.search(plain):
        return _made(sentence, made, who, about)
    others = [name for name in names_of(plain) if name != about.subject and not plain.startswith(name)]
    if (
        (clause.base in _EVENTS or announced)
        and (others or about.subject in plain)
        and not _PLANS.search(plain[clause.verb_start : clause.verb_end])
    ):
        return _event(sentence, clause, who, about)
    if _PLANS.search(plain) and (others or about.subject in plain):
        return _plan(sentence, clause, who, about)
    return None


def _listed(items: list[str]) -> str:
    """Return items as a list in a sentence."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def _speaker(outside: str, about: About) -> str:
    """Return who speaks: a name of several words, without what the person is."""
    names = [_TITLES.sub("", name) for name in names_of(f"x {outside}") if len(name) <= 50]
    names = [re.sub(rf"^{re.escape(about.subject)} ", "", name) for name in names]
    names = [
        " ".join(words[1:]) if len(words := name.split()) > 2 and words[0] not in about.known else name
        for name in names
    ]
    names = [name for name in names if not re.fullmatch(_TITLES.pattern, f"{name} ")]
    return next((name for name in names if len(name.split()) > 1), next(iter(names), ""))


def _subject(outside: str, before: str, about: About) -> str:
    """Return who speaks where no name stands: the subject of the verb of saying."""
    clauses = clauses_of(outside)
    clause = next(
        (clause for clause in reversed(clauses) if _SAYS.search(clause.verb)), clauses[0] if clauses else None
    )
    who = who_of(outside, clause, clauses, before, about.known)
    return who if len(who.split()) < 6 and re.search(r"\w", who) else ""


def _full_name(name: str, text: str) -> str:
    """Return a person's full name as the article gives it elsewhere."""
    if len(name.split()) != 1:
        return name
    found = re.finditer(rf"\b([A-Z][a-z]+)(?: [A-Z]\.)? {re.escape(name)}\b", text)
    return next((full[0] for full in found if not _TITLES.match(full[0]) and full[1].lower() not in _SMALL), name)


def _role(words: str) -> str:
    """Return what a person is (`chief executive`), without the verb of saying before it."""
    role = re.sub(
        r".*\b(?:said|says|told|by|the|added|its|called|to|of|party)\b", "", words.strip(), flags=re.IGNORECASE
    )
    return re.sub(r"^and |[^a-z -]| and$", "", role.strip().lower())


def _event(sentence: str, clause: Clause, who: str, about: About) -> FactDraft | None:
    """Make the fact of what somebody launched, won or signed."""
    what = re.split(
        r"[,;] (?:and |but )?(?=[a-z])|[.!;]$|\. | and (?=[a-z]+(?:ed|s) )",
        sentence[clause.verb_end :].strip(),
        maxsplit=1,
    )[0]
    what = " ".join(closed(what[:_FIGURE].split())) if len(what) > _FIGURE else what
    if not what.strip():
        return None
    verb = sentence[clause.verb_start : clause.verb_end]
    title = heading(f"what {who} {verb}")
    questions = [f"What {inverted(sentence, clause, who)}?", f"Who {verb} {what}?"]
    return FactDraft(
        title,
        what,
        sentence,
        [what if len(what) < 60 else title],
        questions,
        years_of(sentence, about),
        f"{without_article(who)} {clause.base}",
    )


def _plan(sentence: str, clause: Clause, who: str, about: About) -> FactDraft | None:
    """Make the fact of what is to come."""
    phrase = verb_phrase(sentence, clause, 10)
    planned = re.sub(r"^(?:will|is to|are to|plans? to|aims? to|intends? to|hopes? to|wants? to)\b\s*", "", phrase)
    if planned == phrase:
        return None
    topic = without_article(who)
    own = topic == about.subject or who in ("we", "it")
    title = heading(f"plan to {planned}" if own else topic)
    question = "What are the plans for the future?" if own else f"What will happen to {who}?"
    questions = [f"Will {about.subject if own else who} {planned}?", question]
    return FactDraft(
        title, planned, sentence, [title], questions, years_of(sentence, about), f"{'plan' if own else topic} {planned}"
    )


def _made(sentence: str, made: re.Match[str], who: str, about: About) -> FactDraft:
    """Make the fact of who made or does something."""
    verb = made[0].split(" ", 1)[0]
    be = "were" if who.endswith("s") and not who.endswith("ss") else "was"
    if re.search(r"\b(?:will|is to|are to) be $", sentence[: made.start()]):
        question = f"By whom will {who} be {verb}?"
    else:
        question = f"By whom {be} {who} {verb}?"
    name = without_article(made[1])
    return FactDraft(
        heading(small(name, about.known)),
        made[0],
        sentence,
        [name],
        [question, f"What does {made[1]} do?"],
        years_of(sentence, about),
    )
