//! A merchant's server for au Kantan Kessai over the link type: a demo shop, orders, signed requests, notifications and
//! returns; and recurring contracts, ended and billed over the API type.
//!
//! The hash key lives here and nowhere else. Goods are delivered on the gateway's notification alone, never on the
//! browser's return.

pub mod billing;
pub mod catalogue;
pub mod checkout;
pub mod clock;
pub mod config;
pub mod gateway_api;
pub mod language;
pub mod maintenance;
pub mod notification;
pub mod pages;
pub mod plan;
pub mod problem;
pub mod routes;
pub mod store;
pub mod subscription;
pub mod usage;

use catalogue::Catalogue;
use clock::Clock;
use config::Config;
use gateway_api::GatewayApi;
use store::Store;

/// Everything that the routes share.
#[derive(Debug)]
pub struct Shop {
    /// The settings.
    pub config: Config,
    /// The clock.
    pub clock: Clock,
    /// The record.
    pub store: Store,
    /// What is for sale.
    pub catalogue: Catalogue,
    /// The way to the gateway's API type, where one is configured.
    pub api: Option<GatewayApi>,
}
