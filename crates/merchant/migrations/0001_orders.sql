-- What was ordered, each request to pay for it, and every notification as it came.
-- Amounts are whole yen; moments are seconds since 1970-01-01T00:00:00Z.

CREATE TABLE orders (
    reference     TEXT    NOT NULL PRIMARY KEY,
    language      TEXT    NOT NULL CHECK (language IN ('ja', 'en')),
    product       TEXT    NOT NULL,
    quantity      INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 99),
    item_id       TEXT    NOT NULL,
    item_name     TEXT    NOT NULL,
    amount        INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 9999999),
    tax           INTEGER NOT NULL CHECK (tax BETWEEN 0 AND amount),
    customer_code TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    -- The one request that paid for it: an order is paid at most once.
    paid_by       TEXT    UNIQUE REFERENCES attempts (order_id)
) STRICT;

CREATE TABLE attempts (
    -- Never used again, not even after a cancellation.
    order_id     TEXT    NOT NULL PRIMARY KEY,
    reference    TEXT    NOT NULL REFERENCES orders (reference),
    -- Names the attempt in the return addresses; nobody can guess it.
    token        TEXT    NOT NULL UNIQUE,
    requested_at INTEGER NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('requested', 'paid', 'failed', 'refused')),
    tracking_id  TEXT,
    error_code   TEXT,
    -- Where the browser said it came from: not proof of anything.
    hint         TEXT    CHECK (hint IN ('success', 'cancel', 'error')),
    updated_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX attempts_of_order ON attempts (reference, requested_at);

CREATE TABLE notifications (
    id          INTEGER PRIMARY KEY,
    received_at INTEGER NOT NULL,
    order_id    TEXT,
    body        BLOB    NOT NULL,
    answer      TEXT    NOT NULL
) STRICT;
