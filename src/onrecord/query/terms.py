"""Full-text queries: read, written for SQLite and PostgreSQL, and matched without either."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.query.matching import Snippet, find_matches, make_snippet, matches
from onrecord.query.parsing import All, Any, Query, Term, Without, find_terms, parse_query
from onrecord.query.words import Token, fold, fold_words, tokenize

__all__ = [
    "All",
    "Any",
    "Query",
    "Snippet",
    "Term",
    "Token",
    "Without",
    "find_matches",
    "find_terms",
    "fold",
    "fold_words",
    "make_snippet",
    "matches",
    "parse_query",
    "to_fts5",
    "to_tsquery",
    "tokenize",
]

_LONGEST_LEXEME = 500


def to_fts5(query: Query) -> str:
    """The query in the syntax of SQLite's FTS5, with every word in quotation marks."""

    def write(term: Term) -> str:
        return f'"{" ".join(term.words)}"' + (" *" if term.is_prefix else "")

    return _write(query, write, " AND ", " OR ", " NOT ")


def to_tsquery(query: Query) -> str:
    """The query as PostgreSQL's `to_tsquery('simple', …)` takes it, over texts from `fold_words`."""

    def write(term: Term) -> str:
        # No index has words as long as those that are cut here.
        words = [f"'{word[:_LONGEST_LEXEME]}'" for word in term.folded]
        return "(" + " <-> ".join(words) + (":*" if term.is_prefix else "") + ")"

    return _write(query, write, " & ", " | ", " & !")


def _write(query: Query, write: Callable[[Term], str], both: str, either: str, but: str) -> str:
    def go(part: Query) -> str:
        if isinstance(part, Term):
            return write(part)
        if isinstance(part, Without):
            excluded = either.join(map(go, part.excluded))
            return f"({go(part.kept)}{but}({excluded}))"
        return "(" + (both if isinstance(part, All) else either).join(map(go, part.parts)) + ")"

    return go(query)
