"""Names of people split into given and family name, where it is safe to say which is which."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from onrecord.analyse.attributes.finding import Article, Finding, say
from onrecord.analyse.attributes.titles import read_title
from onrecord.analyse.lexicon import persons, titles
from onrecord.analyse.lexicon.geography import plain_name
from onrecord.analyse.lexicon.words import read_words
from onrecord.model.record import Mention
from onrecord.model.span import Span

_WORD = re.compile(r"\S+")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:[.’'-][^\W\d_]+)*\.?")
_INITIALS = re.compile(r"(?:[A-Z]\.?-?){1,3}")
_SUFFIX = re.compile(r",? (?:Jr|Sr)\b\.?$", re.IGNORECASE)
_ROMAN = re.compile(r"[IVX]+")
_PARTICLES = frozenset(
    """van der den de ter ten von zu zur vom la le du des da das dos do di del della dello degli bin bint ibn
    ben al el st saint af av""".split()
)
_ARABIC = ("al-", "el-", "as-", "ash-", "an-", "at-", "ad-")
_MOST = 5
"""Words of the longest name that is split."""


def find_names(article: Article) -> Iterator[Finding]:
    """The given and family names of people, in the first of their full names that can be split."""
    for identity, mentions in article.named.items():
        if article.entities[identity].type != "person":
            continue
        aliases = {mention.slice(article.parse.text) for mention in mentions}
        spoken = sorted(mentions, key=lambda m: m.slice(article.parse.text).isupper())
        for mention in spoken:
            if _is_doubtful(article, mention):
                continue
            if (parts := _split_mention(article, mention, aliases)) is not None:
                for name, span in parts.items():
                    yield say(identity, name, span.slice(article.parse.text), span)
                break


def _is_doubtful(article: Article, mention: Mention) -> bool:
    """Whether words may be no person's name where they stand: "the *Billy Bear*", "a *Ruby Park* fan"."""
    tokens, inside = article.parse.tokens, article.tokens_of(mention)
    above = tokens[tokens[article.parse.head_of(inside[0], inside[-1])].head]
    in_front = above.index == inside[-1] + 1 and above.pos == "NOUN"
    return in_front or (inside[0] > 0 and tokens[inside[0] - 1].pos == "DET")


def _split_mention(article: Article, mention: Mention, aliases: Collection[str]) -> dict[str, Span] | None:
    text = _SUFFIX.sub("", mention.slice(article.parse.text))
    bounds = [
        Span(start=mention.start + m.start(), end=mention.start + m.end()) for m in _WORD.finditer(text)
    ]
    if not 2 <= len(bounds) <= _MOST or _is_of_one_name(article, mention):
        return None
    split = split_name([span.slice(article.parse.text) for span in bounds], aliases)
    if split is None:
        return None
    given, family = split
    parts = {"given_name": Span(start=bounds[0].start, end=bounds[given - 1].end)}
    if family is not None:
        parts["family_name"] = Span(start=bounds[family].start, end=bounds[-1].end)
    return parts


def _is_of_one_name(article: Article, mention: Mention) -> bool:
    """Whether a title tells that no family name is to be expected: "*Pope* John Paul"."""
    end = article.tokens_of(mention)[0]
    first = read_title(article.parse, end)
    return first is not None and titles.is_of_one_name(
        article.parse.span(first, end - 1).slice(article.parse.text)
    )


def split_name(words: Sequence[str], aliases: Collection[str] = ()) -> tuple[int, int | None] | None:
    """How many words of a name are the given name, and where the family name begins.

    The latter is None where that is in doubt, the whole where the given name is. `aliases` are the forms of
    the name that the article uses.
    """
    if not all(map(_NAME_WORD.fullmatch, words)) or _ROMAN.fullmatch(words[-1]):
        return None
    given = _measure_given(words)
    if given is None:
        return None
    family = _find_family(words, given, aliases)
    if family is not None and (words[0] in aliases and " ".join(words[family:]) not in aliases):
        family = None  # Those who are called by their first name may have no family name.
    return given, family


def _measure_given(words: Sequence[str]) -> int | None:
    """How many words at the start are surely a given name, or stand for one as initials."""
    if plain_name(words[0]).lower() in read_words("given_names", "family_first"):
        return None
    if _INITIALS.fullmatch(words[0]):
        initials = next((i for i, word in enumerate(words) if not _INITIALS.fullmatch(word)), None)
        return initials if initials is not None and initials < len(words) else None
    return 1 if _is_given(words[0]) else None


def _is_given(word: str) -> bool:
    return persons.gender_of_given_name(word) is not None or (
        word[:1].isupper() and plain_name(word).lower() in read_words("given_names", "either")
    )


def _find_family(words: Sequence[str], given: int, aliases: Collection[str]) -> int | None:
    """Where the family name begins, with its particle; None where a word may belong to either name."""
    for start in range(given, len(words) - 1):
        if _is_particle(words[start]):
            return start if _may_be_middle(words[given:start]) else None
    last = len(words) - 1
    if not _is_family(words[last]):
        return last if words[last].lower().startswith(_ARABIC) and last == given else None
    if _may_be_middle(words[given:last]):
        return last
    return next((start for start in (last, last - 1) if " ".join(words[start:]) in aliases), None)


def _is_particle(word: str) -> bool:
    return word.lower().rstrip(".") in _PARTICLES or word.lower().startswith(_ARABIC)


def _may_be_middle(words: Sequence[str]) -> bool:
    """Whether words between given and family name surely belong to neither, or to the given name."""
    return all(_INITIALS.fullmatch(word) or _is_given(word) for word in words)


def _is_family(word: str) -> bool:
    """Whether a word can be a family name; what ends names of organisations and patronymics is in doubt."""
    plain = plain_name(word).lower()
    if len(plain) < 2 or word[:1].islower() or plain.endswith(("dottir", ".")):
        return False
    return not persons.is_institution(plain)
