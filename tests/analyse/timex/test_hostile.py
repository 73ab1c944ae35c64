"""What no text may do: break the rules' promises, raise, or take more than linear time."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analyse.parse import Parse, Token
from onrecord.analyse.timex.holidays import HOLIDAYS
from onrecord.analyse.timex.lexicon import MONTHS, UNITS, WEEKDAYS
from onrecord.analyse.timex.reader import read_times
from onrecord.analyse.timex.signs import SIGN_OF_WORD

SENTENCE = 40
_MARKS = (
    "- , . : ' $ % 1 5 05 13 31 45 00 99 2016 1500 '98 '90s 1990s 90s 21st 1/2 2.5 1,200 18:30 25:99 Q3 9/11"
)
_DATES = "2018-02-30 2018-99-01 0001-01-01 9999-12-31 31/12/2017 99/99/99 29/02/2017 31/12/9999"
WORDS = sorted({*SIGN_OF_WORD, *MONTHS, *WEEKDAYS, *UNITS, *HOLIDAYS, *_MARKS.split(), *_DATES.split()})
PUBLISHED = (
    "2018-08-05",
    "2018-08",
    "2018",
    "2016-02-29",
    "0001-01-01",
    "9999-12-31",
    "2018-99-99",
    "soon",
    None,
)
_VALUE = re.compile(
    r"(?:PAST|PRESENT|FUTURE)_REF|[\dX]{2,3}"
    r"|[\dX]{4}(?:-(?:[\dX]{2}(?:-[\dX]{2})?|W[\dX]{2}(?:-WE|-\d)?|[QH][\dX]|SP|SU|FA|WI))?(?:T(?:\d\d:\d\d|MO|AF|EV|NI))?"
    r"|P(?:(?:\d+|X)[YMWDQ])*(?:T(?:(?:\d+|X)[HMS])+)?"
)


def flat_parse(text: str) -> Parse:
    """A parse without syntax, with a sentence for every so many words."""
    tokens: list[Token] = []
    for match in re.finditer(r"\S+", text):
        index = len(tokens)
        head = index - index % SENTENCE
        relation = "root" if index == head else "dep"
        word = match.group()
        tokens.append(
            Token(index, *match.span(), word, word.lower(), "NOUN", {}, head, relation, index // SENTENCE)
        )
    starts = range(0, len(tokens), SENTENCE)
    return Parse(
        text=text,
        tokens=tokens,
        sentences=[(start, min(start + SENTENCE, len(tokens))) for start in starts],
        names=[],
    )


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), st.sampled_from(PUBLISHED))
def test_any_words_give_sound_expressions(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    end = 0
    for expression in read_times(flat_parse(text), published):
        assert end <= expression.start < expression.end <= len(text)
        assert not text[expression.start : expression.end][0].isspace()
        assert _VALUE.fullmatch(expression.reading.value)
        end = expression.end


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
def test_a_paragraph_in_front_shifts_the_spans_by_its_length(words: list[str]) -> None:
    text, front = " ".join(words), "Nothing of the kind was heard.\n"
    alone = read_times(flat_parse(text), "2018-08-05")
    shifted = flat_parse(front + "x " * (SENTENCE - 6) + "\n" + text)
    offset = len(shifted.text) - len(text)
    behind = read_times(shifted, "2018-08-05")
    assert [(item.start + offset, item.end + offset, item.reading) for item in alone] == [
        (item.start, item.end, item.reading) for item in behind
    ]


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1 ",
        " ",
        "2016 ",
        "1.",
        "1,111",
        "1/1/",
        "two ",
        "two-",
        "the early ",
        "May 5, ",
        "last week ",
        "'",
        "year ",
    ],
)
def test_a_long_text_takes_no_longer_than_its_length_allows(unit: str) -> None:
    text = "in " + unit * (200_000 // len(unit)) + " 2016"
    parse = flat_parse(text)
    start = time.process_time()
    read_times(parse, "2018-08-05")
    assert time.process_time() - start < 10
