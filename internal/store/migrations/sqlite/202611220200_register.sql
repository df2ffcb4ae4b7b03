-- +goose Up

-- Public bodies, companies and universities (package account). name_key is the name without case, for finding a body that an import
-- names; batch is the import that made it, until that import is visible.
CREATE TABLE organisation (
    id          TEXT    PRIMARY KEY,
    name_sv     TEXT    NOT NULL,
    name_en     TEXT    NOT NULL,
    name_other  TEXT    NOT NULL,
    name_key    TEXT    NOT NULL,
    sort_key    BLOB    NOT NULL,
    names       TEXT    NOT NULL,
    type        TEXT    NOT NULL,
    country     TEXT    NOT NULL,
    number      TEXT    NOT NULL,
    identifiers TEXT    NOT NULL,
    website     TEXT    NOT NULL,
    contact     TEXT    NOT NULL,
    managed     INTEGER NOT NULL,
    demo        INTEGER NOT NULL,
    revision    INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    batch       TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX organisation_number ON organisation (number) WHERE number <> '';
CREATE INDEX organisation_name ON organisation (name_key, country);
CREATE INDEX organisation_sorted ON organisation (sort_key, id);
CREATE INDEX organisation_batch ON organisation (batch) WHERE batch <> '';
CREATE TABLE organisation_identifier (
    scheme          TEXT NOT NULL,
    value           TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    PRIMARY KEY (scheme, value)
) STRICT;
CREATE INDEX organisation_identifier_owner ON organisation_identifier (organisation_id);

-- The envelope of a system, with the values that lists and counts read. current is the number of the version in force; 0 is none,
-- and then nothing of the record is public. batch is the import that changed it last. The values are those of that version, or of the draft where there is none.
CREATE TABLE system_record (
    id              TEXT    PRIMARY KEY,
    organisation_id TEXT    NOT NULL REFERENCES organisation (id),
    state           TEXT    NOT NULL CHECK (state IN ('draft', 'published', 'retired')),
    revision        INTEGER NOT NULL,
    current         INTEGER NOT NULL,
    has_draft       INTEGER NOT NULL,
    gathered        INTEGER NOT NULL,
    demo            INTEGER NOT NULL,
    imported        INTEGER NOT NULL,
    retirement      TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    published_at    INTEGER NOT NULL,
    batch           TEXT    NOT NULL,
    name_sv         TEXT   NOT NULL,
    name_en         TEXT   NOT NULL,
    name_other      TEXT   NOT NULL,
    sort_key        BLOB   NOT NULL,
    slag            TEXT   NOT NULL,
    phase           TEXT   NOT NULL,
    phase_as_of     TEXT   NOT NULL,
    phase_confirmed INTEGER NOT NULL,
    decision_role   TEXT   NOT NULL,
    impact          TEXT   NOT NULL,
    ai_act_class    TEXT   NOT NULL,
    reusable        TEXT   NOT NULL,
    sectors         TEXT   NOT NULL,
    summary         TEXT   NOT NULL
) STRICT;
CREATE INDEX system_record_batch ON system_record (batch, id) WHERE batch <> '';
CREATE INDEX system_record_owner ON system_record (organisation_id, updated_at, id);
CREATE INDEX system_record_latest ON system_record (published_at, id) WHERE current > 0;
CREATE INDEX system_record_drafts ON system_record (id) WHERE has_draft = 1;
CREATE INDEX system_record_counts ON system_record (organisation_id, slag, phase, phase_confirmed, phase_as_of, decision_role, impact, ai_act_class, reusable, sectors) WHERE current > 0;

CREATE TABLE system_draft (
    record_id TEXT PRIMARY KEY REFERENCES system_record (id),
    content   TEXT NOT NULL
) STRICT;

-- What versions say, as canonical JSON under its own hash. Rows of an import lie here before the import is visible.
CREATE TABLE system_content (
    hash    TEXT PRIMARY KEY,
    content TEXT NOT NULL
) STRICT;

-- Published states. A row never changes.
CREATE TABLE system_version (
    record_id    TEXT    NOT NULL REFERENCES system_record (id),
    number       INTEGER NOT NULL,
    published_at INTEGER NOT NULL,
    by_account   TEXT    NOT NULL,
    hash         TEXT    NOT NULL REFERENCES system_content (hash),
    note         TEXT    NOT NULL,
    origin       TEXT    NOT NULL,
    PRIMARY KEY (record_id, number)
) STRICT;
CREATE INDEX system_version_content ON system_version (hash);

-- Imports. What is staged is seen by nobody before the state is visible.
CREATE TABLE import_batch (
    id          TEXT    PRIMARY KEY,
    format      TEXT    NOT NULL,
    source      TEXT    NOT NULL,
    by_account  TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('staging', 'visible', 'dropped')),
    started_at  INTEGER NOT NULL,
    alive_at    INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    counts      TEXT    NOT NULL,
    notes       TEXT    NOT NULL
) STRICT;
CREATE INDEX import_batch_finished ON import_batch (finished_at, id);
CREATE INDEX import_batch_staging ON import_batch (id) WHERE state = 'staging';

