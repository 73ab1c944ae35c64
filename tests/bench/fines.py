"""An article with an event, for tests of what judges of events are shown."""

from __future__ import annotations

from onrecord.model.document import Published
from onrecord.model.record import EntityType, Record
from tests.records import Sketch, make_record

ENTITIES: dict[str, tuple[EntityType, str]] = {
    "lee": ("person", "Ann Lee"),
    "roe": ("person", "Roe"),
    "leeds": ("place", "Leeds"),
    "herald": ("organisation", "the Herald"),
}
NESTED = (
    "[e:lee Ann Lee] is known in [e:leeds Leeds]. [source:s1|e:herald The Herald] [cue:s1 reported] "
    "[content:s1:indirect that [source:s2|e:roe Roe] [cue:s2 said] "
    "[content:s2:indirect that [e:lee she] was fined 90 euros [t:2017-11-06 on Monday]]]. "
    "The fine was paid."
)


def read(sketch: Sketch, location: str = "lee.txt") -> Record:
    """An article with a chain of two statements, and one event."""
    return make_record(
        NESTED,
        entities=ENTITIES,
        events=[sketch],
        location=location,
        outlet="Mercury",
        published=Published(value="2017-11-08", basis="given"),
    )


def read_fine(location: str = "lee.txt") -> Record:
    roles = {"target": "lee", "amount": "90 euros"}
    return read(Sketch("fine", "fined", roles, time="t0", place="leeds", according_to="s2"), location)
