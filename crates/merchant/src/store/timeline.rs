//! Everything that is on record around an order, in order of time.

use super::{Store, StoreError};
use crate::domain::timeline::Happening;
use sbps::wire::{Encoding, read_form};

/// Of every table that knows when. `$1` is the order; NULL in a text would make all of it NULL.
const HAPPENINGS: &str = "\
SELECT o.created_at AS at, 'order.made' AS what, o.reference AS name, '' AS detail FROM orders o WHERE o.reference = $1 \
UNION ALL SELECT o.withdrawn_at, 'order.withdrawn', o.reference, '' FROM orders o \
  WHERE o.reference = $1 AND o.withdrawn_at IS NOT NULL \
UNION ALL SELECT a.requested_at, 'request.signed', a.order_id, '' FROM attempts a WHERE a.reference = $1 \
UNION ALL SELECT a.updated_at, 'request.stands', a.order_id, a.state || coalesce('; back by ' || a.hint, '') \
  || coalesce('; code ' || a.error_code, '') || coalesce('; code ' || a.returned_code, '') FROM attempts a \
  WHERE a.reference = $1 AND (a.state <> 'requested' OR a.hint IS NOT NULL) \
UNION ALL SELECT r.requested_at, 'request.signed', r.order_id, CASE WHEN r.recurring IS NULL THEN 'leaving' ELSE 'renewal' END \
  FROM contract_requests r JOIN subscriptions s ON s.reference = r.subscription WHERE s.order_reference = $1 \
UNION ALL SELECT e.at, 'contract.event', '', e.what || coalesce('; ' || e.detail, '') \
  FROM subscription_events e JOIN subscriptions s ON s.reference = e.subscription WHERE s.order_reference = $1 \
UNION ALL SELECT k.asked_at, 'call.sent', coalesce(k.order_id, k.tracking_id), k.function || coalesce('; of ' || k.due_on, '') \
  FROM gateway_calls k JOIN subscriptions s ON s.reference = k.subscription WHERE s.order_reference = $1 \
UNION ALL SELECT a.answered_at, 'call.answered', coalesce(a.tracking_id, ''), a.effect || coalesce('; code ' || a.code, '') \
  || CASE WHEN a.detail = '' THEN '' ELSE '; ' || a.detail END FROM gateway_answers a JOIN gateway_calls k ON k.id = a.call \
  JOIN subscriptions s ON s.reference = k.subscription WHERE s.order_reference = $1 \
UNION ALL SELECT x.at, 'charge.outcome', coalesce(x.tracking_id, ''), x.outcome || '; of ' || x.due_on || coalesce('; code ' || x.code, '') \
  FROM charge_outcomes x JOIN subscriptions s ON s.reference = x.subscription WHERE s.order_reference = $1 \
UNION ALL SELECT k.asked_at, 'payment.asked', k.tracking_id, k.action || coalesce('; ' || CAST(k.amount AS TEXT) || ' yen', '; all') \
  || coalesce('; of ' || k.month, '') FROM payment_calls k WHERE k.order_reference = $1 \
UNION ALL SELECT a.answered_at, 'payment.answered', k.tracking_id, k.action || '; ' || a.effect || coalesce('; code ' || a.code, '') \
  || CASE WHEN a.detail = '' THEN '' ELSE '; ' || a.detail END FROM payment_answers a JOIN payment_calls k ON k.id = a.call \
  WHERE k.order_reference = $1 \
UNION ALL SELECT f.found_at, 'payment.found', k.tracking_id, f.found_by || ': ' || CASE WHEN f.is_done = 1 THEN 'done' ELSE 'not done' END \
  || '; ' || f.note FROM payment_findings f JOIN payment_calls k ON k.id = f.call WHERE k.order_reference = $1 \
UNION ALL SELECT t.at, 'dispute.' || t.state, d.tracking_id, d.kind || '; ' || CAST(d.amount AS TEXT) || ' yen; on ' || t.on_day \
  || CASE WHEN t.state = 'received' THEN coalesce('; answer by ' || d.answer_by, '') ELSE '' END || '; ' || t.said_by || ': ' || t.note \
  FROM dispute_steps t JOIN disputes d ON d.id = t.dispute WHERE d.order_reference = $1 \
UNION ALL SELECT i.opened_at, 'item.opened', coalesce(i.tracking_id, i.order_id, ''), i.kind || '; ' || i.detail \
  FROM reconciliation_items i WHERE i.subject_kind = 'order' AND i.subject = $1 \
UNION ALL SELECT i.closed_at, 'item.closed', coalesce(i.tracking_id, i.order_id, ''), i.kind || '; ' || i.closed_by || ': ' \
  || coalesce(i.note, '') FROM reconciliation_items i WHERE i.subject_kind = 'order' AND i.subject = $1 AND i.closed_at IS NOT NULL \
UNION ALL SELECT i.opened_at, 'item.opened', coalesce(i.tracking_id, i.order_id, ''), i.kind || '; ' || i.detail \
  FROM reconciliation_items i JOIN subscriptions s ON i.subject_kind IN ('contract', 'charge') \
  AND substr(i.subject, 1, length(s.reference)) = s.reference WHERE s.order_reference = $1 \
UNION ALL SELECT i.closed_at, 'item.closed', coalesce(i.tracking_id, i.order_id, ''), i.kind || '; ' || i.closed_by || ': ' \
  || coalesce(i.note, '') FROM reconciliation_items i JOIN subscriptions s ON i.subject_kind IN ('contract', 'charge') \
  AND substr(i.subject, 1, length(s.reference)) = s.reference WHERE s.order_reference = $1 AND i.closed_at IS NOT NULL \
UNION ALL SELECT l.at, 'person.asked', '', l.actor || ': ' || l.deed || CASE WHEN l.detail = '' THEN '' ELSE '; ' || l.detail END \
  FROM audit_log l WHERE l.subject = 'order ' || $1 \
  OR l.subject IN (SELECT 'payment ' || a.tracking_id FROM attempts a WHERE a.reference = $1) \
  OR l.subject IN (SELECT 'contract ' || s.tracking_id FROM subscriptions s WHERE s.order_reference = $1) \
  OR l.subject IN (SELECT 'payment ' || x.tracking_id FROM charge_outcomes x JOIN subscriptions s \
                   ON s.reference = x.subscription WHERE s.order_reference = $1)";

