//! The pages that lead to the gateway: each is signed anew, with an order id of its own, whenever it
//! is shown. A signed request charges nothing until its payer posts it, so that a GET may sign.

use crate::domain::api_order::ApiOrder;
use crate::domain::language::Language;
use crate::domain::subscription::SubscriptionState;
use crate::domain::subscription::rules::Action;
use crate::service::address::{
    in_language, order_handoff_address, result_address, subscription_address, subscription_handoff_address,
};
use crate::service::ordering::said;
use crate::service::problem::{Code, Problem};

use crate::service::signing::Handoff;
use crate::service::subscription::{find_to_act, leaving, ordered_in, reapplication};
use crate::service::{Shop, checkout};
use crate::web::extract::{NamedPath, Query};
use crate::web::pages;
use crate::web::respond::Shape;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// Nothing is signed where nobody looks: for a browser that loads a page in advance, and for
/// whoever wants the headers alone. To refuse with 503 is how a server declines to be loaded in
/// advance; the page is asked for again when the payer goes there.
pub(in crate::web) async fn when_shown(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let in_advance = ["sec-purpose", "purpose", "x-moz"].iter().any(|name| {
        headers.get(*name).and_then(|value| value.to_str().ok()).is_some_and(|purpose| purpose.contains("prefetch"))
    });
    if in_advance {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    if request.method() == Method::HEAD {
        return [(header::CONTENT_TYPE, "text/html; charset=utf-8")].into_response();
    }
    next.run(request).await
}

/// From an order, as it was shown on a day.
pub(in crate::web) async fn of_order(
    NamedPath((reference, shown_on)): NamedPath<(String, String)>,
    query: Query,
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
) -> Response {
    let mut language = query.language();
    let signed = async {
        let shown_on = shown_on.parse().map_err(|_| Code::NotFound)?;
        let order = super::shop::find(&shop, &reference, &mut language, &headers).await?;
        let asked = checkout::asked_on(&shop, &order.reference, shown_on, order.language).await?;
        let again = order_handoff_address(&reference, shown_on);
        let signed = checkout::sign(&shop, &asked).await.map_err(|problem| try_again(problem, again))?;
        Ok((signed, order.said))
    };
    let signed = signed.await;
    // Back from what is over leads to what became of it.
    let over = [Code::OrderPaid, Code::OrderExpired];
    respond(&shop, signed, &over, &result_address(&reference), language.unwrap_or_default())
}

/// From a contract, to make it again or to leave it, as the payer saw it.
pub(in crate::web) async fn of_contract(
    NamedPath((link, name, shown)): NamedPath<(String, String, String)>,
    query: Query,
    State(shop): State<Arc<Shop>>,
) -> Response {
    let mut language = query.language();
    let page = subscription_address(&link);
    let signed = async {
        let action = Action::of_word(&name).ok_or(Code::NotFound)?;
        let shown = SubscriptionState::of_word(&shown).ok_or(Code::NotFound)?;
        let subscription = find_to_act(&shop, &link).await?;
        if language.is_none() {
            language = ordered_in(&shop, &subscription).await?;
        }
        let signed = match action {
            Action::Reapply => reapplication::sign(&shop, &subscription, shown).await,
            Action::Cancel | Action::Unsubscribe => leaving::sign(&shop, &subscription, action, shown).await,
        };
        let again = || subscription_handoff_address(&link, action, shown);
        let signed = signed.map_err(|problem| try_again(problem, again()))?;
        Ok((signed, said(&shop, &subscription.order_reference).await?))
    };
    let signed = signed.await;
    respond(&shop, signed, &[Code::ActionNotPossible], &page, language.unwrap_or_default())
}

/// Whoever has asked too often goes on with this very page.
fn try_again(problem: Problem, page: String) -> Problem {
    if problem.code == Code::TooManyRequests { problem.then(page) } else { problem }
}

/// The page, or where what it is about is `over` the one that says so.
fn respond(
    shop: &Shop,
    signed: Result<(Handoff, Option<ApiOrder>), Problem>,
    over: &[Code],
    instead: &str,
    language: Language,
) -> Response {
    match signed {
        Ok((handoff, said)) => pages::handoff::page_of(shop, &handoff, said.as_ref(), language),
        Err(problem) if over.contains(&problem.code) => Redirect::to(&in_language(instead, language)).into_response(),
        Err(problem) => {
            let wait = problem.retry_after.filter(|_| problem.code == Code::TooManyRequests);
            let mut response = problem.respond(&shop.storefront, Shape::Page, language);
            if let Some(seconds) = wait {
                response.headers_mut().insert(header::REFRESH, HeaderValue::from(seconds));
            }
            response
        }
    }
}
