//! Makes the notices about a simple contract.

use super::notice::Notice;
use super::{Contract, Method};
use crate::message::{fields, outcome};
use crate::order::Order;
use sbps::date_time::JstDateTime;
use sbps::message::PaymentResult;

/// A notice about a simple contract; `None` for another, which has none.
#[must_use]
pub fn notice(
    contract: &Contract,
    result: PaymentResult,
    error_code: &'static str,
    due: JstDateTime,
) -> Option<Notice> {
    let Method::Simple { request, .. } = &contract.method else { return None };
    let form = Order::Purchase(request.clone()).answer(outcome(result, &contract.tracking_id, error_code, None, due));
    Some(Notice {
        result,
        error_code,
        due,
        fields: fields(&form),
        address: request.addresses.notification.as_str().to_owned(),
        sent: None,
    })
}
