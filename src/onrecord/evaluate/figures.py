"""A table of figures, as `onrecord evaluate` prints it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured: a line on how much, and rows of percentages under the names of columns."""

    told: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float, ...]], ...]

    def lines(self) -> Iterator[str]:
        """The lines of the table."""
        first = max(len(name) for name, _ in self.rows)
        widths = [max(len(column), 5) for column in self.columns]
        yield self.told
        yield " ".join(
            [" " * first, *(column.rjust(w) for column, w in zip(self.columns, widths, strict=True))]
        )
        for name, values in self.rows:
            cells = [f"{value:.1f}".rjust(width) for value, width in zip(values, widths, strict=True)]
            yield " ".join([name.ljust(first), *cells])

    def to_json(self) -> str:
        """The same as JSON: by row, the percentages by column."""
        rows = {
            name: {column: round(value, 1) for column, value in zip(self.columns, values, strict=True)}
            for name, values in self.rows
        }
        return msgspec.json.format(msgspec.json.encode({"measured": self.told, **rows}), indent=2).decode()
