"""Feeds are polled no more than needed, and their entries' pages say what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from onrecord.adding import find_on_web
from onrecord.errors import InputError, MalformedInput, NotFetched
from onrecord.ingest.skipped import Skipped
from onrecord.ingest.web.feeds import Entry
from onrecord.ingest.web.following import (
    FIRST_INTERVAL,
    LONGEST_INTERVAL,
    SHORTEST_INTERVAL,
    FeedState,
    fetch_entries,
    find_due,
    poll_feed,
    put_back,
)
from onrecord.model.document import Source
from tests.ingest.web.server import Site, make_web

NOW = datetime(2020, 5, 5, 12, tzinfo=UTC)


def make_feed(*numbers: int, head: str = "") -> bytes:
    items = "".join(
        f"<item><guid>urn:{number}</guid><title>T{number}</title><link>/{number}</link></item>"
        for number in numbers
    )
    return f"<rss version='2.0'><channel><title>Post</title>{head}{items}</channel></rss>".encode()


def test_only_what_is_new_is_given(site: Site) -> None:
    site.page("/feed", make_feed(1, 2), content_type="application/rss+xml")
    with make_web() as web:
        first = poll_feed(web, FeedState(url=site.at("/feed")), now=NOW)
        site.page("/feed", make_feed(3, 2))
        second = poll_feed(web, first.state, now=NOW)
    assert first.feed is not None
    assert first.feed.title == "Post"
    assert [entry.link for entry in first.entries] == [site.at("/1"), site.at("/2")]
    assert [entry.title for entry in second.entries] == ["T3"]
    assert second.state.polled == "2020-05-05T12:00:00Z"
    assert len(second.state.seen) == 3


def test_of_a_long_feed_so_many_pages_are_fetched_and_it_says_so(site: Site) -> None:
    site.page("/feed", make_feed(1, 2, 3), content_type="application/rss+xml")
    with make_web() as web:
        two = list(find_on_web(site.at("/feed"), web, most=2))
        three = list(find_on_web(site.at("/feed"), web, most=3))
    assert [type(one) for one in two] == [NotFetched, NotFetched, Skipped]
    assert [type(one) for one in three] == [NotFetched] * 3
    assert sum(path == "/3" for path, _ in site.asked) == 1


def test_an_unchanged_feed_is_not_sent_again(site: Site) -> None:
    site.page("/feed", make_feed(1), etag='W/"a"', last_modified="Tue, 05 May 2020 10:00:00 GMT")
    with make_web() as web:
        first = poll_feed(web, FeedState(url=site.at("/feed")))
        site.page("/feed", status=304)
        second = poll_feed(web, first.state)
    headers = site.asked[-1][1]
    assert headers["if-none-match"] == 'W/"a"'
    assert headers["if-modified-since"] == "Tue, 05 May 2020 10:00:00 GMT"
    assert (second.feed, second.entries, second.problem) == (None, (), None)
    assert (second.state.etag, second.state.seen) == (first.state.etag, first.state.seen)
    assert second.state.interval == first.state.interval * 1.5


def test_entries_that_are_put_back_are_given_again(site: Site) -> None:
    site.page("/feed", make_feed(1, 2), etag='"a"')
    with make_web() as web:
        first = poll_feed(web, FeedState(url=site.at("/feed")))
        second = poll_feed(web, put_back(first.state, first.entries[:1]))
    assert second.entries == first.entries[:1]
    assert "if-none-match" not in site.asked[-1][1]


def test_tags_that_are_gone_are_not_sent(site: Site) -> None:
    site.page("/feed", make_feed(1))
    with make_web() as web:
        polled = poll_feed(web, FeedState(url=site.at("/feed"), etag='"old"', last_modified="x"))
    assert (polled.state.etag, polled.state.last_modified) == (None, None)


def test_the_interval_follows_what_happens(site: Site) -> None:
    site.page("/feed", make_feed(1))
    intervals = []
    with make_web() as web:
        state = FeedState(url=site.at("/feed"))
        for _ in range(12):
            state = poll_feed(web, state).state
            intervals.append(state.interval)
        assert intervals[:3] == [FIRST_INTERVAL * 0.5, FIRST_INTERVAL * 0.75, FIRST_INTERVAL * 1.125]
        assert intervals[-1] == LONGEST_INTERVAL
        for number in range(20):
            site.page("/feed", make_feed(100 + number))
            state = poll_feed(web, state).state
    assert state.interval == SHORTEST_INTERVAL


@pytest.mark.parametrize(
    ("head", "control", "interval"),
    [
        ("<ttl>120</ttl>", "", 7200), ("<ttl>1</ttl>", "", 1800), ("<ttl>99999999</ttl>", "", 86400),
        ("<ttl>soon</ttl>", "", 1800), ("", "public, max-age=4000", 4000),
        ("", "s-max-age=9, no-cache", 1800),
        ("<ttl>60</ttl>", "max-age=5000", 5000),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", "", 21600),
        ("<sy:updatePeriod>often</sy:updatePeriod>", "", 1800),
    ],
)  # fmt: skip
def test_what_the_feed_and_its_server_ask_for(site: Site, head: str, control: str, interval: int) -> None:
    site.page("/feed", make_feed(1, head=head), cache_control=control)
    with make_web() as web:
        assert poll_feed(web, FeedState(url=site.at("/feed"))).state.interval == interval


def test_a_failure_is_told_and_waited_out(site: Site) -> None:
    state = FeedState(url=site.at("/feed"), etag='"a"', seen=("x",))
    with make_web() as web:
        gone = poll_feed(web, state)
        site.page("/feed", b"<html>not a feed</html>")
        other = poll_feed(web, state)
        site.page("/feed", status=503, retry_after="50000")
        later = poll_feed(web, state)
    assert isinstance(gone.problem, NotFetched)
    assert isinstance(other.problem, MalformedInput)
    assert gone.state.interval == other.state.interval == FIRST_INTERVAL * 2
    assert later.state.interval == 50_000
    assert all(polled.state.etag == '"a"' and polled.state.seen == ("x",) for polled in (gone, other, later))


def test_a_feed_that_makes_its_entries_anew_gives_each_page_once(site: Site) -> None:
    state = FeedState(url=site.at("/feed"))
    found = []
    with make_web() as web:
        for round_number in range(3):
            feed = make_feed(1, 2).replace(b"urn:", b"urn:%d:" % round_number)
            site.page("/feed", feed)
            polled = poll_feed(web, state)
            state = polled.state
            found.append(len(polled.entries))
    assert found == [2, 0, 0]


def test_a_feed_without_end_is_bounded(site: Site) -> None:
    site.page("/feed", make_feed(*range(5000), head='<link rel="next" href="/feed?page=2"/>'))
    with make_web() as web:
        polled = poll_feed(web, FeedState(url=site.at("/feed")))
        site.page("/feed", make_feed(*range(5000, 7000)))
        second = poll_feed(web, polled.state)
        site.page("/feed", make_feed(*range(7000, 9000)))
        third = poll_feed(web, second.state)
    assert [len(one.entries) for one in (polled, second, third)] == [1000, 1000, 1000]
    assert len(third.state.seen) == 2000
    assert set(site.paths()) == {"/feed"}


def test_when_a_feed_is_due() -> None:
    state = FeedState(url="http://paper.test/feed", interval=600)
    assert find_due(state) is None
    assert find_due(replace(state, polled="2020-05-05T12:00:00Z")) == NOW + timedelta(minutes=10)


# The pages of entries

TEXT = "<p>The mayor of Harbour Town resigned on Tuesday after nine years in office.</p>"


def make_entry(link: str | None) -> Entry:
    return Entry(
        id="urn:1", link=link, title="In the feed", published="2020-05-05", authors=("Ann Lee",), summary=None
    )


def fetch_one(site: Site, body: str, kind: str = "text/html") -> Source | InputError:
    site.page("/1", body.encode(), content_type=kind)
    with make_web() as web:
        (found,) = fetch_entries(web, [make_entry(site.at("/1"))], outlet="Post")
    return found


def test_a_page_that_is_dated_speaks_for_itself(site: Site) -> None:
    head = '<meta property="article:published_time" content="2020-05-04T08:00:00Z"><title>On the page</title>'
    source = fetch_one(site, f"<html><head>{head}</head><body>{TEXT}</body></html>")
    assert isinstance(source, Source)
    assert (source.title, source.outlet, source.published, source.byline) == (None, None, None, ())
    assert source.capture is not None


def test_a_page_without_a_date_gets_that_of_the_feed(site: Site) -> None:
    source = fetch_one(site, f"<html><head><title>On the page</title></head><body>{TEXT}</body></html>")
    assert isinstance(source, Source)
    assert (source.title, source.published, source.published_basis) == (None, "2020-05-05", "metadata")


def test_a_text_that_says_nothing_of_itself_gets_what_the_feed_says(site: Site) -> None:
    source = fetch_one(site, "The mayor resigned.", "text/plain")
    assert isinstance(source, Source)
    assert (source.title, source.byline, source.outlet) == ("In the feed", ("Ann Lee",), "Post")
    assert (source.published, source.published_basis) == ("2020-05-05", "metadata")


def test_an_empty_page_is_left_to_be_complained_of_later(site: Site) -> None:
    assert isinstance(fetch_one(site, ""), Source)


def test_errors_come_in_their_place_and_the_rest_goes_on(site: Site) -> None:
    site.page("/2", TEXT.encode())
    entries = [make_entry(None), make_entry(site.at("/missing")), make_entry(site.at("/2"))]
    with make_web() as web:
        none, missing, found = fetch_entries(web, entries)
    assert isinstance(none, MalformedInput)
    assert "In the feed" in str(none)
    assert isinstance(missing, NotFetched)
    assert isinstance(found, Source)
