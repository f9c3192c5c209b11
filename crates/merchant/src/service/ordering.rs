//! Takes orders, finds them, and says what has become of them. What an order says is frozen when it
//! is made.

use super::Shop;
use super::address::result_address;
use super::paging::{looked_for, page};
use super::problem::{Code, Problem};
use super::subscription::find_to_act;
use super::subscription::joining::pending;
use crate::domain::api_order::ApiOrder;
use crate::domain::language::Language;
use crate::domain::order::{Attempt, Order, OrderOutcome, OrderRecord};
use crate::domain::payment::Money;
use crate::domain::plan::{Plan, PlanTerms};
use crate::domain::product::{Price, Product};
use crate::domain::reference::unguessable;
use crate::store::OrdersWanted;
use sbps::identifier::CustomerCode;

/// How long a payment for an order can be started, in seconds.
const ORDER_SECONDS: i64 = 60 * 60;

/// Orders so many of a product.
///
/// # Errors
/// [`Code::RequestInvalid`] for a number that is not sold; the [`Problem`] that keeps the order
/// from being kept.
pub async fn order_product(
    shop: &Shop,
    product: &Product,
    quantity: u32,
    language: Language,
) -> Result<Order, Problem> {
    if !(1..=product.most).contains(&quantity) {
        return Err(Code::RequestInvalid.into());
    }
    let price = product.price(quantity).ok_or(Code::RequestInvalid)?;
    let now = shop.clock.unix_seconds();
    // A shop without members: every order is a customer of its own. A shop with members uses the
    // member's number: the gateway remembers the au ID by it, and it must be unique among end
    // users.
    let customer_code = new_customer("guest")?;
    let order = Order {
        reference: unguessable(),
        language,
        product: product.id.to_string(),
        quantity,
        item_id: product.id.clone(),
        item_name: product.name.clone(),
        amount: price.amount,
        tax: price.tax,
        customer_code,
        created_at: now,
        expires_at: now + ORDER_SECONDS,
        paid_by: None,
        withdrawn_at: None,
        plan: None,
        said: None,
    };
    shop.store.add_order(&order, None).await?;
    Ok(order)
}

/// A customer that the gateway does not know yet; of which `kind`, for people who read the code.
pub(super) fn new_customer(kind: &str) -> Result<CustomerCode, Problem> {
    CustomerCode::new(&format!("{kind}-{}", unguessable())).map_err(|_| Code::Internal.into())
}

/// Orders a plan: once, for a new customer or for that of a `contract` whose secret link is known.
///
/// # Errors
/// The [`Problem`] that keeps the order from being kept.
pub async fn order_plan(
    shop: &Shop,
    plan: &Plan,
    contract: Option<&str>,
    language: Language,
) -> Result<Order, Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let customer_code = match contract {
        Some(link) => find_to_act(shop, link).await?.customer_code,
        None => new_customer("guest")?,
    };
    let order = Order {
        reference: unguessable(),
        language,
        product: plan.id.to_string(),
        quantity: 1,
        item_id: plan.id.clone(),
        item_name: plan.name.clone(),
        amount: plan.amount,
        tax: plan.tax,
        customer_code,
        created_at: now.unix_seconds(),
        expires_at: now.unix_seconds() + ORDER_SECONDS,
        paid_by: None,
        withdrawn_at: None,
        plan: Some(plan.terms.clone()),
        said: None,
    };
    shop.store.add_order(&order, Some(&pending(&order, &plan.terms, plan.tax_percent, now.date()))).await?;
    Ok(order)
}

/// The order with that reference.
///
/// # Errors
/// [`Code::OrderUnknown`] where there is none.
pub async fn find(shop: &Shop, reference: &str) -> Result<Order, Problem> {
    Ok(shop.store.order(reference).await?.ok_or(Code::OrderUnknown)?)
}

/// What a shop's own program said of that order, if one made it.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn said(shop: &Shop, reference: &str) -> Result<Option<ApiOrder>, Problem> {
    Ok(shop.store.api_order(reference).await?)
}

/// The order with that reference and what became of it.
///
/// # Errors
/// [`Code::OrderUnknown`] where there is none.
pub async fn order_record(shop: &Shop, reference: &str) -> Result<OrderRecord, Problem> {
    Ok(shop.store.order_record(reference).await?.ok_or(Code::OrderUnknown)?)
}

/// The most orders of one answer.
pub const MOST_LISTED: u32 = 100;

/// A part of the list of orders.
#[derive(Clone, Debug)]
pub struct OrderPage {
    /// The orders, the newest first.
    pub orders: Vec<OrderRecord>,
    /// Behind which one the list goes on, where there are more: when it was made and its reference.
    pub next: Option<(i64, String)>,
}

