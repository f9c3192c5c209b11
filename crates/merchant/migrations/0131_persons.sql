-- The persons who run the shop, and where each is signed in.
CREATE TABLE persons (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL,
    role       TEXT    NOT NULL CHECK (role IN ('view', 'operate', 'admin')),
    -- Argon2id in the form of PHC, with its salt and its cost.
    password   TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    removed_at INTEGER
) STRICT;

-- A name is one person's at a time; what who had it before did stays theirs.
CREATE UNIQUE INDEX persons_in_office ON persons (name) WHERE removed_at IS NULL;
CREATE TRIGGER persons_are_not_removed BEFORE DELETE ON persons BEGIN SELECT raise(ABORT, 'append only'); END;

CREATE TABLE staff_sessions (
    -- SHA-256 of what the browser shows, in hexadecimal digits: whoever reads this table is signed in nowhere.
    digest   TEXT    NOT NULL PRIMARY KEY,
    person   INTEGER NOT NULL REFERENCES persons (id),
    began_at INTEGER NOT NULL,
    used_at  INTEGER NOT NULL
) STRICT;
