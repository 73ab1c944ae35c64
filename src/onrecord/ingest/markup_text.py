"""The words of raw HTML and where they stand in it: what a parser's tree no longer tells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Literal, NamedTuple

Layer = Literal["shown", "aside", "named"]
"""`shown` is text of the page, `aside` text in an element that the extraction takes out, `named` metadata."""

# What is behind them is not read; a page that an article can be read from has 30,000 elements at most.
_MOST_TAGS = 150_000
_LONGEST_RUN = 1_000
_LONGEST_REFERENCE = 40
_SCRIPT_LIMIT = 500_000
_SCRIPTS = 200
# What begins or ends a paragraph, a line or the like.
_BLOCKS = frozenset(
    "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe label legend "
    "li listing main menu nav noscript object ol optgroup option p plaintext pre search section select "
    "summary table tbody td template textarea tfoot th thead title tr ul video audio".split()
)
# What the extraction takes out of the midst of an article. A place that was stored is read back by this list,
# so that a name may be added to it only with care.
_ASIDES = frozenset(
    "applet aside audio blink button canvas datalist dialog fencedframe fieldset figure footer form iframe "
    "label legend map marquee math menu menuitem nav noindex noscript object optgroup option output picture "
    "progress rp rt rtc select svg template textarea video".split()
)
# What they hold is no markup, up to their end tag.
_RAW = frozenset("script style xmp iframe noembed noframes title textarea".split())

_MARKUP = re.compile(r"<(?=[a-zA-Z!?/])")
_COMMENT_END = re.compile(r"--!?>")
_TAG = re.compile(
    r"<(/?)([a-zA-Z][^\s/>]*+)"
    r"(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?)?)*+>"
)
_ATTRIBUTE = re.compile(
    r"(?<=[\s/\"'])([^\s/>\"'=]++)\s*+=\s*+(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>\"'][^\s>]*))"
)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_JSON_TYPE = re.compile(r"\btype\s*=\s*[\"']?application/ld\+json", re.IGNORECASE)
_JSON_STRING = re.compile(r"\"([^\"\\]*+(?:\\.[^\"\\]*+)*+)\"(\s*+:)?", re.DOTALL)
# Longer ones are no references, and would only take time.
_REFERENCE = r"&(?:#[xX][0-9a-fA-F]{1,30}|#[0-9]{1,30}|[a-zA-Z][a-zA-Z0-9]{0,31});?"
_WRITTEN = re.compile(_REFERENCE)
_PIECE = re.compile(rf"[^\s&]+|{_REFERENCE}|&")
_SURROGATES = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = rf"{_SURROGATES}|\\u[0-9a-fA-F]{{4}}|\\.|\\"
_JSON_WRITTEN = re.compile(rf"{_ESCAPE}|{_REFERENCE}", re.DOTALL)
_JSON_PIECE = re.compile(rf"{_ESCAPE}|{_REFERENCE}|&|[^\s\\&]+", re.DOTALL)


class Run(NamedTuple):
    """A stretch of markup without tags; `breaks` says whether a paragraph or a line begins with it."""

    start: int
    end: int
    layer: Layer
    breaks: bool
    is_json: bool = False


class Piece(NamedTuple):
    """Some visible characters, and the stretch of markup that stands for them."""

    start: int
    end: int
    text: str


def read_runs(markup: str) -> Iterator[Run]:
    """The stretches of text in `markup`, in order, as a browser without scripts cuts them.

    Comments, declarations, scripts and styles are passed over. What follows a tag that never ends is no text.
    Metadata are the `content` of `meta`, the `title`, and the strings of JSON-LD.
    """
    position, asides, breaks, scripts = 0, list[str](), True, 0
    for _ in range(_MOST_TAGS):
        found = _MARKUP.search(markup, position)
        end = found.start() if found else len(markup)
        if end > position:
            yield from _cut(markup, position, end, "aside" if asides else "shown", breaks)
            breaks = False
        if found is None:
            return
        tag = _TAG.match(markup, end)
        if tag is None:
            position = _find_end(markup, end)
            continue
        name, position = tag[2].lower(), tag.end()
        breaks = breaks or name in _BLOCKS
        if tag[1]:
            _leave(asides, name)
        elif name == "meta":
            yield from _read_meta(markup, tag)
        elif not tag[0].endswith("/>"):
            if name in _ASIDES:
                asides.append(name)
            if name in _RAW:
                position = _find_raw_end(markup, position, name)
                scripts += name == "script"
                if name == "title" or scripts <= _SCRIPTS:
                    yield from _read_raw(markup, tag, position)


def read_pieces(raw: str, *, is_json: bool = False) -> Iterator[Piece]:
    """The visible characters of a run, whose positions are counted from the run's beginning.

    White space and characters that are not shown give no piece. A reference or an escape is one piece.
    """
    for match in (_JSON_PIECE if is_json else _PIECE).finditer(raw):
        text = _resolve(match[0], is_json)
        visible = text if text == match[0] and text.isalnum() else keep_visible(text)
        if visible == text or text != match[0]:
            if visible:
                yield Piece(match.start(), match.end(), visible)
        else:
            for number, character in enumerate(text, start=match.start()):
                if keep_visible(character):
                    yield Piece(number, number + 1, character)


def resolve_run(raw: str, *, is_json: bool = False) -> str:
    """The text of a run, with its references, and in JSON its escapes, resolved."""
    if is_json:
        return _JSON_WRITTEN.sub(lambda match: _resolve(match[0], True), raw)
    return _WRITTEN.sub(lambda match: _resolve_reference(match[0]), raw) if "&" in raw else raw


def read_fragment(markup: str, *, is_json: bool = False) -> str:
    """The words in a stretch of markup that begins and ends in text, or in a string of JSON."""
    if is_json:
        return resolve_run(markup, is_json=True)
    parts: list[str] = []
    for run in read_runs(markup):
        if run.layer == "shown":
            parts += ("\n" if run.breaks else "", resolve_run(markup[run.start : run.end]))
    return "".join(parts)


def is_in_script(markup: str, position: int) -> bool:
    """Whether `position` stands within a script."""
    opened = max(markup.rfind("<script", 0, position), markup.rfind("<SCRIPT", 0, position))
    return opened >= 0 and not _SCRIPT_END.search(markup, opened, position)


def keep_visible(text: str) -> str:
    """The text without white space and characters that are not shown (soft hyphens, U+FFFD and the like)."""
    joined = "".join(text.split())
    if joined.isprintable() and "\ufffd" not in joined:
        return joined
    return "".join(one for one in joined if one.isprintable() and one != "\ufffd")


@lru_cache(maxsize=1024)
def _resolve_reference(reference: str) -> str:
    return unescape(reference)


def _resolve(piece: str, is_json: bool) -> str:
    if piece[0] == "&":
        return _resolve_reference(piece)
    if is_json and piece[0] == "\\":
        try:
            return str(json.loads(f'"{piece}"', strict=False))
        except ValueError:
            return piece
    return piece


def _cut(markup: str, start: int, end: int, layer: Layer, breaks: bool) -> Iterator[Run]:
    """The stretch in runs that are short enough to be searched, with no reference cut in two."""
    while end - start > _LONGEST_RUN:
        cut = start + _LONGEST_RUN
        reference = markup.rfind("&", cut - _LONGEST_REFERENCE, cut)
        cut = reference if reference > start else cut
        yield Run(start, cut, layer, breaks)
        start, breaks = cut, False
    yield Run(start, end, layer, breaks)


def _find_end(markup: str, start: int) -> int:
    """Where the comment or the declaration ends that begins at `start`; what is none of these never ends."""
    if markup.startswith("<!--", start):
        match = _COMMENT_END.search(markup, start + 2)
        return match.end() if match else len(markup)
    after = markup[start + 1 : start + 3]
    if after[0] in "!?" or (after[0] == "/" and not (after[1:].isascii() and after[1:].isalpha())):
        return markup.find(">", start) + 1 or len(markup)
    return len(markup)


def _find_raw_end(markup: str, start: int, name: str) -> int:
    match = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(markup, start)
    return match.start() if match else len(markup)


def _leave(asides: list[str], name: str) -> None:
    if name in asides:
        while asides.pop() != name:
            pass


def _read_meta(markup: str, tag: re.Match[str]) -> Iterator[Run]:
    for match in _ATTRIBUTE.finditer(markup, tag.start(), tag.end() - 1):
        if match[1].lower() == "content" and match.lastgroup:
            start, end = match.span(match.lastgroup)
            yield Run(start, end, "named", True)


def _read_raw(markup: str, tag: re.Match[str], end: int) -> Iterator[Run]:
    if tag[2].lower() == "title":
        yield from _cut(markup, tag.end(), end, "named", True)
    elif tag[2].lower() == "script" and _JSON_TYPE.search(tag[0]) and end - tag.end() <= _SCRIPT_LIMIT:
        for match in _JSON_STRING.finditer(markup, tag.end(), end):
            if match[2] is None:  # Else it is a key.
                yield Run(match.start(1), match.end(1), "named", True, True)
