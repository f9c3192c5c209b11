//! A02-1, the result notification to the merchant's server, and A03-1, the browser's return: the same fields.
//!
//! The fields and their checksum order are what independent implementations and recorded messages agree on (C). A
//! notification is the only proof of payment (official); a return tells where the browser came from.

use super::detail_row::DetailRow;
use super::field::{Field, FieldProblem};
use super::form::{Definition, Form};
use super::purchase_request::{LimitSeconds, ORDER_FIELDS, PurchaseRequest};
use super::reader::Reader;
use crate::date_time::JstDateTime;
use crate::identifier::{CustomerCode, ItemId, MerchantId, OrderId, ServiceId, TrackingId};
use crate::money::{Tax, Yen};
use crate::text::MixedText;
use core::fmt;
use core::str::FromStr;

/// The definition of A02-1 and A03-1.
pub const DEFINITION: Definition<23, 11> = Definition {
    before: {
        let mut fields = [Field::unlimited(""); 23];
        let mut index = 0;
        while index < ORDER_FIELDS.len() {
            fields[index] = ORDER_FIELDS[index];
            index += 1;
        }
        fields[20] = Field::mixed("free1", 20);
        fields[21] = Field::mixed("free2", 20);
        fields[22] = Field::mixed("free3", 20);
        fields
    },
    rows: true,
    after: [
        Field::digits("request_date", 14),
        Field::single_byte("res_pay_method", 1000),
        Field::single_byte("res_result", 2),
        Field::digits("res_tracking_id", 14),
        Field::digits("res_sps_cust_no", 12),
        Field::digits("res_sps_payment_no", 3),
        Field::single_byte("res_payinfo_key", 32),
        Field::digits("res_payment_date", 14),
        Field::single_byte("res_err_code", 4),
        Field::digits("res_date", 14),
        Field::digits("limit_second", 4),
    ],
};

/// What became of a payment or a contract (`res_result`, C).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaymentResult {
    /// `OK`: done.
    Ok,
    /// `NG`: not done; `res_err_code` says why.
    Ng,
    /// `CR`: a recurring (simple) contract was cancelled.
    CancelledRecurring,
    /// `CC`: it was cancelled at the carrier.
    CancelledAtCarrier,
    /// `CL`: its last month to bill was reached.
    LastChargeMonthReached,
}

impl PaymentResult {
    /// Every result.
    pub const ALL: [Self; 5] =
        [Self::Ok, Self::Ng, Self::CancelledRecurring, Self::CancelledAtCarrier, Self::LastChargeMonthReached];

    /// The two letters of the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Ng => "NG",
            Self::CancelledRecurring => "CR",
            Self::CancelledAtCarrier => "CC",
            Self::LastChargeMonthReached => "CL",
        }
    }

    /// Whether this is one of the three notices that end a recurring (simple) contract.
    #[must_use]
    pub const fn is_cancellation_notice(self) -> bool {
        !matches!(self, Self::Ok | Self::Ng)
    }
}

/// Two letters that are no result; keeps what was offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownResult(pub String);

impl fmt::Display for UnknownResult {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} is none of OK, NG, CR, CC, CL", self.0)
    }
}

impl core::error::Error for UnknownResult {}

impl FromStr for PaymentResult {
    type Err = UnknownResult;

    fn from_str(text: &str) -> Result<Self, UnknownResult> {
        let known = Self::ALL.into_iter().find(|result| result.as_str() == text);
        known.ok_or_else(|| UnknownResult(text.chars().take(16).collect()))
    }
}

/// The result of a payment as it arrives at the merchant.
///
/// ```
/// use sbps::message::result::{DEFINITION, ResultMessage};
///
/// let received = [("res_result".to_owned(), "OK".to_owned())];
/// let problems = DEFINITION.arrange(&received).expect_err("most fields are missing");
/// assert!(problems.iter().any(|problem| problem.field == "order_id" && problem.problem.code() == "missing"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultMessage {
    /// The request's own fields, as they came back.
    pub echoed: EchoedRequest,
    /// The payment method that was used.
    pub pay_method: String,
    /// What became of it.
    pub result: PaymentResult,
    /// The gateway's name for the payment; a cancellation notice carries the joining purchase's.
    pub tracking_id: Option<TrackingId>,
    /// `res_sps_cust_no`, unused for au.
    pub sps_customer_number: String,
    /// `res_sps_payment_no`, unused for au.
    pub sps_payment_number: String,
    /// `res_payinfo_key`.
    pub payment_information_key: String,
    /// When it was paid.
    pub payment_date: Option<JstDateTime>,
    /// Four characters that say why not, or blank.
    pub error_code: String,
    /// When the gateway answered.
    pub result_date: Option<JstDateTime>,
}

