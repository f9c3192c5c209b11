//! What the payer does on the last screen, and what follows from it.
//!
//! Service specification, "Payment deadline setting": a payment is complete within four minutes of its start. Link type:
//! a process that crosses midnight in Japan is stopped (C, code 8366); NG or no answer from the merchant's server
//! refuses the purchase (codes 1301–1399); no notification is sent for the gateway's system errors (1101–3399).

use crate::Sandbox;
use crate::exchange::{Exchange, Payment, State};
use crate::notification::{is_recorded, is_unanswered, message, send, sign};
use crate::screens::end::Return;
use sbps::message::{PaymentResult, SignedForm};
use sbps::wire::Encoding;
use std::sync::Arc;

/// The codes that the panel offers, as seen in use for au (C).
pub const FAILURE_CODES: [&str; 12] =
    ["8281", "8297", "8267", "8258", "8366", "8295", "8670", "8671", "8672", "4301", "1101", "5101"];
/// The code of a purchase that the merchant's server did not confirm (official: 1301–1399).
const NOT_CONFIRMED: &str = "1301";
/// How often a result is sent while nothing answers.
const MOST_TRIES: u8 = 2;
const TIMED_OUT: &str = "8267";
const CROSSED_MIDNIGHT: &str = "8366";
/// Service specification, "Payment deadline setting": four minutes.
const LONGEST_PAYMENT_SECONDS: i64 = 4 * 60;

/// A button of the last screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Pay, and notify so many times.
    Pay {
        /// How many notifications follow, one after the other.
        notifications: u8,
    },
    /// Pay, return, and notify some seconds later.
    PayLate,
    /// Go back without paying.
    Cancel,
    /// Fail with four digits.
    Fail(&'static str),
    /// Never answer.
    Hang,
}

impl Action {
    /// The action of a button's value and the panel's code.
    #[must_use]
    pub fn read(action: &str, code: &str) -> Option<Self> {
        match action {
            "pay" => Some(Self::Pay { notifications: 1 }),
            "pay_twice" => Some(Self::Pay { notifications: 2 }),
            "pay_late" => Some(Self::PayLate),
            "cancel" => Some(Self::Cancel),
            "fail" => FAILURE_CODES.into_iter().find(|known| *known == code).map(Self::Fail),
            "hang" => Some(Self::Hang),
            _ => None,
        }
    }
}

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
pub async fn act(sandbox: &Arc<Sandbox>, id: &str, action: Action) -> Result<(), NotTaken> {
    let now = sandbox.clock.now().ok_or(NotTaken::NoClock)?;
    let claim = |exchange: &mut Exchange| {
        let payment = exchange.payment.clone()?;
        match exchange.state {
            State::Waiting => {}
            // A hanging payment can only be given up.
            State::Hanging if action == Action::Cancel => {}
            _ => return None,
        }
        exchange.state = State::Processing;
        Some(payment)
    };
    let claimed = sandbox.store.change(id, claim).ok_or(NotTaken::Unknown)?;
    let payment = claimed.ok_or(NotTaken::Ended)?;
    let pays = matches!(action, Action::Pay { .. } | Action::PayLate);
    let stopped = if !pays {
        None
    } else if now.date() != payment.started.date() {
        Some(CROSSED_MIDNIGHT)
    } else if now.unix_seconds() - payment.started.unix_seconds() > LONGEST_PAYMENT_SECONDS {
        Some(TIMED_OUT)
    } else {
        None
    };
    match (stopped, action) {
        (Some(code), _) | (None, Action::Fail(code)) => fail(sandbox, id, &payment, code).await,
        (None, Action::Cancel) => end(sandbox, id, State::Cancelled, None),
        (None, Action::Hang) => end(sandbox, id, State::Hanging, None),
        (None, Action::Pay { notifications }) => pay(sandbox, id, payment, notifications).await,
        (None, Action::PayLate) => pay_late(sandbox, id, payment),
    }
    Ok(())
}

