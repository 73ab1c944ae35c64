"""What goes wrong, told in one form: RFC 9457 in JSON, and a page for people."""

from __future__ import annotations

from http import HTTPStatus

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from onrecord.errors import (
    Forgotten,
    InputError,
    LocationNotFound,
    StoreBusy,
    StoreError,
    UnknownId,
    UnknownName,
)
from onrecord.web.headers import set_headers
from onrecord.web.templating import render

MEDIA_TYPE = "application/problem+json"


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong; `suggestions` are names that look like one that nobody is called."""

    title: str
    status: int
    detail: str
    suggestions: tuple[str, ...] = ()


def add_problems(app: FastAPI) -> None:
    """Let the application tell what goes wrong in the one form."""
    app.add_exception_handler(InputError, _tell_input)
    app.add_exception_handler(StoreError, _tell_store)
    app.add_exception_handler(RequestValidationError, _tell_validation)
    app.add_exception_handler(HTTPException, _tell_http)
    app.add_exception_handler(Exception, _tell_fault)


def answer(
    request: Request,
    status: int,
    detail: str,
    suggestions: tuple[str, ...] = (),
    headers: dict[str, str] | None = None,
) -> Response:
    """The answer that tells a problem, as a page where a person asked."""
    problem = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, suggestions=suggestions)
    if wants_page(request):
        return render(request, "problem.html", problem, status=status, headers=headers)
    return Response(msgspec.json.encode(problem), status, headers, MEDIA_TYPE)


def wants_page(request: Request) -> bool:
    """Whether a person's browser asks, and not a program."""
    path = request.url.path
    return not path.startswith(("/api", "/reconcile", "/read.jsonl")) and "text/html" in request.headers.get(
        "accept", ""
    )


def _tell_input(request: Request, error: Exception) -> Response:
    if isinstance(error, UnknownName):
        return answer(request, 404, str(error), error.suggestions)
    if isinstance(error, Forgotten):
        return answer(request, 410, str(error))
    return answer(request, 404 if isinstance(error, (UnknownId, LocationNotFound)) else 400, str(error))


def _tell_store(request: Request, error: Exception) -> Response:
    headers = {"Retry-After": "5"} if isinstance(error, StoreBusy) else None
    return answer(request, 503, str(error), headers=headers)


def _tell_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = (f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors())
    return answer(request, 422, "; ".join(told))


def _tell_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers) if error.headers else None
    return answer(request, error.status_code, str(error.detail), headers=headers)


def _tell_fault(request: Request, error: Exception) -> Response:
    """Starlette answers it outside of all that stands around other answers, so that it has no headers yet."""
    told = answer(request, 500, f"a fault of onrecord's own ({type(error).__name__}); please report it")
    set_headers(told.headers, request.url.path)
    return told
