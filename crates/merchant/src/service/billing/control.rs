//! What staff see of the billing run and do about it: hold, release, and lift a suspension.

use crate::domain::billing::{Hold, HoldReason};
use crate::domain::staff::Witness;
use crate::domain::subscription::Subscription;
use crate::service::Shop;
use crate::service::problem::Problem;
use crate::store::{Store, StoreError};
use chrono::Days;
use sbps::date_time::JstDateTime;

/// The most suspended contracts that are shown, the latest first.
const MOST_SUSPENDED: u32 = 100;

/// What staff see of the billing run.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Why it stands still.
    pub hold: Option<Hold>,
    /// Contracts that are suspended for a payer's cause, the latest first.
    pub suspended: Vec<Subscription>,
    /// How many there are.
    pub suspended_count: i64,
}

/// What staff see now.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn overview(shop: &Shop) -> Result<Overview, Problem> {
    let (suspended, suspended_count) = shop.store.suspended_contracts(MOST_SUSPENDED).await?;
    Ok(Overview { hold: shop.store.billing_hold().await?, suspended, suspended_count })
}

/// Lets the run stand still from `now` on (seconds since 1970-01-01T00:00:00Z); says whether it did
/// not before.
///
/// # Errors
/// [`StoreError`] when nothing was changed.
pub async fn hold(store: &Store, witness: &Witness, now: i64) -> Result<bool, StoreError> {
    let hold = Hold { reason: HoldReason::Staff, detail: witness.note.clone(), held_at: now };
    store.hold_billing(hold, &witness.by).await
}

/// Lets the run go on, from the clock of `now` on; says whether it stood still.
///
/// # Errors
/// [`StoreError`] when nothing was changed.
pub async fn release(store: &Store, witness: &Witness, now: i64) -> Result<bool, StoreError> {
    store.release_billing(witness, now).await
}

/// Lifts the suspension of a contract: it is billed again from tomorrow on. Days that fell into the
/// suspension are not caught up with: the payer was told so. Says whether it was suspended.
///
/// # Errors
/// [`StoreError`] when nothing was changed.
pub async fn lift_suspension(
    store: &Store,
    reference: &str,
    witness: &Witness,
    now: JstDateTime,
) -> Result<bool, StoreError> {
    let tomorrow = now.date().checked_add_days(Days::new(1)).unwrap_or(now.date());
    store.lift_suspension(reference, tomorrow, witness, now.unix_seconds()).await
}
