"""Where two stretches of text touch within a line, and statements held on their own side of it.

Of a caption that a crawler ran into a sentence ("... by the crash Rail workers said ...") neither content nor
source may reach into the other: a sentence of the parser's with no stop in front of it begins there, or a
word with a capital that is no name: a verb, an adverb, or what the article writes small elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from onrecord.analyse.attribution.draft import Draft
from onrecord.analyse.parse import Parse
from onrecord.analyse.predicates import find_subject
from onrecord.analyse.quotes import Quote
from onrecord.model.span import Span, trimmed

_OPEN = frozenset({"DET", "ADP", "ADJ", "PART", "CCONJ", "SCONJ", "AUX", "PROPN"})
"""What a phrase that has a capital in it goes on from: "the Final", "Prime Minister"."""
_NO_NAMES = frozenset({"VERB", "AUX", "ADV", "PRON", "ADP"})
"""What is hardly ever part of a name, so that a capital shows where a sentence or a caption begins."""
_QUOTED = frozenset('“"«„')


def find_seams(parse: Parse, quotes: Sequence[Quote]) -> list[int]:
    """The code points at which a stretch begins that nothing parts from the one before, in order."""
    small = {token.text for token in parse.tokens if token.text.islower()}
    named = {index for name in parse.names for index in range(name.first, name.last + 1)}
    first = {start for start, _ in parse.sentences}
    found = []
    for index in range(1, len(parse.tokens)):
        token = parse.tokens[index]
        if not token.text[0].isupper() or not _touches(parse, index):
            continue
        known = token.lower in small or token.pos in _NO_NAMES
        if index in first or (index not in named and known and _begins(parse, index)):
            found.append(token.start)
    inside = [quote.span for quote in quotes if quote.closed]
    return [seam for seam in found if not any(one.start < seam < one.end for one in inside)]


def _touches(parse: Parse, index: int) -> bool:
    """Whether nothing but a space lies between a word and the one before."""
    before, token = parse.tokens[index - 1], parse.tokens[index]
    ends = before.text[-1].islower() or before.text[-1].isdigit() or before.text == ")"
    return ends and parse.text[before.end : token.start] == " "


def _begins(parse: Parse, index: int) -> bool:
    """Whether a word looks like the first of a sentence: with a capital, and no name."""
    token = parse.tokens[index]
    following = parse.tokens[index + 1] if index + 1 < len(parse.tokens) else None
    return (
        token.text.istitle()
        and len(token.text) > 1
        and token.text.isalpha()
        and token.pos != "PROPN"
        and parse.tokens[index - 1].pos not in _OPEN
        and following is not None
        and following.text[0].islower()
    )


def keep_to_sides(parse: Parse, seams: Sequence[int], drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts with source and content on their cue's side of every seam, less those left without words.

    A quotation may lie across a seam: its marks say where it ends.
    """
    kept = []
    for draft in drafts:
        if draft.cue is not None and seams:
            _hold(parse, seams, draft, draft.cue)
        if draft.content:
            kept.append(draft)
    return kept


def _hold(parse: Parse, seams: Sequence[int], draft: Draft, cue: Span) -> None:
    begin, end = _side(seams, cue, len(parse.text))
    draft.content = [
        clean for part in draft.content if (clean := _held(parse.text, part, begin, end)) is not None
    ]
    if draft.source is None or (begin <= draft.source.start and draft.source.end <= end):
        return
    if not any(draft.source.start < seam < draft.source.end for seam in seams):
        if parse.tokens_in(draft.source) and abs(draft.source.start - cue.start) < 400:
            _ask_syntax(parse, draft, begin, end)
        return
    own = trimmed(parse.text, max(draft.source.start, begin), min(draft.source.end, end))
    if own is None:
        _ask_syntax(parse, draft, begin, end)
        return
    draft.source = own
    inside = parse.tokens_in(own)
    draft.speaker = parse.head_of(inside[0], inside[-1]) if inside else None


def _ask_syntax(parse: Parse, draft: Draft, begin: int, end: int) -> None:
    """Take the cue's own subject for a source that lies beyond a seam, or nobody."""
    subject = find_subject(parse, draft.cue_index) if draft.cue_index is not None else None
    draft.source = draft.speaker = None
    if subject is not None and begin <= parse.tokens[subject].start < end:
        draft.source, draft.speaker = parse.span(subject, subject), subject
    else:
        draft.abstains = True


def _side(seams: Sequence[int], cue: Span, length: int) -> tuple[int, int]:
    """The stretch around a cue between two seams."""
    before, behind = bisect_right(seams, cue.start), bisect_left(seams, cue.end)
    return seams[before - 1] if before else 0, seams[behind] if behind < len(seams) else length


def _held(text: str, part: Span, begin: int, end: int) -> Span | None:
    """What of a part lies between two seams; a quotation beyond them as it is."""
    if begin <= part.start and part.end <= end:
        return part
    if text[part.start] in _QUOTED:
        return part
    start, stop = max(part.start, begin), min(part.end, end)
    clean = trimmed(text, start, stop) if start < stop else None
    return clean if clean is not None and any(c.isalnum() for c in clean.slice(text)) else None
