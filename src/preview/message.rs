//! The message that the browser would post for an order or about a contract, with made-up parties: the rules' own form, without a checksum,
//! which only the merchant's server can make.

use crate::page::order::{Line, Order};
use crate::page::recurring::{Recurring, Terms};
use crate::page::subscription::Action;
use sbps::identifier::{Account, DetailItemId, ItemId, TrackingId};
use sbps::message::application_request::{Application, ApplicationRequest, ContractDescription};
use sbps::message::form::CHECKSUM_FIELD;
use sbps::message::purchase_request::{Purchase, PurchaseRequest, ReturnAddresses};
use sbps::message::{DetailRow, Form};
use sbps::money::{Tax, Yen};
use sbps::schedule::{FirstMonth, Simple};
use sbps::text::{ItemName, MixedText};

/// The fields whose values are made up here and come from the merchant's server in a shop.
const PLACEHOLDERS: [&str; 9] = [
    "merchant_id",
    "service_id",
    "cust_code",
    "order_id",
    "success_url",
    "cancel_url",
    "error_url",
    "pagecon_url",
    "request_date",
];

/// The fields that would be posted, in order, a checksum of zeros last; with another amount if one is given.
pub(super) fn fields(order: &Order, amount: Option<&str>) -> Vec<(String, String)> {
    signed(form(order, amount, Vec::new()))
}

/// The fields that would be posted about a contract that there is, of this name on the bill: D01-1, or A01-1 that cancels
/// one which the gateway bills.
pub(super) fn fields_about(item_name: &str, amount: u32, action: Action) -> Vec<(String, String)> {
    signed(form_about(item_name, amount, action))
}

fn signed(form: Option<Form>) -> Vec<(String, String)> {
    let form = form.unwrap_or_default();
    let mut fields: Vec<_> = form.fields().iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    fields.push((CHECKSUM_FIELD.to_owned(), "0".repeat(40)));
    fields
}

/// Whether the value of a field is made up: also the tax of a first charge at less than the full amount, of which the page
/// does not know the rate.
pub(super) fn is_placeholder(order: &Order, name: &str) -> bool {
    PLACEHOLDERS.contains(&name) || (name == "tax" && paid_now(order).0 != order.amount)
}

/// What A01-1 asks for, and the tax contained in it.
fn paid_now(order: &Order) -> (Yen, Option<Tax>) {
    let first = order.recurring.as_ref().and_then(Recurring::first_purchase);
    let Some(yen) = first.filter(|yen| *yen != order.amount) else { return (order.amount, order.tax) };
    let (part, whole) = (u64::from(yen.get()), u64::from(order.amount.get()));
    let share = |tax: Tax| u32::try_from(u64::from(tax.get()) * part / whole).ok().and_then(|tax| Tax::new(tax).ok());
    (yen, order.tax.and_then(share))
}

/// The message for an order: D01-1 for a contract that the merchant bills and of which nothing is due on the day of
/// joining, else A01-1 with these detail rows. `None` never happens: every value is one that its type accepts, as the
/// tests show.
pub(super) fn form(order: &Order, amount: Option<&str>, rows: Vec<DetailRow>) -> Option<Form> {
    let purchase = match order.recurring.as_ref().map(|recurring| recurring.terms) {
        None => Purchase::OneTime,
        Some(Terms::Simple(Simple { first_month, last_month, .. })) => Purchase::RecurringSimple {
            first_month_free: first_month == FirstMonth::Free,
            last_charge_month: last_month,
        },
        Some(_) if order.recurring.as_ref().is_some_and(|it| it.first_purchase().is_some()) => {
            Purchase::RecurringFixedTerm
        }
        Some(_) => return application(&order.item_id, &order.item_name, Application::Apply),
    };
    let (yen, tax) = paid_now(order);
    let yen = amount.map_or(Some(yen), |amount| amount.parse().ok())?;
    Some(PurchaseRequest { tax, rows, ..bought(&order.item_id, &order.item_name, yen, purchase)? }.form())
}

