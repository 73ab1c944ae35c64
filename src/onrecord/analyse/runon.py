"""Where a crawler ran lines into each other: captions, credits, promo lines and headings within a line.

A line of a page keeps neither mark nor stop when its break is lost: "... was left by the blast Image caption
The crater Officials say ...". What is clearly marked is told apart by kind; else the line is only cut where a
word that begins sentences stands with a capital, behind no stop and in front of a small letter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.analyse.quotes import find_quotes
from onrecord.model.document import SegmentKind
from onrecord.model.span import Span, trimmed

Stretch = tuple[int, int, SegmentKind]
_AGENCY = (
    r"(?:Getty(?: Images?)?|Reuters|REUTERS|AFP|AP(?::Associated Press| Photo)?|EPA"
    r"|PA(?: wire|:Press Association)?|Press Association|Rex(?: Features)?|Shutterstock|Alamy|Sky News"
    r"|European Press Agency|Twitter|Facebook)"
)
_CREDIT = rf"{_AGENCY}(?:/{_AGENCY})?"
_COUNTED = re.compile(rf"\b{_CREDIT} \d{{1,2}}(?!\d|/)(?= [A-Z“\"'])")
"""A credit with how many pictures there are: "Getty Images 22 Friends of the victims"."""
_OF_MANY = re.compile(rf"(?:\b{_CREDIT} )?\b\d{{1,2}}/(?P<all>\d{{1,2}})(?= [A-Z“\"'])")
_GALLERY = 3
"""How many pictures of as many a gallery shows at least: "2/8", "3/8", "4/8"."""
_CAPTION = re.compile(
    rf"\bImage copyright (?:{_CREDIT}|@\w+|[A-Z][\w/ ]{{1,30}}?(?= Image caption))(?! \d)"
    r"|\b(?:Image|Media|Video|Photo) caption(?= [A-Z“\"'])"
)
# Of each kind the pattern, and words of which a match has one: to look for them takes less than to try it.
_OTHERS: tuple[tuple[SegmentKind, tuple[str, ...], re.Pattern[str]], ...] = (
    (
        "boilerplate",
        ("Click to ", "your inbox", "the main story", "Skip Ad ", "Share this with", "Sign up for"),
        re.compile(
            r"Click to (?:share|email|print)[^()\n]{1,40}\(Opens in new window\)"
            r"(?:\s*Click to (?:share|email|print)[^()\n]{1,40}\(Opens in new window\))*"
            r"|Get (?:\w+ )?(?:daily )?updates directly to your inbox.{0,100}?Invalid Email"
            r"|Advertisement Continue reading the main story|Skip Ad Ad Loading\.\.\.(?: x Embed x Share)?"
            r"|(?:Continue reading|Read) the main story|Share this with[^.\n]{0,40}window"
            r"|Sign up for our newsletter\b|Full Screen Autoplay Close Skip Ad x"
            r"|(?:Video Loading )?Video Unavailable Click to play\b(?:[^.!?\n]{0,60}start in \d+ Cancel)?"
            r"(?: Play now)?(?: Watch this video again)?(?: Video will play in)?"
        ),
    ),
    (
        "caption",
        ("(", "Media playback"),
        re.compile(
            r"\((?:Photo|Picture|Image)s?:[^()\n]{1,80}\)|\([A-Z][\w. ]{2,40}/(?:The )?[A-Z][\w. ]{2,40}\)"
            r"|Media playback is (?:un|not )?supported on (?:this|your) device"
        ),
    ),
    (
        "embed",
        ("pic.twitter.com/", "(@"),
        re.compile(r"pic\.twitter\.com/\w+|(?:--|—|–) [^()\n]{1,40} \(@\w+\) (?:[A-Z][a-z]+ \d{1,2}, \d{4})"),
    ),
    (
        "promo",
        ("Read more", "Scroll down", "READ ", "SEE "),
        re.compile(
            r"(?<=[.!?\"”'’] )[A-Z][^.!?\n]{15,140} Read more(?= [A-Z“\"'])"
            r"|\bScroll down for videos?\b|\b(?:READ|SEE) (?:MORE|ALSO):"
        ),
    ),
    (
        "subhead",
        ("",),
        re.compile(
            r"(?<=[a-z.!?'\"”’)] )(?:[A-Z][A-Z’'-]*[A-Z,]|[AI0-9&])"
            r"(?: (?:[A-Z][A-Z’'-]*[A-Z,:]|[AI0-9&]+)){3,}(?= (?:[A-Z][a-z]|[“\"']|A |I ))"
        ),
    ),
)
_FIRST = """
He She It They We You But And Above Below His Her Their Its Our My This That These Those There The A An In On
At After Before When While As If For From With By Some Many Most Several Others Another What Who How Why
Where Here Meanwhile However Earlier Later Now Then So Yet Also Both Each Every All Not More Just Only Even
Despite Although Though Since Until Under During Pictured
""".split()
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SEAM = re.compile(
    rf"(?:(?<=[a-z0-9%\"”’')])(?<![.!?…][\"”’')]) )(?:(?:{'|'.join(_FIRST)}) (?=[a-z])"
    rf"|(?:{_MONTHS}) \d{{1,2}}, \d{{4}}: )"
)
_STOP = re.compile(r"[.!?…][\"'”’)]*(?:\s|$)")
_LONGEST = 60
"""Words of the longest caption between two credits."""


def part_line(text: str, start: int, end: int) -> list[Stretch]:
    """The stretches of a body line with their kinds, in order and disjoint, with only space between."""
    quotations = (
        [quote.span for quote in find_quotes(text, [Span(start=start, end=end)]) if quote.closed]
        if start < end
        else []
    )
    marked = _with_captions(text, _marked(text, start, end, quotations), _seams(text, start, end, quotations))
    found: list[Stretch] = []
    position = start
    for begin, stop, kind in [*marked, (end, end, "body")]:
        found += _bodies(text, position, begin, quotations)
        if stop > begin:
            found.append((begin, stop, kind))
        position = stop
    return found


def _marked(text: str, start: int, end: int, quotations: Sequence[Span]) -> list[Stretch]:
    """What set phrases mark, without what lies within quotation marks or overlaps something before it."""
    line = text[start:end]
    found: list[Stretch] = [
        (match.start(), match.end(), kind)
        for kind, words, pattern in _OTHERS
        if any(word in line for word in words)
        for match in pattern.finditer(text, start, end)
    ]
    found += [(match.start(), match.end(), "caption") for match in _CAPTION.finditer(text, start, end)]
    found += [(match.start(), match.end(), "caption") for match in _COUNTED.finditer(text, start, end)]
    pictures = list(_OF_MANY.finditer(text, start, end)) if "/" in line else []
    many = Counter(match["all"] for match in pictures)
    found += [(m.start(), m.end(), "caption") for m in pictures if many[m["all"]] >= _GALLERY]
    disjoint: list[Stretch] = []
    for item in sorted(found, key=lambda one: (one[0], -one[1])):
        quoted = item[2] in ("subhead", "promo") and _is_inside(quotations, item[0])
        if not quoted and (not disjoint or item[0] >= disjoint[-1][1]):
            disjoint.append(item)
    return disjoint


def _with_captions(text: str, marked: Sequence[Stretch], seams: Sequence[int]) -> list[Stretch]:
    """The marks, each caption's with its words where the next mark or seam shows their end."""
    found: list[Stretch] = []
    for position, (begin, stop, kind) in enumerate(marked):
        following = marked[position + 1] if position + 1 < len(marked) else None
        if kind == "caption" and text[stop - 1] != ")":
            seam = next((one for one in seams if one > stop + 1), None)
            ends = [one for one in (following[0] if following else None, seam) if one is not None]
            if ends and _is_caption(text[stop : min(ends)]):
                stop = min(ends)
        clean = trimmed(text, begin, stop)
        if clean is not None:
            found.append((clean.start, clean.end, kind))
    return found


def _is_caption(words: str) -> bool:
    return _STOP.search(words) is None and len(words.split()) <= _LONGEST


def _seams(text: str, start: int, end: int, quotations: Sequence[Span]) -> list[int]:
    """Where sentences begin although nothing ended before them, outside of quotation marks."""
    found = [match.start() + 1 for match in _SEAM.finditer(text, start, end)]
    return [seam for seam in found if not _is_inside(quotations, seam)]


def _is_inside(quotations: Sequence[Span], offset: int) -> bool:
    return any(one.start < offset < one.end for one in quotations)


def _bodies(text: str, start: int, end: int, quotations: Sequence[Span]) -> Iterator[Stretch]:
    bounds = [start, *_seams(text, start, end, quotations), end]
    for first, last in pairwise(bounds):
        clean = trimmed(text, first, last) if first < last else None
        if clean is not None:
            yield clean.start, clean.end, "body"
