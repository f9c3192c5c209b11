//! What all runs of a process share: how many calls may be under way, and whether it is to stop.

use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit, watch};

/// What all runs of a process share.
#[derive(Debug)]
pub struct Desk {
    places: Semaphore,
    count: u32,
    stopping: watch::Sender<bool>,
}

impl Desk {
    /// A desk at which so many contracts are worked on at once, at least one.
    #[must_use]
    pub fn new(calls: u16) -> Self {
        let calls = calls.max(1);
        Self { places: Semaphore::new(calls.into()), count: calls.into(), stopping: watch::Sender::new(false) }
    }

    /// How many contracts are worked on at once.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count as usize
    }

    /// A place; `None` once nothing further is to be begun.
    pub(super) async fn place(&self) -> Option<SemaphorePermit<'_>> {
        let place = self.places.acquire().await.ok()?;
        if self.is_stopping() { None } else { Some(place) }
    }

    /// From now on nothing further is begun.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Whether nothing further is to be begun.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        *self.stopping.borrow()
    }

    /// Until nothing further is to be begun.
    pub async fn stopping(&self) {
        // The sender lives as long as the desk.
        let _ = self.stopping.subscribe().wait_for(|stopping| *stopping).await;
    }

    /// Until nothing is under way any more; says whether that was so within `patience`.
    pub async fn finished(&self, patience: Duration) -> bool {
        tokio::time::timeout(patience, self.places.acquire_many(self.count)).await.is_ok()
    }
}
