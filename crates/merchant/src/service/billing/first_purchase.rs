//! Settles what payers reserved by joining (A01-1 with `pay_type` 2): ST02-00201-402, each once.
//!
//! The payer has paid at the carrier, so it is settled whatever has become of the contract since. A
//! settlement of which the outcome is not certain is unknown and never asked for again.

use super::charge::{end, settle};
use super::report::Report;
use crate::domain::charge::{PastOutcome, Reserved};
use crate::service::Shop;
use crate::service::gateway_api::GatewayApi;
use crate::store::StoreError;
use sbps::date_time::JstDateTime;

/// Settles everything that waits for it.
pub(super) async fn settle_all(
    shop: &Shop,
    api: &GatewayApi,
    now: JstDateTime,
    report: &mut Report,
) -> Result<(), StoreError> {
    for reserved in shop.store.to_settle().await? {
        match carry_out(shop, api, &reserved, now).await {
            Ok(outcome) => report.count(outcome),
            // One contract's trouble is not the next one's.
            Err(error) => tracing::error!(subscription = reserved.subscription, %error, "not settled"),
        }
    }
    Ok(())
}

/// Settles one, unless somebody else has begun it; `None` then.
async fn carry_out(
    shop: &Shop,
    api: &GatewayApi,
    reserved: &Reserved,
    now: JstDateTime,
) -> Result<Option<PastOutcome>, StoreError> {
    let seconds = now.unix_seconds();
    if !shop.store.begin_settlement(reserved, seconds).await? {
        return Ok(None);
    }
    let reply = settle(api, reserved.tracking_id.clone(), now).await;
    Ok(Some(end(shop, &reserved.subscription, reserved.due_on, &reply, seconds).await?))
}
