//! Where a contract stands: the states of the subscriber's page, as the rules of the service have them.

pub use kantan_checkout::page::subscription::SubscriptionState;

use sbps::status;

/// The state as the rules of the service have it.
#[must_use]
pub const fn for_rules(state: SubscriptionState) -> status::SubscriptionState {
    match state {
        SubscriptionState::Pending => status::SubscriptionState::Absent,
        SubscriptionState::Active => status::SubscriptionState::Active,
        SubscriptionState::CancellationPending | SubscriptionState::Unknown => status::SubscriptionState::Unknown,
        SubscriptionState::Cancelled
        | SubscriptionState::EndedByCarrier
        | SubscriptionState::EndedLastMonth
        | SubscriptionState::Expired => status::SubscriptionState::Ended,
    }
}
