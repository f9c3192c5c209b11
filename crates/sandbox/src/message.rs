//! What the gateway says of a payment or a contract, signed.
//!
//! Link type, A02-1 and A03-1, and the answer to D01-1 (I).

use crate::config::Config;
use crate::exchange::Payment;
use sbps::checksum::Checksum;
use sbps::date_time::JstDateTime;
use sbps::identifier::TrackingId;
use sbps::message::{Form, Outcome, PaymentResult, SignedForm};
use sbps::wire::Encoding;

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
