-- When the payment service is closed, as staff say: beside the windows of the configuration. What a person changed
-- stands in audit_log.
CREATE TABLE maintenance_windows (
    id         INTEGER PRIMARY KEY,
    -- Announced by the gateway, or broken.
    kind       TEXT    NOT NULL CHECK (kind IN ('maintenance', 'failure')),
    begins_at  INTEGER NOT NULL,
    ends_at    INTEGER NOT NULL,
    -- When it was taken back, or ended before it began.
    removed_at INTEGER,
    CHECK (begins_at < ends_at)
) STRICT;

CREATE TRIGGER maintenance_windows_are_not_removed BEFORE DELETE ON maintenance_windows
BEGIN SELECT raise(ABORT, 'append only'); END;
