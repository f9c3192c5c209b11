//! Whether the shop can take an order, for whoever watches it.
//!
//! That is tried by writing, and every write is a sync of the disk: so whoever asks within a second
//! of somebody else is told the same.

use crate::domain::billing::HoldReason;
use crate::store::Store;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// For how long an answer holds.
const HOLDS: Duration = Duration::from_secs(1);

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ready {
    /// Whether the record can be written.
    pub is_ready: bool,
    /// Why the billing run stands still, if it does. Orders are taken all the same.
    pub held: Option<HoldReason>,
}

/// What was found last.
#[derive(Debug, Default)]
pub struct Readiness(Mutex<Option<(Instant, Ready)>>);

impl Readiness {
    /// Writes into the record, unless that was tried within the last second. `now` is in seconds
    /// since 1970-01-01T00:00:00Z.
    pub async fn of(&self, store: &Store, now: i64) -> Ready {
        let mut last = self.0.lock().await;
        if let Some((at, found)) = *last
            && at.elapsed() < HOLDS
        {
            return found;
        }
        let tried = async {
            store.try_to_write(now).await?;
            store.billing_hold().await
        };
        let found = match tried.await {
            Ok(hold) => Ready { is_ready: true, held: hold.map(|hold| hold.reason) },
            Err(error) => {
                tracing::error!(%error, "NOT READY: the record cannot be written");
                Ready { is_ready: false, held: None }
            }
        };
        *last = Some((Instant::now(), found));
        drop(last);
        found
    }
}
