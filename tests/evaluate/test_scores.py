from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from onrecord.evaluate.examples import read_examples
from onrecord.evaluate.gold import Gold, read_gold
from onrecord.evaluate.scores import score_record
from onrecord.evaluate.tally import Scores, Tally, add_scores, match_best, share
from onrecord.model.document import Segment, make_document
from onrecord.model.record import Entity, Mention, Record, StatementSource
from onrecord.model.span import Span
from tests.evaluate.oracle import make_record

ROOT = Path(__file__).resolve().parents[2]
GOLD = read_gold(
    "[segment:headline A row over bees]\n"
    "[content:s1:direct “The hives are ours,”] [source:s1|e:lee Mrs Ann Lee] [cue:s1 said] "
    "[t:2018-08-03 on Friday].\n"
    "[source:s2|e:fox May Fox] [cue:s2 denied] [content:s2:indirect,negative that [e:fox she] took them].\n"
    "[source:s3|e:post The Post] [cue:s3 reported] "
    "[content:s3:indirect that [source:s4|e:lee,fox both women] [cue:s4 believe] "
    "[content:s4:indirect the bees left [t:2017-05 last May]]].\n"
    "[cue:s5 Reportedly] [content:s5:indirect,hedged [e:lee she] wept].\n"
    "====\n"
    '{"kind": "entity", "key": "lee", "type": "person", "name": "Ann Lee"}\n'
    '{"kind": "entity", "key": "fox", "type": "person", "name": "May Fox"}\n'
    '{"kind": "entity", "key": "post", "type": "organisation", "name": "The Post|Post"}\n'
    '{"kind": "event", "type": ["transfer"], "args": {"recipient": "May Fox"}, "polarity": "negative"}\n'
    '{"kind": "no-event", "type": ["arrest"], "args": {"person": "May Fox"}}\n'
    '{"kind": "distinct", "texts": ["Ann Lee", "May Fox"]}\n'
)
RECORD = make_record(GOLD)
Change = Callable[[Record], Record]


def rate(record: Record, measure: str) -> float:
    return score_record(record, GOLD).tallies[measure].f1


def lower(record: Record) -> set[str]:
    """The measures in which a record is not perfect."""
    return {name for name, tally in score_record(record, GOLD).tallies.items() if tally.f1 < 1}


def with_statement(number: int, **changes: object) -> Record:
    statements = list(RECORD.statements)
    statements[number] = msgspec.structs.replace(statements[number], **changes)
    return msgspec.structs.replace(RECORD, statements=tuple(statements))


def find(words: str) -> Span:
    start = GOLD.text.index(words)
    return Span(start=start, end=start + len(words))


def test_a_perfect_record_of_each_example_scores_one() -> None:
    for example in read_examples(ROOT / "examples"):
        scores = score_record(make_record(example.gold), example.gold)
        imperfect = {name: tally for name, tally in scores.tallies.items() if tally.wanted and tally.f1 < 1}
        assert not imperfect, example.name


def test_an_empty_record_scores_nothing_but_its_probes() -> None:
    scores = score_record(Record(document=RECORD.document), GOLD)
    assert {name for name, tally in scores.tallies.items() if tally.f1 > 0} == {"probes.held"}
    assert len(scores.found) == 1


def test_a_record_of_another_text_is_refused() -> None:
    other = Record(document=make_document("Another text.", location="test"))
    with pytest.raises(ValueError, match="text"):
        score_record(other, GOLD)


def test_a_wrong_speaker_is_seen_even_where_the_words_are_right() -> None:
    source = RECORD.statements[0].source
    assert source is not None
    wrong = StatementSource(start=source.start, end=source.end, entities=("fox",))
    assert lower(with_statement(0, source=wrong)) == {"statements.speaker"}


def test_each_reading_of_a_statement_has_its_own_measure() -> None:
    assert lower(with_statement(0, form="mixed")) == {"statements.form"}
    assert lower(with_statement(1, polarity="positive")) == {"statements.polarity"}
    assert lower(with_statement(4, hedged=False)) == {"statements.hedged"}
    assert lower(with_statement(3, parent=None)) == {"statements.parent"}
    assert rate(with_statement(3, parent=None), "statements.parent") == pytest.approx(4 / 5)


def test_an_abstained_source_is_no_right_answer_to_nobody() -> None:
    assert lower(with_statement(4, abstained=("source",))) == {"statements.speaker"}


def test_a_source_that_the_gold_has_not_makes_another_statement() -> None:
    post = RECORD.statements[2].source
    scores = score_record(with_statement(4, source=post), GOLD)
    relation = scores.tallies["statements.relation"]
    assert (relation.right, relation.found, relation.wanted) == (4, 5, 5)
    assert "statement s5" not in scores.found
    assert "statement s4" in scores.found


def test_half_of_the_content_is_enough_for_a_statement_but_not_for_its_span() -> None:
    record = with_statement(1, content=(find("she took them"),))
    assert lower(record) == {"statements.content"}
    assert rate(record, "statements.content") == pytest.approx(4 / 5)
    few = with_statement(1, content=(find("them"),))
    assert rate(few, "statements.relation") == pytest.approx(4 / 5)


def test_quotes_are_measured_apart() -> None:
    without = msgspec.structs.replace(RECORD, statements=RECORD.statements[1:])
    assert rate(without, "statements.quoted") == 0
    assert rate(without, "statements.relation") == pytest.approx(8 / 9)


