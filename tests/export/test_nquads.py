from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib import PROV, RDF, Dataset, Literal, URIRef

from onrecord.export.forms import export
from onrecord.export.links import VOCABULARY, locate
from onrecord.export.nquads import TERMS, describe_vocabulary
from onrecord.export.quads import date_value, iri, literal, write_quad
from onrecord.model.record import Record
from tests.export.records import ENGINE, keep, make_article
from tests.records import make_record

# What the library warns of is its own parser.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Dataset:DeprecationWarning", "ignore:ConjunctiveGraph:DeprecationWarning"
)
OWN = rdflib.Namespace(VOCABULARY)
URN = rdflib.Namespace("urn:onrecord:")


def read_back(records: list[Record], out: Path) -> Dataset:
    export(map(keep, records), "nquads", out)
    dataset = Dataset()
    dataset.parse(out, format="nquads")
    return dataset


def test_every_item_comes_back_in_the_graph_of_its_article(
    read_records: tuple[Record, ...], tmp_path: Path
) -> None:
    dataset = read_back(list(read_records), tmp_path / "out.nq")
    for record in read_records:
        graph = dataset.graph(URN[f"graph:{record.document.id}"])
        for kind, found in (
            ("Statement", record.statements),
            ("Event", record.events),
            ("Mention", record.mentions),
            ("Entity", record.entities),
            ("Time", record.times),
        ):
            assert set(graph.subjects(RDF.type, OWN[kind])) == {URN[one.id] for one in found}
        arguments = sum(len(event.arguments) for event in record.events)
        assert len(set(graph.subjects(RDF.type, OWN["Argument"]))) == arguments
        assert set(graph.objects(None, PROV.wasDerivedFrom)) == {URN[record.document.id]}


def test_places_in_the_text_come_back(read_records: tuple[Record, ...], tmp_path: Path) -> None:
    nif = rdflib.Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
    record = read_records[0]
    dataset = read_back([record], tmp_path / "out.nq")
    graph = dataset.graph(URN[f"graph:{record.document.id}"])
    for part in graph.subjects(RDF.type, OWN["Part"]):
        start, end = (graph.value(part, nif[name]) for name in ("beginIndex", "endIndex"))
        assert isinstance(start, Literal)
        assert isinstance(end, Literal)
        words = record.document.text[int(start) : int(end)]
        assert graph.value(part, nif["anchorOf"]) == Literal(words)


def test_a_chain_is_quoted_link_by_link(record: Record, tmp_path: Path) -> None:
    graph = read_back([record], tmp_path / "out.nq").graph(URN[f"graph:{record.document.id}"])
    assert graph.value(URN["s2"], PROV.wasQuotedFrom) == URN["s1"]
    assert graph.value(URN["s1"], PROV.wasQuotedFrom) == URN[record.document.id]
    assert graph.value(URN["v0"], OWN["assertedIn"]) == URN["s2"]
    assert graph.value(URN["v1"], OWN["assertedIn"]) is None
    analysis = graph.value(URN["s2"], PROV.wasGeneratedBy)
    assert graph.value(analysis, PROV.wasAssociatedWith) == URN[f"engine:{ENGINE}"]


def test_only_terms_that_are_described_are_used(record: Record, tmp_path: Path) -> None:
    dataset = read_back([record, make_article(url="https://daily.example/2")], tmp_path / "out.nq")
    used = {str(node) for quad in dataset.quads() for node in quad[:3]}
    own = {node.removeprefix(VOCABULARY) for node in used if node.startswith(VOCABULARY)}
    assert own <= set(TERMS)
    assert len(own) > 35
    assert all(f"| `{term}` | " in describe_vocabulary() for term in TERMS)


@given(st.text(), st.text())
def test_any_text_and_any_address_is_read_back(value: str, address: str) -> None:
    subject = iri(f"https://a.example/{address}")
    line = write_quad(subject, iri("urn:x:p"), literal(value), iri("urn:x:g"))
    assert len(line.splitlines()) == 1
    dataset = Dataset()
    dataset.parse(data=line.encode(), format="nquads")
    ((_, _, found, _),) = dataset.quads()
    assert str(found) == value


def test_dates_have_the_datatype_that_they_fill() -> None:
    values = [date_value(day) for day in ("2018", "2018-08", "2018-08-05", "2018-08-05T10:00", "about noon")]
    assert [value.rpartition("#")[2] for value in values] == [
        "gYear>", "gYearMonth>", "date>", "date>", '"about noon"',
    ]  # fmt: skip


def test_an_address_that_is_none_is_replaced_by_the_id() -> None:
    for url in ("//[x", "javascript:alert(1)", None):
        document = make_record("Text.", url=url).document
        assert locate(document) == f"urn:onrecord:{document.id}"
    assert URIRef(locate(make_article(url="https://a.example/ü <b>").document)).n3()
