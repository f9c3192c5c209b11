//! Stands in for the gateway and the carrier on one machine: it examines purchase requests, shows the screens, notifies
//! the merchant's server and sends the browser back. It is not the real service and no money moves.
//!
//! Service specification, "Service Diagram" and "Payment Status Transition"; link type, A01-1, A02-1, A03-1.

pub mod clock;
pub mod config;
pub mod exchange;
pub mod gateway;
pub mod notification;
pub mod payment;
pub mod routes;
pub mod screens;

use clock::Clock;
use config::Config;
use exchange::Store;

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
}

impl Sandbox {
    /// A sandbox without any exchange yet.
    ///
    /// # Errors
    /// When the HTTP client cannot be made.
    pub fn new(config: Config, clock: Clock) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build()?;
        Ok(Self { config, clock, store: Store::default(), client })
    }
}
