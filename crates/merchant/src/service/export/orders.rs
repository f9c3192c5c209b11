//! Orders, the first first.

use crate::domain::moment::in_japan;
use crate::domain::order::OrderRecord;
use crate::domain::plan::PlanTerms;
use crate::service::Shop;
use crate::service::ordering::{MOST_LISTED, list_orders};
use crate::service::problem::Problem;
use crate::store::OrdersWanted;
use sbps::money::Yen;

pub(super) const COLUMNS: [&str; 19] = [
    "ordered_at",
    "order_reference",
    "outcome",
    "billing_method",
    "item_id",
    "item_name",
    "amount",
    "tax",
    "customer_id",
    "customer_code",
    "order_id",
    "tracking_id",
    "payment_state",
    "settled_amount",
    "settled_on",
    "refunded_amount",
    "expires_at",
    "withdrawn_at",
    "language",
];

pub(super) async fn rows(shop: &Shop, (from, until): (i64, i64)) -> Result<Vec<Vec<String>>, Problem> {
    let mut rows = Vec::new();
    // The list goes from the newest on; nothing has a blank reference.
    let mut after = Some((until, String::new()));
    while after.is_some() {
        let wanted = OrdersWanted { after, most: MOST_LISTED, ..OrdersWanted::default() };
        let page = list_orders(shop, wanted).await?;
        let in_time = page.orders.iter().take_while(|record| record.order.created_at >= from);
        let before = rows.len();
        rows.extend(in_time.map(|record| row(shop, record)));
        after = page.next.filter(|_| rows.len() - before == page.orders.len());
    }
    rows.reverse();
    Ok(rows)
}

fn row(shop: &Shop, record: &OrderRecord) -> Vec<String> {
    let (order, now) = (&record.order, shop.clock.unix_seconds());
    let method = match &order.plan {
        None => "one_time",
        Some(PlanTerms::Simple { .. }) => "recurring_simple",
        Some(_) => "recurring_fixed_term",
    };
    let payment = record.payment(shop.settings.one_time_sales);
    let money = payment.as_ref().map(|facts| facts.money(now));
    vec![
        in_japan(order.created_at),
        order.reference.clone(),
        record.outcome(now).as_str().to_owned(),
        method.to_owned(),
        order.item_id.as_str().to_owned(),
        order.item_name.as_str().to_owned(),
        order.amount.get().to_string(),
        order.tax.get().to_string(),
        record.customer_id().unwrap_or_default().to_owned(),
        order.customer_code.as_str().to_owned(),
        order.paid_by.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default(),
        record.tracking_id.clone().unwrap_or_default(),
        payment.as_ref().map(|facts| facts.state_word(now).to_owned()).unwrap_or_default(),
        number(money.as_ref().and_then(|money| money.settled).map(Yen::get)),
        money.as_ref().and_then(|money| money.settled_on).map(|day| day.to_string()).unwrap_or_default(),
        number(money.as_ref().map(|money| money.refunded)),
        in_japan(order.expires_at),
        order.withdrawn_at.map(in_japan).unwrap_or_default(),
        order.language.tag().to_owned(),
    ]
}

/// A number, or nothing.
fn number(value: Option<u32>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
