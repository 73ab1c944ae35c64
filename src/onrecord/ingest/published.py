"""The date of publication: as somebody gives it, and as a page declares it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from onrecord.errors import MalformedInput
from onrecord.ingest.fetch import name_location
from onrecord.model.document import Published, Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# What pages call it in their `meta` elements; the names that can also mean another date stand last.
# fmt: off
_META_NAMES = (
    "article:published_time", "article:published", "og:published_time", "datepublished",
    "parsely-pub-date", "publication_date", "publishdate", "publish-date", "publish_date", "pubdate",
    "pub_date", "bt:pubdate", "originalpublicationdate", "citation_publication_date",
    "cxenseparse:recs:publishtime", "sailthru.date", "dcterms.issued", "dc.date.issued",
    "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "date",
)
# fmt: on
_MARKED = './/*[@itemprop="datePublished" or (self::time and @pubdate)]'
_TIMES = ".//time[not(ancestor::nav or ancestor::aside or ancestor::footer or ancestor::blockquote)]"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_FORMS = (
    re.compile(r"\s*(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(r"\s*(?P<year>\d{4})/(?P<month>\d\d?)/(?P<day>\d\d?)(?!\d)"),
    re.compile(r"\s*(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?!\d)"),
    re.compile(rf".{{0,20}}\b{_MONTH} (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf".{{0,20}}\b(?P<day>\d\d?)(?:st|nd|rd|th)? {_MONTH},? (?P<year>\d{{4}})\b", re.IGNORECASE),
)
_IN_URL = re.compile(r"[/-](?P<year>(?:19|20)\d\d)[/-](?P<month>\d\d)[/-](?P<day>\d\d)(?=[/-])")
_FIRST_YEAR = 1600


def read_published(source: Source) -> Published | None:
    """The date that `source` says the article was published on; a date-time is cut to its date.

    Raises:
        MalformedInput: it is no date of ISO 8601 (`2018`, `2018-08`, `2018-08-05`, `2018-08-05T10:00:00Z`).
    """
    if source.published is None:
        return None
    value = _parse_iso(source.published.strip())
    if value is None:
        raise MalformedInput(
            f"{name_location(source.location)}: {source.published!r} is no date of publication: "
            "write it as 2018-08-05, 2018-08 or 2018"
        )
    return Published(value=value, basis=source.published_basis)


def _parse_iso(value: str) -> str | None:
    try:
        if re.fullmatch(r"[0-9]{4}", value):
            return date(int(value), 1, 1).isoformat()[:4]
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}", value):
            return date.fromisoformat(f"{value}-01").isoformat()[:7]
        return datetime.fromisoformat(value).date().isoformat()
    except ValueError:
        return None


def find_published(tree: HtmlElement, url: str | None) -> str | None:
    """The date on which the page says that its article was published, as `2018-08-05`; None if it is silent.

    Only what the page declares counts: its `meta` elements, JSON-LD, a date marked as that of publication,
    the only `time` element (or several that agree), and the address. A date that merely stands on the page
    may be of anything.
    """
    for declared in _find_declared(tree):
        if value := _parse_loose(declared):
            return value
    times = {_parse_loose(element.get("datetime") or "") for element in tree.xpath(_TIMES)} - {None}
    if len(times) == 1:
        return times.pop()
    match = _IN_URL.search(url or "")
    return _to_date(match) if match else None


def _find_declared(tree: HtmlElement) -> Iterator[str]:
    declared: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        declared.setdefault(name.lower(), meta.get("content") or "")
    yield from filter(None, map(declared.get, _META_NAMES))
    for script in tree.iter("script"):
        yield from _find_linked(script.text or "")
    for element in tree.xpath(_MARKED):
        yield element.get("content") or element.get("datetime") or element.text_content()[:100]


def _find_linked(content: str) -> Iterator[str]:
    """The dates of publication of the articles that a JSON-LD script describes at its top level."""
    try:
        described = json.loads(content, strict=False)
    except (ValueError, RecursionError):
        return
    things = described if isinstance(described, list) else [described]
    graphs = [thing.get("@graph") for thing in things if isinstance(thing, dict)]
    for thing in [*things, *(item for graph in graphs if isinstance(graph, list) for item in graph)]:
        if isinstance(thing, dict) and _is_article(thing) and isinstance(thing.get("datePublished"), str):
            yield thing["datePublished"]


def _is_article(thing: dict[str, object]) -> bool:
    kind = thing.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(
        isinstance(kind, str) and kind.lower().endswith(("article", "posting", "report")) for kind in kinds
    )


def _parse_loose(value: str) -> str | None:
    for form in _FORMS:
        if match := form.match(value):
            return _to_date(match)
    return None


def _to_date(match: re.Match[str]) -> str | None:
    month = match["month"][:3].lower()
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
    try:
        found = date(int(match["year"]), number, int(match["day"]))
    except ValueError:
        return None
    return found.isoformat() if found.year >= _FIRST_YEAR else None
