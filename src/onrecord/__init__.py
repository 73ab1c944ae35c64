"""Reads news and keeps the record: who said what, who did what, when, where, and according to whom."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from onrecord.model.version import VERSION

if TYPE_CHECKING:
    from onrecord.api import read, read_many
    from onrecord.catalogue.entries import Catalogue
    from onrecord.catalogue.read import read_catalogue
    from onrecord.errors import BrokenInvariant, InputError, LocationNotFound, OnrecordError
    from onrecord.library import add, count, dossier, search, timeline
    from onrecord.model.document import Document, Published, Segment
    from onrecord.model.record import (
        Argument,
        Attribute,
        Candidate,
        Entity,
        Event,
        Mention,
        Record,
        Statement,
        Time,
    )
    from onrecord.model.span import Span
    from onrecord.query.question import Question
    from onrecord.store.opening import Store, open_store

__version__ = VERSION
__all__ = [
    "Argument",
    "Attribute",
    "BrokenInvariant",
    "Candidate",
    "Catalogue",
    "Document",
    "Entity",
    "Event",
    "InputError",
    "LocationNotFound",
    "Mention",
    "OnrecordError",
    "Published",
    "Question",
    "Record",
    "Segment",
    "Span",
    "Statement",
    "Store",
    "Time",
    "__version__",
    "add",
    "count",
    "dossier",
    "open_store",
    "read",
    "read_catalogue",
    "read_many",
    "search",
    "timeline",
]

_ROOMS = {
    "onrecord.api": ("read", "read_many"),
    "onrecord.catalogue.entries": ("Catalogue",),
    "onrecord.catalogue.read": ("read_catalogue",),
    "onrecord.library": ("add", "count", "dossier", "search", "timeline"),
    "onrecord.query.question": ("Question",),
    "onrecord.store.opening": ("Store", "open_store"),
    "onrecord.errors": ("BrokenInvariant", "InputError", "LocationNotFound", "OnrecordError"),
    "onrecord.model.document": ("Document", "Published", "Segment"),
    "onrecord.model.record": (
        "Argument",
        "Attribute",
        "Candidate",
        "Entity",
        "Event",
        "Mention",
        "Record",
        "Statement",
        "Time",
    ),
    "onrecord.model.span": ("Span",),
}


def __getattr__(name: str) -> object:
    # Found when they are first asked for, so that importing the package costs next to nothing.
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(room), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
