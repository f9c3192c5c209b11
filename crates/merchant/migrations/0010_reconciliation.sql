-- What a person has to look up or to put right: one list for orders, contracts, charges and the billing run.
-- A row is added when it is found and closed once; nothing else of it ever changes.

CREATE TABLE reconciliation_items (
    id           INTEGER PRIMARY KEY,
    -- Why it is on the list: a name of the program's own list of kinds.
    kind         TEXT    NOT NULL,
    -- What it is about, and the name by which the record finds that.
    subject_kind TEXT    NOT NULL CHECK (subject_kind IN ('order', 'contract', 'charge', 'notification', 'billing')),
    subject      TEXT    NOT NULL,
    -- The names by which the gateway's management tool finds it.
    order_id     TEXT,
    tracking_id  TEXT,
    opened_at    INTEGER NOT NULL,
    -- What was seen, for whoever looks.
    detail       TEXT    NOT NULL,
    closed_at    INTEGER,
    closed_by    TEXT,
    note         TEXT,
    CHECK ((closed_at IS NULL) = (closed_by IS NULL))
) STRICT;

-- The same trouble of the same thing is on the list once.
CREATE UNIQUE INDEX reconciliation_open ON reconciliation_items (kind, subject_kind, subject) WHERE closed_at IS NULL;
CREATE INDEX reconciliation_by_age ON reconciliation_items (opened_at, id) WHERE closed_at IS NULL;

CREATE TRIGGER reconciliation_is_closed_once BEFORE UPDATE ON reconciliation_items
WHEN OLD.closed_at IS NOT NULL OR NEW.closed_at IS NULL
    OR (OLD.id, OLD.kind, OLD.subject_kind, OLD.subject, OLD.order_id, OLD.tracking_id, OLD.opened_at, OLD.detail)
    IS NOT (NEW.id, NEW.kind, NEW.subject_kind, NEW.subject, NEW.order_id, NEW.tracking_id, NEW.opened_at, NEW.detail)
BEGIN SELECT raise(ABORT, 'closed once'); END;
CREATE TRIGGER reconciliation_is_not_removed BEFORE DELETE ON reconciliation_items
BEGIN SELECT raise(ABORT, 'append only'); END;
