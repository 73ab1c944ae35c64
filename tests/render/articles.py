"""An invented article as a record, for the tests of every form that it is shown in."""

from __future__ import annotations

from onrecord.model.document import Published
from onrecord.model.record import Record
from tests.records import Sketch, Told, make_record

HARBOUR = """\
[segment:headline Harbour chief to go]

[segment:dateline WESTPORT —] [source:s1|e:gazette The Gazette] [cue:s1 reported] on [t:2019-03-11 Monday] \
[content:s1:indirect that [source:s2|e:lee [e:board the port board]'s chairwoman, Ann Lee,] \
[cue:s2 had told] [e:staff staff] [content:s2:mixed she would “leave [t:2019-06 in June]”]]. \
[content:s3:direct “I am tired,”] \
[source:s3|e:lee Lee] [cue:s3 said]. [content:s3 “Very tired.”]

[e:tom Tom Ash], 44, was appointed in [t:2016 2016]. [source:s4|e:tom He] [cue:s4 denied] \
[content:s4:indirect,negative that the port had been sold]. [cue:s5 It is said] \
[content:s5:indirect,hedged that [e:tom Ash] resigned [t:PAST_REF recently]].

[segment:promo READ MORE: [source:s6|e:union The dockers] [cue:s6 said] [content:s6:direct “We won,”] in \
[e:hull Hull].]
"""


def make_harbour(*, unread: str | None = None, title: str | None = None) -> Record:
    """The record of the article about a harbour."""
    return make_record(
        HARBOUR,
        entities={
            "gazette": ("organisation", "The Gazette"),
            "board": ("organisation", "the port board"),
            "lee": ("person", "Ann Lee"),
            "staff": ("group", "staff"),
            "tom": ("person", "Tom Ash"),
            "union": ("organisation", "The dockers"),
            "hull": ("place", "Hull"),
        },
        told={
            "s1": Told(act="report", time="t0"),
            "s2": Told(act="tell", addressee=("staff",)),
            "s3": Told(confidence=0.61),
            "s4": Told(act="deny", abstained=("addressee",)),
            "s5": Told(abstained=("source",)),
        },
        events=[
            Sketch("departure", "leave", {"person": "lee"}, time="t1", modality="future", according_to="s2"),
            Sketch("appointment", "appointed", {"person": "tom"}, time="t2"),
            Sketch("age", "44", {"person": "tom", "age": "44"}, phase="holds", confidence=0.5),
            Sketch("sale", "sold", {"object": "the port"}, polarity="negative", according_to="s4"),
            Sketch("departure", "resigned", {"person": "tom"}, time="t3", voice="unknown"),
            Sketch("result", "won", {"organisation": "union"}, place="hull", according_to="s6"),
        ],
        attributes={"tom": [("age", "44")]},
        unread=unread,
        outlet="The Argus",
        title=title,
        published=Published(value="2019-03-12", basis="given"),
    )
