from __future__ import annotations

import json

import jsonschema
import msgspec
import pytest

from onrecord.catalogue.entries import Catalogue, Entry
from onrecord.catalogue.linking import link_record
from onrecord.errors import BrokenInvariant
from onrecord.model.record import Candidate, EntityType, Record
from onrecord.model.schema import record_schema
from tests.catalogue.articles import link, make_organisation, make_person, name_one, show
from tests.records import Sketch, make_record

# What is sure


@pytest.mark.parametrize(
    "name", ["Jane Roe", "Roe, Jane", "Dame Jane Roe", "JANE ROE", "Jané Roë", "Jane Roe MP"]
)
def test_a_person_is_linked_by_the_full_name_or_an_alias(name: str) -> None:
    for entry in (make_person("p1", name), make_person("p1", "Ann Lee", "Vane, Jane", name)):
        entity = link(name_one("Jane Roe"), entry)
        assert (entity.links, entity.candidates) == (("p1",), ())
        assert link(name_one(name), make_person("p1", "Jane Roe")).links == ("p1",)


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("Tolhurst & Vane Ltd", make_organisation("o1", "Tolhurst and Vane, Limited")),
        ("The Argus", make_organisation("o1", "Argus")),
        ("WFP", make_organisation("o1", "World Fish Panel", "WFP")),
        ("World Fish Panel", make_organisation("o1", "W.F.P.", "World Fish Panel")),
        ("Argus", Entry(id="o1", name="Argus")),
    ],
)
def test_an_organisation_is_linked_by_name_alias_or_acronym(name: str, entry: Entry) -> None:
    assert link(name_one(name, kind="organisation"), entry).links == ("o1",)


def test_another_name_in_the_article_links_where_it_is_like_the_full_one() -> None:
    panel = name_one("World Fish Panel", "WFP", kind="organisation")
    assert link(panel, make_organisation("o1", "The Fish Panel", "WFP")).links == ("o1",)
    for entry in (make_organisation("o1", "Western Farm Party", "WFP"), make_organisation("o1", "WFP")):
        entity = link(panel, entry)
        assert entity.links == ()
        assert len(entity.candidates) == 1
    assert (
        link(name_one("Jane Mary Roe", "Jane Roe"), make_person("p1", "Jane Ann Roe", "Jane Roe")).links == ()
    )
    assert link(name_one("Jane Mary Roe", "Jane Roe"), make_person("p1", "Jane Roe")).links == ("p1",)
    city = link(name_one("Orlo Foods", "Orlo", kind="organisation"), make_organisation("o1", "Orlo"))
    assert (city.links, show(city)) == ((), ["o1: same full name, another name in the article"])


def test_the_type_has_to_fit() -> None:
    clashes: list[tuple[EntityType, Entry]] = [
        ("organisation", make_person("p1", "Van Roe")),
        ("person", make_organisation("o1", "Van Roe")),
        ("place", make_organisation("o1", "Van Roe")),
        ("group", Entry(id="x1", name="Van Roe")),
    ]
    for kind, entry in clashes:
        entity = link(name_one("Van Roe", kind=kind), entry)
        assert (entity.links, entity.candidates) == ((), ())
    assert link(name_one("Van Roe", kind="person"), Entry(id="x1", name="Van Roe")).links == ("x1",)


def test_what_has_no_name_is_not_linked() -> None:
    record = make_record("[e:x the board] met.", entities={"x": ("organisation", "the board")})
    assert link(record, make_organisation("o1", "The Board")).links == ()


# What is not


@pytest.mark.parametrize("name", ["Roe", "Mr Roe", "ROE"])
def test_nobody_is_linked_by_surname_alone(name: str) -> None:
    entity = link(name_one(name, described="a mayor"), make_person("p1", "Jane Roe", positions=("mayor",)))
    assert entity.links == ()
    assert show(entity) == ["p1: surname alone, position agrees: mayor"]
    alone = link(name_one(name), make_person("p1", "Roe"), make_person("p2", "Jane Roe", "Roe"))
    assert alone.links == ()
    assert show(alone) == [
        "p1: same full name, one-word name",
        "p2: alias, one-word name",
    ]


