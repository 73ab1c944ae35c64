"""What the clause of a cue says beside the encoder: its own subject, what it leaves out, where it ends."""

from __future__ import annotations

import re

from onrecord.analyse.attribution.draft import Draft, source_words
from onrecord.analyse.attribution.extents import covers, holds, is_quoted
from onrecord.analyse.attribution.wordless import can_speak
from onrecord.analyse.lexicon.acts import is_cue
from onrecord.analyse.parse import Parse
from onrecord.analyse.predicates import is_nominal
from onrecord.model.span import Span

_NO_SPEAKERS = frozenset({"it", "there", "this", "that", "what", "which", "who", "you", "one"})
_LIKELY = 0.75
_ASIDE = re.compile(r"\s+(?:--|—|–|-)\s*(?:but|though|although|even though|despite)\s", re.IGNORECASE)
_DASH = re.compile(r"--|—|–| - ")


def name_subject(parse: Parse, draft: Draft) -> None:
    """Give a statement without a source its verb's own subject: "*spokesman Lee* said that ..." ."""
    index = draft.cue_index
    if draft.source is not None or index is None or parse.tokens[index].pos != "VERB":
        return
    own = parse.child(index, "nsubj")
    speaks = is_cue(parse.tokens[index].lemma) and parse.child(index, "aux:pass") is None
    if own is None or not speaks or own.lower in _NO_SPEAKERS or not is_nominal(own):
        return
    if not can_speak(parse, own):
        return
    words = source_words(parse, index, own.index)
    if not holds(draft.content, words) and own.index < index:
        draft.source, draft.speaker, draft.abstains = words, own.index, False


def has_holes(parse: Parse, rule: Draft, draft: Draft) -> bool:
    """Whether words of one clause are lacking: "police said *Tom Roe, 62; Ida Voss, 52, died*"."""
    if rule.confidence < _LIKELY or len(rule.content) > 1 or is_quoted(parse.text, rule.content):
        return False
    whole, first = rule.content[0], draft.content[0]
    inside = parse.tokens_in(whole)
    same = parse.tokens[inside[0]].sentence == parse.tokens[inside[-1]].sentence
    parted = len(draft.content) > 1 and whole.end == draft.content[-1].end
    behind = rule.cue is not None and rule.cue.end < whole.start <= rule.cue.end + 6
    listed = "," in parse.text[whole.start : first.start]
    late = (
        behind and listed and whole.start < first.start and len(draft.content) == 1 and whole.end == first.end
    )
    return same and covers(rule.content, draft.content) and (parted or late)


def cut_aside(parse: Parse, draft: Draft) -> None:
    """End reported speech at an aside of the outlet's: "she said she would go -- *but not by sea*"."""
    if draft.cue is None or is_quoted(parse.text, draft.content):
        return
    kept: list[Span] = []
    for part in draft.content:
        aside = _ASIDE.search(parse.text, part.start, part.end) if part.start >= draft.cue.end else None
        if aside is None or _DASH.search(parse.text, aside.end(), part.end):
            kept.append(part)
        else:
            kept.append(Span(start=part.start, end=aside.start()))
            break
    draft.content = kept
