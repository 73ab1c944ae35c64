"""Feeds of every kind give their entries, and what was built to hurt gives an error."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import MalformedInput
from onrecord.ingest.web.feeds import Entry, looks_like_feed, read_feed
from tests.fuzz.feeds import fuzz

WHERE = "https://paper.example/news/feed.xml"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Harbour Post &amp; Mail</title><ttl>45</ttl>
<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
<item><title>Mayor &lt;i&gt;resigns&lt;/i&gt;</title><link>/2020/mayor?a=1&amp;b=2</link>
<dc:creator>Ann Lee</dc:creator><guid isPermaLink="false">post-17</guid>
<pubDate>Tue, 05 May 2020 23:00:00 -0500</pubDate>
<description><![CDATA[<p>She left &eacute;arly.&nbsp;</p><p>Why?</p>]]></description>
<content:encoded><![CDATA[the whole text]]></content:encoded></item>
<item><guid>https://paper.example/two</guid><title>Second</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/a/">
<title type="html">Harbour &lt;b&gt;Post&lt;/b&gt;</title><link rel="next" href="?page=2"/>
<entry><id>urn:1</id><title>One</title><link rel="alternate" href="one.html"/>
<published>2020-05-05T10:00:00+02:00</published><updated>2020-06-01T00:00:00Z</updated>
<author><name>Ann Lee</name><email>ann@paper.example</email></author><author><name>Bo Orr</name></author>
<summary>In short.</summary><content>At length.</content></entry>
<entry><id>urn:2</id><title>Two</title><updated>2020-06-01T00:00:00Z</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Old Post</title></channel>
<item rdf:about="https://paper.example/1"><title>One</title><link>https://paper.example/1</link>
<dc:date>2004-03-02</dc:date></item></rdf:RDF>"""


def read_items(items: str) -> tuple[Entry, ...]:
    return read_feed(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), WHERE).entries


def test_rss() -> None:
    feed = read_feed(RSS.encode(), WHERE)
    assert feed.title == "The Harbour Post & Mail"
    assert feed.interval == 45 * 60
    assert feed.entries == (
        Entry(
            id="post-17",
            link="https://paper.example/2020/mayor?a=1&b=2",
            title="Mayor resigns",
            published="2020-05-05T23:00:00-05:00",
            authors=("Ann Lee",),
            summary="She left éarly. Why?",
        ),
        Entry(
            id="https://paper.example/two",
            link="https://paper.example/two",
            title="Second",
            published=None,
            authors=(),
            summary=None,
        ),
    )


def test_atom() -> None:
    feed = read_feed(ATOM.encode(), WHERE)
    assert (feed.title, feed.interval) == ("Harbour Post", None)
    one, two = feed.entries
    assert one.link == "https://base.example/a/one.html"
    assert one.published == "2020-05-05T10:00:00+02:00"
    assert one.authors == ("Ann Lee", "Bo Orr")
    assert one.summary == "In short."
    # When it was last updated is not when it was published.
    assert (two.link, two.published) == (None, None)


def test_rss_1() -> None:
    feed = read_feed(RDF.encode(), WHERE)
    assert feed.title == "Old Post"
    assert [(entry.link, entry.published) for entry in feed.entries] == [
        ("https://paper.example/1", "2004-03-02")
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "iso-8859-1", "cp1252"])
def test_encodings(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    content = f"{declared}<rss><channel><title>Café</title></channel></rss>".encode(encoding)
    assert looks_like_feed(content)
    assert read_feed(content, WHERE).title == "Café"


@pytest.mark.parametrize("encoding", ["rot13", "hex", "zlib", "idna", "undefined", "no-such", "utf-7"])
def test_encodings_that_are_none_do_no_harm(encoding: str) -> None:
    content = f'<?xml version="1.0" encoding="{encoding}"?><rss><channel><title>Caf'.encode() + b"\xe9"
    assert (read_feed(content, WHERE).title or "").startswith("Caf")


@pytest.mark.parametrize(
    ("link", "resolved"),
    [
        ("story", "https://paper.example/news/story"), ("//cdn.example/x", "https://cdn.example/x"),
        ("http://a.example/b c", "http://a.example/b c"), ("javascript:alert(1)", None),
        ("file:///etc/passwd", None), ("ftp://a.example/", None), ("http://[", None), ("data:,x", None),
    ],
)  # fmt: skip
def test_links_are_whole_and_of_the_web(link: str, resolved: str | None) -> None:
    (entry,) = read_items(f"<item><title>One</title><link>{link}</link></item>")
    assert entry.link == resolved


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Wed, 02 Oct 2002 13:00:00 GMT", "2002-10-02T13:00:00Z"), ("2002-10-02", "2002-10-02"),
        ("2002-10-02T13:00:00Z", "2002-10-02T13:00:00Z"),
        ("2 Oct 2002 13:00 +0100", "2002-10-02T13:00:00+01:00"),
        ("Wed, 02 Oct 2002 25:00:00 GMT", None), ("yesterday", None), ("0000-00-00", None), ("", None),
    ],
)  # fmt: skip
def test_dates(written: str, read: str | None) -> None:
    (entry,) = read_items(f"<item><title>One</title><pubDate>{written}</pubDate></item>")
    assert entry.published == read


