-- Which data this is, who may see customers and vehicles, and what was erased.

-- One row: the restore that put this data here; null for data that was never restored. A process is started with what stands
-- here, so that one which was started on data that a restore has replaced is known when its first job comes.
CREATE TABLE data_origin (
    singleton   boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    restoration uuid
);
INSERT INTO data_origin DEFAULT VALUES;

-- Asked for by equality, which PostgreSQL may look up in an index before a policy is asked; lower() it may not.
ALTER TABLE customer ADD COLUMN email_key text NOT NULL GENERATED ALWAYS AS (lower(email)) STORED;
DROP INDEX customer_email;
CREATE UNIQUE INDEX customer_email ON customer (email_key) WHERE deleted_at IS NULL;
DROP TRIGGER audit_change ON customer;
CALL add_audit('customer', '{email_key}');

CREATE INDEX assignment_vehicle ON assignment (vehicle_id, agent_id) WHERE vehicle_id IS NOT NULL;
CREATE INDEX job_customer ON job (customer_id) WHERE customer_id IS NOT NULL;

-- Whether a booking or a job of the customer's is, or once was, the own agent's.
CREATE FUNCTION is_own_customer(customer uuid, agent uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM booking b JOIN assignment a ON a.booking_id = b.id
                   WHERE b.customer_id = customer AND a.agent_id = agent AND a.deleted_at IS NULL)
        OR EXISTS (SELECT FROM job j WHERE j.customer_id = customer AND is_own_job(j.id, agent));
END $$;

-- Whether the own agent drives the vehicle, or drove it on a trip: who gives a trip back sets its vehicle free.
CREATE FUNCTION is_own_vehicle(vehicle uuid, agent uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM agent o WHERE o.id = agent AND o.current_vehicle_id = vehicle)
        OR EXISTS (SELECT FROM assignment a WHERE a.vehicle_id = vehicle AND a.agent_id = agent AND a.deleted_at IS NULL);
END $$;

UPDATE table_class SET policy = true WHERE name IN ('customer', 'vehicle');
CALL add_policy('customer', 'is_own_customer(id, (SELECT own_agent()))');
CALL add_policy('vehicle', 'is_own_vehicle(id, (SELECT own_agent()))');

-- A row for each person whose data was erased here; the account, which is in the control database, follows in a step of its own.
CREATE TABLE erasure (
    id         uuid PRIMARY KEY,
    entity     text        NOT NULL CHECK (entity IN ('agent', 'customer', 'user')),
    entity_id  uuid        NOT NULL,
    user_id    uuid,
    reason     text        NOT NULL,
    erased     jsonb       NOT NULL,
    -- What became of the account; null until that is done, or where there is none.
    account    text CHECK (account IN ('erased', 'kept', 'none')),
    at         timestamptz NOT NULL,
    by         text        NOT NULL,
    -- Not all is done: the account is still to come, or a restore has brought the data back.
    open       boolean     NOT NULL,
    UNIQUE (entity, entity_id)
);
CREATE INDEX erasure_open ON erasure (at) WHERE open;

INSERT INTO table_class (name, kind, policy) VALUES
    ('data_origin', 'technical', false),
    ('erasure',     'journal',   true);
CALL add_policy('erasure', 'false');

-- As before, and now noted under who asked for it.
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

-- The same for some columns of some rows, of which the rest is nobody's: when a trip was accepted stays.
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

-- Takes a person out of the entries of what they did: that somebody did it stays, under the same id.
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
