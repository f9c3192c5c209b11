//! What comes from the gateway: its server's notification and the browser's return.

use super::{NamedPath, refused_body};
use crate::Shop;
use crate::checkout::{in_language, result_address};
use crate::language::Language;
use crate::notification::{is_genuine_return, take};
use crate::problem::{Code, Problem, Shape};
use crate::store::contract_request::Purpose;
use crate::store::order::AttemptState;
use crate::subscription::application::address;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use sbps::identifier::OrderId;
use std::sync::Arc;

/// Answers one line in Shift_JIS; every line is ASCII, which is the same there.
fn answer(status: StatusCode, line: String) -> Response {
    (status, [(header::CONTENT_TYPE, "text/csv; charset=Shift_JIS")], line).into_response()
}

pub(super) async fn notification(State(shop): State<Arc<Shop>>, body: Result<Bytes, BytesRejection>) -> Response {
    match body {
        Ok(body) => answer(StatusCode::OK, take(&shop, &body).await.answer()),
        Err(rejection) => {
            let problem = refused_body(&rejection);
            answer(problem.code.status(), format!("NG,{}", problem.code.as_str()))
        }
    }
}

/// Whether the browser's way back is taken as a hint. Cancel and error carry no checksum (C): they choose between ways of
/// being unpaid, or unchanged, and nothing else.
fn is_believed(shop: &Shop, way: &str, body: Option<&Bytes>, order_id: &OrderId) -> bool {
    way != "success" || body.is_some_and(|body| is_genuine_return(shop, body, order_id))
}

/// The browser comes back from a request about a contract that there is: the contract's page says what became of it.
async fn returned_to_contract(shop: &Shop, token: &str, way: &str, body: Option<Bytes>) -> Result<Response, Problem> {
    let answered = shop.store.contract_request(token).await?.ok_or(Code::OrderUnknown)?;
    let request = answered.request;
    let order_id = &request.order_id;
    let believed = is_believed(shop, way, body.as_ref(), order_id);
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
    let page = in_language(&address(&contract.reference), language);
    Ok(Redirect::to(&format!("{page}&request={token}")).into_response())
}

/// The browser comes back by a cross-site POST: it is landed here and sent on by GET, so that Reload and Back are safe.
pub(super) async fn returned(
    NamedPath((token, way)): NamedPath<(String, String)>,
    State(shop): State<Arc<Shop>>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let page = |problem: Problem| problem.respond(Shape::Page, Language::default());
    if !matches!(way.as_str(), "success" | "cancel" | "error") {
        return page(Code::NotFound.into());
    }
    let attempt = match shop.store.attempt(&token).await {
        Ok(Some(attempt)) => attempt,
        Ok(None) => return returned_to_contract(&shop, &token, &way, body.ok()).await.unwrap_or_else(page),
        Err(error) => return page(error.into()),
    };
    let order_id = &attempt.order_id;
    let believed = is_believed(&shop, &way, body.as_ref().ok(), order_id);
    tracing::info!(order_id = order_id.as_str(), way, believed, "browser returned");
    if way == "error" && attempt.state == AttemptState::Paid {
        // The gateway may have missed our answer and stopped the purchase.
        tracing::error!(
            order_id = order_id.as_str(),
            "paid by our record, but the browser returned by error: look at it"
        );
    }
    if believed && let Err(error) = shop.store.hint(&token, &way, shop.clock.unix_seconds()).await {
        return page(error.into());
    }
    let language = match shop.store.order(&attempt.reference).await {
        Ok(Some(order)) => order.language,
        Ok(None) => return page(Code::OrderUnknown.into()),
        Err(error) => return page(error.into()),
    };
    let result = result_address(&attempt.reference);
    Redirect::to(&format!("{}&attempt={token}", in_language(&result, language))).into_response()
}
