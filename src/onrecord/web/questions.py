"""A question as the query of an address, and back."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from fastapi import Query
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StringConstraints, model_validator

from onrecord.errors import InputError
from onrecord.model.record import Anonymity, Form, Modality, Phase, Polarity, Voice
from onrecord.query.question import Question, check_date

Text = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]
"""What people may write; no database takes a zero character."""
Id = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]
_MOST_ROLES = 8


def _check_day(day: str | None) -> str | None:
    if day is not None:
        check_date(day)
    return day


_BlankIsNone = BeforeValidator(lambda given: given or None)  # a form sends its empty fields too
Words = Annotated[Text | None, _BlankIsNone]
Day = Annotated[Id | None, _BlankIsNone, AfterValidator(_check_day)]
"""A date, or the beginning of one; what is none raises `InputError`."""
Token = Annotated[Id | None, _BlankIsNone]
"""The `next` of the page before."""


class Asking(BaseModel):
    """What can be asked for; what is left empty is not asked."""

    words: Text | None = Field(None, description='words, "a phrase", sanct*, OR, NOT')
    kind: Literal["statements", "events", "articles"] | None = Field(
        None, description="what to find; else what the other fields belong to, or articles"
    )
    speaker: Text | None = Field(None, description="who says it")
    addressee: Text | None = Field(None, description="to whom it is said")
    about: Text | None = Field(None, description="of whom or what it is said")
    entity: Text | None = Field(None, description="who or what has any part in it")
    source: Anonymity | None = Field(None, description="a class of sources without a name")
    act: Text | None = Field(None, description="what the saying does: say, deny, accuse, promise ...")
    form: Form | None = Field(None, description="direct, indirect or mixed")
    hedged: bool | None = Field(None, description="whether it is told with reserve")
    type: Text | None = Field(None, description="the type of event")
    phase: Phase | None = Field(None, description="begins, holds or ended")
    role: list[Text] = Field([], max_length=_MOST_ROLES, description="who has a role: person=Ann Lee")
    modality: Modality | None = Field(None, description="actual, future or possible")
    voice: Voice | None = Field(None, description="who asserts it: outlet, statement or unknown")
    polarity: Polarity | None = Field(None, description="positive or negative")
    min_confidence: float | None = Field(None, ge=0, le=1, description="how likely right at least")
    outlet: Text | None = Field(None, description="who published it")
    since: Text | None = Field(None, description="the first date: 2018-08-05, 2018-08 or 2018")
    until: Text | None = Field(None, description="the last date, included")
    on: Text | None = Field(None, description="events of this day, states that then held, what was said")
    url: Text | None = Field(None, description="the address of the article")
    document: Id | None = Field(None, description="the id of the article")
    exact: bool = Field(False, description="take a name only for itself, not for who is called so too")
    asides: bool = Field(False, description="also what stands in promo lines, captions and boilerplate")
    superseded: bool = Field(False, description="also what a newer version replaced or was retracted")
    after: Id | None = Field(None, description="the token of the page before: its `next`")
    limit: int = Field(20, ge=1, le=200, description="at most so many on a page")
    facets: bool = Field(True, description="whether to count what the question can be narrowed down by")

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, given: Any) -> Any:
        """A form sends its empty fields too."""
        if not isinstance(given, dict):
            return given
        full = {name: value for name, value in given.items() if value != ""}
        if isinstance(full.get("role"), list):
            full["role"] = [one for one in full["role"] if one]
        return full

    def to_question(self) -> Question:
        """The question that is asked.

        Raises:
            InputError: a role has no name.
        """
        given = self.model_dump(include={*Question.__struct_fields__} - {"roles"})
        for name in ("words", "speaker", "addressee", "about", "entity", "outlet"):
            given[name] = (given[name] or "").strip() or None
        return Question(roles=tuple(map(_read_role, self.role)), **given)


AskingQuery = Annotated[Asking, Query()]


def list_asked(question: Question) -> dict[str, str | list[str]]:
    """The query that asks a question, without what it has by default."""
    found: dict[str, str | list[str]] = {}
    for name in question.__struct_fields__:
        value = getattr(question, name)
        if name == "roles":
            found["role"] = [f"{role}={who}" for role, who in value]
        elif isinstance(value, bool):
            if value or name == "hedged":
                found[name] = "true" if value else "false"
        elif value is not None:
            found[name] = str(value)
    return {name: value for name, value in found.items() if value}


def without(question: Question, *fields: str) -> Question:
    """The question with some fields as they are by default."""
    defaults = Question()
    return msgspec.structs.replace(question, **{name: getattr(defaults, name) for name in fields})


def _read_role(given: str) -> tuple[str, str]:
    role, equals, name = given.partition("=")
    if not equals or not name.strip():
        raise InputError(f"a role takes a name, such as person=Ann Lee, not {given!r}")
    return role.strip(), name.strip()
