CREATE TABLE counter (
	name TEXT NOT NULL, 
	next INTEGER NOT NULL, 
	PRIMARY KEY (name)
)
-- next
CREATE TABLE engines (
	"key" INTEGER NOT NULL, 
	engine TEXT NOT NULL, 
	PRIMARY KEY ("key"), 
	UNIQUE (engine)
)
-- next
CREATE TABLE outlets (
	"key" INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	PRIMARY KEY ("key"), 
	UNIQUE (name)
)
-- next
CREATE INDEX outlets_folded ON outlets (folded)
-- next
CREATE TABLE names (
	"key" INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	PRIMARY KEY ("key"), 
	UNIQUE (folded)
)
-- next
CREATE TABLE texts (
	"key" INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	text TEXT NOT NULL, 
	length INTEGER NOT NULL, 
	PRIMARY KEY ("key"), 
	UNIQUE (digest)
)
-- next
CREATE TABLE corrections (
	"key" INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	item TEXT, 
	kind TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	field TEXT, 
	value TEXT, 
	made_by TEXT NOT NULL, 
	made_at TEXT NOT NULL, 
	note TEXT, 
	engine TEXT, 
	withdrawn TEXT, 
	anchor TEXT, 
	seal TEXT NOT NULL, 
	PRIMARY KEY ("key")
)
-- next
CREATE INDEX corrections_document ON corrections (document)
-- next
CREATE INDEX corrections_item ON corrections (item)
-- next
CREATE TABLE tombstones (
	digest TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	forgotten TEXT NOT NULL, 
	seal TEXT NOT NULL, 
	PRIMARY KEY (digest)
)
-- next
CREATE TABLE inputs (
	digest TEXT NOT NULL, 
	location TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	document TEXT, 
	message TEXT, 
	taken TEXT NOT NULL, 
	seal TEXT NOT NULL, 
	PRIMARY KEY (digest)
)
-- next
CREATE INDEX inputs_outcome ON inputs (outcome)
-- next
CREATE INDEX inputs_document ON inputs (document)
-- next
CREATE TABLE feeds (
	url TEXT NOT NULL, 
	title TEXT, 
	polled TEXT, 
	state TEXT NOT NULL, 
	PRIMARY KEY (url)
)
-- next
CREATE TABLE documents (
	"key" INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	text INTEGER NOT NULL, 
	outlet INTEGER, 
	location TEXT NOT NULL, 
	url TEXT, 
	title TEXT, 
	byline TEXT NOT NULL, 
	language TEXT NOT NULL, 
	published TEXT, 
	published_basis TEXT, 
	unread TEXT NOT NULL, 
	engine INTEGER NOT NULL, 
	added TEXT NOT NULL, 
	analysed TEXT NOT NULL, 
	record_digest TEXT NOT NULL, 
	status TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	previous INTEGER, 
	seal TEXT NOT NULL, 
	PRIMARY KEY ("key"), 
	UNIQUE (id), 
	FOREIGN KEY(text) REFERENCES texts ("key"), 
	FOREIGN KEY(engine) REFERENCES engines ("key"), 
	FOREIGN KEY(outlet) REFERENCES outlets ("key"), 
	FOREIGN KEY(previous) REFERENCES documents ("key")
)
-- next
CREATE INDEX documents_url ON documents (url)
-- next
CREATE INDEX documents_outlet ON documents (outlet, "key")
-- next
CREATE INDEX documents_text ON documents (text)
-- next
CREATE INDEX documents_previous ON documents (previous)
-- next
CREATE TABLE captures (
	"key" INTEGER NOT NULL, 
	document INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	content BLOB, 
	location TEXT NOT NULL, 
	url TEXT, 
	media_type TEXT, 
	holds_text BOOLEAN NOT NULL, 
	fetched TEXT NOT NULL, 
	status INTEGER, 
	headers TEXT NOT NULL, 
	warc_path TEXT, 
	warc_offset INTEGER, 
	warc_record TEXT, 
	seal TEXT NOT NULL, 
	PRIMARY KEY ("key"), 
	UNIQUE (document, digest), 
	FOREIGN KEY(document) REFERENCES documents ("key")
)
-- next
CREATE TABLE segments (
	document INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	capture_start INTEGER, 
	capture_end INTEGER, 
	capture_exact BOOLEAN, 
	PRIMARY KEY (document, position), 
	FOREIGN KEY(document) REFERENCES documents ("key")
)
-- next
CREATE TABLE former_analyses (
	"key" INTEGER NOT NULL, 
	document INTEGER NOT NULL, 
	engine INTEGER NOT NULL, 
	analysed TEXT NOT NULL, 
	record_digest TEXT NOT NULL, 
	record BLOB NOT NULL, 
	seal TEXT NOT NULL, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY(document) REFERENCES documents ("key"), 
	FOREIGN KEY(engine) REFERENCES engines ("key")
)
-- next
CREATE INDEX former_analyses_document ON former_analyses (document)
-- next
CREATE TABLE entities (
	"key" INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	document INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	name TEXT NOT NULL, 
	name_key INTEGER NOT NULL, 
	aliases TEXT NOT NULL, 
	links TEXT NOT NULL, 
	candidates TEXT NOT NULL, 
	PRIMARY KEY ("key"), 
	UNIQUE (id), 
	FOREIGN KEY(document) REFERENCES documents ("key"), 
	FOREIGN KEY(name_key) REFERENCES names ("key")
)
-- next
CREATE INDEX entities_document ON entities (document)
-- next
CREATE INDEX entities_name ON entities (name_key, document)
-- next
CREATE TABLE mentions (
	"key" INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	document INTEGER NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	form TEXT NOT NULL, 
	head_start INTEGER, 
	head_end INTEGER, 
	phrase_start INTEGER, 
	phrase_end INTEGER, 
	confidence FLOAT, 
	PRIMARY KEY ("key"), 
	UNIQUE (id), 
	FOREIGN KEY(document) REFERENCES documents ("key")
)
-- next
CREATE INDEX mentions_document ON mentions (document)
-- next
CREATE TABLE times (
	"key" INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	document INTEGER NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	type TEXT NOT NULL, 
	value TEXT NOT NULL, 
	earliest TEXT, 
	latest TEXT, 
	PRIMARY KEY ("key"), 
	UNIQUE (id), 
	FOREIGN KEY(document) REFERENCES documents ("key")
)
-- next
CREATE INDEX times_document ON times (document)
-- next
CREATE TABLE former_items (
	id TEXT NOT NULL, 
	analysis INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(analysis) REFERENCES former_analyses ("key")
)
-- next
CREATE INDEX former_items_analysis ON former_items (analysis)
-- next
CREATE TABLE entity_names (
	name_key INTEGER NOT NULL, 
	entity INTEGER NOT NULL, 
	main INTEGER NOT NULL, 
	PRIMARY KEY (name_key, entity), 
	FOREIGN KEY(entity) REFERENCES entities ("key"), 
	FOREIGN KEY(name_key) REFERENCES names ("key"), 
	FOREIGN KEY(main) REFERENCES names ("key")
)
-- next
CREATE INDEX entity_names_main ON entity_names (name_key, main)
-- next
CREATE INDEX entity_names_entity ON entity_names (entity)
-- next
CREATE TABLE attributes (
	entity INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	PRIMARY KEY (entity, position), 
	FOREIGN KEY(entity) REFERENCES entities ("key")
)
-- next
CREATE TABLE mention_entities (
	mention INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	entity INTEGER NOT NULL, 
	PRIMARY KEY (mention, position), 
	FOREIGN KEY(mention) REFERENCES mentions ("key"), 
	FOREIGN KEY(entity) REFERENCES entities ("key")
)
-- next
CREATE INDEX mention_entities_entity ON mention_entities (entity)
-- next
CREATE TABLE statements (
	"key" INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	document INTEGER NOT NULL, 
	outlet INTEGER, 
	parent INTEGER, 
	source_start INTEGER, 
	source_end INTEGER, 
	source_words TEXT, 
	anonymous TEXT, 
	cue_start INTEGER, 
	cue_end INTEGER, 
	cue_words TEXT, 
	words TEXT NOT NULL, 
	form TEXT NOT NULL, 
	act TEXT NOT NULL, 
	polarity TEXT NOT NULL, 
	hedged BOOLEAN NOT NULL, 
	time INTEGER, 
	abstained TEXT NOT NULL, 
	segment TEXT, 
	confidence FLOAT NOT NULL, 
	confidence_source FLOAT, 
	confidence_cue FLOAT, 
	confidence_content FLOAT, 
	PRIMARY KEY ("key"), 
	UNIQUE (id), 
	FOREIGN KEY(document) REFERENCES documents ("key"), 
	FOREIGN KEY(outlet) REFERENCES outlets ("key"), 
	FOREIGN KEY(parent) REFERENCES statements ("key"), 
	FOREIGN KEY(time) REFERENCES times ("key")
)
-- next
CREATE INDEX statements_act ON statements (act, "key")
-- next
CREATE INDEX statements_form ON statements (form, "key")
-- next
CREATE INDEX statements_document ON statements (document)
-- next
CREATE INDEX statements_anonymous ON statements (anonymous, "key") WHERE anonymous IS NOT NULL
-- next
CREATE INDEX statements_outlet ON statements (outlet, "key")
-- next
CREATE TABLE statement_parts (
	statement INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	PRIMARY KEY (statement, position), 
	FOREIGN KEY(statement) REFERENCES statements ("key")
)
-- next
CREATE TABLE statement_entities (
	statement INTEGER NOT NULL, 
	role TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	entity INTEGER NOT NULL, 
	name_key INTEGER NOT NULL, 
	PRIMARY KEY (statement, role, position), 
	FOREIGN KEY(statement) REFERENCES statements ("key"), 
	FOREIGN KEY(entity) REFERENCES entities ("key"), 
	FOREIGN KEY(name_key) REFERENCES names ("key")
)
-- next
CREATE INDEX statement_entities_entity ON statement_entities (entity)
-- next
CREATE INDEX statement_entities_name ON statement_entities (name_key, statement, role)
-- next
CREATE TABLE events (
	"key" INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	document INTEGER NOT NULL, 
	outlet INTEGER, 
	type TEXT NOT NULL, 
	phase TEXT NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	passage TEXT NOT NULL, 
	time INTEGER, 
	place INTEGER, 
	polarity TEXT NOT NULL, 
	modality TEXT NOT NULL, 
	voice TEXT NOT NULL, 
	according_to INTEGER, 
	statement INTEGER, 
	same_as INTEGER, 
	segment TEXT, 
	confidence FLOAT NOT NULL, 
	PRIMARY KEY ("key"), 
	UNIQUE (id), 
	FOREIGN KEY(document) REFERENCES documents ("key"), 
	FOREIGN KEY(outlet) REFERENCES outlets ("key"), 
	FOREIGN KEY(time) REFERENCES times ("key"), 
	FOREIGN KEY(place) REFERENCES entities ("key"), 
	FOREIGN KEY(according_to) REFERENCES statements ("key"), 
	FOREIGN KEY(statement) REFERENCES statements ("key"), 
	FOREIGN KEY(same_as) REFERENCES events ("key")
)
-- next
CREATE INDEX events_outlet ON events (outlet, "key")
-- next
CREATE INDEX events_type ON events (type, "key")
-- next
CREATE INDEX events_document ON events (document)
-- next
CREATE INDEX events_according_to ON events (according_to)
-- next
CREATE TABLE event_mentions (
	event INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	PRIMARY KEY (event, position), 
	FOREIGN KEY(event) REFERENCES events ("key")
)
-- next
CREATE TABLE event_arguments (
	event INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	role TEXT NOT NULL, 
	entity INTEGER, 
	name_key INTEGER, 
	start_char INTEGER, 
	end_char INTEGER, 
	words TEXT, 
	value TEXT, 
	quantity TEXT, 
	PRIMARY KEY (event, position, number), 
	FOREIGN KEY(event) REFERENCES events ("key"), 
	FOREIGN KEY(entity) REFERENCES entities ("key"), 
	FOREIGN KEY(name_key) REFERENCES names ("key")
)
-- next
CREATE INDEX event_arguments_entity ON event_arguments (entity)
-- next
CREATE INDEX event_arguments_name ON event_arguments (name_key, event, role)
-- next
CREATE VIEW document_words AS SELECT documents.key, documents.title, texts.text FROM documents JOIN texts ON documents.text = texts.key
-- next
CREATE VIRTUAL TABLE statement_search USING fts5(words, content='statements', content_rowid='key', tokenize='unicode61 remove_diacritics 2')
-- next
CREATE TRIGGER statement_indexed AFTER INSERT ON statements BEGIN INSERT INTO statement_search(rowid, words) SELECT key, words FROM statements WHERE key = new.key; END
-- next
CREATE TRIGGER statement_unindexed BEFORE DELETE ON statements BEGIN INSERT INTO statement_search(statement_search, rowid, words) SELECT 'delete', key, words FROM statements WHERE key = old.key; END
-- next
CREATE VIRTUAL TABLE event_search USING fts5(passage, content='events', content_rowid='key', tokenize='unicode61 remove_diacritics 2')
-- next
CREATE TRIGGER event_indexed AFTER INSERT ON events BEGIN INSERT INTO event_search(rowid, passage) SELECT key, passage FROM events WHERE key = new.key; END
-- next
CREATE TRIGGER event_unindexed BEFORE DELETE ON events BEGIN INSERT INTO event_search(event_search, rowid, passage) SELECT 'delete', key, passage FROM events WHERE key = old.key; END
-- next
CREATE VIRTUAL TABLE document_search USING fts5(title, text, content='document_words', content_rowid='key', tokenize='unicode61 remove_diacritics 2')
-- next
CREATE TRIGGER document_indexed AFTER INSERT ON documents BEGIN INSERT INTO document_search(rowid, title, text) SELECT key, title, text FROM document_words WHERE key = new.key; END
-- next
CREATE TRIGGER document_unindexed BEFORE DELETE ON documents BEGIN INSERT INTO document_search(document_search, rowid, title, text) SELECT 'delete', key, title, text FROM document_words WHERE key = old.key; END
-- next
CREATE VIEW articles AS 
    SELECT documents.id, documents.published, outlets.name AS outlet, documents.title, documents.url,
        documents.location, documents.status, documents.version, texts.length, texts.text
    FROM documents
    JOIN texts ON texts.key = documents.text
    LEFT JOIN outlets ON outlets.key = documents.outlet
