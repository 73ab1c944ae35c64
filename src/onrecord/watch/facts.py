"""Whether somebody in an article is whom a list names: what the name says, and what else is known of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec

from onrecord.catalogue.countries import country_code, find_countries
from onrecord.catalogue.entries import KINDS
from onrecord.catalogue.evidence import Facts, weigh
from onrecord.catalogue.names import EntryType, plain_words, split_name
from onrecord.watch.article import Item, Met
from onrecord.watch.entries import Watched, birth_years
from onrecord.watch.names import ALIAS, SAME, Likeness, compare

Decision = Literal["certain", "likely", "possible"]
LINKED, BESIDE = "a catalogue says so", "another name in the article"
SHARED = "others in the list have this name"
_DESCRIPTIONS = frozenset({"description", "position", "title"})
_COUNTRIES = frozenset({"country", "nationality", "citizenship"})
_ORGANISATIONS = frozenset({"organisation", "group", "other", "product"})
_AWAY = 2
"""Years by which a birth may be off: ages are of the day of the article, and are told late."""
_NAMED = frozenset({SAME, ALIAS})
_LIKELY = 0.6


class Match(msgspec.Struct, frozen=True):
    """Why somebody in an article is taken for an entry: the name there, the reasons, and how sure that is.

    `score` is 0 to 1 and ranks; it is no share of how many are right.
    """

    decision: Decision
    score: float
    name: str
    reasons: tuple[str, ...]


class Known(NamedTuple):
    """What an article tells of somebody besides the name; `born` are the years that the age allows."""

    facts: Facts
    born: frozenset[int]


def kinds_of(met: Met) -> tuple[EntryType, ...]:
    """As which types of entries somebody in an article can be in a list."""
    if met.type == "person":
        return ("person",)
    return ("organisation",) if met.type in _ORGANISATIONS else ()


def kinds_in(watched: Watched) -> tuple[EntryType, ...]:
    """As which types an entry is to be found: both, where the list leaves it open."""
    return KINDS if watched.entry.type is None else (watched.entry.type,)


def compare_met(met: Met, watched: Watched) -> tuple[str, Likeness] | None:
    """The name in the article that is most like one of the entry's, with how it is; None where none is."""
    best: tuple[str, Likeness] | None = None
    for kind in kinds_of(met):
        if kind not in kinds_in(watched):
            continue
        for name in met.names:
            found = _compare_name(name, met, watched, kind)
            if found is not None and (best is None or found.score > best[1].score):
                best = name, found
    return best


def _compare_name(name: str, met: Met, watched: Watched, kind: EntryType) -> Likeness | None:
    """How one name is like the entry's names; a part of a fuller name in the article is not looked at."""
    if name != met.names[0] and kind == "person" and len(split_name(name, kind)) < 2:
        return None
    found = [
        like
        for place, theirs in enumerate(watched.entry.names)
        if (like := compare(name, theirs, kind, alias=place > 0)) is not None
    ]
    if not found:
        return None
    best = max(found, key=lambda like: like.score)
    fullest = met.names[0]
    if name == fullest or any(compare(fullest, theirs, kind) for theirs in watched.entry.names):
        return best
    # "Ann Lee" is another name of somebody whom the article calls Ruth Lee in full.
    return Likeness(f"{best.reason}; {BESIDE}: {fullest}", 0.3)


def tell_known(met: Met, items: Iterable[Item], published: str | None) -> Known:
    """What the attributes of somebody, and the posts and citizenships in an article, tell of them."""
    own = [item for item in items if item.kind == "event" and _is_theirs(item, met)]
    posts = [part.words for item in own if item.type == "post" for part in item.parts]
    texts = [value for name, value in met.attributes if name in _DESCRIPTIONS] + posts
    heads = [find_countries(text) for text in texts]
    told = [value for name, value in met.attributes if name in _COUNTRIES]
    # That somebody claims a citizenship for another is no reason to think it so.
    told += [
        part.words
        for item in own
        if item.type == "citizenship" and item.voice == "outlet"
        for part in item.parts
        if part.role == "country"
    ]
    facts = Facts(
        told=frozenset(code for text in told for code in _codes(text)),
        adjectives=frozenset().union(*(adjectives for _, adjectives in heads)),
        named=frozenset().union(*(named for named, _ in heads)),
        words=frozenset(word for text in texts for word in plain_words(text)),
    )
    return Known(facts, frozenset(_find_births(met, published)))


def _is_theirs(item: Item, met: Met) -> bool:
    return item.polarity == "positive" and any(
        part.role == "person" and part.entity == met.id for part in item.parts
    )


def _codes(text: str) -> Iterable[str]:
    named, meant = find_countries(text)
    return named | meant or {country_code(text)}


def _find_births(met: Met, published: str | None) -> Iterator[int]:
    if published is None or not published[:4].isdigit():
        return
    for name, value in met.attributes:
        if name == "age" and value.isdigit() and int(value) < 130:
            yield from (int(published[:4]) - int(value) - 1, int(published[:4]) - int(value))


def judge(met: Met, watched: Watched, name: str, like: Likeness, known: Known) -> Match | None:
    """Whether somebody with a name like an entry's is whom it means; None where the article says it is not.

    What is certain has the full name and something besides that agrees, and nothing that does not; or a
    catalogue that the article was read with says so. One contradiction, as another nationality, leaves what
    is possible; an age that cannot be, or two contradictions, leave nothing.
    """
    evidence = weigh(known.facts, watched.entry)
    reasons = [like.reason, *evidence.reasons]
    agreeing, against = evidence.agreeing, int(evidence.against)
    years = birth_years(watched.births)
    if years and known.born:
        away = min(abs(one - other) for one in years for other in known.born)
        if away > _AWAY:
            return None
        agreeing += 2
        reasons.append(f"age agrees: born {min(years)}")
    if met.type != "person" and met.type != "organisation":
        reasons.append(f"taken for a {met.type} in the article")
    if watched.entry.id in met.links:
        return Match("certain", 0.99, name, (*reasons, LINKED))
    if against and like.reason not in _NAMED:
        return None
    score = round(min(0.98, max(0.05, like.score + 0.07 * agreeing - 0.35 * against)), 2)
    return Match(_decide(like, score, agreeing, against), score, name, tuple(reasons))


def _decide(like: Likeness, score: float, agreeing: int, against: int) -> Decision:
    if against or score < _LIKELY:
        return "possible"
    if agreeing and like.reason in _NAMED:
        return "certain"
    return "likely"


def settle(matches: Sequence[tuple[int, Match]]) -> list[tuple[int, Match]]:
    """The matches of one somebody with entries of one list, when they are held against each other.

    Where several entries have the name, the one that more speaks for is kept, and else each is only possible.
    """
    if len(matches) < 2:
        return list(matches)
    ranked = sorted(matches, key=lambda one: (-one[1].score, one[0]))
    if ranked[0][1].decision == "certain" and ranked[1][1].decision != "certain":
        return ranked[:1]
    top = ranked[0][1].score
    return [
        (key, one if one.decision == "possible" else _lower(one))
        for key, one in ranked
        if one.score > top - 0.25
    ]


def _lower(match: Match) -> Match:
    return Match("possible", min(match.score, 0.5), match.name, (*match.reasons, SHARED))
