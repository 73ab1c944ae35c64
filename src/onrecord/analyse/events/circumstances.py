"""When and where an event is: by its own phrase, its clause, or a clause that tells of the same moment.

A wrong date is worse than none. A noun takes a time of the clause only where it is what happens in it ("held
*talks* on Monday", "died in a *crash* on Monday"), not where it is only spoken of there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.analyse.dating import Dated
from onrecord.analyse.event_types import EVENT_TYPES
from onrecord.analyse.events.candidates import Candidate
from onrecord.analyse.events.vocabulary import read_vocabulary
from onrecord.analyse.events.voice import Voices
from onrecord.analyse.lexicon.words import read_words
from onrecord.analyse.parse import Parse, Token
from onrecord.analyse.predicates import preposition
from onrecord.analyse.resolution import Resolution
from onrecord.model.record import Time

_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "outside", "inside", "across", "on", "around", "from"})
_WITHIN = frozenset({"in", "at", "during", "under", "on"})
"""In front of an event, these say that the rest of the clause is of its time."""
_BOUNDS = frozenset({"since", "until", "till", "before", "after"})
"""In front of a time or a clause, these say that the event is on one side of it."""
_STRETCHES = frozenset("month week day hour quarter half part end start beginning middle course eve".split())
"""What a time is cut into: "the last months *of 2016*" are a time like "2016"."""
_WHEN = frozenset({"when", "as"})
_ELSEWHERE = _BOUNDS | {"following", "about", "over", "despite", "than"}
"""In front of what the event is only beside ("sure to win after votes in Kenya")."""
_UNPLACED = frozenset({"post", "age", "family", "citizenship"})
"""What somebody is anywhere."""
_SUFFERED = frozenset({"killing", "death", "injury"})
_NAMED_BY_PLACE = frozenset({"election", "accident", "attack", "disaster", "killing", "protest", "meeting"})
"""Types whose nouns are named by where they are ("the *Leeds* crash", "the *US* election")."""
_VIOLENT = _SUFFERED | {"accident", "attack", "disaster"}
_CLAUSES = ("ccomp", "acl:relcl", "parataxis", "advcl", "conj", "csubj")
_PREDICATES = ("VERB", "AUX")
_MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN"})


def find_time(parse: Parse, dated: Dated, candidate: Candidate, voices: Voices) -> str | None:
    """The id of the time at which the event is, if the sentence tells it; the nearest one first.

    What somebody is said to be in passing ("Lee, 52,", "Minister Roe") is not dated by the clause around it.
    """
    if candidate.time is not None:
        return _time_at(parse, dated, candidate.time)
    head = candidate.head
    state = EVENT_TYPES[candidate.type].state
    sentence = dated.get(parse.tokens[head].sentence, ())
    times = [
        item for item in sentence if _names(parse, head, item[1]) or _dates(parse, head, item[1], state=state)
    ]
    if not times:
        return None
    found = _nearest(head, times, own_tokens(parse, head))
    if found is None and candidate.kind == "state" and candidate.phase == "begins":
        found = _nearest(head, times, _clause(parse, head))
    if found is None and candidate.kind == "noun":
        found = _nearest(head, times, set(_around_noun(parse, head, times)))
    if found is None and candidate.kind == "verb" and not state and len(sentence) == 1:
        same = {index for verb in _same_moment(parse, head) for index in parse.children[verb]}
        if parse.tokens[head].relation == "acl:relcl":  # "On 5 May, when he *fired* two".
            same.add(parse.tokens[head].head)
        known = [item for item in times if item[1].earliest and _head_of_time(parse, item[1]) in same]
        found = _nearest(head, known, None)
        here = voices.of(parse.span(candidate.first, candidate.last))
        found = found if found is not None and voices.of(found) == here else None
    return found.id if found is not None else None


def _time_at(parse: Parse, dated: Dated, head: int) -> str | None:
    """The id of the time whose words hold a token."""
    token = parse.tokens[head]
    for _, time in dated.get(token.sentence, ()):
        if time.start <= token.start < time.end:
            return time.id
    return None


def _nearest(head: int, times: Sequence[tuple[int, Time]], members: set[int] | None) -> Time | None:
    near = [(abs(index - head), index, time) for index, time in times if members is None or index in members]
    return min(near, key=lambda item: item[:2])[2] if near else None


def _dates(parse: Parse, trigger: int, time: Time, *, state: bool) -> bool:
    """Whether a time says when an event is.

    It does not where it says which thing is meant ("the current leader"), since when the event is not, or
    when something is that the event is only beside ("a mile from *today's* crash").
    """
    token = parse.tokens[_head_of_time(parse, time)]
    if token.lower == "current":
        return False
    before = {child.lower for child in parse.children_by(token.index, "case", "mark")}
    if before & _BOUNDS and not state:
        return False
    noun = parse.tokens[token.head]
    modifies = token.core in ("nmod", "compound", "amod") and noun.pos in ("NOUN", "PROPN")
    if not modifies or noun.index == trigger or noun.core not in ("obl", "nmod"):
        return True
    return noun.lemma in _STRETCHES or (preposition(parse, noun.index) or "in") in _WITHIN


def own_tokens(parse: Parse, head: int) -> set[int]:
    """The tokens below `head` without those of clauses below it, however deep."""
    found, pending = {head}, [head]
    while pending:
        for child in parse.children[pending.pop()]:
            token = parse.tokens[child]
            if token.relation not in _CLAUSES and token.core not in _CLAUSES:
                found.add(child)
                pending.append(child)
    return found


def _predicate_above(parse: Parse, head: int) -> int:
    """The predicate of the clause that a token heads or stands in."""
    token = parse.tokens[head]
    if token.pos in _PREDICATES or parse.child(head, "cop") is not None:
        return head
    for above in parse.ancestors(head):
        head = above.index
        if above.pos in _PREDICATES or parse.child(head, "cop") is not None:
            break
    return head


def _clause(parse: Parse, head: int) -> set[int]:
    """The tokens of the clause that the trigger heads or stands in, without the clauses below it."""
    return own_tokens(parse, _predicate_above(parse, head))


def _around_noun(parse: Parse, head: int, times: Sequence[tuple[int, Time]]) -> Iterator[int]:
    """The times of a clause that are a noun's own.

    They stand in its name or right behind its phrase, are said of it ("the last test was *on 15 September*"),
    or date what it is part of.
    """
    end = parse.run(head)[1]
    token = parse.tokens[head]
    verb = parse.tokens[token.head]
    clause = own_tokens(parse, verb.index) if _happens_in(parse, token, verb) else set()
    for index, time in times:
        between = [t for t in parse.tokens[end + 1 : index] if t.pos not in ("ADP", "DET", "ADV")]
        is_told_of_it = token.core == "nsubj" and _head_of_time(parse, time) == token.head
        if (end < index and not between) or index in clause or is_told_of_it or _names(parse, head, time):
            yield index


def _names(parse: Parse, trigger: int, time: Time) -> bool:
    """Whether a time stands in front of a noun as part of its name ("the *11 September 2001* attacks")."""
    token = parse.tokens[trigger]
    behind = parse.tokens[parse.tokens_in(time)[-1] + 1 : trigger]
    if token.pos != "NOUN" or time.start > token.start:
        return False
    return all(
        t.pos == "PART" or t.text == "," or (t.head == trigger and t.pos in _MODIFIERS) for t in behind
    )


def _happens_in(parse: Parse, token: Token, verb: Token) -> bool:
    """Whether an event noun happens when the verb above it does: "held talks", "the blast occurred"."""
    if verb.pos not in _PREDICATES:
        return False
    if token.core == "obl":
        return preposition(parse, token.index) in _WITHIN
    if token.core in ("obj", "nsubj"):
        frames = read_vocabulary().nouns.get(token.lemma, ())
        supporting = {lemma for frame in frames for lemma in frame.agents | frame.patients}
        return verb.lemma in supporting or verb.lemma in read_words("sameness", "happening")
    return False


def _head_of_time(parse: Parse, time: Time) -> int:
    inside = parse.tokens_in(time)
    return parse.head_of(inside[0], inside[-1])


def _same_moment(parse: Parse, head: int) -> Iterator[int]:
    """The predicates of the sentence that tell of the same moment as the verb."""
    token = parse.tokens[head]
    above = parse.tokens[token.head]
    if token.core == "advcl" and (_is_participle(parse, token) or _is_when(parse, token)):
        yield above.index
    if token.relation == "conj" and above.pos in _PREDICATES:
        yield above.index
        if above.core == "advcl" and _is_participle(parse, above):
            yield above.head
    for child in parse.children_by(head, "conj"):
        if child.pos in _PREDICATES:
            if parse.child(head, "obl", "advcl", "advmod") is None:
                yield child.index
            yield from _when_clauses(parse, child.index)
    yield from _when_clauses(parse, head)


def _when_clauses(parse: Parse, head: int) -> Iterator[int]:
    for child in parse.children_by(head, "advcl"):
        if _is_when(parse, child):
            yield child.index
            yield from (other.index for other in parse.children_by(child.index, "conj"))


def _is_participle(parse: Parse, token: Token) -> bool:
    """Whether a clause tells what a deed did ("opened fire, *killing* two")."""
    return token.lower.endswith("ing") and parse.child(token.index, "mark", "case", "nsubj") is None


def _is_when(parse: Parse, token: Token) -> bool:
    opening = _opening(parse, token)
    return bool(opening & _WHEN) and not opening & _BOUNDS


def _opening(parse: Parse, token: Token) -> set[str]:
    """The words that lead in a clause."""
    return {child.lower for child in parse.children_by(token.index, "mark", "advmod", "case")}


def _scene(parse: Parse, candidate: Candidate) -> set[int]:
    """The tokens that may name where the event is."""
    head = candidate.head
    token = parse.tokens[head]
    if candidate.kind == "state" and candidate.phase != "begins":
        return own_tokens(parse, head)
    if candidate.kind == "noun" and not _happens_in(parse, token, parse.tokens[token.head]):
        return own_tokens(parse, head)
    return _clause(parse, head)


def find_place(parse: Parse, resolution: Resolution, candidate: Candidate) -> str | None:
    """The id of the place where the event is: the filler of that role, or what its phrase or clause names.

    The clause counts where its time does.
    """
    for filler in candidate.arguments:
        if filler.role == "place" and filler.index is not None:
            entities = resolution.entities_at(filler.index)
            if entities:
                return entities[0]
    if candidate.type in _UNPLACED:
        return None
    used = {filler.index for filler in candidate.arguments}
    for scene in (_scene(parse, candidate), _around(parse, candidate)):
        near = [
            (abs(index - candidate.head), entities[0])
            for index in scene - used
            if _is_where(parse, candidate, index)
            if (entities := resolution.entities_at(index)) and resolution.types[entities[0]] == "place"
        ]
        if near:
            return min(near)[1]
    return None


def _is_where(parse: Parse, candidate: Candidate, index: int) -> bool:
    """Whether a phrase may say where the event is: behind a preposition of place, or in the noun's name."""
    token, trigger = parse.tokens[index], candidate.head
    elsewhere = _ELSEWHERE - {"after", "following"} if candidate.type in _SUFFERED else _ELSEWHERE
    if token.relation == "compound" and token.pos == "PROPN":
        if token.head == trigger:
            return candidate.type in _NAMED_BY_PLACE
        return candidate.type in _VIOLENT and _is_what_befell(parse, trigger, parse.tokens[token.head])
    if token.core not in ("obl", "nmod") or preposition(parse, index) not in _PLACE_PREPOSITIONS:
        return False
    above = (head.index for head in parse.ancestors(index) if head.pos in ("NOUN", "PROPN"))
    return all(preposition(parse, head) not in elsewhere for head in above if head != trigger)


def _is_what_befell(parse: Parse, trigger: int, noun: Token) -> bool:
    """Whether a noun tells in what somebody died or was hurt ("died in the Leeds *crash*")."""
    return noun.head == trigger and noun.core == "obl" and preposition(parse, noun.index) in _WITHIN


def _around(parse: Parse, candidate: Candidate) -> set[int]:
    """The tokens of clauses that tell of a verb's moment, or of what led to a death or an injury."""
    if candidate.kind != "verb" or candidate.type not in _VIOLENT:
        return set()
    head = candidate.head
    moments = [*_same_moment(parse, head), *_when_clauses(parse, head)]
    if candidate.type in _SUFFERED:
        moments += (t.index for t in parse.children_by(head, "advcl") if "after" in _opening(parse, t))
    found = {index for verb in moments for index in own_tokens(parse, verb)}
    return {index for index in found if preposition(parse, index) != "from"}
