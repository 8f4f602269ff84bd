-- What agents bring back from their work: files, documents, what they earned, what happened at a site.

-- A document of an agent: what the office must know to be valid, and until when.
CREATE TABLE agent_document (
    id          uuid PRIMARY KEY,
    agent_id    uuid        NOT NULL REFERENCES agent (id),
    kind        text        NOT NULL CHECK (kind IN ('licence', 'insurance', 'other')),
    title       text        NOT NULL,
    number      text        NOT NULL DEFAULT '',
    valid_from  date,
    valid_until date CHECK (valid_until >= valid_from),
    -- Somebody in the office has looked at it as it is now; a change or another file takes it back.
    verified_at timestamptz,
    verified_by text,
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    deleted_at  timestamptz,
    deleted_by  text,
    version     integer     NOT NULL,
    CONSTRAINT agent_document_verified CHECK ((verified_at IS NULL) = (verified_by IS NULL))
);
CREATE INDEX agent_document_agent ON agent_document (agent_id, id) WHERE deleted_at IS NULL;
CREATE INDEX agent_document_expiry ON agent_document (valid_until, id) WHERE deleted_at IS NULL;

-- A file and what it belongs to. The content is in the file store under storage_key; the row is only there when the file is.
CREATE TABLE stored_file (
    -- Made by the client: a phone that was offline may send a file twice.
    id            uuid PRIMARY KEY,
    kind          text        NOT NULL CHECK (kind IN ('photo', 'signature', 'document')),
    storage_key   text        NOT NULL UNIQUE,
    content_type  text        NOT NULL,
    size          bigint      NOT NULL CHECK (size > 0),
    sha256        text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    name          text        NOT NULL,
    agent_id      uuid        NOT NULL REFERENCES agent (id),
    booking_id    uuid REFERENCES booking (id),
    job_id        uuid REFERENCES job (id),
    assignment_id uuid REFERENCES assignment (id),
    document_id   uuid REFERENCES agent_document (id),
    signer        text,
    uploaded_by   text        NOT NULL,
    taken_at      timestamptz,
    lat           double precision CHECK (lat BETWEEN -90 AND 90),
    lng           double precision CHECK (lng BETWEEN -180 AND 180),
    created_at    timestamptz NOT NULL,
    created_by    text        NOT NULL,
    updated_at    timestamptz NOT NULL,
    updated_by    text        NOT NULL,
    deleted_at    timestamptz,
    deleted_by    text,
    version       integer     NOT NULL,
    CONSTRAINT stored_file_of_one CHECK (num_nonnulls(booking_id, job_id, document_id) = 1),
    CONSTRAINT stored_file_place CHECK ((lat IS NULL) = (lng IS NULL))
);
CREATE INDEX stored_file_booking ON stored_file (booking_id, created_at, id) WHERE booking_id IS NOT NULL;
CREATE INDEX stored_file_job ON stored_file (job_id, created_at, id) WHERE job_id IS NOT NULL;
CREATE INDEX stored_file_assignment ON stored_file (assignment_id) WHERE assignment_id IS NOT NULL;
CREATE INDEX stored_file_document ON stored_file (document_id) WHERE document_id IS NOT NULL;

-- Noted before a file goes to the store and taken out together with its row's coming: what stays has no row and is swept.
CREATE TABLE file_upload (
    storage_key text PRIMARY KEY,
    begun_at    timestamptz NOT NULL
);
CREATE INDEX file_upload_begun ON file_upload (begun_at);

-- What an agent earned with one assignment, by the decision agentPay as it was then.
CREATE TABLE earning (
    id               uuid PRIMARY KEY,
    agent_id         uuid          NOT NULL REFERENCES agent (id),
    assignment_id    uuid          NOT NULL UNIQUE REFERENCES assignment (id),
    booking_id       uuid REFERENCES booking (id),
    job_id           uuid REFERENCES job (id),
    -- The company's day on which the work ended.
    date             date          NOT NULL,
    amount           numeric(12,2) NOT NULL CHECK (amount >= 0),
    currency         char(3)       NOT NULL,
    minutes          integer       NOT NULL CHECK (minutes >= 0),
    decision_key     bigint        NOT NULL,
    decision_version integer       NOT NULL,
    created_at       timestamptz   NOT NULL,
    created_by       text          NOT NULL,
    updated_at       timestamptz   NOT NULL,
    updated_by       text          NOT NULL,
    deleted_at       timestamptz,
    deleted_by       text,
    version          integer       NOT NULL,
    CONSTRAINT earning_of_one CHECK ((booking_id IS NULL) <> (job_id IS NULL))
);
CREATE INDEX earning_agent ON earning (agent_id, date) WHERE deleted_at IS NULL;

-- The work of one assignment at a job's site: by which rules, as dmn/siteRules.dmn said when its process last looked, because a tap
-- cannot wait for a decision. Where the agent stands is in the assignment.
CREATE TABLE visit (
    id               uuid PRIMARY KEY REFERENCES assignment (id),
    job_id           uuid        NOT NULL REFERENCES job (id),
    agent_id         uuid        NOT NULL REFERENCES agent (id),
    -- The arrival time that the agent was asked about or reminded of last.
    arrival_at       timestamptz NOT NULL,
    radius_metres    integer     NOT NULL CHECK (radius_metres > 0),
    photos_required  integer     NOT NULL CHECK (photos_required >= 0),
    signature_from   text        NOT NULL CHECK (signature_from IN ('nobody', 'lead', 'everybody')),
    decision_key     bigint      NOT NULL,
    decision_version integer     NOT NULL,
    created_at       timestamptz NOT NULL,
    created_by       text        NOT NULL,
    updated_at       timestamptz NOT NULL,
    updated_by       text        NOT NULL,
    deleted_at       timestamptz,
    deleted_by       text,
    version          integer     NOT NULL
);
CREATE INDEX visit_job ON visit (job_id);

-- The id is made by the client: a phone that was offline may send a note twice.
CREATE TABLE visit_note (
    id          uuid PRIMARY KEY,
    visit_id    uuid        NOT NULL REFERENCES visit (id),
    job_id      uuid        NOT NULL REFERENCES job (id),
    agent_id    uuid        NOT NULL REFERENCES agent (id),
    at          timestamptz NOT NULL,
    text        text        NOT NULL,
    written_by  text        NOT NULL,
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    deleted_at  timestamptz,
    deleted_by  text,
    version     integer     NOT NULL
);
CREATE INDEX visit_note_job ON visit_note (job_id, at, id);

INSERT INTO table_class (name, kind, policy) VALUES
    ('agent_document', 'business',  true),
    ('stored_file',    'business',  true),
    ('earning',        'business',  true),
    ('visit',          'business',  true),
    ('visit_note',     'business',  true),
    ('file_upload',    'technical', false);
CALL add_policy('agent_document', 'agent_id = (SELECT own_agent())');
CALL add_policy('stored_file', 'agent_id = (SELECT own_agent())');
CALL add_policy('earning', 'agent_id = (SELECT own_agent())');
CALL add_policy('visit', 'agent_id = (SELECT own_agent())');
CALL add_policy('visit_note', 'agent_id = (SELECT own_agent())');
CALL add_audit('agent_document');
CALL add_audit('stored_file', '{storage_key}');
CALL add_audit('earning');
CALL add_audit('visit');
CALL add_audit('visit_note');
