"""Which roles of events are those of who acts, and which those of whom something happens to."""

from __future__ import annotations

from typing import Literal

from onrecord.analyse.event_types import COMMON_ROLES, EVENT_TYPES

Part = Literal["did", "befell", "state"]
POSTS = frozenset("appointment departure nomination election candidacy post employment membership".split())
"""Types of event that tell of a post."""
_SUFFERING = frozenset(
    "target victim casualty accused defendant recipient addressee relative loser host owner audience".split()
) | frozenset(COMMON_ROLES)
"""Roles of whom something happens to or near, whatever the type."""
_SUFFERED = frozenset(
    "appointment nomination arrest charge trial conviction acquittal sentence release extradition rescue "
    "evacuation layoff hiring birth death interview".split()
)
"""Types of event that happen to their `person`."""


def find_part(event_type: str, role: str) -> Part:
    """What part the role of a type of event is: of who acts, of whom something befalls, or of a state."""
    kind = EVENT_TYPES.get(event_type)
    if kind is not None and kind.state:
        return "state"
    if role in _SUFFERING or (role == "person" and event_type in _SUFFERED):
        return "befell"
    return "did"
