"""What two mentions of one article have in common, as numbers: what the learned linker looks at.

Training and running share this module, so that they cannot differ.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from onrecord.analyse.coref.cluster import Clusters
from onrecord.analyse.mentions import Candidate
from onrecord.analyse.mentions.phrases import phrase_of
from onrecord.analyse.parse import Parse, Token
from onrecord.model.record import EntityType

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

NEAREST = 50
"""How many mentions in front of one are looked at whatever they are."""
ALIKE = 30
"""How many of those further away with a word in common are, the latest first."""

# fmt: off
_TYPES: tuple[EntityType, ...] = (
    "person", "organisation", "place", "work", "product", "group", "event", "other",
)
# fmt: on
_PRONOUNS = ("m", "f", "they", "it", "i", "we", "you", "this")
_KINDS = (*_PRONOUNS, "name", "the", "this noun", "possessed", "a", "quantified", "bare")
_ROLES = ("nsubj", "obj", "iobj", "obl", "nmod", "poss", "compound", "conj", "appos", "root", "other")
_DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})
_QUANTIFIERS = frozenset("some any no every each all both many most several few another".split())
_NOBODY = -1_000_000
"""The cluster of a speaker who is not known: no mention's."""
_NONE = np.zeros(0, dtype=np.int64)
_SENTENCES = (0, 1, 2, 3, 6, 11)
_MENTIONS = (1, 2, 3, 5, 9, 17, 33, 65)
_LEFT_OUT = frozenset(
    "the a an of and 's ’s ' ’ in for to on this that these those his her its their my our your".split()
)

SINGLE = len(_KINDS) + len(_TYPES) + len(_ROLES) + 6
"""Width of what is told of one mention."""
PAIR = len(_SENTENCES) + len(_MENTIONS) + 20
"""Width of what is told of two."""


@dataclass(frozen=True, slots=True)
class Table:
    """The mentions of a document as columns; `words` are their content words, in lower case."""

    candidates: Sequence[Candidate]
    tokens: Sequence[Token]
    singles: Floats
    kinds: Ints
    types: Ints
    genders: Ints
    plural: NDArray[np.bool_]
    sentences: Ints
    heads: Ints
    words: Sequence[frozenset[str]]
    sizes: Ints
    strings: Ints
    places: Ints
    governors: Ints
    firsts: Ints
    lasts: Ints
    paragraphs: Ints
    voices: Ints
    speakers: Ints
    clusters: Ints


