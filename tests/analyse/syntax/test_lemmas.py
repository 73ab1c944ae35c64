from __future__ import annotations

import pytest

from onrecord.analyse.syntax.lemmas import lemma_of

PAST = "VERB|Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"
PARTICIPLE = "VERB|Tense=Past|VerbForm=Part|Voice=Pass"
THIRD = "VERB|Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
GERUND = "VERB|VerbForm=Ger"
PLURAL = "NOUN|Number=Plur"


@pytest.mark.parametrize(
    ("reading", "pairs"),
    [
        (PAST, "said say told tell cited cite denied deny admitted admit hoped hope left leave found find"),
        (PAST, "felt feel alleged allege tweeted tweet created create treated treat"),
        (PAST, "won win went go led lead paid pay wrote write"),
        (PARTICIPLE, "mixed mix owed owe published publish born bear begun begin targeted target"),
        (THIRD, "says say goes go denies deny has have is be 's be"),
        (GERUND, "lying lie hoping hope closing close growing grow writing write stopping stop"),
        (PLURAL, "children child men man cities city people people wives wife boxes box"),
        ("NOUN|Number=Sing", "boss boss news news Minister minister"),
        ("PROPN|Number=Sing", "Aldos aldos"),
        ("AUX|VerbForm=Fin", "ca can wo will 'd would ’ll will"),
        ("ADJ|Degree=Sup", "oldest old most most"),
        ("PART|Polarity=Neg", "n't not n’t not"),
        ("PRON|Case=Acc|PronType=Prs", "him he them they her she us we"),
        ("PRON|Case=Gen|Poss=Yes|PronType=Prs", "her her their their"),
        ("X", "Ceci ceci"),
    ],
)  # fmt: skip
def test_lemmas(reading: str, pairs: str) -> None:
    words = pairs.split()
    assert {form: lemma_of(form, reading) for form in words[::2]} == dict(
        zip(words[::2], words[1::2], strict=True)
    )


@pytest.mark.parametrize("form", ["", "'", "s", "ing", "ed", "\u00ad", "-s", "1960s", "ﬁes"])
@pytest.mark.parametrize("reading", [PAST, GERUND, THIRD, PLURAL, "ADJ|Degree=Cmp", "PUNCT"])
def test_odd_forms_have_lemmas(form: str, reading: str) -> None:
    assert isinstance(lemma_of(form, reading), str)
