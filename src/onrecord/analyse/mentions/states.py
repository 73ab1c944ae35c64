"""States called by less than their names: "the North" of Korea, a capital that acts for its state."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from onrecord.analyse.lexicon import geography
from onrecord.analyse.mentions.candidate import Candidate
from onrecord.analyse.parse import Parse, Token

_HALVES = {"North": "KP", "South": "KR"}
"""The two states of one country, by what stands for either."""
_ACTS = frozenset(
    """test fire launch sign ratify recognise recognize withdraw impose lift retaliate invade annex expel
    recall sanction back support veto deploy negotiate seek pursue develop abandon conduct respond intervene
    supply arm want refuse agree object protest escalate resume suspend break cut restore normalise
    normalize""".split()
)
"""What states do and cities do not."""
_AFFAIRS = frozenset(
    """relation relations tie ties talk talks tension tensions treaty pact alliance pressure sanction
    sanctions negotiation negotiations rapprochement dispute standoff stand-off accord""".split()
)
_WITH = frozenset({"with", "between", "on", "against"})


def name_states(parse: Parse, names: Sequence[Candidate]) -> list[Candidate]:
    """The names, with those that stand for states of which the article tells by their full names."""
    told = {name.country for name in names if name.country is not None}
    marked = {name.head for name in names if name.type == "place"}
    halves = {half.head: half for half in _find_halves(parse, told, marked)}
    kept = [name for name in names if not any(name.first <= head <= name.last for head in halves)]
    return [_state(parse, name, told) for name in kept] + list(halves.values())


def _find_halves(parse: Parse, told: Collection[str], marked: Collection[int]) -> Iterator[Candidate]:
    if "KP" not in told and "KR" not in told:
        return
    for token in parse.tokens[1:]:
        code = _HALVES.get(token.text)
        if code is None or parse.tokens[token.index - 1].lower != "the":
            continue
        behind = parse.tokens[token.index + 1] if token.index + 1 < len(parse.tokens) else token
        alone = (token.core not in ("amod", "compound") or token.index in marked) and behind.lower != "of"
        if alone and not (behind is not token and behind.text[:1].isupper()):
            yield Candidate(token.index, token.index, token.index, "place", "name", country=code)


def _state(parse: Parse, name: Candidate, told: Collection[str]) -> Candidate:
    """A capital as a name of its state, where it does what states do."""
    if name.type != "place" or name.country is not None:
        return name
    country = geography.by_capital(parse.span(name.first, name.last).slice(parse.text))
    if country is None or country.code not in told or not _acts(parse, parse.tokens[name.head]):
        return name
    return replace(name, country=country.code)


def _acts(parse: Parse, token: Token) -> bool:
    above = parse.tokens[token.head]
    if token.core == "conj":
        return _acts(parse, above) if above.pos == "PROPN" else False
    if token.relation == "nsubj":
        return above.lemma in _ACTS
    case = parse.child(token.index, "case")
    return case is not None and case.lower in _WITH and above.lemma in _AFFAIRS
