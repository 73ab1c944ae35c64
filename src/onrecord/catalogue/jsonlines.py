"""Entries from JSON lines: objects with the columns of a table as keys, or entities of FollowTheMoney."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from onrecord.catalogue.entries import Entry
from onrecord.catalogue.lines import FIELDS, SCHEMATA, Line, make_entry, read_type, split_list

_PROPERTIES = {
    "aliases": ("alias", "previousName", "abbreviation"),
    "countries": ("country", "nationality", "citizenship", "jurisdiction", "mainCountry"),
    "positions": ("position",),
    "notes": ("notes", "summary", "description"),
}
"""Fields of an entry, and the properties of FollowTheMoney that they are read from; weak aliases are none."""
_IDENTIFIERS = frozenset(
    "wikidataId registrationNumber idNumber taxNumber vatCode leiCode innCode ogrnCode okpoCode dunsCode "
    "swiftBic icijId bvdId opencorporatesUrl wikipediaUrl".split()
)
_READ = ("name", *_IDENTIFIERS, *(key for keys in _PROPERTIES.values() for key in keys))
_LISTS = frozenset({"aliases", "countries", "positions"})
_Object = Mapping[str, object]


def read_json_line(line: Line) -> tuple[Line, Entry | None]:
    """The line with its entry; None for a blank line and for an entity that is no person or organisation.

    Raises:
        MalformedCatalogue: the line is no JSON object, or one that is not as it should be.
    """
    if not line.text.strip():
        return line, None
    try:
        value = msgspec.json.decode(line.text, type=dict[str, object])
    except (msgspec.MsgspecError, RecursionError) as error:
        line.refuse(f"not a JSON object: {error}; give one object a line, in braces")
    if "schema" in value and "properties" in value:
        return line, _read_entity(line, value)
    return line, _read_object(line, value)


def _read_object(line: Line, value: _Object) -> Entry:
    fields: dict[str, list[str]] = {}
    identifiers: list[tuple[str, str]] = []
    for key, held in value.items():
        field = FIELDS.get(key.strip().lower())
        if field is not None:
            texts = _read_texts(line, key, held)
            fields[field] = (
                [part for text in texts for part in split_list(text)] if field in _LISTS else texts
            )
        elif key == "identifiers" and isinstance(held, dict):
            identifiers += [
                (scheme, text) for scheme in held for text in _read_texts(line, key, held[scheme])
            ]
        elif held is not None and not isinstance(held, dict):
            identifiers += [(key.strip(), text) for text in _read_texts(line, key, held)]
    kind = read_type(line, "".join(fields.get("type", ())) or "".join(fields.get("schema", ())))
    return make_entry(line, fields, kind, identifiers)


def _read_entity(line: Line, value: _Object) -> Entry | None:
    """The entry of an entity of FollowTheMoney: the first of its names, or its caption, is the name."""
    schema, properties = value["schema"], value["properties"]
    if not isinstance(schema, str) or not isinstance(properties, dict):
        line.refuse("not an entity of FollowTheMoney: `schema` is a text and `properties` an object")
    if schema not in SCHEMATA:
        return None
    held = {key: _read_texts(line, key, properties[key]) for key in _READ if key in properties}
    names = held.get("name", [])
    caption = value.get("caption")
    name = caption if isinstance(caption, str) and caption in names else next(iter(names), "")
    fields = {field: list(_gather(held, keys)) for field, keys in _PROPERTIES.items()}
    fields["aliases"] = [*(one for one in names if one != name), *fields["aliases"]]
    fields["id"] = _read_texts(line, "id", value.get("id"))
    fields["name"] = [name] if name else []
    identifiers = ((key, text) for key in _IDENTIFIERS for text in held.get(key, ()))
    return make_entry(line, fields, SCHEMATA[schema], identifiers)


def _gather(held: Mapping[str, list[str]], keys: tuple[str, ...]) -> Iterator[str]:
    for key in keys:
        yield from held.get(key, ())


def _read_texts(line: Line, key: str, held: object) -> list[str]:
    """The texts of a value: one, several, or none; numbers count as texts."""
    values = held if isinstance(held, list) else [] if held is None else [held]
    if any(isinstance(one, bool) or not isinstance(one, str | int | float) for one in values):
        line.refuse(f"the value of {key!r} is neither a text nor a list of texts")
    return [text for text in (str(one).strip() for one in values) if text]
