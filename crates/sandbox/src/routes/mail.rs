//! `GET /mail`: what the gateway would have mailed to the merchant.

use super::listing;
use super::request::wants_json;
use crate::language::Language;
use crate::screens::mail as page;
use crate::shared::Sandbox;
use axum::Json;
use axum::extract::State as Shared;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Every mail, as a page or as JSON.
pub(crate) async fn list(language: Language, Shared(sandbox): Shared<Arc<Sandbox>>, headers: HeaderMap) -> Response {
    let ledger = sandbox.ledger();
    let mut mails: Vec<_> = ledger.mails().collect();
    mails.sort_by_key(|(_, notice)| notice.due);
    if wants_json(&headers) {
        return Json(listing::mails(&mails)).into_response();
    }
    page::mail(&mails, language)
}
