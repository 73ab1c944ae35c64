"""Posts without a verb: "Foreign Minister Ann Lee", "Ann Lee, chief executive of the bank"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.analyse.events.candidates import Candidate, Filler, Reading
from onrecord.analyse.events.participants import read_noun
from onrecord.analyse.events.restrictions import is_post, kinds
from onrecord.analyse.events.roles import Role, read_role
from onrecord.analyse.parse import Token
from onrecord.analyse.predicates import conjuncts, preposition

_TITLE = 0.8
_SAID = 0.75
_OWN = 0.55
"""How sure a post is by a title, by apposition or predicate, and by a noun that stands for its holder."""
_BODY_PHRASES = ("poss", "mod", "of", "for", "at", "in", "to")
_PLAIN = frozenset({"compound", "amod", "punct", "nmod:poss"})
_OF_PERSONS = frozenset(
    """executive manager editor coach professor conductor director principal publisher administrator captain
    boss adviser advisor curator host presenter anchor chaplain lawmaker owner attorney judge
    trustee""".split()
)
"""Posts before which a country's adjective says where the person is from ("an *American* executive")."""
_MENTIONED = frozenset({"nsubj", "obj", "obl", "nmod", "appos", "root", "conj"})
_NO_TITLE = frozenset(
    """, 's ’s former ex then late incoming outgoing his her current present new next previous longtime
    long-time long-serving veteran embattled beleaguered controversial outspoken popular unpopular powerful
    influential totalitarian authoritarian autocratic hardline right-wing left-wing far-right conservative
    liberal republican democratic disgraced ousted hawkish moderate rookie young old fellow own first-ever
    now-former self-styled self-proclaimed respected famous beloved newly-elected recently-elected""".split()
)
"""What stands in front of a position and is no part of it."""

_HYPHENS = frozenset({"-", "–"})
_ELECTED = frozenset(
    """president mayor senator governor congressman congresswoman representative lawmaker councillor
    premier minister chancellor mp alderman legislator""".split()
)
_PARTIES = frozenset(
    "republican democratic democrat conservative labour liberal tory socialist communist green".split()
)
_TAILS = (
    ("-", "in", "-", "chief"),
    ("in", "chief"),
    ("-", "elect"),
    ("-", "designate"),
    ("-", "general"),
    ("of", "state"),
    ("of", "staff"),
    ("of", "defense"),
    ("of", "defence"),
    ("of", "health"),
    ("of", "education"),
    ("of", "energy"),
    ("of", "labor"),
    ("of", "commerce"),
    ("of", "agriculture"),
    ("of", "transportation"),
    ("of", "homeland", "security"),
    ("of", "the", "exchequer"),
    ("of", "the", "treasury"),
)
"""What stands behind a noun and is part of the post's name, though the noun alone is one too."""


def find_offices(reading: Reading) -> Iterator[Candidate]:
    """The posts that the nouns of the text state."""
    for token in reading.parse.tokens:
        if token.pos in ("NOUN", "PROPN") and is_post(token) and not token.lower.endswith("ship"):
            if _only_speaks(reading, token):
                continue
            yield from _post(reading, token)


def _only_speaks(reading: Reading, token: Token) -> bool:
    """Whether a speaker is one who gives a speech, not the head of a chamber."""
    chamber = token.text[0].isupper() or read_noun(reading.parse, token.index).get("of")
    return token.lower == "speaker" and not chamber


def _post(reading: Reading, token: Token) -> Iterator[Candidate]:
    role = read_role(reading, token.index)
    if role.own:
        role = _read_long_title(reading, role) or role
    if role.title and _goes_on(reading, token, role.holders[0]):
        return
    first, last = _extent(reading, role)
    bodies = [body for body in _bodies(reading, role, first) if body.index not in range(first, last + 1)]
    if not role.holders or (role.own and not (bodies and _is_said_of(reading, token))):
        return
    people = (Filler("person", index) for index in role.holders)
    position = Filler("position", token.index, extent=(first, last))
    confidence = _TITLE if role.title else _OWN if role.own else _SAID
    at = token.index
    yield Candidate("post", role.phase, at, at, at, (*people, position, *bodies), "state", confidence)


def _read_long_title(reading: Reading, role: Role) -> Role | None:
    """The role by a title that the parser cut from the name ("secretary of *state* Ida Roe")."""
    tokens = reading.parse.tokens
    tail = _goes_on_behind([token.lower for token in tokens[role.noun + 1 : role.noun + 5]])
    start = role.noun + tail + 1
    if not tail and (start >= len(tokens) or tokens[role.noun].feats.get("Number") == "Plur"):
        return None
    named = (name for name in reading.parse.names if name.first == start and name.type == "person")
    holder = next((reading.parse.head_of(name.first, name.last) for name in named), None)
    return Role(role.noun, (holder,), role.phase, title=True) if holder is not None else None


