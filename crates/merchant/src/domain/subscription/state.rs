//! Where a contract stands.

use sbps::status::SubscriptionState;

/// Where a contract stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Ordered; the gateway has not said that it is made.
    Pending,
    /// It can be billed.
    Active,
    /// The gateway was asked to end it and has not answered yet.
    CancellationPending,
    /// The payer has left.
    Cancelled,
    /// It was ended at the carrier.
    EndedByCarrier,
    /// Its last month or cycle is over.
    EndedLastMonth,
    /// Nothing was paid for too long: it cannot be billed any more.
    Expired,
    /// The gateway was asked to end it and what it did is not known: a person has to look.
    Unknown,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::Pending,
        Self::Active,
        Self::CancellationPending,
        Self::Cancelled,
        Self::EndedByCarrier,
        Self::EndedLastMonth,
        Self::Expired,
        Self::Unknown,
    ];

    /// The word in the database and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::CancellationPending => "cancellation_pending",
            Self::Cancelled => "cancelled",
            Self::EndedByCarrier => "ended_by_carrier",
            Self::EndedLastMonth => "ended_last_month",
            Self::Expired => "expired",
            Self::Unknown => "unknown",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Whether it has ended, by whomever.
    #[must_use]
    pub const fn has_ended(self) -> bool {
        matches!(self, Self::Cancelled | Self::EndedByCarrier | Self::EndedLastMonth | Self::Expired)
    }

    /// The state as the rules of the service have it.
    #[must_use]
    pub const fn for_rules(self) -> SubscriptionState {
        match self {
            Self::Pending => SubscriptionState::Absent,
            Self::Active => SubscriptionState::Active,
            Self::CancellationPending | Self::Unknown => SubscriptionState::Unknown,
            Self::Cancelled | Self::EndedByCarrier | Self::EndedLastMonth | Self::Expired => SubscriptionState::Ended,
        }
    }
}
