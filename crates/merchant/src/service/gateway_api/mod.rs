//! Asks the gateway by the API type: settle, bill and end recurring contracts.
//!
//! One call is sent once. There is no inquiry function for au, so what is certain after a call is
//! what its outcome says, by the rules of [`sbps::verdict`]. The request date is the moment at which
//! a call is made, read for every call: one that is older than its validity is refused.

mod told;

pub use told::{code_of, describe, told};

use super::http_client::client;
use super::maintenance::Calendar;
use super::metrics::Metrics;
use super::settings::Settings;
use reqwest::{Client, Response, header};
use sbps::api::document::LONGEST_DOCUMENT;
use sbps::api::{ApiRequest, Call, Function};
use sbps::checksum::HashKey;
use sbps::date_time::{JstDateTime, YearMonth};
use sbps::identifier::{Account, TrackingId};
use sbps::message::purchase_request::LimitSeconds;
use sbps::money::Yen;
use sbps::verdict::{CallOutcome, NotSent};
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;

pub use sbps::api::FixedTermPurchase;

/// How long a call may take from its start to the end of its answer. It stays below what a page
/// waits for.
pub const CALL_PATIENCE: Duration = Duration::from_secs(20);

/// The way to the gateway's API type.
#[derive(Clone, Debug)]
pub struct GatewayApi {
    client: Client,
    url: String,
    password: SecretString,
    account: Account,
    key: HashKey,
    limit_seconds: Option<LimitSeconds>,
    maintenance: Calendar,
    metrics: Metrics,
}

/// The client could not be made.
#[derive(Debug, thiserror::Error)]
#[error("SBPS_API_URL cannot be called: {0}")]
pub struct ClientError(#[from] reqwest::Error);

impl GatewayApi {
    /// The way to the address that is configured; `None` where none is. Calls are counted in `metrics`.
    ///
    /// # Errors
    /// [`ClientError`] when the machine has no certificates to check the gateway's against.
    pub fn of(settings: &Settings, metrics: &Metrics) -> Result<Option<Self>, ClientError> {
        Self::with_patience(settings, CALL_PATIENCE, metrics)
    }

    /// The same, with another time for a call.
    ///
    /// # Errors
    /// [`ClientError`] when the machine has no certificates to check the gateway's against.
    pub fn with_patience(
        settings: &Settings,
        patience: Duration,
        metrics: &Metrics,
    ) -> Result<Option<Self>, ClientError> {
        let Some(access) = &settings.api else { return Ok(None) };
        let client = client(patience)?;
        Ok(Some(Self {
            client,
            url: access.url.as_str().to_owned(),
            password: access.password.clone(),
            account: settings.account.clone(),
            key: settings.hash_key.clone(),
            limit_seconds: settings.limit_seconds,
            maintenance: settings.maintenance.clone(),
            metrics: metrics.clone(),
        }))
    }

    /// Ends a recurring (simple) contract (ST02-00302-402).
    pub async fn cancel_simple(&self, tracking_id: TrackingId, now: JstDateTime) -> CallOutcome {
        self.call(Call::CancelRecurringSimple { tracking_id, processing_date: now }, now).await
    }

    /// Ends a recurring (fixed term / pay as you go) contract (ST02-00309-402).
    pub async fn unsubscribe(&self, tracking_id: TrackingId, now: JstDateTime) -> CallOutcome {
        self.call(Call::UnsubscribeFixedTerm { tracking_id }, now).await
    }

    /// Bills once under such a contract (ST01-00104-402): the amount is reserved, and settled by
    /// another call.
    pub async fn purchase(&self, purchase: FixedTermPurchase, now: JstDateTime) -> CallOutcome {
        self.call(Call::PurchaseFixedTerm(Box::new(purchase)), now).await
    }

    /// Settles a reserved amount, whole or in part (ST02-00201-402).
    pub async fn settle(&self, tracking_id: TrackingId, amount: Option<Yen>, now: JstDateTime) -> CallOutcome {
        self.call(Call::Settle { tracking_id, amount }, now).await
    }

    /// Gives up what is reserved, or gives back what was settled, whole or in part, or a month of a
    /// simple contract: whichever the payment's state allows (ST02-00303-402).
    pub async fn cancel_or_refund(
        &self,
        tracking_id: TrackingId,
        amount: Option<Yen>,
        cancel_target_month: Option<YearMonth>,
        now: JstDateTime,
    ) -> CallOutcome {
        self.call(Call::CancelOrRefund { tracking_id, amount, cancel_target_month }, now).await
    }

    /// Sends one call, once; not during an announced maintenance.
    async fn call(&self, call: Call, now: JstDateTime) -> CallOutcome {
        let function = call.function();
        let outcome = self.send(function, call, now).await;
        self.metrics.called(function, &outcome);
        let detail = told::describe(&outcome);
        match &outcome {
            CallOutcome::Answered(_) => tracing::info!(function = function.id(), detail, "gateway answered"),
            CallOutcome::NotSent(_) => tracing::warn!(function = function.id(), detail, "gateway not asked"),
            CallOutcome::NoAnswer | CallOutcome::Status(_) | CallOutcome::Unreadable(_) => {
                tracing::error!(function = function.id(), detail, "gateway gave no answer that can be read");
            }
        }
        outcome
    }

    async fn send(&self, function: Function, call: Call, now: JstDateTime) -> CallOutcome {
        if self.maintenance.on(now).is_some() {
            return CallOutcome::NotSent(NotSent::Maintenance);
        }
        let request =
            ApiRequest { account: self.account.clone(), call, request_date: now, limit_seconds: self.limit_seconds };
        let Ok(document) = request.sign(&self.key) else { return CallOutcome::NotSent(NotSent::Unsignable) };
        let sent = self
            .client
            .post(&self.url)
            .basic_auth(self.account.user(), Some(self.password.expose_secret()))
            .header(header::CONTENT_TYPE, "text/xml")
            .body(document.to_xml())
            .send()
            .await;
        match sent {
            Ok(response) => read(response, function).await,
            Err(error) => {
                // A connection that was never made has carried nothing.
                let not_sent = error.is_connect();
                tracing::warn!(function = function.id(), error = %error.without_url(), "gateway call failed");
                if not_sent { CallOutcome::NotSent(NotSent::Unreachable) } else { CallOutcome::NoAnswer }
            }
        }
    }
}

/// Reads a whole response to a call of `function`.
async fn read(mut response: Response, function: Function) -> CallOutcome {
    let status = response.status().as_u16();
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() <= LONGEST_DOCUMENT => body.extend_from_slice(&chunk),
            // The status alone tells, or nothing does.
            Ok(Some(_)) => return CallOutcome::read(function, status, b"(too long)"),
            Ok(None) => return CallOutcome::read(function, status, &body),
            Err(_) => return CallOutcome::NoAnswer,
        }
    }
}
