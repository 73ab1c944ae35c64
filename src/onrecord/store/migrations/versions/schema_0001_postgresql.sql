CREATE TABLE counter (
	name TEXT NOT NULL, 
	next BIGINT NOT NULL, 
	PRIMARY KEY (name)
)
-- next
COMMENT ON TABLE counter IS 'Gives each row its number; writers wait for each other here.'
-- next
COMMENT ON COLUMN counter.name IS 'always ''key'''
-- next
COMMENT ON COLUMN counter.next IS 'the number that the next row gets'
-- next
CREATE TABLE engines (
	key BIGSERIAL NOT NULL, 
	engine TEXT NOT NULL, 
	PRIMARY KEY (key), 
	UNIQUE (engine)
)
-- next
COMMENT ON TABLE engines IS 'Versions of onrecord that read articles of this store.'
-- next
COMMENT ON COLUMN engines.key IS 'the engine''s key'
-- next
COMMENT ON COLUMN engines.engine IS 'version of onrecord and digest of its weights; ''unknown'' where a record names none'
-- next
CREATE TABLE outlets (
	key BIGSERIAL NOT NULL, 
	name TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	PRIMARY KEY (key), 
	UNIQUE (name)
)
-- next
CREATE INDEX outlets_folded ON outlets (folded)
-- next
COMMENT ON TABLE outlets IS 'Who published the articles.'
-- next
COMMENT ON COLUMN outlets.key IS 'the outlet''s key'
-- next
COMMENT ON COLUMN outlets.name IS 'the outlet''s name as the articles have it'
-- next
COMMENT ON COLUMN outlets.folded IS 'the name without case and accents'
-- next
CREATE TABLE names (
	key BIGSERIAL NOT NULL, 
	name TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	PRIMARY KEY (key), 
	UNIQUE (folded)
)
-- next
COMMENT ON TABLE names IS 'Names of entities, one row for all ways to write each.'
-- next
COMMENT ON COLUMN names.key IS 'the name''s key'
-- next
COMMENT ON COLUMN names.name IS 'the name as it was first met'
-- next
COMMENT ON COLUMN names.folded IS 'the name without case, accents and punctuation'
-- next
CREATE TABLE texts (
	key BIGSERIAL NOT NULL, 
	digest TEXT NOT NULL, 
	text TEXT NOT NULL, 
	length BIGINT NOT NULL, 
	PRIMARY KEY (key), 
	UNIQUE (digest)
)
-- next
COMMENT ON TABLE texts IS 'Texts of articles; the same text in two outlets is here once.'
-- next
COMMENT ON COLUMN texts.key IS 'the text''s key'
-- next
COMMENT ON COLUMN texts.digest IS 'SHA-256 of the text in UTF-8'
-- next
COMMENT ON COLUMN texts.text IS 'the text that all spans point into; never altered'
-- next
COMMENT ON COLUMN texts.length IS 'how many code points it has'
-- next
CREATE TABLE corrections (
	key BIGSERIAL NOT NULL, 
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
	PRIMARY KEY (key)
)
-- next
CREATE INDEX corrections_document ON corrections (document)
-- next
CREATE INDEX corrections_item ON corrections (item)
-- next
COMMENT ON TABLE corrections IS 'Corrections by people; they stand beside what the engine found and outlast a new analysis.'
-- next
COMMENT ON COLUMN corrections.key IS 'the correction''s key'
-- next
COMMENT ON COLUMN corrections.document IS 'the permanent id of the article'
-- next
COMMENT ON COLUMN corrections.item IS 'the permanent id of the item; null for one that is missing'
-- next
COMMENT ON COLUMN corrections.kind IS 'document, entity, mention, time, statement, event'
-- next
COMMENT ON COLUMN corrections.verdict IS 'right, wrong, changed, missing'
-- next
COMMENT ON COLUMN corrections.field IS 'what is changed'
-- next
COMMENT ON COLUMN corrections.value IS 'what it should be, or the whole missing item, as JSON'
-- next
COMMENT ON COLUMN corrections.made_by IS 'who says so'
-- next
COMMENT ON COLUMN corrections.made_at IS 'when, UTC'
-- next
COMMENT ON COLUMN corrections.note IS 'why'
-- next
COMMENT ON COLUMN corrections.engine IS 'which version of onrecord had said it'
-- next
COMMENT ON COLUMN corrections.withdrawn IS 'when it was taken back, UTC'
-- next
COMMENT ON COLUMN corrections.anchor IS 'the item''s words and place when it was corrected, as JSON'
-- next
COMMENT ON COLUMN corrections.seal IS 'SHA-256 over what of this row no other digest covers; `onrecord verify` holds it against the row'
-- next
CREATE TABLE tombstones (
	digest TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	forgotten TEXT NOT NULL, 
	seal TEXT NOT NULL, 
	PRIMARY KEY (digest)
)
-- next
COMMENT ON TABLE tombstones IS 'What was erased for good, as digests, so that it is not taken in again.'
-- next
COMMENT ON COLUMN tombstones.digest IS 'SHA-256 of what was forgotten: an article''s id, its text, its bytes'
-- next
COMMENT ON COLUMN tombstones.kind IS 'document, text, capture'
-- next
COMMENT ON COLUMN tombstones.forgotten IS 'when, UTC'
-- next
COMMENT ON COLUMN tombstones.seal IS 'SHA-256 over what of this row no other digest covers; `onrecord verify` holds it against the row'
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
COMMENT ON TABLE inputs IS 'What was given to be added and what became of it, so that an interrupted run goes on.'
-- next
COMMENT ON COLUMN inputs.digest IS 'SHA-256 of location, bytes and what was given of it'
-- next
COMMENT ON COLUMN inputs.location IS 'where it was'
-- next
COMMENT ON COLUMN inputs.outcome IS 'kept, failed, skipped'
-- next
COMMENT ON COLUMN inputs.document IS 'the permanent id of the article that it became'
-- next
COMMENT ON COLUMN inputs.message IS 'why it failed or was skipped'
-- next
COMMENT ON COLUMN inputs.taken IS 'when, UTC'
-- next
COMMENT ON COLUMN inputs.seal IS 'SHA-256 over what of this row no other digest covers; `onrecord verify` holds it against the row'
-- next
CREATE TABLE feeds (
	url TEXT NOT NULL, 
	title TEXT, 
	polled TEXT, 
	state TEXT NOT NULL, 
	PRIMARY KEY (url)
)
-- next
COMMENT ON TABLE feeds IS 'Feeds that are followed.'
-- next
COMMENT ON COLUMN feeds.url IS 'the feed''s address'
-- next
COMMENT ON COLUMN feeds.title IS 'its title'
-- next
COMMENT ON COLUMN feeds.polled IS 'when it was last asked, UTC'
-- next
COMMENT ON COLUMN feeds.state IS 'what is remembered between two polls, as JSON'
-- next
CREATE TABLE documents (
	key BIGINT NOT NULL, 
	id TEXT NOT NULL, 
	text BIGINT NOT NULL, 
	outlet BIGINT, 
	location TEXT NOT NULL, 
	url TEXT, 
	title TEXT, 
	byline TEXT NOT NULL, 
	language TEXT NOT NULL, 
	published TEXT, 
	published_basis TEXT, 
	unread TEXT NOT NULL, 
	engine BIGINT NOT NULL, 
	added TEXT NOT NULL, 
	analysed TEXT NOT NULL, 
	record_digest TEXT NOT NULL, 
	status TEXT NOT NULL, 
	version BIGINT NOT NULL, 
	previous BIGINT, 
	seal TEXT NOT NULL, 
	PRIMARY KEY (key), 
	UNIQUE (id), 
	FOREIGN KEY(text) REFERENCES texts (key), 
	FOREIGN KEY(engine) REFERENCES engines (key), 
	FOREIGN KEY(outlet) REFERENCES outlets (key)
)
-- next
CREATE INDEX documents_url ON documents (url)
-- next
CREATE INDEX documents_outlet ON documents (outlet, key)
-- next
CREATE INDEX documents_text ON documents (text)
-- next
CREATE INDEX documents_previous ON documents (previous)
-- next
COMMENT ON TABLE documents IS 'Articles. A changed text at the same address is another article, its newer version.'
-- next
COMMENT ON COLUMN documents.key IS 'the row''s key: day of publication, then a number; internal to this store'
-- next
COMMENT ON COLUMN documents.id IS 'the permanent id, the same in every store'
-- next
COMMENT ON COLUMN documents.text IS 'the article''s text'
-- next
COMMENT ON COLUMN documents.outlet IS 'who published it'
-- next
COMMENT ON COLUMN documents.location IS 'the path or address as it was given'
-- next
COMMENT ON COLUMN documents.url IS 'the address, where known'
-- next
COMMENT ON COLUMN documents.title IS 'the title'
-- next
COMMENT ON COLUMN documents.byline IS 'the authors, as a JSON list'
-- next
COMMENT ON COLUMN documents.language IS 'the code of the language'
-- next
COMMENT ON COLUMN documents.published IS 'the date of publication: a day, a month or a year'
-- next
COMMENT ON COLUMN documents.published_basis IS 'how that is known: given, metadata, dateline, inferred'
-- next
COMMENT ON COLUMN documents.unread IS 'stretches that were not analysed, as a JSON list of spans'
-- next
COMMENT ON COLUMN documents.engine IS 'which version of onrecord read it'
-- next
COMMENT ON COLUMN documents.added IS 'when it was added, UTC'
-- next
COMMENT ON COLUMN documents.analysed IS 'when the analysis that stands here was added, UTC'
-- next
COMMENT ON COLUMN documents.record_digest IS 'SHA-256 of the record''s JSON'
-- next
COMMENT ON COLUMN documents.status IS 'current, superseded (a newer version of the address is here), or retracted'
-- next
COMMENT ON COLUMN documents.version IS 'which version of its address this is, from 1'
-- next
COMMENT ON COLUMN documents.previous IS 'the version before'
-- next
COMMENT ON COLUMN documents.seal IS 'SHA-256 over what of this row no other digest covers; `onrecord verify` holds it against the row'
-- next
CREATE TABLE captures (
	key BIGSERIAL NOT NULL, 
	document BIGINT NOT NULL, 
	digest TEXT NOT NULL, 
	size BIGINT NOT NULL, 
	content BYTEA, 
	location TEXT NOT NULL, 
	url TEXT, 
	media_type TEXT, 
	holds_text BOOLEAN NOT NULL, 
	fetched TEXT NOT NULL, 
	status BIGINT, 
	headers TEXT NOT NULL, 
	warc_path TEXT, 
	warc_offset BIGINT, 
	warc_record TEXT, 
	seal TEXT NOT NULL, 
	PRIMARY KEY (key), 
	UNIQUE (document, digest), 
	FOREIGN KEY(document) REFERENCES documents (key)
)
-- next
COMMENT ON TABLE captures IS 'The bytes that articles were read from, as they were fetched.'
-- next
COMMENT ON COLUMN captures.key IS 'the capture''s key'
-- next
COMMENT ON COLUMN captures.document IS 'the article'
-- next
COMMENT ON COLUMN captures.digest IS 'SHA-256 of the bytes'
-- next
COMMENT ON COLUMN captures.size IS 'how many bytes they are'
-- next
COMMENT ON COLUMN captures.content IS 'the bytes, compressed with zlib; null where a WARC file holds them'
-- next
COMMENT ON COLUMN captures.location IS 'where they were fetched'
-- next
COMMENT ON COLUMN captures.url IS 'the address that answered, behind all redirects'
-- next
COMMENT ON COLUMN captures.media_type IS 'the media type'
-- next
COMMENT ON COLUMN captures.holds_text IS 'whether the bytes only carry the text (a line of JSONL) and are no page or text file'
-- next
COMMENT ON COLUMN captures.fetched IS 'when they were fetched or archived, UTC'
-- next
COMMENT ON COLUMN captures.status IS 'the status of the HTTP answer'
-- next
COMMENT ON COLUMN captures.headers IS 'the headers of the answer, as a JSON list of pairs'
-- next
COMMENT ON COLUMN captures.warc_path IS 'the WARC file that holds them'
-- next
COMMENT ON COLUMN captures.warc_offset IS 'the byte of that file where the record begins'
-- next
COMMENT ON COLUMN captures.warc_record IS 'the record''s id there'
-- next
COMMENT ON COLUMN captures.seal IS 'SHA-256 over what of this row no other digest covers; `onrecord verify` holds it against the row'
-- next
CREATE TABLE segments (
	document BIGINT NOT NULL, 
	position BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	capture_start BIGINT, 
	capture_end BIGINT, 
	capture_exact BOOLEAN, 
	PRIMARY KEY (document, position), 
	FOREIGN KEY(document) REFERENCES documents (key)
)
-- next
COMMENT ON TABLE segments IS 'What each stretch of a text is, and where in the capture it comes from.'
-- next
COMMENT ON COLUMN segments.document IS 'the article'
-- next
COMMENT ON COLUMN segments.position IS 'the place in the record''s list, from 0'
-- next
COMMENT ON COLUMN segments.kind IS 'headline, subhead, dateline, byline, body, embed, promo, caption, boilerplate'
-- next
COMMENT ON COLUMN segments.start_char IS 'where it begins in the text, in code points from 0'
-- next
COMMENT ON COLUMN segments.end_char IS 'where it ends, that character not included'
-- next
COMMENT ON COLUMN segments.capture_start IS 'the first of its bytes in the article''s first capture'
-- next
COMMENT ON COLUMN segments.capture_end IS 'the byte behind the last'
-- next
COMMENT ON COLUMN segments.capture_exact IS 'whether those bytes are the words themselves, or the words after markup and white space are taken out; null where they could not be located'
-- next
CREATE TABLE former_analyses (
	key BIGSERIAL NOT NULL, 
	document BIGINT NOT NULL, 
	engine BIGINT NOT NULL, 
	analysed TEXT NOT NULL, 
	record_digest TEXT NOT NULL, 
	record BYTEA NOT NULL, 
	seal TEXT NOT NULL, 
	PRIMARY KEY (key), 
	FOREIGN KEY(document) REFERENCES documents (key), 
	FOREIGN KEY(engine) REFERENCES engines (key)
)
-- next
CREATE INDEX former_analyses_document ON former_analyses (document)
-- next
COMMENT ON TABLE former_analyses IS 'Records that a newer analysis of the same article has replaced.'
-- next
COMMENT ON COLUMN former_analyses.key IS 'the analysis''s key'
-- next
COMMENT ON COLUMN former_analyses.document IS 'the article'
-- next
COMMENT ON COLUMN former_analyses.engine IS 'which version of onrecord it is of'
-- next
COMMENT ON COLUMN former_analyses.analysed IS 'when it was added, UTC'
-- next
COMMENT ON COLUMN former_analyses.record_digest IS 'SHA-256 of the record''s JSON'
-- next
COMMENT ON COLUMN former_analyses.record IS 'the record''s JSON, compressed with zlib'
-- next
COMMENT ON COLUMN former_analyses.seal IS 'SHA-256 over what of this row no other digest covers; `onrecord verify` holds it against the row'
-- next
CREATE TABLE entities (
	key BIGINT NOT NULL, 
	id TEXT NOT NULL, 
	document BIGINT NOT NULL, 
	type TEXT NOT NULL, 
	name TEXT NOT NULL, 
	name_key BIGINT NOT NULL, 
	aliases TEXT NOT NULL, 
	links TEXT NOT NULL, 
	candidates TEXT NOT NULL, 
	PRIMARY KEY (key), 
	UNIQUE (id), 
	FOREIGN KEY(document) REFERENCES documents (key)
)
-- next
CREATE INDEX entities_document ON entities (document)
-- next
CREATE INDEX entities_name ON entities (name_key, document)
-- next
COMMENT ON TABLE entities IS 'Somebody or something that one article speaks of.'
-- next
COMMENT ON COLUMN entities.key IS 'the row''s key: day of publication, then a number; internal to this store'
-- next
COMMENT ON COLUMN entities.id IS 'the permanent id, the same in every store'
-- next
COMMENT ON COLUMN entities.document IS 'the article'
-- next
COMMENT ON COLUMN entities.type IS 'person, organisation, place, work, product, group, event, other'
-- next
COMMENT ON COLUMN entities.name IS 'the fullest name in this article, or a description'
-- next
COMMENT ON COLUMN entities.name_key IS 'the name, shared by all articles that use it'
-- next
COMMENT ON COLUMN entities.aliases IS 'other names in this article, as a JSON list'
-- next
COMMENT ON COLUMN entities.links IS 'entries of catalogues that it surely is, as a JSON list'
-- next
COMMENT ON COLUMN entities.candidates IS 'entries of catalogues that it may be, as JSON'
-- next
CREATE TABLE mentions (
	key BIGINT NOT NULL, 
	id TEXT NOT NULL, 
	document BIGINT NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	form TEXT NOT NULL, 
	head_start INTEGER, 
	head_end INTEGER, 
	phrase_start INTEGER, 
	phrase_end INTEGER, 
	confidence FLOAT, 
	PRIMARY KEY (key), 
	UNIQUE (id), 
	FOREIGN KEY(document) REFERENCES documents (key)
)
-- next
CREATE INDEX mentions_document ON mentions (document)
-- next
COMMENT ON TABLE mentions IS 'Words that stand for entities.'
-- next
COMMENT ON COLUMN mentions.key IS 'the row''s key: day of publication, then a number; internal to this store'
-- next
COMMENT ON COLUMN mentions.id IS 'the permanent id, the same in every store'
-- next
COMMENT ON COLUMN mentions.document IS 'the article'
-- next
COMMENT ON COLUMN mentions.start_char IS 'where it begins in the text, in code points from 0'
-- next
COMMENT ON COLUMN mentions.end_char IS 'where it ends, that character not included'
-- next
COMMENT ON COLUMN mentions.words IS 'the words'
-- next
COMMENT ON COLUMN mentions.form IS 'name, nominal, pronoun'
-- next
COMMENT ON COLUMN mentions.head_start IS 'the word that they hang on begins'
-- next
COMMENT ON COLUMN mentions.head_end IS 'and ends'
-- next
COMMENT ON COLUMN mentions.phrase_start IS 'the whole phrase begins'
-- next
COMMENT ON COLUMN mentions.phrase_end IS 'and ends'
-- next
COMMENT ON COLUMN mentions.confidence IS 'how likely it stands for these entities, 0 to 1'
-- next
CREATE TABLE times (
	key BIGINT NOT NULL, 
	id TEXT NOT NULL, 
	document BIGINT NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	type TEXT NOT NULL, 
	value TEXT NOT NULL, 
	earliest TEXT, 
	latest TEXT, 
	PRIMARY KEY (key), 
	UNIQUE (id), 
	FOREIGN KEY(document) REFERENCES documents (key)
)
-- next
CREATE INDEX times_document ON times (document)
-- next
COMMENT ON TABLE times IS 'Time expressions.'
-- next
COMMENT ON COLUMN times.key IS 'the row''s key: day of publication, then a number; internal to this store'
-- next
COMMENT ON COLUMN times.id IS 'the permanent id, the same in every store'
-- next
COMMENT ON COLUMN times.document IS 'the article'
-- next
COMMENT ON COLUMN times.start_char IS 'where it begins in the text, in code points from 0'
-- next
COMMENT ON COLUMN times.end_char IS 'where it ends, that character not included'
-- next
COMMENT ON COLUMN times.words IS 'the words'
-- next
COMMENT ON COLUMN times.type IS 'DATE, TIME, DURATION, SET'
-- next
COMMENT ON COLUMN times.value IS 'the value after TimeML'
-- next
COMMENT ON COLUMN times.earliest IS 'the first day that it may mean'
-- next
COMMENT ON COLUMN times.latest IS 'the last'
-- next
CREATE TABLE former_items (
	id TEXT NOT NULL, 
	analysis BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(analysis) REFERENCES former_analyses (key)
)
-- next
CREATE INDEX former_items_analysis ON former_items (analysis)
-- next
COMMENT ON TABLE former_items IS 'Items that the newest analysis of their article no longer has; their ids still lead to them.'
-- next
COMMENT ON COLUMN former_items.id IS 'the permanent id, the same in every store'
-- next
COMMENT ON COLUMN former_items.analysis IS 'the last analysis that has it'
-- next
CREATE TABLE entity_names (
	name_key BIGINT NOT NULL, 
	entity BIGINT NOT NULL, 
	main BIGINT NOT NULL, 
	PRIMARY KEY (name_key, entity), 
	FOREIGN KEY(entity) REFERENCES entities (key)
)
-- next
CREATE INDEX entity_names_main ON entity_names (name_key, main)
-- next
CREATE INDEX entity_names_entity ON entity_names (entity)
-- next
COMMENT ON TABLE entity_names IS 'Every name of every entity, aliases too.'
-- next
COMMENT ON COLUMN entity_names.name_key IS 'the name'
-- next
COMMENT ON COLUMN entity_names.entity IS 'an entity that has it'
-- next
COMMENT ON COLUMN entity_names.main IS 'the entity''s own name in its article'
-- next
CREATE TABLE attributes (
	entity BIGINT NOT NULL, 
	position BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	PRIMARY KEY (entity, position), 
	FOREIGN KEY(entity) REFERENCES entities (key)
)
-- next
COMMENT ON TABLE attributes IS 'What articles say of entities.'
-- next
COMMENT ON COLUMN attributes.entity IS 'whose attribute it is'
-- next
COMMENT ON COLUMN attributes.position IS 'the place in the record''s list, from 0'
-- next
COMMENT ON COLUMN attributes.name IS 'age, position, nationality, relative ...'
-- next
COMMENT ON COLUMN attributes.value IS 'its value, as JSON'
-- next
COMMENT ON COLUMN attributes.start_char IS 'where it begins in the text, in code points from 0'
-- next
COMMENT ON COLUMN attributes.end_char IS 'where it ends, that character not included'
-- next
COMMENT ON COLUMN attributes.words IS 'the words that say it'
-- next
CREATE TABLE mention_entities (
	mention BIGINT NOT NULL, 
	position BIGINT NOT NULL, 
	entity BIGINT NOT NULL, 
	PRIMARY KEY (mention, position), 
	FOREIGN KEY(mention) REFERENCES mentions (key), 
	FOREIGN KEY(entity) REFERENCES entities (key)
)
-- next
CREATE INDEX mention_entities_entity ON mention_entities (entity)
-- next
COMMENT ON TABLE mention_entities IS 'Which entities a mention stands for: one, or each of a group.'
-- next
COMMENT ON COLUMN mention_entities.mention IS 'the mention'
-- next
COMMENT ON COLUMN mention_entities.position IS 'the place in the record''s list, from 0'
-- next
COMMENT ON COLUMN mention_entities.entity IS 'an entity that it stands for'
-- next
CREATE TABLE statements (
	key BIGINT NOT NULL, 
	id TEXT NOT NULL, 
	document BIGINT NOT NULL, 
	outlet BIGINT, 
	parent BIGINT, 
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
	time BIGINT, 
	abstained TEXT NOT NULL, 
	segment TEXT, 
	confidence FLOAT NOT NULL, 
	confidence_source FLOAT, 
	confidence_cue FLOAT, 
	confidence_content FLOAT, 
	PRIMARY KEY (key), 
	UNIQUE (id), 
	FOREIGN KEY(document) REFERENCES documents (key)
)
-- next
CREATE INDEX statements_act ON statements (act, key)
-- next
CREATE INDEX statements_form ON statements (form, key)
-- next
CREATE INDEX statements_document ON statements (document)
-- next
CREATE INDEX statements_anonymous ON statements (anonymous, key) WHERE anonymous IS NOT NULL
-- next
CREATE INDEX statements_outlet ON statements (outlet, key)
-- next
COMMENT ON TABLE statements IS 'Speech, writing, thought and wishes as articles report them.'
-- next
COMMENT ON COLUMN statements.key IS 'the row''s key: day of publication, then a number; internal to this store'
-- next
COMMENT ON COLUMN statements.id IS 'the permanent id, the same in every store'
-- next
COMMENT ON COLUMN statements.document IS 'the article'
-- next
COMMENT ON COLUMN statements.outlet IS 'who published the article'
-- next
COMMENT ON COLUMN statements.parent IS 'the statement within whose content this one stands'
-- next
COMMENT ON COLUMN statements.source_start IS 'the words that name who speaks begin'
-- next
COMMENT ON COLUMN statements.source_end IS 'and end'
-- next
COMMENT ON COLUMN statements.source_words IS 'those words; null where nobody is named'
-- next
COMMENT ON COLUMN statements.anonymous IS 'the class of a source that is not named'
-- next
COMMENT ON COLUMN statements.cue_start IS 'the word that reports it begins'
-- next
COMMENT ON COLUMN statements.cue_end IS 'and ends'
-- next
COMMENT ON COLUMN statements.cue_words IS 'that word'
-- next
COMMENT ON COLUMN statements.words IS 'the content, parts joined by '' … '''
-- next
COMMENT ON COLUMN statements.form IS 'direct, indirect, mixed'
-- next
COMMENT ON COLUMN statements.act IS 'say, tell, announce ...'
-- next
COMMENT ON COLUMN statements.polarity IS 'positive or negative'
-- next
COMMENT ON COLUMN statements.hedged IS 'whether it is told with reserve'
-- next
COMMENT ON COLUMN statements.time IS 'when it was said'
-- next
COMMENT ON COLUMN statements.abstained IS 'fields that were too doubtful, as a JSON list'
-- next
COMMENT ON COLUMN statements.segment IS 'the kind of stretch that it stands in'
-- next
COMMENT ON COLUMN statements.confidence IS 'how likely it is right, 0 to 1'
-- next
COMMENT ON COLUMN statements.confidence_source IS 'how likely its source is right'
-- next
COMMENT ON COLUMN statements.confidence_cue IS 'how likely its cue is right'
-- next
COMMENT ON COLUMN statements.confidence_content IS 'how likely its content is right'
-- next
CREATE TABLE statement_parts (
	statement BIGINT NOT NULL, 
	position BIGINT NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	PRIMARY KEY (statement, position), 
	FOREIGN KEY(statement) REFERENCES statements (key)
)
-- next
COMMENT ON TABLE statement_parts IS 'The stretches of a statement''s content: several where its cue cuts it.'
-- next
COMMENT ON COLUMN statement_parts.statement IS 'the statement'
-- next
COMMENT ON COLUMN statement_parts.position IS 'the place in the record''s list, from 0'
-- next
COMMENT ON COLUMN statement_parts.start_char IS 'where it begins in the text, in code points from 0'
-- next
COMMENT ON COLUMN statement_parts.end_char IS 'where it ends, that character not included'
-- next
CREATE TABLE statement_entities (
	statement BIGINT NOT NULL, 
	role TEXT NOT NULL, 
	position BIGINT NOT NULL, 
	entity BIGINT NOT NULL, 
	name_key BIGINT NOT NULL, 
	PRIMARY KEY (statement, role, position), 
	FOREIGN KEY(statement) REFERENCES statements (key), 
	FOREIGN KEY(entity) REFERENCES entities (key)
)
-- next
CREATE INDEX statement_entities_entity ON statement_entities (entity)
-- next
CREATE INDEX statement_entities_name ON statement_entities (name_key, statement, role)
-- next
COMMENT ON TABLE statement_entities IS 'Who speaks, to whom, of whom, and through what.'
-- next
COMMENT ON COLUMN statement_entities.statement IS 'the statement'
-- next
COMMENT ON COLUMN statement_entities.role IS 'source, addressee, about, medium'
-- next
COMMENT ON COLUMN statement_entities.position IS 'the place in the record''s list, from 0'
-- next
COMMENT ON COLUMN statement_entities.entity IS 'the entity'
-- next
COMMENT ON COLUMN statement_entities.name_key IS 'the entity''s name'
-- next
CREATE TABLE events (
	key BIGINT NOT NULL, 
	id TEXT NOT NULL, 
	document BIGINT NOT NULL, 
	outlet BIGINT, 
	type TEXT NOT NULL, 
	phase TEXT NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	passage TEXT NOT NULL, 
	time BIGINT, 
	place BIGINT, 
	polarity TEXT NOT NULL, 
	modality TEXT NOT NULL, 
	voice TEXT NOT NULL, 
	according_to BIGINT, 
	statement BIGINT, 
	same_as BIGINT, 
	segment TEXT, 
	confidence FLOAT NOT NULL, 
	PRIMARY KEY (key), 
	UNIQUE (id), 
	FOREIGN KEY(document) REFERENCES documents (key)
)
-- next
CREATE INDEX events_outlet ON events (outlet, key)
-- next
CREATE INDEX events_type ON events (type, key)
-- next
CREATE INDEX events_document ON events (document)
-- next
CREATE INDEX events_according_to ON events (according_to)
-- next
COMMENT ON TABLE events IS 'What happened, is so, or is expected to, and in whose voice it is told.'
-- next
COMMENT ON COLUMN events.key IS 'the row''s key: day of publication, then a number; internal to this store'
-- next
COMMENT ON COLUMN events.id IS 'the permanent id, the same in every store'
-- next
COMMENT ON COLUMN events.document IS 'the article'
-- next
COMMENT ON COLUMN events.outlet IS 'who published the article'
-- next
COMMENT ON COLUMN events.type IS 'the type of event, as ''onrecord schema --events'' lists them'
-- next
COMMENT ON COLUMN events.phase IS 'begins, holds, ended'
-- next
COMMENT ON COLUMN events.start_char IS 'the words that tell it best begin'
-- next
COMMENT ON COLUMN events.end_char IS 'and end'
-- next
COMMENT ON COLUMN events.words IS 'those words'
-- next
COMMENT ON COLUMN events.passage IS 'the words from the first to the last that tell of it'
-- next
COMMENT ON COLUMN events.time IS 'when it was'
-- next
COMMENT ON COLUMN events.place IS 'where it was, an entity'
-- next
COMMENT ON COLUMN events.polarity IS 'positive or negative'
-- next
COMMENT ON COLUMN events.modality IS 'actual, future, possible'
-- next
COMMENT ON COLUMN events.voice IS 'who asserts it: outlet, statement, unknown'
-- next
COMMENT ON COLUMN events.according_to IS 'the statement that asserts it'
-- next
COMMENT ON COLUMN events.statement IS 'the statement that this speech act was made of'
-- next
COMMENT ON COLUMN events.same_as IS 'the event that tells the same happening in another voice'
-- next
COMMENT ON COLUMN events.segment IS 'the kind of stretch that it stands in'
-- next
COMMENT ON COLUMN events.confidence IS 'how likely it is right: a rank order'
-- next
CREATE TABLE event_mentions (
	event BIGINT NOT NULL, 
	position BIGINT NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	PRIMARY KEY (event, position), 
	FOREIGN KEY(event) REFERENCES events (key)
)
-- next
COMMENT ON TABLE event_mentions IS 'Other words that tell of an event in the same voice.'
-- next
COMMENT ON COLUMN event_mentions.event IS 'the event'
-- next
COMMENT ON COLUMN event_mentions.position IS 'the place in the record''s list, from 0'
-- next
COMMENT ON COLUMN event_mentions.start_char IS 'where it begins in the text, in code points from 0'
-- next
COMMENT ON COLUMN event_mentions.end_char IS 'where it ends, that character not included'
-- next
CREATE TABLE event_arguments (
	event BIGINT NOT NULL, 
	position BIGINT NOT NULL, 
	number BIGINT NOT NULL, 
	role TEXT NOT NULL, 
	entity BIGINT, 
	name_key BIGINT, 
	start_char INTEGER, 
	end_char INTEGER, 
	words TEXT, 
	value TEXT, 
	quantity TEXT, 
	PRIMARY KEY (event, position, number), 
	FOREIGN KEY(event) REFERENCES events (key), 
	FOREIGN KEY(entity) REFERENCES entities (key)
)
-- next
CREATE INDEX event_arguments_entity ON event_arguments (entity)
-- next
CREATE INDEX event_arguments_name ON event_arguments (name_key, event, role)
-- next
COMMENT ON TABLE event_arguments IS 'Who and what fills the roles of an event; one row for each entity.'
-- next
COMMENT ON COLUMN event_arguments.event IS 'the event'
-- next
COMMENT ON COLUMN event_arguments.position IS 'the place in the event''s list of arguments, from 0'
-- next
COMMENT ON COLUMN event_arguments.number IS 'the place among the argument''s entities, from 0'
-- next
COMMENT ON COLUMN event_arguments.role IS 'the role, as ''onrecord schema --events'' lists them'
-- next
COMMENT ON COLUMN event_arguments.entity IS 'the entity, where it is one'
-- next
COMMENT ON COLUMN event_arguments.name_key IS 'the entity''s name'
-- next
COMMENT ON COLUMN event_arguments.start_char IS 'where it begins in the text, in code points from 0'
-- next
COMMENT ON COLUMN event_arguments.end_char IS 'where it ends, that character not included'
-- next
COMMENT ON COLUMN event_arguments.words IS 'the words that fill the role'
-- next
COMMENT ON COLUMN event_arguments.value IS 'a value, as JSON'
-- next
COMMENT ON COLUMN event_arguments.quantity IS 'bounds, currency and unit of an amount, as JSON'
-- next
ALTER TABLE statements ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('simple', coalesce(regexp_replace(regexp_replace(replace(normalize(left(words, 250000), NFKD), 'ß', 'ss'), '[\u0300-\u036f]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'), ''))) STORED
-- next
CREATE INDEX statements_search ON statements USING gin (search)
-- next
ALTER TABLE events ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('simple', coalesce(regexp_replace(regexp_replace(replace(normalize(left(passage, 250000), NFKD), 'ß', 'ss'), '[\u0300-\u036f]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'), ''))) STORED
-- next
CREATE INDEX events_search ON events USING gin (search)
-- next
ALTER TABLE texts ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('simple', coalesce(regexp_replace(regexp_replace(replace(normalize(left(text, 250000), NFKD), 'ß', 'ss'), '[\u0300-\u036f]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'), ''))) STORED
-- next
CREATE INDEX texts_search ON texts USING gin (search)
-- next
ALTER TABLE documents ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('simple', coalesce(regexp_replace(regexp_replace(replace(normalize(left(title, 250000), NFKD), 'ß', 'ss'), '[\u0300-\u036f]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'), ''))) STORED
-- next
CREATE INDEX documents_search ON documents USING gin (search)
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
        SELECT string_agg(entities.name, '; ')
        FROM statement_entities JOIN entities ON entities.key = statement_entities.entity
        WHERE statement_entities.statement = statements.key AND statement_entities.role = 'source'
    ) AS speaker,
        statements.source_words, statements.anonymous, statements.act, statements.form, statements.polarity,
        statements.hedged, statements.words, (
        SELECT string_agg(entities.name, '; ')
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
        SELECT string_agg(event_arguments.role || ': ' || coalesce(entities.name, event_arguments.words, event_arguments.value, ''), '; ')
        FROM event_arguments LEFT JOIN entities ON entities.key = event_arguments.entity
        WHERE event_arguments.event = events.key
    ) AS arguments, times.value AS time, places.name AS place, events.polarity, events.modality,
        events.voice, (
        SELECT string_agg(entities.name, '; ')
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
