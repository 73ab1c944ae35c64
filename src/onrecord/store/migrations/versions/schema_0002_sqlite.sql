CREATE TABLE disagreements (
	id TEXT NOT NULL, 
	claim TEXT, 
	reversal INTEGER, 
	kind TEXT NOT NULL, 
	nature TEXT NOT NULL, 
	"of" TEXT NOT NULL, 
	newest INTEGER NOT NULL, 
	told TEXT NOT NULL, 
	PRIMARY KEY (id)
)
-- next
CREATE INDEX disagreements_claim ON disagreements (claim)
-- next
CREATE INDEX disagreements_newest ON disagreements (nature, newest)
-- next
CREATE INDEX disagreements_reversal ON disagreements (reversal)
-- next
CREATE TABLE identities (
	id TEXT NOT NULL, 
	type TEXT NOT NULL, 
	name TEXT NOT NULL, 
	entities INTEGER NOT NULL, 
	link TEXT, 
	PRIMARY KEY (id)
)
-- next
CREATE TABLE identity_bearers (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	type TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	standing TEXT NOT NULL, 
	context TEXT NOT NULL, 
	facts TEXT NOT NULL, 
	written TEXT NOT NULL, 
	entities INTEGER NOT NULL, 
	identity TEXT NOT NULL, 
	follows TEXT, 
	PRIMARY KEY (id)
)
-- next
CREATE INDEX identity_bearers_folded ON identity_bearers (folded)
-- next
CREATE INDEX identity_bearers_follows ON identity_bearers (follows)
-- next
CREATE INDEX identity_bearers_identity ON identity_bearers (identity)
-- next
CREATE INDEX identity_bearers_name ON identity_bearers (name)
-- next
CREATE TABLE identity_blocks (
	block TEXT NOT NULL, 
	name TEXT NOT NULL, 
	PRIMARY KEY (block, name)
)
-- next
CREATE INDEX identity_blocks_name ON identity_blocks (name)
-- next
CREATE TABLE identity_evidence (
	"left" TEXT NOT NULL, 
	"right" TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	context TEXT NOT NULL, 
	PRIMARY KEY ("left", "right", kind, context)
)
-- next
CREATE INDEX identity_evidence_context ON identity_evidence (context)
-- next
CREATE TABLE identity_pairs (
	"left" TEXT NOT NULL, 
	"right" TEXT NOT NULL, 
	score FLOAT NOT NULL, 
	decision TEXT NOT NULL, 
	reasons TEXT NOT NULL, 
	PRIMARY KEY ("left", "right")
)
-- next
CREATE INDEX identity_pairs_right ON identity_pairs ("right")
-- next
CREATE TABLE judgements (
	"key" INTEGER NOT NULL, 
	"left" TEXT NOT NULL, 
	"right" TEXT NOT NULL, 
	judgement TEXT NOT NULL, 
	made_by TEXT NOT NULL, 
	made_at TEXT NOT NULL, 
	note TEXT, 
	seal TEXT NOT NULL, 
	PRIMARY KEY ("key")
)
-- next
CREATE INDEX judgements_left ON judgements ("left")
-- next
CREATE INDEX judgements_right ON judgements ("right")
-- next
CREATE TABLE audit (
	"key" INTEGER NOT NULL, 
	made_at TEXT NOT NULL, 
	made_by TEXT NOT NULL, 
	action TEXT NOT NULL, 
	target TEXT NOT NULL, 
	note TEXT, 
	seal TEXT NOT NULL, 
	PRIMARY KEY ("key")
)
-- next
CREATE TABLE unresolved (
	document INTEGER NOT NULL, 
	seen BOOLEAN NOT NULL, 
	PRIMARY KEY (document)
)
-- next
CREATE TABLE watchlists (
	"key" INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	added TEXT NOT NULL, 
	mentions BOOLEAN NOT NULL, 
	since TEXT, 
	matched INTEGER, 
	digest TEXT NOT NULL, 
	seal TEXT NOT NULL, 
	PRIMARY KEY ("key"), 
	UNIQUE (name)
)
-- next
CREATE TABLE identity_links (
	link TEXT NOT NULL, 
	bearer TEXT NOT NULL, 
	PRIMARY KEY (link, bearer), 
	FOREIGN KEY(bearer) REFERENCES identity_bearers (id)
)
-- next
CREATE INDEX identity_links_bearer ON identity_links (bearer)
-- next
CREATE TABLE watch_entries (
	"key" INTEGER NOT NULL, 
	list INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	entry TEXT NOT NULL, 
	PRIMARY KEY ("key"), 
	UNIQUE (list, id), 
	FOREIGN KEY(list) REFERENCES watchlists ("key")
)
-- next
CREATE TABLE webhooks (
	"key" INTEGER NOT NULL, 
	list INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	secret_file TEXT, 
	allow_private BOOLEAN NOT NULL, 
	behind INTEGER NOT NULL, 
	added TEXT NOT NULL, 
	seal TEXT NOT NULL, 
	PRIMARY KEY ("key"), 
	UNIQUE (list, url), 
	FOREIGN KEY(list) REFERENCES watchlists ("key")
)
-- next
CREATE TABLE fingerprints (
	document INTEGER NOT NULL, 
	runs INTEGER NOT NULL, 
	words BLOB NOT NULL, 
	agency TEXT, 
	publisher TEXT, 
	PRIMARY KEY (document), 
	FOREIGN KEY(document) REFERENCES documents ("key")
)
-- next
CREATE TABLE fingerprint_bands (
	band INTEGER NOT NULL, 
	document INTEGER NOT NULL, 
	PRIMARY KEY (band, document), 
	FOREIGN KEY(document) REFERENCES documents ("key")
)
 WITHOUT ROWID
