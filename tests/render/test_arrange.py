from __future__ import annotations

from onrecord.model.document import Published
from onrecord.render.arrange import arrange_record
from onrecord.render.view import View, name_time
from tests.records import Sketch, Told, make_record
from tests.render.articles import make_harbour


def statement_words(view: View) -> list[str]:
    return [" ".join(part.words for part in statement.content) for statement in view.statements]


def test_chains_are_read_from_the_one_who_says_it_to_the_outlet() -> None:
    view = arrange_record(make_harbour())
    assert [voice.chain.label for voice in view.voices] == [
        "The Gazette",
        "Ann Lee, via The Gazette",
        "Ann Lee",
        "Tom Ash",
        "an uncertain speaker",
    ]


def test_what_one_speaker_says_is_together() -> None:
    record = make_record(
        "[source:s1|e:lee Ann Lee] [cue:s1 said] [content:s1:indirect it rained]. "
        "[source:s2 Tom] [cue:s2 agreed] [content:s2:indirect that it did]. "
        "[source:s3|e:lee She] [cue:s3 added] [content:s3:indirect that it had]. "
        "[source:s4 tom] [cue:s4 nodded]: [content:s4:indirect it had]",
        entities={"lee": ("person", "Ann Lee")},
    )
    voices = arrange_record(record).voices
    assert [(voice.chain.label, [one.item.id for one in voice.statements]) for voice in voices] == [
        ("Ann Lee", ["s1", "s3"]),
        ("Tom", ["s2", "s4"]),
    ]


def test_a_speaker_twice_in_a_row_is_one_link() -> None:
    record = make_record(
        "[source:s1|e:lee Lee] [cue:s1 said] [content:s1:indirect [source:s2|e:lee she] [cue:s2 feared] "
        "[content:s2:indirect a storm]].",
        entities={"lee": ("person", "Ann Lee")},
    )
    assert [voice.chain.label for voice in arrange_record(record).voices] == ["Ann Lee"]


def test_two_speakers_without_names_stay_two_links() -> None:
    record = make_record(
        "It is [cue:s1 said] [content:s1:indirect it is [cue:s2 thought] [content:s2:indirect dead]]"
    )
    labels = [statement.chain.label for statement in arrange_record(record).statements]
    assert labels == ["somebody not named", "somebody not named, via somebody not named"]


def test_promo_lines_and_the_like_are_left_out_unless_all_is_asked_for() -> None:
    view, full = arrange_record(make_harbour()), arrange_record(make_harbour(), everything=True)
    assert "“We won,”" not in statement_words(view)
    assert (view.left_out, full.left_out) == (2, 0)
    assert statement_words(full) == [*statement_words(view), "“We won,”"]
    assert {event.trigger for event in full.events} - {event.trigger for event in view.events} == {"won"}
    assert {entity.label for entity in full.entities} - {entity.label for entity in view.entities} == {
        "The dockers",
        "Hull",
    }


def test_captions_and_boilerplate_are_left_out_and_embeds_are_not() -> None:
    for kind, shown in (("caption", 0), ("boilerplate", 0), ("embed", 1), ("headline", 1), ("subhead", 1)):
        record = make_record(f"[segment:{kind} [source:s1 Lee]: [content:s1:direct “No”]]\n\nMore.")
        assert len(arrange_record(record).statements) == shown, kind


def test_events_stand_in_the_order_of_their_days_and_undated_ones_last() -> None:
    events = arrange_record(make_harbour()).events
    assert [(event.trigger, event.day) for event in events] == [
        ("appointed", "2016"),
        ("leave", "2019-06"),
        ("44", None),
        ("sold", None),
        ("resigned", None),
    ]
    assert events[-1].when == "recently"


def test_it_is_told_whose_word_an_event_is() -> None:
    voices = {event.trigger: event.voice for event in arrange_record(make_harbour()).events}
    assert voices == {
        "appointed": "asserted by The Argus",
        "44": "asserted by The Argus",
        "leave": "according to Ann Lee, via The Gazette",
        "sold": "according to Tom Ash",
        "resigned": "not known whose word it is",
    }
    record = make_record("Lee resigned.", events=[Sketch("departure", "resigned")])
    assert arrange_record(record).events[0].voice == "asserted by the outlet"


def test_what_is_out_of_the_ordinary_is_flagged() -> None:
    view = arrange_record(make_harbour())
    assert [statement.flags for statement in view.statements] == [
        (),
        (),
        ("confidence 0.61",),
        ("negative", "addressee not certain"),
        ("hedged",),
    ]
    assert [event.flags for event in view.events] == [
        (),
        ("future",),
        ("holds", "confidence 0.50"),
        ("negative",),
        (),
    ]


def test_content_in_two_parts_is_joined_as_it_stands() -> None:
    record = make_record(
        "[content:s1:direct “So,”] [source:s1 Lee] [cue:s1 said], [content:s1 “no.\n\n][content:s1 “Never.”]"
    )
    assert [part.joint + part.words for part in arrange_record(record).statements[0].content] == [
        "“So,”",
        " … “no.",
        " “Never.”",
    ]