def test_what_is_broken_is_read_as_far_as_it_goes() -> None:
    items = (
        "<item><title>One & two</title><dc:creator>Ann Lee</dc:creator><x:y/><link>/1</link></item><item><ti"
    )
    feed = read_feed(f"\n\n<rss><channel><title>A\x01B &nope; &copy;</title>{items}".encode(), WHERE)
    assert feed.title == "AB &nope; ©"
    (entry,) = feed.entries
    assert (entry.title, entry.link, entry.authors) == ("One two", "https://paper.example/1", ("Ann Lee",))


@pytest.mark.parametrize(
    "content",
    [b"", b" ", b"<html><body>no feed</body></html>", b"plain words", b"\x00\xff" * 50, b"%PDF-1.7", b"<rs",
     b'{"version": "https://jsonfeed.org/version/1"}'],
)  # fmt: skip
def test_what_is_no_feed(content: bytes) -> None:
    assert not looks_like_feed(content)
    with pytest.raises(MalformedInput, match=r"feed\.xml: this is no RSS or Atom feed"):
        read_feed(content, WHERE)


LAUGHS = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("number", ["&#xD800;", "&#0;", "&#x110000;", "&#65535;", "&#99999999999999999999;"])
def test_characters_that_cannot_be_are_left_out(number: str) -> None:
    content = f"<rss xmlns='{number}u'><channel><title>A{number}B</title></channel></rss>"
    assert read_feed(content.encode(), WHERE).title == "AB"


@pytest.mark.parametrize("name", ["a:--", ":", "a:", "dc:creator:x", "dc:9", "é:ü"])
def test_odd_names_do_no_harm(name: str) -> None:
    assert [entry.title for entry in read_items(f"<item><{name}>x</{name}><title>One</title></item>")] == [
        "One"
    ]


@pytest.mark.parametrize(
    "head", [LAUGHS, OUTSIDE, f"<!-- <a> -->{LAUGHS}", '<!DOCTYPE r SYSTEM "x" [<!ENTITY a "b">]>']
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_entity_is_declared_or_expanded(head: str, encoding: str) -> None:
    content = f"{head}<rss><channel><title>&b;&a;</title></channel></rss>".encode(encoding)
    with pytest.raises(MalformedInput, match="declares entities"):
        read_feed(content, WHERE)


def test_a_harmless_doctype_passes() -> None:
    head = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">'
    content = f'<?xml version="1.0"?>{head}<rss version="0.91"><channel><title>Post</title></channel></rss>'
    assert looks_like_feed(content.encode())
    assert read_feed(content.encode(), WHERE).title == "Post"


def test_of_too_many_entries_the_first_are_read() -> None:
    items = "".join(f"<item><title>{number}</title></item>" for number in range(1500))
    entries = read_items(items)
    assert [entry.title for entry in entries] == [str(number) for number in range(1000)]


@pytest.mark.parametrize(
    "content",
    [
        b"<rss><channel>" + b"<item/>" * 700_000,
        b"<rss>" + b"<a>" * 2_000_000,
        b"<rss " + b" ".join(b"a%d=''" % number for number in range(300_000)) + b">",
        b"<rss><channel><item><author>" + b"a@" * 3_000_000,
        b"<rss><channel><item><description>" + b"<![CDATA[" * 800_000,
        b"<!--" * 2_000_000,
        b"<rss>" + b" " * 9_000_000,
    ],
    ids=["entries", "depth", "attributes", "author", "cdata", "comments", "size"],
)
def test_what_was_built_to_take_time_does_not(content: bytes) -> None:
    begun = time.process_time()
    with suppress(MalformedInput):
        read_feed(content, WHERE)
    assert time.process_time() - begun < 8


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (RSS, True), (ATOM, True), (RDF, True), ("<!-- a --><rss >", True), ("<svg><rss></rss></svg>", False),
        ('<feed xmlns="urn:cattle">', False), ("<rssx>", False),
        ('<a:feed xmlns:a="http://www.w3.org/2005/Atom">', True),
        ("An article on <rss version='2.0'>.", False),
    ],
)  # fmt: skip
def test_whether_bytes_look_like_a_feed(content: str, wanted: bool) -> None:
    assert looks_like_feed(content.encode()) is wanted


PIECES = st.sampled_from(
    [
        "<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "<feed ", "<entry>",
        "xmlns='", "&", ";", "<![CDATA[", "]]>", "<!--", "-->", "<?xml ", "?>", "<!DOCTYPE ", "&amp;", "&#0;",
        "&#x110000;", "\0", "<a:b ", "x='", "<pubDate>", "9999-99-99", "<guid>", "http://[", "<author>",
        "<content type='xhtml'>", "<dc:date>", "\ud800", "<rdf:RDF ",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.lists(PIECES | st.text(max_size=5), max_size=30),
    st.sampled_from(["", "<rss><channel><item>", ATOM[:200]]),
)
def test_any_mixture_is_a_feed_or_an_error(pieces: list[str], head: str) -> None:
    fuzz((head + "".join(pieces)).encode("utf-8", "surrogatepass"))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([RSS, ATOM, RDF]), st.integers(0, 1200), st.binary(max_size=8), st.integers(0, 30))
def test_any_damage_is_a_feed_or_an_error(feed: str, start: int, put: bytes, cut: int) -> None:
    content = feed.encode()
    fuzz(content[:start] + put + content[start + cut :])


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_feed_or_an_error(content: bytes) -> None:
    fuzz(content)
