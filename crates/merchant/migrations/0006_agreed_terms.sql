-- What a payer agreed to stays as it was: another amount or name is another order, to which the payer agrees anew.

CREATE TRIGGER orders_stay_as_agreed BEFORE UPDATE OF item_id, item_name, amount, tax, customer_code, plan ON orders
WHEN (OLD.item_id, OLD.item_name, OLD.amount, OLD.tax, OLD.customer_code, OLD.plan)
    IS NOT (NEW.item_id, NEW.item_name, NEW.amount, NEW.tax, NEW.customer_code, NEW.plan)
BEGIN SELECT raise(ABORT, 'the payer agreed to something else'); END;

CREATE TRIGGER subscriptions_stay_as_agreed
BEFORE UPDATE OF item_id, item_name, amount, tax_percent, customer_code, plan ON subscriptions
WHEN (OLD.item_id, OLD.item_name, OLD.amount, OLD.tax_percent, OLD.customer_code, OLD.plan)
    IS NOT (NEW.item_id, NEW.item_name, NEW.amount, NEW.tax_percent, NEW.customer_code, NEW.plan)
BEGIN SELECT raise(ABORT, 'the payer agreed to something else'); END;
