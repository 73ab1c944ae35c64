"""What is shown of an item or an article, in words."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.query.cite_words import tell_correction, write_text
from onrecord.query.show import Analysis, Shown
from onrecord.store.corrections import Standpoint


def write_shown(shown: Shown) -> str:
    """An item or an article over several lines: its citation, its fields, its history, its corrections."""
    lines = [write_text(shown.citation), *_tell_fields(shown), "  Analyses:"]
    lines += [f"    {_tell_analysis(one)}" for one in shown.analyses]
    if shown.corrections:
        lines.append("  Corrections:")
        lines += [f"    {tell_standpoint(one)}" for one in shown.corrections]
    return "\n".join(lines)


def tell_standpoint(one: Standpoint) -> str:
    """A correction in words, with what became of the item that it was made of."""
    told = tell_correction(one.held)
    item = one.held.correction.item
    about = f" [of {item}]" if item and one.held.correction.kind != "document" else ""
    if one.standing == "moved":
        return f"{told}{about} (that item is gone; {one.item} stands in its place)"
    if one.standing == "gone":
        return f"{told}{about} (that item is no longer there)"
    return f"{told}{about}"


def _tell_fields(shown: Shown) -> Iterator[str]:
    if shown.item is None:
        counted = ", ".join(f"{count} {_plural(kind, count)}" for kind, count in shown.counts.items())
        yield f"  Found: {counted or 'nothing'}"
        return
    for name, value in shown.told.items():
        yield f"  {name}: {value}"


def _plural(kind: str, count: int) -> str:
    if count == 1:
        return kind
    return "entities" if kind == "entity" else f"{kind}s"


def _tell_analysis(one: Analysis) -> str:
    state = "current" if one.is_current else "former"
    has = "" if one.has_item else ", does not have it"
    return f"{one.engine}, added {one.analysed} ({state}{has})"
