"""Tests of amounts: numbers with their bounds, money, percentages, measures."""

from __future__ import annotations

import pytest

from onrecord.analyse.events.amounts import Amount, find_amount
from onrecord.model.record import Quantity
from onrecord.model.span import Span


def read(marked: str) -> Amount | None:
    """The amount in the words between square brackets, which are no part of the text."""
    start, end = marked.index("["), marked.index("]") - 1
    return find_amount(marked.replace("[", "").replace("]", ""), Span(start=start, end=end))


@pytest.mark.parametrize(
    ("marked", "number"),
    [
        ("It injured [30] people.", 30),
        ("It injured [1,200 people].", 1200),
        ("[Twenty-six] were hurt.", 26),
        ("[two hundred and fifty] jobs", 250),
        ("It sold [a dozen] boats.", 12),
        ("It cost jobs: [3.5 million] of them.", 3_500_000),
        ("[half a million] copies", 500_000),
        ("[six] of the seven", 6),
        ("the only [four men] there", 4),
    ],
)
def test_a_plain_number_has_no_quantity(marked: str, number: float) -> None:
    assert read(marked) == Amount(number, None)


@pytest.mark.parametrize(
    ("marked", "number", "quantity"),
    [
        ("killing [at least 30] people", 30, Quantity(least=30)),
        ("killing at least [30] people", 30, Quantity(least=30)),
        ("injuring [more than a dozen] guards", 12, Quantity(least=12)),
        ("cut [up to 200] jobs", 200, Quantity(most=200)),
        ("cut [no more than five] jobs", 5, Quantity(most=5)),
        ("hurting [no fewer than nine]", 9, Quantity(least=9)),
        ("hurting [nearly 50 people]", 50, Quantity(most=50)),
        ("hurting [about 40]", 40, Quantity(approximate=True)),
        ("hurting [40] or more", 40, Quantity(least=40)),
        ("[between 10 and 20] soldiers", None, Quantity(least=10, most=20)),
        ("[10 to 20 million] voters", None, Quantity(least=10_000_000, most=20_000_000)),
        ("[30-40] soldiers", None, Quantity(least=30, most=40)),
        ("[dozens] of soldiers", None, Quantity(least=24)),
        ("[tens of thousands] of soldiers", None, Quantity(least=20_000)),
        ("[several hundred] soldiers", None, Quantity(least=200)),
    ],
)
def test_bounds(marked: str, number: float | None, quantity: Quantity) -> None:
    assert read(marked) == Amount(number, quantity)


@pytest.mark.parametrize(
    ("marked", "number", "currency"),
    [
        ("paid [$70,000] for it", 70_000, "USD"),
        ("paid [€1.5 million] for it", 1_500_000, "EUR"),
        ("paid [£48.9bn] for it", 48_900_000_000, "GBP"),
        ("paid [A$20m] for it", 20_000_000, "AUD"),
        ("paid [80$] for it", 80, "USD"),
        ("paid [2 million euros] for it", 2_000_000, "EUR"),
        ("paid [300 million U.S. dollars]", 300_000_000, "USD"),
        ("paid [CHF 12,000] for it", 12_000, "CHF"),
        ("paid [five hundred pounds]", 500, "GBP"),
    ],
)
def test_money_has_its_currency(marked: str, number: float, currency: str) -> None:
    assert read(marked) == Amount(number, Quantity(currency=currency))


def test_money_has_bounds_too() -> None:
    assert read("fined [more than $2 million]") == Amount(
        2_000_000, Quantity(least=2_000_000, currency="USD")
    )
    assert read("fined [$10m-$20m]") == Amount(
        None, Quantity(least=10_000_000, most=20_000_000, currency="USD")
    )


@pytest.mark.parametrize(
    ("marked", "number", "unit"),
    [
        ("fell [3.9 per cent]", 3.9, "percent"),
        ("fell [by 4%]", 4, "percent"),
        ("fell [two percentage points]", 2, "percentage points"),
        ("shipped [40 tonnes] of rice", 40, "tonnes"),
        ("paid [600 rupees]", 600, "rupees"),
        ("a [20-tonne] load", 20, "tonnes"),
    ],
)
def test_what_is_no_currency_is_a_unit(marked: str, number: float, unit: str) -> None:
    assert read(marked) == Amount(number, Quantity(unit=unit))


@pytest.mark.parametrize(
    "marked", ["paid [compensation]", "hit [a man]", "hit [people] and 3 dogs", "[few] of them"]
)
def test_words_without_a_number_are_no_amount(marked: str) -> None:
    assert read(marked) is None


def test_what_follows_a_number_is_not_its_upper_bound() -> None:
    assert read("killed [seven] and injured 50") == Amount(7, None)
    assert read("rose from [seven] and then to 50") == Amount(7, None)
    assert read("a [five-year] term") == Amount(5, None)
