"""WARC files give their articles with captures; what is none is counted, what is bad is named."""

from __future__ import annotations

import gzip
import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from bench.warc_records import make_pdf
from onrecord.errors import InputError, LocationNotFound, MalformedInput
from onrecord.ingest import framing, payload
from onrecord.ingest.extract import extract
from onrecord.ingest.skipped import Skipped
from onrecord.ingest.warc import read_warc, read_warc_record
from onrecord.model.capture import Capture, WarcPlace
from onrecord.model.document import Source
from tests.ingest.pages import PARAGRAPHS, build_page

PAGE = build_page().encode()
URL = "https://shore.example/news/bridge"
ID = "<urn:uuid:00000000-0000-4000-8000-000000000001>"
NOW = "2026-01-01T00:00:00Z"
Found = Source | Skipped | InputError


def write(
    body: bytes = PAGE,
    *,
    kind: str = "response",
    status: str = "200 OK",
    headers: Mapping[str, str] | None = None,
    warc: Mapping[str, str] | None = None,
    url: str = URL,
    media_type: str = "",
    identity: str = ID,
) -> bytes:
    """One record, plain; without `headers` its HTTP answer is labelled as HTML."""
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=False)
    fields = {"Content-Type": "text/html"} if headers is None else headers
    http = StatusAndHeaders(status, list(fields.items()), protocol="HTTP/1.1") if kind == "response" else None
    record = writer.create_warc_record(
        url,
        kind,
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=http,
        warc_content_type=media_type,
        warc_headers_dict={"WARC-Record-ID": identity, "WARC-Date": "2021-03-04T10:00:00Z", **(warc or {})},
    )
    writer.write_record(record)
    return stream.getvalue()


def read(folder: Path, content: bytes, name: str = "a.warc") -> list[Found]:
    (folder / name).write_bytes(content)
    return list(read_warc(str(folder / name), lambda: NOW))


def only(found: list[Found]) -> Source:
    assert len(found) == 1
    assert isinstance(found[0], Source), found[0]
    return found[0]


def only_error(found: list[Found]) -> str:
    assert len(found) == 1
    assert isinstance(found[0], InputError), found[0]
    return str(found[0])


def only_reason(found: list[Found]) -> str:
    assert len(found) == 1
    assert isinstance(found[0], Skipped), found[0]
    return found[0].reason


@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_gives_its_page_and_its_capture(tmp_path: Path, packed: bool) -> None:
    first = write(b"x", status="404 Not Found")
    second = write(headers={"Content-Type": "Text/HTML; charset=utf-8", "Server": "shore"})
    content = gzip.compress(first) + gzip.compress(second) if packed else first + second
    offset = len(gzip.compress(first)) if packed else len(first)
    skipped, source = read(tmp_path, content)
    path = str(tmp_path / "a.warc")
    assert skipped == Skipped(f"{path}#0", "HTTP status 404")
    place = WarcPlace(path=path, offset=offset, record_id=ID)
    assert source == Source(
        location=f"{path}#{offset}",
        content=PAGE,
        media_type="text/html",
        url=URL,
        capture=Capture(
            fetched="2021-03-04T10:00:00Z",
            status=200,
            headers=(("content-type", "Text/HTML; charset=utf-8"), ("server", "shore")),
            warc=place,
        ),
    )
    assert PARAGRAPHS[0] in extract(source).document.text
    assert read_warc_record(place) == PAGE


def test_a_record_is_found_again_in_a_member_of_several(tmp_path: Path) -> None:
    records = [write(b"<html>%d" % n, identity=f"<urn:x:{n}>") for n in range(3)]
    found = read(tmp_path, gzip.compress(b"".join(records)), "a.warc.gz")
    path = str(tmp_path / "a.warc.gz")
    assert [one.location for one in found if isinstance(one, Source)] == [
        f"{path}#0",
        f"{path}#0.1",
        f"{path}#0.2",
    ]
    for number, source in enumerate(found):
        assert isinstance(source, Source)
        assert source.capture is not None
        assert source.capture.warc is not None
        assert read_warc_record(source.capture.warc) == b"<html>%d" % number


