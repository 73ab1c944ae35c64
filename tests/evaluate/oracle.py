"""The record that an analysis without fault would give of a gold text, for tests to check and to break."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import UnsetType

from onrecord.evaluate.expectations import alternatives, normalise
from onrecord.evaluate.expected import ExpectedEvent, is_probe
from onrecord.evaluate.gold import Gold, GoldStatement, speakers
from onrecord.model.document import Published, make_document
from onrecord.model.record import (
    Argument,
    Entity,
    Event,
    Mention,
    Record,
    Statement,
    StatementSource,
    Time,
)
from onrecord.model.span import Span


def make_record(gold: Gold) -> Record:
    """A record that holds exactly what the gold does."""
    document = make_document(
        gold.text, location="test", published=Published(value="2019-01-01", basis="given")
    )
    return Record(
        document=document,
        segments=gold.segments,
        entities=tuple(
            Entity(id=entity.key, type=entity.type, name=(entity.name or entity.key).split("|")[0])
            for entity in gold.entities
        ),
        mentions=tuple(
            Mention(
                start=mention.span.start,
                end=mention.span.end,
                id=f"m{number}",
                entities=mention.entities,
                form="nominal",
            )
            for number, mention in enumerate(gold.mentions)
        ),
        times=tuple(
            Time(start=time.span.start, end=time.span.end, id=f"t{number}", type="DATE", value=time.value)
            for number, time in enumerate(gold.times)
        ),
        statements=tuple(_make_statement(gold, statement) for statement in gold.statements),
        events=tuple(_make_events(gold)),
    )


def _make_statement(gold: Gold, statement: GoldStatement) -> Statement:
    return Statement(
        id=statement.key,
        parent=statement.parent,
        source=_make_source(gold, statement),
        cue=statement.cue[0] if statement.cue else None,
        content=statement.content,
        form=statement.form,
        act="say",
        polarity=statement.polarity,
        hedged=statement.hedged,
        confidence=1.0,
    )


def _make_source(gold: Gold, statement: GoldStatement) -> StatementSource | None:
    source = statement.source
    if source is None:
        return None
    return StatementSource(start=source.start, end=source.end, entities=speakers(gold, statement))


def _make_events(gold: Gold) -> Iterable[Event]:
    expected = [item for item in gold.expectations if isinstance(item, ExpectedEvent)]
    for number, wanted in enumerate(item for item in expected if not is_probe(item)):
        voice = _voice(gold, wanted)
        value = wanted.time if isinstance(wanted.time, str) else None
        yield Event(
            id=f"v{number}",
            type=wanted.type[0],
            phase="begins",
            trigger=Span(start=number, end=number + 1),
            arguments=tuple(_argument(gold, role, names) for role, names in wanted.args.items()),
            time=value and next(f"t{i}" for i, time in enumerate(gold.times) if time.value.startswith(value)),
            polarity=wanted.polarity or "positive",
            modality=wanted.modality or "future",
            voice="statement" if voice else "outlet",
            according_to=voice,
            confidence=1.0,
        )


def _argument(gold: Gold, role: str, names: str) -> Argument:
    role = role.split("|")[0]
    for entity in gold.entities:
        if normalise((entity.name or entity.key).split("|")[0]) in alternatives(names):
            return Argument(role=role, entities=(entity.key,))
    return Argument(role=role, value=names.split("|")[0])


def _voice(gold: Gold, wanted: ExpectedEvent) -> str | None:
    """The key of a statement that may tell the event, None where the outlet tells it."""
    source = wanted.according_to
    if isinstance(source, UnsetType) or source is None:
        return None
    offered = source if isinstance(source, list) else [source]
    names = {name for one in offered if one is not None for name in alternatives(one)}
    for statement in gold.statements:
        if statement.source is None:
            if "nobody" in names:
                return statement.key
            continue
        keys = speakers(gold, statement)
        own = {(entity.name or entity.key).split("|")[0] for entity in gold.entities if entity.key in keys}
        if names & {normalise(name) for name in (*own, statement.source.slice(gold.text))}:
            return statement.key
    raise AssertionError(f"nobody says {wanted}")
