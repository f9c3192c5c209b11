//! The carrier's side: `GET /contracts`, cancelling there, and arming a failure.

use super::answer::{no_clock, problem};
use super::listing;
use super::request::{NamedPath, form_fields, wants_json};
use crate::contract::{Ending, Standing, armed_code};
use crate::language::Language;
use crate::screens::contracts as page;
use crate::service::notices::{announce, deliver};
use crate::shared::Sandbox;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use sbps::identifier::TrackingId;
use sbps::message::PaymentResult;
use serde_json::Value;
use std::sync::Arc;

/// Every contract, as a page with buttons or as JSON.
pub(crate) async fn list(language: Language, Shared(sandbox): Shared<Arc<Sandbox>>, headers: HeaderMap) -> Response {
    let Some(now) = sandbox.clock.now() else { return no_clock(language) };
    let ledger = sandbox.ledger();
    if wants_json(&headers) {
        return Json(listing::contracts(&ledger, now.date())).into_response();
    }
    page::contracts(&ledger, now.date(), language)
}

/// Cancels at the carrier: a simple contract with the notice CC, a fixed-term contract without a word.
pub(crate) async fn cancel(
    NamedPath(id): NamedPath,
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
    headers: HeaderMap,
) -> Response {
    let Some(now) = sandbox.clock.now() else { return no_clock(language) };
    let Some(tracking_id) = named(&sandbox, &id) else { return unknown(&headers, language) };
    // In a task of its own: the notice goes out even if the browser goes away meanwhile.
    let (cancelling, contract) = (Arc::clone(&sandbox), tracking_id.clone());
    let ended = tokio::spawn(async move {
        let _turn = cancelling.turn.lock().await;
        let mut ended = false;
        if let Some(found) = cancelling.ledger().contract_mut(&contract)
            && found.standing(now.date()) == Standing::Active
        {
            found.ended = Some((Ending::AtCarrier, now));
            ended = true;
        }
        if ended {
            announce(&cancelling, &contract, PaymentResult::CancelledAtCarrier, now);
            deliver(&cancelling).await;
        }
        ended
    });
    if ended.await.unwrap_or(false) {
        return done(&sandbox, &tracking_id, &headers, language);
    }
    let (ja, en) = ("終了した契約は解約できません", "A contract that has ended cannot be cancelled");
    problem(&headers, StatusCode::CONFLICT, "contract_ended", ja, en, language)
}

/// Lets the next charge fail, or lets it pass again when the code is blank.
pub(crate) async fn arm(
    NamedPath(id): NamedPath,
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let Some(tracking_id) = named(&sandbox, &id) else { return unknown(&headers, language) };
    let fields = form_fields(body);
    let code = armed_code(fields.get("code"));
    if code.is_none() && !(fields.has("code") && fields.get("code").is_empty()) {
        let (ja, en) = ("このコードは選べません", "This code cannot be chosen");
        return problem(&headers, StatusCode::BAD_REQUEST, "code_unknown", ja, en, language);
    }
    if let Some(contract) = sandbox.ledger().contract_mut(&tracking_id) {
        contract.armed = code;
    }
    done(&sandbox, &tracking_id, &headers, language)
}

/// The name of the contract in an address, if there is such a contract.
fn named(sandbox: &Sandbox, id: &str) -> Option<TrackingId> {
    let tracking_id = id.parse().ok()?;
    sandbox.ledger().contract(&tracking_id).map(|contract| contract.tracking_id.clone())
}

fn unknown(headers: &HeaderMap, language: Language) -> Response {
    let (ja, en) = ("この契約は見つかりません", "There is no such contract");
    problem(headers, StatusCode::NOT_FOUND, "contract_unknown", ja, en, language)
}

fn done(sandbox: &Sandbox, tracking_id: &TrackingId, headers: &HeaderMap, language: Language) -> Response {
    if !wants_json(headers) {
        return Redirect::to(&format!("/contracts?lang={}", language.tag())).into_response();
    }
    let Some(now) = sandbox.clock.now() else { return no_clock(language) };
    let ledger = sandbox.ledger();
    let contract = ledger.contract(tracking_id);
    let value = contract.map_or(Value::Null, |contract| listing::contract(&ledger, contract, now.date()));
    Json(value).into_response()
}
