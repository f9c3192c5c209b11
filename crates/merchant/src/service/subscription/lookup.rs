//! Finds a contract by its secret link.

use crate::domain::language::Language;
use crate::domain::subscription::Subscription;
use crate::service::Shop;
use crate::service::problem::{Code, Problem};

/// The contract with that reference.
///
/// # Errors
/// [`Code::SubscriptionUnknown`] where there is none.
pub async fn find(shop: &Shop, reference: &str) -> Result<Subscription, Problem> {
    Ok(shop.store.subscription(reference).await?.ok_or(Code::SubscriptionUnknown)?)
}

/// The language in which a contract was ordered.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn ordered_in(shop: &Shop, subscription: &Subscription) -> Result<Option<Language>, Problem> {
    Ok(shop.store.order(&subscription.order_reference).await?.map(|order| order.language))
}