def make_table(clusters: Clusters, voices: Mapping[int, tuple[int, int | None]]) -> Table:
    """The table of a document.

    `voices` gives for a token in somebody's own words the number of that stretch and its speaker's cluster.
    """
    parse, candidates = clusters.parse, clusters.candidates
    paragraphs = _paragraphs(parse)
    tokens = [parse.tokens[c.head] for c in candidates]
    phrases = [phrase_of(parse, c.head) for c in candidates]
    lemmas: dict[str, int] = {}
    spellings: dict[str, int] = {}
    kinds = [_KINDS.index(_kind(clusters, c)) for c in candidates]
    genders = [{"m": 1, "f": 2}.get(c.gender or "", 0) for c in candidates]
    own = [clusters.of.get(n, ()) for n in range(len(candidates))]
    numbers = [found[0] if len(found) == 1 else -1 - n for n, found in enumerate(own)]
    singles = np.zeros((len(candidates), SINGLE), dtype=np.float32)
    base = len(_KINDS) + len(_TYPES) + len(_ROLES)
    for row, (c, token, kind) in enumerate(zip(candidates, tokens, kinds, strict=True)):
        known = clusters.clusters[numbers[row]] if numbers[row] >= 0 else None
        if known is not None and not genders[row]:
            genders[row] = {"m": 1, "f": 2}.get(known.gender or "", 0)
        singles[row, kind] = 1
        singles[row, len(_KINDS) + _TYPES.index(c.type)] = 1
        singles[row, len(_KINDS) + len(_TYPES) + _ROLES.index(_role(token))] = 1
        singles[row, base] = c.plural
        singles[row, base + 1] = genders[row] == 1
        singles[row, base + 2] = genders[row] == 2
        singles[row, base + 3] = c.head in voices
        singles[row, base + 4] = phrases[row][1] - phrases[row][0] >= 4
        singles[row, base + 5] = known is not None and len(known.members) > 1
    parts = [
        frozenset(parse.tokens[i].lower for i in range(c.first, c.last + 1)) - _LEFT_OUT for c in candidates
    ]
    return Table(
        candidates=candidates,
        tokens=tokens,
        singles=singles,
        kinds=np.array(kinds, dtype=np.int64),
        types=np.array([_TYPES.index(c.type) for c in candidates], dtype=np.int64),
        genders=np.array(genders, dtype=np.int64),
        plural=np.array([c.plural for c in candidates], dtype=np.bool_),
        sentences=np.array([t.sentence for t in tokens], dtype=np.int64),
        heads=np.array([lemmas.setdefault(t.lemma.lower(), len(lemmas)) for t in tokens], dtype=np.int64),
        words=parts,
        sizes=np.array([len(words) for words in parts], dtype=np.int64),
        places=np.array([t.index for t in tokens], dtype=np.int64),
        governors=np.array([t.head for t in tokens], dtype=np.int64),
        strings=np.array(
            [spellings.setdefault(_spelling(parse, c), len(spellings)) for c in candidates], dtype=np.int64
        ),
        firsts=np.array([first for first, _ in phrases], dtype=np.int64),
        lasts=np.array([last for _, last in phrases], dtype=np.int64),
        paragraphs=np.array([paragraphs[c.head] for c in candidates], dtype=np.int64),
        voices=np.array([voices[c.head][0] if c.head in voices else -1 for c in candidates], dtype=np.int64),
        speakers=np.array(
            [s if c.head in voices and (s := voices[c.head][1]) is not None else _NOBODY for c in candidates],
            dtype=np.int64,
        ),
        clusters=np.array(numbers, dtype=np.int64),
    )


def _paragraphs(parse: Parse) -> list[int]:
    """For each token the number of the line that it stands in."""
    found, number, before = [], 0, 0
    for token in parse.tokens:
        number += "\n" in parse.text[before : token.start]
        before = token.end
        found.append(number)
    return found


def _spelling(parse: Parse, candidate: Candidate) -> str:
    words = parse.tokens[candidate.first : candidate.last + 1]
    return " ".join(token.lower for token in words if token.pos != "DET")


def _kind(clusters: Clusters, candidate: Candidate) -> str:
    if candidate.form == "pronoun":
        return candidate.gender if candidate.gender in _PRONOUNS else "it"
    if candidate.form == "name":
        return "name"
    parse = clusters.parse
    if parse.child(candidate.head, "nmod:poss") is not None:
        return "possessed"
    determiner = parse.child(candidate.head, "det")
    lower = determiner.lower if determiner is not None else ""
    if lower == "the":
        return "the"
    if lower in _DEMONSTRATIVES:
        return "this noun"
    if lower in ("a", "an"):
        return "a"
    if lower in _QUANTIFIERS or parse.child(candidate.head, "nummod") is not None:
        return "quantified"
    return "bare"


def _role(token: Token) -> str:
    if token.relation == "nmod:poss":
        return "poss"
    return token.core if token.core in _ROLES else "other"


