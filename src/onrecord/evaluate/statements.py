"""Scores of a record's statements against gold: what they cover, and what is read off them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.evaluate.expectations import dice
from onrecord.evaluate.gold import Gold, GoldStatement, speakers
from onrecord.evaluate.tally import Scores, Tally, match_best, share, tally_matches
from onrecord.evaluate.words import Words
from onrecord.model.record import Record, Statement
from onrecord.model.span import Span

_ENOUGH = 0.5
_ROLES = ("source", "cue", "content")
_READINGS = ("speaker", "form", "polarity", "hedged", "parent")
_UNKNOWN = frozenset({"?"})


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of the record or of the gold as sets of words, and its id or key."""

    key: str
    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]

    def likeness(self, other: Told) -> float:
        """How alike two statements are in content, 0 to 1; 0 where they are not the same one."""
        if self.source | other.source and not self.source & other.source:
            return 0.0
        content = dice(self.content, other.content)
        return content if content >= _ENOUGH else 0.0


def score_statements(record: Record, gold: Gold, entities: Mapping[str, str]) -> Scores:
    """The scores `statements.*`; `entities` gives the gold entity for each of the record's that has one."""
    words = Words(gold.text)
    found = [tell(words, s.id, s.source, (s.cue,) if s.cue else (), s.content) for s in record.statements]
    wanted = [tell(words, s.key, s.source, s.cue, s.content) for s in gold.statements]
    matches = {one.key: other.key for one, other in match_best(found, wanted, Told.likeness)}
    readings = _read_off(record, gold, matches, entities)
    tallies = {
        "statements.relation": tally_matches(len(matches), len(found), len(wanted)),
        "statements.quoted": _score_quoted(words, found, wanted),
        **{f"statements.{role}": _score_exact(words, role, found, wanted) for role in _ROLES},
        **{f"statements.{name}": share(len(right), len(wanted)) for name, right in readings.items()},
    }
    items = {f"statement {key}" for key in matches.values()}
    items |= {f"{name} of {key}" for name, right in readings.items() for key in right}
    return Scores(tallies, frozenset(items))


def tell(words: Words, key: str, source: Span | None, cue: Sequence[Span], content: Sequence[Span]) -> Told:
    """A statement as sets of words."""
    return Told(key, words.numbers((source,) if source else ()), words.numbers(cue), words.numbers(content))


def _score_quoted(words: Words, found: Sequence[Told], wanted: Sequence[Told]) -> Tally:
    quoted = [[told for told in side if words.hold_quote(told.content)] for side in (found, wanted)]
    matches = match_best(quoted[0], quoted[1], Told.likeness)
    return tally_matches(len(matches), len(quoted[0]), len(quoted[1]))


def _score_exact(words: Words, role: str, found: Sequence[Told], wanted: Sequence[Told]) -> Tally:
    have, want = (
        {run for told in side for run in words.runs(getattr(told, role))} for side in (found, wanted)
    )
    return tally_matches(len(have & want), len(have), len(want))


def _read_off(
    record: Record, gold: Gold, matches: Mapping[str, str], entities: Mapping[str, str]
) -> dict[str, set[str]]:
    """For each reading the keys of the gold statements that are found and have it right."""
    wanted_of = {wanted.key: wanted for wanted in gold.statements}
    right: dict[str, set[str]] = {name: set() for name in _READINGS}
    for statement in record.statements:
        wanted = wanted_of.get(matches.get(statement.id, ""))
        if wanted is None:
            continue
        agree = {
            "speaker": _speaker(statement, entities) == _gold_speaker(gold, wanted),
            "form": statement.form == wanted.form,
            "polarity": statement.polarity == wanted.polarity,
            "hedged": statement.hedged == wanted.hedged,
            "parent": (matches.get(statement.parent, _UNKNOWN) if statement.parent else None)
            == wanted.parent,
        }
        for name in _READINGS:
            if agree[name]:
                right[name].add(wanted.key)
    return right


def _parent(statement: Statement, matches: Mapping[str, str]) -> str | None:
    """The key of the gold statement that the parent matches, its own id where it matches none."""
    return matches.get(statement.parent, statement.parent) if statement.parent else None


def _speaker(statement: Statement, entities: Mapping[str, str]) -> frozenset[str] | None:
    """The gold entities that the record names as source, None where it says that there is none."""
    if statement.source is None:
        return _UNKNOWN if "source" in statement.abstained else None
    return frozenset(entities[identity] for identity in statement.source.entities if identity in entities)


def _gold_speaker(gold: Gold, statement: GoldStatement) -> frozenset[str] | None:
    return None if statement.source is None else frozenset(speakers(gold, statement))
