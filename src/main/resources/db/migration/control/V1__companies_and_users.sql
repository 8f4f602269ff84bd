-- The control database: which companies exist, who may enter them, and what their sessions are.
CREATE TABLE company (
    slug        text PRIMARY KEY CHECK (slug ~ '^[a-z][a-z0-9-]{1,40}$'),
    name        text        NOT NULL,
    time_zone   text        NOT NULL,
    currency    char(3)     NOT NULL,
    locale      text        NOT NULL,
    country     char(2)     NOT NULL,
    settings    jsonb       NOT NULL DEFAULT '{}',
    created_at  timestamptz NOT NULL DEFAULT now(),
    created_by  text        NOT NULL DEFAULT 'system',
    updated_at  timestamptz NOT NULL DEFAULT now(),
    updated_by  text        NOT NULL DEFAULT 'system',
    deleted_at  timestamptz,
    deleted_by  text,
    version     integer     NOT NULL DEFAULT 0
);

CREATE TABLE app_user (
    id            uuid PRIMARY KEY,
    email         text        NOT NULL,
    name          text        NOT NULL,
    password_hash text        NOT NULL,
    active        boolean     NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL DEFAULT now(),
    created_by    text        NOT NULL DEFAULT 'system',
    updated_at    timestamptz NOT NULL DEFAULT now(),
    updated_by    text        NOT NULL DEFAULT 'system',
    deleted_at    timestamptz,
    deleted_by    text,
    version       integer     NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX app_user_email ON app_user (lower(email)) WHERE deleted_at IS NULL;

-- One role of one person in one company.
CREATE TABLE membership (
    user_id    uuid        NOT NULL REFERENCES app_user (id),
    company    text        NOT NULL REFERENCES company (slug),
    role       text        NOT NULL CHECK (role IN ('platform_admin', 'admin', 'manager', 'dispatcher', 'salesperson', 'agent')),
    active     boolean     NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by text        NOT NULL DEFAULT 'system',
    PRIMARY KEY (user_id, company)
);

-- Rotating refresh tokens, only their hash is kept. A family is one login; using a token twice revokes its family.
CREATE TABLE refresh_token (
    id          uuid PRIMARY KEY,
    family      uuid        NOT NULL,
    user_id     uuid        NOT NULL REFERENCES app_user (id),
    token_hash  bytea       NOT NULL UNIQUE,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz,
    revoked_at  timestamptz
);
CREATE INDEX refresh_token_family ON refresh_token (family);
CREATE INDEX refresh_token_user ON refresh_token (user_id);

-- Keys that sign access tokens; the newest signs, all that are not retired verify.
CREATE TABLE signing_key (
    kid        text PRIMARY KEY,
    jwk        jsonb       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    retired_at timestamptz
);

-- One row: which engine's data belongs to these databases.
CREATE TABLE engine_identity (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    engine_id text        NOT NULL,
    since     timestamptz NOT NULL DEFAULT now()
);

-- What was last deployed to the engine: file name -> checksum.
CREATE TABLE deployed_model (
    engine_id   text        NOT NULL,
    name        text        NOT NULL,
    checksum    text        NOT NULL,
    deployed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (engine_id, name)
);
