-- What the scheduling process has started: each kind once for each of its days, on the company's calendar.
CREATE TABLE scheduled_run (
    kind       text        NOT NULL,
    local_date date        NOT NULL,
    run_id     uuid        NOT NULL UNIQUE,
    started_at timestamptz NOT NULL,
    PRIMARY KEY (kind, local_date)
);
CREATE INDEX scheduled_run_started ON scheduled_run (started_at);
INSERT INTO table_class (name, kind, policy) VALUES ('scheduled_run', 'technical', false);

CREATE INDEX agent_skill_until ON agent_skill (certificate_until) WHERE deleted_at IS NULL AND certificate_until IS NOT NULL;
