"""What a check of a store gives: failures, each with its row, and articles that are as they should be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from onrecord.model.capture import Place, WarcPlace

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that is not as it should be: where it stands, what was expected, and what is there.

    `row` is the permanent id of the row's item, else the values of its primary key. `column` is None where it
    is the row as a whole.
    """

    table: str
    row: str
    column: str | None
    expected: str
    found: str
    document: str | None = None

    def tell(self) -> str:
        """The failure in a line of words."""
        where = f"{self.table}.{self.column}" if self.column else self.table
        article = f" (article {self.document})" if self.document not in (None, self.row) else ""
        return f"{where}, row {self.row}{article}: expected {self.expected}, found {self.found}"


@dataclass(frozen=True, slots=True)
class Verified:
    """An article of which all is as it should be.

    `items` counts what was found in it, `captures` the captures that were read again. Of its segments
    `located` were read back from the first capture, and of `unlocated` it is not known where in a capture
    they stand.
    """

    document: str
    items: int
    captures: int
    located: int
    unlocated: int


Outcome = Failure | Verified
ReadWarc = Callable[[WarcPlace], bytes]
ReadWords = Callable[[bytes, Place, str, str | None], str]
ReadNames = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Readers:
    """What reads captures and lists again, which knows formats that this room does not.

    `read_warc` gives the payload of a record of a WARC file, `read_words` the words at a place of a capture
    (its bytes, the place, its location, its media type), and `same_words` says whether two texts are the same
    but for white space. `read_names` gives the ways to write the names of a list's entry, which is given as
    JSON. What is None is not checked.
    """

    read_warc: ReadWarc | None = None
    read_words: ReadWords | None = None
    read_names: ReadNames | None = None
    same_words: Callable[[str, str], bool] = lambda first, second: first.split() == second.split()


def show(value: object) -> str:
    """A value as a failure shows it, cut where it is long."""
    told = "nothing" if value is None else repr(value)
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"


def guard(
    table: str, row: str, outcomes: Iterator[Failure], document: str | None = None
) -> Iterator[Failure]:
    """The failures of a check; where the check itself stops at what it finds, that is one more.

    A damaged file may make a database, a decoder or a constructor raise nearly anything.
    """
    try:
        yield from outcomes
    except Exception as error:
        reason = str(getattr(error, "orig", None) or error).split("\n")[0]
        yield Failure(
            table, row, None, "that it can be read", f"{type(error).__name__}: {reason}"[:500], document
        )
