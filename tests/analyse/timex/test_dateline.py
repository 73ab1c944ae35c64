"""The publication date that an article gives itself."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.analyse.segments import find_segments
from onrecord.analyse.timex.dateline import date_document
from onrecord.model.document import Article, Document, Published, make_document

PROSE = "The harbour board has named Ida Voss as its new chief, and she takes over on Monday."


def dated(text: str, published: Published | None = None) -> Document:
    document = make_document(text, location="article.txt", published=published)
    return date_document(document, find_segments(Article(document=document)))


def value_of(text: str) -> str | None:
    published = dated(text).published
    return published.value if published else None


@pytest.mark.parametrize(
    ("dateline", "value"),
    [
        ("REYKJAVIK, 5 August 2018 (Wire) -", "2018-08-05"),
        ("LONDON, Aug. 2, 2018 —", "2018-08-02"),
        ("LONDON, August 2, 2018 --", "2018-08-02"),
        ("PORT ELLIS, Canada, May 3, 2017 (Argus) -", "2017-05-03"),
        ("LONDON, 2 Aug 2018:", "2018-08-02"),
        ("LONDON, Aug. 2 (Wire) —", None),
        ("LONDON, 2 August —", None),
        ("LONDON, Feb. 30, 2018 —", None),
        ("LONDON (Wire) —", None),
    ],
)
def test_the_date_of_a_dateline(dateline: str, value: str | None) -> None:
    assert value_of(f"{dateline} {PROSE}") == value
    assert value_of(f"Harbour board names chief\nBy Nora Quill\n{dateline} {PROSE}\nShe said so.") == value


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Friday, September 9, 2016", "2016-09-09"),
        ("Posted: 3 May 2017", "2017-05-03"),
        ("First published on 3 May 2017 at 10:15 GMT", "2017-05-03"),
        ("Published: Wednesday, May 3rd, 2017, 4.30 pm", "2017-05-03"),
        ("10:15 BST, 3 May 2017", "2017-05-03"),
        ("2017-05-03", "2017-05-03"),
        ("By Nora Quill | May 3, 2017", "2017-05-03"),
        ("Thursday, May 3, 2017", None),
        ("Posted: 3 May", None),
        ("Updated: 3 May 2017", None),
        ("3 May 2017: the day of the storm", None),
    ],
)
def test_a_date_on_a_line_of_its_own(line: str, value: str | None) -> None:
    assert value_of(f"{line}\n{PROSE}\nShe said so.") == value
    assert value_of(f"Harbour board names chief\n{line}\n{PROSE}\nShe said so.") == value


def test_a_date_behind_the_first_prose_is_of_something_else() -> None:
    long = "The board, which had met in secret for months, said that " + PROSE.replace("The", "the")
    assert value_of(f"{long}\nFriday, September 9, 2016\n{PROSE}") is None


def test_dates_that_do_not_agree_are_not_chosen_from() -> None:
    assert value_of(f"Friday, September 9, 2016\nSaturday, September 10, 2016\n{PROSE}") is None


@pytest.mark.parametrize("basis", ["given", "metadata"])
def test_what_is_given_or_in_the_metadata_goes_before(basis: str) -> None:
    known = Published(value="2019", basis="given" if basis == "given" else "metadata")
    assert dated(f"LONDON, Aug. 2, 2018 — {PROSE}", known).published == known


def test_the_basis_is_told_and_the_id_does_not_depend_on_it() -> None:
    text = f"LONDON, Aug. 2, 2018 — {PROSE}"
    document = dated(text)
    assert document.published == Published(value="2018-08-02", basis="dateline")
    assert document.id == make_document(text, location="article.txt").id
    assert document.text == text


def test_relative_times_are_told_from_the_dateline() -> None:
    record = onrecord.read("LONDON, Aug. 2, 2018 — The board named Ida Voss its chief yesterday, it said.")
    values = {time.slice(record.document.text): time.value for time in record.times}
    assert values["yesterday"] == "2018-08-01"
    assert record.document.published == Published(value="2018-08-02", basis="dateline")
    assert onrecord.Record.from_json(record.to_json()) == record
