"""Alerts as an Atom feed (RFC 4287), for any reader of feeds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote
from xml.etree import ElementTree

from onrecord.model.document import digest_of
from onrecord.watch.alert import Alert

NAMESPACE = "http://www.w3.org/2005/Atom"
_SAFE = "%/:=&?~#+!$,;'@()*[]"
"""What an address may hold as it is."""
_BARRED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, however it is written."""


def write_feed(alerts: Sequence[Alert], *, name: str | None, now: str) -> bytes:
    """The feed of a list's alerts, or of all lists' where `name` is None, the newest first.

    Ids are those of alerts and stay; `updated` moves on when more articles tell of a claim. `now` stands in a
    feed without entries.
    """
    feed = ElementTree.Element("feed", {"xmlns": NAMESPACE})
    subject = f"the list {name}" if name is not None else "all lists"
    _add(feed, "id", f"urn:onrecord:watchlist:{digest_of('watchlist', name)}")
    _add(feed, "title", f"onrecord: alerts of {subject}")
    _add(feed, "updated", max((one.updated for one in alerts), default=now))
    _add(_add(feed, "author"), "name", "onrecord")
    _add(feed, "generator", "onrecord")
    for one in sorted(alerts, key=lambda one: (one.made, one.id), reverse=True):
        _add_entry(feed, one)
    encoded: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return encoded + b"\n"


def _add_entry(feed: ElementTree.Element, one: Alert) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", f"urn:onrecord:alert:{one.id}")
    _add(entry, "title", one.sentence)
    _add(entry, "published", one.made)
    _add(entry, "updated", one.updated)
    if one.url and re.match(r"https?://", one.url, re.IGNORECASE):
        _add(entry, "link", rel="alternate", href=quote(one.url, safe=_SAFE))
    for term in (one.entry.list, one.side, one.type, one.match.decision):
        _add(entry, "category", term=term)
    _add(entry, "content", tell_alert(one), type="text")


def tell_alert(one: Alert) -> str:
    """An alert over several lines: what, the words, where, and how sure it is."""
    where = ", ".join(filter(None, (one.outlet, one.published, one.title and f"“{one.title}”")))
    why = "" if one.changes == ("new",) else f" [{', '.join(one.changes)}]"
    return "\n".join(
        (
            f"{one.sentence}{why}",
            f"  {_put_in_marks(one.quote)}",
            f"  {where or one.document} ({one.tell_sources()})",
            f"  {one.match.decision}: {'; '.join(one.match.reasons)}; in the article: {one.match.name}",
            f"  cite {one.item}{f' and {one.statement}' if one.statement else ''}; list {one.entry.list}, "
            f"entry {one.entry.id}; {one.id}",
        )
    )


def _put_in_marks(words: str) -> str:
    """The words in quotation marks, which are not doubled."""
    return words if words[:1] in '“"‘' and words[-1:] in '”"’' else f"“{words}”"


def _add(parent: ElementTree.Element, tag: str, text: str | None = None, **given: str) -> ElementTree.Element:
    clean = {name: _BARRED.sub("�", value) for name, value in given.items()}
    element = ElementTree.SubElement(parent, tag, clean)
    element.text = _BARRED.sub("�", text) if text is not None else None
    return element
