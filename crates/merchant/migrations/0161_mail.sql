-- Mail to payers, written down by whatever statement changes what it tells of, and sent until it is taken.

-- Where a payer is written to, as the shop said it with the order; kept only where mail is sent. It may be removed.
CREATE TABLE payer_addresses (
    order_reference TEXT    NOT NULL PRIMARY KEY REFERENCES orders (reference),
    address         TEXT    NOT NULL,
    -- The same without capitals: what a payer types who asks for a link.
    found_by        TEXT    NOT NULL,
    added_at        INTEGER NOT NULL
) STRICT;

CREATE INDEX payer_addresses_found_by ON payer_addresses (found_by);

CREATE TABLE mails (
    id           INTEGER PRIMARY KEY,
    -- What it tells of; NULL where somebody asked for the links of an address.
    event        INTEGER UNIQUE REFERENCES events (id),
    address      TEXT    NOT NULL,
    -- Of a mail that was asked for, the language of the page.
    language     TEXT,
    written_at   INTEGER NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('pending', 'sent', 'dead')),
    tries        INTEGER NOT NULL DEFAULT 0,
    first_at     INTEGER,
    next_at      INTEGER NOT NULL DEFAULT 0,
    -- Who sends it just now has until then.
    leased_until INTEGER NOT NULL DEFAULT 0,
    -- What the server answered last.
    answer       TEXT
) STRICT;

CREATE INDEX mails_due ON mails (next_at) WHERE state = 'pending';
CREATE INDEX mails_given_up ON mails (id) WHERE state = 'dead';

-- A charge that was not taken for a cause of ours is no payer's to mend.
CREATE TRIGGER events_are_mailed AFTER INSERT ON events
WHEN NEW.kind IN ('order.paid', 'contract.joined', 'contract.renewed', 'contract.expiring', 'contract.ended')
    OR (NEW.kind = 'contract.charge_failed' AND NEW.code NOT IN ('missed', 'given_up', 'lapsed'))
BEGIN INSERT INTO mails (event, address, written_at, state)
    SELECT NEW.id, p.address, NEW.at, 'pending' FROM payer_addresses p WHERE p.order_reference = NEW.order_reference; END;
