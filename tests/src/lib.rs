//! What the whole-system tests stand on: the two servers as a user starts them, a front that counts and may tamper, and
//! a real browser.
//!
//! Everything here meets the product over HTTP and WebDriver only. A test that cannot get what it needs fails with a
//! sentence; none is passed over.

#![allow(clippy::panic, reason = "a test that cannot go on stops with a sentence")]

pub mod axe;
pub mod browser;
mod devtools;
pub mod engine;
pub mod example;
pub mod folders;
pub mod front;
pub mod gallery;
pub mod run;
pub mod servers;
pub mod service;
pub mod shop;
pub mod subscriber;
pub mod told;

/// Stops the test with a sentence when something is not there.
pub trait OrStop<T> {
    /// The value, or the end of the test.
    fn or_stop(self, sentence: &str) -> T;
}

impl<T, E: std::fmt::Display> OrStop<T> for Result<T, E> {
    fn or_stop(self, sentence: &str) -> T {
        self.unwrap_or_else(|error| panic!("{sentence}: {error}"))
    }
}

impl<T> OrStop<T> for Option<T> {
    fn or_stop(self, sentence: &str) -> T {
        self.unwrap_or_else(|| panic!("{sentence}"))
    }
}

/// A client that follows no redirect.
#[must_use]
pub fn http_client() -> reqwest::Client {
    // It is installed already when another client was made before.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build();
    client.or_stop("an HTTP client cannot be made")
}

/// The value of an environment variable, or a default.
#[must_use]
pub fn variable(name: &str, default: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| default.to_owned())
}
