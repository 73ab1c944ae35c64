r"""Gold annotation written inside the text, so that nobody counts offsets.

A gold file is an article with brackets, then a line of four equals signs, then JSON lines:

    [source:s1|e:lee Ann Lee] [cue:s1 said] on [t:2018-08-03 Friday]: [content:s1:direct “[e:lee I] quit.”]
    ====
    {"kind": "entity", "key": "lee", "type": "person", "name": "Ann Lee"}
    {"kind": "event", "type": ["departure"], "args": {"person": "Ann Lee"}, "according_to": "Ann Lee"}

A bracket opens with its tags and one space; without brackets and tags the text is the article, to the letter.
Brackets nest and may not cross. Several tags are joined by `|`. The tags:

    content:KEY:FLAGS   part of what statement KEY says; FLAGS, on its first part only, are its form (direct,
                        indirect or mixed) and, after commas, `negative` and `hedged` where these hold
    source:KEY[,KEY]    who says it; a statement without one is nobody's in particular
    cue:KEY[,KEY]       the words that report it
    e:KEY[,KEY]         a mention of the entities KEY
    r:KEY               a relative pronoun that stands for KEY, no mention of its own (as in OntoNotes)
    t:VALUE             a time expression and its TIMEX3 value
    segment:KIND        a segment that is not body

A statement lies within the innermost other statement whose content bracket encloses it. A bracket or a
backslash that belongs to the text is written with a backslash in front. In the lines below the text, an empty
line and one that begins with # count for nothing; `entity` lines name the entities (alternatives after `|`),
the rest are expectations as `onrecord.evaluate.expected` reads them.

Spans follow PolNeAR: a source is the whole noun phrase without the comma behind it, a cue the verb with its
auxiliaries and negation, and a content takes in its "that" and its quotation marks. A mention is a noun
phrase with its modifiers and titles, without appositions and relative clauses. Marked are the mentions of
people, of bodies, and of all that has a name; not those of unnamed groups, such as "officials".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import msgspec

from onrecord.errors import MalformedInput
from onrecord.evaluate.expected import Expectation, parse_expectations
from onrecord.model.document import Segment, SegmentKind
from onrecord.model.record import EntityType, Form, Polarity
from onrecord.model.span import Span

SEPARATOR = "====\n"
_TAGS = re.compile(r"((?:content|source|cue|e|r|t|segment):[^\s\[\]]+) ")
_ESCAPED = "[]\\"


class GoldEntity(msgspec.Struct, frozen=True, kw_only=True, tag="entity", tag_field="kind"):
    """Somebody or something that the article speaks of.

    `name` may offer alternatives after `|`, and is None where the article has only descriptions.
    """

    key: str
    type: EntityType
    name: str | None = None


@dataclass(frozen=True, slots=True)
class GoldMention:
    """Words that stand for the entities with these keys: a mention or a relative pronoun."""

    span: Span
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldTime:
    """A time expression and its TIMEX3 value."""

    span: Span
    value: str


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement: where its parts stand, and what is to be read off it. `parent` is a key."""

    key: str
    parent: str | None
    source: Span | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: Form
    polarity: Polarity
    hedged: bool


@dataclass(frozen=True, slots=True)
class Gold:
    """An article and all that a record of it should hold, in the order of the text."""

    text: str
    statements: tuple[GoldStatement, ...]
    mentions: tuple[GoldMention, ...]
    relatives: tuple[GoldMention, ...]
    entities: tuple[GoldEntity, ...]
    times: tuple[GoldTime, ...]
    segments: tuple[Segment, ...]
    expectations: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True)
class _Tag:
    """One tag of a bracket: its kind, what stands behind the colon, and the statement around it."""

    kind: str
    value: str
    span: Span
    within: tuple[str, ...]


def read_gold(annotated: str) -> Gold:
    """The gold in the text of a gold file.

    Raises:
        MalformedInput: a bracket is open or without a known tag, a statement has no content or no form, a
            mention's entity has no line, two mentions are one, or a line below is not as it should be.
    """
    marked, separator, below = annotated.partition("\n" + SEPARATOR)
    text, tags = _read_brackets(marked + "\n" if separator else marked)
    entities, expectations = _read_lines(below)
    gold = Gold(
        text=text,
        statements=tuple(_read_statements(tags)),
        mentions=_read_mentions(tags, "e"),
        relatives=_read_mentions(tags, "r"),
        entities=entities,
        times=tuple(GoldTime(tag.span, tag.value) for tag in _of_kind(tags, "t")),
        segments=tuple(map(_read_segment, _of_kind(tags, "segment"))),
        expectations=expectations,
    )
    _check_entities(gold)
    return gold


def read_gold_file(path: Path) -> Gold:
    """The gold in a file; raises as `read_gold` does, naming the file."""
    try:
        return read_gold(path.read_text(encoding="utf-8"))
    except MalformedInput as error:
        raise MalformedInput(f"{path}: {error}") from error


