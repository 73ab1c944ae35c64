"""The tidy tables that records are exported as, defined once; the codebook is written from them.

`python -m onrecord.export.columns docs/tables.md` writes it behind the line that names this command.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast

ColumnType = Literal["text", "texts", "integer", "number", "boolean", "date"]
Cell = str | int | float | bool | tuple[str, ...] | None
Row = tuple[Cell, ...]

MARK = "<!-- made by: python -m onrecord.export.columns docs/tables.md -->\n"
SEPARATOR = "; "
"""What stands between several texts in one cell, in the forms that have no lists."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a plain name, what its cells hold, and what they mean. "texts" are none, one or several."""

    name: str
    type: ColumnType
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table, what one row of it stands for, and its columns in order."""

    name: str
    description: str
    columns: tuple[Column, ...]


# The name and meaning of each table, and its columns: name | type | meaning.
_TABLES = """
documents: one row for each article, or each version of it
document | text | the permanent id of the article, 32 hexadecimal digits
location | text | where it was found: a path or an address
url | text | its address on the web
outlet | text | who published it
title | text | its title, where the page or file told it
byline | texts | who wrote it
language | text | the language of the text, a code of ISO 639-1
published | text | the date of publication, ISO 8601: 2018, 2018-08 or 2018-08-05
published_basis | text | how that is known: given, metadata, dateline or inferred
text_digest | text | the SHA-256 of the text in UTF-8
characters | integer | how long the text is, in Unicode code points
unread | integer | how many of them were not analysed
engine | text | the version of onrecord that read it, with a digest of its weights
added | text | when it was added, ISO 8601 in UTC
fetched | text | when its bytes were fetched, ISO 8601 in UTC
status | text | current, superseded or retracted
version | integer | which version of the same address this is, from 1
capture | text | the SHA-256 of the bytes that it was read from
text | text | the text itself; start and end in all tables count its code points from 0, end excluded

segments: one row for each stretch of an article's text
document | text | the article
number | integer | its place among the stretches, from 1
kind | text | headline, subhead, dateline, byline, body, embed, promo, caption or boilerplate
start | integer | where it begins
end | integer | where it ends
words | text | its words

entities: one row for each person, organisation, place or other thing that an article speaks of
document | text | the article
entity | text | the permanent id of the entity in this article
type | text | person, organisation, place, work, product, group, event or other
name | text | the fullest name found, or a description where none is
aliases | texts | the other names that are used of it
links | texts | ids of the entries of catalogues that it is
candidates | texts | ids of the entries that it may be, best first
attributes | texts | what the article says of it in passing, as "age: 52"
mentions | integer | how many mentions stand for it

mentions: one row for each stretch of words that stands for entities
document | text | the article
mention | text | the permanent id of the mention
entities | texts | the ids of the entities that it stands for, mostly one
names | texts | their names, in the same order
form | text | name, nominal or pronoun
start | integer | where it begins
end | integer | where it ends
words | text | its words
confidence | number | how likely it stands for these entities, 0 to 1

times: one row for each time expression
document | text | the article
time | text | the permanent id of the time
type | text | DATE, TIME, DURATION or SET
value | text | its value after TimeML's TIMEX3: 2017-W52, P8D, PAST_REF
earliest | date | the first day that it may mean
latest | date | the last day that it may mean
start | integer | where it begins
end | integer | where it ends
words | text | its words

statements: one row for each statement: somebody's words, thoughts or wishes as an article reports them
document | text | the article
statement | text | the permanent id of the statement
outlet | text | who published the article
published | text | when, ISO 8601
source_words | text | the words that name who speaks
source_start | integer | where they begin
source_end | integer | where they end
speakers | texts | the names of who speaks
speaker_ids | texts | their entities, in the same order
anonymous | text | of one not named: official, document, witness, knowledge, group or unnamed
cue | text | the words that report it
cue_start | integer | where they begin
cue_end | integer | where they end
content | text | what is said; " … " stands for words in between that are not part of it
content_start | integer | where it begins
content_end | integer | where its last part ends
content_parts | texts | its parts, each as "start-end"
form | text | direct, indirect or mixed
act | text | what the speaker does: say, deny, promise, accuse, want …
polarity | text | positive or negative
hedged | boolean | whether the report hedges
time | text | the id of the time at which it was said
time_words | text | the words of that time
earliest | date | the first day that it may mean
latest | date | the last day that it may mean
medium | text | the name of the outlet or work that carried it first
medium_id | text | its entity
addressees | texts | the names of those spoken to
addressee_ids | texts | their entities, in the same order
about | texts | the names of those spoken of
about_ids | texts | their entities, in the same order
parent | text | the statement within whose content this one stands
chain | text | who says it and through whom it reached the outlet, nearest first
abstained | texts | the fields that were too doubtful to fill
confidence | number | how likely it is right, 0 to 1

