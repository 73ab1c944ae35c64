"""The text of PDF and DOCX files, and a clear word on those that have none."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import docx
import pytest

from bench.warc_records import assemble_pdf
from onrecord.errors import EmptyDocument, InputError, MalformedInput
from onrecord.ingest import office
from onrecord.ingest.archive import find_sources
from onrecord.ingest.extract import extract
from onrecord.ingest.office import DOCX, PDF, find_media_type
from onrecord.model.document import Article, Source

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def make_pdf(*pages: str, extra: bytes = b"") -> bytes:
    """A PDF whose pages have these operators as their content; `F1` is a font."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(pages)))
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
        FONT,
    ]
    for number, page in enumerate(pages):
        content = page.encode("cp1252")
        parts.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % (5 + 2 * number)
        )
        parts.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    return assemble_pdf(parts).replace(b"trailer<<", b"trailer<<" + extra)


def set_lines(*lines: tuple[float, float, str], size: int = 10) -> str:
    """The operators that print each line at its place, from the lower left."""
    return "\n".join(f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET" for x, y, words in lines)


def read(content: bytes, media_type: str = PDF) -> Article:
    return extract(Source(location="article", content=content, media_type=media_type))


FIRST = (
    (50, 700, "The harbour bridge was closed on Wednesday after engineers found a crack in one of"),
    (50, 688, "its cables, which had been inspected in May by the company that built the inter-"),
    (50, 676, "national ferry terminal."),
)
SECOND = ((50, 652, "“We cannot take any risk,” said Ellen Marsh, the mayor of the town."),)


def test_lines_of_a_page_make_paragraphs() -> None:
    article = read(make_pdf(set_lines(*FIRST, *SECOND)))
    assert article.document.text.split("\n\n") == [
        "The harbour bridge was closed on Wednesday after engineers found a crack in one of its cables, "
        "which had been inspected in May by the company that built the inter-national ferry terminal.",
        "“We cannot take any risk,” said Ellen Marsh, the mayor of the town.",
    ]
    assert article.segments == ()
    assert article.document.language == "en"


def test_a_short_line_or_an_indent_ends_a_paragraph() -> None:
    lines = (
        (50, 700, "The harbour bridge was closed on Wednesday after engineers found a crack in it."),
        (50, 688, "Nobody was hurt."),
        (50, 676, "The mayor asked the drivers who use the bridge each day for patience and said that"),
        (50, 664, "the ferries would run by night, as they had done when the bridge was first built."),
        (64, 652, "Work is to begin at once, and will last for three weeks if the weather allows it to."),
    )
    paragraphs = read(make_pdf(set_lines(*lines))).document.text.split("\n\n")
    assert [paragraph.split()[0] for paragraph in paragraphs] == ["The", "The", "Work"]


def test_a_larger_size_is_a_heading_of_its_own() -> None:
    page = set_lines((50, 720, "Harbour bridge shut"), size=20) + "\n" + set_lines(*FIRST)
    assert read(make_pdf(page)).document.text.startswith(
        "Harbour bridge shut\n\nThe harbour bridge was closed"
    )


def test_a_sentence_goes_on_over_a_page() -> None:
    pages = set_lines(*FIRST[:2]), set_lines((50, 700, "national ferry terminal."), *SECOND)
    text = read(make_pdf(set_lines(FIRST[0]), set_lines((50, 700, "its cables."), *SECOND))).document.text
    assert "a crack in one of its cables.\n\n“We cannot" in text
    assert len(read(make_pdf(*pages)).document.text.split("\n\n")) == 2


def test_no_word_is_lost() -> None:
    words = [f"word{number}" for number in range(300)]
    lines = [(50, 740 - 12 * row, " ".join(words[row * 6 : row * 6 + 6])) for row in range(50)]
    source = Source(location="article", content=make_pdf(set_lines(*lines)), media_type=PDF)
    assert extract(source, language="en").document.text.split() == words


@pytest.mark.parametrize(
    ("content", "kind", "message"),
    [
        (b"", MalformedInput, "this is no PDF"),
        (b"words", MalformedInput, "this is no PDF"),
        (b"%PDF-1.4\nwords", MalformedInput, "the PDF is broken"),
        (make_pdf("", ""), EmptyDocument, "text recognition"),
        (make_pdf("0 0 100 100 re f"), EmptyDocument, "there is no text in it"),
    ],
)
def test_a_pdf_without_text_says_so(content: bytes, kind: type[InputError], message: str) -> None:
    with pytest.raises(kind, match=f"^article: .*{message}"):
        read(content)


def test_an_encrypted_pdf() -> None:
    locked = (
        b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>"
        b"/ID[<" + b"43" * 16 + b"><" + b"43" * 16 + b">]"
    )
    with pytest.raises(InputError, match="encrypted: save it without a password"):
        read(make_pdf(set_lines(*FIRST), extra=locked))


def test_limits_of_a_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    content = make_pdf(*[set_lines(*FIRST)] * 3)
    monkeypatch.setattr(office, "CHARACTER_LIMIT", 500)
    with pytest.raises(InputError, match="too much text"):
        read(content)
    monkeypatch.setattr(office, "PAGE_LIMIT", 2)
    with pytest.raises(InputError, match="3 pages, more than 2"):
        read(content)


@pytest.mark.parametrize("size", range(0, 1200, 40))
def test_a_pdf_that_is_cut_off_is_text_or_refused(size: int) -> None:
    content = make_pdf(set_lines(*FIRST, *SECOND))
    try:
        answer = read(content[:size]).document.text
    except InputError as error:
        answer = str(error).removeprefix("article: ")
    assert answer.strip()


def make_docx(build: Callable[[docx.document.Document], object]) -> bytes:
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def build_article(document: docx.document.Document) -> None:
    document.add_heading("Harbour bridge shut", level=0)
    document.add_heading("What is known", level=1)
    paragraph = document.add_paragraph("The bridge was closed ")
    paragraph.add_run("on Wednesday").bold = True
    paragraph.add_run(" after a crack was found.\n“We cannot take any risk,” said Ellen Marsh.")
    document.add_paragraph("  ")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Weeks", "Three"
    document.add_paragraph("The ferries will run by night.")


def test_a_word_document_gives_its_paragraphs_in_order() -> None:
    article = read(make_docx(build_article), DOCX)
    text = article.document.text
    assert [(segment.kind, segment.slice(text)) for segment in article.segments] == [
        ("headline", "Harbour bridge shut"),
        ("subhead", "What is known"),
        (
            "body",
            "The bridge was closed on Wednesday after a crack was found.\n"
            "“We cannot take any risk,” said Ellen Marsh.",
        ),
        ("body", "Weeks\tThree"),
        ("body", "The ferries will run by night."),
    ]
    assert article.document.title == "Harbour bridge shut"


def rewrite(content: bytes, change: Callable[[str], str], **more: bytes) -> bytes:
    """The Word document with the XML of its body changed, and more members."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            data = old.read(member)
            new.writestr(member, change(data.decode()) if member.filename == "word/document.xml" else data)
        for name, data in more.items():
            new.writestr(name, data)
    return stream.getvalue()


def plain_docx(words: str = "The mayor said MARK so.") -> bytes:
    return make_docx(lambda document: document.add_paragraph(words))


def test_inserted_words_are_kept_and_deleted_ones_left_out() -> None:
    changed = (
        '</w:t></w:r><w:ins w:id="1"><w:r><w:t xml:space="preserve">that it was</w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>never</w:delText></w:r></w:del><w:r><w:t xml:space="preserve">'
    )
    article = read(rewrite(plain_docx(), lambda xml: xml.replace("MARK", changed)), DOCX)
    assert article.document.text == "The mayor said that it was so."


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret", "utf-8")
    head = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret.txt"><!ENTITY i "inner">]>'
    content = rewrite(
        plain_docx(),
        lambda xml: xml.replace("<w:document", f"{head}<w:document", 1).replace("MARK", "&e;&i;"),
    )
    try:
        text = read(content, DOCX).document.text
    except MalformedInput:
        return
    assert "secret" not in text


def test_entities_that_grow_without_end_are_refused_or_left_out() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE x [<!ENTITY e0 "lol">{entities}]>'
    content = rewrite(
        plain_docx(), lambda xml: xml.replace("<w:document", f"{head}<w:document", 1).replace("MARK", "&e11;")
    )
    with suppress(MalformedInput):
        assert len(read(content, DOCX).document.text) < 100


@pytest.mark.parametrize(
    "members",
    [
        {"bomb.xml": bytes(50_000_000)},
        {f"word/{number}.xml": b"" for number in range(6_000)},
        {f"word/{number}.bin": bytes(range(256)) * 400 for number in range(14)},
    ],
    ids=["ratio", "members", "size"],
)
def test_a_zip_bomb_is_refused_before_it_is_opened(
    members: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = rewrite(plain_docx(), str, **members)
    monkeypatch.setattr(office, "UNPACKED_LIMIT", 1_000_000)
    monkeypatch.setattr(docx, "Document", lambda _: pytest.fail("it was opened"))
    with pytest.raises(InputError, match="would unpack to"):
        read(content, DOCX)


@pytest.mark.parametrize(
    ("content", "kind", "message"),
    [
        (b"", MalformedInput, "is broken"),
        (b"PK\x03\x04words", MalformedInput, "is broken"),
        (plain_docx()[:2000], MalformedInput, "is broken"),
        (rewrite(plain_docx(), lambda _: "<w:document"), MalformedInput, "is broken"),
        (plain_docx(""), EmptyDocument, "there is no text in it"),
    ],
)
def test_a_word_document_without_text_says_so(content: bytes, kind: type[InputError], message: str) -> None:
    with pytest.raises(kind, match=f"^article: .*{message}"):
        read(content, DOCX)


@pytest.mark.parametrize(
    ("media_type", "module", "extra"), [(PDF, "pypdfium2", "pdf"), (DOCX, "docx", "docx")]
)
def test_a_missing_extra_says_how_to_get_it(
    media_type: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=rf'pip install "onrecord\[{extra}\]"'):
        read(b"%PDF-1.4", media_type)


def test_files_are_known_by_their_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(make_pdf(set_lines(*FIRST)))
    (tmp_path / "b").write_bytes(plain_docx())
    found = list(find_sources(str(tmp_path)))
    assert [one.media_type for one in found if isinstance(one, Source)] == [PDF, DOCX]
    assert all(extract(one).document.text for one in found if isinstance(one, Source))
    assert find_media_type(b"PK\x03\x04 other") is None
