"""Syntax, names, coreference, times and factuality, against annotated corpora."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.suite.measure import Material, Row, Table, from_figures, percent
from bench.suite.statements import curve, tabulate_bins
from onrecord.evaluate.attribution import calibration_error
from onrecord.evaluate.chains import Chained, read_chains
from onrecord.evaluate.linking import chains_of
from onrecord.evaluate.trees import HELD_OUT
from onrecord.evaluating import evaluate_coreference, evaluate_syntax, evaluate_times
from onrecord.model.document import Article, make_document
from onrecord.model.record import Record

GUM = "corpora/ontogum"
NEWSWIRE = "corpora/newswire-ner"
DWIE = "corpora/dwie/dev.json"
TIMEBANK = "corpora/timebank"
UW = "corpora/factuality/uw.dev.jsonl"


def measure_syntax(material: Material) -> Iterator[Table]:
    """Words, sentences, parts of speech and trees from raw text, on the documents that were held out."""
    yield turn(from_figures("trees", evaluate_syntax(material.shared / GUM, held_out=True)))


def turn(table: Table) -> Table:
    """A table of one column the other way round, so that others' figures can stand below."""
    values = tuple(row.values[0] for row in table.rows)
    columns = tuple(row.of for row in table.rows)
    return Table(name=table.name, columns=columns, rows=(Row("onrecord", values),), note=table.note)


def measure_newswire(material: Material) -> Iterator[Table]:
    """Names on the fifth of the newswire that training never saw, with spaCy's in the same run."""
    yield _measure_names(material.shared / NEWSWIRE, typed=False)


def measure_dwie_names(material: Material) -> Iterator[Table]:
    """Names on Deutsche Welle's articles, with the types of records, and spaCy's in the same run."""
    yield _measure_names(material.shared / DWIE, typed=True)


def _measure_names(corpus: Path, *, typed: bool) -> Table:
    import spacy

    from bench.names import found_by_spacy
    from onrecord.evaluate.marked import read_marked
    from onrecord.evaluate.names import CORE, Score, find, outermost
    from onrecord.spacy.tokens import MODEL

    nlp = spacy.load(MODEL, exclude=["tagger", "parser", "lemmatizer", "attribute_ruler"])
    ours, theirs, articles = Score(), Score(), 0
    for article in read_marked(corpus, held_out=corpus.is_dir()):
        articles += 1
        gold = outermost(article.names)
        ours.add(gold, find(article, typed=typed))
        theirs.add(gold, found_by_spacy(nlp, article))
    rows = []
    for name, kinds in [*((kind, (kind,)) for kind in sorted(ours.wanted)), ("those three", CORE)]:
        if name in ("those three", *CORE) or typed:
            f1, peer = percent(ours.f1(*kinds)), percent(theirs.f1(*kinds))
            rows.append(
                Row(
                    name,
                    (*map(percent, ours.rates(*kinds)[:2]), f1, peer, sum(ours.wanted[k] for k in kinds)),
                )
            )
    told = f"{articles} articles; spaCy {spacy.__version__} with en_core_web_sm, without an article in front"
    columns = ("precision", "recall", "F1", "spaCy's F1", "annotated")
    return Table(name="names", columns=columns, rows=tuple(rows), note=told)


def measure_gum_coreference(material: Material) -> Iterator[Table]:
    """Coreference on the documents that were held out, mentions found in raw text."""
    yield from_figures("chains", evaluate_coreference(material.shared / GUM, held_out=True))


def measure_dwie_coreference(material: Material) -> Iterator[Table]:
    """Coreference of names on Deutsche Welle's articles."""
    yield from_figures("chains", evaluate_coreference(material.shared / DWIE))


def measure_mention_confidence(material: Material) -> Iterator[Table]:
    """What the confidence of mentions is worth, on the documents that were held out."""
    from onrecord.analyse.pipeline import analyse

    pairs: list[tuple[float, bool]] = []
    for article in read_chains(material.shared / GUM, HELD_OUT):
        record = analyse(Article(document=make_document(article.text, location=article.name)))
        pairs.extend(judge_mentions(record, article))
    yield curve("mentions", pairs, "Mentions that annotators mark too, pronouns and descriptions mostly")
    error = f"Expected calibration error {calibration_error(pairs):.3f}"
    yield tabulate_bins("reliability of mentions", pairs, error)


def judge_mentions(record: Record, article: Chained) -> Iterator[tuple[float, bool]]:
    """Confidence of each mention that is marked, and whether its entity is right.

    It is, where the mention before it of its entity (among those marked) is of its chain; where there is
    none, when its chain has none before either.
    """
    chain_of = {(s.start, s.end): number for number, chain in enumerate(article.chains) for s in chain}
    entity_of = {place: number for number, chain in enumerate(chains_of(record, article)) for place in chain}
    sure_of = {}
    for mention in record.mentions:
        span = mention if article.named or mention.phrase is None else mention.phrase
        sure_of[span.start, span.end] = mention.confidence
    latest: dict[int, int] = {}
    begun: set[int] = set()
    for place in sorted(entity_of.keys() & chain_of.keys()):
        chain, entity = chain_of[place], entity_of[place]
        right = latest[entity] == chain if entity in latest else chain not in begun
        latest[entity] = chain
        begun.add(chain)
        if (sure := sure_of.get(place)) is not None:
            yield sure, right


def measure_times(material: Material) -> Iterator[Table]:
    """Time expressions, on all of TimeBank and AQUAINT and on the third that was kept apart."""
    corpus = material.shared / TIMEBANK
    for name, held_out in (("kept apart", True), ("all", False)):
        yield turn(from_figures(name, evaluate_times(corpus, held_out=held_out)))


def measure_factuality(material: Material) -> Iterator[Table]:
    """Graded factuality of events, on UW's development set."""
    from onrecord.evaluate.factuality import judge_sentence, read_sentences, score_pairs

    pairs = [pair for one in read_sentences(material.shared / UW) for pair in judge_sentence(one)]
    score = score_pairs(pairs)
    values = (round(score.pearson, 3), round(score.mean_absolute_error, 3), round(score.negative_f1, 1))
    columns = ("Pearson r", "mean absolute error", "F1 of the negative class")
    note = f"{score.events:,} events"
    yield Table(
        name="events",
        columns=columns,
        rows=(Row("onrecord", values),),
        note=note,
        places={columns[0]: 3, columns[1]: 3},
    )
