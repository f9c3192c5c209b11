//! One look at every contract that this server bills.

use super::charge::carry_out;
use super::first_purchase::settle_all;
use super::report::Report;
use super::usage;
use crate::domain::subscription::{State, Subscription};
use crate::service::Shop;
use crate::service::gateway_api::{GatewayApi, Reply};
use crate::store::StoreError;
use sbps::date_time::JstDateTime;
use sbps::period;

/// After how many seconds without an answer a cancellation's outcome counts as unknown. A call
/// takes 20 at most.
const CANCELLATION_SECONDS: i64 = 5 * 60;

/// Bills everything that is due today or was before and has not been asked for.
///
/// # Errors
/// [`StoreError`] when the database does not answer; what was begun until then is on record.
pub async fn run(shop: &Shop) -> Result<Report, StoreError> {
    let mut report = Report::default();
    let Some(now) = shop.clock.now() else { return Ok(report) };
    let seconds = now.unix_seconds();
    let given_up = shop.store.give_up_on_cancellations(seconds - CANCELLATION_SECONDS, seconds).await?;
    if given_up > 0 {
        tracing::error!(given_up, "cancellations without an answer: look at them");
    }
    let Some(api) = &shop.api else { return Ok(report) };
    settle_all(shop, api, now, &mut report).await?;
    for subscription in shop.store.active_fixed_terms().await? {
        // One contract's trouble is not the next one's.
        if let Err(error) = look_at(shop, api, &subscription, now, &mut report).await {
            tracing::error!(subscription = subscription.reference, %error, "not billed");
        }
    }
    Ok(report)
}

async fn look_at(
    shop: &Shop,
    api: &GatewayApi,
    subscription: &Subscription,
    now: JstDateTime,
    report: &mut Report,
) -> Result<(), StoreError> {
    let (reference, today, seconds) = (subscription.reference.as_str(), now.date(), now.unix_seconds());
    let schedule = subscription.schedule().map_err(|error| StoreError::Record(error.to_string()))?;
    let last_paid = shop.store.last_paid_at(reference).await?.and_then(JstDateTime::from_unix_seconds);
    let applied_on = subscription.recurring.joined_on();
    let last_payment = last_paid.map_or(applied_on, |paid| paid.date().max(applied_on));
    let authorized = period::authorization(last_payment);
    if today > authorized.last() {
        let ends_on = subscription.service_ends(authorized.last()).min(today);
        if shop.store.end_by_itself(reference, State::Expired, ends_on, None, seconds).await? {
            report.expired += 1;
        }
        return Ok(());
    }
    if subscription.problem.is_none() {
        let past = shop.store.charges(reference).await?;
        let due = schedule.charges_from(subscription.bills_from).take_while(|charge| charge.date <= today);
        for charge in due.filter(|charge| past.iter().all(|past| past.due_on != charge.date)) {
            report.count(carry_out(shop, api, subscription, &charge, now).await?);
        }
        if subscription.recurring.is_usage() {
            report.count(usage::carry_out(shop, api, subscription, now).await?);
        }
    }
    if let Some(last) = schedule.last() {
        let ends_on = subscription.service_ends(last.date);
        if today > ends_on
            && let Some(said) = release(api, subscription, now).await
            && shop.store.end_by_itself(reference, State::EndedLastMonth, ends_on, Some(&said), seconds).await?
        {
            report.ended += 1;
        }
    }
    Ok(())
}

/// Ends at the carrier what has run its term (ST02-00309-402), so that no authorisation outlives
/// the contract and the same customer can join again. What the gateway said; `None` if it was not
/// reached: the next run asks then.
async fn release(api: &GatewayApi, subscription: &Subscription, now: JstDateTime) -> Option<String> {
    let Some(contract) = subscription.tracking_id.clone() else { return Some("no contract".to_owned()) };
    match api.unsubscribe(contract, now).await {
        Reply::Done(_) => Some("unsubscribed".to_owned()),
        Reply::Refused(code) => Some(format!("refused {code}")),
        Reply::NotSent(_) => None,
        // Nothing is charged any more in either case; the log tells whom to look for.
        Reply::Unknown(why) => Some(format!("unknown: {why}")),
    }
}
