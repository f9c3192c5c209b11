//! The payment service, as this shop asks it: orders, events and use, by its interface.

use crate::event::Listed;
use crate::http::client;
use crate::settings::{Secret, Settings};
use reqwest::{Client, RequestBuilder};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The payment service.
#[derive(Clone, Debug)]
pub struct Service {
    client: Client,
    url: String,
    key: Secret,
    clock: Option<String>,
}

/// An order, as far as this shop reads it.
#[derive(Debug, Deserialize)]
pub(crate) struct Order {
    /// What the service calls it.
    pub(crate) reference: String,
    /// `open`, `expired`, `paid`, …
    pub(crate) outcome: String,
    /// The printed element with its script, as long as it can be paid.
    #[serde(default)]
    pub(crate) html: Option<String>,
    /// The same for scripts; here only for where it posts to.
    #[serde(default)]
    pub(crate) element: Option<Element>,
    /// Of a contract, its payer's page, which is that payer's secret.
    #[serde(default)]
    pub(crate) subscription_url: Option<String>,
}

/// What a page has to allow an element.
#[derive(Debug, Deserialize)]
pub(crate) struct Element {
    /// The gateway's origin.
    pub(crate) destinations: String,
}

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refused {
    /// The customer has this contract already; there is its page.
    #[error("the customer has this contract already")]
    AlreadySubscribed(String),
    /// The service says no, with its code: a fault of this shop's, or what the customer cannot have.
    #[error("{code} ({status}): {answer}")]
    No { status: u16, code: String, answer: String },
    /// Nothing is known of it; asked again under the same key, it is done once.
    #[error("the payment service does not answer: {0}")]
    Unreachable(#[from] reqwest::Error),
    /// Its answer is none that this shop knows.
    #[error("an answer cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
}

#[derive(Deserialize)]
struct Problem {
    #[serde(default)]
    code: String,
    #[serde(default)]
    subscription_url: Option<String>,
}

#[derive(Deserialize)]
struct Events {
    events: Vec<Listed>,
    next: Option<String>,
}

#[derive(Deserialize)]
struct ClockAnswer {
    today: String,
}

impl Service {
    /// The service that the settings name.
    ///
    /// # Errors
    /// [`reqwest::Error`] when the machine has no certificates.
    pub fn new(settings: &Settings) -> Result<Self, reqwest::Error> {
        let (url, clock) = (settings.service_url.clone(), settings.trial.clock.clone());
        Ok(Self { client: client()?, url, key: settings.api_key.clone(), clock })
    }

    /// Makes an order: once for each `key`, however often it is asked.
    pub(crate) async fn make_order(&self, key: &str, order: &Value) -> Result<Order, Refused> {
        let request = self.client.post(format!("{}/v1/orders", self.url)).header("Idempotency-Key", key);
        self.ask(with_json(request, order)).await
    }

    /// Reads an order as it stands now.
    pub(crate) async fn order(&self, reference: &str) -> Result<Order, Refused> {
        self.ask(self.client.get(format!("{}/v1/orders/{reference}", self.url))).await
    }

    /// The events after that one, the earliest first, and the name of the last where there are more.
    pub(crate) async fn events(&self, after: Option<&str>) -> Result<(Vec<Listed>, Option<String>), Refused> {
        let after = after.map(|event| format!("&after={event}")).unwrap_or_default();
        let request = self.client.get(format!("{}/v1/events?limit=100{after}", self.url));
        let Events { events, next } = self.ask(request).await?;
        Ok((events, next))
    }

    /// Records a use under a contract, before it is delivered; once for each name.
    pub(crate) async fn record_use(
        &self,
        contract: &str,
        name: &str,
        (amount, what): (i64, &str),
    ) -> Result<(), Refused> {
        let used_on = self.today().await?;
        let used = json!({ "usage_id": name, "amount": amount, "used_on": used_on, "description": what });
        let request = self.client.post(format!("{}/v1/contracts/{contract}/usage", self.url));
        self.ask::<Value>(with_json(request, &used)).await.map(|_| ())
    }

    /// The day in Japan; in a trial that of the clock that can be moved.
    async fn today(&self) -> Result<String, Refused> {
        let Some(clock) = &self.clock else {
            // Japan has no summer time.
            let now = chrono::Utc::now() + chrono::TimeDelta::hours(9);
            return Ok(now.format("%Y-%m-%d").to_string());
        };
        let answer = self.client.get(clock).header("Accept", "application/json").send().await?.bytes().await?;
        Ok(serde_json::from_slice::<ClockAnswer>(&answer)?.today)
    }

    async fn ask<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Refused> {
        let answer = request.bearer_auth(self.key.expose()).send().await?;
        let status = answer.status();
        let body = answer.bytes().await?;
        if status.is_success() {
            return Ok(serde_json::from_slice(&body)?);
        }
        let problem = serde_json::from_slice(&body).unwrap_or(Problem { code: String::new(), subscription_url: None });
        match problem {
            Problem { code, subscription_url: Some(page) } if code == "already_subscribed" => {
                Err(Refused::AlreadySubscribed(page))
            }
            Problem { code, .. } => {
                let answer = String::from_utf8_lossy(&body).into_owned();
                Err(Refused::No { status: status.as_u16(), code, answer })
            }
        }
    }
}

fn with_json(request: RequestBuilder, body: &Value) -> RequestBuilder {
    request.header("Content-Type", "application/json").body(body.to_string())
}
