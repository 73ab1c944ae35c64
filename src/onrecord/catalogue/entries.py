"""A catalogue: its entries, and the tables by which names are found in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from onrecord.catalogue.names import EntryType, Words, split_name
from onrecord.errors import MalformedCatalogue

KINDS: tuple[EntryType, ...] = ("person", "organisation")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or an organisation in a catalogue.

    `type` is None where the catalogue leaves open whether it is a person. `countries` are ISO 3166-1 alpha-2
    codes in capitals, or names where no code is known. `identifiers` are pairs of a scheme and a value.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    type: EntryType | None = None
    countries: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    notes: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name and then the aliases."""
        return (self.name, *self.aliases)


class Known(NamedTuple):
    """One name of one entry, as it is compared; `alias` where it is not the entry's first name."""

    entry: int
    words: Words
    alias: bool


class Names:
    """The names of all people, or of all organisations, found by what they share with another name."""

    def __init__(self, kind: EntryType) -> None:
        self._kind: EntryType = kind
        self._same: dict[Words, list[Known]] = {}
        self._last: dict[str, list[Known]] = {}
        self._blocks: dict[str, list[Known]] = {}

    def add(self, number: int, entry: Entry) -> None:
        """Add the names of an entry, which is the `number`th of its catalogue."""
        for position, name in enumerate(dict.fromkeys(split_name(name, self._kind) for name in entry.names)):
            if name:
                self._add_known(Known(number, name, position > 0))

    def _add_known(self, known: Known) -> None:
        self._same.setdefault(known.words, []).append(known)
        for key in block_keys(known.words, self._kind):
            self._blocks.setdefault(key, []).append(known)
        if len(known.words) > 1 and self._kind == "person":
            self._last.setdefault(known.words[-1], []).append(known)

    def same(self, words: Words) -> list[Known]:
        """The names that are these words."""
        return self._same.get(words, [])

    def ending(self, surname: str) -> list[Known]:
        """The names of people that end in this word, and have others in front."""
        return self._last.get(surname, [])

    def near(self, words: Words, most: int) -> Iterator[Known]:
        """The names that share enough with these words to be worth comparing, each once.

        A block of more than `most` names tells little, and is passed over.
        """
        seen: set[Known] = set()
        for key in sorted(block_keys(words, self._kind)):
            block = self._blocks.get(key, [])
            if len(block) <= most:
                yield from (known for known in block if known not in seen)
                seen.update(block)


class Catalogue:
    """Entries with ids that differ, in the order in which they were given; equal when their entries are.

    Raises:
        MalformedCatalogue: two entries have one id.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: tuple[Entry, ...] = tuple(entries)
        self._by_id = {entry.id: entry for entry in self.entries}
        if len(self._by_id) < len(self.entries):
            raise MalformedCatalogue("two entries of the catalogue have one id: give each its own")
        self._names: dict[EntryType, Names] = {kind: Names(kind) for kind in KINDS}
        for number, entry in enumerate(self.entries):
            for kind in KINDS if entry.type is None else (entry.type,):
                self._names[kind].add(number, entry)

    def __len__(self) -> int:
        return len(self.entries)

    def __contains__(self, identity: object) -> bool:
        return identity in self._by_id

    def __getitem__(self, identity: str) -> Entry:
        return self._by_id[identity]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Catalogue) and self.entries == other.entries

    def __hash__(self) -> int:
        return hash(self.entries)

    def names_of(self, kind: EntryType) -> Names:
        """The names of all entries that are of this type, or may be."""
        return self._names[kind]


def block_keys(words: Words, kind: EntryType) -> Iterable[str]:
    """What names have to share one of to be compared at all, each once.

    For people, the first word with the initial of another ("Jane Roe", "Jane Row"), or the last with the
    initial of the first ("J. Roe"); for organisations, a word.
    """
    if kind == "organisation":
        return set(words)
    if len(words) < 2:
        return ()
    return {*(f"{words[0]} {word[0]}" for word in words[1:]), f"{words[0][0]} {words[-1]}"}
