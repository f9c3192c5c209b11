//! The one address that signs: JSON from the element, a form from a browser without script.

use super::form::Posted;
use super::{is_cross_site, media_type, refused_body};
use crate::Shop;
use crate::checkout::{CheckoutRequest, Displayed, Handoff, sign};
use crate::language::Language;
use crate::pages;
use crate::problem::{Code, Problem, Shape};
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use serde_json::{Value, json};
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
        (Ok(handoff), shape) => hand_off(&handoff, shape, language),
        (Err(problem), shape) => problem.respond(shape, language),
    }
}

/// The signed form, for the element to post or as a page with one button.
pub(super) fn hand_off(handoff: &Handoff, shape: Shape, language: Language) -> Response {
    match shape {
        Shape::Page => pages::handoff::page_of(handoff, language),
        Shape::Json => json_answer(&json!({
            "action": handoff.action.as_str(),
            "accept_charset": "Shift_JIS",
            "fields": handoff.signed.fields().collect::<Vec<_>>(),
        })),
    }
}

/// An answer in JSON, for this one time.
pub(super) fn json_answer(answer: &Value) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (headers, answer.to_string()).into_response()
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
    let charges = posted.optional("charges")?.map(read_charges).transpose()?;
    let displayed = Displayed {
        item_id: text("item_id")?,
        item_name: text("item_name")?,
        amount: posted.number("amount")?,
        tax,
        charges,
    };
    Ok(CheckoutRequest { order_reference: text("order_reference")?, language: tag.to_owned(), displayed })
}

/// Reads `2026-12-20:3000,…`; nothing for pay as you go.
fn read_charges(text: &str) -> Result<Vec<(NaiveDate, i64)>, Problem> {
    let charge = |part: &str| {
        let (day, amount) = part.split_once(':')?;
        Some((day.parse().ok()?, amount.parse().ok()?))
    };
    let charges: Option<_> = text.split(',').filter(|part| !part.is_empty()).map(charge).collect();
    charges.ok_or_else(|| {
        Problem::with_detail(Code::RequestInvalid, "field `charges` is not a list like 2026-12-20:3000,2027-01-20:3000")
    })
}
