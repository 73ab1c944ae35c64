"""Quotations, and what each article makes of the words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord.resolve.catching_up import catch_up
from onrecord.store.opening import open_store
from onrecord.store.writer import add_record
from onrecord.web.app import make_app
from tests.query.press import NOW, quote
from tests.web.conftest import ADDRESS, PAGE
from tests.web.test_who import ask

WORDS = "“The northern bridge will stay shut until engineers have replaced every girder”"
EDITED = "“The northern bridge will stay open until engineers have replaced every cracked girder”"


@pytest.fixture(scope="module")
def quoting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Who asks for pages of a store in which two outlets give words of Ann Lee's."""
    path: Path = tmp_path_factory.mktemp("quotations") / "store.db"
    with open_store(path, create=True) as store:
        with store.writing() as connection:
            for mark, words, day, outlet in (
                ("first", WORDS, "2018-08-05", "Meridian Wire"),
                ("other", EDITED, "2018-08-06", "Northern Courier"),
            ):
                add_record(connection, quote(mark, "Ann Lee", words, day=day, outlet=outlet), now=NOW)
        for _ in catch_up(store):
            pass
        with TestClient(make_app(store), base_url=ADDRESS, headers=PAGE) as client:
            yield client


def test_quotations_are_listed_and_narrowed(quoting: TestClient) -> None:
    (found,) = ask(quoting, "/quotations", speaker="", since="")["quotations"]
    assert (found["articles"], found["outlet"], found["speakers"]) == (2, "Meridian Wire", ["Ann Lee"])
    assert ask(quoting, "/quotations", speaker="Ann Lee")["quotations"] == [found]
    assert ask(quoting, "/quotations", since="2018-08-06")["quotations"] == []
    assert f'href="/quotations/{found["id"]}"' in quoting.get("/quotations").text
    assert quoting.get("/api/quotations?speaker=Nobody").status_code == 404
    assert quoting.get("/api/quotations?after=none").status_code == 400


def test_variants_are_word_diffs_that_a_screen_reader_tells(quoting: TestClient) -> None:
    (listed,) = ask(quoting, "/quotations")["quotations"]
    found = ask(quoting, f"/quotations/{listed['id']}")
    assert [one["outlet"] for one in found["statements"]] == ["Meridian Wire", "Northern Courier"]
    page = quoting.get(f"/quotations/{listed['id']}").text
    assert '<del><span class="hidden">cut: </span><bdi>shut</bdi>' in page
    assert '<ins><span class="hidden">added: </span><bdi>open</bdi>' in page
    assert '<ins><span class="hidden">added: </span><bdi>cracked</bdi>' in page
    assert "The earliest is in <bdi>Meridian Wire</bdi>" in page
    for one in found["statements"]:
        assert f'href="/items/{one["statement"]}"' in page


def test_any_statement_leads_to_its_quotation(quoting: TestClient) -> None:
    (listed,) = ask(quoting, "/quotations")["quotations"]
    statements = ask(quoting, f"/quotations/{listed['id']}")["statements"]
    assert ask(quoting, f"/quotations/{statements[1]['statement']}")["id"] == listed["id"]
    assert quoting.get("/quotations/s0000000000").status_code == 404
