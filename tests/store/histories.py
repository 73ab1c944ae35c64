"""Random histories of a store: what was added, read anew, corrected and retracted, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import msgspec
from sqlalchemy import select

from onrecord.corrections.correcting import Say, correct_item, retract, take_back
from onrecord.model.capture import Capture
from onrecord.model.document import Source
from onrecord.model.record import Act, Record
from onrecord.store import schema
from onrecord.store.opening import Store
from onrecord.store.writer import add_record, item_ids
from tests.query.press import happening, own_ids, quote
from tests.records import Sketch

PEOPLE = ("Ann Lee", "Bob Marsh", "Cy Dee")
_OUTLETS = ("Meridian Wire", "Herald", None)
_ACTS: tuple[Act, ...] = ("say", "deny", "accuse")


def time_of(step: int) -> str:
    """When a step of a history was."""
    return f"2026-11-{1 + step // 20:02}T12:{step % 20:02}:00Z"


class History:
    """A store that something happens to, step by step."""

    def __init__(self, store: Store, seed: int, *, reanalyses: bool = True) -> None:
        self.store = store
        self.rng = Random(seed)
        self.records: list[Record] = []
        self.ids: set[str] = set()
        self.corrections: list[int] = []
        self._reanalyses = reanalyses

    def run(self, steps: int) -> Iterator[str]:
        """Make so many steps, and give the time of each when it is made."""
        for step in range(steps):
            doing = [self._add] * 5 + [self._add_again, self._correct, self._retract, self._take_back]
            if self._reanalyses:
                doing += [self._reanalyse] * 2
            self.rng.choice(doing if self.records else [self._add])(time_of(step))
            yield time_of(step)

    def _add(self, now: str) -> None:
        rng, mark = self.rng, f"a{len(self.records)}"
        speaker, other = rng.sample(PEOPLE, 2)
        day, outlet = f"2018-0{rng.randint(1, 3)}-05", rng.choice(_OUTLETS)
        if rng.random() < 0.3:
            roles = {"person": "one", "position": "minister"}
            record = happening(
                mark,
                f"[e:one {speaker}] is a minister of {mark}.",
                [Sketch("post", "minister", roles, phase="holds")],
                {"one": speaker},
                day=day,
                outlet=outlet or "Herald",
            )
        else:
            url = rng.choice((None, "https://wire.example/1", "https://wire.example/2"))
            record = quote(
                mark,
                speaker,
                f"“The bridge of {mark} is {rng.choice(('shut', 'open'))}.”",
                day=day,
                outlet=outlet,
                act=rng.choice(_ACTS),
                about=other if rng.random() < 0.5 else None,
                url=url,
            )
        self._keep(record, now)
        self.records.append(record)

    def _add_again(self, now: str) -> None:
        record = self.rng.choice(self.records)
        self._keep(record, now, ending=now.encode())

    def _reanalyse(self, now: str) -> None:
        place = self.rng.randrange(len(self.records))
        record = self.records[place]
        if self.rng.random() < 0.5:
            record = own_ids(record, f"r{self.rng.randrange(100)}")
        statements = tuple(
            msgspec.structs.replace(one, act=self.rng.choice(_ACTS)) for one in record.statements
        )
        record = msgspec.structs.replace(record, engine=f"engine {now}", statements=statements)
        self.records[place] = record
        self._keep(record, now, reanalyse=True)

    def _keep(self, record: Record, now: str, *, ending: bytes = b"", reanalyse: bool = False) -> None:
        document = record.document
        content = document.text.encode() + ending
        source = Source(
            location=document.location,
            content=content,
            url=document.url,
            capture=Capture(fetched=now),
        )
        with self.store.writing() as connection:
            add_record(connection, record, now=now, source=source, reanalyse=reanalyse)
        self.ids |= {document.id, *item_ids(record)}

    def _correct(self, now: str) -> None:
        record = self.rng.choice(self.records)
        items = [*(one.id for one in record.statements), *(one.id for one in record.events)]
        item = next(iter(items), None)
        if item is None:
            return
        with self.store.writing() as connection:
            taken = correct_item(connection, item, Say(by="Bo Ash", at=now, verdict="wrong", note=now))
        self.corrections += [one.key for one in taken]

    def _retract(self, now: str) -> None:
        with self.store.writing() as connection:
            identity = self.rng.choice(self.records).document.id
            self.corrections.append(retract(connection, identity, Say(by="Bo Ash", at=now, note=now)).key)

    def _take_back(self, now: str) -> None:
        if self.corrections:
            with self.store.writing() as connection:
                take_back(connection, self.rng.choice(self.corrections), now=now)


def all_articles(store: Store) -> list[str]:
    """The ids of all articles."""
    with store.reading() as connection:
        return sorted(connection.execute(select(schema.documents.c.id)).scalars())
