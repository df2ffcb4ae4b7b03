-- +goose Up

-- The file of a pack as it was when it was first used. It is never changed or removed.
CREATE TABLE pack (
    hash    TEXT    PRIMARY KEY,
    id      TEXT    NOT NULL,
    version TEXT    NOT NULL,
    source  TEXT    NOT NULL,
    kept_at INTEGER NOT NULL
) STRICT;

-- One instrument answered for one subject. answers is JSON; standing sums up what they amounted to, for lists.
CREATE TABLE assessment (
    id              TEXT    PRIMARY KEY,
    organisation_id TEXT    NOT NULL REFERENCES organisation (id),
    subject_kind    TEXT    NOT NULL CHECK (subject_kind IN ('system', 'processing', 'proposal', 'procurement', 'organisation')),
    subject_id      TEXT    NOT NULL,
    subject_name    TEXT    NOT NULL,
    instrument      TEXT    NOT NULL,
    version         TEXT    NOT NULL,
    pack_hash       TEXT    NOT NULL REFERENCES pack (hash),
    answers         TEXT    NOT NULL,
    standing        TEXT    NOT NULL,
    revision        INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    updated_by      TEXT    NOT NULL
) STRICT;
CREATE INDEX assessment_organisation ON assessment (organisation_id, updated_at);
CREATE INDEX assessment_subject ON assessment (subject_kind, subject_id);

-- +goose Down
DROP TABLE assessment;
DROP TABLE pack;
