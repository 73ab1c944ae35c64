"""What a report of somebody's words takes for granted: the reporter's own words, not the speaker's.

In "Roe said that Mayor Berg had lied" nobody but the reporter says that Berg is the mayor (a conventional
implicature, Potts 2005), and in "Roe condemned the attack" that there was one is presupposed.
"""

from __future__ import annotations

from onrecord.analyse.events.candidates import Candidate
from onrecord.analyse.factuality.nominals import OF_LATE
from onrecord.analyse.lexicon.acts import acts_of
from onrecord.analyse.parse import Parse, Token
from onrecord.model.record import Act, Modality, Statement

_REACTIONS: frozenset[Act] = frozenset({"criticise", "praise", "describe", "apologise"})
"""Acts whose object is there before anybody speaks of it."""
_TOPICAL: frozenset[Act] = frozenset({"explain", "ask", "know", "believe"})
"""Acts that have a topic where their content is no clause ("explained her *support*")."""
_TOPICS = frozenset(
    """refer cite echo address recall remember mention discuss mourn regret blame dismiss mock support
    supporter back endorse oppose opponent""".split()
)
"""Verbs of saying that have one too."""
_ATTITUDES: frozenset[Act] = frozenset(
    {"ask", "believe", "hope", "want", "fear", "know", "demand", "propose", "order", "refuse"}
)
"""Acts that assert nothing of what is so apart from what is wanted, thought or asked."""
_BLAME = "blame"
_RESPONSIBLE = frozenset({"responsibility", "responsible"})
_DOUBTING = frozenset({"question", "dispute", "contest", "query"})
"""What they take for their object is not taken for granted."""
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_INDEFINITE = frozenset({"a", "an", "another"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_RELATIVE = frozenset({"who", "whom", "whose", "which"})
_TELLING = frozenset({"VERB", "NOUN", "PROPN", "ADJ"})
_SPEAKING = frozenset(
    """accord talk speak speech point quote word view opinion poll survey allege alleged letter memo statement
    interview news announcement advice verdict testimony account case position impression argument message
    note alarm like lobby push press pressure mean""".split()
)
"""Words of saying and thinking that stand in no construction of the lexicon."""
_DESCRIBED = frozenset({"post", "family"})


def is_presupposed(
    parse: Parse, candidate: Candidate, statement: Statement, cue: str, modality: Modality
) -> bool:
    """Whether a statement that is not in its source's own words takes the event for granted.

    `cue` are the statement's words for the speaking, `modality` is that of the event.
    """
    if not _is_of_saying(parse, statement):
        return True
    if statement.act == "know" and statement.polarity == "negative" and modality == "actual":
        return True
    if candidate.kind == "state":
        told = statement.act not in _ATTITUDES | _REACTIONS
        return _describes(parse, candidate) or (not told and _is_somebodys_kin(parse, candidate))
    if _is_answered_for(parse, candidate.head):
        return True
    if modality == "actual" and statement.act in _ATTITUDES and _is_aside(parse, candidate.head):
        return True
    if candidate.kind != "noun" or not _is_definite(parse, candidate.head) or _is_doubted(parse, statement):
        return False
    if statement.source is None and not _has_verb(parse, statement):
        return True
    if statement.act in _REACTIONS or (statement.act == "accuse" and _BLAME in cue):
        return True
    if modality == "actual" and statement.act in _ATTITUDES:
        return True
    return _is_topic(parse, candidate.head, statement)


def _is_of_saying(parse: Parse, statement: Statement) -> bool:
    """Whether what brings in a statement is of saying or thinking, or has no verb ("by her account").

    What somebody only does with a thing does not make it his claim ("she *invoked* the attacks").
    """
    if statement.cue is None:
        return True
    words = [parse.tokens[i] for i in parse.tokens_in(statement.cue)]
    telling = [word for word in words if word.pos in _TELLING]
    if all(word.pos != "VERB" for word in telling):
        return True
    return any(acts_of(word.lemma) or word.lemma in _SPEAKING for word in telling)


def _has_verb(parse: Parse, statement: Statement) -> bool:
    """Whether somebody is said to speak, and not only his words are named ("the news of the *attack*")."""
    inside = parse.tokens_in(statement.cue) if statement.cue is not None else ()
    return any(parse.tokens[i].pos == "VERB" for i in inside)


def _describes(parse: Parse, candidate: Candidate) -> bool:
    """Whether a state only says who is meant: a post by a title or a definite noun, an apposition to a name.

    An apposition with "a" may well tell news.
    """
    if candidate.type not in _DESCRIBED:
        return False
    token = parse.tokens[candidate.head]
    if _is_known_apposition(parse, token):
        return True
    if candidate.type != "post":
        return False
    told = token.core in ("appos", "xcomp") or parse.child(token.index, "cop", "appos") is not None
    return not told and (token.core == "compound" or _is_definite(parse, token.index))


def _is_somebodys_kin(parse: Parse, candidate: Candidate) -> bool:
    """Whether a kinship only says who is meant ("feared for her *daughter*"), and not what somebody is."""
    owner = parse.child(candidate.head, "nmod:poss")
    told = parse.child(candidate.head, "cop") is not None or parse.tokens[candidate.head].core == "xcomp"
    return candidate.type == "family" and owner is not None and not told


def _is_known_apposition(parse: Parse, token: Token) -> bool:
    """Whether a noun stands behind a name and is not indefinite ("Ida Roe, *mayor* of Leeds")."""
    if token.relation == "conj" and not _is_indefinite(parse, token):
        token = parse.tokens[token.head]
    name = parse.tokens[token.head]
    behind = token.relation == "appos" and name.pos == "PROPN" and name.index < token.index
    return behind and not _is_indefinite(parse, token)


def _is_answered_for(parse: Parse, index: int) -> bool:
    """Whether somebody is only held or says to be responsible for it, or it is told of such a thing.

    "Rebels claimed responsibility for an *attack* that *killed* two".
    """
    token = parse.tokens[index]
    if token.relation == "acl:relcl":
        token = parse.tokens[token.head]
    cases = {child.lower for child in parse.children_by(token.index, "case")}
    return "for" in cases and parse.tokens[token.head].lemma in _RESPONSIBLE


def _is_aside(parse: Parse, index: int) -> bool:
    """Whether a relative clause that a comma sets off holds it ("hoped that Roe, who *fled*, would")."""
    for token in (parse.tokens[index], *parse.ancestors(index)):
        if token.relation == "acl:relcl":
            first = parse.tokens[parse.run(token.index)[0]]
            begin = parse.tokens[first.index : first.index + 2]
            pronoun = next((t for t in begin if t.lower in _RELATIVE), None)
            set_off = first.text == "," or parse.tokens[first.index - 1].text == ","
            return pronoun is not None and set_off
        if token.pos in ("VERB", "AUX") and token.index != index:
            return False
    return False


def _is_doubted(parse: Parse, statement: Statement) -> bool:
    inside = parse.tokens_in(statement.cue) if statement.cue is not None else ()
    return any(parse.tokens[i].lemma in _DOUBTING for i in inside)


def _is_topic(parse: Parse, index: int, statement: Statement) -> bool:
    """Whether only nouns lie between the event and the words for speaking of it."""
    if statement.cue is None:
        return False
    inside = parse.tokens_in(statement.cue)
    lemmas = {parse.tokens[i].lemma for i in inside}
    if statement.act not in _TOPICAL and lemmas.isdisjoint(_TOPICS):
        return False
    for above in parse.ancestors(index):
        if above.index in inside:
            return True
        if above.pos not in _NOMINAL:
            return False
    return False


def _is_definite(parse: Parse, head: int) -> bool:
    if parse.child(head, "nmod:poss") is not None:
        return True
    if any(token.lower in OF_LATE for token in parse.children_by(head, "amod")):
        return True
    return any(token.lower in _DEFINITE for token in parse.children_by(head, "det"))


def _is_indefinite(parse: Parse, token: Token) -> bool:
    return any(child.lower in _INDEFINITE for child in parse.children_by(token.index, "det"))
