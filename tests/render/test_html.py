from __future__ import annotations

import re
import time

import msgspec
import pytest

from onrecord.model.document import make_document
from onrecord.model.record import Candidate, Entity, Mention, Record
from onrecord.model.span import Span
from onrecord.render.arrange import arrange_record
from onrecord.render.html import list_page, render_index, render_page
from onrecord.render.visible import picture_controls
from tests.records import Sketch, Told, make_record
from tests.render.articles import make_harbour
from tests.render.pages import Page, read_page

ALLOWED = frozenset(
    "html head meta title style body header footer nav main aside section article fieldset legend label "
    "input h1 h2 h3 p span a bdi b i small ul ol li dl dt dd div blockquote strong code".split()
)


def show(record: Record, *, everything: bool = False) -> Page:
    """The page of a record, with what must hold of every page checked."""
    html = render_page(arrange_record(record, everything=everything))
    page = read_page(html)
    assert page.article == picture_controls(record.document.text)
    assert len(page.ids) == len(set(page.ids))
    inner = [href.removeprefix("#") for href in page.hrefs if href.startswith("#")]
    assert set(inner) <= set(page.ids)
    assert all(href.startswith(("#", "http://", "https://")) for href in page.hrefs)
    assert page.tags <= ALLOWED
    assert not [name for name in page.attributes if name.startswith("on") or name in ("src", "style")]
    return page


def classes_of(page: Page, words: str) -> frozenset[str]:
    """The classes that are around all of the words, where they first stand."""
    start = page.article.index(words)
    return frozenset.intersection(*(one.classes for one in page.text[start : start + len(words)]))


def href_of(page: Page, words: str) -> str | None:
    start = page.article.index(words)
    hrefs = {one.href for one in page.text[start : start + len(words)]}
    assert len(hrefs) == 1
    return hrefs.pop()


def test_the_article_stands_there_with_what_was_found_in_it() -> None:
    page = show(make_harbour())
    assert classes_of(page, "Harbour chief to go") >= {"segment", "headline"}
    assert classes_of(page, "WESTPORT —") >= {"segment", "dateline"}
    assert classes_of(page, "had told staff") >= {"content", "indirect"}
    assert classes_of(page, "she would") >= {"content", "mixed", "indirect"}
    assert classes_of(page, "“I am tired,”") >= {"content", "direct"}
    assert classes_of(page, "The Gazette") >= {"source", "mention", "organisation"}
    assert classes_of(page, "reported") >= {"cue"}
    assert classes_of(page, "appointed") >= {"trigger"}
    assert classes_of(page, "2016") >= {"time"}
    assert classes_of(page, ", was ") & {"content", "source", "cue", "trigger", "time"} == frozenset()


def test_what_is_marked_leads_to_its_card() -> None:
    page = show(make_harbour())
    assert href_of(page, "The Gazette") == "#gazette"
    assert href_of(page, "reported") == "#s1"
    assert href_of(page, "she would “") == "#s2"
    assert href_of(page, "leave") == "#v0"
    assert href_of(page, "Monday") == "#t0"
    assert href_of(page, "READ MORE") is None
    assert {"s1", "s2", "s3", "s4", "s5", "v0", "gazette", "t0"} <= set(page.ids)


def test_cards_lead_back_to_every_part_in_the_article() -> None:
    page = show(make_harbour())
    assert {"#at-s3", "#at-s3-2", "#at-v0", "#at-t0", "#at-m0"} <= set(page.hrefs)


def test_promo_lines_are_set_back_and_their_findings_are_shown_only_on_demand() -> None:
    page, full = show(make_harbour()), show(make_harbour(), everything=True)
    assert classes_of(page, "READ MORE: The dockers") >= {"promo", "aside"}
    assert "content" not in classes_of(page, "We won")
    assert "content" in classes_of(full, "We won")
    assert "s6" not in page.ids
    assert "s6" in full.ids


def test_every_link_has_something_to_lead_to_when_a_mention_is_of_several() -> None:
    record = make_record(
        "[e:lee,tom The two] met. [e:tom Tom] left.",
        entities={"lee": ("person", "Lee"), "tom": ("person", "Tom")},
        events=[Sketch("meeting", "met", {"participant": "lee"})],
    )
    page = show(record)
    assert href_of(page, "The two") == "#lee"
    assert page.hrefs.count("#at-m0") == 2


