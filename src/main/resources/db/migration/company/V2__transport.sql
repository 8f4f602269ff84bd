-- Transport: customers, vehicles, agents, bookings and what follows from them.
CREATE TABLE customer (
    id          uuid PRIMARY KEY,
    name        text        NOT NULL,
    email       text        NOT NULL,
    phone       text        NOT NULL,
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    deleted_at  timestamptz,
    deleted_by  text,
    version     integer     NOT NULL
);
CREATE UNIQUE INDEX customer_email ON customer (lower(email)) WHERE deleted_at IS NULL;

CREATE TABLE vehicle (
    id                uuid PRIMARY KEY,
    plate             text          NOT NULL,
    make              text          NOT NULL,
    model             text          NOT NULL,
    type              text          NOT NULL CHECK (type IN ('sedan', 'suv', 'van', 'minibus', 'luxury', 'wheelchair')),
    capacity          integer       NOT NULL CHECK (capacity > 0),
    luggage_capacity  integer       NOT NULL CHECK (luggage_capacity >= 0),
    status            text          NOT NULL CHECK (status IN ('available', 'in_service', 'maintenance', 'retired')),
    hourly_rate       numeric(12,2) NOT NULL CHECK (hourly_rate >= 0),
    mileage           integer       NOT NULL DEFAULT 0 CHECK (mileage >= 0),
    next_service_due  date,
    insurance_expiry  date,
    created_at        timestamptz   NOT NULL,
    created_by        text          NOT NULL,
    updated_at        timestamptz   NOT NULL,
    updated_by        text          NOT NULL,
    deleted_at        timestamptz,
    deleted_by        text,
    version           integer       NOT NULL
);
CREATE UNIQUE INDEX vehicle_plate ON vehicle (upper(plate)) WHERE deleted_at IS NULL;
CREATE INDEX vehicle_type ON vehicle (type, hourly_rate, mileage) WHERE deleted_at IS NULL;

CREATE TABLE agent (
    id                 uuid PRIMARY KEY,
    user_id            uuid,
    name               text         NOT NULL,
    email              text         NOT NULL,
    phone              text         NOT NULL,
    status             text         NOT NULL CHECK (status IN ('active', 'on_break', 'off_duty')),
    home_lat           double precision CHECK (home_lat BETWEEN -90 AND 90),
    home_lng           double precision CHECK (home_lng BETWEEN -180 AND 180),
    position_lat       double precision CHECK (position_lat BETWEEN -90 AND 90),
    position_lng       double precision CHECK (position_lng BETWEEN -180 AND 180),
    position_at        timestamptz,
    current_vehicle_id uuid REFERENCES vehicle (id),
    rating             numeric(3,2) NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5),
    rating_count       integer      NOT NULL DEFAULT 0 CHECK (rating_count >= 0),
    -- The exact sum of stars, of which rating is the rounded mean; null until the first rating is counted here.
    rating_sum         bigint CHECK (rating_sum >= 0),
    trip_count         integer      NOT NULL DEFAULT 0 CHECK (trip_count >= 0),
    created_at         timestamptz  NOT NULL,
    created_by         text         NOT NULL,
    updated_at         timestamptz  NOT NULL,
    updated_by         text         NOT NULL,
    deleted_at         timestamptz,
    deleted_by         text,
    version            integer      NOT NULL
);
CREATE UNIQUE INDEX agent_email ON agent (lower(email)) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX agent_user ON agent (user_id) WHERE deleted_at IS NULL AND user_id IS NOT NULL;
CREATE UNIQUE INDEX agent_vehicle ON agent (current_vehicle_id) WHERE deleted_at IS NULL AND current_vehicle_id IS NOT NULL;

