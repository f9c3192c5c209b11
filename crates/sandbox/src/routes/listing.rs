//! The contracts as JSON, for tests and scripts.

use crate::contract::ledger::Ledger;
use crate::contract::notice::Notice;
use crate::contract::{Charge, Contract, Method, Status, period};
use crate::language::iso;
use chrono::NaiveDate;
use sbps::date_time::YearMonth;
use serde_json::{Value, json};

/// Every contract, oldest first.
#[must_use]
pub(super) fn contracts(ledger: &Ledger, today: NaiveDate) -> Value {
    ledger.contracts.iter().map(|contract| self::contract(ledger, contract, today)).collect()
}

/// One contract with everything that was charged and told.
#[must_use]
pub(super) fn contract(ledger: &Ledger, contract: &Contract, today: NaiveDate) -> Value {
    let charges: Vec<Value> = ledger.charges_of(&contract.tracking_id).map(charge).collect();
    let mut value = json!({
        "tracking_id": contract.tracking_id.as_str(),
        "customer": contract.customer_code.as_str(),
        "item_id": contract.item_id.as_str(),
        "item_name": contract.item_name.as_str(),
        "source": contract.source.code(),
        "state": contract.standing(today).name(),
        "joined_at": contract.joined.to_string(),
        "ended_at": contract.ended.map(|(_, at)| at.to_string()),
        "armed": contract.armed,
        "notices": contract.notices.iter().map(notice).collect::<Value>(),
    });
    match &contract.method {
        Method::Simple { request, last_charge_month } => {
            value["method"] = json!("simple");
            value["amount"] = json!(request.amount.get());
            value["last_charge_month"] = json!(last_charge_month.as_ref().map(YearMonth::to_string));
            value["billings"] = charges.into();
        }
        Method::FixedTerm { last_payment } => {
            value["method"] = json!("fixed_term");
            value["usable_through"] = json!(iso(period::last_day_of_contract(*last_payment)));
            value["purchases"] = charges.into();
        }
    }
    value
}

/// A notice and what became of it.
fn notice(notice: &Notice) -> Value {
    json!({
        "result": notice.result.as_str(),
        "error_code": notice.error_code,
        "due_at": notice.due.to_string(),
        "recorded": notice.is_recorded(),
        "sent": notice.sent,
    })
}

/// What the merchant was mailed, oldest first.
pub(super) fn mails(mails: &[(&Contract, &Notice)]) -> Value {
    let mail = |(contract, told): &(&Contract, &Notice)| {
        let mut value = notice(told);
        value["tracking_id"] = json!(contract.tracking_id.as_str());
        value["customer"] = json!(contract.customer_code.as_str());
        value
    };
    mails.iter().map(mail).collect()
}

fn charge(charge: &Charge) -> Value {
    let (settled, refunded, code) = match charge.status {
        Status::Settled { amount, refunded, .. } => (Some(amount), Some(refunded), None),
        Status::Failed { code } => (None, None, Some(code)),
        Status::Authorised | Status::Cancelled => (None, None, None),
    };
    json!({
        "tracking_id": charge.tracking_id.as_str(),
        "order_id": charge.order_id.as_str(),
        "date": iso(charge.on),
        "month": charge.month.as_ref().map(YearMonth::to_string),
        "amount": charge.amount.get(),
        "status": charge.status.name(),
        "settled": settled,
        "refunded": refunded,
        "error_code": code,
    })
}
