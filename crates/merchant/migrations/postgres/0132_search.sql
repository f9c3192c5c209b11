-- Staff look for what a customer ordered.
CREATE INDEX orders_by_customer ON orders (customer_code);
CREATE INDEX api_orders_by_customer ON api_orders (customer_id);
