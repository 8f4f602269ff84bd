-- What a phone that was away must forget: tasks that went from its agent to somebody else, whose rows the agent no longer sees.
CREATE TABLE sync_gone (
    seq      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agent_id uuid        NOT NULL REFERENCES agent (id),
    task_id  uuid        NOT NULL,
    gone_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sync_gone_agent ON sync_gone (agent_id, gone_at);
CREATE INDEX sync_gone_at ON sync_gone (gone_at);

-- As the owner: whoever takes the task may not write a row of the other agent's.
CREATE FUNCTION sync_note_gone() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO sync_gone (agent_id, task_id) SELECT a.id, OLD.id FROM agent a WHERE a.id::text = OLD.assignee;
    RETURN NULL;
END $$;
CREATE TRIGGER sync_gone AFTER UPDATE OF assignee ON user_task FOR EACH ROW
    WHEN (OLD.assignee IS NOT NULL AND OLD.assignee IS DISTINCT FROM NEW.assignee) EXECUTE FUNCTION sync_note_gone();
-- What closed since the phone asked last.
CREATE INDEX user_task_closed_of ON user_task (assignee, closed_at) WHERE state <> 'open' AND assignee IS NOT NULL;

-- What a phone did while it was away that is no tap of a task: the client's own id, and the answer it got.
CREATE TABLE sync_action (
    action_id   uuid PRIMARY KEY,
    actor_id    uuid        NOT NULL,
    request     jsonb       NOT NULL,
    result      text        NOT NULL,
    reason      text,
    occurred_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL
);
CREATE INDEX sync_action_received ON sync_action (received_at);

-- Jobs that come again and again. rule is an RRULE of RFC 5545, first_start the local time in the company's zone from which it
-- counts (DTSTART). What was posted is known twice: by how far posting went, and by each occurrence's own row.
CREATE TABLE job_recurrence (
    id           uuid PRIMARY KEY,
    rule         text        NOT NULL,
    first_start  timestamp   NOT NULL,
    except_dates date[]      NOT NULL DEFAULT '{}',
    lead_days    integer     NOT NULL CHECK (lead_days BETWEEN 1 AND 180),
    active       boolean     NOT NULL,
    template     jsonb       NOT NULL,
    posted_until timestamp,
    -- Why the latest posting was refused; null where it was not.
    trouble      text,
    created_at   timestamptz NOT NULL,
    created_by   text        NOT NULL,
    updated_at   timestamptz NOT NULL,
    updated_by   text        NOT NULL,
    deleted_at   timestamptz,
    deleted_by   text,
    version      integer     NOT NULL
);
CREATE INDEX job_recurrence_active ON job_recurrence (id) WHERE active AND deleted_at IS NULL;

CREATE TABLE job_occurrence (
    recurrence_id uuid        NOT NULL REFERENCES job_recurrence (id),
    local_start   timestamp   NOT NULL,
    job_id        uuid        NOT NULL REFERENCES job (id),
    posted_at     timestamptz NOT NULL,
    PRIMARY KEY (recurrence_id, local_start)
);
ALTER TABLE job ADD CONSTRAINT job_of_recurrence FOREIGN KEY (recurrence_id) REFERENCES job_recurrence (id);
CREATE INDEX job_recurrence_jobs ON job (recurrence_id, arrival_at) WHERE recurrence_id IS NOT NULL;

INSERT INTO table_class (name, kind, policy) VALUES
    ('sync_gone',      'technical', true),
    ('sync_action',    'technical', true),
    ('job_recurrence', 'business',  true),
    ('job_occurrence', 'technical', true);
CALL add_policy('sync_gone', 'agent_id = (SELECT own_agent())');
CALL add_policy('sync_action', 'actor_id::text = (SELECT current_setting(''joblane.actor''))');
CALL add_policy('job_recurrence', 'false');
CALL add_policy('job_occurrence', 'false');
CALL add_audit('job_recurrence', '{posted_until}');
