"""What a predicate's own clause says of it: tense, auxiliaries, negation, adverbs, the kind of sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.analyse.factuality.status import Factuality, Signature, certain, state
from onrecord.analyse.factuality.vocabulary import find_auxiliary, find_governor
from onrecord.analyse.parse import Parse, Token

_NEGATIONS = frozenset(
    {"not", "n't", "n’t", "nt", "never", "neither", "nor", "hardly", "scarcely", "nowhere"}
)
_NOBODY = frozenset({"nobody", "nothing", "none", "neither", "no-one"})
_ONE = frozenset({"a", "an", "one", "single"})
_FOCUS = frozenset({"only", "just", "merely", "simply", "solely"})
"""Behind "not" they say that there is more, not that it is not so."""
_QUESTION = frozenset({"who", "whom", "whose", "what", "which", "when", "where", "why", "how"})
_ARGUMENTS = ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "csubj")

_PRESENT = certain(state("positive", "actual", 2.7))
_NEGATED = certain(state("negative", "actual", -2.1))
_NOTHING_DONE = certain(state("negative", "actual", -0.4))
"""Annotators often find that something was done where its object is negated ("gave no reason")."""
_NO_MORE = Signature(state("negative", "actual", -1.5), state("positive", "actual", 1.5))
_AT_LAST = certain(state("positive", "actual", 0.8))
"""What is not so until a time in the past is so from then on."""
_DUE = certain(state("positive", "future", 2.0))
_WAS_DUE = certain(state("positive", "possible", 1.0))
_ASKED = certain(state("positive", "possible", 0.8))
_ORDERED = certain(state("positive", "possible", 1.0))
_HEADLINE = certain(state("positive", "future", 2.0))
_CONDITIONED = certain(state("positive", "possible", 2.2))


def read_clause(parse: Parse, index: int, without: int | None = None) -> list[Signature]:
    """The signatures that a predicate's own clause puts on it, the outermost first.

    `without` is the argument below `index` from which we come: its own negation is not counted again.
    """
    found = list(_sentence_kind(parse, index))
    found += _adverbs(parse, index)
    found += _modal_and_negation(parse, index, without)
    return found


def is_negated(parse: Parse, index: int, without: int | None = None) -> bool:
    """Whether the clause of a predicate is negated, by an adverb or an argument ("nobody", "no reason")."""
    return sum(1 for _ in _negations(parse, index, without)) % 2 == 1


def is_past(parse: Parse, index: int) -> bool:
    """Whether a predicate is past or perfect, by its auxiliaries or its own form."""
    finite = [t for t in parse.children_by(index, "aux", "cop") if t.feats.get("VerbForm") == "Fin"]
    if finite:
        return any(t.feats.get("Tense") == "Past" or t.lemma == "have" for t in finite)
    if any(t.lemma == "have" for t in parse.children_by(index, "aux")):
        return True
    return parse.tokens[index].feats.get("Tense") == "Past"


def has_auxiliary(parse: Parse, index: int, *words: str) -> bool:
    """Whether the predicate has one of the auxiliaries, in lower case; "to" counts as one."""
    return any(token.lower in words for token in _auxiliaries(parse, index, "aux:pass", "cop"))


def is_finite(parse: Parse, index: int) -> bool:
    """Whether a predicate is finite, by its own form or an auxiliary's."""
    words = (parse.tokens[index], *parse.children_by(index, "aux", "aux:pass", "cop"))
    return any(word.feats.get("VerbForm") == "Fin" for word in words)


def _auxiliaries(parse: Parse, index: int, *others: str) -> list[Token]:
    """The auxiliaries of a predicate, and the "to" of an infinitive, which hangs on it as a mark."""
    found = parse.children_by(index, "aux", "mark", *others)
    return [token for token in found if token.relation != "mark" or token.pos == "PART"]


def is_clausal(parse: Parse, index: int) -> bool:
    """Whether a token is a predicate: a verb, or what has a subject or a copula, or a clause's place."""
    token = parse.tokens[index]
    if token.pos in ("VERB", "AUX") or token.core in ("xcomp", "ccomp", "csubj", "advcl", "acl"):
        return True
    return parse.child(index, "cop", "aux", "nsubj") is not None


def has_determiner(parse: Parse, index: int, *words: str) -> bool:
    """Whether the noun has one of the determiners."""
    return any(token.lower in words for token in parse.children_by(index, "det"))


def says_none(parse: Parse, index: int) -> bool:
    """Whether a noun phrase is a negative one: "nobody", "no reason", "none of them"."""
    token = parse.tokens[index]
    if token.lower in _NOBODY or has_determiner(parse, index, "no", "neither") or _is_not_one(parse, index):
        return True
    return any(child.lower == "neither" for child in parse.children_by(index, "cc"))


def _is_not_one(parse: Parse, index: int) -> bool:
    """Whether "not" stands in front of "a" or "one": "*not a* penny was paid", "*not one* of them came"."""
    before = (t.index + 1 for t in parse.children_by(index, "advmod") if t.lower == "not" and t.index < index)
    return any(parse.tokens[behind].lower in _ONE for behind in before)


