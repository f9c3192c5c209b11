-- When a key was last shown by a program, to the minute: whoever wants to revoke one sees whether it is still used.
CREATE TABLE api_key_uses (
    key     BIGINT PRIMARY KEY REFERENCES api_keys (id),
    used_at BIGINT NOT NULL
);
