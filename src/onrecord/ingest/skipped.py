"""What was passed over, so that it can be counted."""

from __future__ import annotations

import msgspec


class Skipped(msgspec.Struct, frozen=True):
    """Something at a location that is no article and no error either, and why it was passed over.

    `reason` is one of few short phrases ("HTTP status 404", "record of type request"), so that equal ones
    can be counted.
    """

    location: str
    reason: str
