"""The articles of `examples/disagreements`, read by the real engine, show what the page on them shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord import read_many
from onrecord.model.record import Record
from onrecord.query.claim_words import write_disagreements
from onrecord.resolve.claims.differences import KINDS
from onrecord.resolve.claims.reading import Disagreement, list_disagreements
from onrecord.resolve.claims.updating import update
from onrecord.store.opening import open_store
from tests.resolve.claims.newsroom import put_into_story, store_articles

ROOT = Path(__file__).resolve().parents[3]
ARTICLES = ROOT / "examples" / "disagreements" / "articles.jsonl"
PAGE = ROOT / "docs" / "disagreements.md"
STORIES = ("rail",) * 5 + ("energy",) * 2 + ("cup",) * 2
"""Which story each of the articles is of, in their order."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Disagreement, ...]:
    """What the articles disagree on, developments too."""
    records: list[Record] = list(read_many([ARTICLES]))
    assert len(records) == len(STORIES)
    folder = tmp_path_factory.mktemp("disagreements")
    with open_store(folder / "store.db", create=True) as store, store.writing() as connection:
        keys = store_articles(connection, records)
        for key, story in zip(keys, STORIES, strict=True):
            put_into_story(connection, key, story)
        update(connection, keys)
        listed = list_disagreements(connection, limit=100)
        return (*listed, *list_disagreements(connection, kinds=["development"]))


def test_every_kind_is_found(found: tuple[Disagreement, ...]) -> None:
    assert {one.kind for one in found} == set(KINDS)
    assert [(one.kind, one.of) for one in found if one.nature == "development"] == [("toll", "injured")]


def test_the_page_shows_each_of_them_as_it_is_printed(found: tuple[Disagreement, ...]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for one in found:
        assert write_disagreements([one]) in page


def test_each_value_is_pinned_to_its_words(found: tuple[Disagreement, ...]) -> None:
    texts = {one.document.id: one.document.text for one in read_many([ARTICLES])}
    for one in found:
        for said in one.said:
            assert texts[said.document][said.start : said.end] == said.words or one.kind in (
                "whether",
                "reversal",
            )
