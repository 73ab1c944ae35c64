"""The tables of a store, with what each column holds; the codebook (`docs/store.md`) is made from this.

Everything that an article's record holds has its rows here, and `records.py` makes the record of them again,
equal to the last byte. What repeats words of the text (`words`) is there to be read and searched, and to be
held against the text by `verify`.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from onrecord.store.columns import key, number, offset, own, refer, term, words

metadata = MetaData()
UNKNOWN_ENGINE = "unknown"
"""What stands for the engine of a record that names none."""

_KEY = "the row's key: day of publication, then a number; internal to this store"
_ID = "the permanent id, the same in every store"
_DOCUMENT = "the article"
_POSITION = "the place in the record's list, from 0"
_START = "where it begins in the text, in code points from 0"
_END = "where it ends, that character not included"
_SEAL = "SHA-256 over what of this row no other digest covers; `onrecord verify` holds it against the row"


def _confidence(name: str, comment: str, *, required: bool = False) -> Column[float]:
    return Column(name, Float, nullable=not required, comment=comment)


def _flag(name: str, comment: str, *, required: bool = True) -> Column[bool]:
    return Column(name, Boolean, nullable=not required, comment=comment)


# What the store is

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

# Articles

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
    key(_KEY),
    term("id", _ID),
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
    term("seal", _SEAL),
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
    number("document", _DOCUMENT),
    term("digest", "SHA-256 of the bytes"),
    number("size", "how many bytes they are"),
    Column(
        "content", LargeBinary, comment="the bytes, compressed with zlib; null where a WARC file holds them"
    ),
    words("location", "where they were fetched", required=True),
    words("url", "the address that answered, behind all redirects", required=False),
    term("media_type", "the media type", required=False),
    _flag(
        "holds_text", "whether the bytes only carry the text (a line of JSONL) and are no page or text file"
    ),
    term("fetched", "when they were fetched or archived, UTC"),
    number("status", "the status of the HTTP answer", required=False),
    words("headers", "the headers of the answer, as a JSON list of pairs", required=True),
    words("warc_path", "the WARC file that holds them", required=False),
    number("warc_offset", "the byte of that file where the record begins", required=False),
    words("warc_record", "the record's id there", required=False),
    term("seal", _SEAL),
    UniqueConstraint("document", "digest"),
    comment="The bytes that articles were read from, as they were fetched.",
)
own(captures, "document", "documents.key")

segments = Table(
    "segments",
    metadata,
    number("document", _DOCUMENT),
    number("position", _POSITION),
    term("kind", "headline, subhead, dateline, byline, body, embed, promo, caption, boilerplate"),
    offset("start_char", _START),
    offset("end_char", _END),
    number("capture_start", "the first of its bytes in the article's first capture", required=False),
    number("capture_end", "the byte behind the last", required=False),
    _flag(
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
    number("document", _DOCUMENT),
    number("engine", "which version of onrecord it is of"),
    term("analysed", "when it was added, UTC"),
    term("record_digest", "SHA-256 of the record's JSON"),
    Column("record", LargeBinary, nullable=False, comment="the record's JSON, compressed with zlib"),
    term("seal", _SEAL),
    Index("former_analyses_document", "document"),
    comment="Records that a newer analysis of the same article has replaced.",
)
own(former_analyses, "document", "documents.key")
own(former_analyses, "engine", "engines.key")

former_items = Table(
    "former_items",
    metadata,
    term("id", _ID, primary_key=True),
    number("analysis", "the last analysis that has it"),
    Index("former_items_analysis", "analysis"),
    comment="Items that the newest analysis of their article no longer has; their ids still lead to them.",
)
own(former_items, "analysis", "former_analyses.key")

# Who and what

entities = Table(
    "entities",
    metadata,
    key(_KEY),
    term("id", _ID),
    number("document", _DOCUMENT),
    term("type", "person, organisation, place, work, product, group, event, other"),
    words("name", "the fullest name in this article, or a description", required=True),
    number("name_key", "the name, shared by all articles that use it"),
    words("aliases", "other names in this article, as a JSON list", required=True),
    words("links", "entries of catalogues that it surely is, as a JSON list", required=True),
    words("candidates", "entries of catalogues that it may be, as JSON", required=True),
    UniqueConstraint("id"),
    Index("entities_document", "document"),
    Index("entities_name", "name_key", "document"),
    comment="Somebody or something that one article speaks of.",
)
own(entities, "document", "documents.key")
refer(entities, "name_key", "names.key")

entity_names = Table(
    "entity_names",
    metadata,
    number("name_key", "the name"),
    number("entity", "an entity that has it"),
    number("main", "the entity's own name in its article"),
    PrimaryKeyConstraint("name_key", "entity"),
    Index("entity_names_entity", "entity"),
    Index("entity_names_main", "name_key", "main"),
    comment="Every name of every entity, aliases too.",
)
own(entity_names, "entity", "entities.key")
refer(entity_names, "name_key", "names.key")
refer(entity_names, "main", "names.key")

attributes = Table(
    "attributes",
    metadata,
    number("entity", "whose attribute it is"),
    number("position", _POSITION),
    term("name", "age, position, nationality, relative ..."),
    words("value", "its value, as JSON", required=True),
    offset("start_char", _START),
    offset("end_char", _END),
    words("words", "the words that say it", required=True),
    PrimaryKeyConstraint("entity", "position"),
    comment="What articles say of entities.",
)
own(attributes, "entity", "entities.key")

mentions = Table(
    "mentions",
    metadata,
    key(_KEY),
    term("id", _ID),
    number("document", _DOCUMENT),
    offset("start_char", _START),
    offset("end_char", _END),
    words("words", "the words", required=True),
    term("form", "name, nominal, pronoun"),
    offset("head_start", "the word that they hang on begins", required=False),
    offset("head_end", "and ends", required=False),
    offset("phrase_start", "the whole phrase begins", required=False),
    offset("phrase_end", "and ends", required=False),
    _confidence("confidence", "how likely it stands for these entities, 0 to 1"),
    UniqueConstraint("id"),
    Index("mentions_document", "document"),
    comment="Words that stand for entities.",
)
own(mentions, "document", "documents.key")

mention_entities = Table(
    "mention_entities",
    metadata,
    number("mention", "the mention"),
    number("position", _POSITION),
    number("entity", "an entity that it stands for"),
    PrimaryKeyConstraint("mention", "position"),
    Index("mention_entities_entity", "entity"),
    comment="Which entities a mention stands for: one, or each of a group.",
)
own(mention_entities, "mention", "mentions.key")
own(mention_entities, "entity", "entities.key")

times = Table(
    "times",
    metadata,
    key(_KEY),
    term("id", _ID),
    number("document", _DOCUMENT),
    offset("start_char", _START),
    offset("end_char", _END),
    words("words", "the words", required=True),
    term("type", "DATE, TIME, DURATION, SET"),
    term("value", "the value after TimeML"),
    term("earliest", "the first day that it may mean", required=False),
    term("latest", "the last", required=False),
    UniqueConstraint("id"),
    Index("times_document", "document"),
    comment="Time expressions.",
)
own(times, "document", "documents.key")

# Who said what

statements = Table(
    "statements",
    metadata,
    key(_KEY),
    term("id", _ID),
    number("document", _DOCUMENT),
    number("outlet", "who published the article", required=False),
    number("parent", "the statement within whose content this one stands", required=False),
    offset("source_start", "the words that name who speaks begin", required=False),
    offset("source_end", "and end", required=False),
    words("source_words", "those words; null where nobody is named", required=False),
    term("anonymous", "the class of a source that is not named", required=False),
    offset("cue_start", "the word that reports it begins", required=False),
    offset("cue_end", "and ends", required=False),
    words("cue_words", "that word", required=False),
    words("words", "the content, parts joined by ' … '", required=True),
    term("form", "direct, indirect, mixed"),
    term("act", "say, tell, announce ..."),
    term("polarity", "positive or negative"),
    _flag("hedged", "whether it is told with reserve"),
    number("time", "when it was said", required=False),
    term("abstained", "fields that were too doubtful, as a JSON list"),
    term("segment", "the kind of stretch that it stands in", required=False),
    _confidence("confidence", "how likely it is right, 0 to 1", required=True),
    _confidence("confidence_source", "how likely its source is right"),
    _confidence("confidence_cue", "how likely its cue is right"),
    _confidence("confidence_content", "how likely its content is right"),
    UniqueConstraint("id"),
    Index("statements_document", "document"),
    Index("statements_outlet", "outlet", "key"),
    Index("statements_act", "act", "key"),
    Index("statements_form", "form", "key"),
    comment="Speech, writing, thought and wishes as articles report them.",
)
own(statements, "document", "documents.key")
refer(statements, "outlet", "outlets.key")
refer(statements, "parent", "statements.key")
refer(statements, "time", "times.key")

statement_parts = Table(
    "statement_parts",
    metadata,
    number("statement", "the statement"),
    number("position", _POSITION),
    offset("start_char", _START),
    offset("end_char", _END),
    PrimaryKeyConstraint("statement", "position"),
    comment="The stretches of a statement's content: several where its cue cuts it.",
)
own(statement_parts, "statement", "statements.key")

statement_entities = Table(
    "statement_entities",
    metadata,
    number("statement", "the statement"),
    term("role", "source, addressee, about, medium"),
    number("position", _POSITION),
    number("entity", "the entity"),
    number("name_key", "the entity's name"),
    PrimaryKeyConstraint("statement", "role", "position"),
    Index("statement_entities_name", "name_key", "statement", "role"),
    Index("statement_entities_entity", "entity"),
    comment="Who speaks, to whom, of whom, and through what.",
)
own(statement_entities, "statement", "statements.key")
own(statement_entities, "entity", "entities.key")
refer(statement_entities, "name_key", "names.key")

# Who did what

events = Table(
    "events",
    metadata,
    key(_KEY),
    term("id", _ID),
    number("document", _DOCUMENT),
    number("outlet", "who published the article", required=False),
    term("type", "the type of event, as 'onrecord schema --events' lists them"),
    term("phase", "begins, holds, ended"),
    offset("start_char", "the words that tell it best begin"),
    offset("end_char", "and end"),
    words("words", "those words", required=True),
    words("passage", "the words from the first to the last that tell of it", required=True),
    number("time", "when it was", required=False),
    number("place", "where it was, an entity", required=False),
    term("polarity", "positive or negative"),
    term("modality", "actual, future, possible"),
    term("voice", "who asserts it: outlet, statement, unknown"),
    number("according_to", "the statement that asserts it", required=False),
    number("statement", "the statement that this speech act was made of", required=False),
    number("same_as", "the event that tells the same happening in another voice", required=False),
    term("segment", "the kind of stretch that it stands in", required=False),
    _confidence("confidence", "how likely it is right: a rank order", required=True),
    UniqueConstraint("id"),
    Index("events_document", "document"),
    Index("events_outlet", "outlet", "key"),
    Index("events_type", "type", "key"),
    Index("events_according_to", "according_to"),
    comment="What happened, is so, or is expected to, and in whose voice it is told.",
)
own(events, "document", "documents.key")
refer(events, "outlet", "outlets.key")
refer(events, "time", "times.key")
refer(events, "place", "entities.key")
refer(events, "according_to", "statements.key")
refer(events, "statement", "statements.key")
refer(events, "same_as", "events.key")

event_mentions = Table(
    "event_mentions",
    metadata,
    number("event", "the event"),
    number("position", _POSITION),
    offset("start_char", _START),
    offset("end_char", _END),
    PrimaryKeyConstraint("event", "position"),
    comment="Other words that tell of an event in the same voice.",
)
own(event_mentions, "event", "events.key")

event_arguments = Table(
    "event_arguments",
    metadata,
    number("event", "the event"),
    number("position", "the place in the event's list of arguments, from 0"),
    number("number", "the place among the argument's entities, from 0"),
    term("role", "the role, as 'onrecord schema --events' lists them"),
    number("entity", "the entity, where it is one", required=False),
    number("name_key", "the entity's name", required=False),
    offset("start_char", _START, required=False),
    offset("end_char", _END, required=False),
    words("words", "the words that fill the role", required=False),
    words("value", "a value, as JSON", required=False),
    words("quantity", "bounds, currency and unit of an amount, as JSON", required=False),
    PrimaryKeyConstraint("event", "position", "number"),
    Index("event_arguments_name", "name_key", "event", "role"),
    Index("event_arguments_entity", "entity"),
    comment="Who and what fills the roles of an event; one row for each entity.",
)
own(event_arguments, "event", "events.key")
own(event_arguments, "entity", "entities.key")
refer(event_arguments, "name_key", "names.key")

# What people say of it

corrections = Table(
    "corrections",
    metadata,
    key("the correction's key", automatic=True),
    term("document", "the permanent id of the article"),
    term("item", "the permanent id of the item; null for one that is missing", required=False),
    term("kind", "document, entity, mention, time, statement, event"),
    term("verdict", "right, wrong, changed, missing"),
    term("field", "what is changed", required=False),
    words("value", "what it should be, or the whole missing item, as JSON", required=False),
    words("made_by", "who says so", required=True),
    term("made_at", "when, UTC"),
    words("note", "why", required=False),
    term("engine", "which version of onrecord had said it", required=False),
    term("withdrawn", "when it was taken back, UTC", required=False),
    words("anchor", "the item's words and place when it was corrected, as JSON", required=False),
    term("seal", _SEAL),
    Index("corrections_item", "item"),
    Index("corrections_document", "document"),
    comment="Corrections by people; they stand beside what the engine found and outlast a new analysis.",
)

tombstones = Table(
    "tombstones",
    metadata,
    term("digest", "SHA-256 of what was forgotten: an article's id, its text, its bytes", primary_key=True),
    term("kind", "document, text, capture"),
    term("forgotten", "when, UTC"),
    term("seal", _SEAL),
    comment="What was erased for good, as digests, so that it is not taken in again.",
)

# What was taken in

inputs = Table(
    "inputs",
    metadata,
    term("digest", "SHA-256 of location, bytes and what was given of it", primary_key=True),
    words("location", "where it was", required=True),
    term("outcome", "kept, failed, skipped"),
    term("document", "the permanent id of the article that it became", required=False),
    words("message", "why it failed or was skipped", required=False),
    term("taken", "when, UTC"),
    term("seal", _SEAL),
    Index("inputs_document", "document"),
    Index("inputs_outcome", "outcome"),
    comment="What was given to be added and what became of it, so that an interrupted run goes on.",
)

feeds = Table(
    "feeds",
    metadata,
    words("url", "the feed's address", required=True, primary_key=True),
    words("title", "its title", required=False),
    term("polled", "when it was last asked, UTC", required=False),
    words("state", "what is remembered between two polls, as JSON", required=True),
    comment="Feeds that are followed.",
)