/// The request's fields as an answer repeats them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EchoedRequest {
    /// `pay_method`; blank when the payer chose at the gateway.
    pub pay_method: String,
    /// Who sells.
    pub merchant_id: MerchantId,
    /// The merchant's service.
    pub service_id: ServiceId,
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
            merchant_id: request.merchant_id.clone(),
            service_id: request.service_id.clone(),
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

fn written<T: fmt::Display>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
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
            echoed.merchant_id.to_string(),
            echoed.service_id.to_string(),
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
        let after = [
            echoed.request_date.to_string(),
            self.pay_method.clone(),
            self.result.as_str().to_owned(),
            written(self.tracking_id.as_ref()),
            self.sps_customer_number.clone(),
            self.sps_payment_number.clone(),
            self.payment_information_key.clone(),
            written(self.payment_date.as_ref()),
            self.error_code.clone(),
            written(self.result_date.as_ref()),
            echoed.limit_seconds.map(|limit| limit.get().to_string()).unwrap_or_default(),
        ];
        DEFINITION.fill(before, rows, after)
    }

    /// Reads a result out of its form.
    ///
    /// # Errors
    /// Every value that this message cannot carry.
    pub fn read(form: &Form) -> Result<Self, Vec<FieldProblem>> {
        let mut reader = Reader::new(form);
        let echoed = EchoedRequest::read(&mut reader);
        let result = reader.required("res_result", "OK, NG, CR, CC or CL");
        let tracking_id = reader.optional("res_tracking_id", "fourteen digits");
        let moment = "a moment of the form YYYYMMDDHHMMSS";
        let payment_date = reader.optional("res_payment_date", moment);
        let result_date = reader.optional("res_date", moment);
        let text = |name: &str| form.get(name).to_owned();
        let read = || {
            Some(Self {
                echoed: echoed?,
                pay_method: text("res_pay_method"),
                result: result?,
                tracking_id,
                sps_customer_number: text("res_sps_cust_no"),
                sps_payment_number: text("res_sps_payment_no"),
                payment_information_key: text("res_payinfo_key"),
                payment_date,
                error_code: text("res_err_code"),
                result_date,
            })
        };
        let read = read();
        reader.finish(read)
    }
}

impl EchoedRequest {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let merchant_id = reader.required("merchant_id", "five digits");
        let service_id = reader.required("service_id", "three digits");
        let customer_code = reader.required("cust_code", "1 to 64 bytes of printable ASCII");
        let order_id = reader.required("order_id", "1 to 38 bytes of printable ASCII");
        let item_id = reader.required("item_id", "1 to 32 bytes of printable ASCII");
        let item_name = reader.text("item_name", "at most 20 double-byte characters");
        let tax = reader.optional("tax", "blank or 0 to 9999999 yen");
        let amount = reader.optional("amount", "1 to 9999999 yen");
        let tracking_id = reader.optional("tracking_id", "fourteen digits");
        let free = ["free1", "free2", "free3"].map(|name| reader.text(name, "a text of at most 20 bytes"));
        let request_date = reader.required("request_date", "a moment of the form YYYYMMDDHHMMSS");
        let limit_seconds = reader.optional("limit_second", "blank or 0 to 9999 seconds");
        let rows = reader.rows();
        let [free1, free2, free3] = free;
        let text = |name: &str| reader.form().get(name).to_owned();
        Some(Self {
            pay_method: text("pay_method"),
            merchant_id: merchant_id?,
            service_id: service_id?,
            customer_code: customer_code?,
            sps_customer_number: text("sps_cust_no"),
            sps_payment_number: text("sps_payment_no"),
            order_id: order_id?,
            item_id: item_id?,
            pay_item_id: text("pay_item_id"),
            item_name: item_name?,
            tax,
            amount,
            billing: BILLING_FIELDS.map(text),
            tracking_id,
            terminal_type: text("terminal_type"),
            free: [free1?, free2?, free3?],
            rows: rows?,
            request_date: request_date?,
            limit_seconds,
        })
    }
}
