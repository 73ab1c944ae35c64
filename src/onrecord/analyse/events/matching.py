"""Frames of the vocabulary held against a word's participants: does the sense fit, who fills which role?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.analyse.events.candidates import Filler, Reading
from onrecord.analyse.events.coordination import coordinated
from onrecord.analyse.events.participants import Participants, read_participants
from onrecord.analyse.events.restrictions import fits, is_time, kinds
from onrecord.analyse.events.vocabulary import Frame, RoleRule, read_vocabulary
from onrecord.analyse.parse import NOMINAL, Parse, Token
from onrecord.analyse.predicates import RELATIVE, find_subject
from onrecord.analyse.timex.numbers import parse_number

_OWN = frozenset(
    {"subject", "object", "recipient", "open", "complement", "self", "poss", "mod", "of", "measure"}
)
"""Participants that are never looked for inside another phrase."""
_OPEN_IN_VERBS = frozenset({"subject", "object", "recipient", "open", "measure"})
_OPEN_IN_NOUNS = frozenset({"of", "by", "on", "against", "between", "into"})
"""Phrases that another phrase of the same word is often hung on by mistake."""
_PRISON = frozenset({"prison", "jail", "life", "death", "custody", "imprisonment", "detention"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
_FILLERS = NOMINAL | {"ADJ", "SYM", "X"}
_CLAUSAL = frozenset(
    {
        "reason",
        "offence",
        "activity",
        "agreement",
        "measure",
        "object",
        "charge",
        "claim",
        "target",
        "cause",
        "rule",
    }
)
"""Roles that a clause may fill ("charged with *lying*")."""
_CONTENT = frozenset({"NOUN", "PROPN", "VERB"})
_WHERE = ("in", "at", "near", "outside", "inside", "across")
_TITLED = frozenset({"organisation", "work", "product", "event"})
_UNPLACED = frozenset({"post", "age", "family", "citizenship"})
_WHY = ("because_of", "due_to", "because_of-ing")


@dataclass(frozen=True, slots=True)
class Match:
    """A word whose participants are held against frames; `trigger` is its index."""

    reading: Reading
    participants: Participants
    trigger: int
    _found: dict[tuple[str, frozenset[str]], list[int]] = field(default_factory=dict)

    def heads(self, name: str, lemmas: frozenset[str] = frozenset()) -> Sequence[int]:
        """The heads of a participant; words of time are left out, save those with one of `lemmas`.

        A phrase that the parser hung on the object, or on another phrase, is found there too ("fined the
        bank *for fraud*", "jailed for two years *for fraud*").
        """
        key = name, lemmas  # the senses of a word ask for the same few
        if key not in self._found:
            self._found[key] = self._heads(name, lemmas)
        return self._found[key]

    def _heads(self, name: str, lemmas: frozenset[str]) -> list[int]:
        outer, _, inner = name.partition("/")
        if inner:
            parse = self.reading.parse
            found = [_below(parse, index, inner) for index in self.heads(outer)]
            return self._timeless((head for heads in found for head in heads), lemmas)
        if name == "self":
            return self.participants[name]
        if name == "near":
            return self._near()
        heads = self._timeless(self.participants.get(name, ()), lemmas)
        if not heads and name == "of":
            heads = self._timeless(self._inside_name(), lemmas)
            if not heads and self.reading.parse.tokens[self.trigger].pos == "NOUN":
                heads = [i for i in _inside_agent(self) if i > self.trigger]
        elif not heads and name not in _OWN:
            heads = self._timeless(self._inside(name), lemmas)
        return heads

    def _inside_name(self) -> Iterator[int]:
        """An "of" phrase that the parser hung on a person's name ("convicted Ann Lee *of fraud*")."""
        for head in self.participants.get("object", ()):
            token = self.reading.parse.tokens[head]
            is_name = token.pos == "PROPN" and self.reading.kind_of(head) == "person"
            if self.trigger < head and (token.pos == "PRON" or is_name):
                yield from read_participants(self.reading.parse, head).get("of", ())

    def _near(self) -> list[int]:
        """The nouns and verbs of the sentence, of the two before it and the one behind."""
        parse = self.reading.parse
        here = parse.tokens[self.trigger].sentence
        around = parse.sentences[max(here - 2, 0) : here + 2]
        tokens = parse.tokens[around[0][0] : around[-1][1]]
        return [t.index for t in tokens if t.pos in _CONTENT and t.index != self.trigger]

    def _timeless(self, heads: Iterable[int], lemmas: frozenset[str]) -> list[int]:
        tokens = self.reading.parse.tokens
        return [
            head for head in heads if not is_time(self.reading, tokens[head]) or tokens[head].lemma in lemmas
        ]

    def _inside(self, name: str) -> Iterator[int]:
        parse = self.reading.parse
        opened = _OPEN_IN_NOUNS if parse.tokens[self.trigger].pos == "NOUN" else _OPEN_IN_VERBS
        for outer, heads in self.participants.items():
            for head in heads:
                token = parse.tokens[head]
                if (
                    head > self.trigger
                    and token.pos in NOMINAL
                    and (outer in opened or _is_term(self.reading, token))
                ):
                    yield from read_participants(parse, head).get(name, ())


def _inside_agent(match: Match) -> list[int]:
    """An "of" phrase that the parser hung on the agent's ("the arrest by police *of a man*")."""
    parse = match.reading.parse
    agents = match.participants.get("by", ())
    phrases = [head for agent in agents for head in read_participants(parse, agent).get("of", ())]
    return [head for head in phrases if not {"person", "proper"}.isdisjoint(kinds(match.reading, head))]


def _below(parse: Parse, index: int, name: str) -> list[int]:
    """A participant of a participant, or of a clause its modal or its negation ("said he *would not* go")."""
    if name == "modal":
        return [token.index for token in parse.children_by(index, "aux")]
    if name == "negation":
        return [t.index for t in parse.children_by(index, "advmod", "aux") if t.lower in _NEGATIONS]
    if name == "subject" and parse.tokens[index].pos not in ("VERB", "AUX"):
        subject = find_subject(parse, index)
        return [subject] if subject is not None else []
    return read_participants(parse, index).get(name, [])


def fill_roles(match: Match, frame: Frame) -> tuple[Filler, ...] | None:
    """The fillers of the frame's roles, in the order of its rules; None where its sense does not fit."""
    if not all(any(_is_there(match, frame, name) for name in group) for group in frame.needs):
        return None
    for names, restriction in frame.where:
        heads = [head for name in names.split("|") for head in match.heads(name, frame.times(name))]
        fitting = [fits(match.reading, head, restriction) for head in heads]
        if heads and not (all(fitting) if restriction.negated else any(fitting)):
            return None
    fillers: list[Filler] = []
    for rule in frame.roles:
        if not _repeats_agent(match, frame, rule):
            fillers += _apply(match, rule, frame.times(rule.participant), fillers)
    filled = {filler.role for filler in fillers}
    if not all(filled & {name[1:] for name in group} for group in frame.needs if group[0].startswith("=")):
        return None
    if not fillers and not frame.bare:
        return None
    fillers += _count(match, frame, fillers)
    fillers += _circumstances(match, fillers, stays=frame.type in _UNPLACED)
    fillers += [Filler(role, None, value) for role, value in frame.values]
    return tuple(fillers)


def _may_fill(token: Token, role: str) -> bool:
    if token.lower in RELATIVE and token.pos in ("PRON", "DET", "SCONJ"):
        return False
    return token.pos in _FILLERS or (token.pos in ("VERB", "AUX") and role in _CLAUSAL)


def _repeats_agent(match: Match, frame: Frame, rule: RoleRule) -> bool:
    """Whether a possessive pronoun would fill the agent's role again ("the union lifted *its* ban")."""
    owners = match.participants.get("poss", ())
    if rule.participant != "poss" or not match.participants.get("agent"):
        return False
    agents = {role for other in frame.roles if other.participant == "agent" for role in other.roles}
    return rule.roles[0] in agents and all(match.reading.parse.tokens[i].pos == "PRON" for i in owners)


def _is_there(match: Match, frame: Frame, name: str) -> bool:
    return name.startswith("=") or bool(match.heads(name, frame.times(name)))


def _is_term(reading: Reading, token: Token) -> bool:
    """Whether the word stands in a term of punishment ("to five *years* in *prison* for fraud")."""
    return token.lemma in _PRISON or is_time(reading, token)


def _apply(match: Match, rule: RoleRule, times: frozenset[str], fillers: list[Filler]) -> list[Filler]:
    filled = {filler.role for filler in fillers}
    role = next((role for role in rule.roles if role not in filled), rule.roles[-1])
    if len(rule.roles) > 1 and role in filled:
        return []
    used = {filler.index for filler in fillers}
    found: list[Filler] = []
    for head in match.heads(rule.participant, rule.only.lemmas if rule.only else times):
        if rule.only is not None and not fits(match.reading, head, rule.only):
            continue
        for index in (
            [head] if rule.participant == "self" else coordinated(match.reading, match.trigger, head)
        ):
            index = _named_behind(match.reading, index)
            if index not in used and _may_fill(match.reading.parse.tokens[index], role):
                used.add(index)
                found.append(Filler(role, index))
    return found


def _named_behind(reading: Reading, index: int) -> int:
    """The name right behind a common noun for a work or an organisation ("the radio show *Dark Side*")."""
    parse = reading.parse
    if parse.tokens[index].pos != "NOUN" or reading.kind_of(index) is not None:
        return index
    for name in parse.children_by(index, "appos"):
        if name.pos == "PROPN" and parse.run(name.index)[0] == index + 1:
            return name.index if reading.kind_of(name.index) in _TITLED else index
    return index


def _count(match: Match, frame: Frame, fillers: list[Filler]) -> list[Filler]:
    """How many the counted role's first filler stands for, where a number says so."""
    role = read_vocabulary().counted.get(frame.type)
    parse = match.reading.parse
    for filler in fillers:
        if filler.role == role and filler.index is not None:
            token = parse.tokens[filler.index]
            number = token if token.pos == "NUM" else parse.child(filler.index, "nummod")
            if number is not None:
                value = parse_number([number.lower])
                whole = int(value) if value is not None and value == int(value) else None
                return [Filler("number", number.index, whole)]
    return []


def _circumstances(match: Match, fillers: list[Filler], *, stays: bool) -> Iterator[Filler]:
    """Place and reason, where no role of the frame has them; what somebody stays to be has no place."""
    used = {filler.index for filler in fillers}
    filled = {filler.role for filler in fillers}
    if "place" not in filled and not stays:
        for name in _WHERE:
            for head in match.participants.get(name, ()):
                if head not in used and match.reading.kind_of(head) == "place":
                    yield Filler("place", head)
    if "reason" not in filled:
        for name in _WHY:
            yield from (
                Filler("reason", head) for head in match.participants.get(name, ()) if head not in used
            )
