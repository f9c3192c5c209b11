//! Calls to other servers: one request, one connection, and a limit of time.

use reqwest::{Client, redirect};
use std::time::Duration;

/// How long a connection may take.
const CONNECTING: Duration = Duration::from_secs(5);

/// A client that follows nothing, keeps no connection that might have been closed under it, and has
/// a limit of time.
///
/// # Errors
/// [`reqwest::Error`] when the machine has no certificates.
pub(super) fn client(patience: Duration) -> Result<Client, reqwest::Error> {
    // It is installed already when another client was made before.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // No idle connections: one that the gateway has closed meanwhile would make a call's outcome
    // unknown without need.
    Client::builder()
        .redirect(redirect::Policy::none())
        .connect_timeout(CONNECTING)
        .timeout(patience)
        .pool_max_idle_per_host(0)
        .build()
}
