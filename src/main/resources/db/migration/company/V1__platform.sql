-- What the platform itself keeps in every company's database. Technical tables have retention instead of soft delete.
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Engine messages and user-task completions, written in the transaction that decided them and sent after it.
CREATE TABLE outbox (
    seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id          uuid        NOT NULL UNIQUE,
    aggregate   text        NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('message', 'complete_task')),
    target      text        NOT NULL,
    payload     jsonb       NOT NULL DEFAULT '{}',
    created_at  timestamptz NOT NULL DEFAULT now(),
    due_at      timestamptz NOT NULL DEFAULT now(),
    leased_until timestamptz,
    attempts    integer     NOT NULL DEFAULT 0,
    refusals    integer     NOT NULL DEFAULT 0,
    sent_at     timestamptz,
    dead_at     timestamptz,
    last_error  text
);
CREATE INDEX outbox_unsent ON outbox (aggregate, seq) WHERE sent_at IS NULL;
CREATE INDEX outbox_due ON outbox (seq) WHERE sent_at IS NULL AND dead_at IS NULL;
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;

-- Run-once: an activated job that was handled, and what it answered. The key is unique within one engine's life only.
CREATE TABLE handled_job (
    engine_id   text        NOT NULL,
    job_key     bigint      NOT NULL,
    type        text        NOT NULL,
    variables   jsonb       NOT NULL DEFAULT '{}',
    handled_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (engine_id, job_key)
);
CREATE INDEX handled_job_at ON handled_job (handled_at);

-- The engine's user tasks as the mobile API reads them; kept by the listeners userTask.creating, .assigning, .canceling.
CREATE TABLE user_task (
    key              bigint      NOT NULL,
    engine_id        text        NOT NULL,
    id               uuid        NOT NULL UNIQUE,
    element_id       text        NOT NULL,
    process_id       text        NOT NULL,
    instance_key     bigint      NOT NULL,
    name             text        NOT NULL,
    booking_id       uuid,
    assignee         text,
    candidate_groups text[]      NOT NULL DEFAULT '{}',
    state            text        NOT NULL CHECK (state IN ('open', 'completed', 'canceled')),
    due_at           timestamptz,
    created_at       timestamptz NOT NULL DEFAULT now(),
    closed_at        timestamptz,
    outcome          text,
    PRIMARY KEY (engine_id, key)
);
CREATE INDEX user_task_assignee ON user_task (assignee, created_at) WHERE state = 'open';
CREATE INDEX user_task_booking ON user_task (booking_id) WHERE state = 'open';
CREATE INDEX user_task_open ON user_task (created_at) WHERE state = 'open';
CREATE INDEX user_task_closed ON user_task (closed_at) WHERE state <> 'open';

-- A tap of a phone: the client's own id, and the answer it got, so that a repeated tap gets the same answer.
CREATE TABLE tap (
    action_id   uuid PRIMARY KEY,
    task_id     uuid        NOT NULL,
    actor_id    uuid        NOT NULL,
    occurred_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    request     jsonb       NOT NULL,
    answer      jsonb       NOT NULL
);
CREATE INDEX tap_received ON tap (received_at);

-- Idempotency-Key of a POST: inserted in the effect's own transaction; the first answer is replayed.
CREATE TABLE idempotency_key (
    actor       text        NOT NULL,
    key         text        NOT NULL,
    route       text        NOT NULL,
    body_hash   bytea       NOT NULL,
    status      integer     NOT NULL,
    location    text,
    answer      jsonb,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_key_at ON idempotency_key (created_at);
