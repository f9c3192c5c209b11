//! The states of a payment and of a subscription.
//!
//! Service specification, "Payment Status Transition". Its diagrams are pictures that the specification at hand does not
//! hold; the states are read off the functions that lead to them (I).

/// The state of one payment: of one purchase, or of one month's or one billing's money under a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaymentState {
    /// Nothing was bought or billed.
    NotStarted,
    /// The amount is reserved; no sale yet.
    Authorized,
    /// The amount, or the part that was settled, is a sale.
    Settled,
    /// A part of the sale was given back.
    PartiallyRefunded,
    /// All of it was given back.
    Refunded,
    /// The reservation was given up.
    Cancelled,
    /// Something was asked for and what became of it is not known. There is no inquiry function for au and a repeated
    /// request may act twice: a person has to look in the management tool before anything else is asked for.
    Unknown,
}

/// The state of a payer's recurring contract; always [`Absent`](Self::Absent) for a one-time charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SubscriptionState {
    /// There is none.
    Absent,
    /// It can be billed.
    Active,
    /// It was cancelled, by whomever.
    Ended,
    /// An application or a cancellation was asked for and what became of it is not known.
    Unknown,
}

impl PaymentState {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::NotStarted,
        Self::Authorized,
        Self::Settled,
        Self::PartiallyRefunded,
        Self::Refunded,
        Self::Cancelled,
        Self::Unknown,
    ];

    /// A stable name for logs and records.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::Authorized => "authorized",
            Self::Settled => "settled",
            Self::PartiallyRefunded => "partially_refunded",
            Self::Refunded => "refunded",
            Self::Cancelled => "cancelled",
            Self::Unknown => "unknown",
        }
    }
}

impl SubscriptionState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Absent, Self::Active, Self::Ended, Self::Unknown];

    /// A stable name for logs and records.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Active => "active",
            Self::Ended => "ended",
            Self::Unknown => "unknown",
        }
    }
}