def test_a_surname_of_many_lists_the_best_five() -> None:
    entries = [make_person(f"p{number}", f"{name} Roe") for number, name in enumerate("ABCDEFGH")]
    entries.append(make_person("p9", "Jane Roe", countries=("FR",)))
    entity = link(name_one("Roe", nationality="French"), *entries)
    assert entity.links == ()
    assert [one.id for one in entity.candidates] == ["p9", "p0", "p1", "p2", "p3"]
    assert entity.candidates[0].reasons == ("surname alone", "one of 9 entries with it", "country agrees: FR")


@pytest.mark.parametrize(
    ("name", "known", "reason"),
    [
        ("J. Roe", "Jane Roe", "initials agree"),
        ("Jane M. Roe", "Jane Mary Roe", "initials agree"),
        ("Jane Roe", "Jane Mary Roe", "same name but for a further one"),
        ("Jane Roe Vega", "Jane Roe", "same name but for a further one"),
        ("Mohamed Rowe", "Mohammed Rowe", "similar spelling"),
        ("Jane Kadaffi", "Jane Kadafi", "similar spelling"),
        ("J. Roe", "Jane Mary Roe", "initials agree"),
    ],
)
def test_what_is_only_like_a_name_makes_a_candidate(name: str, known: str, reason: str) -> None:
    entity = link(name_one(name), make_person("p1", known, positions=("mayor",)))
    assert (entity.links, show(entity)) == ((), [f"p1: {reason}"])


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Jane Roe", "Tom Roe"),
        ("Jane A. Roe", "Jane B. Roe"),
        ("Ann Roe", "Anna Roe"),
        ("Jane Roe", "Jane R."),
        ("James Gordon", "Gordon James"),
        ("John Roe Sr", "John Roe Jr"),
    ],
)
def test_another_name_is_no_candidate(name: str, known: str) -> None:
    entity = link(name_one(name), make_person("p1", known))
    assert (entity.links, entity.candidates) == ((), ())


@pytest.mark.parametrize(
    ("name", "known", "shown"),
    [
        ("Federal Court", "Federal Court of Ruritania", ["o1: part of the name"]),
        ("Orlando Foods", "Orlanda Foods", ["o1: similar spelling"]),
        ("Radio 4", "Radio 5", []),
        ("Channel 4 News", "Channel 5 News", []),
        ("Orlanda", "Orlanda Foods", []),
        ("Who", "WHO", []),
    ],
)
def test_organisations_with_other_names_are_candidates_at_most(
    name: str, known: str, shown: list[str]
) -> None:
    entity = link(name_one(name, kind="organisation"), make_organisation("o1", known))
    assert (entity.links, show(entity)) == ((), shown)


# Several entries of one name

FRENCH = make_person("p1", "Jane Roe", countries=("FR",), positions=("mayor",))
DUTCH = make_person("p2", "Jane Roe", countries=("NL",), notes="Painter of harbours, born in Delft")


def test_of_two_with_one_name_none_is_linked() -> None:
    entity = link(name_one("Jane Roe"), FRENCH, DUTCH)
    assert entity.links == ()
    assert show(entity) == [
        "p1: same full name, another entry has this name",
        "p2: same full name, another entry has this name",
    ]
    aliased = make_person("p3", "Jane Vane", "Jane Roe")
    assert show(link(name_one("Jane Roe"), FRENCH, aliased))[1] == "p3: alias, another entry has this name"


@pytest.mark.parametrize(
    ("told", "chosen", "reason"),
    [
        ("French", "p1", "country agrees: FR"),
        ("fr", "p1", "country agrees: FR"),
        ("the Dutch swimmer", "p2", "country agrees: NL"),
        ("a former mayor", "p1", "position agrees: mayor"),
        ("the painter of old harbours", "p2", "notes agree: harbours, painter"),
    ],
)
def test_the_article_may_tell_them_apart(told: str, chosen: str, reason: str) -> None:
    described, nationality = (told, "") if " " in told else ("", told)
    entity = link(name_one("Jane Roe", described=described, nationality=nationality), FRENCH, DUTCH)
    assert entity.links == (chosen,)
    assert entity.candidates[0].id == chosen
    assert reason in entity.candidates[0].reasons
    assert len(entity.candidates) == 2


