"""From a predicate up to the word that its clause depends on."""

from __future__ import annotations

from onrecord.analyse.factuality.clause import certain, is_finite, is_negated, is_past, says_none
from onrecord.analyse.factuality.status import LIMIT, Signature, state
from onrecord.analyse.factuality.step import STOP, Step, give, governing_words, lead_words
from onrecord.analyse.factuality.vocabulary import Construction, Governor, find_governor
from onrecord.analyse.lexicon.words import read_lexicon
from onrecord.analyse.parse import Parse, Token

_SHARED = certain(state("positive", "actual", LIMIT))
_BESIDE = Signature(state("positive", "actual", 2.7), state("positive", "actual", 2.0))
"""Beside its governor rather than under it: what is denied of that is not denied of this."""
_OPEN = Signature(state("positive", "possible", 1.9), state("negative", "possible", -0.8))
_PURPOSE = Signature(state("positive", "possible", 1.8), state("positive", "possible", 0.8))
_NOT_YET = Signature(state("negative", "actual", -1.3), state("positive", "actual", 1.5))
_MISSED = certain(state("negative", "possible", -0.5))
_LEFT_OUT = Signature(state("negative", "actual", -1.6), state("positive", "actual", 1.2))
_ACHIEVED = Signature(state("positive", "actual", 2.2), state("positive", "possible", 0.6))
_UNREAL = state("negative", "possible", -0.8)
_CONDITION = state("positive", "possible", 0.8)
_DEMANDED = state("positive", "possible", 1.4)
_ANY = state("positive", "possible", 1.0)
_NONE = state("negative", "actual", -1.6)
_BELIEF = frozenset({"believe", "think", "expect", "accept", "see", "suggest", "mean"})
_TEMPORAL = frozenset({"when", "before", "after", "until", "till", "once", "while", "as", "whenever", "by"})
_RANKED = frozenset({"first", "last", "second", "third", "only", "latest", "youngest", "oldest"})
_FAILURE = frozenset({"fail", "collapse", "founder", "falter", "stall"})
_FAILED = frozenset({"failed", "unsuccessful", "abortive", "botched", "doomed", "futile", "vain", "foiled"})
_CONTENT = frozenset({"believe", "doubt", "feared", "know", "ability", "deny"})
"""Classes whose nouns take a clause of content more often than a relative one ("the evidence that he lied")."""


def climb_clause(parse: Parse, index: int) -> Step:
    """The step from a predicate to what governs its clause."""
    token = parse.tokens[index]
    head = parse.tokens[token.head]
    if head.index == index:
        return STOP
    if token.relation == "conj":
        return _join(parse, token, head)
    if _is_subjunctive(parse, token):
        return give(_DEMANDED)
    form = construction(parse, token)
    if token.relation in ("acl", "acl:relcl") or (
        head.pos == "NOUN" and token.core in ("xcomp", "ccomp") and not parse.child(head.index, "cop")
    ):
        return _modify(parse, token, head, form)
    if token.core == "advcl":
        return _adjoin(parse, token, head, form)
    if token.core in ("xcomp", "ccomp", "csubj"):
        return _complement(parse, token, head, form)
    return STOP


def _is_subjunctive(parse: Parse, token: Token) -> bool:
    """Whether a clause says what is demanded: "that he be returned", "that she resign"."""
    auxiliaries = list(parse.children_by(token.index, "aux", "aux:pass", "cop"))
    first = auxiliaries[0] if auxiliaries else token
    marked = any(mark.lower == "that" for mark in parse.children_by(token.index, "mark"))
    return marked and first.feats.get("VerbForm") == "Inf" and first.lower != "to"


def construction(parse: Parse, token: Token) -> Construction:
    """Whether a predicate is an infinitive, a gerund or participle, or a finite clause."""
    auxiliaries = list(parse.children_by(token.index, "aux", "aux:pass", "cop"))
    if any(aux.lower == "to" for aux in auxiliaries):
        return "infinitive"
    if any(aux.feats.get("VerbForm") == "Fin" for aux in auxiliaries):
        return "clause"
    match token.feats.get("VerbForm"):
        case "Inf":
            return "infinitive"
        case "Part":
            return "gerund"
        case _:
            return "clause"


