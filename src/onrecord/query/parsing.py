"""The language of full-text queries, as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from onrecord.errors import InputError
from onrecord.query.words import tokenize

_QUOTES = '"“”„‟'
_LEXEME = re.compile(
    rf"(?P<phrase>[{_QUOTES}](?P<words>[^{_QUOTES}]*)(?:[{_QUOTES}]|\Z)(?P<star>\*)?)"
    r"|(?P<open>\()|(?P<close>\))|(?P<bar>\|+)"
    rf"|(?P<minus>(?<![^\s(|])-(?=[^\s\-)|]))"
    rf"|(?P<word>[^\s()|{_QUOTES}]+)"
)
_OPERATORS = {"OR": "or", "NOT": "not", "AND": "and"}
# Deeper parentheses are passed over: FTS5's parser holds a hundred symbols, and each may take nine.
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand beside one another; with `is_prefix` the last may go on. At least one word.

    `words` are as they were written, `folded` as they are compared.
    """

    words: tuple[str, ...]
    folded: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Every one of the `parts`, which are two or more."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of the `parts`, which are two or more."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """What has `kept`, and none of the `excluded`."""

    kept: Query
    excluded: tuple[Query, ...]


Query = Term | All | Any | Without
_Kind = Literal["term", "open", "close", "or", "not", "and", "nothing"]
_Lexeme = tuple[_Kind, Term | None]


def parse_query(text: str) -> Query:
    """The query in `text`, as people write it.

    Words must all be there. `"several words"` stand together, `sanction*` is the beginning of a word, `OR` or
    `|` is between alternatives, `-word` or `NOT word` must not be there, and parentheses hold together.
    A word such as `don't` is the words that it is made of. Whatever else is pasted is read as words: quotes
    and parentheses that are not closed are closed, and marks that say nothing are passed over. An exclusion
    that is an alternative by itself (`a OR -b`) holds for all of its alternatives.

    Raises:
        InputError: there is no word to look for.
    """
    parser = _Parser([_read_lexeme(match) for match in _LEXEME.finditer(text)])
    kept, excluded = parser.parse()
    if kept is None and excluded:
        raise InputError("the query only says what not to find: add a word that is to be there")
    if kept is None:
        raise InputError(
            'the query has no word: write words, "a phrase", or the beginning of a word as sanct*'
        )
    return _exclude(kept, excluded)


def find_terms(query: Query) -> tuple[Term, ...]:
    """The terms that a text may have, in the order of the query: all but those that are excluded."""
    if isinstance(query, Term):
        return (query,)
    if isinstance(query, Without):
        return find_terms(query.kept)
    return tuple(dict.fromkeys(term for part in query.parts for term in find_terms(part)))


def _read_lexeme(match: re.Match[str]) -> _Lexeme:
    if match["open"]:
        return "open", None
    if match["close"]:
        return "close", None
    if match["bar"]:
        return "or", None
    if match["minus"]:
        return "not", None
    if match["phrase"]:
        return _make_term(match["words"], bool(match["star"]))
    word = match["word"]
    if operator := _OPERATORS.get(word):
        return operator, None  # type: ignore[return-value]
    return _make_term(word, word.endswith("*"))


def _make_term(text: str, is_prefix: bool) -> _Lexeme:
    tokens = list(tokenize(text))
    if not tokens:
        return "nothing", None
    words = tuple(text[token.start : token.end] for token in tokens)
    return "term", Term(words, tuple(token.folded for token in tokens), is_prefix)


_Read = tuple[Query | None, tuple[Query, ...]]
"""What is to be there, and what is not."""


class _Parser:
    """Reads alternatives of conjunctions, from left to right."""

    def __init__(self, lexemes: list[_Lexeme]) -> None:
        self._lexemes = lexemes
        self._at = 0

    def parse(self) -> _Read:
        """All of the lexemes; a parenthesis that closes nothing is passed over."""
        read = self._alternatives(0)
        while self._at < len(self._lexemes):
            self._at += 1
            read = _join([read, self._alternatives(0)])
        return read

    def _alternatives(self, depth: int) -> _Read:
        branches = [self._conjunction(depth)]
        while self._at < len(self._lexemes) and self._lexemes[self._at][0] == "or":
            self._at += 1
            branches.append(self._conjunction(depth))
        if len(branches) == 1:
            return branches[0]
        kept = tuple(_exclude(branch, excluded) for branch, excluded in branches if branch is not None)
        lifted = tuple(part for branch, excluded in branches if branch is None for part in excluded)
        return _combine(Any, kept), lifted

    def _conjunction(self, depth: int) -> _Read:
        parts: list[_Read] = []
        negated = False
        while self._at < len(self._lexemes) and self._lexemes[self._at][0] not in ("or", "close"):
            kind, term = self._lexemes[self._at]
            self._at += 1
            if kind == "not":
                negated = not negated
            elif kind in ("term", "open"):
                part: _Read = (term, ()) if term else self._group(depth + 1)
                parts.append(_negate(part) if negated else part)
                negated = False
        return _join(parts)

    def _group(self, depth: int) -> _Read:
        if depth > _DEEPEST:
            return None, ()
        read = self._alternatives(depth)
        self._at += 1  # The parenthesis that closes it, or the end.
        return read


def _join(parts: Iterable[_Read]) -> _Read:
    known = list(parts)
    kept = tuple(part for part, _ in known if part is not None)
    return _combine(All, kept), tuple(one for _, excluded in known for one in excluded)


def _negate(read: _Read) -> _Read:
    kept, excluded = read
    if kept is None:
        return _combine(All, excluded), ()
    return None, (_exclude(kept, excluded),)


def _combine(kind: type[All] | type[Any], parts: tuple[Query, ...]) -> Query | None:
    distinct = tuple(dict.fromkeys(parts))
    return distinct[0] if len(distinct) == 1 else kind(distinct) if distinct else None


def _exclude(kept: Query, excluded: tuple[Query, ...]) -> Query:
    return Without(kept, tuple(dict.fromkeys(excluded))) if excluded else kept
