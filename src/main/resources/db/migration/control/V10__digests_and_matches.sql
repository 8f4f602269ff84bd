-- A person's own clock; null: that of their company.
ALTER TABLE app_user ADD COLUMN time_zone text;

-- For which of their days somebody's digest of approvals was looked for, whether there was anything to tell or not.
CREATE TABLE approval_digest (
    user_id    uuid        NOT NULL REFERENCES app_user (id),
    local_date date        NOT NULL,
    looked_at  timestamptz NOT NULL,
    PRIMARY KEY (user_id, local_date)
);
CREATE INDEX approval_digest_date ON approval_digest (local_date);

-- Two customers of two companies that are, or may be, the same. company_a is the one that comes first in the alphabet.
CREATE TABLE customer_match (
    id         uuid PRIMARY KEY,
    company_a  text         NOT NULL REFERENCES company (slug),
    customer_a uuid         NOT NULL,
    company_b  text         NOT NULL REFERENCES company (slug),
    customer_b uuid         NOT NULL,
    likeness   numeric(4,3) NOT NULL CHECK (likeness BETWEEN 0 AND 1),
    state      text         NOT NULL CHECK (state IN ('proposed', 'confirmed', 'refused')),
    created_at timestamptz  NOT NULL,
    created_by text         NOT NULL,
    updated_at timestamptz  NOT NULL,
    updated_by text         NOT NULL,
    deleted_at timestamptz,
    deleted_by text,
    version    integer      NOT NULL DEFAULT 0,
    CONSTRAINT customer_match_order CHECK (company_a < company_b),
    CONSTRAINT customer_match_once UNIQUE (company_a, customer_a, company_b, customer_b)
);
CREATE INDEX customer_match_a ON customer_match (company_a, customer_a) WHERE deleted_at IS NULL;
CREATE INDEX customer_match_b ON customer_match (company_b, customer_b) WHERE deleted_at IS NULL;

INSERT INTO table_class (name, kind, policy) VALUES
    ('approval_digest', 'technical', false),
    ('customer_match',  'business',  false);
CALL add_audit('customer_match');
CREATE TRIGGER stamp_row BEFORE INSERT OR UPDATE ON customer_match FOR EACH ROW EXECUTE FUNCTION stamp_row();
