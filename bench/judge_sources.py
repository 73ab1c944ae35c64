"""Whom a source means that is a pronoun or a description: statements judged by hand, twice and blind.

    python -m bench.judge_sources draw RECORDS --out DIRECTORY   writes sheet.txt and key.jsonl
    python -m bench.judge_sources join KEY FIRST SECOND > bench/judged/sources.jsonl
    python -m bench.judge_sources score bench/judged/sources.jsonl    (or, without joining: KEY FIRST SECOND)

RECORDS is what `onrecord read --format jsonl` wrote. Drawn are 150 statements whose source is no name, those
whose SHA-256 of document id and item id is smallest. A statement without source words, because nobody is
named or the source is in `abstained`, is not drawn: there is nothing that could mean anybody.

Each judge is given sheet.txt, which says how to judge, and writes a line of JSON for each statement:
{"number": 1, "verdict": "right", "reason": "in own words"}. sheet.txt holds text of articles and stays
outside the repository. What `join` writes has ids, positions, verdicts and reasons, and no text.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from bench.judge import compare, draw
from bench.sheets import (
    Judging,
    Numbered,
    count_words,
    cut,
    name_entity,
    percent,
    read_lines,
    read_verdicts,
    surround,
    write_sheets,
)
from bench.unnamed import find_unnamed
from onrecord.evaluating import read_records
from onrecord.model.record import Entity, Record, Statement, StatementSource
from onrecord.model.span import Span

COUNT = 150
INSTRUCTIONS = """\
Below are statements from news articles. The source of each, the words marked >>>so<<< in the text, is a
pronoun or a description. The answer is the entity (or the set of entities) that a program gives for it.
Judge whether the answer is whom the marked words mean in this article. Judge nothing else: not whether the
words are the right source of the statement, nor what is said. Judge alone, and do not look at other verdicts.

  right   The entity shown is the one, or the entities shown are the set of those, whom the marked words mean.
  wrong   It is somebody else, or one of several is missing or too many, or the entity mixes two different
          people or bodies (its other words in the article stand for somebody else).
  unsure  The article leaves it open, or too little of the text is shown.

An anonymous or generic description ("a senior official", "critics") has an entity of its own, which has no
name. That is right if the text introduces nobody else whom the words could mean, and wrong if it does: "the
minister" is not right as an entity of its own where the minister has been named before.

Where the answer is "none given": right if the text introduces nobody whom the words could mean, else wrong.
Say in the reason who it should have been, or "nobody named".

Write one line of JSON for each number, and none twice:
  {"number": 1, "verdict": "right", "reason": "short, in your own words, without quoting the article"}
"""
_BEFORE, _AFTER = 1_500, 400

Verdict = Literal["right", "wrong", "unsure"]


class Drawn(Numbered, frozen=True, kw_only=True):
    """A statement of the sample by its number on the sheet, and whether an entity was given."""

    document: str
    statement: str
    source: tuple[int, int]
    given: bool


class Verdicts(Numbered, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one judge found of the statement with this number."""

    verdict: Verdict
    reason: str


