//! The screens of a payment. A payment is found by the id in its address.

use super::answer::{no_clock, to_screen};
use super::request::{NamedPath, form_fields};
use crate::exchange::{Exchange, Payment, State};
use crate::language::Language;
use crate::payment::action::{Action, chosen_source};
use crate::payment::way_back::way_back;
use crate::payment::{NotTaken, act};
use crate::screens::{end, steps};
use crate::shared::Sandbox;
use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::Response;
use std::sync::Arc;

fn unknown(language: Language) -> Response {
    let (ja, en) = ("この支払いは見つかりません", "There is no such payment");
    end::problem(StatusCode::NOT_FOUND, "payment_unknown", ja, en, language)
}

/// Shows a screen while the payer is on the way; afterwards, the last one.
fn on_the_way(sandbox: &Sandbox, id: &str, language: Language, show: impl FnOnce(&Payment) -> Response) -> Response {
    match sandbox.store.get(id) {
        Some(Exchange { state: State::Waiting, payment: Some(payment), .. }) => show(&payment),
        Some(Exchange { state: State::Refused, .. }) | None => unknown(language),
        Some(_) => to_screen("", id, "done", language),
    }
}

pub(super) async fn confirm(
    NamedPath(id): NamedPath,
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
) -> Response {
    on_the_way(&sandbox, &id, language, |payment| steps::confirm(&id, payment, language))
}

pub(super) async fn confirmed(
    NamedPath(id): NamedPath,
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
) -> Response {
    on_the_way(&sandbox, &id, language, |_| to_screen("", &id, "sign-in", language))
}

pub(super) async fn sign_in(
    NamedPath(id): NamedPath,
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
) -> Response {
    on_the_way(&sandbox, &id, language, |_| steps::sign_in(&id, language))
}

pub(super) async fn signed_in(
    NamedPath(id): NamedPath,
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
) -> Response {
    on_the_way(&sandbox, &id, language, |_| to_screen("", &id, "pay", language))
}

pub(super) async fn pay(
    NamedPath(id): NamedPath,
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
) -> Response {
    let Some(now) = sandbox.clock.now() else { return no_clock(language) };
    on_the_way(&sandbox, &id, language, |payment| steps::pay(&id, payment, now.date(), language))
}

pub(super) async fn paid(
    NamedPath(id): NamedPath,
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let fields = form_fields(body);
    let Some(action) = Action::read(fields.get("action"), fields.get("code")) else {
        let (ja, en) = ("操作を選んでください", "Choose what to do");
        return end::problem(StatusCode::BAD_REQUEST, "action_unknown", ja, en, language);
    };
    let payment = sandbox.store.get(&id).and_then(|exchange| exchange.payment);
    let Some(payment) = payment else { return unknown(language) };
    let Some(source) = chosen_source(payment.order.intent(), fields.get("source")) else {
        let (ja, en) = ("このお支払い方法は選べません", "This cannot be paid in that way");
        return end::problem(StatusCode::BAD_REQUEST, "source_unknown", ja, en, language);
    };
    // In a task of its own: what was begun is ended even if the payer's browser goes away meanwhile.
    let (acting, payment) = (Arc::clone(&sandbox), id.clone());
    let taken = tokio::spawn(async move { act(&acting, &payment, action, source).await }).await;
    match taken.unwrap_or(Err(NotTaken::Unknown)) {
        // One that has ended shows how; a second press of the button changes nothing.
        Ok(()) | Err(NotTaken::Ended) => to_screen("", &id, "done", language),
        Err(NotTaken::Unknown) => unknown(language),
        Err(NotTaken::NoClock) => no_clock(language),
    }
}

pub(super) async fn done(
    NamedPath(id): NamedPath,
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
) -> Response {
    let Some(exchange) = sandbox.store.get(&id) else { return unknown(language) };
    match (exchange.state, way_back(&sandbox, &exchange)) {
        (_, Some(back)) => end::done(&exchange, &back, language),
        (State::Hanging, None) => end::hanging(&id, exchange.intent(), language),
        (State::Processing, None) => end::processing(language),
        (State::Waiting, None) => to_screen("", &id, "confirm", language),
        _ => unknown(language),
    }
}