def test_a_record_that_is_not_there_any_more(tmp_path: Path) -> None:
    read(tmp_path, write(kind="resource", media_type="text/html"))
    path = str(tmp_path / "a.warc")
    for place in (
        WarcPlace(path=path, offset=0, record_id="<urn:other>"),
        WarcPlace(path=path, offset=7, record_id=ID),
        WarcPlace(path=path, offset=10**9, record_id=ID),
        WarcPlace(path=f"{path}.gz", offset=0, record_id=ID),
    ):
        with pytest.raises(LocationNotFound):
            read_warc_record(place)


def test_a_changed_record_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(write().replace(b"cables", b"tables"))
    place = WarcPlace(path=str(tmp_path / "a.warc"), offset=0, record_id=ID)
    with pytest.raises(MalformedInput, match=r"the record at byte 0 \(<urn.*Digest"):
        read_warc_record(place)


def test_a_path_is_kept_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.warc").write_bytes(write())
    monkeypatch.chdir(tmp_path)
    source = only(list(read_warc("a.warc")))
    assert source.location == "a.warc#0"
    assert source.capture is not None
    assert source.capture.warc is not None
    assert source.capture.warc.path == str(tmp_path / "a.warc")


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (write(kind="metadata", media_type="application/warc-fields"), "record of type metadata"),
        (write().replace(b"WARC-Type: response", b"WARC-Type: revisit"), "record of type revisit"),
        (write().replace(b"WARC-Type: response", b"WARC-Type: newsflash"), "record of another type"),
        (write(status="301 Moved"), "HTTP status 301"),
        (write(headers={"Content-Type": "text/css"}), "media type text/css"),
        (write(b"\x89PNG\r\n\x1a\n", headers={"Content-Type": "image/png"}), "media type image/png"),
        (write(b"\x89PNG\r\n\x1a\n"), "mislabelled"),
        (write(b"no page", headers={"Content-Type": "application/pdf"}), "mislabelled"),
        (write(b"some words", headers={}), "media type unknown"),
        (write(b"", headers={"Content-Type": "text/plain"}), "empty"),
        (write(url="https://shore.example/robots.txt?x"), "robots.txt"),
        (write(kind="resource", media_type="text/dns"), "media type text/dns"),
        (write(headers={"Content-Type": "image/png", "Content-Encoding": "gzip"})[:-300], None),
    ],
    ids=range(13),
)
def test_what_is_no_article_is_counted_by_reason(tmp_path: Path, record: bytes, reason: str | None) -> None:
    found = read(tmp_path, record)
    assert only_reason(found) == reason if reason else "cut off" in only_error(found)


@pytest.mark.parametrize(
    "label",
    ["image/jpeg", "application/octet-stream", "text/plain", "application/xhtml+xml", "unknown/unknown", ""],
)
def test_a_page_is_a_page_whatever_its_label(tmp_path: Path, label: str) -> None:
    assert (
        only(read(tmp_path, write(headers={"Content-Type": label} if label else {}))).media_type
        == "text/html"
    )


def test_a_pdf_is_a_pdf_whatever_its_label(tmp_path: Path) -> None:
    source = only(read(tmp_path, write(make_pdf(3))))
    assert source.media_type == "application/pdf"
    assert "bridge number 3" in extract(source).document.text


def test_texts_resources_and_conversions(tmp_path: Path) -> None:
    text = b"The mayor said that the bridge was shut.\n"
    for record in (
        write(text, headers={"Content-Type": "text/plain"}),
        write(text, kind="conversion", media_type="text/plain"),
    ):
        source = only(read(tmp_path, record))
        assert (source.content, source.media_type) == (text, "text/plain")
    source = only(read(tmp_path, write(kind="resource", media_type="text/html", url="file:///a.html")))
    assert (source.media_type, source.url) == ("text/html", None)
    assert source.capture is not None
    assert (source.capture.status, source.capture.headers) == (None, ())


