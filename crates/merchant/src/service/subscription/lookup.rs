//! Finds a contract: by the record's name for it, or by a secret link.

use crate::domain::language::Language;
use crate::domain::mail::MailKind;
use crate::domain::subscription::Subscription;
use crate::domain::subscription::link::Power;
use crate::service::Shop;
use crate::service::address::LOST_LINK;
use crate::service::problem::{Code, Problem};
use crate::store::Linked;

/// The contract with that reference.
///
/// # Errors
/// [`Code::SubscriptionUnknown`] where there is none.
pub async fn find(shop: &Shop, reference: &str) -> Result<Subscription, Problem> {
    Ok(shop.store.subscription(reference).await?.ok_or(Code::SubscriptionUnknown)?)
}

/// The contract to which a link leads, and what may be done by it.
///
/// # Errors
/// [`Code::SubscriptionUnknown`] of what never was a link, [`Code::LinkReplaced`] and
/// [`Code::LinkExpired`] of one that was.
pub async fn find_by_link(shop: &Shop, link: &str) -> Result<(Subscription, Power), Problem> {
    let today = shop.clock.now().ok_or(Code::Internal)?.date();
    match shop.store.subscription_by_link(link).await? {
        None => Err(Code::SubscriptionUnknown.into()),
        Some(Linked::Replaced) => Err(lost(shop, Code::LinkReplaced)),
        Some(Linked::To(contract, _)) if contract.has_left_its_links(today) => Err(lost(shop, Code::LinkExpired)),
        Some(Linked::To(contract, power)) => Ok((*contract, power)),
    }
}

/// The problem of a link that leads nowhere any more; where mail is sent, another can be asked for.
fn lost(shop: &Shop, code: Code) -> Problem {
    let problem = Problem::from(code);
    if shop.settings.writes(MailKind::Links) { problem.then(LOST_LINK) } else { problem }
}

/// The contract for whoever may act by a link.
///
/// # Errors
/// Those of [`find_by_link`], and [`Code::ViewOnly`].
pub async fn find_to_act(shop: &Shop, link: &str) -> Result<Subscription, Problem> {
    match find_by_link(shop, link).await? {
        (contract, Power::Act) => Ok(contract),
        (_, Power::View) => Err(Code::ViewOnly.into()),
    }
}

/// The language in which a contract was ordered.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn ordered_in(shop: &Shop, subscription: &Subscription) -> Result<Option<Language>, Problem> {
    Ok(shop.store.order(&subscription.order_reference).await?.map(|order| order.language))
}
