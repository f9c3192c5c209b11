//! Whether an order can be paid for now, and is what the payer saw.

use super::request::{check as check_bounds, displayed, is_what_was_seen};
use crate::domain::order::Order;
use crate::domain::plan::Recurring;
use crate::service::address::{order_address, subscription_address};
use crate::service::problem::{Code, Problem, internal};
use crate::service::subscription::find;
use crate::service::{Shop, maintenance, ordering};
use chrono::NaiveDate;
use kantan_checkout::language::Language;
use kantan_checkout::page::request::CheckoutRequest;
use sbps::date_time::JstDateTime;
use sbps::schedule::Schedule;

/// An order that can be paid for.
pub(super) struct Admitted {
    /// The order.
    pub(super) order: Order,
    /// The moment at which it can.
    pub(super) now: JstDateTime,
    /// The contract that it makes, joined today, if it makes one.
    pub(super) terms: Option<(Recurring, Schedule)>,
}

/// The contract that an order makes when it is joined on that day.
fn terms(order: &Order, joined_on: NaiveDate) -> Result<Option<(Recurring, Schedule)>, Problem> {
    let Some(terms) = &order.plan else { return Ok(None) };
    let recurring = terms.joined_on(joined_on);
    let schedule = recurring.schedule(order.amount).map_err(|error| internal(&error))?;
    Ok(Some((recurring, schedule)))
}

/// Admits a request to pay for an order, or to make its contract.
///
/// # Errors
/// The [`Problem`] that keeps it from going on.
pub(super) async fn admit(shop: &Shop, asked: &CheckoutRequest) -> Result<Admitted, Problem> {
    check_bounds(asked)?;
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let order = ordering::find(shop, &asked.order_reference).await?;
    let back = order_address(&order.reference);
    if order.paid_by.is_some() {
        return Err(ordering::paid(&order));
    }
    // Started before the deadline is in time; the deadline itself is too late. What the shop has
    // withdrawn has no time left.
    if now.unix_seconds() >= order.expires_at || order.withdrawn_at.is_some() {
        return Err(Code::OrderExpired.into());
    }
    maintenance::check(&shop.settings.maintenance, now).map_err(|problem| problem.then(back.clone()))?;
    // Whoever signs today joins today: nothing completes across midnight.
    let terms = terms(&order, now.date())?;
    let current = displayed(&order, terms.as_ref().map(|(_, schedule)| schedule), now.date());
    if !is_what_was_seen(&asked.displayed, &current) {
        return Err(Problem::from(Code::DisplayedDiffers).with("current", current.to_json()).then(back));
    }
    if order.plan.is_some()
        && let Some(reference) = shop.store.in_force(&order.customer_code, &order.product).await?
    {
        let contract = find(shop, &reference).await?;
        let address = subscription_address(contract.links.for_holder_since(order.created_at));
        return Err(Problem::from(Code::AlreadySubscribed).with("subscription_url", address.clone()).then(address));
    }
    Ok(Admitted { order, now, terms })
}

/// Checks a request as [`sign`](super::sign) does, and signs nothing. Gives back the day in Japan:
/// what an order says is frozen, so that the order and the day say what was shown.
///
/// # Errors
/// The [`Problem`] that keeps it from going on.
pub async fn check(shop: &Shop, asked: &CheckoutRequest) -> Result<NaiveDate, Problem> {
    Ok(admit(shop, asked).await?.now.date())
}

/// What was asked for by whoever was shown an order on that day, in that language.
///
/// # Errors
/// [`Code::OrderUnknown`]; [`Code::DisplayedDiffers`] for a day on which nobody can have seen it.
pub async fn asked_on(
    shop: &Shop,
    reference: &str,
    shown_on: NaiveDate,
    language: Language,
) -> Result<CheckoutRequest, Problem> {
    let order = ordering::find(shop, reference).await?;
    let today = shop.clock.now().ok_or(Code::Internal)?.date();
    let made_on = JstDateTime::from_unix_seconds(order.created_at).ok_or(Code::Internal)?.date();
    if !(made_on..=today).contains(&shown_on) {
        return Err(Problem::from(Code::DisplayedDiffers).then(order_address(reference)));
    }
    let terms = terms(&order, shown_on)?;
    let displayed = displayed(&order, terms.as_ref().map(|(_, schedule)| schedule), shown_on);
    Ok(CheckoutRequest { order_reference: order.reference, language, displayed })
}
