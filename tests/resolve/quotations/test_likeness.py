"""Pairs of statements: which give the same words, and what the one is beside the other."""

from __future__ import annotations

import pytest

from onrecord.model.record import Form
from onrecord.resolve.quotations.likeness import Said, compare
from onrecord.resolve.quotations.speakers import Party
from onrecord.resolve.quotations.wording import read_wording

BRIDGE = "The northern bridge will stay shut until engineers have replaced every cracked girder"


def say(words: str, form: Form = "direct", speaker: str | None = "Ann Lee", day: int = 80_000) -> Said:
    parties = (Party("person", speaker, speaker.lower(), None),) if speaker else ()
    return Said(read_wording(words, form), form, parties, day)


def find_kind(one: Said, other: Said) -> str | None:
    found = compare(one, other)
    return found.kind if found is not None else None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (BRIDGE, "same"),
        ("“The Northern bridge will stay shut, until engineers have replaced every cracked girder!”", "same"),
        ("And the northern bridge will stay shut until engineers have replaced every cracked girder", "same"),
        ("The northern bridge will stay shut until engineers have replaced every cracked", "shorter"),
        ("The northern bridge will stay shut ... until engineers have replaced every girder", "shorter"),
        (f"{BRIDGE}. Nobody can say when that will be", "longer"),
        (
            "We regret it deeply, friends. The northern bridge will stay shut until engineers have",
            "overlapping",
        ),
        ("The northern bridge will stay open until engineers have replaced every cracked girder", "edited"),
        ("The northern bridge won't stay shut until engineers have replaced every cracked girder", "edited"),
    ],
)
def test_direct_quotations(words: str, kind: str) -> None:
    assert find_kind(say(words), say(BRIDGE)) == kind


@pytest.mark.parametrize(
    ("kind", "mirrored"),
    [("same", "same"), ("shorter", "longer"), ("edited", "edited"), ("overlapping", "overlapping")],
)
def test_the_kind_is_mirrored_where_sides_change(kind: str, mirrored: str) -> None:
    words = {
        "same": BRIDGE,
        "shorter": "The northern bridge will stay shut until engineers",
        "edited": BRIDGE.replace("shut", "open"),
        "overlapping": "Sorry about the traffic, friends. The northern bridge will stay shut until engineers",
    }[kind]
    assert find_kind(say(words), say(BRIDGE)) == kind
    assert find_kind(say(BRIDGE), say(words)) == mirrored


def test_spelling_and_contractions_are_no_change() -> None:
    british = "We can't realise twelve favourite projects at the harbour with this organisation"
    american = "We cannot realize 12 favorite projects at the harbor with this organization"
    assert find_kind(say(british), say(american.replace("cannot", "can not"))) == "same"


@pytest.mark.parametrize(
    ("direct", "told"),
    [
        (
            "I did not sleep at all during the hurricane and my children screamed",
            "she had not slept at all during the hurricane and that her children had screamed",
        ),
        (
            "We are going to sell the shipyard to the Norwegian investors",
            "they were going to sell the shipyard to the Norwegian investors",
        ),
    ],
)
def test_indirect_speech_of_the_same_content(direct: str, told: str) -> None:
    assert find_kind(say(direct), say(told, "indirect")) == "paraphrased"
    assert find_kind(say(told, "indirect"), say(direct)) == "paraphrased"


@pytest.mark.parametrize(
    "told",
    [
        "she had slept at all during the hurricane and that her children had screamed",
        "the hurricane destroyed a school",
        "her children had slept",
    ],
)
def test_other_content_is_no_paraphrase(told: str) -> None:
    direct = "I did not sleep at all during the hurricane and my children screamed"
    assert find_kind(say(direct), say(told, "indirect")) is None


def test_numbers_of_a_paraphrase_are_the_same() -> None:
    direct = say("We have rescued 14 fishermen from the burning trawler")
    assert find_kind(say("they rescued 14 fishermen from a burning trawler", "indirect"), direct) is not None
    assert find_kind(say("they rescued 15 fishermen from a burning trawler", "indirect"), direct) is None


def test_a_paraphrase_needs_the_same_speaker_and_nearly_the_same_day() -> None:
    direct = say("We are going to sell the shipyard to the Norwegian investors")
    told = "they were going to sell the shipyard to the Norwegian investors"
    assert find_kind(say(told, "indirect", "Bo Ash"), direct) is None
    assert find_kind(say(told, "indirect", None), direct) is None
    assert find_kind(say(told, "indirect", day=80_009), direct) is None


@pytest.mark.parametrize("speaker", ["Bo Ash", None])
def test_a_stock_phrase_is_no_quotation_of_another_person(speaker: str | None) -> None:
    phrase = "Our thoughts and prayers are with the families"
    assert find_kind(say(phrase, speaker=speaker), say(phrase)) is None
    assert find_kind(say(phrase), say(phrase)) == "same"


def test_words_too_many_for_chance_need_no_name() -> None:
    assert find_kind(say(BRIDGE, speaker=None), say(BRIDGE)) == "same"


def test_a_short_saying_of_other_weeks_is_another() -> None:
    phrase = "We shall overcome this storm"
    assert find_kind(say(phrase), say(phrase, day=80_002)) == "same"
    assert find_kind(say(phrase), say(phrase, day=80_040)) is None


def test_a_long_quotation_is_the_same_after_years() -> None:
    long = f"{BRIDGE}, and whoever crosses before that risks a fine of four thousand dollars"
    assert find_kind(say(long), say(long, day=81_000)) == "same"


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [("Ann Lee", "Lee", True), ("Dr Ann Lee", "Ann Lee", True), ("Ann Lee", "Bea Lee", False)],
)
def test_speakers_by_their_names(name: str, other: str, same: bool) -> None:
    phrase = "Our thoughts and prayers are with the families"
    assert (find_kind(say(phrase, speaker=name), say(phrase, speaker=other)) == "same") is same


def test_no_words_at_all_are_like_nothing() -> None:
    assert find_kind(say("…"), say("…")) is None
    assert find_kind(say("…"), say(BRIDGE)) is None