-- next
CREATE TABLE copies (
	document INTEGER NOT NULL, 
	other INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	contained FLOAT NOT NULL, 
	kept FLOAT NOT NULL, 
	PRIMARY KEY (document, other), 
	FOREIGN KEY(document) REFERENCES documents ("key"), 
	FOREIGN KEY(other) REFERENCES documents ("key")
)
-- next
CREATE INDEX copies_other ON copies (other)
-- next
CREATE TABLE origins (
	document INTEGER NOT NULL, 
	origin INTEGER NOT NULL, 
	parent INTEGER, 
	PRIMARY KEY (document), 
	FOREIGN KEY(document) REFERENCES documents ("key"), 
	FOREIGN KEY(origin) REFERENCES documents ("key")
)
-- next
CREATE INDEX origins_origin ON origins (origin)
-- next
CREATE TABLE identity_contexts (
	document INTEGER NOT NULL, 
	context TEXT NOT NULL, 
	PRIMARY KEY (document), 
	FOREIGN KEY(document) REFERENCES documents ("key")
)
-- next
CREATE INDEX identity_contexts_context ON identity_contexts (context)
-- next
CREATE TABLE story_vectors (
	document INTEGER NOT NULL, 
	terms BLOB NOT NULL, 
	PRIMARY KEY (document), 
	FOREIGN KEY(document) REFERENCES documents ("key")
)
-- next
CREATE TABLE story_terms (
	term INTEGER NOT NULL, 
	document INTEGER NOT NULL, 
	PRIMARY KEY (term, document), 
	FOREIGN KEY(document) REFERENCES documents ("key")
)
-- next
CREATE INDEX story_terms_document ON story_terms (document)
-- next
CREATE TABLE story_pairs (
	document INTEGER NOT NULL, 
	other INTEGER NOT NULL, 
	score FLOAT NOT NULL, 
	PRIMARY KEY (document, other), 
	FOREIGN KEY(document) REFERENCES documents ("key"), 
	FOREIGN KEY(other) REFERENCES documents ("key")
)
-- next
CREATE INDEX story_pairs_other ON story_pairs (other)
-- next
CREATE TABLE stories (
	id TEXT NOT NULL, 
	document INTEGER NOT NULL, 
	last INTEGER NOT NULL, 
	title TEXT, 
	articles INTEGER NOT NULL, 
	independent INTEGER NOT NULL, 
	earliest TEXT, 
	latest TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(document) REFERENCES documents ("key"), 
	FOREIGN KEY(last) REFERENCES documents ("key")
)
-- next
CREATE INDEX stories_document ON stories (document)
-- next
CREATE INDEX stories_last ON stories (last)
-- next
CREATE TABLE watch_names (
	folded TEXT NOT NULL, 
	entry INTEGER NOT NULL, 
	PRIMARY KEY (folded, entry), 
	FOREIGN KEY(entry) REFERENCES watch_entries ("key")
)
-- next
CREATE INDEX watch_names_entry ON watch_names (entry)
-- next
CREATE TABLE alerts (
	"key" INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	entry INTEGER NOT NULL, 
	claim TEXT NOT NULL, 
	first TEXT NOT NULL, 
	change TEXT NOT NULL, 
	document TEXT NOT NULL, 
	alert TEXT NOT NULL, 
	articles INTEGER NOT NULL, 
	independent INTEGER NOT NULL, 
	score FLOAT NOT NULL, 
	made TEXT NOT NULL, 
	updated TEXT NOT NULL, 
	seal TEXT NOT NULL, 
	PRIMARY KEY ("key"), 
	UNIQUE (id), 
	FOREIGN KEY(entry) REFERENCES watch_entries ("key")
)
-- next
CREATE INDEX alerts_claim ON alerts (claim)
-- next
CREATE INDEX alerts_document ON alerts (document)
-- next
CREATE INDEX alerts_entry ON alerts (entry, claim)
-- next
CREATE INDEX alerts_first ON alerts (first)
-- next
CREATE TABLE alert_items (
	item TEXT NOT NULL, 
	entry INTEGER NOT NULL, 
	first TEXT NOT NULL, 
	PRIMARY KEY (item, entry), 
	FOREIGN KEY(entry) REFERENCES watch_entries ("key")
)
-- next
CREATE INDEX alert_items_entry ON alert_items (entry)
-- next
CREATE INDEX alert_items_first ON alert_items (first)
-- next
CREATE TABLE identity_entities (
	entity INTEGER NOT NULL, 
	document INTEGER NOT NULL, 
	identity TEXT NOT NULL, 
	bearer TEXT NOT NULL, 
	PRIMARY KEY (entity), 
	FOREIGN KEY(entity) REFERENCES entities ("key"), 
	FOREIGN KEY(identity) REFERENCES identities (id)
)
-- next
CREATE INDEX identity_entities_bearer ON identity_entities (bearer, entity)
-- next
CREATE INDEX identity_entities_document ON identity_entities (document)
-- next
CREATE INDEX identity_entities_identity ON identity_entities (identity, entity)
-- next
CREATE TABLE story_articles (
	document INTEGER NOT NULL, 
	story TEXT NOT NULL, 
	PRIMARY KEY (document), 
	FOREIGN KEY(document) REFERENCES documents ("key"), 
	FOREIGN KEY(story) REFERENCES stories (id)
)
-- next
CREATE INDEX story_articles_story ON story_articles (story)
-- next
CREATE TABLE deliveries (
	webhook INTEGER NOT NULL, 
	alert INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	due TEXT, 
	status INTEGER, 
	problem TEXT, 
	updated TEXT NOT NULL, 
	PRIMARY KEY (webhook, alert), 
	FOREIGN KEY(webhook) REFERENCES webhooks ("key"), 
	FOREIGN KEY(alert) REFERENCES alerts ("key")
)
-- next
CREATE INDEX deliveries_alert ON deliveries (alert)
-- next
CREATE TABLE quotation_keys (
	run INTEGER NOT NULL, 
	statement INTEGER NOT NULL, 
	PRIMARY KEY (run, statement), 
	FOREIGN KEY(statement) REFERENCES statements ("key")
)
-- next
CREATE INDEX quotation_keys_statement ON quotation_keys (statement)
-- next
CREATE TABLE quotation_pairs (
	statement INTEGER NOT NULL, 
	other INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	score FLOAT NOT NULL, 
	PRIMARY KEY (statement, other), 
	FOREIGN KEY(statement) REFERENCES statements ("key"), 
	FOREIGN KEY(other) REFERENCES statements ("key")
)
-- next
CREATE INDEX quotation_pairs_other ON quotation_pairs (other)
-- next
CREATE TABLE quotations (
	id TEXT NOT NULL, 
	statement INTEGER NOT NULL, 
	articles INTEGER NOT NULL, 
	independent INTEGER NOT NULL, 
	quoted INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(statement) REFERENCES statements ("key")
)
-- next
CREATE INDEX quotations_articles ON quotations (articles, statement)
-- next
CREATE INDEX quotations_statement ON quotations (statement)
-- next
CREATE TABLE claims (
	id TEXT NOT NULL, 
	type TEXT NOT NULL, 
	story TEXT, 
	event INTEGER NOT NULL, 
	articles INTEGER NOT NULL, 
	independent INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(event) REFERENCES events ("key")
)
-- next
CREATE INDEX claims_event ON claims (event)
-- next
CREATE INDEX claims_story ON claims (story)
-- next
CREATE TABLE disagreement_events (
	disagreement TEXT NOT NULL, 
	event INTEGER NOT NULL, 
	PRIMARY KEY (event, disagreement), 
	FOREIGN KEY(disagreement) REFERENCES disagreements (id), 
	FOREIGN KEY(event) REFERENCES events ("key")
)
-- next
CREATE INDEX disagreement_events_disagreement ON disagreement_events (disagreement)
-- next
CREATE TABLE reversal_keys (
	reversal INTEGER NOT NULL, 
	event INTEGER NOT NULL, 
	undoes BOOLEAN NOT NULL, 
	PRIMARY KEY (reversal, event), 
	FOREIGN KEY(event) REFERENCES events ("key")
)
-- next
CREATE INDEX reversal_keys_event ON reversal_keys (event)
-- next
CREATE TABLE quotation_statements (
	statement INTEGER NOT NULL, 
	quotation TEXT NOT NULL, 
	PRIMARY KEY (statement), 
	FOREIGN KEY(statement) REFERENCES statements ("key"), 
	FOREIGN KEY(quotation) REFERENCES quotations (id)
)
-- next
CREATE INDEX quotation_statements_quotation ON quotation_statements (quotation)
-- next
CREATE TABLE claim_parts (
	id TEXT NOT NULL, 
	story TEXT, 
	crossing INTEGER, 
	claim TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(claim) REFERENCES claims (id)
)
-- next
CREATE INDEX claim_parts_claim ON claim_parts (claim)
-- next
CREATE INDEX claim_parts_crossing ON claim_parts (crossing)
-- next
CREATE TABLE claim_events (
	event INTEGER NOT NULL, 
	claim TEXT NOT NULL, 
	part TEXT NOT NULL, 
	PRIMARY KEY (event), 
	FOREIGN KEY(event) REFERENCES events ("key"), 
	FOREIGN KEY(claim) REFERENCES claims (id)
)
-- next
CREATE INDEX claim_events_claim ON claim_events (claim)
-- next
CREATE INDEX claim_events_part ON claim_events (part)
