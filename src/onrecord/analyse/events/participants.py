"""The participants of a verb, an adjective or a noun, by the names that the event vocabulary gives them.

A verb has `subject`, `object`, `recipient`, `open`, `complement` and `measure` ("fell *5 per cent*"); a noun
has `poss` and `mod`. Phrases go by their preposition ("out_of"), clauses behind one by "from-ing", and
`self` is the word itself.
"""

from __future__ import annotations

from onrecord.analyse.lexicon import persons
from onrecord.analyse.parse import Parse, Token, kept
from onrecord.analyse.predicates import (
    Predicate,
    antecedent,
    find_subject,
    is_nominal,
    preposition,
    read_predicate,
)

Participants = dict[str, list[int]]
_RELATIVE = frozenset({"who", "whom", "which", "that"})
_RESULTATIVE = frozenset({"have", "get", "see", "want", "find", "keep", "leave", "hear", "watch", "order"})
_OBJECT_CONTROL = frozenset(
    {"hire", "recruit", "pay", "send", "employ", "bribe", "train", "commission", "ask"}
)
"""Verbs whose object is to do what an infinitive of purpose says ("hired *a man* to kill her")."""
_KEEPING = frozenset(
    "stop prevent keep bar ban block prohibit discourage deter dissuade save protect".split()
)
"""Verbs whose object does not do what "from" says, though others want to think it might."""
_LIGHT_MARKS = frozenset({"to", "that", "if", "because"})


@kept
def read_participants(parse: Parse, index: int) -> Participants:
    """The participants of the word at `index`, whatever its part of speech."""
    if parse.tokens[index].pos in ("VERB", "AUX"):
        return read_verb(parse, index)
    return read_noun(parse, index)


def read_verb(parse: Parse, index: int) -> Participants:
    """The participants of a verb, in the active voice."""
    predicate = read_predicate(parse, index)
    found: Participants = {"self": [index]}
    for name, heads in predicate.obliques.items():
        if name and not (name == "by" and predicate.passive):
            found.setdefault(name.replace(" ", "_"), []).extend(heads)
    _add_core(parse, predicate, found)
    _add_clauses(parse, index, found)
    _add_stranded(parse, index, found)
    measures = [token.index for token in parse.children_by(index, "obl:unmarked")]
    if measures:
        found["measure"] = measures
    return {name: [_resolve(parse, index, head) for head in heads] for name, heads in found.items()}


def _named_before(parse: Parse, index: int, head: int) -> int:
    """The person of whom a noun is said, for the noun (it is Roe who left in "Roe, a *lawyer* who left")."""
    token = parse.tokens[head]
    name = parse.name_ending_at(token.head)
    known = name is not None and name.type == "person" and token.head < head
    if token.relation == "appos" and known and antecedent(parse, index) == head:
        return token.head
    return head


def read_adjective(parse: Parse, index: int) -> Participants:
    """The participants of a predicative adjective: whom it is said of, and its phrases."""
    found: Participants = read_noun(parse, index)
    subject = find_subject(parse, index)
    if subject is not None and parse.tokens[index].relation != "amod":
        found["subject"] = [subject]
    infinitives = (t for t in parse.children_by(index, "xcomp", "advcl", "acl", "ccomp") if t.index > index)
    for below in infinitives:
        if any(mark.lower == "to" for mark in parse.children_by(below.index, "mark")):
            found.setdefault("open", []).append(below.index)
    return found


def read_noun(parse: Parse, index: int) -> Participants:
    """The participants inside a noun's own phrase."""
    found: Participants = {"self": [index]}
    for child in parse.children_by(index, "nmod", "compound", "amod", "obl"):
        if child.relation == "nmod:poss":
            found.setdefault("poss", []).append(child.index)
        elif child.core in ("compound", "amod"):
            if not _is_inside_name(parse, child):
                found.setdefault("mod", []).append(child.index)
        elif name := preposition(parse, child.index) or _mark_of_noun(parse, child):
            found.setdefault(name.replace(" ", "_"), []).append(child.index)
    _add_clauses(parse, index, found)
    _add_misplaced(parse, index, found)
    return found


