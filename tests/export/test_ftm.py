from __future__ import annotations

import json
from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import pytest

from onrecord.export.forms import export
from onrecord.export.ftm import make_entities, words_path
from onrecord.export.ftm_drafts import SCHEMATA
from onrecord.export.ftm_facts import find_date
from onrecord.model.kept import Status
from onrecord.model.record import Record, Time
from tests.export.records import keep
from tests.records import Sketch, make_record

# The schemata of FollowTheMoney that are used, with those of their properties, their own and inherited, that
# the published YAML has; an entity's property names the schemata that its value may be of.
_THING = (
    "name summary description country alias previousName weakAlias sourceUrl publisher publisherUrl "
    "wikidataId keywords topics address notes retrievedAt modifiedAt"
)
_INTERVAL = (
    "startDate endDate date summary description recordId sourceUrl publisher publisherUrl retrievedAt "
    "modifiedAt"
)
_LEGAL = f"{_THING} legalForm incorporationDate dissolutionDate status sector classification jurisdiction"
_PARTIES = {"Person", "Organization", "Company", "LegalEntity"}
PROPERTIES = {
    "Article": f"{_THING} title author publishedAt language generator bodyText contentHash date",
    "Person": f"{_LEGAL} title firstName lastName birthDate birthPlace deathDate position nationality",
    "Organization": _LEGAL,
    "Company": _LEGAL,
    "LegalEntity": _LEGAL,
    "Mention": "name detectedSchema contextCountry",
    "Position": f"{_THING} subnationalArea inceptionDate dissolutionDate",
    "Occupancy": f"{_INTERVAL} status",
    "Employment": f"{_INTERVAL} role status",
    "Membership": f"{_INTERVAL} role status",
    "Family": f"{_INTERVAL} relationship",
    "Sanction": f"{_INTERVAL} authority program provisions status duration reason country listingDate",
    "Ownership": f"{_INTERVAL} role status percentage",
    "Payment": f"{_INTERVAL} purpose amount currency",
    "Event": f"{_INTERVAL} {_THING} location important",
}
LINKS: dict[str, dict[str, set[str]]] = {
    "Mention": {"document": {"Article"}, "resolved": _PARTIES},
    "Position": {"organization": {"Organization", "Company"}},
    "Occupancy": {"holder": {"Person"}, "post": {"Position"}},
    "Employment": {"employer": {"Organization", "Company"}, "employee": {"Person"}},
    "Membership": {"member": _PARTIES, "organization": {"Organization", "Company"}},
    "Family": {"person": {"Person"}, "relative": {"Person"}},
    "Sanction": {"entity": _PARTIES},
    "Ownership": {"owner": _PARTIES, "asset": {"Company"}},
    "Payment": {"payer": _PARTIES, "beneficiary": _PARTIES},
    "Event": {"involved": _PARTIES, "organizer": _PARTIES},
}
_PROVEN = {"proof": {"Article"}}


def make_all(record: Record) -> list[dict[str, Any]]:
    return [entity for entity, _ in make_entities(keep(record))]


def of_schema(record: Record, schema: str) -> list[dict[str, list[str]]]:
    return [one["properties"] for one in make_all(record) if one["schema"] == schema]


def tell(*events: Sketch) -> Record:
    return make_record(
        "[source:s1|e:lee Ann Lee] [cue:s1 claimed] [content:s1:indirect that [e:acme Acme Ltd] fined Rome]. "
        "[e:may Jo May] became chair of [e:board the Board] on [t:2024-05-01 1 May] in [e:rome Rome].",
        entities={
            "lee": ("person", "Ann Lee"),
            "acme": ("organisation", "Acme Ltd"),
            "may": ("person", "Jo May"),
            "board": ("organisation", "the Board"),
            "rome": ("place", "Rome"),
        },
        events=events,
        url="https://daily.example/1",
    )


POST = {"person": "may", "position": "chair", "organisation": "board"}


def test_what_the_outlet_says_is_a_fact() -> None:
    record = tell(Sketch("appointment", "became", POST, time="t0"))
    (occupancy,) = of_schema(record, "Occupancy")
    assert (occupancy["startDate"], occupancy["recordId"]) == (["2024-05-01"], ["v0"])
    assert occupancy["sourceUrl"] == ["https://daily.example/1"]
    names = {one["id"]: one["properties"]["name"] for one in make_all(record) if "name" in one["properties"]}
    assert names[occupancy["holder"][0]] == ["Jo May"]
    assert names[occupancy["post"][0]] == ["chair, the Board"]
    assert not of_schema(record, "Event")


