"""What is fuzzed of feeds: whatever the bytes, there is a feed or an error that says what is wrong."""

from __future__ import annotations

from onrecord.errors import InputError
from onrecord.ingest.web.feeds import looks_like_feed, read_feed


def fuzz(data: bytes) -> None:
    """Read `data` as a feed; anything raised but an InputError is a finding."""
    looks_like_feed(data)
    try:
        feed = read_feed(data, "https://paper.example/feed.xml")
    except InputError:
        return
    for entry in feed.entries:
        assert entry.id
        assert entry.link is None or entry.link.startswith(("http://", "https://"))