def read_signature(parse: Parse, governor: Governor, head: Token) -> Signature:
    """The signature of a governor, which may depend on its tense."""
    past = head.pos == "NOUN" or is_past(parse, head.index)
    return governor.past if past else governor.present


def _marks(parse: Parse, token: Token) -> list[str]:
    return [mark.lower for mark in parse.children_by(token.index, "mark", "case") if mark.index < token.index]


def _complement(parse: Parse, token: Token, head: Token, form: Construction) -> Step:
    if form == "clause":
        return _finite_complement(parse, token, head)
    special = _special_infinitive(parse, token, head) if form == "infinitive" else None
    if special is not None:
        return Step((special,), head.index)
    governor = find_governor(form, *governing_words(parse, head, _marks(parse, token)), head.lower)
    if governor is not None:
        return Step((read_signature(parse, governor, head),), head.index)
    if form == "infinitive":
        return Step((_OPEN,), head.index)
    return Step((_SHARED,), head.index)


def _finite_complement(parse: Parse, token: Token, head: Token) -> Step:
    if token.pos not in ("VERB", "AUX") and token.relation == "xcomp":
        governor = find_governor("infinitive", head.lemma)
        hedge = governor is not None and governor.name == "believe"
        return Step((governor.past if governor is not None and hedge else _SHARED,), head.index)
    if {"whether", "if"} & set(_marks(parse, token)):
        return give(_CONDITION)
    governor = find_governor("clause", *governing_words(parse, head))
    if governor is not None:
        return Step((read_signature(parse, governor, head),), head.index)
    if head.lemma in _BELIEF and is_negated(parse, head.index):
        return give(_UNREAL)
    return STOP


def _special_infinitive(parse: Parse, token: Token, head: Token) -> Signature | None:
    """The signature of "too late to", "has yet to" and "was to have", which no one word has."""
    adverbs = {child.lower for child in parse.children_by(head.index, "advmod")}
    if "too" in adverbs and head.pos in ("ADJ", "ADV"):
        return _LEFT_OUT
    if "yet" in adverbs and head.lemma in ("have", "be"):
        return _NOT_YET
    if head.lemma == "be" and any(aux.lemma == "have" for aux in parse.children_by(token.index, "aux")):
        return _MISSED
    return None


def _adjoin(parse: Parse, token: Token, head: Token, form: Construction) -> Step:
    leads = lead_words(parse, token.index)
    links = read_lexicon("factuality")["links"]
    if leads & set(links["unreal"].split()):
        return give(_UNREAL)
    if leads & set(links["possible"].split()) or _is_inverted(parse, token):
        return give(_UNREAL if _is_counterfactual(parse, token) else _CONDITION)
    if leads & set(links["negative"].split()):
        return Step((_LEFT_OUT,), head.index)
    governor = find_governor(form, *governing_words(parse, head, _marks(parse, token)), head.lower)
    if form == "infinitive":
        return _complement(parse, token, head, form) if governor is not None else Step((_PURPOSE,), head.index)
    if form == "gerund":
        if token.feats.get("Tense") == "Past" or _is_set_off(parse, token):
            governor = None
        signature = read_signature(parse, governor, head) if governor is not None else _BESIDE
        return Step((signature,), head.index)
    if leads & _TEMPORAL and (not is_past(parse, token.index) or _has_modal(parse, head.index)):
        return Step((_BESIDE,), head.index)
    return STOP


def _is_set_off(parse: Parse, token: Token) -> bool:
    """Whether a participle stands behind a comma: "stopped paying, making her leave"."""
    return token.index > 0 and parse.tokens[token.index - 1].text == ","


def _has_modal(parse: Parse, index: int) -> bool:
    return any(aux.lower in ("would", "will", "could", "may", "might") for aux in parse.children_by(index, "aux"))


def _is_inverted(parse: Parse, token: Token) -> bool:
    """Whether a clause is a condition by its word order: "should he resign", "had he known"."""
    subject = parse.child(token.index, "nsubj", "nsubj:pass")
    first = parse.child(token.index, "aux", "aux:pass", "cop")
    if subject is None or first is None or _marks(parse, token):
        return False
    return first.index < subject.index and first.lower in ("should", "had", "were")


def _is_counterfactual(parse: Parse, token: Token) -> bool:
    """Whether a condition was not met: "if he had known"."""
    return any(aux.lower == "had" for aux in parse.children_by(token.index, "aux"))


