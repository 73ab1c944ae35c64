"""Score graded factuality against a file of the Universal Decompositional form (UW, UDS).

    python -m onrecord.evaluate.factuality FILE

Each line of the file is a JSON object with a `text` of words separated by spaces and `targets`, each with a
`span1` (a half-open range of words) and a `label` from -3 to 3.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import StatisticsError, correlation, fmean

import msgspec

from onrecord.analyse.parse import Parse
from onrecord.errors import MalformedInput
from onrecord.model.span import Span

NEGATIVE = -1.0
"""A score at or below this says that the event is not so."""
_ESCAPED = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}
_JOINED = re.compile(r"[,.;:?!%)\]]|n't|'(s|re|ve|ll|d|m)?", re.IGNORECASE)


class Target(msgspec.Struct, frozen=True):
    """An annotated event: the words of its trigger and its score."""

    span1: tuple[int, int]
    label: float


class Sentence(msgspec.Struct, frozen=True):
    """A line of the corpus."""

    text: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How far the scores found agree with those annotated.

    `pearson` is 0 where it is not defined; `negative_f1` is in per cent.
    """

    events: int
    pearson: float
    mean_absolute_error: float
    negative_f1: float


def read_sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a file that have annotated events.

    Raises:
        MalformedInput: a line is not as it should be.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            sentence = msgspec.json.decode(line, type=Sentence)
        except msgspec.DecodeError as error:
            raise MalformedInput(f"{path}, line {number}: {error}") from error
        if sentence.targets:
            yield sentence


def join_words(words: Iterable[str]) -> tuple[str, list[Span]]:
    """The running text that the words come from, as far as it can be told, and the place of each in it."""
    text, places, quoted = "", [], False
    for word in words:
        shown = _ESCAPED.get(word, word)
        closing = shown == '"' and quoted
        opened = text.endswith(("(", "[", "$")) or (quoted and text.endswith('"'))
        if text and not (closing or opened or _JOINED.fullmatch(shown)):
            text += " "
        if shown == '"':
            quoted = not quoted
        places.append(Span(start=len(text), end=len(text) + len(shown)))
        text += shown
    return text, places


def head_within(parse: Parse, place: Span) -> int | None:
    """The token that stands for a trigger: its last one, where a word of the corpus is several of ours."""
    words = [i for i in parse.tokens_in(place) if parse.tokens[i].pos != "PUNCT"]
    return words[-1] if words else None


def judge_sentence(sentence: Sentence) -> list[tuple[float, float]]:
    """Pairs of the annotated and the found score; a trigger without a token is scored 0."""
    from onrecord.analyse.factuality import judge_event
    from onrecord.analyse.tokens import parse_text

    text, places = join_words(sentence.text.split(" "))
    parse = parse_text(text, [Span(start=0, end=len(text))])
    pairs = []
    for target in sentence.targets:
        head = head_within(parse, places[target.span1[0]])
        pairs.append((target.label, judge_event(parse, head).score if head is not None else 0.0))
    return pairs


def score_pairs(pairs: Sequence[tuple[float, float]]) -> Score:
    """The agreement of annotated scores (first) with those found (second)."""
    gold = [pair[0] for pair in pairs]
    found = [pair[1] for pair in pairs]
    try:
        pearson = correlation(gold, found)
    except StatisticsError:
        pearson = 0.0
    both = sum(g <= NEGATIVE and f <= NEGATIVE for g, f in pairs)
    either = sum(g <= NEGATIVE for g in gold) + sum(f <= NEGATIVE for f in found)
    return Score(
        events=len(pairs),
        pearson=pearson,
        mean_absolute_error=fmean(abs(g - f) for g, f in pairs) if pairs else 0.0,
        negative_f1=200 * both / either if either else 0.0,
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the scores of a corpus."""
    parser = argparse.ArgumentParser(description="Score graded factuality against annotated events.")
    parser.add_argument("corpus", type=Path)
    options = parser.parse_args(arguments)
    pairs = [pair for sentence in read_sentences(options.corpus) for pair in judge_sentence(sentence)]
    score = score_pairs(pairs)
    sys.stdout.write(f"events              {score.events:6}\n")
    sys.stdout.write(f"Pearson r           {score.pearson:6.3f}\n")
    sys.stdout.write(f"mean absolute error {score.mean_absolute_error:6.3f}\n")
    sys.stdout.write(f"negative F1         {score.negative_f1:6.1f}\n")


if __name__ == "__main__":
    main()
