"""A folder that is whole or not there, and the names of the files in it."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import InputError
from onrecord.model.record import Record
from onrecord.render.arrange import name_article

_SLUG_LENGTH = 60
_FOLDER_MODE = 0o777


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """A folder beside `out` to write into, which takes the place of `out` when the block ends well.

    What is there is never replaced, since people may have worked on it; an empty folder is.

    Raises:
        InputError: `out` is a file, or a folder with something in it.
        OSError: the folder cannot be made.
    """
    out = out.resolve()
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise InputError(f"{out}: something is there already: name a new folder, or move that one away")
    out.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name[:64]}.", suffix=".part"))
    try:
        yield part
        _settle(part)
        part.replace(out)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def name_file(record: Record) -> str:
    """What the files of an article are called, without a suffix: words of its title, and its id."""
    return f"{name_slug(name_article(record))}-{record.document.id[:12]}"


def name_slug(title: str) -> str:
    """The words of a title in small ASCII letters and digits, with hyphens; "article" where none are left."""
    words = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")
    return words[:_SLUG_LENGTH].strip("-") or "article"


def _settle(folder: Path) -> None:
    """All files on the disk, and the folder's permissions as of any new folder."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
    mask = os.umask(0)
    os.umask(mask)
    folder.chmod(_FOLDER_MODE & ~mask)
