"""What watching needs of an article, be it in a store or just read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

ASIDES = frozenset({"promo", "boilerplate"})
"""Stretches of a page that are not the article: what stands there makes no alert."""
ItemKind = Literal["event", "statement", "article"]


class Met(NamedTuple):
    """Somebody or an organisation that an article speaks of.

    `names` are the entity's name, which is the fullest, and then its aliases.
    """

    id: str
    type: str
    names: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()


class Part(NamedTuple):
    """Who or what fills a role: an entity, by its id, or words."""

    role: str
    entity: str | None
    words: str


class Item(NamedTuple):
    """An event or a statement of an article.

    `quote` are the words that tell of it. `voice` is outlet, statement or unknown, and `according_to` names
    who asserts it, then who says that they do. `rests_on` is the statement within whose content it stands,
    and `made_of` the one that a speech act was made of. `claim` is the claim or the quotation that it belongs
    to, which `articles` tell of, `independent` of them being no copies.
    """

    kind: ItemKind
    id: str
    type: str
    quote: str
    parts: tuple[Part, ...]
    phase: str | None = None
    polarity: str = "positive"
    modality: str = "actual"
    hedged: bool = False
    form: str | None = None
    voice: str = "outlet"
    according_to: tuple[str, ...] = ()
    rests_on: str | None = None
    made_of: str | None = None
    claim: str = ""
    articles: int = 1
    independent: int = 1
    confidence: float = 1.0


class Article(NamedTuple):
    """An article with all whom it speaks of, by id, and what it tells of those who are asked for."""

    id: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    byline: tuple[str, ...]
    met: Mapping[str, Met]
    items: tuple[Item, ...] = ()


def name_source(names: Sequence[str], words: str | None, anonymous: str | None) -> str:
    """Who says something: names, else the article's words, else what is known of who is not named."""
    if names:
        return ", ".join(names)
    if words:
        return words
    return f"a source that is not named ({anonymous})" if anonymous else "somebody who is not named"