@pytest.mark.parametrize(
    "described", ["the Dutch mayor", "a painter", "an envoy to France", "a Danish rower"]
)
def test_what_does_not_tell_them_apart_links_none(described: str) -> None:
    entity = link(name_one("Jane Roe", described=described), FRENCH, DUTCH)
    assert entity.links == ()
    assert len(entity.candidates) == 2


def test_states_of_posts_and_citizenship_tell_them_apart_too() -> None:
    post = Sketch("post", "spoke", {"person": "x", "position": "mayor"}, phase="holds")
    assert link(name_one("Jane Roe", described="a mayor", events=(post,)), FRENCH, DUTCH).links == ("p1",)
    citizen = Sketch("citizenship", "left", {"person": "x", "country": "nowhere"}, phase="holds")
    record = name_one("Jane Roe", events=(citizen,))
    assert link(record, make_person("p1", "Jane Roe", countries=("nowhere",)), DUTCH).links == ("p1",)


def test_a_country_that_differs_forbids_a_link() -> None:
    entity = link(name_one("Jane Roe", nationality="Danish"), FRENCH)
    assert (entity.links, show(entity)) == ((), ["p1: same full name, country differs: DK"])


def test_an_acronym_of_several_is_never_linked() -> None:
    entity = link(
        name_one("WFP", kind="organisation", described="the French panel"),
        make_organisation("o1", "World Fish Panel", "WFP", countries=("FR",)),
        make_organisation("o2", "Western Farm Party", "WFP", countries=("NL",)),
    )
    assert entity.links == ()
    assert [one.id for one in entity.candidates] == ["o1", "o2"]


# The record


def test_records_go_to_json_and_back() -> None:
    record = link_record(name_one("Jane Roe"), Catalogue([FRENCH, DUTCH]))
    assert Record.from_json(record.to_json()) == record
    data = json.loads(record.to_json())
    jsonschema.Draft202012Validator(record_schema()).validate(data)
    assert data["entities"][0]["candidates"][1] == {
        "id": "p2",
        "name": "Jane Roe",
        "score": 0.5,
        "reasons": ["same full name", "another entry has this name"],
    }
    del data["entities"][0]["candidates"]
    assert Record.from_json(json.dumps(data)) == name_one("Jane Roe")


def test_linking_twice_is_linking_once_and_keeps_another_catalogue() -> None:
    catalogue, other = Catalogue([FRENCH, DUTCH]), Catalogue([make_person("q1", "Jane Roe")])
    once = link_record(name_one("Jane Roe"), catalogue)
    assert link_record(once, catalogue) == once
    both = link_record(once, other).entities[0]
    assert both.links == ("q1",)
    assert [one.id for one in both.candidates] == ["p1", "p2"]
    assert link_record(link_record(once, other), other) == link_record(once, other)


def test_nothing_but_links_and_candidates_is_changed() -> None:
    record = name_one("Jane Roe")
    linked = link_record(record, Catalogue([FRENCH]))
    assert linked.entities[0].links == ("p1",)
    bare = msgspec.structs.replace(linked.entities[0], links=(), candidates=())
    assert msgspec.structs.replace(linked, entities=(bare,)) == record
    assert record.entities[0].links == ()


@pytest.mark.parametrize("scores", [[0.2, 0.4], [1.2], [-0.1]])
def test_candidates_are_ranked_from_one_to_nought(scores: list[float]) -> None:
    candidates = tuple(
        Candidate(id=f"p{number}", name="Roe", score=score, reasons=()) for number, score in enumerate(scores)
    )
    record = name_one("Roe")
    with pytest.raises(BrokenInvariant, match="best first"):
        msgspec.structs.replace(
            record, entities=(msgspec.structs.replace(record.entities[0], candidates=candidates),)
        )
    with pytest.raises(BrokenInvariant, match="twice"):
        msgspec.structs.replace(
            record, entities=(msgspec.structs.replace(record.entities[0], links=("p1", "p1")),)
        )


def test_types_of_entities_other_than_two_are_left_alone() -> None:
    kinds: list[EntityType] = ["place", "work", "product", "group", "event", "other"]
    for kind in kinds:
        record = name_one("Jane Roe", kind=kind)
        assert link_record(record, Catalogue([FRENCH])) == record
