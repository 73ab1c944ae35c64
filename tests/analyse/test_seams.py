from __future__ import annotations

import pytest

from onrecord.analyse.attribution.draft import Draft
from onrecord.analyse.attribution.seams import find_seams, keep_to_sides
from onrecord.analyse.quotes import find_quotes
from onrecord.model.span import Span
from tests.analyse.parsing import lines_of, parse

GLUED = (
    "Flowers were left near the old harbour bridge Rail workers said the track was safe. The rail was mended."
)


def seams(text: str) -> list[str]:
    found = find_seams(parse(text), find_quotes(text, lines_of(text)))
    return [text[seam:].split()[0] for seam in found]


def span(text: str, words: str) -> Span:
    return Span(start=text.index(words), end=text.index(words) + len(words))


def test_a_common_word_with_a_capital_begins_a_stretch() -> None:
    assert seams(GLUED) == ["Rail"]


@pytest.mark.parametrize("word", ["Significantly", "Watch", "They"])
def test_a_word_that_is_hardly_ever_a_name_begins_a_stretch_though_it_is_written_small_nowhere(
    word: str,
) -> None:
    assert seams(
        f"The vote was held on the old bridge {word} more sailors voted for Lund than expected."
    ) == [word]


@pytest.mark.parametrize(
    "text",
    [
        "Lund surprised the crew by Tweeting that the bridge was safe.",
        "The officials said the Rail Board had met. The rail was mended.",
        "She told reporters in March that President Lund would go. The president left in march order.",
        "“It was the old bridge Rail workers mended,” he said. The rail was mended.",
        "He asked the police. Rail workers said no. The rail was mended.",
    ],
)
def test_names_quotations_and_sentences_are_no_seams(text: str) -> None:
    assert seams(text) == []


def test_content_and_source_keep_to_the_side_of_their_cue() -> None:
    at = parse(GLUED).tokens_in(span(GLUED, "said"))[0]
    draft = Draft(
        act="say",
        content=[span(GLUED, "left near the old harbour bridge"), span(GLUED, "the track was safe")],
        cue=span(GLUED, "said"),
        cue_index=at,
        source=span(GLUED, "bridge Rail workers"),
    )
    (kept,) = keep_to_sides(parse(GLUED), [GLUED.index("Rail")], [draft])
    assert [part.slice(GLUED) for part in kept.content] == ["the track was safe"]
    assert kept.source is not None
    assert kept.source.slice(GLUED) == "Rail workers"


def test_a_statement_all_of_whose_words_lie_beyond_a_seam_is_gone() -> None:
    draft = Draft(act="say", content=[span(GLUED, "left near the old")], cue=span(GLUED, "said"))
    assert keep_to_sides(parse(GLUED), [GLUED.index("Rail")], [draft]) == []