fn form_about(item_name: &str, amount: u32, action: Action) -> Option<Form> {
    let (item_id, item_name) = ("wine-3000".parse().ok()?, item_name.parse().ok()?);
    let tracking_id = TrackingId::new("20261124000001").ok()?;
    let application_for = match action {
        Action::Cancel => {
            let amount = Yen::new(amount).ok()?;
            let purchase = Purchase::CancelRecurringSimple { tracking_id };
            return Some(bought(&item_id, &item_name, amount, purchase)?.form());
        }
        Action::Unsubscribe => Application::Unsubscribe(tracking_id),
        Action::Reapply => Application::Reapply(tracking_id),
    };
    application(&item_id, &item_name, application_for)
}

fn bought(item_id: &ItemId, item_name: &ItemName, amount: Yen, purchase: Purchase) -> Option<PurchaseRequest> {
    Some(PurchaseRequest {
        account: Account { merchant_id: "30132".parse().ok()?, service_id: "001".parse().ok()? },
        customer_code: "preview-customer".parse().ok()?,
        order_id: "preview-1-1".parse().ok()?,
        item_id: item_id.clone(),
        item_name: item_name.clone(),
        tax: None,
        amount,
        purchase,
        addresses: addresses()?,
        free: Default::default(),
        rows: Vec::new(),
        request_date: "20261124110000".parse().ok()?,
        limit_seconds: None,
    })
}

fn application(item_id: &ItemId, item_name: &ItemName, application: Application) -> Option<Form> {
    let request = ApplicationRequest {
        contract: ContractDescription {
            account: Account { merchant_id: "30132".parse().ok()?, service_id: "001".parse().ok()? },
            customer_code: "preview-customer".parse().ok()?,
            order_id: "preview-1-1".parse().ok()?,
            item_id: item_id.clone(),
            item_name: item_name.clone(),
            application,
            free: Default::default(),
            request_date: "20261124110000".parse().ok()?,
            limit_seconds: None,
        },
        addresses: addresses()?,
    };
    Some(request.form())
}

fn addresses() -> Option<ReturnAddresses> {
    let address = |path: &str| ["https://shop.example/returns/", path].concat().parse().ok();
    Some(ReturnAddresses {
        success: address("success")?,
        cancel: address("cancel")?,
        error: address("error")?,
        notification: address("notification")?,
    })
}

/// A line as a detail row, which the carrier may list; `None` if a row cannot carry it. Of a single one it is what is paid
/// now.
pub(super) fn detail_row(order: &Order, line: &Line) -> Option<DetailRow> {
    let (yen, tax) = paid_now(order);
    let of_line = || u32::try_from(line.amount).ok().and_then(|amount| Yen::new(amount).ok());
    Some(DetailRow {
        item_id: DetailItemId::new(order.item_id.as_str()).or_else(|_| DetailItemId::new("1")).ok()?,
        item_name: MixedText::new(&line.name).ok()?,
        count: line.quantity,
        // The page does not know which part of the tax is in which line.
        tax: tax.filter(|_| order.lines.len() == 1),
        amount: if order.lines.len() == 1 { yen } else { of_line()? },
        free: Default::default(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::order::{Sample, order};
    use super::super::plan::Plan;
    use super::*;
    use crate::language::Language;

    #[test]
    fn a_contract_of_which_nothing_is_due_yet_is_applied_for_and_everything_else_is_bought() {
        for (sample, count) in [
            (Sample::Usual, 31),
            (Sample::Recurring(Plan::SimpleLastMonth), 31),
            (Sample::Recurring(Plan::Monthly), 20),
            (Sample::Recurring(Plan::FromToday), 31),
            (Sample::Recurring(Plan::Usage), 20),
        ] {
            let order = Order::read(&order(sample, Language::Japanese), &mut Vec::new()).expect("an order");
            assert_eq!(fields(&order, None).len(), count, "{sample:?}");
        }
    }

    #[test]
    fn with_one_detail_row_the_purchase_has_its_forty_fields() {
        let order = Order::read(&order(Sample::Usual, Language::Japanese), &mut Vec::new()).expect("an order");
        let row = order.lines.first().and_then(|line| detail_row(&order, line)).expect("a row");
        let form = form(&order, None, vec![row]).expect("a form");
        assert_eq!(form.fields().len() + 1, 40, "with the checksum");
        assert!(PLACEHOLDERS.iter().all(|name| !form.get(name).is_empty()));
    }
}
