//! The screens of a payment. A payment is found by the id in its address.

use super::answer::{no_clock, to_screen};
use super::request::{NamedPath, form_fields};
use crate::exchange::{Exchange, ExchangeState, Payment};
use crate::language::Language;
use crate::payment::action::{Action, chosen_source};
use crate::payment::way_back::{given_up, way_back};
use crate::payment::{NotTaken, act};
use crate::screens::steps::Step;
use crate::screens::{end, steps};
use crate::shared::Sandbox;
use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

fn unknown(language: Language) -> Response {
    let (ja, en) = ("この支払いは見つかりません", "There is no such payment");
    end::problem(StatusCode::NOT_FOUND, "payment_unknown", ja, en, language)
}

/// Shows a screen while the payer is on the way; afterwards, the last one.
fn on_the_way(sandbox: &Sandbox, id: &str, language: Language, show: impl FnOnce(&Payment) -> Response) -> Response {
    match sandbox.store.get(id) {
        Some(Exchange { state: ExchangeState::Waiting, payment: Some(payment), .. }) => show(&payment),
        Some(Exchange { state: ExchangeState::Refused, .. }) | None => unknown(language),
        Some(_) => to_screen("", id, "done", language),
    }
}

/// Shows one of the screens on the way.
pub(super) async fn show(
    step: Step,
    NamedPath(id): NamedPath,
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
) -> Response {
    let Some(now) = sandbox.clock.now() else { return no_clock(language) };
    on_the_way(&sandbox, &id, language, |payment| steps::show(step, &id, payment, now.date(), language))
}

/// Goes on to the screen after that one; whatever was typed passes.
pub(super) async fn pass(
    step: Step,
    NamedPath(id): NamedPath,
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
) -> Response {
    on_the_way(&sandbox, &id, language, |payment| {
        to_screen("", &id, step.next(payment.order.intent()).name(), language)
    })
}

/// Keeps where the money comes from.
pub(super) async fn chosen(
    NamedPath(id): NamedPath,
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let fields = form_fields(body);
    let change = |exchange: &mut Exchange| {
        let Exchange { state: ExchangeState::Waiting, payment: Some(payment), .. } = exchange else { return true };
        let source = chosen_source(payment, fields.get("source"));
        payment.source = source.unwrap_or(payment.source);
        source.is_some()
    };
    if sandbox.store.change(&id, change) == Some(false) {
        return source_unknown(language);
    }
    on_the_way(&sandbox, &id, language, |_| to_screen("", &id, Step::Pay.name(), language))
}

fn source_unknown(language: Language) -> Response {
    let (ja, en) = ("このお支払い方法は選べません", "This cannot be paid in that way");
    end::problem(StatusCode::BAD_REQUEST, "source_unknown", ja, en, language)
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
    let Some(source) = chosen_source(&payment, fields.get("source")) else { return source_unknown(language) };
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
        (ExchangeState::Hanging, None) => match given_up(&exchange) {
            Some(back) => end::hanging(&exchange, &back, language),
            None => unknown(language),
        },
        (ExchangeState::Processing, None) => end::processing(language),
        (ExchangeState::Waiting, None) => to_screen("", &id, Step::Confirm.name(), language),
        _ => unknown(language),
    }
}

/// Gives a hanging payment up, and posts what the browser posted on to the shop.
pub(super) async fn leave(
    NamedPath(id): NamedPath,
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
) -> Response {
    let Some(exchange) = sandbox.store.get(&id) else { return unknown(language) };
    let payment = exchange.payment.as_ref().filter(|_| exchange.state == ExchangeState::Hanging);
    let Some((payment, back)) = payment.zip(given_up(&exchange)) else { return to_screen("", &id, "done", language) };
    match act(&sandbox, &id, Action::Cancel, payment.source).await {
        Ok(()) => Redirect::temporary(&back.address).into_response(),
        Err(_) => to_screen("", &id, "done", language),
    }
}
