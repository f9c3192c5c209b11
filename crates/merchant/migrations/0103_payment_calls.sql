-- What a merchant asked the gateway to do with a payment: written down before it is sent, and what became of it.

CREATE TABLE payment_calls (
    id              INTEGER PRIMARY KEY,
    -- The payment, of a simple contract's month the contract, by the gateway's name.
    tracking_id     TEXT    NOT NULL,
    order_reference TEXT    NOT NULL REFERENCES orders (reference),
    action          TEXT    NOT NULL CHECK (action IN ('settle', 'cancel', 'refund')),
    -- In yen; NULL is all of it.
    amount          INTEGER CHECK (amount BETWEEN 1 AND 9999999),
    -- The month whose money it is about, as YYYY-MM.
    month           TEXT,
    -- The program's own name for its request: asked twice, it is one call.
    idempotency_key TEXT    NOT NULL UNIQUE,
    -- SHA-256 of what was asked under it, in hexadecimal digits.
    digest          TEXT    NOT NULL,
    asked_at        INTEGER NOT NULL
) STRICT;

CREATE INDEX payment_calls_of_order ON payment_calls (order_reference, id);
-- Which payment a name stands for.
CREATE INDEX attempts_by_tracking_id ON attempts (tracking_id);
CREATE INDEX outcomes_by_tracking_id ON charge_outcomes (tracking_id);

-- Added when it is known what became of the call. A call without one may have done anything.
CREATE TABLE payment_answers (
    call        INTEGER NOT NULL PRIMARY KEY REFERENCES payment_calls (id),
    -- Whether the gateway has seen what was asked.
    arrived     INTEGER NOT NULL CHECK (arrived IN (0, 1)),
    actor       TEXT,
    effect      TEXT    NOT NULL CHECK (effect IN ('nothing_done', 'done', 'uncertain')),
    follow_up   TEXT    NOT NULL,
    code        TEXT,
    detail      TEXT    NOT NULL,
    answered_at INTEGER NOT NULL
) STRICT;

-- What a person found of a call of which nobody knew what it did.
CREATE TABLE payment_findings (
    call     INTEGER NOT NULL PRIMARY KEY REFERENCES payment_calls (id),
    is_done  INTEGER NOT NULL CHECK (is_done IN (0, 1)),
    found_by TEXT    NOT NULL,
    note     TEXT    NOT NULL,
    found_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER payment_calls_are_not_changed BEFORE UPDATE ON payment_calls BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER payment_calls_are_not_removed BEFORE DELETE ON payment_calls BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER payment_answers_are_not_changed BEFORE UPDATE ON payment_answers
BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER payment_answers_are_not_removed BEFORE DELETE ON payment_answers
BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER payment_findings_are_not_changed BEFORE UPDATE ON payment_findings
BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER payment_findings_are_not_removed BEFORE DELETE ON payment_findings
BEGIN SELECT raise(ABORT, 'append only'); END;
