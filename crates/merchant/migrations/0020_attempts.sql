-- Every call of the API type, before it is sent and after it is answered; what is still to be done
-- about a charge; and whether the billing run may go on.

-- Committed before the gateway is asked.
CREATE TABLE gateway_calls (
    id           INTEGER PRIMARY KEY,
    function     TEXT    NOT NULL,
    subscription TEXT    NOT NULL REFERENCES subscriptions (reference),
    -- The charge that it is for and its number among that charge's calls; NULL for the end of a contract.
    due_on       TEXT,
    number       INTEGER CHECK (number >= 1),
    -- The order id of a purchase.
    order_id     TEXT,
    -- The payment or the contract that it names.
    tracking_id  TEXT    NOT NULL,
    asked_at     INTEGER NOT NULL,
    CHECK ((due_on IS NULL) = (number IS NULL)),
    UNIQUE (subscription, due_on, number),
    FOREIGN KEY (subscription, due_on) REFERENCES charges (subscription, due_on)
) STRICT;

-- Added when it is known what became of the call. A call without one may have done anything.
CREATE TABLE gateway_answers (
    id          INTEGER PRIMARY KEY,
    call        INTEGER NOT NULL UNIQUE REFERENCES gateway_calls (id),
    -- Whether the gateway has seen what was asked.
    arrived     INTEGER NOT NULL CHECK (arrived IN (0, 1)),
    actor       TEXT,
    effect      TEXT    NOT NULL CHECK (effect IN ('nothing_done', 'done', 'uncertain')),
    follow_up   TEXT    NOT NULL CHECK (follow_up IN ('count_as_done', 'suspend_and_tell_payer', 'stop_run',
                'wait_and_retry', 'reconcile')),
    code        TEXT,
    -- The gateway's name for what it made.
    tracking_id TEXT,
    detail      TEXT    NOT NULL,
    answered_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER calls_are_not_changed BEFORE UPDATE ON gateway_calls BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER calls_are_not_removed BEFORE DELETE ON gateway_calls BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER answers_are_not_changed BEFORE UPDATE ON gateway_answers BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER answers_are_not_removed BEFORE DELETE ON gateway_answers BEGIN SELECT raise(ABORT, 'append only'); END;

-- The charges of which it is still open what becomes of them, with the moment at which a run looks at each again: a
-- work list, which follows from the rows above.
CREATE TABLE charges_at_work (
    subscription TEXT    NOT NULL,
    due_on       TEXT    NOT NULL,
    look_at      INTEGER NOT NULL,
    PRIMARY KEY (subscription, due_on),
    FOREIGN KEY (subscription, due_on) REFERENCES charges (subscription, due_on)
) STRICT;

CREATE INDEX charges_to_look_at ON charges_at_work (look_at);

CREATE TRIGGER closed_charges_leave_the_work_list AFTER INSERT ON charge_outcomes
WHEN NEW.outcome <> 'reserved'
BEGIN DELETE FROM charges_at_work WHERE subscription = NEW.subscription AND due_on = NEW.due_on; END;

CREATE TRIGGER first_purchases_are_to_be_settled AFTER INSERT ON settlements
BEGIN INSERT INTO charges_at_work (subscription, due_on, look_at) VALUES (NEW.subscription, NEW.due_on, 0)
    ON CONFLICT DO NOTHING; END;

-- The day from which on a run looks at a contract again; blank is at once. Whatever may change what is due says so.
ALTER TABLE subscriptions ADD COLUMN look_on TEXT NOT NULL DEFAULT '';
-- How often that was said: a run that has looked before does not unsay it.
ALTER TABLE subscriptions ADD COLUMN looks INTEGER NOT NULL DEFAULT 0;

DROP INDEX subscriptions_by_state;
CREATE INDEX subscriptions_to_look_at ON subscriptions (state, look_on, reference);

CREATE TRIGGER changed_contracts_are_looked_at
AFTER UPDATE OF state, tracking_id, recurring, bills_from, problem_code ON subscriptions
BEGIN UPDATE subscriptions SET look_on = '', looks = looks + 1 WHERE reference = NEW.reference; END;
CREATE TRIGGER contracts_with_new_outcomes_are_looked_at AFTER INSERT ON charge_outcomes
BEGIN UPDATE subscriptions SET look_on = '', looks = looks + 1 WHERE reference = NEW.subscription; END;
CREATE TRIGGER contracts_with_new_use_are_looked_at AFTER INSERT ON usage
BEGIN UPDATE subscriptions SET look_on = '', looks = looks + 1 WHERE reference = NEW.subscription; END;

-- The latest moment at which a run has looked.
CREATE TABLE billing_clock (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    last_run_at INTEGER NOT NULL
) STRICT;

-- Why the run stands still, until a person releases it; one at a time.
CREATE TABLE billing_holds (
    id          INTEGER PRIMARY KEY,
    reason      TEXT    NOT NULL,
    detail      TEXT    NOT NULL,
    held_at     INTEGER NOT NULL,
    held_by     TEXT,
    released_at INTEGER,
    released_by TEXT,
    note        TEXT,
    CHECK ((released_at IS NULL) = (released_by IS NULL))
) STRICT;

CREATE UNIQUE INDEX billing_held ON billing_holds ((released_at IS NULL)) WHERE released_at IS NULL;

CREATE TRIGGER holds_are_released_once BEFORE UPDATE ON billing_holds
WHEN OLD.released_at IS NOT NULL OR NEW.released_at IS NULL
    OR (OLD.id, OLD.reason, OLD.detail, OLD.held_at, OLD.held_by) IS NOT
    (NEW.id, NEW.reason, NEW.detail, NEW.held_at, NEW.held_by)
BEGIN SELECT raise(ABORT, 'released once'); END;
CREATE TRIGGER holds_are_not_removed BEFORE DELETE ON billing_holds BEGIN SELECT raise(ABORT, 'append only'); END;

-- What was asked for until now, one purchase and one settlement a charge.
INSERT INTO gateway_calls (function, subscription, due_on, number, order_id, tracking_id, asked_at)
SELECT 'ST01-00104-402', c.subscription, c.due_on, 1, c.order_id, coalesce(s.tracking_id, ''), c.begun_at
FROM charges c JOIN subscriptions s ON s.reference = c.subscription
WHERE c.order_id IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM settlements f WHERE f.subscription = c.subscription AND f.due_on = c.due_on);

