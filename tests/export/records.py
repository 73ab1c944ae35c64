"""Records made by hand for the tests of exports."""

from __future__ import annotations

from onrecord.model.document import Published
from onrecord.model.kept import Kept
from onrecord.model.record import Record
from tests.records import Sketch, Told, make_record

ENGINE = "0.2.0+3f9a"
ADDED = "2024-05-02T10:00:00+00:00"
_TEXT = (
    "[source:s1|e:herald The Herald] [cue:s1 reported] [content:s1:indirect that [source:s2|e:lee Ann Lee] "
    "had [cue:s2 said] [content:s2:direct,hedged “[e:lee I] quit”]] on [t:2024-05-01 1 May]. "
    "[content:s3:mixed He] then, [source:s3|e:may Jo May] [cue:s3 wrote], [content:s3 “was\nready”]. "
    "[e:may May] was named chief executive of [e:acme Acme Ltd] in [e:rome Rome]. The 🦊 fined [e:acme Acme]."
)


def keep(record: Record) -> Kept:
    """A record as a store would hand it over."""
    return Kept(
        record=record, engine=ENGINE, added=ADDED, capture="ab" * 32, fetched="2024-05-01T09:00:00+00:00"
    )


def make_article(*, title: str = '=Lee quits: "over", says Herald', url: str | None = None) -> Record:
    """An article with nested statements, a content in two parts, and events in several voices."""
    return make_record(
        _TEXT,
        entities={
            "herald": ("organisation", "The Herald"),
            "lee": ("person", "Ann Lee"),
            "may": ("person", "Jo May"),
            "acme": ("organisation", "Acme Ltd"),
            "rome": ("place", "Rome"),
        },
        told={"s2": Told(act="announce", about=("acme",), addressee=("may",), time="t0", medium="herald")},
        events=[
            Sketch("departure", "quit", {"person": "lee", "reason": "said"}, according_to="s2", time="t0"),
            Sketch(
                "appointment",
                "named",
                {"person": "may", "position": "chief executive", "organisation": "acme"},
                place="rome",
            ),
            Sketch("fine", "fined", {"target": "acme"}, polarity="negative", modality="future"),
        ],
        attributes={"may": [("position", "chief executive")]},
        title=title,
        outlet="The Daily",
        url=url or "https://daily.example/a b?c=1",
        published=Published(value="2024-05-02", basis="given"),
    )
