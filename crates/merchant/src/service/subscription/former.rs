//! Days that a payer's calendar may still have of terms that hold no more: of a contract that was left before this one was
//! joined, and of this one before it was applied for again. Joined on another day, a contract is charged on other days;
//! whoever takes its calendar file gets rid of the former ones by it.

use super::view::{View, gone_of};
use crate::domain::subscription::Subscription;
use crate::service::Shop;
use crate::service::problem::Problem;
use sbps::schedule::Charge;

/// The charges that former terms planned for today and later and that are planned no more; a day is among them once.
///
/// # Errors
/// The problem of a store that does not answer.
pub async fn formerly_planned(shop: &Shop, view: &View) -> Result<Vec<Charge>, Problem> {
    let own = &view.subscription;
    let mut planned = Vec::new();
    for left in shop.store.left_before(own).await? {
        let past = shop.store.charges(&left.reference).await?;
        planned.extend(gone_of(&left, &past));
    }
    planned.extend(before_it_was_renewed(shop, own).await?);
    // What was asked for today stays there, however it went.
    let asked = |charge: &Charge| view.history.iter().any(|past| past.due_on == charge.date);
    let planned_now = |charge: &Charge| view.coming.iter().chain(&view.gone).any(|other| other.date == charge.date);
    let known = |charge: &Charge| asked(charge) || planned_now(charge);
    planned.retain(|charge| charge.date >= view.today && !known(charge));
    planned.sort_by_key(|charge| charge.date);
    planned.dedup_by_key(|charge| charge.date);
    Ok(planned)
}

/// What the terms before the last application planned from that day on.
async fn before_it_was_renewed(shop: &Shop, own: &Subscription) -> Result<Vec<Charge>, Problem> {
    let (applied_on, mut planned) = (own.recurring.joined_on(), Vec::new());
    for terms in shop.store.former_terms(&own.reference).await? {
        let is_former = terms.joined_on() < applied_on;
        // What the record once agreed to was a schedule then.
        let schedule = terms.schedule(own.amount).ok().filter(|_| is_former);
        planned.extend(schedule.into_iter().flat_map(|schedule| schedule.charges_within_a_year(applied_on)));
    }
    Ok(planned)
}