def _negations(parse: Parse, index: int, without: int | None) -> Iterator[Token]:
    for child in map(parse.tokens.__getitem__, parse.children[index]):
        if child.index == without:
            continue
        if child.core in _ARGUMENTS or child.relation in _ARGUMENTS:
            if says_none(parse, child.index):
                yield child
        elif child.lower in _NEGATIONS:
            if not _is_focused(parse, child.index):
                yield child
        elif child.core == "det" and child.lower == "no":
            yield child


def _is_outright(parse: Parse, index: int, without: int | None) -> bool:
    """Whether the negation is more than an object's: "did not give a reason", but not "gave no reason"."""
    return any(token.core not in ("obj", "obl") for token in _negations(parse, index, without))


def _is_focused(parse: Parse, index: int) -> bool:
    """Whether "not" stands before "only": "not only resigned but emigrated"."""
    return index + 1 < len(parse.tokens) and parse.tokens[index + 1].lower in _FOCUS


def _is_no_more(parse: Parse, index: int) -> bool:
    return any(
        child.lower == "longer" and parse.tokens[child.index - 1].lower == "no"
        for child in parse.children_by(index, "advmod")
        if child.index
    )


def _modal_and_negation(parse: Parse, index: int, without: int | None) -> Iterator[Signature]:
    due = _is_due(parse, index)
    if due is not None:
        yield _DUE if due.feats.get("Tense") != "Past" else _WAS_DUE
        if is_negated(parse, index, without):
            yield _NEGATED
        return
    no_more = _is_no_more(parse, index)
    negated = no_more or is_negated(parse, index, without)
    auxiliaries = _auxiliaries(parse, index)
    for token in auxiliaries:
        modal = find_auxiliary(token.lower) if token.lemma != "have" else None
        if modal is not None:
            perfect = any(other.lemma == "have" for other in auxiliaries if other.index > token.index)
            status = modal.status(negated=negated, perfect=perfect)
            yield certain(_settle(parse, index, token, status))
            return
    if no_more:
        yield _NO_MORE
    elif negated and is_past(parse, index) and _has_until(parse, index):
        yield _AT_LAST
    elif negated:
        yield _NEGATED if _is_outright(parse, index, without) else _NOTHING_DONE
    elif is_finite(parse, index) and not is_past(parse, index):
        yield _PRESENT


def _is_due(parse: Parse, index: int) -> Token | None:
    """The "is" of "*is* to be paid", where the parser takes it for an auxiliary."""
    to = next((token for token in parse.children_by(index, "mark") if token.lower == "to"), None)
    before = (t for t in parse.children_by(index, "aux", "aux:pass", "cop") if to and t.index < to.index)
    return next((t for t in before if t.lemma == "be" and t.feats.get("VerbForm") == "Fin"), None)


def _has_until(parse: Parse, index: int) -> bool:
    ends = parse.children_by(index, "obl", "advcl")
    return any(word.lower == "until" for end in ends for word in parse.children_by(end.index, "case", "mark"))


def _settle(parse: Parse, index: int, modal: Token, status: Factuality) -> Factuality:
    """The status under a modal: "would" is a future in a report, and a mere thought elsewhere."""
    would = modal.lower in ("would", "'d", "’d")
    if would and status.modality == "future" and not _is_reported(parse, index):
        return replace(status, modality="possible")
    return status


def _is_reported(parse: Parse, index: int) -> bool:
    token = parse.tokens[index]
    if token.relation == "conj":
        token = parse.tokens[token.head]
    return token.core == "ccomp" and not _has_condition(parse, token.index)


def _adverbs(parse: Parse, index: int) -> Iterator[Signature]:
    for child in parse.children_by(index, "advmod"):
        governor = find_governor("adverb", child.lower)
        if governor is not None:
            yield governor.past


def _sentence_kind(parse: Parse, index: int) -> Iterator[Signature]:
    """What a question, an order, a headline's infinitive or a condition does to the main clause."""
    token = parse.tokens[index]
    if _has_condition(parse, index) and not is_past(parse, index):
        yield _CONDITIONED
    if token.relation != "root":
        return
    if _is_question(parse, index):
        yield _ASKED
    elif token.feats.get("VerbForm") == "Inf":
        auxiliaries = {t.lower for t in _auxiliaries(parse, index)}
        if "to" in auxiliaries:
            yield _HEADLINE
        elif not auxiliaries - {"do", "n't", "n’t"} and not parse.child(index, "nsubj"):
            yield _ORDERED


def _has_condition(parse: Parse, index: int) -> bool:
    """Whether a clause that starts with "if" or "unless" hangs on the predicate."""
    for clause in parse.children_by(index, "advcl"):
        marks = [mark for mark in parse.children_by(clause.index, "mark") if mark.lower in ("if", "unless")]
        if marks and (not marks[0].index or parse.tokens[marks[0].index - 1].lower not in ("even", "as")):
            return True
    return False


def _is_question(parse: Parse, index: int) -> bool:
    """Whether the main clause asks whether it is so: "Did he resign?", but not "Why did he resign?"."""
    first, end = parse.sentences[parse.tokens[index].sentence]
    if not any(parse.tokens[i].text == "?" for i in range(max(first, end - 2), end)):
        return False
    subject = parse.child(index, "nsubj", "nsubj:pass", "expl")
    inverted = subject is not None and any(
        word.index < subject.index for word in parse.children_by(index, "aux", "cop")
    )
    return inverted and not any(parse.tokens[child].lower in _QUESTION for child in parse.children[index])
