"""An attribution of the encoder's as a draft: with whole words, its act, and who speaks by the syntax."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.analyse.attribution.circumstances import find_addressee, find_medium
from onrecord.analyse.attribution.clauses import (
    begins_too_early,
    cut_aside,
    ends_too_early,
    has_holes,
    name_agent,
    name_subject,
    own_subject,
    runs_in,
    take_subject,
)
from onrecord.analyse.attribution.confidence import Calibration, Traits, features_of, judge
from onrecord.analyse.attribution.draft import Draft
from onrecord.analyse.attribution.extents import (
    content_of,
    covers,
    holds,
    in_one_line,
    is_quoted,
    join_close,
    near_cue,
    touching,
    whole,
    with_quotations,
)
from onrecord.analyse.attribution.learned import Attribution
from onrecord.analyse.attribution.nesting import lies_within
from onrecord.analyse.attribution.roles import find_head, find_speaker, read_act
from onrecord.analyse.attribution.wordless import is_received, is_wordless
from onrecord.analyse.lexicon.acts import act_of, acts_of
from onrecord.analyse.lexicon.words import read_words
from onrecord.analyse.parse import Parse
from onrecord.analyse.predicates import is_nominal, marked_as, read_predicate
from onrecord.analyse.quotes import Quote
from onrecord.model.document import Segment
from onrecord.model.span import Span

_SURE = 0.8
_LIKELY = 0.75
_FAINT = 0.5
"""How sure a cue has to be that nothing but the encoder knows and that has no source."""
_NAMELESS = 0.35
"""How likely a statement has to be that names nobody, quotes nothing, and that no rule finds."""
_NEAR = 40
"""How many cues back one is looked for that is the same."""
_DECLINING = frozenset({"decline", "refuse"})
_SENSES = frozenset({"see", "hear", "spot", "film", "photograph"})
_HEDGES = frozenset({"reportedly", "allegedly", "supposedly", "purportedly"})
_LABEL_WORDS = 3


class Completer:
    """Makes drafts of attributions; `learned` are those that took the place of a rule's, by its position."""

    def __init__(
        self,
        parse: Parse,
        quotes: Sequence[Quote],
        segments: Sequence[Segment],
        drafts: Sequence[Draft],
        calibration: Calibration,
    ) -> None:
        self.parse, self.segments, self.drafts, self.calibration = parse, segments, drafts, calibration
        self.doubles = [quote.span for quote in quotes if not quote.single]
        self.closed = [quote.span for quote in quotes if quote.closed]
        self.learned: dict[int, Draft] = {}
        self.by_cue = sorted(
            (draft.cue.start, position) for position, draft in enumerate(drafts) if draft.cue is not None
        )

    def complete(self, attribution: Attribution) -> Draft | None:
        """The attribution as a draft, with what its counterpart among the rules' drafts knows."""
        cue = self._behind_label(whole(self.parse, attribution.cue.span))
        content = self._content(attribution, cue)
        if not content or self._is_label(cue):
            return None
        source = None
        if attribution.source is not None:
            source = whole(self.parse, in_one_line(self.parse.text, attribution.source.span, cue))
        position = self._counterpart(cue)
        index = self.drafts[position].cue_index if position is not None else None
        if index is None:
            index = find_head(self.parse, cue)
        draft = Draft(
            act=read_act(self.parse, index, content),
            content=content,
            cue=cue,
            cue_index=index,
            source=source,
            speaker=find_speaker(self.parse, source, index),
        )
        traits = self._traits(draft, ruled=position is not None)
        draft.features = features_of(attribution, traits)
        draft.confidence, draft.confidences = judge(draft.features, self.calibration)
        told = traits.quoted or traits.ruled or (traits.known and traits.clause)
        if draft.confidence < (self.calibration.floor if told else self.calibration.deed_floor):
            return None
        if position is None and (self._is_nameless(draft, traits) or self._says_nothing(draft, cue)):
            return None
        if source is None and attribution.cue.certainty < _FAINT and not (traits.ruled or traits.known):
            return None  # words that hang in the air: "A note lay on the table. “We are closed.”"
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
        if draft.confidences.source < self.calibration.source_floor and draft.source is not None:
            settled = position is not None and draft.source == self.drafts[position].source
            if not settled:
                draft.source, draft.speaker, draft.abstains = None, None, True
        name_subject(self.parse, draft)
        name_agent(self.parse, draft)
        own_subject(self.parse, draft)
        take_subject(self.parse, draft)
        cut_aside(self.parse, draft)
        draft.cue = self._without_circumstances(cue if draft.cue is None else draft.cue, index)
        draft.content = self._within_relative(draft)
        draft.hedged = draft.hedged or (draft.source is None and draft.act in ("claim", "report"))
        if is_received(self.parse, draft):
            draft.source = draft.speaker = None
        wordless = self._is_silence(draft) or (not traits.quoted and is_wordless(self.parse, draft))
        return None if wordless else draft

    def _is_nameless(self, draft: Draft, traits: Traits) -> bool:
        """Whether an unlikely statement names nobody and quotes nothing."""
        return draft.source is None and not traits.quoted and draft.confidence < _NAMELESS

    def _says_nothing(self, draft: Draft, cue: Span) -> bool:
        index = draft.cue_index
        return holds(draft.content, cue) or self._is_sight(index) or self._is_told_only(index, draft.content)

    def _content(self, attribution: Attribution, cue: Span) -> list[Span]:
        """The content's parts beside the cue, with quotations whole."""
        text = self.parse.text
        parts = near_cue(text, cue, content_of(self.parse, self.doubles, self.segments, attribution))
        return with_quotations(text, self.closed, cue, join_close(text, cue, parts))

    def _behind_label(self, cue: Span) -> Span:
        """The cue without a label's colon that it was taken together with: "VOSS*: I think* that ..."."""
        inside = self.parse.tokens_in(cue)
        labelled = len(inside) > 1 and self.parse.tokens[inside[0]].text == ":"
        return self.parse.span(inside[1], inside[-1]) if labelled else cue

    def _without_circumstances(self, cue: Span, index: int | None) -> Span:
        """The cue without where, when and to whom, which have their own fields: "*said* in a statement"."""
        tokens, inside = self.parse.tokens, self.parse.tokens_in(cue)
        if index is None or index not in inside:
            return cue
        for place in range(index + 1, inside.stop):
            token = tokens[place]
            if token.head == index and token.core in ("obl", "nmod", "advmod"):
                below = self.parse.subtree(place)
                if any(is_nominal(tokens[one]) for one in below):
                    first = min(below)
                    return self.parse.span(inside[0], first - 1) if first > index else cue
        return cue

    def _settle(self, draft: Draft, rule: Draft, position: int) -> None:
        """Let syntax say who speaks where the encoder's source is none of the cue's own sentence."""
        if rule.cue_index is None and rule.source is not None:  # what layout shows is sure
            draft.source, draft.speaker = rule.source, rule.speaker
            return
        chained = covers(rule.content, draft.content) and self._is_chain(position)
        lost = self._begins_too_late(rule, draft) or self._points_back(rule, draft)
        if (
            chained
            or lost
            or self._is_entangled(rule, draft)
            or has_holes(self.parse, rule, draft)
            or runs_in(self.parse, self.doubles, rule, draft)
            or begins_too_early(self.parse, rule, draft)
            or ends_too_early(self.parse, rule, draft)
        ):
            draft.content = list(rule.content)
        elif is_quoted(self.parse.text, rule.content):
            draft.content = self._without_topics(rule, draft)
        elif _is_cut_elsewhere(rule, draft):
            draft.cue, draft.content = rule.cue, list(rule.content)
        if rule.source is None:
            if self._is_bare_noun(draft):
                draft.source = draft.speaker = None
            hearsay = rule.hedged and rule.cue_index is not None and self._is_passive(rule.cue_index)
            if hearsay and draft.source is not None and holds(rule.content, draft.source):
                # Of "Both men are said to have met" the subject is content, and nobody is named who says so.
                draft.source, draft.speaker, draft.content = None, None, list(rule.content)
            return
        if rule.speaker is None or rule.cue_index is None or holds(draft.content, rule.source):
            return
        self._settle_source(draft, rule, rule.source, rule.cue_index, chained=chained)

    def _settle_source(self, draft: Draft, rule: Draft, source: Span, cue: int, *, chained: bool) -> None:
        """Take the rule's source where syntax is surer of it than the encoder."""
        if chained and draft.source is not None and holds(draft.content, draft.source):
            draft.source, draft.speaker = source, rule.speaker  # "Roe was quoted *by the Wire* as saying"
        elif draft.source is not None and source.overlaps(draft.source):
            draft.speaker = rule.speaker
            if source.start == draft.source.start and source.covers(draft.source):
                draft.source = source
        elif marked_as(self.parse, cue) or (
            self._sentence(source) == self.parse.tokens[cue].sentence != self._sentence(draft.source)
        ):
            draft.source, draft.speaker = source, rule.speaker

    def _points_back(self, rule: Draft, draft: Draft) -> bool:
        """Whether "according to" at the head of a sentence was tied to the one before."""
        if draft.cue is None or not draft.cue.slice(self.parse.text).startswith("According"):
            return False
        own = self._sentence(draft.cue)
        return own == self._sentence(rule.content[0]) and own != self._sentence(draft.content[-1])

    def _without_topics(self, rule: Draft, draft: Draft) -> list[Span]:
        """The content less what is only spoken of: "“Nonsense,” she remarked of *the claims*"."""
        tokens = self.parse.tokens
        kept = [
            part
            for part in draft.content
            if holds(rule.content, part)
            or is_quoted(self.parse.text, [part])
            or any(tokens[index].pos in ("VERB", "AUX") for index in self.parse.tokens_in(part))
        ]
        return kept or draft.content

    def _begins_too_late(self, rule: Draft, draft: Draft) -> bool:
        """Whether the content lacks a verb that its clause begins with: "he plans *to go*, she said"."""
        if rule.confidence < _LIKELY or len(rule.content) > 1 or not covers(rule.content, draft.content):
            return False
        missed = range(self.parse.tokens_in(rule.content[0])[0], self.parse.tokens_in(draft.content[0])[0])
        return any(self.parse.tokens[index].pos in ("VERB", "AUX") for index in missed)

    def _is_entangled(self, rule: Draft, draft: Draft) -> bool:
        """Whether cue or source stand in the content: "according to Roe, *who asked to stay*, ..."."""
        if rule.source is None or rule.cue is None or rule.cue_index is None:
            return False
        if holds(draft.content, rule.cue):
            return not holds(rule.content, rule.cue)
        according = self.parse.tokens[rule.cue_index].lower == "according"
        described = rule.cue.end < draft.content[0].start < rule.content[0].start
        held = holds(draft.content, rule.source) and not holds(rule.content, rule.source)
        return according and (held or described)

    def _is_chain(self, position: int) -> bool:
        """Whether the rules read a statement inside this one's content, as in "quoted Roe as saying"."""
        outer = self.drafts[position]
        return outer.act == "report" and any(
            draft is not outer and draft.confidence >= _SURE and lies_within(draft, outer)
            for draft in self.drafts[max(position - _NEAR, 0) : position + _NEAR]
        )

    def _is_bare_noun(self, draft: Draft) -> bool:
        """Whether a noun alone introduces the words: "against *claims* that ..." names nobody."""
        if draft.cue is None or draft.cue_index is None:
            return False
        inside = self.parse.tokens_in(draft.cue)
        verbs = any(self.parse.tokens[index].pos in ("VERB", "AUX") for index in inside)
        return self.parse.tokens[draft.cue_index].pos == "NOUN" and not verbs

    def _is_passive(self, index: int) -> bool:
        return self.parse.child(index, "aux:pass") is not None

    def _is_told_only(self, index: int | None, content: Sequence[Span]) -> bool:
        """Whether the content is only who is told: "the family *alerted* the local authority"."""
        if index is None or act_of(self.parse.tokens[index].lemma, "clause") != "tell" or len(content) > 1:
            return False
        told = read_predicate(self.parse, index)
        inside = self.parse.tokens_in(content[0])
        person = told.recipient if told.recipient is not None else told.object
        return person is not None and person in inside and self.parse.head_of(inside[0], inside[-1]) == person

    def _is_sight(self, index: int | None) -> bool:
        """Whether somebody is only seen or heard at something: "she could be *seen* leaving the hall"."""
        if index is None or self.parse.tokens[index].lemma not in _SENSES or not self._is_passive(index):
            return False
        return not marked_as(self.parse, index)

    def _within_relative(self, draft: Draft) -> list[Span]:
        """The content less what lies behind its cue's relative clause: "who thinks *he won*, left"."""
        index = draft.cue_index
        if index is None or self.parse.tokens[index].relation != "acl:relcl" or draft.source is None:
            return draft.content
        last = self.parse.tokens[max(self.parse.subtree(index))].end
        if draft.source.slice(self.parse.text).lower().split()[-1] not in ("who", "which", "that"):
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
            if own is None or not own.overlaps(cue) or position in self.learned:
                continue
            if own == cue or own.slice(self.parse.text).lower() not in _HEDGES:
                return position  # "reportedly" in "has *reportedly* called" is a statement of its own
        return None

    def _traits(self, draft: Draft, *, ruled: bool) -> Traits:
        tokens = self.parse.tokens
        inside = [index for span in draft.content for index in self.parse.tokens_in(span)]
        word = tokens[draft.cue_index] if draft.cue_index is not None else None
        return Traits(
            quoted=is_quoted(self.parse.text, draft.content),
            ruled=ruled,
            known=word is not None and bool(acts_of(word.lemma) or word.lower == "according"),
            clause=any(tokens[index].pos in ("VERB", "AUX") for index in inside),
        )


def _is_cut_elsewhere(rule: Draft, draft: Draft) -> bool:
    """Whether syntax puts the bound of cue and content elsewhere: "*called* talk of a sale nonsense"."""
    if rule.cue is None or draft.cue is None or rule.cue == draft.cue:
        return False
    longer = rule.cue.covers(draft.cue) and holds(draft.content, rule.cue)
    shorter = draft.cue.covers(rule.cue) and holds(rule.content, draft.cue)
    return rule.cue.start == draft.cue.start and (longer or shorter)
