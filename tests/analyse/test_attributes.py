from __future__ import annotations

import pytest

from onrecord.analyse.pipeline import analyse
from onrecord.model.document import Article, make_document


def told(text: str) -> dict[str, set[tuple[str, str, str]]]:
    """(name, value, words) of the attributes of each entity."""
    record = analyse(Article(document=make_document(text, location="test")))
    return {
        entity.name: {(a.name, str(a.value), a.slice(text)) for a in entity.attributes}
        for entity in record.entities
    }


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("Karl Berg, 52, resigned on Monday.", ("age", "52", "52")),
        (
            "Foreign Minister Karl Berg resigned on Monday.",
            ("position", "Foreign Minister", "Foreign Minister"),
        ),
        ("Karl Berg, a former boxer, resigned.", ("description", "a former boxer", "a former boxer")),
    ],
)
def test_what_the_outlet_says_of_somebody_is_kept(text: str, attribute: tuple[str, str, str]) -> None:
    assert attribute in told(text)["Karl Berg"]


def test_what_only_a_source_says_is_not() -> None:
    assert not told("“Karl Berg, 52, is ill,” his wife said.").get("Karl Berg", set())
