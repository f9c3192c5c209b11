-- While the mail server refuses whoever sends, no mail is given up for it: at most one row, and one mail at a time asks.
CREATE TABLE mail_holds (
    single  INTEGER NOT NULL PRIMARY KEY CHECK (single = 1),
    held_at INTEGER NOT NULL,
    -- What the server answered last, without any address.
    answer  TEXT    NOT NULL,
    -- When the next mail asks.
    next_at INTEGER NOT NULL
) STRICT;
