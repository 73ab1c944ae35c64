"""What a store's articles disagree on, held against what people judged of it.

    python -m bench.disagreements STORE [--sheet]

Prints a table and the share that is real. `bench/judged/disagreements.json` has the verdicts: where the
values stand (article and first character), whether it is real, and why in a judge's own words.
A disagreement is the judged one where its kind is the same and at least two of its values stand where that
one's do. `--sheet` prints what nobody judged yet, with the words around each value, to be judged.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from onrecord.resolve.claims.reading import Disagreement, list_disagreements
from onrecord.store import schema
from onrecord.store.opening import open_store

JUDGED = Path(__file__).resolve().parent / "judged" / "disagreements.json"
_AROUND = 160
_MANY = 100_000
_SHARED = 2


def main() -> None:
    """Print the table, or the sheet of what is to be judged."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("store")
    parser.add_argument("--sheet", action="store_true")
    arguments = parser.parse_args()
    with open_store(arguments.store) as store, store.reading() as connection:
        found = [
            *list_disagreements(connection, limit=_MANY),
            *list_disagreements(connection, kinds=["development"], limit=_MANY),
        ]
        if arguments.sheet:
            _print_sheet(connection, [one for one in found if find_verdict(one) is None])
        else:
            _print_table(found)


def find_verdict(one: Disagreement, judged: Sequence[dict[str, Any]] | None = None) -> dict[str, Any] | None:
    """What was judged of a disagreement, if it was."""
    places = {(said.document, said.start) for said in one.said}
    for verdict in read_judged() if judged is None else judged:
        same = {(said["document"], said["start"]) for said in verdict["said"]} & places
        if verdict["kind"] == one.kind and len(same) >= _SHARED:
            return verdict
    return None


def read_judged() -> list[dict[str, Any]]:
    """All verdicts."""
    return list(json.loads(JUDGED.read_text(encoding="utf-8"))["verdicts"]) if JUDGED.exists() else []


def _print_table(found: Sequence[Disagreement]) -> None:
    judged, real, known = read_judged(), 0, 0
    print("| Kind | Of | Nature | Sources | Values | Verdict |")
    print("|---|---|---|---|---|---|")
    for one in found:
        verdict = find_verdict(one, judged)
        known += verdict is not None
        real += verdict is not None and verdict["real"]
        told = "not judged" if verdict is None else "real" if verdict["real"] else "wrong"
        sources = len({said.document for said in one.said})
        values = len({said.value for said in one.said})
        print(f"| {one.kind} | {one.of} | {one.nature} | {sources} | {values} | {told} |")
    share = f" ({100 * real / known:.0f} %)" if known else ""
    print(f"\n{len(found)} found; {known} judged, {real} of these real{share}")


def _print_sheet(connection: Connection, found: Sequence[Disagreement]) -> None:
    texts = {
        row.id: row.text
        for row in connection.execute(
            select(schema.documents.c.id, schema.texts.c.text).join(
                schema.texts, schema.texts.c.key == schema.documents.c.text
            )
        )
    }
    for one in found:
        said = [{"document": said.document, "start": said.start} for said in one.said]
        entry = {"id": one.id, "kind": one.kind, "of": one.of, "said": said, "real": None, "reason": ""}
        print(json.dumps(entry))
        for told in one.said:
            text = texts[told.document]
            before, after = (
                text[max(0, told.start - _AROUND) : told.start],
                text[told.end : told.end + _AROUND],
            )
            print(f"    {told.outlet} {told.published}: …{before}«{text[told.start : told.end]}»{after}…")


if __name__ == "__main__":
    main()
