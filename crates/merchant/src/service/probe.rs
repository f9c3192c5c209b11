//! Asks an address whether it answers, and what time it is there: for whoever looks why nothing
//! arrives. Nothing is sent but the request's head.

use super::http_client::client;
use chrono::DateTime;
use reqwest::header::DATE;
use std::error::Error;
use std::time::Duration;

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Its status.
    pub status: u16,
    /// How many seconds the clock that was given is ahead of its `Date`, if it has one.
    pub ahead_seconds: Option<i64>,
}

/// Asks for the head of an address, at the moment that `now` tells in seconds since
/// 1970-01-01T00:00:00Z, before and after.
///
/// # Errors
/// Why there is no answer, in words and without the address.
pub async fn reach(address: &str, now: impl Fn() -> i64) -> Result<Reached, String> {
    let client = client(PATIENCE).map_err(|error| in_words(&error))?;
    let before = now();
    let answer = client.head(address).send().await.map_err(|error| in_words(&error.without_url()))?;
    let between = i64::midpoint(before, now());
    let date = answer.headers().get(DATE).and_then(|date| date.to_str().ok());
    let date = date.and_then(|date| DateTime::parse_from_rfc2822(date).ok());
    Ok(Reached { status: answer.status().as_u16(), ahead_seconds: date.map(|date| between - date.timestamp()) })
}

/// The innermost cause says what a person can do something about: no such name, refused, timed out,
/// a certificate that nobody vouches for.
fn in_words(error: &(dyn Error + 'static)) -> String {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
