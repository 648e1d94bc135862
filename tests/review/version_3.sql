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
INSERT INTO "audited_rows" VALUES(1,'n-473bdfbe273b2928-1','s-7fa5643b2f3c97d2','rib-to-humerus','','samples/rib-to-humerus.txt','Marisol Trevanion, MD','8629bc3e20563446dab62f9a3fc5c0c6645bbb91db7c53d59ef48fd2b4eab5ca','supported','["20962"]','[]','["other-bone", "supported"]','["bone-rib", "technique-end-to-side", "technique-end-to-end", "technique-coupler", "bone-humerus", "skin-absent", "act-divide-pedicle"]',1);
INSERT INTO "audited_rows" VALUES(2,'n-c2ccfb8f21ffb8ae-1','s-6b7fa2d2d520e274','two-transfers-shoulder','1 of 2','samples/two-transfers-shoulder.txt','Beatrix Halvorsen-Dube, MD','ac8457a26c1f7ea8da25166ff780ffe0c852c86409174bcffbd82448b17b0dbf','supported','[]','["20955"]','["fibula-bone", "neighbour"]','["flap-name-fibula", "bone-mfc", "technique-end-to-side", "technique-coupler", "technique-end-to-end", "bone-clavicle", "bone-humerus", "skin-absent", "bone-fibula", "act-divide-pedicle"]',1);
INSERT INTO "audited_rows" VALUES(3,'n-c2ccfb8f21ffb8ae-2','s-998f3ff0fd1e97e4','two-transfers-shoulder','2 of 2','samples/two-transfers-shoulder.txt','Beatrix Halvorsen-Dube, MD','ac8457a26c1f7ea8da25166ff780ffe0c852c86409174bcffbd82448b17b0dbf','supported','["20962"]','[]','["other-bone", "supported"]','["flap-name-fibula", "bone-mfc", "technique-end-to-side", "technique-coupler", "technique-end-to-end", "bone-clavicle", "bone-humerus", "skin-absent", "bone-fibula", "act-divide-pedicle"]',1);
CREATE TABLE case_answers (
	id INTEGER NOT NULL,
	seal VARCHAR(64) NOT NULL,
	note TEXT NOT NULL,
	claim_digest VARCHAR(64),
	outcome VARCHAR(40) NOT NULL,
	results JSON NOT NULL,
	differences JSON NOT NULL,
	rules JSON NOT NULL,
	surgeons JSON NOT NULL,
	coders JSON NOT NULL,
	lines_right INTEGER NOT NULL,
	lines_wrong INTEGER NOT NULL,
	lines_open INTEGER NOT NULL,
	CONSTRAINT pk_case_answers PRIMARY KEY (id),
	CONSTRAINT uq_case_answers_seal UNIQUE (seal)
);
INSERT INTO "case_answers" VALUES(1,'b8d57c5f5e2ee3f9cdd758e7fa610461ca845b4320b06abc33597ce8e1bc6de0','rib-to-humerus','01cf292890305f8cfdd3f8d6b0840b6ed26529bfdc66bcc49acd6ec38f10f375','error','["unbundled"]','[["unbundled", "error", "over"]]','["bundles.toml, edit microscope"]','["Trevanion, Marisol"]','["K. Bright"]',1,1,0);
INSERT INTO "case_answers" VALUES(2,'6e3ec560a61ca44ee2cdd72480384ac1c8b823ba5fae6d177d58ca360429c634','two-transfers-shoulder','d95c388d38df45fbf7a59ed3c731cb9cb2fee16ad3df50351d4ca1152f883816','error','["under_coded"]','[["under_coded", "error", "under"]]','["codes/, row fibula-bone"]','["Beatrix Halvorsen-Dube"]','["K. Bright"]',1,0,0);
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
INSERT INTO "imports" VALUES(1,'2026-11-26 12:46:01.673019','audit.xlsx','d16315552404933e2b1423850b3f936d9521b6d1448783d20d4fe0d3696c47ff',1,0,0,0);
CREATE TABLE kept_runs (
	run_id INTEGER NOT NULL,
	claims TEXT,
	claims_digest VARCHAR(64),
	schedule TEXT,
	CONSTRAINT pk_kept_runs PRIMARY KEY (run_id),
	CONSTRAINT fk_kept_runs_run_id FOREIGN KEY(run_id) REFERENCES runs (id)
);
INSERT INTO "kept_runs" VALUES(1,'docs/claims.csv','8c452db8e7c5306b2e8a65fb6fb76279d1583b0524b83348b2dd2f754b614241','July 2024');
CREATE TABLE masked_notes (
	number INTEGER NOT NULL,
	place VARCHAR(64) NOT NULL,
	file VARCHAR(64) NOT NULL,
	text VARCHAR(64) NOT NULL,
	CONSTRAINT pk_masked_notes PRIMARY KEY (number)
);
CREATE TABLE masking_key (
	id INTEGER NOT NULL,
	"key" VARCHAR(64) NOT NULL,
	CONSTRAINT pk_masking_key PRIMARY KEY (id)
);
CREATE TABLE note_answers (
	id INTEGER NOT NULL,
	seal VARCHAR(64) NOT NULL,
	note TEXT NOT NULL,
	source TEXT NOT NULL,
	note_digest VARCHAR(64) NOT NULL,
	status VARCHAR(40) NOT NULL,
	best_fit JSON NOT NULL,
	other_codes JSON NOT NULL,
	surgeon TEXT,
	month VARCHAR(7),
	missing JSON NOT NULL,
	rows JSON NOT NULL,
	rules JSON NOT NULL,
	CONSTRAINT pk_note_answers PRIMARY KEY (id),
	CONSTRAINT uq_note_answers_seal UNIQUE (seal)
);
INSERT INTO "note_answers" VALUES(1,'d7ad402388dc2d35b9f27dcfaf6950c42029725382a011e03b85d75245451a5e','rib-to-humerus','samples/rib-to-humerus.txt','8629bc3e20563446dab62f9a3fc5c0c6645bbb91db7c53d59ef48fd2b4eab5ca','supported','["20962"]','[]','Marisol Trevanion, MD','2024-03','[]','["other-bone", "supported"]','["bone-rib", "technique-end-to-side", "technique-end-to-end", "technique-coupler", "bone-humerus", "skin-absent", "act-divide-pedicle"]');
INSERT INTO "note_answers" VALUES(2,'109d1ca1ea7d84a4c4a8ab532ebc28e4a7dc58a633089def7a1a2ed5ce5190a9','two-transfers-shoulder','samples/two-transfers-shoulder.txt','ac8457a26c1f7ea8da25166ff780ffe0c852c86409174bcffbd82448b17b0dbf','supported','["20962"]','["20955"]','Beatrix Halvorsen-Dube, MD','2022-03','[]','["fibula-bone", "neighbour", "other-bone", "supported"]','["flap-name-fibula", "bone-mfc", "technique-end-to-side", "technique-coupler", "technique-end-to-end", "bone-clavicle", "bone-humerus", "skin-absent", "bone-fibula", "act-divide-pedicle"]');
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
INSERT INTO "opinions" VALUES(1,'n-473bdfbe273b2928-1','first','s-7fa5643b2f3c97d2','agree',NULL,NULL,NULL,'R. One','2025-03-04',1,NULL);
CREATE TABLE run_cases (
	answer_id INTEGER NOT NULL,
	run_id INTEGER NOT NULL,
	CONSTRAINT pk_run_cases PRIMARY KEY (answer_id, run_id),
	CONSTRAINT fk_run_cases_answer_id FOREIGN KEY(answer_id) REFERENCES case_answers (id),
	CONSTRAINT fk_run_cases_run_id FOREIGN KEY(run_id) REFERENCES runs (id)
);
INSERT INTO "run_cases" VALUES(1,1);
INSERT INTO "run_cases" VALUES(2,1);
CREATE TABLE run_notes (
	answer_id INTEGER NOT NULL,
	run_id INTEGER NOT NULL,
	CONSTRAINT pk_run_notes PRIMARY KEY (answer_id, run_id),
	CONSTRAINT fk_run_notes_answer_id FOREIGN KEY(answer_id) REFERENCES note_answers (id),
	CONSTRAINT fk_run_notes_run_id FOREIGN KEY(run_id) REFERENCES runs (id)
);
INSERT INTO "run_notes" VALUES(1,1);
INSERT INTO "run_notes" VALUES(2,1);
CREATE TABLE runs (
	id INTEGER NOT NULL,
	at DATETIME NOT NULL,
	digest VARCHAR(64) NOT NULL,
	workbook_digest VARCHAR(64) NOT NULL,
	tool_version VARCHAR(40) NOT NULL,
	rules_digest VARCHAR(64) NOT NULL,
	CONSTRAINT pk_runs PRIMARY KEY (id)
);
INSERT INTO "runs" VALUES(1,'2026-11-26 12:46:00.661807','510ed18f3701e1c9029eac103725d880f0ae0da0ba2fbf4914945efe7ae42d2f','591acc3b8c6345c0b9ae571ff14f3f261786851321c44b317ffc1ae7f72c5d3d','0.1.0','06780be8608ebd5b2a4f55531d2eb72ac63a6829cfebdb17e2c9b8eba532bb1b');
CREATE TABLE store_schema (
	id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_store_schema PRIMARY KEY (id)
);
INSERT INTO "store_schema" VALUES(1,3);
CREATE INDEX ix_runs_workbook_digest ON runs (workbook_digest);
CREATE INDEX ix_masked_notes_place ON masked_notes (place);
CREATE INDEX ix_audited_rows_note_digest ON audited_rows (note_digest);
CREATE INDEX ix_audited_rows_run_id ON audited_rows (run_id);
CREATE INDEX ix_opinions_key ON opinions ("key");
CREATE INDEX ix_opinions_replaced_by ON opinions (replaced_by);
CREATE INDEX ix_run_notes_run_id ON run_notes (run_id);
CREATE INDEX ix_run_cases_run_id ON run_cases (run_id);
