//! What follows from what the payer does on the last screen.
//!
//! Service specification, "Payment deadline setting": a payment is complete within four minutes of its start. Link type:
//! a process that crosses midnight in Japan is stopped (C, code 8366); NG or no answer from the merchant's server
//! refuses the purchase (codes 1301–1399); no notification is sent for the gateway's system errors (1101–3399).

pub mod action;
pub mod way_back;

use crate::contract::ledger::Agreed;
use crate::contract::obstacle::Obstacle;
use crate::exchange::{Exchange, ExchangeState, Payment};
use crate::message::{Outgoing, fields, message};
use crate::service::notices::{announce, deliver};
use crate::service::sending::send;
use crate::shared::Sandbox;
pub use action::{Action, FAILURE_CODES};
use sbps::billing::PaymentSource;
use sbps::message::PaymentResult;
use sbps::period::deadline::latest_completion;
use std::sync::Arc;
use tokio::sync::MutexGuard;

/// The code of a purchase that the merchant's server did not confirm (official: 1301–1399).
const NOT_CONFIRMED: &str = "1301";
/// How often a result is sent while nothing answers.
const MOST_TRIES: u8 = 2;
/// The gateway's system failed (official: 1101–1299).
const SYSTEM_ERROR: &str = "1101";
const TIMED_OUT: &str = "8267";
const CROSSED_MIDNIGHT: &str = "8366";

/// Why an action was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// There is no such payment.
    Unknown,
    /// The payment has ended already; its last screen says how.
    Ended,
    /// The machine's clock shows no date.
    NoClock,
}

/// Takes an action. Of several at once, one is taken: a payment is charged once.
///
/// # Errors
/// [`NotTaken`] when there is nothing to take it on.
pub async fn act(sandbox: &Arc<Sandbox>, id: &str, action: Action, source: PaymentSource) -> Result<(), NotTaken> {
    let now = sandbox.clock.now().ok_or(NotTaken::NoClock)?;
    let claim = |exchange: &mut Exchange| {
        let payment = exchange.payment.as_mut()?;
        match exchange.state {
            ExchangeState::Waiting => {}
            // A hanging payment can only be given up.
            ExchangeState::Hanging if action == Action::Cancel => {}
            _ => return None,
        }
        payment.source = source;
        exchange.state = ExchangeState::Processing;
        exchange.payment.clone()
    };
    let claimed = sandbox.store.change(id, claim).ok_or(NotTaken::Unknown)?;
    let payment = claimed.ok_or(NotTaken::Ended)?;
    let pays = matches!(action, Action::Pay { .. } | Action::PayLate);
    let stopped = if !pays {
        None
    } else if now.date() != payment.started.date() {
        Some(CROSSED_MIDNIGHT)
    } else if now > latest_completion(payment.started) {
        Some(TIMED_OUT)
    } else {
        None
    };
    match (stopped, action) {
        (Some(code), _) | (None, Action::Fail(code)) => fail(sandbox, id, &payment, code).await,
        (None, Action::Cancel) => end(sandbox, id, ExchangeState::Cancelled, None),
        (None, Action::Hang) => end(sandbox, id, ExchangeState::Hanging, None),
        (None, Action::Pay { notifications }) => pay(sandbox, id, payment, notifications).await,
        (None, Action::PayLate) => pay_late(sandbox, id, payment),
    }
    Ok(())
}

fn end(sandbox: &Sandbox, id: &str, state: ExchangeState, error_code: Option<&str>) {
    sandbox.store.change(id, |exchange| {
        exchange.state = state;
        exchange.error_code = error_code.map(str::to_owned);
    });
}

/// The signed result of a payment.
fn result_of(sandbox: &Sandbox, payment: &Payment, result: PaymentResult, code: &str) -> Outgoing {
    let now = sandbox.clock.now().unwrap_or(payment.started);
    let variation = sandbox.change_faults(|faults| faults.take_variation(false));
    Outgoing::new(fields(&message(payment, result, code, now)), variation, &sandbox.config)
}

/// Tells the merchant, and once more if nothing answers; whether it recorded the result. That the real gateway repeats
/// an unanswered notification is our reading (I); how often is not published.
async fn notify(sandbox: &Sandbox, id: &str, payment: &Payment, signed: &Outgoing) -> bool {
    let address = payment.order.addresses().notification.as_str();
    for _ in 0..MOST_TRIES {
        let now = sandbox.clock.now().unwrap_or(payment.started);
        let notification = send(sandbox, address, signed, now).await;
        let (recorded, unanswered) = (notification.is_recorded(), notification.is_unanswered() && !notification.lost);
        tracing::info!(exchange = id, status = notification.status, answer = notification.answer, "notified");
        sandbox.store.change(id, |exchange| exchange.notifications.push(notification));
        if !unanswered {
            return recorded;
        }
    }
    false
}

async fn fail(sandbox: &Sandbox, id: &str, payment: &Payment, code: &str) {
    let system_error = code.parse().is_ok_and(|code: u16| (1101..=3399).contains(&code));
    if !system_error {
        let signed = result_of(sandbox, payment, PaymentResult::Ng, code);
        notify(sandbox, id, payment, &signed).await;
    }
    end(sandbox, id, ExchangeState::Failed, Some(code));
}

/// Takes the sandbox's turn if a contract is concerned: what was checked must still hold when it is recorded.
async fn turn<'a>(sandbox: &'a Sandbox, payment: &Payment) -> Option<MutexGuard<'a, ()>> {
    if payment.order.intent().is_about_a_contract() { Some(sandbox.turn.lock().await) } else { None }
}

