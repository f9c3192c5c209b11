//! What can be done to a payment or a subscription, and where it is asked for.
//!
//! Service specification, "List of Provided Functions".

use core::fmt;

/// A provided function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// The payer buys.
    Purchase,
    /// The whole authorised amount becomes a sale.
    Settlement,
    /// A part of it becomes the sale.
    PartialSettlement,
    /// The authorised amount is given up.
    Cancellation,
    /// All that was settled goes back to the payer.
    Refund,
    /// A part of it goes back.
    PartialRefund,
    /// A recurring (simple) contract ends.
    SimpleCancellation,
    /// The gateway tells that a recurring (simple) contract has ended: received, not asked for.
    SimpleCancellationNotification,
    /// The payer applies for a recurring (fixed term / pay as you go) contract, without buying yet.
    FixedTermRequest,
    /// The payer applies for it again.
    FixedTermReRequest,
    /// The merchant bills under it.
    FixedTermPurchase,
    /// It ends.
    FixedTermUnsubscribing,
}

/// Where an operation is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// By the payer's browser (link type).
    Link,
    /// By the merchant's server (API type).
    Api,
    /// By a person in the gateway's payment management tool.
    ManagementTool,
}

impl Operation {
    /// Every operation.
    pub const ALL: [Self; 12] = [
        Self::Purchase,
        Self::Settlement,
        Self::PartialSettlement,
        Self::Cancellation,
        Self::Refund,
        Self::PartialRefund,
        Self::SimpleCancellation,
        Self::SimpleCancellationNotification,
        Self::FixedTermRequest,
        Self::FixedTermReRequest,
        Self::FixedTermPurchase,
        Self::FixedTermUnsubscribing,
    ];

    /// A stable name for logs and records.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Purchase => "purchase",
            Self::Settlement => "settlement",
            Self::PartialSettlement => "partial_settlement",
            Self::Cancellation => "cancellation",
            Self::Refund => "refund",
            Self::PartialRefund => "partial_refund",
            Self::SimpleCancellation => "simple_cancellation",
            Self::SimpleCancellationNotification => "simple_cancellation_notification",
            Self::FixedTermRequest => "fixed_term_request",
            Self::FixedTermReRequest => "fixed_term_re_request",
            Self::FixedTermPurchase => "fixed_term_purchase",
            Self::FixedTermUnsubscribing => "fixed_term_unsubscribing",
        }
    }

    /// Its name in "List of Provided Functions".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Purchase => "Purchase",
            Self::Settlement => "Settlement",
            Self::PartialSettlement => "Partial Settlement",
            Self::Cancellation => "Cancellation",
            Self::Refund => "Refund",
            Self::PartialRefund => "Partial Refund",
            Self::SimpleCancellation => "Cancellation of recurring billing (simplified)",
            Self::SimpleCancellationNotification => "Recurring billing (simplified) cancellation notification",
            Self::FixedTermRequest => "Recurring Billing (Fixed Term/Pay as You Go) Request",
            Self::FixedTermReRequest => "Recurring billing (fixed term/pay as you go) re-request",
            Self::FixedTermPurchase => "Recurring Billing (Fixed Term/Pay as You Go) Purchase",
            Self::FixedTermUnsubscribing => "Recurring Billing (Fixed Term/Pay as You Go) Unsubscribing",
        }
    }

    /// Whether it settles.
    #[must_use]
    pub const fn is_settlement(self) -> bool {
        matches!(self, Self::Settlement | Self::PartialSettlement)
    }

    /// Whether it gives money back.
    #[must_use]
    pub const fn is_refund(self) -> bool {
        matches!(self, Self::Refund | Self::PartialRefund)
    }

    /// Whether it takes an amount; every other operation is about all there is.
    #[must_use]
    pub const fn is_partial(self) -> bool {
        matches!(self, Self::PartialSettlement | Self::PartialRefund)
    }

    /// Operations with the same aim, the nearest first.
    pub(crate) const fn similar(self) -> &'static [Self] {
        match self {
            Self::Settlement | Self::SimpleCancellationNotification => &[],
            Self::Purchase => &[Self::FixedTermPurchase, Self::FixedTermReRequest],
            Self::PartialSettlement => &[Self::Settlement],
            Self::Cancellation => &[Self::Refund, Self::PartialRefund],
            Self::Refund => &[Self::Cancellation, Self::PartialRefund],
            Self::PartialRefund => &[Self::Refund, Self::Cancellation],
            Self::SimpleCancellation => &[Self::FixedTermUnsubscribing],
            Self::FixedTermRequest => &[Self::FixedTermReRequest],
            Self::FixedTermReRequest => &[Self::FixedTermRequest],
            Self::FixedTermPurchase => &[Self::FixedTermReRequest, Self::FixedTermRequest],
            Self::FixedTermUnsubscribing => &[Self::SimpleCancellation],
        }
    }
}

impl Channel {
    /// Every channel, in the order of the tables.
    pub const ALL: [Self; 3] = [Self::Link, Self::Api, Self::ManagementTool];

    /// A stable name for logs and records.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Api => "api",
            Self::ManagementTool => "management_tool",
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Link => "link type",
            Self::Api => "API type",
            Self::ManagementTool => "payment management tool",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_operations_share_a_code_or_a_name() {
        for (index, operation) in Operation::ALL.into_iter().enumerate() {
            for other in &Operation::ALL[..index] {
                assert_ne!(operation.code(), other.code());
                assert_ne!(operation.name(), other.name());
            }
            assert!(!operation.similar().contains(&operation), "{operation} is not its own alternative");
        }
    }
}
