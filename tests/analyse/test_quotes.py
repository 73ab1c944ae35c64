from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analyse.quotes import find_quotes
from tests.analyse.parsing import lines_of


def quoted(text: str) -> list[str]:
    return [quote.span.slice(text) for quote in find_quotes(text, lines_of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we go," and left.', ['"we go,"']),
        ("He said “we go,” and left.", ["“we go,”"]),
        ("”Fear took hold of me.” — Ed Roe", ["”Fear took hold of me.”"]),
        ("He said «nous partons» and „wir gehen“ too.", ["«nous partons»", "„wir gehen“"]),
        ("The plan is ``dead'', she said.", ["``dead''"]),
        ("They came ‘too fast’ for the workers’ union.", ["‘too fast’"]),
        ("It was 'now or never', he said.", ["'now or never'"]),
        ("He’d said it’s the boys’ own fault.", []),
        ("Rock 'n' roll in the '90s.", []),
        ("A plank of 6\" by 4\" was found.", []),
        ("“She told me ‘go away’ and I went,” he said.", ["“She told me ‘go away’ and I went,”"]),
        ('He said "we will win the war. He left.', ['"we will win the war. He left.']),
        ("", []),
        ('"', []),
        ('""', []),
    ],
)  # fmt: skip
def test_marks_of_every_style_are_paired(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quotation_over_paragraphs_opens_in_each_and_closes_once() -> None:
    text = "“We begin here.\n“We go on here.\n“We end here.”\nThat was it."
    found = find_quotes(text, lines_of(text))
    assert [q.span.slice(text) for q in found] == ["“We begin here.", "“We go on here.", "“We end here.”"]
    assert [(q.continued, q.closed) for q in found] == [(True, False), (True, False), (False, True)]


def test_a_mark_that_opens_again_in_one_line_begins_a_new_quotation() -> None:
    text = 'He said: "We met at noon. "We talked for an hour. "It went well." Then he left.'
    assert quoted(text) == ['"We met at noon.', '"We talked for an hour.', '"It went well."']


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "“It cannot go on like this, said the mayor.\nShe then left."
    assert quoted(text) == ["“It cannot go on like this, said the mayor."]


@given(st.text(alphabet="ab .,\n\"'“”‘’«»„"))
def test_quotations_are_in_order_disjoint_and_within_the_text(text: str) -> None:
    end = 0
    for quote in find_quotes(text, lines_of(text)):
        assert end <= quote.span.start
        assert quote.span.covers(quote.inner)
        end = quote.span.end
    assert end <= len(text)


@given(st.text(alphabet='ab. "“”', max_size=60), st.text(alphabet="ab ", min_size=1, max_size=20))
def test_a_paragraph_in_front_shifts_quotations_by_its_length(text: str, front: str) -> None:
    shifted, length = front + "\n" + text, len(front) + 1
    moved = [(q.span.start - length, q.span.end - length) for q in find_quotes(shifted, lines_of(shifted))]
    assert moved == [(q.span.start, q.span.end) for q in find_quotes(text, lines_of(text))]


@pytest.mark.parametrize("mark", ['"', "“", "'", "“a ", ' "a', "‘a "])
def test_many_marks_take_linear_time(mark: str) -> None:
    text = mark * 20_000
    start = time.process_time()
    find_quotes(text, lines_of(text))
    assert time.process_time() - start < 3
