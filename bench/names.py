"""Names marked by the encoder against those of spaCy's small model, on the same texts with the same scorer.

python bench/names.py ../shared/corpora/newswire-ner
python bench/names.py ../shared/corpora/dwie/dev.json
"""

from __future__ import annotations

import argparse
from pathlib import Path

import spacy

from onrecord.analyse.naming import MarkedName, type_of
from onrecord.evaluate.marked import Marked, read_marked
from onrecord.evaluate.names import CORE, Score, find, outermost
from onrecord.model.span import Span
from onrecord.spacy.tokens import ENTITY_TYPES, MODEL

_TYPES = {**ENTITY_TYPES, "FAC": "facility"}


def found_by_spacy(nlp: spacy.Language, article: Marked) -> list[tuple[Span, str]]:
    """The names that spaCy finds, without an article in front, as the corpora leave it."""
    found = []
    for line in article.lines:
        for entity in nlp(line.slice(article.text)).ents:
            skipped = 4 if entity.text.lower().startswith("the ") else 0
            if entity.label_ in _TYPES:
                start, end = line.start + entity.start_char + skipped, line.start + entity.end_char
                end -= 2 if article.text[:end].endswith(("'s", "’s")) else 0
                found.append((Span(start=start, end=end), _TYPES[entity.label_]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    corpus = parser.parse_args().corpus
    nlp = spacy.load(MODEL, exclude=["tagger", "parser", "lemmatizer", "attribute_ruler"])
    ours, theirs = Score(), Score()
    for article in read_marked(corpus, held_out=corpus.is_dir()):
        gold = outermost(article.names)
        found = find(article)
        if not corpus.is_dir():  # which does not tell facilities from other places, but events from others
            found = [(span, type_of(article.text, MarkedName(span, kind, False))) for span, kind in found]
        ours.add(gold, found)
        theirs.add(gold, found_by_spacy(nlp, article))
    print(f"{'':14} onrecord  spaCy  annotated")
    for kind in sorted(ours.wanted):
        print(f"{kind:14} {100 * ours.f1(kind):8.1f} {100 * theirs.f1(kind):6.1f} {ours.wanted[kind]:10}")
    print(f"{'all three':14} {100 * ours.f1(*CORE):8.1f} {100 * theirs.f1(*CORE):6.1f}")


if __name__ == "__main__":
    main()