@pytest.mark.parametrize(
    ("event", "mark"),
    [
        (Sketch("appointment", "became", POST, according_to="s1"), "according to Ann Lee"),
        (Sketch("appointment", "became", POST, voice="unknown"), "not known whose word it is"),
        (Sketch("appointment", "became", POST, polarity="negative"), "not so"),
        (Sketch("appointment", "became", POST, modality="future"), "expected"),
        (Sketch("appointment", "became", POST, modality="possible"), "possible"),
    ],
)
def test_a_claim_is_no_fact(event: Sketch, mark: str) -> None:
    record = tell(event)
    assert not of_schema(record, "Occupancy")
    (told,) = of_schema(record, "Event")
    assert told["name"] == [f"appointment: became ({mark})"]
    assert told["summary"] == [mark]
    assert len(told["involved"]) == 2


@pytest.mark.parametrize("status", ["retracted", "superseded"])
def test_what_an_outlet_took_back_is_no_fact(status: Status, record: Record) -> None:
    described = msgspec.structs.replace(keep(record), status=status)
    people = [one["properties"] for one, _ in make_entities(described) if one["schema"] == "Person"]
    assert people
    assert not any("position" in str(one) for one in people)
    kept = msgspec.structs.replace(keep(tell(Sketch("appointment", "became", POST))), status=status)
    made = [entity for entity, _ in make_entities(kept)]
    told: dict[str, Any] = {str(one["schema"]): one["properties"] for one in made}
    assert "Occupancy" not in told
    assert told["Event"]["name"] == [f"appointment: became (in an article that was {status})"]
    assert told["Article"]["notes"] == [f"This version was {status}."]


def test_no_schema_but_an_event_holds_what_a_source_says(read_records: tuple[Record, ...]) -> None:
    for record in read_records:
        plain = {
            one.id
            for one in record.events
            if (one.voice, one.polarity, one.modality) == ("outlet", "positive", "actual")
        }
        made = [one for one in make_all(record) if "recordId" in one["properties"]]
        facts = {one["properties"]["recordId"][0] for one in made if one["schema"] != "Event"}
        assert facts
        assert facts <= plain
        marked = [one for one in made if one["properties"]["recordId"][0] not in plain]
        assert marked
        assert all(one["properties"]["summary"] for one in marked)


def test_the_end_of_a_post_and_other_relations() -> None:
    record = tell(
        Sketch("departure", "became", POST, time="t0"),
        Sketch("employment", "chair", {"person": "may", "organisation": "acme"}, phase="ended"),
        Sketch("membership", "of", {"person": "may", "organisation": "board"}, phase="holds"),
        Sketch("sanction", "fined", {"target": "acme", "authority": "board", "reason": "became"}, time="t0"),
        Sketch("ownership", "claimed", {"owner": "lee", "object": "acme"}, phase="holds"),
        Sketch("marriage", "on", {"person": "may", "spouse": "lee"}),
        Sketch("payment", "that", {"payer": "may", "recipient": "lee"}),
        Sketch("birth", "in", {"person": "lee"}, time="t0", place="rome"),
    )
    (occupancy,) = of_schema(record, "Occupancy")
    assert (occupancy["endDate"], occupancy["status"]) == (["2024-05-01"], ["ended"])
    (sanction,) = of_schema(record, "Sanction")
    assert (sanction["authority"], sanction["reason"]) == (["the Board"], ["became"])
    assert sanction["startDate"] == ["2024-05-01"]
    (employment,) = of_schema(record, "Employment")
    assert employment["status"] == ["ended"]
    (family,) = of_schema(record, "Family")
    assert family["relationship"] == ["spouse"]
    (lee,) = (one for one in of_schema(record, "Person") if one["name"] == ["Ann Lee"])
    assert (lee["birthDate"], lee["birthPlace"]) == (["2024-05-01"], ["Rome"])
    assert len(of_schema(record, "Ownership")) == len(of_schema(record, "Payment")) == 1
    assert not of_schema(record, "Event")


