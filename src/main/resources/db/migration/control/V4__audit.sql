-- What becomes of every change in the control database; as in a company's database, of which V3 says more.
-- There are no policies here: agents' rows are in the companies' databases.
CREATE TABLE table_class (
    name   text PRIMARY KEY,
    kind   text    NOT NULL CHECK (kind IN ('business', 'journal', 'technical')),
    policy boolean NOT NULL
);
INSERT INTO table_class (name, kind, policy) VALUES
    ('app_user',        'business',  false),
    ('company',         'business',  false),
    ('membership',      'business',  false),
    ('audit_entry',     'journal',   false),
    ('backup_run',      'journal',   false),
    ('restore_run',     'journal',   false),
    ('deployed_model',  'technical', false),
    ('engine_identity', 'technical', false),
    ('idempotency_key', 'technical', false),
    ('invitation',      'technical', false),
    ('login_challenge', 'technical', false),
    ('login_failure',   'technical', false),
    ('login_session',   'technical', false),
    ('password_reset',  'technical', false),
    ('recovery_code',   'technical', false),
    ('refresh_token',   'technical', false),
    ('second_factor',   'technical', false),
    ('signing_key',     'technical', false),
    ('table_class',     'technical', false);

-- Every change of a business row, written by a trigger in the change's own transaction. Only ever added to. One partition a
-- month; the default one takes what a maintenance job did not prepare for, so that no change ever fails for it.
CREATE SEQUENCE audit_entry_seq;
CREATE TABLE audit_entry (
    seq          bigint      NOT NULL DEFAULT nextval('audit_entry_seq'),
    at           timestamptz NOT NULL,
    actor_id     uuid,
    actor_name   text        NOT NULL,
    actor_class  text        NOT NULL,
    address      text,
    company      text,
    entity       text        NOT NULL,
    entity_id    text        NOT NULL,
    action       text        NOT NULL CHECK (action IN ('create', 'change', 'delete', 'remove', 'erase')),
    changes      jsonb       NOT NULL,
    request_id   text,
    instance_key bigint,
    PRIMARY KEY (at, seq)
) PARTITION BY RANGE (at);
CREATE INDEX audit_entry_of ON audit_entry (entity, entity_id, at, seq);
CREATE INDEX audit_entry_by ON audit_entry (actor_id, at, seq);
CREATE TABLE audit_entry_rest PARTITION OF audit_entry DEFAULT;

