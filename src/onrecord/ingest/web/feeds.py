"""RSS and Atom feeds, from bytes that were fetched already."""

from __future__ import annotations

import calendar
import html
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from onrecord.errors import MalformedInput
from onrecord.ingest.fetch import name_location
from onrecord.ingest.web.feed_xml import clean_feed, looks_like_feed

__all__ = ["Entry", "Feed", "looks_like_feed", "read_feed"]

_LONGEST_SUMMARY = 2000
_TAG = re.compile(r"<[^<>]*>")
_SPACES = re.compile(r"\s+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MAIL = re.compile(r"\S+@\S+")
_PERIODS = {"hourly": 3600, "daily": 86400, "weekly": 604800, "monthly": 2592000, "yearly": 31536000}
_LONGEST_INTERVAL = 366 * 86400


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; what it does not say is None or empty.

    `link` is a whole address of http or https. `published` is a date or date-time of ISO 8601, in the zone
    that the feed gave it in. `id` is what the feed knows the entry by, else its link. `summary` and `title`
    are plain text.
    """

    id: str
    link: str | None
    title: str | None
    published: str | None
    authors: tuple[str, ...]
    summary: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title, its entries in its own order, and the seconds that it wants between two polls."""

    title: str | None
    entries: tuple[Entry, ...]
    interval: float | None


def read_feed(content: bytes, location: str) -> Feed:
    """The feed in `content`; `location` is its address, against which links are resolved, or its path.

    XML that is broken is read as far as it goes. Of more than 1,000 entries, the first are given, and one
    with neither an id, a link nor a title is passed over. Nothing is ever fetched.

    Raises:
        MalformedInput: it is no feed, is larger than 8 MiB, or declares entities.
    """
    # Its import takes long, and most runs see no feed.
    import feedparser  # type: ignore[import-untyped]

    markup = clean_feed(content, location)
    address = location if _is_web(location) else ""
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": address}
    try:
        parsed = feedparser.parse(
            io.BytesIO(markup), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:
        # Entries can be odd in more ways than the parser was written for.
        raise MalformedInput(f"{name_location(location)}: the feed cannot be read: {error}") from error
    entries = tuple(_read_entries(parsed.entries, address, is_atom=parsed.version.startswith("atom")))
    return Feed(title=_plain(parsed.feed.get("title")), entries=entries, interval=_find_interval(parsed.feed))


def _read_entries(found: list[dict[str, Any]], base: str, *, is_atom: bool) -> Iterator[Entry]:
    for entry in found:
        link, title = _find_link(entry, base), _plain(entry.get("title"))
        identity = entry.get("id") or link or title
        if identity:
            yield Entry(
                id=str(identity),
                link=link,
                title=title,
                published=_find_published(entry, is_atom),
                authors=tuple(_find_authors(entry)),
                summary=_plain(entry.get("summary")),
            )


def _find_link(entry: Mapping[str, Any], base: str) -> str | None:
    link = str(entry.get("link") or "").strip()
    try:
        whole = urljoin(base, link) if link else ""
    except ValueError:
        return None
    return whole if _is_web(whole) else None


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _find_published(entry: dict[str, Any], is_atom: bool) -> str | None:
    """When the entry was published. In Atom, `updated` is another date; the `dc:date` of RSS 1.0 is not."""
    names = ("published",) if is_atom else ("published", "updated")
    for name in names:
        # Past feedparser's own `get`, which takes one date for another, with a warning.
        value = dict.get(entry, name)
        parsed = dict.get(entry, f"{name}_parsed")
        if isinstance(value, str) and (found := _to_iso(value.strip(), parsed)):
            return found
    return None


def _to_iso(value: str, parsed: Any) -> str | None:
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value).isoformat()
        for read in (datetime.fromisoformat, parsedate_to_datetime):
            try:
                return _write_time(read(value))
            except (ValueError, TypeError, IndexError):
                continue
        if parsed is not None:
            return _write_time(datetime.fromtimestamp(calendar.timegm(parsed), UTC))
    except (ValueError, OverflowError, OSError):
        pass
    return None


def _write_time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _find_authors(entry: Mapping[str, Any]) -> Iterator[str]:
    names = [author.get("name") for author in entry.get("authors") or () if isinstance(author, Mapping)]
    yield from dict.fromkeys(filter(None, (_plain(_MAIL.sub("", name)) for name in names if name)))


def _plain(value: object) -> str | None:
    """The words without tags, character references and line ends; None where there are none."""
    if not isinstance(value, str):
        return None
    words = _SPACES.sub(" ", html.unescape(_TAG.sub(" ", value))).strip()
    return words[:_LONGEST_SUMMARY].rstrip() or None


def _find_interval(feed: Mapping[str, Any]) -> float | None:
    """The seconds between polls that `ttl` (minutes) or `sy:updatePeriod` asks for; the longer of them."""
    asked = []
    if (minutes := _to_number(feed.get("ttl"))) is not None:
        asked.append(minutes * 60)
    if period := _PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().lower()):
        asked.append(period / max(1.0, _to_number(feed.get("sy_updatefrequency")) or 1.0))
    return min(max(asked), _LONGEST_INTERVAL) if asked else None


def _to_number(value: object) -> float | None:
    text = str(value or "").strip()
    return float(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
