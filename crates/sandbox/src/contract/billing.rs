//! What the gateway does by itself when a day begins.
//!
//! Service specification, "Recurring charge (simple)": the gateway bills on the first day of each month from the second
//! month on, and tells in order, from that day on, what could not be billed. That a billing which failed is not tried
//! again until the next month, and that the contract goes on, is our reading (I).

use super::announcement::notice;
use super::ledger::Ledger;
use super::{Charge, Contract, Ending, Method, Standing, Status, period};
use chrono::{Datelike, NaiveDate};
use sbps::date_time::JstDateTime;
use sbps::message::PaymentResult;

/// Bills what is due on a day, and keeps what the merchant has to be told of it.
pub fn begin_day(ledger: &mut Ledger, day: NaiveDate) {
    ledger.billed_through = Some(day);
    let Some(at) = day.and_hms_opt(0, 0, 0).and_then(JstDateTime::from_local) else { return };
    if day.day() != 1 {
        return;
    }
    let Ledger { contracts, charges, .. } = ledger;
    for contract in contracts.filter_mut(|contract| is_due(contract, day)) {
        if let Some(charge) = bill(contract, day, at) {
            charges.push(charge);
        }
    }
}

/// Whether something happens to a contract on the first of a month.
fn is_due(contract: &Contract, day: NaiveDate) -> bool {
    contract.is_simple()
        && contract.standing(day) == Standing::Active
        && period::month_of(contract.joined.date()) < period::month_of(day)
}

/// Bills one contract, or ends it after its last month.
fn bill(contract: &mut Contract, day: NaiveDate, at: JstDateTime) -> Option<Charge> {
    let month = period::month_of(day);
    let Method::Simple { request, last_charge_month } = &contract.method else { return None };
    if last_charge_month.is_some_and(|last| Some(last) < month) {
        let told = notice(contract, PaymentResult::LastChargeMonthReached, "", at);
        contract.notices.extend(told);
        contract.ended = Some((Ending::LastChargeMonth, at));
        return None;
    }
    let amount = request.amount;
    let order_id = request.order_id.clone();
    let status = match contract.armed.take() {
        Some(code) => {
            let told = notice(contract, PaymentResult::Ng, code, at);
            contract.notices.extend(told);
            Status::Failed { code }
        }
        None => Status::Settled { on: day, amount: amount.get(), refunded: 0 },
    };
    Some(Charge {
        tracking_id: contract.tracking_id.clone(),
        contract: Some(contract.tracking_id.clone()),
        order_id,
        month,
        on: day,
        amount,
        automatic: true,
        refundable_from: day,
        status,
    })
}
