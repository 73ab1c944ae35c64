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

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from bench.judge import compare, draw
from bench.unnamed import find_unnamed
from onrecord.errors import InputError, LocationNotFound, MalformedInput
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
_BEFORE, _AFTER, _AROUND = 1_500, 400, 80
_ROOT = Path(__file__).resolve().parents[1]

Verdict = Literal["right", "wrong", "unsure"]
Line = TypeVar("Line")


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A statement of the sample by its number on the sheet, and whether an entity was given."""

    number: int
    document: str
    statement: str
    source: tuple[int, int]
    given: bool


class Verdicts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one judge found of the statement with this number."""

    number: int
    verdict: Verdict
    reason: str


class Judged(Drawn, frozen=True, kw_only=True):
    """A statement of the sample, and what each judge found, with the reason."""

    first: tuple[Verdict, str]
    second: tuple[Verdict, str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, join or score."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw", help="write the sheet for the judges, and its key")
    drawing.add_argument("records", type=Path, help="what `onrecord read --format jsonl` wrote")
    drawing.add_argument("--out", type=Path, required=True, help="a directory outside the repository")
    joining = commands.add_parser("join", help="print what is kept of two judgements")
    joining.add_argument("files", type=Path, nargs=3, metavar="FILE", help="key.jsonl and two judgements")
    scoring = commands.add_parser("score", help="print the shares given and right, and the agreement")
    scoring.add_argument("files", type=Path, nargs="+", metavar="FILE", help="as joined, or as for join")
    options = parser.parse_args(arguments)
    if options.command == "score" and len(options.files) not in (1, 3):
        parser.error("score takes one joined file, or key.jsonl and two judgements")
    try:
        print("\n".join(_run(options)))
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _run(options: argparse.Namespace) -> Iterator[str]:
    if options.command == "draw":
        yield write_sheet(options.records, options.out)
        return
    judged = join(*options.files) if len(options.files) == 3 else _read_lines(options.files[0], Judged)
    yield from score(judged) if options.command == "score" else (_encode(one) for one in judged)


def write_sheet(records: Path, out: Path) -> str:
    """Write the sheet and its key into the directory `out`, and say what was drawn.

    Raises:
        InputError: the records cannot be read, or `out` lies within the repository.
    """
    if out.resolve().is_relative_to(_ROOT):
        raise MalformedInput(f"{out}: the sheet holds text of articles; give a directory outside {_ROOT}")
    found = list(find_unnamed(read_records(records)))
    drawn = draw(found, COUNT)
    key = [_make_key(number, record, one) for number, (record, one) in enumerate(drawn, start=1)]
    pages = (show(number, record, one) for number, (record, one) in enumerate(drawn, start=1))
    out.mkdir(parents=True, exist_ok=True)
    (out / "sheet.txt").write_text("\n".join([INSTRUCTIONS, *("\n".join(page) for page in pages)]), "utf-8")
    (out / "key.jsonl").write_text("".join(f"{_encode(one)}\n" for one in key), "utf-8")
    given = sum(one.given for one in key)
    return f"{len(key)} of {len(found)} statements drawn, {given} with an entity given: {out / 'sheet.txt'}"


def show(number: int, record: Record, one: Statement) -> Iterator[str]:
    """What is needed to judge one statement."""
    source, text = _source_of(one), record.document.text
    end = min(max(source.end + _AFTER, (one.cue or source).end), len(text))
    before, after = text[max(source.start - _BEFORE, 0) : source.start], text[source.end : end]
    left, right = "..." if source.start > _BEFORE else "", "..." if end < len(text) else ""
    yield f"#{number} {record.document.location} [{source.start}, {source.end})"
    yield _flat(f"  text    {left}{before}>>>{source.slice(text)}<<<{after}{right}")
    by_id = {entity.id: entity for entity in record.entities}
    if not source.entities:
        yield "  answer  none given"
    for identity in source.entities:
        yield from _show_entity(record, by_id[identity], source)
    yield ""


