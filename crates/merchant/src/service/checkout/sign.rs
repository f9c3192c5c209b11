//! Signs a request to pay for an order, or to make the contract of one.
//!
//! Link type: A01-1 for one-time purchases, recurring (simple) contracts and those that this server
//! bills whose first charge is due on the day of joining; D01-1 for the others that this server
//! bills. The order id is fresh each time and the request date is the moment of signing, in Japan's
//! time.

use super::admission::{Admitted, admit};
use super::evidence;
use crate::domain::order::{Admission, Requested};
use crate::domain::reference::unguessable;
use crate::service::Shop;
use crate::service::address::order_address;
use crate::service::ordering::paid;
use crate::service::problem::{Code, Problem, internal};
use crate::service::signing::{Handoff, addresses, application, describe_contract, purchase};
use crate::service::subscription::joining;
use crate::store::NewAttempt;
use kantan_checkout::page::request::CheckoutRequest;
use sbps::identifier::OrderId;
use sbps::message::Application;
use sbps::message::purchase_request::Purchase;

/// Signs a request to pay for an order, or to make its contract.
///
/// # Errors
/// The [`Problem`] that keeps it from going on; nothing was charged then.
pub async fn sign(shop: &Shop, asked: &CheckoutRequest) -> Result<Handoff, Problem> {
    let Admitted { order, now, terms } = admit(shop, asked).await?;
    let (name, token) = (unguessable(), unguessable());
    let order_id = OrderId::new(&name).map_err(|error| internal(&error))?;
    let addresses = addresses(&shop.settings.public_url, &token).map_err(|error| internal(&error))?;
    let (requested, how) = match &terms {
        Some((recurring, schedule)) => {
            (joining::requested(shop, &order, recurring, schedule).await?, joining::purchase(recurring))
        }
        None => (Some(Requested { amount: order.amount, tax: order.tax }), Purchase::OneTime),
    };
    let handoff = match requested {
        Some(requested) => purchase(shop, &order, order_id.clone(), (requested, how), addresses, now)?,
        None => {
            let contract = describe_contract(shop, &order, order_id.clone(), Application::Apply, now);
            application(shop, contract, addresses)?
        }
    };
    let evidence = evidence::of(shop, &order, asked.language, &order_id, now).await?;
    let attempt = NewAttempt { reference: &order.reference, order_id: &order_id, token: &token, requested, evidence };
    // Kept before it is handed out: a result can only come for a request that is known.
    match shop.store.add_attempt(&attempt, now.unix_seconds()).await? {
        Admission::Kept => {}
        Admission::Paid => return Err(paid(&order)),
        Admission::Withdrawn => return Err(Code::OrderExpired.into()),
        Admission::TooMany { retry_after } => {
            return Err(Problem::from(Code::TooManyRequests).after(retry_after).then(order_address(&order.reference)));
        }
    }
    // What the payer reads until it is over, mails too: the language of the page on which the order was placed.
    if asked.language != order.language {
        shop.store.speak(&order.reference, asked.language).await?;
    }
    tracing::info!(order_id = order_id.as_str(), "request signed");
    Ok(handoff)
}
