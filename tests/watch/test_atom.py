"""Alerts as an Atom feed."""

from __future__ import annotations

from xml.etree import ElementTree

from onrecord.watch.alert import Alert
from onrecord.watch.atom import NAMESPACE, tell_alert, write_feed
from onrecord.watch.screening import index_lists, screen_record
from tests.watch.press import LATER, NOW, arrest, watched


def make_alerts(name: str = "Ann Lee", url: str = "https://wire.example/a b") -> list[Alert]:
    return screen_record(arrest(name, url=url), index_lists([("people", [watched(name)])]), now=NOW)


def parse(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(content)


def text(element: ElementTree.Element, path: str) -> list[str | None]:
    return [one.text for one in element.findall(path.replace("a:", f"{{{NAMESPACE}}}"))]


def test_a_feed_has_what_the_rfc_wants() -> None:
    made = make_alerts()
    feed = parse(write_feed(made, name="people", now=LATER))
    assert feed.tag == f"{{{NAMESPACE}}}feed"
    assert text(feed, "a:updated") == [NOW]
    assert text(feed, "a:author/a:name") == ["onrecord"]
    [identity] = text(feed, "a:id")
    assert identity is not None
    assert identity.startswith("urn:onrecord:watchlist:")
    assert set(text(feed, "a:entry/a:id")) == {f"urn:onrecord:alert:{one.id}" for one in made}
    for path in ("a:entry/a:title", "a:entry/a:updated", "a:entry/a:content"):
        assert len(text(feed, path)) == len(made)
        assert all(text(feed, path))
    links = feed.findall(f"{{{NAMESPACE}}}entry/{{{NAMESPACE}}}link")
    assert {one.get("href") for one in links} == {"https://wire.example/a%20b"}


def test_ids_are_the_same_each_time_and_differ_by_list() -> None:
    made = make_alerts()
    assert write_feed(made, name="people", now=NOW) == write_feed(made, name="people", now=LATER)
    assert text(parse(write_feed([], name="people", now=NOW)), "a:id") != text(
        parse(write_feed([], name=None, now=NOW)), "a:id"
    )
    assert text(parse(write_feed([], name=None, now=LATER)), "a:updated") == [LATER]


def test_characters_that_xml_cannot_hold_and_markup() -> None:
    made = make_alerts("Ann \x00\x1b<b>&> Lee", url="javascript:alert(1)")
    feed = parse(write_feed(made, name="a\x0bb", now=NOW))
    assert all("\x1b" not in (one or "") for one in text(feed, "a:entry/a:content"))
    assert any("<b>&>" in (one or "") for one in text(feed, "a:entry/a:content"))
    assert feed.findall(f"{{{NAMESPACE}}}entry/{{{NAMESPACE}}}link") == []


def test_an_alert_in_lines() -> None:
    [one] = [one for one in make_alerts() if one.kind == "event"]
    lines = tell_alert(one).splitlines()
    assert lines[0].startswith("Ann Lee is named as the person arrested (arrest), in the voice of")
    assert one.quote in lines[1]
    assert "1 article" in lines[2]
    assert one.item in lines[4]
