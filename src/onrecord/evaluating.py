"""What `onrecord evaluate` does: say what the records of a corpus are worth against its annotations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from onrecord.api import make_given, read_source
from onrecord.errors import LocationNotFound, MalformedInput
from onrecord.evaluate.attribution import THRESHOLDS, Agreement, add_agreements, judge_record
from onrecord.evaluate.brat import Annotated, read_corpus
from onrecord.evaluate.chains import read_chains
from onrecord.evaluate.figures import Figures
from onrecord.evaluate.marked import read_marked
from onrecord.evaluate.tally import Tally
from onrecord.evaluate.trees import HELD_OUT
from onrecord.messages import open_messages
from onrecord.model.document import Source
from onrecord.model.record import Record

if TYPE_CHECKING:
    from onrecord.evaluate.plover import Coverage

T = TypeVar("T")


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


def evaluate_coreference(corpus: Path, *, held_out: bool = False) -> Figures:
    """What coreference is worth on a corpus; raises as `evaluate_attribution` does."""
    from onrecord.evaluate.linking import score_articles, tabulate

    articles = list(read_chains(corpus, HELD_OUT if held_out else ()))
    with open_messages(total=len(articles), progress=True) as messages:
        return tabulate(score_articles(articles, messages.advance), articles)


def evaluate_facts(corpus: Path, *, held_out: bool = False) -> Figures:
    """What facts about people and organisations are worth; raises as `evaluate_attribution` does.

    `held_out` takes only the fold of KnowledgeNet that training never saw; no other corpus is trained on.
    """
    from onrecord.evaluate.knowledge import HELD_OUT_FOLD, is_flat, judge_passage, read_passages
    from onrecord.evaluate.relations import judge_related, read_related

    if not _checked(corpus, lambda: is_flat(corpus)):
        articles = _checked(corpus, lambda: read_related(corpus))
        told = f"{len(articles)} articles"
        return _tabulate(told, articles, judge_related)
    passages = [passage for passage in read_passages(corpus) if not held_out or passage.fold == HELD_OUT_FOLD]
    told = f"{len(passages)} passages, {sum(len(passage.facts) for passage in passages)} facts annotated"
    return _tabulate(told, passages, judge_passage)


def _tabulate(told: str, articles: Sequence[T], judge: Callable[[T], Mapping[str, Tally]]) -> Figures:
    """Precision, recall and F1 of each thing that is scored, and of all together."""
    total: dict[str, Tally] = {}
    with open_messages(total=len(articles), progress=True) as messages:
        for article in articles:
            for name, tally in judge(article).items():
                total[name] = total.get(name, Tally()) + tally
            messages.advance()
    total = dict(sorted(total.items())) | {"all": sum(total.values(), Tally())}
    rows = [
        (name, (100 * tally.precision, 100 * tally.recall, 100 * tally.f1)) for name, tally in total.items()
    ]
    return Figures(told, ("precision", "recall", "F1"), tuple(rows))


def evaluate_mentions(corpus: Path, *, held_out: bool = False) -> Figures:
    """What names are worth on a corpus; raises as `evaluate_attribution` does."""
    from onrecord.evaluate.names import CORE, Score, find, outermost

    articles = _checked(corpus, lambda: list(read_marked(corpus, held_out=held_out)))
    score = Score()
    with open_messages(total=len(articles), progress=True) as messages:
        for article in articles:
            score.add(outermost(article.names), find(article, typed=corpus.suffix == ".json"))
            messages.advance()
    kinds = [(kind, (kind,)) for kind in sorted(score.wanted)]
    rows = [
        (name, tuple(100 * value for value in score.rates(*group)))
        for name, group in [*kinds, ("all three", CORE)]
    ]
    told = f"{len(articles)} articles, {sum(score.wanted.values())} names annotated"
    return Figures(told, ("precision", "recall", "F1"), tuple(rows))


def evaluate_plover(corpus: Path) -> Coverage:
    """What the types of events are worth on coded sentences; raises as `evaluate_attribution` does."""
    from onrecord.evaluate.plover import read_coded, score_coded

    coded = _checked(corpus, lambda: [one for path in _files(corpus, ".txt") for one in read_coded(path)])
    with open_messages(total=len({one.text for one in coded}), progress=True) as messages:
        return score_coded(coded, messages.advance)


def evaluate_syntax(corpus: Path, *, held_out: bool = False) -> Figures:
    """What words, sentences and trees are worth on a tree bank; raises as `evaluate_attribution` does."""
    from onrecord.analyse.encoder import load_encoder
    from onrecord.evaluate.conllu import read_tree
    from onrecord.evaluate.times import split_lines
    from onrecord.evaluate.trees import Score, parse_tree

    files = [path for path in _files(corpus, ".conllu") if not held_out or path.stem in HELD_OUT]
    trees = _checked(corpus, lambda: [read_tree(path) for path in files])
    score, encoder = Score(), load_encoder()
    with open_messages(total=len(trees), progress=True) as messages:
        for tree in trees:
            score.add(tree, parse_tree(encoder, tree.name, tree.text, split_lines(tree.text)))
            messages.advance()
    rows = tuple((name, (100 * counts.f1,)) for name, counts in score.counts.items())
    return Figures(f"{len(trees)} documents, {score.counts['words'].wanted} words", ("F1",), rows)


def evaluate_times(corpus: Path, *, held_out: bool = False) -> Figures:
    """What time expressions are worth on a corpus; raises as `evaluate_attribution` does."""
    from onrecord.evaluate.times import Score, list_files, read_article, score_corpus

    _files(corpus, ".tml")
    files = list_files(corpus, "held-out" if held_out else "all") if corpus.is_dir() else [corpus]
    articles = _checked(corpus, lambda: [read_article(path) for path in files])
    score = Score()
    with open_messages(total=len(articles), progress=True) as messages:
        for article in articles:
            score += score_corpus([article])
            messages.advance()
    rows = tuple(
        (name, (score.f1(right),))
        for name, right in (
            ("strict", score.strict),
            ("relaxed", score.relaxed),
            ("type", score.type),
            ("value", score.value),
        )
    )
    told = f"{len(articles)} articles, {score.annotated} expressions annotated, {score.found} found"
    return Figures(told, ("F1",), rows)


def _files(corpus: Path, suffix: str) -> list[Path]:
    """The file, or the files of a folder that have the suffix, at least one."""
    files = sorted(corpus.rglob(f"*{suffix}")) if corpus.is_dir() else [corpus]
    if not files or not all(file.is_file() for file in files):
        raise LocationNotFound(
            f"{corpus}: there is no such file, and no folder with files that end in {suffix}"
        )
    return files


def _checked(corpus: Path, read: Callable[[], T]) -> T:
    """What is read of a corpus, with what is wrong in it told as an error of the input."""
    try:
        return read()
    except (ValueError, KeyError, IndexError, TypeError, SyntaxError) as error:
        raise MalformedInput(f"{corpus}: this is not annotated as it should be: {error}") from error


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