def _is_said_of(reading: Reading, token: Token) -> bool:
    """Whether a noun stands for one holder of a post, not for a post that somebody gets."""
    if preposition(reading.parse, token.index) == "as" or token.feats.get("Number") == "Plur":
        return False
    return token.core in _MENTIONED and "person" in kinds(reading, token.index)


def _goes_on(reading: Reading, token: Token, holder: int) -> bool:
    """Whether a word further on is the head of the same title ("*deputy* press secretary Ann Lee")."""
    for behind in reading.parse.tokens[token.index + 1 : holder]:
        if behind.pos not in ("NOUN", "PROPN", "ADJ"):
            return False
        if behind.pos != "ADJ" and is_post(behind):
            return True
    return False


def _extent(reading: Reading, role: Role) -> tuple[int, int]:
    """The tokens of a position: the noun with what stands in front of it, up to a body named there."""
    tokens = reading.parse.tokens
    first, last = role.noun, role.noun
    above = set(range(role.noun, role.holders[0] + 1)) if role.title else {role.noun}
    while first > 0:
        before = tokens[first - 1]
        below = before.head in above or before.head in range(first, role.noun)
        if (
            not below
            or before.relation not in _PLAIN
            or _is_body(reading, before.index)
            or _is_inside_body(reading, before.index)
            or before.lower in _NO_TITLE
        ):
            break
        first -= 1
    while tokens[first].pos == "PUNCT" and first < role.noun:
        first += 1
    return first, last + _goes_on_behind([token.lower for token in tokens[last + 1 : last + 5]])


def _goes_on_behind(words: list[str]) -> int:
    """How many of the words behind a noun belong to the name of the post ("secretary *of state*")."""
    return next((len(tail) for tail in _TAILS if words[: len(tail)] == list(tail)), 0)


def _is_body(reading: Reading, index: int) -> bool:
    return reading.kind_of(index) in ("organisation", "place", "group")


def _is_inside_body(reading: Reading, index: int) -> bool:
    """Whether a hyphen joins a word to what comes before it in an organisation's name ("Acme-*Lund* CEO")."""
    return reading.parse.tokens[index - 1].text in _HYPHENS and any(
        name.type == "organisation" and name.first < index <= name.last for name in reading.parse.names
    )


def _bodies(reading: Reading, role: Role, first: int) -> Iterator[Filler]:
    """The organisations, places or groups that a post belongs to."""
    seen: set[int] = set()
    in_front = [index for index in _in_front(reading, role, first) if _is_body(reading, index)]
    for index in [*_phrases(reading, role), *in_front]:
        if index not in seen and index not in role.holders and not _is_party_label(reading, role, index):
            seen.add(index)
            yield Filler("organisation", index)


def _is_party_label(reading: Reading, role: Role, index: int) -> bool:
    """Whether a word says of what party the holder of a public office is ("the *Republican* mayor")."""
    tokens = reading.parse.tokens
    return tokens[role.noun].lemma in _ELECTED and tokens[index].lower in _PARTIES and index < role.noun


def _phrases(reading: Reading, role: Role) -> Iterator[int]:
    """The bodies in the noun's own phrases, or in those of a noun that it is coordinated with."""
    parse = reading.parse
    token = parse.tokens[role.noun]
    others = [token.head] if token.relation == "conj" else conjuncts(parse, role.noun)[1:]
    for noun in (role.noun, *(other for other in others if is_post(parse.tokens[other]))):
        inside = read_noun(parse, noun)
        found = [index for name in _BODY_PHRASES for index in inside.get(name, ())]
        if parse.tokens[noun].lemma in _OF_PERSONS:
            found = [i for i in found if parse.tokens[i].relation != "amod"]
        bodies = [index for index in found if _is_body(reading, index) or _may_be_body(reading, index)]
        bodies = [i for i in bodies if i not in inside.get("in", ())] or bodies
        if bodies:
            yield from bodies
            return


def _may_be_body(reading: Reading, index: int) -> bool:
    """Whether a name of unknown kind follows a post ("chief executive *of Globex*")."""
    token = reading.parse.tokens[index]
    return token.core == "nmod" and token.relation != "nmod:poss" and "proper" in kinds(reading, index)


def _in_front(reading: Reading, role: Role, first: int) -> Iterator[int]:
    """The body whose name ends right in front of a title ("*White House* spokesman Ann Lee")."""
    if role.title and first > 0:
        before = reading.parse.tokens[first - 1]
        if before.text in ("'s", "’s") and first > 1:
            before = reading.parse.tokens[first - 2]
        if before.pos != "ADJ" or reading.parse.tokens[role.noun].lemma not in _OF_PERSONS:
            yield before.index
