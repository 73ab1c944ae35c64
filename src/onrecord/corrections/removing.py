"""Taking an item out of a record, with all that refers to it."""

from __future__ import annotations

from typing import Any

from onrecord.model.kept import ItemKind

Plain = dict[str, Any]
"""A record as plain data: its JSON, decoded."""


def remove_item(plain: Plain, kind: ItemKind, identity: str) -> None:
    """Take an item out of a record.

    What lay within a statement lies within the next one around it; an event that a statement told is in an
    unknown voice, and one that was made of it goes with it. Mentions of nobody but an entity go with it.
    """
    if kind == "statement":
        _remove_statement(plain, identity)
    elif kind == "event":
        _remove(plain, "events", identity)
        for event in plain["events"]:
            _unset(event, "same_as", identity)
    elif kind == "time":
        _remove(plain, "times", identity)
        for item in (*plain["statements"], *plain["events"]):
            _unset(item, "time", identity)
    elif kind == "mention":
        _remove(plain, "mentions", identity)
        _drop_aliases(plain)
    elif kind == "entity":
        _remove_entity(plain, identity)


def _remove(plain: Plain, name: str, identity: str) -> None:
    plain[name] = [one for one in plain[name] if one["id"] != identity]


def _unset(item: dict[str, Any], field: str, identity: str) -> None:
    if item.get(field) == identity:
        item[field] = None


def _remove_statement(plain: Plain, identity: str) -> None:
    parent = next((one["parent"] for one in plain["statements"] if one["id"] == identity), None)
    _remove(plain, "statements", identity)
    for statement in plain["statements"]:
        if statement["parent"] == identity:
            statement["parent"] = parent
    made = {one["id"] for one in plain["events"] if one["statement"] == identity}
    plain["events"] = [one for one in plain["events"] if one["id"] not in made]
    for event in plain["events"]:
        if event["according_to"] == identity:
            event["according_to"], event["voice"] = None, "unknown"
        if event["same_as"] in made:
            event["same_as"] = None


def _remove_entity(plain: Plain, identity: str) -> None:
    _remove(plain, "entities", identity)
    for mention in plain["mentions"]:
        mention["entities"] = _without(mention["entities"], identity)
    plain["mentions"] = [one for one in plain["mentions"] if one["entities"]]
    for statement in plain["statements"]:
        if statement["source"] is not None:
            statement["source"]["entities"] = _without(statement["source"]["entities"], identity)
        for field in ("addressee", "about"):
            statement[field] = _without(statement[field], identity)
        _unset(statement, "medium", identity)
    for event in plain["events"]:
        _unset(event, "place", identity)
        event["arguments"] = [one for one in event["arguments"] if _keeps_filler(one, identity)]


def _keeps_filler(argument: dict[str, Any], identity: str) -> bool:
    """Take an entity out of an argument, and say whether anything fills it still."""
    if identity not in argument.get("entities", ()):
        return True
    argument["entities"] = _without(argument["entities"], identity)
    return bool(argument["entities"]) or argument.get("start") is not None or "value" in argument


def _without(ids: list[str], identity: str) -> list[str]:
    return [one for one in ids if one != identity]


def _drop_aliases(plain: Plain) -> None:
    """Leave out aliases that no mention uses any more."""
    text = plain["document"]["text"]
    used: dict[str, set[str]] = {}
    for mention in plain["mentions"]:
        if mention["form"] == "name":
            for entity in mention["entities"]:
                used.setdefault(entity, set()).add(text[mention["start"] : mention["end"]])
    for entity in plain["entities"]:
        entity["aliases"] = [one for one in entity["aliases"] if one in used.get(entity["id"], ())]
