//! Bills contracts of fixed term: the gateway does not ("The billing processing is performed by the
//! Merchant").
//!
//! A charge is a row that is unique for contract and day; each call for it is a row that is
//! committed before the gateway is asked. What may be asked next is decided from these rows under
//! the store's one lock for writing ([`domain::charge::ledger`](crate::domain::charge::ledger)), so
//! that any number of runs, in any number of processes, ask once; and its order id follows from
//! contract, day and number, so that a copy of the record asks for the same one.

mod charge;
mod closing;
mod contract;
mod control;
mod desk;
mod forecast;
mod job;
mod report;
mod run;
mod workers;

pub use control::{Overview, hold, lift_suspension, overview, release};
pub use desk::Desk;
pub use forecast::{Due, forecast};
pub use report::Report;
pub use run::run;

use super::Shop;
use std::sync::Arc;
use std::time::Duration;

/// How often the server looks for what is due.
const EVERY: Duration = Duration::from_secs(60);

/// Bills what is due, every minute, until the server is to stop. A run that dies is told, and the
/// next one runs all the same.
pub async fn every_minute(shop: Arc<Shop>) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    while !shop.billing.is_stopping() {
        tokio::select! {
            _ = ticks.tick() => {}
            () = shop.billing.stopping() => return,
        }
        shop.clock.refresh().await;
        let billed = Arc::clone(&shop);
        match tokio::spawn(async move { run(&billed).await }).await {
            Ok(Ok(report)) if report == Report::NOTHING => {}
            Ok(Ok(report)) if report.held.is_some() => tracing::error!(?report, "BILLING IS HELD"),
            Ok(Ok(report)) => tracing::info!(?report, "billed"),
            Ok(Err(error)) => tracing::error!(%error, "billing run"),
            Err(error) => tracing::error!(%error, "BILLING RUN DIED"),
        }
    }
}
