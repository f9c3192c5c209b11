//! The API type: the merchant's server asks by XML to settle, cancel, refund, bill and end.
//!
//! API type, method code 402: HTTP Basic authentication (user `merchant_id` and `service_id`, password the hash key), a
//! document in Shift_JIS, the checksum over Shift_JIS; the answer has HTTP status 200 also for NG, carries no checksum,
//! and in its basic shape only the result, the code and the date (C). That a wrong user or password is answered with 401
//! is our reading (I).

pub mod answer;
pub mod code;
pub mod perform;
pub mod sales;

use crate::config::Config;
use crate::exchange::{Exchange, ExchangeState, Finding};
use crate::fault::api::ApiFault;
use crate::fault::{Faults, Named};
use crate::gateway::expired;
use crate::gateway::explain::{finding, order_id_used};
use crate::service::notices::{announce, deliver};
use crate::shared::{Sandbox, new_tracking_id};
use crate::words;
use answer::{Elements, respond};
use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use code::{Refusal, Type};
use perform::{Done, perform};
use sbps::api::{ApiRequest, Call, Document, DocumentElement, Function};
use sbps::checksum::{Checksum, HashKey};
use sbps::date_time::JstDateTime;
use sbps::message::PaymentResult;
use sbps::message::field::Kind;
use sbps::wire::Encoding;
use std::sync::Arc;

/// Answers a request of the API type.
pub(crate) async fn receive(
    Shared(sandbox): Shared<Arc<Sandbox>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    if !is_authorised(&headers, &sandbox.config) {
        let challenge = [(header::WWW_AUTHENTICATE, "Basic realm=\"sandbox\"")];
        return (StatusCode::UNAUTHORIZED, challenge, "merchant_id and service_id, and the hash key").into_response();
    }
    let Ok(body) = body else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    let Some(now) = sandbox.clock.now() else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let document = Document::read(&body);
    let function = document.as_ref().ok().and_then(|document| document.id.clone()).unwrap_or_default();
    let fields = document.iter().flat_map(|document| &document.elements);
    let fields = fields.map(|element| decoded(&function, element)).collect();
    let raw = Encoding::ShiftJis.decode(&body).unwrap_or_else(|| String::from_utf8_lossy(&body).into_owned());
    let mut exchange = Exchange::new(&function, now, raw, fields);
    let fault = sandbox.change_faults(Faults::take_api);
    exchange.fault = fault.map(|fault| fault.name().to_owned());
    if let Some(ApiFault::TimeoutBefore | ApiFault::Status(_)) = fault {
        sandbox.store.add(exchange);
        return respond(&sandbox, String::new(), fault).await;
    }
    let result = match (fault.and_then(Named::code), &document) {
        (Some(code), _) => Err(Refused::by_a_fault(code)),
        (None, Ok(document)) => examined(&sandbox, document, now),
        (None, Err(error)) => {
            let ja = "本文を XML として読み取れません。";
            let detail = finding("body", "body_unreadable", ja, format!("The body is no such document: {error}."));
            Err(vec![Refusal::explained(Type::Xml, detail)].into())
        }
    };
    let elements = elements(&sandbox.config, &function, &result, now);
    exchange.answer = Some(elements.clone());
    match &result {
        Ok(done) => {
            exchange.state = ExchangeState::Done;
            exchange.tracking_id = match done {
                Done::Purchased(tracking_id) => Some(tracking_id.to_string()),
                _ => document.as_ref().ok().and_then(|document| document.get(None, "tracking_id")).map(str::to_owned),
            };
        }
        Err(refused) => {
            exchange.problems.clone_from(&refused.findings);
            exchange.error_code = Some(refused.code.clone());
        }
    }
    tracing::info!(exchange = exchange.id, function, code = exchange.error_code, "answered");
    sandbox.store.add(exchange);
    if let Ok(Done::SimpleEnded(contract)) = result {
        announce(&sandbox, &contract, PaymentResult::CancelledRecurring, now);
        let sandbox = Arc::clone(&sandbox);
        // The merchant is answered first; its server may do one thing after the other.
        tokio::spawn(async move {
            let _turn = sandbox.turn.lock().await;
            deliver(&sandbox).await;
        });
    }
    respond(&sandbox, answer::document(&function, &elements), fault).await
}

/// Why a request was refused, as it is answered and kept.
struct Refused {
    code: String,
    findings: Vec<Finding>,
}

impl Refused {
    fn by_a_fault(code: String) -> Self {
        let (ja, en) = words::meaning(&code);
        let findings =
            vec![finding("body", "fault", format!("{ja}（設定した障害）。"), format!("{en} (a fault that was set)."))];
        Self { code, findings }
    }
}

impl From<Vec<Refusal>> for Refused {
    fn from(refusals: Vec<Refusal>) -> Self {
        let code = refusals.first().map(Refusal::code).unwrap_or_default();
        Self { code, findings: refusals.iter().map(Refusal::finding).collect() }
    }
}

