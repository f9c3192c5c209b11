-- When it was last tried whether this record can be written: one row.
CREATE TABLE readiness (one INTEGER PRIMARY KEY CHECK (one = 1), tried_at INTEGER NOT NULL) STRICT;
