"""Who does what to whom in the syntax: the participants of a predicate, whatever its construction.

Active, passive, relative, participial, coordinated and controlled predicates give the same participants.
All indices are token indices of the parse.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.analyse.lexicon import persons
from onrecord.analyse.parse import NOMINAL, Parse, Token, kept

RELATIVE = frozenset({"who", "whom", "which", "that"})
_SUBJECT_CONTROL = frozenset(
    "promise vow pledge threaten swear beat defeat overcome oust unseat topple outlast edge succeed".split()
)
"""Verbs with an object whose infinitive tells what the subject does: "beat *her* to become premier"."""
_AUTHORED = frozenset(
    "book novel song film work article report study paper painting poem play opera piece".split()
)
"""Nouns whose "by" names their maker, not the agent of the verb above."""
_APART = frozenset(
    {"since", "after", "before", "during", "until", "following", "despite", "amid", "because of"}
)
"""Prepositions of what others may have done: "prices rose since the vote *to leave*"."""
_PAINS = frozenset({"trouble", "difficulty", "problem", "time", "year", "month", "week", "day", "hour"})
"""Nouns behind which a participle tells what the subject does ("have *trouble* paying")."""
_BRACKETED = 12
"""How many tokens in front of a "who" its person is looked for."""
_LINKS = 6
"""How many steps up the tree a subject is looked for."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb and its participants in the active voice.

    `subject` does it, `object` undergoes it, `recipient` gets it; `complement` heads a finite clause,
    `open` an infinitive or a predicative ("made him *envoy*"); `obliques` maps a preposition in lower case
    ("out of") to the heads of its phrases.
    """

    index: int
    passive: bool
    subject: int | None = None
    object: int | None = None
    recipient: int | None = None
    complement: int | None = None
    open: int | None = None
    obliques: dict[str, list[int]] = field(default_factory=dict)


@kept
def preposition(parse: Parse, index: int) -> str:
    """The preposition of a phrase by its head, in lower case; empty where there is none."""
    cases = [
        token.lower for token in parse.children_by(index, "case") if token.start < parse.tokens[index].start
    ]
    return " ".join(cases)


@kept
def is_passive(parse: Parse, index: int) -> bool:
    """Whether a verb is passive: by its auxiliary or subject, or a past participle that modifies a noun."""
    token = parse.tokens[index]
    if parse.child(index, "aux:pass", "nsubj:pass", "obl:agent"):
        return True
    if token.feats.get("VerbForm") != "Part" or token.feats.get("Tense") != "Past":
        return False
    if token.relation == "conj" and not parse.child(index, "aux", "nsubj"):
        return is_passive(parse, token.head)
    return token.relation in ("acl", "amod", "advcl") and not parse.child(index, "aux")


@kept
def read_predicate(parse: Parse, index: int) -> Predicate:
    """The participants of the verb at `index`."""
    passive = is_passive(parse, index)
    surface = find_subject(parse, index)
    obliques = _obliques(parse, index)
    direct = parse.child(index, "obj")
    recipient = parse.child(index, "iobj")
    subject, object_ = surface, direct.index if direct else _gap(parse, index)
    taker = recipient.index if recipient else None
    if passive:
        subject = _agent(parse, index, obliques)
        if direct:
            taker = surface
        else:
            object_ = surface
    complement = parse.child(index, "ccomp")
    open_ = parse.child(index, "xcomp")
    return Predicate(
        index=index,
        passive=passive,
        subject=subject,
        object=object_,
        recipient=taker,
        complement=complement.index if complement else None,
        open=open_.index if open_ else None,
        obliques=obliques,
    )


def _agent(parse: Parse, index: int, obliques: dict[str, list[int]]) -> int | None:
    """Who a passive says did it; parsers hang "by" on nouns in "was given a medal in Rome by the king"."""
    agent = parse.child(index, "obl:agent")
    if agent is not None:
        return agent.index
    if "by" in obliques:
        return obliques["by"][0]
    pending = [child.index for child in parse.children_by(index, "obj", "obl", "xcomp")]
    while pending:
        current = pending.pop(0)
        for below in parse.children_by(current, "nmod"):
            if preposition(parse, below.index) != "by":
                pending.append(below.index)
            elif parse.tokens[current].lemma not in _AUTHORED:
                return below.index
    return None


def _obliques(parse: Parse, index: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for token in parse.children_by(index, "obl", "nmod"):
        found.setdefault(preposition(parse, token.index), []).append(token.index)
    return found


@kept
def find_subject(parse: Parse, index: int) -> int | None:
    """The surface subject of a verb, its own or the one that it shares or is controlled by.

    Gives the antecedent for a relative pronoun; None where nothing can be found.
    """
    return _subject(parse, index, _LINKS)


def _subject(parse: Parse, index: int, links: int) -> int | None:
    """The subject, looked for so many steps up the tree."""
    own = _own_subject(parse, index)
    token = parse.tokens[index]
    if own is not None:
        if own.lower in RELATIVE and token.relation in ("acl:relcl", "conj"):
            return _meant_by(parse, own, antecedent(parse, index))
        return own.index
    if links == 0 or token.head == index:
        return None
    head = parse.tokens[token.head]
    if token.relation in ("acl", "advcl") and marked_as(parse, index):
        return _reported_speaker(parse, head)
    if token.relation == "acl":
        return _subject_of_modifier(parse, token, head, links)
    if token.relation == "amod":
        return head.index
    if token.relation == "xcomp":
        return _controller(parse, head, links)
    if token.relation == "conj" and head.pos not in ("ADP", "ADV"):
        return _subject(parse, head.index, links - 1) if _is_predicate(parse, head) else None
    if token.core == "advcl" and (told := _subject_of_phrase(parse, index, head)) is not None:
        return told
    if token.core == "advcl" and token.feats.get("VerbForm") != "Fin" and not parse.child(index, "aux"):
        return _subject(parse, head.index, links - 1)
    if token.relation == "acl:relcl" and token.feats.get("VerbForm") == "Part":
        return head.index
    return None


def _own_subject(parse: Parse, index: int) -> Token | None:
    """The verb's own subject, the last of two ("Now 60, *Lee* left"), or one that the parser misplaced."""
    subjects = list(parse.children_by(index, "nsubj", "csubj"))
    if len(subjects) > 1 and subjects[-1].index < index:
        between = parse.tokens[subjects[-2].index : subjects[-1].index]
        apart = any(token.text == "," for token in between) and all(token.pos != "CCONJ" for token in between)
        named = subjects[-1].pos in ("PROPN", "PRON") or parse.child(subjects[-1].index, "det") is not None
        return subjects[-1] if apart and named else subjects[0]
    if subjects:
        return subjects[0]
    object_ = parse.child(index, "obj")
    if object_ is None or object_.index < index:
        return None
    for modifier in parse.children_by(object_.index, "amod"):
        misplaced = parse.child(modifier.index, "nsubj")
        if misplaced is not None and misplaced.index < index:
            return misplaced
    return None


