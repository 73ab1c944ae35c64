"""The signs by which the grammar knows the words of time expressions: one character for each kind."""

from __future__ import annotations

from onrecord.analyse.timex.holidays import HOLIDAYS
from onrecord.analyse.timex.lexicon import DECADES, FREQUENCIES, ORDINALS, SEASONS, TENS

# Words that count in any case: lower, Capitalised and UPPER.
_WORDS = {
    "AN": "a an",
    "THE": "the",
    "THIS": "this",
    "THAT": "that",
    "THESE": "these those",
    "LAST": "last",
    "PAST": "past",
    "NEXT": "next",
    "PREVIOUS": "previous preceding prior",
    "FOLLOWING": "following ensuing subsequent succeeding",
    "COMING": "coming upcoming forthcoming",
    "CURRENT": "current",
    "PRESENT": "present",
    "SAME": "same",
    "LATEST": "latest",
    "EACH": "each every",
    "PER": "per",
    "POSSESSIVE": "its his her their our my your",
    "EARLY": "early",
    "LATE": "late",
    "MID": "mid",
    "EARLIER": "earlier",
    "LATER": "later",
    "BEGINNING": "beginning start opening",
    "MIDDLE": "middle",
    "END": "end close rest remainder",
    "AGO": "ago",
    "BEFORE": "before",
    "AFTER": "after",
    "HENCE": "hence",
    "AFTERWARDS": "afterward afterwards",
    "ONCE": "once twice thrice",
    "TIMES": "times",
    "PLUS": "plus",
    "FROM": "from",
    "SINCE": "since",
    "UNTIL": "until till",
    "BY": "by",
    "IN": "in",
    "AT": "at",
    "ON": "on",
    "OF": "of",
    "TO": "to",
    "FOR": "for",
    "DURING": "during throughout",
    "THROUGH": "through",
    "BETWEEN": "between",
    "WITHIN": "within",
    "AND": "and",
    "OR": "or",
    "AS": "as",
    "SO": "so",
    "MUCH": "much",
    "LONG": "long",
    "ALL": "all",
    "ONLY": "only",
    "JUST": "just",
    "ABOUT": "about around approximately roughly circa some",
    "ALMOST": "almost nearly",
    "MORE": "more less fewer",
    "THAN": "than",
    "LEAST": "least most",
    "OVER": "over under",
    "UP": "up",
    "NO": "no",
    "MANY": "many",
    "FEW": "several few numerous",
    "COUPLE": "couple",
    "DOZEN": "dozen dozens",
    "HUNDRED": "hundred hundreds",
    "THOUSAND": "thousand thousands",
    "MILLION": "million millions billion billions",
    "HALF": "half",
    "ANOTHER": "another additional",
    "FISCAL": "fiscal financial",
    "COMPARABLE": "comparable corresponding",
    "AHEAD": "ahead",
    "FULL": "full entire whole",
    "PERIOD": "period",
    "ENDED": "ended ending",
    "OLD": "old",
    "AGED": "aged",
    "OTHER": "other",
    "TIME": "time",
    "MOMENT": "moment",
    "WHILE": "while",
    "TERM": "term",
    "RUN": "run",
    "SHORT": "short near foreseeable",
    "RIGHT": "right",
    "DAY": "day",
    "DAYS": "days",
    "PARTS": "mornings afternoons evenings nights",
    "WEEK": "week",
    "WEEKEND": "weekend",
    "WEEKENDS": "weekends",
    "QUARTER": "quarter",
    "QUARTERS": "quarters",
    "YEAR": "year",
    "MONTHUNIT": "month",
    "DECADEUNIT": "decade",
    "CENTURY": "century",
    "UNIT": "minute hour fortnight millennium",
    "HOURS": "hours",
    "UNITS": "seconds minutes weeks fortnights months years decades centuries millennia",
    "UNITABBR": "sec secs min mins hr hrs yr yrs",
    "NOW": "now nowadays currently presently",
    "RECENT": "recent",
    "RECENTLY": "recently lately",
    "SOON": "soon",
    "FUTURE": "future",
    "TODAY": "today",
    "YESTERDAY": "yesterday",
    "TOMORROW": "tomorrow",
    "TONIGHT": "tonight",
    "PART": "morning afternoon evening",
    "NIGHT": "night",
    "DAWN": "dawn daybreak sunrise dusk sunset",
    "OVERNIGHT": "overnight",
    "NOON": "noon midday noontime",
    "MIDNIGHT": "midnight",
    "OCLOCK": "o'clock o’clock",
    "AMPM": "a.m a.m. p.m p.m.",
    "AMPMWORD": "am pm",
    "UTC": "gmt utc",
    "ZONE": "est edt cst cdt mst mdt pst pdt bst cet cest msk eastern pacific central",
    "LOCAL": "local standard daylight",
    "SEASON": " ".join(SEASONS),
    "FREQUENCY": " ".join(FREQUENCIES),
    "ONE": "one",
    "SMALL": "two three four five six seven eight nine ten eleven twelve",
    "TEEN": "thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "TENS": " ".join(TENS),
    "SECOND": "second",
    "ORDINAL": " ".join(word for word in ORDINALS if word != "second"),
    "DECADE": " ".join(DECADES),
    "PERCENT": "percent pct per-cent points",
    "POSS": "'s ’s",
}
# Words that count with a capital only: "may" and "march" are verbs, "sun" shines.
_NAMES = {
    "MONTH": "january february march april may june july august september october november december",
    "MONTHABBR": "jan feb mar apr jun jul aug sep sept oct nov dec",
    "WEEKDAY": "monday tuesday wednesday thursday friday saturday sunday",
    "WEEKDAYS": "mondays tuesdays wednesdays thursdays fridays saturdays sundays",
    "WEEKDAYABBR": "mon tues tue wed thurs thur thu fri sat sun",
}
_PUNCTUATION = {
    "COMMA": ",",
    "DOT": ".",
    "HYPHEN": "- – —",
    "CURRENCY": "$ £ € # ¥",
    "SIGNPERCENT": "%",
}
# Signs that `lexer` gives itself, to pieces with digits and to holidays.
_OTHERS = (
    "HOLIDAY N12 N24 N31 N59 NUMBER YEARNUMBER SHORTYEAR DECADENUMBER ORDINALNUMBER FRACTION CLOCK ISODATE "
    "SLASHDATE QUARTERNAME"
)

NO_SIGN = " "
SIGNS: dict[str, str] = {
    name: chr(0x100 + position)
    for position, name in enumerate([*_WORDS, *_NAMES, *_PUNCTUATION, *_OTHERS.split()])
}


def _write_holidays() -> list[str]:
    """The names of holidays as they are written, with either apostrophe, the longest first."""
    plain = [" ".join(word.capitalize() for word in name.split()) for name in HOLIDAYS]
    return sorted({*plain, *(name.replace("'", "’") for name in plain)}, key=lambda name: (-len(name), name))


HOLIDAY_NAMES = _write_holidays()


def _sign_words() -> dict[str, str]:
    signs: dict[str, str] = {}
    for name, words in {**_WORDS, **_PUNCTUATION}.items():
        for word in words.split():
            for form in (word, word.capitalize(), word.upper()):
                signs[form] = SIGNS[name]
    signs |= dict.fromkeys([*HOLIDAY_NAMES, "9/11"], SIGNS["HOLIDAY"])
    for name, words in _NAMES.items():
        for word in words.split():
            for form in (word.capitalize(), word.upper()):
                signs[form] = SIGNS[name]
    return signs


SIGN_OF_WORD = _sign_words()
