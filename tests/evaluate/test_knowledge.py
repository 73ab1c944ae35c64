from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.analyse.pipeline import analyse
from onrecord.cli import main
from onrecord.errors import LocationNotFound, MalformedInput
from onrecord.evaluate.knowledge import (
    PROPERTIES,
    KnownFact,
    Passage,
    facts_of,
    is_flat,
    read_passages,
    score_passage,
)
from onrecord.evaluate.tally import Tally
from onrecord.model.document import Article, make_document
from onrecord.model.span import Span

TEXT = "Ada Brook lives in Leeds. She was born in Hull."


def fact(name: str, text: str, subject: str, object_: str) -> KnownFact:
    spans = [
        Span(start=text.index(words), end=text.index(words) + len(words)) for words in (subject, object_)
    ]
    return KnownFact(name, *spans)


def row(name: str, text: str, subject: str | None = None, object_: str | None = None) -> dict[str, object]:
    """A row as the corpus has it, in a document where the passage starts at 100."""
    made: dict[str, object] = {"fold": "3", "doc": "7", "ps": "100", "pe": "147", "prop": name, "text": text}
    for key, words in (("s", subject), ("o", object_)):
        start = text.index(words) + 100 if words else 0
        made[f"{key}s"] = str(start) if words else "-"
        made[f"{key}e"] = str(start + len(words)) if words else "-"
    return made | {"subj": subject, "obj": object_}


def write(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "facts.json"
    path.write_text(json.dumps(rows), "utf-8")
    return path


def test_rows_of_one_passage_are_put_together(tmp_path: Path) -> None:
    path = write(tmp_path, row("PLACE_OF_BIRTH", TEXT, "She", "Hull"), row("SPOUSE", TEXT))
    [passage] = read_passages(path)
    assert passage.annotated == {"PLACE_OF_BIRTH", "SPOUSE"}
    assert passage.facts == [fact("PLACE_OF_BIRTH", TEXT, "She", "Hull")]
    assert passage.fold == "3"
    assert is_flat(path)


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LocationNotFound):
        read_passages(tmp_path / "none.json")
    broken = tmp_path / "broken.json"
    broken.write_text("{", "utf-8")
    with pytest.raises(MalformedInput):
        read_passages(broken)
    with pytest.raises(MalformedInput):
        read_passages(write(tmp_path, {"fold": "1"}))


def test_a_fact_counts_where_both_ends_overlap() -> None:
    passage = Passage(
        "p", "3", TEXT, {"PLACE_OF_RESIDENCE"}, [fact("PLACE_OF_RESIDENCE", TEXT, "Ada Brook", "Leeds")]
    )
    right = fact("PLACE_OF_RESIDENCE", TEXT, "Brook", "Leeds")
    wrong = fact("PLACE_OF_RESIDENCE", TEXT, "Brook", "Hull")
    unasked = fact("PLACE_OF_BIRTH", TEXT, "She", "Hull")
    assert score_passage(passage, [right, wrong, unasked]) == {"PLACE_OF_RESIDENCE": Tally(1, 2, 1, 1)}
    assert score_passage(passage, []) == {"PLACE_OF_RESIDENCE": Tally(0, 0, 0, 1)}


def test_a_record_says_its_facts_of_every_mention() -> None:
    record = analyse(Article(document=make_document(TEXT, location="test")))
    found = facts_of(record)
    assert fact("PLACE_OF_RESIDENCE", TEXT, "Ada Brook", "Leeds") in found
    assert fact("PLACE_OF_BIRTH", TEXT, "She", "Hull") in found
    assert fact("PLACE_OF_BIRTH", TEXT, "Ada Brook", "Hull") in found
    assert {known.property for known in found} <= set(PROPERTIES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Brook is the chief executive of Globex.", ("CEO", "Globex", "Ada Brook")),
        ("Tom Park married Ada Brook in 1999.", ("SPOUSE", "Ada Brook", "Tom Park")),
        ("Tom Park's father, Ben Park, was a baker.", ("CHILD_OF", "Tom Park", "Ben Park")),
        ("Ada Brook founded Globex in 1984.", ("FOUNDED_BY", "Globex", "Ada Brook")),
        ("Ada Brook founded Globex in 1984.", ("DATE_FOUNDED", "Globex", "1984")),
    ],
)
def test_events_are_read_as_the_corpus_names_them(text: str, expected: tuple[str, str, str]) -> None:
    record = analyse(Article(document=make_document(text, location="test")))
    wanted = fact(expected[0], text, *expected[1:])
    assert any(
        known.property == wanted.property
        and known.subject.start < wanted.subject.end
        and wanted.subject.start < known.subject.end
        and known.object.start < wanted.object.end
        and wanted.object.start < known.object.end
        for known in facts_of(record)
    ), facts_of(record)


def test_the_command_prints_a_row_a_property(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, row("PLACE_OF_BIRTH", TEXT, "She", "Hull"))
    assert main(["evaluate", "facts", str(path), "--held-out", "--format", "json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert set(figures) == {"measured", "PLACE_OF_BIRTH", "all"}
    assert figures["PLACE_OF_BIRTH"]["recall"] == 100.0
