CREATE TABLE imports (
	id INTEGER NOT NULL,
	at DATETIME NOT NULL,
	workbook TEXT NOT NULL,
	workbook_digest VARCHAR(64) NOT NULL,
	new INTEGER NOT NULL,
	changed INTEGER NOT NULL,
	unchanged INTEGER NOT NULL,
	kept INTEGER NOT NULL,
	CONSTRAINT pk_imports PRIMARY KEY (id)
);
CREATE TABLE runs (
	id INTEGER NOT NULL,
	at DATETIME NOT NULL,
	digest VARCHAR(64) NOT NULL,
	workbook_digest VARCHAR(64) NOT NULL,
	tool_version VARCHAR(40) NOT NULL,
	rules_digest VARCHAR(64) NOT NULL,
	CONSTRAINT pk_runs PRIMARY KEY (id)
);
CREATE INDEX ix_runs_workbook_digest ON runs (workbook_digest);
CREATE TABLE store_schema (
	id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_store_schema PRIMARY KEY (id)
);
CREATE TABLE audited_rows (
	id INTEGER NOT NULL,
	"key" VARCHAR(200) NOT NULL,
	seen VARCHAR(64) NOT NULL,
	note TEXT NOT NULL,
	graft VARCHAR(40) NOT NULL,
	source TEXT NOT NULL,
	surgeon TEXT,
	note_digest VARCHAR(64) NOT NULL,
	status VARCHAR(40) NOT NULL,
	best_fit JSON NOT NULL,
	other_codes JSON NOT NULL,
	rows JSON NOT NULL,
	rules JSON NOT NULL,
	run_id INTEGER NOT NULL,
	CONSTRAINT pk_audited_rows PRIMARY KEY (id),
	CONSTRAINT uq_audited_rows_key UNIQUE ("key", seen),
	CONSTRAINT fk_audited_rows_run_id FOREIGN KEY(run_id) REFERENCES runs (id)
);
CREATE INDEX ix_audited_rows_note_digest ON audited_rows (note_digest);
CREATE INDEX ix_audited_rows_run_id ON audited_rows (run_id);
CREATE TABLE opinions (
	id INTEGER NOT NULL,
	"key" VARCHAR(200) NOT NULL,
	place VARCHAR(10) NOT NULL,
	seen VARCHAR(64) NOT NULL,
	decision VARCHAR(40),
	final_code VARCHAR(20),
	reason TEXT,
	comment TEXT,
	reviewer TEXT,
	reviewed_on DATE,
	import_id INTEGER NOT NULL,
	replaced_by INTEGER,
	CONSTRAINT pk_opinions PRIMARY KEY (id),
	CONSTRAINT fk_opinions_import_id FOREIGN KEY(import_id) REFERENCES imports (id),
	CONSTRAINT fk_opinions_replaced_by FOREIGN KEY(replaced_by) REFERENCES imports (id)
);
CREATE INDEX ix_opinions_key ON opinions ("key");
CREATE INDEX ix_opinions_replaced_by ON opinions (replaced_by);
INSERT INTO store_schema VALUES (1, 1);
INSERT INTO runs VALUES (1, '2025-03-04 10:22:00.000000', 'd', 'w', '0.1.0', 'r');
INSERT INTO audited_rows VALUES
	(1, 'k', 's', 'case-1', '', 'notes/case-1.txt', 'A. Surgeon', 'n', 'supported', '["20956"]', '[]', '["crest"]', '["bone"]', 1);
INSERT INTO imports VALUES (1, '2025-03-05 08:00:00.000000', 'audit.xlsx', 'w2', 1, 0, 0, 0);
INSERT INTO opinions VALUES (1, 'k', 'first', 's', 'agree', NULL, NULL, NULL, 'R. One', '2025-03-05', 1, NULL);
