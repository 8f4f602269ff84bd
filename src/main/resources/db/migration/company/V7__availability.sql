-- When agents can work and what they can do.

-- One row an agent and date; it wins over the weekly pattern.
CREATE TABLE availability (
    id          uuid PRIMARY KEY,
    agent_id    uuid        NOT NULL REFERENCES agent (id),
    date        date        NOT NULL,
    available   boolean     NOT NULL,
    away        boolean     NOT NULL DEFAULT false CHECK (NOT (away AND available)),
    notes       text        NOT NULL DEFAULT '',
    source      text        NOT NULL CHECK (source IN ('agent', 'office', 'job', 'time_off')),
    job_id      uuid,
    -- The jobs that take the day, job_id the latest of them; and what was said of the day before the first of them: null where nothing was.
    jobs        uuid[]      NOT NULL DEFAULT '{}',
    covered     jsonb,
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    deleted_at  timestamptz,
    deleted_by  text,
    version     integer     NOT NULL,
    CHECK ((source = 'job') = (cardinality(jobs) > 0)),
    CHECK (NOT (source = 'job' AND available))
);
CREATE UNIQUE INDEX availability_day ON availability (agent_id, date) WHERE deleted_at IS NULL;
CREATE INDEX availability_date ON availability (date) WHERE deleted_at IS NULL;

-- What a week of the agent's looks like where no row says otherwise.
CREATE TABLE availability_pattern (
    id          uuid PRIMARY KEY,
    agent_id    uuid        NOT NULL REFERENCES agent (id),
    weekday     integer     NOT NULL CHECK (weekday BETWEEN 1 AND 7), -- ISO: 1 is Monday
    available   boolean     NOT NULL,
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    deleted_at  timestamptz,
    deleted_by  text,
    version     integer     NOT NULL
);
CREATE UNIQUE INDEX availability_pattern_day ON availability_pattern (agent_id, weekday) WHERE deleted_at IS NULL;

CREATE TABLE time_off_request (
    id          uuid PRIMARY KEY,
    agent_id    uuid        NOT NULL REFERENCES agent (id),
    first_day   date        NOT NULL,
    last_day    date        NOT NULL CHECK (last_day >= first_day),
    reason      text        NOT NULL DEFAULT '',
    status      text        NOT NULL CHECK (status IN ('requested', 'approved', 'rejected', 'withdrawn', 'lapsed')),
    decided_by  text,
    decided_at  timestamptz,
    decision_note text,
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    deleted_at  timestamptz,
    deleted_by  text,
    version     integer     NOT NULL
);
CREATE INDEX time_off_request_agent ON time_off_request (agent_id, first_day);
CREATE INDEX time_off_request_open ON time_off_request (created_at) WHERE status = 'requested';

-- The skills of the company; some need a certificate that is valid on the day.
CREATE TABLE skill (
    id          uuid PRIMARY KEY,
    name        text        NOT NULL,
    needs_certificate boolean NOT NULL,
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    deleted_at  timestamptz,
    deleted_by  text,
    version     integer     NOT NULL
);
CREATE UNIQUE INDEX skill_name ON skill (lower(name)) WHERE deleted_at IS NULL;

CREATE TABLE agent_skill (
    id          uuid PRIMARY KEY,
    agent_id    uuid        NOT NULL REFERENCES agent (id),
    skill_id    uuid        NOT NULL REFERENCES skill (id),
    certificate_number text,
    certificate_from   date,
    certificate_until  date CHECK (certificate_until >= certificate_from),
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    deleted_at  timestamptz,
    deleted_by  text,
    version     integer     NOT NULL
);
CREATE UNIQUE INDEX agent_skill_once ON agent_skill (agent_id, skill_id) WHERE deleted_at IS NULL;

INSERT INTO table_class (name, kind, policy) VALUES
    ('availability',         'business', true),
    ('availability_pattern', 'business', true),
    ('time_off_request',     'business', true),
    ('skill',                'business', false),
    ('agent_skill',          'business', true);
CALL add_policy('availability', 'agent_id = (SELECT own_agent())');
CALL add_policy('availability_pattern', 'agent_id = (SELECT own_agent())');
CALL add_policy('time_off_request', 'agent_id = (SELECT own_agent())');
CALL add_policy('agent_skill', 'agent_id = (SELECT own_agent())');
CALL add_audit('availability');
CALL add_audit('availability_pattern');
CALL add_audit('time_off_request');
CALL add_audit('skill');
CALL add_audit('agent_skill');
-- Whole weeks are written by one statement each.
CREATE TRIGGER stamp_row BEFORE INSERT OR UPDATE ON availability FOR EACH ROW EXECUTE FUNCTION stamp_row();
CREATE TRIGGER stamp_row BEFORE INSERT OR UPDATE ON availability_pattern FOR EACH ROW EXECUTE FUNCTION stamp_row();
