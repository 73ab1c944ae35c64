"""What it means to have a role in an event or a statement: on which side one is, in a plain phrase.

A victim, an author, a judge or a spokesman is not a culprit, so an alert says which of these somebody is.
"""

from __future__ import annotations

from typing import NamedTuple

from onrecord.watch.article import Item, Part


class Role(NamedTuple):
    """A side, and a phrase that stands behind "named as".

    Sides: agent (does it), accused (is said or found to have done wrong, or is proceeded against), affected
    (it is done to them, or befalls them), authority (acts by office), gains (has the benefit), party (one
    among equals), holder (has an office, a membership or another quality), related (stands to another in
    it), speaker, addressee, subject (is spoken of), matter (what it is about), place.
    """

    side: str
    phrase: str


SIDES = frozenset(
    "agent accused affected authority gains party holder related speaker "
    "addressee subject matter place".split()
)
_COMMON = """
time = matter, part of the time given
place = place, the place of it
reason = matter, part of the reason given
"""
# Types of events | role = side, phrase | ...
_TABLE = """
appointment | person = holder, the person appointed | position = matter, the position | organisation = related, the organisation that gets somebody appointed | appointer = authority, who appoints
departure | person = holder, the person who leaves office | position = matter, the position | organisation = related, the organisation that is left | remover = authority, who removes somebody from office | manner = matter, how it came
nomination | person = holder, the person nominated | position = matter, the position | nominator = agent, who nominates
election | person = holder, the person elected | position = matter, the position | body = related, the body elected to
candidacy | person = agent, the candidate | position = matter, the position
post | person = holder, the holder of a post | position = matter, the position | organisation = related, the organisation of a post
employment | person = holder, the person employed | organisation = related, the employer | occupation = matter, the occupation
membership | person = holder, the member | organisation = related, the organisation of a member
award | recipient = gains, who gets an award | award = matter, the award | giver = authority, who gives an award
citizenship | person = holder, a citizen | country = related, the country | giver = authority, who gives citizenship
age | person = holder, somebody whose age is told | age = matter, the age
birth | person = affected, the person born | place = place, the birthplace
death | person = affected, the person who died | cause = matter, the cause of a death
marriage divorce | person = party, one of a couple | spouse = party, one of a couple
family | person = related, a relative | relative = related, a relative | kinship = matter, the kinship
education | person = holder, somebody educated there | organisation = related, the place of education | degree = matter, the degree
headquarters | organisation = holder, the organisation | place = place, the seat
residence | person = holder, the resident | place = place, the place of residence
origin | person = holder, somebody from there | place = place, the place of origin
entry-ban | target = accused, who is refused entry | authority = authority, who refuses entry | place = place, the country closed to somebody
sanction | target = accused, who is sanctioned | authority = authority, who sanctions | measure = matter, the measure
ban | target = accused, who is banned | authority = authority, who bans | activity = matter, what is banned
investigation | target = accused, who is investigated | authority = authority, who investigates | offence = matter, the offence
search | target = accused, whose premises or person are searched | authority = authority, who searches
arrest | person = accused, the person arrested | authority = authority, who arrests | offence = matter, the offence
charge | person = accused, the person charged | authority = authority, who brings the charge | offence = matter, the offence
trial | person = accused, the person on trial | court = authority, the court | offence = matter, the offence
conviction | person = accused, the person convicted | court = authority, the court | offence = matter, the offence | penalty = matter, the penalty
acquittal | person = affected, the person acquitted | court = authority, the court | offence = matter, the offence | penalty = matter, the penalty
sentence | person = accused, the person sentenced | court = authority, the court | offence = matter, the offence | penalty = matter, the penalty
release | person = affected, the person released | authority = authority, who releases | captor = agent, who held the person released
extradition | person = accused, the person extradited | authority = authority, who extradites | destination = related, to whom somebody is extradited
exchange | party = party, one of those who exchange | object = matter, what or who is exchanged
testimony | witness = speaker, the witness | body = authority, the body that hears a witness
lawsuit | plaintiff = agent, the plaintiff | defendant = accused, the defendant in a lawsuit | court = authority, the court | claim = matter, the claim
fine | target = accused, who is fined | authority = authority, who fines | amount = matter, the amount
meeting call | participant = party, a participant
visit | visitor = agent, the visitor | destination = place, the place visited | host = related, the host
travel | person = agent, the traveller | origin = place, where a journey begins | destination = place, where a journey leads
agreement | party = party, a party to an agreement | agreement = matter, the agreement
withdrawal | party = agent, who withdraws | object = matter, what is withdrawn from
vote legislation | body = authority, the body that decides | measure = matter, the measure | outcome = matter, the outcome
expulsion | target = accused, who is expelled | authority = authority, who expels | place = place, where somebody is expelled from
protest | protester = agent, a protester | target = related, whom a protest is against
strike | striker = agent, a striker | target = related, whom a strike is against
attack | attacker = agent, the attacker | target = affected, the target of an attack | weapon = matter, the weapon
killing | victim = affected, the person killed | killer = agent, the killer | number = matter, the number
injury | victim = affected, the person hurt | attacker = agent, who hurt somebody | number = matter, the number
kidnapping captivity | victim = affected, the captive | captor = agent, the captor
weapon-test | actor = agent, who tests a weapon | weapon = matter, the weapon
deployment | actor = agent, who deploys forces | force = party, the force deployed | place = place, where forces are deployed
seizure | target = affected, what is seized | authority = authority, who seizes | owner = affected, the owner of what is seized
violation | violator = accused, who breaks a rule | rule = matter, the rule
accident disaster | casualty = affected, a casualty | vehicle = matter, the vehicle | cause = matter, the cause | number = matter, the number
rescue evacuation | person = affected, the person brought to safety | rescuer = agent, the rescuer
aid | giver = agent, who gives aid | recipient = gains, who gets aid | object = matter, what is given
acquisition | buyer = agent, the buyer | target = affected, what is bought | amount = matter, the amount
merger | party = party, a party to a merger
investment | investor = agent, the investor | target = gains, what is invested in | amount = matter, the amount
founding | organisation = holder, the organisation founded | founder = agent, the founder
closure | organisation = affected, the organisation closed | founder = related, the founder
layoff hiring | organisation = agent, the employer | person = affected, who is hired or laid off | position = matter, the position | number = matter, the number
result | organisation = holder, the organisation whose result is told | measure = matter, the measure | amount = matter, the amount
price-change | object = matter, what has a price | direction = matter, the direction | amount = matter, the amount
sale | seller = agent, the seller | buyer = gains, the buyer | object = matter, what is sold | amount = matter, the amount
ownership | owner = holder, the owner | object = matter, what is owned
disclosure | discloser = agent, who discloses it | object = matter, what is disclosed | audience = addressee, to whom it is disclosed
payment | payer = agent, the payer | recipient = gains, who is paid | amount = matter, the amount | object = matter, what is paid for
transfer | giver = agent, the giver | recipient = gains, the recipient | object = matter, what is given
removal | target = affected, what or who is removed | remover = agent, who removes it | platform = place, the platform
forecast | organisation = holder, the organisation whose future is told | measure = matter, the measure | amount = matter, the amount
relocation | organisation = agent, the organisation that moves | origin = place, the former place | destination = place, the new place
launch | organisation = agent, who launches it | object = matter, what is launched
breach | target = affected, the target of a breach | attacker = agent, the attacker | number = matter, the number
competition | winner = gains, the winner | loser = affected, the loser | competition = matter, the competition | score = matter, the score
interview | person = speaker, the person interviewed | interviewer = agent, the interviewer | outlet = related, the outlet
support | supporter = agent, the supporter | target = gains, who is supported
opposition | opponent = agent, the opponent | target = affected, who or what is opposed
praise | speaker = speaker, who praises | target = subject, who is praised | object = matter, what is praised
criticism | speaker = speaker, the critic | target = subject, who is criticised | object = matter, what is criticised
accusation | accuser = speaker, the accuser | accused = accused, who is accused | offence = matter, the offence
denial | speaker = speaker, who denies it | claim = matter, what is denied
defence | defender = speaker, the defender | target = subject, who is defended | charge = matter, the charge
apology | speaker = speaker, who apologises | recipient = addressee, who gets an apology | offence = matter, the offence
promise | speaker = speaker, who promises it | addressee = addressee, to whom it is promised | object = matter, what is promised
proposal | speaker = speaker, who proposes it | addressee = addressee, to whom it is proposed | object = matter, what is proposed
order | speaker = speaker, who orders it | addressee = addressee, who is ordered | object = matter, what is ordered
threat | speaker = speaker, who threatens | addressee = addressee, who is threatened | object = matter, what is threatened
demand | speaker = speaker, who demands it | addressee = addressee, of whom it is demanded | object = matter, what is demanded
refusal | speaker = speaker, who refuses | addressee = addressee, who is refused | object = matter, what is refused
"""  # noqa: E501 - a table, a line for each type
_SPOKEN = {
    "source": Role("speaker", "is quoted"),
    "addressee": Role("addressee", "is spoken to"),
    "about": Role("subject", "is spoken of"),
    "medium": Role("related", "is named as where it was said"),
}
"""Roles in statements, with whole phrases."""
_INDIRECT = Role("speaker", "is reported as saying it")
_ARTICLE = {"author": Role("speaker", "wrote the article"), "mention": Role("subject", "is mentioned")}
_UNKNOWN = "matter"
_RELATIVE = frozenset({"who", "whom", "whose"})


