-- Log-ins in the audit trail, backups of this database itself, and what a restore of it leaves.

ALTER TABLE audit_entry
    DROP CONSTRAINT audit_entry_action_check,
    ADD CONSTRAINT audit_entry_action_check CHECK (action IN ('create', 'change', 'delete', 'remove', 'erase', 'log_in',
        'log_in_failed', 'second_factor_failed', 'log_out', 'log_out_everywhere', 'refresh_token_reused'));

-- How many entries of log-ins were written in an hour for one person, or of failures for all together, and how many were not:
-- who knocks all night must not fill the trail.
CREATE TABLE login_entries (
    of_whom  text        NOT NULL,
    hour     timestamptz NOT NULL,
    noted    integer     NOT NULL DEFAULT 0,
    left_out integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (of_whom, hour)
);
CREATE INDEX login_entries_hour ON login_entries (hour);

-- One entry of the entity "login", whose id is the person's; where nobody has the address that was typed, its keyed hash. Both
-- cost the same. It runs as the owner: the application writes no entries of another kind.
--   person  who it is, where that is known; email  what was typed, where it is not; hash  of what was typed
--   most    so many entries an hour: of this person, or of all failures
CREATE PROCEDURE note_login(what text, person uuid, email text, hash text, details jsonb, most integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    t         record;
    moment    timestamptz;
    who       uuid := person;
    who_name  text;
    place     text;
    left_over integer;
BEGIN
    IF what NOT IN ('log_in', 'log_in_failed', 'second_factor_failed', 'log_out', 'log_out_everywhere', 'refresh_token_reused') THEN
        RAISE EXCEPTION 'This is no log-in: %', what;
    END IF;
    SELECT * INTO t FROM jsonb_to_record(coalesce(nullif(current_setting('joblane.trail', true), ''), '{}')::jsonb)
        AS t(at timestamptz, "user" uuid, name text, class text, address text, request text);
    moment := coalesce(t.at, clock_timestamp());
    SELECT u.id, u.name INTO who, who_name FROM app_user u
    WHERE u.deleted_at IS NULL AND (u.id = person OR (person IS NULL AND lower(u.email) = lower(note_login.email)));
    -- A company's admin sees the log-ins of who belongs to that company alone; of others the platform's admins do.
    SELECT CASE WHEN count(*) = 1 THEN min(m.company) END INTO place FROM membership m
    WHERE m.user_id = who AND m.active AND m.deleted_at IS NULL;
    INSERT INTO login_entries AS e (of_whom, hour, noted)
    VALUES (CASE WHEN what LIKE '%\_failed' THEN 'failed' ELSE coalesce(who, person)::text END, date_trunc('hour', moment), 1)
    ON CONFLICT (of_whom, hour) DO UPDATE SET noted = e.noted + (e.noted < most)::int, left_out = e.left_out + (e.noted >= most)::int
    RETURNING left_out INTO left_over;
    IF left_over > 1 THEN
        RETURN;
    END IF;
    INSERT INTO audit_entry (at, actor_id, actor_name, actor_class, address, company, entity, entity_id, action, changes, request_id)
    VALUES (moment, coalesce(t."user", CASE WHEN what = 'log_in' THEN who END),
            coalesce(CASE WHEN what = 'log_in' THEN who_name END, t.name, 'database login ' || session_user),
            coalesce(t.class, 'database'), t.address, place, 'login',
            coalesce(who::text, person::text, 'nobody ' || hash), what,
            -- The last one of this hour says so.
            CASE WHEN left_over = 1 THEN details || '{"furtherInThisHour": "not noted"}' ELSE details END, t.request);
END $$;
REVOKE EXECUTE ON PROCEDURE note_login(text, uuid, text, text, jsonb, integer) FROM PUBLIC;
GRANT EXECUTE ON PROCEDURE note_login(text, uuid, text, text, jsonb, integer) TO joblane_app;

-- The control database has backups too, in the same ledger under the name "control", which no company can have.
ALTER TABLE backup_run DROP CONSTRAINT backup_run_company_fkey;

-- One row: which backup this database was put back to, if any.
CREATE TABLE data_origin (
    singleton     boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    restored_from text
);
INSERT INTO data_origin DEFAULT VALUES;

INSERT INTO table_class (name, kind, policy) VALUES
    ('login_entries', 'technical', false),
    ('data_origin',   'technical', false);

-- As in a company's database, of which V20 says more.
CREATE OR REPLACE FUNCTION audit_erase(of_entity text, of_id text) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    erased integer;
BEGIN
    PERFORM set_config('joblane.rewriting', 'audit', true);
    UPDATE audit_entry SET changes = (SELECT coalesce(jsonb_object_agg(k, '"erased"'::jsonb), '{}') FROM jsonb_object_keys(changes) k)
    WHERE entity = of_entity AND entity_id = of_id AND action <> 'erase';
    GET DIAGNOSTICS erased = ROW_COUNT;
    PERFORM set_config('joblane.rewriting', '', true);
    INSERT INTO audit_entry (at, actor_id, actor_name, actor_class, address, company, entity, entity_id, action, changes, request_id)
    SELECT coalesce(t.at, clock_timestamp()), t."user", coalesce(t.name, session_user), coalesce(t.class, 'owner'), t.address,
           t.company, of_entity, of_id, 'erase', '{}', t.request
    FROM jsonb_to_record(coalesce(nullif(current_setting('joblane.trail', true), ''), '{}')::jsonb)
         AS t(at timestamptz, "user" uuid, name text, class text, address text, company text, request text);
    RETURN erased;
END $$;

CREATE FUNCTION audit_erase_columns(of_entity text, of_ids text[], columns text[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    erased integer;
BEGIN
    PERFORM set_config('joblane.rewriting', 'audit', true);
    UPDATE audit_entry SET changes = (SELECT jsonb_object_agg(c.key, CASE WHEN c.key = ANY (columns) THEN '"erased"'::jsonb ELSE c.value END)
                                      FROM jsonb_each(changes) c)
    WHERE entity = of_entity AND entity_id = ANY (of_ids) AND changes ?| columns;
    GET DIAGNOSTICS erased = ROW_COUNT;
    PERFORM set_config('joblane.rewriting', '', true);
    RETURN erased;
END $$;
REVOKE EXECUTE ON FUNCTION audit_erase_columns(text, text[], text[]) FROM PUBLIC;

CREATE FUNCTION audit_forget_actor(actor uuid) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    forgotten integer;
BEGIN
    PERFORM set_config('joblane.rewriting', 'audit', true);
    UPDATE audit_entry SET actor_name = 'erased', address = NULL
    WHERE actor_id = actor AND (actor_name <> 'erased' OR address IS NOT NULL);
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    PERFORM set_config('joblane.rewriting', '', true);
    RETURN forgotten;
END $$;
REVOKE EXECUTE ON FUNCTION audit_forget_actor(uuid) FROM PUBLIC;
