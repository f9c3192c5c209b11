//! The shape of a row: one operation of one billing method.
//!
//! Service specification, "List of Provided Functions" and "Payment Status Transition".

use super::operation::{Channel, Operation};
use super::state::{PaymentState, SubscriptionState};
use crate::billing::BillingMethod;

/// How an operation is called in one channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name of the process, or of the screen in the management tool.
    pub process: &'static str,
    /// The function ID, or the button on that screen.
    pub function: &'static str,
}

/// From which states an operation leads to which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step<S: 'static> {
    /// The states that the specification starts from, as far as its text tells.
    pub from: &'static [S],
    /// Further states that we infer it works from (I).
    pub inferred: &'static [S],
    /// Where it leads.
    pub to: S,
}

/// The days on which an operation is possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeriodRule {
    /// Any day.
    AnyDay,
    /// [`settlement`](crate::period::settlement()).
    Settlement,
    /// [`cancellation`](crate::period::cancellation()).
    Cancellation,
    /// [`refund`](crate::period::refund()), or [`monthly_refund`](crate::period::monthly_refund()) for a month's money.
    Refund,
    /// [`partial_refund`](crate::period::partial_refund()) and its monthly twin.
    PartialRefund,
    /// [`authorization`](crate::period::authorization()).
    Authorization,
}

/// A footnote on the marks of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Note {
    /// *1. Its text is not in the specification at hand; that it excludes contracts with WebMoney, which have no refund,
    /// is our inference from "Combination of payment methods" (I).
    One,
    /// *2: a partial refund is possible from the first day of the month after the settlement, and may fail for a moment.
    Two,
    /// *3: no partial settlement of a payment by credit card.
    Three,
}

/// One operation of one billing method: a row of "List of Provided Functions" with its row of "Payment Status Transition".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProvidedFunction {
    /// The billing method.
    pub billing_method: BillingMethod,
    /// The operation.
    pub operation: Operation,
    /// How it is called in each channel, in the order of [`Channel::ALL`]; `None` where it is not provided.
    pub entries: [Option<Entry>; 3],
    /// The footnotes on its marks.
    pub notes: &'static [Note],
    /// What it does to the payment.
    pub payment: Option<Step<PaymentState>>,
    /// What it does to the subscription, or needs of it.
    pub subscription: Option<Step<SubscriptionState>>,
    /// When it is possible.
    pub period: PeriodRule,
}

impl ProvidedFunction {
    /// How it is called in a channel; `None` where it is not provided.
    #[must_use]
    pub const fn entry(&self, channel: Channel) -> Option<Entry> {
        let [link, api, management_tool] = self.entries;
        match channel {
            Channel::Link => link,
            Channel::Api => api,
            Channel::ManagementTool => management_tool,
        }
    }
}

impl<S: PartialEq + Copy> Step<S> {
    /// Whether it starts from `state`: not at all, by inference only (`Some(true)`), or by the specification.
    pub(crate) fn is_inferred_from(&self, state: S) -> Option<bool> {
        if self.from.contains(&state) {
            Some(false)
        } else if self.inferred.contains(&state) {
            Some(true)
        } else {
            None
        }
    }
}

impl PeriodRule {
    /// The rule in a few words.
    #[must_use]
    pub const fn sentence(self, billing_method: BillingMethod) -> &'static str {
        match (self, billing_method) {
            (Self::AnyDay, _) => "any day",
            (Self::Settlement | Self::Cancellation, _) => "until the 90th day including that of the purchase request",
            (Self::Refund, BillingMethod::RecurringSimple) => {
                "until the last day of the month after next including the day of the billing; the first month's money \
                 from the first day of the next month"
            }
            (Self::Refund, _) => "until the last day of the month after next including the day of the settlement",
            (Self::PartialRefund, _) => {
                "from the first day of the month after the settlement (may fail for a moment on that day) until the last \
                 day of the month after next"
            }
            (Self::Authorization, _) => "until the 365th day after the last payment",
        }
    }
}
