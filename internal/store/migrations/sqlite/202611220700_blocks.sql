-- +goose Up

-- What an organisation says of a building block for one of its systems (package guide): in place, planned, or not needed after all.
CREATE TABLE block_mark (
    system_id       TEXT    NOT NULL REFERENCES system_record (id) ON DELETE CASCADE,
    organisation_id TEXT    NOT NULL REFERENCES organisation (id),
    block           TEXT    NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('in_place', 'planned', 'not_needed')),
    filled_by       TEXT    NOT NULL,
    note            TEXT    NOT NULL,
    day             TEXT    NOT NULL,
    by_account      TEXT    NOT NULL,
    at              INTEGER NOT NULL,
    PRIMARY KEY (system_id, block)
) STRICT;

-- +goose Down
DROP TABLE block_mark;