/// Examines a request and does what it asks for.
fn examined(sandbox: &Sandbox, document: &Document, now: JstDateTime) -> Result<Done, Refused> {
    Ok(read(document, now, sandbox).and_then(|request| act(sandbox, &request.call, now))?)
}

/// Whether user and password are the account's.
fn is_authorised(headers: &HeaderMap, config: &Config) -> bool {
    let credentials = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Some((scheme, encoded)) = credentials.split_once(' ') else { return false };
    let decoded = STANDARD.decode(encoded.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let Some((user, password)) = decoded.as_deref().and_then(|text| text.split_once(':')) else { return false };
    // The key cannot be taken out of its type; two keys with the same checksum of nothing are the same.
    let checksum = |key: &HashKey| Checksum::of([], Encoding::Utf8, key).map(Checksum::lower_case);
    let offered = HashKey::new(password.to_owned()).ok().and_then(|key| checksum(&key).ok());
    let expected = Checksum::of([], Encoding::Utf8, &config.hash_key);
    let genuine = offered.zip(expected.ok()).is_some_and(|(offered, expected)| expected.is_spelt(&offered));
    scheme.eq_ignore_ascii_case("Basic") && genuine && user == config.account.user()
}

/// An element of a document as text: BASE64 of Shift_JIS is decoded where the function's definition has it.
fn decoded(id: &str, element: &DocumentElement) -> (String, String) {
    let definition = Function::from_id(id).map(Function::elements).unwrap_or_default();
    let mixed = definition.iter().any(|known| known.field.name == element.name && known.field.kind == Kind::Mixed);
    let text = || Encoding::ShiftJis.decode(&STANDARD.decode(element.text.trim()).ok()?);
    let text = if mixed { text() } else { None };
    (element.name.clone(), text.unwrap_or_else(|| element.text.clone()))
}

/// Examines a document: every element, the account, the checksum, the moment, the order id.
fn read(document: &Document, now: JstDateTime, sandbox: &Sandbox) -> Result<ApiRequest, Vec<Refusal>> {
    let config = &sandbox.config;
    let read = ApiRequest::read(document, &config.hash_key);
    let (request, genuine) = read.map_err(|problems| problems.iter().map(Refusal::from_problem).collect::<Vec<_>>())?;
    let mut refusals = Vec::new();
    if request.account.merchant_id != config.account.merchant_id {
        refusals.push(Refusal::about(Type::Account, "merchant_id"));
    } else if request.account.service_id != config.account.service_id {
        refusals.push(Refusal::about(Type::Account, "service_id"));
    }
    if !genuine {
        refusals.push(Refusal::about(Type::Checksum, "sps_hashcode"));
    }
    let expired = expired(request.request_date, request.limit_seconds, now);
    refusals.extend(expired.map(|detail| Refusal::explained(Type::RequestExpired, detail)));
    if let Call::PurchaseFixedTerm(purchase) = &request.call
        && (sandbox.store.is_used(&purchase.order_id)
            || refusals.is_empty() && !sandbox.store.use_order_id(&purchase.order_id))
    {
        let detail = order_id_used(purchase.order_id.as_str());
        refusals.push(Refusal::explained(Type::Duplicate, detail));
    }
    if refusals.is_empty() { Ok(request) } else { Err(refusals) }
}

fn act(sandbox: &Sandbox, call: &Call, now: JstDateTime) -> Result<Done, Vec<Refusal>> {
    // Fourteen digits are a tracking id; there is always one.
    let tracking_id = new_tracking_id().ok_or_else(|| vec![Refusal::of(Type::TrackingId)])?;
    let first_day_fails = || sandbox.change_faults(Faults::take_first_day_refund);
    perform(&mut sandbox.ledger(), call, tracking_id, now, first_day_fails).map_err(|refusal| vec![refusal])
}

/// The elements of the answer, in order.
fn elements(config: &Config, function: &str, result: &Result<Done, Refused>, now: JstDateTime) -> Elements {
    let named = |name: &str, value: String| (name.to_owned(), value);
    let date = named("res_date", now.to_string());
    match result {
        Ok(done) => {
            let transaction = named("res_sps_transaction_id", transaction_id(config, function));
            let mut elements = vec![named("res_result", "OK".to_owned()), transaction];
            if let Done::Purchased(tracking_id) = done {
                elements.push(named("res_tracking_id", tracking_id.to_string()));
            }
            elements.extend([named("res_process_date", now.to_string()), named("res_err_code", String::new()), date]);
            elements
        }
        Err(refused) => vec![named("res_result", "NG".to_owned()), named("res_err_code", refused.code.clone()), date],
    }
}

/// The gateway's name for an exchange, 32 characters as the recorded ones: `B`, merchant and
/// service, the function without its dashes, eleven digits.
fn transaction_id(config: &Config, function: &str) -> String {
    let number = rand::random_range(0..100_000_000_000_u64);
    format!("B{}{}{number:011}", config.account.user(), function.replace('-', ""))
}
