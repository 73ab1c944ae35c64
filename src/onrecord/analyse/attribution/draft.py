"""A statement in the making: spans and tokens, before it is tied to entities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.analyse.parse import Parse
from onrecord.analyse.predicates import RELATIVE
from onrecord.model.record import Act, Confidences
from onrecord.model.span import Span

_EDGE = frozenset({",", ";", ":", "-", "–", "—", "―", ".", "(", ")", "...", "…", "--"})
_CLAUSES = ("acl:relcl", "advcl", "parataxis", "ccomp")


@dataclass(slots=True)
class Draft:
    """What is known of a statement so far.

    `source` are the words that name the speaker, `speaker` the token whose entity is meant (for "who",
    the noun before it); `content` is in order; `within` is the statement that this one is told by, where
    that is known beforehand; `features` are what its confidence was worked out of; `abstains` says that its
    source was too unsure to be told.
    """

    act: Act
    content: list[Span]
    cue: Span | None = None
    cue_index: int | None = None
    source: Span | None = None
    speaker: int | None = None
    addressee: int | None = None
    medium: int | None = None
    within: Draft | None = None
    hedged: bool = False
    confidence: float = 0.7
    confidences: Confidences | None = None
    features: tuple[float, ...] = ()
    abstains: bool = False

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.content[0].start

    @property
    def extent(self) -> Span:
        """From the first to the last character of the content."""
        return Span(start=self.content[0].start, end=self.content[-1].end)


def phrase(parse: Parse, head: int) -> Span:
    """The noun phrase of `head` as a source: with its appositions, without preposition or clauses."""
    first, last = parse.noun_phrase(head, without=("case", "cc", *_CLAUSES))
    if last + 1 < len(parse.tokens) and parse.tokens[last + 1].text[0].isupper():  # "Ida" of "Ida May"
        last = max([last, *(name.last for name in parse.names if name.first <= last < name.last)])
    spans = spans_of(parse, range(first, last + 1))
    return next((span for span in spans if span.covers(parse.span(head, head))), parse.span(head, head))


def spans_of(parse: Parse, indices: Iterable[int]) -> list[Span]:
    """The unbroken runs of the given tokens as spans, without punctuation at their ends."""
    runs: list[list[int]] = []
    for index in sorted(indices):
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    found = []
    for run in runs:
        first, last = 0, len(run) - 1
        while first <= last and parse.tokens[run[first]].text in _EDGE:
            first += 1
        while first <= last and parse.tokens[run[last]].text in _EDGE:
            last -= 1
        if first <= last:
            found.append(parse.span(run[first], run[last]))
    return found


def clause(parse: Parse, head: int, without: Sequence[int] = ()) -> list[Span]:
    """The words below `head` as content spans, less the subtrees of the tokens in `without`."""
    removed = {index for top in without for index in parse.subtree(top)}
    return _joined(parse, spans_of(parse, (i for i in parse.subtree(head) if i not in removed)))


def _joined(parse: Parse, spans: list[Span]) -> list[Span]:
    """Spans with nothing but punctuation between them, made one; stray single marks left out."""
    joined: list[Span] = []
    for span in spans:
        if joined and not any(c.isalnum() for c in parse.text[joined[-1].end : span.start]):
            joined[-1] = Span(start=joined[-1].start, end=span.end)
        elif any(c.isalnum() for c in span.slice(parse.text)):
            joined.append(span)
    return joined


def cue_span(parse: Parse, index: int) -> Span:
    """The verb with the auxiliaries, adverbs and negation right before it, and its particle."""
    first = last = index
    partners = {
        t.index
        for t in parse.children_by(index, "aux", "advmod", "cop")
        if t.pos in ("AUX", "PART", "ADV") and parse.name_ending_at(t.index) is None
    }
    while first - 1 in partners:
        first -= 1
    particle = parse.child(index, "compound:prt")
    if particle is not None and particle.index == index + 1:
        last = particle.index
    return parse.span(first, last)


def source_words(parse: Parse, verb: int, source: int) -> Span:
    """The words that name the source at its verb: the relative pronoun where there is one."""
    own = parse.child(verb, "nsubj")
    if own is not None and own.lower in RELATIVE:
        return parse.span(own.index, own.index)
    return phrase(parse, source)


def merge(spans: list[Span]) -> list[Span]:
    """Spans that touch or lie a space apart, made one; in the order given."""
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end + 1:
            merged[-1] = Span(start=merged[-1].start, end=max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged
