-- What agents and dispatch write to each other, and what agents report.

-- A conversation of one agent with dispatch: about a booking, about a job, or about anything. One of each kind.
CREATE TABLE thread (
    id             uuid PRIMARY KEY,
    agent_id       uuid        NOT NULL REFERENCES agent (id),
    booking_id     uuid REFERENCES booking (id),
    job_id         uuid REFERENCES job (id),
    -- Messages are numbered from 1; whoever writes or reads holds the row's lock.
    last_number    integer     NOT NULL DEFAULT 0,
    last_at        timestamptz NOT NULL,
    -- Up to which number each side has read, and how many of the other side's messages lie behind it.
    agent_read     integer     NOT NULL DEFAULT 0,
    office_read    integer     NOT NULL DEFAULT 0,
    agent_unread   integer     NOT NULL DEFAULT 0,
    office_unread  integer     NOT NULL DEFAULT 0,
    created_at     timestamptz NOT NULL,
    created_by     text        NOT NULL,
    updated_at     timestamptz NOT NULL,
    updated_by     text        NOT NULL,
    deleted_at     timestamptz,
    deleted_by     text,
    version        integer     NOT NULL DEFAULT 0,
    CONSTRAINT thread_about_one CHECK (booking_id IS NULL OR job_id IS NULL),
    CONSTRAINT thread_read CHECK (agent_read BETWEEN 0 AND last_number AND office_read BETWEEN 0 AND last_number)
);
CREATE UNIQUE INDEX thread_once ON thread (agent_id, booking_id, job_id) NULLS NOT DISTINCT WHERE deleted_at IS NULL;
CREATE INDEX thread_recent ON thread (last_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX thread_agent ON thread (agent_id, last_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX thread_unread ON thread (last_at DESC, id DESC) WHERE office_unread > 0 AND deleted_at IS NULL;
CREATE INDEX thread_booking ON thread (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX thread_job ON thread (job_id) WHERE job_id IS NOT NULL;

CREATE TABLE message (
    id          uuid PRIMARY KEY,
    thread_id   uuid        NOT NULL REFERENCES thread (id),
    -- The thread's agent, so that a policy finds it in the row.
    agent_id    uuid        NOT NULL REFERENCES agent (id),
    number      integer     NOT NULL,
    sender      text        NOT NULL CHECK (sender IN ('agent', 'office')),
    sent_by     text        NOT NULL,
    sender_name text        NOT NULL,
    -- The client's own id: a phone that was offline sends a message twice.
    client_id   uuid        NOT NULL,
    text        text        NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    written_at  timestamptz NOT NULL,
    at          timestamptz NOT NULL
);
CREATE UNIQUE INDEX message_number ON message (thread_id, number);
CREATE UNIQUE INDEX message_client ON message (sent_by, client_id);

-- Something that went wrong in the field and that the office must look into.
CREATE TABLE issue (
    id            uuid PRIMARY KEY,
    agent_id      uuid        NOT NULL REFERENCES agent (id),
    kind          text        NOT NULL CHECK (kind IN ('vehicle', 'customer', 'site', 'safety', 'other')),
    urgency       text        NOT NULL CHECK (urgency IN ('low', 'standard', 'urgent')),
    text          text        NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    booking_id    uuid REFERENCES booking (id),
    job_id        uuid REFERENCES job (id),
    status        text        NOT NULL CHECK (status IN ('open', 'escalated', 'resolved', 'withdrawn')),
    escalated_at  timestamptz,
    escalated_by  text,
    escalation_reason text,
    ended_at      timestamptz,
    ended_by      text,
    resolution    text,
    created_at    timestamptz NOT NULL,
    created_by    text        NOT NULL,
    updated_at    timestamptz NOT NULL,
    updated_by    text        NOT NULL,
    deleted_at    timestamptz,
    deleted_by    text,
    version       integer     NOT NULL,
    CONSTRAINT issue_about_one CHECK (booking_id IS NULL OR job_id IS NULL),
    CONSTRAINT issue_ended CHECK ((ended_at IS NULL) = (status IN ('open', 'escalated'))),
    CONSTRAINT issue_resolution CHECK ((resolution IS NULL) = (status <> 'resolved'))
);
CREATE INDEX issue_status ON issue (status, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX issue_agent ON issue (agent_id, id DESC) WHERE deleted_at IS NULL;

INSERT INTO table_class (name, kind, policy) VALUES
    ('thread',  'business', true),
    ('message', 'journal',  true),
    ('issue',   'business', true);
CALL add_policy('thread', 'agent_id = (SELECT own_agent())');
CALL add_policy('message', 'agent_id = (SELECT own_agent())');
CALL add_policy('issue', 'agent_id = (SELECT own_agent())');
CALL add_audit('thread', '{last_number,last_at,agent_read,office_read,agent_unread,office_unread}');
CALL add_audit('issue');
CREATE TRIGGER stamp_row BEFORE INSERT OR UPDATE ON thread FOR EACH ROW EXECUTE FUNCTION stamp_row();
