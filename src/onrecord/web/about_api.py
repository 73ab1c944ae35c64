"""What can be asked for as data, told to people out of the OpenAPI document."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import msgspec
from fastapi import Request
from markupsafe import Markup
from sqlalchemy import Connection, select

from onrecord.render.marks import escape_text
from onrecord.store import schema
from onrecord.web.pages import DOCUMENT, Pages, address_of

pages = Pages("about-api")
_METHODS = ("get", "post", "put", "patch", "delete")
_SAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "/api/search": (("kind", "statements"), ("words", '"the bridge" OR said'), ("limit", "5")),
    "/api/doubts": (("only", "events"),),
}
"""What examples ask for beyond what they must."""
_FORMS: Mapping[str, tuple[str, ...]] = {
    "/read": ("text=<article.txt", "outlet=The Herald"),
    "/read/{job}/keep": ("article=1",),
    "/watch": ("file=@people.csv", "name=people"),
    "/watch/remove": ("name=people",),
    "/review": ("left=ENTITY", "right=ENTITY", "judgement=different"),
    "/review/undo": ("at=0",),
    "/reconcile": ('queries={"q0": {"query": "Ann Lee"}}',),
}
"""What examples send."""
_TOKEN = "Authorization: Bearer TOKEN"


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """A parameter of a path; `place` is "path", "query" or "header", `values` what it may be."""

    name: str
    place: str
    is_required: bool
    values: str
    meaning: str


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """What can be done at a path, and a command that does it."""

    method: str
    path: str
    meaning: str
    parameters: tuple[Parameter, ...]
    example: str

    @property
    def command(self) -> Markup:
        """The example for a page: a name of the store may have characters that turn lines."""
        return Markup(escape_text(self.example))


class AboutApi(msgspec.Struct, frozen=True, kw_only=True):
    """The paths of the API by what they are about; `document` is where OpenAPI describes them to programs."""

    document: str
    operations: dict[str, tuple[Operation, ...]]


@pages.page("/about-api", "about_api.html", AboutApi)
def describe_api(connection: Connection, request: Request) -> AboutApi:
    """What can be asked for as data: each path with its parameters and an example."""
    told: Mapping[str, Any] = request.app.openapi()
    base = address_of(request)
    names = _find_samples(connection)
    found: dict[str, list[Operation]] = {}
    for path, at_path in told["paths"].items():
        for method in _METHODS:
            if method in at_path:
                topic = (at_path[method].get("tags") or ["other"])[0]
                made = _make_operation(method, path, at_path[method], base, names)
                found.setdefault(topic, []).append(made)
    return AboutApi(
        document=f"{base}{DOCUMENT}",
        operations={topic: tuple(operations) for topic, operations in found.items()},
    )


def _make_operation(
    method: str, path: str, told: Mapping[str, Any], base: str, names: Mapping[str, str]
) -> Operation:
    parameters = tuple(map(_make_parameter, told.get("parameters", ())))
    media = next(iter(told.get("requestBody", {}).get("content", ())), None)
    return Operation(
        method=method.upper(),
        path=path,
        meaning=told.get("description") or told.get("summary", ""),
        parameters=parameters,
        example=_make_example(method, path, parameters, media, base, names),
    )


def _make_parameter(told: Mapping[str, Any]) -> Parameter:
    return Parameter(
        name=told["name"],
        place=told["in"],
        is_required=told.get("required", False),
        values=", ".join(dict.fromkeys(_tell_values(told.get("schema", {})))),
        meaning=told.get("description", ""),
    )


def _tell_values(told: Mapping[str, Any]) -> Iterator[str]:
    """What a parameter may be: the values that it may have, else its type."""
    for one in told.get("anyOf", ()):
        yield from _tell_values(one)
    if "enum" in told:
        yield from map(str, told["enum"])
    elif "const" in told:
        yield str(told["const"])
    elif told.get("type") == "array":
        yield "several"
    elif told.get("type") not in (None, "null"):
        yield {"string": "text", "boolean": "true or false"}.get(told["type"], told["type"])


def _make_example(
    method: str,
    path: str,
    parameters: tuple[Parameter, ...],
    media: str | None,
    base: str,
    names: Mapping[str, str],
) -> str:
    """A command for a shell; what only the reader knows stands in capitals."""
    filled, asked = path, list(_SAMPLES.get(path, ()))
    for one in parameters:
        sample = names.get(path.split("{")[0], names.get(f"{path}?{one.name}", one.name.upper()))
        if one.place == "path":
            filled = filled.replace(f"{{{one.name}}}", quote(sample, safe=""))
        elif one.place == "query" and one.is_required:
            asked.append((one.name, sample))
    parts = ["curl", "-s"]
    if method != "get":
        parts += ["-X", method.upper()]
        parts += ["-H", _TOKEN]
    if path in _FORMS:
        for field in _FORMS[path]:
            parts += ["-F", field]
    elif media is not None:
        parts += ["-H", f"Content-Type: {media}", "--data-binary", "@FILE"]
    if asked:
        parts.append("-G")
    for name, value in asked:
        parts += ["--data-urlencode", f"{name}={value}"]
    return shlex.join([*parts, base + filled])


def _find_samples(connection: Connection) -> dict[str, str]:
    """Ids and a name that this store has, by the paths that take them."""
    documents, statements, names = schema.documents, schema.statements, schema.names
    parties = schema.statement_entities
    newest = {
        "/api/articles/": select(documents.c.id).order_by(documents.c.key.desc()),
        "/api/items/": select(statements.c.id).order_by(statements.c.key.desc()),
        "/api/stories/": select(schema.stories.c.id).order_by(schema.stories.c.last.desc()),
        "name": select(names.c.name)
        .join(parties, parties.c.name_key == names.c.key)
        .order_by(parties.c.statement.desc()),
    }
    found = {path: connection.execute(query.limit(1)).scalar() for path, query in newest.items()}
    name = found.pop("name")
    samples = {path: str(one) for path, one in found.items() if one is not None}
    if name is not None:
        samples |= {f"/api/{page}?name": str(name) for page in ("who", "timeline", "network")}
    return samples
