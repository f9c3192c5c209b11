//! By the payer's browser: the request is signed here, and the contract ends when the gateway says
//! so.
//!
//! Link type: A01-1 with `service_type` 1, the joining purchase's tracking id and a new order id
//! cancels a contract that the gateway bills (C/I); D01-1 with `service_type` 1 ends one that this
//! server bills (C−).

use crate::domain::subscription::Subscription;
use crate::domain::subscription::request::Purpose;
use crate::domain::subscription::rules::Action;
use crate::service::address::subscription_address;
use crate::service::problem::Problem;
use crate::service::signing::Handoff;
use crate::service::subscription::request::Prepared;
use crate::service::{Shop, maintenance};
use sbps::date_time::JstDateTime;
use sbps::message::Application;

pub(super) async fn sign(
    shop: &Shop,
    subscription: &Subscription,
    action: Action,
    now: JstDateTime,
) -> Result<Handoff, Problem> {
    maintenance::check(&shop.settings.maintenance, now)
        .map_err(|problem| problem.then(subscription_address(&subscription.links.act)))?;
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
