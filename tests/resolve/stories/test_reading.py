"""Stories as they are told, and as they are found."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, insert, select

from onrecord.errors import InputError, UnknownId
from onrecord.resolve.stories.deriving import name_story
from onrecord.resolve.stories.reading import find_story, list_stories, read_story
from onrecord.store import schema
from onrecord.store.opening import Store
from tests.resolve.stories.invented import Sample, add_all, compare_all, find_keys, insert_row

_FERRY = [
    Sample("ferry", day, number) for number, day in enumerate(("2031-03-04", "2031-03-05", "2031-03-07"))
]
_MERGER = [Sample("merger", "2031-04-01", 0), Sample("merger", "2031-04-02", 1)]
_CHESS = [Sample("chess", None, 0)]


def _fill(connection: Connection) -> list[str]:
    records = [one.make() for one in (*_FERRY, *_MERGER, *_CHESS)]
    ids = [one.document.id for one in records]
    compare_all(connection, records, 50, [[ids[0], ids[2]]])
    keys = find_keys(connection)
    first, last = keys[ids[0]], keys[ids[2]]
    insert_row(connection, schema.copies, document=last, other=first, kind="edited")
    insert_row(connection, schema.fingerprints, document=first, agency="Tessaly Wire")
    return ids


def test_a_story_is_told_with_its_articles_in_time(store: Store) -> None:
    with store.writing() as connection:
        ids = _fill(connection)
        story = read_story(connection, find_story(connection, ids[1]))
    assert (story.earliest, story.latest) == ("2031-03-04", "2031-03-07")
    assert (story.current, story.independent) == (3, 2)
    assert [one.id for one in story.articles] == ids[:3]
    assert [one.origin for one in story.articles] == [ids[0], ids[1], ids[0]]
    assert [one.copied_from for one in story.articles] == [None, None, ids[0]]
    assert [one.copy for one in story.articles] == [None, None, "edited"]
    assert [one.agency for one in story.articles] == ["Tessaly Wire", None, None]
    assert {one.outlet for one in story.articles} == {"Outlet 0", "Outlet 1", "Outlet 2"}
    assert story.title in {one.title for one in story.articles}


def test_a_story_is_found_by_its_id_and_by_those_of_its_articles(store: Store) -> None:
    with store.writing() as connection:
        ids = _fill(connection)
        wanted = name_story(ids[0])
        for identity in (wanted, wanted[:8], f" {wanted.upper()} ", ids[2], ids[2][:8]):
            assert find_story(connection, identity) == wanted


@pytest.mark.parametrize("identity", ["y123", "y0123456789", "yes, please", "0123456789"])
def test_what_is_no_id_is_refused(store: Store, identity: str) -> None:
    with store.writing() as connection:
        _fill(connection)
        with pytest.raises(UnknownId):
            find_story(connection, identity)
        with pytest.raises(UnknownId):
            read_story(connection, "y0123456789")
        with pytest.raises(UnknownId):
            list_stories(connection, after="y0123456789")


def test_a_beginning_of_several_ids_is_refused(store: Store) -> None:
    with store.writing() as connection:
        ids = _fill(connection)
        keys, table = find_keys(connection), schema.stories
        row = dict(connection.execute(select(table).where(table.c.id == name_story(ids[0]))).mappings().one())
        connection.execute(insert(table), row | {"id": row["id"][:-1] + "g", "document": keys[ids[1]]})
        with pytest.raises(InputError, match="several ids begin so"):
            find_story(connection, row["id"][:10])


def test_an_article_that_was_not_compared_has_no_story_yet(store: Store) -> None:
    with store.writing() as connection:
        record = _CHESS[0].make()
        add_all(connection, [record])
        with pytest.raises(InputError, match="not compared"):
            find_story(connection, record.document.id)


def test_stories_are_listed_the_newest_first(store: Store) -> None:
    with store.writing() as connection:
        ids = _fill(connection)
        ferry, merger, chess = name_story(ids[0]), min(map(name_story, ids[3:4])), name_story(ids[5])
        assert [one.id for one in list_stories(connection)] == [merger, ferry]
        assert [one.id for one in list_stories(connection, minimum=1)] == [merger, ferry, chess]
        assert [one.id for one in list_stories(connection, minimum=3)] == [ferry]
        assert [one.id for one in list_stories(connection, limit=1)] == [merger]
        assert [one.id for one in list_stories(connection, after=merger)] == [ferry]
        assert [one.id for one in list_stories(connection, since="2031-04")] == [merger]
        assert [one.id for one in list_stories(connection, since="2031-03-06")] == [merger, ferry]
        assert [one.id for one in list_stories(connection, until="2031-03-04")] == [ferry]
        line = list_stories(connection, minimum=3)[0]
        assert (line.articles, line.independent, line.latest) == (3, 2, "2031-03-07")


def test_a_story_tells_what_its_articles_claim(store: Store) -> None:
    with store.writing() as connection:
        ids = _fill(connection)
        document = find_keys(connection)[ids[0]]
        told = {"type": "accident", "words": "ran aground"}
        insert_row(connection, schema.events, key=document + 9, id="v1", document=document, **told)
        counted = {"story": name_story(ids[0]), "articles": 3, "independent": 2}
        insert_row(connection, schema.claims, id="v1", type="accident", event=document + 9, **counted)
        (claim,) = read_story(connection, name_story(ids[0])).claims
    assert (claim.id, claim.type, claim.words) == ("v1", "accident", "ran aground")
    assert (claim.articles, claim.independent) == (3, 2)
