//! The answers that several routes give.

use super::request::wants_json;
use crate::language::Language;
use crate::screens::end;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

/// A request for something that is not here, or not now, as a page or as problem details.
pub(crate) fn problem(
    headers: &HeaderMap,
    status: StatusCode,
    code: &str,
    ja: &str,
    en: &str,
    language: Language,
) -> Response {
    if wants_json(headers) { problem_details(status, code, en) } else { end::problem(status, code, ja, en, language) }
}

pub(crate) fn problem_details(status: StatusCode, code: &str, title: &str) -> Response {
    let problem = serde_json::json!({ "type": "about:blank", "title": title, "status": status.as_u16(), "code": code });
    (status, [(header::CONTENT_TYPE, "application/problem+json")], problem.to_string()).into_response()
}

/// To a screen of a payment, at the origin that the browser is at, or at another.
pub(crate) fn to_screen(origin: &str, id: &str, name: &str, language: Language) -> Response {
    Redirect::to(&format!("{origin}/payments/{id}/{name}?lang={}", language.tag())).into_response()
}

pub(crate) fn no_clock(language: Language) -> Response {
    let (ja, en) = ("時計を読み取れません", "The clock cannot be read");
    end::problem(StatusCode::INTERNAL_SERVER_ERROR, "internal", ja, en, language)
}
