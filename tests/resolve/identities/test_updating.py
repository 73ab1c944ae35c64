"""Who is who across articles: what is merged, what is not, and that no order of arrival matters."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy import select

from onrecord.resolve.identities.reading import compare, explain, find_identities, find_known
from onrecord.resolve.identities.updating import remove, update
from onrecord.store import schema
from onrecord.store.opening import Store, open_store
from tests.resolve.identities.people import Article, add, add_all, are_one, dump, group


def test_people_of_one_rare_name_are_one(store: Store) -> None:
    with store.writing() as connection:
        add_all(connection, [Article(n, {"a": "person: Zelda Quillfeather"}, day=n) for n in (1, 2, 3)])
        assert group(connection) == {frozenset({"a1", "a2", "a3"})}
        [found] = find_identities(connection, "zelda quillfeather")
        assert (found.name, found.type, found.entities) == ("Zelda Quillfeather", "person", 3)
        assert [one.count_mains() for one in find_known(connection, "zelda quillfeather")] == [
            {"zelda quillfeather": 3}
        ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("person: Zelda Quillfeather", "person: Oswin Quillfeather"),  # husband and wife, or strangers
        ("person: Oswin Quillfeather", "person: Oswin Quillfeather Jr."),
        ("person: John Smith", "person: John Smith"),  # two of many
        ("person: Quillfeather", "person: Zelda Quillfeather"),
        ("organisation: Ministry of Defence", "organisation: Ministry of Defence"),
        ("organisation: French Foreign Ministry", "organisation: German Foreign Ministry"),
        ("organisation: Scottish Government", "organisation: British Government"),
        ("organisation: Supreme Court", "organisation: Supreme Court"),
        ("organisation: Brindle Cola", "organisation: Brindle Cola Racing"),
        ("place: Georgia", "place: Georgia"),
        ("place: Scotland", "place: United Kingdom"),
        ("place: Station Road", "place: Station Road"),
    ],
)
def test_what_two_articles_of_different_stories_do_not_make_one(store: Store, one: str, other: str) -> None:
    with store.writing() as connection:
        add_all(connection, [Article(1, {"a": one}, "s1"), Article(2, {"a": other}, "s2")])
        assert not are_one(connection, "a1", "a2")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("place: Britain", "place: United Kingdom"),
        ("organisation: FBI", "organisation: FBI"),
        ("organisation: French Ministry of Defence", "organisation: French defence ministry"),
        ("person: Yevgeny Prokofievsky", "person: Evgeny Prokofyevski"),
    ],
)
def test_what_two_articles_of_different_stories_make_one(store: Store, one: str, other: str) -> None:
    with store.writing() as connection:
        add_all(connection, [Article(1, {"a": one}, "s1"), Article(2, {"a": other}, "s2")])
        assert are_one(connection, "a1", "a2")


def test_a_family_name_stands_for_the_only_fuller_one_of_its_story(store: Store) -> None:
    with store.writing() as connection:
        add_all(
            connection,
            [
                Article(1, {"a": "person: Zelda Quillfeather"}, "s1"),
                Article(2, {"a": "person: Quillfeather"}, "s1"),
                Article(3, {"a": "person: Quillfeather"}, "s2"),
            ],
        )
        assert are_one(connection, "a1", "a2")
        assert not are_one(connection, "a1", "a3")
        [found] = find_identities(connection, "Zelda Quillfeather")
        reasons = [reason for part in explain(connection, found.id) for reason in part.reasons]
        assert any("only fuller name" in reason for reason in reasons)


def test_a_family_name_stands_for_nobody_where_a_story_has_a_family(store: Store) -> None:
    with store.writing() as connection:
        articles = [
            Article(1, {"a": "person: Zelda Quillfeather"}, "s1"),
            Article(2, {"a": "person: Quillfeather"}, "s1"),
        ]
        keys = add_all(connection, articles)
        assert are_one(connection, "a1", "a2")
        late = add(connection, Article(3, {"a": "person: Oswin Quillfeather"}, "s1"))
        assert keys[2] in update(connection, {late})
        assert group(connection) == {frozenset({one}) for one in ("a1", "a2", "a3")}
        remove(connection, {late})
        assert are_one(connection, "a1", "a2")


def test_ages_tell_namesakes_apart(store: Store) -> None:
    def article(number: int, age: str | None) -> Article:
        told = {"a": [("age", age)]} if age else {}
        return Article(number, {"a": "person: Zelda Quillfeather"}, told=told)

    record = article(1, "71").record()
    assert record.entities[0].attributes[0].value == "71"
    with store.writing() as connection:
        # The notation has ages as words; the analysis gives numbers.
        keys = {
            n: add(connection, article(n, age)) for n, age in ((1, "71"), (2, "70"), (3, "22"), (4, None))
        }
        table = schema.attributes
        for row in connection.execute(select(table)).all():
            statement = table.update().where(table.c.entity == row.entity)
            connection.execute(statement.values(value=row.value.strip('"')))
        update(connection, set(keys.values()))
        assert are_one(connection, "a1", "a2")
        assert not are_one(connection, "a1", "a3")
        entities = {row.id: row.key for row in connection.execute(select(schema.entities))}
        verdict = compare(connection, entities["a1"], entities["a3"])
        assert verdict.decision == "different"
        assert "ages differ" in verdict.reasons[0]


def test_an_article_joins_an_acronym_and_its_name(store: Store) -> None:
    with store.writing() as connection:
        both = "organisation: Quillfeather Union for Inland Lakes/QUIL"
        add_all(
            connection,
            [
                Article(1, {"a": both}, "s1"),
                Article(2, {"a": "organisation: QUIL"}, "s2"),
                Article(3, {"a": "organisation: Quillfeather Union for Inland Lakes"}, "s3"),
            ],
        )
        assert are_one(connection, "a1", "a2", "a3")


def test_an_acronym_of_two_names_is_neither(store: Store) -> None:
    with store.writing() as connection:
        add_all(
            connection,
            [
                Article(1, {"a": "organisation: Quillfeather Union for Inland Lakes/QUIL"}, "s1"),
                Article(2, {"a": "organisation: Quebec Ursine Institute of Learning/QUIL"}, "s2"),
                Article(3, {"a": "organisation: QUIL"}, "s3"),
            ],
        )
        assert group(connection) == {frozenset({one}) for one in ("a1", "a2", "a3")}


def test_descriptions_have_no_identity(store: Store) -> None:
    with store.writing() as connection:
        add_all(connection, [Article(n, {"a": "person: the driver"}) for n in (1, 2)])
        assert group(connection) == set()


_NAMES = (
    "person: Zelda Quillfeather",
    "person: Oswin Quillfeather",
    "person: Quillfeather",
    "person: Zelda M. Quillfeather",
    "person: Mark Smith",
    "person: Smith",
    "organisation: QUIL",
    "organisation: Quillfeather Union for Inland Lakes",
    "organisation: Quillfeather Union for Inland Lakes/QUIL",
    "organisation: Foreign Ministry",
    "organisation: German Foreign Ministry",
    "place: Sterling Heights",
    "place: Sterling Heights, Michigan",
    "place: Georgia",
)


def make_articles(rng: random.Random, count: int) -> list[Article]:
    """Articles that name some of a few, in some of a few stories."""
    articles = []
    for number in range(1, count + 1):
        names = dict(zip("abc", rng.sample(_NAMES, 3), strict=True))
        articles.append(Article(number, names, rng.choice(("s1", "s2", None)), rng.randint(1, 28)))
    return articles


@pytest.mark.parametrize("seed", range(6))
def test_no_order_of_arrival_matters(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    articles = make_articles(rng, 12)
    dumps = []
    for order in range(3):
        rng.shuffle(articles)
        with open_store(str(tmp_path / f"{order}.db"), create=True) as opened, opened.writing() as connection:
            at = 0
            while at < len(articles):
                size = rng.randint(1, 5)
                add_all(connection, articles[at : at + size])
                at += size
            dumps.append(dump(connection))
    assert dumps[0] == dumps[1] == dumps[2]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_removed_leaves_no_trace(store: Store, seed: int) -> None:
    rng = random.Random(seed)
    articles = make_articles(rng, 10)
    with store.writing() as connection:
        add_all(connection, articles[:7])
        before = dump(connection)
        more = add_all(connection, articles[7:])
        full = dump(connection)
        remove(connection, set(more.values()))
        assert dump(connection) == before
        update(connection, set(more.values()))
        assert dump(connection) == full
        remove(connection, set(connection.execute(select(schema.documents.c.key)).scalars()))
        assert not any(dump(connection).values())
