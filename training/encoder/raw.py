"""Raw text that a pupil may learn from what a teacher makes of it: nothing in it is marked.

What the figures are measured on is left out: PolNeAR's development set, the held-out documents of OntoGUM and
of the newswire, KnowledgeNet's third fold, the time corpora and DWIE.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Tokenizer

from onrecord.evaluate.knowledge import HELD_OUT_FOLD, read_passages
from training.encoder.attribution import encode, recase
from training.encoder.tasks import Example, cut_example, draw_windows, group


class Raw:
    """Texts, cut into windows anew each epoch."""

    def __init__(self, corpora: Path, articles: Path | None, tokenizer: Tokenizer) -> None:
        self.texts = list(read_texts(corpora, articles))
        self.encoded = [encode(tokenizer, text) for text in self.texts]

    def batches(self, rng: random.Random, room: int) -> list[list[Example]]:
        """An epoch in batches of about `room` pieces."""
        found = []
        for pieces in self.encoded:
            casing = recase(pieces.casing, rng)
            if len(pieces):
                found += [cut_example(pieces, casing, w, None) for w in draw_windows(pieces.breaks, rng)]
        return group(found, rng, room)


def read_texts(corpora: Path, articles: Path | None) -> Iterator[str]:
    """Texts of the articles, of PolNeAR, and of two more corpora some passages or sentences at a time."""
    if articles:
        for line in articles.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]
    for path in sorted((corpora / "polnear" / "train" / "text").glob("*.txt")):
        yield path.read_text(encoding="utf-8")
    passages = read_passages(corpora / "knowledgenet" / "folds123.json")
    known = [passage.text for passage in passages if passage.fold != HELD_OUT_FOLD]
    lines = (corpora / "factuality" / "uw.train.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line)["text"] for line in lines]
    for texts, size in ((known, 4), (told, 12)):
        for first in range(0, len(texts), size):
            yield "\n".join(texts[first : first + size])
