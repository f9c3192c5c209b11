//! What the record says of an order.

use super::attempt::{Attempt, AttemptState};
use super::placed::Order;

/// What the record says of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderOutcome {
    /// Paid.
    Paid,
    /// Paid by another request than the one that the browser came back from, which was refused.
    AlreadyPaid,
    /// Not paid, with the gateway's code if it gave one.
    Failed(Option<String>),
    /// The payer turned back; no payment is recorded.
    Cancelled,
    /// The payer came back and the gateway has said nothing yet.
    Confirming,
    /// The deadline has passed without a payment.
    Expired,
    /// Nobody has tried to pay yet, or nobody knows what became of it.
    Open,
    /// The shop has withdrawn it: it cannot be paid any more.
    Withdrawn,
}

impl OrderOutcome {
    /// What the record says. Where the browser came from decides only between ways of being unpaid,
    /// and a payment that was begun before the deadline can be confirmed after it. `is_doubted`
    /// says that the gateway sent the payer of a paid order back by error and nobody has looked
    /// yet: then it is thanked for nothing.
    #[must_use]
    pub fn of(order: &Order, attempt: Option<&Attempt>, is_doubted: bool, now: i64) -> Self {
        if order.paid_by.is_some() {
            if is_doubted {
                return Self::Confirming;
            }
            let is_refused = attempt.is_some_and(|attempt| attempt.state == AttemptState::Refused);
            return if is_refused { Self::AlreadyPaid } else { Self::Paid };
        }
        if order.withdrawn_at.is_some() {
            return Self::Withdrawn;
        }
        let open = if now >= order.expires_at { Self::Expired } else { Self::Open };
        match attempt {
            None => open,
            Some(attempt) => match (attempt.state, attempt.hint.as_deref()) {
                (AttemptState::Failed, _) => Self::Failed(attempt.error_code.clone()),
                (AttemptState::Refused, _) => Self::Failed(None),
                (_, Some("success")) => Self::Confirming,
                _ if open == Self::Expired => open,
                (_, Some("cancel")) => Self::Cancelled,
                (_, Some("error")) => Self::Failed(attempt.returned_code.clone()),
                _ => open,
            },
        }
    }

    /// The word in JSON and on the page.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::AlreadyPaid => "already_paid",
            Self::Failed(_) => "failed",
            Self::Cancelled => "cancelled",
            Self::Confirming => "confirming",
            Self::Expired => "expired",
            Self::Open => "open",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The gateway's code of a failure.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Failed(code) => code.as_deref(),
            _ => None,
        }
    }

    /// Whether there is nothing left to pay.
    #[must_use]
    pub const fn is_paid(&self) -> bool {
        matches!(self, Self::Paid | Self::AlreadyPaid)
    }
}
