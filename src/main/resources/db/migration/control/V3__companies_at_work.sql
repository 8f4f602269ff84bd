-- What a platform admin does with companies: branding, suspension, trial migration, backup, restore.
ALTER TABLE company
    ADD COLUMN primary_color    text NOT NULL DEFAULT '#1f4e79' CHECK (primary_color ~ '^#[0-9a-f]{6}$'),
    ADD COLUMN secondary_color  text NOT NULL DEFAULT '#ffffff' CHECK (secondary_color ~ '^#[0-9a-f]{6}$'),
    ADD COLUMN logo_url         text NOT NULL DEFAULT '',
    ADD COLUMN suspended_at     timestamptz,
    ADD COLUMN suspended_until  timestamptz,
    ADD COLUMN suspended_reason text,
    ADD COLUMN suspended_by     text,
    -- The schema version this company stays at: 'latest', a version, or null for what the installation is set to.
    ADD COLUMN schema_target    text;

-- Idempotency-Key of a POST that changes the control database, as in a company's database.
CREATE TABLE idempotency_key (
    actor       text        NOT NULL,
    key         text        NOT NULL,
    route       text        NOT NULL,
    body_hash   bytea       NOT NULL,
    status      integer     NOT NULL,
    location    text,
    answer      jsonb,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_key_at ON idempotency_key (created_at);

-- The ledger of backups: a row before anything is written, so that a failed one is not a missing one.
CREATE TABLE backup_run (
    id             uuid PRIMARY KEY,
    company        text        NOT NULL REFERENCES company (slug),
    trigger        text        NOT NULL CHECK (trigger IN ('scheduled', 'manual')),
    status         text        NOT NULL CHECK (status IN ('running', 'done', 'failed', 'removed')),
    started_at     timestamptz NOT NULL,
    started_by     text        NOT NULL,
    ended_at       timestamptz,
    location       text,
    bytes          bigint,
    checksum       text,
    schema_version text,
    error          text
);
CREATE UNIQUE INDEX backup_run_one_at_a_time ON backup_run (company) WHERE status = 'running';
CREATE INDEX backup_run_company ON backup_run (company, id DESC);

CREATE TABLE restore_run (
    id          uuid PRIMARY KEY,
    company     text        NOT NULL REFERENCES company (slug),
    backup_id   uuid        NOT NULL REFERENCES backup_run (id),
    status      text        NOT NULL CHECK (status IN ('running', 'done', 'failed')),
    step        text        NOT NULL,
    started_at  timestamptz NOT NULL,
    started_by  text        NOT NULL,
    ended_at    timestamptz,
    cancelled   integer,
    started_again integer,
    error       text
);
CREATE UNIQUE INDEX restore_run_one_at_a_time ON restore_run (company) WHERE status = 'running';
