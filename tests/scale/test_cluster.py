from __future__ import annotations

import sys

import pytest

from onrecord.errors import InputError
from onrecord.scale.cluster import _count_readers, _count_workers, open_crew


@pytest.mark.parametrize("cpus", range(1, 300))
def test_one_cpu_at_least_is_left_for_reading(cpus: int) -> None:
    workers = _count_workers(cpus)
    assert workers >= 1
    assert workers + _count_readers(workers) <= max(cpus, 2)
    assert cpus < 2 or workers >= cpus * 0.9 - 1


def test_without_ray_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(InputError, match=r"pip install 'onrecord\[ray\]'"), open_crew(None, 1):
        pass
