-- The keys by which a shop's own programs ask, as hashes: whoever reads this table can use none.

CREATE TABLE api_keys (
    id         INTEGER PRIMARY KEY,
    -- Who uses it, for people.
    name       TEXT    NOT NULL,
    -- SHA-256 of the key in hexadecimal digits.
    digest     TEXT    NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

-- Orders are listed from the newest on.
CREATE INDEX orders_by_age ON orders (created_at, reference);
