//! Where the time comes from: the only place that reads a clock.
//!
//! A demo shares its time with the sandbox: then the clock is asked for over HTTP before each
//! request and each billing run, and runs on from the answer.

use super::http_client::client;
use reqwest::Client;
use sbps::date_time::JstDateTime;
use serde::Deserialize;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// How long the shared clock may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// Tells the seconds since 1970-01-01T00:00:00Z.
#[derive(Clone)]
pub struct Clock {
    seconds: Arc<dyn Fn() -> i64 + Send + Sync>,
    shared: Option<Arc<Shared>>,
}

/// A clock elsewhere that this one follows.
struct Shared {
    client: Client,
    url: String,
    ahead: Arc<AtomicI64>,
}

#[derive(Deserialize)]
struct ClockAnswer {
    now: String,
}

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
        Self { seconds: Arc::new(seconds), shared: None }
    }

    /// The machine's clock, set by what `url` answers: `{"now":"YYYYMMDDHHMMSS"}`, in Japan's time.
    ///
    /// # Errors
    /// [`reqwest::Error`] when nothing can be asked.
    pub fn shared(url: &str) -> Result<Self, reqwest::Error> {
        let ahead = Arc::new(AtomicI64::new(0));
        let shared = Shared { client: client(PATIENCE)?, url: url.to_owned(), ahead: Arc::clone(&ahead) };
        let seconds = move || chrono::Utc::now().timestamp() + ahead.load(Ordering::SeqCst);
        Ok(Self { seconds: Arc::new(seconds), shared: Some(Arc::new(shared)) })
    }

    /// Asks the shared clock, if there is one; it runs on as it was where it does not answer.
    pub async fn refresh(&self) {
        let Some(shared) = &self.shared else { return };
        match shared.ask().await {
            Some(now) => {
                let ahead = now.unix_seconds() - chrono::Utc::now().timestamp();
                shared.ahead.store(ahead, Ordering::SeqCst);
            }
            None => tracing::warn!(url = shared.url, "MERCHANT_CLOCK_URL tells no time"),
        }
    }

    /// Whether somebody moves it on purpose, as in a demo.
    #[must_use]
    pub const fn is_moved(&self) -> bool {
        self.shared.is_some()
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix_seconds(&self) -> i64 {
        (self.seconds)()
    }

    /// The moment in Japan; `None` outside the years 1 to 9999.
    #[must_use]
    pub fn now(&self) -> Option<JstDateTime> {
        JstDateTime::from_unix_seconds(self.unix_seconds())
    }
}

impl Shared {
    async fn ask(&self) -> Option<JstDateTime> {
        let request = self.client.get(&self.url).header(reqwest::header::ACCEPT, "application/json");
        let body = request.send().await.ok()?.bytes().await.ok()?;
        serde_json::from_slice::<ClockAnswer>(&body).ok()?.now.parse().ok()
    }
}
