-- What a shop's own programs are told, written by whatever statement changed it: an event is as true as the change, and
-- no way of changing something can forget it. What is told does not change afterwards.
CREATE TABLE events (
    id              INTEGER PRIMARY KEY,
    kind            TEXT    NOT NULL,
    -- What it is about; NULL where no order is known.
    order_reference TEXT    REFERENCES orders (reference),
    -- The request at the gateway, its payment, and the contract, by the gateway's names.
    order_id        TEXT,
    tracking_id     TEXT,
    contract        TEXT,
    amount          INTEGER,
    due_on          TEXT,
    -- The gateway's code, the new state, or why something is on the reconciliation list.
    code            TEXT,
    -- The number of an item of the reconciliation list.
    item            INTEGER,
    at              INTEGER NOT NULL
) STRICT;

CREATE INDEX events_of_order ON events (order_reference, id);
CREATE TRIGGER told_events_are_not_changed BEFORE UPDATE ON events BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER told_events_are_not_removed BEFORE DELETE ON events BEGIN SELECT raise(ABORT, 'append only'); END;

-- Where events are sent.
CREATE TABLE webhook_endpoints (
    id         INTEGER PRIMARY KEY,
    url        TEXT    NOT NULL,
    -- What signs the messages: it is needed as it is.
    secret     TEXT    NOT NULL,
    -- The kinds that are sent, with spaces between them; blank is all.
    kinds      TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    removed_at INTEGER
) STRICT;

CREATE TABLE webhook_deliveries (
    event        INTEGER NOT NULL REFERENCES events (id),
    endpoint     INTEGER NOT NULL REFERENCES webhook_endpoints (id),
    -- Of what the order is kept: one message after the other.
    subject      TEXT    NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('pending', 'delivered', 'dead')),
    tries        INTEGER NOT NULL DEFAULT 0,
    first_at     INTEGER,
    next_at      INTEGER NOT NULL,
    -- Who sends it just now has until then.
    leased_until INTEGER NOT NULL DEFAULT 0,
    -- What was answered last.
    answer       TEXT,
    PRIMARY KEY (endpoint, event)
) STRICT;

CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_at) WHERE state = 'pending';
CREATE INDEX webhook_deliveries_in_order ON webhook_deliveries (endpoint, subject, event) WHERE state = 'pending';
CREATE INDEX webhook_deliveries_of_event ON webhook_deliveries (event);

