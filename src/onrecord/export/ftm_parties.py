"""The article as FollowTheMoney has it, and the people, bodies and groups that it names."""

from __future__ import annotations

import re

from onrecord.export.ftm_drafts import Draft
from onrecord.export.items import Items
from onrecord.export.links import locate
from onrecord.model.document import digest_of
from onrecord.model.kept import Kept
from onrecord.model.record import Attribute, Entity, Mention
from onrecord.model.span import Span
from onrecord.render.arrange import name_article

_COMPANY_ENDINGS = frozenset(
    "ltd limited plc inc incorporated corp corporation co company llc llp lp gmbh ag sa nv bv spa srl ab as "
    "oy oyj pty kg kk".split()
)
_COMPANY_WORDS = frozenset(
    "company firm corporation conglomerate retailer manufacturer airline insurer".split()
)
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_COUNTRY = re.compile(r"[a-z]{2}")
_ATTRIBUTES = {
    "Person": {
        "title": "title",
        "position": "position",
        "nationality": "nationality",
        "given_name": "firstName",
        "family_name": "lastName",
        "description": "description",
    },
    "Organization": {"country": "country", "description": "description"},
    "Company": {"country": "country", "description": "description"},
    "LegalEntity": {"country": "country", "description": "description"},
}
_CODES = frozenset({"nationality", "country"})


class Article:
    """Drafts of all that one article gives; an entity is drafted when it is first asked for."""

    def __init__(self, kept: Kept, items: Items) -> None:
        self.items = items
        self.kept = kept
        self.drafts: dict[str, Draft] = {}
        self.article = self._draft_article()

    def begin(self, schema: str, item: str, *more: str) -> Draft:
        """The draft of an entity of that schema, made of an item; `more` tells apart several of one item."""
        identity = "-".join(("onrecord", item, *more))
        if identity not in self.drafts:
            self.drafts[identity] = Draft(identity, schema, item)
        return self.drafts[identity]

    def begin_interval(self, schema: str, item: str) -> Draft:
        """A draft of what holds for a time, with where it comes from."""
        draft = self.begin(schema, item)
        document = self.kept.record.document
        draft.add("recordId", item)
        draft.add("proof", self.article.id)
        draft.add("publisher", document.outlet)
        draft.add("retrievedAt", self._retrieved())
        if document.url:
            draft.add("sourceUrl", locate(document))
        return draft

    def party(self, identity: str) -> Draft | None:
        """The person, body or group with that id in the record; None where it is a place or a thing."""
        entity = self.items.entities[identity]
        schema = find_schema(entity)
        if schema is None:
            return None
        draft = self.begin(schema, entity.id)
        if not draft.values:
            self._describe(draft, entity)
        return draft

    def add_named(self) -> None:
        """Draft the parties that have a name, and the mentions by name."""
        for mention in self.items.record.mentions:
            if mention.form == "name":
                for identity in mention.entities:
                    self._add_mention(mention, identity)

    def country(self, identity: str) -> str | None:
        """The code of the country that a place or body is, as the article tells it."""
        attributes = self.items.entities[identity].attributes
        codes = (str(one.value) for one in attributes if one.name == "country")
        return next(filter(_COUNTRY.fullmatch, codes), None)

    def position(self, words: Span | None, name: str, bodies: tuple[str, ...]) -> Draft:
        """The post of that name at these bodies, the same for everybody in the article who holds it."""
        document = self.kept.record.document
        draft = self.begin("Position", f"p{digest_of(document.id, name.casefold(), *bodies)}")
        draft.add("name", ", ".join((name, *self.items.name_all(bodies))), words)
        for identity in bodies:
            party = self.party(identity)
            if party is not None and party.schema in ("Organization", "Company"):
                draft.add("organization", party.id, self.first_words(identity))
            elif code := self.country(identity):
                draft.add("country", code, self.first_words(identity))
        draft.add("proof", self.article.id)
        return draft

    def first_words(self, identity: str) -> Span | None:
        """The first words that stand for an entity."""
        return next(iter(self.items.mentions_of.get(identity, ())), None)

    def _draft_article(self) -> Draft:
        document = self.kept.record.document
        draft = self.begin("Article", document.id)
        record = self.kept.record
        headline = next((one for one in record.segments if one.kind == "headline"), None)
        draft.add("title", name_article(record), None if document.title else headline)
        for name in document.byline:
            draft.add("author", name)
        draft.add("publisher", document.outlet)
        draft.add("publishedAt", document.published.value if document.published else None)
        draft.add("sourceUrl", locate(document) if document.url else None)
        draft.add("retrievedAt", self._retrieved())
        draft.add("language", "eng" if document.language == "en" else None)
        draft.add("generator", f"onrecord {self.kept.engine}")
        draft.add("bodyText", document.text)
        if self.kept.status != "current":
            draft.add("notes", f"This version was {self.kept.status}.")
        return draft

    def _retrieved(self) -> str:
        return (self.kept.fetched or self.kept.added)[:10]

    def _describe(self, draft: Draft, entity: Entity) -> None:
        mentions = self.items.mentions_of.get(entity.id, ())
        places = {self.items.words(mention): mention for mention in reversed(mentions)}
        draft.add("name", entity.name, places.get(entity.name) or next(iter(mentions), None))
        for alias in entity.aliases:
            draft.add("alias", alias, places.get(alias))
        for link in filter(_WIKIDATA.fullmatch, entity.links):
            draft.add("wikidataId", link)
        # What the outlet took back is no longer its word.
        for attribute in entity.attributes if self.kept.status == "current" else ():
            self._add_attribute(draft, attribute)
        draft.add("proof", self.article.id)

    def _add_attribute(self, draft: Draft, attribute: Attribute) -> None:
        name = _ATTRIBUTES[draft.schema].get(attribute.name)
        value = str(attribute.value)
        if name is not None and (name not in _CODES or _COUNTRY.fullmatch(value)):
            draft.add(name, value, attribute)

    def _add_mention(self, mention: Mention, identity: str) -> None:
        party = self.party(identity)
        if party is None:
            return
        more = (identity,) if len(mention.entities) > 1 else ()
        draft = self.begin("Mention", mention.id, *more)
        draft.add("document", self.article.id)
        draft.add("resolved", party.id, mention)
        draft.add("name", self.items.words(mention), mention)
        draft.add("detectedSchema", party.schema)


def find_schema(entity: Entity) -> str | None:
    """The schema of a person, body or group; a company only where its name or the article says so."""
    if entity.type == "person":
        return "Person"
    if entity.type == "group":
        return "LegalEntity"
    if entity.type != "organisation":
        return None
    return "Company" if _is_company(entity) else "Organization"


def _is_company(entity: Entity) -> bool:
    if entity.name.casefold().rpartition(" ")[2].strip(".,") in _COMPANY_ENDINGS:
        return True
    described = (str(one.value) for one in entity.attributes if one.name == "description")
    return any(_COMPANY_WORDS & set(re.findall(r"[a-z]+", words.casefold())) for words in described)
