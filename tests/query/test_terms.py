"""Queries are read as people mean them, and mean the same in SQLite, in PostgreSQL and without either."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import pairwise

import psycopg
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.model.span import Span
from onrecord.query.terms import (
    Query,
    find_matches,
    fold,
    fold_words,
    make_snippet,
    matches,
    parse_query,
    to_fts5,
    to_tsquery,
    tokenize,
)

TEXT = "The port’s unions signed a deal on Wednesday; Renée O’Hara called it “a fair deal, at last”."


class Fts5:
    """A real FTS5 table with one row at a time."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")
        tokenizer = "tokenize = 'unicode61 remove_diacritics 2'"
        self.connection.execute(f"CREATE VIRTUAL TABLE texts USING fts5(text, {tokenizer})")
        self.connection.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(texts, instance)")

    def put(self, text: str) -> None:
        self.connection.execute("DELETE FROM texts")
        self.connection.execute("INSERT INTO texts VALUES (?)", [text])

    def words(self) -> list[str]:
        rows = self.connection.execute('SELECT term FROM vocabulary ORDER BY "offset"')
        return [word for (word,) in rows]

    def matches(self, query: Query) -> bool:
        rows = self.connection.execute("SELECT 1 FROM texts WHERE texts MATCH ?", [to_fts5(query)])
        return rows.fetchone() is not None


@pytest.fixture(scope="module")
def fts5() -> Iterator[Fts5]:
    table = Fts5()
    yield table
    table.connection.close()


@pytest.fixture(scope="module")
def postgresql(postgresql_url: str) -> Iterator[psycopg.Connection[tuple[bool]]]:
    with psycopg.connect(postgresql_url.replace("+psycopg", "")) as connection:
        yield connection


def matches_in_postgresql(connection: psycopg.Connection[tuple[bool]], query: Query, text: str) -> bool:
    row = connection.execute(
        "SELECT to_tsvector('simple', %s) @@ to_tsquery('simple', %s)", [fold_words(text), to_tsquery(query)]
    ).fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("deal", '"deal"'),
        ("deal port", '("deal" AND "port")'),
        ("deal AND port", '("deal" AND "port")'),
        ('"a fair deal"', '"a fair deal"'),
        ("“a fair deal”", '"a fair deal"'),
        ('"a fair deal', '"a fair deal"'),
        ("sanction*", '"sanction" *'),
        ('"fair de"*', '"fair de" *'),
        ("deal OR port", '("deal" OR "port")'),
        ("deal|port | sea", '("deal" OR "port" OR "sea")'),
        ("fair deal OR port", '(("fair" AND "deal") OR "port")'),
        ("fair (deal OR port)", '("fair" AND ("deal" OR "port"))'),
        ("fair (deal OR port", '("fair" AND ("deal" OR "port"))'),
        ("fair) deal", '("fair" AND "deal")'),
        ("deal -port", '("deal" NOT ("port"))'),
        ("-port deal NOT sea", '("deal" NOT ("port" OR "sea"))'),
        ('deal -"the port"', '("deal" NOT ("the port"))'),
        ("deal -(port sea)", '("deal" NOT (("port" AND "sea")))'),
        ("deal NOT NOT port", '("deal" AND "port")'),
        ("deal -(-port)", '("deal" AND "port")'),
        ("deal OR -port", '("deal" NOT ("port"))'),
        ("deal (-port)", '("deal" NOT ("port"))'),
        ("(deal -port) OR sea", '(("deal" NOT ("port")) OR "sea")'),
        ("deal -port OR sea", '(("deal" NOT ("port")) OR "sea")'),
        ("deal deal", '"deal"'),
        ("well-known", '"well known"'),
        ("don't", '"don t"'),
        ("deal - port", '("deal" AND "port")'),
        ("OR deal OR", '"deal"'),
        ("deal NOT", '"deal"'),
        ("or not", '("or" AND "not")'),
        ("title:deal {x} ^port", '("title deal" AND "x" AND "port")'),
        ("NEAR(deal port)", '("NEAR" AND ("deal" AND "port"))'),
        ("deal & ; * ()", '"deal"'),
        ("Renée", '"Renée"'),
    ],
)
def test_a_query_is_read_as_people_mean_it(query: str, written: str, fts5: Fts5) -> None:
    parsed = parse_query(query)
    assert to_fts5(parsed) == written
    fts5.put(TEXT)
    assert fts5.matches(parsed) == matches(parsed, TEXT)


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("Renée deal*", "(('renee') & ('deal':*))"),
        ('"a fair deal" -port', "(('a' <-> 'fair' <-> 'deal') & !(('port')))"),
        ("it's | sea", "(('it' <-> 's') | ('sea'))"),
    ],
)
def test_a_query_is_written_for_postgresql(query: str, written: str) -> None:
    assert to_tsquery(parse_query(query)) == written


@pytest.mark.parametrize("query", ["", "  ", '""', "()", "&!", "OR", "NOT", "*", "-", '"'])
def test_a_query_without_a_word_says_what_to_write(query: str) -> None:
    with pytest.raises(InputError, match="write words"):
        parse_query(query)


@pytest.mark.parametrize("query", ["-deal", "NOT deal", "-(a b)", "-a OR -b", '-"a b" -c'])
def test_a_query_that_only_excludes_says_what_is_missing(query: str) -> None:
    with pytest.raises(InputError, match="add a word"):
        parse_query(query)


