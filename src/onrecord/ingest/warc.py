"""Articles from a web archive: WARC files, plain or in gzip."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from onrecord.errors import InputError, LocationNotFound, MalformedInput, NotText
from onrecord.ingest.decode import check_kind
from onrecord.ingest.fetch import Clock, name_location, open_location, printable
from onrecord.ingest.framing import Frame, Gap, read_frames
from onrecord.ingest.markup import is_page
from onrecord.ingest.office import DOCX, PDF, find_media_type
from onrecord.ingest.payload import is_digest_of, unchunk, unpack
from onrecord.ingest.skipped import Skipped
from onrecord.model.capture import Capture, WarcPlace
from onrecord.model.clock import now_utc
from onrecord.model.document import Source

_READ_TYPES = frozenset({"response", "resource", "conversion"})
_KNOWN_TYPES = frozenset({"warcinfo", "request", "metadata", "revisit", "continuation"})
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
# Labels that say nothing, and those that pages now and then have by mistake.
_UNSURE = re.compile(r"application/(?:octet-stream|unknown|force-download|x-unknown)|unknown/.*|image/.*|")
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
_HTTP_END = re.compile(rb"\r?\n\r?\n")
_ROBOTS = re.compile(r"https?://[^/?#]*/robots\.txt(?:[?#]|$)", re.IGNORECASE)
_OK = 200
_LONGEST_NAME = 200


class _Passed(Exception):
    """A record that is no article, and why."""


class _Answer(NamedTuple):
    """What a record holds: of HTTP with status and headers, and the body as it was sent."""

    status: int | None
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def get(self, name: str) -> str:
        """The values of a header, joined by commas; "" where there is none."""
        return ", ".join(value for key, value in self.headers if key == name)


def read_warc(location: str, clock: Clock = now_utc) -> Iterator[Source | Skipped | InputError]:
    """The articles in a WARC file, in its order and one at a time.

    Read are answers with status 200, resources and conversions that are HTML, plain text, PDF or DOCX, also
    those labelled as pictures or as nothing; all else comes as `Skipped`. A record that is broken, cut off,
    too large or belies its digests comes as an error that names the byte where it begins and its id, and so
    does a stretch between records that is none; the records behind it go on.

    Raises:
        InputError: the file itself cannot be read.
    """
    where = name_location(location)
    with open_location(location) as stream:
        if not stream.seekable():
            raise InputError(f"{where}: a WARC file cannot come through a pipe: save it and give the file")
        for frame in read_frames(stream):
            if isinstance(frame, Gap):
                yield MalformedInput(f"{where}: bytes {frame.start:,} to {frame.end:,} are no WARC records")
            else:
                yield _read_frame(frame, location, clock)


def read_warc_record(place: WarcPlace) -> bytes:
    """The bytes that the record at `place` holds, unpacked as when they were first read.

    Raises:
        LocationNotFound: there is no such file, or no such record at the place.
        InputError: the record cannot be read, or belies its digests.
    """
    where = f"{name_location(place.path)}: the record at byte {place.offset:,} ({place.record_id})"
    with open_location(place.path) as stream:
        for frame in read_frames(stream, place.offset):
            if isinstance(frame, Gap) or frame.offset != place.offset:
                break
            headers = _read_headers(frame.head)
            if _read_id(headers) == place.record_id:
                try:
                    return _read_content(frame, _read_answer(frame.block, headers), headers)
                except InputError as error:
                    raise type(error)(f"{where}: {error}") from error
    raise LocationNotFound(f"{where} is not there any more: give the file that it stood in")


def _read_frame(frame: Frame, location: str, clock: Clock) -> Source | Skipped | InputError:
    place = f"{printable(location)}#{frame.offset}" + (f".{frame.number}" if frame.number else "")
    identity = ""
    try:
        headers = _read_headers(frame.head)
        identity = _read_id(headers)
        answer, content, media_type = _read_article(frame, headers)
    except _Passed as passed:
        return Skipped(place, str(passed))
    except InputError as error:
        named = f"the record at byte {frame.offset:,} ({identity or 'without an id'})"
        return type(error)(f"{name_location(location)}: {named}: {error}")
    path = printable(str(Path(location).absolute()))
    return Source(
        location=place,
        content=content,
        media_type=media_type,
        url=_find_url(headers),
        capture=Capture(
            fetched=_read_date(headers.get("warc-date", "")) or clock(),
            status=answer.status,
            headers=answer.headers,
            warc=WarcPlace(path=path, offset=frame.offset, record_id=identity),
        ),
    )


def _read_article(frame: Frame, headers: dict[str, str]) -> tuple[_Answer, bytes, str]:
    """What the record holds, the same unpacked, and its media type.

    Raises:
        _Passed: it is no article.
        InputError: it cannot be read; the message is for what names the record.
    """
    if frame.trouble:
        raise MalformedInput(frame.trouble)
    kind = headers.get("warc-type", "").lower()
    if kind not in _READ_TYPES:
        raise _Passed(f"record of type {kind}" if kind in _KNOWN_TYPES else "record of another type")
    answer = _read_answer(frame.block, headers)
    if answer.status not in (None, _OK):
        raise _Passed(f"HTTP status {answer.status}")
    if _is_robots(headers):
        raise _Passed("robots.txt")
    label = _read_label(answer, headers)
    if not (label in _PAGES or label in ("text/plain", PDF, DOCX) or _UNSURE.fullmatch(label)):
        raise _Passed(f"media type {label}")
    try:
        content = _read_content(frame, answer, headers)
    except InputError:
        if label.startswith("image/"):
            raise _Passed(f"media type {label}") from None
        raise
    return answer, content, _choose_type(label, content)


def _read_content(frame: Frame, answer: _Answer, headers: dict[str, str]) -> bytes:
    """The payload of a record, unpacked; what does not fit its digests is refused."""
    if frame.trouble:
        raise MalformedInput(frame.trouble)
    if not frame.is_whole:
        raise InputError(f"{frame.length:,} bytes, too much for one article")
    if "warc-segment-number" in headers:
        raise MalformedInput("one of several segments of a record, which are not joined: join them first")
    if is_digest_of(headers.get("warc-block-digest", ""), frame.block) is False:
        raise MalformedInput("its block does not fit its WARC-Block-Digest: the archive was damaged")
    body = unchunk(answer.body) if "chunked" in answer.get("transfer-encoding").lower() else answer.body
    content = unpack(body, answer.get("content-encoding"))
    # Some archivers take it from the body as it was sent, others from what they unpacked.
    if is_digest_of(headers.get("warc-payload-digest", ""), answer.body, body, content) is False:
        raise MalformedInput("its payload does not fit its WARC-Payload-Digest: the archive was damaged")
    return content


def _choose_type(label: str, content: bytes) -> str:
    """The media type that the bytes speak for, whatever they are labelled as."""
    if not content.strip():
        raise _Passed("empty")
    if media_type := find_media_type(content):
        return media_type
    try:
        check_kind(content, "")
    except NotText:
        raise _Passed(f"media type {label}" if label.startswith("image/") else "mislabelled") from None
    if label in _PAGES or is_page(Source(location="", content=content)):
        return "text/html"
    if label == "text/plain":
        return label
    raise _Passed("mislabelled" if label in (PDF, DOCX) else f"media type {label or 'unknown'}")


def _read_headers(head: bytes) -> dict[str, str]:
    """The fields of a record's header, by their names in lower case; of those that recur, the first."""
    found: dict[str, str] = {}
    for name, value in _parse_head(head)[1]:
        found.setdefault(name, value)
    return found