INSERT INTO gateway_answers (call, arrived, effect, follow_up, tracking_id, detail, answered_at)
SELECT k.id, 1, 'done', 'count_as_done', o.tracking_id, '', o.at
FROM gateway_calls k JOIN charge_outcomes o ON o.subscription = k.subscription AND o.due_on = k.due_on
WHERE o.outcome = 'reserved';

INSERT INTO gateway_calls (function, subscription, due_on, number, tracking_id, asked_at)
SELECT 'ST02-00201-402', o.subscription, o.due_on, 2, o.tracking_id, o.at
FROM charge_outcomes o JOIN gateway_calls k ON k.subscription = o.subscription AND k.due_on = o.due_on AND k.number = 1
WHERE o.outcome = 'reserved';

INSERT INTO gateway_calls (function, subscription, due_on, number, tracking_id, asked_at)
SELECT 'ST02-00201-402', subscription, due_on, 1, tracking_id, begun_at FROM settlements WHERE begun_at IS NOT NULL;

-- What is open of that: a purchase that broke off is uncertain, a settlement is asked for again, and both are said by
-- the next run.
INSERT INTO charges_at_work (subscription, due_on, look_at)
SELECT c.subscription, c.due_on, 0 FROM charges c WHERE c.order_id IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM charge_outcomes o WHERE o.subscription = c.subscription AND o.due_on = c.due_on
                AND o.outcome <> 'reserved');
