//! What the shop is made of: what it remembers, the payment service, and who signs its webhooks.

use crate::catalogue::Addresses;
use crate::journal::Purchase;
use crate::language::Language;
use crate::pages::Page;
use crate::record::Record;
use crate::service::Service;
use crate::settings::{Settings, Trial};
use axum::http::HeaderMap;
use standardwebhooks::{Webhook, WebhookError};

/// What every page needs.
#[derive(Debug)]
pub struct Shop {
    pub(crate) record: Record,
    pub(crate) service: Service,
    webhook: Secret,
    pub(crate) public_url: String,
    trial: Trial,
}

/// The reader of webhooks; never printed.
struct Secret(Webhook);

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("(secret)")
    }
}

impl Shop {
    /// The shop of these settings, with what it remembers.
    ///
    /// # Errors
    /// A sentence where the secret of the webhooks is none.
    pub fn new(settings: &Settings, record: Record, service: Service) -> Result<Self, String> {
        let webhook = Webhook::new(settings.webhook_secret.expose());
        let webhook = webhook.map_err(|_| "SHOP_WEBHOOK_SECRET is no secret of a webhook".to_owned())?;
        let (public_url, trial) = (settings.public_url.clone(), settings.trial.clone());
        Ok(Self { record, service, webhook: Secret(webhook), public_url, trial })
    }

    /// Reads every event since the last time: what webhooks could not tell while the shop was away. How many were new.
    ///
    /// # Errors
    /// A sentence where the service or the disk does not answer.
    pub async fn catch_up(&self) -> Result<usize, String> {
        let mut new = 0;
        loop {
            let after = self.record.read_to();
            let (events, next) = self.service.events(after.as_deref()).await.map_err(|error| error.to_string())?;
            let Some(last) = events.last().map(|listed| listed.id.clone()) else { return Ok(new) };
            for listed in events {
                let is_new = self.record.happened(&listed.id, listed.event).map_err(|error| error.to_string())?;
                new += usize::from(is_new);
            }
            self.record.set_read_to(&last).map_err(|error| error.to_string())?;
            if next.is_none() {
                return Ok(new);
            }
        }
    }

    /// Whether a webhook is what the service has signed, lately.
    pub(crate) fn verify(&self, body: &[u8], headers: &HeaderMap) -> Result<(), WebhookError> {
        self.webhook.0.verify(body, headers)
    }

    /// A page of it.
    pub(crate) fn page<'a>(&'a self, language: Language, path: &'a str) -> Page<'a> {
        Page { language, path, trial: &self.trial }
    }

    /// Where the payer of an order goes.
    pub(crate) fn addresses(&self, purchase: &Purchase) -> Addresses {
        let (base, lang) = (&self.public_url, purchase.language().tag());
        Addresses {
            purchase: purchase.id.clone(),
            back_from_payment: format!("{base}{}?lang={lang}", purchase_path(&purchase.id)),
            // Who comes back to correct the order finds it as it was.
            catalogue: format!(
                "{base}/?lang={lang}&product={id}&quantity={}#quantity-{id}",
                purchase.quantity,
                id = purchase.product
            ),
        }
    }
}

/// Where the page of an order is.
pub(crate) fn purchase_path(id: &str) -> String {
    format!("/purchases/{id}")
}
