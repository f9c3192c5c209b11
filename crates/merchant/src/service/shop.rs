//! Everything that the functions of the service share.

use super::billing::Desk;
use super::clock::Clock;
use super::gateway_api::GatewayApi;
use super::metrics::Metrics;
use super::readiness::Readiness;
use super::settings::Settings;
use super::storefront::Storefront;
use crate::store::Store;

/// Everything that the functions of the service share.
#[derive(Debug)]
pub struct Shop {
    /// The settings.
    pub settings: Settings,
    /// The clock.
    pub clock: Clock,
    /// The record.
    pub store: Store,
    /// Who sells and what.
    pub storefront: Storefront,
    /// The way to the gateway's API type, where one is configured.
    pub api: Option<GatewayApi>,
    /// What the billing runs of this process share.
    pub billing: Desk,
    /// What is counted.
    pub metrics: Metrics,
    /// Whether the record could be written when it was tried last.
    pub readiness: Readiness,
}
