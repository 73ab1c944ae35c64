"""A page of HTML for each article, and one that lists them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from onrecord.export.folder import name_file, new_folder
from onrecord.model.kept import Kept
from onrecord.render.arrange import arrange_record
from onrecord.render.html import Entry, list_page, render_index, render_page

INDEX = "index.html"


def write(kept: Iterable[Kept], out: Path) -> None:
    """Write the pages into the new folder `out`.

    The entries of the index are all that is held of the pages written. A newer version of an article with the
    same text has the same page.

    Raises:
        InputError: something is at `out` already.
        OSError: not all of it can be written.
    """
    entries: dict[str, Entry] = {}
    with new_folder(out) as folder:
        for one in kept:
            view = arrange_record(one.record)
            name = f"{name_file(one.record)}.html"
            (folder / name).write_bytes(render_page(view).encode())
            entries[name] = list_page(view, name)
        (folder / INDEX).write_bytes(render_index(list(entries.values())).encode())
