//! Bills what was used under a contract of pay as you go: all of it in one charge for a day, the
//! day after or later.

use super::charge::{Due, ask};
use crate::domain::charge::PastOutcome;
use crate::domain::reference::unguessable;
use crate::domain::subscription::Subscription;
use crate::service::Shop;
use crate::service::gateway_api::GatewayApi;
use crate::store::StoreError;
use sbps::date_time::JstDateTime;
use sbps::identifier::OrderId;

/// Carries out today's charge; `None` if nothing is to be billed or somebody else has begun it.
pub(super) async fn carry_out(
    shop: &Shop,
    api: &GatewayApi,
    subscription: &Subscription,
    now: JstDateTime,
) -> Result<Option<PastOutcome>, StoreError> {
    let Some(contract) = subscription.tracking_id.clone() else { return Ok(None) };
    let order_id = OrderId::new(&unguessable()).map_err(|error| StoreError::Record(error.to_string()))?;
    let (reference, on, seconds) = (subscription.reference.as_str(), now.date(), now.unix_seconds());
    let Some(amount) = shop.store.begin_usage_charge(reference, on, &order_id, seconds).await? else {
        return Ok(None);
    };
    ask(shop, api, subscription, Due { contract, order_id, on, amount }, now).await.map(Some)
}
