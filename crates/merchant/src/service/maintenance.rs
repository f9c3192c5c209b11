//! Whether anything can be begun now, and when it cannot: by the configuration, and by what staff set
//! while the shop is open. Nothing is signed while the payment service is closed: what a payer would
//! begin then could not be finished.

use super::problem::{Code, Problem};
use crate::domain::maintenance::{Maintenance, Window};
use crate::store::Store;
use sbps::date_time::JstDateTime;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// For so long what was read counts as known: in another process, and after a command, payers see a
/// window within this time.
const FRESH: Duration = Duration::from_secs(1);

#[derive(Debug, Default)]
struct Known {
    all: Maintenance,
    read_at: Option<Instant>,
}

/// When the payment service is closed, as far as is known; whoever has a copy knows the same.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    configured: Maintenance,
    known: Arc<Mutex<Known>>,
}

impl Calendar {
    /// What the configuration says.
    #[must_use]
    pub fn new(configured: Maintenance) -> Self {
        let known = Known { all: configured.clone(), read_at: None };
        Self { configured, known: Arc::new(Mutex::new(known)) }
    }

    /// Nothing that can panic is done while it is held.
    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the configuration says alone.
    #[must_use]
    pub const fn configured(&self) -> &Maintenance {
        &self.configured
    }

    /// Everything that is known.
    #[must_use]
    pub fn known(&self) -> Maintenance {
        self.lock().all.clone()
    }

    /// The window that is on.
    #[must_use]
    pub fn on(&self, now: JstDateTime) -> Option<Window> {
        self.lock().all.on(now)
    }

    /// Reads what staff have set, unless it was read a moment ago. Where the record does not answer,
    /// what was known stays.
    pub async fn refresh(&self, store: &Store) {
        let is_fresh = self.lock().read_at.is_some_and(|at| at.elapsed() < FRESH);
        if !is_fresh {
            self.read(store).await;
        }
    }

    /// The same, in any case.
    pub async fn read(&self, store: &Store) {
        match store.maintenance_windows().await {
            Ok(set) => {
                let all = self.configured.with(set.into_iter().map(|set| set.window));
                *self.lock() = Known { all, read_at: Some(Instant::now()) };
            }
            Err(error) => tracing::warn!(%error, "the windows of maintenance cannot be read: those known before hold"),
        }
    }
}

impl PartialEq for Calendar {
    fn eq(&self, other: &Self) -> bool {
        self.known() == other.known()
    }
}

/// Whether anything can be begun.
///
/// # Errors
/// [`Code::Maintenance`] with the moment at which it is over.
pub fn check(calendar: &Calendar, now: JstDateTime) -> Result<(), Problem> {
    let Some(window) = calendar.on(now) else { return Ok(()) };
    let wait = u32::try_from(window.until.unix_seconds() - now.unix_seconds()).unwrap_or(u32::MAX);
    Err(Problem { until: Some(window.until), ..Code::Maintenance.into() }.after(wait))
}

#[cfg(test)]
mod tests {
    use super::{Calendar, check};
    use sbps::date_time::JstDateTime;

    #[test]
    fn nothing_is_begun_until_the_moment_that_is_told() {
        let maintenance = Calendar::new("2026-12-01T02:00/2026-12-01T05:00".parse().expect("one window"));
        let moment = |digits: &str| digits.parse::<JstDateTime>().expect("a moment");
        assert!(check(&maintenance, moment("20261201015959")).is_ok());
        let problem = check(&maintenance, moment("20261201045959")).expect_err("the last second");
        assert_eq!((problem.retry_after, problem.until), (Some(1), Some(moment("20261201050000"))));
        assert!(check(&maintenance, moment("20261201050000")).is_ok());
    }
}
