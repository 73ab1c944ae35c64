"""From bytes to text, with nothing altered but the byte order mark taken off."""

from __future__ import annotations

import codecs
import re

from onrecord.errors import NotText
from onrecord.ingest.fetch import name_location

# UTF-32 stands first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_AS_TEXT = "export the article as plain text or HTML and give that"
_UNPACK = "unpack it and give the files in it"
_AS_DOCX = "save the document as DOCX, plain text or HTML"
_AS_NEW = f"save it as DOCX, or {_AS_TEXT}"
_RENAME = "give it as a file of its own, whose name ends with"
_DESCRIBE = "give the article's words instead: a picture, sound or film cannot be read"
_KINDS = (
    (re.compile(rb"%PDF-"), "a PDF", f"{_RENAME} .pdf"),
    (re.compile(rb"\{\\rtf"), "a rich text (RTF) document", _AS_TEXT),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an old Office document", _AS_NEW),
    (re.compile(rb"From: <Saved by "), "a web archive (MHTML)", "save the page as HTML"),
    (re.compile(rb"PK\x03\x04"), "a ZIP archive or an Office document", f"{_UNPACK}, or {_AS_DOCX}"),
    (re.compile(rb"\x1f\x8b"), "gzip-compressed", _UNPACK),
    (re.compile(rb"BZh[1-9]1AY&SY"), "bzip2-compressed", _UNPACK),
    (re.compile(rb"\xfd7zXZ\x00|7z\xbc\xaf\x27\x1c|\x28\xb5\x2f\xfd|Rar!\x1a\x07"), "compressed", _UNPACK),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "a PNG picture", _DESCRIBE),
    (re.compile(rb"\xff\xd8\xff"), "a JPEG picture", _DESCRIBE),
    (re.compile(rb"GIF8[79]a[^\n]{0,10}\x00"), "a GIF picture", _DESCRIBE),
    (re.compile(rb"RIFF....(?:WEBP|WAVE|AVI )", re.DOTALL), "a picture, sound or film", _DESCRIBE),
    (re.compile(rb"\x00\x00..ftyp|OggS\x00|ID3[\x02-\x04]\x00", re.DOTALL), "a sound or film", _DESCRIBE),
    (re.compile(rb"\x7fELF|MZ\x90\x00"), "a program", "give the file of an article"),
    (re.compile(rb"SQLite format 3\x00"), "an SQLite database", "give the file of an article"),
)
# All of C0 but tab, line feed, vertical tab, form feed, carriage return and escape; and DEL.
_CONTROLS = [chr(code) for code in (*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F)]
_LONG_SEQUENCE = re.compile(rb"[\xe1-\xf4][\x80-\xbf]{2}")
_NUL_SAMPLE = 64 * 1024


def decode(content: bytes, location: str) -> str:
    """The text in `content`.

    In this order: what a byte order mark says (the mark is no part of the text), UTF-16 without one where
    NULs stand at every other place, UTF-8, and else Windows-1252. Line ends, stray NULs and all other
    characters stay as they are. `location` is for the message.

    Raises:
        NotText: the bytes are of another kind of file, or no text in any of these encodings.
    """
    check_kind(content, location)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked(_decode_marked(content[len(mark) :], encoding, location), location)
    text = _decode_wide(content)
    if text is None:
        text = _decode_narrow(content, location)
    return _checked(text, location)


def check_kind(content: bytes, location: str) -> None:
    """Raise NotText, naming the kind, where the bytes begin like a file that is not text."""
    for pattern, kind, advice in _KINDS:
        if pattern.match(content):
            raise NotText(f"{name_location(location)}: this is {kind}, not text: {advice}")


def has_mark(content: bytes) -> bool:
    """Whether a byte order mark says how the bytes are encoded."""
    return content.startswith(tuple(mark for mark, _ in _MARKS))


def _decode_marked(content: bytes, encoding: str, location: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText(
            f"{name_location(location)}: the file is marked as {encoding.upper()}, but {_place(error)} "
            "is not: save it again as UTF-8"
        ) from error


def _decode_wide(content: bytes) -> str | None:
    """UTF-16 without a mark; None where the NULs do not stand as in UTF-16, or the text would be none."""
    if len(content) % 2 or b"\0" not in content:
        return None
    even, odd = content[:_NUL_SAMPLE:2].count(0), content[1:_NUL_SAMPLE:2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    # In any script, spaces and line ends give a NUL in one byte of their pair, and hardly ever in the other.
    pairs = min(len(content), _NUL_SAMPLE) // 2
    if max(even, odd) * 12 < pairs or min(even, odd) * 20 > max(even, odd):
        return None
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if _is_textual(text) else None


def _decode_narrow(content: bytes, location: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if is_damaged_utf8(content):
            raise NotText(
                f"{name_location(location)}: UTF-8 that is damaged: {_place(error)} is not valid; "
                "save the file again as UTF-8"
            ) from error
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        _checked(content.decode("latin-1"), location)
        raise NotText(
            f"{name_location(location)}: {_place(error)} is neither UTF-8 nor Windows-1252: "
            "this is no text, or one in another encoding; save it as UTF-8"
        ) from error


def is_damaged_utf8(content: bytes) -> bool:
    """Whether bytes that are not valid UTF-8 were meant to be: most of what is not ASCII in them is valid.

    Two characters of Windows-1252 may fall together to be valid by chance, as in “CAFÉ”; three hardly can.
    """
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    valid = len(text) - len(text.encode("ascii", "ignore")) - broken
    return broken < valid + 2 * len(_LONG_SEQUENCE.findall(content))


def _place(error: UnicodeDecodeError) -> str:
    return f"byte {error.start + 1} (0x{error.object[error.start]:02x})"


def _checked(text: str, location: str) -> str:
    if not _is_textual(text):
        raise NotText(
            f"{name_location(location)}: too many control characters for a text: "
            "this seems to be a file of another kind; give plain text or HTML"
        )
    return text


def _is_textual(text: str) -> bool:
    """Whether the text holds no more than a few stray control characters."""
    controls = sum(text.count(control) for control in _CONTROLS)
    return controls <= min(3, len(text) // 4) + len(text) // 50
