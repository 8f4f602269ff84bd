-- Log-ins as rows of their own, second factors, links that are sent to people, and keys that change.

-- One log-in; its id is the family of its refresh tokens and the "sid" of its access tokens.
CREATE TABLE login_session (
    id           uuid PRIMARY KEY,
    user_id      uuid        NOT NULL REFERENCES app_user (id),
    address      text        NOT NULL DEFAULT '',
    user_agent   text        NOT NULL DEFAULT '',
    created_at   timestamptz NOT NULL,
    refreshed_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    ended_at     timestamptz
);
CREATE INDEX login_session_user ON login_session (user_id) WHERE ended_at IS NULL;
CREATE INDEX login_session_expiry ON login_session (expires_at);

INSERT INTO login_session (id, user_id, created_at, refreshed_at, expires_at, ended_at)
SELECT family, (array_agg(user_id))[1], min(created_at), max(created_at), max(expires_at), min(revoked_at)
FROM refresh_token GROUP BY family;

ALTER TABLE refresh_token
    ADD FOREIGN KEY (family) REFERENCES login_session (id) ON DELETE CASCADE,
    DROP COLUMN revoked_at;

-- A person who was invited has a row and no password until they accept.
ALTER TABLE app_user ALTER COLUMN password_hash DROP NOT NULL;

ALTER TABLE membership
    ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN updated_by text        NOT NULL DEFAULT 'system',
    ADD COLUMN version    integer     NOT NULL DEFAULT 0,
    -- Null until an invitation was accepted.
    ADD COLUMN joined_at  timestamptz DEFAULT now();
UPDATE membership SET joined_at = created_at;
CREATE INDEX membership_company ON membership (company);

-- Links with which somebody accepts a place in a company. Only the token's hash is kept.
CREATE TABLE invitation (
    id          uuid PRIMARY KEY,
    user_id     uuid        NOT NULL REFERENCES app_user (id),
    company     text        NOT NULL REFERENCES company (slug),
    name        text        NOT NULL,
    token_hash  bytea       NOT NULL UNIQUE,
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    expires_at  timestamptz NOT NULL,
    accepted_at timestamptz,
    revoked_at  timestamptz
);
CREATE UNIQUE INDEX invitation_open ON invitation (user_id, company) WHERE accepted_at IS NULL AND revoked_at IS NULL;

-- Links with which somebody chooses a new password.
CREATE TABLE password_reset (
    id         uuid PRIMARY KEY,
    user_id    uuid        NOT NULL REFERENCES app_user (id),
    token_hash bytea       NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    created_by text        NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    revoked_at timestamptz
);
CREATE INDEX password_reset_user ON password_reset (user_id);

-- What went wrong at log-ins within the last hour, by the hash of an account or of a network address.
CREATE TABLE login_failure (
    key bytea       NOT NULL,
    at  timestamptz NOT NULL
);
CREATE INDEX login_failure_key ON login_failure (key, at);

-- TOTP (RFC 6238). The secret is sealed with the installation's key; confirmed_at is null until the first code was right.
CREATE TABLE second_factor (
    user_id      uuid PRIMARY KEY REFERENCES app_user (id),
    secret       text        NOT NULL,
    created_at   timestamptz NOT NULL,
    confirmed_at timestamptz,
    last_step    bigint      NOT NULL DEFAULT 0
);

CREATE TABLE recovery_code (
    user_id   uuid  NOT NULL REFERENCES second_factor (user_id) ON DELETE CASCADE,
    code_hash bytea NOT NULL,
    used_at   timestamptz,
    PRIMARY KEY (user_id, code_hash)
);

-- A log-in whose password was right and whose second factor is awaited.
CREATE TABLE login_challenge (
    id         uuid PRIMARY KEY,
    user_id    uuid        NOT NULL REFERENCES app_user (id),
    token_hash bytea       NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    attempts   integer     NOT NULL DEFAULT 0,
    used_at    timestamptz
);

-- jwk holds the public half from now on and sealed the private one; the application seals what is still plain at its start.
ALTER TABLE signing_key
    ADD COLUMN sealed     text,
    ADD COLUMN signs_from timestamptz;
UPDATE signing_key SET signs_from = created_at;
ALTER TABLE signing_key ALTER COLUMN signs_from SET NOT NULL;

-- Tells every replica at once what it may no longer remember: "user <id>", "session <id>", "company <slug>", "key <kid>".
CREATE FUNCTION announce_access() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
BEGIN
    PERFORM pg_notify('joblane_access', TG_ARGV[0] || ' ' || (changed ->> TG_ARGV[1]));
    RETURN NULL;
END
$$;

CREATE TRIGGER announce_access AFTER UPDATE OF email, name, active, deleted_at OR DELETE ON app_user
    FOR EACH ROW EXECUTE FUNCTION announce_access('user', 'id');
CREATE TRIGGER announce_access AFTER INSERT OR UPDATE OR DELETE ON membership
    FOR EACH ROW EXECUTE FUNCTION announce_access('user', 'user_id');
CREATE TRIGGER announce_access AFTER INSERT OR UPDATE OF confirmed_at OR DELETE ON second_factor
    FOR EACH ROW EXECUTE FUNCTION announce_access('user', 'user_id');
CREATE TRIGGER announce_access AFTER UPDATE OF ended_at, expires_at OR DELETE ON login_session
    FOR EACH ROW EXECUTE FUNCTION announce_access('session', 'id');
CREATE TRIGGER announce_access AFTER UPDATE OF name, deleted_at OR DELETE ON company
    FOR EACH ROW EXECUTE FUNCTION announce_access('company', 'slug');
CREATE TRIGGER announce_access AFTER INSERT OR UPDATE OR DELETE ON signing_key
    FOR EACH ROW EXECUTE FUNCTION announce_access('key', 'kid');
