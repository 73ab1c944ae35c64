CREATE TABLE disagreements (
	id TEXT NOT NULL, 
	claim TEXT, 
	reversal BIGINT, 
	kind TEXT NOT NULL, 
	nature TEXT NOT NULL, 
	"of" TEXT NOT NULL, 
	newest BIGINT NOT NULL, 
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
COMMENT ON TABLE disagreements IS 'Where articles contradict each other, or one another''s earlier state.'
-- next
COMMENT ON COLUMN disagreements.id IS 'the disagreement''s id: made of what is told'
-- next
COMMENT ON COLUMN disagreements.claim IS 'the claim that articles disagree on; null of a reversal and of a number of things'
-- next
COMMENT ON COLUMN disagreements.reversal IS 'the digest that what was done and what undid it share'
-- next
COMMENT ON COLUMN disagreements.kind IS 'toll, age, amount, score, date, time, place, agent, whether, number, name, reversal'
-- next
COMMENT ON COLUMN disagreements.nature IS 'disagreement, development (over the days, not at once), reversal'
-- next
COMMENT ON COLUMN disagreements."of" IS 'what is told differently: dead, injured, a role, a type of event, a thing'
-- next
COMMENT ON COLUMN disagreements.newest IS 'the day of the newest article that tells it, as the lowest key that this day has'
-- next
COMMENT ON COLUMN disagreements.told IS 'the values with the words that tell them, as JSON'
-- next
CREATE TABLE identities (
	id TEXT NOT NULL, 
	type TEXT NOT NULL, 
	name TEXT NOT NULL, 
	entities BIGINT NOT NULL, 
	link TEXT, 
	PRIMARY KEY (id)
)
-- next
COMMENT ON TABLE identities IS 'Somebody or something with a name that one or more articles speak of.'
-- next
COMMENT ON COLUMN identities.id IS 'a digest of who is meant: of the name, and of what tells it from others of it'
-- next
COMMENT ON COLUMN identities.type IS 'person, organisation, place, work, product, group, event, other'
-- next
COMMENT ON COLUMN identities.name IS 'the name that most of its entities have'
-- next
COMMENT ON COLUMN identities.entities IS 'how many entities of articles it is'
-- next
COMMENT ON COLUMN identities.link IS 'the entry of a catalogue that it is'
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
	entities BIGINT NOT NULL, 
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
COMMENT ON TABLE identity_bearers IS 'Entities that have all in common by which they are compared: each is compared once for all.'
-- next
COMMENT ON COLUMN identity_bearers.id IS 'a digest of the name and the facts'
-- next
COMMENT ON COLUMN identity_bearers.name IS 'a digest of type, name and, where the name alone tells nobody, of where it stands'
-- next
COMMENT ON COLUMN identity_bearers.type IS 'person, organisation, place, work, product, group, event, other'
-- next
COMMENT ON COLUMN identity_bearers.folded IS 'the words of the name by which it is compared'
-- next
COMMENT ON COLUMN identity_bearers.standing IS 'full, common, short: how far the name alone tells who is meant'
-- next
COMMENT ON COLUMN identity_bearers.context IS 'the article, story, country or year within which the name is compared'
-- next
COMMENT ON COLUMN identity_bearers.facts IS 'what is known of who bears it, as JSON: born, country, gender, links, judged'
-- next
COMMENT ON COLUMN identity_bearers.written IS 'how the name is written and how often, as JSON'
-- next
COMMENT ON COLUMN identity_bearers.entities IS 'how many entities are so'
-- next
COMMENT ON COLUMN identity_bearers.identity IS 'who or what that is'
-- next
COMMENT ON COLUMN identity_bearers.follows IS 'the bearer of a fuller name in the same story that this one is'
-- next
CREATE TABLE identity_blocks (
	block TEXT NOT NULL, 
	name TEXT NOT NULL, 
	PRIMARY KEY (block, name)
)
-- next
CREATE INDEX identity_blocks_name ON identity_blocks (name)
-- next
COMMENT ON TABLE identity_blocks IS 'Where names meet that may be one.'
-- next
COMMENT ON COLUMN identity_blocks.block IS 'what names have to share to be compared'
-- next
COMMENT ON COLUMN identity_blocks.name IS 'the digest of a name'
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
COMMENT ON TABLE identity_evidence IS 'Where two names stand that may be one.'
-- next
COMMENT ON COLUMN identity_evidence."left" IS 'the digest of a name'
-- next
COMMENT ON COLUMN identity_evidence."right" IS 'that of another, which is behind it in the alphabet'
-- next
COMMENT ON COLUMN identity_evidence.kind IS 'alias: one article has both for one; story: one story has both; apart: one has them for two'
-- next
COMMENT ON COLUMN identity_evidence.context IS 'the article or the story'
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
COMMENT ON TABLE identity_pairs IS 'Names that were compared, and with which result.'
-- next
COMMENT ON COLUMN identity_pairs."left" IS 'the digest of a name'
-- next
COMMENT ON COLUMN identity_pairs."right" IS 'that of another, which is behind it in the alphabet'
-- next
COMMENT ON COLUMN identity_pairs.score IS 'how likely they are the same, 0 to 1'
-- next
COMMENT ON COLUMN identity_pairs.decision IS 'same, different, unsure'
-- next
COMMENT ON COLUMN identity_pairs.reasons IS 'why, as a JSON list'
-- next
CREATE TABLE judgements (
	key BIGSERIAL NOT NULL, 
	"left" TEXT NOT NULL, 
	"right" TEXT NOT NULL, 
	judgement TEXT NOT NULL, 
	made_by TEXT NOT NULL, 
	made_at TEXT NOT NULL, 
	note TEXT, 
	seal TEXT NOT NULL, 
	PRIMARY KEY (key)
)
-- next
CREATE INDEX judgements_left ON judgements ("left")
-- next
CREATE INDEX judgements_right ON judgements ("right")
-- next
COMMENT ON TABLE judgements IS 'The ledger of what people judged of who is who: appended to, never edited.'
-- next
COMMENT ON COLUMN judgements.key IS 'the judgement''s key'
-- next
COMMENT ON COLUMN judgements."left" IS 'the permanent id of an entity'
-- next
COMMENT ON COLUMN judgements."right" IS 'the permanent id of another'
-- next
COMMENT ON COLUMN judgements.judgement IS 'same, different, unsure; withdrawn, where an earlier one of this person is taken back'
-- next
COMMENT ON COLUMN judgements.made_by IS 'who says so'
-- next
COMMENT ON COLUMN judgements.made_at IS 'when, UTC'
-- next
COMMENT ON COLUMN judgements.note IS 'why'
-- next
COMMENT ON COLUMN judgements.seal IS 'SHA-256 over what of this row no other digest covers; `onrecord verify` holds it against the row'
-- next
CREATE TABLE audit (
	key BIGSERIAL NOT NULL, 
	made_at TEXT NOT NULL, 
	made_by TEXT NOT NULL, 
	action TEXT NOT NULL, 
	target TEXT NOT NULL, 
	note TEXT, 
	seal TEXT NOT NULL, 
	PRIMARY KEY (key)
)
-- next
COMMENT ON TABLE audit IS 'What was done on the pages, by whom.'
-- next
COMMENT ON COLUMN audit.key IS 'the entry''s key'
-- next
COMMENT ON COLUMN audit.made_at IS 'when, UTC'
-- next
COMMENT ON COLUMN audit.made_by IS 'the user who did it, as they log in'
-- next
COMMENT ON COLUMN audit.action IS 'log in, fail to log in, log out, change password, keep, judge, watch add, watch remove: what was done'
-- next
COMMENT ON COLUMN audit.target IS 'what it was done to: an id, the name of a list, a user'
-- next
COMMENT ON COLUMN audit.note IS 'more of it, in ids and never in the words of an article'
-- next
COMMENT ON COLUMN audit.seal IS 'SHA-256 over what of this row no other digest covers; `onrecord verify` holds it against the row'
-- next
CREATE TABLE unresolved (
	document BIGINT NOT NULL, 
	seen BOOLEAN NOT NULL, 
	PRIMARY KEY (document)
)
-- next
COMMENT ON TABLE unresolved IS 'Articles that were added and are not yet compared with the others.'
-- next
COMMENT ON COLUMN unresolved.document IS 'an article'
-- next
COMMENT ON COLUMN unresolved.seen IS 'whether it was compared before and only its status has changed since'
-- next
CREATE TABLE watchlists (
	key BIGSERIAL NOT NULL, 
	name TEXT NOT NULL, 
	added TEXT NOT NULL, 
	mentions BOOLEAN NOT NULL, 
	since TEXT, 
	matched BIGINT, 
	digest TEXT NOT NULL, 
	seal TEXT NOT NULL, 
	PRIMARY KEY (key), 
	UNIQUE (name)
)
-- next
COMMENT ON TABLE watchlists IS 'Lists of names that people watch for.'
-- next
COMMENT ON COLUMN watchlists.key IS 'the list''s key'
-- next
COMMENT ON COLUMN watchlists.name IS 'what the list is called'
-- next
COMMENT ON COLUMN watchlists.added IS 'when its entries were last given, UTC'
-- next
COMMENT ON COLUMN watchlists.mentions IS 'whether an article that only mentions an entry is told of too'
-- next
COMMENT ON COLUMN watchlists.since IS 'the day from which articles are matched; null where all are'
-- next
COMMENT ON COLUMN watchlists.matched IS 'the last article that was matched when the list was added; null where all are, or are not to be'
-- next
COMMENT ON COLUMN watchlists.digest IS 'the sum of the SHA-256 of its entries'' JSON, in 64 hexadecimal digits'
-- next
COMMENT ON COLUMN watchlists.seal IS 'SHA-256 over what of this row no other digest covers; `onrecord verify` holds it against the row'
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
COMMENT ON TABLE identity_links IS 'Which bearers of names are entries of catalogues.'
-- next
COMMENT ON COLUMN identity_links.link IS 'an entry of a catalogue'
-- next
COMMENT ON COLUMN identity_links.bearer IS 'who surely is that'
-- next
CREATE TABLE watch_entries (
	key BIGSERIAL NOT NULL, 
	list BIGINT NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	entry TEXT NOT NULL, 
	PRIMARY KEY (key), 
	UNIQUE (list, id), 
	FOREIGN KEY(list) REFERENCES watchlists (key)
)
-- next
COMMENT ON TABLE watch_entries IS 'Whom and what the lists name.'
-- next
COMMENT ON COLUMN watch_entries.key IS 'the entry''s key'
-- next
COMMENT ON COLUMN watch_entries.list IS 'the list'
-- next
COMMENT ON COLUMN watch_entries.id IS 'the entry''s id in the list'
-- next
COMMENT ON COLUMN watch_entries.name IS 'whom or what it names'
-- next
COMMENT ON COLUMN watch_entries.entry IS 'all that the list says of it, as JSON'
-- next
CREATE TABLE webhooks (
	key BIGSERIAL NOT NULL, 
	list BIGINT NOT NULL, 
	url TEXT NOT NULL, 
	secret_file TEXT, 
	allow_private BOOLEAN NOT NULL, 
	behind BIGINT NOT NULL, 
	added TEXT NOT NULL, 
	seal TEXT NOT NULL, 
	PRIMARY KEY (key), 
	UNIQUE (list, url), 
	FOREIGN KEY(list) REFERENCES watchlists (key)
)
-- next
COMMENT ON TABLE webhooks IS 'Where alerts are sent. Secrets are never in the store.'
-- next
COMMENT ON COLUMN webhooks.key IS 'the webhook''s key'
-- next
COMMENT ON COLUMN webhooks.list IS 'the list whose alerts are sent'
-- next
COMMENT ON COLUMN webhooks.url IS 'the address that they are sent to'
-- next
COMMENT ON COLUMN webhooks.secret_file IS 'the file that holds the secret; null where the environment does'
-- next
COMMENT ON COLUMN webhooks.allow_private IS 'whether it may be an address of a private network'
-- next
COMMENT ON COLUMN webhooks.behind IS 'alerts with keys up to this one are not sent'
-- next
COMMENT ON COLUMN webhooks.added IS 'when, UTC'
-- next
COMMENT ON COLUMN webhooks.seal IS 'SHA-256 over what of this row no other digest covers; `onrecord verify` holds it against the row'
-- next
CREATE TABLE fingerprints (
	document BIGINT NOT NULL, 
	runs BIGINT NOT NULL, 
	words BYTEA NOT NULL, 
	agency TEXT, 
	publisher TEXT, 
	PRIMARY KEY (document), 
	FOREIGN KEY(document) REFERENCES documents (key)
)
-- next
COMMENT ON TABLE fingerprints IS 'What texts are compared by, to find copies.'
-- next
COMMENT ON COLUMN fingerprints.document IS 'the article'
-- next
COMMENT ON COLUMN fingerprints.runs IS 'how many different runs of five words it is compared by'
-- next
COMMENT ON COLUMN fingerprints.words IS 'its words, each hashed to 32 bits, in order'
-- next
COMMENT ON COLUMN fingerprints.agency IS 'the news agency that the text credits; ''agencies'' where it names none'
-- next
COMMENT ON COLUMN fingerprints.publisher IS 'the news agency that published it itself'
-- next
CREATE TABLE fingerprint_bands (
	band BIGINT NOT NULL, 
	document BIGINT NOT NULL, 
	PRIMARY KEY (band, document)
)
-- next
COMMENT ON TABLE fingerprint_bands IS 'Where articles that may be copies meet.'
-- next
COMMENT ON COLUMN fingerprint_bands.band IS 'a digest of a part of a signature; articles that share some are compared'
-- next
COMMENT ON COLUMN fingerprint_bands.document IS 'the article'
-- next
CREATE TABLE copies (
	document BIGINT NOT NULL, 
	other BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	contained FLOAT NOT NULL, 
	kept FLOAT NOT NULL, 
	PRIMARY KEY (document, other), 
	FOREIGN KEY(document) REFERENCES documents (key), 
	FOREIGN KEY(other) REFERENCES documents (key)
)
-- next
CREATE INDEX copies_other ON copies (other)
-- next
COMMENT ON TABLE copies IS 'Pairs of articles of which one is made from the other, or both from a third.'
-- next
COMMENT ON COLUMN copies.document IS 'the article that was published later'
-- next
COMMENT ON COLUMN copies.other IS 'the article that was published earlier'
-- next
COMMENT ON COLUMN copies.kind IS 'verbatim, edited, rewrite'
-- next
COMMENT ON COLUMN copies.contained IS 'which share of the later one''s runs of words the earlier one has'
-- next
COMMENT ON COLUMN copies.kept IS 'which share of the earlier one''s runs of words the later one has'
-- next
CREATE TABLE origins (
	document BIGINT NOT NULL, 
	origin BIGINT NOT NULL, 
	parent BIGINT, 
	PRIMARY KEY (document), 
	FOREIGN KEY(document) REFERENCES documents (key), 
	FOREIGN KEY(origin) REFERENCES documents (key)
)
-- next
CREATE INDEX origins_origin ON origins (origin)
-- next
COMMENT ON TABLE origins IS 'Articles of one origin are one source, however many they are.'
-- next
COMMENT ON COLUMN origins.document IS 'the article'
-- next
COMMENT ON COLUMN origins.origin IS 'the earliest of the articles that it shares its words with, as copies; itself where there are none'
-- next
COMMENT ON COLUMN origins.parent IS 'the earlier article that has most of its words; none for an origin'
-- next
CREATE TABLE identity_contexts (
	document BIGINT NOT NULL, 
	context TEXT NOT NULL, 
	PRIMARY KEY (document), 
	FOREIGN KEY(document) REFERENCES documents (key)
)
-- next
CREATE INDEX identity_contexts_context ON identity_contexts (context)
-- next
COMMENT ON TABLE identity_contexts IS 'The story of each article as the names in it were compared.'
-- next
COMMENT ON COLUMN identity_contexts.document IS 'the article'
-- next
COMMENT ON COLUMN identity_contexts.context IS 'the story within which its names are compared, or the article''s id'
-- next
CREATE TABLE story_vectors (
	document BIGINT NOT NULL, 
	terms BYTEA NOT NULL, 
	PRIMARY KEY (document), 
	FOREIGN KEY(document) REFERENCES documents (key)
)
-- next
COMMENT ON TABLE story_vectors IS 'What articles are compared by, to find those on one happening; copies are not compared.'
-- next
COMMENT ON COLUMN story_vectors.document IS 'the article'
-- next
COMMENT ON COLUMN story_vectors.terms IS 'digests of its weightiest terms in ascending order, each with its weight, 32 bits each'
-- next
CREATE TABLE story_terms (
	term BIGINT NOT NULL, 
	document BIGINT NOT NULL, 
	PRIMARY KEY (term, document), 
	FOREIGN KEY(document) REFERENCES documents (key)
)
-- next
CREATE INDEX story_terms_document ON story_terms (document)
-- next
COMMENT ON TABLE story_terms IS 'Where articles that may be of one story meet.'
-- next
COMMENT ON COLUMN story_terms.term IS 'a digest of a weighty term; articles that share some are compared'
-- next
COMMENT ON COLUMN story_terms.document IS 'the article'
-- next
CREATE TABLE story_pairs (
	document BIGINT NOT NULL, 
	other BIGINT NOT NULL, 
	score FLOAT NOT NULL, 
	PRIMARY KEY (document, other), 
	FOREIGN KEY(document) REFERENCES documents (key), 
	FOREIGN KEY(other) REFERENCES documents (key)
)
-- next
CREATE INDEX story_pairs_other ON story_pairs (other)
-- next
COMMENT ON TABLE story_pairs IS 'Articles that may be of one story.'
-- next
COMMENT ON COLUMN story_pairs.document IS 'an article'
-- next
COMMENT ON COLUMN story_pairs.other IS 'another, with a lower key'
-- next
COMMENT ON COLUMN story_pairs.score IS 'how alike they are in words and date, 0 to 1'
-- next
CREATE TABLE stories (
	id TEXT NOT NULL, 
	document BIGINT NOT NULL, 
	last BIGINT NOT NULL, 
	title TEXT, 
	articles BIGINT NOT NULL, 
	independent BIGINT NOT NULL, 
	earliest TEXT, 
	latest TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(document) REFERENCES documents (key), 
	FOREIGN KEY(last) REFERENCES documents (key)
)
-- next
CREATE INDEX stories_document ON stories (document)
-- next
CREATE INDEX stories_last ON stories (last)
-- next
COMMENT ON TABLE stories IS 'Articles on one happening, grouped; an article that is alone in its story is one too.'
-- next
COMMENT ON COLUMN stories.id IS 'the story''s id: made of that of its earliest article'
-- next
COMMENT ON COLUMN stories.document IS 'its earliest article'
-- next
COMMENT ON COLUMN stories.last IS 'its latest article'
-- next
COMMENT ON COLUMN stories.title IS 'a title of its articles that says best what it is about'
-- next
COMMENT ON COLUMN stories.articles IS 'how many articles tell it, without versions that newer ones replaced'
-- next
COMMENT ON COLUMN stories.independent IS 'how many of them are no copies of others of them'
-- next
COMMENT ON COLUMN stories.earliest IS 'the date of its first article'
-- next
COMMENT ON COLUMN stories.latest IS 'the date of its last article'
-- next
CREATE TABLE watch_names (
	folded TEXT NOT NULL, 
	entry BIGINT NOT NULL, 
	PRIMARY KEY (folded, entry), 
	FOREIGN KEY(entry) REFERENCES watch_entries (key)
)
-- next
CREATE INDEX watch_names_entry ON watch_names (entry)
-- next
COMMENT ON TABLE watch_names IS 'Where the names of articles meet those of entries.'
-- next
COMMENT ON COLUMN watch_names.folded IS 'a way to write a name of an entry: its words without case, accents and titles; ''a. lee'' for Ann Lee'
-- next
COMMENT ON COLUMN watch_names.entry IS 'the entry'
-- next
CREATE TABLE alerts (
	key BIGSERIAL NOT NULL, 
	id TEXT NOT NULL, 
	entry BIGINT NOT NULL, 
	claim TEXT NOT NULL, 
	first TEXT NOT NULL, 
	change TEXT NOT NULL, 
	document TEXT NOT NULL, 
	alert TEXT NOT NULL, 
	articles BIGINT NOT NULL, 
	independent BIGINT NOT NULL, 
	score FLOAT NOT NULL, 
	made TEXT NOT NULL, 
	updated TEXT NOT NULL, 
	seal TEXT NOT NULL, 
	PRIMARY KEY (key), 
	UNIQUE (id), 
	FOREIGN KEY(entry) REFERENCES watch_entries (key)
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
COMMENT ON TABLE alerts IS 'What was met of the lists: once a claim, however many articles tell it.'
-- next
COMMENT ON COLUMN alerts.key IS 'the alert''s key'
-- next
COMMENT ON COLUMN alerts.id IS 'the alert''s id'
-- next
COMMENT ON COLUMN alerts.entry IS 'the entry of a list that is met'
-- next
COMMENT ON COLUMN alerts.claim IS 'the claim or the quotation that it is met in, by the id of an event or a statement'
-- next
COMMENT ON COLUMN alerts.first IS 'the first alert of this entry and claim, by its id; its own where it is that'
-- next
COMMENT ON COLUMN alerts.change IS 'new, denied, confirmed, second source: what has come to be known'
-- next
COMMENT ON COLUMN alerts.document IS 'the article that it is from, by its id'
-- next
COMMENT ON COLUMN alerts.alert IS 'the alert as it was first given out, as JSON'
-- next
COMMENT ON COLUMN alerts.articles IS 'how many articles tell of it by now'
-- next
COMMENT ON COLUMN alerts.independent IS 'how many of them are no copies of others of them'
-- next
COMMENT ON COLUMN alerts.score IS 'how likely the name in the article is the entry''s, 0 to 1'
-- next
COMMENT ON COLUMN alerts.made IS 'when, UTC'
-- next
COMMENT ON COLUMN alerts.updated IS 'when its numbers last changed, UTC'
-- next
COMMENT ON COLUMN alerts.seal IS 'SHA-256 over what of this row no other digest covers; `onrecord verify` holds it against the row'
-- next
CREATE TABLE alert_items (
	item TEXT NOT NULL, 
	entry BIGINT NOT NULL, 
	first TEXT NOT NULL, 
	PRIMARY KEY (item, entry), 
	FOREIGN KEY(entry) REFERENCES watch_entries (key)
)
-- next
CREATE INDEX alert_items_entry ON alert_items (entry)
-- next
CREATE INDEX alert_items_first ON alert_items (first)
-- next
COMMENT ON TABLE alert_items IS 'Which events and statements alerts were made of, so that none makes a second.'
-- next
COMMENT ON COLUMN alert_items.item IS 'an event, a statement or an article, by its id'
-- next
COMMENT ON COLUMN alert_items.entry IS 'the entry that is met in it'
-- next
COMMENT ON COLUMN alert_items.first IS 'the first alert that it belongs to, by its id'
-- next
CREATE TABLE identity_entities (
	entity BIGINT NOT NULL, 
	document BIGINT NOT NULL, 
	identity TEXT NOT NULL, 
	bearer TEXT NOT NULL, 
	PRIMARY KEY (entity), 
	FOREIGN KEY(entity) REFERENCES entities (key)
)
-- next
CREATE INDEX identity_entities_bearer ON identity_entities (bearer, entity)
-- next
CREATE INDEX identity_entities_document ON identity_entities (document)
-- next
CREATE INDEX identity_entities_identity ON identity_entities (identity, entity)
-- next
COMMENT ON TABLE identity_entities IS 'Which entities of articles are the same; what has a description only is not here.'
-- next
COMMENT ON COLUMN identity_entities.entity IS 'an entity of an article that has a name'
-- next
COMMENT ON COLUMN identity_entities.document IS 'its article'
-- next
COMMENT ON COLUMN identity_entities.identity IS 'who or what that is'
-- next
COMMENT ON COLUMN identity_entities.bearer IS 'whom it is like in all that is compared'
-- next
CREATE TABLE story_articles (
	document BIGINT NOT NULL, 
	story TEXT NOT NULL, 
	PRIMARY KEY (document), 
	FOREIGN KEY(document) REFERENCES documents (key), 
	FOREIGN KEY(story) REFERENCES stories (id)
)
-- next
CREATE INDEX story_articles_story ON story_articles (story)
-- next
COMMENT ON TABLE story_articles IS 'Which story an article is of.'
-- next
COMMENT ON COLUMN story_articles.document IS 'the article'
-- next
COMMENT ON COLUMN story_articles.story IS 'its story'
-- next
CREATE TABLE deliveries (
	webhook BIGINT NOT NULL, 
	alert BIGINT NOT NULL, 
	state TEXT NOT NULL, 
	attempts BIGINT NOT NULL, 
	due TEXT, 
	status BIGINT, 
	problem TEXT, 
	updated TEXT NOT NULL, 
	PRIMARY KEY (webhook, alert), 
	FOREIGN KEY(webhook) REFERENCES webhooks (key), 
	FOREIGN KEY(alert) REFERENCES alerts (key)
)
-- next
CREATE INDEX deliveries_alert ON deliveries (alert)
-- next
COMMENT ON TABLE deliveries IS 'What became of sending an alert.'
-- next
COMMENT ON COLUMN deliveries.webhook IS 'the webhook'
-- next
COMMENT ON COLUMN deliveries.alert IS 'the alert'
-- next
COMMENT ON COLUMN deliveries.state IS 'sending, waiting, delivered, refused'
-- next
COMMENT ON COLUMN deliveries.attempts IS 'how often it was tried'
-- next
COMMENT ON COLUMN deliveries.due IS 'when it may be tried (again), UTC'
-- next
COMMENT ON COLUMN deliveries.status IS 'the status of the last HTTP answer'
-- next
COMMENT ON COLUMN deliveries.problem IS 'what was wrong the last time'
-- next
COMMENT ON COLUMN deliveries.updated IS 'when this was last changed, UTC'
-- next
CREATE TABLE quotation_keys (
	run BIGINT NOT NULL, 
	statement BIGINT NOT NULL, 
	PRIMARY KEY (run, statement), 
	FOREIGN KEY(statement) REFERENCES statements (key)
)
-- next
CREATE INDEX quotation_keys_statement ON quotation_keys (statement)
-- next
COMMENT ON TABLE quotation_keys IS 'Where statements that may quote the same words meet.'
-- next
COMMENT ON COLUMN quotation_keys.run IS 'a digest of a run of words; statements that share one are compared'
-- next
COMMENT ON COLUMN quotation_keys.statement IS 'the statement'
-- next
CREATE TABLE quotation_pairs (
	statement BIGINT NOT NULL, 
	other BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	score FLOAT NOT NULL, 
	PRIMARY KEY (statement, other), 
	FOREIGN KEY(statement) REFERENCES statements (key), 
	FOREIGN KEY(other) REFERENCES statements (key)
)
-- next
CREATE INDEX quotation_pairs_other ON quotation_pairs (other)
-- next
COMMENT ON TABLE quotation_pairs IS 'Statements that quote the same words.'
-- next
COMMENT ON COLUMN quotation_pairs.statement IS 'a statement'
-- next
COMMENT ON COLUMN quotation_pairs.other IS 'another, published before it (of one day: with a lower id)'
-- next
COMMENT ON COLUMN quotation_pairs.kind IS 'same, shorter, longer, overlapping, edited, paraphrased: what the first is beside the second'
-- next
COMMENT ON COLUMN quotation_pairs.score IS 'which share of the shorter one''s words the other has, 0 to 1'
-- next
CREATE TABLE quotations (
	id TEXT NOT NULL, 
	statement BIGINT NOT NULL, 
	articles BIGINT NOT NULL, 
	independent BIGINT NOT NULL, 
	quoted BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(statement) REFERENCES statements (key)
)
-- next
CREATE INDEX quotations_articles ON quotations (articles, statement)
-- next
CREATE INDEX quotations_statement ON quotations (statement)
-- next
COMMENT ON TABLE quotations IS 'Words that two or more articles quote.'
-- next
COMMENT ON COLUMN quotations.id IS 'the id of the earliest statement'
-- next
COMMENT ON COLUMN quotations.statement IS 'the earliest statement'
-- next
COMMENT ON COLUMN quotations.articles IS 'how many current articles give it'
-- next
COMMENT ON COLUMN quotations.independent IS 'how many of them are no copies of others of them'
-- next
COMMENT ON COLUMN quotations.quoted IS 'how many of them quote it, wholly or in part, and do not only tell it'
-- next
CREATE TABLE claims (
	id TEXT NOT NULL, 
	type TEXT NOT NULL, 
	story TEXT, 
	event BIGINT NOT NULL, 
	articles BIGINT NOT NULL, 
	independent BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(event) REFERENCES events (key)
)
-- next
CREATE INDEX claims_event ON claims (event)
-- next
CREATE INDEX claims_story ON claims (story)
-- next
COMMENT ON TABLE claims IS 'One happening as one or more articles tell of it.'
-- next
COMMENT ON COLUMN claims.id IS 'the id of its earliest event'
-- next
COMMENT ON COLUMN claims.type IS 'the type of event'
-- next
COMMENT ON COLUMN claims.story IS 'the story of its earliest event, whose articles tell of it'
-- next
COMMENT ON COLUMN claims.event IS 'the event that tells it first'
-- next
COMMENT ON COLUMN claims.articles IS 'how many articles tell of it, superseded and retracted ones too'
-- next
COMMENT ON COLUMN claims.independent IS 'how many of them are no copies of others of them'
-- next
CREATE TABLE disagreement_events (
	disagreement TEXT NOT NULL, 
	event BIGINT NOT NULL, 
	PRIMARY KEY (event, disagreement), 
	FOREIGN KEY(disagreement) REFERENCES disagreements (id), 
	FOREIGN KEY(event) REFERENCES events (key)
)
-- next
CREATE INDEX disagreement_events_disagreement ON disagreement_events (disagreement)
-- next
COMMENT ON TABLE disagreement_events IS 'Which events disagree.'
-- next
COMMENT ON COLUMN disagreement_events.disagreement IS 'the disagreement'
-- next
COMMENT ON COLUMN disagreement_events.event IS 'an event that tells one of its values'
-- next
CREATE TABLE reversal_keys (
	reversal BIGINT NOT NULL, 
	event BIGINT NOT NULL, 
	undoes BOOLEAN NOT NULL, 
	PRIMARY KEY (reversal, event), 
	FOREIGN KEY(event) REFERENCES events (key)
)
-- next
CREATE INDEX reversal_keys_event ON reversal_keys (event)
-- next
COMMENT ON TABLE reversal_keys IS 'Where what was done meets what undid it: arrest and release, appointment and departure.'
-- next
COMMENT ON COLUMN reversal_keys.reversal IS 'a digest of whom it happened to and of what can be undone'
-- next
COMMENT ON COLUMN reversal_keys.event IS 'an event that does it or undoes it'
-- next
COMMENT ON COLUMN reversal_keys.undoes IS 'whether it undoes it'
-- next
CREATE TABLE quotation_statements (
	statement BIGINT NOT NULL, 
	quotation TEXT NOT NULL, 
	PRIMARY KEY (statement), 
	FOREIGN KEY(statement) REFERENCES statements (key), 
	FOREIGN KEY(quotation) REFERENCES quotations (id)
)
-- next
CREATE INDEX quotation_statements_quotation ON quotation_statements (quotation)
-- next
COMMENT ON TABLE quotation_statements IS 'Which statements of articles give the same words.'
-- next
COMMENT ON COLUMN quotation_statements.statement IS 'the statement'
-- next
COMMENT ON COLUMN quotation_statements.quotation IS 'the quotation that it gives'
-- next
CREATE TABLE claim_parts (
	id TEXT NOT NULL, 
	story TEXT, 
	crossing BIGINT, 
	claim TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(claim) REFERENCES claims (id)
)
-- next
CREATE INDEX claim_parts_claim ON claim_parts (claim)
-- next
CREATE INDEX claim_parts_crossing ON claim_parts (crossing)
-- next
COMMENT ON TABLE claim_parts IS 'What one story tells of a claim; parts of several meet where day and participant are one.'
-- next
COMMENT ON COLUMN claim_parts.id IS 'the id of its earliest event'
-- next
COMMENT ON COLUMN claim_parts.story IS 'the story, or the article that is of none'
-- next
COMMENT ON COLUMN claim_parts.crossing IS 'a digest of what happened to whom on which day, where that is told'
-- next
COMMENT ON COLUMN claim_parts.claim IS 'the claim that it is a part of'
-- next
CREATE TABLE claim_events (
	event BIGINT NOT NULL, 
	claim TEXT NOT NULL, 
	part TEXT NOT NULL, 
	PRIMARY KEY (event), 
	FOREIGN KEY(event) REFERENCES events (key), 
	FOREIGN KEY(claim) REFERENCES claims (id)
)
-- next
CREATE INDEX claim_events_claim ON claim_events (claim)
-- next
CREATE INDEX claim_events_part ON claim_events (part)
-- next
COMMENT ON TABLE claim_events IS 'Which events of articles tell of one happening; an event that is not here is its own claim.'
-- next
COMMENT ON COLUMN claim_events.event IS 'an event of an article'
-- next
COMMENT ON COLUMN claim_events.claim IS 'the claim that it is a row of'
-- next
COMMENT ON COLUMN claim_events.part IS 'the part of the claim that its story tells'
