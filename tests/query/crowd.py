"""Articles that say the same and contradict each other, a judgement, and a list that is watched for.

With `crowd` a store has a row in every table that follows from several articles, and a value in every column
of these tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select

from onrecord.catalogue.entries import Entry
from onrecord.model.record import EntityType, Record
from onrecord.resolve.catching_up import catch_up
from onrecord.resolve.identities.judging import judge
from onrecord.resolve.identities.ledger import Judgement
from onrecord.store import schema
from onrecord.store.audit import AuditEntry, add_entry
from onrecord.store.opening import Store
from onrecord.store.writer import add_record
from onrecord.watch.entries import Watched
from onrecord.watch.hooks import WAITING, add_hook, list_hooks, note_outcome, take_due
from onrecord.watch.lists import keep_list
from onrecord.watch.matching import match_documents
from tests.query.press import on, own_ids
from tests.records import Sketch, make_record

NOW = "2026-11-29T12:00:00Z"
CROWD = 5
"""How many articles `crowd` adds."""
_SAID = "“We had asked for new brakes since the last winter, and nobody at the railway listened”"
_TITLE = "Train derails near Dunmore viaduct"


def wire(mark: str, *, outlet: str = "Meridian Wire", day: str = "2024-03-04", credit: str = "") -> Record:
    """An article on a derailment near Dunmore, and its copies; Peter Hollis, the driver, is arrested."""
    return _make(
        mark,
        f"{credit}Four people were killed when a train derailed near [e:town Dunmore] viaduct on "
        "[t:2024-03-03 Sunday]. [e:who Peter Hollis], the driver, was arrested on [t:2024-03-04 Monday], "
        f"said [e:chief Sergei Varkov] of the police. [source:s|e:who Hollis] [cue:s said]: "
        f"[content:s:direct {_SAID}]. The line was closed, and buses took travellers to their trains.",
        {
            "town": ("place", "Dunmore"),
            "who": ("person", "Peter Hollis"),
            "chief": ("person", "Sergei Varkov"),
        },
        (
            Sketch("killing", "killed", {"victim": "Four people"}, time="t0"),
            Sketch("accident", "derailed", {"place": "town"}, time="t0", place="town"),
            Sketch("arrest", "arrested", {"person": "who"}, time="t1"),
        ),
        outlet=outlet,
        day=day,
    )


def other(mark: str) -> Record:
    """An article on the same in other words, with another number of dead and another spelling of a name."""
    return _make(
        mark,
        "At least nine people were killed as the express to [e:town Dunmore] derailed on [t:2024-03-03 "
        "Sunday] beside the viaduct. Its driver is [e:who Hollis]. [source:s|e:who He] [cue:s told] "
        f"reporters: [content:s:direct {_SAID}]. The police chief, [e:chief Sergey Varkov], asked for peace.",
        {"town": ("place", "Dunmore"), "who": ("person", "Hollis"), "chief": ("person", "Sergey Varkov")},
        (
            Sketch("killing", "killed", {"victim": "At least nine people"}, time="t0"),
            Sketch("accident", "derailed", {"place": "town"}, time="t0", place="town"),
        ),
        outlet="Inland Mail",
        day="2024-03-04",
    )


def release(mark: str) -> Record:
    """An article in which Peter Hollis is released again; he is an entry of a catalogue."""
    record = _make(
        mark,
        "[e:who Peter Hollis], who drove the train that derailed near the Dunmore viaduct, was released on "
        "[t:2024-03-06 Wednesday].",
        {"who": ("person", "Peter Hollis")},
        (Sketch("release", "released", {"person": "who"}, time="t0"),),
        outlet="Inland Mail",
        day="2024-03-06",
    )
    (who,) = record.entities
    return msgspec.structs.replace(record, entities=(msgspec.structs.replace(who, links=("Q7",)),))


def _make(
    mark: str,
    body: str,
    entities: Mapping[str, tuple[EntityType, str]],
    events: Sequence[Sketch],
    *,
    outlet: str,
    day: str,
) -> Record:
    record = make_record(
        f"[segment:headline {_TITLE}]\n\n[segment:body {body}]",
        entities=entities,
        events=events,
        location=f"{mark}.txt",
        title=_TITLE,
        outlet=outlet,
        published=on(day),
    )
    return own_ids(record, mark)


def make_press() -> list[Record]:
    """The articles: one with a copy by a news agency, one in other words, and one on what came of it."""
    copy = wire("c", outlet="Reuters", day="2024-03-05", credit="DUNMORE (Reuters) - ")
    return [wire("a"), other("b"), copy, release("d")]


def crowd(store: Store) -> None:
    """Add the articles, judge of two of their entities, and watch for Peter Hollis; one more waits."""
    with store.writing() as connection:
        for record in make_press():
            add_record(connection, record, now=NOW)
    list(catch_up(store))
    with store.writing() as connection:
        one = Judgement(
            left="a-chief", right="b-chief", judgement="same", by="Bo Ash", at=NOW, note="his post"
        )
        judge(connection, one)
        add_entry(
            connection, AuditEntry(at=NOW, by="Bo Ash", action="judge", target="a-chief", note="b-chief")
        )
        _watch(connection)
        add_record(
            connection, _make("e", "It rained.", {}, (), outlet="Inland Mail", day="2024-04-01"), now=NOW
        )


def _watch(connection: Connection) -> None:
    entry = Entry(id="w1", name="Peter Hollis", type="person", aliases=("Pete Hollis",))
    keep_list(connection, "drivers", [Watched(entry, ("1970-01-01",))], now=NOW, since="2024-01-01")
    keys = connection.execute(select(schema.documents.c.key)).scalars().all()
    match_documents(connection, keys, now=NOW)
    secret = Path("/etc/onrecord/webhook.key")
    add_hook(
        connection,
        "https://desk.example/alerts",
        "drivers",
        secret_file=secret,
        allow_private=False,
        earlier=True,
        now=NOW,
    )
    (hook,) = list_hooks(connection)
    now = datetime.fromisoformat(NOW)
    due = take_due(connection, hook, now=now)
    assert due is not None
    note_outcome(
        connection, hook, due, now=now, state=WAITING, attempts=4, wait=60, status=503, problem="busy"
    )
