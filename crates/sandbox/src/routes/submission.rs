//! A purchase request or an application arrives.

use super::answer::{no_clock, to_screen};
use crate::api::answer::held;
use crate::exchange::{Exchange, ExchangeState, Payment};
use crate::fault::link::LinkFault;
use crate::fault::{Faults, Named};
use crate::gateway::explain::{finding, order_id_used};
use crate::gateway::{APPLICATION, Message, PURCHASE, examine};
use crate::language::Language;
use crate::payment::refuse_if_impossible;
use crate::screens::end;
use crate::shared::{Sandbox, new_tracking_id};
use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use sbps::billing::PaymentSource;
use sbps::message::form::CHECKSUM_FIELD;
use std::sync::Arc;

pub(super) async fn purchase(
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    receive(&PURCHASE, language, &sandbox, &headers, body).await
}

pub(super) async fn application(
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    receive(&APPLICATION, language, &sandbox, &headers, body).await
}

async fn receive<const BEFORE: usize, const AFTER: usize>(
    message: &Message<BEFORE, AFTER>,
    language: Language,
    sandbox: &Arc<Sandbox>,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let body = match body {
        Ok(body) => body,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            let (ja, en) = ("リクエストが大きすぎます", "The form is too large");
            return end::problem(StatusCode::PAYLOAD_TOO_LARGE, "too_large", ja, en, language);
        }
        Err(_) => {
            let (ja, en) = ("リクエストが途中で切れました", "The request broke off");
            return end::problem(StatusCode::BAD_REQUEST, "body_broken", ja, en, language);
        }
    };
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        let (ja, en) = ("フォームの送信ではありません", "This is not a form post");
        return end::problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", ja, en, language);
    }
    let Some(now) = sandbox.clock.now() else { return no_clock(language) };
    let fault = sandbox.change_faults(Faults::take_link);
    match fault {
        Some(LinkFault::Timeout) => return held(sandbox).await,
        Some(LinkFault::Forbidden) => return struck(StatusCode::FORBIDDEN, LinkFault::Forbidden, language),
        Some(LinkFault::Unavailable) => {
            return struck(StatusCode::SERVICE_UNAVAILABLE, LinkFault::Unavailable, language);
        }
        Some(LinkFault::Slow) => tokio::time::sleep(sandbox.config.slow).await,
        _ => {}
    }
    let examination = examine(message, &body, now, &sandbox.config, |order_id| sandbox.store.is_used(order_id));
    let result = examination.result.and_then(|order| {
        if fault == Some(LinkFault::WrongKey) {
            let (ja, en) = LinkFault::WrongKey.words();
            return Err(vec![finding(CHECKSUM_FIELD, "checksum_wrong", ja, en)]);
        }
        // Of two requests at the same moment one is the first.
        let order_id = order.parties().order_id;
        if sandbox.store.use_order_id(order_id) { Ok(order) } else { Err(vec![order_id_used(order_id.as_str())]) }
    });
    let mut exchange = Exchange::new(message.name, now, printable(&body), examination.fields);
    exchange.fault = fault.map(|fault| fault.name().to_owned());
    let order = match result {
        Ok(order) => order,
        Err(problems) => {
            tracing::warn!(exchange = exchange.id, problems = problems.len(), "request refused");
            exchange.problems = problems;
            let response = end::refused(&exchange, StatusCode::BAD_REQUEST, language);
            sandbox.store.add(exchange);
            return response;
        }
    };
    let Some(tracking_id) = new_tracking_id() else { return no_clock(language) };
    let contract = order.intent().contract().cloned();
    exchange.state = ExchangeState::Waiting;
    exchange.tracking_id = Some(contract.as_ref().unwrap_or(&tracking_id).to_string());
    exchange.payment =
        Some(Payment { order, started: now, tracking_id, source: PaymentSource::PhoneBill, paid_at: None });
    let id = exchange.id.clone();
    sandbox.store.add(exchange);
    // In a task of its own: what was begun is ended even if the payer's browser goes away meanwhile.
    let (examining, examined) = (Arc::clone(sandbox), id.clone());
    let system_fails = fault == Some(LinkFault::SystemError);
    if tokio::spawn(async move { refuse_if_impossible(&examining, &examined, system_fails).await }).await.is_err() {
        return no_clock(language);
    }
    match fault {
        Some(LinkFault::OtherOrigin) => to_screen(&sandbox.config.other_url, &id, "confirm", language),
        _ => to_screen("", &id, "confirm", language),
    }
}

/// A request that is not taken because of a fault that was set.
fn struck(status: StatusCode, fault: LinkFault, language: Language) -> Response {
    let (ja, en) = fault.words();
    end::problem(status, "fault", ja, en, language)
}

fn printable(body: &[u8]) -> String {
    let mut text = String::with_capacity(body.len());
    for &byte in body {
        if byte.is_ascii_graphic() {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}
