//! The one address that signs: JSON from the element, a form from a browser without script.

use super::form::Posted;
use super::{is_cross_site, media_type, refused_body};
use crate::Shop;
use crate::checkout::{CheckoutRequest, Displayed, sign};
use crate::language::Language;
use crate::pages;
use crate::problem::{Code, Problem, Shape};
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::sync::Arc;

pub(super) async fn request(
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let media_type = media_type(&headers);
    let shape = match media_type.as_str() {
        "application/json" => Shape::Json,
        "application/x-www-form-urlencoded" => Shape::Page,
        _ => Shape::wanted(&headers),
    };
    let mut language = Language::default();
    let asked = match (body, media_type.as_str()) {
        _ if is_cross_site(&headers) => Err(Code::CrossSite.into()),
        (Err(rejection), _) => Err(refused_body(&rejection)),
        (Ok(body), "application/json") => from_json(&body, &mut language),
        (Ok(body), "application/x-www-form-urlencoded") => from_form(&body, &mut language),
        _ => Err(Problem::with_detail(
            Code::UnsupportedMediaType,
            "send application/json or application/x-www-form-urlencoded",
        )),
    };
    let asked = match asked {
        Ok(asked) => asked,
        Err(problem) => return problem.respond(shape, language),
    };
    match (sign(&shop, &asked).await, shape) {
        (Ok(signed), Shape::Page) => pages::handoff::page_of(&shop, &signed, language),
        (Ok(signed), Shape::Json) => {
            let answer = json!({
                "action": shop.config.purchase_url.as_str(),
                "accept_charset": "Shift_JIS",
                "fields": signed.fields().collect::<Vec<_>>(),
            });
            let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
            (headers, answer.to_string()).into_response()
        }
        (Err(problem), shape) => problem.respond(shape, language),
    }
}

fn from_json(body: &[u8], language: &mut Language) -> Result<CheckoutRequest, Problem> {
    let asked: CheckoutRequest =
        serde_json::from_slice(body).map_err(|error| Problem::with_detail(Code::RequestInvalid, error.to_string()))?;
    *language = Language::from_tag(&asked.language);
    Ok(asked)
}

fn from_form(body: &[u8], language: &mut Language) -> Result<CheckoutRequest, Problem> {
    let posted = Posted::read(body)?;
    let tag = posted.optional("language")?.unwrap_or_default();
    *language = Language::from_tag(tag);
    let text = |name: &str| posted.text(name).map(str::to_owned);
    let tax = match posted.optional("tax")? {
        None | Some("") => None,
        Some(_) => Some(posted.number("tax")?),
    };
    let displayed =
        Displayed { item_id: text("item_id")?, item_name: text("item_name")?, amount: posted.number("amount")?, tax };
    Ok(CheckoutRequest { order_reference: text("order_reference")?, language: tag.to_owned(), displayed })
}
