-- Orders that a shop's own programs make, and the customers that they name.

CREATE TABLE customers (
    customer_id   TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    customer_code TEXT COLLATE "C" NOT NULL UNIQUE,
    created_at    BIGINT NOT NULL
);

CREATE TABLE api_orders (
    reference       TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES orders (reference),
    idempotency_key TEXT COLLATE "C" NOT NULL UNIQUE,
    digest          TEXT   NOT NULL,
    customer_id     TEXT COLLATE "C" REFERENCES customers (customer_id),
    sales           TEXT   NOT NULL CHECK (sales IN ('automatic', 'specified')),
    goods           TEXT   NOT NULL
);

CREATE TRIGGER customers_are_not_changed BEFORE UPDATE ON customers
    FOR EACH ROW EXECUTE FUNCTION refuse('append only');
CREATE TRIGGER customers_are_not_removed BEFORE DELETE ON customers
    FOR EACH ROW EXECUTE FUNCTION refuse('append only');
CREATE TRIGGER customers_are_not_emptied BEFORE TRUNCATE ON customers EXECUTE FUNCTION refuse('append only');
CREATE TRIGGER api_orders_are_not_changed BEFORE UPDATE ON api_orders
    FOR EACH ROW EXECUTE FUNCTION refuse('append only');
CREATE TRIGGER api_orders_are_not_removed BEFORE DELETE ON api_orders
    FOR EACH ROW EXECUTE FUNCTION refuse('append only');
CREATE TRIGGER api_orders_are_not_emptied BEFORE TRUNCATE ON api_orders EXECUTE FUNCTION refuse('append only');

ALTER TABLE orders ADD COLUMN withdrawn_at BIGINT;
