"""The article of a web page: its metadata, and its text block by block."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.errors import NoArticle
from onrecord.ingest.fetch import name_location
from onrecord.ingest.markup import parse_page
from onrecord.ingest.published import find_published
from onrecord.model.document import Segment, SegmentKind

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement
    from trafilatura.settings import Document as Extraction

# What the extraction's tree has within a line; every other element begins and ends a block.
_INLINE = frozenset({"hi", "ref", "del", "code", "graphic", "span"})
_VERBATIM = frozenset({"quote", "code"})
_SPACES = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\n\s*\n")
_HEADING_BLOCKS = 4
_LONGEST_BYLINE = 200
_LONGEST_NAME = 80
# Where it finds no article, the extraction falls back on all words of the page, such as those of its menu.
_FEWEST_WORDS = 5
# Dates are found by `find_published`; this keeps the extraction's own search for them short.
_DATE_PARAMETERS = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}


@dataclass(frozen=True, slots=True)
class Block:
    """A headline, a paragraph or the like, with its white space tidied."""

    kind: SegmentKind
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds; `published` is a date as `find_published` gives it."""

    title: str | None
    byline: tuple[str, ...]
    outlet: str | None
    url: str | None
    published: str | None
    blocks: tuple[Block, ...]


def read_page(markup: str, location: str) -> Page:
    """The article in the HTML `markup`: its headline, its byline where it has one, and its paragraphs.

    Captions are marked where the extraction keeps them, which it seldom does.

    Raises:
        NoArticle: no text was found that could be an article's.
        InputError: the page is too large or too deep to be read.
    """
    tree = parse_page(markup, location)
    captions = {_key(caption.text_content()) for caption in tree.iter("figcaption")}
    declared = find_published(tree, None)
    for moment in tree.iter("time"):
        moment.tag = "span"  # the extraction would leave out what stands in it: "until <time>1 May</time>"
    extraction = _extract(tree, location)
    blocks = [
        Block("caption", block.text) if block.kind == "body" and _key(block.text) in captions else block
        for block in find_blocks(extraction.body)
    ]
    byline = _split_authors(extraction.author)
    title = _tidy_name(extraction.title)
    blocks = list(_add_heading(blocks, title, byline))
    if not any(block.kind == "body" and len(block.text.split()) >= _FEWEST_WORDS for block in blocks):
        raise _no_article(location)
    address = _tidy_name(extraction.url) or ""
    url = address if address.startswith(("http://", "https://")) else None
    return Page(
        title=title,
        byline=byline,
        outlet=_tidy_name(extraction.sitename),
        url=url,
        published=declared or find_published(tree, url),
        blocks=tuple(blocks),
    )


def lay_out(blocks: Iterable[Block]) -> tuple[str, tuple[Segment, ...]]:
    """The text of the blocks, with blank lines between them, and a segment for each."""
    parts: list[str] = []
    segments: list[Segment] = []
    start = 0
    for block in blocks:
        segments.append(Segment(kind=block.kind, start=start, end=start + len(block.text)))
        parts.append(block.text)
        start += len(block.text) + 2
    return "\n\n".join(parts), tuple(segments)


def _extract(tree: HtmlElement, location: str) -> Extraction:
    import trafilatura

    # Without a handler of their own, their warnings about odd pages would go to standard error.
    for name in ("trafilatura", "htmldate", "courlan", "charset_normalizer"):
        _silence(logging.getLogger(name))
    try:
        extraction = trafilatura.bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            date_extraction_params=dict(_DATE_PARAMETERS),
        )
    except Exception as error:
        # Markup can be broken in more ways than the extraction was written for.
        raise _no_article(location) from error
    if extraction is None or isinstance(extraction, dict):
        raise _no_article(location)
    return extraction


def _silence(logger: logging.Logger) -> None:
    if not any(isinstance(handler, logging.NullHandler) for handler in logger.handlers):
        logger.addHandler(logging.NullHandler())


def _no_article(location: str) -> NoArticle:
    return NoArticle(
        f"{name_location(location)}: no article was found in this page; if there is one, "
        "save its text and give that"
    )


