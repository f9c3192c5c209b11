//! Orders as staff look for them, and one with everything around it.

use super::Shop;
use super::ordering::order_record;
use super::paging::{looked_for, page};
use super::payment::{PaymentView, find};
use super::problem::{Code, Problem};
use super::subscription::view::View;
use crate::domain::order::OrderRecord;
use crate::domain::timeline::Happening;

pub use crate::store::OrderSearch;

/// How many orders a page shows.
pub const PAGE: u32 = 50;

/// What was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The orders, the newest first.
    pub orders: Vec<OrderRecord>,
    /// Behind which one the list goes on, where there are more.
    pub next: Option<(i64, String)>,
}

/// The orders that are looked for.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn search(shop: &Shop, mut wanted: OrderSearch) -> Result<Found, Problem> {
    wanted.most = looked_for(PAGE);
    let found = shop.store.search(&wanted).await?;
    let (names, next) = page(found, PAGE, |(reference, made_at)| (*made_at, reference.clone()));
    let mut orders = Vec::new();
    for (reference, _) in &names {
        orders.push(order_record(shop, reference).await?);
    }
    Ok(Found { orders, next })
}

/// An order with everything around it.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The order.
    pub record: OrderRecord,
    /// Its payment, where it was bought once and is paid.
    pub payment: Option<PaymentView>,
    /// The contract that it made, with its charges.
    pub contract: Option<View>,
    /// What happened, the first first.
    pub timeline: Vec<Happening>,
    /// The gateway's codes of the tries to pay that failed and of a charge that did, each with its moment in seconds
    /// since 1970-01-01T00:00:00Z, the latest first.
    pub failed_codes: Vec<(String, i64)>,
    /// Whether what its payer agreed to is on record.
    pub has_evidence: bool,
}

/// The order with that reference.
///
/// # Errors
/// [`Code::OrderUnknown`] where there is none.
pub async fn whole(shop: &Shop, reference: &str) -> Result<Whole, Problem> {
    let record = order_record(shop, reference).await?;
    let is_recurring = record.order.plan.is_some();
    let payment = match find(shop, reference, None).await {
        _ if is_recurring || record.order.paid_by.is_none() => None,
        Err(problem) if problem.code == Code::PaymentUnknown => None,
        found => Some(found?),
    };
    let contract = match shop.store.subscription_of_order(reference).await? {
        Some(contract) => Some(View::of(shop, contract).await?),
        None => None,
    };
    let timeline = shop.store.timeline(reference).await?;
    let failed_codes = shop.store.failed_codes(reference).await?;
    let has_evidence = shop.store.evidence(reference).await?.is_some();
    Ok(Whole { record, payment, contract, timeline, failed_codes, has_evidence })
}
