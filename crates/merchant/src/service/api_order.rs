//! Orders that a shop's own programs make: checked by every rule there is, kept once for each
//! idempotency key, and found again with what was said of them.

use super::Shop;
use super::ordering::{new_customer, order_record};
use super::problem::{Code, Problem};
use super::subscription::find;
use super::subscription::joining::pending;
use crate::domain::api_order::{ApiOrder, OrderRequest, Refusal, Setting, read};
use crate::domain::order::{Order, OrderRecord};
use crate::domain::reference::unguessable;
use crate::service::address::subscription_address;
use crate::store::{Kept, NewApiOrder};
use kantan_checkout::json::Json;
use sbps::date_time::JstDateTime;
use serde_json::Value;

/// What a program asks for, under its own name for the request.
#[derive(Clone, Debug)]
pub struct KeyedRequest {
    /// The order, as it was sent.
    pub body: Value,
    /// The program's own name for the request.
    pub idempotency_key: String,
    /// SHA-256 of the order, in hexadecimal digits.
    pub digest: String,
}

/// Makes an order, or finds the one that was made before under the same key.
///
/// # Errors
/// [`Code::OrderInvalid`] with everything that is wrong with it; [`Code::IdempotencyKeyReused`];
/// [`Code::AlreadySubscribed`]; the [`Problem`] of a store that does not answer.
pub async fn create(shop: &Shop, request: KeyedRequest) -> Result<OrderRecord, Problem> {
    let KeyedRequest { body, idempotency_key, digest } = request;
    // First: what was right when it was asked may be out of date when it is asked again.
    let kept = match shop.store.kept_under(&idempotency_key, &digest).await? {
        Some(kept) => kept,
        None => {
            let now = shop.clock.now().ok_or(Code::Internal)?;
            let asked = read(&body, &setting(shop, now)).map_err(|refusals| refused(&refusals))?;
            let mut new = made(asked, idempotency_key, digest, now)?;
            // Nothing is kept that serves nothing.
            new.customer_mail = new.customer_mail.filter(|_| shop.settings.mail.is_some());
            match shop.store.add_api_order(&mut new).await? {
                Kept::Now => return Ok(OrderRecord::made(Order { said: Some(new.rest), ..new.order })),
                kept => kept,
            }
        }
    };
    match kept {
        Kept::Before(reference) => order_record(shop, &reference).await,
        Kept::OtherAsked => Err(Code::IdempotencyKeyReused.into()),
        Kept::Subscribed(reference) => {
            let links = find(shop, &reference).await?.links;
            let address = format!("{}{}", shop.settings.public_url, subscription_address(&links.act));
            Err(Problem::from(Code::AlreadySubscribed).with("subscription_url", address))
        }
        Kept::Now => Err(Code::Internal.into()),
    }
}

/// An order as it would be made of what was sent, and what is said beside it. Nothing is kept.
///
/// # Errors
/// [`Code::OrderInvalid`] with everything that is wrong with it.
pub(super) fn unkept(shop: &Shop, body: &Value) -> Result<(Order, ApiOrder), Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let asked = read(body, &setting(shop, now)).map_err(|refusals| refused(&refusals))?;
    let made = made(asked, String::new(), String::new(), now)?;
    Ok((made.order, made.rest))
}

fn setting(shop: &Shop, now: JstDateTime) -> Setting {
    let settings = &shop.settings;
    Setting {
        contract: settings.contract,
        methods: settings.methods(),
        sales: settings.one_time_sales,
        is_local: settings.public_url.starts_with("http://"),
        now,
    }
}

fn refused(refusals: &[Refusal]) -> Problem {
    let detail = refusals.iter().map(|refusal| format!("{}: {}", refusal.path, refusal.code)).collect::<Vec<_>>();
    let problems = refusals.iter().map(Refusal::to_json).collect();
    Problem::with_detail(Code::OrderInvalid, detail.join("; ")).with("problems", Json::List(problems))
}

/// The order as it is kept.
fn made(
    asked: OrderRequest,
    idempotency_key: String,
    digest: String,
    now: JstDateTime,
) -> Result<NewApiOrder, Problem> {
    let order = Order {
        reference: unguessable(),
        language: asked.language,
        // Of a contract it says which one it is: a customer has it once.
        product: asked.item_id.to_string(),
        quantity: 1,
        item_id: asked.item_id,
        item_name: asked.item_name,
        amount: asked.amount,
        tax: asked.tax,
        customer_code: new_customer(if asked.rest.customer_id.is_some() { "customer" } else { "guest" })?,
        created_at: now.unix_seconds(),
        expires_at: asked.expires_at,
        paid_by: None,
        withdrawn_at: None,
        said: None,
        plan: asked.recurring.as_ref().map(|(terms, _)| terms.clone()),
    };
    let contract = asked.recurring.map(|(terms, percent)| pending(&order, &terms, percent, now.date()));
    Ok(NewApiOrder { order, contract, customer_mail: asked.customer_mail, rest: asked.rest, idempotency_key, digest })
}
