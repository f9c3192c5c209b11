//! Goes on with a charge of which the end is open: it waits, broke off, or is reserved and not
//! settled.

use super::charge::carry_out;
use super::job::{BillingError, Job};
use super::report::Report;
use crate::domain::subscription::Subscription;
use crate::service::Shop;
use crate::store::{AtWork, StoreError};
use chrono::NaiveTime;
use sbps::date_time::JstDateTime;

pub(super) async fn go_on(shop: &Shop, charge: AtWork) -> Result<Report, BillingError> {
    let Some(api) = &shop.api else { return Ok(Report::NOTHING) };
    let job = Job { shop, api };
    let subscription = match shop.store.subscription(&charge.subscription).await {
        Ok(Some(subscription)) => subscription,
        // It is told as a contract that cannot be read.
        Ok(None) | Err(StoreError::Record(_)) => return Ok(Report::NOTHING),
        Err(error) => return Err(error.into()),
    };
    let closes_at = closes_at(shop, &subscription, &charge);
    let now = job.now()?.unix_seconds();
    let begun = shop.store.go_on_with_charge(&charge.subscription, charge.due_on, now, closes_at).await?;
    carry_out(&job, &subscription, begun).await
}

/// Until when what was certainly not done is tried again: for the configured time, and not on the
/// day of the next charge.
fn closes_at(shop: &Shop, subscription: &Subscription, charge: &AtWork) -> i64 {
    let window = charge.begun_at.saturating_add(shop.settings.billing.window_seconds);
    let next = subscription.schedule().ok().and_then(|schedule| schedule.next_after(charge.due_on));
    let next = next.and_then(|next| JstDateTime::from_local(next.date.and_time(NaiveTime::MIN)));
    next.map_or(window, |next| window.min(next.unix_seconds()))
}
