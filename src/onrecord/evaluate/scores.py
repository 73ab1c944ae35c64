"""Scores of a record, layer by layer, against gold.

    statements.relation    F1 of whole statements: content token Dice at least 0.5, and the sources share a
                           token or both are empty (as on PolNeAR); nested ones count like all others
    statements.quoted      the same over those whose content holds a double quotation mark
    statements.source, .cue, .content
                           F1 of stretches whose tokens agree exactly
    statements.speaker, .form, .polarity, .hedged, .parent
                           the share of the gold statements that are found and have this right: the speaker as
                           an entity, the parent as the statement that it matches
    mentions.found         F1 of mentions that end at the same word, or share half of their words; chains of
                           things without a name, which gold does not mark, count only where it does
    mentions.coreference   B-cubed over the gold mentions, extended to mentions of several entities at once
                           (Amigó et al. 2009)
    entities.type, .name   the share of the gold entities (with a name) whose counterpart has it right
    times.found, .value    F1 of time expressions that overlap, and that have the same value too
    segments.kind          F1 of segments that are not body
    events.found           the share of the events expected
    others.found           the share of what else is expected
    probes.held            the share of what must not be there and is not

Tokens are what stands between white space.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from onrecord.evaluate.expectations import alternatives, check, normalise
from onrecord.evaluate.expected import Expectation, ExpectedEvent, is_probe
from onrecord.evaluate.gold import Gold, GoldMention, GoldTime
from onrecord.evaluate.statements import score_statements
from onrecord.evaluate.tally import Scores, Tally, match_best, share, tally_matches
from onrecord.evaluate.words import Words
from onrecord.model.document import Segment
from onrecord.model.record import Mention, Record, Time

_SAME_SEGMENT = 0.8


def score_record(record: Record, gold: Gold) -> Scores:
    """The scores of a record of the gold's text; the keys of found items are told apart within one article.

    Raises:
        ValueError: the record is of another text.
    """
    if record.document.text != gold.text:
        raise ValueError("the record is not of the text that the gold annotates")
    words = Words(gold.text)
    mentions = match_best(
        record.mentions, gold.mentions, lambda one, other: words.mention_likeness(one, other.span)
    )
    entities = _align_entities(mentions)
    layers = (
        score_statements(record, gold, entities),
        _score_mentions(record, gold, mentions),
        _score_entities(record, gold, entities),
        _score_times(record, gold),
        _score_segments(record, gold),
        _score_expectations(record, gold.expectations),
    )
    tallies = {name: tally for layer in layers for name, tally in layer.tallies.items()}
    return Scores(tallies, frozenset(item for layer in layers for item in layer.found))


def _align_entities(mentions: Sequence[tuple[Mention, GoldMention]]) -> dict[str, str]:
    """The gold entity with which each entity of the record shares most mentions, if any."""
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for mention, wanted in mentions:
        for identity in mention.entities:
            shared[identity].update(wanted.entities)
    return {identity: min(keys, key=lambda key: (-keys[key], key)) for identity, keys in shared.items()}


def _score_mentions(record: Record, gold: Gold, mentions: Sequence[tuple[Mention, GoldMention]]) -> Scores:
    tallies = {
        "mentions.found": tally_matches(len(mentions), _count_marked(record, mentions), len(gold.mentions)),
        "mentions.coreference": _score_coreference(gold, mentions),
    }
    items = (f"mention {wanted.span.start} {wanted.span.slice(gold.text)}" for _, wanted in mentions)
    return Scores(tallies, frozenset(items))


def _count_marked(record: Record, matched: Sequence[tuple[Mention, GoldMention]]) -> int:
    """How many mentions are of what gold marks: people, bodies and all that has a name, or matched."""
    named = {entity for m in record.mentions if m.form == "name" for entity in m.entities}
    told = Counter(entity for m in record.mentions for entity in m.entities)
    things = {e.id for e in record.entities if e.type == "other" and told[e.id] > 1} - named
    ours = {mention.id for mention, _ in matched}
    return sum(m.id in ours or not things.issuperset(m.entities) for m in record.mentions)


def _score_coreference(gold: Gold, mentions: Sequence[tuple[Mention, GoldMention]]) -> Tally:
    """Extended B-cubed: of the mentions that share an entity with this one, how many rightly do."""
    have = {wanted.span: set(mention.entities) for mention, wanted in mentions}
    pairs = [(have.get(wanted.span, set()), set(wanted.entities)) for wanted in gold.mentions]
    right = recalled = 0.0
    for found, wanted in pairs:
        shared = [(len(found & other), len(wanted & other_wanted)) for other, other_wanted in pairs]
        right += _mean(min(ours, theirs) / ours for ours, theirs in shared if ours)
        recalled += _mean(min(ours, theirs) / theirs for ours, theirs in shared if theirs)
    return Tally(right, len(have), recalled, len(pairs))


def _mean(numbers: Iterable[float]) -> float:
    values = list(numbers)
    return sum(values) / len(values) if values else 0.0


def _score_entities(record: Record, gold: Gold, aligned: Mapping[str, str]) -> Scores:
    typed: set[str] = set()
    named: set[str] = set()
    of_key = {entity.key: entity for entity in gold.entities}
    for entity in record.entities:
        wanted = of_key.get(aligned.get(entity.id, ""))
        if wanted is not None and entity.type == wanted.type:
            typed.add(wanted.key)
        if wanted is not None and wanted.name and normalise(entity.name) in alternatives(wanted.name):
            named.add(wanted.key)
    with_name = sum(entity.name is not None for entity in gold.entities)
    tallies = {
        "entities.type": share(len(typed), len(gold.entities)),
        "entities.name": share(len(named), with_name),
    }
    return Scores(
        tallies, frozenset({f"type of {key}" for key in typed} | {f"name of {key}" for key in named})
    )


def _score_times(record: Record, gold: Gold) -> Scores:
    matches = match_best(record.times, gold.times, _time_likeness)
    right = [wanted for time, wanted in matches if time.value == wanted.value]
    found, wanted = len(record.times), len(gold.times)
    tallies = {
        "times.found": tally_matches(len(matches), found, wanted),
        "times.value": tally_matches(len(right), found, wanted),
    }
    return Scores(
        tallies, frozenset(f"time {time.span.start} {time.span.slice(gold.text)}" for time in right)
    )


def _time_likeness(time: Time, wanted: GoldTime) -> float:
    return time.overlaps(wanted.span) * (1.0 + (time.value == wanted.value))


def _score_segments(record: Record, gold: Gold) -> Scores:
    found = [segment for segment in record.segments if segment.kind != "body"]
    matches = match_best(found, gold.segments, _segment_likeness)
    tally = tally_matches(len(matches), len(found), len(gold.segments))
    items = (f"segment {wanted.start} {wanted.kind}" for _, wanted in matches)
    return Scores({"segments.kind": tally}, frozenset(items))


def _segment_likeness(segment: Segment, wanted: Segment) -> float:
    shared = min(segment.end, wanted.end) - max(segment.start, wanted.start)
    likeness = 2 * shared / (segment.end - segment.start + wanted.end - wanted.start)
    return likeness if segment.kind == wanted.kind and likeness >= _SAME_SEGMENT else 0.0


def _score_expectations(record: Record, expectations: Sequence[Expectation]) -> Scores:
    report = check(record, expectations)
    failed = (*report.missed, *report.wrongly_there)
    met = [wanted for wanted in expectations if wanted not in failed]
    tallies = {
        name: share(sum(_measure_of(wanted) == name for wanted in met), total)
        for name in ("events.found", "others.found", "probes.held")
        if (total := sum(_measure_of(wanted) == name for wanted in expectations))
    }
    return Scores(tallies, frozenset(msgspec.json.encode(wanted).decode() for wanted in met))


def _measure_of(expectation: Expectation) -> str:
    if is_probe(expectation):
        return "probes.held"
    return "events.found" if isinstance(expectation, ExpectedEvent) else "others.found"
