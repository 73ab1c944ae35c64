"""Waiting for what is read beside the requests."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from starlette.testclient import TestClient

from onrecord.web.reading.job import Job

PATIENCE = 120.0


def wait(client: TestClient, address: str) -> dict[str, Any]:
    """What came of a job, when it is done."""
    wait_until(lambda: bool(client.get(f"{address}/progress").headers.get("hx-refresh")))
    told: dict[str, Any] = client.get(f"/api{address}").json()
    return told


def settle(job: Job) -> Job:
    """The job, when it is done."""
    wait_until(lambda: job.state == "done")
    return job


def wait_until(holds: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Come back when something holds."""
    until = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < until, "it takes too long"
        time.sleep(0.02)
