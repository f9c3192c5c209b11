//! What came in, what was found, what was answered: one record for each request, kept for inspection.

use crate::order::{Intent, Order};
use sbps::billing::PaymentSource;
use sbps::date_time::JstDateTime;
use sbps::identifier::TrackingId;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Something wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The field, or `body` or `sps_hashcode`.
    pub field: String,
    /// A stable code.
    pub code: Cow<'static, str>,
    /// What is wrong, in Japanese.
    pub ja: String,
    /// What is wrong, in English.
    pub en: String,
}

/// Where a payment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExchangeState {
    /// The request was not accepted.
    Refused,
    /// The payer is on one of the screens.
    Waiting,
    /// The merchant is being notified.
    Processing,
    /// Paid, or a contract joined.
    Paid,
    /// Done without a purchase: a contract applied for, renewed or ended, or a request of the API type.
    Done,
    /// The payer went back.
    Cancelled,
    /// Not paid; the error code says why.
    Failed,
    /// The payer pressed a button and nothing happens any more.
    Hanging,
}

/// A notification and its answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Notification {
    /// The fields that were sent, in order.
    pub sent: Vec<(String, String)>,
    /// The status of the HTTP answer; `None` if there was none.
    pub status: Option<u16>,
    /// The line that was answered, or why there is none.
    pub answer: String,
    /// When it was sent, fourteen digits in Japan's time.
    pub at: String,
    /// Whether there was an answer that was lost on the way, as a fault that was set.
    pub lost: bool,
}

impl Notification {
    /// Whether the merchant's server recorded what it was told.
    #[must_use]
    pub fn is_recorded(&self) -> bool {
        self.status == Some(200) && self.answer.trim_end().starts_with("OK,")
    }

    /// Whether the merchant's server said nothing that could be its answer: it is away, or broke
    /// down.
    #[must_use]
    pub fn is_unanswered(&self) -> bool {
        self.status.is_none_or(|status| status >= 500)
    }
}

/// One request and everything that followed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Exchange {
    /// Its name here.
    pub id: String,
    /// The message: `A01-1`, `D01-1`, or the function of the API type.
    pub message: String,
    /// When it came, fourteen digits in Japan's time.
    pub received_at: String,
    /// The body as it came. Of a form, bytes outside printable ASCII, which no browser sends, are percent-encoded; a
    /// document of the API type stands as the text that it is.
    pub raw_body: String,
    /// The fields in the order posted.
    pub fields: Vec<(String, String)>,
    /// What was wrong.
    pub problems: Vec<Finding>,
    /// Where the payment stands.
    pub state: ExchangeState,
    /// Four digits that say why it is not paid; eight of the API type.
    pub error_code: Option<String>,
    /// What a request of the API type was answered, element by element.
    pub answer: Option<Vec<(String, String)>>,
    /// The gateway's name for the payment.
    pub tracking_id: Option<String>,
    /// The notifications, in order.
    pub notifications: Vec<Notification>,
    /// The fault that struck it, if one was set.
    pub fault: Option<String>,
    /// The request as it was understood, and when the payer started.
    #[serde(skip)]
    pub payment: Option<Payment>,
}

impl Exchange {
    /// A request that just came and is not accepted yet.
    #[must_use]
    pub fn new(message: &str, received: JstDateTime, raw_body: String, fields: Vec<(String, String)>) -> Self {
        Self {
            id: format!("{:016x}", rand::random::<u64>()),
            message: message.to_owned(),
            received_at: received.to_string(),
            raw_body,
            fields,
            problems: Vec::new(),
            state: ExchangeState::Refused,
            error_code: None,
            answer: None,
            tracking_id: None,
            notifications: Vec::new(),
            fault: None,
            payment: None,
        }
    }

    /// What the payer was asked to agree to; of a request that was not accepted, nothing but a purchase is known.
    #[must_use]
    pub fn intent(&self) -> Intent<'_> {
        self.payment.as_ref().map_or(Intent::OneTime, |payment| payment.order.intent())
    }
}

/// What a payer is paying, or agreeing to.
#[derive(Clone, Debug)]
pub struct Payment {
    /// The request.
    pub order: Order,
    /// When the payer arrived.
    pub started: JstDateTime,
    /// The gateway's name for the payment.
    pub tracking_id: TrackingId,
    /// Where the money comes from, once the payer chose.
    pub source: PaymentSource,
    /// When it was paid.
    pub paid_at: Option<JstDateTime>,
}
