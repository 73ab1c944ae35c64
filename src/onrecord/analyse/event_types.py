"""The types of event that a record knows, their roles, and what each is called in other vocabularies.

The one definition in the code: `docs/events.md` and `onrecord schema --events` are printed from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

COMMON_ROLES = ("time", "place", "reason")
"""The roles that every type takes beside its own."""


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of event.

    `roles` are the type's own, beside `COMMON_ROLES`. A state holds for a while and has phases; a speech
    act is derived from a statement. `wikidata` are properties; `followthemoney` are schemata, with the
    property where only one is meant; `plover` are the categories of the PLOVER manual first, then those of
    its older gold records, which were coded after CAMEO. `plover_ended`, where there are any, are those of
    the end of such an event, which coders have as an act of its own: a ban is coercion, lifting it a
    concession.
    """

    name: str
    roles: tuple[str, ...]
    state: bool = False
    wikidata: tuple[str, ...] = ()
    followthemoney: tuple[str, ...] = ()
    plover: tuple[str, ...] = ()
    plover_ended: tuple[str, ...] = ()
    speech_act: bool = False


_STATE, _SPEECH = "state", "speech act"
# Names of the types | their roles | state or speech act | Wikidata | FollowTheMoney | PLOVER; of their end.
_TABLE = """
appointment | person position organisation appointer | | P39 | Occupancy |
departure | person position organisation remover manner | | P39 | Occupancy | CONCEDE RETREAT
nomination | person position nominator | | P1411 | |
election | person position body | | P39 P541 | Occupancy |
candidacy | person position | | P3602 | |
post | person position organisation | state | P39 | Occupancy |
employment | person organisation occupation | state | P108 | Employment |
membership | person organisation | state | P463 | Membership |
award | recipient award giver | | P166 | |
citizenship | person country giver | state | P27 | Person:nationality |
age | person age | state | | |
birth | person place | | P569 | Person |
death | person cause | | P570 | Person |
marriage divorce | person spouse | | P26 | Family |
family | person relative kinship | state | P22 P25 P40 P3373 | Family |
education | person organisation degree | state | P69 | |
headquarters | organisation place | state | P159 | Address |
residence | person place | state | P551 | Address |
origin | person place | state | P19 | Address |
entry-ban | target authority place | | | Sanction | COERCE SANCTION; CONCEDE
sanction | target authority measure | | | Sanction | SANCTION COERCE; CONCEDE RETREAT
ban | target authority activity | | | | COERCE SANCTION; CONCEDE RETREAT
investigation | target authority offence | | | | ACCUSE INVESTIGATE
search | target authority | | | | COERCE
arrest | person authority offence | | | | COERCE
charge | person authority offence | | P1595 | | ACCUSE COERCE DISAPPROVE
trial | person court offence | | | CourtCase | COERCE
conviction | person court offence penalty | | P1399 | CourtCaseParty | ACCUSE DISAPPROVE COERCE
acquittal | person court offence penalty | | P1399 | CourtCaseParty | CONCEDE
sentence | person court offence penalty | | P1399 | CourtCaseParty | COERCE
release | person authority captor | | | | CONCEDE RETREAT
extradition | person authority destination | | | | CONCEDE COOPERATE
exchange | party object | | | | CONCEDE RETREAT COOPERATE
testimony | witness body | | | |
lawsuit | plaintiff defendant court claim | | | CourtCase | ACCUSE DISAPPROVE
fine | target authority amount | | | | COERCE
meeting call | participant | | | Event | CONSULT; SANCTION
visit | visitor destination host | | | Trip | CONSULT; SANCTION
travel | person origin destination | | | Trip |
agreement | party agreement | | | | AGREE SUPPORT
withdrawal | party object | | | | SANCTION RETREAT
vote legislation | body measure outcome | | | |
expulsion | target authority place | | | | SANCTION COERCE
protest | protester target | | | | PROTEST; CONCEDE
strike | striker target | | | | PROTEST; CONCEDE
attack | attacker target weapon | | | | ASSAULT FIGHT
killing | victim killer number | | | | ASSAULT FIGHT
injury | victim attacker number | | | | ASSAULT FIGHT
kidnapping captivity | victim captor | | | | ASSAULT COERCE
weapon-test | actor weapon | | | | MOBILIZE
deployment | actor force place | | | | MOBILIZE; SANCTION RETREAT
seizure | target authority owner | | | | COERCE FIGHT
violation | violator rule | | | | REJECT FIGHT
accident disaster | casualty vehicle cause number | | | |
rescue evacuation | person rescuer | | | | AID
aid | giver recipient object | | | | AID
acquisition | buyer target amount | | | Ownership |
merger | party | | | Ownership |
investment | investor target amount | | | Ownership |
founding | organisation founder | | P112 | Company |
closure | organisation founder | | P576 | Company |
layoff hiring | organisation person position number | | | |
result | organisation measure amount | | | |
price-change | object direction amount | | | |
sale | seller buyer object amount | | | | COOPERATE
ownership | owner object | state | P127 | Ownership |
disclosure | discloser object audience | | | |
payment | payer recipient amount object | | | Payment |
transfer | giver recipient object | | | |
removal | target remover platform | | | |
forecast | organisation measure amount | | | |
relocation | organisation origin destination | | P159 | |
launch | organisation object | | | |
breach | target attacker number | | | | ASSAULT COERCE
competition | winner loser competition score | | P1346 | |
interview | person interviewer outlet | | | |
support | supporter target | | | | SUPPORT AGREE
opposition | opponent target | | | | ACCUSE REJECT DISAPPROVE
praise | speaker target object | speech act | | | SUPPORT
criticism | speaker target object | speech act | | | ACCUSE DISAPPROVE
accusation | accuser accused offence | speech act | | | ACCUSE DISAPPROVE
denial | speaker claim | speech act | | | REJECT
defence | defender target charge | speech act | | | SUPPORT
apology | speaker recipient offence | speech act | | | CONCEDE SUPPORT
promise | speaker addressee object | speech act | | | AGREE
proposal | speaker addressee object | speech act | | | REQUEST DEMAND
order | speaker addressee object | speech act | | | REQUEST DEMAND
threat | speaker addressee object | speech act | | | THREATEN
demand | speaker addressee object | speech act | | | REQUEST DEMAND
refusal | speaker addressee object | speech act | | | REJECT
"""


