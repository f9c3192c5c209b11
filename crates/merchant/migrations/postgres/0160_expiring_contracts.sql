-- The day from which on is looked whether a contract runs out soon; blank is at once. What its last day is follows from
-- its terms, so whatever changes them, or puts it in force, asks for a look.
ALTER TABLE subscriptions ADD COLUMN ending_look_on TEXT COLLATE "C" NOT NULL DEFAULT '';

CREATE INDEX subscriptions_that_may_end ON subscriptions (ending_look_on, reference) WHERE state = 'active';

CREATE FUNCTION changed_contracts_may_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE subscriptions SET ending_look_on = '' WHERE reference = NEW.reference;
    RETURN NULL;
END $$;
CREATE TRIGGER changed_contracts_may_end AFTER UPDATE OF state, recurring ON subscriptions
    FOR EACH ROW
    WHEN (NEW.state = 'active' AND (OLD.state <> 'active' OR NEW.recurring <> OLD.recurring))
    EXECUTE FUNCTION changed_contracts_may_end();
