"""A FollowTheMoney entity in the making, and the words that each of its values rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.model.document import Document
from onrecord.model.span import Span

SCHEMATA: dict[str, tuple[str, ...]] = {
    "Article": ("title",),
    "Person": ("name",),
    "Organization": ("name",),
    "Company": ("name",),
    "LegalEntity": ("name",),
    "Mention": ("document", "name"),
    "Position": ("name",),
    "Occupancy": ("holder", "post"),
    "Employment": ("employer", "employee"),
    "Membership": ("member", "organization"),
    "Family": ("person", "relative"),
    "Sanction": ("entity",),
    "Ownership": ("owner", "asset"),
    "Payment": ("payer", "beneficiary"),
    "Event": ("name",),
}
"""The schemata that are written, and what each of them must have."""
_WHOLE_TEXT = "bodyText"


@dataclass(frozen=True, slots=True)
class _Value:
    value: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Draft:
    """An entity of one schema; `item` is the permanent id of what it was made of."""

    id: str
    schema: str
    item: str
    values: dict[str, list[_Value]] = field(default_factory=dict)

    def add(self, name: str, value: str | None, span: Span | None = None) -> None:
        """Give a property one more value, if there is one and it does not have that already."""
        if not value or not value.strip():
            return
        values = self.values.setdefault(name, [])
        if all(one.value != value for one in values):
            values.append(_Value(value, span))

    @property
    def is_complete(self) -> bool:
        """Whether it has all that its schema requires."""
        return all(name in self.values for name in SCHEMATA[self.schema])

    def to_entity(self) -> dict[str, object]:
        """The entity in the form of the library's JSON."""
        properties = {name: [one.value for one in values] for name, values in self.values.items()}
        return {"id": self.id, "schema": self.schema, "properties": properties}

    def to_spans(self, document: Document) -> Iterator[dict[str, object]]:
        """A line for each value: the words that it rests on, None where it is not from the text.

        The text of an article is not repeated in its line.
        """
        for name, values in self.values.items():
            for one in values:
                yield {
                    "entity": self.id,
                    "schema": self.schema,
                    "property": name,
                    "value": None if name == _WHOLE_TEXT else one.value,
                    "item": self.item,
                    "document": document.id,
                    "start": one.span.start if one.span else None,
                    "end": one.span.end if one.span else None,
                    "words": one.span.slice(document.text) if one.span else None,
                }
