-- What was paid by the day of its request: reservations run out ninety days after it.
CREATE INDEX attempts_paid ON attempts (requested_at) WHERE state = 'paid';
