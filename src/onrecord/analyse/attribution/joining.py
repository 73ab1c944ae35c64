"""What the encoder read joined with what the syntax shows.

The encoder says which statements there are, and their source, cue and content. Syntax adds what no corpus
marks: the statements within a statement, who is addressed, through which medium, with what act.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from onrecord.analyse.attribution.completing import Completer
from onrecord.analyse.attribution.confidence import Calibration, likelihood, ruled_features
from onrecord.analyse.attribution.draft import Draft
from onrecord.analyse.attribution.extents import covers, holds, is_quoted
from onrecord.analyse.attribution.inner import is_told, mend_content
from onrecord.analyse.attribution.learned import Reading
from onrecord.analyse.attribution.nesting import lies_within
from onrecord.analyse.parse import Parse
from onrecord.analyse.quotes import Quote
from onrecord.model.document import Segment
from onrecord.model.span import Span

_SURE = 0.8
_NEAR = 40
"""How many statements back one is looked for that holds another."""
_LAYOUT = frozenset({":", "―", "—", "–", "--"})
"""Cues that the layout shows rather than the words: of a turn, a post, a signed quotation."""
_ANSWERS = frozenset({"deny", "confirm"})
_ANAPHORS = frozenset({"this", "that", "it", "the claim", "the claims", "the allegation", "the allegations"})
_TURN = re.compile(r",?\s+(?:but|though|although|while)\s+\Z", re.IGNORECASE)
"""What turns to somebody else in front of his words."""
_HEDGES = frozenset({"reportedly", "allegedly", "supposedly", "purportedly"})


def join_drafts(
    parse: Parse,
    quotes: Sequence[Quote],
    segments: Sequence[Segment],
    drafts: Sequence[Draft],
    reading: Reading,
    calibration: Calibration,
) -> list[Draft]:
    """The statements of the encoder, completed by the drafts of the rules, and those that only rules find.

    Of the latter are kept those that stand within a statement of the encoder's, those that tell of one, and
    those that are likely enough in the light of what the encoder makes of their words.
    """
    completer = Completer(parse, quotes, segments, drafts, calibration)
    completed = [draft for one in reading.attributions if (draft := completer.complete(one)) is not None]
    return _Joiner(parse, drafts, completer.learned, reading, calibration).join(completed)


class _Joiner:
    def __init__(
        self,
        parse: Parse,
        drafts: Sequence[Draft],
        learned: dict[int, Draft],
        reading: Reading,
        calibration: Calibration,
    ) -> None:
        self.parse, self.text, self.drafts, self.learned = parse, parse.text, drafts, learned
        self.reading, self.calibration = reading, calibration
        self.taken: set[int] = set()
        """The rules' drafts that stand around a learned one, by identity."""

    def join(self, joined: list[Draft]) -> list[Draft]:
        joined = self._give_back(joined)
        kept = {id(draft) for draft in joined}
        gone = [position for position, draft in self.learned.items() if id(draft) not in kept]
        for position in gone:
            del self.learned[position]
        places = {id(draft): position for position, draft in enumerate(self.drafts)}
        for position, draft in enumerate(self.drafts):
            if draft.within is not None and position in self.learned:
                joined += self._tie_chain(draft, self.learned[position], places)
        joined.sort(key=lambda draft: draft.start)
        starts = [draft.start for draft in joined]
        added: list[Draft] = []
        for position, draft in enumerate(self.drafts):
            first = max(bisect_right(starts, draft.start) - _NEAR, 0)
            near = [*joined[first : bisect_right(starts, draft.extent.end)], *added[-_NEAR:]]
            if position not in self.learned and position not in gone and self._adds(draft, near, places):
                added.append(draft)
        self._cut_replies([*joined, *added])
        return [*joined, *added]

    def _give_back(self, joined: Sequence[Draft]) -> list[Draft]:
        """Take from statements the quotations that the layout gives to somebody else: "..." — Ida Voss."""
        ordered = sorted(joined, key=lambda draft: draft.start)
        starts = [draft.start for draft in ordered]
        for position, rule in enumerate(self.drafts):
            if rule.cue is None or rule.cue.slice(self.text) not in _LAYOUT:
                continue
            first = max(bisect_right(starts, rule.start) - _NEAR, 0)
            for draft in ordered[first : bisect_right(starts, rule.extent.end)]:
                if draft is self.learned.get(position):
                    draft.content = list(rule.content)
                elif draft.cue is None or not holds(rule.content, draft.cue):
                    draft.content = [part for part in draft.content if not covers(rule.content, [part])]
        return [draft for draft in joined if draft.content]

    def _cut_replies(self, joined: Sequence[Draft]) -> None:
        """End a statement where another answers it: "... had ignored it, *but his boss denied this*"."""
        ordered = sorted(joined, key=lambda draft: draft.start)
        for place, reply in enumerate(ordered):
            words = reply.content[0].slice(self.text).lower()
            answers = reply.act in _ANSWERS and len(reply.content) == 1 and words in _ANAPHORS
            if not answers or reply.source is None:
                continue
            for draft in ordered[max(place - _NEAR, 0) : place]:
                last = draft.content[-1]
                turn = _TURN.search(self.text, last.start, reply.source.start)
                if turn and turn.start() > last.start and lies_within(reply, draft):
                    draft.content[-1] = Span(start=last.start, end=turn.start())

    def _tie_chain(self, rule: Draft, draft: Draft, places: Mapping[int, int]) -> list[Draft]:
        """Put a statement of the encoder's within the one that the rules know it is told by.

        Gives that one where the encoder did not find it: "the Herald *reported*, citing police, that ..." .
        """
        outer = rule.within
        if outer is None or draft.within is not None or id(outer) in self.taken:
            return []
        known = self.learned.get(places.get(id(outer), -1))
        if known is not None:
            draft.within = known if covers(known.content, draft.content) else None
            return []
        if draft.source is not None and outer.source is not None and not outer.source.overlaps(draft.source):
            self.taken.add(id(outer))
            outer.content = list(draft.content)
            draft.within = outer
            return [outer]
        return []

    def _adds(self, draft: Draft, joined: Sequence[Draft], places: Mapping[int, int]) -> bool:
        """Whether a statement that only the rules find is kept; its place in a chain is set right then."""
        if any(draft is other for other in joined):
            return False
        outer, draft.within = draft.within, None
        if outer is not None:
            known = self.learned.get(places.get(id(outer), -1))
            if known is None:
                return False
            if draft.content == outer.content:
                draft.content = list(known.content)
            draft.within = known if covers(known.content, draft.content) else None
            return draft.within is not None
        inner = any(lies_within(draft, other) for other in joined)
        if inner:
            if not is_told(self.parse, draft):
                return False
            mend_content(self.parse, draft)
        if draft.cue is None:
            return inner and not any(part in other.content for other in joined for part in draft.content)
        if draft.cue.slice(self.text).lower() in _HEDGES:
            return True
        if draft.cue.slice(self.text) in _LAYOUT:
            return not any(_alike(draft, other) and not lies_within(other, draft) for other in joined)
        if inner or any(_tells_of(draft, other) for other in joined):
            return True
        return is_told(self.parse, draft) and self._is_likely(draft, joined)

    def _is_likely(self, draft: Draft, joined: Sequence[Draft]) -> bool:
        """Whether a statement that nothing of the encoder's stands for is likely; its confidence is set."""
        cue = draft.cue
        if cue is None or any(_introduces(other, part) for other in joined for part in draft.content):
            return False
        if any(
            _alike(draft, other) or (other.cue is not None and other.cue.overlaps(cue)) for other in joined
        ):
            return False
        overlaps = any(holds(other.content, part) for other in joined for part in draft.content)
        quoted = is_quoted(self.text, draft.content)
        draft.features = ruled_features(draft, self.reading, quoted=quoted, overlaps=overlaps)
        draft.confidence = likelihood(draft.features, self.calibration.ruled)
        clausal = any(
            self.parse.tokens[index].pos in ("VERB", "AUX")
            for part in draft.content
            for index in self.parse.tokens_in(part)
        )
        told = quoted or clausal
        return draft.confidence >= (self.calibration.floor if told else self.calibration.deed_floor)


def _alike(draft: Draft, other: Draft) -> bool:
    """Whether two contents are mostly the same."""
    shared = sum(
        max(0, min(one.end, two.end) - max(one.start, two.start))
        for one in draft.content
        for two in other.content
    )
    return 2 * shared > sum(part.end - part.start for part in (*draft.content, *other.content)) / 1.5


def _introduces(draft: Draft, part: Span) -> bool:
    """Whether words only introduce a statement, with cue and source: "according *to the mayor*"."""
    if draft.source is None or draft.cue is None:
        return False
    start, end = min(draft.source.start, draft.cue.start), max(draft.source.end, draft.cue.end)
    return Span(start=start, end=end).covers(part) and not holds(draft.content, part)


def _tells_of(draft: Draft, other: Draft) -> bool:
    """Whether a draft's content holds another with its source and cue, as in "RT quoted Lee as saying"."""
    if draft.confidence < _SURE or other.source is None or other.cue is None:
        return False
    parts = (other.source, other.cue, *other.content)
    return covers(draft.content, parts)
