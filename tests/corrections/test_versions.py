"""What changed from one version of an article to the next, in its text and in its record."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from onrecord.corrections.record_changes import diff_records
from onrecord.corrections.versions import diff_texts, list_editions, mark_words
from onrecord.model.record import Record
from onrecord.store.opening import Store
from tests.query.shelf import FIRST, URL, fill, key_of, make_article
from tests.records import Sketch, make_record


def test_versions_are_listed_the_oldest_first(store: Store) -> None:
    record = fill(store)
    with store.reading() as connection:
        editions = list_editions(connection, key_of(store, record.document.id))
    assert [(one.version, one.status) for one in editions] == [(1, "superseded"), (2, "current")]
    assert editions[1].id == record.document.id
    assert editions[0].since == FIRST
    assert editions[0].text_digest != editions[1].text_digest


def test_an_article_without_an_address_is_its_only_version(store: Store) -> None:
    fill(store)
    with store.reading() as connection:
        key = connection.exec_driver_sql("SELECT key FROM documents WHERE url IS NULL").scalar_one()
        assert [one.version for one in list_editions(connection, key)] == [1]


def test_a_text_is_compared_by_paragraphs_and_words() -> None:
    older = "Bridge shut\n\nThe bridge is shut, Lee said.\n\nIt rained.\n\nThe end."
    newer = "Bridge shut\n\nThe old bridge was shut, Lee said.\n\nThe end.\n\nNobody was hurt."
    told = [(one.kind, one.words) for one in diff_texts(older, newer)]
    assert told == [
        ("same", "Bridge shut"),
        ("changed", "The{+ old+} bridge [-is-]{+was+} shut, Lee said."),
        ("gone", "[-It rained.-]"),
        ("same", "The end."),
        ("added", "{+Nobody was hurt.+}"),
    ]


@given(
    st.lists(st.sampled_from(["the", "bridge", "is", "shut", ","])), st.lists(st.sampled_from(["the", "is"]))
)
def test_marked_words_hold_both_versions(older: list[str], newer: list[str]) -> None:
    old, new = " ".join(older), " ".join(newer)
    marked = mark_words(old, new)
    assert re.sub(r"\{\+.*?\+\}", "", re.sub(r"\[-(.*?)-\]", r"\1", marked)) == old
    assert re.sub(r"\[-.*?-\]", "", re.sub(r"\{\+(.*?)\+\}", r"\1", marked)) == new


def test_the_same_record_has_not_changed() -> None:
    assert diff_records(make_article(), make_article()) == []
    assert diff_records(make_article(), make_article(url=URL)) == []


def test_statements_of_versions_are_matched_by_their_words() -> None:
    older = make_record(
        "[source:s1|e:lee Ann Lee] [cue:s1 said] [content:s1:indirect the old bridge is shut]. "
        "[source:s2|e:lee Lee] [cue:s2 added] [content:s2:indirect it was her fault].",
        entities={"lee": ("person", "Ann Lee")},
    )
    newer = make_record(
        "Corrected. [source:a1|e:ode Kim Ode] [cue:a1 said] [content:a1:indirect,negative the old bridge is "
        "not shut]. [source:a2|e:ode Ode] [cue:a2 thinks] [content:a2:indirect nobody cares].",
        entities={"ode": ("person", "Kim Ode")},
    )
    changes = {(one.kind, one.words): one for one in diff_records(older, newer)}
    assert set(changes) == {
        ("changed", "the old bridge is not shut"),
        ("gone", "it was her fault"),
        ("added", "nobody cares"),
    }
    changed = changes["changed", "the old bridge is not shut"]
    assert (changed.older, changed.newer) == ("s1", "a1")
    assert changed.fields == {
        "words": ("the old bridge is shut", "the old bridge is not shut"),
        "speaker": ("Ann Lee", "Kim Ode"),
        "polarity": ("positive", "negative"),
    }


def test_events_of_versions_are_matched_by_type_and_what_is_told() -> None:
    def make(month: str, last: Sketch) -> Record:
        return make_record(
            f"[e:lee Ann Lee] left in {month}. Police {last.trigger} her.",
            entities={"lee": ("person", "Ann Lee")},
            events=[Sketch("departure", "left", {"person": "lee", "date": month}), last],
        )

    changes = diff_records(make("May", Sketch("arrest", "held")), make("June", Sketch("charge", "charged")))
    assert [(one.kind, one.words, dict(one.fields)) for one in changes] == [
        ("changed", "left", {"arguments": ("person: Ann Lee; date: May", "person: Ann Lee; date: June")}),
        ("gone", "held", {}),
        ("added", "charged", {}),
    ]
