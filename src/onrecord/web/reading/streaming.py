"""Articles in, records out, one line each as soon as it is done; nothing is kept."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import msgspec
from fastapi import Depends, HTTPException, Query, Request, Response
from fastapi.responses import StreamingResponse

from onrecord.api import Given
from onrecord.web.pages import PROBLEMS, Pages
from onrecord.web.problems import answer
from onrecord.web.reading.desk import desk_of
from onrecord.web.reading.dropping import SOON
from onrecord.web.reading.handing_in import check_given, hand_in_file
from onrecord.web.reading.job import DeskFull
from onrecord.web.reading.outcomes import ArticleRead, NotRead, Outcome
from onrecord.web.security.guards import Reader

pages = Pages("read")
_ENDINGS = {
    "text/plain": "txt",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/ndjson": "jsonl",
    "application/x-jsonlines": "jsonl",
}
_LINES = "application/jsonl"


class UnreadArticle(msgspec.Struct, frozen=True, kw_only=True):
    """A line in the place of a record: which article gave none, and why.

    `status` is 500 where the fault is onrecord's own.
    """

    title: str
    status: int
    detail: str
    location: str


async def receive(request: Request) -> AsyncIterator[Path]:
    """The body of a request as a file in a new folder, which is gone when the answer was sent.

    Raises:
        HTTPException: it is of another type, or larger than may be.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _ENDINGS:
        raise HTTPException(415, f"send an article as one of {', '.join(_ENDINGS)}")
    most, size = request.app.state.settings.most_bytes, 0
    folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
    path = folder / f"article.{_ENDINGS[kind]}"
    try:
        with path.open("wb") as out:
            async for piece in request.stream():
                size += len(piece)
                if size > most:
                    raise HTTPException(413, f"more than {most:,} bytes: send it in parts")
                out.write(piece)
        yield path
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "an article as text or HTML, or many as JSON lines with `text`",
        "content": {kind: {"schema": {"type": "string"}} for kind in ("text/plain", "text/html", _LINES)},
    }
}


@pages.router.post(
    "/read.jsonl",
    operation_id="read_articles",
    dependencies=[Reader],
    openapi_extra=_BODY,
    responses={
        200: {
            "description": "a line of JSON for each article: its record, or `UnreadArticle`",
            "content": {_LINES: {"schema": {"$ref": "#/components/schemas/UnreadArticle"}}},
        },
        **{status: told for status, told in PROBLEMS.items() if status != 404},
    },
)
def read_articles(
    request: Request,
    path: Annotated[Path, Depends(receive)],
    published: Annotated[str, Query(max_length=30, description="the date of publication")] = "",
    outlet: Annotated[str, Query(max_length=500)] = "",
    title: Annotated[str, Query(max_length=500)] = "",
    language: Annotated[str, Query(max_length=10, description="`en` has any text taken for English")] = "",
) -> Response:
    """Read articles: their records as JSON lines, in order, each sent when it is done; nothing is kept.

    An article that cannot be read gives a line that says so, and the others go on.
    """
    try:
        given = check_given(Given(published=published, outlet=outlet, title=title, language=language))
        outcomes = desk_of(request).stream(hand_in_file(path, path.name, given), path.name)
        first = next(outcomes, None)  # what is full says so before anything is sent
    except DeskFull as error:
        return answer(request, 503, str(error), headers=SOON)
    lines = _write(chain([first] if first else [], outcomes))
    return StreamingResponse(lines, media_type=_LINES, headers={"X-Accel-Buffering": "no"})


def _write(outcomes: Iterator[Outcome]) -> Iterator[bytes]:
    for one in outcomes:
        if isinstance(one, ArticleRead):
            yield one.record + b"\n"
        elif isinstance(one, NotRead):
            yield msgspec.json.encode(_tell(one)) + b"\n"


def _tell(one: NotRead) -> UnreadArticle:
    title, status = ("Internal Server Error", 500) if one.ours else ("Bad Request", 400)
    return UnreadArticle(title=title, status=status, detail=one.message, location=one.location)


pages.shapes.append(UnreadArticle)
