//! What a person of the shop does about an order, a payment or a contract: the same as a program
//! does, and written down under the person's name before it is done.

use super::problem::{Code, Problem};
use super::subscription::leaving::end_for_shop;
use super::{Shop, billing, ordering, payment};
use crate::domain::audit::{Asker, Deed};
use crate::domain::order::OrderRecord;
use crate::domain::payment::Action;
use crate::domain::reference::wish_name;
use crate::domain::subscription::Subscription;
use crate::domain::subscription::link::Links;
use kantan_checkout::page::day::write_month;
use payment::{PaymentRequest, PaymentView};
use sbps::date_time::YearMonth;
use sbps::money::Yen;
use sha2::{Digest, Sha256};

/// What a person wants to be done with a payment.
#[derive(Clone, Debug)]
pub struct StaffWish {
    /// The payment, by the gateway's name or by its order's.
    pub name: String,
    /// What.
    pub action: Action,
    /// How much in yen; `None` is all of it.
    pub amount: Option<Yen>,
    /// The month, of a contract that the gateway bills.
    pub month: Option<YearMonth>,
    /// A name for the request, under which it is asked for once; a new one where none is given.
    pub idempotency_key: Option<String>,
}

/// Writes down what somebody asks for, before it is done: `what` as `payment.refund`, on the row of
/// `subject`.
///
/// # Errors
/// The [`Problem`] of a store that does not answer: it must not be done then.
pub async fn written_down(
    shop: &Shop,
    asker: &Asker,
    what: &'static str,
    subject: String,
    detail: String,
) -> Result<(), Problem> {
    let deed = Deed { what, subject, detail };
    Ok(shop.store.add_audit(asker, &deed, shop.clock.unix_seconds()).await?)
}

/// Withdraws an order that is not paid.
///
/// # Errors
/// Those of [`ordering::withdraw`].
pub async fn cancel_order(shop: &Shop, reference: &str, asker: &Asker) -> Result<OrderRecord, Problem> {
    let order = ordering::find(shop, reference).await?;
    written_down(shop, asker, "order.cancel", format!("order {}", order.reference), String::new()).await?;
    ordering::withdraw(shop, reference).await
}

/// Settles, cancels or refunds a payment; the payment as it stands then.
///
/// # Errors
/// Those of [`payment::act`].
pub async fn change_payment(shop: &Shop, wish: StaffWish, asker: &Asker) -> Result<PaymentView, Problem> {
    let StaffWish { name, action, amount, month, idempotency_key } = wish;
    let found = payment::find(shop, &name, month).await?;
    let what = match action {
        Action::Settle => "payment.settle",
        Action::Cancel => "payment.cancel",
        Action::Refund => "payment.refund",
    };
    let (yen, of_month) = (amount.map(|yen| yen.get().to_string()), month.map(write_month));
    let asked = [yen.as_deref().unwrap_or("all"), of_month.as_deref().unwrap_or_default()];
    let subject = format!("payment {}", found.facts.tracking_id.as_str());
    written_down(shop, asker, what, subject, asked.join(" ").trim().to_owned()).await?;
    let mut hash = Sha256::new();
    for part in [name.as_str(), action.as_str(), asked[0], asked[1]] {
        hash.update(part);
        hash.update([0]);
    }
    let digest = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let idempotency_key = idempotency_key.unwrap_or_else(wish_name);
    payment::act(shop, PaymentRequest { name, action, amount, month, idempotency_key, digest }).await
}

/// A contract as the log names it.
pub(super) fn contract_name(contract: &Subscription) -> String {
    let name = contract.tracking_id.as_ref().map_or(contract.order_reference.as_str(), |id| id.as_str());
    format!("contract {name}")
}

/// Ends a contract for its payer, who asked the shop for it; the contract as it stands then.
///
/// # Errors
/// Those of [`end_for_shop`].
pub async fn end_contract(shop: &Shop, contract: &Subscription, asker: &Asker) -> Result<Subscription, Problem> {
    written_down(shop, asker, "contract.end", contract_name(contract), String::new()).await?;
    end_for_shop(shop, contract).await?;
    shop.store.subscription(&contract.reference).await?.ok_or_else(|| Code::SubscriptionUnknown.into())
}

/// Lifts the suspension of a contract, which is billed again from tomorrow on; says whether it was
/// suspended.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn lift_suspension(shop: &Shop, contract: &Subscription, asker: &Asker) -> Result<bool, Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    written_down(shop, asker, "contract.lift", contract_name(contract), String::new()).await?;
    Ok(billing::lift_suspension(&shop.store, &contract.reference, &asker.witness, now).await?)
}

/// Issues new links of a contract; those until now lead nowhere from then on.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn replace_links(shop: &Shop, contract: &Subscription, asker: &Asker) -> Result<Links, Problem> {
    written_down(shop, asker, "contract.new_links", contract_name(contract), String::new()).await?;
    let replaced = shop.store.replace_links(&contract.reference, shop.clock.unix_seconds()).await?;
    replaced.ok_or_else(|| Code::SubscriptionUnknown.into())
}
