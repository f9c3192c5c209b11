//! One look at everything that is due: first at the charges of which the end is open, then at the
//! contracts.

use super::job::BillingError;
use super::report::Report;
use super::workers::Workers;
use super::{closing, contract};
use crate::domain::billing::HoldReason;
use crate::service::payment::retry_refunds;
use crate::service::{Shop, reconciliation};
use crate::store::StoreError;
use std::sync::Arc;

/// After how many seconds without an answer a cancellation's outcome counts as unknown. A call
/// takes 20 at most.
const CANCELLATION_SECONDS: i64 = 5 * 60;

/// What is not on the list yet is put there a minute later; billing does not wait for it.
async fn miss_messages(shop: &Shop) {
    if let Err(error) = reconciliation::miss_messages(shop).await {
        tracing::error!(%error, "messages that have not come could not be listed");
    }
}

/// Bills everything that is due today, and what was certainly not done before.
///
/// # Errors
/// [`StoreError`] when the database does not answer; what was begun until then is on record.
pub async fn run(shop: &Arc<Shop>) -> Result<Report, StoreError> {
    let report = look(shop).await?;
    shop.metrics.billed(report.counts());
    Ok(report)
}

async fn look(shop: &Arc<Shop>) -> Result<Report, StoreError> {
    let Some(now) = shop.clock.now() else { return Ok(Report::NOTHING) };
    let seconds = now.unix_seconds();
    let given_up = shop.store.give_up_on_cancellations(seconds - CANCELLATION_SECONDS, seconds).await?;
    if given_up > 0 {
        tracing::error!(given_up, "cancellations without an answer: look at them");
    }
    if shop.api.is_none() {
        miss_messages(shop).await;
        return Ok(Report::NOTHING);
    }
    if let Some(hold) = shop.store.open_run(seconds, shop.clock.is_moved()).await? {
        tracing::error!(reason = hold.reason.as_str(), hold.detail, "BILLING IS HELD until a person releases it");
        // A clock that is wrong would miss messages that are not due.
        if !matches!(hold.reason, HoldReason::ClockBackwards | HoldReason::ClockGap) {
            miss_messages(shop).await;
        }
        return Ok(Report { held: Some(hold.reason), ..Report::NOTHING });
    }
    miss_messages(shop).await;
    // A command may have set one since.
    shop.settings.maintenance.read(&shop.store).await;
    if shop.settings.maintenance.on(now).is_some() {
        return Ok(Report::NOTHING);
    }
    if let Some(api) = &shop.api {
        retry_refunds(shop, api).await?;
    }
    let mut workers = Workers::new(shop);
    let mut last = None;
    while workers.takes_more() {
        let page = shop.store.charges_at_work(seconds, last.as_ref()).await?;
        let Some(end) = page.last().cloned() else { break };
        last = Some(end);
        for charge in page {
            workers.take(move |shop| async move { closing::go_on(&shop, charge).await }).await;
        }
    }
    // A contract whose charge is open gets no further one: that is known when all of them are done.
    workers.finish().await;
    let mut last = None;
    while workers.takes_more() {
        let page = shop.store.contracts_to_look_at(now.date(), last.as_ref()).await?;
        let Some(end) = page.last().map(|contract| contract.place.clone()) else { break };
        last = Some(end);
        for it in page {
            workers.take(move |shop| async move { contract::look_at(&shop, it).await }).await;
        }
    }
    workers.finish().await;
    match workers.end() {
        (report, None) => Ok(report),
        (_, Some(BillingError::Store(error))) => Err(error),
        (report, Some(BillingError::Held)) => {
            let held = shop.store.billing_hold().await?.map(|hold| hold.reason);
            Ok(Report { held, ..report })
        }
        (report, Some(BillingError::Clock)) => Ok(report),
    }
}
