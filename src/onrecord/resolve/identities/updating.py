"""Keeps who is who across articles up to date with the articles that a store has.

An entity of an article that has a name becomes one of a bearer (`bearers.py`). New bearers are compared with
those whose names share a block (`comparing.py`), stories tell whom short names stand for (`stories.py`),
and what hangs on anything that changed is put into clusters anew (`settling.py`). One more entity of a bearer
that is known changes numbers only, so that it costs the same in a store of any size.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, bindparam, delete, select
from sqlalchemy import update as change

from onrecord.model.document import digest_of
from onrecord.resolve.identities.bearers import Met
from onrecord.resolve.identities.clustering import Bearer, weigh
from onrecord.resolve.identities.comparing import add_names, compare_new, compare_pairs, drop_names
from onrecord.resolve.identities.contexts import find_contexts, find_others, keep_contexts, read_contexts
from onrecord.resolve.identities.ledger import find_judged
from onrecord.resolve.identities.meeting import meet
from onrecord.resolve.identities.rows import read_bearers
from onrecord.resolve.identities.settling import describe, settle
from onrecord.resolve.identities.stories import (
    keep_evidence,
    keep_followers,
    read_stories,
    replace_evidence,
)
from onrecord.resolve.questions import among, ask, in_batches
from onrecord.store import schema
from onrecord.store.bulk import insert_rows


def update(connection: Connection, documents: Collection[int]) -> set[int]:
    """Find who is who in articles that are new, or whose stories changed, and in what hangs on them.

    Gives the keys of `documents`, and of articles with entities that are grouped otherwise now.
    """
    contexts = find_contexts(connection, documents)
    before = read_contexts(connection, contexts)
    mets = meet(connection, contexts, contexts, _find_judged(connection, contexts))
    keep_contexts(connection, contexts, before)
    touched = {*contexts.values(), *before.values()}
    changed = _Change(connection, mets, set(contexts)).make(touched)
    return {*documents, *changed}


def remove(connection: Connection, documents: Collection[int]) -> set[int]:
    """Take out all that was derived of articles whose rows are about to go.

    Gives the keys of other articles with entities that are grouped otherwise now, and of those of the same
    stories, whose names may be compared within others now.
    """
    before = read_contexts(connection, documents)
    table = schema.identity_contexts
    for some in in_batches(documents):
        connection.execute(delete(table).where(table.c.document.in_(some)))
    changed = _Change(connection, [], set(documents)).make(set(before.values()))
    return (changed | find_others(connection, set(before.values()))) - set(documents)


def _find_judged(connection: Connection, documents: Collection[int]) -> set[str]:
    """The entities of these articles of which people judged."""
    if connection.execute(select(schema.judgements.c.key).limit(1)).first() is None:
        return set()
    table = schema.entities
    found: set[str] = set()
    for some in in_batches(documents):
        ids = connection.execute(select(table.c.id).where(table.c.document.in_(some))).scalars().all()
        found |= find_judged(connection, ids)
    return found


class _Change:
    """Brings what is derived from some articles up to date with the entities that were met in them now."""

    def __init__(self, connection: Connection, mets: Collection[Met], documents: Collection[int]) -> None:
        self._connection = connection
        self._documents = documents
        self._mets = {one.key: one for one in mets}
        self._bearers = {one.key: one.bearer for one in mets}
        self._shifted: set[str] = set()
        self._numbers: dict[str, int] = defaultdict(int)

    def make(self, contexts: Collection[str]) -> set[int]:
        """Make the change; `contexts` are the stories that have other articles now, or others in them."""
        moved = self._count_entities()
        moved |= {one.name_id for one in self._mets.values() if one.facts.judged is not None}
        evidence = self._keep_aliases()
        stories = read_stories(self._connection, contexts)
        evidence |= keep_evidence(self._connection, stories)
        moved |= keep_followers(self._connection, stories)
        moved |= compare_pairs(self._connection, evidence)
        changed, identities = settle(self._connection, moved)
        self._settle_entities()
        identities |= self._shifted
        describe(self._connection, identities)
        self._add_numbers(set(self._numbers) - identities)
        return changed

    def _count_entities(self) -> set[str]:
        """Note which entities are whose; gives the names that have to be settled."""
        before = self._read_entities()
        gone = {key: bearer for key, bearer in before.items() if self._bearers.get(key) != bearer}
        come = {key: one for key, one in self._mets.items() if before.get(key) != self._bearers[key]}
        written = self._read_written(gone)
        counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for key, bearer in gone.items():
            counts[bearer][written[key]] -= 1
        for key, one in come.items():
            counts[self._bearers[key]][one.written] += 1
        table = schema.identity_entities
        for some in in_batches(gone):
            self._connection.execute(delete(table).where(table.c.entity.in_(some)))
        moved = self._change_bearers(counts, {self._bearers[key]: one for key, one in come.items()})
        rows = [
            {"entity": key, "document": come[key].document, "identity": "", "bearer": self._bearers[key]}
            for key in sorted(come)
        ]
        insert_rows(self._connection, table, rows)
        return moved

    def _read_entities(self) -> dict[int, str]:
        return {row.entity: row.bearer for row in ask(self._connection, _BEARERS, self._documents)}

    def _read_written(self, entities: Collection[int]) -> dict[int, str]:
        return {row.key: row.name for row in ask(self._connection, _WRITTEN, entities)}

    def _change_bearers(self, counts: Mapping[str, Mapping[str, int]], new: Mapping[str, Met]) -> set[str]:
        table = schema.identity_bearers
        known = {one.id: one for one in read_bearers(self._connection, table.c.id, counts)}
        now = {key: _count(known.get(key) or _make_bearer(new[key]), counts[key]) for key in sorted(counts)}
        made = [one for key, one in now.items() if key not in known and one.entities]
        gone = [one for one in now.values() if not one.entities and one.id in known]
        kept = [one for one in now.values() if one.entities and one.id in known]
        insert_rows(self._connection, table, [_make_row(one) for one in made])
        links = [{"link": link, "bearer": one.id} for one in made for link in one.facts.links]
        insert_rows(self._connection, schema.identity_links, links)
        self._drop(gone)
        self._write_counts(kept)
        shifted = [one for one in kept if _weights(one) != _weights(known[one.id])]
        self._shifted = {one.identity for one in (*gone, *shifted) if one.identity}
        for one in kept:
            self._numbers[one.identity or ""] += one.entities - known[one.id].entities
        return {one.name for one in (*made, *gone, *shifted)} | self._change_names(made, gone)

    def _drop(self, gone: Iterable[Bearer]) -> None:
        table, links = schema.identity_bearers, schema.identity_links
        for some in in_batches({one.id for one in gone}):
            self._connection.execute(delete(links).where(links.c.bearer.in_(some)))
            self._connection.execute(delete(table).where(table.c.id.in_(some)))

    def _write_counts(self, kept: Iterable[Bearer]) -> None:
        table = schema.identity_bearers
        values = [{"one": one.id, "number": one.entities, "names": _encode(one.written)} for one in kept]
        if values:
            statement = (
                change(table)
                .where(table.c.id == bindparam("one"))
                .values(entities=bindparam("number"), written=bindparam("names"))
            )
            self._connection.execute(statement, values)

    def _change_names(self, made: Iterable[Bearer], gone: Iterable[Bearer]) -> set[str]:
        """Compare names that are new; gives the names on which that bears."""
        full = {one.name: one for one in made if one.standing == "full"}
        known = {row.name for row in ask(self._connection, _IN_BLOCKS, full)}
        new = {name: one for name, one in full.items() if name not in known}
        add_names(self._connection, new)
        empty = {one.name for one in gone}
        empty -= {one.name for one in read_bearers(self._connection, schema.identity_bearers.c.name, empty)}
        return drop_names(self._connection, empty) | compare_new(self._connection, new)

    def _keep_aliases(self) -> set[tuple[str, str]]:
        """Note which names articles have for one."""
        articles = {row.key: f"alias {row.id}" for row in ask(self._connection, _IDS, self._documents)}
        rows: set[tuple[str, str, str, str]] = set()
        for one in self._mets.values():
            for alias in one.aliases:
                if one.name.standing != "full" or alias.standing != "full":
                    continue
                context = f"country {alias.country}" if alias.type == "organisation" and alias.country else ""
                other = digest_of(alias.type, alias.folded, alias.standing, context)
                pair = sorted((one.name_id, other))
                if pair[0] != pair[1]:
                    rows.add((pair[0], pair[1], "alias", articles[one.document]))
        return replace_evidence(self._connection, set(articles.values()), rows)

    def _settle_entities(self) -> None:
        """Give the entities that came to bearers that stayed their identities."""
        told = schema.identity_entities
        rows = ask(self._connection, _UNSETTLED, self._documents)
        if rows:
            statement = change(told).where(told.c.entity == bindparam("one")).values(identity=bindparam("to"))
            self._connection.execute(statement, [{"one": row.entity, "to": row.identity} for row in rows])

    def _add_numbers(self, identities: Collection[str]) -> None:
        """Count the entities of identities in which nothing else has changed."""
        table = schema.identities
        values = [{"one": one, "more": self._numbers[one]} for one in sorted(identities)]
        if values:
            statement = change(table).where(table.c.id == bindparam("one"))
            more = table.c.entities + bindparam("more")
            self._connection.execute(statement.values(entities=more), values)


def _select_unsettled() -> Select[Any]:
    told, who = schema.identity_entities, schema.identity_bearers
    query = (
        select(told.c.entity, who.c.identity)
        .join(who, who.c.id == told.c.bearer)
        .where(told.c.identity == "")
    )
    return among(query, told.c.document)


_TOLD = schema.identity_entities.c
_BEARERS = among(select(_TOLD.entity, _TOLD.bearer), _TOLD.document)
_IDS = among(select(schema.documents.c.key, schema.documents.c.id), schema.documents.c.key)
_WRITTEN = among(select(schema.entities.c.key, schema.entities.c.name), schema.entities.c.key)
_IN_BLOCKS = among(select(schema.identity_blocks.c.name).distinct(), schema.identity_blocks.c.name)
_UNSETTLED = _select_unsettled()


def _make_bearer(met: Met) -> Bearer:
    return Bearer(
        id=met.bearer,
        name=met.name_id,
        type=met.name.type,
        folded=met.name.folded,
        standing=met.name.standing,
        context=met.context,
        facts=met.facts,
        written={},
        entities=0,
    )


def _count(one: Bearer, counts: Mapping[str, int]) -> Bearer:
    """The bearer with so many more entities, or fewer, that are written so."""
    written = dict(one.written)
    for name, count in counts.items():
        written[name] = written.get(name, 0) + count
    written = {name: count for name, count in written.items() if count > 0}
    return msgspec.structs.replace(one, written=written, entities=sum(written.values()))


def _weights(one: Bearer) -> dict[str, int]:
    return {name: weigh(count) for name, count in one.written.items()} | {"": one.weight}


def _encode(value: Any) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()


def _make_row(one: Bearer) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "type": one.type,
        "folded": one.folded,
        "standing": one.standing,
        "context": one.context,
        "facts": _encode(one.facts),
        "written": _encode(one.written),
        "entities": one.entities,
        "identity": "",
        "follows": one.follows,
    }