def test_bodies_are_unpacked(tmp_path: Path) -> None:
    packed = gzip.compress(PAGE)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    fields = {"Content-Type": "text/html", "Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}
    assert only(read(tmp_path, write(chunked, headers=fields))).content == PAGE


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (write().replace(b"cables", b"tables"), "WARC-Block-Digest"),
        (write().replace(b"cables", b"tables").replace(b"WARC-Block-Digest", b"X"), "WARC-Payload-Digest"),
        (
            write(b"5\r\nabc", headers={"Content-Type": "text/html", "Transfer-Encoding": "chunked"}),
            "within a chunk",
        ),
        (write(gzip.compress(PAGE)[:-9], headers={"Content-Encoding": "gzip"}), "has no end"),
        (write().replace(b"HTTP/1.1", b"PTTH/1.1"), "no HTTP answer"),
        (write().replace(b"1.1 200 OK", b"1.1 many  "), "no status"),
        (write(warc={"WARC-Segment-Number": "1"}), "segments"),
        (write()[:-100], "cut off"),
    ],
    ids=range(8),
)
def test_a_bad_record_is_named_and_the_next_goes_on(tmp_path: Path, record: bytes, message: str) -> None:
    good = write(identity="<urn:uuid:2>")
    found = read(tmp_path, gzip.compress(good) + gzip.compress(record) + gzip.compress(good))
    assert [isinstance(one, Source) for one in found] == [True, False, True]
    error = str(found[1])
    assert error.startswith(f"{tmp_path}/a.warc: the record at byte {len(gzip.compress(good)):,} ({ID}): ")
    assert message in error


def test_digests_of_either_body_are_accepted(tmp_path: Path) -> None:
    whole = write()
    digest = next(line for line in whole.split(b"\r\n") if line.startswith(b"WARC-Payload-Digest"))
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    sent = write(chunked, headers={"Content-Type": "text/html", "Transfer-Encoding": "chunked"})
    theirs = next(line for line in sent.split(b"\r\n") if line.startswith(b"WARC-Payload-Digest"))
    assert digest != theirs
    assert only(read(tmp_path, sent)).content == PAGE
    assert only(read(tmp_path, sent.replace(theirs, digest))).content == PAGE


def test_sizes_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payload, "PAYLOAD_LIMIT", 1_000_000)
    bomb = write(gzip.compress(b"<html>" + bytes(3_000_000)), headers={"Content-Encoding": "gzip"})
    assert "too much for one article" in only_error(read(tmp_path, bomb))
    monkeypatch.setattr(framing, "BLOCK_LIMIT", 1_000_000)
    assert "too much for one article" in only_error(read(tmp_path, write(b"<p>" + b"word " * 400_000)))
    large = write(b"x" * 2_000_000, headers={"Content-Type": "video/mp4"})
    assert only_reason(read(tmp_path, large)) == "media type video/mp4"
    large = write(b"x" * 2_000_000, headers={"Content-Type": "image/png"})
    assert only_reason(read(tmp_path, large)) == "media type image/png"


def test_garbage_is_named(tmp_path: Path) -> None:
    garbage, source = read(tmp_path, b"nothing of the kind\n" + write())
    assert str(garbage) == f"{tmp_path}/a.warc: bytes 0 to 20 are no WARC records"
    assert isinstance(source, Source)


def test_strange_names_and_dates(tmp_path: Path) -> None:
    record = write(headers={"Content-Type": "text/html", "X-Name": "caf%%%%%%%%"})
    record = record.replace(b"caf%%%%%%%%", b"caf\xe9\x01      ")
    record = record.replace(b"WARC-Date: 2021-03-04T10:00:00Z", b"WARC-Date: yesterday")
    record = record.replace(URL.encode(), b"<" + URL.encode()[:-2] + b">").replace(b"WARC-Block-Digest", b"X")
    capture = only(read(tmp_path, record)).capture
    assert capture is not None
    assert capture.fetched == NOW
    assert dict(capture.headers)["x-name"] == "café"
    assert only(read(tmp_path, record)).url == URL[:-2]


@pytest.mark.parametrize(
    ("date", "fetched"),
    [
        ("2021-03-04T10:00:00.123456Z", "2021-03-04T10:00:00Z"),
        ("2021-03-04T12:00:00+02:00", "2021-03-04T10:00:00Z"),
        ("2021-03-04", "2021-03-04T00:00:00Z"),
        ("0001-01-01T00:00:00+23:00", NOW),
    ],
)
def test_dates_are_in_utc(tmp_path: Path, date: str, fetched: str) -> None:
    capture = only(read(tmp_path, write(warc={"WARC-Date": date}))).capture
    assert capture is not None
    assert capture.fetched == fetched


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LocationNotFound):
        list(read_warc(str(tmp_path / "missing.warc")))
