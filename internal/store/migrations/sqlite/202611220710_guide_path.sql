-- +goose Up

-- Which way through the guide people have chosen for a system (package guide): a path's id, or "whole". No row lets the guide choose.
CREATE TABLE guide_path (
    system_id       TEXT    PRIMARY KEY REFERENCES system_record (id) ON DELETE CASCADE,
    organisation_id TEXT    NOT NULL REFERENCES organisation (id),
    path            TEXT    NOT NULL,
    by_account      TEXT    NOT NULL,
    at              INTEGER NOT NULL
) STRICT;

-- How many work with AI in an organisation, as it has answered: a few beside other work, or more.
CREATE TABLE guide_size (
    organisation_id TEXT    PRIMARY KEY REFERENCES organisation (id),
    size            TEXT    NOT NULL CHECK (size IN ('small', 'large')),
    by_account      TEXT    NOT NULL,
    at              INTEGER NOT NULL
) STRICT;

-- +goose Down
DROP TABLE guide_size;
DROP TABLE guide_path;
