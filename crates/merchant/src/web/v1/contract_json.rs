//! A contract as programs read it.

use super::moment::moment;
use crate::domain::charge::PastCharge;
use crate::domain::order::OrderRecord;
use crate::domain::payment::refunded;
use crate::domain::subscription::Subscription;
use crate::domain::subscription::link::Power;
use crate::domain::subscription::rules::Action;
use crate::domain::usage::ListedUsage;
use crate::service::Shop;
use crate::service::address::{in_language, subscription_address};
use crate::service::contract::ContractView;
use crate::service::subscription::leaving::can_end_for_shop;
use chrono::Datelike;
use kantan_checkout::page::day::write_month;
use sbps::date_time::YearMonth;
use sbps::schedule::{Amount, Charge};
use serde_json::{Value, json};

/// A contract as it stands in a list. Its payer's secret address stays out.
pub(crate) fn contract_brief(contract: &Subscription, customer_id: Option<&str>) -> Value {
    json!({
        "tracking_id": contract.tracking_id.as_ref().map(|id| id.as_str()),
        "order_reference": contract.order_reference,
        "billing_method": if contract.recurring.is_simple() { "recurring_simple" } else { "recurring_fixed_term" },
        "state": contract.state.word(),
        "is_suspended": contract.is_suspended() && !contract.state.has_ended(),
        "item_id": contract.item_id.as_str(),
        "item_name": contract.item_name.as_str(),
        "amount": contract.amount.get(),
        "customer": contract.customer_code.as_str(),
        "customer_id": customer_id,
        "joined_on": contract.recurring.joined_on(),
        "ends_on": contract.ends_on,
        "failed_on": contract.problem.as_ref().map(|problem| problem.on),
        "failed_with": contract.problem.as_ref().map(|problem| problem.code.as_str()),
    })
}

/// Everything of a contract.
pub(crate) fn contract_whole(shop: &Shop, told: &ContractView) -> Value {
    let ContractView { view, record, customer_id } = told;
    let contract = &view.subscription;
    let mut value = contract_brief(contract, customer_id.as_deref());
    let page = subscription_address(contract.links.of(Power::Act));
    let address = |path: &str| format!("{}{}", shop.settings.public_url, in_language(path, record.order.language));
    let confirm = |actions: &[Action]| {
        let action = actions.iter().find(|action| view.actions.contains(action))?;
        Some(address(&format!("{page}/confirm/{}", action.word())))
    };
    let can = [("end", can_end_for_shop(shop, contract, view.today)), ("lift", value["is_suspended"] == true)];
    let next = view.coming.first().filter(|_| !contract.state.has_ended()).map(|charge| charge.date);
    let further = json!({
        "recurring": record.order.plan,
        "possible": can.iter().filter(|(_, can)| *can).map(|(what, _)| what).collect::<Vec<_>>(),
        "next_charge_on": next,
        "coming": view.coming.iter().copied().map(charge_to_come).collect::<Vec<_>>(),
        "charges": charges_made(contract, &view.history, record),
        "open_usage": view.open_usage.as_ref().map(|open| open.total()),
        "receipt": contract.receipt.as_ref().map(|receipt| json!({ "number": receipt.number, "on": receipt.on })),
        "subscription_url": address(&page),
        "view_url": address(&subscription_address(contract.links.of(Power::View))),
        "leave_url": confirm(&[Action::Cancel, Action::Unsubscribe]),
        "renew_url": confirm(&[Action::Reapply]),
    });
    if let (Value::Object(members), Value::Object(further)) = (&mut value, further) {
        members.extend(further);
    }
    value
}

/// A charge that a schedule has.
pub(super) fn charge_to_come(charge: Charge) -> Value {
    let varies = matches!(charge.amount, Amount::UpTo(_));
    json!({ "on": charge.date, "amount": charge.amount.most().get(), "varies": varies })
}

/// What was charged until now, the latest first, and how much of it went back. A month of a contract
/// that the gateway bills is a payment by its month; any other charge has a name of its own.
pub(super) fn charges_made(contract: &Subscription, history: &[PastCharge], record: &OrderRecord) -> Vec<Value> {
    let is_simple = contract.recurring.is_simple();
    let charge = |charge: &PastCharge| {
        let month = YearMonth::new(charge.due_on.year(), charge.due_on.month()).filter(|_| is_simple).map(write_month);
        json!({
            "on": charge.due_on, "amount": charge.amount, "outcome": charge.outcome.as_str(),
            "tracking_id": charge.payment, "month": month,
            "refunded_amount": refunded(contract, charge, &record.calls),
        })
    };
    history.iter().map(charge).collect()
}

/// Something that was used.
pub(super) fn usage_entry(entry: &ListedUsage) -> Value {
    json!({
        "usage_id": entry.usage_id, "amount": entry.amount.get(), "used_on": entry.used_on,
        "description": entry.description, "bills_on": entry.bills_on, "recorded_at": moment(entry.recorded_at),
        "state": entry.state.as_str(), "charge_on": entry.state.charge_on(),
    })
}
