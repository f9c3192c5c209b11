//! The clock of the sandbox: the only place that reads the time.

use chrono::Utc;
use sbps::date_time::JstDateTime;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Where the time comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine.
    System,
    /// A number of seconds since 1970-01-01T00:00:00Z that a test sets.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `now` until it is moved.
    #[must_use]
    pub fn fixed(now: JstDateTime) -> (Self, Arc<AtomicI64>) {
        let seconds = Arc::new(AtomicI64::new(now.unix_seconds()));
        (Self::Fixed(Arc::clone(&seconds)), seconds)
    }

    /// The moment in Japan. `None` only outside the years 1 to 9999, which no clock of a machine shows.
    #[must_use]
    pub fn now(&self) -> Option<JstDateTime> {
        JstDateTime::from_unix_seconds(match self {
            Self::System => Utc::now().timestamp(),
            Self::Fixed(seconds) => seconds.load(Ordering::SeqCst),
        })
    }
}