CREATE TABLE booking (
    id                    uuid PRIMARY KEY,
    reference             text          NOT NULL UNIQUE,
    status                text          NOT NULL CHECK (status IN ('pending', 'awaiting_assignment', 'assigned', 'accepted',
                              'en_route_pickup', 'arrived', 'in_progress', 'completed', 'invoiced', 'cancelled')),
    customer_id           uuid          NOT NULL REFERENCES customer (id),
    pickup_address        text          NOT NULL,
    pickup_lat            double precision NOT NULL CHECK (pickup_lat BETWEEN -90 AND 90),
    pickup_lng            double precision NOT NULL CHECK (pickup_lng BETWEEN -180 AND 180),
    dropoff_address       text          NOT NULL,
    dropoff_lat           double precision NOT NULL CHECK (dropoff_lat BETWEEN -90 AND 90),
    dropoff_lng           double precision NOT NULL CHECK (dropoff_lng BETWEEN -180 AND 180),
    pickup_at             timestamptz   NOT NULL,
    passengers            integer       NOT NULL CHECK (passengers > 0),
    luggage               integer       NOT NULL CHECK (luggage >= 0),
    vehicle_type          text          NOT NULL,
    payment_method        text          NOT NULL CHECK (payment_method IN ('card', 'account', 'cash')),
    payment_status        text          NOT NULL CHECK (payment_status IN ('unpaid', 'paid', 'on_account', 'on_completion')),
    priority              text          NOT NULL CHECK (priority IN ('normal', 'high', 'urgent')),
    notes                 text          NOT NULL DEFAULT '',
    currency              char(3)       NOT NULL,
    price_estimate        numeric(12,2),
    distance_km           numeric(9,3),
    duration_minutes      integer,
    approach_minutes      integer,
    turnaround_minutes    integer,
    preferred_agent_id    uuid REFERENCES agent (id),
    dispatch_requested_at timestamptz,
    actual_distance_km    numeric(9,3),
    actual_duration_minutes integer,
    waiting_minutes       integer,
    completion_notes      text,
    cancelled_from        text,
    cancelled_by          text,
    cancellation_reason   text,
    cancelled_at          timestamptz,
    refund_share          integer CHECK (refund_share BETWEEN 0 AND 100),
    refund_amount         numeric(12,2),
    created_at            timestamptz   NOT NULL,
    created_by            text          NOT NULL,
    updated_at            timestamptz   NOT NULL,
    updated_by            text          NOT NULL,
    deleted_at            timestamptz,
    deleted_by            text,
    version               integer       NOT NULL
);
CREATE INDEX booking_status ON booking (status, pickup_at, id) WHERE deleted_at IS NULL;
CREATE INDEX booking_pickup ON booking (pickup_at, id) WHERE deleted_at IS NULL;
CREATE INDEX booking_customer ON booking (customer_id);

CREATE TABLE dispatch_decision (
    id               uuid PRIMARY KEY,
    booking_id       uuid        NOT NULL REFERENCES booking (id),
    at               timestamptz NOT NULL,
    round            integer     NOT NULL,
    decision_key     bigint,
    decision_version integer,
    ranked           jsonb       NOT NULL,
    facts            jsonb       NOT NULL,
    rejected_counts  jsonb       NOT NULL,
    rejected_nearest jsonb       NOT NULL,
    outcome          text        NOT NULL DEFAULT 'ranked' CHECK (outcome IN ('ranked', 'assigned', 'nobody', 'closed')),
    agent_id         uuid
);
CREATE INDEX dispatch_decision_booking ON dispatch_decision (booking_id, at);

CREATE TABLE assignment (
    id                 uuid PRIMARY KEY,
    booking_id         uuid        NOT NULL REFERENCES booking (id),
    agent_id           uuid        NOT NULL REFERENCES agent (id),
    vehicle_id         uuid        NOT NULL REFERENCES vehicle (id),
    status             text        NOT NULL CHECK (status IN ('assigned', 'accepted', 'en_route_pickup', 'arrived', 'in_progress',
                           'completed', 'declined', 'expired', 'reassigned', 'cancelled')),
    active             boolean     NOT NULL,
    during             tstzrange   NOT NULL CHECK (NOT isempty(during)),
    method             text        NOT NULL CHECK (method IN ('automatic', 'manual', 'override')),
    round              integer     NOT NULL DEFAULT 1,
    decision_id        uuid REFERENCES dispatch_decision (id),
    assigned_by        text        NOT NULL,
    assigned_at        timestamptz NOT NULL,
    accepted_at        timestamptz,
    en_route_at        timestamptz,
    arrived_at         timestamptz,
    picked_up_at       timestamptz,
    completed_at       timestamptz,
    released_at        timestamptz,
    reason             text,
    created_at         timestamptz NOT NULL,
    created_by         text        NOT NULL,
    updated_at         timestamptz NOT NULL,
    updated_by         text        NOT NULL,
    deleted_at         timestamptz,
    deleted_by         text,
    version            integer     NOT NULL,
    -- No double booking: a constraint, not a check.
    CONSTRAINT assignment_agent_free EXCLUDE USING gist (agent_id WITH =, during WITH &&) WHERE (active),
    CONSTRAINT assignment_vehicle_free EXCLUDE USING gist (vehicle_id WITH =, during WITH &&) WHERE (active)
);
CREATE UNIQUE INDEX assignment_current ON assignment (booking_id) WHERE active;
CREATE INDEX assignment_booking ON assignment (booking_id, assigned_at);
CREATE INDEX assignment_agent ON assignment (agent_id, assigned_at DESC);
CREATE INDEX assignment_active_during ON assignment USING gist (during) WHERE active;

