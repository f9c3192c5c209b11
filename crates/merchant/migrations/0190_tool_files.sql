-- What staff took in of the management tool's files: the rows that are about items of the reconciliation list, to be
-- looked at before anything is closed by them. What they closed stands with the items and in audit_log.
CREATE TABLE tool_files (
    id           INTEGER PRIMARY KEY,
    -- SHA-256 of the file in hexadecimal digits.
    digest       TEXT    NOT NULL,
    -- How many rows it has, and its rows about items as JSON.
    row_count    INTEGER NOT NULL,
    matched      TEXT    NOT NULL,
    taken_at     INTEGER NOT NULL,
    taken_by     TEXT    NOT NULL,
    -- When it was confirmed, by whom, and how many items that closed.
    confirmed_at INTEGER,
    confirmed_by TEXT,
    closed       INTEGER
) STRICT;
