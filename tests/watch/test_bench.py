"""The measure of what a list costs runs, and finds what it is to find."""

from __future__ import annotations

import json

import pytest

from bench.watch import main


def test_costs_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--articles", "6", "--names", "300", "--json"])
    costs = {one["list"]: one for one in json.loads(capsys.readouterr().out)}
    assert {name: one["names"] for name, one in costs.items()} == {
        "few hits, small": 300,
        "few hits": 300,
        "all hits": 300,
    }
    assert costs["all hits"]["alerts"] > costs["few hits"]["alerts"]
    assert all(one["article"] > 0 for one in costs.values())
