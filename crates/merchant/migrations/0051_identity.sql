-- Whose record this is: one row, written once. A file of another shop, or an empty one in the place of
-- the shop's, is not served.
CREATE TABLE identity (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    -- This record and its copies; no other has it.
    record      TEXT    NOT NULL,
    merchant_id TEXT    NOT NULL,
    service_id  TEXT    NOT NULL,
    made_at     INTEGER NOT NULL
) STRICT;
-- A row that is written as it was is not written at all, so each try counts on.
ALTER TABLE readiness ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER identity_is_not_changed BEFORE UPDATE ON identity BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER identity_is_not_removed BEFORE DELETE ON identity BEGIN SELECT raise(ABORT, 'append only'); END;
