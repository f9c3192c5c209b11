-- While the mail server refuses whoever sends, no mail is given up for it: at most one row, and one mail at a time asks.
CREATE TABLE mail_holds (
    single  BIGINT NOT NULL PRIMARY KEY CHECK (single = 1),
    held_at BIGINT NOT NULL,
    -- What the server answered last, without any address.
    answer  TEXT COLLATE "C" NOT NULL,
    -- When the next mail asks.
    next_at BIGINT NOT NULL
);
