"""What `onrecord evaluate` does: say what the records of a corpus are worth against its annotations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from onrecord.api import make_given, read_source
from onrecord.errors import LocationNotFound, MalformedInput
from onrecord.evaluate.attribution import THRESHOLDS, Agreement, add_agreements, judge_record
from onrecord.evaluate.brat import Annotated, read_corpus
from onrecord.messages import open_messages
from onrecord.model.document import Source
from onrecord.model.record import Record


def evaluate_attribution(corpus: Path, records: Path | None = None) -> Agreement:
    """The agreement of what is read in a corpus, or of records that `read` wrote of it, with its annotators.

    Raises:
        InputError: the corpus or the records cannot be read, or an article has no record among them.
    """
    articles = list(read_corpus(corpus))
    with open_messages(total=len(articles), progress=True) as messages:
        agreements = []
        for article, record in _pair(articles, records):
            agreements.append(judge_record(record, article))
            messages.advance()
    return add_agreements(agreements)


def _pair(articles: list[Annotated], records: Path | None) -> Iterator[tuple[Annotated, Record]]:
    if records is None:
        given = make_given(language="en")
        for article in articles:
            yield article, read_source(Source(location=article.name, text=article.text), given)
        return
    by_text = {record.document.text: record for record in read_records(records)}
    for article in articles:
        if article.text not in by_text:
            raise LocationNotFound(f"{records}: there is no record of {article.name} in it")
        yield article, by_text[article.text]


def read_records(path: Path) -> Iterator[Record]:
    """The records in a file of JSON lines, as `read` wrote them; raises as `evaluate_attribution` does."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _read_record(line, f"{path}, line {number}")
    except OSError as error:
        raise LocationNotFound(f"{path}: {error.strerror}") from error


def _read_record(line: bytes, where: str) -> Record:
    try:
        return Record.from_json(line)
    except MalformedInput as error:
        raise MalformedInput(f"{where}: {error}") from error


def format_agreement(agreement: Agreement) -> Iterator[str]:
    """The lines of the table that the command prints; all figures but the counts are percentages."""
    right, quoted = agreement.tally(), agreement.tally(quoted=True)
    yield f"{len(agreement.judged)} statements, {agreement.wanted} annotated"
    yield "            precision  recall      F1"
    for name, tally in (("relation", right), ("quoted", quoted)):
        yield f"{name:12}{100 * tally.precision:9.1f}{100 * tally.recall:8.1f}{100 * tally.f1:8.1f}"
    yield ""
    yield "at least    precision  recall    kept"
    for threshold in THRESHOLDS:
        tally = agreement.tally(threshold)
        share = tally.found / len(agreement.judged) if agreement.judged else 0.0
        yield f"{threshold:<12.2f}{100 * tally.precision:9.1f}{100 * tally.recall:8.1f}{100 * share:8.1f}"
    yield ""
    errors = agreement.calibration_error(), agreement.source_error()
    yield "expected calibration error: statements {:.3f}, sources {:.3f}".format(*errors)


def encode_agreement(agreement: Agreement) -> str:
    """The same as JSON."""

    def row(threshold: float, *, quoted: bool = False) -> dict[str, float]:
        tally = agreement.tally(threshold, quoted=quoted)
        figures = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
        return {"threshold": threshold, **{name: round(100 * value, 1) for name, value in figures.items()}}

    found = {
        "statements": len(agreement.judged),
        "annotated": agreement.wanted,
        "relation": row(0.0),
        "quoted": row(0.0, quoted=True),
        "thresholds": [row(threshold) for threshold in THRESHOLDS],
        "calibration_error": round(agreement.calibration_error(), 3),
        "source_calibration_error": round(agreement.source_error(), 3),
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode()
