-- The process instances of this company, written by the listener process.started: the embedded engine has no search, and a restore must end them.
CREATE TABLE process_instance (
    engine_id    text        NOT NULL,
    key          bigint      NOT NULL,
    process_id   text        NOT NULL,
    first_seen   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (engine_id, key)
);
CREATE INDEX process_instance_first_seen ON process_instance (first_seen);