def test_a_title_or_an_article_does_not_part_mentions() -> None:
    span = find("Lee")
    mentions = [
        Mention(start=span.start, end=span.end, id="m0", entities=("lee",), form="name"),
        *RECORD.mentions[1:],
    ]
    assert GOLD.mentions[0].span.slice(GOLD.text) == "Mrs Ann Lee"
    assert not lower(msgspec.structs.replace(RECORD, mentions=tuple(mentions)))


def test_of_two_mentions_as_near_the_one_that_ends_alike_is_taken() -> None:
    gold = read_gold(
        "[e:lee Foreign Minister Ann Lee] left.\n====\n"
        '{"kind": "entity", "key": "lee", "type": "person", "name": "Ann Lee"}\n'
    )
    record = make_record(gold)
    title = Mention(start=0, end=16, id="m1", entities=("title",), form="nominal")
    name = Mention(start=17, end=24, id="m2", entities=("lee",), form="name")
    other = Entity(id="title", type="other", name="Foreign Minister")
    record = msgspec.structs.replace(record, entities=(*record.entities, other), mentions=(title, name))
    tallies = score_record(record, gold).tallies
    assert tallies["entities.name"].f1 == 1
    assert tallies["mentions.found"].precision == pytest.approx(1 / 2)


def test_coreference_by_hand() -> None:
    # Of five mentions of two people and a paper, "both women" is cut down to one of the two.
    mentions = [
        msgspec.structs.replace(one, entities=("lee",)) if len(one.entities) == 2 else one
        for one in RECORD.mentions
    ]
    tally = score_record(msgspec.structs.replace(RECORD, mentions=tuple(mentions)), GOLD).tallies[
        "mentions.coreference"
    ]
    # In order: Lee, Fox, she (Fox), the Post, both, she (Lee). All links that are left are right.
    assert tally.precision == pytest.approx(1.0)
    # Fox and her pronoun each lose the link to "both" (2/3); "both" keeps Lee's two (1 each),
    # half of the link with itself, and none to Fox's two: (1 + 1 + 1/2 + 0 + 0) / 5.
    assert tally.recall == pytest.approx((1 + 2 / 3 + 2 / 3 + 1 + 1 / 2 + 1) / 6)


def test_one_entity_for_two_people_costs_precision() -> None:
    mentions = [
        msgspec.structs.replace(one, entities=("lee",)) if one.entities == ("fox",) else one
        for one in RECORD.mentions
    ]
    tally = score_record(msgspec.structs.replace(RECORD, mentions=tuple(mentions)), GOLD).tallies[
        "mentions.coreference"
    ]
    assert tally.precision < 1


def test_times_need_their_value() -> None:
    times = [msgspec.structs.replace(RECORD.times[0], value="2018"), *RECORD.times[1:]]
    record = msgspec.structs.replace(RECORD, times=tuple(times))
    assert lower(record) == {"times.value"}
    assert rate(record, "times.value") == pytest.approx(1 / 2)


def test_segments_need_their_kind_and_extent() -> None:
    segment = RECORD.segments[0]
    for wrong in (
        msgspec.structs.replace(segment, kind="subhead"),
        Segment(start=segment.start, end=segment.start + 5, kind="headline"),
    ):
        assert lower(msgspec.structs.replace(RECORD, segments=(wrong,))) == {"segments.kind"}
    body = Segment(start=segment.end + 1, end=len(GOLD.text), kind="body")
    assert not lower(msgspec.structs.replace(RECORD, segments=(segment, body)))


def test_types_and_names_of_entities() -> None:
    entities = [
        msgspec.structs.replace(RECORD.entities[0], name="Mrs Lee", type="group"),
        *RECORD.entities[1:],
    ]
    record = msgspec.structs.replace(RECORD, entities=tuple(entities))
    assert {"entities.type", "entities.name"} <= lower(record)
    assert rate(record, "entities.name") == pytest.approx(2 / 3)


def test_expectations_are_counted_by_kind() -> None:
    tallies = score_record(msgspec.structs.replace(RECORD, events=()), GOLD).tallies
    assert tallies["events.found"].f1 == 0
    assert tallies["probes.held"] == tallies["others.found"] == share(1, 1)


def test_scores_of_articles_add_up() -> None:
    one = Scores({"a": Tally(1, 2, 1, 1)}, frozenset({"x"}))
    two = Scores({"a": Tally(1, 1, 1, 3), "b": share(1, 2)}, frozenset({"y"}))
    total = add_scores([one, two])
    assert total.tallies == {"a": Tally(2, 3, 2, 4), "b": share(1, 2)}
    assert total.found == {"x", "y"}
    assert total.tallies["a"].precision == pytest.approx(2 / 3)
    assert total.tallies["a"].f1 == pytest.approx(4 / 7)
    assert Tally().f1 == 0


def test_matching_takes_the_likest_first_and_each_once() -> None:
    likeness = {("a", "A"): 0.6, ("a", "B"): 0.9, ("b", "B"): 0.8, ("b", "A"): 0.0}
    assert match_best(["a", "b"], ["A", "B"], lambda one, other: likeness[one, other]) == [("a", "B")]


def test_gold_without_anything_gives_no_rates() -> None:
    empty: Gold = read_gold("Nothing happened.\n")
    scores = score_record(make_record(empty), empty)
    assert not scores.found
    assert all(tally.f1 == 0 for tally in scores.tallies.values())