def _read_cells(cells: list[str]) -> dict[str, Role]:
    found = {}
    for cell in cells:
        role, _, told = cell.partition(" = ")
        side, _, phrase = told.partition(", ")
        found[role.strip()] = Role(side.strip(), phrase.strip())
    return found


def _read_table() -> dict[tuple[str, str], Role]:
    common = _read_cells(_COMMON.strip().splitlines())
    table: dict[tuple[str, str], Role] = {}
    for line in _TABLE.strip().splitlines():
        types, *cells = line.split("|")
        for role, told in (common | _read_cells(cells)).items():
            table.update({(one, role): told for one in types.split()})
    return table


ROLES = _read_table()
"""Side and phrase by type of event and role."""


def tell_role(item: Item, role: str) -> Role:
    """On which side somebody with this role is, with a whole phrase: "is named as the person arrested"."""
    if item.kind == "article":
        return _ARTICLE[role]
    if item.kind == "statement":
        return _INDIRECT if role == "source" and item.form == "indirect" else _SPOKEN[role]
    known = ROLES.get((item.type, role)) or Role(_UNKNOWN, f"the {role} of an event: {item.type}")
    first, second = (*known.phrase.split(), "")[:2]
    one = "the one " if first in _RELATIVE or second in _RELATIVE else ""
    return Role(known.side, f"is named as {one}{known.phrase}")


