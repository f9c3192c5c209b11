-- Requests that a payer's browser posts about a contract that there is: to make it again (D01-1, service_type 2), or to
-- leave it (A01-1 with service_type 1 for one that the gateway bills, D01-1 with service_type 1 for the others).

CREATE TABLE contract_requests (
    order_id     TEXT    NOT NULL PRIMARY KEY,
    subscription TEXT    NOT NULL REFERENCES subscriptions (reference),
    -- Names the request in the return addresses.
    token        TEXT    NOT NULL UNIQUE,
    -- The gateway's name for the contract when it was asked.
    contract     TEXT    NOT NULL,
    -- The terms to make it again with, as JSON; NULL to leave it.
    recurring    TEXT,
    requested_at INTEGER NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('requested', 'done', 'failed', 'refused')),
    -- The gateway's name for what it made.
    tracking_id  TEXT,
    error_code   TEXT,
    -- Where the browser said it came from: not proof of anything.
    hint         TEXT    CHECK (hint IN ('success', 'cancel', 'error'))
) STRICT;

INSERT INTO contract_requests
SELECT r.order_id, r.subscription, r.token, coalesce(s.tracking_id, ''), r.recurring, r.requested_at, r.state, r.tracking_id, r.error_code, NULL
FROM reapplications r JOIN subscriptions s ON s.reference = r.subscription;

DROP TABLE reapplications;

CREATE INDEX contract_requests_of_subscription ON contract_requests (subscription, requested_at);
