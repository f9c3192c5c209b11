-- What was used under contracts of pay as you go, and which charge took it.

CREATE TABLE usage (
    id           INTEGER PRIMARY KEY,
    subscription TEXT    NOT NULL REFERENCES subscriptions (reference),
    -- The merchant's own name for it: told twice, it counts once.
    usage_id     TEXT    NOT NULL UNIQUE CHECK (length(usage_id) BETWEEN 1 AND 64),
    amount       INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 9999999),
    used_on      TEXT    NOT NULL,
    description  TEXT    NOT NULL,
    -- Not billed before this day: the one after it was recorded.
    bills_on     TEXT    NOT NULL,
    -- The contract's last event when it was recorded. If the contract ends later, it is not billed any more.
    after_event  INTEGER NOT NULL,
    recorded_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX usage_by_subscription ON usage (subscription);
CREATE INDEX events_by_subscription ON subscription_events (subscription);

-- A charge and what it is for, committed together before the gateway is asked.
CREATE TABLE charged_usage (
    usage        INTEGER NOT NULL REFERENCES usage (id),
    subscription TEXT    NOT NULL,
    due_on       TEXT    NOT NULL,
    PRIMARY KEY (usage, due_on),
    FOREIGN KEY (subscription, due_on) REFERENCES charges (subscription, due_on)
) STRICT;

-- Charges of which it is certain that nothing was taken: refused or not sent before anything was reserved, or looked
-- up by a person after the outcome was unknown or the settlement was refused. Only what they were for may be billed
-- again.
CREATE VIEW charges_not_taken AS
    SELECT o.subscription, o.due_on FROM charge_outcomes o
    WHERE o.outcome = 'failed'
    AND NOT EXISTS (SELECT 1 FROM charge_outcomes p WHERE p.subscription = o.subscription AND p.due_on = o.due_on
                    AND p.outcome = 'paid')
    AND (NOT EXISTS (SELECT 1 FROM charge_outcomes r WHERE r.subscription = o.subscription AND r.due_on = o.due_on
                     AND r.outcome = 'reserved')
         OR EXISTS (SELECT 1 FROM charge_outcomes u WHERE u.subscription = o.subscription AND u.due_on = o.due_on
                    AND u.outcome = 'unknown' AND u.id < o.id)
         OR EXISTS (SELECT 1 FROM subscription_events e WHERE e.subscription = o.subscription
                    AND e.what = 'charge_looked_up' AND json_extract(e.detail, '$.on') = o.due_on
                    AND json_extract(e.detail, '$.says') = 'not_taken'));

CREATE TRIGGER usage_is_not_changed BEFORE UPDATE ON usage BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER usage_is_not_removed BEFORE DELETE ON usage BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER charged_usage_is_not_changed BEFORE UPDATE ON charged_usage BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER charged_usage_is_not_removed BEFORE DELETE ON charged_usage BEGIN SELECT raise(ABORT, 'append only'); END;