CREATE TABLE trip_log (
    seq           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    booking_id    uuid        NOT NULL REFERENCES booking (id),
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
CREATE INDEX trip_log_booking ON trip_log (booking_id, seq);
CREATE INDEX trip_log_agent ON trip_log (agent_id, seq);

-- Gapless numbers: the row is locked by whoever takes the next one, in the invoice's own transaction.
CREATE TABLE number_series (
    series text PRIMARY KEY,
    last   bigint NOT NULL
);

CREATE TABLE trip_price (
    id          uuid PRIMARY KEY,
    booking_id  uuid          NOT NULL UNIQUE REFERENCES booking (id),
    lines       jsonb         NOT NULL,
    total       numeric(12,2) NOT NULL,
    currency    char(3)       NOT NULL,
    decision_key bigint,
    decision_version integer,
    priced_at   timestamptz   NOT NULL
);

CREATE TABLE invoice (
    id           uuid PRIMARY KEY,
    number       text          NOT NULL UNIQUE,
    booking_id   uuid          NOT NULL UNIQUE REFERENCES booking (id),
    customer_id  uuid          NOT NULL REFERENCES customer (id),
    lines        jsonb         NOT NULL,
    total        numeric(12,2) NOT NULL,
    currency     char(3)       NOT NULL,
    issued_at    timestamptz   NOT NULL,
    created_at   timestamptz   NOT NULL,
    created_by   text          NOT NULL,
    updated_at   timestamptz   NOT NULL,
    updated_by   text          NOT NULL,
    deleted_at   timestamptz,
    deleted_by   text,
    version      integer       NOT NULL
);
CREATE INDEX invoice_issued ON invoice (issued_at, id);

-- One-use link with which the customer rates a trip; only the token's hash is kept.
CREATE TABLE rating_link (
    token_hash bytea PRIMARY KEY,
    booking_id uuid        NOT NULL REFERENCES booking (id),
    agent_id   uuid        NOT NULL REFERENCES agent (id),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX rating_link_booking ON rating_link (booking_id);

CREATE TABLE review (
    id          uuid PRIMARY KEY,
    booking_id  uuid        NOT NULL UNIQUE REFERENCES booking (id),
    agent_id    uuid        NOT NULL REFERENCES agent (id),
    stars       integer     NOT NULL CHECK (stars BETWEEN 1 AND 5),
    comment     text        NOT NULL DEFAULT '',
    created_at  timestamptz NOT NULL
);
CREATE INDEX review_agent ON review (agent_id);

-- The ledger of messages: a row under a unique key before anything is sent.
CREATE TABLE notification (
    id             uuid PRIMARY KEY,
    dedup_key      text        NOT NULL UNIQUE,
    event          text        NOT NULL,
    recipient_kind text        NOT NULL CHECK (recipient_kind IN ('agent', 'customer', 'staff')),
    recipient_id   uuid        NOT NULL,
    booking_id     uuid REFERENCES booking (id),
    assignment_id  uuid REFERENCES assignment (id),
    channel        text        NOT NULL CHECK (channel IN ('in_app', 'push', 'sms', 'email')),
    state          text        NOT NULL CHECK (state IN ('queued', 'sent', 'delivered', 'read', 'failed', 'suppressed')),
    title          text        NOT NULL,
    body           text        NOT NULL,
    detail         text,
    created_at     timestamptz NOT NULL,
    sent_at        timestamptz,
    read_at        timestamptz
);
CREATE INDEX notification_recipient ON notification (recipient_id, created_at DESC);
CREATE INDEX notification_booking ON notification (booking_id);

-- References need not be gapless, so a sequence makes them without a lock.
CREATE SEQUENCE booking_reference;
