"""New articles are matched with lists, and alerts are given once a claim."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, event, func, select

from onrecord.model.record import Record
from onrecord.store.erasing import erase_document
from onrecord.store.opening import Store
from onrecord.store.watch_tables import alert_items, alerts
from onrecord.watch.alert import Alert
from onrecord.watch.keeping import list_alerts
from onrecord.watch.lists import keep_list
from onrecord.watch.matching import count_waiting, forget_documents, match_documents, match_waiting, rematch
from onrecord.watch.screening import index_lists, screen_record
from tests.query.shelf import with_derived_ids
from tests.records import Sketch, Told, make_record
from tests.watch.press import LATER, NOW, add, arrest, claim, give, match, watched

BLOG, GAZETTE = "https://blog.example/1", "https://gazette.example/1"


def held(store: Store) -> list[Alert]:
    with store.reading() as connection:
        return [alert for _, alert in list_alerts(connection)]


def test_an_alert_says_what_and_who_says_so(store: Store) -> None:
    give(store, watched("Lee, Ann", countries=("fr",)))
    record = arrest()
    found = {alert.type: alert for alert in match(store, add(store, record))}
    assert set(found) == {"arrest", "say"}
    first = found["arrest"]
    assert (first.role, first.side, first.told) == ("person", "accused", "is named as the person arrested")
    assert (first.voice, first.status, first.match.decision) == ("outlet", "told as a fact", "likely")
    assert first.quote in record.document.text
    assert (first.item, first.document) == (record.events[0].id, record.document.id)
    assert first.entity == record.entities[0].id
    assert (first.articles, first.independent, first.changes) == (1, 1, ("new",))
    said = found["say"]
    assert (said.side, said.told, said.quote) == ("speaker", "is quoted", "“I did nothing.”")
    assert "in the voice of Meridian Wire" in first.sentence


def test_a_second_voice_is_named(store: Store) -> None:
    give(store, watched("Ann Lee"), watched("Police in Moss", identity="w2", type="organisation"))
    found = match(store, add(store, arrest(voice="statement")))
    told = {(alert.entry.name, alert.type): alert for alert in found}
    assert told["Ann Lee", "arrest"].according_to == ("Police in Moss",)
    assert told["Ann Lee", "arrest"].status == "asserted"
    assert told["Ann Lee", "arrest"].statement is not None
    assert told["Police in Moss", "arrest"].side == "authority"
    assert told["Police in Moss", "say"].side == "speaker"


def test_matching_again_gives_nothing_new(store: Store) -> None:
    give(store, watched("Ann Lee"))
    documents = add(store, arrest())
    assert len(match(store, documents)) == 2
    assert match(store, documents) == []


def test_without_lists_nothing_is_read(store: Store) -> None:
    documents = add(store, arrest())
    assert match(store, documents) == []


def test_who_is_not_on_the_list_makes_no_alert(store: Store) -> None:
    give(store, watched("Bob Lee"), watched("Ann Roe", identity="w2"), watched("Lee", identity="w3"))
    assert match(store, add(store, arrest())) == []


def test_one_claim_of_two_articles_is_told_once_and_counted(store: Store) -> None:
    give(store, watched("Ann Lee"))
    one, copy = arrest(), arrest(outlet="Blog", url=BLOG, published="2019-03-15")
    assert {alert.type for alert in match(store, add(store, one))} == {"arrest", "say"}
    documents = add(store, copy)
    with store.writing() as connection:
        claim(connection, [one, copy], "arrest", independent=1)
    assert [alert.type for alert in match(store, documents, now=LATER)] == ["say"]
    [told] = [alert for alert in held(store) if alert.type == "arrest"]
    assert (told.articles, told.independent, told.updated) == (2, 1, LATER)
    assert told.tell_sources() == "2 articles, 1 independent"


def test_two_articles_of_one_batch_make_one_alert_of_the_earlier(store: Store) -> None:
    give(store, watched("Ann Lee"))
    late, early = arrest(outlet="Blog", url=BLOG, published="2019-03-15"), arrest()
    documents = add(store, late, early)
    with store.writing() as connection:
        claim(connection, [early, late], "arrest", independent=2)
    [told] = [alert for alert in match(store, documents) if alert.type == "arrest"]
    assert (told.document, told.independent) == (early.document.id, 2)
    assert "second source" in told.known


def test_it_is_told_again_when_something_changes_and_once_each(store: Store) -> None:
    give(store, watched("Ann Lee"))
    said = arrest(voice="statement")
    first = next(alert for alert in match(store, add(store, said)) if alert.type == "arrest")
    assert first.known == ()
    confirmed = arrest(outlet="Gazette", url=GAZETTE, published="2019-03-15")
    documents = add(store, confirmed)
    with store.writing() as connection:
        claim(connection, [said, confirmed], "arrest", independent=2)
    again = [alert for alert in match(store, documents, now=LATER) if alert.type == "arrest"]
    assert [alert.changes for alert in again] == [("confirmed", "second source")]
    assert (again[0].first, again[0].outlet, again[0].voice) == (first.id, "Gazette", "outlet")
    assert again[0].item == confirmed.events[0].id
    denied = arrest(outlet="Blog", url=BLOG, published="2019-03-16", voice="statement", polarity="negative")
    documents = add(store, denied)
    with store.writing() as connection:
        claim(connection, [said, confirmed, denied], "arrest", independent=3)
    third = [alert for alert in match(store, documents, now=LATER) if alert.type == "arrest"]
    assert [(alert.changes, alert.status) for alert in third] == [(("denied",), "denied")]
    assert [alert for alert in match(store, documents, now=LATER) if alert.type == "arrest"] == []
    assert {alert.articles for alert in held(store) if alert.type == "arrest"} == {3}


def test_a_claim_that_gets_another_id_is_known_still(store: Store) -> None:
    give(store, watched("Ann Lee"))
    late = arrest(outlet="Blog", url=BLOG, published="2019-03-15")
    match(store, add(store, late))
    early = arrest()
    documents = add(store, early)
    with store.writing() as connection:
        claim(connection, [early, late], "arrest", independent=1)
    assert [alert.type for alert in match(store, documents)] == ["say"]
    [told] = [alert for alert in held(store) if alert.type == "arrest"]
    assert (told.document, told.claim) == (late.document.id, early.events[0].id)


def test_two_lists_and_two_people_of_a_name(store: Store) -> None:
    give(store, watched("Ann Lee"), watched("Ann Lee", identity="w2", births=("1950",)))
    give(store, watched("Ann Lee", identity="w2"), name="others")
    found = [alert for alert in match(store, add(store, arrest())) if alert.type == "arrest"]
    assert {(alert.entry.list, alert.entry.id) for alert in found} == {("people", "w1"), ("others", "w2")}


def test_who_only_is_mentioned(store: Store) -> None:
    record = with_derived_ids(
        make_record(
            "It rained on [e:lee Ann Lee].",
            entities={"lee": ("person", "Ann Lee")},
            events=[Sketch("post", "rained", {"person": "lee"}, phase="holds")],
            title="Rain",
        )
    )
    documents = add(store, record)
    give(store, watched("Ann Lee"))
    assert match(store, documents) == []
    give(store, watched("Ann Lee"), mentions=True)
    assert [alert.type for alert in match(store, documents)] == ["post"]
    bare = msgspec.structs.replace(record, events=())
    [told] = screen_record(bare, index_lists([("people", [watched("Ann Lee")])]), now=NOW)
    assert (told.kind, told.told, told.quote) == ("article", "is mentioned", "Rain")


def test_an_author_is_told_as_such() -> None:
    record = make_record("[e:lee Ann Lee] writes for us.", entities={"lee": ("person", "Ann Lee")})
    document = msgspec.structs.replace(record.document, byline=("Ann Lee",))
    written = msgspec.structs.replace(record, document=document)
    [told] = screen_record(written, index_lists([("people", [watched("Ann Lee")])]), now=NOW)
    assert (told.role, told.told) == ("author", "wrote the article")


def test_what_is_read_and_what_is_stored_give_the_same_alerts(store: Store) -> None:
    entries = [
        watched("Ann Lee", births=("1977",)),
        watched("Police in Moss", identity="w2", type="organisation"),
    ]
    give(store, *entries, mentions=True)
    for number, voice in enumerate(("outlet", "statement")):
        record = arrest(voice=voice, url=f"https://wire.example/{number}")
        stored = match(store, add(store, record))
        read = screen_record(record, index_lists([("people", entries)]), now=NOW)
        assert {alert.id: alert for alert in stored} == {alert.id: alert for alert in read}
        assert len(stored) == 4


def test_a_list_that_is_added_matches_what_is_there_from_a_day_on(store: Store) -> None:
    add(store, arrest(), arrest(url=BLOG, published="2018-01-01"))
    with store.writing() as connection:
        keep_list(connection, "people", [watched("Ann Lee")], now=NOW, since="2019")
    with store.reading() as connection:
        assert count_waiting(connection) == 1
    made = [alert for step in match_waiting(store) for alert in step]
    assert {alert.published for alert in made} == {"2019-03-14"}
    with store.reading() as connection:
        assert count_waiting(connection) == 0
    with store.writing() as connection:
        rematch(connection, None, None)
    made = [alert for step in match_waiting(store) for alert in step]
    assert {alert.published for alert in made} == {"2018-01-01"}


def test_what_was_interrupted_goes_on(store: Store) -> None:
    add(store, *(arrest(url=f"https://wire.example/{number}") for number in range(60)))
    with store.writing() as connection:
        keep_list(connection, "people", [watched("Ann Lee")], now=NOW)
    steps = match_waiting(store)
    next(steps)
    steps.close()
    with store.reading() as connection:
        assert count_waiting(connection) == 10
    assert sum(map(len, match_waiting(store))) == 20
    assert len(held(store)) == 120


def test_an_erased_article_takes_its_alerts_along(store: Store) -> None:
    give(store, watched("Ann Lee"))
    one, other = arrest(), arrest(outlet="Blog", url=BLOG, published="2019-03-15")
    first, second = add(store, one, other)
    with store.writing() as connection:
        claim(connection, [one, other], "arrest", independent=1)
    match(store, [first, second])
    with store.writing() as connection:
        assert forget_documents(connection, [first]) == {second}
    assert {alert.document for alert in held(store)} == {other.document.id}
    assert not _holds(store, one)
    assert [alert.type for alert in match(store, [second])] == ["arrest"]


def _holds(store: Store, record: Record) -> bool:
    with store.reading() as connection:
        told = connection.execute(select(alerts.c.alert)).scalars().all()
        items = set(connection.execute(select(alert_items.c.item)).scalars())
    own = {record.document.id}.union(one.id for one in record.events)
    own.update(one.id for one in record.statements)
    return bool(own & items) or any(one in alert for one in own for alert in told)


def test_forgetting_leaves_the_article_to_be_erased(store: Store) -> None:
    give(store, watched("Ann Lee"))
    [key] = add(store, arrest())
    match(store, [key])
    with store.writing() as connection:
        forget_documents(connection, [key])
        erase_document(connection, key, now=NOW)
    assert held(store) == []


def test_the_number_of_queries_does_not_grow_with_articles(store: Store) -> None:
    give(store, watched("Ann Lee"))
    documents = add(store, *(arrest(url=f"https://wire.example/{number}") for number in range(40)))

    def count(wanted: list[int]) -> int:
        asked = 0

        def note(*_: object) -> None:
            nonlocal asked
            asked += 1

        with store.writing() as connection:
            event.listen(connection, "before_cursor_execute", note)
            match_documents(connection, wanted, now=NOW)
        return asked

    few, many = count(documents[:2]), count(documents[2:])
    assert many <= few + 2


def _count(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(alerts)).scalar_one())


def test_superseded_articles_are_not_matched(store: Store) -> None:
    give(store, watched("Ann Lee"))
    old, new = arrest(), arrest(ending="It was corrected.")
    documents = add(store, old, new)
    made = match(store, documents)
    assert {alert.document for alert in made} <= {old.document.id, new.document.id}
    assert len({alert.document for alert in made}) == 1
    with store.reading() as connection:
        assert _count(connection) == 2


def test_who_says_that_somebody_says_so_is_named_too(store: Store) -> None:
    record = with_derived_ids(
        make_record(
            "[source:s1|e:ode Kim Ode] [cue:s1 said] [content:s1:indirect that "
            "[source:s2|e:police the police] [cue:s2 said] [content:s2:indirect "
            "[e:lee Ann Lee] was arrested]].",
            entities={
                "ode": ("person", "Kim Ode"),
                "police": ("organisation", "the police"),
                "lee": ("person", "Ann Lee"),
            },
            told={"s1": Told(about=("lee",)), "s2": Told(about=("lee",))},
            events=[Sketch("arrest", "arrested", {"person": "lee"}, according_to="s2")],
        )
    )
    give(store, watched("Ann Lee"))
    made = match(store, add(store, record))
    assert [alert.type for alert in made] == ["arrest"]
    assert made[0].according_to == ("the police", "Kim Ode")
    assert "according to the police, as Kim Ode says" in made[0].sentence
    read = screen_record(record, index_lists([("people", [watched("Ann Lee")])]), now=NOW)
    assert read == made
