-- How messages leave the house: what the relay keeps of each, and to whom, through which account and with which words it sends.

ALTER TABLE notification
    -- The rows of one message: the one that the app shows, and one for each channel that was tried.
    ADD COLUMN message_id      uuid,
    ADD COLUMN priority        text CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
    -- The values of the text, so that a template of the company can say it in its own words, in another language.
    ADD COLUMN facts           jsonb,
    -- What dmn/notificationRouting.dmn said, and which version of it; and this row's place in that order. Null: not asked yet.
    ADD COLUMN route           jsonb,
    ADD COLUMN step            integer,
    ADD COLUMN attempts        integer NOT NULL DEFAULT 0,
    -- When it is to be sent; while it is being sent, when it counts as in doubt. Null: it waits for its turn in the order.
    ADD COLUMN next_attempt_at timestamptz,
    -- When the next channel is tried, should this one not have delivered it by then.
    ADD COLUMN fallback_at     timestamptz,
    -- The provider's name for it.
    ADD COLUMN provider_id     text,
    ADD COLUMN segments        integer,
    ADD COLUMN delivered_at    timestamptz,
    ADD COLUMN failed_at       timestamptz,
    -- When, on the provider's clock, what was told last of it happened: receipts come in any order.
    ADD COLUMN receipt_at      timestamptz,
    DROP CONSTRAINT notification_state_check,
    ADD CONSTRAINT notification_state_check
        CHECK (state IN ('queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'suppressed'));
CREATE INDEX notification_due ON notification (next_attempt_at) WHERE state IN ('queued', 'sending');
CREATE INDEX notification_fallback ON notification (fallback_at) WHERE fallback_at IS NOT NULL;
CREATE INDEX notification_message ON notification (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX notification_provider ON notification (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX notification_created ON notification (created_at);

-- What becomes of a message stands in its row and is noted there with its times; that it was written is what the trail keeps.
DROP TRIGGER audit_change ON notification;
CALL add_audit('notification', '{title,body,detail,dedup_key,facts,route,step,state,attempts,next_attempt_at,fallback_at,provider_id,segments,sent_at,delivered_at,failed_at,receipt_at}');

-- The phones that an agent is signed in on.
CREATE TABLE push_device (
    id            uuid PRIMARY KEY,
    agent_id      uuid        NOT NULL REFERENCES agent (id),
    token         text        NOT NULL,
    platform      text        NOT NULL CHECK (platform IN ('android', 'ios', 'web')),
    registered_at timestamptz NOT NULL,
    -- When the phone last said that this is its token; 30 days without that, and it is deleted.
    seen_at       timestamptz NOT NULL
);
CREATE UNIQUE INDEX push_device_once ON push_device (agent_id, token);
CREATE INDEX push_device_token ON push_device (token, seen_at DESC);
CREATE INDEX push_device_seen ON push_device (seen_at);

-- How somebody wants to be told things.
CREATE TABLE notification_preference (
    id          uuid PRIMARY KEY,
    person_kind text        NOT NULL CHECK (person_kind IN ('agent', 'customer', 'staff')),
    person_id   uuid        NOT NULL,
    prefers     text        NOT NULL CHECK (prefers IN ('any', 'push', 'sms', 'email', 'in_app')),
    quiet_from  integer CHECK (quiet_from BETWEEN 0 AND 23),
    quiet_until integer CHECK (quiet_until BETWEEN 0 AND 23),
    language    text,
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    deleted_at  timestamptz,
    deleted_by  text,
    version     integer     NOT NULL,
    CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
);
CREATE UNIQUE INDEX notification_preference_of ON notification_preference (person_kind, person_id) WHERE deleted_at IS NULL;

-- Addresses to which nothing is sent any more: gone, refused, or because somebody said stop. Only a name that does not tell the
-- address is kept, so that the wish outlives the person's data.
CREATE TABLE address_block (
    id          uuid PRIMARY KEY,
    channel     text        NOT NULL CHECK (channel IN ('sms', 'email')),
    address     text        NOT NULL,
    reason      text        NOT NULL CHECK (reason IN ('bounced', 'invalid', 'spam_report', 'unsubscribed')),
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    deleted_at  timestamptz,
    deleted_by  text,
    version     integer     NOT NULL
);
CREATE UNIQUE INDEX address_block_once ON address_block (channel, address) WHERE deleted_at IS NULL;

-- The company's account with the provider of a channel.
CREATE TABLE channel_account (
    id          uuid PRIMARY KEY,
    channel     text        NOT NULL CHECK (channel IN ('push', 'sms', 'email')),
    -- What is no secret: who it says it is from, which account or project.
    settings    jsonb       NOT NULL,
    sealed      text        NOT NULL,
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    deleted_at  timestamptz,
    deleted_by  text,
    version     integer     NOT NULL
);
CREATE UNIQUE INDEX channel_account_once ON channel_account (channel) WHERE deleted_at IS NULL;

-- The company's own words for an event, in place of the built-in ones.
CREATE TABLE notification_template (
    id          uuid PRIMARY KEY,
    event       text        NOT NULL,
    channel     text        NOT NULL CHECK (channel IN ('push', 'sms', 'email')),
    language    text        NOT NULL,
    title       text        NOT NULL,
    text        text        NOT NULL,
    html        text,
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    deleted_at  timestamptz,
    deleted_by  text,
    version     integer     NOT NULL
);
CREATE UNIQUE INDEX notification_template_once ON notification_template (event, channel, language) WHERE deleted_at IS NULL;

INSERT INTO table_class (name, kind, policy) VALUES
    ('push_device',             'technical', true),
    ('notification_preference', 'business',  true),
    ('address_block',           'business',  true),
    ('channel_account',         'business',  true),
    ('notification_template',   'business',  true);
CALL add_policy('push_device', 'agent_id = (SELECT own_agent())');
CALL add_policy('notification_preference', 'person_kind = ''agent'' AND person_id = (SELECT own_agent())');
CALL add_policy('address_block', 'false');
CALL add_policy('channel_account', 'false');
CALL add_policy('notification_template', 'false');
CALL add_audit('notification_preference');
CALL add_audit('address_block');
CALL add_audit('channel_account', '{}', '{sealed}');
CALL add_audit('notification_template');
CREATE TRIGGER stamp_row BEFORE INSERT OR UPDATE ON notification_preference FOR EACH ROW EXECUTE FUNCTION stamp_row();
CREATE TRIGGER stamp_row BEFORE INSERT OR UPDATE ON address_block FOR EACH ROW EXECUTE FUNCTION stamp_row();
CREATE TRIGGER stamp_row BEFORE INSERT OR UPDATE ON channel_account FOR EACH ROW EXECUTE FUNCTION stamp_row();
CREATE TRIGGER stamp_row BEFORE INSERT OR UPDATE ON notification_template FOR EACH ROW EXECUTE FUNCTION stamp_row();