def test_a_fact_that_is_half_told_stays_an_event() -> None:
    record = tell(
        Sketch("appointment", "became", {"person": "may"}), Sketch("birth", "in", {"person": "lee"})
    )
    assert [one["name"] for one in of_schema(record, "Event")] == [["appointment: became"], ["birth: in"]]


def test_a_company_is_one_where_the_type_says_so(record: Record) -> None:
    assert [one["name"] for one in of_schema(record, "Company")] == [["Acme Ltd"]]
    assert [one["name"] for one in of_schema(record, "Organization")] == [["The Herald"]]


def test_the_article_comes_first(record: Record) -> None:
    first = make_all(record)[0]
    assert (first["schema"], first["id"]) == ("Article", f"onrecord-{record.document.id}")
    assert first["properties"]["title"] == [record.document.title]
    assert first["properties"]["bodyText"] == [record.document.text]
    assert first["properties"]["publishedAt"] == ["2024-05-02"]
    assert first["properties"]["sourceUrl"] == ["https://daily.example/a%20b?c=1"]


@pytest.mark.parametrize(
    ("value", "earliest", "latest", "date"),
    [
        ("2018-08", "2018-08-01", "2018-08-31", "2018-08"),
        ("2018-W52", "2018-12-24", "2018-12-30", "2018-12"),
        ("2018-SU", "2018-06-01", "2018-08-31", "2018"),
        ("2018-08-05T10:00", "2018-08-05", "2018-08-05", "2018-08-05"),
        ("PAST_REF", None, None, None),
        ("199", "1990-01-01", "1999-12-31", None),
    ],
)
def test_a_date_says_no_more_than_the_article(
    value: str, earliest: str | None, latest: str | None, date: str | None
) -> None:
    time = Time(start=0, end=1, id="t0", type="DATE", value=value, earliest=earliest, latest=latest)
    assert find_date(time) == date


def test_entities_keep_to_the_schemata(record: Record, read_records: tuple[Record, ...]) -> None:
    for one in (record, *read_records):
        entities = make_all(one)
        schemata = {entity["id"]: entity["schema"] for entity in entities}
        assert max(Counter(entity["id"] for entity in entities).values()) == 1
        for entity in entities:
            links = {**LINKS.get(entity["schema"], {}), **_PROVEN}
            assert set(SCHEMATA[entity["schema"]]) <= set(entity["properties"])
            for name, values in entity["properties"].items():
                assert values
                if name in links:
                    assert {schemata[value] for value in values} <= links[name], (entity["schema"], name)
                else:
                    assert name in PROPERTIES[entity["schema"]].split(), (entity["schema"], name)
    assert set(PROPERTIES) == set(SCHEMATA)


def test_every_value_has_its_words(read_records: tuple[Record, ...], tmp_path: Path) -> None:
    out = tmp_path / "news.ftm.jsonl"
    export(map(keep, read_records), "ftm", out)
    assert words_path(out) == tmp_path / "news.ftm.spans.jsonl"
    entities = [json.loads(line) for line in out.read_text(encoding="utf-8").split("\n")[:-1]]
    spans = [json.loads(line) for line in words_path(out).read_text(encoding="utf-8").split("\n")[:-1]]
    texts = {one.document.id: one.document.text for one in read_records}
    told = Counter((one["entity"], one["property"]) for one in spans)
    for entity in entities:
        for name, values in entity["properties"].items():
            assert told[entity["id"], name] == len(values)
    resting = [one for one in spans if one["start"] is not None]
    assert all(texts[one["document"]][one["start"] : one["end"]] == one["words"] for one in resting)
    named = [one for one in spans if one["property"] in ("name", "holder", "post", "entity", "involved")]
    assert all(one["words"] for one in named)


@pytest.mark.skipif(find_spec("followthemoney") is None, reason="followthemoney is not installed")
def test_the_library_takes_every_entity(read_records: tuple[Record, ...]) -> None:
    model = import_module("followthemoney").model
    for record in read_records:
        for entity in make_all(record):
            taken = model.get_proxy({**entity, "datasets": ["default"]}, cleaned=False).to_dict()[
                "properties"
            ]
            given = entity["properties"]
            assert {name: len(values) for name, values in taken.items()} == {
                name: len(values) for name, values in given.items()
            }
            for name, values in given.items():
                assert {" ".join(value.split()) for value in values} == {
                    " ".join(value.split()) for value in taken[name]
                }
