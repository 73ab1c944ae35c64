"""What is shown of an item or an article: who found it when, and what people said of it."""

from __future__ import annotations

import pytest

from onrecord.errors import UnknownId
from onrecord.query.show import Shown, show
from onrecord.query.show_words import write_shown
from onrecord.store.opening import Store
from tests.query.shelf import GONE, SECOND, THIRD, correct, fill


def show_from(store: Store, identity: str) -> Shown:
    with store.reading() as connection:
        return show(connection, identity)


def test_an_item_is_shown_with_its_analyses_and_corrections(store: Store) -> None:
    record = fill(store)
    shown = show_from(store, record.statements[0].id)
    assert [(one.engine, one.analysed, one.is_current, one.has_item) for one in shown.analyses] == [
        ("0.2.0+abc", THIRD, True, True),
        ("0.1.0+aaa", SECOND, False, True),
    ]
    assert shown.item["act"] == "say"
    text = write_shown(shown)
    assert "0.1.0+aaa, added 2026-11-28T12:00:00Z (former)" in text
    assert 'that its act should be "deny"' in text
    assert "polarity: negative" in text


def test_an_item_of_a_former_analysis_is_shown_as_such(store: Store) -> None:
    fill(store)
    shown = show_from(store, GONE)
    assert [one.has_item for one in shown.analyses] == [False, True]
    assert shown.citation.is_former
    assert "(current, does not have it)" in write_shown(shown)


def test_a_correction_of_an_item_that_is_gone_is_shown_at_the_one_in_its_place(store: Store) -> None:
    record = fill(store)
    payment = next(one for one in record.events if one.type == "payment")
    shown = show_from(store, payment.id)
    assert [(one.standing, one.item) for one in shown.corrections] == [("moved", payment.id)]
    assert f"[of {GONE}] (that item is gone; {payment.id} stands in its place)" in write_shown(shown)


def test_what_was_taken_back_is_shown_and_no_warning(store: Store) -> None:
    record = fill(store)
    shown = show_from(store, record.statements[-1].id)
    assert shown.citation.corrections == ()
    assert "Cy Dee says" in write_shown(shown)
    assert "(taken back 2026-11-29)" in write_shown(shown)


def test_an_article_is_shown_with_all_its_corrections(store: Store) -> None:
    record = fill(store)
    correct(store, record, record.entities[0].id, field="type", value='"group"')
    shown = show_from(store, record.document.id)
    assert shown.item is None
    assert shown.counts["statement"] == len(record.statements)
    assert len(shown.corrections) == 4
    assert "3 statements, 3 events" in write_shown(shown)


def test_nothing_is_shown_of_an_unknown_id(store: Store) -> None:
    with pytest.raises(UnknownId):
        show_from(store, "s123456")