/// What stands in the way of an order now.
fn obstacle(sandbox: &Sandbox, payment: &Payment) -> Option<Obstacle> {
    let today = sandbox.clock.now().unwrap_or(payment.started).date();
    sandbox.ledger().obstacle(&payment.order, today)
}

/// Fails an order as soon as it arrives when the contract it is about does not allow it, or when
/// the gateway's own system fails.
pub async fn refuse_if_impossible(sandbox: &Sandbox, id: &str, system_fails: bool) {
    let Some(payment) = sandbox.store.get(id).and_then(|exchange| exchange.payment) else { return };
    if system_fails {
        return fail(sandbox, id, &payment, SYSTEM_ERROR).await;
    }
    let Some(obstacle) = obstacle(sandbox, &payment) else { return };
    let waiting = |exchange: &mut Exchange| {
        let waiting = exchange.state == ExchangeState::Waiting;
        exchange.state = if waiting { ExchangeState::Processing } else { exchange.state };
        waiting
    };
    if sandbox.store.change(id, waiting) == Some(true) {
        hinder(sandbox, id, &payment, obstacle).await;
    }
}

async fn hinder(sandbox: &Sandbox, id: &str, payment: &Payment, obstacle: Obstacle) {
    sandbox.store.change(id, |exchange| exchange.problems.push(obstacle.finding));
    fail(sandbox, id, payment, obstacle.error_code).await;
}

async fn pay(sandbox: &Sandbox, id: &str, mut payment: Payment, notifications: u8) {
    let _turn = turn(sandbox, &payment).await;
    if let Some(obstacle) = obstacle(sandbox, &payment) {
        return hinder(sandbox, id, &payment, obstacle).await;
    }
    payment.paid_at = sandbox.clock.now();
    let signed = result_of(sandbox, &payment, PaymentResult::Ok, "");
    let recorded = notify(sandbox, id, &payment, &signed).await;
    // A purchase that was refused is over; there is nothing to repeat.
    let times = if recorded { notifications } else { 1 };
    for _ in 1..times {
        notify(sandbox, id, &payment, &signed).await;
    }
    settle(sandbox, id, payment, recorded).await;
}

/// Ends a payment as the merchant's server answered.
async fn settle(sandbox: &Sandbox, id: &str, payment: Payment, recorded: bool) {
    if !recorded {
        return end(sandbox, id, ExchangeState::Failed, Some(NOT_CONFIRMED));
    }
    // Not when it was paid: a clock that was moved meanwhile must not leave a month unbilled.
    let at = sandbox.clock.now().unwrap_or(payment.started);
    let ended = sandbox.ledger().record(Agreed {
        order: &payment.order,
        tracking_id: &payment.tracking_id,
        source: payment.source,
        at,
        automatic_sales: sandbox.config.automatic_sales,
    });
    complete(sandbox, id, payment);
    if let Some(contract) = ended {
        announce(sandbox, &contract, PaymentResult::CancelledRecurring, at);
        deliver(sandbox).await;
    }
}

/// Shows an order as done.
fn complete(sandbox: &Sandbox, id: &str, payment: Payment) {
    let state = if payment.order.intent().is_purchase() { ExchangeState::Paid } else { ExchangeState::Done };
    sandbox.store.change(id, |exchange| exchange.payment = Some(payment));
    end(sandbox, id, state, None);
}

fn pay_late(sandbox: &Arc<Sandbox>, id: &str, mut payment: Payment) {
    payment.paid_at = sandbox.clock.now();
    complete(sandbox, id, payment.clone());
    notify_late(sandbox, id, payment);
}

fn notify_late(sandbox: &Arc<Sandbox>, id: &str, mut payment: Payment) {
    let (sandbox, id) = (Arc::clone(sandbox), id.to_owned());
    tokio::spawn(async move {
        tokio::time::sleep(sandbox.config.late).await;
        let _turn = turn(&sandbox, &payment).await;
        if let Some(obstacle) = obstacle(&sandbox, &payment) {
            payment.paid_at = None;
            return hinder(&sandbox, &id, &payment, obstacle).await;
        }
        let signed = result_of(&sandbox, &payment, PaymentResult::Ok, "");
        let recorded = notify(&sandbox, &id, &payment, &signed).await;
        settle(&sandbox, &id, payment, recorded).await;
    });
}

/// Goes on with what was under way when the sandbox ended. What the merchant recorded is done; of
/// what was being told nobody knows the answer, so that it fails as with a lost one; what was to be
/// told late is still told.
pub async fn resume(sandbox: &Arc<Sandbox>) {
    for Exchange { id, state, payment, notifications, .. } in sandbox.store.all() {
        let Some(payment) = payment else { continue };
        let recorded = notifications.iter().find(|notification| notification.is_recorded());
        let said = |name: &str| {
            let sent = recorded.map(|notification| &notification.sent);
            sent.and_then(|sent| sent.iter().find(|(field, _)| field == name)).map(|(_, value)| value.trim())
        };
        match state {
            ExchangeState::Processing if said("res_result") == Some("OK") => {
                let payment = Payment { paid_at: said("res_payment_date").and_then(|at| at.parse().ok()), ..payment };
                settle(sandbox, &id, payment, true).await;
            }
            ExchangeState::Processing => {
                end(sandbox, &id, ExchangeState::Failed, said("res_err_code").or(Some(NOT_CONFIRMED)))
            }
            ExchangeState::Paid | ExchangeState::Done if recorded.is_none() => notify_late(sandbox, &id, payment),
            _ => {}
        }
    }
}
