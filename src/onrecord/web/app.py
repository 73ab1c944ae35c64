"""The application: its pages, what stands around each answer, and what is told of it in OpenAPI."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from fastapi import Depends, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.staticfiles import StaticFiles

from onrecord.store.opening import Store
from onrecord.web import (
    about_api,
    articles,
    claims,
    doubts,
    home,
    items,
    network,
    quotations,
    review,
    search,
    stories,
    timeline,
    watchlists,
    who,
)
from onrecord.web.catching_up import CatchingUp
from onrecord.web.headers import add_headers
from onrecord.web.pages import DOCUMENT, Pages
from onrecord.web.problems import add_problems
from onrecord.web.reading import dropping, streaming
from onrecord.web.reading.desk import Desk
from onrecord.web.reconcile import service
from onrecord.web.security import trail
from onrecord.web.security.accounts import Accounts
from onrecord.web.security.csrf import check_form
from onrecord.web.security.doors import make_doors
from onrecord.web.security.gate import add_gate
from onrecord.web.security.limits import add_limits
from onrecord.web.settings import Settings

ALL: tuple[Pages, ...] = (
    home.pages,
    articles.pages,
    items.pages,
    who.pages,
    timeline.pages,
    network.pages,
    stories.pages,
    claims.pages,
    quotations.pages,
    dropping.pages,
    streaming.pages,
    watchlists.pages,
    review.pages,
    service.pages,
    search.pages,
    trail.pages,
    doubts.pages,
    about_api.pages,
)


def make_app(store: Store, settings: Settings | None = None) -> FastAPI:
    """The pages of a store, as an ASGI application."""
    app = FastAPI(
        title="onrecord",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url=DOCUMENT,
        dependencies=[Depends(check_form)],
    )
    app.state.store = store
    settings = settings or Settings()
    app.state.settings = settings
    app.state.desk = Desk()
    app.state.review = review.ReviewQueue()
    app.state.catching_up = CatchingUp(store)
    accounts = Accounts(settings)
    for pages in ALL:
        app.include_router(pages.router)
    app.include_router(make_doors(accounts, settings))
    static = StaticFiles(packages=[("onrecord.web", "static"), ("onrecord.render", "style")])
    app.mount("/static", static, name="static")
    add_problems(app)
    add_limits(app, settings)
    add_gate(app, settings, accounts)
    add_headers(app)
    shapes = [shape for pages in ALL for shape in pages.shapes]
    app.openapi = lambda: _describe(app, shapes)  # type: ignore[method-assign]
    return app


def _describe(app: FastAPI, shapes: Iterable[type[msgspec.Struct]]) -> dict[str, Any]:
    """OpenAPI with the shapes of the answers, which FastAPI does not know."""
    if app.openapi_schema is None:
        told = get_openapi(title=app.title, version=app.version, routes=app.routes)
        _, components = msgspec.json.schema_components(
            list(dict.fromkeys(shapes)), ref_template="#/components/schemas/{name}"
        )
        told.setdefault("components", {}).setdefault("schemas", {}).update(components)
        app.openapi_schema = told
    return app.openapi_schema
