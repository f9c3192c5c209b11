-- Recurring contracts, what was billed under them, and what happened to them.
-- Days are YYYY-MM-DD in Japan; amounts are whole yen; moments are seconds since 1970-01-01T00:00:00Z.

-- The terms of the plan, frozen as JSON; NULL for a one-time purchase.
ALTER TABLE orders ADD COLUMN plan TEXT;

CREATE TABLE subscriptions (
    -- The payer's secret link; nobody can guess it.
    reference       TEXT    NOT NULL PRIMARY KEY,
    order_reference TEXT    NOT NULL UNIQUE REFERENCES orders (reference),
    customer_code   TEXT    NOT NULL,
    plan            TEXT    NOT NULL,
    item_id         TEXT    NOT NULL,
    item_name       TEXT    NOT NULL,
    amount          INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 9999999),
    tax_percent     INTEGER NOT NULL CHECK (tax_percent BETWEEN 0 AND 100),
    -- The contract as JSON: every date and amount follows from it.
    recurring       TEXT    NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('pending', 'active', 'cancellation_pending', 'cancelled',
                    'ended_by_carrier', 'ended_last_month', 'expired', 'unknown')),
    -- The gateway's name for the contract.
    tracking_id     TEXT    UNIQUE,
    -- No charge before this day: that of joining, or of the last application.
    bills_from      TEXT    NOT NULL,
    ends_on         TEXT,
    -- A charge that did not go through; later ones are suspended until the payer applies again.
    problem_code    TEXT,
    problem_on      TEXT,
    receipt_number  TEXT    UNIQUE,
    receipt_on      TEXT,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL
) STRICT;

-- One customer has one plan at most once.
CREATE UNIQUE INDEX subscriptions_in_force ON subscriptions (customer_code, plan)
    WHERE state IN ('active', 'cancellation_pending', 'unknown');

CREATE INDEX subscriptions_by_state ON subscriptions (state);

-- Money. A row is committed before the gateway is asked, so that one charge is asked for once, whoever asks.
CREATE TABLE charges (
    subscription TEXT    NOT NULL REFERENCES subscriptions (reference),
    due_on       TEXT    NOT NULL,
    amount       INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 9999999),
    -- NULL where the gateway bills by itself.
    order_id     TEXT    UNIQUE,
    begun_at     INTEGER NOT NULL,
    PRIMARY KEY (subscription, due_on)
) STRICT;

-- What became of a charge. One without an outcome is unknown: nobody asks again.
CREATE TABLE charge_outcomes (
    id           INTEGER PRIMARY KEY,
    subscription TEXT    NOT NULL,
    due_on       TEXT    NOT NULL,
    outcome      TEXT    NOT NULL CHECK (outcome IN ('reserved', 'paid', 'failed', 'unknown')),
    -- The gateway's name for the payment.
    tracking_id  TEXT,
    code         TEXT,
    at           INTEGER NOT NULL,
    UNIQUE (subscription, due_on, outcome),
    FOREIGN KEY (subscription, due_on) REFERENCES charges (subscription, due_on)
) STRICT;

CREATE TRIGGER charges_are_not_changed BEFORE UPDATE ON charges BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER charges_are_not_removed BEFORE DELETE ON charges BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER outcomes_are_not_changed BEFORE UPDATE ON charge_outcomes BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER outcomes_are_not_removed BEFORE DELETE ON charge_outcomes BEGIN SELECT raise(ABORT, 'append only'); END;

-- What happened to a contract, in order.
CREATE TABLE subscription_events (
    id           INTEGER PRIMARY KEY,
    subscription TEXT    NOT NULL REFERENCES subscriptions (reference),
    what         TEXT    NOT NULL,
    detail       TEXT,
    at           INTEGER NOT NULL
) STRICT;

CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON subscription_events BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER events_are_not_removed BEFORE DELETE ON subscription_events BEGIN SELECT raise(ABORT, 'append only'); END;

-- Applications to make a contract again (D01-1, service_type 2).
CREATE TABLE reapplications (
    order_id     TEXT    NOT NULL PRIMARY KEY,
    subscription TEXT    NOT NULL REFERENCES subscriptions (reference),
    -- Names the application in the return addresses.
    token        TEXT    NOT NULL UNIQUE,
    -- The contract that was asked for, as JSON.
    recurring    TEXT    NOT NULL,
    requested_at INTEGER NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('requested', 'done', 'failed', 'refused')),
    tracking_id  TEXT,
    error_code   TEXT
) STRICT;
