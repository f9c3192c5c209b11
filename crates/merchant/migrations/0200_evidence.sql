-- What the payer agreed to by each request to pay: the document that the program made of the screen, as it was signed.
-- It is shown years later, whatever has become of prices, words and program.
CREATE TABLE evidence (
    order_id  TEXT    NOT NULL PRIMARY KEY REFERENCES attempts (order_id),
    reference TEXT    NOT NULL REFERENCES orders (reference),
    made_at   INTEGER NOT NULL,
    -- Of the document, in hexadecimal digits.
    sha256    TEXT    NOT NULL CHECK (length(sha256) = 64),
    -- Canonical JSON.
    document  TEXT    NOT NULL
) STRICT;

CREATE INDEX evidence_of_order ON evidence (reference, made_at);
CREATE INDEX evidence_by_moment ON evidence (made_at, order_id);
CREATE TRIGGER evidence_is_not_changed BEFORE UPDATE ON evidence BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER evidence_is_not_removed BEFORE DELETE ON evidence BEGIN SELECT raise(ABORT, 'append only'); END;
