"""The parse of a text from the one pass of the shared encoder: words, sentences, syntax and names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cache

from onrecord.analyse.encoder import Encoding, load_encoder
from onrecord.analyse.naming import MarkedName, read_names, type_of
from onrecord.analyse.parse import Name, Parse, Token
from onrecord.analyse.quotes import find_quotes
from onrecord.analyse.syntax.conventions import adapt
from onrecord.analyse.syntax.lemmas import lemma_of
from onrecord.analyse.syntax.mending import mend
from onrecord.analyse.syntax.trees import read_trees
from onrecord.analyse.titles import mend_titles
from onrecord.analyse.tree import Tree
from onrecord.model.span import Span


def parse_text(text: str, stretches: Sequence[Span], encoding: Encoding | None = None) -> Parse:
    """Parse the given stretches of the text, each on its own: no sentence crosses from one to the next.

    `stretches` are disjoint and in order; what lies outside them gets no tokens. `encoding` is what the
    encoder made of them, where the caller has it already.
    """
    encoder = load_encoder()
    if encoding is None:
        encoding = encoder.encode(text, stretches, find_quotes(text, stretches))
    pieces = encoding.pieces
    trees = read_trees(encoder, encoding, text)
    spans: list[tuple[int, int]] = pieces.spans.tolist()
    words = [text[start:end] for start, end in spans]
    tree = Tree(
        heads=list(trees.heads),
        relations=list(trees.relations),
        pos=[reading.partition("|")[0] for reading in trees.readings],
        lemmas=[lemma_of(word, reading) for word, reading in zip(words, trees.readings, strict=True)],
    )
    names = _names(text, spans, read_names(encoding, text))
    _read_had(tree, words, trees.readings)
    named = [name.first for name in names]
    for first, end in trees.sentences:
        part, own = tree.part(first, end), words[first:end]
        inside = names[bisect_left(named, first) : bisect_left(named, end)]
        adapt(part, own)
        mend(part, own, [(n.first - first, n.last - first) for n in inside if n.last < end])
        tree.put(first, part)
    titles = [(name.first, name.last) for name in names if name.type != "person"]
    mend_titles(tree, words, titles, [first for first, _ in trees.sentences])
    tree.cut_cycles()
    tokens = [
        Token(
            index=index,
            start=start,
            end=end,
            text=words[index],
            lemma=tree.lemmas[index],
            pos=tree.pos[index],
            feats=_made_verb(words[index])
            if tree.pos[index] == "VERB" and not trees.readings[index].startswith("VERB")
            else _features(trees.readings[index]),
            head=tree.heads[index],
            relation=tree.relations[index],
            sentence=number,
        )
        for number, (first, last) in enumerate(trees.sentences)
        for index, (start, end) in enumerate(spans[first:last], first)
    ]
    return Parse(text=text, tokens=tokens, sentences=trees.sentences, names=names)


def _names(text: str, spans: Sequence[tuple[int, int]], marked: Sequence[MarkedName]) -> list[Name]:
    """The outer names by their first and last word, which they have for themselves."""
    starts = [start for start, _ in spans]
    found: list[Name] = []
    for name in marked:
        first = bisect_right(starts, name.span.start) - 1
        last = bisect_left(starts, name.span.end) - 1
        capital = any(text[spans[word][0]].isupper() for word in range(first, last + 1))
        if not name.inner and capital and first > (found[-1].last if found else -1):
            found.append(Name(first, last, type_of(text, name)))
    return found


def _read_had(tree: Tree, words: Sequence[str], readings: Sequence[str]) -> None:
    """Make "had" of a "'d" that stands with a participle."""
    for index, head in enumerate(tree.heads):
        if tree.lemmas[index] != "would" or words[index].lower() == "would":
            continue
        if tree.relations[index] == "aux":
            alone = all(tree.heads[i] != head or tree.lemmas[i] != "have" for i in range(index + 1, head))
            if alone and "VerbForm=Part" in readings[head]:
                tree.lemmas[index] = "have"


@cache
def _features(reading: str) -> Mapping[str, str]:
    """The features of a reading; the result is shared and must not be changed.

    Gerunds are participles, and imperatives and subjunctives infinitives, as the stages behind take them.
    """
    found = dict(feature.split("=", 1) for feature in reading.split("|")[1:])
    if found.get("VerbForm") == "Ger":
        found |= {"VerbForm": "Part", "Tense": "Pres"}
    if found.get("Mood") in ("Imp", "Sub"):
        found["VerbForm"] = "Inf"
    return found


def _made_verb(word: str) -> Mapping[str, str]:
    """The features that its ending tells of a word that was read as a noun and is a verb ("jailed")."""
    return {"Tense": "Past" if word.endswith("ed") else "Pres", "VerbForm": "Fin"}
