//! Opens the record for a command, and the service on it.

use super::config::Config;
use crate::demo;
use crate::service::Shop;
use crate::service::billing::Desk;
use crate::service::clock::Clock;
use crate::service::gateway_api::GatewayApi;
use crate::service::metrics::Metrics;
use crate::service::readiness::Readiness;
use crate::service::settings::Settings;
use crate::service::storefront::Storefront;
use crate::store::Store;
use chrono::NaiveDate;
use std::error::Error;

/// The shop's record, which is there. `now` is in seconds since 1970-01-01T00:00:00Z.
///
/// # Errors
/// Why it is not served, with the variable that names it.
pub(super) async fn open(config: &Config, now: i64) -> Result<Store, String> {
    open_or_begin(config, false, now).await
}

/// The same; where it is `new`, it is made.
///
/// # Errors
/// Why it is not served, with the variable that names it.
pub(super) async fn open_or_begin(config: &Config, new: bool, now: i64) -> Result<Store, String> {
    Store::open_for(&config.database_url, &config.settings.account, new, now)
        .await
        .map_err(|error| format!("MERCHANT_DATABASE_URL is {:?}: {error}", config.database_url))
}

/// What the shop sells of its own.
///
/// # Errors
/// That the contract with the gateway does not allow it.
pub(super) fn storefront_of(config: &Config, today: NaiveDate) -> Result<Storefront, Box<dyn Error>> {
    if !config.has_demo_shop {
        return Ok(Storefront::nameless());
    }
    Ok(demo::storefront(config.settings.contract, config.settings.methods(), today)?)
}

/// The service, of what it is made of.
pub(super) fn shop_of(
    settings: Settings,
    clock: Clock,
    store: Store,
    storefront: Storefront,
    (api, metrics): (Option<GatewayApi>, Metrics),
) -> Shop {
    let (billing, readiness) = (Desk::new(settings.billing.calls), Readiness::default());
    Shop { settings, clock, store, storefront, api, billing, metrics, readiness }
}

/// The service for a command: on the record that is there, beside the one that is served.
///
/// # Errors
/// What is wrong with the settings, the clock or the record.
pub(super) async fn open_shop() -> Result<Shop, Box<dyn Error>> {
    let config = Config::from_environment()?;
    let clock = clock_of(&config).await?;
    let now = clock.now().ok_or("the clock is outside the years 1 to 9999")?;
    let storefront = storefront_of(&config, now.date())?;
    let metrics = Metrics::default();
    let api = GatewayApi::of(&config.settings, &metrics)?;
    let store = open(&config, now.unix_seconds()).await?;
    Ok(shop_of(config.settings, clock, store, storefront, (api, metrics)))
}

/// The machine's clock; in a demo, the one that it shares.
pub(super) async fn clock_of(config: &Config) -> Result<Clock, Box<dyn std::error::Error>> {
    let Some(url) = &config.clock_url else { return Ok(Clock::system()) };
    tracing::warn!(url = url.as_str(), "MERCHANT_CLOCK_URL is set: this is a demo, the time is not the real one");
    let clock = Clock::shared(url.as_str())?;
    clock.refresh().await;
    Ok(clock)
}

/// Carries a command out on the record that is there, at this moment in seconds since 1970-01-01T00:00:00Z.
///
/// # Errors
/// What is wrong with the settings, the clock or the record; or what the command says.
pub(super) async fn on_record(
    carry_out: impl AsyncFnOnce(&Store, i64) -> Result<(), Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let config = Config::from_environment()?;
    let now = clock_of(&config).await?.unix_seconds();
    let store = open(&config, now).await?;
    let done = carry_out(&store, now).await;
    store.close().await;
    done
}
