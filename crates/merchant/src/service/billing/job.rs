//! What a look goes by, and why a run takes nothing more.

use crate::service::Shop;
use crate::service::gateway_api::GatewayApi;
use crate::store::StoreError;
use sbps::date_time::JstDateTime;

/// Why a run takes nothing more.
#[derive(Debug, thiserror::Error)]
pub(super) enum BillingError {
    /// The store is out of order.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The run stands still until a person has released it.
    #[error("billing is held")]
    Held,
    /// The clock tells no time that a message could bear.
    #[error("the clock is outside the years 1 to 9999")]
    Clock,
}

/// What a look at one charge or contract goes by.
pub(super) struct Job<'a> {
    pub(super) shop: &'a Shop,
    pub(super) api: &'a GatewayApi,
}

impl Job<'_> {
    /// The moment, read for every message and every decision.
    pub(super) fn now(&self) -> Result<JstDateTime, BillingError> {
        self.shop.clock.now().ok_or(BillingError::Clock)
    }

    /// Whether the server is to stop: what is under way is finished, nothing further is begun.
    pub(super) fn is_stopping(&self) -> bool {
        self.shop.billing.is_stopping()
    }
}