def _show_entity(record: Record, entity: Entity, source: Span) -> Iterator[str]:
    text = record.document.text
    mentions = [mention for mention in record.mentions if entity.id in mention.entities]
    aliases = f", also {'; '.join(entity.aliases)}" if entity.aliases else ""
    yield _flat(f"  answer  {entity.name} ({entity.type}){aliases}")
    earlier = [mention for mention in mentions if mention.end <= source.start]
    if mentions:
        yield f"    first   {_surround(text, mentions[0])}"
    if len(earlier) > 1:
        yield f"    before  {_surround(text, earlier[-1])}"
    words = Counter(_flat(mention.slice(text)) for mention in mentions)
    yield f"    all     {'; '.join(f'{word} ×{count}' for word, count in words.items())}"


def _surround(text: str, span: Span) -> str:
    before, after = text[max(span.start - _AROUND, 0) : span.start], text[span.end : span.end + _AROUND]
    return _flat(f"[{span.start}] ...{before}>>>{span.slice(text)}<<<{after}...")


def _flat(text: str) -> str:
    return text.replace("\n", " ¶ ")


def join(key: Path, first: Path, second: Path) -> list[Judged]:
    """The statements of the key with the verdicts of both judges.

    Raises:
        InputError: a file cannot be read, or a judge has left out a number, or has it twice.
    """
    drawn = _read_lines(key, Drawn)
    one, other = (_read_verdicts(path, {item.number for item in drawn}) for path in (first, second))
    return [
        Judged(**msgspec.structs.asdict(item), first=one[item.number], second=other[item.number])
        for item in drawn
    ]


def _read_verdicts(path: Path, wanted: set[int]) -> dict[int, tuple[Verdict, str]]:
    verdicts = _read_lines(path, Verdicts)
    counts = Counter(one.number for one in verdicts)
    wrong = sorted(number for number in wanted | set(counts) if counts[number] != (number in wanted))
    if wrong:
        raise MalformedInput(f"{path}: each number of the key is judged once, but not so {wrong}")
    return {one.number: (one.verdict, one.reason) for one in verdicts}


def score(judged: Sequence[Judged]) -> Iterator[str]:
    """The share with an entity given, the share of these that is right, and the agreement of the two.

    An unsure verdict does not count as right.
    """
    given = [one for one in judged if one.given]
    yield f"{len(judged)} statements, an entity given in {len(given)}: {_percent(len(given), len(judged))}"
    if given:
        pairs = [(one.first[0] == "right", one.second[0] == "right") for one in given]
        *_, agree, kappa = compare(pairs)
        yield _format_side("first judge", [one.first[0] for one in given])
        yield _format_side("second judge", [one.second[0] for one in given])
        yield f"right of those, {'both judges':13}{_percent(sum(map(all, pairs)), len(given)):>7}"
        yield f"agreement on right or not    {100 * agree:6.1f}%   kappa {kappa:.2f}"
    missed = [[side[0] == "wrong" for side in (one.first, one.second)] for one in judged if not one.given]
    if missed:
        first, second = (sum(pair[side] for pair in missed) for side in (0, 1))
        yield f"none given in {len(missed)}, where somebody should have been: first {first}, second {second}"


def _format_side(judge: str, verdicts: Sequence[Verdict]) -> str:
    share, counts = _percent(verdicts.count("right"), len(verdicts)), Counter(verdicts)
    return f"right of those, {judge:13}{share:>7}   {counts['wrong']} wrong, {counts['unsure']} unsure"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "none"


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


def _encode(one: Drawn) -> str:
    return msgspec.json.format(msgspec.json.encode(one), indent=0).decode()


def _read_lines(path: Path, kind: type[Line]) -> list[Line]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise LocationNotFound(f"{path}: {error.strerror}") from error
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(msgspec.json.decode(line, type=kind))
            except msgspec.DecodeError as error:
                raise MalformedInput(f"{path}, line {number}: {error}") from error
    return found


if __name__ == "__main__":
    sys.exit(main())
