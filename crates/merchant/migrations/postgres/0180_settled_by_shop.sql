-- Charges of fixed-term contracts that are reserved and that the shop settles, all of it or a part, or gives up: no
-- billing run does anything about them any more.
CREATE TABLE handed_over (
    subscription TEXT    NOT NULL,
    due_on       TEXT    NOT NULL,
    -- The gateway's name for the payment.
    tracking_id  TEXT    NOT NULL,
    at           BIGINT NOT NULL,
    PRIMARY KEY (subscription, due_on),
    FOREIGN KEY (subscription, due_on) REFERENCES charges (subscription, due_on)
);

CREATE INDEX handed_over_by_tracking_id ON handed_over (tracking_id);
CREATE TRIGGER handed_over_is_not_changed BEFORE UPDATE ON handed_over
    FOR EACH ROW EXECUTE FUNCTION refuse('append only');
CREATE TRIGGER handed_over_is_not_removed BEFORE DELETE ON handed_over
    FOR EACH ROW EXECUTE FUNCTION refuse('append only');
CREATE TRIGGER handed_over_is_not_emptied BEFORE TRUNCATE ON handed_over EXECUTE FUNCTION refuse('append only');
CREATE TRIGGER handed_over_charges_leave_the_work_list AFTER INSERT ON handed_over
    FOR EACH ROW EXECUTE FUNCTION leave_the_work_list();
CREATE TRIGGER contracts_with_handed_over_charges_are_looked_at AFTER INSERT ON handed_over
    FOR EACH ROW EXECUTE FUNCTION have_the_contract_looked_at();
CREATE FUNCTION reserved_charges_are_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO events (kind, order_reference, order_id, tracking_id, contract, amount, due_on, at)
    SELECT 'contract.reserved', s.order_reference, c.order_id, NEW.tracking_id, s.tracking_id, c.amount, NEW.due_on, NEW.at
    FROM charges c JOIN subscriptions s ON s.reference = c.subscription
    WHERE c.subscription = NEW.subscription AND c.due_on = NEW.due_on;
    RETURN NULL;
END $$;
CREATE TRIGGER reserved_charges_are_told AFTER INSERT ON handed_over
    FOR EACH ROW EXECUTE FUNCTION reserved_charges_are_told();

-- What the shop did with them: certainly carried out, by the gateway's answer or, before it, by what a person found.
CREATE VIEW shop_settlements AS
    SELECT h.subscription, h.due_on, k.action, k.amount, k.asked_at
    FROM handed_over h JOIN payment_calls k ON k.tracking_id = h.tracking_id
    LEFT JOIN payment_answers a ON a.call = k.id LEFT JOIN payment_findings f ON f.call = k.id
    WHERE k.action IN ('settle', 'cancel')
    AND coalesce(f.is_done, CASE WHEN a.effect = 'done' THEN 1 ELSE 0 END) = 1;
