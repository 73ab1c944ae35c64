"""The made articles of a long run, and what is told of one."""

from __future__ import annotations

import random

from bench.long_run import Run, find_names, make_name, measure, rename, vary
from bench.speed import ROOT, load_articles

EXAMPLES = str(ROOT / "examples" / "diplomacy" / "article.txt")


def test_names_are_changed_and_nothing_else() -> None:
    articles = load_articles(EXAMPLES)
    text = articles[0].document.text
    names = find_names(text)
    assert names
    first, second = vary(articles, 2)
    assert first["text"] != second["text"]
    assert (first["outlet"], second["outlet"]) == ("Outlet 0", "Outlet 1")
    assert not any(name in first["text"].split() for name in names)
    assert len(first["text"].splitlines()) == len(text.splitlines())


def test_longer_names_are_changed_whole() -> None:
    assert rename("Ann met Anne.", {"Ann": "Dro", "Anne": "Kel"}) == "Dro met Kel."
    assert rename("Nobody.", {}) == "Nobody."


def test_names_are_words_with_a_capital() -> None:
    names = [make_name(random.Random(number)) for number in range(50)]
    assert all(name.istitle() for name in names)
    assert len(set(names)) > 40


def test_a_run_reads_every_article_once_and_in_order() -> None:
    run = measure(load_articles(EXAMPLES), 12, 2)
    assert (run.articles, run.lost, run.doubled, run.out_of_order) == (12, 0, 0, 0)
    assert max(run.parent) > 20


def test_growth_is_the_last_tenth_over_the_second() -> None:
    parent = (50.0, 100.0, *[100.0] * 7, 104.0)
    run = Run(10, 0, 0, 0, 1.0, parent, parent)
    assert run.growth == 1.04
