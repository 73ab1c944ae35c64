"""What a crawler ran into the words of a statement: captions within a quotation, and sentences behind it.

Of a quotation over several paragraphs each begins with a mark and only the last one is closed: what stands in
front of such a mark, and does not end as a sentence does, is a caption or a heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.analyse.attribution.draft import Draft
from onrecord.analyse.parse import Parse
from onrecord.model.span import Span

_MARK = re.compile(r"[\"“”]")
_AGAIN = re.compile(r"(?<=[\w)\]]) [\"“](?=[A-Z])")
_STOP = re.compile(r"[.!?…][\"”’')]?\s+(?=\S)")
_ENDED = re.compile(r"[.!?…][\"”'’)]?\s+\Z")
_QUOTED_END = re.compile(r"[.!?][\"”]\s+(?=[A-Z])")
_OPENING = frozenset('“"')
_ANY = frozenset("“”\"«»„'‘")
_QUOTE = re.compile(r"[“”\"«»„‘]|(?<!\w)'|'(?!\w)")
"""A quotation mark of any kind; the apostrophe within a word is none."""
_LEAST = 2
"""Words of a caption, at least."""


def without_captions(text: str, content: Sequence[Span]) -> list[Span]:
    """The content less the captions that stand in front of a mark with which its quotation goes on."""
    parts: list[Span] = []
    for part in content:
        start = part.start
        if text[start] in _OPENING:
            for again in _AGAIN.finditer(text, start + 1, part.end):
                cut = _caption(text, start, again.start())
                if cut is not None:
                    parts.append(Span(start=start, end=cut))
                    start = again.start() + 1
        rest = Span(start=start, end=part.end)
        if start == part.start or len(rest.slice(text).split()) > _LEAST:
            parts.append(rest)
    return parts


def _caption(text: str, start: int, end: int) -> int | None:
    """Where the last sentence before `end` ends, if the quotation from `start` on is still open there."""
    marks = [match.start() for match in _MARK.finditer(text, start, end)]
    stops = list(_STOP.finditer(text, start, end))
    opened = bool(marks) and (marks[-1] == start or text[marks[-1] - 1].isspace())
    if not opened or not stops or len(text[stops[-1].end() : end].split()) < _LEAST:
        return None
    return stops[-1].start() + 1


def without_rest(parse: Parse, quotations: Sequence[Span], draft: Draft) -> list[Span]:
    """The content less what stands behind the quotation that its cue leads to: "Roe added: “...” *They*"."""
    parts = list(draft.content)
    if draft.cue is None or not parts:
        return parts
    part, text = parts[-1], parse.text
    stops = [match.start() + 2 for match in _QUOTED_END.finditer(text, part.start, part.end)]
    if (
        stops
        and draft.cue.end <= part.start
        and text[draft.cue.start].isalpha()
        and text[part.start] not in _ANY
    ):
        rest = _QUOTE.search(text, stops[-1], part.end)
        return parts if rest else [*parts[:-1], Span(start=part.start, end=stops[-1])]
    if draft.cue.end > part.start or text[draft.cue.end : part.start].strip(": ,\n"):
        return parts
    own = next((one for one in quotations if one.start == part.start and one.end < part.end), None)
    if own is None or text[own.end - 2] not in ".?!" or _ANY & set(text[own.end : part.end].lstrip()[:1]):
        return parts
    if _MARK.search(text, own.end, part.end):
        return parts
    return [*parts[:-1], own]


def own_quotation(parse: Parse, quotations: Sequence[Span], draft: Draft) -> list[Span]:
    """The content less whole sentences in front of its own quotation: "He left. “I won,” he *said*"."""
    part, cue = draft.content[-1], draft.cue
    if cue is None or len(draft.content) > 1 or part.end > cue.start or parse.text[part.start] in _ANY:
        return draft.content
    own = next((one for one in quotations if one.end == part.end and one.start > part.start), None)
    if own is None or _ENDED.search(parse.text, part.start, own.start) is None:
        return draft.content
    return [own]


def own_sentence(text: str, draft: Draft) -> list[Span]:
    """The content less a sentence in front that ends with a quotation: "“It is over.” He left, *he said*"."""
    part, cue = draft.content[-1], draft.cue
    if cue is None or len(draft.content) > 1 or part.end > cue.start or text[part.start] in _ANY:
        return draft.content
    ends = [match.end() for match in _QUOTED_END.finditer(text, part.start, part.end)]
    if not ends or _QUOTE.search(text, ends[-1], part.end):
        return draft.content
    return [Span(start=ends[-1], end=part.end)]


def less_repeated(text: str, content: Sequence[Span]) -> list[Span]:
    """The content less the lines by themselves whose words another part has: headings that repeat them."""
    said = {part: _letters(part.slice(text)) for part in content}
    return [
        part
        for part in content
        if not (
            _is_line(text, part)
            and any(said[part] in said[other] and said[part] != said[other] for other in content)
        )
    ] or list(content)


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.lower()))


def _is_line(text: str, part: Span) -> bool:
    return text[max(part.start - 1, 0) : part.start] in ("\n", "") and text[part.end : part.end + 1] in (
        "\n",
        "",
    )


def beside_cue(parse: Parse, draft: Draft) -> list[Span]:
    """The content less words without a mark that stand in another sentence than the cue and the rest."""
    parts, cue = draft.content, draft.cue
    if cue is None or len(parts) < 2:
        return parts
    own = parse.tokens[parse.tokens_in(cue)[0]].sentence
    inside = [part for part in parts if own in _sentences(parse, part)]
    kept = [
        part
        for part in parts
        if part in inside or _QUOTE.search(parse.text, part.start, part.end) or _follows(parts, part)
    ]
    return kept if inside else parts


def _sentences(parse: Parse, part: Span) -> set[int]:
    tokens = parse.tokens_in(part)
    return set(range(parse.tokens[tokens[0]].sentence, parse.tokens[tokens[-1]].sentence + 1))


def _follows(parts: Sequence[Span], part: Span) -> bool:
    return any(0 <= part.start - other.end <= 2 for other in parts if other is not part)
