//! One look at a contract: what is due, whether it has run its term, and when to look again.

use super::charge::carry_out;
use super::job::{BillingError, Job};
use super::report::Report;
use crate::domain::billing::{Hold, HoldReason};
use crate::domain::charge::PastCharge;
use crate::domain::reconciliation::{Kind, NewItem, Subject};
use crate::domain::subscription::{Subscription, SubscriptionState};
use crate::service::Shop;
use crate::service::gateway_api::told;
use crate::store::{BegunCharge, Store, StoreError, ToLookAt};
use chrono::{Days, NaiveDate};
use sbps::api::Function;
use sbps::period;
use sbps::schedule::{Amount, Charge, Schedule};
use sbps::verdict::{Effect, FollowUp};

pub(super) async fn look_at(shop: &Shop, it: ToLookAt) -> Result<Report, BillingError> {
    let Some(api) = &shop.api else { return Ok(Report::NOTHING) };
    let job = Job { shop, api };
    let subscription = match it.subscription {
        Ok(subscription) if subscription.recurring.is_simple() => {
            shop.store.look_on(&it.reference, it.looks, LAST_DAY).await?;
            return Ok(Report::NOTHING);
        }
        Ok(subscription) => subscription,
        Err(why) => return unreadable(&job, &it.reference, it.looks, why).await,
    };
    match bill(&job, &subscription, it.looks).await {
        Err(BillingError::Store(StoreError::Record(why))) => unreadable(&job, &it.reference, it.looks, why).await,
        looked => looked,
    }
}

/// The last day that the record can name.
const LAST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// One bad row goes to the list, and the rest is billed. It is looked at again tomorrow.
async fn unreadable(job: &Job<'_>, reference: &str, looks: i64, why: String) -> Result<Report, BillingError> {
    let now = job.now()?;
    tracing::error!(why, "a contract cannot be read and is not billed: see the reconciliation list");
    let subject = Subject::Contract(reference.to_owned());
    let item = NewItem { kind: Kind::ContractUnreadable, subject, order_id: None, tracking_id: None, detail: why };
    job.shop.store.open_item(&item, now.unix_seconds()).await?;
    job.shop.store.look_on(reference, looks, after(now.date())).await?;
    Ok(Report { unreadable: 1, ..Report::NOTHING })
}

fn after(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).map_or(LAST_DAY, |next| next.min(LAST_DAY))
}

async fn bill(job: &Job<'_>, subscription: &Subscription, looks: i64) -> Result<Report, BillingError> {
    let (store, reference) = (&job.shop.store, subscription.reference.as_str());
    let now = job.now()?;
    let (today, seconds) = (now.date(), now.unix_seconds());
    let schedule = subscription.schedule().map_err(|error| StoreError::Record(error.to_string()))?;
    let authorized = authorization(store, subscription).await?;
    let mut report = Report::NOTHING;
    if today > authorized.last() {
        let ends_on = subscription.service_ends(authorized.last()).min(today);
        let expired = store.end_by_itself(reference, SubscriptionState::Expired, ends_on, None, seconds).await?;
        return Ok(Report { expired: expired.into(), ..report });
    }
    let mut look_on = after(authorized.last());
    if subscription.problem.is_none() {
        let begun = due(job, subscription, &schedule, today, &mut report).await?;
        report.add(&carry_out(job, subscription, begun).await?);
        if subscription.recurring.is_usage() {
            let begun = store.begin_usage_charge(reference, today, job.now()?.unix_seconds()).await?;
            report.add(&carry_out(job, subscription, begun).await?);
            let open = store.open_usage(reference).await?;
            look_on = open.0.first().map_or(look_on, |entry| look_on.min(entry.bills_on.max(after(today))));
        }
        look_on = schedule.next_after(today).map_or(look_on, |next| look_on.min(next.date));
    }
    if let Some(last) = schedule.last() {
        let ends_on = subscription.service_ends(last.date);
        look_on = look_on.min(after(ends_on.max(today)));
        if today > ends_on {
            report.ended += u32::from(release(job, subscription, ends_on).await?);
        }
    }
    store.look_on(reference, looks, look_on).await?;
    Ok(report)
}

