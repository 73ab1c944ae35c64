"""What a record of an article should hold, said line by line.

One expectation a JSON line, by its `kind`:

    {"kind": "statement", "source": "Ann Lee", "content": "words of the text", "form": "direct", "chain": []}
    {"kind": "event", "type": ["arrest"], "args": {"person": "Ann Lee"}, "time": "2016", "according_to": null}
    {"kind": "mention", "text": "the two women", "nth": 0, "entities": ["Ann Lee", "May Fox"]}
    {"kind": "distinct", "texts": ["Ann Lee", "May Lee"]}
    {"kind": "time", "text": "last May", "value": "2017-05"}
    {"kind": "segment", "text": "READ MORE", "segment": "promo"}

and, as probes of what must not be there, `no-statement` and `no-event`. What is left out may be anything;
null means nobody. Names, roles and values take alternatives after `|`; a role that begins with `*` stands
for any.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import UNSET, UnsetType

from onrecord.errors import MalformedInput
from onrecord.model.record import Form, Modality, Polarity

Names = str | list[str | None] | None


class _Expected(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", forbid_unknown_fields=True):
    pass


class ExpectedStatement(_Expected, frozen=True, kw_only=True, tag="statement"):
    """A statement whose content shares enough words (`dice`) with the text's `nth` occurrence of `content`.

    `chain` names the sources of the statements around it, from the inside out.
    """

    content: str
    nth: int = 0
    dice: float = 0.6
    source: Names | UnsetType = UNSET
    form: Form | UnsetType = UNSET
    polarity: Polarity | UnsetType = UNSET
    hedged: bool | UnsetType = UNSET
    chain: list[Names] | UnsetType = UNSET


class UnexpectedStatement(_Expected, frozen=True, kw_only=True, tag="no-statement"):
    """No statement of anybody's with this content."""

    content: str
    nth: int = 0
    dice: float = 0.6


class ExpectedEvent(_Expected, frozen=True, kw_only=True, tag="event"):
    """An event of one of the types with these arguments, perhaps among others.

    `according_to` is null where the outlet says so itself, and "nobody" where a statement that has no
    source does.
    """

    type: list[str]
    args: dict[str, str] = {}
    time: str | UnsetType | None = UNSET
    polarity: Polarity | UnsetType = UNSET
    modality: Modality | UnsetType = UNSET
    according_to: Names | UnsetType = UNSET


class UnexpectedEvent(ExpectedEvent, frozen=True, kw_only=True, tag="no-event"):
    """No event such as this."""


class ExpectedMention(_Expected, frozen=True, kw_only=True, tag="mention"):
    """The words stand for exactly these entities."""

    text: str
    nth: int = 0
    entities: list[str]


class ExpectedDistinct(_Expected, frozen=True, kw_only=True, tag="distinct"):
    """The two stretches of text stand for different entities."""

    texts: tuple[str, str]
    nths: tuple[int, int] = (0, 0)


class ExpectedTime(_Expected, frozen=True, kw_only=True, tag="time"):
    """A time expression here has this value."""

    text: str
    nth: int = 0
    value: str


class ExpectedSegment(_Expected, frozen=True, kw_only=True, tag="segment"):
    """The text begins in a segment of this kind."""

    text: str
    nth: int = 0
    segment: str


Expectation = (
    ExpectedStatement
    | UnexpectedStatement
    | ExpectedEvent
    | UnexpectedEvent
    | ExpectedMention
    | ExpectedDistinct
    | ExpectedTime
    | ExpectedSegment
)


def parse_expectations(lines: Iterable[str]) -> tuple[Expectation, ...]:
    """The expectations of JSON lines; empty lines count for nothing.

    Raises:
        MalformedInput: a line is no expectation.
    """
    try:
        return tuple(msgspec.json.decode(line, type=Expectation) for line in lines if line.strip())
    except msgspec.DecodeError as error:
        raise MalformedInput(f"not an expectation: {error}") from error


def is_probe(expectation: Expectation) -> bool:
    """Whether the expectation is of something that must not be there."""
    return isinstance(expectation, UnexpectedStatement | UnexpectedEvent)