REPORTED = "reported"
_WHO = frozenset(
    "age post employment membership citizenship family education headquarters residence origin".split()
)
_ORDER = ("accused", "agent", "affected", "speaker", "gains", "party", "authority", "holder")


def weigh_role(item: Item, part: Part) -> int:
    """A rank by which the roles of one somebody in one item are ordered: what matters most comes first."""
    side = tell_role(item, part.role).side
    return _ORDER.index(side) if side in _ORDER else len(_ORDER)


def tell_status(item: Item) -> str:
    """Whether it is so: "told as a fact", "asserted", "denied", "not yet", "over"; or that it is reported."""
    if item.kind != "event":
        return _tell_saying(item)
    if item.polarity == "negative":
        return "denied" if item.voice != "outlet" else "told not to be so"
    if item.modality == "future":
        return "not yet"
    if item.modality == "possible":
        return "possible, not told as a fact"
    if item.phase == "ended":
        return "over"
    return "told as a fact" if item.voice == "outlet" else "asserted"


def _tell_saying(item: Item) -> str:
    if item.polarity == "negative":
        return "told not to have been said"
    return "reported with reserve" if item.hedged else REPORTED


def tells_who(item: Item) -> bool:
    """Whether an item only says who somebody is, as every article on them does: "Mayor Ann Lee, 41"."""
    return item.type in _WHO and item.phase == "holds"
