-- What happened on a working day, counted once and added up afterwards: figures over years come from these rows and not from
-- the jobs themselves. A day is a job's work_date, in the company's own time zone; its offers and assignments count on it too,
-- whenever they were made.

-- Days whose jobs, offers or assignments changed. Only ever added to, in the change's own transaction, so that no change waits
-- for another; whoever counts anew takes the marks away in the transaction in which it counts.
CREATE TABLE stats_change (
    seq        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    work_date  date        NOT NULL,
    at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX stats_change_day ON stats_change (work_date);

-- Times are counted in classes of a fixed width on a logarithmic scale, four to each doubling, so that they add up: a percentile
-- read from them is off by less than a tenth.
CREATE FUNCTION stats_bucket(seconds numeric) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN floor(4 * ln(greatest(seconds, 1)::double precision) / ln(2::double precision))::smallint;

-- grain: day, week (beginning on Monday) or month. A week's and a month's row is the sum of its days' rows.
CREATE TABLE job_stats (
    grain            text     NOT NULL CHECK (grain IN ('day', 'week', 'month')),
    start            date     NOT NULL,
    type             text     NOT NULL,
    urgency          text     NOT NULL,
    jobs             bigint   NOT NULL,
    cancelled        bigint   NOT NULL,
    expired          bigint   NOT NULL,
    filled           bigint   NOT NULL,
    completed        bigint   NOT NULL,
    slots            bigint   NOT NULL,
    slots_taken      bigint   NOT NULL,
    fills            bigint   NOT NULL,
    fill_seconds     bigint   NOT NULL,
    fill_buckets     smallint[] NOT NULL,
    fill_counts      bigint[] NOT NULL,
    offers           bigint   NOT NULL,
    offers_open      bigint   NOT NULL,
    offers_accepted  bigint   NOT NULL,
    offers_declined  bigint   NOT NULL,
    offers_expired   bigint   NOT NULL,
    offers_lost      bigint   NOT NULL,
    offers_retracted bigint   NOT NULL,
    answers          bigint   NOT NULL,
    answer_seconds   bigint   NOT NULL,
    answer_buckets   smallint[] NOT NULL,
    answer_counts    bigint[] NOT NULL,
    assignments      bigint   NOT NULL,
    attended         bigint   NOT NULL,
    withdrawn        bigint   NOT NULL,
    removed          bigint   NOT NULL,
    no_shows         bigint   NOT NULL,
    worked_seconds   bigint   NOT NULL,
    PRIMARY KEY (grain, start, type, urgency)
);

CREATE TABLE agent_stats (
    grain            text     NOT NULL CHECK (grain IN ('day', 'week', 'month')),
    start            date     NOT NULL,
    agent_id         uuid     NOT NULL REFERENCES agent (id),
    offers           bigint   NOT NULL,
    offers_open      bigint   NOT NULL,
    offers_accepted  bigint   NOT NULL,
    offers_declined  bigint   NOT NULL,
    offers_expired   bigint   NOT NULL,
    offers_lost      bigint   NOT NULL,
    offers_retracted bigint   NOT NULL,
    answers          bigint   NOT NULL,
    answer_seconds   bigint   NOT NULL,
    answer_buckets   smallint[] NOT NULL,
    answer_counts    bigint[] NOT NULL,
    assignments      bigint   NOT NULL,
    attended         bigint   NOT NULL,
    withdrawn        bigint   NOT NULL,
    removed          bigint   NOT NULL,
    no_shows         bigint   NOT NULL,
    worked_seconds   bigint   NOT NULL,
    PRIMARY KEY (grain, agent_id, start)
);
CREATE INDEX agent_stats_start ON agent_stats (grain, start);

-- As the owner: an agent's tap changes the figures of the office, which the agent does not see.
CREATE FUNCTION stats_mark_jobs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO stats_change (work_date) SELECT DISTINCT work_date FROM after_rows;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO stats_change (work_date) SELECT DISTINCT work_date FROM before_rows;
    ELSE
        -- A job that moves to another day changes both.
        INSERT INTO stats_change (work_date) SELECT work_date FROM before_rows UNION SELECT work_date FROM after_rows;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION stats_mark_of_jobs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO stats_change (work_date)
        SELECT DISTINCT j.work_date FROM before_rows b JOIN job j ON j.id = b.job_id;
    ELSE
        INSERT INTO stats_change (work_date)
        SELECT DISTINCT j.work_date FROM after_rows a JOIN job j ON j.id = a.job_id;
    END IF;
    RETURN NULL;
END $$;

CREATE PROCEDURE add_stats_marks(of_table text, marker text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER stats_inserted AFTER INSERT ON %I REFERENCING NEW TABLE AS after_rows'
                   ' FOR EACH STATEMENT EXECUTE FUNCTION %I()', of_table, marker);
    EXECUTE format('CREATE TRIGGER stats_updated AFTER UPDATE ON %I REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows'
                   ' FOR EACH STATEMENT EXECUTE FUNCTION %I()', of_table, marker);
    EXECUTE format('CREATE TRIGGER stats_deleted AFTER DELETE ON %I REFERENCING OLD TABLE AS before_rows'
                   ' FOR EACH STATEMENT EXECUTE FUNCTION %I()', of_table, marker);
END $$;
CALL add_stats_marks('job', 'stats_mark_jobs');
CALL add_stats_marks('offer', 'stats_mark_of_jobs');
CALL add_stats_marks('assignment', 'stats_mark_of_jobs');

-- Where there are jobs already.
INSERT INTO stats_change (work_date) SELECT DISTINCT work_date FROM job;

INSERT INTO table_class (name, kind, policy) VALUES
    ('stats_change', 'technical', true),
    ('job_stats',    'technical', true),
    ('agent_stats',  'technical', true);
CALL add_policy('stats_change', 'false');
CALL add_policy('job_stats', 'false');
CALL add_policy('agent_stats', 'false');
