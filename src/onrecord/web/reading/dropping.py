"""The pages on which articles are dropped in, read, and kept or not."""

from __future__ import annotations

import shutil
from typing import Annotated

from fastapi import File, Form, Query, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection

from onrecord.api import Given
from onrecord.errors import Forgotten, UnknownId
from onrecord.web.catching_up import catch_up_later
from onrecord.web.pages import Pages, store_of
from onrecord.web.problems import answer
from onrecord.web.reading.desk import desk_of
from onrecord.web.reading.handing_in import check_given, hand_in
from onrecord.web.reading.job import DeskFull, Job
from onrecord.web.reading.keeping import keep
from onrecord.web.reading.views import DropIn, JobPage, show_job, show_line_of, show_progress
from onrecord.web.security.guards import Editor, Reader, User, audit, require_reader
from onrecord.web.templating import render

pages = Pages("read")
SOON = {"Retry-After": "30"}
_ABOUT = "as `onrecord read` has it; it goes before what the article says of itself"


@pages.page("/read", "read.html", DropIn)
def show_drop_in(connection: Connection, request: Request) -> DropIn:
    """What was handed in lately by who asks; the page has the forms to hand in more."""
    desk = desk_of(request)
    jobs = desk.without_erased(connection, desk.list_jobs(require_reader(request).name))
    return DropIn(jobs=tuple(map(show_line_of, jobs)), most_bytes=request.app.state.settings.most_bytes)


@pages.router.post("/read", operation_id="drop_in", responses={303: {"description": "being read there"}})
def drop_in(
    request: Request,
    user: Annotated[User, Reader],
    text: Annotated[str, Form(description="the text of an article, or HTML")] = "",
    url: Annotated[str, Form(description="the address of a page or a feed")] = "",
    files: Annotated[list[UploadFile], File(description="files as `onrecord read` takes them")] = [],  # noqa: B006
    published: Annotated[str, Form(description=f"the date of publication, {_ABOUT}")] = "",
    outlet: Annotated[str, Form(description=f"the outlet, {_ABOUT}")] = "",
    title: Annotated[str, Form(description=f"the title, {_ABOUT}")] = "",
) -> Response:
    """Hand in a text, an address or files, to be read beside other work; the answer leads to the result."""
    given = check_given(Given(published=published, outlet=outlet, title=title))
    handed = hand_in(text, url, files, given)
    try:
        job = desk_of(request).take(
            user.name, handed.name, handed.order, url=handed.url, folder=handed.folder
        )
    except DeskFull as error:
        if handed.folder is not None:
            shutil.rmtree(handed.folder, ignore_errors=True)
        return answer(request, 503, str(error), headers=SOON)
    return RedirectResponse(f"/read/{job.id}", 303)


@pages.page("/read/{job}", "read_job.html", JobPage)
def show_what_was_read(
    connection: Connection,
    request: Request,
    job: str,
    article: Annotated[
        int | None,
        Query(ge=1, le=1000, description="the number of the article shown; else the first"),
    ] = None,
    everything: Annotated[
        bool, Query(description="mark what stands in captions, promo lines and boilerplate too")
    ] = False,
) -> JobPage:
    """What was handed in, how far it is read, and the records."""
    found = _find_unerased(request, connection, job)
    before = desk_of(request).count_before(found)
    shown = show_job(connection, found, before=before, chosen=article, everything=everything)
    if article is not None and shown.is_done and shown.article is None:
        raise UnknownId(f"there is no article {article} here")
    return shown


@pages.router.get("/read/{job}/progress", include_in_schema=False)
def show_how_far(request: Request, job: str) -> Response:
    """How far a job is, as a part of its page; when it is done, the page is to be loaded anew."""
    found = _find(request, job)
    shown = show_progress(found, desk_of(request).count_before(found))
    headers = {"HX-Refresh": "true"} if shown.state == "done" else None
    return render(request, "read_progress.html", shown, headers=headers)


@pages.router.post(
    "/read/{job}/keep",
    operation_id="keep_read",
    dependencies=[Editor],
    responses={303: {"description": "kept"}},
)
def keep_read(
    request: Request,
    job: str,
    article: Annotated[list[int], Form(description="numbers of articles; all where none is given")] = [],  # noqa: B006
) -> Response:
    """Add articles that were read to the store, and have them compared with the others."""
    with store_of(request).writing() as connection:
        found = _find_unerased(request, connection, job)
        kept = keep(connection, found, article or found.numbered)
        for identity in kept:
            audit(request, "keep", identity, connection=connection)
    catch_up_later(request)
    return RedirectResponse(f"/articles/{kept[0]}" if len(kept) == 1 else f"/read/{job}", 303)


@pages.router.post("/read/{job}/drop", operation_id="drop_read", responses={303: {"description": "dropped"}})
def drop_read(request: Request, job: str) -> Response:
    """Forget what was handed in and what was read of it; nothing of it was kept but what was asked to be."""
    desk_of(request).drop(_find(request, job))
    return RedirectResponse("/read", 303)


def _find(request: Request, job: str) -> Job:
    return desk_of(request).find(job, require_reader(request).name)


def _find_unerased(request: Request, connection: Connection, job: str) -> Job:
    found = desk_of(request).without_erased(connection, [_find(request, job)])
    if not found:
        raise Forgotten("what was read here was erased from the store for good, and is not shown any more")
    return found[0]
