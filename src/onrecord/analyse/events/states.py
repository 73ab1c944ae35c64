"""States that no verb names: titles, appositions, ages, citizenship, family."""
from __future__ import annotations
from collections.abc import Iterator
from onrecord.analyse.events.candidates import Candidate, Reading
def find_states(reading: Reading) -> Iterator[Candidate]:
    yield from ()
