"""HTML as bytes: telling it from plain text, its encoding, and a tree of it that is safe to work on."""

from __future__ import annotations

import codecs
import json
import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from onrecord.errors import InputError, NoArticle
from onrecord.ingest.decode import check_kind, decode, has_mark, is_damaged_utf8
from onrecord.ingest.fetch import name_location
from onrecord.model.document import Source

if TYPE_CHECKING:
    from lxml.etree import _ListErrorLog
    from lxml.html import HtmlElement

# Beyond these the extraction would take minutes; the largest live blogs stay well below them.
CHARACTER_LIMIT = 16_000_000
ELEMENT_LIMIT = 30_000
ATTRIBUTE_LIMIT = 300_000
DEPTH_LIMIT = 500
_TAG_LIMIT = 20_000
_LONG_TAG = 2_000
_LONG_VALUE = 2_000
_SCRIPT_LIMIT = 500_000
_BROKEN_SCRIPT_LIMIT = 4_000
_SCRIPTS = 20
_UNREAD = frozenset({"script", "style", "template", "svg"})

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".xht", ".shtml"})
_TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
_SNIFFED = 4096
_PREAMBLE = rb"(?:\s|<\?xml[^>]*>|<!--.*?-->)*"
_PAGE_HEAD = re.compile(_PREAMBLE + rb"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL)
_FRAGMENT_HEAD = re.compile(
    _PREAMBLE
    + rb"<(?:head|body|title|meta|link|script|style|article|main|section|header|div|p|h[1-3]|table|iframe)"
    rb"(?:\s[^<>]*)?/?>",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(
    rb"<\?xml[^>]*\sencoding\s*=\s*[\"']([\w.:-]+)|<meta[^>]*\bcharset\s*=\s*[\"']?\s*([\w.:-]+)",
    re.IGNORECASE,
)
# Encodings of real pages, as codecs.lookup names them. UTF-7 and the like could only serve to deceive.
_CHARSETS = re.compile(
    r"utf-8|iso8859-\d+|cp(?:125\d|866|874|932|949|950)|koi8-[ru]|mac-(?:roman|cyrillic)|"
    r"gb2312|gbk|gb18030|big5(?:hkscs)?|euc_jp|euc_kr|shift_jis|iso2022_jp"
)
# A tag up to its end, with what stands in quotation marks taken whole; it always matches, in one pass.
_TAG = re.compile(r"<[a-zA-Z](?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+")
_EMPTY_HTML = re.compile(r"(<html\b[^<>]*)/\s*>", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_SPACES = re.compile(r"\s+")
# Characters that XML cannot hold.
_UNHOLDABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def is_page(source: Source) -> bool:
    """Whether the bytes are HTML: by their media type, else the file's extension, else how they begin."""
    media_type = (source.media_type or "").partition(";")[0].strip().lower()
    if source.text is not None or media_type == "text/plain":
        return False
    suffix = PurePath(source.location).suffix.lower()
    if media_type in _PAGE_TYPES or suffix in _PAGE_SUFFIXES:
        return True
    head = _bare_head(source.content)
    if suffix in _TEXT_SUFFIXES:
        return bool(_PAGE_HEAD.match(head))
    return bool(_PAGE_HEAD.match(head) or _FRAGMENT_HEAD.match(head))


def _bare_head(content: bytes) -> bytes:
    """The first bytes without the mark and NULs of UTF-16, so that ASCII can be looked for in them."""
    head = content[:_SNIFFED]
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"")


def decode_page(content: bytes, location: str) -> str:
    """The markup in `content`: by its byte order mark, as UTF-8, in the charset it declares, or by `decode`.

    Valid UTF-8 goes before the declaration, which is wrong more often than other encodings look like UTF-8.
    Single damaged characters become U+FFFD, as in a browser, where they are few.

    Raises:
        NotText: it is a file of another kind, or in no encoding that is known.
    """
    check_kind(content, location)
    declared = _declared_charset(content)
    if declared is None or has_mark(content) or b"\0" in content:
        return decode(content, location)
    if declared != "iso2022_jp" and _is_valid(content, "utf-8"):
        return content.decode("utf-8")
    if declared == "utf-8" and is_damaged_utf8(content):
        return content.decode("utf-8", "replace")
    return content.decode(declared) if _is_valid(content, declared) else decode(content, location)


def _is_valid(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _declared_charset(content: bytes) -> str | None:
    match = _CHARSET.search(content[:_SNIFFED])
    if match is None:
        return None
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return None
    if name in ("iso8859-1", "ascii"):
        return None  # Browsers read these as Windows-1252, which is what `decode` falls back on.
    return name if _CHARSETS.fullmatch(name) else None


def parse_page(markup: str, location: str) -> HtmlElement:
    """The tree of a page, without scripts, styles, comments and whatever could stall the extraction.

    Raises:
        NoArticle: there is nothing in the page.
        InputError: the page is too large, too deep, or otherwise made so as not to be read.
    """
    from lxml import etree, html

    where = name_location(location)
    _check_size(markup, where)
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True
    )
    # The parser takes all behind an empty html element for nothing.
    markup = _EMPTY_HTML.sub(r"\1>", markup[:_SNIFFED], count=1) + markup[_SNIFFED:]
    try:
        tree = html.document_fromstring(_UNHOLDABLE.sub(" ", markup).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise NoArticle(f"{where}: there is nothing in this page: {error}") from error
    _check_complete(parser.error_log, where)
    _check_tree(tree, where)
    _clean_tree(tree)
    return tree


def _check_size(markup: str, where: str) -> None:
    if len(markup) > CHARACTER_LIMIT:
        raise InputError(
            f"{where}: the page has more than {CHARACTER_LIMIT // 1_000_000} million characters, too many "
            "for one article; save the article's text and give that"
        )
    tags = (match.group() for match in _TAG.finditer(markup) if match.end() - match.start() > _LONG_TAG)
    # The parser compares each attribute of a tag with all before it.
    if sum(len(_QUOTED.sub("", tag)) for tag in tags) > _TAG_LIMIT:
        raise InputError(
            f"{where}: the page's markup has tags with thousands of attributes: this is no page of an article"
        )


def _check_complete(log: _ListErrorLog, where: str) -> None:
    """Where the parser gave up, the rest of the page is missing from the tree."""
    for entry in log:
        if entry.type_name == "ERR_RESOURCE_LIMIT":
            raise _too_deep(where)


def _too_deep(where: str) -> InputError:
    return InputError(
        f"{where}: the page's tags are nested too deeply to be read; save the article's text and give that"
    )


def _check_tree(tree: HtmlElement, where: str) -> None:
    from lxml import etree

    elements = attributes = depth = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        elements += 1
        attributes += len(element.attrib)
        if depth > DEPTH_LIMIT:
            raise _too_deep(where)
        if elements > ELEMENT_LIMIT or attributes > ATTRIBUTE_LIMIT:
            raise InputError(
                f"{where}: the page has more than {ELEMENT_LIMIT} elements or {ATTRIBUTE_LIMIT} attributes, "
                "too many for one article; save the article's text and give that"
            )


def _clean_tree(tree: HtmlElement) -> None:
    scripts = 0
    for element in list(tree.iter()):
        _remove_controls(element)
        if element.tag in _UNREAD:
            scripts += 1
            if element.tag != "script" or scripts > _SCRIPTS or not _is_metadata(element):
                _drop(element)
        else:
            _shorten(element)
    for quotation in tree.iter("blockquote"):
        _join_lines(quotation)


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _remove_controls(element: HtmlElement) -> None:
    """Make spaces of control characters that came as references (`&#1;`): no tree can be given such text."""
    if _UNHOLDABLE.search(element.text or ""):
        element.text = _UNHOLDABLE.sub(" ", element.text)
    if _UNHOLDABLE.search(element.tail or ""):
        element.tail = _UNHOLDABLE.sub(" ", element.tail)
    for name, value in element.attrib.items():
        if _UNHOLDABLE.search(value):
            element.set(name, _UNHOLDABLE.sub(" ", value))


def _shorten(element: HtmlElement) -> None:
    """Take away what only patterns that search for metadata would spend time on."""
    for name, value in element.attrib.items():
        if len(value) > _LONG_VALUE:
            del element.attrib[name]
    if element.tag == "title" and len(element.text or "") > _LONG_VALUE:
        element.text = element.text[:_LONG_VALUE]


def _join_lines(quotation: HtmlElement) -> None:
    """Make line ends in the markup spaces, since the extraction keeps them there as it does in `pre`."""
    for element in quotation.iter():
        if element.tag != "pre" and element.text:
            element.text = _SPACES.sub(" ", element.text)
        if element is not quotation and element.tail:
            element.tail = _SPACES.sub(" ", element.tail)


def _is_metadata(script: HtmlElement) -> bool:
    """Whether the script is JSON-LD that can be searched in short time: well-formed, or broken but short."""
    content = script.text or ""
    if script.get("type") != "application/ld+json" or len(content) > _SCRIPT_LIMIT:
        return False
    try:
        json.loads(content, strict=False)
    except ValueError:
        return len(content) <= _BROKEN_SCRIPT_LIMIT
    except RecursionError:
        return False
    return True
