//! Chargebacks: those of which something was told in some days, one a line; and the months of these
//! days with their totals.

use crate::domain::dispute::{Dispute, DisputeKind, DisputeState};
use crate::service::Shop;
use crate::service::dispute::{DisputesWanted, months_of};
use crate::service::ordering::order_record;
use crate::service::problem::Problem;
use chrono::NaiveDate;
use kantan_checkout::page::day::write_month;

pub(super) const COLUMNS: [&str; 16] = [
    "received_on",
    "order_reference",
    "tracking_id",
    "month",
    "amount",
    "state",
    "source",
    "notice",
    "answer_by",
    "answered_on",
    "fixed_on",
    "withdrawn_on",
    "item_id",
    "item_name",
    "customer_id",
    "customer_code",
];

pub(super) const MONTH_COLUMNS: [&str; 7] =
    ["month", "received", "received_amount", "fixed", "fixed_amount", "withdrawn", "withdrawn_amount"];

async fn chargebacks(shop: &Shop) -> Result<Vec<Dispute>, Problem> {
    let wanted = DisputesWanted { kind: Some(DisputeKind::Chargeback), ..DisputesWanted::default() };
    Ok(shop.store.disputes(&wanted).await?)
}

pub(super) async fn rows(shop: &Shop, from: NaiveDate, until: NaiveDate) -> Result<Vec<Vec<String>>, Problem> {
    let mut rows = Vec::new();
    for it in chargebacks(shop).await? {
        if !it.steps.iter().any(|step| (from..=until).contains(&step.on)) {
            continue;
        }
        let record = order_record(shop, &it.order_reference).await?;
        let (order, notice) = (&record.order, &it.notice);
        let on = |state| it.on(state).map(|day| day.to_string()).unwrap_or_default();
        rows.push(vec![
            notice.received_on.to_string(),
            it.order_reference.clone(),
            it.tracking_id.as_str().to_owned(),
            it.month.map(write_month).unwrap_or_default(),
            notice.amount.get().to_string(),
            it.state().as_str().to_owned(),
            notice.source.as_str().to_owned(),
            notice.number.clone(),
            notice.answer_by.map(|day| day.to_string()).unwrap_or_default(),
            on(DisputeState::Answered),
            on(DisputeState::Fixed),
            on(DisputeState::Withdrawn),
            order.item_id.as_str().to_owned(),
            order.item_name.as_str().to_owned(),
            record.customer_id().unwrap_or_default().to_owned(),
            order.customer_code.as_str().to_owned(),
        ]);
    }
    rows.sort();
    Ok(rows)
}

/// Whole months, also where the days begin or end within one.
pub(super) async fn months(shop: &Shop, from: NaiveDate, until: NaiveDate) -> Result<Vec<Vec<String>>, Problem> {
    let [first, last] = [from, until].map(|day| day.format("%Y-%m").to_string());
    let months = months_of(&chargebacks(shop).await?).into_iter();
    let in_time = months.filter(|of| (&first..=&last).contains(&&of.month));
    let row = in_time.map(|of| {
        let totals = [of.received, of.fixed, of.withdrawn].into_iter();
        let totals = totals.flat_map(|it| [it.number.to_string(), it.yen.to_string()]);
        std::iter::once(of.month).chain(totals).collect()
    });
    Ok(row.collect())
}
