-- After a rotation messages are signed with both secrets for a while, so that a receiver can change over.
ALTER TABLE webhook_endpoints ADD COLUMN former_secret TEXT;
ALTER TABLE webhook_endpoints ADD COLUMN former_until INTEGER NOT NULL DEFAULT 0;
