//! What goes wrong, with a stable code for each kind: the service says what it is, the web how it
//! is told.

use crate::store::StoreError;
use sbps::date_time::JstDateTime;
use serde_json::{Map, Value};

/// A stable code for each thing that can go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Not JSON or a form, a field missing, of the wrong type or too long.
    RequestInvalid,
    /// A page of another site sent it.
    CrossSite,
    /// There is no such page.
    NotFound,
    /// The catalogue has no such product.
    ProductUnknown,
    /// No order has this reference.
    OrderUnknown,
    /// The address does not take this method.
    MethodNotAllowed,
    /// The order is paid already.
    OrderPaid,
    /// What was shown is not what the record says.
    DisplayedDiffers,
    /// The order's deadline has passed.
    OrderExpired,
    /// The body is larger than the server reads.
    TooLarge,
    /// Neither JSON nor a form.
    UnsupportedMediaType,
    /// The record's item name cannot be posted.
    ItemNameUnencodable,
    /// Too many requests to pay for one order in a short time.
    TooManyRequests,
    /// The customer has this plan already.
    AlreadySubscribed,
    /// No subscription has this reference.
    SubscriptionUnknown,
    /// The subscription's state does not allow it; the reason goes with it.
    ActionNotPossible,
    /// The gateway said no; its code goes with it.
    GatewayRefused,
    /// The gateway was not reached, so nothing was asked of it.
    GatewayUnreachable,
    /// The gateway was asked and what it did is not known.
    OutcomeUnknown,
    /// What was used is on record with other content.
    UsageDiffers,
    /// The subscription does not allow it to be used; the reason goes with it.
    UsageNotPossible,
    /// What a person found is known by now, or something else has happened.
    NoLongerUnknown,
    /// Only staff can do this.
    StaffOnly,
    /// The request did not arrive, or was not answered, in time.
    TimedOut,
    /// The payment service is closed for maintenance; until when goes with it.
    Maintenance,
    /// Ours; nothing was charged.
    Internal,
}

impl Code {
    /// The code on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RequestInvalid => "request_invalid",
            Self::CrossSite => "cross_site",
            Self::NotFound => "not_found",
            Self::ProductUnknown => "product_unknown",
            Self::OrderUnknown => "order_unknown",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::OrderPaid => "order_paid",
            Self::DisplayedDiffers => "displayed_differs",
            Self::OrderExpired => "order_expired",
            Self::TooLarge => "too_large",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::ItemNameUnencodable => "item_name_unencodable",
            Self::TooManyRequests => "too_many_requests",
            Self::AlreadySubscribed => "already_subscribed",
            Self::SubscriptionUnknown => "subscription_unknown",
            Self::ActionNotPossible => "action_not_possible",
            Self::GatewayRefused => "gateway_refused",
            Self::GatewayUnreachable => "gateway_unreachable",
            Self::OutcomeUnknown => "outcome_unknown",
            Self::UsageDiffers => "usage_differs",
            Self::UsageNotPossible => "usage_not_possible",
            Self::NoLongerUnknown => "no_longer_unknown",
            Self::StaffOnly => "staff_only",
            Self::TimedOut => "timed_out",
            Self::Maintenance => "maintenance",
            Self::Internal => "internal",
        }
    }
}

/// A problem and what belongs to it.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What is wrong.
    pub code: Code,
    /// What exactly, for a developer; for a person the advice says what to do.
    pub detail: Option<String>,
    /// Further members of the problem details.
    pub extensions: Map<String, Value>,
    /// Where to go next, for the page.
    pub next: Option<String>,
    /// After how many seconds to try again (`Retry-After`).
    pub retry_after: Option<u32>,
    /// The moment at which the problem is over.
    pub until: Option<JstDateTime>,
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self { code, detail: None, extensions: Map::new(), next: None, retry_after: None, until: None }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "store");
        Code::Internal.into()
    }
}

impl Problem {
    /// The problem with a sentence for a developer.
    #[must_use]
    pub fn with_detail(code: Code, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..code.into() }
    }

    /// The problem with a further member.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.extensions.insert(name.to_owned(), value);
        self
    }

    /// The problem with a place to go next.
    #[must_use]
    pub fn then(mut self, next: impl Into<String>) -> Self {
        self.next = Some(next.into());
        self
    }

    /// The problem that goes away after so many seconds.
    #[must_use]
    pub const fn after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }
}

/// A request that could not be made, and why, for the log.
pub(crate) fn internal(error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(%error, "a request could not be made");
    Code::Internal.into()
}