def _read_brackets(marked: str) -> tuple[str, list[_Tag]]:
    letters: list[str] = []
    open_tags: list[tuple[int, int, list[tuple[str, str]]]] = []
    tags: list[_Tag] = []
    at = 0
    while at < len(marked):
        letter = marked[at]
        if letter == "\\" and marked[at + 1 : at + 2] in tuple(_ESCAPED):
            letters.append(marked[at + 1])
            at += 2
        elif letter == "[":
            match = _TAGS.match(marked, at + 1)
            if match is None:
                raise MalformedInput(f"a bracket without a known tag: {marked[at : at + 40]!r}")
            open_tags.append((len(letters), at, [_split_tag(tag) for tag in match.group(1).split("|")]))
            at = match.end()
        elif letter == "]":
            if not open_tags:
                raise MalformedInput(f"nothing is open before: {marked[at : at + 40]!r}")
            tags += _close(open_tags, len(letters), marked)
            at += 1
        else:
            letters.append(letter)
            at += 1
    if open_tags:
        raise MalformedInput(f"never closed: {marked[open_tags[-1][1] :][:40]!r}")
    return "".join(letters), sorted(tags, key=lambda tag: (tag.span.start, -tag.span.end))


def _split_tag(tag: str) -> tuple[str, str]:
    kind, _, value = tag.partition(":")
    return kind, value


def _close(open_tags: list[tuple[int, int, list[tuple[str, str]]]], end: int, marked: str) -> Iterator[_Tag]:
    start, opened, own = open_tags.pop()
    if start == end:
        raise MalformedInput(f"a bracket around nothing: {marked[opened : opened + 40]!r}")
    around = (tag for _, _, outer in open_tags for tag in outer)
    within = tuple(value.split(":")[0] for kind, value in around if kind == "content")
    return (_Tag(kind, value, Span(start=start, end=end), within) for kind, value in own)


def _of_kind(tags: Iterable[_Tag], kind: str) -> list[_Tag]:
    return [tag for tag in tags if tag.kind == kind]


def _read_statements(tags: Sequence[_Tag]) -> list[GoldStatement]:
    contents: dict[str, list[_Tag]] = defaultdict(list)
    for tag in _of_kind(tags, "content"):
        contents[tag.value.split(":")[0]].append(tag)
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for tag in (*_of_kind(tags, "source"), *_of_kind(tags, "cue")):
        for key in tag.value.split(","):
            if key not in contents:
                raise MalformedInput(f"statement {key} has a {tag.kind} and no content")
            spans[tag.kind, key].append(tag.span)
    return [_read_statement(key, parts, spans) for key, parts in contents.items()]


def _read_statement(
    key: str, parts: Sequence[_Tag], spans: dict[tuple[str, str], list[Span]]
) -> GoldStatement:
    form, *flags = parts[0].value.partition(":")[2].split(",")
    if form not in get_args(Form) or set(flags) - {"negative", "hedged"}:
        raise MalformedInput(f"statement {key} has no form, or an unknown flag: {parts[0].value!r}")
    sources = spans["source", key]
    if len(sources) > 1:
        raise MalformedInput(f"statement {key} has two sources")
    outer = [name for name in parts[0].within if name != key]
    return GoldStatement(
        key=key,
        parent=outer[-1] if outer else None,
        source=sources[0] if sources else None,
        cue=tuple(spans["cue", key]),
        content=tuple(part.span for part in parts),
        form=msgspec.convert(form, Form),
        polarity="negative" if "negative" in flags else "positive",
        hedged="hedged" in flags,
    )


def _read_mentions(tags: Sequence[_Tag], kind: str) -> tuple[GoldMention, ...]:
    return tuple(GoldMention(tag.span, tuple(tag.value.split(","))) for tag in _of_kind(tags, kind))


def speakers(gold: Gold, statement: GoldStatement) -> tuple[str, ...]:
    """The keys of the source's entities: those of the first, and of these the longest, mention in it."""
    if statement.source is None:
        return ()
    known = (*gold.mentions, *gold.relatives)
    inside = [mention for mention in known if statement.source.covers(mention.span)]
    first = min(inside, key=lambda mention: (mention.span.start, -mention.span.end), default=None)
    return first.entities if first else ()


def _read_segment(tag: _Tag) -> Segment:
    if tag.value not in get_args(SegmentKind):
        raise MalformedInput(f"no such kind of segment: {tag.value!r}")
    return Segment(start=tag.span.start, end=tag.span.end, kind=msgspec.convert(tag.value, SegmentKind))


def _read_lines(below: str) -> tuple[tuple[GoldEntity, ...], tuple[Expectation, ...]]:
    lines = [line for line in below.splitlines() if line.strip() and not line.startswith("#")]
    named = [line for line in lines if _is_entity(line)]
    try:
        entities = tuple(msgspec.json.decode(line, type=GoldEntity) for line in named)
    except msgspec.DecodeError as error:
        raise MalformedInput(f"an entity's line is not as it should be: {error}") from error
    return entities, parse_expectations(line for line in lines if line not in named)


def _is_entity(line: str) -> bool:
    return re.match(r'\{\s*"kind"\s*:\s*"entity"', line) is not None


def _check_entities(gold: Gold) -> None:
    known = {entity.key for entity in gold.entities}
    if len(known) < len(gold.entities):
        raise MalformedInput("two lines describe one entity")
    if len({mention.span for mention in gold.mentions}) < len(gold.mentions):
        raise MalformedInput("two mentions have the same words")
    used = {key for mention in (*gold.mentions, *gold.relatives) for key in mention.entities}
    if used != known:
        raise MalformedInput(f"entities without a line or a mention: {sorted(used ^ known)}")
