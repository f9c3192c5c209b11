-- The name of the form by which a key was made on a page: the same form, sent again, makes no other.
ALTER TABLE api_keys ADD COLUMN made_by_form TEXT COLLATE "C";
CREATE UNIQUE INDEX api_keys_by_form ON api_keys (made_by_form);
