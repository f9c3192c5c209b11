//! Charges of contracts by their days, the first first: also the months that the gateway bills by
//! itself, of which it tells only those that it could not bill.

use crate::domain::charge::{PastCharge, PastOutcome};
use crate::domain::subscription::Subscription;
use crate::service::Shop;
use crate::service::contract::{MOST_CONTRACTS, list};
use crate::service::problem::{Code, Problem};
use crate::store::ContractsWanted;
use chrono::NaiveDate;

pub(super) const COLUMNS: [&str; 11] = [
    "due_on",
    "order_reference",
    "contract_tracking_id",
    "billing_method",
    "item_id",
    "item_name",
    "amount",
    "outcome",
    "tracking_id",
    "customer_id",
    "customer_code",
];

pub(super) async fn rows(shop: &Shop, from: NaiveDate, until: NaiveDate) -> Result<Vec<Vec<String>>, Problem> {
    let today = shop.clock.now().ok_or(Code::Internal)?.date();
    let mut rows = Vec::new();
    let mut after = None;
    loop {
        let wanted = ContractsWanted { after, most: MOST_CONTRACTS, ..ContractsWanted::default() };
        let page = list(shop, wanted).await?;
        for (contract, customer_id) in &page.contracts {
            let past = shop.store.charges(&contract.reference).await?;
            let in_time = |charge: &&PastCharge| (from..=until).contains(&charge.due_on);
            let is_charge = |charge: &&PastCharge| charge.outcome != PastOutcome::Free;
            let history = contract.history(today, &past);
            rows.extend(
                history.iter().filter(in_time).filter(is_charge).map(|charge| row(contract, customer_id, charge)),
            );
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    // By the day, and then by the order: the same file each time.
    rows.sort();
    Ok(rows)
}

fn row(contract: &Subscription, customer_id: &Option<String>, charge: &PastCharge) -> Vec<String> {
    let method = if contract.recurring.is_simple() { "recurring_simple" } else { "recurring_fixed_term" };
    vec![
        charge.due_on.to_string(),
        contract.order_reference.clone(),
        contract.tracking_id.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default(),
        method.to_owned(),
        contract.item_id.as_str().to_owned(),
        contract.item_name.as_str().to_owned(),
        charge.amount.to_string(),
        charge.outcome.as_str().to_owned(),
        charge.payment.clone().unwrap_or_default(),
        customer_id.clone().unwrap_or_default(),
        contract.customer_code.as_str().to_owned(),
    ]
}
