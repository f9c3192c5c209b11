-- Two links of a contract: who holds the one may act, who holds the other may only look.
ALTER TABLE subscriptions ADD COLUMN act_link TEXT NOT NULL DEFAULT '';
ALTER TABLE subscriptions ADD COLUMN view_link TEXT NOT NULL DEFAULT '';
ALTER TABLE subscriptions ADD COLUMN links_issued_at INTEGER NOT NULL DEFAULT 0;

-- Until now a contract's reference was its only link, which stays what its payer may act by.
UPDATE subscriptions SET act_link = reference, view_link = lower(hex(randomblob(16))), links_issued_at = created_at;

CREATE UNIQUE INDEX subscriptions_by_act_link ON subscriptions (act_link);
CREATE UNIQUE INDEX subscriptions_by_view_link ON subscriptions (view_link);

-- Links that were replaced: they lead nowhere, and say so.
CREATE TABLE replaced_links (
    link         TEXT    NOT NULL PRIMARY KEY,
    subscription TEXT    NOT NULL REFERENCES subscriptions (reference),
    replaced_at  INTEGER NOT NULL
) STRICT;
