//! A02-1, the result notification to the merchant's server, and A03-1, the browser's return: the same fields.
//!
//! The fields and their checksum order are what independent implementations and recorded messages agree on (C). A
//! notification is the only proof of payment (official); a return tells where the browser came from.

use super::code::SIMPLE_CANCEL;
use super::detail_row::DetailRow;
use super::field::FieldProblem;
use super::form::{Definition, FREE_FIELDS, Form, joined};
use super::gateway_result::{GatewayResult, OUTCOME_FIELDS, written};
use super::parameter::LimitSeconds;
use super::purchase_request::{ORDER_FIELDS, PurchaseRequest};
use super::reader::Reader;
use crate::date_time::JstDateTime;
use crate::identifier::{Account, CustomerCode, ItemId, OrderId, TrackingId};
use crate::money::{Tax, Yen};
use crate::text::MixedText;

/// The definition of A02-1 and A03-1.
pub const DEFINITION: Definition<23, 11> =
    Definition { before: joined(&[&ORDER_FIELDS, &FREE_FIELDS]), rows: true, after: OUTCOME_FIELDS };

/// The result of a payment as it arrives at the merchant.
///
/// ```
/// use sbps::message::result::{DEFINITION, EchoedRequest, ResultMessage};
/// use sbps::message::{GatewayResult, PaymentResult};
/// # use sbps::identifier::Account;
/// # use sbps::message::purchase_request::{Purchase, PurchaseRequest, ReturnAddresses};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let address = || "https://shop.example/".parse();
/// # let request = PurchaseRequest {
/// #     account: Account { merchant_id: "30132".parse()?, service_id: "001".parse()? },
/// #     customer_code: "customer-1".parse()?,
/// #     order_id: "order-1".parse()?,
/// #     item_id: "wine".parse()?,
/// #     item_name: sbps::text::ItemName::new("赤ワイン")?,
/// #     tax: None,
/// #     amount: "3500".parse()?,
/// #     purchase: Purchase::OneTime,
/// #     addresses: ReturnAddresses {
/// #         success: address()?,
/// #         cancel: address()?,
/// #         error: address()?,
/// #         notification: address()?,
/// #     },
/// #     free: Default::default(),
/// #     rows: Vec::new(),
/// #     request_date: "20261123201732".parse()?,
/// #     limit_seconds: None,
/// # };
/// let message = ResultMessage { echoed: EchoedRequest::from(&request), outcome: GatewayResult::new(PaymentResult::Ok) };
/// let form = message.form();
/// assert_eq!((form.get("order_id"), form.get("res_result")), ("order-1", "OK"));
/// assert_eq!(ResultMessage::read(&form), Ok(message));
///
/// let problems = DEFINITION.arrange(&[("res_result".to_owned(), "OK".to_owned())]).unwrap_err();
/// assert!(problems.iter().any(|problem| problem.field == "order_id" && problem.problem.code() == "missing"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultMessage {
    /// The request's own fields, as they came back.
    pub echoed: EchoedRequest,
    /// What became of it.
    pub outcome: GatewayResult,
}

/// The request's fields as an answer repeats them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EchoedRequest {
    /// `pay_method`; blank when the payer chose at the gateway.
    pub pay_method: String,
    /// Who sells.
    pub account: Account,
    /// Who buys.
    pub customer_code: CustomerCode,
    /// `sps_cust_no`, always blank in a request.
    pub sps_customer_number: String,
    /// `sps_payment_no`, always blank in a request.
    pub sps_payment_number: String,
    /// The request.
    pub order_id: OrderId,
    /// The item.
    pub item_id: ItemId,
    /// `pay_item_id`, blank.
    pub pay_item_id: String,
    /// The item's name.
    pub item_name: MixedText<40>,
    /// The tax contained in the amount.
    pub tax: Option<Tax>,
    /// The amount in yen.
    pub amount: Option<Yen>,
    /// `pay_type`, `auto_charge_type`, `service_type`, `div_settele`, `last_charge_month`, `camp_type`, in this order.
    pub billing: [String; 6],
    /// `tracking_id`, set when a contract was to be cancelled.
    pub tracking_id: Option<TrackingId>,
    /// `terminal_type`.
    pub terminal_type: String,
    /// The three texts of the request.
    pub free: [MixedText<20>; 3],
    /// The detail rows, when they are sent back.
    pub rows: Vec<DetailRow>,
    /// The moment of the jump.
    pub request_date: JstDateTime,
    /// The tolerance of the request.
    pub limit_seconds: Option<LimitSeconds>,
}

const BILLING_FIELDS: [&str; 6] =
    ["pay_type", "auto_charge_type", "service_type", "div_settele", "last_charge_month", "camp_type"];

impl From<&PurchaseRequest> for EchoedRequest {
    fn from(request: &PurchaseRequest) -> Self {
        let form = request.form();
        Self {
            pay_method: form.get("pay_method").to_owned(),
            account: request.account.clone(),
            customer_code: request.customer_code.clone(),
            sps_customer_number: String::new(),
            sps_payment_number: String::new(),
            order_id: request.order_id.clone(),
            item_id: request.item_id.clone(),
            pay_item_id: String::new(),
            item_name: request.item_name.clone().into(),
            tax: request.tax,
            amount: Some(request.amount),
            billing: BILLING_FIELDS.map(|name| form.get(name).to_owned()),
            tracking_id: form.get("tracking_id").parse().ok(),
            terminal_type: form.get("terminal_type").to_owned(),
            free: request.free.clone(),
            rows: request.rows.clone(),
            request_date: request.request_date,
            limit_seconds: request.limit_seconds,
        }
    }
}

impl ResultMessage {
    /// The fields before the checksum, detail rows in place.
    #[must_use]
    pub fn form(&self) -> Form {
        let echoed = &self.echoed;
        let [pay_type, auto_charge_type, service_type, div_settele, last_charge_month, camp_type] =
            echoed.billing.clone();
        let [free1, free2, free3] = echoed.free.each_ref().map(|free| free.as_str().to_owned());
        let before = [
            echoed.pay_method.clone(),
            echoed.account.merchant_id.to_string(),
            echoed.account.service_id.to_string(),
            echoed.customer_code.to_string(),
            echoed.sps_customer_number.clone(),
            echoed.sps_payment_number.clone(),
            echoed.order_id.to_string(),
            echoed.item_id.to_string(),
            echoed.pay_item_id.clone(),
            echoed.item_name.as_str().to_owned(),
            written(echoed.tax.as_ref()),
            written(echoed.amount.as_ref()),
            pay_type,
            auto_charge_type,
            service_type,
            div_settele,
            last_charge_month,
            camp_type,
            written(echoed.tracking_id.as_ref()),
            echoed.terminal_type.clone(),
            free1,
            free2,
            free3,
        ];
        let rows = echoed.rows.iter().enumerate().map(|(index, row)| row.values(index + 1)).collect();
        let after = self.outcome.values(echoed.request_date, echoed.limit_seconds);
        DEFINITION.fill(before, rows, after)
    }

    /// Reads a result out of its form.
    ///
    /// # Errors
    /// Every value that this message cannot carry.
    pub fn read(form: &Form) -> Result<Self, Vec<FieldProblem>> {
        let mut reader = Reader::new(form);
        let echoed = EchoedRequest::read(&mut reader);
        let outcome = GatewayResult::read(&mut reader);
        let read = echoed.zip(outcome).map(|(echoed, outcome)| Self { echoed, outcome });
        reader.finish(read)
    }
}

impl EchoedRequest {
    /// Whether the request was to cancel a recurring (simple) contract (A01-1 with `service_type` 1).
    #[must_use]
    pub fn cancels_a_contract(&self) -> bool {
        let [pay_type, _, service_type, ..] = self.billing.each_ref().map(String::as_str);
        SIMPLE_CANCEL.is_told_by(pay_type, service_type)
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let parties = reader.parties();
        let item_name = reader.text("item_name", "at most 20 double-byte characters");
        let tax = reader.optional("tax", "blank or 0 to 9999999 yen");
        let amount = reader.optional("amount", "1 to 9999999 yen");
        let tracking_id = reader.optional("tracking_id", "fourteen digits");
        let free = reader.free();
        let request_date = reader.request_date();
        let limit_seconds = reader.limit_seconds();
        let rows = reader.rows();
        let text = |name: &str| reader.form().get(name).to_owned();
        let parties = parties?;
        Some(Self {
            pay_method: text("pay_method"),
            account: parties.account,
            customer_code: parties.customer_code,
            sps_customer_number: text("sps_cust_no"),
            sps_payment_number: text("sps_payment_no"),
            order_id: parties.order_id,
            item_id: parties.item_id,
            pay_item_id: text("pay_item_id"),
            item_name: item_name?,
            tax,
            amount,
            billing: BILLING_FIELDS.map(text),
            tracking_id,
            terminal_type: text("terminal_type"),
            free: free?,
            rows: rows?,
            request_date: request_date?,
            limit_seconds,
        })
    }
}