events: one row for each event or state in one voice
document | text | the article
event | text | the permanent id of the event
outlet | text | who published the article
published | text | when, ISO 8601
type | text | its type, one of those that `onrecord schema --events` lists
phase | text | begins, holds or ended
trigger | text | the words that tell it best
trigger_start | integer | where they begin
trigger_end | integer | where they end
times_told | integer | how often it is told in this voice
time | text | the id of its time
time_words | text | the words of that time
earliest | date | the first day that it may mean
latest | date | the last day that it may mean
place | text | the name of its place
place_id | text | the entity of its place
polarity | text | positive or negative
modality | text | actual, future or possible
voice | text | who asserts it: outlet, statement or unknown
according_to | text | the statement that asserts it
chain | text | who asserts it and through whom it reached the outlet, nearest first
speakers | texts | the names of who asserts it
speaker_ids | texts | their entities, in the same order
statement | text | the statement that a speech act was derived from
same_as | text | the event that tells the same in another voice
confidence | number | how likely it is right, 0 to 1

arguments: one row for each filler of a role of an event, one for each entity where there are several
document | text | the article
event | text | the event
event_type | text | its type
number | integer | which of the event's arguments it is, from 1; one with several entities has several rows
role | text | the role: person, position, target, authority …
entity | text | the entity that fills it
name | text | its name
start | integer | where the words begin
end | integer | where they end
words | text | the words
value | text | the value, where there is one
amount | number | the value, where it is a number
least | number | the least that the words allow
most | number | the most that the words allow
approximate | boolean | whether the words say that it is about as much
currency | text | the currency, a code of ISO 4217
unit | text | what is counted
"""


def _read_tables() -> Iterator[Table]:
    for block in _TABLES.strip().split("\n\n"):
        head, *lines = block.splitlines()
        name, _, description = head.partition(": ")
        yield Table(name, description, tuple(map(_read_column, lines)))


def _read_column(line: str) -> Column:
    name, kind, description = line.split(" | ", 2)
    return Column(name, cast("ColumnType", kind), description)


TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _read_tables()})
"""Every table by its name, in the order of the codebook."""

CODEBOOK = Table(
    "codebook",
    "one row for each column of each table",
    (
        Column("table", "text", "the table"),
        Column("row", "text", "what one row of it stands for"),
        Column("column", "text", "the column"),
        Column(
            "type", "text", "what its cells hold: text, texts (several), integer, number, boolean or date"
        ),
        Column("description", "text", "what they mean"),
    ),
)
"""The codebook as a table of its own."""


def codebook_rows() -> Iterator[Row]:
    """The rows of the codebook, in the order of the tables."""
    for table in TABLES.values():
        for column in table.columns:
            yield table.name, table.description, column.name, column.type, column.description


def codebook_markdown() -> str:
    """The codebook as a page of Markdown, for the documentation."""
    lines = [
        "# The tables of an export",
        "",
        "`onrecord export --to csv`, `parquet` and `xlsx` write these tables. In Parquet a column of `texts`",
        f"is a list; in CSV and workbooks its texts stand in one cell, `{SEPARATOR.strip()}` between them.",
        "A cell is empty where the article does not tell, or nothing was sure enough.",
    ]
    for table in TABLES.values():
        lines += ["", f"## {table.name}", "", f"{table.description[0].upper()}{table.description[1:]}.", ""]
        lines += ["| Column | Type | Meaning |", "|---|---|---|"]
        lines += (f"| `{one.name}` | {one.type} | {one.description} |" for one in table.columns)
    return "\n".join(lines) + "\n"


def replace_tables(page: str) -> str:
    """The page with the codebook and the vocabulary of RDF behind `MARK`, in place of what stood there."""
    from onrecord.export.nquads import describe_vocabulary

    head, mark, _ = page.partition(MARK)
    return f"{head}{mark}\n{codebook_markdown()}\n## The vocabulary of the RDF\n\n{describe_vocabulary()}\n"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(replace_tables(path.read_text("utf-8")), "utf-8")
