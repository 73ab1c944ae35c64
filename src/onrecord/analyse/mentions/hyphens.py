"""Nouns that hyphens join, which stand in the parse as several tokens: "centre-half", "president-elect"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.analyse.parse import Parse, Token

_PARTS_BEHIND = ("-elect", "-designate", "-general", "-in-law", "-in-chief")
"""What hyphens join to the noun in front that tells what somebody is."""
_LONGEST_PART = 10
_TAILS = frozenset({"elect", "designate", "general"})


def noun_of(parse: Parse, token: Token) -> str:
    """The lemma of a noun with the parts that hyphens join to it: "centre-half", "president-elect"."""
    before = parse.tokens[token.index - 1].text
    if before != "-" and not parse.text.startswith("-", token.end):
        return token.lemma
    front = "".join(f"{parse.tokens[index].lower}-" for index in parts_before(parse, token.index))
    return front + token.lemma + part_behind(parse, token.index)


def parts_before(parse: Parse, index: int) -> list[int]:
    """The tokens in front that hyphens join to a token, in order."""
    tokens, found = parse.tokens, []
    while index > 1 and tokens[index - 1].text == "-" and tokens[index - 1].end == tokens[index].start:
        index -= 2
        found.append(index)
    return found[::-1]


def part_behind(parse: Parse, index: int) -> str:
    """What behind hyphens goes with a noun: "president*-elect*", "father*-in-law*"; mostly nothing."""
    end = parse.tokens[index].end
    if not parse.text.startswith("-", end):
        return ""
    behind = parse.text[end : end + _LONGEST_PART].lower()
    return next((part for part in _PARTS_BEHIND if behind.startswith(part)), "")


def is_title_of(parse: Parse, token: Token) -> bool:
    """Whether a name stands right behind a joined title: "*President-elect* Ida Voss"."""
    behind = token.index + 1 + 2 * part_behind(parse, token.index).count("-")
    if behind >= len(parse.tokens) or not noun_of(parse, token).endswith(_PARTS_BEHIND):
        return False
    after = parse.tokens[behind]
    return (
        after.pos == "PROPN"
        and after.text[:1].isupper()
        and token.text[:1].isupper() | (token.text in _TAILS)
    )


def over_hyphens(parse: Parse, first: int, token: Token, left_out: Sequence[str]) -> int:
    """The first token of a phrase whose noun begins in front of a hyphen: "*the former centre*-half"."""
    tokens = parse.tokens
    if first != token.index or first == 0:
        return _over_age(parse, first)
    if part_behind(parse, first) and tokens[first - 1].pos == "DET":
        return first - 1
    if tokens[first - 1].text != "-" or tokens[first - 1].end != token.start:
        return first
    members = set(parse.subtree(token.index, without=[name for name in left_out if name != "punct"]))
    first = (parts_before(parse, token.index) or [first])[0]
    while first - 1 in members and tokens[first - 1].text != ",":
        first -= 1
    return first


def _over_age(parse: Parse, first: int) -> int:
    """The first token of a phrase that the parser cut within an age ("a 49-year-*old* baker")."""
    joined = parts_before(parse, first)
    if not joined or parse.tokens[joined[0]].pos != "NUM":
        return first
    before = parse.tokens[joined[0] - 1] if joined[0] else None
    return before.index if before is not None and before.pos == "DET" else joined[0]