def _is_of_object(parse: Parse, index: int, head: Token) -> bool:
    """Whether the clause tells of somebody who is the object above ("charged *him* with stealing")."""
    object_ = parse.child(head.index, "obj")
    if object_ is None or is_passive(parse, head.index):
        return False
    somebody = object_.pos in ("PROPN", "PRON") or persons.is_person_noun(object_.lemma)
    return somebody and any(
        m.lower in ("with", "of", "from", "for") for m in parse.children_by(index, "mark")
    )


def _subject_of_phrase(parse: Parse, index: int, head: Token) -> int | None:
    """Of whom a clause behind a preposition tells: the object above, or who gets something for it."""
    if _is_of_object(parse, index, head):
        return next(parse.children_by(head.index, "obj")).index
    return _punished(parse, index, head)


def _punished(parse: Parse, index: int, head: Token) -> int | None:
    """Who gets what is given for a deed, as the deed's doer ("imposed a ban on *him* for cheating")."""
    object_ = parse.child(head.index, "obj")
    if object_ is None or is_passive(parse, head.index):
        return None
    if not any(mark.lower == "for" for mark in parse.children_by(index, "mark")):
        return None
    phrases = (*parse.children_by(object_.index, "nmod"), *parse.children_by(head.index, "obl", "iobj"))
    for phrase in phrases:
        somebody = phrase.pos in ("PROPN", "PRON") or persons.is_person_noun(phrase.lemma)
        if (
            somebody
            and phrase.index < index
            and preposition(parse, phrase.index) in ("on", "against", "to", "")
        ):
            return phrase.index
    return None


def marked_as(parse: Parse, index: int) -> bool:
    """Whether the clause tells what somebody was reported "as saying"."""
    return any(mark.lower == "as" for mark in parse.children_by(index, "mark"))


def _reported_speaker(parse: Parse, head: Token) -> int | None:
    """Who is reported "as saying": the object of the verb, or the subject of a passive one."""
    if head.pos not in ("VERB", "AUX"):
        head = parse.tokens[head.head]
    reported = parse.child(head.index, "obj") or parse.child(head.index, "nsubj:pass", "nsubj")
    return reported.index if reported is not None else None


