"""What the words of an attribution are: the head of its cue, what act it tells of, and which token speaks."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.analyse.lexicon.acts import act_of, acts_of
from onrecord.analyse.parse import Parse
from onrecord.analyse.predicates import find_subject, is_nominal
from onrecord.model.record import Act
from onrecord.model.span import Span

_MARKS = frozenset("“”\"«»„‟'‘’")


def find_head(parse: Parse, cue: Span) -> int | None:
    """The word of the cue that introduces what is said: one of the lexicon, or else its head."""
    inside = [parse.tokens[index] for index in parse.tokens_in(cue)]
    known = [token for token in inside if acts_of(token.lemma)]
    verbs = [token for token in known or inside if token.pos in ("VERB", "ADJ", "NOUN")]
    chosen = verbs or known
    if chosen:
        return chosen[-1].index
    return parse.head_of(inside[0].index, inside[-1].index) if inside else None


def read_act(parse: Parse, index: int | None, content: Sequence[Span]) -> Act:
    """What kind of saying or thinking a cue tells of, as its frame shows it."""
    if index is None or parse.tokens[index].lower == "according":
        return "say"
    token = parse.tokens[index]
    first = parse.tokens_in(content[0])
    infinitive = bool(first) and parse.tokens[first[0]].lower == "to"
    kinds: tuple[str, ...] = ("infinitive", "clause") if infinitive else ("clause", "infinitive")
    if token.pos in ("NOUN", "PROPN"):
        kinds = ("noun", *kinds)
    for kind in (*kinds, "object", "predicative", "gerund", "adjective", "noun"):
        act = act_of(token.lemma, kind) or act_of(token.lower, kind)
        if act is not None:
            return act
    known = acts_of(token.lemma)
    return known[0] if known else "say" if _is_quoted(parse, content) else "believe"


def find_speaker(parse: Parse, source: Span | None, index: int | None) -> int | None:
    """The token whose entity speaks: the head of the source, or whom its relative pronoun means."""
    if source is None:
        return None
    inside = parse.tokens_in(source)
    if not inside:
        return None
    head = parse.tokens[parse.head_of(inside[0], inside[-1])]
    if len(inside) == 1 and head.lower in ("who", "which", "that", "whom") and index is not None:
        meant = find_subject(parse, index)
        if meant is not None and is_nominal(parse.tokens[meant]):
            return meant
    return head.index


def _is_quoted(parse: Parse, content: Sequence[Span]) -> bool:
    return any(_MARKS & set(span.slice(parse.text)) for span in content)