def test_crossing_statements_are_both_marked() -> None:
    record = make_record("[content:s1:indirect one [content:s2:indirect two]] three")
    first, second = record.statements
    moved = msgspec.structs.replace(second, parent=None, content=(Span(start=4, end=13),))
    crossing = msgspec.structs.replace(record, statements=(first, moved))
    page = show(crossing)
    assert href_of(page, "one ") == "#s1"
    assert href_of(page, "two") == "#s2"
    assert href_of(page, " three") == "#s2"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script><!-- </article> <![CDATA[ &amp; &#0; ' \"",
        "\0\x01\x1b[31m\x7f\x85\u2028",
        "one\r\ntwo\rthree\n\n\nfour\t\tfive  \n ",
        "\u202eesrever\u202c \u2066isolate\u2069 \u200f",
        "\n\n  \r\n",
        "\ufeff\ufffe\uffff \U0001f600 e\u0301 \u0645\u0631\u062d\u0628\u0627",
        "word\n" * 40,
    ],
)
def test_hostile_text_stays_text(text: str) -> None:
    document = make_document(
        text, location=text, url="https://argus.example/?a=\"'<b>", outlet=text, title=text
    )
    whole = Mention(start=0, end=len(text), id="m0", entities=("e1",), form="name")
    entity = Entity(id="e1", type="person", name=text, aliases=(text,))
    show(Record(document=document, entities=(entity,), mentions=(whole,)))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//[broken", "file:///etc/passwd"]
)
def test_only_web_addresses_are_links(url: str) -> None:
    page = show(make_record("No.", url=url))
    assert not [href for href in page.hrefs if not href.startswith("#")]
    assert url in page.words


def test_nothing_is_fetched_or_run() -> None:
    html = render_page(arrange_record(make_harbour()))
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"]
    style = "".join(re.findall(r"<style>(.*?)</style>", html, re.S))
    assert style
    assert not re.search(r"url\(|@import|expression", style)
    assert not re.search(r"<(script|img|iframe|link|object|embed)\b", html)


def test_what_was_not_read_is_told_and_set_back() -> None:
    html = render_page(arrange_record(make_harbour(unread="Very tired.")))
    assert "11 characters were not analysed" in html
    assert "unread" in classes_of(show(make_harbour(unread="Very tired.")), "Very tired.")


def test_a_headline_in_the_text_is_not_shown_twice() -> None:
    assert '<h1 class="repeated">' in render_page(arrange_record(make_harbour()))
    assert "<h1><bdi>Chief quits</bdi></h1>" in render_page(arrange_record(make_harbour(title="Chief quits")))


def test_lines_without_a_blank_line_between_run_on() -> None:
    html = render_page(arrange_record(make_record("One\ntwo.\n\nThree.")))
    assert re.findall(r'<p class="line( run)?">', html) == ["", " run", ""]


def test_inline_segments_are_marked_within_their_line() -> None:
    page = show(make_record("Lee left [segment:caption (Photo: Ash)] early"))
    assert classes_of(page, "(Photo: Ash)") >= {"segment", "caption"}
    assert "caption" not in classes_of(page, "early")


def test_a_speaker_that_is_not_certain_is_no_link() -> None:
    record = make_record("[content:s1:indirect it rained]", told={"s1": Told(abstained=("source",))})
    assert "an uncertain speaker" in show(record).words


def test_entries_of_catalogues_are_shown() -> None:
    record = make_record(
        "[e:lee Ann Lee] met [e:ash Ash].", entities={"lee": ("person", "Ann Lee"), "ash": ("person", "Ash")}
    )
    lee, ash = record.entities
    candidate = Candidate(id="<b>2", name="Tom Ash", score=0.2, reasons=("surname alone",))
    entities = (
        msgspec.structs.replace(lee, links=("Q<1>",)),
        msgspec.structs.replace(ash, candidates=(candidate,)),
    )
    words = show(msgspec.structs.replace(record, entities=entities)).words
    assert "catalogue: Q<1>" in words
    assert "in the catalogue perhaps: <b>2 (0.20)" in words


def test_the_index_lists_the_pages() -> None:
    view = arrange_record(make_harbour(title="<Harbour>"))
    page = read_page(render_index([list_page(view, "harbour-1.html"), list_page(view, "b&c.html")]), None)
    assert [href for href in page.hrefs if not href.startswith("#")] == ["harbour-1.html", "b&c.html"]
    assert "<Harbour>" in page.words
    assert "5 statements, 5 events" in page.words


def test_a_long_article_takes_no_more_than_its_share_of_time() -> None:
    sentence = "[source:a{0}|e:lee Lee] [cue:a{0} said] [content:a{0}:direct “It is [t:2016 2016] now.”]\n"
    text = "".join(sentence.format(number) for number in range(1500))
    record = make_record(text, entities={"lee": ("person", "Lee")})
    view = arrange_record(record)
    start = time.perf_counter()
    render_page(view)
    assert time.perf_counter() - start < 5
