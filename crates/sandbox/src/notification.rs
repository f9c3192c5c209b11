//! Tells the merchant's server what became of a payment, and reads its answer.
//!
//! Link type, A02-1, and the answer to D01-1 (I): a form post to `pagecon_url`, checksum over UTF-8 in upper case; the answer is one line, `OK,` or
//! `NG,reason`, in Shift_JIS with HTTP status 200 (C). That the body itself is Shift_JIS is our reading (I).

use crate::config::Config;
use crate::exchange::{Notification, Payment};
use sbps::checksum::Checksum;
use sbps::date_time::JstDateTime;
use sbps::identifier::TrackingId;
use sbps::message::{Form, Outcome, PaymentResult, SignedForm};
use sbps::wire::{Encoding, write_form};
use std::time::Duration;

/// How long the merchant's server may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// The most bytes of an answer that are kept.
const LONGEST_ANSWER: usize = 1_000;

/// What became of a payment or a contract, in the words of the wire.
#[must_use]
pub fn outcome(
    result: PaymentResult,
    tracking_id: &TrackingId,
    error_code: &str,
    paid_at: Option<JstDateTime>,
    now: JstDateTime,
) -> Outcome {
    Outcome {
        pay_method: "auone".to_owned(),
        tracking_id: Some(tracking_id.clone()),
        payment_date: paid_at,
        error_code: error_code.to_owned(),
        result_date: Some(now),
        ..Outcome::new(result)
    }
}

/// The result of a payment, with the order's own fields. What ends or renews a contract is answered with the contract's
/// tracking id (I).
#[must_use]
pub fn message(payment: &Payment, result: PaymentResult, error_code: &str, now: JstDateTime) -> Form {
    let intent = payment.order.intent();
    let tracking_id = intent.contract().unwrap_or(&payment.tracking_id);
    payment.order.answer(outcome(result, tracking_id, error_code, payment.paid_at, now))
}

/// Signs a result. The values came in by Shift_JIS or are digits, so encoding cannot fail; if it did, the form would go
/// out unsigned and be refused.
#[must_use]
pub fn sign(form: Form, encoding: Encoding, config: &Config) -> SignedForm {
    let checksum = Checksum::of_form(&form, encoding, &config.hash_key);
    let checksum = checksum.map(|checksum| match encoding {
        Encoding::Utf8 => checksum.upper_case(),
        Encoding::ShiftJis => checksum.lower_case(),
    });
    SignedForm { form, checksum: checksum.unwrap_or_default() }
}

/// Whether an answer says that the result is recorded.
#[must_use]
pub fn is_recorded(notification: &Notification) -> bool {
    notification.status == Some(200) && notification.answer.trim_end().starts_with("OK,")
}

/// Whether the merchant's server said nothing that could be its answer: it is away, or broke down.
#[must_use]
pub fn is_unanswered(notification: &Notification) -> bool {
    notification.status.is_none_or(|status| status >= 500)
}

/// Sends a result once.
pub async fn send(client: &reqwest::Client, address: &str, signed: &SignedForm, now: JstDateTime) -> Notification {
    let sent: Vec<(String, String)> =
        signed.fields().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let (status, answer) = match write_form(signed.fields(), Encoding::ShiftJis) {
        Ok(body) => post(client, address, body).await,
        Err(error) => (None, format!("not sent: {error}")),
    };
    Notification { sent, status, answer, at: now.to_string() }
}

async fn post(client: &reqwest::Client, address: &str, body: String) -> (Option<u16>, String) {
    let request =
        client.post(address).header("Content-Type", "application/x-www-form-urlencoded").timeout(PATIENCE).body(body);
    let response = match request.send().await {
        Ok(response) => response,
        Err(error) => return (None, format!("no answer: {}", error.without_url())),
    };
    let status = response.status().as_u16();
    (Some(status), first_line(response).await)
}

/// The start of an answer; more than one line fits into it, and no more is read.
async fn first_line(mut response: reqwest::Response) -> String {
    let mut bytes = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if bytes.len() < LONGEST_ANSWER => bytes.extend_from_slice(&chunk),
            Ok(_) => break,
            Err(error) => return format!("the answer broke off: {}", error.without_url()),
        }
    }
    bytes.truncate(LONGEST_ANSWER);
    Encoding::ShiftJis.decode(&bytes).unwrap_or_else(|| "an answer that is not Shift_JIS".to_owned())
}
