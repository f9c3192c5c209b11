-- The last month of a simple contract, as YYYY-MM: what is past its end is found by an index.
ALTER TABLE subscriptions ADD COLUMN last_month TEXT;

UPDATE subscriptions SET last_month = json_extract(recurring, '$.last_month')
WHERE json_extract(recurring, '$.method') = 'simple';

CREATE INDEX subscriptions_by_last_month ON subscriptions (last_month) WHERE state = 'active';
