"""The news agency that a text credits: by a dateline, a byline, a copyright line, or a note at the end.

An agency that the text only quotes ("told Reuters", "the Associated Press reported") is no credit, nor is one
that gave the photograph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.resolve.copies.agency_names import AGENCIES, UNNAMED

_HEAD, _TAIL = 1_500, 700
"""Characters at the beginning and at the end of a text in which a credit may stand."""
_NAMED = {name: agency for agency, names in AGENCIES.items() for name in names if "." not in name[1:-1]}
_FOLDED = {name.casefold(): agency for agency, names in AGENCIES.items() for name in names}
_ONE = "|".join(re.escape(name) for name in sorted(_NAMED, key=lambda name: (-len(name), name)))
_AGENCY = rf"(?:[Tt]he )?(?P<agency>{_ONE})(?![\w-])"
_MORE = rf"(?:(?:,|/| and| &) ?(?:the )?(?:{_ONE}|\w[\w .]+))*"
_DASH = r"\s*(?:-{1,2}|[–—])\s"
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?"
_TOWN = r"(?:[A-Z][\w'’.]*[ -]?){1,4}(?:, [A-Z][\w.]+)?"
_WRITER = r"(?:[Ww]riters?|[Rr]eporters?|[Cc]orrespondents?|[Jj]ournalists?|[Ss]taff)"
_AT_HEAD = (
    rf"\({_AGENCY}{_MORE}\){_DASH}",  # MOSCOW, Aug 5 (AP) —
    rf"/{_AGENCY}/(?=[.,\s])",  # MOSCOW, August 5. /TASS/.
    rf"^\s*(?:{_TOWN},? )?(?:{_DAY},? )?{_AGENCY}{_DASH}",  # BERLIN, dpa - ; Reuters -
    rf"\A\s*(?:{_TOWN}, )?{_DAY} \({_AGENCY}\)",  # BEIJING, Aug. 5 (Xinhua)
    rf"\A\s*{_TOWN} \({_AGENCY}\)",  # ROME (AP)
    rf"^\s*(?:By|BY) (?:[A-Z][^\n.]{{2,80}}?(?:,| for| of) )?{_AGENCY}"
    r"(?=\s*(?:\n|$|[-–—|]|\d|Writer|writer|Staff))",
)
_AT_TAIL = (
    rf"(?:©|\(c\)|[Cc]opyright)(?: ?©| ?\(c\))?,?(?: \d{{4}}(?:-\d{{4}})?)?,?\s*{_AGENCY}"
    r"(?! ?(?:/|[Pp]hoto|Images))",
    rf"(?:[Rr]eporting|[Mm]aterial|[Ii]nputs?|[Ff]iles|[Cc]ontributions?|[Cc]opy) (?:by|from) {_AGENCY}",
    rf"[Ww]ith {_AGENCY}{_MORE}\W*$",
    rf"{_AGENCY}(?:['’]s?)? (?:\w+ ){{0,3}}?{_WRITER}"
    r"\b[^.\n]{0,160}\bcontributed",
    rf"{_AGENCY}{_MORE} contributed (?:to|reporting)",
    rf"(?:[Ss]ources?|[Vv]ia|[Aa]gency): ?{_AGENCY}{_MORE}\W*$",
    rf"\((?:[\w-]+/[\w-]+ )?{_AGENCY}{_MORE}\)\W*\Z",
    rf"^\s*[-–—]+ ?{_AGENCY}{_MORE}\W*\Z",
    rf"^\s*{_AGENCY}\W*\Z",
)
_BYLINE = re.compile(
    rf"^(?:[Bb][Yy] )?(?:.{{2,80}}?(?:,| for| of|/|\||\(| -| –| —| in) ?)?{_AGENCY}"
    r"(?:\)|(?:,|/| and| &| in| [-–—]).*| (?:[\w.]+ ){0,3}?"
    rf"(?:{_WRITER}|[Nn]ews|[Aa]gency|[Ee]ditors?).*)?$"
)
_HEADS = [re.compile(pattern, re.MULTILINE) for pattern in _AT_HEAD]
_TAILS = [re.compile(pattern, re.MULTILINE) for pattern in _AT_TAIL]
_FIRSTS = frozenset(
    [re.findall(r"\w+", name)[0] for name in _NAMED]
    + "agencies Agencies AGENCIES wire Wire WIRE wires Wires WIRES".split()
)
"""Words of which every credit has one, so that most texts need no closer look."""
_PRINCIPLES = re.compile(r"Thomson Reuters Trust Principles")
_AGENCIES = re.compile(
    r"(?:[Ww]ith|[Bb]y|[Ff]rom|[Ss]ources?:) (?:news |wire |the )?(?:[Aa]gencies|[Ww]ire services)\b"
)
_AGENCY_BYLINE = re.compile(
    r"(?:(?:from|by|staff and|and) )?(?:news |wire )?(?:agencies|wire services|wires)", re.IGNORECASE
)


def find_agency(text: str, byline: Iterable[str] = ()) -> str | None:
    """The agency that the text or its byline credits, by its short name; 'agencies' where none is named.

    >>> find_agency("KIEV, Aug 5 (Reuters) - A bridge fell.")
    'Reuters'
    """
    return next(_find_all(text, tuple(byline)), None)


def name_publisher(outlet: str | None) -> str | None:
    """The agency that an outlet is, by its short name; None for all other outlets.

    >>> name_publisher("www.reuters.com")
    'Reuters'
    """
    if outlet is None:
        return None
    folded = (
        outlet.casefold()
        .strip()
        .removeprefix("https://")
        .removeprefix("www.")
        .removeprefix("the ")
        .rstrip("/")
    )
    return _FOLDED.get(folded)


def _find_all(text: str, byline: tuple[str, ...]) -> Iterator[str]:
    head, tail = text[:_HEAD], text[-_TAIL:]
    if _FIRSTS.isdisjoint(re.findall(r"\w+", " ".join((head, tail, *byline)))):
        return
    for pattern in _HEADS:
        yield from (_NAMED[match["agency"]] for match in pattern.finditer(head))
    for author in byline:
        if match := _BYLINE.match(author.strip()):
            yield _NAMED[match["agency"]]
    if _PRINCIPLES.search(tail):
        yield "Reuters"
    for pattern in _TAILS:
        yield from (_NAMED[match["agency"]] for match in pattern.finditer(tail))
    if _AGENCIES.search(tail) or any(_AGENCY_BYLINE.fullmatch(author.strip()) for author in byline):
        yield UNNAMED