/// The days on which the contract can be billed, counted from its last payment, or from joining.
pub(super) async fn authorization(store: &Store, subscription: &Subscription) -> Result<period::Period, StoreError> {
    let joined_on = subscription.recurring.joined_on();
    let paid_on = store.last_paid_on(&subscription.reference).await?;
    Ok(period::authorization(paid_on.map_or(joined_on, |paid_on| paid_on.max(joined_on))))
}

/// The charges that are due by the calendar and that nobody has begun, in the order of their days: the last one is billed.
pub(super) fn open_charges(
    subscription: &Subscription,
    schedule: &Schedule,
    past: &[PastCharge],
    today: NaiveDate,
) -> Vec<Charge> {
    let due = schedule.charges_from(subscription.bills_from).take_while(|charge| charge.date <= today);
    due.filter(|charge| past.iter().all(|past| past.due_on != charge.date)).collect()
}

/// Begins the latest charge that is due by the calendar. Those before it were missed while nothing
/// was billed: they are passed over and go to the list, so that nobody pays for several at once.
async fn due(
    job: &Job<'_>,
    subscription: &Subscription,
    schedule: &Schedule,
    today: NaiveDate,
    report: &mut Report,
) -> Result<BegunCharge, BillingError> {
    let (store, reference) = (&job.shop.store, subscription.reference.as_str());
    let open = open_charges(subscription, schedule, &store.charges(reference).await?, today);
    let Some((latest, missed)) = open.split_last() else { return Ok(BegunCharge::Nothing) };
    for charge in missed {
        let (amount, now) = (charge.amount.most(), job.now()?.unix_seconds());
        report.missed += u32::from(store.pass_over_charge(reference, charge.date, amount, now).await?);
    }
    let Amount::Fixed(amount) = latest.amount else { return Ok(BegunCharge::Nothing) };
    Ok(store.begin_charge(reference, latest.date, amount, job.now()?.unix_seconds()).await?)
}

/// Ends at the carrier what has run its term (ST02-00309-402), so that no authorisation outlives
/// the contract and the same customer can join again; says whether it has ended here. Where it
/// certainly has not, it is asked for again tomorrow; where nobody knows, it is on the list.
async fn release(job: &Job<'_>, subscription: &Subscription, ends_on: NaiveDate) -> Result<bool, BillingError> {
    let (store, reference) = (&job.shop.store, subscription.reference.as_str());
    let Some(contract) = subscription.tracking_id.clone() else {
        return Err(StoreError::Record("a contract in force without its name".to_owned()).into());
    };
    let function = Function::UnsubscribeFixedTerm;
    let call = store.begin_call(function, reference, &contract, job.now()?.unix_seconds()).await?;
    let outcome = job.api.unsubscribe(contract.clone(), job.now()?).await;
    let now = job.now()?.unix_seconds();
    let told = told(function, &outcome, now);
    store.end_call(call, &told).await?;
    let verdict = told.answer.verdict;
    match verdict.follow_up {
        FollowUp::WaitAndRetry => return Ok(false),
        FollowUp::StopRun => {
            let hold = Hold { reason: HoldReason::OurFault, detail: told.detail, held_at: now };
            store.hold_billing(hold, "kantan").await?;
            return Err(BillingError::Held);
        }
        FollowUp::CountAsDone | FollowUp::SuspendAndTellPayer | FollowUp::Reconcile => {}
    }
    let said = format!("{}: {}", function.id(), told.detail);
    if verdict.effect != Effect::Done {
        let item = NewItem {
            kind: Kind::ContractEndUncertain,
            subject: Subject::Contract(reference.to_owned()),
            order_id: None,
            tracking_id: Some(contract.to_string()),
            detail: said.clone(),
        };
        store.open_item(&item, now).await?;
    }
    Ok(store.end_by_itself(reference, SubscriptionState::EndedLastMonth, ends_on, Some(&said), now).await?)
}
