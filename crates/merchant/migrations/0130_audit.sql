-- What persons asked for: written down before it is done, so that nothing is done without it.
CREATE TABLE audit_log (
    id      INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    -- Who, by name.
    actor   TEXT    NOT NULL,
    -- A page or a command.
    means   TEXT    NOT NULL CHECK (means IN ('page', 'command')),
    -- What, as the program's own list has it.
    deed    TEXT    NOT NULL,
    -- On which row: its kind and its name.
    subject TEXT    NOT NULL,
    -- What else was said.
    detail  TEXT    NOT NULL
) STRICT;

CREATE INDEX audit_of_subject ON audit_log (subject, id);

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit_log BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit_log BEGIN SELECT raise(ABORT, 'append only'); END;
