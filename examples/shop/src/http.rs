//! Calls to the payment service.

use reqwest::{Client, redirect};
use std::time::Duration;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A client that follows nothing.
///
/// # Errors
/// [`reqwest::Error`] when the machine has no certificates.
pub(crate) fn client() -> Result<Client, reqwest::Error> {
    // It is installed already when another client was made before.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().redirect(redirect::Policy::none()).timeout(PATIENCE).no_proxy().build()
}
