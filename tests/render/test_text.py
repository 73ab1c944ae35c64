from __future__ import annotations

import re

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from onrecord.model.record import Candidate, Entity, EntityType, Mention, MentionForm
from onrecord.render.arrange import arrange_record
from onrecord.render.text import render_text
from onrecord.render.view import EntityView
from tests.records import make_record
from tests.render.articles import make_harbour

EXPECTED = """\
Harbour chief to go
The Argus · 2019-03-12 (as given) · lee.txt

STATEMENTS (5)
  The Gazette
    report (indirect)  that the port board's chairwoman, Ann Lee, had told staff she would “leave
      in June”
      2019-03-11

  Ann Lee, via The Gazette
    tell (mixed)  she would “leave in June”
      to staff

  Ann Lee
    say (direct)  “I am tired,” … “Very tired.”
      confidence 0.61

  Tom Ash
    deny (indirect)  that the port had been sold
      negative · addressee not certain

  An uncertain speaker
    say (indirect)  that Ash resigned recently
      hedged

EVENTS (5)
  2016
    appointment “appointed”
      person: Tom Ash
      asserted by The Argus
  2019-06
    departure “leave” [future]
      person: Ann Lee
      according to Ann Lee, via The Gazette
  undated
    age “44” [holds, confidence 0.50]
      person: Tom Ash · age: 44
      asserted by The Argus
    sale “sold” [negative]
      object: the port
      according to Tom Ash
    departure “resigned”
      person: Tom Ash · time: recently
      not known whose word it is

PEOPLE (2)
  Tom Ash · also Ash · age: 44
  Ann Lee · also Lee

ORGANISATIONS (1)
  The Gazette

ALSO NAMED
  groups: staff

NOT READ
  11 characters from 173: Very tired.

2 findings in promo lines, captions and boilerplate left out; --all shows what is there.
"""
ESCAPES = re.compile(r"\x1b\[[\d;]*m")


def test_the_whole_of_a_record() -> None:
    assert render_text(arrange_record(make_harbour(unread="Very tired."))) == EXPECTED


def test_colours_change_nothing_else() -> None:
    view = arrange_record(make_harbour(unread="Very tired."))
    coloured = render_text(view, colours="truecolor")
    assert coloured != EXPECTED
    assert ESCAPES.sub("", coloured) == EXPECTED


def test_lines_keep_to_the_width_and_have_no_trailing_space() -> None:
    view = arrange_record(make_harbour(unread="Very tired."))
    for width in (40, 57, 80):
        lines = render_text(view, width=width).splitlines()
        assert max(map(cell_len, lines)) <= width
        assert not [line for line in lines if line != line.rstrip()]


def test_markup_and_emoji_codes_of_the_console_are_plain_text() -> None:
    record = make_record(
        "[source:s1 \\[bold\\]Lee] [cue:s1 said] [content:s1:direct “\\[/red\\] :smile: 1.2.3.4”]"
    )
    text = render_text(arrange_record(record), colours="truecolor")
    assert "[bold]Lee" in ESCAPES.sub("", text)
    assert "“[/red] :smile: 1.2.3.4”" in ESCAPES.sub("", text)


def test_nothing_found_is_said() -> None:
    text = render_text(arrange_record(make_record("Rain.")))
    assert text.count("None was found.") == 2


@given(st.text(min_size=1).filter(str.strip))
def test_no_character_of_the_article_acts_on_the_terminal(content: str) -> None:
    escaped = re.sub(r"([\\\[\]])", r"\\\1", content)
    record = make_record(f"[source:s1 {escaped}] [cue:s1 said] [content:s1:direct {escaped}]")
    text = render_text(arrange_record(record))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_entries_of_catalogues_are_shown_and_cannot_send_codes() -> None:
    record = make_record(
        "[e:lee Ann Lee] met [e:ash Ash].", entities={"lee": ("person", "Ann Lee"), "ash": ("person", "Ash")}
    )
    lee, ash = record.entities
    candidates = tuple(
        Candidate(id=f"p{number}", name="Ash", score=0.2, reasons=("surname alone",)) for number in (1, 2)
    )
    entities = (
        msgspec.structs.replace(lee, links=("q\x1b[31m",), candidates=candidates),
        msgspec.structs.replace(ash, candidates=candidates),
    )
    shown = render_text(arrange_record(msgspec.structs.replace(record, entities=entities)))
    assert "  Ann Lee · catalogue: q␛[31m\n" in shown
    assert "  Ash · in the catalogue perhaps: p1 (0.20), p2 (0.20)\n" in shown


def test_a_list_of_entities_leaves_out_what_tells_nothing() -> None:
    def told(kind: EntityType, *forms: MentionForm) -> bool:
        mentions = tuple(
            Mention(start=n, end=n + 1, id=str(n), entities=("e",), form=form) for n, form in enumerate(forms)
        )
        return EntityView(Entity(id="e", type=kind, name="it"), mentions).is_told

    assert told("other", "name", "pronoun")
    assert told("group", "nominal", "pronoun")
    assert not told("other", "nominal", "pronoun")
    assert not told("group", "pronoun", "pronoun")