def test_direct_speech_without_marks_is_given_them() -> None:
    record = make_record(
        "[source:s1 Lee] tweeted:\n[content:s1:direct we won]\n[content:s2:direct 'twas nothing]"
    )
    assert statement_words(arrange_record(record)) == ["“we won”", "'twas nothing"]


def test_entities_are_shown_when_they_have_a_name_or_a_part() -> None:
    record = make_record(
        "[e:man The man] saw [e:lee Ann Lee], [e:lee Lee] and [e:dog a dog]. [source:s1|e:guard a guard] "
        "[cue:s1 said] [content:s1:indirect no].",
        entities={
            "man": ("person", "The man"),
            "lee": ("person", "Ann Lee"),
            "dog": ("other", "a dog"),
            "guard": ("person", "a guard"),
        },
    )
    assert [(view.label, view.aliases) for view in arrange_record(record).entities] == [
        ("Ann Lee", ("Lee",)),
        ("The man", ()),
        ("a guard", ()),
    ]


def test_attributes_are_gathered_by_name() -> None:
    record = make_record(
        "[e:lee Ann Lee], 44, a baker and a poet",
        entities={"lee": ("person", "Ann Lee")},
        attributes={"lee": [("age", "44"), ("description", "a baker"), ("description", "a poet")]},
    )
    assert arrange_record(record).entities[0].attributes == (
        ("age", ("44",)),
        ("description", ("a baker", "a poet")),
    )


def test_parts_of_names_are_not_shown_and_codes_are_in_capitals() -> None:
    record = make_record(
        "Mayor [e:lee Ann Lee], a dk citizen",
        entities={"lee": ("person", "Ann Lee")},
        attributes={
            "lee": [
                ("given_name", "Ann"),
                ("family_name", "Lee"),
                ("title", "Mayor"),
                ("position", "Mayor"),
                ("nationality", "dk"),
            ]
        },
    )
    shown = arrange_record(record).entities[0].attributes
    assert shown == (("position", ("Mayor",)), ("nationality", ("DK",)))


def test_a_role_is_told_once() -> None:
    record = make_record(
        "[e:lee Lee] met [e:tom Tom] in [e:hull Hull] on [t:2019-03-11 Monday]",
        entities={"lee": ("person", "Lee"), "tom": ("person", "Tom"), "hull": ("place", "Hull")},
        events=[
            Sketch(
                "meeting",
                "met",
                {"participant": "lee", "place": "hull", "time": "Monday"},
                place="hull",
                time="t0",
            )
        ],
    )
    event = arrange_record(record).events[0]
    assert [(role.name, [name.text for name in role.fillers]) for role in event.roles] == [
        ("participant", ["Lee"])
    ]
    assert event.place is not None
    assert (event.place.text, event.day) == ("Hull", "2019-03-11")


def test_times_are_named_by_their_dates_where_these_are_known() -> None:
    record = make_record(
        "[t:2016 then] [t:2018-08-05 that day] [t:2017-W52 that week] [t:PAST_REF once] [t:P3D three days]"
    )
    assert [name_time(time, record.document.text) for time in record.times] == [
        "2016",
        "2018-08-05",
        "that week",
        "once",
        "three days",
    ]


def test_the_head_tells_where_the_article_comes_from() -> None:
    view = arrange_record(make_harbour())
    assert (view.title, view.has_headline) == ("Harbour chief to go", True)
    assert view.origin == ("The Argus", "2019-03-12 (as given)", "lee.txt")
    assert not arrange_record(make_harbour(title="Chief quits")).has_headline
    plain = make_record("No.", location="-")
    assert arrange_record(plain).title == "Standard input"
    assert arrange_record(plain).origin == ("date of publication not known",)
    guessed = make_record("No.", published=Published(value="2018", basis="inferred"))
    assert "2018 (inferred from the text)" in arrange_record(guessed).origin


def test_what_was_not_read_is_told() -> None:
    unread = arrange_record(make_harbour(unread="Very tired.")).unread
    assert [one.opening for one in unread] == ["Very tired."]
    long = make_record("word " * 40, unread="word " * 30)
    assert arrange_record(long).unread[0].opening.endswith("word…")


def test_a_statement_tells_to_whom_and_about_what() -> None:
    record = make_record(
        "[source:s1|e:lee Lee] [cue:s1 told] [e:tom Tom] on [e:radio Radio Hull] [content:s1:indirect no]",
        entities={
            "lee": ("person", "Lee"),
            "tom": ("person", "Tom"),
            "radio": ("organisation", "Radio Hull"),
        },
        told={"s1": Told(addressee=("tom",), medium="radio", about=("lee",))},
    )
    view = arrange_record(record).statements[0]
    assert [name.text for name in (*view.addressee, *view.about)] == ["Tom", "Lee"]
    assert view.medium is not None
    assert view.medium.text == "Radio Hull"
