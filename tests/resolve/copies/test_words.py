"""Words as numbers."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.copies.shingles import RUN, number_bands, own_runs, run_words, sign
from onrecord.resolve.copies.words import Words, find_quoted, hash_word, read_words, unpack

LONG = (
    "The council of Orrin Vale voted on Monday to close the old bridge over the river Tammel for repairs. "
    * 3
)


def quoted_words(text: str) -> list[str]:
    return [span.slice(text) for span in find_quoted(text)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “we go” and left.", ["“we go”"]),
        ('"We go," he said. "It is late."', ['"We go,"', '"It is late."']),
        ('"It is late. "We go." He left.', ['"It is late. "We go."']),
        ("'We go,' he said of the workers' plan.", ["'We go,'"]),
        ("The workers' plan isn't John's.", []),
        ('A pipe of 5" burst; 6" too.', []),
        ("“It goes on\n“and on”", ["“It goes on", "“and on”"]),
    ],
)
def test_words_in_quotation_marks_are_found(text: str, quoted: list[str]) -> None:
    assert quoted_words(text) == quoted


def test_case_white_space_accents_and_punctuation_make_no_difference() -> None:
    first, second = read_words(LONG), read_words(LONG.upper().replace(" ", " \n ").replace(".", " –"))
    assert first.plain.tolist() == second.plain.tolist()
    assert hash_word("Café’s") == hash_word("CAFE'S")


def test_notices_and_left_out_segments_are_no_words() -> None:
    with_notice = LONG + "\n\nSign up to our newsletter for more of this. All rights reserved."
    assert read_words(with_notice).plain.tolist() == read_words(LONG).plain.tolist()
    captioned = "A man stands there. " + LONG
    segments = [("caption", 0, 19), ("body", 20, len(captioned))]
    assert read_words(captioned, segments).plain.tolist() == read_words(LONG).plain.tolist()


def test_no_run_reaches_over_what_was_left_out() -> None:
    captioned = f"{LONG}A man stands there. {LONG}"
    words = read_words(captioned, [("caption", len(LONG), len(LONG) + 19)])
    assert len(run_words(words)) == 2 * (len(LONG.split()) - RUN + 1)


def test_a_text_of_nothing_but_notices_keeps_its_words() -> None:
    assert len(read_words("Click here. Subscribe now.")) == 4


def test_runs_leave_quotations_out_unless_there_is_little_else() -> None:
    told = LONG + " “We shall open it again in the spring if the money is there,” Ann Lee said."
    assert set(run_words(read_words(told)).tolist()) < set(run_words(read_words(told), quoted=True).tolist())
    spoken = read_words("“We shall open it again in the spring if the money is there,” Ann Lee said.")
    assert own_runs(spoken).tolist() == run_words(spoken, quoted=True).tolist()


@given(st.text())
def test_words_come_back_from_bytes(text: str) -> None:
    words = read_words(text)
    assert unpack(words.pack()).hashes.tolist() == words.hashes.tolist()


@given(st.text(), st.text())
def test_any_text_is_read_and_signed_the_same_alone_and_among_others(first: str, second: str) -> None:
    runs = [own_runs(read_words(text)) for text in (first, second)]
    assert sign(runs)[0].tolist() == sign(runs[:1])[0].tolist()


def test_a_text_without_words_has_no_bands() -> None:
    assert number_bands(sign([run_words(Words(read_words("").hashes))])[0]) == ([], [])


def test_bands_are_the_same_in_another_process() -> None:
    program = (
        "from onrecord.resolve.copies.shingles import number_bands, own_runs, sign\n"
        "from onrecord.resolve.copies.words import read_words\n"
        f"print(number_bands(sign([own_runs(read_words({LONG!r}))])[0]))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "5"},
    ).stdout
    bands = number_bands(sign([own_runs(read_words(LONG))])[0])
    assert told.strip() == str(bands)
    assert all(-(2**63) <= band < 2**63 for some in bands for band in some)
