//! Why something cannot be done.

use super::operation::Operation;
use crate::money::Yen;
use chrono::NaiveDate;
use core::fmt;

/// A fact about a payment that is needed and not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fact {
    /// [`Payment::requested`](super::Payment::requested).
    Requested,
    /// [`Payment::settled`](super::Payment::settled).
    Settled,
    /// [`Payment::month`](super::Payment::month).
    Month,
    /// [`Payment::last_payment`](super::Payment::last_payment).
    LastPayment,
}

/// Why an operation is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RefusalReason {
    /// The billing method has no such operation.
    OperationNotProvided,
    /// Automatic sales are neither settled nor cancelled: they are settled at the purchase, and refunded.
    AutomaticSales,
    /// The merchant's contract does not have the billing method.
    BillingMethodNotInContract,
    /// The merchant's contract has no refunds.
    RefundNotInContract,
    /// The operation exists, but not in this channel.
    ChannelNotProvided,
    /// What became of an earlier request is not known.
    OutcomeUnknown,
    /// Nothing was bought.
    NotPurchased,
    /// This payment was made already.
    AlreadyPurchased,
    /// Nothing was settled yet.
    NotSettled,
    /// The amount is a sale already.
    AlreadySettled,
    /// The reservation was given up already.
    AlreadyCancelled,
    /// Everything was given back already.
    AlreadyRefunded,
    /// There is no subscription.
    NotSubscribed,
    /// There is a subscription already.
    AlreadySubscribed,
    /// The subscription has ended.
    AlreadyUnsubscribed,
    /// The month is before the subscription.
    MonthNotBilled,
    /// A fact that the period depends on is not known.
    FactMissing(Fact),
    /// The period has not begun.
    NotYet {
        /// Its first day.
        from: NaiveDate,
    },
    /// The period is over.
    PeriodOver {
        /// Its last day.
        last: NaiveDate,
    },
    /// The fixed-term contract was not billed in time and cannot be billed any more.
    AuthorizationExpired {
        /// The last day on which it could.
        last: NaiveDate,
    },
    /// More than is reserved, or than is left of what was settled.
    AmountTooLarge {
        /// The amount offered.
        offered: Yen,
        /// The most that is possible, in yen.
        most: u32,
    },
}

impl RefusalReason {
    /// A stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OperationNotProvided => "operation_not_provided",
            Self::AutomaticSales => "automatic_sales",
            Self::BillingMethodNotInContract => "billing_method_not_in_contract",
            Self::RefundNotInContract => "refund_not_in_contract",
            Self::ChannelNotProvided => "channel_not_provided",
            Self::OutcomeUnknown => "outcome_unknown",
            Self::NotPurchased => "not_purchased",
            Self::AlreadyPurchased => "already_purchased",
            Self::NotSettled => "not_settled",
            Self::AlreadySettled => "already_settled",
            Self::AlreadyCancelled => "already_cancelled",
            Self::AlreadyRefunded => "already_refunded",
            Self::NotSubscribed => "not_subscribed",
            Self::AlreadySubscribed => "already_subscribed",
            Self::AlreadyUnsubscribed => "already_unsubscribed",
            Self::MonthNotBilled => "month_not_billed",
            Self::FactMissing(Fact::Requested) => "requested_missing",
            Self::FactMissing(Fact::Settled) => "settled_missing",
            Self::FactMissing(Fact::Month) => "month_missing",
            Self::FactMissing(Fact::LastPayment) => "last_payment_missing",
            Self::NotYet { .. } => "not_yet",
            Self::PeriodOver { .. } => "period_over",
            Self::AuthorizationExpired { .. } => "authorization_expired",
            Self::AmountTooLarge { .. } => "amount_too_large",
        }
    }

    /// The two characters by which the gateway's API type refuses the same (the type in its eight-character error codes);
    /// `None` where the gateway has no type of its own for it, or is never asked. The meaning of the types is C.
    #[must_use]
    pub const fn api_type(self, operation: Operation) -> Option<&'static str> {
        match operation {
            Operation::Settlement | Operation::PartialSettlement => match self {
                Self::NotPurchased => Some("20"),
                Self::AlreadyCancelled => Some("21"),
                Self::AmountTooLarge { .. } => Some("22"),
                Self::AlreadySettled => Some("23"),
                Self::AutomaticSales => Some("24"),
                Self::PeriodOver { .. } => Some("33"),
                _ => None,
            },
            Operation::Cancellation | Operation::Refund | Operation::PartialRefund => match self {
                Self::NotPurchased => Some("25"),
                Self::AlreadyCancelled => Some("26"),
                Self::MonthNotBilled => Some("27"),
                Self::NotYet { .. } => Some("28"),
                Self::AlreadyRefunded => Some("30"),
                Self::PeriodOver { .. } => Some("31"),
                Self::AutomaticSales => Some("40"),
                Self::RefundNotInContract => Some("41"),
                Self::AmountTooLarge { .. } => Some("75"),
                _ => None,
            },
            Operation::SimpleCancellation => match self {
                Self::AlreadyUnsubscribed => Some("32"),
                _ => None,
            },
            Operation::FixedTermPurchase => match self {
                Self::NotSubscribed => Some("L0"),
                Self::AlreadyUnsubscribed => Some("L2"),
                // "The contract cannot be used": that an expired one is answered so is our inference (I).
                Self::AuthorizationExpired { .. } => Some("L3"),
                _ => None,
            },
            Operation::FixedTermUnsubscribing => match self {
                Self::NotSubscribed => Some("L5"),
                Self::AlreadyUnsubscribed => Some("L7"),
                _ => None,
            },
            _ => None,
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Requested => "the day of the purchase request",
            Self::Settled => "the day of the settlement",
            Self::Month => "the month that was billed",
            Self::LastPayment => "the day of the last payment",
        })
    }
}

