BEGIN TRANSACTION;
CREATE TABLE absence (
	id INTEGER NOT NULL, 
	post VARCHAR NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	deputy VARCHAR, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	CONSTRAINT pk_absence PRIMARY KEY (id)
);
INSERT INTO "absence" VALUES(1,'phong-kinh-te/head','2025-08-15','2025-08-15',NULL,'2025-08-15 00:30:00.000000','x');
CREATE TABLE addendum (
	period VARCHAR NOT NULL, 
	report VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	submission INTEGER NOT NULL, 
	unit VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT pk_addendum PRIMARY KEY (period, report, number), 
	CONSTRAINT fk_addendum_submission_submission FOREIGN KEY(submission) REFERENCES submission (id), 
	CONSTRAINT uq_addendum_submission UNIQUE (period, report, submission)
);
INSERT INTO "addendum" VALUES('2025-Q3','bao-cao-so-noi-vu',1,1,'phong-kinh-te',1,'2025-08-15 00:30:00.000000');
CREATE TABLE addendum_change (
	period VARCHAR NOT NULL, 
	report VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	section VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	"before" VARCHAR, 
	"after" VARCHAR, 
	before_sources VARCHAR NOT NULL, 
	after_sources VARCHAR NOT NULL, 
	CONSTRAINT pk_addendum_change PRIMARY KEY (period, report, number, place)
);
INSERT INTO "addendum_change" VALUES('2025-Q3','bao-cao-so-noi-vu',1,0,'I.1','I.1','phong-kinh-te','x','z','|1|','|1|');
CREATE TABLE address (
	address VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	why VARCHAR NOT NULL, 
	since DATETIME NOT NULL, 
	hold_until DATETIME, 
	CONSTRAINT pk_address PRIMARY KEY (address), 
	CONSTRAINT ck_address_state CHECK (state IN ('dead', 'soft'))
);
INSERT INTO "address" VALUES('cu@phong-kinh-te.example','dead','550 no such user','2025-08-15 00:30:00.000000',NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0009');
CREATE TABLE apply_effect (
	apply INTEGER NOT NULL, 
	obligation VARCHAR NOT NULL, 
	effect VARCHAR NOT NULL, 
	state_before VARCHAR, 
	version_before INTEGER, 
	CONSTRAINT pk_apply_effect PRIMARY KEY (apply, obligation), 
	CONSTRAINT ck_apply_effect_effect CHECK (effect IN ('made', 'moved', 'withdrawn', 'brought-back')), 
	CONSTRAINT ck_apply_effect_state_before CHECK (state_before IN ('scheduled', 'open', 'submitted', 'accepted', 'returned', 'waived', 'cancelled')), 
	CONSTRAINT fk_apply_effect_obligation_obligation FOREIGN KEY(obligation) REFERENCES obligation (id)
);
CREATE TABLE approval (
	id INTEGER NOT NULL, 
	obligation VARCHAR NOT NULL, 
	deadline_version INTEGER NOT NULL, 
	rung VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	until DATETIME, 
	reason VARCHAR, 
	asked_at DATETIME NOT NULL, 
	decided_at DATETIME, 
	decided_by VARCHAR, 
	CONSTRAINT pk_approval PRIMARY KEY (id), 
	CONSTRAINT ck_approval_rung CHECK (rung IN ('opening', 'remind-7', 'remind-3', 'remind-1', 'due-day', 'late-1', 'late-3', 'late-5')), 
	CONSTRAINT ck_approval_state CHECK (state IN ('asked', 'approved', 'to-page', 'postponed')), 
	CONSTRAINT fk_approval_obligation_obligation FOREIGN KEY(obligation) REFERENCES obligation (id), 
	CONSTRAINT uq_approval_key UNIQUE (obligation, deadline_version, rung)
);
INSERT INTO "approval" VALUES(1,'bao-cao-quy/2025-Q3/phong-kinh-te',1,'late-3','asked',NULL,NULL,'2025-08-15 00:30:00.000000',NULL,NULL);
CREATE TABLE attempt (
	id INTEGER NOT NULL, 
	letter INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	phase VARCHAR NOT NULL, 
	recipient VARCHAR, 
	code INTEGER, 
	reply VARCHAR, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_attempt PRIMARY KEY (id), 
	CONSTRAINT ck_attempt_phase CHECK (phase IN ('claimed', 'data', 'accepted', 'refused', 'deferred', 'lost', 'released', 'cc-refused', 'bounced')), 
	CONSTRAINT fk_attempt_letter_letter FOREIGN KEY(letter) REFERENCES letter (id)
);
INSERT INTO "attempt" VALUES(1,1,1,'claimed',NULL,NULL,NULL,'2025-08-15 00:30:00.000000');
CREATE TABLE audit (
	number INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor VARCHAR NOT NULL, 
	verb VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	detail VARCHAR NOT NULL, 
	"before" VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (number)
);
INSERT INTO "audit" VALUES(1,'2025-08-15 00:30:00.000000','service','opened','bao-cao-quy/2025-Q3/phong-kinh-te','{}','0000000000000000000000000000000000000000000000000000000000000000','fa5a0033a779f4084a36317962c3d817325177372eb45ba553aa4ffc32f4e60a');
INSERT INTO "audit" VALUES(2,'2025-08-15 00:30:00.000000','Nguyễn Thị Hoa','asked','bao-cao-quy/2025-Q3/phong-kinh-te','{"until": "2025-09-12"}','fa5a0033a779f4084a36317962c3d817325177372eb45ba553aa4ffc32f4e60a','597dd5a223e0ef8ce6c8627c2cdbd99c365829dfeb21d23c945234a2bc9c6f3d');
CREATE TABLE call (
	id INTEGER NOT NULL, 
	obligation VARCHAR NOT NULL, 
	carrier VARCHAR NOT NULL, 
	spoke_with VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	rung VARCHAR, 
	called_at DATETIME NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	CONSTRAINT pk_call PRIMARY KEY (id), 
	CONSTRAINT ck_call_rung CHECK (rung IN ('opening', 'remind-7', 'remind-3', 'remind-1', 'due-day', 'late-1', 'late-3', 'late-5')), 
	CONSTRAINT fk_call_obligation_obligation FOREIGN KEY(obligation) REFERENCES obligation (id), 
	CONSTRAINT uq_call_carrier UNIQUE (carrier)
);
CREATE TABLE "capability" (
	fingerprint VARCHAR NOT NULL, 
	purpose VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	generation INTEGER NOT NULL, 
	made_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	CONSTRAINT pk_capability PRIMARY KEY (fingerprint), 
	CONSTRAINT uq_capability_key UNIQUE (purpose, subject, generation), 
	CONSTRAINT ck_capability_purpose CHECK (purpose IN ('page', 'reply', 'bounce', 'feed', 'report'))
);
CREATE TABLE compilation (
	id INTEGER NOT NULL, 
	period VARCHAR NOT NULL, 
	cause VARCHAR NOT NULL, 
	asked VARCHAR NOT NULL, 
	made_at DATETIME NOT NULL, 
	made_by VARCHAR NOT NULL, 
	expected INTEGER NOT NULL, 
	received INTEGER NOT NULL, 
	on_time INTEGER NOT NULL, 
	findings INTEGER, 
	CONSTRAINT pk_compilation PRIMARY KEY (id), 
	CONSTRAINT ck_compilation_cause CHECK (cause IN ('after-due', 'complete', 'asked', 'laid')), 
	CONSTRAINT uq_compilation_key UNIQUE (period, cause, asked)
);
INSERT INTO "compilation" VALUES(1,'2025-Q3','after-due','','2025-08-15 00:30:00.000000','service',5,1,1,3);
CREATE TABLE compiled_from (
	compilation INTEGER NOT NULL, 
	submission INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_compiled_from PRIMARY KEY (compilation, submission), 
	CONSTRAINT fk_compiled_from_compilation_compilation FOREIGN KEY(compilation) REFERENCES compilation (id), 
	CONSTRAINT fk_compiled_from_submission_submission FOREIGN KEY(submission) REFERENCES submission (id)
);
INSERT INTO "compiled_from" VALUES(1,1,1);
CREATE TABLE compiled_passage (
	compilation INTEGER NOT NULL, 
	report VARCHAR NOT NULL, 
	section VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	place INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	text VARCHAR, 
	kind VARCHAR NOT NULL, 
	sources VARCHAR NOT NULL, 
	submission INTEGER, 
	version INTEGER, 
	CONSTRAINT pk_compiled_passage PRIMARY KEY (compilation, report, section, unit), 
	CONSTRAINT fk_compiled_passage_compilation_compilation FOREIGN KEY(compilation) REFERENCES compilation (id), 
	CONSTRAINT fk_compiled_passage_submission_submission FOREIGN KEY(submission) REFERENCES submission (id)
);
INSERT INTO "compiled_passage" VALUES(1,'bao-cao-so-noi-vu','I.1','phong-kinh-te',0,'I.1','x','given','|1|',1,1);
CREATE TABLE deadline (
	obligation VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	reason VARCHAR NOT NULL, 
	last_day DATE NOT NULL, 
	target DATE NOT NULL, 
	due DATETIME NOT NULL, 
	late_after DATETIME NOT NULL, 
	climbs_to VARCHAR NOT NULL, 
	set_at DATETIME NOT NULL, 
	set_by VARCHAR NOT NULL, 
	note VARCHAR, 
	CONSTRAINT pk_deadline PRIMARY KEY (obligation, version), 
	CONSTRAINT ck_deadline_climbs_to CHECK (climbs_to IN ('unit', 'head', 'office', 'leaders')), 
	CONSTRAINT ck_deadline_reason CHECK (reason IN ('plan', 'later-day', 'extension', 'return', 'amendment')), 
	CONSTRAINT fk_deadline_obligation_obligation FOREIGN KEY(obligation) REFERENCES obligation (id)
);
INSERT INTO "deadline" VALUES('bao-cao-quy/2025-Q3/phong-kinh-te',1,'plan','2025-09-09','2025-09-09','2025-08-15 00:30:00.000000','2025-08-15 00:30:00.000000','leaders','2025-08-15 00:30:00.000000','service',NULL);
INSERT INTO "deadline" VALUES('bao-cao-quy/2025-Q3/phong-kinh-te',2,'later-day','2025-09-09','2025-09-09','2025-08-15 00:30:00.000000','2025-08-15 00:30:00.000000','leaders','2025-08-15 00:30:00.000000','service','chờ số liệu');
CREATE TABLE evidence (
	obligation VARCHAR NOT NULL, 
	year INTEGER NOT NULL, 
	unit VARCHAR NOT NULL, 
	unit_name VARCHAR NOT NULL, 
	period VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	plan_day DATE NOT NULL, 
	late_after DATETIME NOT NULL, 
	complete_at DATETIME, 
	by_plan BOOLEAN, 
	agreed_day DATE, 
	agreed_by VARCHAR, 
	by_agreed BOOLEAN, 
	text_at DATETIME, 
	paper_number VARCHAR, 
	paper_day DATE, 
	paper_at DATETIME, 
	told INTEGER NOT NULL, 
	opinion VARCHAR, 
	confirmed_at DATETIME, 
	confirmed_by VARCHAR, 
	frozen_at DATETIME NOT NULL, 
	CONSTRAINT pk_evidence PRIMARY KEY (obligation), 
	CONSTRAINT fk_evidence_obligation_obligation FOREIGN KEY(obligation) REFERENCES obligation (id)
);
INSERT INTO "evidence" VALUES('bao-cao-quy/2025-Q3/phong-kinh-te',2025,'phong-kinh-te','x','2025-Q3','x','2025-09-09','2025-08-15 00:30:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,'2025-08-15 00:30:00.000000');
CREATE TABLE evidence_correction (
	obligation VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	"by" VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_evidence_correction PRIMARY KEY (obligation, number), 
	CONSTRAINT fk_evidence_correction_obligation_evidence FOREIGN KEY(obligation) REFERENCES evidence (obligation), 
	CONSTRAINT uq_evidence_correction_key UNIQUE (obligation, text, reason, "by")
);
INSERT INTO "evidence_correction" VALUES('bao-cao-quy/2025-Q3/phong-kinh-te',1,'x','y','z','2025-08-15 00:30:00.000000');
CREATE TABLE incoming (
	id INTEGER NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	arrived_at DATETIME NOT NULL, 
	stored_at DATETIME NOT NULL, 
	validity INTEGER, 
	uid INTEGER, 
	state VARCHAR NOT NULL, 
	tries INTEGER NOT NULL, 
	why VARCHAR, 
	kind VARCHAR, 
	sender VARCHAR, 
	subject VARCHAR, 
	message_id VARCHAR, 
	content VARCHAR, 
	excerpt VARCHAR, 
	unit VARCHAR, 
	obligation VARCHAR, 
	submission INTEGER, 
	letter INTEGER, 
	subject_key VARCHAR, 
	answer VARCHAR, 
	answered_at DATETIME, 
	settled_at DATETIME, 
	settled_by VARCHAR, 
	CONSTRAINT pk_incoming PRIMARY KEY (id), 
	CONSTRAINT ck_incoming_state CHECK (state IN ('kept', 'recorded', 'person', 'quarantined', 'absence', 'bounce', 'automatic', 'repeat', 'poisoned', 'settled')), 
	CONSTRAINT ck_incoming_answer CHECK (answer IN ('receipt', 'read', 'which', 'stranger')), 
	CONSTRAINT fk_incoming_obligation_obligation FOREIGN KEY(obligation) REFERENCES obligation (id), 
	CONSTRAINT fk_incoming_submission_submission FOREIGN KEY(submission) REFERENCES submission (id), 
	CONSTRAINT fk_incoming_letter_letter FOREIGN KEY(letter) REFERENCES letter (id), 
	CONSTRAINT uq_incoming_sha256 UNIQUE (sha256)
);
CREATE TABLE job_run (
	job VARCHAR NOT NULL, 
	started_at DATETIME NOT NULL, 
	ended_at DATETIME NOT NULL, 
	fault VARCHAR, 
	faults_in_a_row INTEGER NOT NULL, 
	CONSTRAINT pk_job_run PRIMARY KEY (job)
);
INSERT INTO "job_run" VALUES('deliver_letters','2025-08-15 00:30:00.000000','2025-08-15 00:30:00.000000',NULL,0);
CREATE TABLE kept_text (
	period VARCHAR NOT NULL, 
	report VARCHAR NOT NULL, 
	section VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	text VARCHAR, 
	edited_by VARCHAR NOT NULL, 
	edited_at DATETIME NOT NULL, 
	sources VARCHAR NOT NULL, 
	submission INTEGER, 
	version INTEGER, 
	CONSTRAINT pk_kept_text PRIMARY KEY (period, report, section, unit, number), 
	CONSTRAINT fk_kept_text_submission_submission FOREIGN KEY(submission) REFERENCES submission (id)
);
INSERT INTO "kept_text" VALUES('2025-Q3','bao-cao-so-noi-vu','I.1','phong-kinh-te',1,'y','x','2025-08-15 00:30:00.000000','|1|',1,1);
CREATE TABLE letter (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	template VARCHAR NOT NULL, 
	cause VARCHAR, 
	addressee VARCHAR NOT NULL, 
	post VARCHAR, 
	to_address VARCHAR NOT NULL, 
	cc VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	message_id VARCHAR NOT NULL, 
	sender VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	slot_day DATE, 
	slot VARCHAR, 
	rehearsal BOOLEAN NOT NULL, 
	held BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	next_attempt_at DATETIME, 
	expires_at DATETIME, 
	attempts INTEGER NOT NULL, 
	marked_at DATETIME, 
	lost INTEGER NOT NULL, 
	sent_at DATETIME, 
	reply VARCHAR, 
	sha256 VARCHAR NOT NULL, 
	bytes BLOB NOT NULL, 
	CONSTRAINT pk_letter PRIMARY KEY (id), 
	CONSTRAINT ck_letter_kind CHECK (kind IN ('opening', 'reminder', 'escalation', 'information', 'correction', 'approval', 'digest', 'leaders', 'receipt', 'return', 'extension', 'report', 'undelivered', 'login', 'system', 'test')), 
	CONSTRAINT ck_letter_slot CHECK (slot IN ('morning', 'afternoon')), 
	CONSTRAINT ck_letter_state CHECK (state IN ('queued', 'sending', 'sent', 'deferred', 'unknown', 'dead', 'expired', 'cancelled', 'bounced')), 
	CONSTRAINT uq_letter_message_id UNIQUE (message_id)
);
INSERT INTO "letter" VALUES(1,'opening','opening',NULL,'dau-moi@phong-kinh-te.example',NULL,'dau-moi@phong-kinh-te.example','[]','Đề nghị gửi báo cáo','<1@ubnd.example>','cchc@ubnd.example','sending',NULL,NULL,0,0,'2025-08-15 00:30:00.000000',NULL,NULL,1,NULL,0,NULL,NULL,'0000000000000000000000000000000000000000000000000000000000000000',X'5375626A6563743A20780D0A0D0A');
CREATE TABLE mailbox (
	name VARCHAR NOT NULL, 
	validity INTEGER, 
	last_uid INTEGER NOT NULL, 
	read_at DATETIME, 
	fault VARCHAR, 
	fault_since DATETIME, 
	faults INTEGER NOT NULL, 
	stuck_uid INTEGER, 
	stuck_tries INTEGER NOT NULL, 
	next_try_at DATETIME, 
	CONSTRAINT pk_mailbox PRIMARY KEY (name)
);
CREATE TABLE marker (
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	CONSTRAINT pk_marker PRIMARY KEY (name)
);
INSERT INTO "marker" VALUES('live-since','2025-08-15T00:30:00+00:00');
CREATE TABLE matter (
	id INTEGER NOT NULL, 
	obligation VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	carrier VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	"by" VARCHAR NOT NULL, 
	person VARCHAR, 
	address VARCHAR, 
	raised_at DATETIME NOT NULL, 
	state VARCHAR NOT NULL, 
	answer VARCHAR, 
	answered_at DATETIME, 
	answered_by VARCHAR, 
	CONSTRAINT pk_matter PRIMARY KEY (id), 
	CONSTRAINT ck_matter_kind CHECK (kind IN ('difficulty', 'plan-change', 'row-wrong', 'row-right', 'hand-over')), 
	CONSTRAINT ck_matter_state CHECK (state IN ('asked', 'answered', 'noted')), 
	CONSTRAINT fk_matter_obligation_obligation FOREIGN KEY(obligation) REFERENCES obligation (id), 
	CONSTRAINT uq_matter_carrier UNIQUE (carrier)
);
CREATE TABLE notice (
	id INTEGER NOT NULL, 
	obligation VARCHAR NOT NULL, 
	deadline_version INTEGER NOT NULL, 
	rung VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	why VARCHAR, 
	letter INTEGER, 
	fire_at DATETIME NOT NULL, 
	decided_at DATETIME NOT NULL, 
	accepted_at DATETIME, 
	proven BOOLEAN NOT NULL, 
	CONSTRAINT pk_notice PRIMARY KEY (id), 
	CONSTRAINT ck_notice_role CHECK (role IN ('focal', 'head', 'office', 'leader')), 
	CONSTRAINT ck_notice_rung CHECK (rung IN ('opening', 'remind-7', 'remind-3', 'remind-1', 'due-day', 'late-1', 'late-3', 'late-5')), 
	CONSTRAINT ck_notice_state CHECK (state IN ('waiting', 'carried', 'spent', 'skipped')), 
	CONSTRAINT fk_notice_letter_letter FOREIGN KEY(letter) REFERENCES letter (id), 
	CONSTRAINT fk_notice_obligation_obligation FOREIGN KEY(obligation) REFERENCES obligation (id), 
	CONSTRAINT uq_notice_key UNIQUE (obligation, deadline_version, rung, role)
);
INSERT INTO "notice" VALUES(1,'bao-cao-quy/2025-Q3/phong-kinh-te',1,'opening','focal','carried',NULL,1,'2025-08-15 00:30:00.000000','2025-08-15 00:30:00.000000',NULL,0);
CREATE TABLE obligation (
	id VARCHAR NOT NULL, 
	task VARCHAR NOT NULL, 
	period VARCHAR NOT NULL, 
	task_group VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	clause VARCHAR NOT NULL, 
	roll VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	deadline_version INTEGER NOT NULL, 
	policy_revision INTEGER, 
	upstream_day DATE, 
	next_check_at DATETIME, 
	first_complete_at DATETIME, 
	opened_at DATETIME, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_obligation PRIMARY KEY (id), 
	CONSTRAINT ck_obligation_state CHECK (state IN ('scheduled', 'open', 'submitted', 'accepted', 'returned', 'waived', 'cancelled'))
);
INSERT INTO "obligation" VALUES('bao-cao-quy/2025-Q3/phong-kinh-te','bao-cao-quy','2025-Q3','bao-cao-quy/2025-Q3','phong-kinh-te','Báo cáo cải cách hành chính quý III','V.1.c','forward','open',1,1,NULL,NULL,NULL,NULL,NULL,'2025-08-15 00:30:00.000000');
INSERT INTO "obligation" VALUES('bao-cao-quy/2025-Q3/van-phong-hdnd-ubnd','bao-cao-quy','2025-Q3','bao-cao-quy/2025-Q3','van-phong-hdnd-ubnd','Báo cáo cải cách hành chính quý III','V.1.c','forward','submitted',1,1,NULL,NULL,NULL,'2025-08-15 00:30:00.000000',NULL,'2025-08-15 00:30:00.000000');
CREATE TABLE plan_draft (
	id INTEGER NOT NULL, 
	"plan" VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	proposal VARCHAR NOT NULL, 
	mendings VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	made_at DATETIME NOT NULL, 
	made_by VARCHAR NOT NULL, 
	changed_at DATETIME NOT NULL, 
	changed_by VARCHAR NOT NULL, 
	closed_at DATETIME, 
	apply INTEGER, 
	CONSTRAINT pk_plan_draft PRIMARY KEY (id), 
	CONSTRAINT ck_plan_draft_state CHECK (state IN ('open', 'applied', 'dropped'))
);
CREATE TABLE reconciliation (
	id INTEGER NOT NULL, 
	task_group VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT pk_reconciliation PRIMARY KEY (id)
);
INSERT INTO "reconciliation" VALUES(1,'bao-cao-quy/2025-Q3','2025-08-15 00:30:00.000000','Nguyễn Thị Hoa');
CREATE TABLE report_answer (
	form INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	place INTEGER NOT NULL, 
	clauses VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	state VARCHAR, 
	figure VARCHAR, 
	estimated BOOLEAN NOT NULL, 
	unchanged BOOLEAN NOT NULL, 
	CONSTRAINT pk_report_answer PRIMARY KEY (form, "key"), 
	CONSTRAINT fk_report_answer_form_report_form FOREIGN KEY(form) REFERENCES report_form (id)
);
CREATE TABLE report_form (
	id INTEGER NOT NULL, 
	obligation VARCHAR NOT NULL, 
	submission INTEGER, 
	carrier VARCHAR NOT NULL, 
	outline VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	saved_at DATETIME NOT NULL, 
	saved_by VARCHAR NOT NULL, 
	unread VARCHAR, 
	CONSTRAINT pk_report_form PRIMARY KEY (id), 
	CONSTRAINT ck_report_form_source CHECK (source IN ('page', 'word')), 
	CONSTRAINT fk_report_form_obligation_obligation FOREIGN KEY(obligation) REFERENCES obligation (id), 
	CONSTRAINT fk_report_form_submission_submission FOREIGN KEY(submission) REFERENCES submission (id), 
	CONSTRAINT uq_report_form_submission UNIQUE (submission), 
	CONSTRAINT uq_report_form_carrier UNIQUE (carrier)
);
CREATE TABLE request (
	id INTEGER NOT NULL, 
	obligation VARCHAR NOT NULL, 
	deadline_version INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	until DATE, 
	reason VARCHAR NOT NULL, 
	"by" VARCHAR NOT NULL, 
	asked_at DATETIME NOT NULL, 
	held_until DATETIME, 
	state VARCHAR NOT NULL, 
	answer VARCHAR, 
	decided_at DATETIME, 
	decided_by VARCHAR, 
	CONSTRAINT pk_request PRIMARY KEY (id), 
	CONSTRAINT ck_request_kind CHECK (kind IN ('later-day', 'not-ours')), 
	CONSTRAINT ck_request_state CHECK (state IN ('asked', 'granted', 'refused')), 
	CONSTRAINT fk_request_obligation_obligation FOREIGN KEY(obligation) REFERENCES obligation (id)
);
INSERT INTO "request" VALUES(1,'bao-cao-quy/2025-Q3/phong-kinh-te',1,'later-day','2025-09-12','chờ số liệu','Nguyễn Thị Hoa','2025-08-15 00:30:00.000000',NULL,'asked',NULL,NULL,NULL);
CREATE TABLE revision (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	document VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	applied_at DATETIME NOT NULL, 
	applied_by VARCHAR NOT NULL, apply INTEGER, undoes INTEGER, last_letter INTEGER, 
	CONSTRAINT pk_revision PRIMARY KEY (id), 
	CONSTRAINT ck_revision_kind CHECK (kind IN ('office', 'policy', 'plan', 'calendar'))
);
INSERT INTO "revision" VALUES(1,'plan','2025-h2','{}','0000000000000000000000000000000000000000000000000000000000000000','2025-08-15 00:30:00.000000','x',1,NULL,NULL);
CREATE TABLE session (
	id INTEGER NOT NULL, 
	fingerprint VARCHAR NOT NULL, 
	person VARCHAR NOT NULL, 
	begun_at DATETIME NOT NULL, 
	ends_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	ended_by VARCHAR, 
	browser VARCHAR NOT NULL, 
	CONSTRAINT pk_session PRIMARY KEY (id), 
	CONSTRAINT uq_session_fingerprint UNIQUE (fingerprint)
);
CREATE TABLE sign_in (
	fingerprint VARCHAR NOT NULL, 
	person VARCHAR NOT NULL, 
	made_at DATETIME NOT NULL, 
	made_by VARCHAR NOT NULL, 
	ends_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_sign_in PRIMARY KEY (fingerprint)
);
CREATE TABLE "submission" (
	id INTEGER NOT NULL, 
	obligation VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	carrier VARCHAR NOT NULL, 
	"by" VARCHAR NOT NULL, 
	link VARCHAR, 
	file_name VARCHAR, 
	file_size INTEGER, 
	file_sha256 VARCHAR, 
	number VARCHAR, 
	note VARCHAR, 
	handed_in_at DATETIME NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	usable BOOLEAN NOT NULL, 
	file_type VARCHAR, 
	document_day DATE, 
	erased_at DATETIME, 
	receipt_owed_since DATETIME, 
	CONSTRAINT pk_submission PRIMARY KEY (id), 
	CONSTRAINT fk_submission_obligation_obligation FOREIGN KEY(obligation) REFERENCES obligation (id), 
	CONSTRAINT uq_submission_carrier UNIQUE (carrier), 
	CONSTRAINT ck_submission_kind CHECK (kind IN ('link', 'file', 'nil', 'elsewhere'))
);
INSERT INTO "submission" VALUES(1,'bao-cao-quy/2025-Q3/phong-kinh-te',1,'link','form-1','Nguyễn Thị Hoa','https://drive.example/bao-cao',NULL,NULL,NULL,NULL,NULL,'2025-08-15 00:30:00.000000','2025-08-15 00:30:00.000000','page',1,NULL,NULL,NULL,NULL);
CREATE TABLE way_step (
	id INTEGER NOT NULL, 
	period VARCHAR NOT NULL, 
	report VARCHAR NOT NULL, 
	step VARCHAR NOT NULL, 
	day DATE NOT NULL, 
	"by" VARCHAR NOT NULL, 
	number VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_way_step PRIMARY KEY (id), 
	CONSTRAINT ck_way_step_step CHECK (step IN ('draft', 'head', 'for-signature', 'signed', 'issued')), 
	CONSTRAINT uq_way_step_key UNIQUE (period, report, step, day, "by", number, note)
);
INSERT INTO "way_step" VALUES(1,'2025-Q3','bao-cao-so-noi-vu','draft','2025-09-16','x','','','2025-08-15 00:30:00.000000');
CREATE INDEX ix_absence_post ON absence (post);
CREATE INDEX ix_audit_subject ON audit (subject);
CREATE INDEX ix_letter_next_attempt_at ON letter (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX ix_letter_to_address ON letter (addressee, id);
CREATE UNIQUE INDEX uq_letter_cause ON letter (kind, addressee, cause) WHERE cause IS NOT NULL;
CREATE UNIQUE INDEX uq_letter_slot ON letter (addressee, slot_day, slot) WHERE slot IS NOT NULL AND state IN ('queued', 'sending', 'sent', 'deferred', 'unknown', 'bounced');
CREATE INDEX ix_obligation_next_check_at ON obligation (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX ix_obligation_task_group ON obligation (task_group);
CREATE INDEX ix_obligation_unit ON obligation (unit);
CREATE INDEX ix_reconciliation_task_group ON reconciliation (task_group);
CREATE INDEX ix_revision_kind ON revision (kind);
CREATE INDEX ix_attempt_letter ON attempt (letter);
CREATE INDEX ix_notice_letter ON notice (letter) WHERE letter IS NOT NULL;
CREATE INDEX ix_request_obligation ON request (obligation);
CREATE INDEX ix_incoming_subject_key ON incoming (subject_key);
CREATE INDEX ix_incoming_message_id ON incoming (message_id);
CREATE INDEX ix_incoming_kept ON incoming (id) WHERE state = 'kept';
CREATE INDEX ix_matter_obligation ON matter (obligation);
CREATE INDEX ix_report_form_obligation ON report_form (obligation);
CREATE INDEX ix_submission_obligation ON submission (obligation);
CREATE INDEX ix_submission_receipt_owed_since ON submission (receipt_owed_since) WHERE receipt_owed_since IS NOT NULL;
CREATE INDEX ix_addendum_submission ON addendum (submission);
CREATE INDEX ix_evidence_year ON evidence (year);
CREATE INDEX ix_plan_draft_sha256 ON plan_draft (sha256);
CREATE INDEX ix_revision_apply ON revision (apply);
CREATE INDEX ix_sign_in_person ON sign_in (person);
CREATE INDEX ix_session_person ON session (person);
CREATE INDEX ix_call_obligation ON call (obligation);
COMMIT;
