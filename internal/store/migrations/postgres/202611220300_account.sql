-- +goose Up

CREATE TABLE account (
    id            TEXT    PRIMARY KEY,
    email         TEXT    NOT NULL UNIQUE,
    name          TEXT    NOT NULL,
    password_hash TEXT    NOT NULL,
    disabled      SMALLINT NOT NULL,
    demo          SMALLINT NOT NULL,
    created_at    BIGINT NOT NULL,
    revision      BIGINT NOT NULL
);

-- A person's roles in one organisation, as a JSON list.
CREATE TABLE membership (
    account_id      TEXT NOT NULL REFERENCES account (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    roles           TEXT NOT NULL,
    advises         TEXT NOT NULL,
    PRIMARY KEY (account_id, organisation_id)
);
CREATE INDEX membership_organisation ON membership (organisation_id);

-- Sessions, API tokens and one-time links are known only by the hash of their secret.
CREATE TABLE session (
    hash       TEXT    PRIMARY KEY,
    account_id TEXT    NOT NULL REFERENCES account (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE api_token (
    id         TEXT    PRIMARY KEY,
    hash       TEXT    NOT NULL UNIQUE,
    account_id TEXT    NOT NULL REFERENCES account (id),
    name       TEXT    NOT NULL,
    scopes     TEXT    NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    last_used  BIGINT NOT NULL
);
CREATE INDEX api_token_account ON api_token (account_id);

-- account_id is empty for the link that sets up an empty platform.
CREATE TABLE one_time_link (
    hash       TEXT    PRIMARY KEY,
    purpose    TEXT    NOT NULL,
    account_id TEXT    NOT NULL,
    expires_at BIGINT NOT NULL
);

-- +goose Down
DROP TABLE one_time_link;
DROP TABLE api_token;
DROP TABLE session;
DROP TABLE membership;
DROP TABLE account;
