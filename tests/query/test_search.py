"""Search by words and by fields, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError, UnknownId, UnknownName
from onrecord.query import plan
from onrecord.query.hits import ArticleHit, EventHit, StatementHit
from onrecord.query.question import Question
from onrecord.query.search import Page, search
from onrecord.store.opening import Store, open_store
from tests.query.press import add, happening, on, own_ids, quote
from tests.records import Sketch, Told, make_record


def ask(store: Store, *, after: str | None = None, limit: int = 20, **fields: Any) -> Page:
    with store.reading() as connection:
        return search(connection, Question(**fields), after=after, limit=limit)


def ids(store: Store, **fields: Any) -> list[str]:
    return [hit.id for hit in ask(store, **fields).hits]


@pytest.fixture
def press(store: Store) -> Store:
    add(
        store,
        quote("a", "Ann Lee", "“The bridge was safe.”", day="2018-08-05", about="Bob Marsh"),
        quote("b", "Bob Marsh", "the bridge had cracks", day="2018-09", act="claim", form="indirect"),
        quote("c", "Ann Lee", "“No cracks, no bridge toll.”", day="2019-01-02", act="deny", outlet="Herald"),
        quote("d", "Ann Lee", "“Not in the caption.”", day="2019-03-01", hidden=True),
        quote("e", "Zoë Krämer", "“Naïve!”", day=None, outlet=None, confidence=0.4),
        happening(
            "f",
            "Police arrested [e:lee Ann Lee] on [t:2018-07-30 Monday], [e:marsh Bob Marsh] said.",
            [Sketch("arrest", "arrested", {"person": "lee", "authority": "Police"}, time="t0")],
            {"lee": "Ann Lee", "marsh": "Bob Marsh"},
            day="2018-08-01",
        ),
    )
    return store


def test_statements_are_found_by_their_words_newest_first(press: Store) -> None:
    assert ids(press, words="bridge", kind="statements") == ["c-s", "b-s", "a-s"]
    assert ids(press, words='"the bridge"', kind="statements") == ["b-s", "a-s"]
    assert ids(press, words="crack*", kind="statements") == ["c-s", "b-s"]
    assert ids(press, words="crack", kind="statements") == []
    assert ids(press, words="bridge -cracks", kind="statements") == ["a-s"]
    assert ids(press, words="safe OR toll", kind="statements") == ["c-s", "a-s"]
    assert ids(press, words="naive", kind="statements") == ["e-s"]


def test_a_statement_comes_with_who_said_it_where_and_when(press: Store) -> None:
    (hit,) = ask(press, words="safe", kind="statements").hits
    assert isinstance(hit, StatementHit)
    assert (hit.speakers, hit.about, hit.source) == (("Ann Lee",), ("Bob Marsh",), "Ann Lee")
    assert (hit.published, hit.outlet, hit.title) == ("2018-08-05", "Meridian Wire", "Report a")
    assert hit.snippet is not None
    assert [span.slice(hit.snippet.text) for span in hit.snippet.spans] == ["safe"]


def test_fields_all_have_to_hold(press: Store) -> None:
    assert ids(press, speaker="ann lee") == ["c-s", "a-s"]
    assert ids(press, speaker="Ann Lee", about="Bob Marsh") == ["a-s"]
    assert ids(press, about="Bob Marsh") == ["a-s"]
    assert ids(press, speaker="Bob Marsh", about="Bob Marsh") == []
    assert ids(press, speaker="Ann Lee", words="bridge", act="deny") == ["c-s"]
    assert ids(press, act="deny", form="direct") == ["c-s"]
    assert ids(press, form="direct", outlet="meridian wire") == ["a-s"]
    assert ids(press, kind="statements", min_confidence=0.5, words="naive") == []


def test_sources_without_a_name_are_found_by_their_class(store: Store) -> None:
    nameless, named = quote("a", "An official", "“Yes.”"), quote("b", "Ann Lee", "“No.”")
    statement = nameless.statements[0]
    assert statement.source is not None
    source = msgspec.structs.replace(statement.source, entities=(), anonymous="official")
    told = (msgspec.structs.replace(statement, source=source),)
    add(store, msgspec.structs.replace(nameless, statements=told), named)
    assert ids(store, source="official") == ["a-s"]
    assert ids(store, source="official", form="direct", words="yes") == ["a-s"]
    assert ids(store, source="document") == []


def test_dates_are_those_of_publication_and_both_included(press: Store) -> None:
    assert ids(press, kind="statements", since="2018-08-05", until="2018-09") == ["b-s", "a-s"]
    assert ids(press, kind="statements", until="2018") == ["b-s", "a-s"]
    assert ids(press, kind="statements", since="2019-01-02", until="2019-01-02") == ["c-s"]
    assert ids(press, words="naive", kind="statements", since="1900") == []


def test_captions_are_left_out_unless_asked_for(press: Store) -> None:
    assert "d-s" not in ids(press, speaker="Ann Lee")
    assert ids(press, speaker="Ann Lee", asides=True) == ["d-s", "c-s", "a-s"]


def test_an_event_comes_with_its_arguments_and_when_it_was(press: Store) -> None:
    (hit,) = ask(press, type="arrest", roles=(("person", "Ann Lee"),)).hits
    assert isinstance(hit, EventHit)
    assert [(one.role, one.filler) for one in hit.arguments] == [
        ("person", "Ann Lee"),
        ("authority", "Police"),
    ]
    assert (hit.earliest, hit.latest, hit.voice) == ("2018-07-30", "2018-07-30", "outlet")
    assert ids(press, type="arrest", roles=(("authority", "Ann Lee"),)) == []
    assert ids(press, kind="events", words="arrested") == ["f-v0"]
    assert ids(press, kind="events", entity="Ann Lee") == ["f-v0"]


def test_articles_are_found_by_title_text_and_whom_they_speak_of(press: Store) -> None:
    titles = [hit.title for hit in ask(press, words="bridge").hits]
    assert titles == ["Report c", "Report b", "Report a"]
    (hit,) = ask(press, words="police").hits
    assert isinstance(hit, ArticleHit)
    assert hit.snippet is not None
    assert hit.snippet.spans[0].slice(hit.snippet.text) == "Police"
    assert [hit.title for hit in ask(press, entity="Bob Marsh").hits] == ["Report b", "Report a", "Report f"]
    assert [hit.title for hit in ask(press, words="report", outlet="Herald").hits] == ["Report c"]


def test_an_article_is_asked_for_by_id_and_by_address(store: Store) -> None:
    add(
        store, quote("a", "Ann Lee", "“Yes.”", url="https://herald.example/1"), quote("b", "Ann Lee", "“No.”")
    )
    (hit,) = ask(store, url="https://herald.example/1").hits
    assert ids(store, document=hit.id, kind="statements") == ["a-s"]
    assert ids(store, document=hit.id[:8], kind="statements") == ["a-s"]
    with pytest.raises(UnknownId):
        ids(store, document="f" * 32)
    assert ids(store, url="https://herald.example/1", speaker="Ann Lee") == ["a-s"]
    assert ids(store, url="https://herald.example/2") == []


def test_a_newer_version_takes_the_place_of_the_older(store: Store) -> None:
    address = "https://herald.example/1"
    add(store, quote("a", "Ann Lee", "“Yes.”", url=address), now="2026-11-27T12:00:00Z")
    add(store, quote("b", "Ann Lee", "“No.”", url=address), now="2026-11-28T12:00:00Z")
    assert ids(store, speaker="Ann Lee") == ["b-s"]
    assert ids(store, speaker="Ann Lee", superseded=True) == ["b-s", "a-s"]
    assert len(ask(store, url=address).hits) == 1
    older = ask(store, words="yes", superseded=True).hits[0].document
    assert ids(store, document=older, kind="statements") == ["a-s"]


def test_a_name_is_taken_for_all_that_are_called_so(store: Store) -> None:
    alias = make_record(
        "[source:s|e:who Dr Ann Lee] [cue:s said] [content:s:direct “Yes.”] [e:who Lee] left.",
        entities={"who": ("person", "Dr Ann Lee")},
        published=on("2018-08-05"),
    )
    add(store, own_ids(alias, "a"), quote("b", "Lee", "“No.”", day="2018-08-06"))
    page = ask(store, speaker="LEE")
    assert [hit.id for hit in page.hits] == ["b-s", "a-s"]
    assert {one.name for one in page.taken[0].names} == {"Lee", "Dr Ann Lee"}
    assert ids(store, speaker="lee", exact=True) == ["b-s"]
    assert ids(store, speaker="dr. ann lee") == ["a-s"]


def test_who_speaks_twice_in_one_statement_is_one_hit(store: Store) -> None:
    record = make_record(
        "[source:s|e:one Lee] [cue:s said] [content:s:direct “Yes.”] [e:two Lee] left.",
        entities={"one": ("person", "Lee"), "two": ("person", "Lee")},
        told={"s": Told(about=("one", "two"))},
    )
    add(store, record)
    assert ids(store, about="Lee") == ["s"]
    assert len(ask(store, entity="Lee").hits) == 1


def test_a_name_that_nobody_has_brings_names_that_look_alike(press: Store) -> None:
    with pytest.raises(UnknownName, match="did you mean 'Ann Lee'") as caught:
        ask(press, speaker="Anne Lee")
    assert caught.value.suggestions[0] == "Ann Lee"
    with pytest.raises(UnknownName, match="Meridian Wire"):
        ask(press, outlet="Meridian Wires")
    with pytest.raises(InputError, match="no name"):
        ask(press, speaker="…")


def test_pages_end_and_tokens_are_checked(press: Store) -> None:
    page = ask(press, kind="statements", limit=2)
    assert page.next is not None
    assert ask(press, kind="statements", limit=2, after=page.next).next is None
    for token in ("", "x1", "s", "sxyz", page.next.replace("s", "a", 1)):
        with pytest.raises(InputError, match="token"):
            ask(press, kind="statements", after=token)


def pages(store: Store, between: Callable[[], None], **fields: Any) -> list[str]:
    found: list[str] = []
    token: str | None = None
    while True:
        page = ask(store, after=token, limit=3, **fields)
        found += [hit.id for hit in page.hits]
        if page.next is None:
            return found
        token = page.next
        between()


def test_what_is_added_meanwhile_neither_repeats_nor_hides_a_hit(store: Store) -> None:
    days = ["2018-08-05", "2018-08-06", None, "2018-08", "2019"]
    add(store, *(quote(f"a{n}", "Ann Lee", f"“Part {n}.”", day=days[n % 5]) for n in range(14)))
    before = ids(store, speaker="Ann Lee")
    added = iter(range(100))

    def add_more() -> None:
        number = next(added)
        add(store, quote(f"b{number}", "Ann Lee", f"“More {number}.”", day=days[number % 5]))

    seen = pages(store, add_more, speaker="Ann Lee")
    assert len(seen) == len(set(seen))
    assert [one for one in seen if one in set(before)] == before


NAMES = ("Ann Lee", "Bob Marsh", "Cy Ode")
_ARTICLES = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(["the bridge", "the bridge fell", "toll", "fell bridge toll"]),
        st.sampled_from(["2018", "2018-08-05", "2019-01-01", None]),
        st.sampled_from(["Herald", "Meridian Wire"]),
        st.sampled_from(["say", "deny"]),
        st.sampled_from([None, *NAMES]),
    ),
    max_size=12,
)
_FIELDS = st.fixed_dictionaries(
    {"kind": st.just("statements")},
    optional={
        "words": st.sampled_from(["bridge", "fell", '"bridge fell"', "to*"]),
        "speaker": st.sampled_from(NAMES),
        "about": st.sampled_from(NAMES),
        "outlet": st.sampled_from(["Herald", "Meridian Wire"]),
        "act": st.sampled_from(["say", "deny"]),
        "since": st.sampled_from(["2018-02", "2019"]),
    },
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stores")


@settings(max_examples=25)
@given(articles=_ARTICLES, fields=_FIELDS, counted=st.sampled_from([1, 3, 2_000]))
def test_each_way_through_the_indexes_finds_the_same(
    folder: Path, articles: list[Any], fields: dict[str, Any], counted: int
) -> None:
    known = {name for who, *_, whom in articles for name in (who, whom)}
    if not {fields.get("speaker"), fields.get("about")} <= known | {None}:
        return
    if fields.get("outlet") not in {None, *(outlet for *_, outlet, _, _ in articles)}:
        return
    for old in folder.glob("s.db*"):
        old.unlink()
    with open_store(folder / "s.db", create=True) as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "COUNTED", counted)
        add(
            store,
            *(
                quote(f"a{n}", who, words, day=day, outlet=outlet, act=act, about=whom)
                for n, (who, words, day, outlet, act, whom) in enumerate(articles)
            ),
        )
        expected = {f"a{n}-s" for n, article in enumerate(articles) if fits(article, fields)}
        found = pages(store, lambda: None, **fields)
        assert len(found) == len(set(found))
        assert set(found) == expected


def fits(article: tuple[str, str, str | None, str, str, str | None], fields: dict[str, Any]) -> bool:
    who, words, day, outlet, act, whom = article
    asked = fields.get("words", "").strip('"')
    since = fields.get("since")
    return (
        (asked.rstrip("*") in words)
        and fields.get("speaker", who) == who
        and fields.get("about", whom) == whom
        and fields.get("outlet", outlet) == outlet
        and fields.get("act", act) == act
        and (since is None or (day is not None and (day if len(day) > 4 else f"{day}-01") >= since))
    )


def test_many_names_at_once_are_one_answer(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [f"{name} Lee" for name in ("Ann", "Bob", "Cy", "Dee")]
    records = [
        own_ids(
            make_record(
                f"[source:s|e:who {name}] [cue:s said] [content:s:direct “Yes.”] [e:who Lee] left.",
                entities={"who": ("person", name)},
                location=f"{name}.txt",
                published=on(f"2018-08-0{number + 1}"),
            ),
            name[0],
        )
        for number, name in enumerate(people)
    ]
    add(store, *records)
    assert pages(store, lambda: None, speaker="Lee") == ["D-s", "C-s", "B-s", "A-s"]
    monkeypatch.setattr(plan, "MERGED", 1)
    assert pages(store, lambda: None, speaker="Lee") == ["D-s", "C-s", "B-s", "A-s"]