def antecedents(table: Table, wanted: Container[int] | None = None) -> Iterator[Ints]:
    """For each mention, the earlier ones that may be the same: the nearest, and those alike further away.

    For a mention that is not `wanted`, where some are, there are none.
    """
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    by_head, by_cluster, by_kind = (defaultdict[int, list[int]](list) for _ in range(3))
    columns = (table.words, table.heads.tolist(), table.clusters.tolist(), table.kinds.tolist())
    for row, (words, head, cluster, kind) in enumerate(zip(*columns, strict=True)):
        alike = [by_kind[kind]]
        if table.candidates[row].form != "pronoun":
            alike = [by_head[head], by_cluster[cluster], *[by_word[word] for word in words]]
        if wanted is None or row in wanted:
            limit = row - NEAREST
            far: set[int] = set()
            for rows in alike if limit > 0 else ():
                far.update(rows[max(len(rows) - NEAREST - ALIKE, 0) : bisect_left(rows, limit)])
            near = np.arange(max(limit, 0), row)
            yield np.concatenate([np.array(sorted(far)[-ALIKE:], dtype=np.int64), near]) if far else near
        else:
            yield _NONE
        for rows in alike:
            rows.append(row)


def pair_features(table: Table, rows: Ints, others: Ints) -> Floats:
    """What is told of mentions, each with another one in front of it, `[pairs, PAIR]`."""
    found = np.zeros((PAIR, len(rows)), dtype=np.float32)  # each is written in one stroke
    each = np.arange(len(rows))
    apart = table.sentences[rows] - table.sentences[others]
    found[np.searchsorted(_SENTENCES, apart, side="right") - 1, each] = 1
    base = len(_SENTENCES)
    found[base + np.searchsorted(_MENTIONS, rows - others, side="right") - 1, each] = 1
    base += len(_MENTIONS)
    shared, ours, theirs = _count_shared(table, rows, others), table.sizes[rows], table.sizes[others]
    gender, other_gender = table.genders[rows], table.genders[others]
    known = (gender > 0) & (other_gender > 0)
    cluster, other_cluster = table.clusters[rows], table.clusters[others]
    speaker, other_speaker = table.speakers[rows], table.speakers[others]
    governor, other_governor = table.governors[rows], table.governors[others]
    columns = (
        table.strings[rows] == table.strings[others],
        table.heads[others] == table.heads[rows],
        (shared == ours) & (ours > 0),
        (shared == theirs) & (theirs > 0),
        shared / np.maximum(ours + theirs - shared, 1),
        (shared < ours) & (shared < theirs),
        known & (gender == other_gender),
        known & (gender != other_gender),
        table.plural[others] == table.plural[rows],
        table.types[others] == table.types[rows],
        other_cluster == cluster,
        table.paragraphs[others] == table.paragraphs[rows],
        table.voices[others] == table.voices[rows],
        other_cluster == speaker,
        other_speaker == cluster,
        (other_speaker == speaker) & (speaker >= 0),
        table.kinds[others] == table.kinds[rows],
        (table.firsts[others] <= table.firsts[rows]) & (table.lasts[others] >= table.lasts[rows]),
        other_governor == governor,
        (governor == table.places[others]) | (other_governor == table.places[rows]),
    )
    for number, column in enumerate(columns):
        found[base + number] = column
    return found.T


def _count_shared(table: Table, rows: Ints, others: Ints) -> Ints:
    """How many words the mentions of each pair have in common."""
    ours, row_of = _number(rows, len(table.words))
    theirs, other_of = _number(others, len(table.words))
    numbers = {
        word: n for n, word in enumerate(sorted({w for row in ours.tolist() for w in table.words[row]}))
    }

    def spell(mentions: Ints) -> Floats:
        present = np.zeros((len(mentions), len(numbers)), dtype=np.float32)
        words = [[numbers[w] for w in table.words[row] if w in numbers] for row in mentions.tolist()]
        places = np.repeat(np.arange(len(words)), [len(found) for found in words])
        present[places, np.array(list(chain.from_iterable(words)), dtype=np.int64)] = 1
        return present

    together = spell(ours) @ spell(theirs).T
    return together[row_of, other_of].astype(np.int64)


def _number(mentions: Ints, count: int) -> tuple[Ints, Ints]:
    """The different ones of the mentions in order, and the place of each among them."""
    found = np.zeros(count, dtype=np.bool_)
    found[mentions] = True
    return np.flatnonzero(found), (np.cumsum(found) - 1)[mentions]