def _read_table() -> dict[str, EventType]:
    types: dict[str, EventType] = {}
    for row in _TABLE.strip().splitlines():
        names, roles, nature, wikidata, followthemoney, plover = (cell.strip() for cell in row.split("|"))
        plover, _, ended = plover.partition(";")
        for name in names.split():
            types[name] = EventType(
                name=name,
                roles=tuple(roles.split()),
                state=nature == _STATE,
                wikidata=tuple(wikidata.split()),
                followthemoney=tuple(followthemoney.split()),
                plover=tuple(plover.split()),
                plover_ended=tuple(ended.split()),
                speech_act=nature == _SPEECH,
            )
    return types


EVENT_TYPES: Mapping[str, EventType] = MappingProxyType(_read_table())


def render_table() -> str:
    """The types as a page of Markdown, `docs/events.md`."""
    common = ", ".join(f"`{role}`" for role in COMMON_ROLES)
    lines = [
        "# Event types and roles",
        "",
        "This page is generated from `src/onrecord/analyse/event_types.py`; a test keeps the two equal.",
        "",
        f"Beside its own roles every type takes {common}. A role may be filled several times. A state",
        "has the phase `begins`, `holds` or `ended`. A speech act is derived from a statement, whose id the",
        "event carries. The PLOVER column gives the manual's names first, then those of its older records;",
        "behind a semicolon stands what the end of such an event is (a ban is lifted, talks are broken off).",
        "",
        "| Type | Kind | Roles | Wikidata | FollowTheMoney | PLOVER |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *map(_render_row, EVENT_TYPES.values())]) + "\n"


def _render_row(kind: EventType) -> str:
    nature = _STATE if kind.state else _SPEECH if kind.speech_act else "event"
    plover = ", ".join(kind.plover) or "–"
    if kind.plover_ended:
        plover += f"; {', '.join(kind.plover_ended)}"
    columns = (kind.roles, kind.wikidata, kind.followthemoney)
    cells = [f"| {kind.name}", nature, *(", ".join(words) or "–" for words in columns), plover]
    return " | ".join(cells) + " |"
