-- Site work that needs several agents: jobs, the offers made for them, and who goes.
CREATE SEQUENCE job_reference;

CREATE TABLE job (
    id               uuid PRIMARY KEY,
    reference        text          NOT NULL UNIQUE,
    title            text          NOT NULL,
    type             text          NOT NULL,
    status           text          NOT NULL CHECK (status IN ('open', 'filled', 'in_progress', 'completed', 'cancelled', 'expired')),
    address          text          NOT NULL,
    postcode         text          NOT NULL,
    lat              double precision NOT NULL CHECK (lat BETWEEN -90 AND 90),
    lng              double precision NOT NULL CHECK (lng BETWEEN -180 AND 180),
    arrival_at       timestamptz   NOT NULL,
    expected_minutes integer       NOT NULL CHECK (expected_minutes > 0),
    agents_required  integer       NOT NULL CHECK (agents_required BETWEEN 1 AND 200),
    -- Counted under the row's lock by whoever takes or frees a slot; that it never passes the number required is a constraint.
    agents_assigned  integer       NOT NULL DEFAULT 0 CHECK (agents_assigned BETWEEN 0 AND agents_required),
    lead_agent_id    uuid REFERENCES agent (id),
    required_skills  text[]        NOT NULL DEFAULT '{}',
    instructions     text          NOT NULL DEFAULT '',
    urgency          text          NOT NULL CHECK (urgency IN ('low', 'standard', 'urgent')),
    customer_id      uuid REFERENCES customer (id),
    -- The day in the company's time zone on which it takes place.
    work_date        date          NOT NULL,
    -- What dmn/jobTimers.dmn said when it was posted or its urgency changed last: ISO-8601 durations by name.
    limits           jsonb         NOT NULL DEFAULT '{}',
    wave             integer       NOT NULL DEFAULT 0,
    -- Who was asked before that moment may be asked again.
    filling_since    timestamptz   NOT NULL DEFAULT now(),
    next_wave_at     timestamptz,
    -- When everybody who is left was asked, because the deadline had passed.
    widened_at       timestamptz,
    weather          jsonb,
    weather_advice   text CHECK (weather_advice IN ('none', 'advice', 'warning', 'hold', 'unknown')),
    weather_released_by text,
    recurrence_id    uuid,
    copied_from      uuid REFERENCES job (id),
    posted_at        timestamptz   NOT NULL,
    filled_at        timestamptz,
    started_at       timestamptz,
    completed_at     timestamptz,
    signed_off_by    text,
    sign_off_notes   text,
    cancelled_by     text,
    cancelled_at     timestamptz,
    cancellation_reason text,
    created_at       timestamptz   NOT NULL,
    created_by       text          NOT NULL,
    updated_at       timestamptz   NOT NULL,
    updated_by       text          NOT NULL,
    deleted_at       timestamptz,
    deleted_by       text,
    version          integer       NOT NULL
);
CREATE INDEX job_status ON job (status, arrival_at, id) WHERE deleted_at IS NULL;
CREATE INDEX job_arrival ON job (arrival_at, id) WHERE deleted_at IS NULL;
CREATE INDEX job_work_date ON job (work_date, id) WHERE deleted_at IS NULL;
CREATE INDEX job_lead ON job (lead_agent_id) WHERE lead_agent_id IS NOT NULL AND status IN ('open', 'filled', 'in_progress');

-- The question to one agent whether they take the job.
CREATE TABLE offer (
    id           uuid PRIMARY KEY,
    job_id       uuid        NOT NULL REFERENCES job (id),
    agent_id     uuid        NOT NULL REFERENCES agent (id),
    wave         integer     NOT NULL,
    -- withdrawn: the agent took it back, or the office did; filled: others were faster; expired: nobody waits for the answer any more
    status       text        NOT NULL CHECK (status IN ('open', 'accepted', 'declined', 'withdrawn', 'filled', 'expired')),
    distance_km  numeric(9,3),
    offered_at   timestamptz NOT NULL,
    responded_at timestamptz,
    reason       text,
    created_at   timestamptz NOT NULL,
    created_by   text        NOT NULL,
    updated_at   timestamptz NOT NULL,
    updated_by   text        NOT NULL,
    deleted_at   timestamptz,
    deleted_by   text,
    version      integer     NOT NULL
);
CREATE UNIQUE INDEX offer_open ON offer (job_id, agent_id) WHERE status = 'open';
CREATE INDEX offer_job ON offer (job_id, offered_at);
CREATE INDEX offer_agent ON offer (agent_id, offered_at DESC);

