//! Asks the gateway by the API type: settle, bill and end recurring contracts.
//!
//! One call is sent once. There is no inquiry function for au, so what became of a call whose
//! answer did not arrive is [`Reply::Unknown`], never asked for again by a program; only a call
//! that certainly did not leave this machine is [`Reply::NotSent`].

mod answer;

pub use answer::Reply;

use super::http_client::client;
use super::settings::Settings;
use reqwest::{Client, header};
use sbps::api::{ApiRequest, Call};
use sbps::checksum::HashKey;
use sbps::date_time::JstDateTime;
use sbps::identifier::{Account, TrackingId};
use sbps::message::purchase_request::LimitSeconds;
use sbps::money::Yen;
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;

pub use sbps::api::FixedTermPurchase;

/// How long a call may take from its start to the end of its answer. It stays below what a page
/// waits for.
const PATIENCE: Duration = Duration::from_secs(20);

/// The way to the gateway's API type.
#[derive(Clone, Debug)]
pub struct GatewayApi {
    client: Client,
    url: String,
    password: SecretString,
    account: Account,
    key: HashKey,
    limit_seconds: Option<LimitSeconds>,
}

/// The client could not be made.
#[derive(Debug, thiserror::Error)]
#[error("SBPS_API_URL cannot be called: {0}")]
pub struct ClientError(#[from] reqwest::Error);

impl GatewayApi {
    /// The way to the address that is configured; `None` where none is.
    ///
    /// # Errors
    /// [`ClientError`] when the machine has no certificates to check the gateway's against.
    pub fn of(settings: &Settings) -> Result<Option<Self>, ClientError> {
        Self::with_patience(settings, PATIENCE)
    }

    /// The same, with another time for a call.
    ///
    /// # Errors
    /// [`ClientError`] when the machine has no certificates to check the gateway's against.
    pub fn with_patience(settings: &Settings, patience: Duration) -> Result<Option<Self>, ClientError> {
        let Some(access) = &settings.api else { return Ok(None) };
        let client = client(patience)?;
        Ok(Some(Self {
            client,
            url: access.url.as_str().to_owned(),
            password: access.password.clone(),
            account: settings.account.clone(),
            key: settings.hash_key.clone(),
            limit_seconds: settings.limit_seconds,
        }))
    }

    /// Ends a recurring (simple) contract (ST02-00302-402).
    pub async fn cancel_simple(&self, tracking_id: TrackingId, now: JstDateTime) -> Reply {
        self.call(Call::CancelRecurringSimple { tracking_id, processing_date: now }, now).await
    }

    /// Ends a recurring (fixed term / pay as you go) contract (ST02-00309-402).
    pub async fn unsubscribe(&self, tracking_id: TrackingId, now: JstDateTime) -> Reply {
        self.call(Call::UnsubscribeFixedTerm { tracking_id }, now).await
    }

    /// Bills once under such a contract (ST01-00104-402): the amount is reserved, and settled by
    /// another call.
    pub async fn purchase(&self, purchase: FixedTermPurchase, now: JstDateTime) -> Reply {
        self.call(Call::PurchaseFixedTerm(Box::new(purchase)), now).await
    }

    /// Settles a reserved amount, whole or in part (ST02-00201-402).
    pub async fn settle(&self, tracking_id: TrackingId, amount: Option<Yen>, now: JstDateTime) -> Reply {
        self.call(Call::Settle { tracking_id, amount }, now).await
    }

    /// Sends one call, once.
    async fn call(&self, call: Call, now: JstDateTime) -> Reply {
        let function = call.function();
        let request =
            ApiRequest { account: self.account.clone(), call, request_date: now, limit_seconds: self.limit_seconds };
        let document = match request.sign(&self.key) {
            Ok(document) => document,
            Err(error) => return Reply::NotSent(error.to_string()),
        };
        let sent = self
            .client
            .post(&self.url)
            .basic_auth(self.account.user(), Some(self.password.expose_secret()))
            .header(header::CONTENT_TYPE, "text/xml")
            .body(document.to_xml())
            .send()
            .await;
        let reply = match sent {
            Ok(response) => answer::read(response, function).await,
            // A connection that was never made has carried nothing.
            Err(error) if error.is_connect() => Reply::NotSent(error.without_url().to_string()),
            Err(error) => Reply::Unknown(error.without_url().to_string()),
        };
        match &reply {
            Reply::Done(_) => tracing::info!(function = function.id(), "gateway: done"),
            Reply::Refused(code) => tracing::warn!(function = function.id(), code, "gateway: refused"),
            Reply::NotSent(why) => tracing::error!(function = function.id(), why, "gateway: not reached"),
            Reply::Unknown(why) => {
                tracing::error!(function = function.id(), why, "gateway: outcome unknown, look at it")
            }
        }
        reply
    }
}
