//! Everything that the routes share.

use crate::billed::Billed;
use crate::clock::Clock;
use crate::config::Config;
use crate::contract::ledger::Ledger;
use crate::fault::Faults;
use crate::state::exchanges::Store;
use crate::state::journal::{Journal, Opened, StateError};
use crate::state::record::{self, Change};
use crate::state::remembered::Remembered;
use chrono::NaiveDate;
use sbps::identifier::TrackingId;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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
    billed: Mutex<Option<Billed>>,
    journal: Arc<Journal>,
}

/// Why a sandbox cannot start.
#[derive(Debug, thiserror::Error)]
pub enum NotStarted {
    /// The HTTP client cannot be made.
    #[error("the HTTP client cannot be made: {0}")]
    Client(#[from] reqwest::Error),
    /// What it remembers cannot be used.
    #[error(transparent)]
    State(#[from] StateError),
}

impl Sandbox {
    /// A sandbox that remembers what its file says, and without a file nothing.
    ///
    /// # Errors
    /// [`NotStarted`].
    pub fn new(config: Config, clock: Clock) -> Result<Self, NotStarted> {
        // It is installed already when another sandbox was made before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build()?;
        let (mut remembered, opened) = match &config.state {
            Some(path) => {
                let mut opened = Opened::read(path)?;
                (Remembered::read(&mut opened)?, Some(opened))
            }
            None => (Remembered::default(), None),
        };
        clock.advance(remembered.days_ahead);
        // What was due before the sandbox first started is nobody's contract.
        remembered.billed_through = remembered.billed_through.or_else(|| clock.now().map(|now| now.date()));
        let journal = match opened {
            Some(opened) => opened.rewrite(&remembered.changes())?,
            None => Journal::default(),
        };
        let journal = Arc::new(journal);
        let Remembered { billed_through, exchanges, order_ids, contracts, charges, faults, .. } = remembered;
        let ledger = Ledger { contracts: contracts.into(), charges: charges.into(), billed_through };
        Ok(Self {
            config,
            clock,
            store: Store::new(exchanges, order_ids, Arc::clone(&journal)),
            client,
            turn: tokio::sync::Mutex::new(()),
            ledger: Mutex::new(ledger),
            faults: Mutex::new(faults),
            billed: Mutex::new(None),
            journal,
        })
    }

    /// The contracts and charges. A thread that failed while it held the lock leaves them as they are: what is one
    /// change to the merchant is made by one function without a way to fail.
    pub fn ledger(&self) -> LedgerGuard<'_> {
        let ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        LedgerGuard { billed_through: ledger.billed_through, ledger, journal: &self.journal }
    }

    /// The faults that are set.
    pub fn faults(&self) -> Faults {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes the faults that are set; each change is one assignment.
    pub fn change_faults<T>(&self, change: impl FnOnce(&mut Faults) -> T) -> T {
        let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        let before = faults.clone();
        let said = change(&mut faults);
        if *faults != before {
            self.journal.append(&[Change::Faults((&*faults).into())]);
        }
        said
    }

    /// What the merchant's server billed when the clock was moved last; `None` where it takes no part.
    pub fn billed(&self) -> Option<Billed> {
        self.billed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps what it billed.
    pub(crate) fn set_billed(&self, billed: Billed) {
        let kept = self.config.trial.billing.is_some().then_some(billed);
        *self.billed.lock().unwrap_or_else(PoisonError::into_inner) = kept;
    }

    /// Moves to the same time of the next day.
    pub(crate) fn advance_a_day(&self) {
        self.clock.advance(1);
        self.journal.append(&[Change::DaysAhead(self.clock.ahead_days())]);
    }
}

/// The contracts and charges for as long as nobody else may change them; what changed is written
/// down at the end.
#[derive(Debug)]
pub struct LedgerGuard<'a> {
    ledger: MutexGuard<'a, Ledger>,
    billed_through: Option<NaiveDate>,
    journal: &'a Journal,
}

impl Deref for LedgerGuard<'_> {
    type Target = Ledger;

    fn deref(&self) -> &Ledger {
        &self.ledger
    }
}

impl DerefMut for LedgerGuard<'_> {
    fn deref_mut(&mut self) -> &mut Ledger {
        &mut self.ledger
    }
}

impl Drop for LedgerGuard<'_> {
    fn drop(&mut self) {
        let Ledger { contracts, charges, billed_through } = &mut *self.ledger;
        let contracts = contracts.take_changed();
        let charges = charges.take_changed();
        if !self.journal.is_kept() {
            return;
        }
        let contracts = contracts.map(|(place, contract)| Change::Contract(place, Box::new(contract.into())));
        let charges = charges.map(|(place, charge)| Change::Charge(place, charge.into()));
        let day = billed_through.filter(|day| Some(*day) != self.billed_through).map(record::billed_through);
        let changes: Vec<_> = contracts.chain(charges).chain(day).collect();
        self.journal.append(&changes);
    }
}

/// A new name for a payment or a contract: fourteen digits, random enough for one machine, and never zero.
#[must_use]
pub fn new_tracking_id() -> Option<TrackingId> {
    rand::random_range(10_000_000_000_000_u64..100_000_000_000_000).to_string().parse().ok()
}
