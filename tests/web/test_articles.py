"""The page of an article, and the same as JSON."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from fastapi.testclient import TestClient

import onrecord
from onrecord.model.document import make_document
from onrecord.model.record import Entity, EntityType, Mention, Record, Statement, StatementSource
from onrecord.model.span import Span
from onrecord.render.arrange import arrange_record
from onrecord.store.opening import open_store
from onrecord.web import marking
from onrecord.web.app import make_app
from tests.records import make_record
from tests.web.conftest import ADDRESS, PAGE

NESTED = (
    "[source:s1|e:herald The Herald] [cue:s1 reported] that "
    "[content:s1:indirect [source:s2|e:ash Tom Ash] [cue:s2 said] "
    "[content:s2:indirect [source:s3|e:reyes Dana Reyes] [cue:s3 resigned], saying "
    "[content:s3:indirect it was over]]]."
)
NAMES: dict[str, tuple[EntityType, str]] = {
    "herald": ("organisation", "The Herald"),
    "ash": ("person", "Tom Ash"),
    "reyes": ("person", "Dana Reyes"),
}


def ask(path: Path, *records: Record) -> TestClient:
    store = open_store(path, create=True)
    onrecord.add(store, list(records))
    return TestClient(make_app(store), base_url=ADDRESS, headers=PAGE)


def find_example(client: TestClient) -> str:
    """The id of the example article that has voices within voices."""
    hits = client.get("/api/search?kind=articles&words=trawler").json()["page"]["hits"]
    return str(hits[0]["id"])


def test_the_article_has_marks_that_lead_to_cards_and_back(client: TestClient) -> None:
    page = client.get(f"/articles/{find_example(client)}").text
    text, cards = page.split('<aside id="findings"')
    aims = set(re.findall(r'href="#([^"]+)"', text.split('id="text"')[1]))
    assert aims
    assert aims <= set(re.findall(r'id="([^"]+)"', cards))
    back = set(re.findall(r'class="back" href="#([^"]+)"', cards))
    assert back
    assert back <= set(re.findall(r'id="([^"]+)"', text))


def test_each_card_leads_to_its_permanent_address(client: TestClient) -> None:
    page = client.get(f"/articles/{find_example(client)}").text
    cards = re.findall(r'<li class="card \w+" id="([^"]+)"', page)
    assert len(cards) > 20
    for identity in cards:
        assert f'href="/items/{identity}"' in page


def test_a_statement_stands_within_the_one_that_reports_it(tmp_path: Path) -> None:
    client = ask(tmp_path / "s.db", make_record(NESTED, entities=NAMES))
    page = client.get("/articles/s3").text
    assert page.index('id="s1"') < page.index('<ul><li class="card statement" id="s2"')
    inner = page[page.index('<li class="card statement" id="s3"') :]
    chain = re.sub("<[^>]+>", "", inner[: inner.index("</p>")])
    assert chain == "Dana Reyes, via Tom Ash, via The Herald"


def test_who_said_that_and_through_whom_is_three_clicks_from_the_start(client: TestClient) -> None:
    identity = find_example(client)
    assert f'href="/articles/{identity}"' in client.get("/search?kind=articles").text
    assert 'href="/search?kind=articles"' in client.get("/").text
    page = client.get(f"/articles/{identity}").text
    assert re.search(r'<p class="chain">.*?via ', page)


def test_as_json_it_is_the_record_itself(client: TestClient) -> None:
    identity = find_example(client)
    answer = client.get(f"/api/articles/{identity}").json()
    record = Record.from_json(msgspec.json.encode(answer["kept"]["record"]))
    assert record.document.id == identity
    assert answer["kept"]["status"] == "current"
    assert answer["story"]["id"].startswith("y")


def test_what_stands_beside_the_article_is_marked_on_demand(tmp_path: Path) -> None:
    told = "[content:s1:direct “I quit,”] [cue:s1 said] [source:s1|e:lee Ann Lee]."
    record = make_record(f"Lee left. [segment:caption {told}]", entities={"lee": ("person", "Ann Lee")})
    client = ask(tmp_path / "s.db", record)
    page = client.get("/articles/s1").text
    assert 'data-label="caption"' in page or "segment caption" in page
    assert 'id="s1"' not in page
    assert "1 finding in promo lines" in page
    assert 'id="s1"' in client.get("/articles/s1?everything=true").text
    assert "?everything=true#at-s1" in client.get("/items/s1").text


def test_many_findings_are_limited_and_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "MOST", 10)
    client = ask(tmp_path / "s.db", make_hostile(25))
    page = client.get("/articles/m00000").text
    assert "15 findings more than a page can show" in page
    assert page.count('class="mention person"') == 10
    assert len(client.get("/api/articles/m00000").json()["kept"]["record"]["mentions"]) == 25


def test_markup_in_an_article_stays_words(tmp_path: Path) -> None:
    page = ask(tmp_path / "s.db", make_hostile(3)).get("/articles/m00000").text
    assert "<script>alert" not in page
    assert not [href for href in re.findall(r'href="([^"]*)"', page) if href.startswith("javascript")]
    assert re.search(r"(?<!>)\u202e", page) is None


def test_statements_nested_without_end_are_shown_flat_and_briefly() -> None:
    text = "x" * 5_000
    statements = tuple(
        Statement(
            id=f"s{depth}",
            parent=f"s{depth - 1}" if depth else None,
            source=StatementSource(start=0, end=1, entities=(f"e{depth % 7}",)),
            cue=None,
            content=(Span(start=depth, end=len(text) - depth),),
            form="indirect",
            act="say",
            polarity="positive",
            hedged=False,
            confidence=0.9,
        )
        for depth in range(1_200)
    )
    entities = tuple(Entity(id=f"e{n}", type="person", name=f"Ann {n}") for n in range(7))
    record = Record(document=make_document(text, location="-"), entities=entities, statements=statements)
    view = arrange_record(record, most=500)
    assert (len(view.statements), view.beyond) == (500, 700)
    assert view.statements[-1].chain.label.endswith("via others")
    assert len(view.statements[-1].chain.links) == 21
    assert len(view.statements[0].content[0].words) == 2_001


def test_an_unknown_article_is_told_as_a_problem(client: TestClient) -> None:
    answer = client.get("/api/articles/0123456789")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert client.get("/articles/0123456789").status_code == 404


def make_hostile(number: int) -> Record:
    word = "<script>alert(1)</script>\u202e & x "
    mentions = tuple(
        Mention(
            id=f"m{n:05}", start=n * len(word), end=(n + 1) * len(word) - 1, entities=("e0",), form="name"
        )
        for n in range(number)
    )
    document = make_document(
        word * number,
        location="javascript:alert(1)",
        url="javascript:alert(1)",
        outlet="<i>",
        title="<script>alert(1)</script>",
    )
    name = "<script>alert(2)</script>\u202e"
    return Record(document=document, entities=(Entity(id="e0", type="person", name=name),), mentions=mentions)
