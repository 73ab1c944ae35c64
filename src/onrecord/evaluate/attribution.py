"""Statements against an attribution corpus: agreement, and what a confidence is worth.

As on PolNeAR: all is decided on words between white space. A statement agrees with an annotated
attribution where their contents' word Dice is at least 0.5 and their sources share a word or are both empty;
one to one, the best first. Such a corpus marks one layer, so a statement within another that agrees with
nothing is not counted, provided that its content is a proper part of its parent's and nobody else's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.evaluate.brat import Annotated, Attribution
from onrecord.evaluate.statements import Told, tell
from onrecord.evaluate.tally import Tally, match_best, tally_matches
from onrecord.evaluate.words import Words
from onrecord.model.record import Record, Statement

THRESHOLDS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement of a record: how sure it was, and whether an annotator agrees.

    `source_right` says whether the source agrees with that of the attribution whose content is likest, and
    is None where no content is like it; `right_among_quoted` is `right` where only those with a quotation
    are matched.
    """

    confidence: float
    right: bool
    quoted: bool
    right_among_quoted: bool = False
    source_confidence: float | None = None
    source_right: bool | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What statements are worth; `wanted` counts a corpus's attributions, `quoted` those with a quotation."""

    judged: tuple[Judged, ...]
    wanted: int
    quoted: int

    def tally(self, threshold: float = 0.0, *, quoted: bool = False) -> Tally:
        """Precision and recall of the statements at least as sure as `threshold`."""
        kept = [j for j in self.judged if j.confidence >= threshold and (j.quoted or not quoted)]
        right = sum(j.right_among_quoted if quoted else j.right for j in kept)
        return tally_matches(right, len(kept), self.quoted if quoted else self.wanted)

    def calibration_error(self) -> float:
        """The expected calibration error of the statements, in ten bins of equal width (Guo et al. 2017)."""
        return calibration_error([(j.confidence, j.right) for j in self.judged])

    def source_error(self) -> float:
        """The expected calibration error of the sources of those statements whose content is right."""
        pairs = [(j.source_confidence, j.source_right) for j in self.judged]
        return calibration_error([(c, r) for c, r in pairs if c is not None and r is not None])


def add_agreements(agreements: Iterable[Agreement]) -> Agreement:
    """The agreements of several articles taken together."""
    parts = list(agreements)
    return Agreement(
        tuple(judged for part in parts for judged in part.judged),
        sum(part.wanted for part in parts),
        sum(part.quoted for part in parts),
    )


def calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """How far confidences lie from the shares that are right, over ten bins weighted by size."""
    return sum(size / len(pairs) * abs(sure - right) for sure, right, size in reliability(pairs))


def reliability(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """The bins that hold anything: mean confidence, share right, size."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in pairs:
        bins.setdefault(min(int(confidence * _BINS), _BINS - 1), []).append((confidence, right))
    return [
        (sum(c for c, _ in held) / len(held), sum(r for _, r in held) / len(held), len(held))
        for _, held in sorted(bins.items())
    ]


@dataclass(frozen=True, slots=True)
class Fields:
    """A statement of a record and which of its fields an annotator agrees with; None: not to be told.

    `among_quoted` is `statement` where only what holds a quotation is matched. `content` is right where it
    agrees with some attribution's; source and cue are then those of that one.
    """

    statement_of: Statement
    quoted: bool
    among_quoted: bool
    statement: bool
    content: bool
    source: bool | None
    cue: bool | None


def judge_record(record: Record, article: Annotated) -> Agreement:
    """The statements of a record against the first annotator of its text.

    Raises:
        ValueError: the record is of another text.
    """
    words = Words(article.text)
    wanted = wanted_of(words, article.annotations[0])
    judged = [
        Judged(
            confidence=fields.statement_of.confidence,
            right=fields.statement,
            quoted=fields.quoted,
            right_among_quoted=fields.among_quoted,
            source_confidence=_source_confidence(fields.statement_of),
            source_right=fields.source,
        )
        for fields in judge_fields(record, article)
    ]
    return Agreement(tuple(judged), len(wanted), sum(words.hold_quote(one.content) for one in wanted))


def judge_fields(record: Record, article: Annotated) -> list[Fields]:
    """The statements of a record that count, with what is right in each; raises as `judge_record` does."""
    if record.document.text != article.text:
        raise ValueError(f"the record is not of the text of {article.name}")
    words = Words(article.text)
    wanted = wanted_of(words, article.annotations[0])
    found = {
        s.id: tell(words, s.id, s.source, (s.cue,) if s.cue else (), s.content) for s in record.statements
    }
    right = {one.key for one, _ in match_best(list(found.values()), wanted, Told.likeness)}
    ours, theirs = (
        [one for one in side if words.hold_quote(one.content)] for side in (found.values(), wanted)
    )
    among_quoted = {one.key for one, _ in match_best(ours, theirs, Told.likeness)}
    alike = dict(
        match_best([_bare(one) for one in found.values()], [_bare(one) for one in wanted], Told.likeness)
    )
    partner = {one.key: wanted[int(other.key)] for one, other in alike.items()}
    shared = Counter(one.content for one in found.values())
    fields = []
    for statement in record.statements:
        told, other = found[statement.id], partner.get(statement.id)
        if told.key in right or not _lies_within(statement, told, found, shared):
            fields.append(
                Fields(
                    statement_of=statement,
                    quoted=words.hold_quote(told.content),
                    among_quoted=told.key in among_quoted,
                    statement=told.key in right,
                    content=other is not None,
                    source=_agree(told.source, other.source) if other is not None else None,
                    cue=_agree(told.cue, other.cue) if other is not None else None,
                )
            )
    return fields


def _source_confidence(statement: Statement) -> float | None:
    return statement.confidences.source if statement.confidences is not None else None


def _bare(told: Told) -> Told:
    return Told(told.key, frozenset(), told.cue, told.content)


def _agree(one: frozenset[int], other: frozenset[int]) -> bool:
    return bool(one & other) or not one | other


def wanted_of(words: Words, attributions: Sequence[Attribution]) -> list[Told]:
    """The annotated attributions that have a content, as sets of words."""
    held = [one for one in attributions if words.numbers(one.content)]
    return [
        Told(str(number), words.numbers(one.source), words.numbers(one.cue), words.numbers(one.content))
        for number, one in enumerate(held)
    ]


def _lies_within(
    statement: Statement, told: Told, found: dict[str, Told], shared: Counter[frozenset[int]]
) -> bool:
    parent = found.get(statement.parent or "")
    return parent is not None and told.content < parent.content and shared[told.content] == 1
