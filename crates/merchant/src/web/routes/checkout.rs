//! Where a request to pay is asked for: as JSON by the element, which is given the signed form; as a
//! form by a browser without script, which is led to the page that signs.

use crate::domain::language::Language;
use crate::service::Shop;
use crate::service::address::{in_language, order_handoff_address};
use crate::service::checkout::{check, sign};
use crate::service::problem::Problem;
use crate::service::signing::Handoff;
use crate::web::extract::FormOrJson;
use crate::web::json::json_answer;
use crate::web::respond::Shape;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use kantan_checkout::page::answer::Answer;
use kantan_checkout::page::request::CheckoutRequest;
use std::sync::Arc;

pub(in crate::web) async fn request(
    State(shop): State<Arc<Shop>>,
    FormOrJson { sent, shape, language }: FormOrJson<CheckoutRequest>,
) -> Response {
    let answered = match sent {
        Ok(asked) => answer(&shop, &asked, shape, language).await,
        Err(problem) => Err(problem),
    };
    answered.unwrap_or_else(|problem| problem.respond(&shop.storefront, shape, language))
}

/// The signed form for the element to post. A form is sent on to a page that signs: what a POST has
/// brought could not be shown again.
async fn answer(shop: &Shop, asked: &CheckoutRequest, shape: Shape, language: Language) -> Result<Response, Problem> {
    Ok(match shape {
        Shape::Json | Shape::Program => signed_answer(&sign(shop, asked).await?),
        Shape::Page => {
            let page = order_handoff_address(&asked.order_reference, check(shop, asked).await?);
            Redirect::to(&in_language(&page, language)).into_response()
        }
    })
}

/// The signed form, for an element to post.
pub(super) fn signed_answer(handoff: &Handoff) -> Response {
    let field = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let fields = handoff.signed.fields().map(field).collect();
    json_answer(&Answer { action: handoff.action.as_str().to_owned(), fields }.to_json())
}
