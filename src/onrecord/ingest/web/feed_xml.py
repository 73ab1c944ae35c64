"""From the bytes of a feed to a small, well-formed tree, whatever the bytes are.

feedparser reads anything, but takes its time over what was built to take time, and guesses where XML is
broken. It gets what this module leaves: no declarations, no entities, no more entries, elements or characters
than a feed has.
"""

from __future__ import annotations

import codecs
import re
from html.entities import html5
from typing import TYPE_CHECKING

from onrecord.errors import MalformedInput
from onrecord.ingest.fetch import name_location

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST = 8 * 1024 * 1024
MOST_ENTRIES = 1000
_MOST_ELEMENTS = 100_000
_MOST_ATTRIBUTES = 100
# More than the densest markup in a feed of the largest size has: what holds more was built to take time.
_MOST_TAGS = 400_000
_LONGEST_TEXT = 64 * 1024
_LONGEST_FIELD = 2000
_SNIFFED = 4096
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)
# What may stand before the first element, other than a declaration of the document's type.
_PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ENCODING = re.compile(rb"""^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_DOCTYPE = re.compile(r"<!DOCTYPE[^<>\[\]]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_NUMBERED = re.compile(r"&#(?:[xX]([0-9A-Fa-f]{1,20})|([0-9]{1,20}));")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_UNHOLDABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ROOT = re.compile(
    rb"(?:\s|<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>)*<(?:[A-Za-z0-9_]{1,20}:)?(rss|feed|RDF)(?=[\s>])([^>]*)",
    re.DOTALL,
)
_ROOTS = frozenset({"rss", "feed", "rdf"})
_ENTRIES = frozenset({"item", "entry"})
_LONG = frozenset({"description", "summary"})
# For prefixes that a feed uses and does not declare.
_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}


def looks_like_feed(content: bytes) -> bool:
    """Whether the bytes begin as an RSS or Atom feed does; nothing behind the first 4 KiB is looked at."""
    head = content[:_SNIFFED]
    for mark, _ in _MARKS[:5]:
        head = head.removeprefix(mark)
    match = _ROOT.match(head.replace(b"\0", b""))
    if not match:
        return False
    # Of RDF, only that of RSS 1.0; and an element of this name in another vocabulary is no feed.
    wanted = {b"rss": b"", b"feed": b"atom", b"RDF": b"rss"}[match[1]]
    return wanted in match[2].lower()


def clean_feed(content: bytes, location: str) -> bytes:
    """The feed in `content` as well-formed UTF-8, cut down to what `read_feed` needs.

    Raises:
        MalformedInput: it is no feed, is larger than `LARGEST` bytes, or declares entities.
    """
    from lxml import etree

    where = name_location(location)
    if len(content) > LARGEST:
        raise MalformedInput(f"{where}: larger than {LARGEST // 1024**2} MiB, too much for a feed")
    markup = _drop_prolog(_UNHOLDABLE.sub("", _decode(content)), where)
    markup = _ENTITY.sub(_replace_entity, _NUMBERED.sub(_replace_number, markup))
    if markup.count("<") > _MOST_TAGS:
        raise MalformedInput(f"{where}: a feed of so many elements or attributes is not read")
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip
    root = _parse(markup, parser)
    if root is None or _local(root) not in _ROOTS or root.getroottree().docinfo.internalDTD is not None:
        raise MalformedInput(
            f"{where}: this is no RSS or Atom feed; give the address that the site links to as its feed"
        )
    try:
        etree.strip_elements(root, etree.Entity, with_tail=False)
        _cut(root, where)
        return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))
    except ValueError as error:
        # What the parser makes of broken markup can be more than its own tree may hold.
        raise MalformedInput(f"{where}: the feed is too broken to be read: {error}") from error


def _parse(markup: str, parser: object) -> _Element | None:
    from lxml import etree

    try:
        root: _Element | None = etree.fromstring(markup.strip().encode("utf-8"), parser)
    except (etree.LxmlError, ValueError):
        return None
    return root


def _decode(content: bytes) -> str:
    """The text: by its mark, by its declaration, else as UTF-8; no byte is worth losing a feed over."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace").removeprefix("\ufeff")
    declared = _ENCODING.match(content)
    for encoding in ("utf-8", declared[1].decode("ascii") if declared else "cp1252"):
        try:
            # Through `codecs`, other encodings than of text could be named.
            return content.decode(encoding)
        except (UnicodeError, LookupError, ValueError):
            continue
    return content.decode("cp1252", "replace")


def _drop_prolog(markup: str, where: str) -> str:
    """The feed from its first element on.

    Raises:
        MalformedInput: entities or the like are declared before it, where alone that has an effect.
    """
    markup = markup[max(markup.find("<"), 0) :]
    for pattern in (_PROLOG, _DOCTYPE, _PROLOG):
        if match := pattern.match(markup):
            markup = markup[match.end() :]
    if markup.startswith("<!"):
        raise MalformedInput(f"{where}: a feed that declares entities or the like of its own is not read")
    return markup


def _replace_entity(match: re.Match[str]) -> str:
    """An entity of HTML, which XML does not know but feeds hold, by number; any other as plain words."""
    name = match[1]
    if name in _OF_XML:
        return match[0]
    characters = html5.get(f"{name};")
    return "".join(f"&#{ord(one)};" for one in characters) if characters else f"&amp;{name};"


def _replace_number(match: re.Match[str]) -> str:
    """A character by its number, left out where it is none that XML can hold."""
    code = int(match[1], 16) if match[1] else int(match[2])
    return match[0] if code < 0x110000 and code and not _UNHOLDABLE.match(chr(code)) else ""


def _local(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _cut(root: _Element, where: str) -> None:
    """Leave out full texts and what is over the limits; shorten what is too long to be a field."""
    surplus = [element for element in root.iter() if _local(element) in _ENTRIES][MOST_ENTRIES:]
    full = [element for element in root.iter() if _local(element) in ("content", "encoded")]
    for element in (*surplus, *full):
        _remove(element)
    for number, element in enumerate(root.iter()):
        # Counted first: to list the attributes of an element takes time with the square of their number.
        if number >= _MOST_ELEMENTS or len(element.attrib) > _MOST_ATTRIBUTES:
            raise MalformedInput(f"{where}: a feed of so many elements or attributes is not read")
        _shorten(element)


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _shorten(element: _Element) -> None:
    _bind(element)
    limit = _LONGEST_TEXT if _local(element) in _LONG else _LONGEST_FIELD
    element.text = element.text[:limit] if element.text else None
    element.tail = element.tail[:limit] if element.tail else None
    for name, value in element.attrib.items():
        if len(value) > _LONGEST_FIELD or (":" in name and not name.startswith("{")):
            del element.attrib[name]


def _bind(element: _Element) -> None:
    """Give an element whose prefix was never declared the namespace that the prefix mostly stands for."""
    tag = element.tag
    if isinstance(tag, str) and ":" in tag and not tag.startswith("{"):
        prefix, _, name = tag.partition(":")
        space = _NAMESPACES.get(prefix.lower())
        proper = _NAME.fullmatch(name)
        element.tag = (f"{{{space}}}{name}" if space else f"unknown_{name}") if proper else "unknown"
