"""Folders and patterns to the files in them, in order."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from onrecord.errors import InputError, LocationNotFound
from onrecord.ingest.fetch import printable
from onrecord.ingest.skipped import Skipped

# fmt: off
READ_SUFFIXES = frozenset({
    "", ".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".xht", ".shtml", ".pdf", ".docx", ".csv", ".tsv",
    ".jsonl", ".ndjson", ".json", ".warc", ".wet", ".gz",
})
# fmt: on
_MAGIC = re.compile(r"[*?\[]")
_DEEPEST = 100
Found = str | Skipped | InputError


def is_folder(location: str) -> bool:
    """Whether a folder stands at the location."""
    try:
        return Path(location).is_dir()
    except (OSError, ValueError):
        return False


def is_pattern(location: str) -> bool:
    """Whether this is a pattern of names (`*`, `?`, `[abc]`, `**`) and not the name of a file that exists."""
    if not _MAGIC.search(location):
        return False
    try:
        return not os.path.lexists(location)
    except ValueError:
        return False


def walk_folder(location: str) -> Iterator[Found]:
    """The files under the folder that are of a kind to be read, sorted by name, folder by folder.

    Hidden files and folders are passed over in silence. Links to folders are not followed, nor those to
    files outside the folder or to files that are met at their own place; these, devices, pipes and files of
    other kinds come as `Skipped`. A folder that cannot be listed comes as its error.
    """
    root = os.path.realpath(location)
    yield from _walk(location, root, depth=0)


def expand_pattern(pattern: str) -> Iterator[Found]:
    """The files that the pattern matches, sorted; `**` stands for any number of folders, also none.

    As in a shell, hidden names are matched only by a part that begins with a dot. Folders are not matched,
    and links are followed as in `walk_folder`.
    """
    parts = list(Path(pattern).parts)
    first = next(number for number, part in enumerate(parts) if _MAGIC.search(part))
    top = str(Path(*parts[:first])) if first else ""
    if not is_folder(top or "."):
        yield LocationNotFound(f"{printable(pattern)}: there is no such folder to look in")
        return
    found = sorted(set(_match(top, _merge_stars(parts[first:]), depth=0)))
    if not found:
        yield LocationNotFound(f"{printable(pattern)}: no file has a name like this")
    root = os.path.realpath(top or ".")
    plain = {os.path.realpath(path) for path in found if not Path(path).is_symlink()}
    for path in found:
        target = os.path.realpath(path)
        leads_on = target not in plain and _is_inside(target, root)
        yield Skipped(printable(path), "a link") if Path(path).is_symlink() and not leads_on else path


def _walk(folder: str, root: str, depth: int) -> Iterator[Found]:
    entries = _list(folder)
    if isinstance(entries, InputError) or depth > _DEEPEST:
        yield entries if isinstance(entries, InputError) else _too_deep(folder)
        return
    for entry in entries:
        path = str(Path(folder, entry.name))
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, root, depth + 1)
        else:
            yield _judge(path, root)


def _list(folder: str) -> list[os.DirEntry[str]] | InputError:
    """What stands in the folder, sorted by name."""
    try:
        with os.scandir(folder or ".") as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        reason = error.strerror or error
        return InputError(f"{printable(folder)}: the folder cannot be listed: {reason}")


def _too_deep(folder: str) -> InputError:
    return InputError(f"{printable(folder)}: more than {_DEEPEST} folders deep: give this folder by itself")


def _judge(path: str, root: str) -> str | Skipped:
    """The path, if the file there is one to be read."""
    if Path(path).is_symlink() and not _leads_on(path, root):
        return Skipped(printable(path), "a link")
    try:
        mode = Path(path).stat().st_mode
    except OSError:
        return path  # Whoever opens it will say what is wrong.
    if not stat.S_ISREG(mode):
        return Skipped(printable(path), "not a file")
    suffix = Path(path).suffix.lower()
    return path if suffix in READ_SUFFIXES else Skipped(printable(path), f"a file of kind {suffix}")


def _leads_on(link: str, root: str) -> bool:
    """Whether the link leads to a file under `root` that is hidden there, and so not met at its own place."""
    target = os.path.realpath(link)
    hidden = any(part.startswith(".") for part in Path(os.path.relpath(target, root)).parts)
    return hidden and _is_inside(target, root)


def _is_inside(target: str, root: str) -> bool:
    """Whether a file stands at `target`, and that is under `root`; both are paths without links."""
    return Path(target).is_relative_to(root) and Path(target).is_file()


def _merge_stars(parts: list[str]) -> list[str]:
    return [part for number, part in enumerate(parts) if part != "**" or parts[number - 1 : number] != ["**"]]


def _match(folder: str, parts: list[str], depth: int) -> Iterator[str]:
    """The files under `folder` that match the parts of a pattern."""
    if not parts or depth > _DEEPEST:
        return
    part, rest = parts[0], parts[1:]
    if part == "**":
        yield from _match(folder, rest or ["*"], depth)
    elif not _MAGIC.search(part):
        yield from _match_name(str(Path(folder, part)), rest, depth)
        return
    entries = _list(folder)
    for entry in [] if isinstance(entries, InputError) else entries:
        path = str(Path(folder, entry.name))
        if part == "**":
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                yield from _match(path, parts, depth + 1)
        elif _is_like(entry.name, part):
            yield from _match_name(path, rest, depth)


def _match_name(path: str, rest: list[str], depth: int) -> Iterator[str]:
    if rest and Path(path).is_dir() and not Path(path).is_symlink():
        yield from _match(path, rest, depth + 1)
    elif not rest and os.path.lexists(path) and not Path(path).is_dir():
        yield path


def _is_like(name: str, part: str) -> bool:
    return fnmatchcase(name, part) and (part.startswith(".") or not name.startswith("."))
