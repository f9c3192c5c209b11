-- What a browser's return by error said: a hint for the payer's page, never proof of anything.
ALTER TABLE attempts ADD COLUMN returned_code TEXT;

-- Returns after success that the gateway has not confirmed, looked for each minute.
CREATE INDEX attempts_returned ON attempts (updated_at) WHERE state = 'requested' AND hint = 'success';
CREATE INDEX contract_requests_returned ON contract_requests (requested_at) WHERE state = 'requested' AND hint = 'success';
-- Items of one thing, closed ones too.
CREATE INDEX reconciliation_of ON reconciliation_items (subject_kind, subject, kind);
CREATE INDEX reconciliation_closed ON reconciliation_items (closed_at, id) WHERE closed_at IS NOT NULL;

-- Messages that are not proven to be the gateway's: the newest of them, for whoever asks why.
CREATE TABLE refused_messages (
    id          INTEGER PRIMARY KEY,
    received_at INTEGER NOT NULL,
    -- From where it came.
    source      TEXT    NOT NULL,
    -- What it was answered.
    answer      TEXT    NOT NULL,
    -- Its first 8,192 bytes, and how many there were.
    body        BLOB    NOT NULL CHECK (length(body) <= 8192),
    bytes       INTEGER NOT NULL
) STRICT;