#[derive(sqlx::FromRow)]
struct Row {
    at: i64,
    what: String,
    name: String,
    detail: String,
}

#[derive(sqlx::FromRow)]
struct Received {
    received_at: i64,
    order_id: Option<String>,
    body: Vec<u8>,
    answer: String,
}

impl Received {
    /// What the gateway said and was answered, without the rest of its message.
    fn happening(self) -> Happening {
        let read = read_form(&self.body, Encoding::Utf8);
        let read = read.or_else(|_| read_form(&self.body, Encoding::ShiftJis)).unwrap_or_default();
        let said = |name: &str| {
            let value = read.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
            value.filter(|value| !value.is_empty()).map(|value| format!("{name}={value}; "))
        };
        let said: String = ["res_result", "res_tracking_id", "res_err_code"].into_iter().filter_map(said).collect();
        Happening {
            at: self.received_at,
            what: "notification.received".to_owned(),
            name: self.order_id.unwrap_or_default(),
            detail: format!("{said}answered {}", self.answer),
        }
    }
}

impl Store {
    /// Everything that happened around an order, the first first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn timeline(&self, order: &str) -> Result<Vec<Happening>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(HAPPENINGS).bind(order).fetch_all(&mut *self.readers.lend().await?).await?;
        let received: Vec<Received> = sqlx::query_as(
            "SELECT n.received_at, n.order_id, n.body, n.answer FROM notifications n WHERE n.order_id IN \
             (SELECT a.order_id FROM attempts a WHERE a.reference = $1 UNION SELECT r.order_id FROM contract_requests r \
             JOIN subscriptions s ON s.reference = r.subscription WHERE s.order_reference = $1) ORDER BY n.id",
        )
        .bind(order)
        .fetch_all(&mut *self.readers.lend().await?)
        .await?;
        let happening = |Row { at, what, name, detail }| Happening { at, what, name, detail };
        let mut all: Vec<Happening> = rows.into_iter().map(happening).collect();
        all.extend(received.into_iter().map(Received::happening));
        // What was asked stands before what was said of it at the same second.
        all.sort_by_key(|happening| (happening.at, rank(&happening.what)));
        Ok(all)
    }
}

fn rank(what: &str) -> u8 {
    match what {
        "order.made" => 0,
        "request.signed" | "person.asked" => 1,
        "notification.received" | "call.sent" | "payment.asked" => 2,
        "call.answered" | "payment.answered" => 3,
        _ => 4,
    }
}
