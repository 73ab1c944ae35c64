from __future__ import annotations

from onrecord.analyse.lexicon.acts import act_of


def test_whoever_urges_or_insists_on_something_demands_it() -> None:
    assert act_of("urge", "infinitive") == act_of("urge", "object") == "demand"
    assert act_of("insist", "on") == "demand"
    assert act_of("insist", "clause") == "claim"
    assert act_of("ask", "infinitive") == "ask"
