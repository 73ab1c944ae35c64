"""The Reconciliation Service API 0.2 (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2/)."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import Form, Query, Request, Response

from onrecord.errors import InputError, UnknownId
from onrecord.resolve.identities.reading import Identity
from onrecord.web.headers import POLICY
from onrecord.web.pages import PROBLEMS, Pages, address_of, store_of
from onrecord.web.reconcile.candidates import TYPES, Candidate, Searching, find_by_ids, suggest
from onrecord.web.reconcile.properties import PROPERTIES, Cell, tell
from onrecord.web.security.guards import Reader
from onrecord.web.templating import render

pages = Pages("reconcile")
_MOST_QUERIES, _MOST_IDS, _MOST_RESULTS = 100, 1_000, 50
_LONGEST = 500
_RESULTS = 10
_WIDTH, _HEIGHT = 430, 260
# OpenRefine runs on the user's own machine, and shows previews in a frame.
_FRAMED = POLICY.replace(
    "frame-ancestors 'none'", "frame-ancestors http://127.0.0.1:* http://localhost:* http://[::1]:*"
)
Read = TypeVar("Read")


class ReconcileQuery(msgspec.Struct, frozen=True):
    """A name that is looked for; what else the API knows is not needed here."""

    query: str
    type: str | list[str] | None = None
    limit: int | None = None


class ReconcileType(msgspec.Struct, frozen=True):
    """A kind of thing."""

    id: str
    name: str


class ReconcileCandidate(msgspec.Struct, frozen=True):
    """Somebody or something that a name may mean; `score` is 0 to 100, `match` says that nothing else may."""

    id: str
    name: str
    type: tuple[ReconcileType, ...]
    score: float
    match: bool
    description: str


class ReconcileResult(msgspec.Struct, frozen=True):
    """What a name may mean, the best first."""

    result: tuple[ReconcileCandidate, ...]


class _Property(msgspec.Struct):
    id: str


class _Extension(msgspec.Struct):
    ids: list[str]
    properties: list[_Property]


class Preview(msgspec.Struct, frozen=True):
    """Somebody or something in a few lines."""

    identity: Identity
    told: dict[str, list[str]]


pages.shapes += [ReconcileResult]
_SAID = {
    200: {"description": "what the service is, or what was found", "content": {"application/json": {}}},
    **{status: told for status, told in PROBLEMS.items() if status != 404},
}


@pages.router.get("/reconcile", operation_id="describe_reconciling", dependencies=[Reader], responses=_SAID)
def describe(
    request: Request,
    queries: Annotated[str | None, Query(description="queries as JSON, by their keys")] = None,
    extend: Annotated[str | None, Query(description="what is wanted of which ids, as JSON")] = None,
) -> Response:
    """What the service is; with `queries` or `extend` as by POST."""
    return _answer(request, queries, extend)


@pages.router.post("/reconcile", operation_id="reconcile", dependencies=[Reader], responses=_SAID)
def reconcile(
    request: Request,
    queries: Annotated[str | None, Form(description="queries as JSON, by their keys")] = None,
    extend: Annotated[str | None, Form(description="what is wanted of which ids, as JSON")] = None,
) -> Response:
    """Match names with whom the store knows, or tell more of those that were matched."""
    return _answer(request, queries, extend)


@pages.router.get(
    "/reconcile/suggest/entity", operation_id="suggest_entity", dependencies=[Reader], responses=_SAID
)
def suggest_entity(
    request: Request,
    prefix: Annotated[str, Query(max_length=_LONGEST, description="how a name begins")] = "",
    cursor: Annotated[int, Query(ge=0, le=10_000, description="how many to pass over")] = 0,
) -> Response:
    """Whom a name may mean that is being typed."""
    with store_of(request).reading() as connection:
        found = suggest(connection, prefix, _RESULTS, cursor)
    told = [
        {"id": one.id, "name": one.name, "description": _describe(one), "notable": [_type(one.type)]}
        for one in found
    ]
    return _encode({"result": told})


@pages.router.get(
    "/reconcile/properties", operation_id="propose_properties", dependencies=[Reader], responses=_SAID
)
def propose_properties(
    type: Annotated[str, Query(max_length=_LONGEST, description="a type")] = "",
) -> Response:
    """The properties that a table can be extended by."""
    told = [{"id": one, "name": name} for one, name in PROPERTIES.items()]
    return _encode({"type": type, "properties": told})


@pages.router.get("/reconcile/preview", include_in_schema=False, dependencies=[Reader])
def preview(request: Request, id: Annotated[str, Query(max_length=_LONGEST)]) -> Response:
    """Somebody or something in a small page, which a program may show in a frame on the same machine."""
    with store_of(request).reading() as connection:
        found = find_by_ids(connection, [id]).get(id)
        if found is None:
            raise UnknownId(f"{id}: nothing has this id")
        wanted = [name for name in PROPERTIES if name not in ("type", "names")]
        rows = tell(connection, [found], wanted)[found.id]
    told = {
        PROPERTIES[name]: [str(next(iter(cell.values()))) for cell in cells] for name, cells in rows.items()
    }
    shown = Preview(found, {name: values for name, values in told.items() if values})
    return render(request, "reconcile_preview.html", shown, headers={"Content-Security-Policy": _FRAMED})


def _answer(request: Request, queries: str | None, extend: str | None) -> Response:
    if queries is not None:
        return _encode(_match(request, _decode(queries, dict[str, ReconcileQuery], "queries")))
    if extend is not None:
        return _encode(_extend(request, _decode(extend, _Extension, "extend")))
    return _encode(_describe_service(request))


def _match(request: Request, queries: dict[str, ReconcileQuery]) -> dict[str, ReconcileResult]:
    if len(queries) > _MOST_QUERIES:
        raise InputError(f"more than {_MOST_QUERIES} queries: send them in parts")
    with store_of(request).reading() as connection:
        searching = Searching(connection)
        return {key: _match_one(searching, one) for key, one in queries.items()}


def _match_one(searching: Searching, one: ReconcileQuery) -> ReconcileResult:
    asked = [one.type] if isinstance(one.type, str) else one.type or list(TYPES)
    types = [kind for kind in TYPES if kind in asked]
    limit = min(max(one.limit or _RESULTS, 1), _MOST_RESULTS)
    return ReconcileResult(tuple(map(_tell, searching.search(one.query[:_LONGEST], types, limit))))


def _extend(request: Request, extension: _Extension) -> dict[str, Any]:
    if len(extension.ids) > _MOST_IDS:
        raise InputError(f"more than {_MOST_IDS} ids: send them in parts")
    wanted = [one.id for one in extension.properties if one.id in PROPERTIES]
    with store_of(request).reading() as connection:
        known = tell(connection, find_by_ids(connection, extension.ids).values(), wanted)
    unknown: dict[str, list[Cell]] = {name: [] for name in wanted}
    rows = {one: known.get(one, unknown) for one in extension.ids}
    return {"meta": [{"id": one, "name": PROPERTIES[one]} for one in wanted], "rows": rows}


def _describe_service(request: Request) -> dict[str, Any]:
    here = address_of(request)
    return {
        "versions": ["0.2"],
        "name": "onrecord",
        "identifierSpace": f"{here}/identities/",
        "schemaSpace": f"{here}/reconcile/properties",
        "defaultTypes": [_type(one) for one in TYPES],
        "view": {"url": f"{here}/identities/{{{{id}}}}"},
        "preview": {"url": f"{here}/reconcile/preview?id={{{{id}}}}", "width": _WIDTH, "height": _HEIGHT},
        "suggest": {"entity": {"service_url": here, "service_path": "/reconcile/suggest/entity"}},
        "extend": {
            "propose_properties": {"service_url": here, "service_path": "/reconcile/properties"},
            "property_settings": [],
        },
        "batchSize": _MOST_QUERIES,
    }


def _tell(one: Candidate) -> ReconcileCandidate:
    return ReconcileCandidate(
        id=one.identity.id,
        name=one.identity.name,
        type=(ReconcileType(**_type(one.identity.type)),),
        score=one.score,
        match=one.is_match,
        description=_describe(one.identity),
    )


def _type(kind: str) -> dict[str, str]:
    return {"id": kind, "name": kind.capitalize()}


def _describe(one: Identity) -> str:
    """For example "person, met 12 times, also Lee, A. Lee"."""
    also = f", also {', '.join(one.names[:3])}" if one.names else ""
    return f"{one.type}, met {one.entities:,} {'time' if one.entities == 1 else 'times'}{also}"


def _decode(given: str, shape: type[Read], name: str) -> Read:
    try:
        return msgspec.json.decode(given, type=shape)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise InputError(f"{name}: {error}") from error


def _encode(told: Any) -> Response:
    return Response(msgspec.json.encode(told), media_type="application/json")
