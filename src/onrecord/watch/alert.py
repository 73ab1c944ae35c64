"""What is told of an entry of a list: in which role, in whose voice, with the words and ids to cite."""

from __future__ import annotations

import msgspec

from onrecord.model.document import digest_of
from onrecord.watch.article import Article, Item, ItemKind
from onrecord.watch.facts import Match
from onrecord.watch.roles import REPORTED, tell_status
from onrecord.watch.sightings import Sighting, describe

NEW, DENIED, CONFIRMED, SECOND = "new", "denied", "confirmed", "second source"
"""Why an alert is given: it is the first of its claim, or more has come to be known of that."""


class Listing(msgspec.Struct, frozen=True):
    """An entry of a list, and the list."""

    list: str
    id: str
    name: str


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of a list that was met in a claim or a quotation.

    `item` is the event or statement that tells it, `statement` the one that it rests on, `entity` who has the
    name there: all ids to cite. `role` is as in the record, `side` is of `roles.SIDES`, and `told` a phrase
    for both. `quote` are the exact words. `voice` is outlet, statement or unknown; `according_to` names who
    asserts it, then who says that they do. `changes` say why the alert is given, `known` what was known of
    the claim by then (denied, confirmed, second source), and `first` which alert was the first of this claim.
    `articles` and `independent` say how many articles tell of it, and how many of these are no copies.
    `made` and `updated` are UTC.
    """

    id: str
    first: str
    changes: tuple[str, ...]
    known: tuple[str, ...]
    made: str
    updated: str
    entry: Listing
    match: Match
    kind: ItemKind
    type: str
    role: str
    side: str
    told: str
    phase: str | None
    status: str
    polarity: str
    modality: str
    voice: str
    according_to: tuple[str, ...]
    quote: str
    item: str
    statement: str | None
    entity: str
    claim: str
    document: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    articles: int = 1
    independent: int = 1

    @property
    def sentence(self) -> str:
        """The alert in a sentence, without the quotation."""
        told = f"{self.entry.name} {self.told}"
        kind = f" ({self.type})" if self.kind == "event" else ""
        status = "" if self.status == REPORTED else f"; {self.status}"
        return f"{told}{kind}, {self.tell_voice()}{status}"

    def tell_voice(self) -> str:
        """In whose voice it is told, from the innermost outwards."""
        who, *via = self.according_to or ("",)
        outwards = "".join(f", as {one} says" for one in via)
        if self.kind == "article" or self.role == "source":
            return f"in {self.outlet or 'an article'}{outwards}"
        if self.kind == "statement" or (self.voice == "statement" and who):
            return f"according to {who or 'somebody who is not named'}{outwards}"
        if self.voice == "outlet":
            return f"in the voice of {self.outlet or 'the outlet'}"
        return "it is not clear according to whom"

    def tell_sources(self) -> str:
        """How many articles tell of it: "16 articles, 2 independent"."""
        if self.articles == 1:
            return "1 article"
        return f"{self.articles} articles, {self.independent} independent"


def make_alert(article: Article, one: Sighting, *, now: str, known: tuple[str, ...] = ()) -> Alert:
    """The first alert of an entry and a claim."""
    item, entry = one.item, one.listed.watched.entry
    side, told = describe(one)
    identity = name_alert(one.listed.list, entry.id, item.id, (NEW,))
    return Alert(
        id=identity,
        first=identity,
        changes=(NEW,),
        known=known,
        made=now,
        updated=now,
        entry=Listing(one.listed.list, entry.id, entry.name),
        match=one.match,
        kind=item.kind,
        type=item.type,
        role=one.part.role,
        side=side,
        told=told,
        phase=item.phase,
        status=tell_status(item),
        polarity=item.polarity,
        modality=item.modality,
        voice=item.voice,
        according_to=item.according_to,
        quote=item.quote,
        item=item.id,
        statement=item.made_of or item.rests_on,
        entity=one.met.id,
        claim=item.claim,
        document=article.id,
        outlet=article.outlet,
        title=article.title,
        url=article.url,
        published=article.published,
        articles=item.articles,
        independent=item.independent,
    )


def name_alert(list_name: str, entry: str, item: str, changes: tuple[str, ...]) -> str:
    """The permanent id of an alert: the same entry, item and changes always give the same."""
    return "a" + digest_of("alert", list_name, entry, item, *changes)


def retell(first: Alert, article: Article, item: Item, changes: tuple[str, ...], *, now: str) -> Alert:
    """An alert of what has come to be known of a claim since its first alert, and of which item says so."""
    return msgspec.structs.replace(
        first,
        id=name_alert(first.entry.list, first.entry.id, first.item, changes),
        changes=changes,
        known=changes,
        made=now,
        updated=now,
        phase=item.phase,
        status=tell_status(item),
        polarity=item.polarity,
        modality=item.modality,
        voice=item.voice,
        according_to=item.according_to,
        quote=item.quote,
        item=item.id,
        statement=item.made_of or item.rests_on,
        claim=item.claim,
        document=article.id,
        outlet=article.outlet,
        title=article.title,
        url=article.url,
        published=article.published,
        articles=item.articles,
        independent=item.independent,
    )
