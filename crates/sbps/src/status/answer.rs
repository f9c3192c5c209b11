//! The answer to "can this be done?".

use super::operation::{Channel, Operation};
use super::reason::RefusalReason;
use super::state::{PaymentState, SubscriptionState};
use crate::date_time::YearMonth;
use crate::money::Yen;
use chrono::NaiveDate;

/// Whether an operation can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permission {
    /// It can.
    Allowed(Allowance),
    /// It cannot.
    Refused(Refusal),
}

/// What an allowed operation leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The state of the payment afterwards.
    pub payment: PaymentState,
    /// The state of the subscription afterwards.
    pub subscription: SubscriptionState,
    /// The last day on which it is possible; `None` if there is none.
    pub until: Option<NaiveDate>,
    /// The largest amount of a partial operation, where it is known.
    pub at_most: Option<Yen>,
    /// The month to name as `cancel_target_month`: for a refund of a recurring (simple) contract by the API type.
    pub cancel_target_month: Option<YearMonth>,
    /// What may go otherwise.
    pub warnings: Vec<OperationWarning>,
}

/// Why an operation is refused, and what can be done instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub because: RefusalReason,
    /// What can be done, the nearest first; each operation here would be allowed.
    pub instead: Vec<Instead>,
}

/// What may make an allowed operation fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OperationWarning {
    /// On the first day of the period a refund may come before the carrier's billing: wait a moment and ask again
    /// (note *2; "Period for refund").
    MayFailForAMoment,
    /// If the payer chose a credit card the gateway refuses partial settlement (note *3), and nothing tells which source a
    /// payer chose ("Distinction among payment methods").
    NotByCreditCard,
    /// That this works from this state is inferred, not published.
    Inferred,
    /// One of the last two days before the fixed-term contract expires: how they are counted is not published.
    ExpiryUncertain,
}

/// What can be done instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Instead {
    /// This, today.
    Do {
        /// The operation.
        operation: Operation,
        /// Where to ask for it.
        channel: Channel,
    },
    /// The same, from this day on.
    WaitUntil(NaiveDate),
    /// Find out in the management tool what became of the earlier request; repeat nothing before.
    LookUpOutcome,
    /// Nothing in the service: settle it with the payer by other means ("Behaviors depending on end user status").
    DealWithPayer,
}

impl OperationWarning {
    /// A stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::MayFailForAMoment => "may_fail_for_a_moment",
            Self::NotByCreditCard => "not_by_credit_card",
            Self::Inferred => "inferred",
            Self::ExpiryUncertain => "expiry_uncertain",
        }
    }
}
