//! Asks an address whether it answers, and what time it is there, or for the page that it answers: for whoever looks why
//! nothing arrives. Nothing is sent but the request's head.

use super::http_client::client;
use chrono::DateTime;
use reqwest::header::{ACCEPT, DATE, LOCATION};
use std::error::Error;
use std::time::Duration;
use url::Url;

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

/// The most redirects that are followed, as browsers have it.
const MOST_REDIRECTS: usize = 20;

/// The most octets of a page that are read.
const MOST_OCTETS: usize = 4 << 20;

/// A page as it was answered.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// Its address, after all redirects.
    pub address: Url,
    /// Its status.
    pub status: u16,
    /// Its headers, by names in lower case; one that is no text is left out.
    pub headers: Vec<(String, String)>,
    /// Its beginning, as UTF-8.
    pub text: String,
}

/// Fetches a page as a browser that comes for the first time.
///
/// # Errors
/// Why there is no answer, in words and without the address.
pub async fn fetch(address: &Url) -> Result<Fetched, String> {
    let client = client(PATIENCE).map_err(|error| in_words(&error))?;
    let mut address = address.clone();
    for _ in 0..=MOST_REDIRECTS {
        let request = client.get(address.clone()).header(ACCEPT, "text/html");
        let mut answer = request.send().await.map_err(|error| in_words(&error.without_url()))?;
        let location = answer.headers().get(LOCATION).filter(|_| answer.status().is_redirection());
        if let Some(next) = location.and_then(|it| it.to_str().ok()).and_then(|it| address.join(it).ok()) {
            address = next;
            continue;
        }
        let header = |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
            Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
        };
        let (status, headers) = (answer.status().as_u16(), answer.headers().iter().filter_map(header).collect());
        let mut body = Vec::new();
        while let Some(part) = answer.chunk().await.map_err(|error| in_words(&error.without_url()))? {
            body.extend_from_slice(&part);
            if body.len() > MOST_OCTETS {
                break;
            }
        }
        let text = String::from_utf8_lossy(&body).into_owned();
        return Ok(Fetched { address, status, headers, text });
    }
    Err("it redirects and never arrives".to_owned())
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
