//! Signs a request to pay for an order, or to make the contract of one.
//!
//! Link type: A01-1 for one-time purchases, recurring (simple) contracts and those that this server bills whose first
//! charge is due on the day of joining; D01-1 for the others that this server bills.
//! The order id is fresh each time and the request date is the moment of signing, in Japan's time.

use super::{CheckoutRequest, charges_shown, order_address, result_address, unguessable};
use crate::Shop;
use crate::problem::{Code, Problem};
use crate::store::order::{Admission, Order};
use crate::store::requested::Requested;
use crate::subscription::application;
use sbps::date_time::JstDateTime;
use sbps::identifier::OrderId;
use sbps::message::purchase_request::{NotAccepted, Purchase, PurchaseRequest, ReturnAddresses, WebAddress};
use sbps::message::{Application, SignedForm};
use serde_json::json;

/// A signed form and where the browser posts it.
#[derive(Clone, Debug)]
pub struct Handoff {
    /// The destination.
    pub action: WebAddress,
    /// The form.
    pub signed: SignedForm,
}

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
    shop.config.maintenance.check(now).map_err(|problem| problem.then(back.clone()))?;
    // Whoever signs today joins today: nothing completes across midnight.
    let recurring = order.plan.as_ref().map(|terms| terms.joined_on(now.date()));
    let schedule = match &recurring {
        None => None,
        Some(recurring) => Some(recurring.schedule(order.amount).map_err(|error| internal(&error))?),
    };
    let charges = schedule.as_ref().map(|schedule| charges_shown(schedule, now.date()));
    if !asked.displayed.is(&order, charges.as_deref()) {
        let current = json!({
            "item_id": order.item_id.as_str(),
            "item_name": order.item_name.as_str(),
            "amount": order.amount.get(),
            "tax": order.tax.get(),
            "charges": charges,
        });
        return Err(Problem::from(Code::DisplayedDiffers).with("current", current).then(back));
    }
    if order.plan.is_some()
        && let Some(reference) = shop.store.in_force(&order.customer_code, &order.product).await?
    {
        let address = application::address(&reference);
        return Err(Problem::from(Code::AlreadySubscribed).with("subscription_url", json!(address)).then(address));
    }
    let (attempt, token) = (unguessable(), unguessable());
    let order_id = OrderId::new(&attempt).map_err(|error| internal(&error))?;
    let addresses = addresses(&shop.config.public_url, &token).map_err(|error| internal(&error))?;
    let (requested, how) = match (&recurring, &schedule) {
        (Some(recurring), Some(schedule)) => {
            (application::requested(shop, &order, recurring, schedule).await?, application::joining(recurring))
        }
        _ => (Some(Requested { amount: order.amount, tax: order.tax }), Purchase::OneTime),
    };
    let handoff = match requested {
        Some(requested) => purchase(shop, &order, order_id.clone(), (requested, how), addresses, now)?,
        None => {
            let contract = application::description(shop, &order, order_id.clone(), Application::Apply, now);
            application::sign(shop, contract, addresses)?
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

/// Signs A01-1 for an order, or about the contract that it made.
///
/// # Errors
/// The [`Problem`] that keeps it from going on.
pub(crate) fn purchase(
    shop: &Shop,
    order: &Order,
    order_id: OrderId,
    (requested, purchase): (Requested, Purchase),
    addresses: ReturnAddresses,
    now: JstDateTime,
) -> Result<Handoff, Problem> {
    let request = PurchaseRequest {
        merchant_id: shop.config.merchant_id.clone(),
        service_id: shop.config.service_id.clone(),
        customer_code: order.customer_code.clone(),
        order_id,
        item_id: order.item_id.clone(),
        item_name: order.item_name.clone(),
        tax: Some(requested.tax),
        amount: requested.amount,
        purchase,
        addresses,
        free: Default::default(),
        rows: Vec::new(),
        request_date: now,
        limit_seconds: shop.config.limit_seconds,
    };
    let signed = SignedForm::sign_request(request.form(), &shop.config.hash_key)
        .map_err(|error| Problem::with_detail(Code::ItemNameUnencodable, error.to_string()))?;
    Ok(Handoff { action: shop.config.purchase_url.clone(), signed })
}

fn paid(order: &Order) -> Problem {
    let result = result_address(&order.reference);
    Problem::from(Code::OrderPaid).with("result_url", json!(result)).then(result)
}

/// Where browser and gateway go after a request with that token.
///
/// # Errors
/// [`NotAccepted`] if the shop's own address makes none.
pub fn addresses(public_url: &str, token: &str) -> Result<ReturnAddresses, NotAccepted> {
    let address = |path: &str| format!("{public_url}{path}").parse::<WebAddress>();
    Ok(ReturnAddresses {
        success: address(&format!("/sbps/returns/{token}/success"))?,
        cancel: address(&format!("/sbps/returns/{token}/cancel"))?,
        error: address(&format!("/sbps/returns/{token}/error"))?,
        notification: address("/sbps/notifications")?,
    })
}

/// A request that could not be made, and why, for the log.
pub(crate) fn internal(error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(%error, "a request could not be made");
    Code::Internal.into()
}
