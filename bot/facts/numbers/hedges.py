"""What hedges a number in each language (*more than*, *nearly*), and what names a year or a day by its distance."""

from __future__ import annotations

from bot.facts.numbers.quantity import Hedge

# What stands before a number, or behind it: more than; nearly; about; at most.
OVER = {
    "en": "more than/over/at least/above/no fewer than/no less than/upwards of/in excess of/not less than/greater than",
    "ar": "اكثر من/ازيد من/ما يزيد على/ما يزيد عن/يزيد على/تزيد على/على الاقل/لا يقل عن/لا تقل عن/فوق/ما لا يقل عن/يفوق"
    "/تجاوز/يتجاوز/تتجاوز",
    "de": "mehr als/über/mindestens/wenigstens/nicht weniger als/gut",
    "es": "más de/al menos/por lo menos/como mínimo/superior a/por encima de/no menos de/más que",
    "fr": "plus de/plus d'/au moins/au-delà de/pas moins de/supérieur à/au moins de",
    "hi": "कम से कम",
    "hi-latn": "kam se kam/more than/over/at least",
    "id": "lebih dari/lebih daripada/sedikitnya/setidaknya/paling sedikit/di atas/melebihi/minimal/sekurang-kurangnya",
    "pt": "mais de/pelo menos/ao menos/no mínimo/acima de/superior a/mais do que/não menos de",
    "ru": "более/более чем/больше/больше чем/свыше/не менее/не менее чем/минимум/не меньше/по меньшей мере"
    "/по крайней мере",
    "tr": "en az/en azından/asgari",
    "vi": "hơn/trên/ít nhất/tối thiểu/không dưới/ít nhất là",
    "zh": "超过/超過/多于/至少/不少于/逾/突破/高于/超/不低于",
}
OVER_BEHIND = {
    "en": "or more/plus/at least/at the least/minimum",
    "ar": "على الاقل/او اكثر/واكثر/فاكثر",
    "de": "oder mehr/und mehr",
    "es": "o más/como mínimo",
    "fr": "ou plus/au moins",
    "hi": "से अधिक/से ज्यादा/से भी अधिक/से भी ज्यादा/से ऊपर",
    "hi-latn": "se zyada/se jyada/se adhik/se bhi zyada/se upar/se zyaada",
    "id": "lebih/atau lebih",
    "pt": "ou mais",
    "ru": "и более/или более/с лишним",
    "tr": "fazla/den fazla/dan fazla/ten fazla/tan fazla/nden fazla/ndan fazla/den çok/dan çok/ten çok/tan çok"
    "/in üzerinde"
    "/ın üzerinde/ün üzerinde/un üzerinde/nin üzerinde/nın üzerinde/i aşkın/ı aşkın/ü aşkın/u aşkın/yi aşkın/yı aşkın"
    "/den daha fazla/dan daha fazla/ten daha fazla/tan daha fazla",
    "vi": "trở lên",
    "zh": "多/余/餘/以上/多万/余万",
}
# Somewhat less than it.
NEARLY = {
    "en": "nearly/almost/just under/just below/a little under/slightly less than/slightly under/a little less than"
    "/not quite/approaching",
    "ar": "اقل بقليل من/ما يقل قليلا عن",
    "de": "fast/beinahe/nahezu/knapp/annähernd/nahezu die/fast die/knapp die/beinahe die/ein knappes/knapp ein/fast ein"
    "/etwas weniger als/etwas unter/kaum weniger als",
    "es": "casi/algo menos de/poco menos de/un poco menos de",
    "fr": "près de/presque/quasiment/un peu moins de/près d'",
    "hi-latn": "nearly/almost",
    "id": "hampir/mendekati/nyaris/sedikit di bawah/sedikit kurang dari",
    "pt": "quase/pouco menos de/um pouco menos de",
    "ru": "почти/чуть менее/чуть меньше/без малого/едва не/почти что/немногим менее/немногим меньше",
    "tr": "neredeyse/nerdeyse/hemen hemen",
    "vi": "gần/gần như/ngót/gần tới",
    "zh": "近/接近/将近/將近/几乎/幾乎/不到",
}
NEAR = {
    "en": "about/around/roughly/some/approximately/close to/near/circa/c./ca./an estimated/about one/estimated at",
    "ar": "ما يقارب/حوالي/نحو/قرابه/تقريبا/ما يقرب من/زهاء/يقارب/تقارب/قريب من/قريبا من/يقرب من",
    "de": "rund/etwa/ungefähr/circa/ca./zirka/gegen/rund die/etwa die/rund ein/etwa ein/an die/schätzungsweise",
    "es": "cerca de/alrededor de/unos/unas/aproximadamente/prácticamente/en torno a",
    "fr": "environ/autour de/quelque/à peu près/aux alentours de",
    "hi": "लगभग/करीब/तकरीबन/करीब-करीब",
    "hi-latn": "lagbhag/kareeb/karib/takreeban/about/around/qareeb",
    "id": "sekitar/kira-kira/kurang lebih/lebih kurang",
    "pt": "cerca de/aproximadamente/perto de/por volta de/em torno de/uns/umas/à volta de",
    "ru": "около/примерно/приблизительно/порядка/близко к/ок.",
    "tr": "yaklaşık/yaklaşık olarak/aşağı yukarı/tahminen/takriben",
    "vi": "khoảng/xấp xỉ/chừng/ước tính",
    "zh": "約/约/大约/大約/差不多/左右/大概/约有",
}
NEAR_BEHIND = {
    "en": "or so",
    "ar": "تقريبا",
    "fr": "environ",
    "hi": "के करीब/के लगभग/के आसपास",
    "hi-latn": "ke kareeb/ke karib/ke lagbhag/ke aaspaas",
    "tr": "e yakın/a yakın/ye yakın/ya yakın/civarında/civarı/kadar/dolayında",
    "vi": "gần như",
    "zh": "左右/上下/来",
    "es": "aproximadamente",
    "pt": "aproximadamente",
    "ru": "примерно",
}
UNDER = {
    "en": "up to/less than/fewer than/at most/under/below/no more than/not more than/a maximum of/as many as"
    "/as much as/at the most/max/max./maximum",
    "ar": "حتى/ما يصل الى/يصل الى/تصل الى/اقل من/كحد اقصى/لا يتجاوز/لا يزيد عن/بحد اقصى",
    "de": "bis zu/weniger als/höchstens/maximal/unter/nicht mehr als/max./max",
    "es": "hasta/menos de/como máximo/máximo/no más de/inferior a/por debajo de/un máximo de/máx./máx",
    "fr": "jusqu'à/moins de/au plus/au maximum/maximum/pas plus de/inférieur à/moins d'/maxi/max",
    "hi": "अधिकतम/ज्यादा से ज्यादा/अधिक से अधिक",
    "hi-latn": "adhiktam/zyada se zyada/up to/less than",
    "id": "hingga/kurang dari/sampai/maksimal/paling banyak/maks./maks/di bawah/tidak lebih dari/sampai dengan",
    "pt": "até/menos de/no máximo/abaixo de/não mais de/não mais que/não mais do que/inferior a/máximo de"
    "/no máximo de/máx.",
    "ru": "до/менее/меньше/не более/максимум/не больше/менее чем",
    "tr": "en fazla/en çok/azami",
    "vi": "tối đa/dưới/ít hơn/lên tới/lên đến/không quá/chưa đến/chưa tới",
    "zh": "最多/少于/不超过/低于/至多/不足/多达/最高/小于",
}
UNDER_BEHIND = {
    "en": "or less/or fewer/at most/at the most/max/max./maximum/tops",
    "ar": "كحد اقصى/على الاكثر/او اقل",
    "es": "o menos/como máximo/como mucho/máximo",
    "fr": "ou moins/au plus/au maximum/maximum/maxi/tout au plus",
    "id": "atau kurang/paling banyak/maksimal",
    "pt": "ou menos/no máximo",
    "ru": "или менее/или меньше/максимум/самое большее/от силы",
    "vi": "trở xuống/là cùng",
    "hi": "तक/से कम",
    "hi-latn": "tak/se kam",
    "tr": "e kadar/a kadar/ye kadar/ya kadar/den az/dan az/ten az/tan az",
    "zh": "以下/以内",
    "de": "oder weniger/höchstens/maximal/max.",
}
BEFORE = {Hedge.OVER: OVER, Hedge.NEARLY: NEARLY, Hedge.NEAR: NEAR, Hedge.UNDER: UNDER}
BEHIND = {Hedge.OVER: OVER_BEHIND, Hedge.NEAR: NEAR_BEHIND, Hedge.UNDER: UNDER_BEHIND}
# What makes at most of more than, and the other way round; in Hindi and Turkish behind the hedge.
NOT = {
    "en": "not/no/never/isn't/isnt/aren't/arent/wasn't/weren't/doesn't/doesnt/don't/dont/didn't/hasn't/haven't",
    "ar": "لا/ليس/ليست/ليسوا/لم/لن/غير/مش/مو",
    "de": "nicht/nie/niemals/kein/keine/keineswegs/noch nicht",
    "es": "no/nunca/jamás/tampoco",
    "fr": "pas/jamais/non",
    "hi": "नहीं/नही/न/नहीं है",
    "hi-latn": "not/no/nahi/nahin/nahee/nhi",
    "id": "tidak/bukan/tak/nggak/gak/enggak/belum",
    "pt": "não/nao/nunca/jamais/nem",
    "ru": "не/ни/никак не/вовсе не/отнюдь не",
    "tr": "değil",
    "vi": "không/chưa/chẳng/không phải/không hề/chưa hề",
    "zh": "不/没/沒/没有/沒有/未/不是/并不/並不/从未/從未",
}
# A word of time before which *over* is no hedge: over the past five years.
PERIODS = (
    "year", "month", "week", "day", "quarter", "hour", "decade", "semester", "jahr", "monat", "woche", "tag", "quartal",
    "stunde",
)  # fmt: skip
# Last, this and next year; the days around.
YEARS = {
    -1: (
        "last year/a year ago/a year earlier/the year before/previous year/same period last/prior year/year-earlier"
        "/letztes jahr/letzten jahr/vorjahr/vergangenen jahr/año pasado/año anterior/l'an dernier/année dernière"
        "/année précédente/ano passado/ano anterior/прошлом году/прошлого года/год назад/geçen yıl/önceki yıl"
        "/tahun lalu"
        "/năm ngoái/năm trước/去年/上年/前一年/العام الماضي/السنه الماضيه/العام السابق/पिछले साल/पिछले वर्ष/pichhle saal"
    ),
    0: (
        "this year/this autumn/this spring/this summer/this winter/dieses jahr/diesem jahr/este año/cette année"
        "/este ano"
        "/этом году/этого года/bu yıl/tahun ini/năm nay/今年/本年/هذا العام/هذه السنه/इस साल/इस वर्ष/is saal"
    ),
    1: (
        "next year/the coming year/nächstes jahr/nächsten jahr/próximo año/año que viene/année prochaine/próximo ano"
        "/следующем году/будущем году/gelecek yıl/tahun depan/năm sau/năm tới/明年/العام المقبل/العام القادم/अगले साल"
        "/agle saal"
    ),
}
DAYS = {
    -1: ("yesterday/gestern/ayer/hier/ontem/вчера/dün/kemarin/hôm qua/昨天/昨日/امس/कल"),
    0: "today/heute/hoy/aujourd'hui/hoje/сегодня/bugün/hari ini/hôm nay/今天/今日/اليوم/आज",
    1: "tomorrow/morgen/mañana/demain/amanhã/завтра/yarın/besok/ngày mai/明天/明日/غدا",
}
AGO = "ago/earlier/before/zuvor/atrás/antes/auparavant/назад/önce/lalu/trước/前/قبل/منذ/पहले/pehle/vor/hace/il y a/há"
