//! The one address that signs: JSON from the element, a form from a browser without script.

use super::{field, fields, is_cross_site, media_type};
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
    let shape = if media_type == "application/x-www-form-urlencoded" { Shape::Page } else { Shape::Json };
    let Ok(body) = body else {
        return Problem::from(Code::TooLarge).respond(shape, Language::default());
    };
    if is_cross_site(&headers) {
        return Problem::from(Code::CrossSite).respond(shape, Language::default());
    }
    let asked = match media_type.as_str() {
        "application/json" => from_json(&body),
        "application/x-www-form-urlencoded" => from_form(&body),
        _ => Err(Problem::with_detail(
            Code::UnsupportedMediaType,
            "send application/json or application/x-www-form-urlencoded",
        )),
    };
    let asked = match asked {
        Ok(asked) => asked,
        Err(problem) => return problem.respond(shape, Language::default()),
    };
    let language = Language::from_tag(&asked.language);
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

fn from_json(body: &[u8]) -> Result<CheckoutRequest, Problem> {
    serde_json::from_slice(body).map_err(|error| Problem::with_detail(Code::RequestInvalid, error.to_string()))
}

fn from_form(body: &[u8]) -> Result<CheckoutRequest, Problem> {
    let fields = fields(body);
    let text = |name: &str| {
        let missing = || Problem::with_detail(Code::RequestInvalid, format!("missing field `{name}`"));
        field(&fields, name).map(str::to_owned).ok_or_else(missing)
    };
    let number = |name: &str| {
        let wrong =
            |_| Problem::with_detail(Code::RequestInvalid, format!("field `{name}` is not a whole number of yen"));
        text(name)?.parse().map_err(wrong)
    };
    let tax = if field(&fields, "tax").is_none_or(str::is_empty) { None } else { Some(number("tax")?) };
    let displayed =
        Displayed { item_id: text("item_id")?, item_name: text("item_name")?, amount: number("amount")?, tax };
    Ok(CheckoutRequest {
        order_reference: text("order_reference")?,
        language: text("language").unwrap_or_default(),
        displayed,
    })
}
