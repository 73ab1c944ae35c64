from __future__ import annotations

import random
import re
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analyse.words import cut_words

BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f]*")


def words_of(text: str) -> list[str]:
    return [text[start:end] for start, end in cut_words(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We can't pay.", "We ca n't pay ."),
        ("It’s the mayor’s, isn’t it?", "It ’s the mayor ’s , is n’t it ?"),
        ("the harbours' walls", "the harbours ' walls"),
        ("They'll, she'd, I'm, we've, you're", "They 'll , she 'd , I 'm , we 've , you 're"),
        ("I cannot, gonna, wanna", "I can not , gon na , wan na"),
        ("O'Dowd's l'Aube o'clock", "O'Dowd 's l'Aube o'clock"),
        ("a well-known, Oslo-based co-founder", "a well - known , Oslo - based co-founder"),
        ("non-members re-elected the ex-minister", "non-members re-elected the ex-minister"),
        ("Mr. Roe met Dr. Lind of Aldo Inc. in St. Ives.", "Mr. Roe met Dr. Lind of Aldo Inc. in St. Ives ."),
        ("J. R. Roe Jr. of the U.S. at 9 a.m.", "J. R. Roe Jr. of the U.S. at 9 a.m."),
        ("She said no. No. 5 was late.", "She said no . No. 5 was late ."),
        ("It fell on Jan. 3. In may. May", "It fell on Jan. 3 . In may . May"),
        ("Plan B. It failed", "Plan B. It failed"),
        ("It was I. He left", "It was I . He left"),
        ("$4.2m, US$40,000, £3bn, 5%, 10:30", "$ 4.2 m , US$ 40,000 , £ 3 bn , 5 % , 10:30"),
        ("in 2,013 of 13,14 on 9/11 the 1990s, 3rd", "in 2,013 of 13 , 14 on 9/11 the 1990s , 3rd"),
        ("see https://a.example/b_(c)?d=1.", "see https://a.example/b_(c)?d=1 ."),
        ("or www.b.example.", "or www.b.example ."),
        ("write to a.b@c.example, @roe #harbour2018", "write to a.b@c.example , @roe #harbour2018"),
        ("wait... what?! … no—never -- or – so", "wait ... what ? ! … no — never -- or – so"),
        ('“Yes,” «oui» ‘so’ "no" \'\'x``', '“ Yes , ” « oui » ‘ so ’ " no " \'\' x ``'),
        ("AT&T and R&D (the lot)", "AT&T and R&D ( the lot )"),
        ("and/or [sic]", "and / or [ sic ]"),
        ("the end.The next", "the end . The next"),
        ("1. Pay 2. Go", "1. Pay 2 . Go"),
        ("Wai-ching, Min-Woo; State-run", "Wai-ching , Min-Woo ; State - run"),
        ("👍🏽 ok 👩‍👩‍👧", "👍🏽 ok 👩‍👩‍👧"),
        ("soft\u00adhyphen zero\u200bwidth", "soft\u00adhyphen zero\u200bwidth"),
        ("ＦＵＬＬ café cafe\u0301", "ＦＵＬＬ café cafe\u0301"),
        ("", ""),
        (" \n\t\u200b\u00a0 ", ""),
    ],
)  # fmt: skip
def test_words(text: str, wanted: str) -> None:
    assert words_of(text) == wanted.split()


def check(text: str) -> None:
    """That the words and what has no width between them are the whole text."""
    behind = 0
    for start, end in cut_words(text):
        assert behind <= start < end <= len(text)
        assert BLANK.fullmatch(text, behind, start), (text, text[behind:start])
        assert not BLANK.fullmatch(text, start, end), (text, text[start:end])
        behind = end
    assert BLANK.fullmatch(text, behind), (text, text[behind:])


@settings(max_examples=1500, deadline=None)
@given(st.text())
def test_any_text_is_its_words(text: str) -> None:
    check(text)


@settings(max_examples=1500, deadline=None)
@given(st.text(alphabet="aZ.'’-–—…0,:/@#&$%\"“”()[]\n \u200b\u0301\u200d👍🏽_*=̈İßﬁ"))
def test_any_mixture_of_marks_is_its_words(text: str) -> None:
    check(text)


NASTY = [
    "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮", "̡͓̞ͅI̗̘̦͝n͇͇͙v̮̫ok̲̫̙͈i̖͙̭̹̠̞n̡̻̮̣̺g̲͈͙̭͙̬͎", "\ufffe\ufeff",
    "\u202etest\u202c", "\u2066test\u2067", "社會科學院語學研究所", "הָיְתָהtestالصفحات التّحول", "﷽", "ﷺ",
    "👾 🙇 💁 🙅 🇺🇸🇷🇺🇸 🇦🇫", "1⃣ 2⃣", "１２３", "١٢٣", "0x0", "1e309", "-1", "1/0", "NaN",
    "<script>alert(0)</script>", "&lt;b&gt;", "$HOME", "%s%s%s", "../../etc", "{{x}}", "(｡◕ ∀ ◕｡)",
    "ヽ༼ຈل͜ຈ༽ﾉ", "¯\\_(ツ)_/¯", "Ω≈ç√∫˜µ≤≥÷", "åß∂ƒ©˙∆˚¬…æ", "⁰⁴⁵ ₀₁₂", "ด้้้้้็็็็็้้้้้็็็็็",
    "' '' ' '''", "\"\"''\"", "`ls`", "'s", "n't", "’s’s’s", "www.", "http://", "@", "#", "a@",
    "@a@b", "..", ". . .", "-", "--", "-a-", "a--b", "U.S.", "U.S..", "e.g.,", "i.e.:", "Mr.",
    "Mr..", "No.5", "No.", "co-", "-co", "non--member", "1,2,3", "1,000,00", "1.2.3.4", "1:2:3",
    "12/", "/12", "'90s", "rock 'n' roll", "ma'am", "y'all'd've", "Jesus'", "'tis", "it’s’", "٠",
    "̈", "a\u0000b", "\u001b[31m", "line\u2028sep\u2029par",
]  # fmt: skip


def test_nasty_strings_are_their_words() -> None:
    generator = random.Random(11)
    for line in NASTY:
        check(line)
    for _ in range(7_000):
        line = generator.choice(["", " ", "\t", "\u200b"]).join(
            generator.choices(NASTY, k=generator.randint(2, 9))
        )
        check(unicodedata.normalize(generator.choice(["NFC", "NFD", "NFKC"]), line))


@pytest.mark.parametrize(
    "unit",
    [*"a. a- ' x@ é\u0301 1, 1. a\u200b a\u200da' www. U.S. a& \u200b co- a' $ - .".split(), " ", "no. "],
)
def test_time_grows_with_the_text_only(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        begun = time.process_time()
        for _ in cut_words(text):
            pass
        return time.process_time() - begun

    small, large = min(seconds(50_000) for _ in range(3)), min(seconds(200_000) for _ in range(3))
    assert large < 8 * small + 0.02
