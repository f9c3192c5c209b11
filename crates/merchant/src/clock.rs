//! Where the time comes from: the only place that reads a clock.

use sbps::date_time::JstDateTime;
use std::sync::Arc;

/// Tells the seconds since 1970-01-01T00:00:00Z.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> i64 + Send + Sync>);

impl std::fmt::Debug for Clock {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Clock")
    }
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self::from_seconds(|| chrono::Utc::now().timestamp())
    }

    /// A clock that asks `seconds`.
    #[must_use]
    pub fn from_seconds(seconds: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(seconds))
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix_seconds(&self) -> i64 {
        (self.0)()
    }

    /// The moment in Japan; `None` outside the years 1 to 9999.
    #[must_use]
    pub fn now(&self) -> Option<JstDateTime> {
        JstDateTime::from_unix_seconds(self.unix_seconds())
    }
}
