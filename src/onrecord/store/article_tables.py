"""Tables of what the store is, of articles, and of the bytes that they were read from."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, PrimaryKeyConstraint, Table, UniqueConstraint

from onrecord.store.columns import (
    DOCUMENT,
    END,
    ID,
    KEY,
    POSITION,
    SEAL,
    START,
    flag,
    key,
    metadata,
    number,
    offset,
    own,
    refer,
    term,
    words,
)

counter = Table(
    "counter",
    metadata,
    term("name", "always 'key'", primary_key=True),
    number("next", "the number that the next row gets"),
    comment="Gives each row its number; writers wait for each other here.",
)

engines = Table(
    "engines",
    metadata,
    key("the engine's key", automatic=True),
    term("engine", "version of onrecord and digest of its weights; 'unknown' where a record names none"),
    UniqueConstraint("engine"),
    comment="Versions of onrecord that read articles of this store.",
)

outlets = Table(
    "outlets",
    metadata,
    key("the outlet's key", automatic=True),
    words("name", "the outlet's name as the articles have it", required=True),
    words("folded", "the name without case and accents", required=True),
    UniqueConstraint("name"),
    Index("outlets_folded", "folded"),
    comment="Who published the articles.",
)

names = Table(
    "names",
    metadata,
    key("the name's key", automatic=True),
    words("name", "the name as it was first met", required=True),
    words("folded", "the name without case, accents and punctuation", required=True),
    UniqueConstraint("folded"),
    comment="Names of entities, one row for all ways to write each.",
)

texts = Table(
    "texts",
    metadata,
    key("the text's key", automatic=True),
    term("digest", "SHA-256 of the text in UTF-8"),
    words("text", "the text that all spans point into; never altered", required=True),
    number("length", "how many code points it has"),
    UniqueConstraint("digest"),
    comment="Texts of articles; the same text in two outlets is here once.",
)

documents = Table(
    "documents",
    metadata,
    key(KEY),
    term("id", ID),
    number("text", "the article's text"),
    number("outlet", "who published it", required=False),
    words("location", "the path or address as it was given", required=True),
    words("url", "the address, where known", required=False),
    words("title", "the title", required=False),
    words("byline", "the authors, as a JSON list", required=True),
    term("language", "the code of the language"),
    term("published", "the date of publication: a day, a month or a year", required=False),
    term("published_basis", "how that is known: given, metadata, dateline, inferred", required=False),
    term("unread", "stretches that were not analysed, as a JSON list of spans"),
    number("engine", "which version of onrecord read it"),
    term("added", "when it was added, UTC"),
    term("analysed", "when the analysis that stands here was added, UTC"),
    term("record_digest", "SHA-256 of the record's JSON"),
    term("status", "current, superseded (a newer version of the address is here), or retracted"),
    number("version", "which version of its address this is, from 1"),
    number("previous", "the version before", required=False),
    term("seal", SEAL),
    UniqueConstraint("id"),
    Index("documents_url", "url"),
    Index("documents_text", "text"),
    Index("documents_outlet", "outlet", "key"),
    Index("documents_previous", "previous"),
    comment="Articles. A changed text at the same address is another article, its newer version.",
)
own(documents, "text", "texts.key")
own(documents, "engine", "engines.key")
own(documents, "outlet", "outlets.key")
refer(documents, "previous", "documents.key")

captures = Table(
    "captures",
    metadata,
    key("the capture's key", automatic=True),
    number("document", DOCUMENT),
    term("digest", "SHA-256 of the bytes"),
    number("size", "how many bytes they are"),
    Column(
        "content", LargeBinary, comment="the bytes, compressed with zlib; null where a WARC file holds them"
    ),
    words("location", "where they were fetched", required=True),
    words("url", "the address that answered, behind all redirects", required=False),
    term("media_type", "the media type", required=False),
    flag(
        "holds_text", "whether the bytes only carry the text (a line of JSONL) and are no page or text file"
    ),
    term("fetched", "when they were fetched or archived, UTC"),
    number("status", "the status of the HTTP answer", required=False),
    words("headers", "the headers of the answer, as a JSON list of pairs", required=True),
    words("warc_path", "the WARC file that holds them", required=False),
    number("warc_offset", "the byte of that file where the record begins", required=False),
    words("warc_record", "the record's id there", required=False),
    term("seal", SEAL),
    UniqueConstraint("document", "digest"),
    comment="The bytes that articles were read from, as they were fetched.",
)
own(captures, "document", "documents.key")

segments = Table(
    "segments",
    metadata,
    number("document", DOCUMENT),
    number("position", POSITION),
    term("kind", "headline, subhead, dateline, byline, body, embed, promo, caption, boilerplate"),
    offset("start_char", START),
    offset("end_char", END),
    number("capture_start", "the first of its bytes in the article's first capture", required=False),
    number("capture_end", "the byte behind the last", required=False),
    flag(
        "capture_exact",
        "whether those bytes are the words themselves, or the words after markup and white space are taken "
        "out; null where they could not be located",
        required=False,
    ),
    PrimaryKeyConstraint("document", "position"),
    comment="What each stretch of a text is, and where in the capture it comes from.",
)
own(segments, "document", "documents.key")

former_analyses = Table(
    "former_analyses",
    metadata,
    key("the analysis's key", automatic=True),
    number("document", DOCUMENT),
    number("engine", "which version of onrecord it is of"),
    term("analysed", "when it was added, UTC"),
    term("record_digest", "SHA-256 of the record's JSON"),
    Column("record", LargeBinary, nullable=False, comment="the record's JSON, compressed with zlib"),
    term("seal", SEAL),
    Index("former_analyses_document", "document"),
    comment="Records that a newer analysis of the same article has replaced.",
)
own(former_analyses, "document", "documents.key")
own(former_analyses, "engine", "engines.key")

former_items = Table(
    "former_items",
    metadata,
    term("id", ID, primary_key=True),
    number("analysis", "the last analysis that has it"),
    Index("former_items_analysis", "analysis"),
    comment="Items that the newest analysis of their article no longer has; their ids still lead to them.",
)
own(former_items, "analysis", "former_analyses.key")
