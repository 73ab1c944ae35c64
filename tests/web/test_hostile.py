"""Articles that mean harm: whatever stands in them is shown as words, on every page there is."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import lxml.etree
import lxml.html
import msgspec
import pytest
from starlette.testclient import TestClient

from onrecord.catalogue.entries import Entry
from onrecord.model.record import Mention, Record
from onrecord.resolve.catching_up import catch_up
from onrecord.store.opening import Store, open_store
from onrecord.watch.entries import Watched
from onrecord.watch.lists import keep_list
from onrecord.watch.matching import match_waiting
from onrecord.web.app import make_app
from tests.query.press import NOW, add, on, own_ids
from tests.records import Sketch, make_record
from tests.web.browsing import browse, call

# Markup in words, attributes, addresses and JSON; what turns the direction of a line; what ends one.
MARKUP = "<script>alert(1)</script>"
NAME = f"Peter \"'><img src=x onerror=alert(1)>\u202e{MARKUP} Hollis"
CHIEF = "Sergei {{7*7}}</title><svg/onload=alert(1)> Varkov"
TITLE = f"</title></h1>{MARKUP}\u2066 Train derails near Dunmore viaduct"
OUTLETS = (f'Wire" onmouseover="alert(1)" {MARKUP}', "Mail\r\nSet-Cookie: a=b")
WORDS = (
    f"We had asked for new brakes since last winter, <b onclick=alert(1)>and nobody</b> \0 {MARKUP} listened"
)
LIST = f'drivers"><i>{MARKUP}/..?#'
KINDS = "articles items stories claims quotations identities watch read".split()
MOST_PAGES = 150
MANY = 100_000
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def make_hostile(mark: str, outlet: str, victims: str, day: str) -> Record:
    """A report whose every name, title and address is markup, or would lead to a script."""
    record = make_record(
        f"[segment:headline {TITLE}]\n\n[segment:body {victims} people were killed when a train derailed "
        f"near [e:town Dunmore] viaduct on [t:2024-03-03 Sunday]. [e:who {NAME}], the driver, was arrested "
        f"on [t:2024-03-04 Monday], said [e:chief {CHIEF}] of the police. "
        f"[source:s|e:who Hollis] [cue:s said]: [content:s:direct “{WORDS}”].]",
        entities={"town": ("place", "Dunmore"), "who": ("person", NAME), "chief": ("person", CHIEF)},
        events=(
            Sketch("killing", "killed", {"victim": f"{victims} people"}, time="t0"),
            Sketch("accident", "derailed", {"place": "town"}, time="t0", place="town"),
            Sketch("arrest", "arrested", {"person": "who"}, time="t1"),
        ),
        location=f"{mark}{MARKUP}.txt",
        title=TITLE,
        outlet=outlet,
        url=f"javascript:alert('{mark}')//https://wire.example/",
        published=on(day),
    )
    return own_ids(record, mark)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two hostile reports that disagree, compared, and somebody watched for whose list is hostile too."""
    with open_store(tmp_path_factory.mktemp("hostile") / "store.db", create=True) as store:
        add(
            store,
            make_hostile("a", OUTLETS[0], "Four", "2024-03-04"),
            make_hostile("b", OUTLETS[1], "Nine", "2024-03-05"),
        )
        for _ in catch_up(store):
            pass
        with store.writing() as connection:
            watched = Watched(Entry(id="w1", name="Peter Hollis", type="person", aliases=(NAME,)))
            keep_list(connection, LIST, [watched], now=NOW)
        for _ in match_waiting(store):
            pass
        yield store


@pytest.fixture(scope="module")
def browser(store: Store) -> TestClient:
    return browse(make_app(store))


@pytest.fixture(scope="module")
def pages(browser: TestClient) -> dict[str, str]:
    """All pages to which links lead from the start page, and those of the search for what is hostile."""
    names = [quote(one, safe="") for one in (NAME, CHIEF, MARKUP, "Nobody\u202e\0")]
    asked = [f"/{page}?name={name}" for page in ("who", "timeline", "network") for name in names]
    asked += [f"/search?words={name}&outlet={name}" for name in names]
    waiting = ["/", *asked, f"/watch/{quote(LIST, safe='')}", "/audit"]
    found: dict[str, str] = {}
    while waiting and len(found) < MOST_PAGES:
        address = waiting.pop(0)
        if address in found:
            continue
        answered = browser.get(address)
        assert answered.status_code in (200, 400, 404, 422), (address, answered.status_code)
        found[address] = answered.text
        if answered.headers["content-type"].startswith("text/html"):
            links = lxml.html.fromstring(answered.text).xpath("//a/@href")
            waiting += [link.partition("#")[0] for link in links if link.startswith("/")]
    return found


def test_every_kind_of_page_is_looked_at(pages: dict[str, str]) -> None:
    rooms = {urlsplit(address).path.split("/")[1] for address in pages}
    expected = "articles items who identities timeline network search stories claims disagreements quotations"
    assert set(expected.split()) <= rooms
    assert {"watch", "review", "doubts", "read"} <= rooms
    assert any("alert(1)" in page for page in pages.values())


