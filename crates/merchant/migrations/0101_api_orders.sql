-- Orders that a shop's own programs make, and the customers that they name.

-- The gateway remembers an au ID by the customer code, for ever: the shop's own name has one, and keeps it.
CREATE TABLE customers (
    customer_id   TEXT    NOT NULL PRIMARY KEY,
    customer_code TEXT    NOT NULL UNIQUE,
    created_at    INTEGER NOT NULL
) STRICT;

CREATE TRIGGER customers_are_not_changed BEFORE UPDATE ON customers BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER customers_are_not_removed BEFORE DELETE ON customers BEGIN SELECT raise(ABORT, 'append only'); END;

-- What such an order says beside what every order has.
CREATE TABLE api_orders (
    reference       TEXT    NOT NULL PRIMARY KEY REFERENCES orders (reference),
    -- The program's own name for its request: asked twice, it is one order.
    idempotency_key TEXT    NOT NULL UNIQUE,
    -- SHA-256 of what was asked under it, in hexadecimal digits.
    digest          TEXT    NOT NULL,
    customer_id     TEXT    REFERENCES customers (customer_id),
    -- When the amount becomes a sale.
    sales           TEXT    NOT NULL CHECK (sales IN ('automatic', 'specified')),
    -- Lines, terms, contact, addresses, the shop's own words: JSON.
    goods           TEXT    NOT NULL
) STRICT;

CREATE TRIGGER api_orders_are_not_changed BEFORE UPDATE ON api_orders BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER api_orders_are_not_removed BEFORE DELETE ON api_orders BEGIN SELECT raise(ABORT, 'append only'); END;

-- When the shop withdrew an order: from then on it cannot be paid.
ALTER TABLE orders ADD COLUMN withdrawn_at INTEGER;
