-- Refunds that the carrier's own billing kept waiting: certainly not done, and asked for again by this schedule.
CREATE TABLE refund_retries (
    -- The call that was to wait.
    call            BIGINT NOT NULL PRIMARY KEY REFERENCES payment_calls (id),
    -- The last one that was made for it.
    last_call       BIGINT NOT NULL REFERENCES payment_calls (id),
    tracking_id     TEXT    NOT NULL,
    month           TEXT,
    amount          BIGINT,
    -- How often it was asked for again.
    tries           BIGINT NOT NULL DEFAULT 0,
    next_at         BIGINT NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('waiting', 'done', 'given_up'))
);

CREATE INDEX refund_retries_due ON refund_retries (next_at) WHERE state = 'waiting';
CREATE INDEX refund_retries_of_payment ON refund_retries (tracking_id) WHERE state = 'waiting';

-- What is asked for again is not told as failed.
CREATE OR REPLACE FUNCTION payment_answers_are_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.effect = 'nothing_done' AND EXISTS (SELECT 1 FROM refund_retries r
        WHERE r.state = 'waiting' AND r.last_call = NEW.call) THEN
        RETURN NULL;
    END IF;
    INSERT INTO events (kind, order_reference, tracking_id, contract, amount, due_on, code, at)
    SELECT 'payment.' || CASE k.action WHEN 'settle' THEN 'settlement' WHEN 'cancel' THEN 'cancellation' ELSE 'refund' END
        || CASE NEW.effect WHEN 'done' THEN '_done' WHEN 'nothing_done' THEN '_failed' ELSE '_uncertain' END,
        k.order_reference, k.tracking_id,
        (SELECT s.tracking_id FROM subscriptions s WHERE s.order_reference = k.order_reference), k.amount, k.month, NEW.code, NEW.answered_at
    FROM payment_calls k WHERE k.id = NEW.call;
    RETURN NULL;
END $$;