def _modify(parse: Parse, token: Token, head: Token, form: Construction) -> Step:
    """The step from a clause below a noun: relative, participial, infinitive, or of content."""
    if says_none(parse, head.index) and not (form == "clause" and token.relation == "acl"):
        return give(_NONE) if form != "infinitive" else Step((_SHARED,), head.index)
    if form == "infinitive":
        return _infinitive_of_noun(parse, token, head)
    if head.lower in ("case", "event") and "in" in _marks(parse, head):
        return give(_CONDITION)
    marks = _marks(parse, token)
    governor = find_governor("noun", *governing_words(parse, head, marks))
    if form == "gerund" and token.feats.get("Tense") == "Pres":
        return _gerund_of_noun(parse, head, marks, governor)
    if governor is not None and governor.name in _CONTENT and _has_content(parse, token):
        return Step((governor.past,), head.index)
    if any(det.lower == "any" for det in parse.children_by(head.index, "det")) or head.lower in ("anyone", "anybody"):
        return give(_ANY)
    return STOP


def _has_content(parse: Parse, token: Token) -> bool:
    """Whether the clause is opened by "that" and has a subject of its own beside it."""
    subject = parse.child(token.index, "nsubj", "nsubj:pass", "expl")
    opener = any(child.lower == "that" for child in map(parse.tokens.__getitem__, parse.children[token.index]))
    return opener and subject is not None and subject.lower not in ("that", "who", "which")


def _infinitive_of_noun(parse: Parse, token: Token, head: Token) -> Step:
    if any(child.lower in _RANKED for child in parse.children_by(head.index, "amod")):
        return Step((_SHARED,), head.index)
    if _has_failed(parse, head):
        return Step((_LEFT_OUT,), None)
    governor = find_governor("noun", *governing_words(parse, head, ["to"]))
    if governor is not None:
        return Step((governor.past,), head.index)
    verb = parse.tokens[head.head]
    controller = find_governor("infinitive", *governing_words(parse, verb))
    if head.relation in ("obj", "nsubj:pass") and controller is not None:
        return Step((read_signature(parse, controller, verb),), verb.index)
    return Step((_OPEN,), head.index)


def _has_failed(parse: Parse, head: Token) -> bool:
    """Whether what the noun stands for came to nothing: "a failed bid", "the bid failed", "rejected the bid"."""
    if any(child.lower in _FAILED for child in parse.children_by(head.index, "amod")):
        return True
    verb = parse.tokens[head.head]
    if is_negated(parse, verb.index):
        return False
    if head.relation == "nsubj":
        return verb.lemma in _FAILURE
    governor = find_governor("object", *governing_words(parse, verb))
    return head.relation in ("obj", "nsubj:pass") and governor is not None and governor.name in ("refuse", "avoid")


def _gerund_of_noun(parse: Parse, head: Token, marks: list[str], governor: Governor | None) -> Step:
    if "without" in marks:
        return Step((_LEFT_OUT,), None)
    if marks and governor is not None:
        return Step((governor.past,), head.index)
    verb = parse.tokens[head.head]
    if head.relation in ("obj", "nsubj:pass"):
        stopper = find_governor("gerund", *governing_words(parse, verb, marks or ["from"])[: 1 if marks else None])
        if stopper is not None:
            return Step((read_signature(parse, stopper, verb),), verb.index)
    return Step((_SHARED,), head.index)


def _join(parse: Parse, token: Token, first: Token) -> Step:
    """The step from a conjunct to the first one, whose place it shares, and whose auxiliaries where it has none."""
    if is_finite(parse, token.index) and not is_finite(parse, first.index):
        return Step((), _finite_above(parse, first), whole=False)
    own = parse.child(token.index, "aux", "aux:pass", "cop", "nsubj", "nsubj:pass")
    form = token.feats.get("VerbForm")
    shares = form in ("Inf", "Part") and form == first.feats.get("VerbForm")
    excludes = any(word.lower in ("or", "nor") for word in parse.children_by(token.index, "cc"))
    return Step((), first.index, whole=own is None and (shares or excludes))


def _finite_above(parse: Parse, token: Token) -> int:
    """The finite predicate that a misplaced conjunct belongs with: "failed to pay and resigned"."""
    for above in parse.ancestors(token.index):
        if is_finite(parse, above.index):
            return above.index
    return token.index
