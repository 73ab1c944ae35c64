"""Sources without a name, by class: "a senior official", "court papers", "a person close to the talks"."""

from __future__ import annotations

import re

from onrecord.analyse.lexicon import persons
from onrecord.analyse.lexicon.words import read_words
from onrecord.analyse.parse import Parse
from onrecord.model.record import Anonymity
from onrecord.model.span import Span

_KNOWING = re.compile(
    r"\b(?:familiar with|(?:with|has|have|had) (?:direct |first-?hand |some )?knowledge of"
    r"|close to|briefed on|in the know|who (?:has|have|had) seen|aware of)\b",
    re.IGNORECASE,
)
_OFFICIAL_BODY = frozenset({"officials", "authorities", "police", "prosecutors", "investigators"})


def class_of(parse: Parse, source: Span, head: int) -> Anonymity | None:
    """The class of a source that the article does not name; None where it has a name or is a pronoun.

    `head` is the token that heads the source. That its entity has no name is for the caller to know.
    """
    token = parse.tokens[head]
    words = source.slice(parse.text)
    if token.pos in ("PROPN", "PRON") and token.lower not in (
        "some",
        "many",
        "others",
        "someone",
        "somebody",
    ):
        return None
    following = parse.text[source.end : source.end + 60].split(".")[0]
    if _KNOWING.search(words) or _KNOWING.match(following.lstrip(" ,")):
        return "knowledge"
    lemma = token.lemma
    if lemma in read_words("statements", "media") or lemma in read_words("statements", "papers"):
        return "document"
    if lemma in read_words("statements", "witnesses"):
        return "witness"
    if lemma in read_words("statements", "officials") or token.lower in _OFFICIAL_BODY:
        return "official"
    if lemma in ("source", "someone", "somebody", "insider"):
        return "unnamed"
    plural = token.feats.get("Number") == "Plur" or persons.is_group_noun(lemma)
    if plural or token.lower in ("some", "many", "others"):
        return "group"
    return "unnamed" if persons.is_person_noun(lemma) or lemma == "person" else None
