"""Views for people who open a store with other tools: whole sentences' worth of columns, no keys to join."""

from __future__ import annotations

from collections.abc import Iterator

_SPEAKERS = """(
        SELECT {join}
        FROM statement_entities JOIN entities ON entities.key = statement_entities.entity
        WHERE statement_entities.statement = {statement} AND statement_entities.role = 'source'
    )"""
_ARGUMENTS = """(
        SELECT {join}
        FROM event_arguments LEFT JOIN entities ON entities.key = event_arguments.entity
        WHERE event_arguments.event = events.key
    )"""

_VIEWS = {
    "articles": """
    SELECT documents.id, documents.published, outlets.name AS outlet, documents.title, documents.url,
        documents.location, documents.status, documents.version, texts.length, texts.text
    FROM documents
    JOIN texts ON texts.key = documents.text
    LEFT JOIN outlets ON outlets.key = documents.outlet""",
    "who_said_what": """
    SELECT statements.id, documents.published, outlets.name AS outlet, {speakers} AS speaker,
        statements.source_words, statements.anonymous, statements.act, statements.form, statements.polarity,
        statements.hedged, statements.words, {above} AS reported_by, statements.confidence, documents.title,
        documents.url, documents.id AS document, statements.segment
    FROM statements
    JOIN documents ON documents.key = statements.document
    LEFT JOIN outlets ON outlets.key = statements.outlet
    WHERE documents.status = 'current'""",
    "who_did_what": """
    SELECT events.id, documents.published, outlets.name AS outlet, events.type, events.phase,
        {arguments} AS arguments, times.value AS time, places.name AS place, events.polarity, events.modality,
        events.voice, {according_to} AS according_to, events.words, events.passage, events.confidence,
        documents.title, documents.url, documents.id AS document, events.segment
    FROM events
    JOIN documents ON documents.key = events.document
    LEFT JOIN outlets ON outlets.key = events.outlet
    LEFT JOIN times ON times.key = events.time
    LEFT JOIN entities AS places ON places.key = events.place
    WHERE documents.status = 'current'""",
}
DESCRIPTIONS = {
    "articles": "every article with its text, outlet and date",
    "who_said_what": "every statement of the current articles, with the names of its speakers and of those "
    "who report them",
    "who_did_what": "every event of the current articles, with its arguments, in whose voice it is told and "
    "according to whom",
}
"""What each view shows."""


def view_statements(dialect: str) -> Iterator[str]:
    """What makes the views in "sqlite" or "postgresql"."""
    names = _join("entities.name", dialect)
    shown = "coalesce(entities.name, event_arguments.words, event_arguments.value, '')"
    arguments = _join(f"event_arguments.role || ': ' || {shown}", dialect)
    parts = {
        "speakers": _SPEAKERS.format(join=names, statement="statements.key"),
        "above": _SPEAKERS.format(join=names, statement="statements.parent"),
        "according_to": _SPEAKERS.format(join=names, statement="events.according_to"),
        "arguments": _ARGUMENTS.format(join=arguments),
    }
    for name, query in _VIEWS.items():
        yield f"CREATE VIEW {name} AS {query.format(**parts)}"


def _join(expression: str, dialect: str) -> str:
    return f"group_concat({expression}, '; ')" if dialect == "sqlite" else f"string_agg({expression}, '; ')"
