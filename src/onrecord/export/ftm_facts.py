"""Events as FollowTheMoney has them: facts where the outlet says so, events that are marked else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from onrecord.export.ftm_drafts import Draft
from onrecord.export.ftm_parties import Article
from onrecord.export.items import tell_event as tell_words
from onrecord.model.invariants import argument_span
from onrecord.model.record import Argument, Event, Time
from onrecord.model.span import Span

_PLAIN_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_MODALITIES = {"future": "expected", "possible": "possible"}
Fact = Callable[[Article, Event], Draft | None]


def tell_event(article: Article, event: Event) -> None:
    """Draft the fact that an event is, where it is one and all of it is told; else the event itself."""
    fact = _FACTS.get(event.type)
    if fact is None or find_marks(article, event) or fact(article, event) is None:
        _draft_event(article, event)


def find_marks(article: Article, event: Event) -> list[str]:
    """Why an event is no plain fact, in words: whose claim it is, that it did not or may happen."""
    marks = []
    if event.according_to is not None:
        marks.append(f"according to {article.items.told[event.according_to].chain.label}")
    elif event.voice == "unknown":
        marks.append("not known whose word it is")
    if event.polarity == "negative":
        marks.append("not so")
    if event.modality != "actual":
        marks.append(_MODALITIES[event.modality])
    if article.kept.status != "current":
        marks.append(f"in an article that was {article.kept.status}")
    return marks


def find_date(time: Time | None) -> str | None:
    """The year, month or day that a time surely lies in, as FollowTheMoney writes it."""
    if time is None or time.type not in ("DATE", "TIME"):
        return None
    if _PLAIN_DATE.fullmatch(time.value):
        return time.value
    if time.earliest is None or time.latest is None:
        return None
    return next((time.earliest[:n] for n in (10, 7, 4) if time.earliest[:n] == time.latest[:n]), None)


def _draft_event(article: Article, event: Event) -> None:
    draft = article.begin_interval("Event", event.id)
    view, marks = article.items.happened[event.id], find_marks(article, event)
    mark = f" ({'; '.join(marks)})" if marks else ""
    draft.add("name", f"{event.type}: {view.trigger}{mark}", event.trigger)
    draft.add("summary", "; ".join(marks), _asserting_words(article, event))
    draft.add("notes", tell_words(view), event.trigger)
    draft.add("keywords", event.type, event.trigger)
    if event.voice != "outlet":
        draft.add("keywords", "claim")
    _add_date(article, draft, event, "date")
    if event.place:
        draft.add("location", article.items.entities[event.place].name, article.first_words(event.place))
    for argument in event.arguments:
        for identity in argument.entities:
            if party := article.party(identity):
                draft.add("involved", party.id, _words_of(article, argument, identity))


def _occupancy(article: Article, event: Event) -> Draft | None:
    holder, words = _person(article, event, "person"), _words_in(article, event, "position")
    if holder is None or words is None:
        return None
    span, name = words
    bodies = tuple(
        one
        for argument in event.arguments
        if argument.role in ("organisation", "body")
        for one in argument.entities
    )
    draft = article.begin_interval("Occupancy", event.id)
    draft.add("holder", *holder)
    draft.add("post", article.position(span, name, tuple(dict.fromkeys(bodies))).id, span)
    has_ended = event.phase == "ended" or event.type == "departure"
    holds = event.phase == "holds" and not has_ended
    if has_ended or (holds and event.time is None):
        draft.add("status", "ended" if has_ended else "current", event.trigger)
    return _add_date(article, draft, event, "endDate" if has_ended else "date" if holds else "startDate")


def _employment(article: Article, event: Event) -> Draft | None:
    employee, employer = _person(article, event, "person"), _body(article, event, "organisation")
    if employee is None or employer is None:
        return None
    draft = article.begin_interval("Employment", event.id)
    draft.add("employee", *employee)
    draft.add("employer", *employer)
    if words := _words_in(article, event, "occupation"):
        draft.add("role", words[1], words[0])
    return _add_phase(article, draft, event)


def _membership(article: Article, event: Event) -> Draft | None:
    member, body = _party(article, event, "person"), _body(article, event, "organisation")
    if member is None or body is None:
        return None
    draft = article.begin_interval("Membership", event.id)
    draft.add("member", *member)
    draft.add("organization", *body)
    return _add_phase(article, draft, event)


def _family(article: Article, event: Event) -> Draft | None:
    person = _person(article, event, "person")
    relative = _person(article, event, "spouse" if event.type == "marriage" else "relative")
    if person is None or relative is None:
        return None
    draft = article.begin_interval("Family", event.id)
    draft.add("person", *person)
    draft.add("relative", *relative)
    kinship = [argument for argument in event.arguments if argument.role == "kinship"]
    draft.add("relationship", str(kinship[0].value) if kinship and kinship[0].value else None, relative[1])
    if event.type == "marriage":
        draft.add("relationship", "spouse", event.trigger)
    return _add_phase(article, draft, event)


def _sanction(article: Article, event: Event) -> Draft | None:
    target = _party(article, event, "target")
    if target is None:
        return None
    draft = article.begin_interval("Sanction", event.id)
    draft.add("entity", *target)
    for name, role in (("authority", "authority"), ("provisions", "measure"), ("reason", "reason")):
        if words := _words_in(article, event, role):
            draft.add(name, words[1], words[0])
    return _add_date(article, draft, event, "endDate" if event.phase == "ended" else "startDate")


def _ownership(article: Article, event: Event) -> Draft | None:
    owner, asset = _party(article, event, "owner"), _party(article, event, "object", "Company")
    if owner is None or asset is None:
        return None
    draft = article.begin_interval("Ownership", event.id)
    draft.add("owner", *owner)
    draft.add("asset", *asset)
    return _add_phase(article, draft, event)


def _payment(article: Article, event: Event) -> Draft | None:
    payer, recipient = _party(article, event, "payer"), _party(article, event, "recipient")
    if payer is None or recipient is None:
        return None
    draft = article.begin_interval("Payment", event.id)
    draft.add("payer", *payer)
    draft.add("beneficiary", *recipient)
    for argument in event.arguments:
        if argument.role == "amount" and isinstance(argument.value, int | float):
            draft.add("amount", str(argument.value), argument_span(argument))
            draft.add("currency", argument.quantity.currency if argument.quantity else None)
    return _add_date(article, draft, event, "date")


def _life(article: Article, event: Event) -> Draft | None:
    """Birth and death: a date of the person, which stays an event where no date is told."""
    person = next(
        (one for argument in event.arguments if argument.role == "person" for one in argument.entities), None
    )
    draft = article.party(person) if person else None
    if draft is None or draft.schema != "Person" or find_date(_time(article, event)) is None:
        return None
    if event.type == "birth" and event.place:
        draft.add("birthPlace", article.items.entities[event.place].name, article.first_words(event.place))
    return _add_date(article, draft, event, f"{event.type}Date")


_FACTS: Mapping[str, Fact] = MappingProxyType(
    {
        **dict.fromkeys(("appointment", "departure", "election", "post"), _occupancy),
        "employment": _employment,
        "membership": _membership,
        **dict.fromkeys(("family", "marriage"), _family),
        **dict.fromkeys(("sanction", "entry-ban"), _sanction),
        "ownership": _ownership,
        "payment": _payment,
        **dict.fromkeys(("birth", "death"), _life),
    }
)


def _party(article: Article, event: Event, role: str, *schemata: str) -> tuple[str, Span | None] | None:
    """The party that fills a role, alone, with its words; several cannot be told in one fact."""
    filling = [
        (argument, identity)
        for argument in event.arguments
        if argument.role == role
        for identity in argument.entities
    ]
    if len(filling) != 1:
        return None
    argument, identity = filling[0]
    draft = article.party(identity)
    if draft is None or (schemata and draft.schema not in schemata):
        return None
    return draft.id, _words_of(article, argument, identity)


def _person(article: Article, event: Event, role: str) -> tuple[str, Span | None] | None:
    return _party(article, event, role, "Person")


def _body(article: Article, event: Event, role: str) -> tuple[str, Span | None] | None:
    return _party(article, event, role, "Organization", "Company")


def _words_in(article: Article, event: Event, role: str) -> tuple[Span | None, str] | None:
    """The words that fill a role, and the name that they give: an entity's, or the words themselves."""
    for argument in event.arguments:
        if argument.role == role:
            span = argument_span(argument)
            names = article.items.name_all(argument.entities)
            words = " and ".join(names) or article.items.words(span)
            if words:
                return span, words
    return None


def _words_of(article: Article, argument: Argument, identity: str) -> Span | None:
    return argument_span(argument) or article.first_words(identity)


def _asserting_words(article: Article, event: Event) -> Span | None:
    """The words that name whose claim an event is."""
    told = article.items.statements.get(event.according_to or "")
    return (told.source or told.cue or told.content[0]) if told else event.trigger


def _time(article: Article, event: Event) -> Time | None:
    return article.items.times[event.time] if event.time else None


def _add_date(article: Article, draft: Draft, event: Event, name: str) -> Draft:
    draft.add(name, find_date(_time(article, event)), _time(article, event))
    return draft


def _add_phase(article: Article, draft: Draft, event: Event) -> Draft:
    """The date of what begins, holds or has ended, and that it has."""
    names = {"begins": "startDate", "holds": "date", "ended": "endDate"}
    if event.phase == "ended" and draft.schema in ("Employment", "Membership"):
        draft.add("status", "ended", event.trigger)
    return _add_date(article, draft, event, names[event.phase])
