"""What the encoder read joined with what the syntax shows.

The encoder says which statements there are, and their source, cue and content. Syntax adds what no corpus
marks: the statements within a statement, who is addressed, through which medium, with what act.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from onrecord.analyse.attribution.confidence import judge, read_calibration
from onrecord.analyse.attribution.cues import find_addressee, find_medium
from onrecord.analyse.attribution.draft import Draft
from onrecord.analyse.attribution.extents import content_of, touching, whole
from onrecord.analyse.attribution.learned import Attribution
from onrecord.analyse.lexicon.acts import act_of, acts_of
from onrecord.analyse.lexicon.words import read_words
from onrecord.analyse.parse import Parse
from onrecord.analyse.predicates import find_subject, is_nominal, read_predicate
from onrecord.analyse.quotes import Quote
from onrecord.model.document import Segment
from onrecord.model.record import Act
from onrecord.model.span import Span

_SURE = 0.8
_NEAR = 40
"""How many statements back one is looked for that holds another."""
_LAYOUT = frozenset({":", "―", "—", "–", "--"})
"""Cues that the layout shows rather than the words: of a turn, a post, a signed quotation."""
_HEDGES = frozenset({"reportedly", "allegedly", "supposedly", "purportedly"})
_DECLINING = frozenset({"decline", "refuse"})
_LABEL_WORDS = 3
_DOUBLE = frozenset('“”"«»„')
_MARKS = frozenset("“”\"«»„‟'‘’")


def join_drafts(
    parse: Parse,
    quotes: Sequence[Quote],
    segments: Sequence[Segment],
    drafts: Sequence[Draft],
    attributions: Sequence[Attribution],
) -> list[Draft]:
    """The statements of the encoder, completed by the drafts of the rules, and those that only rules find.

    Of the latter are kept those that stand within a statement of the encoder's, and those that tell of one.
    """
    return _Joiner(parse, quotes, segments, drafts).join(attributions)


class _Joiner:
    def __init__(
        self, parse: Parse, quotes: Sequence[Quote], segments: Sequence[Segment], drafts: Sequence[Draft]
    ) -> None:
        self.parse, self.quotes, self.segments, self.drafts = parse, quotes, segments, drafts
        self.doubles = [quote.span for quote in quotes if not quote.single]
        self.learned: dict[int, Draft] = {}
        """The learned draft that took the place of a rule's, by the latter's position."""
        self.taken: set[int] = set()
        """The rules' drafts that stand around a learned one, by identity."""
        self.by_cue = sorted(
            (draft.cue.start, position) for position, draft in enumerate(drafts) if draft.cue is not None
        )

    def join(self, attributions: Sequence[Attribution]) -> list[Draft]:
        joined: list[Draft] = []
        for attribution in attributions:
            draft = self._complete(attribution)
            if draft is not None:
                joined.append(draft)
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
        added = []
        for position, draft in enumerate(self.drafts):
            first = max(bisect_right(starts, draft.start) - _NEAR, 0)
            near = joined[first : bisect_right(starts, draft.extent.end)]
            if position not in self.learned and position not in gone and self._adds(draft, near, places):
                added.append(draft)
        return [*joined, *added]

    def _give_back(self, joined: Sequence[Draft]) -> list[Draft]:
        """Take from statements the quotations that the layout gives to somebody else: "..." — Ida Voss."""
        ordered = sorted(joined, key=lambda draft: draft.start)
        starts = [draft.start for draft in ordered]
        for position, rule in enumerate(self.drafts):
            if rule.cue is None or rule.cue.slice(self.parse.text) not in _LAYOUT:
                continue
            first = max(bisect_right(starts, rule.start) - _NEAR, 0)
            for draft in ordered[first : bisect_right(starts, rule.extent.end)]:
                if draft is self.learned.get(position):
                    draft.content = list(rule.content)
                elif draft.cue is None or not _holds(rule.content, draft.cue):
                    draft.content = [part for part in draft.content if not _is_part(part, rule.content)]
        return [draft for draft in joined if draft.content]

    def _tie_chain(self, rule: Draft, draft: Draft, places: Mapping[int, int]) -> list[Draft]:
        """Put a statement of the encoder's within the one that the rules know it is told by.

        Gives that one where the encoder did not find it: "the Herald *reported*, citing police, that ..." .
        """
        outer = rule.within
        if outer is None or draft.within is not None or id(outer) in self.taken:
            return []
        known = self.learned.get(places.get(id(outer), -1))
        if known is not None:
            draft.within = known if _covers(known, draft) else None
            return []
        if draft.source is not None and outer.source is not None and not outer.source.overlaps(draft.source):
            self.taken.add(id(outer))
            outer.content = list(draft.content)
            draft.within = outer
            return [outer]
        return []

    def _complete(self, attribution: Attribution) -> Draft | None:
        """The attribution as a draft, with what its counterpart among the rules' drafts knows."""
        cue = whole(self.parse, attribution.cue.span)
        content = content_of(self.parse, self.doubles, self.segments, attribution)
        if not content or self._is_label(cue):
            return None
        source = whole(self.parse, attribution.source.span) if attribution.source is not None else None
        position = self._counterpart(cue)
        index = self.drafts[position].cue_index if position is not None else None
        if index is None:
            index = self._head(cue)
        draft = Draft(
            act=self._act(index, content),
            content=content,
            cue=cue,
            cue_index=index,
            source=source,
            speaker=self._speaker(source, index),
        )
        quoted = any(_DOUBLE & set(span.slice(self.parse.text)) for span in content)
        draft.confidence, draft.confidences = judge(attribution, quoted=quoted)
        if draft.confidence < read_calibration().floor:
            return None
        if position is not None:
            rule = self.drafts[position]
            draft.act, draft.addressee, draft.medium = rule.act, rule.addressee, rule.medium
            draft.hedged = rule.hedged
            self._settle(draft, rule, position)
            self.learned[position] = draft
        elif index is not None and self.parse.tokens[index].pos in ("VERB", "AUX"):
            predicate = read_predicate(self.parse, index)
            draft.addressee = find_addressee(self.parse, predicate)
            draft.medium = find_medium(self.parse, predicate)
        draft.content = self._within_relative(draft)
        draft.hedged = draft.hedged or (draft.source is None and draft.act in ("claim", "report"))
        return None if self._is_silence(draft) else draft

    def _settle(self, draft: Draft, rule: Draft, position: int) -> None:
        """Let syntax say who speaks where the encoder's source is none of the cue's own sentence."""
        if _covers(rule, draft) and self._is_chain(position):
            draft.content = list(rule.content)
        if rule.source is None:
            if self._is_bare_noun(draft):
                draft.source = draft.speaker = None
            if rule.hedged and draft.source is not None and _holds(rule.content, draft.source):
                # Of "Both men are said to have met" the subject is content, and nobody is named who says so.
                draft.source, draft.speaker, draft.content = None, None, list(rule.content)
            return
        if rule.speaker is None or rule.cue_index is None or _holds(draft.content, rule.source):
            return
        if draft.source is not None and rule.source.overlaps(draft.source):
            draft.speaker = rule.speaker
        elif (
            self._sentence(rule.source)
            == self.parse.tokens[rule.cue_index].sentence
            != self._sentence(draft.source)
        ):
            draft.source, draft.speaker = rule.source, rule.speaker

    def _is_chain(self, position: int) -> bool:
        """Whether the rules read a statement inside this one's content, as in "quoted Roe as saying"."""
        outer = self.drafts[position]
        return outer.act == "report" and any(
            draft is not outer and draft.confidence >= _SURE and _within(draft, outer)
            for draft in self.drafts
        )

    def _is_bare_noun(self, draft: Draft) -> bool:
        """Whether a noun alone introduces the words: "against *claims* that ..." names nobody."""
        if draft.cue is None or draft.cue_index is None:
            return False
        inside = self.parse.tokens_in(draft.cue)
        verbs = any(self.parse.tokens[index].pos in ("VERB", "AUX") for index in inside)
        return self.parse.tokens[draft.cue_index].pos == "NOUN" and not verbs

    def _within_relative(self, draft: Draft) -> list[Span]:
        """The content less what lies behind its cue's relative clause: "who thinks *he won*, left"."""
        index = draft.cue_index
        if index is None or self.parse.tokens[index].relation != "acl:relcl" or draft.source is None:
            return draft.content
        last = self.parse.tokens[max(self.parse.subtree(index))].end
        if draft.source.slice(self.parse.text).lower() not in ("who", "which", "that"):
            return draft.content
        parts = [Span(start=p.start, end=min(p.end, last)) for p in draft.content if p.start < last]
        return parts or draft.content

    def _sentence(self, span: Span | None) -> int | None:
        inside = self.parse.tokens_in(span) if span is not None else range(0)
        return self.parse.tokens[inside[0]].sentence if inside else None

    def _is_silence(self, draft: Draft) -> bool:
        """Whether somebody says nothing: "declined to comment" is a refusal and no statement."""
        if draft.cue_index is None or self.parse.tokens[draft.cue_index].lemma not in _DECLINING:
            return False
        first = list(self.parse.tokens_in(draft.content[0]))[:2]
        return any(self.parse.tokens[index].lemma in read_words("statements", "silent") for index in first)

    def _is_label(self, cue: Span) -> bool:
        """Whether the cue is the label of a promo line, which nobody says: "READ MORE: ..."."""
        return any(
            segment.kind in ("promo", "boilerplate")
            and len(self.parse.text[segment.start : cue.start].split()) <= _LABEL_WORDS
            for segment in touching(self.segments, cue)
        )

    def _counterpart(self, cue: Span) -> int | None:
        """The rules' draft that has the same cue."""
        last = bisect_right(self.by_cue, (cue.end, -1))
        for _, position in self.by_cue[max(last - _NEAR, 0) : last]:
            own = self.drafts[position].cue
            if own is not None and own.overlaps(cue) and position not in self.learned:
                return position
        return None

    def _head(self, cue: Span) -> int | None:
        """The word of the cue that introduces what is said: one of the lexicon, or else its head."""
        inside = [self.parse.tokens[index] for index in self.parse.tokens_in(cue)]
        known = [token for token in inside if acts_of(token.lemma)]
        verbs = [token for token in known or inside if token.pos in ("VERB", "ADJ", "NOUN")]
        chosen = verbs or known
        if chosen:
            return chosen[-1].index
        return self.parse.head_of(inside[0].index, inside[-1].index) if inside else None

    def _act(self, index: int | None, content: Sequence[Span]) -> Act:
        if index is None or self.parse.tokens[index].lower == "according":
            return "say"
        token = self.parse.tokens[index]
        first = self.parse.tokens_in(content[0])
        infinitive = bool(first) and self.parse.tokens[first[0]].lower == "to"
        kinds: tuple[str, ...] = ("infinitive", "clause") if infinitive else ("clause", "infinitive")
        if token.pos in ("NOUN", "PROPN"):
            kinds = ("noun", *kinds)
        for kind in (*kinds, "object", "predicative", "gerund", "adjective", "noun"):
            act = act_of(token.lemma, kind) or act_of(token.lower, kind)
            if act is not None:
                return act
        known = acts_of(token.lemma)
        return known[0] if known else "say" if self._is_quoted(content) else "believe"

    def _is_quoted(self, content: Sequence[Span]) -> bool:
        return any(_MARKS & set(span.slice(self.parse.text)) for span in content)

    def _speaker(self, source: Span | None, index: int | None) -> int | None:
        """The token whose entity speaks: the head of the source, or whom its relative pronoun means."""
        if source is None:
            return None
        inside = self.parse.tokens_in(source)
        if not inside:
            return None
        head = self.parse.tokens[self.parse.head_of(inside[0], inside[-1])]
        if len(inside) == 1 and head.lower in ("who", "which", "that", "whom") and index is not None:
            meant = find_subject(self.parse, index)
            if meant is not None and is_nominal(self.parse.tokens[meant]):
                return meant
        return head.index

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
            draft.within = known if _covers(known, draft) else None
            return draft.within is not None
        if draft.cue is None:
            return any(_within(draft, other) for other in joined)
        if draft.cue.slice(self.parse.text).lower() in _HEDGES:
            return True
        if draft.cue.slice(self.parse.text) in _LAYOUT:
            return not any(_alike(draft, other) for other in joined)
        return any(_within(draft, other) or _tells_of(draft, other) for other in joined)


