"""Pages with their JSON twins: one function gives what both show."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

import msgspec
from fastapi import APIRouter, Request, Response

from onrecord.store.opening import Store
from onrecord.web.problems import MEDIA_TYPE, Problem
from onrecord.web.templating import render, wants_part

View = TypeVar("View", bound=Callable[..., msgspec.Struct])
API = "/api"
DOCUMENT = f"{API}/openapi.json"
"""Where OpenAPI describes it."""
PROBLEMS: Mapping[int | str, dict[str, Any]] = {
    status: {
        "description": words,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status, words in (
        (400, "what was asked cannot be understood"),
        (404, "there is no such thing in the store"),
        (410, "it was erased from the store for good"),
        (422, "a parameter is not as it should be"),
        (503, "the store cannot be read now"),
    )
}


class Pages:
    """Pages that are added to an application together.

    A function that gives what a page shows takes `connection`, which sees one state of the store, and after
    it whatever FastAPI is to read from the request; it may ask for `request` as well. The page stands at a
    path, and the same as JSON at that path behind `/api`.
    """

    def __init__(self, name: str) -> None:
        self.router = APIRouter(tags=[name])
        self.shapes: list[type[msgspec.Struct]] = [Problem]

    def page(
        self, path: str, template: str, shape: type[msgspec.Struct], *, part: str | None = None
    ) -> Callable[[View], View]:
        """Register what a page shows; `part` is the template of what htmx asks for in its place."""

        def register(view: View) -> View:
            def write(request: Request, shown: msgspec.Struct) -> Response:
                wanted = part if part and wants_part(request) else template
                return render(request, wanted, shown)

            self.shapes.append(shape)
            self.router.add_api_route(path, _serve(view, write), methods=["GET"], include_in_schema=False)
            self.router.add_api_route(
                f"{API}{path}".rstrip("/") or API,
                _serve(view, _encode),
                methods=["GET"],
                operation_id=view.__name__,
                description=inspect.cleandoc(view.__doc__ or ""),
                responses={**PROBLEMS, **describe(shape)},
            )
            return view

        return register


def describe(shape: type[msgspec.Struct]) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of an answer of this shape."""
    schema = {"$ref": f"#/components/schemas/{shape.__name__}"}
    return {200: {"description": "found", "content": {"application/json": {"schema": schema}}}}


def store_of(request: Request) -> Store:
    """The store that is served."""
    store = request.app.state.store
    assert isinstance(store, Store)
    return store


def address_of(request: Request) -> str:
    """Where the server is, as its users see it: a proxy may make HTTPS of it."""
    scheme = "https" if request.app.state.settings.secure else request.url.scheme
    return f"{scheme}://{request.url.netloc}"


def _encode(_: Request, shown: msgspec.Struct) -> Response:
    return Response(msgspec.json.encode(shown), media_type="application/json")


def _serve(
    view: Callable[..., msgspec.Struct], write: Callable[[Request, msgspec.Struct], Response]
) -> Callable[..., Response]:
    """An endpoint with the parameters of `view`, the request in the place of the connection."""
    signature = inspect.signature(view, eval_str=True)
    parameters = [one for one in signature.parameters.values() if one.name not in ("connection", "request")]
    wants_request = "request" in signature.parameters

    @wraps(view)
    def endpoint(request: Request, **given: Any) -> Response:
        more = {"request": request} if wants_request else {}
        with store_of(request).reading() as connection:
            shown = view(connection, **given, **more)
        return write(request, shown)  # when the store is let go of

    asked = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)
    endpoint.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[asked, *parameters], return_annotation=inspect.Signature.empty
    )
    del endpoint.__wrapped__
    return endpoint
