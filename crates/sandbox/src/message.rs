//! What the gateway says of a payment or a contract, signed.
//!
//! Link type, A02-1 and A03-1, and the answer to D01-1 (I).

use crate::config::Config;
use crate::exchange::Payment;
use crate::fault::variation::Variation;
use sbps::checksum::Checksum;
use sbps::date_time::JstDateTime;
use sbps::identifier::TrackingId;
use sbps::message::form::{CHECKSUM_FIELD, DETAIL_ROW};
use sbps::message::{Form, GatewayResult, PaymentResult, SignedForm};
use sbps::wire::{Encoding, WireError, write_form};

/// What a notice of ending may leave blank: it is found by its tracking id (C).
const IDS: [&str; 4] = ["cust_code", "order_id", "item_id", "request_date"];

/// A notification as it goes over the wire. It is made once, so that a repetition is the same byte
/// for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// The fields in order, the checksum last.
    pub fields: Vec<(String, String)>,
    /// Whether the body ends with CR and LF.
    pub crlf: bool,
}

/// What became of a payment or a contract, in the words of the wire.
#[must_use]
pub fn outcome(
    result: PaymentResult,
    tracking_id: &TrackingId,
    error_code: &str,
    paid_at: Option<JstDateTime>,
    now: JstDateTime,
) -> GatewayResult {
    GatewayResult {
        pay_method: "auone".to_owned(),
        tracking_id: Some(tracking_id.clone()),
        payment_date: paid_at,
        error_code: error_code.to_owned(),
        result_date: Some(now),
        ..GatewayResult::new(result)
    }
}

/// The result of a payment, with the order's own fields. What ends or renews a contract is answered
/// with the contract's tracking id (I).
#[must_use]
pub fn message(payment: &Payment, result: PaymentResult, error_code: &str, now: JstDateTime) -> Form {
    let intent = payment.order.intent();
    let tracking_id = intent.contract().unwrap_or(&payment.tracking_id);
    payment.order.answer(outcome(result, tracking_id, error_code, payment.paid_at, now))
}

/// The fields of a form, for a message that may come to have more of them, or fewer.
#[must_use]
pub fn fields(form: &Form) -> Vec<(String, String)> {
    form.fields().iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

/// Signs what a browser takes back (A03-1), over Shift_JIS in lower case. The values came in by
/// Shift_JIS or are digits, so encoding cannot fail; if it did, the form would go out unsigned and
/// be refused.
#[must_use]
pub fn sign_return(form: Form, config: &Config) -> SignedForm {
    let checksum = Checksum::of_form(&form, Encoding::ShiftJis, &config.hash_key);
    SignedForm { form, checksum: checksum.map(Checksum::lower_case).unwrap_or_default() }
}

impl Outgoing {
    /// Signs a notification, over UTF-8 in upper case; with a variation it is as genuine.
    #[must_use]
    pub fn new(mut fields: Vec<(String, String)>, variation: Option<Variation>, config: &Config) -> Self {
        let place = |fields: &[(String, String)], name: &str| {
            fields.iter().position(|(field, _)| field == name).unwrap_or(fields.len())
        };
        let blank = |name: &str| (name.to_owned(), String::new());
        match variation {
            Some(Variation::BlankIds) => {
                fields.iter_mut().filter(|(name, _)| IDS.contains(&name.as_str())).for_each(|(_, value)| value.clear());
            }
            Some(Variation::FreeCsv) => {
                let before = place(&fields, "request_date");
                fields.insert(before, blank("free_csv"));
            }
            Some(Variation::BlankDetailRow) => {
                let before = place(&fields, "request_date");
                fields.splice(before..before, DETAIL_ROW.map(|field| blank(field.name)));
            }
            Some(Variation::NewBlankField) => {
                let before = place(&fields, "limit_second");
                fields.insert(before, blank("res_new_item"));
            }
            Some(Variation::NewField) => {
                let before = place(&fields, "limit_second");
                fields.insert(before, ("res_new_item".to_owned(), "1".to_owned()));
            }
            Some(Variation::MissingBlank) => fields.retain(|(_, value)| !value.is_empty()),
            Some(Variation::TrailingSpace) => fields.iter_mut().for_each(|(_, value)| value.push(' ')),
            Some(Variation::Crlf) | None => {}
        }
        let values = fields.iter().map(|(_, value)| value.as_str());
        let checksum = Checksum::of(values, Encoding::Utf8, &config.hash_key);
        let checksum = checksum.map(Checksum::upper_case).unwrap_or_default();
        fields.push((CHECKSUM_FIELD.to_owned(), checksum));
        Self { fields, crlf: variation == Some(Variation::Crlf) }
    }

    /// The body, in Shift_JIS.
    ///
    /// # Errors
    /// [`WireError`] for a character that Shift_JIS does not have.
    pub fn body(&self) -> Result<String, WireError> {
        let fields = self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let end = if self.crlf { "\r\n" } else { "" };
        write_form(fields, Encoding::ShiftJis).map(|body| body + end)
    }
}
