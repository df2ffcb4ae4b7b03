-- +goose Up

-- The change log that indexes follow (package outbox). tx is 0 here: ids become visible in order.
CREATE TABLE outbox_change (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    tx    INTEGER NOT NULL DEFAULT 0,
    topic TEXT    NOT NULL,
    key   TEXT    NOT NULL,
    op    TEXT    NOT NULL,
    at    INTEGER NOT NULL
) STRICT;

-- One row. epoch changes when the database is restored; pruned_* is the last position that has been thrown away.
CREATE TABLE outbox_state (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    epoch     TEXT    NOT NULL,
    pruned_tx INTEGER NOT NULL,
    pruned_id INTEGER NOT NULL
) STRICT;
INSERT INTO outbox_state (one, epoch, pruned_tx, pruned_id) VALUES (1, lower(hex(randomblob(16))), 0, 0);

-- Leased work (package jobs).
CREATE TABLE job (
    id           TEXT    PRIMARY KEY,
    kind         TEXT    NOT NULL,
    payload      TEXT    NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead')),
    run_at       INTEGER NOT NULL,
    attempt      INTEGER NOT NULL,
    max_attempts INTEGER NOT NULL,
    lease        TEXT    NOT NULL,
    lease_until  INTEGER NOT NULL,
    done_parts   INTEGER NOT NULL,
    all_parts    INTEGER NOT NULL,
    note         TEXT    NOT NULL,
    error        TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    ended_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX job_waiting ON job (run_at, id) WHERE state = 'waiting';
CREATE INDEX job_running ON job (lease_until) WHERE state = 'running';
CREATE INDEX job_ended ON job (ended_at) WHERE state IN ('done', 'dead');

-- The tamper-evident log (package ledger). position is null until the leaf has its place in the tree.
CREATE TABLE ledger_leaf (
    id       TEXT    PRIMARY KEY,
    type     TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    leaf     TEXT    NOT NULL,
    hash     BLOB    NOT NULL,
    position INTEGER UNIQUE
) STRICT;
CREATE INDEX ledger_leaf_pending ON ledger_leaf (at, id) WHERE position IS NULL;

-- What opens a leaf's commitment. Both are kept apart from the leaf, so that they can be erased while it stays.
CREATE TABLE ledger_salt (
    leaf_id TEXT PRIMARY KEY REFERENCES ledger_leaf (id),
    salt    BLOB NOT NULL
) STRICT;
CREATE TABLE ledger_payload (
    leaf_id      TEXT PRIMARY KEY REFERENCES ledger_leaf (id),
    subject_kind TEXT NOT NULL,
    subject_id   TEXT NOT NULL,
    payload      TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_payload_subject ON ledger_payload (subject_kind, subject_id);

-- +goose Down
DROP TABLE ledger_payload;
DROP TABLE ledger_salt;
DROP TABLE ledger_leaf;
DROP TABLE job;
DROP TABLE outbox_state;
DROP TABLE outbox_change;
