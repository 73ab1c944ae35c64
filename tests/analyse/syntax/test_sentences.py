from __future__ import annotations

import pytest

from onrecord.analyse.syntax.sentences import ENDED, UNFIT, start_evidence
from onrecord.analyse.words import cut_words


def marked(text: str) -> str:
    """The words, those that may well start a sentence behind a bar, those that cannot behind a hash."""
    spans = list(cut_words(text))
    words = [text[start:end] for start, end in spans]
    evidence = start_evidence(words, [start for start, _ in spans], [end for _, end in spans])
    signs = {ENDED: "|", UNFIT: "#", 0.0: ""}
    return " ".join(signs[value] + word for value, word in zip(evidence.tolist(), words, strict=True))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It rained. She left.", "It rained . |She left ."),
        ("It fell 1.5 m. “Go,” he said.", "It fell 1.5 m . |“ #Go , #” #he said ."),
        ('He said "no." "Why?" she asked.', 'He said " #no . #" |" #Why ? #" she asked .'),
        ("See (it rained.) Then", "See ( #it rained . #) |Then"),
        ("Really? yes. 5 left", "Really ? yes . |5 left"),
        ("the end.The next", "the end . The next"),
        ("", ""),
    ],
)
def test_marks_tell_where_sentences_start(text: str, wanted: str) -> None:
    assert marked(text) == wanted
