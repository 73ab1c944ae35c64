"""What a story tells of the names in it: short names stand for fuller ones, and spellings for each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, delete, select, update

from onrecord.resolve.identities.bearers import POST, conflict
from onrecord.resolve.identities.clustering import JUDGED, Bearer
from onrecord.resolve.identities.likeness import compare_names, is_acronym_of
from onrecord.resolve.identities.names import Name, block_keys
from onrecord.resolve.identities.rows import name_of, read_bearers
from onrecord.resolve.identities.vocabulary import gender_of, words_of
from onrecord.resolve.questions import among, ask, in_batches
from onrecord.store import schema
from onrecord.store.bulk import insert_rows

Pair = tuple[str, str]
_SEVERAL = 2


class Standing(NamedTuple):
    """A bearer with its name and the articles of the story that have it."""

    bearer: Bearer
    name: Name
    documents: set[int]


def read_stories(connection: Connection, contexts: Collection[str]) -> dict[str, list[Standing]]:
    """Who stands in each of these stories, in the order of their ids."""
    found: dict[str, dict[str, set[int]]] = {context: defaultdict(set) for context in contexts}
    for context, document, bearer in ask(connection, _STANDING, contexts):
        found[context][bearer].add(document)
    ids = {bearer for of_story in found.values() for bearer in of_story}
    bearers = read_bearers(connection, schema.identity_bearers.c.id, ids)
    known = {one.id: (one, name_of(one)) for one in bearers}
    return {
        context: [Standing(*known[one], of_story[one]) for one in sorted(of_story)]
        for context, of_story in found.items()
    }


def _select_standing() -> Select[Any]:
    seen, told = schema.identity_contexts, schema.identity_entities
    query = select(seen.c.context, told.c.document, told.c.bearer).join(
        told, told.c.document == seen.c.document
    )
    return among(query, seen.c.context)


_STANDING = _select_standing()


def keep_evidence(connection: Connection, stories: dict[str, list[Standing]]) -> set[Pair]:
    """Note which names that may be one each story has; gives the pairs for which that has changed."""
    rows = {
        (*pair, kind, context)
        for context, standing in stories.items()
        for pair, kind in _find_evidence(standing)
    }
    return replace_evidence(connection, set(stories), rows)


def replace_evidence(
    connection: Connection, contexts: Collection[str], rows: set[tuple[str, str, str, str]]
) -> set[Pair]:
    """Put rows of evidence in the place of those of these contexts; gives the pairs that have others now."""
    table = schema.identity_evidence
    before: set[tuple[str, str, str, str]] = {tuple(row) for row in ask(connection, _EVIDENCE, contexts)}
    changed = before ^ rows
    if changed:
        for some in in_batches({row[3] for row in changed}):
            connection.execute(delete(table).where(table.c.context.in_(some)))
        again = {row[3] for row in changed}
        kept = sorted(row for row in rows if row[3] in again)
        columns = ("left", "right", "kind", "context")
        insert_rows(connection, table, [dict(zip(columns, row, strict=True)) for row in kept])
    return {(row[0], row[1]) for row in changed}


_EVIDENCE = among(select(schema.identity_evidence), schema.identity_evidence.c.context)


def _find_evidence(standing: Sequence[Standing]) -> Iterator[tuple[Pair, str]]:
    """Pairs of names in a story that are alike: the same story has both, and perhaps one article."""
    documents: dict[str, set[int]] = defaultdict(set)
    names: dict[str, Name] = {}
    for one in standing:
        if one.bearer.standing == "full":
            documents[one.bearer.name] |= one.documents
            names[one.bearer.name] = one.name
    blocks: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        for block in block_keys(names[name]):
            blocks[block].append(name)
    pairs = {pair for members in blocks.values() for pair in combinations(members, 2)}
    for left, right in sorted(pairs):
        if compare_names(names[left], names[right]) is not None:
            yield (left, right), "apart" if documents[left] & documents[right] else "story"


def keep_followers(connection: Connection, stories: dict[str, list[Standing]]) -> set[str]:
    """Let short names follow the fuller ones of their stories; gives the names that follow others now."""
    table, moved = schema.identity_bearers, set()
    changed: list[dict[str, str | None]] = []
    for context in sorted(stories):
        found = find_followed(stories[context])
        for one in stories[context]:
            follows = found.get(one.bearer.id)
            if one.bearer.follows != follows:
                changed.append({"one": one.bearer.id, "to": follows})
                moved.add(one.bearer.name)
    if changed:
        statement = update(table).where(table.c.id == bindparam("one")).values(follows=bindparam("to"))
        connection.execute(statement, changed)
    return moved


def find_followed(standing: Sequence[Standing]) -> dict[str, str]:
    """Whom the bearers of short names in a story follow, by ids; marked where people judged one of the name.

    All bearers of a name in a story follow one, or none does.
    """
    names: dict[str, list[Standing]] = defaultdict(list)
    for one in standing:
        if _is_short(one):
            names[one.bearer.name].append(one)
    found = {}
    fuller = _place_fuller(standing) if names else {}
    for bearers in names.values():
        target = _find_fuller(bearers, fuller.get(_key_short(bearers[0]), ()))
        if target is not None:
            judged = any(one.bearer.facts.judged is not None for one in bearers)
            found.update({one.bearer.id: f"{JUDGED}{target}" if judged else target for one in bearers})
    return found


def _place_fuller(standing: Sequence[Standing]) -> dict[tuple[str, str], list[Standing]]:
    """The fuller names of a story by what those have to have that may be short for them."""
    placed: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    for one in standing:
        if one.bearer.standing != "short":
            words = one.name.words
            ends = {words[0], words[-1]} if one.bearer.type == "person" else {""}
            for word in ends:
                placed[one.bearer.type, word].append(one)
    return placed


def _key_short(one: Standing) -> tuple[str, str]:
    """The type and, of people, the word with which names that it may be short for begin or end."""
    return one.bearer.type, one.name.words[-1] if one.bearer.type == "person" else ""


def _is_short(one: Standing) -> bool:
    """Whether a name may stand for a fuller one, or one of which the story tells more."""
    if one.bearer.type == "person":
        return one.bearer.standing != "full" and not one.bearer.context.startswith(POST)
    return one.bearer.type == "organisation" and one.bearer.standing == "common" and one.name.acronym


def _find_fuller(short: Sequence[Standing], standing: Iterable[Standing]) -> str | None:
    """The one fuller name of the story that bearers of a short one can stand for."""
    fuller = [one for one in standing if _stands_for(short[0], one)]
    told = [one for one in fuller if one.bearer.context.startswith(POST)] or fuller
    documents = {document for one in fuller for document in one.documents}
    if len({one.bearer.folded for one in fuller}) != 1 or len({one.bearer.name for one in told}) != 1:
        return None  # several are called so
    if any(documents & one.documents for one in short):
        return None  # the article has the fuller name for another
    if len(documents) < _find_least(short[0], fuller[0].name):
        return None
    facts = [one.bearer.facts for one in (*short, *fuller)]
    if any(conflict(one, other, full=True) for one, other in combinations(facts, 2)):
        return None
    unjudged = [one.bearer.id for one in told if one.bearer.facts.judged is None]
    return min(unjudged or [one.bearer.id for one in told])


def _find_least(one: Standing, full: Name) -> int:
    """In how many articles of the story a fuller name must stand: several where a short one tells little."""
    if one.bearer.type != "person" or one.name.words == full.words:
        return 1
    by_family = one.name.words[-1] == full.words[-1]
    return 1 if by_family and one.name.words[-1] not in words_of("family") | words_of("given") else _SEVERAL


def _stands_for(short: Standing, full: Standing) -> bool:
    """Whether a short name can be short for a fuller one."""
    if short.bearer.type != full.bearer.type or short.bearer.id == full.bearer.id:
        return False
    if short.bearer.type == "person":
        return _is_short_person(short, full)
    mine, theirs = short.name, full.name
    return mine.acronym and len(theirs.words) > 1 and is_acronym_of(mine.words[0], theirs)


def _is_short_person(short: Standing, full: Standing) -> bool:
    mine, theirs = short.name.words, full.name.words
    if short.bearer.standing == "common":
        return short.bearer.folded == full.bearer.folded and full.bearer.context.startswith(POST)
    if len(theirs) < 2:
        return False
    told, gender = short.bearer.facts.gender, full.bearer.facts.gender or gender_of(theirs[0])
    if told is not None and gender is not None and told != gender:
        return False
    if len(mine) == 1:
        return mine[0] in (theirs[-1], theirs[0]) and len(mine[0]) > 1
    return mine[-1] == theirs[-1] and mine[0][0] == theirs[0][0]
