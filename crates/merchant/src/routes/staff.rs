//! The staff's page: what nobody knows, and what a person found out about it. It asks the gateway for nothing.
//!
//! A browser opens it with HTTP Basic: any name, and the staff's token as the password.

use super::form::Posted;
use super::{is_cross_site, media_type, refused_body};
use crate::Shop;
use crate::language::Language;
use crate::pages;
use crate::problem::{Code, Problem, Shape};
use crate::store::StoreError;
use crate::store::staff::{ChargeFinding, ContractFinding, Witness};
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::ExposeSecret;
use std::sync::Arc;
use subtle::ConstantTimeEq;

/// The most characters of a name.
const LONGEST_NAME: usize = 40;
/// The most characters of a note.
const LONGEST_NOTE: usize = 500;

pub(super) async fn page(language: Language, State(shop): State<Arc<Shop>>, headers: HeaderMap) -> Response {
    if !is_staff(&shop, &headers) {
        return not_staff(language);
    }
    show(&shop, language, None).await.unwrap_or_else(|error| Problem::from(error).respond(Shape::Page, language))
}

pub(super) async fn note_contract(
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    note(&shop, &headers, body, Subject::Contract).await
}

pub(super) async fn note_charge(
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    note(&shop, &headers, body, Subject::Charge).await
}

/// What a note is about.
#[derive(Clone, Copy)]
enum Subject {
    Contract,
    Charge,
}

async fn note(shop: &Shop, headers: &HeaderMap, body: Result<Bytes, BytesRejection>, subject: Subject) -> Response {
    let mut language = Language::default();
    if !is_staff(shop, headers) {
        return not_staff(language);
    }
    let noted = async {
        if is_cross_site(headers) || is_from_elsewhere(headers) {
            return Err(Problem::from(Code::CrossSite));
        }
        let body = body.map_err(|rejection| refused_body(&rejection))?;
        if media_type(headers) != "application/x-www-form-urlencoded" {
            return Err(Code::UnsupportedMediaType.into());
        }
        let posted = Posted::read(&body)?;
        language = Language::from_tag(posted.optional("language")?.unwrap_or_default());
        write_down(shop, &posted, subject).await
    };
    match noted.await {
        Ok(()) => Redirect::to(&format!("/staff?language={}", language.tag())).into_response(),
        // Said on the page, above what is still open.
        Err(problem) if matches!(problem.code, Code::NoLongerUnknown | Code::RequestInvalid) => {
            let shown = show(shop, language, Some(&problem)).await;
            shown.unwrap_or_else(|error| Problem::from(error).respond(Shape::Page, language))
        }
        Err(problem) => problem.respond(Shape::Page, language),
    }
}

async fn write_down(shop: &Shop, posted: &Posted, subject: Subject) -> Result<(), Problem> {
    let wrong = |detail: &str| Problem::with_detail(Code::RequestInvalid, detail);
    let witness = Witness { by: text(posted, "by", LONGEST_NAME)?, note: text(posted, "note", LONGEST_NOTE)? };
    let (reference, says) = (posted.text("subscription")?, posted.optional("says")?);
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let written = match subject {
        Subject::Contract => {
            let says = match says {
                Some("ended") => ContractFinding::Ended,
                Some("still_active") => ContractFinding::StillActive,
                _ => return Err(wrong("field `says` should be ended or still_active")),
            };
            shop.store.note_contract(reference, posted.number("seen")?, says, &witness, now).await?
        }
        Subject::Charge => {
            let says = match says {
                Some("paid") => ChargeFinding::Paid,
                Some("not_taken") => ChargeFinding::NotTaken,
                _ => return Err(wrong("field `says` should be paid or not_taken")),
            };
            let due_on = posted.text("due_on")?.parse().map_err(|_| wrong("field `due_on` is no day"))?;
            shop.store.note_charge(reference, due_on, says, &witness, now.unix_seconds()).await?
        }
    };
    if written { Ok(()) } else { Err(Code::NoLongerUnknown.into()) }
}

/// A text that somebody has to write.
fn text(posted: &Posted, name: &str, longest: usize) -> Result<String, Problem> {
    // A form has two characters for the end of a line.
    let text = posted.text(name)?.replace("\r\n", "\n");
    let text = text.trim();
    let wrong = |detail: String| Err(Problem::with_detail(Code::RequestInvalid, detail));
    if text.is_empty() {
        return wrong(format!("field `{name}` is empty"));
    }
    if text.chars().count() > longest {
        return wrong(format!("field `{name}` is longer than {longest} characters"));
    }
    Ok(text.to_owned())
}

async fn show(shop: &Shop, language: Language, problem: Option<&Problem>) -> Result<Response, StoreError> {
    let open = pages::staff::Open {
        contracts: shop.store.doubtful_contracts().await?,
        charges: shop.store.doubtful_charges(shop.clock.unix_seconds()).await?,
        notes: shop.store.latest_notes().await?,
    };
    Ok(pages::staff::page_of(&open, problem, language))
}

fn not_staff(language: Language) -> Response {
    let mut response = Problem::from(Code::StaffOnly).respond(Shape::Page, language);
    let challenge = HeaderValue::from_static("Basic realm=\"staff\", charset=\"UTF-8\"");
    response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    response
}

fn is_staff(shop: &Shop, headers: &HeaderMap) -> bool {
    let Some(token) = &shop.config.staff_token else { return false };
    let shown = headers.get(header::AUTHORIZATION).map(HeaderValue::as_bytes).unwrap_or_default();
    let (scheme, encoded) = shown.split_at_checked(6).unwrap_or_default();
    if !scheme.eq_ignore_ascii_case(b"basic ") {
        return false;
    }
    let pair = STANDARD.decode(encoded.trim_ascii()).unwrap_or_default();
    let Some(colon) = pair.iter().position(|byte| *byte == b':') else { return false };
    let password = pair.get(colon + 1..).unwrap_or_default();
    password.ct_eq(token.0.expose_secret().as_bytes()).into()
}

/// A browser sends the password by itself. One that does not say from which site a form comes (over plain HTTP none does)
/// still says from which origin.
fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    if headers.contains_key("sec-fetch-site") {
        return false;
    }
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let host = text(header::HOST).unwrap_or_default();
    headers.contains_key(header::ORIGIN)
        && text(header::ORIGIN).and_then(|origin| origin.split_once("://")).is_none_or(|(_, from)| from != host)
}