-- How far time has been looked through for what happens by itself.
CREATE TABLE event_clock (
    single    INTEGER NOT NULL PRIMARY KEY CHECK (single = 1),
    looked_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER events_are_sent AFTER INSERT ON events
BEGIN INSERT INTO webhook_deliveries (event, endpoint, subject, state, next_at)
    SELECT NEW.id, e.id, coalesce(NEW.order_reference, 'item ' || coalesce(NEW.item, 0)), 'pending', 0
    FROM webhook_endpoints e
    WHERE e.removed_at IS NULL AND (e.kinds = '' OR ' ' || e.kinds || ' ' LIKE '% ' || NEW.kind || ' %'); END;

CREATE TRIGGER paid_orders_are_told AFTER UPDATE OF paid_by ON orders
WHEN NEW.plan IS NULL AND NEW.paid_by IS NOT NULL AND OLD.paid_by IS NULL
BEGIN INSERT INTO events (kind, order_reference, order_id, tracking_id, amount, at)
    SELECT 'order.paid', NEW.reference, a.order_id, a.tracking_id, NEW.amount, a.updated_at
    FROM attempts a WHERE a.order_id = NEW.paid_by; END;
CREATE TRIGGER orders_found_unpaid_are_told AFTER UPDATE OF paid_by ON orders
WHEN NEW.plan IS NULL AND NEW.paid_by IS NULL AND OLD.paid_by IS NOT NULL
BEGIN INSERT INTO events (kind, order_reference, order_id, tracking_id, amount, at)
    SELECT 'order.found_unpaid', NEW.reference, a.order_id, a.tracking_id, NEW.amount, a.updated_at
    FROM attempts a WHERE a.order_id = OLD.paid_by; END;
CREATE TRIGGER failed_attempts_are_told AFTER UPDATE OF state ON attempts
WHEN NEW.state = 'failed' AND OLD.state <> 'failed'
BEGIN INSERT INTO events (kind, order_reference, order_id, tracking_id, amount, code, at)
    SELECT 'order.payment_failed', NEW.reference, NEW.order_id, NEW.tracking_id, o.amount, NEW.error_code, NEW.updated_at
    FROM orders o WHERE o.reference = NEW.reference AND o.paid_by IS NULL; END;
CREATE TRIGGER withdrawn_orders_are_told AFTER UPDATE OF withdrawn_at ON orders
WHEN NEW.withdrawn_at IS NOT NULL AND OLD.withdrawn_at IS NULL
BEGIN INSERT INTO events (kind, order_reference, amount, at)
    VALUES ('order.withdrawn', NEW.reference, NEW.amount, NEW.withdrawn_at); END;

CREATE TRIGGER contracts_are_told AFTER INSERT ON subscription_events
WHEN NEW.what IN ('active', 'suspended', 'suspension_lifted', 'cancelled', 'ended_by_carrier', 'ended_last_month',
    'expired')
BEGIN INSERT INTO events (kind, order_reference, contract, amount, code, at)
    SELECT CASE NEW.what WHEN 'active' THEN
            CASE WHEN EXISTS (SELECT 1 FROM subscription_events e WHERE e.subscription = NEW.subscription
                AND e.what = 'active' AND e.id < NEW.id) THEN 'contract.renewed' ELSE 'contract.joined' END
        WHEN 'suspended' THEN 'contract.suspended' WHEN 'suspension_lifted' THEN 'contract.resumed'
        ELSE 'contract.ended' END,
        s.order_reference, s.tracking_id, s.amount,
        CASE NEW.what WHEN 'active' THEN NULL WHEN 'suspension_lifted' THEN NULL WHEN 'suspended' THEN NEW.detail
        ELSE NEW.what END, NEW.at
    FROM subscriptions s WHERE s.reference = NEW.subscription
        -- An ending may be written down twice: by the payer's word and by the gateway's notice.
        AND (NEW.what IN ('active', 'suspended', 'suspension_lifted') OR NOT EXISTS (SELECT 1 FROM events x
            WHERE x.order_reference = s.order_reference AND x.kind = 'contract.ended' AND x.id > coalesce((SELECT max(y.id)
            FROM events y WHERE y.order_reference = s.order_reference
            AND y.kind IN ('contract.joined', 'contract.renewed')), 0))); END;

CREATE TRIGGER charges_are_told AFTER INSERT ON charge_outcomes
WHEN NEW.outcome IN ('paid', 'failed', 'unknown')
BEGIN INSERT INTO events (kind, order_reference, order_id, tracking_id, contract, amount, due_on, code, at)
    SELECT CASE NEW.outcome WHEN 'paid' THEN 'contract.charged' WHEN 'failed' THEN 'contract.charge_failed'
        ELSE 'contract.charge_uncertain' END,
        s.order_reference, c.order_id, coalesce(NEW.tracking_id, (SELECT r.tracking_id FROM charge_outcomes r
            WHERE r.subscription = NEW.subscription AND r.due_on = NEW.due_on AND r.outcome = 'reserved')),
        s.tracking_id, c.amount, NEW.due_on, NEW.code, NEW.at
    FROM charges c JOIN subscriptions s ON s.reference = c.subscription
    WHERE c.subscription = NEW.subscription AND c.due_on = NEW.due_on; END;

CREATE TRIGGER payment_answers_are_told AFTER INSERT ON payment_answers
BEGIN INSERT INTO events (kind, order_reference, tracking_id, contract, amount, due_on, code, at)
    SELECT 'payment.' || CASE k.action WHEN 'settle' THEN 'settlement' WHEN 'cancel' THEN 'cancellation' ELSE 'refund' END
        || CASE NEW.effect WHEN 'done' THEN '_done' WHEN 'nothing_done' THEN '_failed' ELSE '_uncertain' END,
        k.order_reference, k.tracking_id,
        (SELECT s.tracking_id FROM subscriptions s WHERE s.order_reference = k.order_reference), k.amount, k.month, NEW.code, NEW.answered_at
    FROM payment_calls k WHERE k.id = NEW.call; END;
CREATE TRIGGER payment_findings_are_told AFTER INSERT ON payment_findings
BEGIN INSERT INTO events (kind, order_reference, tracking_id, contract, amount, due_on, at)
    SELECT 'payment.' || CASE k.action WHEN 'settle' THEN 'settlement' WHEN 'cancel' THEN 'cancellation' ELSE 'refund' END
        || CASE NEW.is_done WHEN 1 THEN '_done' ELSE '_failed' END,
        k.order_reference, k.tracking_id,
        (SELECT s.tracking_id FROM subscriptions s WHERE s.order_reference = k.order_reference), k.amount, k.month, NEW.found_at
    FROM payment_calls k WHERE k.id = NEW.call; END;

CREATE TRIGGER reconciliation_is_told AFTER INSERT ON reconciliation_items
BEGIN INSERT INTO events (kind, order_reference, order_id, tracking_id, code, item, at)
    SELECT 'reconciliation.opened',
        coalesce(CASE NEW.subject_kind
        WHEN 'order' THEN (SELECT o.reference FROM orders o WHERE o.reference = NEW.subject)
        WHEN 'contract' THEN (SELECT s.order_reference FROM subscriptions s WHERE s.reference = NEW.subject)
        WHEN 'charge' THEN (SELECT s.order_reference FROM subscriptions s
            WHERE s.reference = substr(NEW.subject, 1, length(NEW.subject) - length('/YYYY-MM-DD'))) END,
            (SELECT a.reference FROM attempts a WHERE a.order_id = NEW.order_id)),
        NEW.order_id, NEW.tracking_id, NEW.kind, NEW.id, NEW.opened_at; END;
