"""Words that any English article uses: what numbers, units and ranks look like, and which words are verbs."""

from __future__ import annotations

import re

from bot.matching.spelling import dictionary


def word_list(text: str) -> tuple[str, ...]:
    """Return the words of a text in their order."""
    return tuple(text.split())


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = word_set("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
DETERMINERS = word_set("a an the this that these those its their his her our my your each every any some all both no")
PREPOSITIONS = word_set(
    "of in on at by for from to with within without over under into onto through during after before since until "
    "as than about around across along among between against per near behind below above off out up down towards "
    "via like despite beyond including because"
)
CONJUNCTIONS = word_set("and or but while although though when where once if because so nor yet whereas")
RELATIVES = word_set("which who whom whose that")
PRONOUNS = word_set(
    "it he she they we i you this these that those there them him us many several others somebody anyone"
)
AUXILIARIES = word_set(
    "is are was were be been being has have had will would can could may might must shall should does do did "
    "isn't aren't won't doesn't don't didn't hasn't haven't can't"
)
ADVERBS = word_set(
    "now also only again still already not never ever often officially currently today yesterday soon then just "
    "once meanwhile recently initially eventually together more most very live ago even later first further far "
    "here almost long rather well"
)
# Verbs that news is written with, in their base form; the other forms follow from the rules of `base_form`.
VERBS = word_set(
    "accept account achieve acquire add admit adopt agree aim allow amount announce appear appoint apply approve "
    "arrive ask attend attract attribute average award back ban become begin believe belong break bring build "
    "burn buy call carry cast cause celebrate change charge choose circle claim climb close collect come compare "
    "complete comprise concern confirm connect consider consist construct consume contain continue contribute "
    "convert cost count cover create cross cut deal decide declare decline decrease deliver depend describe "
    "design develop display donate double draw drive drop earn employ enable end enter equal establish estimate "
    "exceed expand expect experience explain export extend face fall feature feed file finance find finish fit "
    "fly follow forecast found fund gain generate get give go grant grow halve handle happen have hear help hope "
    "hire hit hold host house improve include increase inform insure introduce invest invite involve issue join "
    "jump keep kill know land last launch lead leave lend let lie lift light limit list live locate look lose "
    "lower make manage manufacture mark mean measure meet merge move name need note obtain occupy offer open "
    "operate orbit order outline overtake own participate pay pick place plan play point predict prepare present "
    "prevent produce promise propose protect prove provide publish purchase put raise range rank reach read "
    "recall receive record recruit reduce refuse register reject release rely remain remove rent reopen replace "
    "report represent require rescue respond retire return reveal rise run sail save say score see seek sell send "
    "serve set share ship show shrink shut sign sit slip span spend split sponsor stand start state stay step "
    "stop store stretch strike succeed suffer supply support surpass take tell test think total trade train "
    "transfer travel treble triple turn unveil use value visit vote want warn waste wait weigh welcome widen win "
    "work write yield"
)
# The base form and the irregular others, the participle last.
_IRREGULAR_VERBS = """
be is are was were been; become became; begin began begun; break broke broken; bring brought; build built; buy bought;
choose chose chosen; come came; do does did done; draw drew drawn; drive drove driven; fall fell fallen; feed fed;
find found; fly flew flown; get got; give gave given; go goes went gone; grow grew grown; have has had; hear heard;
hold held; keep kept; know knew known; lead led; leave left; lend lent; lose lost; make made; mean meant; meet met;
overtake overtook overtaken; pay paid; rise rose risen; run ran; say said; see saw seen; seek sought; sell sold;
send sent; show shown; shrink shrank shrunk; sit sat; spend spent; stand stood; strike struck; take took taken;
tell told; think thought; win won; write wrote written
"""
IRREGULAR = {form: verb.split()[0] for verb in _IRREGULAR_VERBS.split(";") for form in verb.split()[1:]}
SAME_IN_THE_PAST = word_set("cost cut hit let put set shut split cast read")
PARTICIPLES = word_set(
    "been begun broken done drawn driven fallen flown given gone grown known risen seen shown taken written"
)
# Forms that are of the past and no participles: verbs, wherever they stand.
PAST_ONLY = word_set(
    "came went became began took gave grew fell rose ran saw wrote chose drew drove broke knew flew spoke said told "
    "was were"
)
CHANGES = word_set(
    "rise grow climb increase jump gain fall drop decline decrease shrink improve advance slip double triple "
    "treble halve reduce lower raise cut widen expand"
)
SPEECH = word_set(
    "say tell state explain announce note add warn believe promise call claim confirm inform write estimate show "
    "reveal predict think"
)

SMALL_NUMBERS = word_list(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = word_list("twenty thirty forty fifty sixty seventy eighty ninety")
ORDINALS = word_list(
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
HEDGES = (
    "well over", "well under", "just over", "just under", "a little over", "slightly more than",
    "slightly less than", "more than", "less than", "fewer than", "no more than", "no fewer than",
    "no less than", "not more than", "at least", "at most", "as many as", "as much as", "up to", "close to",
    "an estimated", "a record", "a total of", "a further",
    *word_list("nearly almost about around roughly approximately some over under"),
    *word_list("above below only exactly another further"),
)  # fmt: skip
CURRENCIES = word_list(
    "afghanis? baht balboas? birrs? bol[ií]var(?:e?s)? bolivianos? cedis? cents? crowns? dalasis? denars? dinars? "
    "dirhams? dobras? dollars? dong drams? escudos? euros? florins? forints? francs? gourdes? guaran[ií]s? "
    "guilders? hryvnias? kinas? kips? koruna krone kroner kronor kronas? kunas? kwachas? kwanzas? kyats? laris? "
    "leks? lempiras? leones? leva? leu lei liras? manats? meticals? nairas? ngultrums? ouguiyas? pa'angas? patacas? "
    "pence pesos? pounds? pulas? quetzals? rand reais real rials? riels? ringgit riyals? roubles? rubles? rufiyaas? "
    "rupees? rupiah shekels? shillings? soms? takas? tenge tugriks? vatus? won yen yuan zlotys? złoty"
)
# What a unit measures: for the title, and how one asks for it.
DIMENSIONS = {
    "length": r"(?:kilo|centi|milli)?met(?:re|er)s?|km|miles?|feet|foot|yards?|inch(?:es)?",
    "area": r"square (?:kilomet|met)(?:re|er)s?|square (?:feet|miles|yards)|hectares?|acres?",
    "weight": r"kilograms?|kilos?|kg|grams?|tonnes?|tons?|ounces?",
    "duration": r"seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?",
    "power": r"(?:mega|giga|kilo|tera)?watts?(?:[ -]hours?)?|[MGTk]Wh?",
    "capacity": r"(?:milli)?amp(?:ere)?[ -]?hours?|m?Ah",
    "resolution": r"(?:mega)?pixels?",
    "frequency": r"(?:kilo|mega|giga)?hertz|[kMG]?Hz",
    "volume": r"lit(?:re|er)s?|cubic (?:met|kilomet)(?:re|er)s?|gallons?|barrels?",
    "temperature": r"degrees?(?: (?:Celsius|Fahrenheit))?",
    "storage": r"(?:giga|mega|tera)bytes?|[GMT]B",
}
# Nouns that say too little of what is counted to be a title alone.
GENERAL_NOUNS = word_set(
    "people persons men women places points times items things units ways parts members others years days percent "
    "of them adults children entries copies"
)
LINKS = word_set("of in on at for and the to from with by a an")
_DOUBLED = re.compile(r"(.*[aeiou])([bdgklmnprt])\2$")


def base_form(verb: str) -> str:
    """Return the base form of a verb's form, or "" where it is no form of a verb that is known."""
    word = verb.lower()
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word in VERBS:
        return word
    guesses = []
    if word.endswith(("ies", "ied")):
        guesses.append(word[:-3] + "y")
    for ending in ("ed", "ing", "es", "s", "d"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            guesses += [stem, stem + "e"]
            if doubled := _DOUBLED.fullmatch(stem):
                guesses.append(doubled[1] + doubled[2])
    return next((guess for guess in guesses if guess in VERBS), "")


def guessed_base(verb: str) -> str:
    """Return the base form of a verb that is in no list: a known word that its past is made of, or itself."""
    low = verb.lower()
    if not low.endswith("ed"):
        return base_form(low) or low
    doubled = _DOUBLED.fullmatch(low[:-2])
    guesses = (low[:-2], low[:-1], doubled[1] + doubled[2] if doubled else "", f"{low[:-3]}y")
    return base_form(low) or next((guess for guess in guesses if guess in dictionary()), low)


def is_past(verb: str) -> bool:
    """Say whether a form is one of the past (or a participle)."""
    word = verb.lower()
    if word in IRREGULAR:
        return not word.endswith("s") or word == "was"
    return word.endswith("ed") or word in SAME_IN_THE_PAST


def singular(noun: str) -> str:
    """Return the singular of the last word of a noun phrase, by the rules that hold for most."""
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x")):
        if noun.endswith(ending) and len(noun) > len(ending) + 1:
            return noun.removesuffix(ending) + instead
    if noun.endswith("people"):
        return noun.removesuffix("people") + "person"
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun
