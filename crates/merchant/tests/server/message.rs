//! The gateway's side of the messages.

use crate::support::KEY;
use sbps::checksum::{Checksum, HashKey};
use sbps::message::result::EchoedRequest;
use sbps::message::{GatewayResult, PaymentResult, PurchaseRequest, ResultMessage, SignedForm, purchase_request};
use sbps::wire::{Encoding, write_form};
use serde_json::Value;

/// The signed fields of an answer in JSON.
pub(crate) fn fields_of(answer: &Value) -> Vec<(String, String)> {
    serde_json::from_value(answer["fields"].clone()).expect("names and values")
}

/// The gateway's side of a request to pay.
pub(crate) struct Attempt {
    pub(crate) request: PurchaseRequest,
    pub(crate) token: String,
}

impl Attempt {
    /// Reads a request as the gateway would; it must be right.
    pub(crate) fn read(fields: Vec<(String, String)>) -> Self {
        let signed = purchase_request::DEFINITION.arrange(&fields).expect("every field is right");
        assert!(signed.is_genuine(Encoding::Utf8, &key()), "the checksum is over UTF-8");
        let request = PurchaseRequest::read(&signed.form).expect("every value is right");
        let success = request.addresses.success.as_str();
        let token = success.strip_suffix("/success").and_then(|start| start.rsplit('/').next()).expect("a token");
        Self { token: token.to_owned(), request }
    }

    pub(crate) fn order_id(&self) -> &str {
        self.request.order_id.as_str()
    }

    /// What the gateway would tell of this request.
    pub(crate) fn message(&self, result: PaymentResult, tracking_id: &str) -> ResultMessage {
        let outcome = GatewayResult {
            pay_method: "auone".to_owned(),
            tracking_id: tracking_id.parse().ok(),
            ..GatewayResult::new(result)
        };
        ResultMessage { echoed: EchoedRequest::from(&self.request), outcome }
    }

    /// The body of a notification that it is paid.
    pub(crate) fn paid(&self, tracking_id: &str) -> String {
        notification(&self.message(PaymentResult::Ok, tracking_id))
    }

    /// The body of a notification that it is not.
    pub(crate) fn failed(&self, code: &str) -> String {
        let mut message = self.message(PaymentResult::Ng, "12345678901234");
        message.outcome.error_code = code.to_owned();
        notification(&message)
    }

    /// The body of the browser's return after success.
    pub(crate) fn success(&self) -> String {
        let form = self.message(PaymentResult::Ok, "12345678901234").form();
        let checksum = Checksum::of_form(&form, Encoding::ShiftJis, &key()).expect("encodable").lower_case();
        body(&SignedForm { form, checksum }, Encoding::ShiftJis)
    }
}

pub(crate) fn key() -> HashKey {
    HashKey::new(KEY.to_owned()).expect("not empty")
}

pub(crate) fn notification(message: &ResultMessage) -> String {
    body(&signed(message), Encoding::ShiftJis)
}

pub(crate) fn signed(message: &ResultMessage) -> SignedForm {
    let form = message.form();
    let checksum = Checksum::of_form(&form, Encoding::Utf8, &key()).expect("UTF-8").upper_case();
    SignedForm { form, checksum }
}

pub(crate) fn body(signed: &SignedForm, encoding: Encoding) -> String {
    write_form(signed.fields(), encoding).expect("encodable")
}
