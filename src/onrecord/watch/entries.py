"""Whom lists name: catalogues, with the dates of birth that a catalogue has no field for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from onrecord.catalogue.entries import Entry
from onrecord.catalogue.read import read_catalogue
from onrecord.errors import InputError

_BIRTHS = frozenset({"birthdate", "dateofbirth", "born", "birth", "dob", "birthyear", "yearofbirth"})
"""Names of columns and keys, without spaces and hyphens, that hold when somebody was born."""
_DATE = re.compile(r"(\d{4})(?:-\d\d){0,2}\b.*")
_MARKED = b'"birthDate"'


class Watched(msgspec.Struct, frozen=True):
    """Somebody or an organisation that is watched for; `births` are dates of ISO 8601 or years."""

    entry: Entry
    births: tuple[str, ...] = ()


class _Properties(msgspec.Struct):
    birthDate: list[str] = []  # noqa: N815 - FollowTheMoney's


class _Thing(msgspec.Struct):
    id: str = ""
    properties: _Properties = msgspec.field(default_factory=_Properties)


def read_list(location: str | Path) -> list[Watched]:
    """The entries of the list in a file: a catalogue in CSV, JSON lines or FollowTheMoney.

    Raises:
        LocationNotFound: there is no such file.
        MalformedCatalogue: a line is not as it should be; the message names it.
        InputError: the file cannot be read.
    """
    catalogue = read_catalogue(location)
    told = dict(_read_births(Path(location)))
    return [
        Watched(one, tuple(dict.fromkeys((*_find_births(one), *told.get(one.id, ())))))
        for one in catalogue.entries
    ]


def name_list(location: str | Path) -> str:
    """What a list is called that nobody gave a name: as its file, without the ending."""
    return Path(location).name.split(".")[0] or str(location)


def birth_years(births: Iterable[str]) -> set[int]:
    """The years of dates of birth."""
    return {int(found[1]) for found in map(_DATE.fullmatch, births) if found}


def _find_births(entry: Entry) -> Iterator[str]:
    for scheme, value in entry.identifiers:
        if re.sub(r"[\s_-]", "", scheme).lower() in _BIRTHS and _DATE.fullmatch(value):
            yield value


def _read_births(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Dates of birth in FollowTheMoney, which a catalogue passes over, by the ids of their entities."""
    try:
        with path.open("rb") as stream:
            for line in stream:
                if _MARKED in line:
                    thing = msgspec.json.decode(line, type=_Thing)
                    yield thing.id, thing.properties.birthDate
    except msgspec.MsgspecError:  # a table, or an object of our own, that happens to have these words
        return
    except OSError as error:
        raise InputError(f"{path}: the list cannot be read: {error.strerror or error}") from error
