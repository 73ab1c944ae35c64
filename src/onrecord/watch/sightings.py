"""Whom of the lists an article speaks of, and in which of its events and statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from onrecord.watch.article import Article, Item, Met, Part
from onrecord.watch.entries import Watched
from onrecord.watch.facts import Known, Match, compare_met, judge, kinds_of, settle, tell_known
from onrecord.watch.names import Likeness, article_keys, list_keys
from onrecord.watch.roles import tell_role, tells_who, weigh_role

SURE = 0.6
"""How sure a match has to be so that a second somebody in one article counts as the entry too."""


class Listed(NamedTuple):
    """An entry of a list, by its key; `mentions` says whether the list wants to know of mere mentions."""

    key: int
    list: str
    mentions: bool
    watched: Watched


class Index(Protocol):
    """Finds entries by the keys of their names."""

    def find(self, keys: Collection[str]) -> Mapping[str, Sequence[Listed]]:
        """The entries that have these keys."""


class NamesInMemory:
    """An index over entries that are in no store."""

    def __init__(self, entries: Iterable[Listed]) -> None:
        self._entries: dict[str, list[Listed]] = defaultdict(list)
        for one in entries:
            for key in keys_of(one.watched):
                self._entries[key].append(one)

    def find(self, keys: Collection[str]) -> Mapping[str, Sequence[Listed]]:
        """The entries that have these keys."""
        return {key: self._entries[key] for key in keys if key in self._entries}


class Candidate(NamedTuple):
    """Somebody in an article who has a name like an entry's."""

    listed: Listed
    met: Met
    name: str
    likeness: Likeness


class Sighting(NamedTuple):
    """An entry in an event, in a statement or in an article as such, with its role there."""

    listed: Listed
    match: Match
    met: Met
    item: Item
    part: Part


def keys_of(watched: Watched) -> set[str]:
    """The keys of all names of an entry."""
    entry = watched.entry
    kinds = ("person", "organisation") if entry.type is None else (entry.type,)
    return {key for name in entry.names for kind in kinds for key in list_keys(name, kind)}  # type: ignore[arg-type]


def keys_in(met: Met) -> Iterator[str]:
    """The keys by which somebody in an article is looked up."""
    for kind in kinds_of(met):
        for name in met.names:
            yield from article_keys(name, kind)


def find_candidates(met: Collection[Met], index: Index) -> dict[str, list[Candidate]]:
    """Those who have a name like an entry's, by the id of who is met."""
    keys = {one.id: list(dict.fromkeys(keys_in(one))) for one in met}
    entries = index.find({key for several in keys.values() for key in several})
    found: dict[str, list[Candidate]] = {}
    for one in met if entries else ():
        listed = {entry.key: entry for key in keys[one.id] for entry in entries.get(key, ())}
        if candidates := list(_compare_all(one, listed.values())):
            found[one.id] = candidates
    return found


def _compare_all(met: Met, listed: Iterable[Listed]) -> Iterator[Candidate]:
    for entry in listed:
        found = compare_met(met, entry.watched)
        if found is not None:
            yield Candidate(entry, met, *found)


def see(article: Article, candidates: Iterable[Candidate]) -> list[Sighting]:
    """Where the entries stand in an article; those that it tells are somebody else are left out."""
    found: list[Sighting] = []
    for matches in _judge_all(article, candidates).values():
        matches = sorted(matches, key=lambda one: (-one[2].score, one[1].id))
        sure = [one for place, one in enumerate(matches) if not place or one[2].score >= SURE]
        told = [one for listed, met, match in sure for one in _see_items(article, listed, met, match)]
        listed, met, match = sure[0]
        if not told and listed.mentions:
            told = [_see_mention(article, listed, met, match)]
        found += told
    return found


def _judge_all(
    article: Article, candidates: Iterable[Candidate]
) -> dict[int, list[tuple[Listed, Met, Match]]]:
    """Who is which entry, by the entry's key."""
    told: dict[str, Known] = {}
    rivals: dict[tuple[str, str], list[tuple[Candidate, Match]]] = defaultdict(list)
    for one in candidates:
        met = article.met.get(one.met.id, one.met)
        if met.id not in told:
            told[met.id] = tell_known(met, article.items, article.published)
        match = judge(met, one.listed.watched, one.name, one.likeness, told[met.id])
        if match is not None:
            rivals[met.id, one.listed.list].append((one, match))
    found: dict[int, list[tuple[Listed, Met, Match]]] = defaultdict(list)
    for several in rivals.values():
        by_key = {candidate.listed.key: candidate for candidate, _ in several}
        for key, match in settle([(candidate.listed.key, match) for candidate, match in several]):
            found[key].append((by_key[key].listed, by_key[key].met, match))
    return found


def _see_items(article: Article, listed: Listed, met: Met, match: Match) -> Iterator[Sighting]:
    """The events and statements that somebody has a part in, each once.

    A statement of which a speech act was made is told by that, and one that only speaks of somebody by what
    stands in it. What only says who somebody is counts as a mention.
    """
    parts = {
        item.id: min(mine, key=lambda part: weigh_role(item, part))
        for item in article.items
        if (mine := [part for part in item.parts if part.entity == met.id])
    }
    own = [item for item in article.items if item.id in parts and (listed.mentions or not tells_who(item))]
    made_of = {item.made_of for item in own}
    within = {item.rests_on for item in own}
    for item in own:
        if item.kind == "statement" and item.id in made_of:
            continue
        if item.kind == "statement" and item.id in within and parts[item.id].role == "about":
            continue
        yield Sighting(listed, match, met, item, parts[item.id])


def _see_mention(article: Article, listed: Listed, met: Met, match: Match) -> Sighting:
    written = {key for name in article.byline for key in article_keys(name, "person")}
    role = "author" if written.intersection(keys_in(met)) else "mention"
    item = Item("article", article.id, "article", article.title or match.name, (), claim=article.id)
    return Sighting(listed, match, met, item, Part(role, met.id, match.name))


def choose(sightings: Iterable[Sighting]) -> Sighting:
    """The sighting that tells a claim best: as a fact, by the outlet itself, in the weightiest role."""
    return min(
        sightings,
        key=lambda one: (
            one.item.polarity != "positive",
            one.item.modality != "actual",
            one.item.voice != "outlet",
            weigh_role(one.item, one.part),
            -one.item.confidence,
            one.item.id,
        ),
    )


def describe(one: Sighting) -> tuple[str, str]:
    """The side that somebody is on, and a phrase for it."""
    role = tell_role(one.item, one.part.role)
    return role.side, role.phrase
