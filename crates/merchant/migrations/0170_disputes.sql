-- Chargebacks and investigations of the carrier about payments: what was told, and what became of it. Rows are only
-- ever added.
CREATE TABLE disputes (
    id              INTEGER PRIMARY KEY,
    kind            TEXT    NOT NULL CHECK (kind IN ('chargeback', 'investigation')),
    -- Who told: the gateway, or a card company by itself.
    source          TEXT    NOT NULL CHECK (source IN ('gateway', 'card_company')),
    -- The payment: its order, its name at the gateway, and of a contract that the gateway bills the month.
    order_reference TEXT    NOT NULL REFERENCES orders (reference),
    tracking_id     TEXT    NOT NULL,
    month           TEXT,
    -- What is in dispute, in yen.
    amount          INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 9999999),
    received_on     TEXT    NOT NULL,
    -- The last day for an answer, where the notice has one.
    answer_by       TEXT,
    -- The number of the notice; blank where it has none.
    notice          TEXT    NOT NULL
) STRICT;

CREATE INDEX disputes_of_order ON disputes (order_reference);

-- The latest step says where a dispute stands; the first is that it was received.
CREATE TABLE dispute_steps (
    id      INTEGER PRIMARY KEY,
    dispute INTEGER NOT NULL REFERENCES disputes (id),
    state   TEXT    NOT NULL CHECK (state IN ('received', 'answered', 'fixed', 'withdrawn')),
    -- The day in Japan on which it was so.
    on_day  TEXT    NOT NULL,
    said_by TEXT    NOT NULL,
    note    TEXT    NOT NULL,
    at      INTEGER NOT NULL
) STRICT;

-- Pressed twice, it is written down once.
CREATE UNIQUE INDEX dispute_steps_once ON dispute_steps (dispute, state);

CREATE TRIGGER disputes_are_not_changed BEFORE UPDATE ON disputes BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER disputes_are_not_removed BEFORE DELETE ON disputes BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER dispute_steps_are_not_changed BEFORE UPDATE ON dispute_steps BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER dispute_steps_are_not_removed BEFORE DELETE ON dispute_steps BEGIN SELECT raise(ABORT, 'append only'); END;
