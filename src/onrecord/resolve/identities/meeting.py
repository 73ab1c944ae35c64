"""Reads the named entities of articles from the store, with what they are compared by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, select

from onrecord.model.folding import fold_name
from onrecord.resolve.identities.bearers import POST, Met, find_facts, find_gender, find_post, read_aliases
from onrecord.resolve.identities.names import Name, read_name
from onrecord.resolve.questions import among, ask, in_batches
from onrecord.store import schema
from onrecord.store.keys import day_of

_ATTRIBUTES = ("age", "nationality", "country", "title", "relative", "position")


def meet(
    connection: Connection, documents: Collection[int], contexts: dict[int, str], judged: Collection[str]
) -> list[Met]:
    """The named entities of articles; `contexts` gives each article's story, `judged` are ids of entities."""
    found: list[Met] = []
    for some in in_batches(documents):
        found += _Meeting(connection, some, contexts, frozenset(judged)).meet()
    return found


class _Meeting:
    """Reads the entities of some articles."""

    def __init__(
        self, connection: Connection, some: Sequence[int], contexts: dict[int, str], judged: frozenset[str]
    ) -> None:
        self._connection, self._some = connection, some
        self._contexts, self._judged = contexts, judged
        self._names: dict[int, set[str]] = defaultdict(set)
        self._pronouns: dict[int, list[str]] = defaultdict(list)
        self._attributes: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))

    def meet(self) -> Iterator[Met]:
        self._read_mentions()
        self._read_attributes()
        for row in ask(self._connection, _ENTITIES, self._some):
            met = self._meet(row)
            if met is not None:
                yield met

    def _meet(self, row: Row[Any]) -> Met | None:
        judged = row.id if row.id in self._judged else None
        named = self._names.get(row.key)
        if named is None and judged is None:
            return None
        aliases = _read_strings(row.aliases)
        is_named = named is not None and any(_fold(one) in named for one in (row.name, *aliases))
        name = read_name(row.type, row.name) if is_named else None
        if name is None:
            if judged is None:
                return None
            name = Name(row.type, (fold_name(row.name) or row.name,), "short")
        told = self._attributes.get(row.key, {})
        links = _read_strings(row.links)
        facts = find_facts(row.type, name, links, told, row.published, judged)
        person = row.type == "person"
        gender = find_gender(name, told, self._pronouns.get(row.key, ())) if person else None
        if name.standing != "full":
            facts = msgspec.structs.replace(facts, gender=gender)
        return Met(
            key=row.key,
            id=row.id,
            document=row.document,
            day=day_of(row.published),
            written=row.name,
            name=name,
            aliases=read_aliases(row.type, aliases, name),
            facts=facts,
            gender=gender,
            context=self._find_context(row, name, told),
            relative="relative" in told,
        )

    def _find_context(self, row: Row[Any], name: Name, told: dict[str, list[Any]]) -> str:
        """Within what the name is compared: everywhere, a country, a post, a story, or the article only."""
        if name.standing == "full":
            return f"country {name.country}" if name.type == "organisation" and name.country else ""
        if name.standing == "short":
            return str(row.article)
        post = find_post(told) if name.type == "person" else None
        return f"{POST}{post}" if post is not None else self._contexts[row.document]

    def _read_mentions(self) -> None:
        for entity, form, words in ask(self._connection, _MENTIONS, self._some):
            if form == "name":
                self._names[entity].add(_fold(words))
            else:
                self._pronouns[entity].append(words)

    def _read_attributes(self) -> None:
        for entity, name, value in ask(self._connection, _TOLD, self._some):
            self._attributes[entity][name].append(msgspec.json.decode(value))


def _select_entities() -> Select[Any]:
    entities, documents = schema.entities, schema.documents
    wanted = (entities.c[name] for name in ("key", "id", "document", "type", "name", "aliases", "links"))
    query = select(*wanted, documents.c.published, documents.c.id.label("article")).join(
        documents, documents.c.key == entities.c.document
    )
    return among(query, entities.c.document)


def _select_mentions() -> Select[Any]:
    mentions, told = schema.mentions, schema.mention_entities
    query = (
        select(told.c.entity, mentions.c.form, mentions.c.words)
        .join(told, told.c.mention == mentions.c.key)
        .where(mentions.c.form != "nominal")
    )
    return among(query, mentions.c.document)


def _select_attributes() -> Select[Any]:
    entities, attributes = schema.entities, schema.attributes
    query = (
        select(attributes.c.entity, attributes.c.name, attributes.c.value)
        .join(entities, entities.c.key == attributes.c.entity)
        .where(attributes.c.name.in_(_ATTRIBUTES))
    )
    return among(query, entities.c.document)


_ENTITIES, _MENTIONS, _TOLD = _select_entities(), _select_mentions(), _select_attributes()
_fold = lru_cache(maxsize=32_768)(fold_name)
_strings = msgspec.json.Decoder(tuple[str, ...])


def _read_strings(value: str) -> tuple[str, ...]:
    return _strings.decode(value) if value != "[]" else ()