fn end(sandbox: &Sandbox, id: &str, state: State, error_code: Option<&str>) {
    sandbox.store.change(id, |exchange| {
        exchange.state = state;
        exchange.error_code = error_code.map(str::to_owned);
    });
}

/// The signed result of a payment. It is signed once, so that a repetition is the same message byte for byte.
fn result_of(sandbox: &Sandbox, payment: &Payment, result: PaymentResult, code: &str) -> SignedForm {
    let now = sandbox.clock.now().unwrap_or(payment.started);
    sign(&message(payment, result, code, now), Encoding::Utf8, &sandbox.config)
}

/// Tells the merchant, and once more if nothing answers; whether it recorded the result. That the real gateway repeats
/// an unanswered notification is our reading (I); how often is not published.
async fn notify(sandbox: &Sandbox, id: &str, payment: &Payment, signed: &SignedForm) -> bool {
    let address = payment.request.addresses.notification.as_str();
    for _ in 0..MOST_TRIES {
        let now = sandbox.clock.now().unwrap_or(payment.started);
        let notification = send(&sandbox.client, address, signed, now).await;
        let (recorded, unanswered) = (is_recorded(&notification), is_unanswered(&notification));
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
    end(sandbox, id, State::Failed, Some(code));
}

async fn pay(sandbox: &Sandbox, id: &str, mut payment: Payment, notifications: u8) {
    payment.paid_at = sandbox.clock.now();
    let signed = result_of(sandbox, &payment, PaymentResult::Ok, "");
    let recorded = notify(sandbox, id, &payment, &signed).await;
    // A purchase that was refused is over; there is nothing to repeat.
    let times = if recorded { notifications } else { 1 };
    for _ in 1..times {
        notify(sandbox, id, &payment, &signed).await;
    }
    settle(sandbox, id, payment, recorded);
}

fn settle(sandbox: &Sandbox, id: &str, payment: Payment, recorded: bool) {
    if recorded {
        sandbox.store.change(id, |exchange| exchange.payment = Some(payment));
        end(sandbox, id, State::Paid, None);
    } else {
        end(sandbox, id, State::Failed, Some(NOT_CONFIRMED));
    }
}

fn pay_late(sandbox: &Arc<Sandbox>, id: &str, mut payment: Payment) {
    payment.paid_at = sandbox.clock.now();
    sandbox.store.change(id, |exchange| exchange.payment = Some(payment.clone()));
    end(sandbox, id, State::Paid, None);
    let (sandbox, id) = (Arc::clone(sandbox), id.to_owned());
    tokio::spawn(async move {
        tokio::time::sleep(sandbox.config.late).await;
        let signed = result_of(&sandbox, &payment, PaymentResult::Ok, "");
        let recorded = notify(&sandbox, &id, &payment, &signed).await;
        settle(&sandbox, &id, payment, recorded);
    });
}

/// Where the browser goes after a payment, with what. `cancel_url` and `error_url` carry no checksum (C).
#[must_use]
pub fn way_back(sandbox: &Sandbox, exchange: &Exchange) -> Option<Return> {
    let payment = exchange.payment.as_ref()?;
    let addresses = &payment.request.addresses;
    let owned = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let order = owned("order_id", payment.request.order_id.as_str());
    match exchange.state {
        State::Paid => {
            let now = payment.paid_at.unwrap_or(payment.started);
            let signed = sign(&message(payment, PaymentResult::Ok, "", now), Encoding::ShiftJis, &sandbox.config);
            let fields = signed.fields().map(|(name, value)| owned(name, value)).collect();
            Some(Return { address: addresses.success.as_str().to_owned(), fields })
        }
        State::Cancelled => Some(Return { address: addresses.cancel.as_str().to_owned(), fields: vec![order] }),
        State::Failed => {
            let code = owned("res_err_code", exchange.error_code.as_deref().unwrap_or_default());
            Some(Return { address: addresses.error.as_str().to_owned(), fields: vec![order, code] })
        }
        State::Refused | State::Waiting | State::Processing | State::Hanging => None,
    }
}