-- next
CREATE VIEW who_said_what AS 
    SELECT statements.id, documents.published, outlets.name AS outlet, (
        SELECT group_concat(entities.name, '; ')
        FROM statement_entities JOIN entities ON entities.key = statement_entities.entity
        WHERE statement_entities.statement = statements.key AND statement_entities.role = 'source'
    ) AS speaker,
        statements.source_words, statements.anonymous, statements.act, statements.form, statements.polarity,
        statements.hedged, statements.words, (
        SELECT group_concat(entities.name, '; ')
        FROM statement_entities JOIN entities ON entities.key = statement_entities.entity
        WHERE statement_entities.statement = statements.parent AND statement_entities.role = 'source'
    ) AS reported_by, statements.confidence, documents.title,
        documents.url, documents.id AS document, statements.segment
    FROM statements
    JOIN documents ON documents.key = statements.document
    LEFT JOIN outlets ON outlets.key = statements.outlet
    WHERE documents.status = 'current'
-- next
CREATE VIEW who_did_what AS 
    SELECT events.id, documents.published, outlets.name AS outlet, events.type, events.phase,
        (
        SELECT group_concat(event_arguments.role || ': ' || coalesce(entities.name, event_arguments.words, event_arguments.value, ''), '; ')
        FROM event_arguments LEFT JOIN entities ON entities.key = event_arguments.entity
        WHERE event_arguments.event = events.key
    ) AS arguments, times.value AS time, places.name AS place, events.polarity, events.modality,
        events.voice, (
        SELECT group_concat(entities.name, '; ')
        FROM statement_entities JOIN entities ON entities.key = statement_entities.entity
        WHERE statement_entities.statement = events.according_to AND statement_entities.role = 'source'
    ) AS according_to, events.words, events.passage, events.confidence,
        documents.title, documents.url, documents.id AS document, events.segment
    FROM events
    JOIN documents ON documents.key = events.document
    LEFT JOIN outlets ON outlets.key = events.outlet
    LEFT JOIN times ON times.key = events.time
    LEFT JOIN entities AS places ON places.key = events.place
    WHERE documents.status = 'current'
-- next
INSERT INTO counter (name, next) VALUES ('key', 1)
