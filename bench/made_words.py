"""Common words and phrases that news is written in, of which articles are made that nobody wrote."""

from __future__ import annotations

NOUNS = """
government council ministry court police union company bank board committee hospital school factory port
bridge road river airport station market budget tax strike protest march vote election campaign law bill
ruling appeal trial verdict inquiry report audit deal contract merger loan debt deficit price wage job
worker driver farmer teacher doctor nurse patient pupil resident tenant owner investor shareholder chairman
director minister mayor judge lawyer witness suspect victim officer soldier pilot engineer scientist storm
flood fire crash blast leak outage shortage delay closure repair rescue search evacuation shelter tent truck
train tram ferry plane car house roof wall pipe dam field crop harvest forest beach island border fence
crossing visa passport treaty summit talks truce ceasefire sanction export import tariff pipeline plant
reactor turbine grid ship cargo container vaccine virus outbreak clinic drug trial test sample study finding
figure survey poll district village suburb square
""".split()
ADJECTIVES = """
new old local national regional public private senior former acting joint long short heavy light early late
final first second third major minor serious urgent narrow broad strict cautious angry quiet sudden steady
slow rapid costly cheap safe unsafe legal illegal formal informal open closed empty crowded damaged flooded
disputed planned proposed delayed rejected approved temporary permanent foreign domestic rural urban
northern southern eastern western coastal central independent unusual familiar difficult peaceful violent
partial complete
""".split()
VERBS = """
approved rejected delayed announced confirmed denied ordered suspended cancelled opened closed reopened
repaired damaged flooded blocked cleared searched questioned released accused defended criticised praised
joined left visited toured inspected warned urged advised promised offered refused accepted signed ratified
amended drafted published withdrew replaced appointed dismissed promoted hired trained paid fined taxed
funded bought sold leased built planned designed tested measured counted reported recorded described
compared examined reviewed
""".split()
_STOCK = """
on {day}|late on {day}|in a statement on {day}|at the end of the week|for the first time in {number} years
at a cost of {number} million|in the middle of the night|according to {name}|by a vote of {number} to {number}
more than {number} {noun}s|between {number} and {number} people|in the north of the country|as a result
at the same time|despite the {adjective} {noun}|because of {name}|earlier this week|in recent weeks|in {place}
a spokesman for {organisation} said|people familiar with the matter said|it was too early to say
"""
_NAMED = """
{person}|{last}|{last}|{organisation}|the {noun}|the {noun}|the {adjective} {noun}|{noun}s|{adjective} {noun}s
{number} {noun}s|a {noun}|a {adjective} {noun}|the {place} {noun}|the {role}|he|she|they|{person}, the {role},
its {noun}|their {adjective} {noun}s|some {noun}s|no {noun}|every {noun}|{last}'s {noun}|another {noun}|it
residents|officials|{place}|both sides|nobody|most {noun}s|the {noun} {preposition} {place}
two {adjective} {noun}s
"""
_AUXILIARIES = """
||||had|has|have|later|also|then|never|quickly|had already|has since|would have|could have|reportedly|briefly
once again|only just|may have|had not|soon|in effect|twice|finally|all but|partly|at first|openly|simply|still
"""
_CONNECTIVES = (
    "and but while because after before although which that so if when until since as though whereas"
)
_PREPOSITIONS = (
    "in on at near over under with without by from of for against through behind beyond around along"
)
_ROLES = "mayor chairman director minister secretary president leader spokeswoman head founder".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
LETTERS = (
    "b br d dr f g gr h k l m n p r s st t tr v z".split(),
    "a e i o u".split(),
    "l n r s t m".split(),
)
KINDS = "Bank Union Council Party Group Institute Railways Holdings".split()
SAID = (
    "{quote} {person} said.",
    "{person} said: {quote}",
    "{last} added {preposition} {place}: {quote}",
    "{quote} said {person}, {role} of {organisation}.",
    "{quote} the {role} told the {noun}.",
)


def _split(phrases: str) -> list[str]:
    return phrases.strip("\n").replace("\n", "|").split("|")


WORDS = {
    "adjective": ADJECTIVES,
    "verb": VERBS,
    "role": _ROLES,
    "day": _DAYS,
    "connective": _CONNECTIVES.split(),
    "preposition": _PREPOSITIONS.split(),
    "auxiliary": _split(_AUXILIARIES),
    "name": _split(_NAMED),
    "stock": _split(_STOCK),
}
CLAUSES = (
    "{name} {auxiliary} {verb} {name}",
    "{name} {auxiliary} {verb} {name} {preposition} {name}",
    "{name} {auxiliary} {verb} {preposition} {name}",
    "{name} was {adjective}",
    "{name} {verb} {name} and {verb} {name}",
    "{name} said {name} {auxiliary} {verb} {name}",
)
SENTENCES = (
    "{clause}",
    "{clause} {preposition} {name}",
    "{clause} {connective} {clause}",
    "{clause} {connective} {clause}",
    "{clause}, {connective} {clause} {preposition} {name}",
    "{stock}, {clause}",
    "{clause} {stock}",
    "{clause} {connective} {clause} {stock}",
)
