"""A citation says in words who said what where, and finds its words again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError, UnknownId
from onrecord.model.anchoring import locate_quotation, quote
from onrecord.model.document import Published, make_document
from onrecord.model.record import Record
from onrecord.model.span import Span
from onrecord.query.cite import Citation, cite, locate_citation
from onrecord.query.cite_words import tell_citation, tell_date, write_markdown, write_text
from onrecord.store.finding import find_item
from onrecord.store.opening import Store
from tests.query.shelf import GONE, THIRD, URL, add_article, correct, fill
from tests.records import Sketch, make_record


@pytest.fixture
def record(store: Store) -> Record:
    made = make_record(
        "[segment:headline Bridge shut]\n\n"
        "It rained. [source:out|e:herald The Herald] [cue:out wrote] that [content:out:indirect "
        "[source:in|e:lee Ann Lee] [cue:in said] [content:in:direct,negative “I quit [e:moss Moss].”]] "
        "Then it stopped.\nThe end.",
        entities={
            "herald": ("organisation", "The Herald"),
            "lee": ("person", "Ann Lee"),
            "moss": ("place", "Moss"),
        },
        events=[Sketch("departure", "quit", {"person": "lee"}, according_to="in", modality="possible")],
        outlet="Meridian Wire",
        title="Bridge shut",
        url=URL,
        published=Published(value="2019-03-14", basis="given"),
    )
    add_article(store, made, THIRD)
    return made


def cite_from(store: Store, identity: str) -> Citation:
    with store.reading() as connection:
        return cite(connection, identity)


def test_a_statement_is_cited_in_words(store: Store, record: Record) -> None:
    citation = cite_from(store, "in")
    assert tell_citation(citation) == (
        "Ann Lee, quoted in Meridian Wire, 14 March 2019, “Bridge shut”: “I quit Moss.” "
        "(direct; say; negative; reported via The Herald)"
    )
    assert citation.before == "It rained. The Herald wrote that Ann Lee said "
    assert citation.after == " Then it stopped."
    assert citation.url == URL
    assert citation.text_digest == record.document.text_digest
    assert [one.fetched for one in citation.captures] == [THIRD]
    assert len(citation.captures[0].digest) == 64


@pytest.mark.usefixtures("record")
def test_an_indirect_statement_is_reported_and_not_quoted(store: Store) -> None:
    assert tell_citation(cite_from(store, "out")).startswith(
        "The Herald, reported in Meridian Wire, 14 March 2019, “Bridge shut”: “Ann Lee said “I quit Moss.””"
    )


@pytest.mark.usefixtures("record")
def test_an_event_is_cited_with_its_voice(store: Store) -> None:
    assert tell_citation(cite_from(store, "v0")) == (
        "Ann Lee, in Meridian Wire, 14 March 2019, “Bridge shut”: “quit” "
        "(departure; possible; according to a source; reported via The Herald, Ann Lee)"
    )


def test_mentions_entities_and_articles_are_cited(store: Store, record: Record) -> None:
    assert "“Ann Lee” (name)" in tell_citation(cite_from(store, "m1"))
    assert "“Ann Lee” (person)" in tell_citation(cite_from(store, "lee"))
    assert tell_citation(cite_from(store, record.document.id)) == (
        "Meridian Wire, 14 March 2019, “Bridge shut”: “Bridge shut”"
    )


def test_the_text_form_has_what_proves_it(store: Store, record: Record) -> None:
    text = write_text(cite_from(store, "in"))
    for part in (URL, record.document.text_digest, record.document.id, "SHA-256", THIRD, "In context:"):
        assert part in text


def test_markdown_of_an_article_stays_markdown(store: Store) -> None:
    made = make_record(
        "[source:s1 *Ann*] [cue:s1 said] [content:s1:direct “<b> `x` \\[y\\](z)”].",
        title="A [title]",
        url="https://wire.example/a>b",
    )
    add_article(store, made, THIRD)
    lines = write_markdown(cite_from(store, "s1")).split("\n")
    assert lines[0] == "> “\\<b\\> \\`x\\` \\[y\\](z)”"
    assert "[“A \\[title\\]”](<https://wire.example/a%3Eb>)" in lines[2]
    assert "\\*Ann\\*" in lines[2]


@pytest.mark.parametrize(
    ("published", "told"),
    [("2019-03-04", "4 March 2019"), ("2019-03", "March 2019"), ("2019", "2019"), ("in March", "in March")],
)
def test_dates_are_told_as_people_write_them(published: str, told: str) -> None:
    assert tell_date(published) == told


def test_an_item_of_a_former_analysis_is_cited_with_a_warning(store: Store) -> None:
    fill(store)
    citation = cite_from(store, GONE)
    assert citation.is_former
    assert citation.engine == "0.1.0+aaa"
    text = write_text(citation)
    assert "only a former analysis has it" in text
    assert 'Bo Ash says (2026-11-29, no. 1) that its act should be "deny": see the minutes' in text


def test_corrections_are_a_warning(store: Store, record: Record) -> None:
    correct(store, record, "in", verdict="wrong", field=None, value=None, note=None)
    citation = cite_from(store, "in")
    assert [one.correction.by for one in citation.corrections] == ["Bo Ash"]
    assert "Warning: Bo Ash says (2026-11-29, no. 1) that it is wrong" in write_text(citation)
    assert cite_from(store, "out").corrections == ()


def test_an_older_version_is_a_warning(store: Store) -> None:
    fill(store)
    with store.reading() as connection:
        old = connection.exec_driver_sql("SELECT id FROM documents WHERE version = 1 AND url IS NOT NULL")
        identity = old.scalar_one()
    assert "this is version 1 of the article; a newer one is in the store" in write_text(
        cite_from(store, identity)
    )


def test_the_beginning_of_an_id_will_do(store: Store) -> None:
    record = fill(store)
    statement = record.statements[0].id
    with store.reading() as connection:
        assert find_item(connection, statement[:6].upper()).id == statement
        assert find_item(connection, f"urn:onrecord:{statement}").kind == "statement"
        assert find_item(connection, record.document.id[:8]).kind == "document"
        assert find_item(connection, GONE[:7]).analysis is not None
        with pytest.raises(UnknownId, match="at least the first 6"):
            find_item(connection, statement[:5])
        with pytest.raises(UnknownId, match="no article or item"):
            find_item(connection, "s%_____")


def test_a_beginning_that_several_have_is_refused(store: Store) -> None:
    record = make_record(
        "[e:e000000a Ann] met [e:e000000b Bo].",
        entities={"e000000a": ("person", "Ann"), "e000000b": ("person", "Bo")},
    )
    add_article(store, record, THIRD)
    with store.reading() as connection:
        assert find_item(connection, "e000000a").kind == "entity"
        with pytest.raises(InputError, match=r"e000000a \(entity\), e000000b \(entity\)"):
            find_item(connection, "e000000")


def test_a_citation_is_found_in_another_version(store: Store, record: Record) -> None:
    citation = cite_from(store, "in")
    text = record.document.text
    found = locate_citation(text, citation)
    assert found is not None
    assert found.slice(text) == "“I quit Moss.”"
    newer = f"Corrected.\n{text.replace('It rained', 'It snowed')}"
    again = locate_citation(newer, citation)
    assert again is not None
    assert again.slice(newer) == "“I quit Moss.”"
    assert locate_citation(text.replace("quit", "left"), citation) is None


def test_short_words_need_what_was_around_them() -> None:
    text = "He said no. She said no. They left."
    document = make_document(text, location="a.txt")
    span = Span(start=text.index("no. They"), end=text.index("no. They") + 2)
    quotation = quote(document, span)
    assert locate_quotation(f"So. {text}", quotation) == Span(start=span.start + 4, end=span.end + 4)
    assert locate_quotation("They said no.", quotation) is None
    assert locate_quotation("It was no, and no again.", quotation) is None


@given(st.text(min_size=1), st.data(), st.text())
def test_a_quotation_finds_its_words_in_its_own_text(text: str, data: st.DataObject, before: str) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start=start, end=data.draw(st.integers(start + 1, len(text))))
    quotation = quote(make_document(text, location="a.txt"), span)
    assert locate_quotation(text, quotation) == span
    moved = locate_quotation(before + text, quotation)
    assert moved is None or moved.slice(before + text) == quotation.exact
