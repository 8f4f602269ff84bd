-- Customers with the people one speaks to there, and what salespeople keep: prospects, contacts, visits.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Who looks after several customers' properties.
CREATE TABLE management_company (
    id          uuid PRIMARY KEY,
    name        text        NOT NULL,
    address     text        NOT NULL DEFAULT '',
    phone       text        NOT NULL DEFAULT '',
    email       text        NOT NULL DEFAULT '',
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    deleted_at  timestamptz,
    deleted_by  text,
    version     integer     NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX management_company_name ON management_company (lower(name)) WHERE deleted_at IS NULL;

ALTER TABLE customer
    ADD COLUMN address text NOT NULL DEFAULT '',
    ADD COLUMN management_company_id uuid REFERENCES management_company (id),
    -- The login of who looks after the customer; nobody's: the managers hear of it.
    ADD COLUMN salesperson_id uuid;
CREATE INDEX customer_name ON customer (lower(name), id) WHERE deleted_at IS NULL;

-- Any number of them; one is the first to be called.
CREATE TABLE customer_contact (
    id           uuid PRIMARY KEY,
    customer_id  uuid        NOT NULL REFERENCES customer (id),
    first_name   text        NOT NULL,
    last_name    text        NOT NULL,
    title        text        NOT NULL DEFAULT '',
    role         text        NOT NULL CHECK (role IN ('property_manager', 'assistant_manager', 'maintenance', 'billing', 'other')),
    office_phone text        NOT NULL DEFAULT '',
    mobile_phone text        NOT NULL DEFAULT '',
    email        text        NOT NULL DEFAULT '',
    is_primary   boolean     NOT NULL DEFAULT false,
    created_at   timestamptz NOT NULL,
    created_by   text        NOT NULL,
    updated_at   timestamptz NOT NULL,
    updated_by   text        NOT NULL,
    deleted_at   timestamptz,
    deleted_by   text,
    version      integer     NOT NULL DEFAULT 0
);
CREATE INDEX customer_contact_customer ON customer_contact (customer_id, id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX customer_contact_primary ON customer_contact (customer_id) WHERE is_primary AND deleted_at IS NULL;

-- Who is no customer yet.
CREATE TABLE prospect (
    id           uuid PRIMARY KEY,
    name         text        NOT NULL,
    address      text        NOT NULL DEFAULT '',
    phone        text        NOT NULL DEFAULT '',
    email        text        NOT NULL DEFAULT '',
    notes        text        NOT NULL DEFAULT '',
    management_company_id uuid REFERENCES management_company (id),
    owner_id     uuid        NOT NULL,
    status       text        NOT NULL CHECK (status IN ('open', 'converted', 'lost')),
    customer_id  uuid REFERENCES customer (id),
    created_at   timestamptz NOT NULL,
    created_by   text        NOT NULL,
    updated_at   timestamptz NOT NULL,
    updated_by   text        NOT NULL,
    deleted_at   timestamptz,
    deleted_by   text,
    version      integer     NOT NULL DEFAULT 0,
    CONSTRAINT prospect_converted CHECK ((customer_id IS NOT NULL) = (status = 'converted'))
);
CREATE INDEX prospect_owner ON prospect (owner_id, status, id DESC) WHERE deleted_at IS NULL;

-- Somebody whom a salesperson has met, at a prospect or at a customer.
CREATE TABLE sales_contact (
    id           uuid PRIMARY KEY,
    prospect_id  uuid REFERENCES prospect (id),
    customer_id  uuid REFERENCES customer (id),
    owner_id     uuid        NOT NULL,
    first_name   text        NOT NULL,
    last_name    text        NOT NULL,
    title        text        NOT NULL DEFAULT '',
    phone        text        NOT NULL DEFAULT '',
    email        text        NOT NULL DEFAULT '',
    notes        text        NOT NULL DEFAULT '',
    created_at   timestamptz NOT NULL,
    created_by   text        NOT NULL,
    updated_at   timestamptz NOT NULL,
    updated_by   text        NOT NULL,
    deleted_at   timestamptz,
    deleted_by   text,
    version      integer     NOT NULL DEFAULT 0,
    CONSTRAINT sales_contact_at_one CHECK (num_nonnulls(prospect_id, customer_id) = 1)
);
CREATE INDEX sales_contact_prospect ON sales_contact (prospect_id, id) WHERE deleted_at IS NULL;
CREATE INDEX sales_contact_customer ON sales_contact (customer_id, id) WHERE deleted_at IS NULL;

CREATE TABLE visit_tag (
    id           uuid PRIMARY KEY,
    name         text        NOT NULL,
    active       boolean     NOT NULL DEFAULT true,
    created_at   timestamptz NOT NULL,
    created_by   text        NOT NULL,
    updated_at   timestamptz NOT NULL,
    updated_by   text        NOT NULL,
    deleted_at   timestamptz,
    deleted_by   text,
    version      integer     NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX visit_tag_name ON visit_tag (lower(name)) WHERE deleted_at IS NULL;

CREATE TABLE sales_visit (
    id           uuid PRIMARY KEY,
    prospect_id  uuid REFERENCES prospect (id),
    customer_id  uuid REFERENCES customer (id),
    owner_id     uuid        NOT NULL,
    owner_name   text        NOT NULL,
    visited_at   timestamptz NOT NULL,
    notes        text        NOT NULL,
    tags         uuid[]      NOT NULL DEFAULT '{}',
    created_at   timestamptz NOT NULL,
    created_by   text        NOT NULL,
    updated_at   timestamptz NOT NULL,
    updated_by   text        NOT NULL,
    deleted_at   timestamptz,
    deleted_by   text,
    version      integer     NOT NULL DEFAULT 0,
    CONSTRAINT sales_visit_at_one CHECK (num_nonnulls(prospect_id, customer_id) = 1)
);
CREATE INDEX sales_visit_prospect ON sales_visit (prospect_id, visited_at DESC) WHERE deleted_at IS NULL;
CREATE INDEX sales_visit_customer ON sales_visit (customer_id, visited_at DESC) WHERE deleted_at IS NULL;
CREATE INDEX sales_visit_owner ON sales_visit (owner_id, visited_at DESC) WHERE deleted_at IS NULL;

-- A customer who has booked nothing for as long as the company's settings allow.
CREATE TABLE dormancy (
    id            uuid PRIMARY KEY,
    customer_id   uuid        NOT NULL REFERENCES customer (id),
    salesperson_id uuid,
    -- When the last work was, and the company's patience at that time.
    last_work_at  timestamptz NOT NULL,
    weeks         integer     NOT NULL,
    noticed_at    timestamptz NOT NULL,
    closed_at     timestamptz,
    created_at    timestamptz NOT NULL,
    created_by    text        NOT NULL,
    updated_at    timestamptz NOT NULL,
    updated_by    text        NOT NULL,
    deleted_at    timestamptz,
    deleted_by    text,
    version       integer     NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX dormancy_open ON dormancy (customer_id) WHERE closed_at IS NULL AND deleted_at IS NULL;
CREATE INDEX dormancy_noticed ON dormancy (id DESC) WHERE deleted_at IS NULL;

CREATE TABLE dormancy_note (
    id          uuid PRIMARY KEY,
    dormancy_id uuid        NOT NULL REFERENCES dormancy (id),
    text        text        NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    by          text        NOT NULL,
    by_name     text        NOT NULL,
    at          timestamptz NOT NULL
);
CREATE INDEX dormancy_note_of ON dormancy_note (dormancy_id, id);
CREATE INDEX dormancy_note_at ON dormancy_note (at);

INSERT INTO table_class (name, kind, policy) VALUES
    ('management_company', 'business', true),
    ('customer_contact',   'business', true),
    ('prospect',           'business', true),
    ('sales_contact',      'business', true),
    ('visit_tag',          'business', true),
    ('sales_visit',        'business', true),
    ('dormancy',           'business', true),
    ('dormancy_note',      'journal',  true);
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['management_company', 'customer_contact', 'prospect', 'sales_contact', 'visit_tag', 'sales_visit', 'dormancy'] LOOP
        CALL add_policy(name, 'false');
        CALL add_audit(name);
        EXECUTE format('CREATE TRIGGER stamp_row BEFORE INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION stamp_row()', name);
    END LOOP;
END $$;
CALL add_policy('dormancy_note', 'false');
CREATE TRIGGER stamp_row BEFORE INSERT OR UPDATE ON customer FOR EACH ROW EXECUTE FUNCTION stamp_row();
