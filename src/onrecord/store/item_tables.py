"""Tables of what was found in articles: who and what, who said what, who did what."""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table, UniqueConstraint, text

from onrecord.store.columns import (
    DOCUMENT,
    END,
    ID,
    KEY,
    POSITION,
    START,
    confidence,
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

# Who and what

entities = Table(
    "entities",
    metadata,
    key(KEY),
    term("id", ID),
    number("document", DOCUMENT),
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
    number("position", POSITION),
    term("name", "age, position, nationality, relative ..."),
    words("value", "its value, as JSON", required=True),
    offset("start_char", START),
    offset("end_char", END),
    words("words", "the words that say it", required=True),
    PrimaryKeyConstraint("entity", "position"),
    comment="What articles say of entities.",
)
own(attributes, "entity", "entities.key")

mentions = Table(
    "mentions",
    metadata,
    key(KEY),
    term("id", ID),
    number("document", DOCUMENT),
    offset("start_char", START),
    offset("end_char", END),
    words("words", "the words", required=True),
    term("form", "name, nominal, pronoun"),
    offset("head_start", "the word that they hang on begins", required=False),
    offset("head_end", "and ends", required=False),
    offset("phrase_start", "the whole phrase begins", required=False),
    offset("phrase_end", "and ends", required=False),
    confidence("confidence", "how likely it stands for these entities, 0 to 1"),
    UniqueConstraint("id"),
    Index("mentions_document", "document"),
    comment="Words that stand for entities.",
)
own(mentions, "document", "documents.key")

mention_entities = Table(
    "mention_entities",
    metadata,
    number("mention", "the mention"),
    number("position", POSITION),
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
    key(KEY),
    term("id", ID),
    number("document", DOCUMENT),
    offset("start_char", START),
    offset("end_char", END),
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
    key(KEY),
    term("id", ID),
    number("document", DOCUMENT),
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
    flag("hedged", "whether it is told with reserve"),
    number("time", "when it was said", required=False),
    term("abstained", "fields that were too doubtful, as a JSON list"),
    term("segment", "the kind of stretch that it stands in", required=False),
    confidence("confidence", "how likely it is right, 0 to 1", required=True),
    confidence("confidence_source", "how likely its source is right"),
    confidence("confidence_cue", "how likely its cue is right"),
    confidence("confidence_content", "how likely its content is right"),
    UniqueConstraint("id"),
    Index("statements_document", "document"),
    Index("statements_outlet", "outlet", "key"),
    Index("statements_act", "act", "key"),
    Index("statements_form", "form", "key"),
    Index(
        "statements_anonymous",
        "anonymous",
        "key",
        sqlite_where=text("anonymous IS NOT NULL"),
        postgresql_where=text("anonymous IS NOT NULL"),
    ),
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
    number("position", POSITION),
    offset("start_char", START),
    offset("end_char", END),
    PrimaryKeyConstraint("statement", "position"),
    comment="The stretches of a statement's content: several where its cue cuts it.",
)
own(statement_parts, "statement", "statements.key")

statement_entities = Table(
    "statement_entities",
    metadata,
    number("statement", "the statement"),
    term("role", "source, addressee, about, medium"),
    number("position", POSITION),
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
    key(KEY),
    term("id", ID),
    number("document", DOCUMENT),
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
    confidence("confidence", "how likely it is right: a rank order", required=True),
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
    number("position", POSITION),
    offset("start_char", START),
    offset("end_char", END),
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
    offset("start_char", START, required=False),
    offset("end_char", END, required=False),
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
