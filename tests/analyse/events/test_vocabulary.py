"""The vocabulary file agrees with the event types and with its own notation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.analyse.event_types import COMMON_ROLES, EVENT_TYPES
from onrecord.analyse.events.vocabulary import Frame, list_types, read_vocabulary, verb_lemma
from onrecord.analyse.lexicon.words import read_lexicon
from tests.analyse.parsing import index_of, parse

KINDS = frozenset(
    """person organisation place group work product event other country actor proper thing number amount post
    plural pronoun verb adjective event-noun time indefinite""".split()
)


def frames() -> Iterator[tuple[str, Frame]]:
    vocabulary = read_vocabulary()
    for lemma, senses in vocabulary.verbs.items():
        yield from ((lemma, frame) for _, frame in senses)
    for words in (vocabulary.nouns, vocabulary.adjectives):
        for lemma, nominal in words.items():
            yield from ((lemma, frame) for frame in nominal)


def test_its_types_are_event_types() -> None:
    assert list_types() <= set(EVENT_TYPES)


def test_every_type_but_the_speech_acts_has_triggers_or_is_read_from_nouns() -> None:
    without = {name for name, kind in EVENT_TYPES.items() if not kind.speech_act} - list_types()
    assert without == {"age", "family"}


def test_its_roles_are_those_of_the_types() -> None:
    for lemma, frame in frames():
        known = {*EVENT_TYPES[frame.type].roles, *COMMON_ROLES}
        used = {role for rule in frame.roles for role in rule.roles} | {role for role, _ in frame.values}
        assert used <= known, (lemma, frame.type, used - known)


def test_its_kinds_are_known() -> None:
    for lemma, frame in frames():
        restrictions = [only for _, only in frame.where] + [rule.only for rule in frame.roles if rule.only]
        for restriction in restrictions:
            assert restriction.kinds <= KINDS, (lemma, frame.type, restriction.kinds - KINDS)


def test_what_a_sense_needs_is_in_its_roles_or_conditions() -> None:
    """A participant that is asked for and neither used nor restricted is most likely misspelt."""
    for lemma, frame in frames():
        named = {rule.participant for rule in frame.roles}
        named |= {name for names, _ in frame.where for name in names.split("|")}
        named |= {f"={role}" for rule in frame.roles for role in rule.roles} | {"passive"}
        asked = {name for group in frame.needs for name in group}
        assert asked <= named, (lemma, frame.type, asked - named)


def test_every_table_has_known_keys_and_a_trigger() -> None:
    keys = set(
        """verbs nouns adjectives roles needs where phase values agents patients cases bare
        confidence""".split()
    )
    for name in list_types():
        for table in read_lexicon("events")[name]:
            assert set(table) <= keys, (name, table)
            assert {"verbs", "nouns", "adjectives"} & set(table), (name, table)
            assert re.fullmatch(r"begins|holds|ended", table.get("phase", "begins")), (name, table)
            assert 0 < table.get("confidence", 0.5) <= 1, (name, table)


def test_every_set_is_used() -> None:
    """By the file, or by the code that reads it."""
    in_code = {"time", "quantity", "currency", "post", "end"}
    tables = str({name: read_lexicon("events")[name] for name in list_types()})
    unused = {name for name in read_lexicon("events")["sets"] if f"@{name}" not in tables}
    assert unused <= in_code, unused - in_code


def test_what_is_counted_is_a_role_of_its_type() -> None:
    for name, role in read_vocabulary().counted.items():
        assert {role, "number"} <= set(EVENT_TYPES[name].roles)


def test_the_lemma_of_a_verb_that_the_parser_cut_short() -> None:
    parsed = parse("Activists from the party have staged rallies in Gaza against the leader.")
    assert verb_lemma(parsed.tokens[index_of(parsed, "staged")]) == "stage"
