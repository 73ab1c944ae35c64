"""What the encoder read joined with what the syntax shows.

The encoder says which statements there are, and their source, cue and content. Syntax adds what no corpus
marks: the statements within a statement, who is addressed, through which medium, with what act.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.analyse.attribution.confidence import judge, read_calibration
from onrecord.analyse.attribution.cues import find_addressee, find_medium
from onrecord.analyse.attribution.draft import Draft
from onrecord.analyse.attribution.learned import Attribution
from onrecord.analyse.lexicon.acts import act_of, acts_of
from onrecord.analyse.parse import Parse
from onrecord.analyse.predicates import find_subject, is_nominal, read_predicate
from onrecord.analyse.quotes import Quote
from onrecord.model.record import Act
from onrecord.model.span import Span

_SURE = 0.8
_EDGES = " \t\n\r,;:"
_DOUBLE = frozenset('“”"«»„')
_MARKS = frozenset("“”\"«»„‟'‘’")


def join_drafts(
    parse: Parse, quotes: Sequence[Quote], drafts: Sequence[Draft], attributions: Sequence[Attribution]
) -> list[Draft]:
    """The statements of the encoder, completed by the drafts of the rules, and those that only rules find.

    Of the latter are kept those that stand within a statement of the encoder's, and those that tell of one.
    """
    joiner = _Joiner(parse, quotes, drafts)
    return joiner.join(attributions)


class _Joiner:
    def __init__(self, parse: Parse, quotes: Sequence[Quote], drafts: Sequence[Draft]) -> None:
        self.parse, self.quotes, self.drafts = parse, quotes, drafts
        self.learned: dict[int, Draft] = {}
        """The learned draft that took the place of a rule's, by the latter's position."""

    def join(self, attributions: Sequence[Attribution]) -> list[Draft]:
        joined: list[Draft] = []
        for attribution in attributions:
            draft = self._complete(attribution)
            if draft is not None:
                joined.append(draft)
        places = {id(draft): position for position, draft in enumerate(self.drafts)}
        for position, draft in enumerate(self.drafts):
            if draft.within is not None and position in self.learned:
                joined += self._tie_chain(draft, self.learned[position], places)
        for position, draft in enumerate(self.drafts):
            if position not in self.learned and self._adds(draft, joined, places):
                joined.append(draft)
        return joined

    def _tie_chain(self, rule: Draft, draft: Draft, places: Mapping[int, int]) -> list[Draft]:
        """Put a statement of the encoder's within the one that the rules know it is told by.

        Gives that one where the encoder did not find it: "the Herald *reported*, citing police, that ..." .
        """
        outer = rule.within
        if outer is None or draft.within is not None:
            return []
        known = self.learned.get(places.get(id(outer), -1))
        if known is not None:
            draft.within = known if _covers(known, draft) else None
            return []
        if draft.source is not None and outer.source is not None and not outer.source.overlaps(draft.source):
            outer.content = list(draft.content)
            draft.within = outer
            return [outer]
        return []

    def _complete(self, attribution: Attribution) -> Draft | None:
        """The attribution as a draft, with what its counterpart among the rules' drafts knows."""
        cue = self._whole(attribution.cue.span)
        content = self._content(attribution)
        if not content:
            return None
        source = self._whole(attribution.source.span) if attribution.source is not None else None
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
            if rule.source is not None and source is not None and rule.source.overlaps(source):
                draft.speaker = rule.speaker if rule.speaker is not None else draft.speaker
            self.learned[position] = draft
        elif index is not None and self.parse.tokens[index].pos in ("VERB", "AUX"):
            predicate = read_predicate(self.parse, index)
            draft.addressee = find_addressee(self.parse, predicate)
            draft.medium = find_medium(self.parse, predicate)
        draft.hedged = draft.hedged or (source is None and draft.act in ("claim", "report"))
        return draft

    def _whole(self, span: Span) -> Span:
        """The span without marks at its edges, and with no word cut."""
        inside = self.parse.tokens_in(span)
        if not inside:
            return span
        return self.parse.span(inside[0], inside[-1])

    def _content(self, attribution: Attribution) -> list[Span]:
        spans = []
        for part in attribution.contents:
            span = self._whole(part.span)
            start, end = span.start, span.end
            for quote in self.quotes:
                if not quote.single and quote.span.overlaps(span):
                    start, end = _snap(quote.span, start, end)
            while start < end and self.parse.text[start] in _EDGES:
                start += 1
            while start < end and self.parse.text[end - 1] in _EDGES:
                end -= 1
            if start < end and any(c.isalnum() for c in self.parse.text[start:end]):
                spans.append(Span(start=start, end=end))
        disjoint: list[Span] = []
        for span in sorted(spans, key=lambda s: s.start):
            if disjoint and span.start < disjoint[-1].end:
                disjoint[-1] = Span(start=disjoint[-1].start, end=max(span.end, disjoint[-1].end))
            else:
                disjoint.append(span)
        return disjoint

    def _counterpart(self, cue: Span) -> int | None:
        """The rules' draft that has the same cue."""
        for position, draft in enumerate(self.drafts):
            if draft.cue is not None and draft.cue.overlaps(cue) and position not in self.learned:
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
            return False
        return any(_within(draft, other) or _tells_of(draft, other) for other in joined)


def _covers(outer: Draft, inner: Draft) -> bool:
    return all(any(own.covers(part) for own in outer.content) for part in inner.content)


def _snap(quote: Span, start: int, end: int) -> tuple[int, int]:
    """Bounds that lie a mark or so inside or outside a quotation's, moved to it."""
    if 0 < start - quote.start <= 2 or 0 < quote.start - start <= 1:
        start = quote.start
    if 0 < abs(quote.end - end) <= 2:
        end = quote.end
    return start, end


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
