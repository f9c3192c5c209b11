//! Makes the notices about a simple contract.

use super::notice::Notice;
use super::{Contract, Method};
use crate::config::Config;
use crate::message::{outcome, sign};
use crate::order::Order;
use sbps::date_time::JstDateTime;
use sbps::message::PaymentResult;
use sbps::wire::Encoding;

/// A notice about a simple contract; `None` for another, which has none.
#[must_use]
pub fn notice(
    contract: &Contract,
    result: PaymentResult,
    error_code: &'static str,
    due: JstDateTime,
    config: &Config,
) -> Option<Notice> {
    let Method::Simple { request, .. } = &contract.method else { return None };
    let form = Order::Purchase(request.clone()).answer(outcome(result, &contract.tracking_id, error_code, None, due));
    Some(Notice {
        result,
        error_code,
        due,
        signed: sign(form, Encoding::Utf8, config),
        address: request.addresses.notification.as_str().to_owned(),
        sent: None,
    })
}
