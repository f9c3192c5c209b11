-- An order that is withdrawn stays so, and is not paid: whichever comes first holds.

CREATE TRIGGER orders_are_paid_or_withdrawn BEFORE UPDATE OF paid_by, withdrawn_at ON orders FOR EACH ROW
    WHEN ((NEW.paid_by IS NOT NULL AND NEW.withdrawn_at IS NOT NULL)
        OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at))
    EXECUTE FUNCTION refuse('paid or withdrawn');
