//! Signs a request to pay for an order, or to make the contract of one.
//!
//! Link type: A01-1 for one-time purchases, recurring (simple) contracts and those that this server
//! bills whose first charge is due on the day of joining; D01-1 for the others that this server
//! bills. The order id is fresh each time and the request date is the moment of signing, in Japan's
//! time.

use super::request::{CheckoutRequest, charges_shown};
use crate::domain::order::{Admission, Order, Requested};
use crate::domain::reference::unguessable;
use crate::service::address::{order_address, result_address, subscription_address};
use crate::service::problem::{Code, Problem, internal};
use crate::service::signing::{Handoff, addresses, application, describe_contract, purchase};
use crate::service::subscription::joining;
use crate::service::{Shop, maintenance};
use kantan_checkout::page::request::Displayed;
use sbps::identifier::OrderId;
use sbps::message::Application;
use sbps::message::purchase_request::Purchase;
use sbps::schedule::Schedule;

/// Signs a request to pay for an order, or to make its contract.
///
/// # Errors
/// The [`Problem`] that keeps it from going on; nothing was charged then.
pub async fn sign(shop: &Shop, asked: &CheckoutRequest) -> Result<Handoff, Problem> {
    asked.check()?;
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let order = shop.store.order(&asked.order_reference).await?.ok_or(Code::OrderUnknown)?;
    let back = order_address(&order.reference);
    if order.paid_by.is_some() {
        return Err(paid(&order));
    }
    // Started before the deadline is in time; the deadline itself is too late.
    if now.unix_seconds() >= order.expires_at {
        return Err(Code::OrderExpired.into());
    }
    maintenance::check(&shop.settings.maintenance, now).map_err(|problem| problem.then(back.clone()))?;
    // Whoever signs today joins today: nothing completes across midnight.
    let recurring = order.plan.as_ref().map(|terms| terms.joined_on(now.date()));
    let schedule = match &recurring {
        None => None,
        Some(recurring) => Some(recurring.schedule(order.amount).map_err(|error| internal(&error))?),
    };
    let charges = schedule.as_ref().map(|schedule| charges_shown(schedule, now.date()));
    if !asked.displayed.is(&order, charges.as_deref()) {
        let most = |schedule: &Schedule| {
            let charges = schedule.charges_within_a_year(now.date());
            charges.map(|charge| (charge.date, charge.amount.most())).collect()
        };
        let current = Displayed {
            item_id: order.item_id.as_str().to_owned(),
            item_name: order.item_name.as_str().to_owned(),
            amount: order.amount,
            tax: Some(order.tax),
            charges: schedule.as_ref().map(most),
        };
        return Err(Problem::from(Code::DisplayedDiffers).with("current", current.to_json()).then(back));
    }
    if order.plan.is_some()
        && let Some(reference) = shop.store.in_force(&order.customer_code, &order.product).await?
    {
        let address = subscription_address(&reference);
        return Err(Problem::from(Code::AlreadySubscribed).with("subscription_url", address.clone()).then(address));
    }
    let (attempt, token) = (unguessable(), unguessable());
    let order_id = OrderId::new(&attempt).map_err(|error| internal(&error))?;
    let addresses = addresses(&shop.settings.public_url, &token).map_err(|error| internal(&error))?;
    let (requested, how) = match (&recurring, &schedule) {
        (Some(recurring), Some(schedule)) => {
            (joining::requested(shop, &order, recurring, schedule).await?, joining::purchase(recurring))
        }
        _ => (Some(Requested { amount: order.amount, tax: order.tax }), Purchase::OneTime),
    };
    let handoff = match requested {
        Some(requested) => purchase(shop, &order, order_id.clone(), (requested, how), addresses, now)?,
        None => {
            let contract = describe_contract(shop, &order, order_id.clone(), Application::Apply, now);
            application(shop, contract, addresses)?
        }
    };
    // Kept before it is handed out: a result can only come for a request that is known.
    match shop.store.add_attempt(&order.reference, &order_id, &token, requested, now.unix_seconds()).await? {
        Admission::Kept => {}
        Admission::Paid => return Err(paid(&order)),
        Admission::TooMany { retry_after } => {
            return Err(Problem::from(Code::TooManyRequests).after(retry_after).then(back));
        }
    }
    tracing::info!(order = order.reference, order_id = order_id.as_str(), "request signed");
    Ok(handoff)
}

fn paid(order: &Order) -> Problem {
    let result = result_address(&order.reference);
    Problem::from(Code::OrderPaid).with("result_url", result.clone()).then(result)
}