def _mark_of_noun(parse: Parse, token: Token) -> str:
    """The preposition that the parser took for a conjunction ("in favour *of* drilling")."""
    marks = [mark.lower for mark in parse.children_by(token.index, "mark") if mark.index < token.index]
    return marks[0] if token.pos == "NOUN" and marks else ""


def _add_misplaced(parse: Parse, index: int, found: Participants) -> None:
    """Add phrases between a subject and its verb ("the naming of Lee *as envoy* surprised many")."""
    token = parse.tokens[index]
    verb = parse.tokens[token.head]
    if token.core != "nsubj" or token.pos != "NOUN" or verb.index < index:
        return
    for phrase in parse.children_by(verb.index, "obl", "nsubj"):
        name = preposition(parse, phrase.index)
        between = range(index + 1, parse.run(phrase.index)[0])
        if (
            name
            and index < phrase.index < verb.index
            and not any(parse.tokens[i].text == "," for i in between)
        ):
            found.setdefault(name.replace(" ", "_"), []).append(phrase.index)


def _is_inside_name(parse: Parse, token: Token) -> bool:
    """Whether the next word goes on with the same name in front of the same noun ("*Wells* Fargo board")."""
    if token.index + 1 == len(parse.tokens):
        return False
    behind = parse.tokens[token.index + 1]
    return token.pos == "PROPN" == behind.pos and behind.head == token.head and behind.relation == "compound"


def _add_core(parse: Parse, predicate: Predicate, found: Participants) -> None:
    """Add subject and objects; a past participle below "had", "saw" and the like is passive too."""
    subject, object_, recipient = predicate.subject, predicate.object, predicate.recipient
    if not predicate.passive:
        subject = _hired(parse, predicate.index) or _kept(parse, predicate.index) or subject
    complement, open_ = predicate.complement, predicate.open
    if not predicate.passive and object_ is None and _is_result(parse, predicate.index):
        subject, object_ = None, subject
    objects = [token.index for token in parse.children_by(predicate.index, "obj")]
    if len(objects) == 2 and recipient is None and not predicate.passive:
        if _is_predicative(parse, objects[1]):
            object_, open_ = objects
        else:
            recipient, object_ = objects
    elif recipient is not None and object_ is not None and _is_predicative(parse, object_):
        recipient, object_, open_ = None, recipient, object_
    elif recipient is None and object_ is not None and not predicate.passive:
        recipient, object_ = _split_objects(parse, predicate.index, object_)
    small = _subject_of_small_clause(parse, complement)
    if small is not None and object_ is None:
        object_, open_, complement = small, complement, None
    if object_ is None and not predicate.passive:
        object_ = _shared_object(parse, predicate.index)
    named = {
        "passive": predicate.index if predicate.passive else None,
        "subject": subject,
        "object": object_,
        "recipient": recipient,
        "complement": complement,
        "open": open_,
    }
    found.update({name: [index] for name, index in named.items() if index is not None})


def _hired(parse: Parse, index: int) -> int | None:
    """Whom others have do what an infinitive of purpose says ("hired *a man* to kill the mayor")."""
    token = parse.tokens[index]
    if token.relation == "conj":
        token = parse.tokens[token.head]
    above = parse.tokens[token.head]
    if token.core != "advcl" or above.lemma not in _OBJECT_CONTROL or parse.child(token.index, "nsubj"):
        return None
    infinitive = any(child.lower == "to" for child in parse.children_by(token.index, "aux", "mark"))
    hired = parse.child(above.index, "obj")
    return hired.index if infinitive and hired is not None else None


def _kept(parse: Parse, index: int) -> int | None:
    """Who is kept from doing it ("stopped *the board* from naming her")."""
    token = parse.tokens[index]
    above = parse.tokens[token.head]
    marks = {child.lower for child in parse.children_by(index, "mark")}
    if token.core not in ("advcl", "acl", "xcomp") or "from" not in marks or above.lemma not in _KEEPING:
        return None
    kept = parse.child(above.index, "obj")
    return kept.index if kept is not None and kept.index < index else None


