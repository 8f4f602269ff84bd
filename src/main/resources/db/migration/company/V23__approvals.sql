-- Changes that somebody else must agree to before they are made.

CREATE TABLE approval_request (
    id             uuid PRIMARY KEY,
    type           text        NOT NULL,
    state          text        NOT NULL CHECK (state IN ('pending', 'approved', 'rejected', 'withdrawn', 'lapsed', 'applied', 'failed')),
    -- What it would change; the version that the submitter saw, or that an approver has seen since.
    target_id      uuid,
    target_name    text        NOT NULL,
    target_version integer,
    contact_name   text,
    contact_email  text,
    amount         numeric(12,2) CHECK (amount >= 0),
    -- Whole days until what is asked for begins, where it begins at all.
    notice_days    integer,
    -- Field name to {"before": ..., "after": ...}.
    difference     jsonb       NOT NULL,
    reason         text        NOT NULL DEFAULT '',
    submitted_by   text        NOT NULL,
    submitter_name text        NOT NULL,
    submitter_role text        NOT NULL,
    submitted_at   timestamptz NOT NULL,
    -- Who has agreed counts within a round; another one begins when the target has moved on.
    round          integer     NOT NULL DEFAULT 1,
    -- What the decision approvalRouting said; null until it was asked.
    group_key      text CHECK (group_key IN ('dispatcher', 'manager', 'admin')),
    required       integer CHECK (required BETWEEN 1 AND 9),
    remind_at      timestamptz,
    escalate_at    timestamptz,
    escalate_to    text CHECK (escalate_to IN ('dispatcher', 'manager', 'admin')),
    lapse_at       timestamptz,
    routing_version integer,
    escalated_at   timestamptz,
    -- A question to the submitter that is not answered, and what the process has still to pass on.
    question_open  boolean     NOT NULL DEFAULT false,
    unheard        boolean     NOT NULL DEFAULT false,
    ended_at       timestamptz,
    ended_by       text,
    end_note       text,
    -- Who asked for it and who agreed, kept with what was applied.
    agreed         jsonb,
    created_at     timestamptz NOT NULL,
    created_by     text        NOT NULL,
    updated_at     timestamptz NOT NULL,
    updated_by     text        NOT NULL,
    deleted_at     timestamptz,
    deleted_by     text,
    version        integer     NOT NULL DEFAULT 0,
    CONSTRAINT approval_request_ended CHECK ((ended_at IS NULL) = (state IN ('pending', 'approved'))),
    CONSTRAINT approval_request_routed CHECK ((group_key IS NULL) = (required IS NULL) AND (group_key IS NULL) = (lapse_at IS NULL))
);
CREATE INDEX approval_request_state ON approval_request (state, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX approval_request_type ON approval_request (type, state, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX approval_request_submitter ON approval_request (submitted_by, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX approval_request_target ON approval_request (target_id) WHERE target_id IS NOT NULL;

-- What each approver said, in which round, looking at which version of the target.
CREATE TABLE approval_decision (
    id             uuid PRIMARY KEY,
    request_id     uuid        NOT NULL REFERENCES approval_request (id),
    round          integer     NOT NULL,
    decision       text        NOT NULL CHECK (decision IN ('approved', 'rejected', 'asked_back')),
    target_version integer,
    note           text,
    by             text        NOT NULL,
    by_name        text        NOT NULL,
    at             timestamptz NOT NULL
);
CREATE INDEX approval_decision_request ON approval_decision (request_id, id);
-- Nobody agrees twice.
CREATE UNIQUE INDEX approval_decision_once ON approval_decision (request_id, round, by) WHERE decision = 'approved';

CREATE TABLE approval_comment (
    id         uuid PRIMARY KEY,
    request_id uuid        NOT NULL REFERENCES approval_request (id),
    kind       text        NOT NULL CHECK (kind IN ('comment', 'question', 'answer')),
    text       text        NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    by         text        NOT NULL,
    by_name    text        NOT NULL,
    at         timestamptz NOT NULL
);
CREATE INDEX approval_comment_request ON approval_comment (request_id, id);

CREATE FUNCTION is_own_approval(request uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM approval_request r WHERE r.id = request AND r.submitted_by = current_setting('joblane.actor'));
END $$;

INSERT INTO table_class (name, kind, policy) VALUES
    ('approval_request',  'business', true),
    ('approval_decision', 'journal',  true),
    ('approval_comment',  'journal',  true);
CALL add_policy('approval_request', 'submitted_by = (SELECT current_setting(''joblane.actor''))');
CALL add_policy('approval_decision', 'is_own_approval(request_id)');
CALL add_policy('approval_comment', 'is_own_approval(request_id)');
CALL add_audit('approval_request', '{unheard}');
CREATE TRIGGER stamp_row BEFORE INSERT OR UPDATE ON approval_request FOR EACH ROW EXECUTE FUNCTION stamp_row();

-- Requests for time off are decided like all others from now on; the application starts the processes of those that are open.
INSERT INTO approval_request (id, type, state, target_id, target_name, notice_days, difference, reason, submitted_by, submitter_name,
                              submitter_role, submitted_at, created_at, created_by, updated_at, updated_by)
SELECT t.id, 'time_off', 'pending', t.id, a.name, greatest(0, t.first_day - current_date),
       jsonb_build_object('firstDay', jsonb_build_object('before', NULL, 'after', t.first_day),
                          'lastDay', jsonb_build_object('before', NULL, 'after', t.last_day)),
       t.reason, coalesce(a.user_id::text, t.created_by), a.name, 'agent', t.created_at, now(), 'system', now(), 'system'
FROM time_off_request t JOIN agent a ON a.id = t.agent_id WHERE t.status = 'requested' AND t.deleted_at IS NULL;
UPDATE user_task SET state = 'canceled', closed_at = now() WHERE state = 'open' AND element_id = 'Task_DecideTimeOff';
