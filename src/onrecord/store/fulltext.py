"""Full-text indexes: FTS5 in SQLite, tsvector with GIN in PostgreSQL; kept true by the database itself.

In both, words are runs of letters and digits without case and accents, as they stand and not by their stems:
`sanction*` finds sanctions, `sanction` does not.

- Statements, by the words of their content: `statement_search(words)` in SQLite, whose rowid is
  `statements.key`; the column `statements.search` in PostgreSQL.
- Events, by the words of their passage: `event_search(passage)`, rowid `events.key`; `events.search`.
- Articles, by title and text: `document_search(title, text)`, rowid `documents.key`; `documents.search` for
  the title and `texts.search` for the text.

PostgreSQL has no positions behind the 16,383rd word of a text and no more than a megabyte of index for one,
so that there only the first `INDEXED` characters of a text are searched.
"""

from __future__ import annotations

from collections.abc import Iterator

INDEXED = 250_000
TOKENIZER = "unicode61 remove_diacritics 2"


def sqlite_statements() -> Iterator[str]:
    """What makes the indexes in SQLite."""
    yield (
        "CREATE VIEW document_words AS SELECT documents.key, documents.title, texts.text "
        "FROM documents JOIN texts ON documents.text = texts.key"
    )
    for table, columns, source in (
        ("statement", ("words",), "statements"),
        ("event", ("passage",), "events"),
        ("document", ("title", "text"), "documents"),
    ):
        yield from _index(table, columns, source, "document_words" if table == "document" else source)


def _index(name: str, columns: tuple[str, ...], table: str, content: str) -> Iterator[str]:
    listed = ", ".join(columns)
    index = f"{name}_search"
    yield (
        f"CREATE VIRTUAL TABLE {index} USING fts5({listed}, content='{content}', content_rowid='key', "
        f"tokenize='{TOKENIZER}')"
    )
    yield (
        f"CREATE TRIGGER {name}_indexed AFTER INSERT ON {table} BEGIN "
        f"INSERT INTO {index}(rowid, {listed}) SELECT key, {listed} FROM {content} WHERE key = new.key; END"
    )
    yield (
        f"CREATE TRIGGER {name}_unindexed BEFORE DELETE ON {table} BEGIN "
        f"INSERT INTO {index}({index}, rowid, {listed}) "
        f"SELECT 'delete', key, {listed} FROM {content} WHERE key = old.key; END"
    )


def postgresql_statements() -> Iterator[str]:
    """What makes the indexes in PostgreSQL."""
    for table, column in (
        ("statements", "words"),
        ("events", "passage"),
        ("texts", "text"),
        ("documents", "title"),
    ):
        sharp = f"replace(normalize(left({column}, {INDEXED}), NFKD), 'ß', 'ss')"  # as `terms.fold` has it
        plain = f"regexp_replace({sharp}, '[\\u0300-\\u036f]', '', 'g')"
        spaced = f"regexp_replace({plain}, '[^[:alnum:]]+', ' ', 'g')"
        yield (
            f"ALTER TABLE {table} ADD COLUMN search tsvector "
            f"GENERATED ALWAYS AS (to_tsvector('simple', coalesce({spaced}, ''))) STORED"
        )
        yield f"CREATE INDEX {table}_search ON {table} USING gin (search)"
