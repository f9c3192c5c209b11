//! What a run would ask for on a day, by what is on record now. Nothing is asked for and nothing is written.

use super::contract::{authorization, open_charges};
use crate::domain::subscription::Subscription;
use crate::service::Shop;
use crate::store::StoreError;
use chrono::NaiveDate;
use sbps::money::Yen;
use sbps::schedule::{Amount, Charge};

/// A charge of which a run would do something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The order that made the contract.
    pub order_reference: String,
    /// The contract, by the gateway's name.
    pub contract: String,
    /// What is delivered.
    pub item_name: String,
    /// The day of the charge.
    pub due_on: NaiveDate,
    /// What it takes, in yen.
    pub amount: Yen,
    /// Whether it is passed over, because a later one of the contract is due by then.
    pub is_passed_over: bool,
}

/// Everything that would be due on a day, by contract: also before it, where no run has been since.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub async fn forecast(shop: &Shop, on: NaiveDate) -> Result<Vec<Due>, StoreError> {
    let mut due = Vec::new();
    let mut last = None;
    loop {
        let page = shop.store.contracts_to_look_at(on, last.as_ref()).await?;
        let Some(end) = page.last().map(|contract| contract.place.clone()) else { break };
        last = Some(end);
        for it in page {
            // What cannot be read is on the list.
            let Ok(subscription) = it.subscription else { continue };
            if !subscription.recurring.is_simple() && !subscription.is_suspended() {
                due.extend(of_contract(shop, &subscription, on).await?);
            }
        }
    }
    Ok(due)
}

async fn of_contract(shop: &Shop, subscription: &Subscription, on: NaiveDate) -> Result<Vec<Due>, StoreError> {
    let reference = subscription.reference.as_str();
    let Ok(schedule) = subscription.schedule() else { return Ok(Vec::new()) };
    let past = shop.store.charges(reference).await?;
    // One that has lapsed by then is ended and not billed.
    if on > authorization(&shop.store, subscription).await?.last() {
        return Ok(Vec::new());
    }
    let open = open_charges(subscription, &schedule, &past, on);
    let last = open.len().saturating_sub(1);
    let told = |due_on, amount, is_passed_over| Due {
        order_reference: subscription.order_reference.clone(),
        contract: subscription.tracking_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        item_name: subscription.item_name.to_string(),
        due_on,
        amount,
        is_passed_over,
    };
    let fixed = |(place, charge): (usize, &Charge)| match charge.amount {
        Amount::Fixed(amount) => Some(told(charge.date, amount, place < last)),
        Amount::UpTo(_) => None,
    };
    let mut due: Vec<Due> = open.iter().enumerate().filter_map(fixed).collect();
    if subscription.recurring.is_usage() {
        let used = shop.store.open_usage(reference).await?;
        due.extend(used.due(on, subscription.amount).map(|(_, amount)| told(on, amount, false)));
    }
    Ok(due)
}
