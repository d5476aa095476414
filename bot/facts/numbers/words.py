"""The words for numbers in each language, as compact tables: cardinals, ordinals, scales, shares, months, currencies.

Alternatives are separated by `/`. A `?` marks a word that also means something else, or says no number for certain:
it can confirm a number, but is never held against a text.
"""

from __future__ import annotations

# From nought on, one after the other.
CARDINALS = {
    "en": "zero one? two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty",
    "ar": "صفر واحد?/واحده? اثنان/اثنين/اثنتان/اثنتين ثلاثه/ثلاث اربعه/اربع خمسه/خمس سته/ست سبعه/سبع ثمانيه/ثماني/ثمان"
    " تسعه/تسع عشره/عشر",
    "de": "null ein?/eine?/einen?/einem?/einer?/eines?/eins? zwei/zweier drei/dreier vier fünf sechs sieben acht neun"
    " zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig",
    "es": "cero un?/una?/uno? dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    " dieciséis diecisiete dieciocho diecinueve veinte veintiuno/veintiún/veintiuna veintidós veintitrés"
    " veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve treinta",
    "fr": "zéro un?/une? deux trois quatre cinq six sept huit neuf? dix onze douze treize quatorze quinze seize",
    "hi": "शून्य एक? दो? तीन चार पांच/पाच छह/छः/छे/छ सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह/पन्द्रह सोलह सत्रह"
    " अठारह उन्नीस बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस"
    " पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस"
    " अड़तालीस उनचास पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ इकसठ बासठ तिरसठ चौंसठ"
    " पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर"
    " उन्यासी अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे इक्यानवे बानवे तिरानवे"
    " चौरानवे पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे",
    "hi-latn": "shunya ek? do? teen/tin? char/chaar paanch/panch/paach chhe/chhah/cheh saat aath nau das?"
    " gyarah/gyaarah"
    " barah/baarah terah chaudah pandrah solah satrah atharah/athaarah unnis/unnees bees/bis?",
    "id": "nol satu? dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas",
    "pt": "zero um?/uma? dois/duas três quatro cinco seis sete oito nove dez onze doze treze quatorze/catorze quinze"
    " dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove vinte",
    "ru": "ноль один?/одна?/одно?/одной?/одного?/одну? два/две/двух/двум/двумя три/трёх/трех/трем/трём/тремя"
    " четыре/четырёх/четырех/четырём/четырьмя пять/пяти/пятью шесть/шести/шестью семь/семи/семью"
    " восемь/восьми/восемью девять/девяти/девятью десять/десяти/десятью одиннадцать/одиннадцати"
    " двенадцать/двенадцати тринадцать/тринадцати четырнадцать/четырнадцати пятнадцать/пятнадцати"
    " шестнадцать/шестнадцати семнадцать/семнадцати восемнадцать/восемнадцати девятнадцать/девятнадцати"
    " двадцать/двадцати",
    "tr": "sıfır bir? iki üç dört beş altı? yedi sekiz dokuz on?",
    "vi": "không? một?/mốt? hai ba bốn năm?/lăm sáu bảy tám chín mười",
    "zh": "",
}
# Twenty, thirty, ..., ninety; `-` where the cardinals go on so far, or tens are made of other words.
TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "ar": "عشرون/عشرين ثلاثون/ثلاثين اربعون/اربعين خمسون/خمسين ستون/ستين سبعون/سبعين ثمانون/ثمانين تسعون/تسعين",
    "de": "zwanzig dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fr": "vingt/vingts trente quarante cinquante soixante septante huitante/octante nonante",
    "hi-latn": "bees tees/tis? chalis/chaalis pachas/pachaas saath?/sath? sattar assi nabbe",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "ru": "двадцать/двадцати тридцать/тридцати сорок/сорока пятьдесят/пятидесяти шестьдесят/шестидесяти"
    " семьдесят/семидесяти восемьдесят/восьмидесяти девяносто/девяноста",
    "tr": "yirmi otuz kırk elli altmış yetmiş seksen doksan",
}
# First, second, ...: written out, or (RANK_ENDINGS) made of the cardinals or of stems.
ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "ar": "اول/اولي/الاول/الاولي ثاني/ثانيه ثالث/ثالثه رابع/رابعه خامس/خامسه سادس/سادسه سابع/سابعه ثامن/ثامنه"
    " تاسع/تاسعه عاشر/عاشره",
    "de": "erst~ zweit~ dritt~ viert~ fünft~ sechst~ siebt~ acht~ neunt~ zehnt~ elft~ zwölft~ dreizehnt~ vierzehnt~"
    " fünfzehnt~ sechzehnt~ siebzehnt~ achtzehnt~ neunzehnt~ zwanzigst~",
    "es": "primer~/primer segunda/segundas/segundo? tercer~/tercer cuart~ quint~ sext~ séptim~ octav~ noven~ décim~"
    " undécim~ duodécim~",
    "fr": "premier/première/premiers/premières deuxième/second?/seconde? troisième quatrième cinquième sixième septième"
    " huitième neuvième dixième onzième douzième treizième quatorzième quinzième seizième dix-septième",
    "hi": "पहला/पहली/पहले? दूसरा/दूसरी/दूसरे तीसरा/तीसरी/तीसरे चौथा/चौथी/चौथे पांचव~ छठा/छठी/छठे/छठव~ सातव~ आठव~"
    " नौव~/नवा/नवे दसव~ ग्यारहव~ बारहव~ तेरहव~ चौदहव~ पंद्रहव~ सोलहव~",
    "hi-latn": "pehla/pehli/pehle?/pahla/pahli doosra/doosri/doosre/dusra/dusri/dusre teesra/teesri/teesre/tisra/tisri"
    " chautha/chauthi/chauthe paanchv~/panchv~/paanchw~/panchw~ chhatha/chhathi/chhathe saatv~/saatw~ aathv~/aathw~"
    " nauv~/nauw~ dasv~/dasw~",
    "id": "pertama/kesatu kedua? ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh kesebelas",
    "pt": "primeir~ segund~? terceir~ quart~ quint~ sext~ sétim~ oitav~ non~ décim~",
    "ru": "перв~ втор~ трет~ четвёрт~/четверт~ пят~ шест~ седьм~ восьм~ девят~ десят~ одиннадцат~ двенадцат~"
    " тринадцат~ четырнадцат~ пятнадцат~ шестнадцат~ семнадцат~ восемнадцат~ девятнадцат~ двадцат~",
    "tr": "ilk/birinci/birincisi/birinciler ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci dokuzuncu onuncu"
    " onbirinci onikinci",
    "vi": "nhất?",
    "zh": "",
}
# What stands for the `~` of a word.
ENDINGS = {
    "de": "e er es en em",
    "es": "o a os as",
    "pt": "o a os as",
    "ru": "ый ой ий ая ое ые ого ому ым ом ую ых ыми ья ье ьи ью ьего ьему ьей ьем ьих ьим",
    "hi": "ा ां ीं ी ें े",
    "hi-latn": "a an i in e en aan ein ain een",
}
SUFFIXES = {  # what Turkish adds to a number
    "tr": "i ı u ü e a ye ya de da te ta den dan ten tan in ın un ün si sı ü yi yı nin nın sinin sını sini sinden sine"
    " inde ünde sinde ünün üne üte inin ini unu una unda ",
}
SCALES = {
    "en": "100:hundred 1000:thousand/k 1000000:million/millions/mn/mln 1000000000:billion/billions/bn"
    " 1000000000000:trillion/trillions/tn 100000:lakh/lakhs 10000000:crore/crores",
    "ar": "100:مئه/مائه 200:مئتان/مئتين/مائتين 1000:الف/الاف/الفا 2000:الفين/الفان 1000000:مليون/ملايين/مليونا"
    " 2000000:مليونين/مليونان 1000000000:مليار/مليارات/مليارا/بليون 2000000000:مليارين/ملياري"
    " 1000000000000:تريليون/تريليونات",
    "de": "100:hundert 1000:tausend/tsd 1000000:million/millionen/mio 1000000000:milliarde/milliarden/mrd"
    " 1000000000000:billion/billionen/bio",
    "es": "100:cien/ciento 200:doscientos/doscientas 300:trescientos/trescientas 400:cuatrocientos/cuatrocientas"
    " 500:quinientos/quinientas 600:seiscientos/seiscientas 700:setecientos/setecientas 800:ochocientos/ochocientas"
    " 900:novecientos/novecientas 1000:mil 1000000:millón/millones 1000000000:millardo/millardos"
    " 1000000000000:billón/billones",
    "fr": "100:cent/cents 1000:mille/milliers? 1000000:million/millions/mio 1000000000:milliard/milliards/md/mds/mrd"
    " 1000000000000:billion/billions",
    "hi": "100:सौ 1000:हजार 100000:लाख 10000000:करोड 1000000:मिलियन 1000000000:अरब/बिलियन 100000000000:खरब"
    " 1000000000000:ट्रिलियन",
    "hi-latn": "100:sau/hundred 1000:hazaar/hazar/thousand/k 100000:lakh/lac 10000000:crore/karod 1000000:million"
    " 1000000000:arab/billion/bn 100000000000:kharab 1000000000000:trillion",
    "id": "100:seratus/ratus 1000:seribu/ribu/rb 1000000:juta/sejuta/jt 1000000000:miliar/semiliar/milyar"
    " 1000000000000:triliun/setriliun",
    "pt": "100:cem/cento 200:duzentos/duzentas 300:trezentos/trezentas 400:quatrocentos/quatrocentas"
    " 500:quinhentos/quinhentas 600:seiscentos/seiscentas 700:setecentos/setecentas 800:oitocentos/oitocentas"
    " 900:novecentos/novecentas 1000:mil 1000000:milhão/milhões/mi 1000000000:bilhão/bilhões/bi"
    " 1000000000000:trilhão/trilhões/bilião/biliões",
    "ru": "100:сто/ста/сотня 200:двести 300:триста 400:четыреста 500:пятьсот 600:шестьсот 700:семьсот 800:восемьсот"
    " 900:девятьсот 1000:тысяча/тысячи/тысяч/тысячу/тысячами/тыс 1000000:миллион/миллиона/миллионов/миллионам/млн"
    " 1000000000:миллиард/миллиарда/миллиардов/миллиардам/млрд 1000000000000:триллион/триллиона/триллионов/трлн",
    "tr": "100:yüz 1000:bin 1000000:milyon/mn 1000000000:milyar/mr 1000000000000:trilyon",
    "vi": "100:trăm 1000:nghìn/ngàn 1000000:triệu 1000000000:tỷ/tỉ",
    "zh": "",
}
TIMES_TEN = {"vi": "mươi", "id": "puluh"}
ALONE = {  # a scale that is a number without one before it
    "ar": "مئه مائه الف مئتان مئتين مائتين الفين مليون مليونين مليار مليارين",
    "de": "hundert tausend",
    "es": "cien ciento mil doscientos trescientos quinientos",
    "fr": "cent mille",
    "hi": "सौ हजार",
    "hi-latn": "",
    "id": "seratus seribu sejuta semiliar setriliun",
    "pt": "cem mil duzentos trezentos quinhentos",
    "ru": "сто ста двести триста четыреста пятьсот тысяча тысячу миллион миллиард",
}
SHARES = {  # in hundredths, or as a fraction
    "en": "1/2:half/halves 1/3:third?/thirds 1/4:quarter?/quarters? 1/5:fifth?/fifths 1/10:tenth?/tenths",
    "ar": "1/2:نصف/النصف 1/3:ثلث 2/3:ثلثي/ثلثا/ثلثين 1/4:ربع",
    "de": "1/2:hälfte/halb/halbe/halber/halben/halbes 1/3:drittel 1/4:viertel 1/5:fünftel 1/6:sechstel 1/8:achtel"
    " 1/10:zehntel",
    "es": "1/2:mitad/medio/media? 1/3:tercio/tercios 1/4:cuarto?/cuartos? 1/5:quinto?",
    "fr": "1/2:moitié/demi/demie 1/3:tiers 1/4:quart/quarts",
    "hi": "1/2:आधा/आधी/आधे 1/3:तिहाई 1/4:चौथाई",
    "hi-latn": "1/2:aadha/aadhe/aadhi/half 1/3:tihai 1/4:chauthai",
    "id": "1/2:setengah/separuh/separo/paruh 1/3:sepertiga 2/3:dua-pertiga 1/4:seperempat 1/5:seperlima",
    "pt": "1/2:metade/meio?/meia? 1/3:terço/terços 1/4:quarto?/quartos? 1/5:quinto?",
    "ru": "1/2:половина/половину/половины/половиной/полов 1/3:треть/трети/третью 1/4:четверть/четверти/четвертью",
    "tr": "1/2:yarısı/yarısını/yarısına/yarısından/yarı/yarım/buçuk 1/4:çeyrek/çeyreği",
    "vi": "1/2:nửa/rưỡi",
    "zh": "",
}
MULTIPLES = {
    "en": "2:doubled/twice/double?/doubles?/doubling/twofold 3:tripled/triple/trebled/threefold 4:quadrupled/fourfold",
    "ar": "2:ضعف/ضعفي/ضعفين/تضاعف/تضاعفت/عامين/سنتين/شهرين/يومين/ساعتين/مرتين/مركزين/مرتبتين 3:ثلاثه-اضعاف",
    "de": "2:doppelt/doppelte/doppelten/verdoppelt/verdoppelte/verdoppeln/zweimal/zweifach"
    " 3:verdreifacht/dreimal/dreifach"
    " 4:vervierfacht/viermal",
    "es": "2:doble/duplicado/duplicó/duplicar/duplica 3:triple/triplicado/triplicó 4:cuádruple/cuadruplicó",
    "fr": "2:double/doublé/doubler/doublée 3:triple/triplé/tripler 4:quadruplé",
    "hi": "2:दोगुना/दोगुनी/दोगुने/दुगुना/दुगुनी 3:तिगुना/तीनगुना",
    "hi-latn": "2:dugna/doguna/double/duguna 3:tiguna/triple",
    "id": "2:ganda?/berlipat? 3:tripel",
    "pt": "2:dobro/dobrou/dobrar/duplicou/duplo? 3:triplo/triplicou",
    "ru": "2:вдвое/удвоил/удвоила/удвоилось/удвоилась/удвоился/дважды/двойной? 3:втрое/утроил/утроилась/трижды",
    "tr": "2:katına?/ikiye 3:üçe",
    "vi": "2:đôi?",
    "zh": "",
}
MONTHS = {
    "en": "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep october/oct"
    " november/nov december/dec",
    "ar": "يناير/كانون-الثاني فبراير/شباط مارس/اذار ابريل/نيسان مايو/ايار يونيو/حزيران يوليو/تموز اغسطس/اب?"
    " سبتمبر/ايلول"
    " اكتوبر/تشرين-الاول نوفمبر/تشرين-الثاني ديسمبر/كانون-الاول",
    "de": "januar/jänner februar märz april mai juni juli august september oktober november dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août/aout septembre octobre novembre décembre",
    "hi": "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर",
    "hi-latn": "january/janvari february/farvari march april may/mai june/joon july/julai august/agast"
    " september/sitambar october/aktoobar november/navambar december/disambar",
    "id": "januari februari maret april mei juni juli agustus september oktober november desember",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ru": "январь/января/январе/январю февраль/февраля/феврале март/марта/марте апрель/апреля/апреле май/мая/мае"
    " июнь/июня/июне июль/июля/июле август/августа/августе сентябрь/сентября/сентябре/сентябрю"
    " октябрь/октября/октябре ноябрь/ноября/ноябре декабрь/декабря/декабре",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "vi": "",
    "zh": "",
}
# By code (ISO 4217; a crown is that of several countries). `?`: only next to a number.
CURRENCIES = (
    "CNY:yuan/yuans/rmb/renminbi/cny/юань/юаня/юаней/юани/юанях/يوان/يوانا/युआन/युवान/元/人民币/tệ/yuanes/iuan/iuanes"
    " USD:dollar/dollars/usd/dólar/dólares/dolar/доллар/доллара/долларов/доллары/دولار/دولارات/دولارا/डॉलर/美元/美金/đô"
    " EUR:euro/euros/eur/евро/يورو/यूरो/avro/欧元"
    " GBP:pound?/pounds?/gbp/sterling/pfund?/libra?/libras?/фунт?/фунтов?/英镑/जنيه-استرليني/पाउंड?/sterlin"
    " JPY:yen/yens/jpy/иен/иена/иены/ين/येन/日元 INR:rupee/rupees/inr/rupie/rupien/rupia?/rupias/roupie/roupies/рупий"
    "/रुपये/रुपए/रुपया/rupaye/rupay/卢比/روبيه IDR:rupiah/idr"
    " RUB:rouble/roubles/ruble/rubles/rub?/rubel/rublo/rublos/рубль"
    "/рубля/рублей/卢布/روبل/रूबल TRY:lira?/liras?/lirası?/лир?/里拉/ليره BRL:real?/reais/brl/reales?/réais"
    " VND:dong?/đồng?/vnd KRW:won?/krw/вон?/韩元 CHF:franc?/francs?/franken?/chf/瑞士法郎"
    " CROWN:crown/crowns/krone/kroner/krona/kronor/kronen/corona/coronas/coroa/coroas/couronne/couronnes"
    "/крона/кроны/крон/кронах/كرونه/كرون/क्रोन/克朗/kron/nok/sek/dkk/czk CENT:cent?/cents?/centavo"
    "/centavos/центов/цента/美分/分?"
)
SYMBOLS = "$=USD €=EUR £=GBP ¥=CNY ￥=CNY ₹=INR ₽=RUB ₺=TRY ₫=VND ₩=KRW"
# Behind a number, and before it.
PERCENT = (
    "%/٪/percent/per cent/pct/prozent/por ciento/por cento/pour cent/процент/persen/phần trăm/प्रतिशत/फीसदी"
    "/फीसद/pratishat"
    "/feesadi/fisadi/في المئه/في المائه/بالمئه/بالمائه/个百分点"
)
PERCENT_BEFORE = "%/yüzde /percent: "
AND = {
    "en": "and",
    "es": "y",
    "pt": "e",
    "fr": "et",
    "ru": "с",
    "ar": "و",
    "hi": "और",
    "hi-latn": "aur",
    "vi": "linh lẻ",
}
