"""FollowTheMoney entities as lines of JSON, and in a second file the words that each value rests on.

What the outlet itself says happened or is so becomes a plain entity: an `Occupancy`, a `Sanction`, the date
of a birth. What a source says, what did not happen, may happen or is nobody's word in particular goes out as
an `Event` whose name says so, for a claim is not a fact; so does all of a version that was retracted or
superseded. Ids depend on the record's permanent ids alone, so that the same record gives the same entities.
Nothing is imported from the library.

A `Mention` is written for each use of a name of a person, body or group, not for pronouns and descriptions.
Of the schemata that `onrecord schema --events` names, `CourtCase`, `Trip`, `Address` and the ownership that
comes of acquisitions are not written, since an article rarely tells what they require: these are events too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec

from onrecord.export.ftm_facts import tell_event
from onrecord.export.ftm_parties import Article
from onrecord.export.items import look_up
from onrecord.model.kept import Kept
from onrecord.writing import STANDARD_OUTPUT, open_sink


def write(kept: Iterable[Kept], out: Path | None) -> None:
    """Write the entities of each record, the article first; the words stand in a second file beside `out`.

    Standard output gets the entities alone.

    Raises:
        OSError: not all of it can be written.
    """
    with ExitStack() as stack:
        sink = stack.enter_context(open_sink(out))
        words = stack.enter_context(open_sink(words_path(out))) if out and _is_file(out) else None
        for one in kept:
            for entity, spans in make_entities(one):
                sink.write(msgspec.json.encode(entity) + b"\n")
                if words:
                    words.write(b"".join(msgspec.json.encode(span) + b"\n" for span in spans))


def words_path(out: Path) -> Path:
    """Where the words of the entities in `out` stand: `news.spans.jsonl` for `news.jsonl` or `news`."""
    return out.with_name(f"{out.name.removesuffix('.jsonl').removesuffix('.json')}.spans.jsonl")


def _is_file(out: Path) -> bool:
    """Whether something can stand beside it: not beside standard output, a device or a pipe."""
    return out != STANDARD_OUTPUT and (out.is_file() or not out.exists())


def make_entities(kept: Kept) -> Iterator[tuple[dict[str, object], list[dict[str, object]]]]:
    """Each entity of a record as FollowTheMoney writes it, with the words of each of its values."""
    article = Article(kept, look_up(kept.record))
    article.add_named()
    for event in kept.record.events:
        tell_event(article, event)
    for draft in article.drafts.values():
        if draft.is_complete:
            yield draft.to_entity(), list(draft.to_spans(kept.record.document))
