//! Everything that the routes share.

use crate::clock::Clock;
use crate::config::Config;
use crate::contract::ledger::Ledger;
use crate::fault::Faults;
use crate::state::exchanges::Store;
use sbps::identifier::TrackingId;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Everything that the routes share.
#[derive(Debug)]
pub struct Sandbox {
    /// The settings.
    pub config: Config,
    /// The clock.
    pub clock: Clock,
    /// The exchanges so far.
    pub store: Store,
    /// Talks to the merchant's server.
    pub client: reqwest::Client,
    /// Held by whoever tells the merchant about a contract or lets time pass, so that these happen one after the other.
    pub turn: tokio::sync::Mutex<()>,
    ledger: Mutex<Ledger>,
    faults: Mutex<Faults>,
}

impl Sandbox {
    /// A sandbox without any exchange yet.
    ///
    /// # Errors
    /// When the HTTP client cannot be made.
    pub fn new(config: Config, clock: Clock) -> Result<Self, reqwest::Error> {
        // It is installed already when another sandbox was made before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build()?;
        // What was due before the sandbox started is nobody's contract.
        let billed_through = clock.now().map(|now| now.date());
        let ledger = Mutex::new(Ledger { billed_through, ..Ledger::default() });
        Ok(Self {
            config,
            clock,
            store: Store::default(),
            client,
            turn: tokio::sync::Mutex::new(()),
            ledger,
            faults: Mutex::default(),
        })
    }

    /// The contracts and charges. A thread that failed while it held the lock leaves them as they are: what is one
    /// change to the merchant is made by one function without a way to fail.
    pub fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets the faults.
    pub fn set_faults(&self, faults: Faults) {
        *self.faults() = faults;
    }

    /// The faults that are set; each change of them is one assignment.
    pub fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A new name for a payment or a contract: fourteen digits, random enough for one machine, and never zero.
#[must_use]
pub fn new_tracking_id() -> Option<TrackingId> {
    rand::random_range(10_000_000_000_000_u64..100_000_000_000_000).to_string().parse().ok()
}