def test_no_page_does_what_an_article_says(pages: dict[str, str]) -> None:
    for address, page in read_pages(pages):
        for script in page.iter("script"):
            assert script.get("src", "").startswith("/static/") or script.get("type") == "application/json"
        for element in page.iter(lxml.etree.Element):
            assert element.tag not in ("iframe", "object", "embed", "base"), address
            assert element.get("src") != "x", address
            for name, value in element.attrib.items():
                assert not name.lower().startswith("on"), (address, name)
                assert name != "style", address
                if name in ("href", "src", "action", "formaction", "data", "poster"):
                    assert urlsplit(value.strip()).scheme.lower() in ("", "http", "https"), (address, value)


def test_no_page_has_a_character_that_does_something(pages: dict[str, str]) -> None:
    for address, page in pages.items():
        assert not re.search("[\0\x01-\x08\x0b\x0c\x0e-\x1f]", page), address


def test_no_template_is_filled_in_by_an_article(pages: dict[str, str]) -> None:
    assert any("Sergei {{7*7}}" in page for page in pages.values())
    assert not any("Sergei 49" in page for page in pages.values())


def read_pages(pages: dict[str, str]) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    """What browsers make of the pages, of which all are looked at but what is no page."""
    for address, page in pages.items():
        if page.startswith("<!DOCTYPE html>"):
            yield address, lxml.html.fromstring(page)


def test_nothing_turns_the_direction_of_the_page(pages: dict[str, str]) -> None:
    """What does so in the text of an article ends with the paragraph that holds it."""
    for address, page in read_pages(pages):
        for element in page.iter(lxml.etree.Element):
            told = "".join([element.text or "", *(child.tail or "" for child in element)])
            if _TURNS.search(told):
                assert element.xpath("ancestor-or-self::*[self::bdi or self::p or self::h1]"), address
            assert not _TURNS.search("".join(element.attrib.values())), address


def test_the_data_is_data(store: Store, pages: dict[str, str]) -> None:
    program = call(make_app(store))
    twins = [one for one in pages if not one.startswith(("/api", "/static", "/reconcile", "/login"))]
    assert len(twins) > 40
    for address in twins:
        if address.endswith(".atom"):
            lxml.etree.fromstring(pages[address].encode())
            continue
        answered = program.get(f"/api{address}" if address != "/" else "/api")
        assert answered.headers["content-type"] in ("application/json", "application/problem+json"), address
        assert answered.headers["x-content-type-options"] == "nosniff"
        answered.json()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "identity",
    ["a\r\nSet-Cookie: x=y", MARKUP, "../../etc/passwd", "\0", "'; --", "%", "é" * 500, "a" * 5000],
)
def test_an_id_is_looked_up_and_nothing_more(browser: TestClient, kind: str, identity: str) -> None:
    answered = browser.get(f"/{kind}/{quote(identity, safe='')}", follow_redirects=False)
    assert answered.status_code in (400, 404, 422, 405), answered.text
    assert "set-cookie" not in answered.headers or "x=y" not in answered.headers["set-cookie"]
    assert MARKUP not in answered.text


def test_a_hundred_thousand_spans_are_shown_in_time(tmp_path: Path) -> None:
    body = "Lee " * MANY
    record = make_record(f"[e:who Lee] {body}", entities={"who": ("person", "Lee")}, title="Lee")
    start = 4
    mentions = tuple(
        Mention(start=at, end=at + 3, id=f"m{number}", entities=("who",), form="name")
        for number, at in enumerate(range(start, start + 4 * MANY, 4), 1)
    )
    record = msgspec.structs.replace(record, mentions=(*record.mentions, *mentions))
    look_at(tmp_path, record)


def test_statements_within_statements_are_shown_however_deep(tmp_path: Path) -> None:
    told = "it rained"
    for number in range(60):
        told = f"[source:s{number} Lee] [cue:s{number} said] [content:s{number}:indirect that {told}]"
    record = make_record(f"{told}.", title="Lee")
    assert sum(one.parent is not None for one in record.statements) == 59
    look_at(tmp_path, record)


def test_a_word_of_a_million_letters_is_shown(tmp_path: Path) -> None:
    long = "a" * 1_000_000
    record = make_record(
        f"[source:s|e:who Lee] [cue:s said]: [content:s:direct “{long}”].",
        entities={"who": ("person", "Lee")},
        title=long[:10_000],
        outlet=long[:10_000],
    )
    look_at(tmp_path, record)


def look_at(folder: Path, record: Record) -> None:
    """Look at an article's pages, each within some seconds."""
    with open_store(folder / "store.db", create=True) as store:
        add(store, own_ids(record, "a") if len(record.mentions) < 1000 else record)
        browser = browse(make_app(store))
        for address in (
            "/",
            "/search?words=Lee",
            "/who?name=Lee",
            f"/articles/{record.document.id}",
            "/doubts",
        ):
            began = time.monotonic()
            answered = browser.get(address)
            assert answered.status_code in (200, 404), address
            assert "fault of onrecord" not in answered.text
            assert time.monotonic() - began < 20, address
            assert len(answered.content) < 60_000_000, address