def test_a_query_of_many_words_and_parentheses_is_taken(fts5: Fts5) -> None:
    fts5.put(TEXT)
    assert to_fts5(parse_query("(" * 10_000 + "deal" + ")" * 10)) == '"deal"'
    for text in (
        "(" * 30 + "deal" + ")" * 30,
        "(a -(b OR c d OR e " * 300 + "deal",
        "(a OR (b -(c d) OR " * 300 + "deal",
        " ".join(f"w{n}" for n in range(2_000)),
    ):
        parsed = parse_query(text)
        assert fts5.matches(parsed) == matches(parsed, TEXT)


@pytest.mark.parametrize(
    ("first", "second"),
    [("RENÉE", "renée"), ("ﬁt", "FIT"), ("Straße", "STRASSE"), ("Ｎａｔｏ", "NATO"), ("ế", "E")],
)
def test_folded_texts_are_the_same(first: str, second: str) -> None:
    assert fold(first) == fold(second)


def test_matches_are_found_where_they_stand() -> None:
    query = parse_query('deal "renee o\'hara" uni* -sea')
    assert [span.slice(TEXT) for span in find_matches(query, TEXT)] == [
        "unions",
        "deal",
        "Renée O’Hara",
        "deal",
    ]


def test_a_snippet_shows_the_stretch_with_the_most_terms() -> None:
    text = "Deal here. " + "Words that say nothing at all. " * 20 + TEXT + "\nMore words follow. " * 20
    snippet = make_snippet(parse_query("deal unions wednesday"), text, width=50)
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("…")
    assert len(snippet.text) <= 52
    assert "\n" not in snippet.text
    assert [span.slice(snippet.text) for span in snippet.spans] == ["unions", "deal", "Wednesday"]


def test_a_snippet_of_a_short_text_is_all_of_it() -> None:
    snippet = make_snippet(parse_query("nowhere"), "Short  text.\n")
    assert snippet.text == "Short  text."
    assert snippet.spans == ()


SCRIPTS = st.text(
    st.sampled_from("aAbzéÉüñçøłßжЖёאבέΣςçşğıåÅ漢字かなกख09²½_-'’. \t\n\u0301\u0323\u00ad\u05b4\u0940“”—@/")
    | st.characters(min_codepoint=0x20, max_codepoint=0x24F)
    # SQLite takes characters that its tables do not have for letters.
    | st.characters(min_codepoint=0x370, max_codepoint=0x52F, exclude_categories=["Cn"]),
    max_size=40,
)


@given(text=SCRIPTS)
@example("a\u0301b \u0301a e\u0323\u0301x _a_ a_b")
@example("\ue000a \u05d0\u05b4\u05d1")
@settings(max_examples=500)
def test_words_are_cut_as_fts5_cuts_them(text: str) -> None:
    assume("\0" not in text)
    table = Fts5()
    table.put(text)
    theirs, ours = table.words(), list(tokenize(text))
    table.connection.close()
    assert len(theirs) == len(ours)
    for word, token in zip(theirs, ours, strict=True):
        assert fold(word) == fold(text[token.start : token.end]), (word, token)


@given(text=st.text(max_size=80))
def test_no_query_breaks_the_parser_or_fts5(text: str) -> None:
    try:
        query = parse_query(text)
    except InputError:
        return
    table = Fts5()
    table.put(text.replace("\0", " ").encode("utf-8", "replace").decode())
    table.matches(query)
    table.connection.close()


WORDS = st.sampled_from(
    "deal deals dealer port Port Renée renee fair a the o’hara don't sea 12 1e5 3m x2y".split()
)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
PIECES = st.sampled_from(["(", ")", "OR", "|", "NOT", "AND", "-", '"', "“", "*"])
QUERIES = st.lists(WORDS | WORDS | PIECES, min_size=1, max_size=9).flatmap(
    lambda parts: st.lists(st.sampled_from(["", " "]), min_size=len(parts), max_size=len(parts)).map(
        lambda gaps: "".join(part + gap for part, gap in zip(parts, gaps, strict=True))
    )
)


def read(text: str) -> Query:
    try:
        return parse_query(text)
    except InputError:
        assume(False)
        raise


@given(text=TEXTS, written=QUERIES)
@settings(max_examples=400)
def test_matches_agrees_with_fts5(text: str, written: str, fts5: Fts5) -> None:
    query = read(written)
    fts5.put(text)
    assert fts5.matches(query) == matches(query, text), to_fts5(query)


@given(text=TEXTS, written=QUERIES)
@settings(max_examples=400)
def test_matches_agrees_with_postgresql(
    text: str, written: str, postgresql: psycopg.Connection[tuple[bool]]
) -> None:
    query = read(written)
    assert matches_in_postgresql(postgresql, query, text) == matches(query, text), to_tsquery(query)


@given(text=SCRIPTS)
@settings(max_examples=200)
def test_every_word_of_a_text_is_found_in_postgresql(
    text: str, postgresql: psycopg.Connection[tuple[bool]]
) -> None:
    for token in tokenize(text):
        query = read(text[token.start : token.end])
        assert matches_in_postgresql(postgresql, query, text), (token, fold_words(text))


@given(text=TEXTS, written=QUERIES, width=st.integers(1, 60))
def test_a_snippet_is_a_stretch_of_the_text(text: str, written: str, width: int) -> None:
    query = read(written)
    snippet = make_snippet(query, text, width)
    assert snippet.text.strip("…") in text
    found = {span.slice(text) for span in find_matches(query, text)}
    for span in snippet.spans:
        assert any(one.startswith(span.slice(snippet.text)) for one in found)
    if found:
        assert snippet.spans


@given(text=TEXTS, written=QUERIES)
def test_matches_do_not_overlap(text: str, written: str) -> None:
    spans: list[Span] = find_matches(read(written), text)
    assert all(first.end <= second.start for first, second in pairwise(spans))
