"""From a source to an article: its text, its segments, and where it comes from."""

from __future__ import annotations

from onrecord.errors import EmptyDocument, MalformedInput, UnsupportedLanguage
from onrecord.ingest.decode import decode
from onrecord.ingest.fetch import name_location
from onrecord.ingest.language import ENGLISH, UNDETERMINED, check_choice, detect_language
from onrecord.ingest.markup import decode_page, is_page
from onrecord.ingest.office import is_office, read_office
from onrecord.ingest.page import lay_out, read_page
from onrecord.ingest.published import read_published
from onrecord.model.document import Article, Published, Source, make_document


def extract(source: Source, *, language: str | None = None) -> Article:
    """The article in `source`.

    Plain text is kept exactly as it was given and has no segments. The text of an HTML page is its headline,
    its byline and its paragraphs, with blank lines between them and a segment for each; that of a PDF or DOCX
    file its paragraphs, with segments where the file tells headings apart. What `source` says of the article
    goes before what the bytes say, but does not enter the text. With `language="en"` any text is taken for
    English.

    Raises:
        NotText: the bytes are not text.
        EmptyDocument: there is nothing but white space.
        NoArticle: the page holds no article that could be found.
        UnsupportedLanguage: the text is not English, or `language` is not.
        MalformedInput: what `source` says of the article is not as it should be.
        InputError: the page is too large or too deep to be read, or the extra that reads it is missing.
    """
    check_choice(language)
    _check_characters(source)
    published = read_published(source)
    if is_page(source):
        return _extract_page(source, published, language)
    if is_office(source):
        return _extract_office(source, published, language)
    text = source.text if source.text is not None else decode(source.content, source.location)
    _check_text(text, source.location, language)
    document = make_document(
        text,
        location=source.location,
        url=source.url,
        outlet=source.outlet,
        title=source.title,
        byline=source.byline,
        published=published,
    )
    return Article(document=document)


def _extract_page(source: Source, published: Published | None, language: str | None) -> Article:
    markup = decode_page(source.content, source.location)
    if not markup.strip():
        raise _empty(source.location)
    page = read_page(markup, source.location)
    text, segments = lay_out(page.blocks)
    _check_text(text, source.location, language)
    if published is None and page.published:
        published = Published(value=page.published, basis="metadata")
    document = make_document(
        text,
        location=source.location,
        url=source.url or page.url,
        outlet=source.outlet or page.outlet,
        title=source.title or page.title,
        byline=source.byline or page.byline,
        published=published,
    )
    return Article(document=document, segments=segments)


def _extract_office(source: Source, published: Published | None, language: str | None) -> Article:
    blocks = [block for block in read_office(source) if block.text.strip()]
    text, segments = lay_out(blocks)
    _check_text(text, source.location, language)
    headline = next((block.text for block in blocks if block.kind == "headline"), None)
    document = make_document(
        text,
        location=source.location,
        url=source.url,
        outlet=source.outlet,
        title=source.title or headline,
        byline=source.byline,
        published=published,
    )
    # Where all is body the file told nothing apart, and the analysis may do better.
    told = any(segment.kind != "body" for segment in segments)
    return Article(document=document, segments=segments if told else ())


def _check_characters(source: Source) -> None:
    """Refuse lone surrogates, as from a command line that is not UTF-8: they cannot be written as JSON."""
    given = {
        "location": (source.location,),
        "text": (source.text,),
        "url": (source.url,),
        "outlet": (source.outlet,),
        "title": (source.title,),
        "byline": source.byline,
    }
    for name, values in given.items():
        if any(value is not None and not _is_encodable(value) for value in values):
            where = name_location(source.location)
            raise MalformedInput(
                f"{where}: the {name} has characters (lone surrogates) that no encoding can hold"
            )


def _is_encodable(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _check_text(text: str, location: str, language: str | None) -> None:
    if not text.strip():
        raise _empty(location)
    if language is not None:
        return
    found = detect_language(text)
    if found != ENGLISH:
        which = "in a language that is not English" if found == UNDETERMINED else f"in the language '{found}'"
        raise UnsupportedLanguage(
            f"{name_location(location)}: the text seems to be {which}, and onrecord reads English only; "
            "to read it as English all the same, use --language en"
        )


def _empty(location: str) -> EmptyDocument:
    return EmptyDocument(f"{name_location(location)}: there is no text in it")
