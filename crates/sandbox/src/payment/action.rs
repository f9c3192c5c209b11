//! The buttons of the last screen.

use crate::exchange::Payment;
use sbps::billing::PaymentSource;

/// The codes that the panel offers, as seen in use for au (C).
pub const FAILURE_CODES: [&str; 12] =
    ["8281", "8297", "8267", "8258", "8366", "8295", "8670", "8671", "8672", "4301", "1101", "5101"];
/// The code that the panel offers besides for recurring payment: the payer forbids such applications (C).
pub const RECURRING_FAILURE_CODE: &str = "8673";

/// A button of the last screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Pay, and notify so many times.
    Pay {
        /// How many notifications follow, one after the other.
        notifications: u8,
    },
    /// Pay, return, and notify some seconds later.
    PayLate,
    /// Go back without paying.
    Cancel,
    /// Fail with four digits.
    Fail(&'static str),
    /// Never answer.
    Hang,
}

impl Action {
    /// The action of a button's value and the panel's code.
    #[must_use]
    pub fn read(action: &str, code: &str) -> Option<Self> {
        match action {
            "pay" => Some(Self::Pay { notifications: 1 }),
            "pay_twice" => Some(Self::Pay { notifications: 2 }),
            "pay_late" => Some(Self::PayLate),
            "cancel" => Some(Self::Cancel),
            "fail" => {
                let known = FAILURE_CODES.into_iter().chain([RECURRING_FAILURE_CODE]);
                known.into_iter().find(|known| *known == code).map(Self::Fail)
            }
            "hang" => Some(Self::Hang),
            _ => None,
        }
    }
}

/// The source that is named: one that the carrier offers for this, or the one chosen before where none is.
#[must_use]
pub fn chosen_source(payment: &Payment, named: &str) -> Option<PaymentSource> {
    let offered = payment.order.intent().sources();
    if named.is_empty() || offered.is_empty() {
        return Some(payment.source);
    }
    offered.iter().copied().find(|source| source.code() == named)
}
