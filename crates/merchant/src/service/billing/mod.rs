//! Bills contracts of fixed term: the gateway does not ("The billing processing is performed by the
//! Merchant").
//!
//! A charge is begun by a row that is unique for contract and day and is committed before the
//! gateway is asked. So one charge is asked for at most once, however many runs there are at once
//! and wherever one of them breaks off; a row without an outcome is unknown and stays so until a
//! person has looked.

mod charge;
mod first_purchase;
mod report;
mod run;
mod usage;

pub use report::Report;
pub use run::run;

use super::Shop;
use std::sync::Arc;
use std::time::Duration;

/// How often the server looks for what is due.
const EVERY: Duration = Duration::from_secs(60);

/// Bills what is due, every minute, for ever.
pub async fn every_minute(shop: Arc<Shop>) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        shop.clock.refresh().await;
        match run(&shop).await {
            Ok(report) if report == Report::default() => {}
            Ok(report) => tracing::info!(?report, "billed"),
            Err(error) => tracing::error!(%error, "billing run"),
        }
    }
}
