-- Money: what an invoice says besides its lines, credit notes, payments, refunds, disputes, statements.

-- What the company writes on its invoices and how it taxes. One row; without it nothing is taxed and no address is shown.
CREATE TABLE billing_settings (
    id                 uuid PRIMARY KEY,
    singleton          boolean      NOT NULL DEFAULT true UNIQUE CHECK (singleton),
    legal_name         text         NOT NULL DEFAULT '',
    address            text         NOT NULL DEFAULT '',
    tax_number         text         NOT NULL DEFAULT '',
    email              text         NOT NULL DEFAULT '',
    phone              text         NOT NULL DEFAULT '',
    iban               text         NOT NULL DEFAULT '',
    bic                text         NOT NULL DEFAULT '',
    footer             text         NOT NULL DEFAULT '',
    tax_name           text         NOT NULL DEFAULT '',
    trip_tax_percent   numeric(6,3) NOT NULL DEFAULT 0 CHECK (trip_tax_percent BETWEEN 0 AND 100),
    -- Whether the decision's prices hold the tax already, or it comes on top.
    trip_tax_included  boolean      NOT NULL DEFAULT true,
    job_tax_percent    numeric(6,3) NOT NULL DEFAULT 0 CHECK (job_tax_percent BETWEEN 0 AND 100),
    job_tax_included   boolean      NOT NULL DEFAULT false,
    account_terms_days integer      NOT NULL DEFAULT 30 CHECK (account_terms_days BETWEEN 0 AND 365),
    logo               bytea,
    created_at         timestamptz  NOT NULL,
    created_by         text         NOT NULL,
    updated_at         timestamptz  NOT NULL,
    updated_by         text         NOT NULL,
    deleted_at         timestamptz,
    deleted_by         text,
    version            integer      NOT NULL DEFAULT 0
);

-- What is agreed with one customer; without it the company's own terms hold.
CREATE TABLE customer_terms (
    id               uuid PRIMARY KEY,
    customer_id      uuid         NOT NULL UNIQUE REFERENCES customer (id),
    terms_days       integer CHECK (terms_days BETWEEN 0 AND 365),
    discount_percent numeric(5,2) NOT NULL DEFAULT 0 CHECK (discount_percent BETWEEN 0 AND 100),
    billing_name     text         NOT NULL DEFAULT '',
    billing_address  text         NOT NULL DEFAULT '',
    tax_number       text         NOT NULL DEFAULT '',
    created_at       timestamptz  NOT NULL,
    created_by       text         NOT NULL,
    updated_at       timestamptz  NOT NULL,
    updated_by       text         NOT NULL,
    deleted_at       timestamptz,
    deleted_by       text,
    version          integer      NOT NULL DEFAULT 0
);

ALTER TABLE invoice
    ALTER COLUMN booking_id DROP NOT NULL,
    ADD COLUMN job_id     uuid UNIQUE REFERENCES job (id),
    ADD COLUMN tax_name   text          NOT NULL DEFAULT '',
    ADD COLUMN tax_percent numeric(6,3) NOT NULL DEFAULT 0,
    ADD COLUMN tax        numeric(12,2) NOT NULL DEFAULT 0,
    ADD COLUMN net        numeric(12,2) NOT NULL GENERATED ALWAYS AS (total - tax) STORED,
    ADD COLUMN terms_days integer       NOT NULL DEFAULT 0,
    ADD COLUMN due_on     date,
    -- Who sells and who buys, as it was that day: what is printed again later must be the same.
    ADD COLUMN seller     jsonb         NOT NULL DEFAULT '{}',
    ADD COLUMN recipient  jsonb         NOT NULL DEFAULT '{}',
    ADD CONSTRAINT invoice_of_one CHECK ((booking_id IS NULL) <> (job_id IS NULL));
UPDATE invoice SET due_on = issued_at::date;
ALTER TABLE invoice ALTER COLUMN due_on SET DEFAULT current_date, ALTER COLUMN due_on SET NOT NULL;
CREATE INDEX invoice_customer ON invoice (customer_id, issued_at);

CREATE TABLE credit_note (
    id          uuid PRIMARY KEY,
    number      text          NOT NULL UNIQUE,
    invoice_id  uuid          NOT NULL REFERENCES invoice (id),
    customer_id uuid          NOT NULL REFERENCES customer (id),
    reason      text          NOT NULL,
    lines       jsonb         NOT NULL,
    tax_name    text          NOT NULL,
    tax_percent numeric(6,3)  NOT NULL,
    tax         numeric(12,2) NOT NULL,
    net         numeric(12,2) NOT NULL GENERATED ALWAYS AS (total - tax) STORED,
    total       numeric(12,2) NOT NULL CHECK (total > 0),
    currency    char(3)       NOT NULL,
    issued_at   timestamptz   NOT NULL,
    seller      jsonb         NOT NULL,
    recipient   jsonb         NOT NULL,
    created_at  timestamptz   NOT NULL,
    created_by  text          NOT NULL,
    updated_at  timestamptz   NOT NULL,
    updated_by  text          NOT NULL,
    deleted_at  timestamptz,
    deleted_by  text,
    version     integer       NOT NULL DEFAULT 0
);
CREATE INDEX credit_note_invoice ON credit_note (invoice_id);
CREATE INDEX credit_note_customer ON credit_note (customer_id, issued_at);