class Judged(Drawn, frozen=True, kw_only=True):
    """A statement of the sample, and what each judge found, with the reason."""

    first: tuple[Verdict, str]
    second: tuple[Verdict, str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, join or score."""
    return Judging(__doc__ or "", Judged, write_sheet, join, score).main(arguments)


def write_sheet(records: Path, out: Path, parts: int = 1) -> str:
    """Write the sheet and its key into the directory `out`, and say what was drawn.

    Raises:
        InputError: the records cannot be read, or `out` lies within the repository.
    """
    found = list(find_unnamed(read_records(records)))
    drawn = list(enumerate(draw(found, COUNT), start=1))
    key = [_make_key(number, record, one) for number, (record, one) in drawn]
    pages = [show(number, record, one) for number, (record, one) in drawn]
    where = write_sheets(out, INSTRUCTIONS, pages, key, parts)
    given = sum(one.given for one in key)
    return f"{len(key)} of {len(found)} statements drawn, {given} with an entity given: {where}"


def show(number: int, record: Record, one: Statement) -> Iterator[str]:
    """What is needed to judge one statement."""
    source = _source_of(one)
    after = max(_AFTER, (one.cue or source).end - source.end)
    yield f"#{number} {record.document.location} [{source.start}, {source.end})"
    yield f"  text    {cut(record.document.text, source, _BEFORE, after)}"
    by_id = {entity.id: entity for entity in record.entities}
    if not source.entities:
        yield "  answer  none given"
    for identity in source.entities:
        yield from _show_entity(record, by_id[identity], source)
    yield ""


def _show_entity(record: Record, entity: Entity, source: Span) -> Iterator[str]:
    text = record.document.text
    mentions = [mention for mention in record.mentions if entity.id in mention.entities]
    yield f"  answer  {name_entity(entity)}"
    earlier = [mention for mention in mentions if mention.end <= source.start]
    if mentions:
        yield f"    first   {surround(text, mentions[0])}"
    if len(earlier) > 1:
        yield f"    before  {surround(text, earlier[-1])}"
    yield f"    all     {count_words(record, entity)}"


def join(key: Path, first: Path, second: Path) -> list[Judged]:
    """The statements of the key with the verdicts of both judges.

    Raises:
        InputError: a file cannot be read, or a judge has left out a number, or has it twice.
    """
    drawn = [one for _, one in read_lines(key, Drawn)]
    one, other = (_read_verdicts(path, {item.number for item in drawn}) for path in (first, second))
    return [
        Judged(**msgspec.structs.asdict(item), first=one[item.number], second=other[item.number])
        for item in drawn
    ]


def _read_verdicts(path: Path, wanted: set[int]) -> dict[int, tuple[Verdict, str]]:
    verdicts = read_verdicts(path, Verdicts, wanted)
    return {number: (one.verdict, one.reason) for number, (_, one) in verdicts.items()}


def score(judged: Sequence[Judged]) -> Iterator[str]:
    """The share with an entity given, the share of these that is right, and the agreement of the two.

    An unsure verdict does not count as right.
    """
    given = [one for one in judged if one.given]
    yield f"{len(judged)} statements, an entity given in {len(given)}: {percent(len(given), len(judged))}"
    if given:
        pairs = [(one.first[0] == "right", one.second[0] == "right") for one in given]
        *_, agree, kappa = compare(pairs)
        yield _format_side("first judge", [one.first[0] for one in given])
        yield _format_side("second judge", [one.second[0] for one in given])
        yield f"right of those, {'both judges':13}{percent(sum(map(all, pairs)), len(given)):>7}"
        yield f"agreement on right or not    {100 * agree:6.1f}%   kappa {kappa:.2f}"
    missed = [[side[0] == "wrong" for side in (one.first, one.second)] for one in judged if not one.given]
    if missed:
        first, second = (sum(pair[side] for pair in missed) for side in (0, 1))
        yield f"none given in {len(missed)}, where somebody should have been: first {first}, second {second}"


def _format_side(judge: str, verdicts: Sequence[Verdict]) -> str:
    share, counts = percent(verdicts.count("right"), len(verdicts)), Counter(verdicts)
    return f"right of those, {judge:13}{share:>7}   {counts['wrong']} wrong, {counts['unsure']} unsure"


def _make_key(number: int, record: Record, one: Statement) -> Drawn:
    source = _source_of(one)
    return Drawn(
        number=number,
        document=record.document.id,
        statement=one.id,
        source=(source.start, source.end),
        given=bool(source.entities),
    )


def _source_of(one: Statement) -> StatementSource:
    assert one.source is not None  # what has none is not drawn
    return one.source


if __name__ == "__main__":
    sys.exit(main())
