//! By the payer's browser: the request is signed here, and the contract ends when the gateway says so.
//!
//! Link type: A01-1 with `service_type` 1, the joining purchase's tracking id and a new order id cancels a contract that
//! the gateway bills (C/I); D01-1 with `service_type` 1 ends one that this server bills (C−).

use crate::Shop;
use crate::checkout::Handoff;
use crate::problem::Problem;
use crate::store::contract_request::Purpose;
use crate::subscription::Subscription;
use crate::subscription::application::address;
use crate::subscription::request::Prepared;
use crate::subscription::rules::Action;
use sbps::date_time::JstDateTime;
use sbps::message::Application;

pub(super) async fn sign(
    shop: &Shop,
    subscription: &Subscription,
    action: Action,
    now: JstDateTime,
) -> Result<Handoff, Problem> {
    shop.config.maintenance.check(now).map_err(|problem| problem.then(address(&subscription.reference)))?;
    let request = Prepared::new(shop, subscription, now).await?;
    let handoff = match action {
        Action::Cancel => request.cancellation(shop)?,
        Action::Unsubscribe | Action::Reapply => {
            request.application(shop, Application::Unsubscribe(request.contract.clone()))?
        }
    };
    request.keep(shop, Purpose::Leave).await?;
    Ok(handoff)
}