def _is_predicate(parse: Parse, token: Token) -> bool:
    return token.pos in ("VERB", "AUX") or parse.child(token.index, "cop") is not None


def _subject_of_modifier(parse: Parse, token: Token, head: Token, links: int) -> int | None:
    """The subject of a participle or an infinitive below a noun ("the man driving", "his plan to resign")."""
    infinitive = parse.child(token.index, "mark")
    if head.lemma in _PAINS and infinitive is None and head.core == "obj" and links > 0:
        return _subject(parse, head.head, links - 1)
    if infinitive is None or infinitive.lower != "to":
        return head.index
    owner = parse.child(head.index, "nmod:poss")
    if owner is not None:
        return owner.index
    if persons.is_person_noun(head.lemma):
        return head.index
    dates = head.core == "obl" and preposition(parse, head.index) in _APART
    if head.core in ("obj", "obl", "xcomp") and links > 0 and not dates:
        return _subject(parse, head.head, links - 1)
    return None


def _controller(parse: Parse, head: Token, links: int) -> int | None:
    if head.pos not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    if head.lemma not in _SUBJECT_CONTROL:
        controller = parse.child(head.index, "obj", "iobj") or called_on(parse, head)
        if controller is not None:
            return controller.index
    return _subject(parse, head.index, links - 1)


def called_on(parse: Parse, head: Token) -> Token | None:
    """Who is to do what is called for ("called on *Roe* to resign")."""
    if head.lemma not in ("call", "prevail"):
        return None
    particle = parse.child(head.index, "compound:prt")
    apart = [particle.lower] if particle is not None else []
    phrases = parse.children_by(head.index, "obl")
    return next((t for t in phrases if {preposition(parse, t.index), *apart} & {"on", "upon"}), None)


def antecedent(parse: Parse, index: int) -> int | None:
    """The noun that the relative clause of the verb at `index` modifies."""
    token = parse.tokens[index]
    if token.relation == "conj":
        token = parse.tokens[token.head]
    return token.head if token.relation == "acl:relcl" and token.head != token.index else None


def _meant_by(parse: Parse, relative: Token, found: int | None) -> int | None:
    """What a relative pronoun means, of which the parser says `found`; "who" is somebody."""
    if relative.lower != "who":
        return found
    person = _nearest_person(parse, found)
    return person if _is_somebody(parse, person) else _name_right_before(parse, relative.index) or person


def _nearest_person(parse: Parse, index: int | None) -> int | None:
    """The person meant by "who", where the parser hung the clause on a thing in the person's description.

    In "a diplomat familiar with the talks, who left" it is the diplomat who left.
    """
    while index is not None:
        token = parse.tokens[index]
        if token.pos != "NOUN" or persons.is_person_noun(token.lemma) or persons.is_group_noun(token.lemma):
            return index
        if token.core not in ("nmod", "obl", "amod", "acl") or token.head == index:
            return index
        index = token.head
        while parse.tokens[index].core == "amod" and parse.tokens[index].head != index:
            index = parse.tokens[index].head
    return None


def _is_somebody(parse: Parse, index: int | None) -> bool:
    if index is None:
        return False
    token = parse.tokens[index]
    return token.pos in ("PROPN", "PRON") or (
        persons.is_person_noun(token.lemma) or persons.is_group_noun(token.lemma)
    )


def _name_right_before(parse: Parse, index: int) -> int | None:
    """The head of the person's name that "who" follows, over comma and brackets: "Roe (Lab), *who* left"."""
    depth = 0
    for before in range(index - 1, max(index - _BRACKETED, -1), -1):
        token = parse.tokens[before]
        depth += (token.text == ")") - (token.text == "(")
        if depth or token.text in (",", "("):
            continue
        name = parse.name_ending_at(before)
        return parse.head_of(name.first, name.last) if name is not None and name.type == "person" else None
    return None


def _gap(parse: Parse, index: int) -> int | None:
    """The object of a relative clause that has none of its own ("the man *whom they arrested*")."""
    token = parse.tokens[index]
    if token.relation != "acl:relcl":
        return None
    subject = parse.child(index, "nsubj")
    if subject is None or subject.lower in RELATIVE or parse.child(index, "ccomp", "xcomp"):
        return None
    return antecedent(parse, index)


def conjuncts(parse: Parse, index: int) -> list[int]:
    """The token and all that is coordinated with it, in order."""
    return [index, *(token.index for token in parse.children_by(index, "conj"))]


def is_nominal(token: Token) -> bool:
    """Whether the token can head a noun phrase."""
    return token.pos in NOMINAL
