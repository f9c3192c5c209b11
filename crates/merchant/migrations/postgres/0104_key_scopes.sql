-- What a key may be used for, words with spaces between them. Keys from before were made to read.
ALTER TABLE api_keys ADD COLUMN scopes TEXT NOT NULL DEFAULT 'read';
