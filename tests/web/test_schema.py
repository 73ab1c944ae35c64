"""Whatever is asked of what OpenAPI tells of is answered as it tells, and never with a fault of ours."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import response_schema_conformance

from onrecord.store.opening import open_store
from onrecord.web.app import make_app
from tests.web.browsing import browse, call, take_token

_EXAMPLES = 12
_asking = settings(
    max_examples=_EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
Operation = schemathesis.schemas.APIOperation[Any, Any, Any, Any]
_known: list[str] = []
"""Ids and names that are in the store, of which most questions are asked."""
_ours: dict[str, str] = {}
"""What shows that a request comes from a page, so that forms are not refused unread."""


def prove(app: FastAPI) -> dict[str, str]:
    browser = browse(app)
    token = take_token(browser)
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    return {"host": "127.0.0.1", "accept": "application/json", "x-csrf-token": token, "cookie": cookies}


@pytest.fixture(scope="module")
def api(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    """What OpenAPI tells of the pages of a store that may be changed."""
    path = tmp_path_factory.mktemp("schema") / "store.db"
    shutil.copy(filled, path)
    with open_store(path) as store:
        app = make_app(store)
        _ours.update(prove(app))
        _known[:] = find_known(app)
        yield schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=_ours)
        desk = getattr(app.state, "desk", None)
        if desk is not None:
            desk.close()


def test_nothing_that_is_asked_is_a_fault(api: schemathesis.BaseSchema) -> None:
    asked, failures, answered = set(), {}, Counter[int]()
    for found in api.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        asked.add(operation.label)
        try:
            ask(operation, answered)
        except Exception as error:  # each operation is asked, and all that went wrong is told together
            failures[operation.label] = f"{type(error).__name__}: {error}"
    assert len(asked) > 20
    assert "POST /read" in asked
    assert {200, 400, 404, 422} <= set(answered), answered
    assert answered[200] > 100, answered
    assert not failures, "\n\n".join(f"{label}\n{told}" for label, told in failures.items())


def ask(operation: Operation, answered: Counter[int]) -> None:
    """Ask what may be asked of an operation, of what there is and of what there is not, and what may not."""

    @given(case=operation.as_strategy(), choice=st.integers(0, 100))
    @_asking
    def ask_rightly(case: schemathesis.Case[Any], choice: int) -> None:
        for place in (case.path_parameters, case.query):
            for name in {"identity", "name"} & set(place):
                if choice % 4:
                    place[name] = _known[choice % len(_known)]
        answered[judge(case)] += 1

    @given(case=operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE))
    @_asking
    def ask_wrongly(case: schemathesis.Case[Any]) -> None:
        answered[judge(case)] += 1

    ask_rightly()
    if operation.query or operation.body:
        ask_wrongly()


def judge(case: schemathesis.Case[Any]) -> int:
    """Send a request, see that what comes is no fault and as it is told to be, and give its status."""
    response = case.call(headers=_ours)
    case.validate_response(response, checks=[not_a_server_error, response_schema_conformance])
    return response.status_code


def find_known(app: FastAPI) -> list[str]:
    """Ids of everything that has a page, and names of people."""
    program = call(app)
    home = program.get("/api").json()
    hits = program.get("/api/search?words=&limit=20").json()
    pages = [program.get(f"/api/{name}").json() for name in ("stories", "disagreements", "quotations")]
    told = json.dumps([home, hits, pages])
    return sorted(set(re.findall(r'"([a-z]?[0-9a-f]{20,})"', told)) | {"Ann Lee"})
