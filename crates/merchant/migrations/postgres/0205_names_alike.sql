-- Names of which the bill shows the same, found without a look at each order.
CREATE INDEX orders_by_shown_name ON orders (substr(item_name, 1, 16), item_name);