-- Makes the partition of the month that the day is in, with what the default partition holds of that month.
CREATE FUNCTION audit_add_month(day date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    first     timestamptz := date_trunc('month', day)::timestamp AT TIME ZONE 'UTC';
    beyond    timestamptz := (date_trunc('month', day) + interval '1 month')::timestamp AT TIME ZONE 'UTC';
    partition text := 'audit_entry_' || to_char(day, 'YYYY_MM');
BEGIN
    -- Two replicas at once.
    PERFORM pg_advisory_xact_lock(hashtextextended('audit_add_month', 0));
    IF to_regclass(partition) IS NOT NULL THEN
        RETURN false;
    END IF;
    LOCK TABLE audit_entry_rest IN ACCESS EXCLUSIVE MODE;
    EXECUTE format('CREATE TABLE %I (LIKE audit_entry INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
    EXECUTE format('INSERT INTO %I SELECT * FROM audit_entry_rest WHERE at >= $1 AND at < $2', partition) USING first, beyond;
    PERFORM set_config('joblane.rewriting', 'audit', true);
    DELETE FROM audit_entry_rest WHERE at >= first AND at < beyond;
    PERFORM set_config('joblane.rewriting', '', true);
    EXECUTE format('ALTER TABLE audit_entry ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', partition, first, beyond);
    RETURN true;
END $$;

-- Drops the partitions of the months that ended before the day; entries are never deleted one by one.
CREATE FUNCTION audit_drop_months(before date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    partition text;
    dropped   integer := 0;
BEGIN
    FOR partition IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'audit_entry'::regclass AND c.relname ~ '^audit_entry_\d{4}_\d{2}$'
          AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= before
    LOOP
        EXECUTE format('DROP TABLE %I', partition);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END $$;

-- Takes a person's data out of what is kept of one row: the names of the changed columns stay, their values go.
CREATE FUNCTION audit_erase(of_entity text, of_id text) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    erased integer;
BEGIN
    PERFORM set_config('joblane.rewriting', 'audit', true);
    UPDATE audit_entry SET changes = (SELECT coalesce(jsonb_object_agg(k, '"erased"'::jsonb), '{}') FROM jsonb_object_keys(changes) k)
    WHERE entity = of_entity AND entity_id = of_id;
    GET DIAGNOSTICS erased = ROW_COUNT;
    PERFORM set_config('joblane.rewriting', '', true);
    INSERT INTO audit_entry (at, actor_name, actor_class, entity, entity_id, action, changes)
    VALUES (clock_timestamp(), session_user, 'owner', of_entity, of_id, 'erase', '{}');
    RETURN erased;
END $$;
REVOKE EXECUTE ON FUNCTION audit_add_month(date), audit_drop_months(date), audit_erase(text, text) FROM PUBLIC;

-- The second lock beside the missing grants: not even the owner rewrites entries by accident.
CREATE FUNCTION audit_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('joblane.rewriting', true), '') <> 'audit' THEN
        RAISE EXCEPTION 'Audit entries are only added' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER audit_keep BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_keep();

-- Arguments: the column of the row's id; columns that are not looked at; columns whose values are secret; the column with the
-- company's slug, or ''. It runs as the owner: the application may not write entries of its own making.
CREATE FUNCTION audit_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    quiet   text[] := TG_ARGV[1];
    secret  text[] := TG_ARGV[2];
    before  jsonb;
    latest  jsonb;
    changed jsonb;
    action  text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        before := to_jsonb(OLD);
        latest := to_jsonb(NEW);
        SELECT jsonb_object_agg(n.key, CASE WHEN n.key = ANY (secret) THEN '"changed"'::jsonb
                                            ELSE jsonb_build_object('before', before -> n.key, 'after', n.value) END)
        INTO changed FROM jsonb_each(latest) n WHERE before -> n.key <> n.value AND n.key <> ALL (quiet);
        IF changed IS NULL THEN
            RETURN NULL;
        END IF;
        action := CASE WHEN changed #> '{deleted_at,before}' = 'null'::jsonb THEN 'delete' ELSE 'change' END;
    ELSE
        -- The whole row: whoever reads it knows by the action that this is what was there after, or before.
        latest := CASE TG_OP WHEN 'INSERT' THEN to_jsonb(NEW) ELSE to_jsonb(OLD) END;
        changed := jsonb_strip_nulls(latest - quiet - secret);
        action := CASE TG_OP WHEN 'INSERT' THEN 'create' ELSE 'remove' END;
    END IF;
    INSERT INTO audit_entry (at, actor_id, actor_name, actor_class, address, company, entity, entity_id, action, changes,
                             request_id, instance_key)
    SELECT coalesce(t.at, clock_timestamp()), t."user", coalesce(t.name, 'database login ' || session_user),
           coalesce(t.class, 'database'), t.address, coalesce(latest ->> nullif(TG_ARGV[3], ''), t.company),
           TG_TABLE_NAME, latest ->> TG_ARGV[0], action, changed, t.request, t.instance
    FROM jsonb_to_record(coalesce(nullif(current_setting('joblane.trail', true), ''), '{}')::jsonb)
         AS t(at timestamptz, "user" uuid, name text, class text, address text, company text, request text, instance bigint);
    RETURN NULL;
END $$;

CREATE PROCEDURE add_audit(of_table text, quiet text DEFAULT '{}', secret text DEFAULT '{}', key text DEFAULT 'id', company text DEFAULT '')
LANGUAGE plpgsql AS $$
BEGIN
    quiet := quiet::text[] || '{created_at,created_by,updated_at,updated_by,version}'::text[];
    EXECUTE format('CREATE TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW'
                   ' EXECUTE FUNCTION audit_change(%L, %L, %L, %L)', of_table, key, quiet, secret, company);
END $$;

-- Fills the audit columns of a table whose statements do not.
CREATE FUNCTION stamp_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moment timestamptz := coalesce((nullif(current_setting('joblane.trail', true), '')::jsonb ->> 'at')::timestamptz, now());
    who    text        := coalesce(nullif(current_setting('joblane.actor', true), ''), 'system');
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.created_at := coalesce(NEW.created_at, moment);
        NEW.created_by := who;
    END IF;
    NEW.updated_at := moment;
    NEW.updated_by := who;
    RETURN NEW;
END $$;

ALTER TABLE membership
    ADD COLUMN deleted_at timestamptz,
    ADD COLUMN deleted_by text;

CREATE TRIGGER stamp_row BEFORE INSERT OR UPDATE ON app_user FOR EACH ROW EXECUTE FUNCTION stamp_row();
CREATE TRIGGER stamp_row BEFORE INSERT OR UPDATE ON company FOR EACH ROW EXECUTE FUNCTION stamp_row();
CREATE TRIGGER stamp_row BEFORE INSERT OR UPDATE ON membership FOR EACH ROW EXECUTE FUNCTION stamp_row();

CALL add_audit('app_user', secret => '{password_hash}');
CALL add_audit('company', key => 'slug', company => 'slug');
CALL add_audit('membership', key => 'user_id', company => 'company');

SELECT audit_add_month(current_date), audit_add_month((current_date + interval '1 month')::date);
