"""Stories follow from the articles that a store has, and from nothing else."""

from __future__ import annotations

from random import Random

import pytest
from sqlalchemy import Connection, select, update

from onrecord.model.record import Record
from onrecord.resolve.stories import updating
from onrecord.resolve.stories.deriving import name_story
from onrecord.store import schema
from onrecord.store.opening import Store
from tests.resolve.stories.invented import (
    Sample,
    add_all,
    compare_all,
    erase,
    find_keys,
    name_origins,
    read_all,
)

_SAMPLES = (
    Sample("ferry", "2031-03-04", 0),
    Sample("ferry", "2031-03-04", 1),
    Sample("ferry", "2031-03-05", 2),
    Sample("ferry", "2031-03-09", 3),
    Sample("ferry", "2031-09-09", 4),
    Sample("ferry", None, 5),
    Sample("merger", "2031-03-04", 0),
    Sample("merger", "2031-03-06", 1),
    Sample("merger", "2031-03", 2),
    Sample("chess", "2031-03-05", 0),
    Sample("chess", "2031-03-06", 1),
)


def _make() -> list[Record]:
    return [one.make() for one in _SAMPLES]


def _name(place: int) -> str:
    return _SAMPLES[place].make().document.id


def _copies() -> list[list[str]]:
    """The second and the third on the ferry are copies, and so are the dated and the undated one."""
    return [[_name(1), _name(2)], [_name(3), _name(5)]]


def _owners(connection: Connection) -> list[set[int]]:
    """The stories as sets of places in the samples, in order."""
    owners = read_all(connection)[1]
    places = {one.make().document.id: place for place, one in enumerate(_SAMPLES)}
    stories = [{places[one] for one in owners if owners[one] == story} for story in set(owners.values())]
    return sorted(stories, key=min)


def test_articles_on_one_happening_are_one_story(store: Store) -> None:
    with store.writing() as connection:
        compare_all(connection, _make(), 50)
        assert _owners(connection) == [{0, 1, 2, 3}, {4}, {5}, {6, 7, 8}, {9, 10}]


def test_copies_are_of_the_story_of_their_origin_and_not_independent(store: Store) -> None:
    with store.writing() as connection:
        compare_all(connection, _make(), 50, _copies())
        assert _owners(connection) == [{0, 1, 2, 3, 5}, {4}, {6, 7, 8}, {9, 10}]
        table = schema.stories
        row = connection.execute(select(table).order_by(table.c.articles.desc()).limit(1)).one()
        assert (row.articles, row.independent) == (5, 3)
        assert (row.earliest, row.latest) == ("2031-03-04", "2031-03-09")
        assert row.id == name_story(min(_name(0), _name(1)))


def test_copies_of_unlike_words_are_one_story(store: Store) -> None:
    """What the copies room says of articles stands, whatever their words and dates."""
    with store.writing() as connection:
        compare_all(connection, _make(), 50, [[_name(4), _name(9)]])
        assert {4, 9, 10} in _owners(connection)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_arrival_does_not_matter(store: Store, seed: int) -> None:
    rng = Random(seed)
    records = _make()
    rng.shuffle(records)
    with store.writing() as connection:
        compare_all(connection, records, rng.choice((1, 2, 3, 50)), _copies())
        shuffled = read_all(connection)
        connection.rollback()
    with store.writing() as connection:
        compare_all(connection, _make(), 50, _copies())
        assert read_all(connection) == shuffled


def test_what_is_taken_out_and_in_again_leaves_all_as_it_was(store: Store) -> None:
    with store.writing() as connection:
        compare_all(connection, _make(), 4, _copies())
        before = read_all(connection)
        for name, key in sorted(find_keys(connection).items()):
            updating.remove(connection, [key])
            assert name not in read_all(connection)[1]
            updating.update(connection, [key])
            assert read_all(connection) == before


@pytest.mark.parametrize("place", [0, 1, 3, 7])
def test_an_erased_article_leaves_the_stories_of_the_others(store: Store, place: int) -> None:
    copies = _copies()
    with store.writing() as connection:
        compare_all(connection, _make(), 4, copies)
        erase(connection, _name(place), copies)
        erased = read_all(connection)
        connection.rollback()
    with store.writing() as connection:
        compare_all(connection, [one for one in _make() if one.document.id != _name(place)], 50, copies)
        assert read_all(connection) == erased


def test_update_tells_whose_story_changed(store: Store) -> None:
    with store.writing() as connection:
        first, second = add_all(connection, [_make()[3], _make()[9]])
        assert updating.update(connection, [first, second]) == {first, second}
        (earlier,) = add_all(connection, [_make()[0]])
        assert updating.update(connection, [earlier]) == {first, earlier}
        assert updating.remove(connection, [earlier]) == {first}


def test_update_twice_is_once(store: Store) -> None:
    with store.writing() as connection:
        compare_all(connection, _make(), 50)
        before = read_all(connection)
        keys = set(find_keys(connection).values())
        assert updating.update(connection, keys) == keys
        assert read_all(connection) == before


def test_articles_that_are_not_there_are_passed_over(store: Store) -> None:
    with store.writing() as connection:
        assert updating.update(connection, [12345]) == {12345}
        assert updating.remove(connection, [12345]) == set()


def test_only_current_articles_are_counted(store: Store) -> None:
    with store.writing() as connection:
        compare_all(connection, _make(), 50)
        key = find_keys(connection)[_name(9)]
        documents = schema.documents
        retracted = update(documents).where(documents.c.key == key).values(status="retracted")
        connection.execute(retracted)
        updating.update(connection, [key])
        table = schema.stories
        row = connection.execute(select(table).where(table.c.document == key)).one()
        assert (row.articles, row.independent, row.earliest) == (1, 1, "2031-03-06")
        assert row.title == "Ontario wins Varnholm chess cup, part 1"


def test_an_origin_that_comes_late_takes_its_copies_along(store: Store) -> None:
    """The copy was compared before; now that its origin is there it is not any more."""
    copies = [[_name(0), _name(3)]]
    with store.writing() as connection:
        keys = add_all(connection, [_make()[3], _make()[9]])
        updating.update(connection, {*keys, *name_origins(connection, copies)})
        keys = add_all(connection, [_make()[0]])
        updating.update(connection, {*keys, *name_origins(connection, copies)})
        compared = connection.execute(select(schema.story_vectors.c.document)).scalars().all()
        names = find_keys(connection)
        assert set(compared) == {names[_name(0)], names[_name(9)]}
        assert _owners(connection) == [{0, 3}, {9}]
