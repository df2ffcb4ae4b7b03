-- +goose Up

-- What a person says of a demand of the guide that the platform cannot see (package guide). It is the organisation's own.
CREATE TABLE guide_tick (
    system_id       TEXT   NOT NULL REFERENCES system_record (id) ON DELETE CASCADE,
    organisation_id TEXT   NOT NULL REFERENCES organisation (id),
    step            TEXT   NOT NULL,
    demand          TEXT   NOT NULL,
    state           TEXT   NOT NULL CHECK (state IN ('done', 'not_applicable')),
    note            TEXT   NOT NULL,
    day             TEXT   NOT NULL,
    by_account      TEXT   NOT NULL,
    at              BIGINT NOT NULL,
    PRIMARY KEY (system_id, step, demand)
);

-- The data sets of a system: sets is JSON. revision grows with every change.
CREATE TABLE data_inventory (
    system_id       TEXT   PRIMARY KEY REFERENCES system_record (id) ON DELETE CASCADE,
    organisation_id TEXT   NOT NULL REFERENCES organisation (id),
    revision        BIGINT NOT NULL,
    sets            TEXT   NOT NULL,
    updated_at      BIGINT NOT NULL,
    updated_by      TEXT   NOT NULL
);

-- +goose Down
DROP TABLE data_inventory;
DROP TABLE guide_tick;