/// The orders that are wanted, at most [`MOST_LISTED`].
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn list_orders(shop: &Shop, mut wanted: OrdersWanted) -> Result<OrderPage, Problem> {
    let most = wanted.most.min(MOST_LISTED);
    wanted.most = looked_for(most);
    let found = shop.store.order_records(&wanted).await?;
    let (orders, next) = page(found, most, |record| (record.order.created_at, record.order.reference.clone()));
    Ok(OrderPage { orders, next })
}

/// Withdraws an order that is not paid: whatever the gateway says of it from now on is refused,
/// which stops a payment that is under way. Asked again, it is the same.
///
/// # Errors
/// [`Code::OrderUnknown`] where there is none, [`Code::OrderPaid`] where it is paid.
pub async fn withdraw(shop: &Shop, reference: &str) -> Result<OrderRecord, Problem> {
    let withdrawn = shop.store.withdraw_order(reference, shop.clock.unix_seconds()).await?;
    let record = order_record(shop, reference).await?;
    if withdrawn { Ok(record) } else { Err(paid(&record.order)) }
}

/// An order that is paid already.
pub(super) fn paid(order: &Order) -> Problem {
    let result = result_address(&order.reference);
    Problem::from(Code::OrderPaid).with("result_url", result.clone()).then(result)
}

/// Whether an order has its result: it is paid or withdrawn, or a payment can no longer be started.
#[must_use]
pub fn is_over(shop: &Shop, order: &Order) -> bool {
    order.paid_by.is_some() || order.withdrawn_at.is_some() || shop.clock.unix_seconds() >= order.expires_at
}

/// What an order is for, as long as it is sold as it was when the order was made.
#[derive(Clone, Debug)]
pub enum Ordered<'a> {
    /// A product, and what so many of it cost.
    Product(&'a Product, Price),
    /// A plan.
    Plan {
        /// The plan.
        plan: &'a Plan,
        /// Its terms.
        terms: &'a PlanTerms,
        /// The link of the contract that the order makes.
        contract: String,
    },
    /// What a shop's own program said.
    Api {
        /// All of it.
        rest: &'a ApiOrder,
        /// The link of the contract that the order makes, if it makes one.
        contract: Option<String>,
    },
}

/// What an order is for.
///
/// # Errors
/// [`Code::OrderExpired`] when the frozen price or terms are no longer what is sold.
pub async fn ordered<'a>(shop: &'a Shop, order: &'a Order) -> Result<Ordered<'a>, Problem> {
    let contract = match &order.plan {
        Some(_) => Some(contract_link(shop, order).await?.ok_or(Code::Internal)?),
        None => None,
    };
    if let Some(rest) = &order.said {
        return Ok(Ordered::Api { rest, contract });
    }
    if let (Some(terms), Some(contract)) = (&order.plan, contract) {
        let plan = shop.storefront.plan(&order.product);
        let plan = plan.filter(|plan| plan.amount == order.amount && plan.terms == *terms);
        return Ok(Ordered::Plan { plan: plan.ok_or(Code::OrderExpired)?, terms, contract });
    }
    let product = shop.storefront.product(&order.product).ok_or(Code::OrderExpired)?;
    let price = product.price(order.quantity).filter(|price| price.amount == order.amount);
    Ok(Ordered::Product(product, price.ok_or(Code::OrderExpired)?))
}

/// The link of the contract that an order makes, for whoever has come to the order's page.
async fn contract_link(shop: &Shop, order: &Order) -> Result<Option<String>, Problem> {
    let contract = shop.store.subscription_of_order(&order.reference).await?;
    Ok(contract.map(|contract| contract.links.for_holder_since(order.created_at).to_owned()))
}

/// What has become of an order, as seen from a request to pay for it.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The request to pay that the browser came back from, if it is one for this order.
    pub attempt: Option<Attempt>,
    /// What the record says.
    pub outcome: OrderOutcome,
    /// The link of the contract that the order makes, if it makes one.
    pub contract: Option<String>,
    /// The payment of an order that was bought once, once it is paid.
    pub payment: Option<Money>,
}

/// What has become of an order, as seen from the request with that token, if there is one.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn standing(shop: &Shop, order: &Order, token: &str) -> Result<Standing, Problem> {
    let attempt = shop.store.attempt(token).await?;
    // An attempt of another order says nothing about this one.
    let attempt = attempt.filter(|attempt| attempt.reference == order.reference);
    let now = shop.clock.unix_seconds();
    let record = if order.paid_by.is_some() { shop.store.order_record(&order.reference).await? } else { None };
    let is_doubted = record.as_ref().is_some_and(|record| record.is_doubted);
    let payment = record.and_then(|record| record.payment(shop.settings.one_time_sales)).map(|facts| facts.money(now));
    let outcome = OrderOutcome::of(order, attempt.as_ref(), is_doubted, now);
    let contract = contract_link(shop, order).await?;
    Ok(Standing { attempt, outcome, contract, payment })
}
