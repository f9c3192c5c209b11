//! JSON as the elements and programs read it.

use crate::domain::language::Language;
use crate::domain::maintenance::{Maintenance, Window};
use crate::domain::plan::Recurring;
use crate::service::address::{in_language, subscription_address};
use crate::service::storefront::Storefront;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::PreEscaped;
use sbps::date_time::JstDateTime;
use serde_json::{Value, json};

/// An answer in JSON, for this one time.
pub(super) fn json_answer(answer: &Value) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (headers, answer.to_string()).into_response()
}

/// JSON that cannot end the script element it stands in.
pub(super) fn embedded(value: &Value) -> PreEscaped<String> {
    PreEscaped(value.to_string().replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"))
}

/// A moment in Japan: `2026-11-24T12:00:00+09:00`.
pub(super) fn rfc_3339(moment: JstDateTime) -> String {
    moment.local().format("%Y-%m-%dT%H:%M:%S+09:00").to_string()
}

/// The windows of maintenance that are not over.
pub(super) fn maintenance(maintenance: &Maintenance, now: JstDateTime) -> Value {
    let window = |window: Window| json!({ "from": rfc_3339(window.from), "until": rfc_3339(window.until) });
    maintenance.to_come(now).map(window).collect()
}

/// The terms as a page holds them: with the way out, and whom to ask.
pub(super) fn recurring(recurring: &Recurring, reference: &str, storefront: &Storefront, language: Language) -> Value {
    let mut value = json!(recurring);
    value["cancel_url"] = json!(in_language(&subscription_address(reference), language));
    value["contact"] = json!(storefront.contact.get(language));
    value
}
