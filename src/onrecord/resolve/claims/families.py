"""What is known beforehand of the types of event: which tell one happening, and what undoes what."""

from __future__ import annotations

HAPPENING = "happening"
FAMILY = {
    "killing": "death",
    "disaster": "accident",
    "captivity": "kidnapping",
    "call": "meeting",
    "legislation": "vote",
}
"""Types that tell what another type tells as well."""
CASUALTY = frozenset({"death", "killing", "injury", "accident", "disaster", "attack"})
"""Types that together tell one happening when they name nobody: the crash, its dead and its injured."""
STATES = frozenset(
    {
        *("post", "employment", "membership", "citizenship", "family", "education", "headquarters"),
        *("residence", "origin", "ownership"),
    }
)
"""States are no claims about a happening; who holds which post is told by the timeline."""
KIN = "family"
KINSHIPS = frozenset(
    "wife husband fiancee fiance fiancée fiancé mother father partner girlfriend boyfriend".split()
)
"""Relatives of whom one has one at a time: two names of one are one too many."""
CORE = {
    "death": ("person", "victim"),
    "killing": ("victim",),
    "injury": ("victim",),
    "accident": ("casualty",),
    "disaster": ("casualty",),
    "attack": ("target",),
    "meeting": ("participant",),
    "call": ("participant",),
    "agreement": ("party",),
    "merger": ("party",),
    "exchange": ("party",),
    "competition": ("winner", "loser"),
    "marriage": ("person", "spouse"),
    "divorce": ("person", "spouse"),
    "visit": ("visitor", "destination"),
    "travel": ("person", "destination"),
    "sale": ("seller", "object"),
    "acquisition": ("target",),
    "investment": ("investor", "target"),
    "kidnapping": ("victim",),
    "captivity": ("victim",),
    "testimony": ("witness",),
    "lawsuit": ("plaintiff", "defendant"),
    "withdrawal": ("party", "object"),
    "vote": ("body", "measure"),
    "legislation": ("body", "measure"),
    "protest": ("protester", "target"),
    "weapon-test": ("actor",),
    "deployment": ("actor", "force"),
    "violation": ("violator", "rule"),
    "aid": ("giver", "recipient"),
    "disclosure": ("discloser", "object"),
    "payment": ("payer", "recipient"),
    "transfer": ("giver", "recipient"),
    "launch": ("organisation", "object"),
    "interview": ("person", "interviewer"),
    "support": ("supporter", "target"),
    "opposition": ("opponent", "target"),
    "praise": ("speaker", "target"),
    "criticism": ("speaker", "target"),
    "accusation": ("accuser", "accused"),
    "denial": ("speaker", "claim"),
    "defence": ("defender", "target"),
    "apology": ("speaker", "recipient"),
    "promise": ("speaker", "addressee"),
    "proposal": ("speaker", "addressee"),
    "order": ("speaker", "addressee"),
    "threat": ("speaker", "addressee"),
    "demand": ("speaker", "addressee"),
    "refusal": ("speaker", "addressee"),
}
"""The roles whose fillers tell which happening it is. Where there are two, both have to be the same."""
_DEFAULT = ("person", "target", "victim", "recipient", "organisation", "striker", "object")
BOTH = frozenset(
    {
        *(
            "meeting",
            "call",
            "agreement",
            "merger",
            "exchange",
            "competition",
            "marriage",
            "divorce",
            "visit",
        ),
        *("travel", "sale", "investment", "lawsuit", "withdrawal", "vote", "legislation", "protest"),
        *("deployment", "violation", "aid", "disclosure", "payment", "transfer", "launch", "interview"),
        *("support", "opposition", "praise", "criticism", "accusation", "denial", "defence", "apology"),
        *("promise", "proposal", "order", "threat", "demand", "refusal"),
    }
)
"""Types of which one shared participant says too little: they need two, or one and an explicit day."""
SPEECH = frozenset(
    {
        *("support", "opposition", "praise", "criticism", "accusation", "denial", "defence", "apology"),
        *("promise", "proposal", "order", "threat", "demand", "refusal", "interview", "age", "family"),
    }
)
"""Types whose time and place nobody disputes: people say a thing again and again."""
AGENT = {
    "killing": "killer",
    "death": "killer",
    "injury": "attacker",
    "attack": "attacker",
    "kidnapping": "captor",
    "captivity": "captor",
    "arrest": "authority",
    "appointment": "appointer",
    "acquisition": "buyer",
    "breach": "attacker",
}
"""The role of who did it: outlets that name different ones disagree and do not tell of two happenings."""
ONCE = frozenset(
    {
        *("death", "killing", "birth", "election", "appointment", "departure", "conviction", "sentence"),
        *("acquittal", "extradition", "acquisition", "merger", "founding", "closure", "marriage", "divorce"),
        *("accident", "disaster", "arrest", "charge", "release", "rescue", "age", "kidnapping", "captivity"),
    }
)
"""What happens to somebody once within the time that a story is told: different days are a disagreement."""
PHASED = frozenset(
    {"ban", "sanction", "entry-ban", "strike", "protest", "deployment", "investigation", "trial"}
)
"""Types whose end undoes their beginning."""


def family_of(kind: str) -> str:
    """The type that stands for all that tell the same happening."""
    return FAMILY.get(kind, kind)


def core_of(kind: str) -> tuple[str, ...]:
    """The roles whose fillers tell which happening an event of a type is."""
    return CORE.get(kind, _DEFAULT)