-- One agent tied to one booking or to one job: the same table, so that the one constraint keeps an agent from both at once.
ALTER TABLE assignment
    ALTER COLUMN booking_id DROP NOT NULL,
    ALTER COLUMN vehicle_id DROP NOT NULL,
    ADD COLUMN job_id uuid REFERENCES job (id),
    ADD COLUMN offer_id uuid REFERENCES offer (id),
    -- The agent has to say again that a changed time suits.
    ADD COLUMN confirmed boolean NOT NULL DEFAULT true,
    ADD COLUMN checked_in_at timestamptz,
    ADD COLUMN check_in_lat double precision,
    ADD COLUMN check_in_lng double precision,
    ADD COLUMN check_in_metres integer,
    ADD COLUMN check_in_reason text,
    ADD COLUMN checked_out_at timestamptz,
    ADD COLUMN work_notes text,
    ADD CONSTRAINT assignment_of_one CHECK ((booking_id IS NULL) <> (job_id IS NULL)),
    ADD CONSTRAINT assignment_vehicle_of_booking CHECK (booking_id IS NULL OR vehicle_id IS NOT NULL),
    DROP CONSTRAINT assignment_status_check,
    ADD CONSTRAINT assignment_status_check CHECK (status IN ('assigned', 'accepted', 'en_route_pickup', 'arrived', 'in_progress',
        'completed', 'declined', 'expired', 'reassigned', 'cancelled', 'on_site', 'withdrawn', 'removed', 'no_show'));
CREATE INDEX assignment_job ON assignment (job_id, assigned_at) WHERE job_id IS NOT NULL;
CREATE UNIQUE INDEX assignment_job_agent ON assignment (job_id, agent_id) WHERE active AND job_id IS NOT NULL;

CREATE TABLE job_log (
    seq           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id        uuid        NOT NULL REFERENCES job (id),
    assignment_id uuid REFERENCES assignment (id),
    agent_id      uuid REFERENCES agent (id),
    at            timestamptz NOT NULL,
    type          text        NOT NULL,
    old_status    text,
    new_status    text,
    by            text        NOT NULL,
    by_user       uuid,
    reason        text,
    data          jsonb
);
CREATE INDEX job_log_job ON job_log (job_id, seq);
CREATE INDEX job_log_agent ON job_log (agent_id, seq);

-- Also closed tasks are looked for by what they decided on: a repeated answer gets the first one's.
CREATE INDEX user_task_of_subject ON user_task (subject_id, created_at) WHERE subject_id IS NOT NULL;

ALTER TABLE notification ADD COLUMN job_id uuid REFERENCES job (id), ADD COLUMN offer_id uuid REFERENCES offer (id);
CREATE INDEX notification_job ON notification (job_id, id DESC) WHERE job_id IS NOT NULL;

-- Whether the job was offered to the own agent, or they lead it, or go, or went, or were to go.
CREATE FUNCTION is_own_job(job uuid, agent uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM offer o WHERE o.job_id = job AND o.agent_id = agent AND o.deleted_at IS NULL)
        OR EXISTS (SELECT FROM assignment a WHERE a.job_id = job AND a.agent_id = agent AND a.deleted_at IS NULL)
        OR EXISTS (SELECT FROM job j WHERE j.id = job AND j.lead_agent_id = agent AND j.deleted_at IS NULL);
END $$;

-- Two counts that an agent's own step needs of rows that are not their own.
CREATE FUNCTION job_unfinished(job uuid) RETURNS integer LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT count(*) FROM assignment a WHERE a.job_id = job AND a.active AND a.status IN ('accepted', 'on_site'));
END $$;
CREATE FUNCTION job_open_offers(job uuid) RETURNS integer LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT count(*) FROM offer o WHERE o.job_id = job AND o.status = 'open' AND o.deleted_at IS NULL);
END $$;

INSERT INTO table_class (name, kind, policy) VALUES
    ('job',     'business', true),
    ('offer',   'business', true),
    ('job_log', 'journal',  true);
CALL add_policy('job', 'lead_agent_id = (SELECT own_agent()) OR is_own_job(id, (SELECT own_agent()))');
CALL add_policy('offer', 'agent_id = (SELECT own_agent())');
-- A job has many agents: each sees what concerns the job or themselves.
CALL add_policy('job_log', '(agent_id IS NULL AND is_own_job(job_id, (SELECT own_agent()))) OR agent_id = (SELECT own_agent())');
CALL add_audit('job', '{agents_assigned,wave,next_wave_at,widened_at,filling_since,limits,weather}');
CALL add_audit('offer');
