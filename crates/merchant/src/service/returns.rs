//! The browser comes back from the gateway: what it says is a hint, never proof that anything is
//! paid.

use super::Shop;
use super::address::{in_language, result_address, subscription_address};
use super::notification::is_genuine_return;
use super::problem::{Code, Problem};
use crate::domain::order::AttemptState;
use crate::domain::subscription::request::Purpose;
use sbps::error_code::LinkErrorCode;
use sbps::identifier::OrderId;
use sbps::wire::{Encoding, read_form};

/// Takes a browser's return by one of the ways `success`, `cancel` and `error`, and says at which
/// address it goes on. The code of an error may stand in the body or in the query (C).
///
/// # Errors
/// [`Code::NotFound`] for another way, [`Code::OrderUnknown`] for a token that no request has.
pub async fn take(
    shop: &Shop,
    token: &str,
    way: &str,
    body: Option<&[u8]>,
    query: Option<&str>,
) -> Result<String, Problem> {
    if !matches!(way, "success" | "cancel" | "error") {
        return Err(Code::NotFound.into());
    }
    let Some(attempt) = shop.store.attempt(token).await? else {
        return take_about_contract(shop, token, way, body).await;
    };
    let order_id = &attempt.order_id;
    let believed = is_believed(shop, way, body, order_id);
    tracing::info!(order_id = order_id.as_str(), way, believed, "browser returned");
    if way == "error" && attempt.state == AttemptState::Paid {
        // The gateway may have missed our answer and stopped the purchase.
        tracing::error!(
            order_id = order_id.as_str(),
            "paid by our record, but the browser returned by error: look at it"
        );
    }
    if believed {
        let code = if way == "error" { error_code(body, query) } else { None };
        shop.store.hint(token, way, code.as_deref(), shop.clock.unix_seconds()).await?;
    }
    let order = shop.store.order(&attempt.reference).await?.ok_or(Code::OrderUnknown)?;
    let result = in_language(&result_address(&attempt.reference), order.language);
    Ok(format!("{result}&attempt={token}"))
}

/// From a request about a contract that there is: the contract's page says what became of it.
async fn take_about_contract(shop: &Shop, token: &str, way: &str, body: Option<&[u8]>) -> Result<String, Problem> {
    let answered = shop.store.contract_request(token).await?.ok_or(Code::OrderUnknown)?;
    let request = answered.request;
    let order_id = &request.order_id;
    let believed = is_believed(shop, way, body, order_id);
    tracing::info!(order_id = order_id.as_str(), way, believed, "browser returned to a contract");
    if believed {
        shop.store.hint_contract_request(token, way).await?;
        if way == "success" && request.purpose == Purpose::Leave {
            shop.store.await_the_end(&request, shop.clock.unix_seconds()).await?;
        }
    }
    let contract = shop.store.subscription(&request.subscription).await?.ok_or(Code::SubscriptionUnknown)?;
    let order = shop.store.order(&contract.order_reference).await?;
    let language = order.map(|order| order.language).unwrap_or_default();
    let page = in_language(&subscription_address(contract.links.for_holder_since(answered.requested_at)), language);
    Ok(format!("{page}&request={token}"))
}

/// The code with which the gateway sent the browser back, if it is one.
fn error_code(body: Option<&[u8]>, query: Option<&str>) -> Option<String> {
    let of = |form: &[u8]| {
        let fields = read_form(form, Encoding::ShiftJis).ok()?;
        let (_, code) = fields.into_iter().find(|(name, _)| name == "res_err_code")?;
        let code = code.trim();
        code.parse::<LinkErrorCode>().is_ok().then(|| code.to_owned())
    };
    body.and_then(of).or_else(|| query.and_then(|query| of(query.as_bytes())))
}

/// Whether the browser's way back is taken as a hint. Cancel and error carry no checksum (C): they
/// choose between ways of being unpaid, or unchanged, and nothing else.
fn is_believed(shop: &Shop, way: &str, body: Option<&[u8]>, order_id: &OrderId) -> bool {
    way != "success" || body.is_some_and(|body| is_genuine_return(shop, body, order_id))
}
