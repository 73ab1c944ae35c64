"""What stands around the words of a statement: whom they are said to, and what carries them."""

from __future__ import annotations

from onrecord.analyse.lexicon.acts import act_of, is_cue
from onrecord.analyse.lexicon.words import read_words
from onrecord.analyse.parse import Parse
from onrecord.analyse.predicates import Predicate


def find_medium(parse: Parse, predicate: Predicate) -> int | None:
    """What carries the words: "said *in an interview*", "wrote *on Twitter*"."""
    phrases = (i for name in ("in", "on", "via") for i in predicate.obliques.get(name, ()))
    return next((index for index in phrases if _is_medium(parse, index)), None)


def find_addressee(parse: Parse, predicate: Predicate) -> int | None:
    """Whom the words are said to: "told *the court*", "said *to reporters*"."""
    lemma = parse.tokens[predicate.index].lemma
    if act_of(lemma, "addressed"):
        return predicate.recipient or predicate.object
    return next(iter(predicate.obliques.get("to", ())), None) if is_cue(lemma) else None


def _is_medium(parse: Parse, index: int) -> bool:
    return parse.tokens[index].lemma in read_words("statements", "media")