-- What was issued stays as it is; only the buyer may be taken out of it, when the law wants it.
CREATE FUNCTION keep_issued() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := '{recipient,reason,updated_at,updated_by,version}';
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free
        OR (NEW.recipient IS DISTINCT FROM OLD.recipient AND NEW.recipient <> '{"name": "Erased"}'::jsonb)
        OR (to_jsonb(NEW) -> 'reason' IS DISTINCT FROM to_jsonb(OLD) -> 'reason' AND to_jsonb(NEW) ->> 'reason' <> 'erased') THEN
        RAISE EXCEPTION '% % is issued and never changes: a credit note is the way to take it back', TG_TABLE_NAME, OLD.number
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER keep_issued AFTER UPDATE OR DELETE ON invoice FOR EACH ROW EXECUTE FUNCTION keep_issued();
CREATE TRIGGER keep_issued AFTER UPDATE OR DELETE ON credit_note FOR EACH ROW EXECUTE FUNCTION keep_issued();

-- Money that came in, or is to come. provider: stripe, or null for what people took or confirmed.
CREATE TABLE payment (
    id           uuid PRIMARY KEY,
    booking_id   uuid REFERENCES booking (id),
    invoice_id   uuid REFERENCES invoice (id),
    customer_id  uuid          NOT NULL REFERENCES customer (id),
    method       text          NOT NULL CHECK (method IN ('card', 'cash', 'transfer', 'confirmed')),
    provider     text,
    -- The provider's name for it; null until it has answered.
    provider_id  text UNIQUE,
    state        text          NOT NULL CHECK (state IN ('pending', 'succeeded', 'failed', 'canceled')),
    amount       numeric(12,2) NOT NULL CHECK (amount > 0),
    currency     char(3)       NOT NULL,
    failure      text,
    received_at  timestamptz,
    reference    text          NOT NULL DEFAULT '',
    created_at   timestamptz   NOT NULL,
    created_by   text          NOT NULL,
    updated_at   timestamptz   NOT NULL,
    updated_by   text          NOT NULL,
    deleted_at   timestamptz,
    deleted_by   text,
    version      integer       NOT NULL DEFAULT 0,
    CHECK (booking_id IS NOT NULL OR invoice_id IS NOT NULL),
    CHECK ((state = 'succeeded') = (received_at IS NOT NULL))
);
-- One open card payment a booking: two clients that ask at once get the same.
CREATE UNIQUE INDEX payment_open ON payment (booking_id) WHERE provider IS NOT NULL AND state IN ('pending', 'failed');
CREATE INDEX payment_booking ON payment (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX payment_invoice ON payment (invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX payment_customer ON payment (customer_id, received_at);
CREATE INDEX payment_created ON payment (created_at);

-- The ledger of refunds: the row is there before the provider is asked, and its id is the idempotency key.
CREATE TABLE refund (
    id           uuid PRIMARY KEY,
    payment_id   uuid REFERENCES payment (id),
    booking_id   uuid REFERENCES booking (id),
    customer_id  uuid          NOT NULL REFERENCES customer (id),
    origin       text          NOT NULL CHECK (origin IN ('cancellation', 'late_payment', 'admin', 'provider')),
    -- manual: no provider holds the money, somebody in the office pays it out; pending: the provider has taken it on
    state        text          NOT NULL CHECK (state IN ('requested', 'pending', 'succeeded', 'failed', 'manual')),
    amount       numeric(12,2) NOT NULL CHECK (amount > 0),
    currency     char(3)       NOT NULL,
    reason       text          NOT NULL DEFAULT '',
    provider_id  text UNIQUE,
    attempts     integer       NOT NULL DEFAULT 0,
    next_at      timestamptz,
    failure      text,
    settled_at   timestamptz,
    settled_by   text,
    created_at   timestamptz   NOT NULL,
    created_by   text          NOT NULL,
    updated_at   timestamptz   NOT NULL,
    updated_by   text          NOT NULL,
    deleted_at   timestamptz,
    deleted_by   text,
    version      integer       NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX refund_of_cancellation ON refund (booking_id) WHERE origin = 'cancellation';
CREATE UNIQUE INDEX refund_late ON refund (payment_id) WHERE origin = 'late_payment';
CREATE INDEX refund_payment ON refund (payment_id);
CREATE INDEX refund_customer ON refund (customer_id, settled_at);
CREATE INDEX refund_due ON refund (next_at) WHERE state = 'requested';
CREATE INDEX refund_created ON refund (created_at);

CREATE TABLE dispute (
    id          uuid PRIMARY KEY,
    payment_id  uuid          NOT NULL REFERENCES payment (id),
    booking_id  uuid REFERENCES booking (id),
    provider_id text          NOT NULL UNIQUE,
    status      text          NOT NULL CHECK (status IN ('open', 'contested', 'accepted', 'won', 'lost')),
    amount      numeric(12,2) NOT NULL,
    currency    char(3)       NOT NULL,
    reason      text          NOT NULL,
    answer_by   timestamptz,
    note        text,
    decided_by  text,
    decided_at  timestamptz,
    closed_at   timestamptz,
    created_at  timestamptz   NOT NULL,
    created_by  text          NOT NULL,
    updated_at  timestamptz   NOT NULL,
    updated_by  text          NOT NULL,
    deleted_at  timestamptz,
    deleted_by  text,
    version     integer       NOT NULL DEFAULT 0
);
CREATE INDEX dispute_payment ON dispute (payment_id);
CREATE INDEX dispute_open ON dispute (created_at) WHERE status = 'open';

-- With which account the company takes card payments; both secrets are sealed.
CREATE TABLE payment_account (
    id              uuid PRIMARY KEY,
    provider        text        NOT NULL,
    publishable_key text        NOT NULL DEFAULT '',
    secret_key      text        NOT NULL,
    webhook_secret  text        NOT NULL,
    created_at      timestamptz NOT NULL,
    created_by      text        NOT NULL,
    updated_at      timestamptz NOT NULL,
    updated_by      text        NOT NULL,
    deleted_at      timestamptz,
    deleted_by      text,
    version         integer     NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX payment_account_provider ON payment_account (provider) WHERE deleted_at IS NULL;

-- What providers have told, each once.
CREATE TABLE payment_event (
    provider    text        NOT NULL,
    event_id    text        NOT NULL,
    type        text        NOT NULL,
    happened_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    outcome     text        NOT NULL,
    PRIMARY KEY (provider, event_id)
);
CREATE INDEX payment_event_received ON payment_event (received_at);

-- One run makes the statements of all customers for a month; it goes on after a kill with those that have none yet.
CREATE TABLE statement_run (
    id          uuid PRIMARY KEY,
    month       date        NOT NULL CHECK (extract(day FROM month) = 1),
    finished_at timestamptz,
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    deleted_at  timestamptz,
    deleted_by  text,
    version     integer     NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX statement_run_open ON statement_run (month) WHERE finished_at IS NULL;

CREATE TABLE statement_file (
    id          uuid PRIMARY KEY,
    run_id      uuid        NOT NULL REFERENCES statement_run (id),
    customer_id uuid        NOT NULL REFERENCES customer (id),
    state       text        NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
    storage_key text        NOT NULL,
    size        bigint,
    attempts    integer     NOT NULL DEFAULT 0,
    leased_until timestamptz,
    failure     text,
    made_at     timestamptz,
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    deleted_at  timestamptz,
    deleted_by  text,
    version     integer     NOT NULL DEFAULT 0,
    UNIQUE (run_id, customer_id)
);
CREATE INDEX statement_file_waiting ON statement_file (run_id) WHERE state = 'waiting';

INSERT INTO table_class (name, kind, policy) VALUES
    ('billing_settings', 'business',  false),
    ('customer_terms',   'business',  true),
    ('credit_note',      'business',  true),
    ('payment',          'business',  true),
    ('refund',           'business',  true),
    ('dispute',          'business',  true),
    ('payment_account',  'business',  true),
    ('payment_event',    'technical', false),
    ('statement_run',    'business',  true),
    ('statement_file',   'business',  true);
CALL add_policy('customer_terms', 'false');
CALL add_policy('credit_note', 'false');
-- An agent writes down the cash they took.
CALL add_policy('payment', 'method = ''cash'' AND is_own_booking(booking_id, (SELECT own_agent()))');
CALL add_policy('refund', 'false');
CALL add_policy('dispute', 'false');
CALL add_policy('payment_account', 'false');
CALL add_policy('statement_run', 'false');
CALL add_policy('statement_file', 'false');
CALL add_audit('billing_settings', '{logo}');
CALL add_audit('customer_terms');
CALL add_audit('credit_note');
CALL add_audit('payment');
CALL add_audit('refund', '{attempts,next_at}');
CALL add_audit('dispute');
CALL add_audit('payment_account', '{}', '{secret_key,webhook_secret}');
CALL add_audit('statement_run');
CALL add_audit('statement_file', '{attempts,leased_until}');
DO $$
DECLARE
    of_table text;
BEGIN
    FOREACH of_table IN ARRAY ARRAY['billing_settings', 'customer_terms', 'credit_note', 'payment', 'refund', 'dispute',
        'payment_account', 'statement_run', 'statement_file'] LOOP
        EXECUTE format('CREATE TRIGGER stamp_row BEFORE INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION stamp_row()', of_table);
    END LOOP;
END $$;