def _parse_head(head: bytes) -> tuple[int | None, tuple[tuple[str, str], ...]]:
    """The HTTP status, if there is one, and the fields below the first line, their names in lower case."""
    from fastwarc.warc import HeaderMap

    lines = head.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    fields = HeaderMap()
    try:
        fields.parse(io.BytesIO(lines + b"\r\n\r\n"))
    except (OSError, ValueError) as error:
        raise MalformedInput(f"its header cannot be read ({error})") from error
    pairs = ((_decode(name).lower(), _decode(value)) for name, value in fields.items_bytes())
    return fields.status_code, tuple(pairs)


def _decode(value: bytes) -> str:
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    if not text.isprintable():
        text = "".join(one if one.isprintable() else " " for one in text)
    return text.strip()


def _read_answer(block: bytes, headers: dict[str, str]) -> _Answer:
    is_http = headers.get("content-type", "").lower().startswith("application/http")
    if not is_http or headers.get("warc-type", "").lower() != "response":
        return _Answer(None, (), block)
    end = _HTTP_END.search(block, 0, len(block))
    if end is None or not block.startswith(b"HTTP/"):
        raise MalformedInput("it holds no HTTP answer, though it says so")
    status, fields = _parse_head(block[: end.start()])
    if status is None:
        raise MalformedInput("its HTTP answer has no status")
    return _Answer(status, fields, block[end.end() :])


def _read_label(answer: _Answer, headers: dict[str, str]) -> str:
    """The media type that the record is labelled with, in lower case; "" where there is none."""
    given = answer.get("content-type") if answer.status is not None else headers.get("content-type", "")
    match = _MEDIA_TYPE.match(given.strip().lower())
    return match.group()[:_LONGEST_NAME] if match else ""


def _read_id(headers: dict[str, str]) -> str:
    return headers.get("warc-record-id", "")[:_LONGEST_NAME]


def _find_url(headers: dict[str, str]) -> str | None:
    url = headers.get("warc-target-uri", "").removeprefix("<").removesuffix(">")
    return url if url.lower().startswith(("http://", "https://")) and " " not in url else None


def _is_robots(headers: dict[str, str]) -> bool:
    return bool(_ROBOTS.match(_find_url(headers) or ""))


def _read_date(value: str) -> str | None:
    """The record's date in UTC and to the second, if it is one."""
    try:
        moment = datetime.fromisoformat(value)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if aware.year > 1000 else None
    except (ValueError, OverflowError):
        return None
