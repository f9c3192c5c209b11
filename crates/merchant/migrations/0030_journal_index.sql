-- Whether a message is repeated is asked of every one that arrives.
CREATE INDEX notifications_of_order ON notifications (order_id, id);
