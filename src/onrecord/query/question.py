"""What one can ask of a store, and what the fields of a question belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Literal, get_args

import msgspec

from onrecord.analyse.event_types import COMMON_ROLES, EVENT_TYPES
from onrecord.errors import InputError
from onrecord.model.record import Act, Anonymity, Form, Modality, Phase, Polarity, Voice

Kind = Literal["statements", "events", "articles"]
KINDS: tuple[Kind, ...] = get_args(Kind)
ASIDES = ("promo", "caption", "boilerplate", "embed")
"""Stretches of a page beside its article; what stands in them is left out unless it is asked for."""
_STATEMENT_FIELDS = ("speaker", "addressee", "about", "source", "act", "form", "hedged")
_EVENT_FIELDS = ("type", "phase", "roles", "modality", "voice")
_SHARED_FIELDS = ("polarity", "min_confidence")
"""Fields of statements and events, but of no article."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be found; all that is given must hold, and of several words in one field one.

    `words` is a query in the language of `terms.py`. Names (`speaker`, `addressee`, `about`, `entity`, the
    values of `roles`) are compared without case, accents and punctuation, and also find who is called so
    beside another name in some article; with `exact` only whose main name it is. `entity` is anybody who has
    any part in it. `roles` are pairs of a role and a name. `source` is a class of sources that are not
    named. `since` and `until` are dates of publication, both included. `document` is an article's id,
    or its beginning. `on` is a day: of events those that were then and states that then held, of statements
    what was said, of articles what was published. What stands beside the article (`ASIDES`) is left out
    unless `asides` asks for it, and what a newer version replaced or was retracted unless `superseded` or
    `document` does.
    """

    kind: Kind | None = None
    words: str | None = None
    speaker: str | None = None
    addressee: str | None = None
    about: str | None = None
    entity: str | None = None
    source: str | None = None
    act: str | None = None
    form: str | None = None
    hedged: bool | None = None
    type: str | None = None
    phase: str | None = None
    roles: tuple[tuple[str, str], ...] = ()
    modality: str | None = None
    voice: str | None = None
    polarity: str | None = None
    min_confidence: float | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    on: str | None = None
    url: str | None = None
    document: str | None = None
    exact: bool = False
    asides: bool = False
    superseded: bool = False


_ELSEWHERE: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("type", "role"), "; 'onrecord schema --events' lists them")
)
_DATE = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
_VALUES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "kind": KINDS,
        "source": get_args(Anonymity),
        "act": get_args(Act),
        "form": get_args(Form),
        "type": tuple(EVENT_TYPES),
        "phase": get_args(Phase),
        "modality": get_args(Modality),
        "voice": get_args(Voice),
        "polarity": get_args(Polarity),
    }
)
_ROLES = tuple(sorted({*COMMON_ROLES, *(role for kind in EVENT_TYPES.values() for role in kind.roles)}))


def find_kind(question: Question) -> Kind:
    """What a question asks for: what its fields belong to, articles where they belong to all.

    Raises:
        InputError: fields of statements and of events are mixed, or a value is none that the field has.
    """
    _check_values(question)
    of_statements = list(_given(question, _STATEMENT_FIELDS))
    of_events = list(_given(question, _EVENT_FIELDS))
    if of_statements and of_events:
        raise InputError(
            f"{of_statements[0]} belongs to statements and {of_events[0]} to events: ask for one of them"
        )
    shared = list(_given(question, _SHARED_FIELDS))
    found: Kind = "statements" if of_statements or (shared and not of_events) else "events"
    if question.kind is None:
        return found if of_statements or of_events or shared else "articles"
    fitting = question.kind == found or (not of_statements and not of_events and question.kind != "articles")
    given = [*of_statements, *of_events, *shared]
    if given and not fitting:
        raise InputError(f"{given[0]} does not belong to {question.kind}: leave it out, or ask for {found}")
    return question.kind


def tells_kind(question: Question) -> bool:
    """Whether a question says what it asks for, by its kind or by fields that not all have."""
    fields = (*_STATEMENT_FIELDS, *_EVENT_FIELDS, *_SHARED_FIELDS)
    return question.kind is not None or any(_given(question, fields))


def _given(question: Question, fields: tuple[str, ...]) -> Iterator[str]:
    for name in fields:
        value: Any = getattr(question, name)
        if value is not None and value != ():
            yield name


def _check_values(question: Question) -> None:
    for field, values in _VALUES.items():
        check_value(field, getattr(question, field), values)
    for role, _ in question.roles:
        check_value("role", role, _ROLES)
    if question.min_confidence is not None and not 0 <= question.min_confidence <= 1:
        raise InputError(f"a confidence is from 0 to 1, not {question.min_confidence}")
    for day in (question.since, question.until):
        if day is not None:
            check_date(day)
    if question.on is not None:
        read_day(question.on)
    since, until = question.since, question.until
    if since is not None and until is not None and since[: len(until)] > until:
        raise InputError(f"nothing is from {since} on and until {until}: the first date is behind the last")


def check_date(value: str) -> None:
    """Check that a date is one of ISO 8601: a day, a month or a year.

    Raises:
        InputError: it is not.
    """
    try:
        if not _DATE.fullmatch(value):
            raise ValueError(value)
        date.fromisoformat(value + "-01-01"[: 10 - len(value)])
    except ValueError as error:
        raise InputError(f"{value!r} is no date: write 2018-08-05, 2018-08 or 2018") from error


def read_day(given: str) -> date:
    """The day of a date of ISO 8601.

    Raises:
        InputError: it is no day.
    """
    try:
        if not _DATE.fullmatch(given):
            raise ValueError(given)
        return date.fromisoformat(given)
    except ValueError as error:
        raise InputError(f"{given!r} is no day: write 2018-08-05") from error


def check_value(field: str, value: str | None, values: tuple[str, ...]) -> None:
    """Check that a field has one of its values.

    Raises:
        InputError: it has not; the message names close ones, or all where they are few.
    """
    if value is None or value in values:
        return
    close = get_close_matches(value.lower(), values, n=3) or (values if len(values) < 40 else ())
    hint = f"; there is {', '.join(close)}" if close else _ELSEWHERE.get(field, "")
    raise InputError(f"there is no {field} {value!r}{hint}")
