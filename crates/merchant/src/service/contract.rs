//! Recurring contracts as a shop's own programs see them and act on them: found, listed, ended, their
//! suspension lifted, their use listed.

use super::Shop;
use super::billing::lift_suspension;
use super::paging::{looked_for, page};
use super::problem::{Code, Problem};
use super::subscription::leaving::end_for_shop;
use super::subscription::view::View;
use crate::domain::order::OrderRecord;
use crate::domain::staff::Witness;
use crate::domain::subscription::link::Links;
use crate::domain::subscription::{Subscription, SubscriptionState};
use crate::domain::usage::ListedUsage;
use crate::store::ContractsWanted;

/// The most contracts, or entries of use, of one answer.
pub const MOST_CONTRACTS: u32 = 100;

/// After how many seconds an ending that is under way may be asked about again.
const UNDER_WAY: u32 = 20;

/// A contract with the shop's own name of its customer, where an order told one.
pub type Listed = (Subscription, Option<String>);

/// A part of the list.
#[derive(Clone, Debug)]
pub struct ContractPage {
    /// The contracts, those of the latest orders first.
    pub contracts: Vec<Listed>,
    /// Behind the contract of which order the list goes on, where there are more.
    pub next: Option<String>,
}

/// Everything that a program reads of a contract.
#[derive(Clone, Debug)]
pub struct ContractView {
    /// The contract as its subscriber's page has it.
    pub view: View,
    /// The order that made it, with what was asked of the gateway about its payments.
    pub record: OrderRecord,
    /// The shop's own name of its customer.
    pub customer_id: Option<String>,
}

/// The contract by the gateway's name or by the reference of the order that made it. What is only
/// ordered is none.
///
/// # Errors
/// [`Code::ContractUnknown`] where there is none.
pub async fn named(shop: &Shop, name: &str) -> Result<Subscription, Problem> {
    let found = match shop.store.subscription_at_gateway(name).await? {
        Some(found) => Some(found),
        None => shop.store.subscription_of_order(name).await?,
    };
    let unknown = || {
        let detail = "no contract has this tracking id, and no order with this reference has made one";
        Problem::with_detail(Code::ContractUnknown, detail)
    };
    found.filter(|contract| contract.state != SubscriptionState::Pending).ok_or_else(unknown)
}

/// Puts other links in the place of a contract's, which lead nowhere from then on.
///
/// # Errors
/// [`Code::ContractUnknown`] where there is none.
pub async fn replace_links(shop: &Shop, name: &str) -> Result<Links, Problem> {
    let contract = named(shop, name).await?;
    let replaced = shop.store.replace_links(&contract.reference, shop.clock.unix_seconds()).await?;
    Ok(replaced.ok_or(Code::ContractUnknown)?)
}

/// The contracts that are wanted, at most [`MOST_CONTRACTS`].
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn list(shop: &Shop, mut wanted: ContractsWanted) -> Result<ContractPage, Problem> {
    let most = wanted.most.min(MOST_CONTRACTS);
    wanted.most = looked_for(most);
    let found = shop.store.contracts(&wanted).await?;
    let (contracts, next) = page(found, most, |contract| contract.order_reference.clone());
    Ok(ContractPage { contracts: with_customers(shop, contracts).await?, next })
}

/// The contracts, each with the shop's own name of its customer.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn with_customers(shop: &Shop, contracts: Vec<Subscription>) -> Result<Vec<Listed>, Problem> {
    let codes: Vec<_> = contracts.iter().map(|contract| &contract.customer_code).collect();
    let names = shop.store.customer_ids(&codes).await?;
    let named = |contract: Subscription| {
        let name = names.get(contract.customer_code.as_str()).cloned();
        (contract, name)
    };
    Ok(contracts.into_iter().map(named).collect())
}

/// Everything of a contract.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn whole(shop: &Shop, contract: Subscription) -> Result<ContractView, Problem> {
    let record = shop.store.order_record(&contract.order_reference).await?.ok_or(Code::Internal)?;
    let names = shop.store.customer_ids(&[&contract.customer_code]).await?;
    let customer_id = names.into_values().next();
    Ok(ContractView { view: View::of(shop, contract).await?, record, customer_id })
}

/// Ends a contract because its payer asked the shop for it; as it stands then. One that has ended stays
/// as it is: asked again, the answer is the same.
///
/// # Errors
/// [`Code::ContractUnknown`]; [`Code::CallUnderWay`] while another asks; [`Code::OutcomeUnknown`] where
/// nobody knows, and nothing asks again; those of [`end_for_shop`].
pub async fn end(shop: &Shop, name: &str) -> Result<Subscription, Problem> {
    let contract = named(shop, name).await?;
    if contract.state != SubscriptionState::Active {
        return ended(contract);
    }
    match end_for_shop(shop, &contract).await {
        Ok(()) => named(shop, name).await,
        // Another was faster.
        Err(problem) if problem.code == Code::ActionNotPossible => {
            let contract = named(shop, name).await?;
            if contract.state == SubscriptionState::Active { Err(problem) } else { ended(contract) }
        }
        Err(problem) => Err(problem),
    }
}

/// What an ending comes to of a contract that is not in force any more, or may not be.
fn ended(contract: Subscription) -> Result<Subscription, Problem> {
    match contract.state {
        SubscriptionState::CancellationPending => {
            let detail = "the ending of this contract is under way: ask again after a moment";
            Err(Problem::with_detail(Code::CallUnderWay, detail).after(UNDER_WAY))
        }
        SubscriptionState::Unknown => Err(Code::OutcomeUnknown.into()),
        _ => Ok(contract),
    }
}

/// Lifts the suspension of a contract, which is billed again from tomorrow on; as it stands then.
///
/// # Errors
/// [`Code::ContractUnknown`]; [`Code::ActionNotPossible`] where it is not suspended.
pub async fn lift(shop: &Shop, name: &str, witness: &Witness) -> Result<Subscription, Problem> {
    let contract = named(shop, name).await?;
    let now = shop.clock.now().ok_or(Code::Internal)?;
    if !contract.is_suspended() || !lift_suspension(&shop.store, &contract.reference, witness, now).await? {
        let detail = "no charge of this contract is held back for a cause of its payer";
        return Err(Problem::with_detail(Code::ActionNotPossible, detail).with("because", "not_suspended"));
    }
    named(shop, name).await
}

/// What was used under a contract, the latest first, at most so much; and before which number of the
/// record it goes on.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn used(
    shop: &Shop,
    contract: &Subscription,
    before: Option<i64>,
    most: u32,
) -> Result<(Vec<ListedUsage>, Option<i64>), Problem> {
    let most = most.min(MOST_CONTRACTS);
    let mut entries = shop.store.usage_before(&contract.reference, before, most + 1).await?;
    let has_more = entries.len() > most as usize;
    entries.truncate(most as usize);
    let next = entries.last().map(|entry| entry.id).filter(|_| has_more);
    Ok((entries, next))
}