def _split_objects(parse: Parse, verb: int, object_: int) -> tuple[int | None, int]:
    """Recipient and object, where the parser made the two one ("gave *Ann Lee* Kenyan *citizenship*").

    It takes a name into the phrase behind it, and a thing for an apposition ("gave *the boy* his *ball*").
    """
    for thing in parse.children_by(object_, "appos"):
        owner = parse.child(thing.index, "nmod:poss")
        if owner is not None and owner.pos == "PRON" and parse.tokens[owner.index - 1].index == object_:
            return object_, thing.index
    for name in parse.children_by(object_, "nmod"):
        bare = name.relation == "nmod" and not parse.child(name.index, "case")
        if bare and name.pos == "PROPN" and parse.run(name.index)[0] == verb + 1:
            return name.index, object_
    return None, object_


def _is_predicative(parse: Parse, index: int) -> bool:
    """Whether a second object says what the first is made ("elected Lee *mayor*", "took Lee *hostage*")."""
    token = parse.tokens[index]
    bare = token.pos == "NOUN" and parse.child(index, "det", "nummod", "nmod:poss") is None
    return bare and token.feats.get("Number") != "Plur" and persons.is_person_noun(token.lemma)


def _is_result(parse: Parse, index: int) -> bool:
    token = parse.tokens[index]
    if (
        token.feats.get("VerbForm") != "Part"
        or token.feats.get("Tense") != "Past"
        or parse.child(index, "aux")
    ):
        return False
    return token.relation in ("ccomp", "xcomp") and parse.tokens[token.head].lemma in _RESULTATIVE


def _subject_of_small_clause(parse: Parse, complement: int | None) -> int | None:
    """The subject of a noun without a copula below a verb ("made *Lee* envoy")."""
    if (
        complement is None
        or not is_nominal(parse.tokens[complement])
        or parse.child(complement, "cop", "mark")
    ):
        return None
    subject = parse.child(complement, "nsubj")
    return subject.index if subject else None


def _shared_object(parse: Parse, index: int) -> int | None:
    """The object that a verb shares with the one coordinated behind it ("beat and robbed *him*")."""
    for other in parse.children_by(index, "conj"):
        shared = parse.child(other.index, "obj")
        if (
            shared is not None
            and other.pos == "VERB"
            and not parse.child(other.index, "nsubj", "nsubj:pass", "aux", "mark")
        ):
            return shared.index if _is_close(parse, index, other) else None
    return None


def _is_close(parse: Parse, index: int, other: Token) -> bool:
    """Whether nothing but a conjunction or a comma lies between two verbs."""
    return all(parse.tokens[i].pos in ("CCONJ", "PUNCT", "ADV") for i in range(index + 1, other.index))


def _add_clauses(parse: Parse, index: int, found: Participants) -> None:
    for child in parse.children_by(index, "advcl", "acl"):
        marks = [t.lower for t in parse.children_by(child.index, "mark") if t.start < child.start]
        if marks and marks[0] not in _LIGHT_MARKS:
            found.setdefault("_".join(marks) + "-ing", []).append(child.index)


def _add_stranded(parse: Parse, index: int, found: Participants) -> None:
    """Add the antecedent of a relative clause that ends in a preposition ("the firm he worked *for*")."""
    whole = antecedent(parse, index)
    if whole is None:
        return
    for child in parse.children_by(index, "advmod", "compound:prt", "case"):
        if child.pos == "ADP" and child.start > parse.tokens[index].start and not parse.children[child.index]:
            found.setdefault(child.lower, []).append(whole)


def _resolve(parse: Parse, index: int, head: int) -> int:
    """The antecedent for a relative pronoun, otherwise the head itself."""
    if parse.tokens[head].lower not in _RELATIVE or parse.tokens[head].pos not in ("PRON", "DET", "SCONJ"):
        return _named_before(parse, index, head)
    whole = antecedent(parse, index)
    return _named_before(parse, index, whole) if whole is not None else head
