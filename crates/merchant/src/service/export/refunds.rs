//! What was given back, in order of time, and what may have been: of that a person has to look.

use crate::domain::moment::in_japan;
use crate::domain::payment::{Action, Facts, PaymentCallOutcome};
use crate::service::Shop;
use crate::service::ordering::order_record;
use crate::service::payment::find;
use crate::service::problem::Problem;
use kantan_checkout::page::day::{read_month, write_month};
use sbps::money::Yen;

pub(super) const COLUMNS: [&str; 10] = [
    "asked_at",
    "order_reference",
    "tracking_id",
    "month",
    "amount",
    "outcome",
    "item_id",
    "item_name",
    "customer_id",
    "customer_code",
];

pub(super) async fn rows(shop: &Shop, (from, until): (i64, i64)) -> Result<Vec<Vec<String>>, Problem> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (tracking_id, month) in shop.store.refunded_payments(from, until).await? {
        let of = month.as_deref().and_then(read_month);
        let view = find(shop, &tracking_id, of).await?;
        let record = order_record(shop, &view.facts.order_reference).await?;
        let order = &record.order;
        for (asked_at, amount, outcome) in refunds(&view.facts, view.now) {
            if !(from..until).contains(&asked_at) {
                continue;
            }
            rows.push(vec![
                in_japan(asked_at),
                order.reference.clone(),
                tracking_id.clone(),
                view.facts.month().map(write_month).unwrap_or_default(),
                amount.to_string(),
                outcome.as_str().to_owned(),
                order.item_id.as_str().to_owned(),
                order.item_name.as_str().to_owned(),
                record.customer_id().unwrap_or_default().to_owned(),
                order.customer_code.as_str().to_owned(),
            ]);
        }
    }
    rows.sort();
    Ok(rows)
}

/// The refunds of a payment that were done, or may have been: when, how much, and which of the two.
fn refunds(facts: &Facts, now: i64) -> Vec<(i64, u32, PaymentCallOutcome)> {
    let mut settled = facts.amount.get();
    let mut refunded = 0_u32;
    let mut refunds = Vec::new();
    for call in facts.own_calls() {
        let outcome = call.outcome(now);
        let is_done = outcome == PaymentCallOutcome::Done;
        match call.action {
            Action::Settle if is_done => settled = call.amount.map_or(settled, Yen::get),
            Action::Refund if outcome != PaymentCallOutcome::NotDone => {
                let amount = call.amount.map_or(settled.saturating_sub(refunded), Yen::get);
                refunds.push((call.asked_at, amount, outcome));
                if is_done {
                    refunded = refunded.saturating_add(amount);
                }
            }
            Action::Settle | Action::Refund | Action::Cancel => {}
        }
    }
    refunds
}
