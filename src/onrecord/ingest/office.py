"""The text of PDF and DOCX files, through libraries that come as extras."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.errors import EmptyDocument, InputError, MalformedInput
from onrecord.ingest.fetch import name_location
from onrecord.ingest.page import Block
from onrecord.ingest.printed import goes_on, join_lines, read_lines
from onrecord.model.document import SegmentKind, Source

if TYPE_CHECKING:
    from docx.document import Document as Word
    from lxml.etree import _Element
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGE_LIMIT = 500
CHARACTER_LIMIT = 5_000_000
MEMBER_LIMIT = 5_000
UNPACKED_LIMIT = 128 * 1024 * 1024
RATIO_LIMIT = 200
_SMALL = 1024 * 1024
_PDF_HEAD = re.compile(rb".{0,1023}?%PDF-\d", re.DOTALL)
_HEADINGS = re.compile(r"heading \d|subtitle|subhead", re.IGNORECASE)
_LEFT_OUT = frozenset({"del", "moveFrom", "instrText", "Fallback", "drawing", "pict", "object", "rPr", "pPr"})
_APART = frozenset({"tbl", "txbxContent"})
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": ""}


def find_media_type(content: bytes) -> str | None:
    """The media type of a PDF or DOCX file, told by its bytes; None for anything else."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"PK\x03\x04") and b"word/document.xml" in content:
        return DOCX
    return None


def is_office(source: Source) -> bool:
    """Whether the source says that it is a PDF or DOCX file."""
    return source.text is None and (source.media_type or "").partition(";")[0].strip().lower() in (PDF, DOCX)


def read_office(source: Source) -> tuple[Block, ...]:
    """The paragraphs of a PDF or DOCX file, in order.

    Words are as they stand in the file: hyphens at line ends and what repeats on each page are left alone. A
    PDF knows no paragraphs: lines are joined to them by the space between lines, short lines and indents.

    Raises:
        MalformedInput: the file is broken, or no such file at all.
        EmptyDocument: there are pages, but no text in them, as in a scan.
        InputError: the library for it is missing, the file is encrypted, or too large to be read.
    """
    where = name_location(source.location)
    media_type = (source.media_type or "").partition(";")[0].strip().lower()
    blocks = tuple((_read_pdf if media_type == PDF else _read_docx)(source.content, where))
    if not any(block.text.strip() for block in blocks):
        advice = ": if it is a scan, run text recognition on it first" if media_type == PDF else ""
        raise EmptyDocument(f"{where}: there is no text in it{advice}")
    return blocks


def _read_pdf(content: bytes, where: str) -> Iterator[Block]:
    try:
        import pypdfium2
    except ImportError as error:
        raise _missing(where, "a PDF", "pdf") from error
    if not _PDF_HEAD.match(content):
        raise MalformedInput(f"{where}: this is no PDF, though it is said to be one")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError(
                f"{where}: the PDF is encrypted: save it without a password and give that"
            ) from error
        raise MalformedInput(f"{where}: the PDF is broken ({error}): export it again") from error
    try:
        yield from _read_pages(document, where)
    except pypdfium2.PdfiumError as error:
        raise MalformedInput(f"{where}: the PDF is broken ({error}): export it again") from error
    finally:
        document.close()


def _read_pages(document: PdfDocument, where: str) -> Iterator[Block]:
    if len(document) > PAGE_LIMIT:
        raise InputError(
            f"{where}: {len(document)} pages, more than {PAGE_LIMIT}: give the pages of the article"
        )
    size = 0
    last = ""
    for number in range(len(document)):
        page = document[number]
        try:
            lines = read_lines(page, CHARACTER_LIMIT - size)
        finally:
            page.close()
        if lines is None:
            raise InputError(f"{where}: the PDF has too much text for one article: give the article's pages")
        size += sum(len(line.text) for line in lines)
        for text in join_lines(lines):
            if last and not goes_on(last, text):
                yield Block("body", last)
                last = ""
            last = f"{last} {text}" if last else text
    yield Block("body", last)


def _read_docx(content: bytes, where: str) -> Iterator[Block]:
    try:
        import docx
    except ImportError as error:
        raise _missing(where, "a Word document", "docx") from error
    _check_archive(content, where)
    try:
        word = docx.Document(io.BytesIO(content))
        yield from _walk_body(word)
    except InputError:
        raise
    except Exception as error:
        # A broken package can fail in more ways than the library has names for.
        raise MalformedInput(
            f"{where}: the Word document is broken ({type(error).__name__}): save it again, or as plain text"
        ) from error


def _missing(where: str, kind: str, extra: str) -> InputError:
    return InputError(f'{where}: to read {kind}, first run: pip install "onrecord[{extra}]"')


def _check_archive(content: bytes, where: str) -> None:
    """Refuse what would unpack to more than an article can be, before anything of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, struct.error) as error:
        raise MalformedInput(f"{where}: the Word document is broken: {error}") from error
    if any(member.flag_bits & 1 for member in members):
        raise InputError(f"{where}: the Word document is encrypted: save it without a password and give that")
    unpacked = sum(member.file_size for member in members)
    packed = any(
        member.file_size > _SMALL and member.file_size > RATIO_LIMIT * max(member.compress_size, 1)
        for member in members
    )
    if packed or len(members) > MEMBER_LIMIT or unpacked > UNPACKED_LIMIT:
        raise InputError(
            f"{where}: the Word document would unpack to {unpacked:,} bytes in {len(members):,} parts, "
            "which is no article's: save its text and give that"
        )


def _walk_body(word: Word) -> Iterator[Block]:
    styles = {style.style_id: style.name or "" for style in word.styles}
    titled = False
    for element in word.element.body.iter():
        name = _local(element)
        if name == "tr":
            cells = [_words_of(cell) for cell in element if _local(cell) == "tc"]
            yield Block("body", "\t".join(filter(None, (" ".join(cell.split()) for cell in cells))))
        elif name == "p" and not any(_local(parent) in _APART for parent in element.iterancestors()):
            kind = _kind_of(styles.get(_style_of(element), ""), titled)
            titled = titled or kind == "headline"
            yield Block(kind, "\n".join(filter(None, map(_tidy, _words_of(element).split("\n")))))


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _style_of(paragraph: _Element) -> str:
    for element in paragraph.iterdescendants():
        if _local(element) == "pStyle":
            return next((value for name, value in element.attrib.items() if name.endswith("}val")), "")
    return ""


def _kind_of(style: str, titled: bool) -> SegmentKind:
    if style.lower() == "title" and not titled:
        return "headline"
    if _HEADINGS.match(style) or style.lower() == "title":
        return "subhead"
    return "caption" if style.lower() == "caption" else "body"


def _words_of(element: _Element) -> str:
    """The words in the element, without what was deleted, field codes and drawings."""
    parts: list[str] = []
    for child in element:
        name = _local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in _BREAKS:
            parts.append(_BREAKS[name])
        elif name not in _LEFT_OUT:
            parts.append(_words_of(child))
            parts.append("\n" if name == "p" else "")
    return "".join(parts)


def _tidy(text: str) -> str:
    return " ".join(text.split())
