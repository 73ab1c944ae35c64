"""What each stretch of a text is on its page: headline, byline, dateline, promo line, caption, or body.

Recognised by layout and by the set phrases of news sites, since crawled text has lost its markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.analyse.runon import part_line
from onrecord.model.document import Article, Segment, SegmentKind
from onrecord.model.span import Span, trimmed

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_PROMO = re.compile(
    r"(?:YOU (?:MAY|MIGHT) ALSO LIKE|READ (?:MORE|ALSO|NEXT)|ALSO READ|SEE (?:ALSO|MORE)"
    r"|RELATED(?: (?:STORIES|ARTICLES|CONTENT|LINKS))?|MORE (?:ON THIS|FROM|NEWS|STORIES)"
    r"|WATCH(?: NOW| MORE| LIVE)?|LISTEN|DON[’']T MISS|RECOMMENDED|EXPLAINED?R?|JUST IN|MUST READ"
    r"|TOP STORIES|TRENDING)\s*[:|>»–—-]\s*\S",
    re.IGNORECASE,
)
_PROMO_LINE = re.compile(
    r"(?:read more|see also|related (?:stories|articles)|more from|for more|click here|sign up|subscribe"
    r"|follow us|follow .{1,30} on (?:twitter|facebook|instagram|x)|join our|download our|get the latest"
    r"|continue reading|watch:)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:BY|By|(?:Written|Words|Reporting|Reported|Story) by)\s+"
    r"(?P<names>(?:[A-Z][\w.’'-]+|the)(?:[ ,]+(?:[A-Z][\w.’'-]+|and|&|in|for|of|the))*)"
    r"(?:\s*[|,–—-].{0,60})?$"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?:,? \d{{4}})?)"
_DATELINE = re.compile(
    r"(?!(?:MRS?|MS|DR|SEN|REP|GOV|GEN|PROF|JUDGE|SIR|LORD|LADY)\b[^:\n]{1,40}:)"  # a speaker's label
    r"(?:[A-Z][A-Z.’']+(?:[ -][A-Z][A-Z.’']+){0,3}(?:, (?:[A-Z][\w.]+ ?){1,3})?"
    rf"(?:,? {_DAY})?(?: \([A-Z][\w ,/.]{{1,30}}\))?"
    r"|[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2} \([A-Z][A-Za-z ]{1,20}\))"
    r"\s*(?:—|–|--|-|:)\s+(?=\S)"
)
_CAPTION = re.compile(
    r"(?:Image|Media|Photo|Picture|Pic|Video) (?:copyright|caption|credit|courtesy)\b"
    r"|(?:PHOTO|Photo|CAPTION|Caption|Pictured?):|FILE (?:PHOTO|PICTURE)|File photo"
    r"|\(?(?:Photo|Picture|Image)s?(?: by|:)"
)
_CREDITED = re.compile(r"[^.] ?\((?:Photo|Picture|Image)s?:[^()]{1,80}\)$")
_TWEET = re.compile(r".{3,400}? (?:—|–|--) [^()—]{1,40} \(@\w+\) [A-Z][a-z]+ \d{1,2}, \d{4}")
_AGENCIES = r"(?:Getty Images?|Reuters|AFP|AP Photo|Shutterstock|PA(?: Images)?|EPA)"
_CREDIT = re.compile(rf"(?:/|via |by )?{_AGENCIES}\)?\.?$")
_BOILERPLATE = re.compile(
    r"(?:©|Copyright\b|All rights reserved|Advertisement$|Share this|Skip Ad|Loading\.\.\."
    r"|Cookies?\b.*policy|This (?:article|story|material) (?:was|may|has)\b|The views expressed"
    r"|Terms of use|Privacy policy)",
    re.IGNORECASE,
)
_SUBHEAD_WORDS = 9
_DATELINE_REACH = 100
_WRAPPED = range(40, 101)
"""How long the lines of hard-wrapped text are, in characters."""
_BLOCK = re.compile(r"\S(?:.*\S)?(?:[^\S\n]*\n[^\S\n]*\S.*)*")


def find_segments(article: Article) -> list[Segment]:
    """The segments of the article's text, in order and disjoint; white space between belongs to none.

    What the format already told apart (a page's headline) is kept; stretches that it calls body, and texts
    without any marks, are told apart here.
    """
    text = article.document.text
    marked = article.segments
    if not marked:
        return _read_lines(text, trimmed(text, 0, len(text)), whole=True)
    found: list[Segment] = []
    for segment in marked:
        found += _read_lines(text, segment, whole=False) if segment.kind == "body" else [segment]
    return found


def _read_lines(text: str, within: Span | None, *, whole: bool) -> list[Segment]:
    if within is None:
        return []
    pattern = _BLOCK if _is_wrapped(within.slice(text)) else _LINE
    lines = [
        span
        for match in pattern.finditer(text, within.start, within.end)
        if (span := trimmed(text, match.start(), match.end()))
    ]
    found: list[Segment] = []
    for position, line in enumerate(lines):
        kind = _kind_of(text, lines, position, whole=whole)
        found += _split(text, line, kind)
    return found


def _is_wrapped(text: str) -> bool:
    """Whether the lines are cut by their width, and blank lines part the paragraphs."""
    blocks = [block.split("\n") for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n"))]
    broken = [line.strip() for block in blocks for line in block[:-1]]
    if len(blocks) < 2 or len(broken) < 3:
        return False
    cut = [line for line in broken if len(line) in _WRAPPED and line[-1] not in '.!?”"']
    return len(cut) > 0.6 * len(broken)


def _kind_of(text: str, lines: Sequence[Span], position: int, *, whole: bool) -> SegmentKind:
    line = lines[position].slice(text)
    words = len(line.split())
    if _PROMO.match(line) or (words <= 14 and _PROMO_LINE.match(line)):
        return "promo"
    if _TWEET.fullmatch(line):
        return "embed"
    if len(lines) > 1 and words <= 30 and _CREDITED.search(line):
        return "caption"
    if words <= 40 and (_CAPTION.match(line) or (words <= 25 and _CREDIT.search(line) and line[-1] != ".")):
        return "caption"
    if words <= 40 and _BOILERPLATE.match(line):
        return "boilerplate"
    if len(line) <= 160 and position <= 6 and _BYLINE.fullmatch(line):
        return "byline"
    if whole and position == 0 and len(lines) > 1 and words <= 22 and _is_heading(line):
        return "headline"
    if 0 < position < len(lines) - 1 and words <= _SUBHEAD_WORDS and _is_heading(line):
        return "subhead"
    return "body"


def _is_heading(line: str) -> bool:
    """Whether a line reads as a heading: it begins with a capital or a quotation and has no full stop."""
    if line[-1] in ".:;,…" or line[0] in "•*-–—" or "http" in line:
        return False
    if line[-1] in "”\"’'" and line[-2:-1] in (".", ",", "!", "?"):
        return False
    return line[0].isupper() or line[0] in "“\"‘'0123456789£$€"


def _split(text: str, line: Span, kind: SegmentKind) -> Iterator[Segment]:
    """A line as its segments: a dateline in front of a body, set phrases of the page's frame within one."""
    if kind != "body":
        yield Segment(start=line.start, end=line.end, kind=kind)
        return
    start = line.start
    dateline = _DATELINE.match(text, start, min(line.end, start + _DATELINE_REACH))
    if dateline is not None and line.end - dateline.end() > 20:
        yield Segment(start=start, end=dateline.end() - _spaces_behind(dateline.group()), kind="dateline")
        start = dateline.end()
    for first, last, part in part_line(text, start, line.end):
        yield Segment(start=first, end=last, kind=part)


def _spaces_behind(matched: str) -> int:
    return len(matched) - len(matched.rstrip())
