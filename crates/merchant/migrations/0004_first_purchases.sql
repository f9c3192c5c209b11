-- Fixed-term contracts that are joined by their first purchase (A01-1 with pay_type 2).

-- What A01-1 asked for; NULL where D01-1 asked for a contract, without an amount.
ALTER TABLE attempts ADD COLUMN amount INTEGER CHECK (amount BETWEEN 1 AND 9999999);
ALTER TABLE attempts ADD COLUMN tax INTEGER CHECK (tax BETWEEN 0 AND amount);

-- Until now every fixed-term contract was asked for by D01-1.
UPDATE attempts SET (amount, tax) = (SELECT o.amount, o.tax FROM orders o WHERE o.reference = attempts.reference)
WHERE reference IN (SELECT reference FROM orders WHERE plan IS NULL OR json_extract(plan, '$.method') <> 'fixed_term');

-- What a payer reserved by joining and this server settles. Whoever begins it asks the gateway, so that it is asked once.
CREATE TABLE settlements (
    subscription TEXT    NOT NULL,
    due_on       TEXT    NOT NULL,
    -- The gateway's name for the payment.
    tracking_id  TEXT    NOT NULL,
    begun_at     INTEGER,
    PRIMARY KEY (subscription, due_on),
    FOREIGN KEY (subscription, due_on) REFERENCES charges (subscription, due_on)
) STRICT;

CREATE INDEX settlements_to_begin ON settlements (due_on, subscription) WHERE begun_at IS NULL;

CREATE TRIGGER settlements_are_begun_once BEFORE UPDATE ON settlements
WHEN OLD.begun_at IS NOT NULL OR NEW.begun_at IS NULL OR NEW.subscription <> OLD.subscription
    OR NEW.due_on <> OLD.due_on OR NEW.tracking_id <> OLD.tracking_id
BEGIN SELECT raise(ABORT, 'begun once'); END;
CREATE TRIGGER settlements_are_not_removed BEFORE DELETE ON settlements BEGIN SELECT raise(ABORT, 'append only'); END;
