"""English goes through, in doubt too; what is clearly another language is named."""

from __future__ import annotations

import time

import pytest

from onrecord.errors import UnsupportedLanguage
from onrecord.ingest.extract import extract
from onrecord.ingest.language import detect_language
from onrecord.model.document import Source
from tests.ingest.pages import TEXT

FOREIGN = {
    "de": "Der Bürgermeister sagte am Mittwoch, die Brücke werde mindestens drei Wochen lang "
    "gesperrt bleiben. "
    "Viele Autofahrer warteten stundenlang auf der Ringstraße. Das war eine schlechte "
    "Entscheidung, sagte ein "
    "Sprecher der Opposition.",
    "fr": "Le maire a déclaré mercredi que le pont resterait fermé pendant au moins trois "
    "semaines. De nombreux "
    "automobilistes ont attendu des heures, et la ville n'a annoncé aucune déviation.",
    "nl": "De burgemeester zei woensdag dat de brug ten minste drie weken gesloten blijft. Veel "
    "automobilisten "
    "stonden urenlang in de file op de ringweg en de stad heeft nog geen omleiding aangekondigd.",
    "da": "Borgmesteren sagde onsdag, at broen vil være lukket i mindst tre uger. Mange bilister ventede i "
    "timevis på ringvejen, og byen har ikke annonceret nogen omkørsel for dem.",
    "es": "El alcalde dijo el miércoles que el puente permanecerá cerrado al menos tres semanas. Muchos "
    "conductores esperaron durante horas en la carretera y la ciudad no ha anunciado desvíos.",
    "ru": "Мэр города заявил в среду, что мост будет закрыт как минимум на три недели. Многие "
    "водители часами "
    "стояли в пробках на кольцевой дороге.",
    "he": "ראש העיר אמר ביום רביעי שהגשר יישאר סגור לפחות שלושה שבועות. נהגים רבים המתינו שעות ארוכות.",
    "zh": "市长星期三表示，大桥将至少关闭三周。许多司机在环路上等了好几个小时，市政府没有公布绕行路线。",
}


@pytest.mark.parametrize("code", FOREIGN)
def test_another_language_is_refused_with_its_code(code: str) -> None:
    source = Source(location="article.txt", content=FOREIGN[code].encode("utf-8"))
    with pytest.raises(UnsupportedLanguage, match=rf"article\.txt: .*'{code}'.*--language en"):
        extract(source)


def test_a_short_text_in_other_letters_is_refused() -> None:
    assert detect_language("Мэр города сказал: мост закрыт.") != "en"


@pytest.mark.parametrize("language", ["en", "EN", "en-GB", "en_US"])
def test_english_can_be_forced(language: str) -> None:
    article = extract(Source(location="x", content=FOREIGN["de"].encode()), language=language)
    assert article.document.text == FOREIGN["de"]
    assert article.document.language == "en"


def test_no_other_language_can_be_asked_for() -> None:
    with pytest.raises(UnsupportedLanguage, match="'de'"):
        extract(Source(location="x", content=TEXT.encode()), language="de")


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.upper(),
        "Bonjour tout le monde!",
        "12:30 – 14:15 * 3,5 % …",
        "",
        "😀 😀 😀",
        "HARBOUR BRIDGE SHUT AFTER CRACK FOUND COUNCIL SAYS DRIVERS FACE LONG DELAYS MAYOR "
        "ELLEN MARSH REFUSES "
        "COMMENT ENGINEERS INSPECT CABLES WORK BEGINS MONDAY",
        "Rovers 3 City 1, United 2 Town 2, Athletic 0 Wanderers 4, Albion 1 Rangers 1, County 5 Orient 0, "
        "Harriers 2 Argyle 3, Celtic 1 Hearts 0, Stanley 2 Vale 2, Thistle 1 Academical 1, Rangers 2 Dons 0",
        "Ann Lee, Peter Lund, Maria Quill, Tom Reed, Hans Müller, Pierre Dupont, Luis García, Ivan Petrov, "
        "Jan de Vries, Anna Kowalska, Marco Rossi, Juan Pérez, Ali Hassan, Yuki Tanaka, Wei Chen, Raj Patel",
        f"{TEXT} He added in German: “Die Brücke bleibt mindestens drei Wochen lang gesperrt.” {TEXT}",
        "ｔｈｅ ｍａｙｏｒ ｓａｉｄ ｓｏ",
    ],
)
def test_english_has_the_benefit_of_the_doubt(text: str) -> None:
    assert detect_language(text) == "en"


def test_a_huge_text_is_judged_in_no_time() -> None:
    started = time.monotonic()
    assert detect_language((FOREIGN["de"] + "\n") * 50_000) == "de"
    assert time.monotonic() - started < 5
