"""What a form hands in, made an order: a text, an address, or files."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from fastapi import UploadFile

from onrecord.api import GIVEN_TEXT, Given
from onrecord.errors import EmptyDocument, InputError
from onrecord.ingest.fetch import is_address, printable
from onrecord.ingest.language import check_choice
from onrecord.ingest.published import read_published
from onrecord.model.capture import Capture
from onrecord.model.clock import now_utc
from onrecord.model.document import Source
from onrecord.web.reading.outcomes import File, Order

_LONGEST_NAME = 120
_LONGEST_GIVEN, _LONGEST_ADDRESS = 500, 4_000
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f/\\]")


class HandedIn(NamedTuple):
    """What is to be read: an order, what it is called in messages, its address, the folder of its files."""

    name: str
    order: Order
    url: str | None = None
    folder: Path | None = None


def check_given(given: Given) -> Given:
    """What is given of an article, without what is blank.

    Raises:
        InputError: a date that is none, a language that is not read, or far more words than a name has.
    """
    fields = {name: (getattr(given, name) or "").strip() or None for name in Given.__struct_fields__}
    for name, value in fields.items():
        if value is not None and len(value) > _LONGEST_GIVEN:
            raise InputError(f"the {name} is longer than {_LONGEST_GIVEN} characters")
    checked = Given(**fields)
    check_choice(checked.language)
    if checked.published is not None:
        read_published(Source(location="the form", published=checked.published))
    return checked


def hand_in(text: str, url: str, files: Sequence[UploadFile], given: Given) -> HandedIn:
    """What a form holds: one of a text, an address and files.

    Raises:
        InputError: it holds nothing, or several of these, or the address is none.
    """
    named = [one for one in files if one.filename]
    if sum((bool(text.strip()), bool(url.strip()), bool(named))) > 1:
        raise InputError("give one of a text, an address and files, not several at once")
    if text.strip():
        return _hand_in_text(text, given)
    if url.strip():
        return _hand_in_address(url.strip(), given)
    if named:
        return _hand_in_files(named, given)
    raise EmptyDocument("there is nothing to read: paste a text, give an address, or choose files")


def hand_in_file(path: Path, name: str, given: Given) -> Order:
    """An order to read one file, which is called `name` in what is told of it."""
    return Order(given=given, files=(File(str(path), name),))


def _hand_in_text(text: str, given: Given) -> HandedIn:
    content = text.replace("\r\n", "\n").encode("utf-8", "surrogatepass")  # forms end lines so
    source = Source(location=GIVEN_TEXT, content=content, capture=Capture(fetched=now_utc()))
    return HandedIn("the text", Order(given=given, sources=(source,)))


def _hand_in_address(url: str, given: Given) -> HandedIn:
    # What is no address would be looked for among the files of this machine.
    if not is_address(url) or len(url) > _LONGEST_ADDRESS or any(sign.isspace() for sign in url):
        raise InputError("an address of the web begins with https:// or http:// and has no space in it")
    return HandedIn(printable(url), Order(given=given), url=url)


def _hand_in_files(files: Sequence[UploadFile], given: Given) -> HandedIn:
    if given.title and len(files) > 1:
        raise InputError("a title names one article, but several files are given")
    folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
    try:
        kept = tuple(_keep_file(one, folder / str(number)) for number, one in enumerate(files))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    name = kept[0].name if len(kept) == 1 else f"{len(kept)} files"
    return HandedIn(name, Order(given=given, files=kept), folder=folder)


def _keep_file(file: UploadFile, folder: Path) -> File:
    """A file in a folder of its own, since its ending tells what it is and its name is as it was given."""
    name = _NOT_IN_NAMES.sub("_", (file.filename or "").replace("\\", "/").rpartition("/")[2])
    ending = Path(name).suffix[:20]
    name = f"{name.removesuffix(ending)[:_LONGEST_NAME]}{ending}"
    name = printable(name) if name.strip(". ") else "file"
    folder.mkdir()
    path = folder / f"file{ending if ending.isascii() else ''}".lower()
    if name.lower().endswith((".warc.gz", ".wet.gz")):
        path = folder / "file.warc.gz"
    with path.open("wb") as out:
        shutil.copyfileobj(file.file, out)
    return File(str(path), name)
