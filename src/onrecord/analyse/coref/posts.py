"""Who holds a post that a sentence gives: "named *Voss* as its *envoy*", "the post of *envoy*"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.analyse.parse import Parse, Token
from onrecord.analyse.predicates import find_subject

_GIVING = frozenset(
    """appoint reappoint name install instal swear swore pick choose select elect re-elect reelect hire
    rehire nominate unveil announce confirm designate tap recruit anoint crown proclaim inaugurate enlist
    employ engage assign retain keep present introduce dismiss sack fire remove oust drop draft ordain
    enthrone hail describe""".split()
)
"""Verbs whose object is, or was, what "as" says."""
_HOLDING = frozenset(
    """serve act work resign quit retire return begin start continue step stand campaign double""".split()
)
"""Verbs whose subject is, or was, what "as" says."""
_GIFTS = frozenset(
    "appointment reappointment nomination election re-election selection installation naming choice".split()
)
_NEAR = 12
"""How many tokens in front of "as" what gives a post is looked for."""
_POSTS = frozenset("post role job position title office rank".split())


def holders(parse: Parse, token: Token) -> Iterator[int]:
    """The heads of those whom a noun is said to be, or to have been, by post; likely ones first."""
    above = parse.tokens[token.head]
    case = parse.child(token.index, "case", "mark")
    if case is None or case.index > token.index:
        return
    if case.lower == "of" and above.lemma in _POSTS and token.core == "nmod":
        verb = parse.tokens[above.head]
        if verb.pos == "VERB" and above.core in ("obl", "obj"):
            yield from _undergoes(parse, verb, without=above.index)
            if above.core == "obj" or verb.lemma in _HOLDING:
                yield from _does(parse, verb)
    elif case.lower == "as" and token.core in ("obl", "nmod", "xcomp", "advcl", "acl"):
        yield from _named_as(parse, above, case.index)


def _named_as(parse: Parse, above: Token, mark: int) -> Iterator[int]:
    """Whom "as" is said of, by the word that it hangs on."""
    if above.lemma in _GIFTS and above.pos == "NOUN":
        yield from (t.index for t in parse.children_by(above.index, "nmod"))
    elif above.pos == "VERB" and (above.lemma in _GIVING or above.lower in _GIVING):
        yield from _undergoes(parse, above, without=-1)
    elif above.pos == "VERB" and above.lemma in _HOLDING:
        yield from _does(parse, above)
    first = max(parse.sentences[parse.tokens[mark].sentence][0], mark - _NEAR)
    if any(t.lemma in _GIVING | _GIFTS for t in parse.tokens[first : mark - 1]):
        yield mark - 1  # "the appointment by Norland of *Ida Voss* as envoy"


def _undergoes(parse: Parse, verb: Token, without: int) -> Iterator[int]:
    for token in parse.children_by(verb.index, "obj", "iobj", "nsubj:pass"):
        if token.index != without:
            yield token.index
    for token in parse.children_by(verb.index, "obl"):
        case = parse.child(token.index, "case")
        if case is not None and case.lower == "in" and case.index == verb.index + 1:
            yield token.index  # "swore *in* the *judge* as ..."
    if verb.relation == "acl":
        yield verb.head


def _does(parse: Parse, verb: Token) -> Iterator[int]:
    subject = find_subject(parse, verb.index)
    if subject is not None:
        yield subject
