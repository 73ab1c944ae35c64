"""How likely a mention stands for the entity that it was given, as held-out documents show it.

A logistic regression for each way in which mentions are resolved, over the linker's score where it was asked;
`training/encoder/calibrate_links.py` fits them. A mention counts as right where annotators put it with the
one before it of the same entity, a first mention where they put it with none.
"""

from __future__ import annotations

import math
from functools import lru_cache
from importlib.resources import files

import msgspec

from onrecord.analyse.coref.cluster import Way
from onrecord.analyse.mentions import Candidate

# fmt: off
WAYS = (
    "name", "tied", "group", "speaker", "he", "disputed", "first person", "you", "it", "they", "this",
    "description", "class", "alike", "tells", "guess", "new",
)
# fmt: on
"""Names that are alike; what syntax ties; several at once; the "I" and "you" of a quotation; pronouns by
kind, apart from those on which rules and linker disagree; descriptions that the linker resolved, or a rule by
what the article called somebody, by another word of the kind, by what it tells of somebody known, or by who
is spoken of most; first mentions."""
NAME, TIED, GROUP, SPEAKER = Way("name"), Way("tied"), Way("group"), Way("speaker")
_PRONOUNS = {"m": "he", "f": "he", "i": "first person", "we": "first person"}


def way_of(candidate: Candidate) -> str:
    """The way of a mention that is not resolved by its name or by syntax."""
    if candidate.form != "pronoun":
        return "description"
    kind = candidate.gender or "it"
    return _PRONOUNS.get(kind, kind)


def confidence_of(way: Way) -> float:
    """The likelihood that a mention resolved in this way is right, 0 to 1, to two decimals."""
    bias, slope = _calibration()[way.name]
    return round(1 / (1 + math.exp(-(bias + slope * way.score))), 2)


@lru_cache(maxsize=1)
def _calibration() -> dict[str, tuple[float, float]]:
    path = files("onrecord.analyse").joinpath("weights", "links.json")
    return msgspec.json.decode(path.read_bytes(), type=dict[str, tuple[float, float]])