def find_blocks(body: _Element) -> Iterator[Block]:
    """The blocks of the extraction's tree, in order; a line break in the page is a line end in its block."""
    from lxml import etree

    kinds: list[SegmentKind] = ["body"]
    run: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag
        if event == "start" and tag not in _INLINE and tag not in ("lb", "cell"):
            yield from _close_run(run, kinds[-1])
            kinds.append(_heading_kind(element) if tag == "head" else kinds[-1])
        elif event == "end" and tag not in _INLINE and tag not in ("lb", "cell"):
            yield from _close_run(run, kinds.pop())
        elif event == "start":
            run.append({"lb": "\n", "cell": "\t"}.get(tag, ""))
        run.append(_text_at(event, element))
    yield from _close_run(run, "body")


def _heading_kind(element: _Element) -> SegmentKind:
    return "headline" if element.get("rend") == "h1" else "subhead"


def _text_at(event: str, element: _Element) -> str:
    """The words that stand behind the element's start or its end."""
    if event == "end":
        parent = element.getparent()
        return _spaced(element.tail or "", parent.tag if parent is not None else "")
    return _spaced(element.text or "", element.tag)


def _spaced(text: str, tag: str) -> str:
    # Line ends that only lay out the markup are spaces; in a `pre`, which comes as a quote, they are not.
    return text.replace("\t", " ") if tag in _VERBATIM else _SPACES.sub(" ", text)


def _close_run(run: list[str], kind: SegmentKind) -> Iterator[Block]:
    text = "".join(run)
    run.clear()
    for part in _BLANK_LINES.split(text):
        if tidied := "\n".join(filter(None, map(_tidy_row, part.split("\n")))):
            yield Block(kind, tidied)


def _tidy_row(line: str) -> str:
    return "\t".join(filter(None, map(_tidy, line.split("\t"))))


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _tidy_name(name: str | None) -> str | None:
    """The name without what cannot be shown: JSON-LD may escape control characters and lone surrogates."""
    shown = (character if character.isprintable() else " " for character in name or "")
    return _tidy("".join(shown)) or None


def _add_heading(blocks: list[Block], title: str | None, byline: tuple[str, ...]) -> Iterator[Block]:
    """The blocks with a headline and a byline, put in front where the page's body has none itself."""
    headline = _find_headline(blocks, title)
    shown = _find_byline(blocks, byline)
    added = [Block("byline", ", ".join(byline))] if byline and shown is None else []
    if title and headline is None:
        yield Block("headline", title)
        yield from added
    for number, block in enumerate(blocks):
        if number == headline:
            yield Block("headline", block.text)
            yield from added
        elif number == shown:
            yield Block("byline", block.text)
        elif block.kind == "headline" and any(earlier.kind == "body" for earlier in blocks[:number]):
            yield Block("subhead", block.text)
        else:
            yield block


def _find_headline(blocks: list[Block], title: str | None) -> int | None:
    """The number of the block, near the top, that is the title."""
    for number, block in enumerate(blocks[:_HEADING_BLOCKS]):
        if title and _is_like(block.text, title):
            return number
    return None


def _is_like(first: str, second: str) -> bool:
    """Whether two headlines are the same but for marks, or one is the other with a little more."""
    shorter, longer = sorted((_key(first), _key(second)), key=len)
    return bool(shorter) and (
        shorter == longer or (longer.startswith(shorter) and 2 * len(shorter) > len(longer))
    )


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _find_byline(blocks: list[Block], byline: tuple[str, ...]) -> int | None:
    """The number of the block, near the top, that is the byline as the page shows it."""
    for number, block in enumerate(blocks[:_HEADING_BLOCKS]):
        if len(block.text) <= _LONGEST_BYLINE and any(name in block.text for name in byline):
            bare = _key(block.text).removeprefix("by")
            if block.text.lower().startswith("by ") or any(bare == _key(name) for name in byline):
                return number
    return None


def _split_authors(authors: str | None) -> tuple[str, ...]:
    names = (_tidy_name(name) for name in (authors or "").split(";"))
    return tuple(
        dict.fromkeys(name for name in names if name and len(name) <= _LONGEST_NAME and "://" not in name)
    )