def _alike(draft: Draft, other: Draft) -> bool:
    """Whether two contents are mostly the same."""
    shared = sum(
        max(0, min(one.end, two.end) - max(one.start, two.start))
        for one in draft.content
        for two in other.content
    )
    return 2 * shared > sum(part.end - part.start for part in (*draft.content, *other.content)) / 1.5


def _holds(content: Sequence[Span], span: Span) -> bool:
    return any(part.overlaps(span) for part in content)


def _covers(outer: Draft, inner: Draft) -> bool:
    return all(_is_part(part, outer.content) for part in inner.content)


def _is_part(span: Span, content: Sequence[Span]) -> bool:
    return any(own.covers(span) for own in content)


def _within(draft: Draft, other: Draft) -> bool:
    """Whether a draft, with its cue, lies in a proper part of another's content."""
    parts = [*draft.content, *([draft.cue] if draft.cue else [])]
    smaller = sum(p.end - p.start for p in draft.content) < sum(p.end - p.start for p in other.content)
    return smaller and all(any(own.covers(part) for own in other.content) for part in parts)


def _tells_of(draft: Draft, other: Draft) -> bool:
    """Whether a draft's content holds another with its source and cue, as in "RT quoted Lee as saying"."""
    if draft.confidence < _SURE or other.source is None or other.cue is None:
        return False
    parts = (other.source, other.cue, *other.content)
    return all(any(own.covers(part) for own in draft.content) for part in parts)