-- Which record every row of the visible imports became. It is filled from import_staged after the switch, and before the next import.
CREATE TABLE import_row (
    identity     TEXT PRIMARY KEY,
    format       TEXT NOT NULL,
    publisher    TEXT NOT NULL,
    foreign_id   TEXT NOT NULL,
    name         TEXT NOT NULL,
    record_id    TEXT NOT NULL,
    row_hash     TEXT NOT NULL,
    content_hash TEXT NOT NULL
) STRICT;
CREATE INDEX import_row_publisher ON import_row (format, publisher);
CREATE INDEX import_row_record ON import_row (record_id);

CREATE TABLE import_staged (
    batch           TEXT    NOT NULL REFERENCES import_batch (id),
    n               INTEGER NOT NULL,
    kind            TEXT    NOT NULL CHECK (kind IN ('new', 'changed', 'unchanged')),
    identity        TEXT    NOT NULL,
    format          TEXT    NOT NULL,
    publisher       TEXT    NOT NULL,
    foreign_id      TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    record_id       TEXT    NOT NULL,
    row_hash        TEXT    NOT NULL,
    content_hash    TEXT    NOT NULL,
    organisation_id TEXT    NOT NULL,
    state           TEXT    NOT NULL,
    gathered        INTEGER NOT NULL,
    demo            INTEGER NOT NULL,
    retirement      TEXT    NOT NULL,
    number          INTEGER NOT NULL,
    published_at    INTEGER NOT NULL,
    note            TEXT    NOT NULL,
    origin          TEXT    NOT NULL,
    name_sv         TEXT  ,
    name_en         TEXT  ,
    name_other      TEXT  ,
    sort_key        BLOB  ,
    slag            TEXT  ,
    phase           TEXT  ,
    phase_as_of     TEXT  ,
    phase_confirmed INTEGER,
    decision_role   TEXT  ,
    impact          TEXT  ,
    ai_act_class    TEXT  ,
    reusable        TEXT  ,
    sectors         TEXT  ,
    summary         TEXT  ,
    PRIMARY KEY (batch, n)
) STRICT;
CREATE INDEX import_staged_identity ON import_staged (batch, identity);

-- Messages from the public and others to an organisation (package inbox).
CREATE TABLE inbox_item (
    id              TEXT    PRIMARY KEY,
    organisation_id TEXT    NOT NULL REFERENCES organisation (id),
    kind            TEXT    NOT NULL,
    subject_kind    TEXT    NOT NULL,
    subject_id      TEXT    NOT NULL,
    subject_name    TEXT    NOT NULL,
    body            TEXT    NOT NULL,
    contact         TEXT    NOT NULL,
    sender          TEXT    NOT NULL,
    public          INTEGER NOT NULL,
    masked          INTEGER NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('open', 'handled')),
    received_at     INTEGER NOT NULL,
    handled_at      INTEGER NOT NULL,
    handled_by      TEXT    NOT NULL,
    outcome         TEXT    NOT NULL,
    revision        INTEGER NOT NULL
) STRICT;
CREATE INDEX inbox_item_owner ON inbox_item (organisation_id, state, received_at, id);

-- +goose Down
DROP TABLE inbox_item;
DROP TABLE import_staged;
DROP TABLE import_row;
DROP TABLE import_batch;
DROP TABLE system_version;
DROP TABLE system_content;
DROP TABLE system_draft;
DROP TABLE system_record;
DROP TABLE organisation_identifier;
DROP TABLE organisation;
