"""Templates filled in: whatever they are given is escaped, and shown so that it cannot turn the line."""

from __future__ import annotations

import re
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from fastapi import Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from onrecord.query.hits import AnyHit
from onrecord.query.matching import Snippet
from onrecord.render.view import DOUBTFUL
from onrecord.render.visible import show_controls, show_line

_SPACES = re.compile(r"\s+")


def render(
    request: Request,
    template: str,
    view: object,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    """A template filled in with what it shows, for whoever asks."""
    csrf = getattr(request.state, "csrf", "")
    written = _environment.get_template(template).render(
        view=view,
        path=request.url.path,
        user=getattr(request.state, "user", None),
        csrf=csrf,
        csrf_field=partial(write_csrf_field, csrf),
        is_part=wants_part(request),
    )
    return Response(written, status, {"Vary": "HX-Request", **(headers or {})}, "text/html; charset=utf-8")


def wants_part(request: Request) -> bool:
    """Whether htmx asks for a part of a page; going back to a page that it no longer has it wants all."""
    return "hx-request" in request.headers and "hx-history-restore-request" not in request.headers


def show_words(value: object) -> Markup:
    """Words of an article or a person, in one line and with a direction of their own."""
    return Markup(f"<bdi>{escape(show_line(str(value)))}</bdi>")


def show_part(value: object) -> str:
    """Words that others stand beside, in one line, with the spaces at their ends."""
    return show_controls(_SPACES.sub(" ", str(value)))


def show_count(number: int, noun: str, plural: str | None = None) -> str:
    """For example "1 article", "1,200 articles", "2 countries"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def make_link(path: str, /, **query: object) -> str:
    """A path with a query, of what is given and not None; a value that is a list is repeated."""
    given = {name.rstrip("_"): value for name, value in query.items() if value not in (None, "", (), False)}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def show_marked(snippet: Snippet) -> Markup:
    """Words around those that were searched for, with these marked."""
    parts, at = [], 0
    for span in snippet.spans:
        parts.append(escape(show_controls(snippet.text[at : span.start])))
        parts.append(Markup("<mark>{}</mark>").format(show_controls(span.slice(snippet.text))))
        at = span.end
    parts.append(escape(show_controls(snippet.text[at:])))
    return Markup("<bdi>{}</bdi>").format(Markup("").join(parts))


def name_kind(hit: AnyHit) -> str:
    """Whether a hit is a "statement", an "event" or an "article"."""
    return str(hit.__struct_config__.tag)


def write_csrf_field(csrf: str) -> Markup:
    """What a form that changes anything carries."""
    return Markup('<input type="hidden" name="csrf" value="{}">').format(csrf)


def is_web_address(url: str | None) -> bool:
    """Whether a link may lead there: any other scheme might be a script."""
    try:
        return url is not None and urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def _show(value: object) -> object:
    """Whatever goes into a page, titles and attributes too, with what would turn its direction shown."""
    return show_controls(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _make_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        finalize=_show,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    more: dict[str, Any] = {
        "words": show_words,
        "line": show_line,
        "part": show_part,
        "count": show_count,
        "segment": lambda value: quote(str(value), safe=""),
        "share": lambda value: f"{value:.2f}",
        "plain": lambda value: str(value).replace("_", " "),
    }
    environment.filters.update(more)
    environment.globals.update(
        doubtful=DOUBTFUL, link=make_link, is_web_address=is_web_address, marked=show_marked, kind=name_kind
    )
    return environment


_environment = _make_environment()
