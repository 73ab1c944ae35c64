"""Words, sentences and syntax as every stage sees them, whichever parser made them.

Relations, parts of speech and features are those of Universal Dependencies, version 2.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

import msgspec
from msgspec.structs import force_setattr

from onrecord.model.span import Span

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word: its place in the text, and its node in the tree.

    `index` counts from 0 over the document; `head` is an index too, a root's is its own. `pos` is the
    universal part of speech, `feats` are universal features (`{"Tense": "Past", "VerbForm": "Fin"}`).
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    feats: Mapping[str, str]
    head: int
    relation: str
    sentence: int
    lower: str = ""
    """The word in lower case."""
    core: str = ""
    """The relation without its subtype: `nsubj` of `nsubj:pass`."""

    def __post_init__(self) -> None:
        # Every stage asks for these, some of them of each word a hundred times.
        force_setattr(self, "lower", self.text.lower())
        force_setattr(self, "core", self.relation.partition(":")[0])


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name as the parser's model marks it: tokens `[first, last]`, and an entity type."""

    first: int
    last: int
    type: str


@dataclass(frozen=True, slots=True)
class Parse:
    """The parsed text of one document; token indices are positions in `tokens`.

    `sentences` are pairs of token indices, half-open.
    """

    text: str
    tokens: Sequence[Token]
    sentences: Sequence[tuple[int, int]]
    names: Sequence[Name]
    children: Sequence[Sequence[int]] = field(init=False)
    _below: Sequence[Mapping[str, Sequence[Token]]] = field(init=False)
    """The children by relation, with and without its subtype: rules ask for nothing else as often."""
    _starts: Sequence[int] = field(init=False)
    _name_ends: Mapping[int, Name] = field(init=False)
    _runs: dict[tuple[int, tuple[str, ...]], tuple[int, int]] = field(init=False, default_factory=dict)
    """What `run` has found: every stage that a mention goes through asks for its phrase."""
    _kept: dict[tuple[Callable[..., Any], int], Any] = field(init=False, default_factory=dict)
    """What functions that are `kept` have found."""

    def __post_init__(self) -> None:
        children: list[list[int]] = [[] for _ in self.tokens]
        below: list[dict[str, list[Token]]] = [{} for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                children[token.head].append(token.index)
                for relation in {token.core, token.relation}:
                    below[token.head].setdefault(relation, []).append(token)
        object.__setattr__(self, "children", children)
        object.__setattr__(self, "_below", below)
        object.__setattr__(self, "_name_ends", {name.last: name for name in self.names})
        object.__setattr__(self, "_starts", [token.start for token in self.tokens])

    def sentence_tokens(self, sentence: int) -> Sequence[Token]:
        """The tokens of a sentence, in order."""
        first, end = self.sentences[sentence]
        return self.tokens[first:end]

    def child(self, index: int, *relations: str) -> Token | None:
        """The first child whose relation, with or without its subtype, is one of `relations`."""
        below, first = self._below[index], None
        for relation in relations:
            if relation in below:
                token = below[relation][0]
                if first is None or token.index < first.index:
                    first = token
        return first

    def children_by(self, index: int, *relations: str) -> Iterator[Token]:
        """The children whose relation, with or without its subtype, is one of `relations`."""
        below, found = self._below[index], None
        for relation in relations:
            if relation in below:
                if found is not None:
                    together = {token.index: token for name in relations for token in below.get(name, ())}
                    return iter([together[child] for child in sorted(together)])
                found = below[relation]
        return iter(found or ())

    def subtree(self, index: int, *, without: Iterable[str] = ()) -> list[int]:
        """The indices of a token and all below it, sorted, less the children with relations `without`.

        The relations are left out directly below `index` only.
        """
        return sorted(self._members(index, tuple(without)))

    def _members(self, index: int, without: Sequence[str]) -> list[int]:
        """The subtree in no order."""
        pending = [
            child
            for child in self.children[index]
            if self.tokens[child].relation not in without and self.tokens[child].core not in without
        ]
        found = [index]
        while pending:
            current = pending.pop()
            found.append(current)
            pending += self.children[current]
        return found

    def run(self, index: int, *, without: Iterable[str] = ()) -> tuple[int, int]:
        """The first and last token of the unbroken stretch of the subtree that holds `index`."""
        key = index, tuple(without)
        found = self._runs.get(key)
        if found is None:
            members = set(self._members(*key))
            first = last = index
            while first - 1 in members:
                first -= 1
            while last + 1 in members:
                last += 1
            found = self._runs[key] = first, last
        return found

    def noun_phrase(self, index: int, *, without: Iterable[str] = ()) -> tuple[int, int]:
        """The stretch of a noun's subtree as `run` gives it, with a title that stands right in front.

        Parsers lose their way in titles ("the *You Only Live Twice* star"); marked names lead back.
        """
        first, last = self.run(index, without=without)
        name = self.name_ending_at(first - 1)
        if name is not None and self.tokens[first].pos != "DET":
            begun = name.first > 0 and self.tokens[name.first - 1].pos == "DET"
            if begun or name.type in ("work", "product", "other"):
                first = name.first - begun
        return first, last

    def span(self, first: int, last: int) -> Span:
        """The characters from token `first` to token `last`, both included."""
        return Span(start=self.tokens[first].start, end=self.tokens[last].end)

    def name_ending_at(self, index: int) -> Name | None:
        """The marked name whose last token is `index`."""
        return self._name_ends.get(index)

    def tokens_in(self, span: Span) -> range:
        """The indices of the tokens that share a character with `span`."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        while first < len(self.tokens) and self.tokens[first].end <= span.start:
            first += 1
        return range(first, max(first, bisect_left(self._starts, span.end, first)))

    def head_of(self, first: int, last: int) -> int:
        """The token of `[first, last]` whose head lies outside, the last such for a flat name."""
        inside = range(first, last + 1)
        heads = [i for i in inside if self.tokens[i].head not in inside or self.tokens[i].head == i]
        nominal = [i for i in heads if self.tokens[i].pos in NOMINAL]
        return (nominal or heads or [last])[0]

    def ancestors(self, index: int) -> Iterator[Token]:
        """The heads above a token, from its own up to the root."""
        while self.tokens[index].head != index:
            index = self.tokens[index].head
            yield self.tokens[index]


Found = TypeVar("Found")
_UNREAD: Any = object()


def kept(read: Callable[[Parse, int], Found]) -> Callable[[Parse, int], Found]:
    """Let a parse keep what the function finds for a token: stage after stage asks the same of the same word.

    What is found is shared, and must not be changed.
    """

    @wraps(read)
    def look_up(parse: Parse, index: int) -> Found:
        key = read, index
        known = parse._kept
        found: Found = known.get(key, _UNREAD)
        if found is _UNREAD:
            found = known[key] = read(parse, index)
        return found

    return look_up