impl fmt::Display for RefusalReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::OperationNotProvided => "the billing method has no such operation",
            Self::AutomaticSales => "automatic sales are settled at the purchase; afterwards they are refunded",
            Self::BillingMethodNotInContract => "the merchant's contract does not have this billing method",
            Self::RefundNotInContract => "the merchant's contract has no refunds",
            Self::ChannelNotProvided => "this operation is not provided in this channel",
            Self::OutcomeUnknown => "what became of an earlier request is not known",
            Self::NotPurchased => "nothing was bought",
            Self::AlreadyPurchased => "this payment was made already",
            Self::NotSettled => "nothing was settled yet",
            Self::AlreadySettled => "the amount is settled already",
            Self::AlreadyCancelled => "the payment is cancelled already",
            Self::AlreadyRefunded => "everything is refunded already",
            Self::NotSubscribed => "there is no subscription",
            Self::AlreadySubscribed => "there is a subscription already",
            Self::AlreadyUnsubscribed => "the subscription has ended",
            Self::MonthNotBilled => "the month is before the subscription",
            Self::FactMissing(fact) => return write!(formatter, "{fact} is not known"),
            Self::NotYet { from } => return write!(formatter, "this is possible only from {from} on"),
            Self::PeriodOver { last } => return write!(formatter, "this was possible only until {last}"),
            Self::AuthorizationExpired { last } => {
                return write!(formatter, "the contract could be billed until {last}");
            }
            Self::AmountTooLarge { offered, most } => {
                return write!(formatter, "{offered} yen is more than the {most} yen that are left");
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_code_and_a_sentence_of_its_own() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 1).expect("a day");
        let facts = [Fact::Requested, Fact::Settled, Fact::Month, Fact::LastPayment].map(RefusalReason::FactMissing);
        let mut reasons = vec![
            RefusalReason::OperationNotProvided,
            RefusalReason::AutomaticSales,
            RefusalReason::BillingMethodNotInContract,
            RefusalReason::RefundNotInContract,
            RefusalReason::ChannelNotProvided,
            RefusalReason::OutcomeUnknown,
            RefusalReason::NotPurchased,
            RefusalReason::AlreadyPurchased,
            RefusalReason::NotSettled,
            RefusalReason::AlreadySettled,
            RefusalReason::AlreadyCancelled,
            RefusalReason::AlreadyRefunded,
            RefusalReason::NotSubscribed,
            RefusalReason::AlreadySubscribed,
            RefusalReason::AlreadyUnsubscribed,
            RefusalReason::MonthNotBilled,
            RefusalReason::NotYet { from: day },
            RefusalReason::PeriodOver { last: day },
            RefusalReason::AuthorizationExpired { last: day },
            RefusalReason::AmountTooLarge { offered: Yen::LARGEST, most: 3_000 },
        ];
        reasons.extend(facts);
        for (index, reason) in reasons.iter().enumerate() {
            assert!(reason.code().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
            for other in &reasons[..index] {
                assert_ne!(reason.code(), other.code());
                assert_ne!(reason.to_string(), other.to_string());
            }
        }
        let too_large = RefusalReason::AmountTooLarge { offered: Yen::LARGEST, most: 3_000 };
        assert_eq!(too_large.to_string(), "9999999 yen is more than the 3000 yen that are left");
        assert_eq!(RefusalReason::FactMissing(Fact::Month).to_string(), "the month that was billed is not known");
    }
}
