"""Search: by words, by fields, and by both, the newest first, page by page."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection

from onrecord.errors import InputError
from onrecord.query.asked import Asked
from onrecord.query.hits import AnyHit, load_hits, load_texts
from onrecord.query.naming import Taken
from onrecord.query.plan import find_keys
from onrecord.query.question import Kind, Question
from onrecord.query.terms import Query, Snippet, find_terms, make_snippet, parse_query
from onrecord.store.tokens import no_token, read_digits

_LONG = 1_600
"""Of a longer text only so much is looked at for a snippet."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page of what was found, the newest first.

    `taken` says for each name that was given which names of the store it was taken for. `next` is the token
    of the page behind this one, None behind the last.
    """

    kind: Kind
    taken: tuple[Taken, ...]
    hits: tuple[AnyHit, ...]
    next: str | None


def search(connection: Connection, question: Question, *, after: str | None = None, limit: int = 20) -> Page:
    """What a question asks for: at most `limit` hits behind the page whose token is `after`.

    A token stands for a place in the order of results and not for a number of them: what is added meanwhile
    neither repeats nor hides a hit on a later page.

    Raises:
        UnknownName: nobody is called by a name in the question; the error has names that look alike.
        InputError: the question contradicts itself, or the token is none of its pages.
    """
    asked = Asked(connection, question)
    return find_page(connection, asked, after=after, limit=limit)


def find_page(
    connection: Connection,
    asked: Asked,
    *,
    after: str | None = None,
    limit: int = 20,
    newest: Sequence[int] | None = None,
) -> Page:
    """A page of what is asked for; raises InputError where the token is none.

    `newest` may have the keys of the newest answers, where these are known: all, or more than a page holds.
    """
    if limit < 1:
        raise InputError(f"a page has at least one hit, not {limit}")
    if newest is not None and after is None:
        keys = list(newest[: limit + 1])
    else:
        plan = asked.plan if after is None else asked.plan.before(read_token(asked.kind, after))
        keys = find_keys(connection, plan, limit + 1)
    shown = keys[:limit]
    hits = load_hits(connection, asked.kind, shown)
    if asked.question.words is not None:
        hits = _with_snippets(connection, asked, shown, hits)
    return Page(
        kind=asked.kind,
        taken=asked.taken,
        hits=tuple(hits),
        next=make_token(asked.kind, shown[-1]) if len(keys) > limit else None,
    )


def make_token(kind: Kind, key: int) -> str:
    """The token of the page behind a row."""
    return f"{kind[0]}{key:x}"


def read_token(kind: Kind, token: str) -> int:
    """The key of the row behind which a page begins.

    Raises:
        InputError: this is no token of a page of these.
    """
    key = read_digits(token[1:]) if token[:1] == kind[0] else None
    if key is None:
        raise no_token(token, f"a page of {kind}")
    return key


def _with_snippets(connection: Connection, asked: Asked, keys: list[int], hits: list[AnyHit]) -> list[AnyHit]:
    query = parse_query(asked.question.words or "")
    texts = load_texts(connection, keys) if asked.kind == "articles" else {}
    return [
        msgspec.structs.replace(hit, snippet=_cut_snippet(query, texts.get(key, hit.words)))
        for key, hit in zip(keys, hits, strict=True)
    ]


def _cut_snippet(query: Query, text: str) -> Snippet:
    """The stretch of a text that shows the words; of a long one, near where the longest of them is first."""
    if len(text) <= _LONG:
        return make_snippet(query, text)
    words = sorted((word for term in find_terms(query) for word in term.words), key=len, reverse=True)
    lowered = text.lower()
    for word in words if len(lowered) == len(text) else ():
        at = lowered.find(word.lower())
        if at >= 0:
            begin = text.rfind(" ", 0, max(at - _LONG // 4, 0)) + 1
            return make_snippet(query, text[begin : begin + _LONG])
    return make_snippet(query, text)
