//! Where the browser goes after a payment, and what it takes along.
//!
//! Link type, A03-1: the fields of A02-1, the checksum over Shift_JIS. `cancel_url` and `error_url` carry none (C).

use crate::exchange::{Exchange, ExchangeState};
use crate::message::{message, sign_return};
use crate::shared::Sandbox;
use sbps::message::PaymentResult;

/// Where the browser goes, and what it takes along.
#[derive(Debug)]
pub struct Return {
    /// The merchant's address.
    pub address: String,
    /// The fields, in order.
    pub fields: Vec<(String, String)>,
}

/// The way back of a payer who gives up; `None` where there is no payment.
#[must_use]
pub fn given_up(exchange: &Exchange) -> Option<Return> {
    let order = &exchange.payment.as_ref()?.order;
    let fields = vec![("order_id".to_owned(), order.parties().order_id.to_string())];
    Some(Return { address: order.addresses().cancel.as_str().to_owned(), fields })
}

/// The way back from an exchange that has ended.
#[must_use]
pub fn way_back(sandbox: &Sandbox, exchange: &Exchange) -> Option<Return> {
    let payment = exchange.payment.as_ref()?;
    let addresses = payment.order.addresses();
    let owned = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let order = owned("order_id", payment.order.parties().order_id.as_str());
    match exchange.state {
        ExchangeState::Paid | ExchangeState::Done => {
            let now = payment.paid_at.unwrap_or(payment.started);
            let signed = sign_return(message(payment, PaymentResult::Ok, "", now), &sandbox.config);
            let fields = signed.fields().map(|(name, value)| owned(name, value)).collect();
            Some(Return { address: addresses.success.as_str().to_owned(), fields })
        }
        ExchangeState::Cancelled => given_up(exchange),
        ExchangeState::Failed => {
            let code = owned("res_err_code", exchange.error_code.as_deref().unwrap_or_default());
            Some(Return { address: addresses.error.as_str().to_owned(), fields: vec![order, code] })
        }
        ExchangeState::Refused | ExchangeState::Waiting | ExchangeState::Processing | ExchangeState::Hanging => None,
    }
}
