//! The message that the browser would post for an order, with made-up parties: the rules' own form, without a checksum,
//! which only the merchant's server can make.

use crate::checkout::order::{Line, Order};
use crate::recurring::Kind;
use sbps::identifier::DetailItemId;
use sbps::message::application_request::{Application, ApplicationRequest, ContractDescription};
use sbps::message::form::CHECKSUM_FIELD;
use sbps::message::purchase_request::{Purchase, PurchaseRequest, ReturnAddresses};
use sbps::message::{DetailRow, Form};
use sbps::money::Yen;
use sbps::schedule::FirstMonth;
use sbps::text::MixedText;

/// The fields whose values are made up here and come from the merchant's server in a shop.
pub(super) const PLACEHOLDERS: [&str; 9] = [
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
    let form = form(order, amount, Vec::new()).unwrap_or_default();
    let mut fields: Vec<_> = form.fields().iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    fields.push((CHECKSUM_FIELD.to_owned(), "0".repeat(40)));
    fields
}

/// The message for an order: D01-1 for a contract that the merchant bills, else A01-1 with these detail rows. `None` never
/// happens: every value is one that its type accepts, as the tests show.
pub(super) fn form(order: &Order, amount: Option<&str>, rows: Vec<DetailRow>) -> Option<Form> {
    let purchase = match order.recurring.as_ref().map(|recurring| recurring.kind) {
        None => Purchase::OneTime,
        Some(Kind::Simple { first_month, last_month, .. }) => Purchase::RecurringSimple {
            first_month_free: first_month == FirstMonth::Free,
            last_charge_month: last_month,
        },
        Some(Kind::FixedTerm) => return Some(application(order)?.form()),
    };
    let request = PurchaseRequest {
        merchant_id: "30132".parse().ok()?,
        service_id: "001".parse().ok()?,
        customer_code: "preview-customer".parse().ok()?,
        order_id: "preview-1-1".parse().ok()?,
        item_id: order.item_id.clone(),
        item_name: order.item_name.clone(),
        tax: order.tax,
        amount: amount.map_or(Some(order.amount), |amount| amount.parse().ok())?,
        purchase,
        addresses: addresses()?,
        free: Default::default(),
        rows,
        request_date: "20261124110000".parse().ok()?,
        limit_seconds: None,
    };
    Some(request.form())
}

fn application(order: &Order) -> Option<ApplicationRequest> {
    Some(ApplicationRequest {
        contract: ContractDescription {
            merchant_id: "30132".parse().ok()?,
            service_id: "001".parse().ok()?,
            customer_code: "preview-customer".parse().ok()?,
            order_id: "preview-1-1".parse().ok()?,
            item_id: order.item_id.clone(),
            item_name: order.item_name.clone(),
            application: Application::Apply,
            free: Default::default(),
            request_date: "20261124110000".parse().ok()?,
            limit_seconds: None,
        },
        addresses: addresses()?,
    })
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

/// A line as a detail row, which the carrier may list; `None` if a row cannot carry it.
pub(super) fn detail_row(order: &Order, line: &Line) -> Option<DetailRow> {
    Some(DetailRow {
        item_id: DetailItemId::new(order.item_id.as_str()).or_else(|_| DetailItemId::new("1")).ok()?,
        item_name: MixedText::new(&line.name).ok()?,
        count: line.quantity,
        tax: order.tax,
        amount: u32::try_from(line.amount).ok().and_then(|amount| Yen::new(amount).ok())?,
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
    fn a_contract_that_the_merchant_bills_is_applied_for_and_everything_else_is_bought() {
        for (sample, count) in [
            (Sample::Usual, 31),
            (Sample::Recurring(Plan::SimpleLastMonth), 31),
            (Sample::Recurring(Plan::Monthly), 20),
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
