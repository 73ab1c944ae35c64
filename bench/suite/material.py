"""Records and stores that several measures need: made once, kept in a folder outside of the repository."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

import onrecord
from bench.suite.keeping import digest_parts
from bench.suite.measure import ROOT, Material
from onrecord.errors import InputError
from onrecord.evaluate.brat import Annotated, read_corpus
from onrecord.evaluating import read_records
from onrecord.model.record import Record

DEV = "corpora/polnear/dev"
REAL = "articles/real.jsonl"
READING = ("model", "ingest", "analyse")
COMPARING = (*READING, "resolve", "store")
_NOW = "2026-11-28T12:00:00Z"
_TOGETHER = 50


def read_dev(material: Material) -> tuple[list[Annotated], list[Record]]:
    """The articles of PolNeAR's development set with their records, in one order."""
    articles = list(read_corpus(material.shared / DEV))
    records = _keep(
        material,
        [material.shared / DEV],
        lambda: list(onrecord.read_many([article.text for article in articles], language="en")),
    )
    return articles, list(read_records(records))


def read_real(material: Material) -> Path:
    """A file with the records of the real articles, a line of JSON each."""
    path = material.shared / REAL
    return _keep(material, [path], lambda: list(onrecord.read_many([path])))


def _keep(material: Material, sources: Sequence[Path], read: Callable[[], list[Record]]) -> Path:
    """The file of records for what lies at `sources`, read where this state of the code has not yet."""
    path = material.work / f"{_name(sources, READING)}.jsonl"
    if not path.exists():
        part = path.with_suffix(".part")
        part.write_bytes(b"".join(record.to_json() + b"\n" for record in read()))
        part.replace(path)
    return path


def _name(sources: Sequence[Path], parts: tuple[str, ...]) -> str:
    digest = hashlib.sha256(repr(digest_parts(parts)).encode())
    for source in sources:
        for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
            digest.update(str(path).encode())
            digest.update(path.read_bytes() if path.is_file() else b"")
    return f"{sources[0].stem}-{digest.hexdigest()[:16]}"


def forbid_repository(work: Path) -> None:
    """Make the folder for records.

    Raises:
        InputError: it lies within the repository, where no text of articles belongs.
    """
    if work.resolve().is_relative_to(ROOT):
        raise InputError(f"{work} lies within the repository, where no text of articles belongs")
    work.mkdir(parents=True, exist_ok=True)


@contextmanager
def open_real(material: Material) -> Iterator[Connection]:
    """A store of the real articles, all compared with each other, to ask."""
    from onrecord.resolve.catching_up import compare_waiting
    from onrecord.store.opening import open_store
    from onrecord.store.writer import add_record

    records = read_real(material)
    path = material.work / f"{_name([records], COMPARING)}.db"
    if not path.exists():
        part = path.with_suffix(".part.db")
        part.unlink(missing_ok=True)
        with open_store(part, create=True) as store, store.writing() as connection:
            for record in read_records(records):
                add_record(connection, record, now=_NOW)
            while compare_waiting(connection):
                pass
        part.replace(path)
    with open_store(path) as store, store.reading() as connection:
        yield connection
