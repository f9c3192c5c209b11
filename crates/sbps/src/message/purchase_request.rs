//! A01-1, the purchase request: forty fields that the payer's browser posts to the gateway.
//!
//! Fields 1–7 are published by the gateway, 8–40 are what eight independent implementations agree on. One definition,
//! [`DEFINITION`], gives the order, the limits, the form and, with feature `sign`, the checksum.

use super::code::{self, BillingCodes};
use super::detail_row::DetailRow;
use super::field::{Field, FieldProblem, FieldProblemKind};
use super::form::{ADDRESS_FIELDS, Definition, FREE_FIELDS, Form, REQUEST_TAIL, joined};
use super::reader::Reader;
use crate::date_time::{JstDateTime, YearMonth};
use crate::identifier::{Account, CustomerCode, ItemId, OrderId, TrackingId};
use crate::money::{Tax, Yen};
use crate::text::{ItemName, MixedText};

pub use super::parameter::{LimitSeconds, NotAccepted, PUBLISHED_ORIGINS, ReturnAddresses, WebAddress};

/// The first twenty fields, which the answers echo.
pub(crate) const ORDER_FIELDS: [Field; 20] = [
    Field::single_byte("pay_method", 1000),
    Field::digits("merchant_id", 5),
    Field::digits("service_id", 3),
    Field::single_byte("cust_code", 64),
    Field::digits("sps_cust_no", 12),
    Field::digits("sps_payment_no", 3),
    Field::single_byte("order_id", 38),
    Field::single_byte("item_id", 32),
    Field::unlimited("pay_item_id"),
    Field::mixed("item_name", 40),
    Field::digits("tax", 7),
    Field::digits("amount", 7),
    Field::digits("pay_type", 1),
    Field::digits("auto_charge_type", 1),
    Field::digits("service_type", 1),
    Field::digits("div_settele", 1),
    Field::digits("last_charge_month", 6),
    Field::digits("camp_type", 1),
    Field::digits("tracking_id", 14),
    Field::digits("terminal_type", 1),
];

/// The definition of A01-1.
pub const DEFINITION: Definition<28, 2> = Definition {
    before: joined(&[&ORDER_FIELDS, &ADDRESS_FIELDS, &FREE_FIELDS, &[Field::unlimited("free_csv")]]),
    rows: true,
    after: REQUEST_TAIL,
};

/// A request to buy, or to cancel a recurring (simple) contract, before it is signed.
///
/// ```
/// use sbps::identifier::Account;
/// use sbps::message::purchase_request::{Purchase, PurchaseRequest, ReturnAddresses};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let request = PurchaseRequest {
///     account: Account { merchant_id: "30132".parse()?, service_id: "001".parse()? },
///     customer_code: "customer-1".parse()?,
///     order_id: "order-1".parse()?,
///     item_id: "wine".parse()?,
///     item_name: sbps::text::ItemName::new("赤ワイン")?,
///     tax: None,
///     amount: "3500".parse()?,
///     purchase: Purchase::OneTime,
///     addresses: ReturnAddresses {
///         success: "https://shop.example/success".parse()?,
///         cancel: "https://shop.example/cancel".parse()?,
///         error: "https://shop.example/error".parse()?,
///         notification: "https://shop.example/notifications".parse()?,
///     },
///     free: Default::default(),
///     rows: Vec::new(),
///     request_date: "20261123201732".parse()?,
///     limit_seconds: Some("600".parse()?),
/// };
/// let form = request.form();
/// assert_eq!(form.get("pay_type"), "0");
/// assert_eq!(PurchaseRequest::read(&form), Ok(request));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurchaseRequest {
    /// Who sells.
    pub account: Account,
    /// Who buys.
    pub customer_code: CustomerCode,
    /// This request; never used again.
    pub order_id: OrderId,
    /// What is bought.
    pub item_id: ItemId,
    /// Its name, as the carrier's screens and the payer's bill show it.
    pub item_name: ItemName,
    /// The tax contained in the amount, where it is stated.
    pub tax: Option<Tax>,
    /// The amount in yen, tax included.
    pub amount: Yen,
    /// How it is billed.
    pub purchase: Purchase,
    /// Where browser and gateway go afterwards.
    pub addresses: ReturnAddresses,
    /// Three texts that come back as they went.
    pub free: [MixedText<20>; 3],
    /// The items, if they are listed; at most 999.
    pub rows: Vec<DetailRow>,
    /// The moment of the jump.
    pub request_date: JstDateTime,
    /// How far the gateway's clock may be from `request_date`; blank is read as 600 seconds (I).
    pub limit_seconds: Option<LimitSeconds>,
}

/// How a purchase is billed, or which contract is cancelled.
///
/// ```
/// use sbps::message::Purchase;
///
/// let join = Purchase::RecurringSimple { first_month_free: true, last_charge_month: None };
/// assert_eq!((join.codes().pay_type, join.codes().camp_type), ("1", "1"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purchase {
    /// Once.
    OneTime,
    /// Joining a contract that the gateway bills on the first of every month.
    RecurringSimple {
        /// Whether the month of joining is free.
        first_month_free: bool,
        /// The last month to bill; `None` is indefinite.
        last_charge_month: Option<YearMonth>,
    },
    /// Cancelling such a contract, named by the joining purchase's `res_tracking_id`.
    CancelRecurringSimple {
        /// The joining purchase.
        tracking_id: TrackingId,
    },
    /// The first purchase of a contract that the merchant bills by fixed term or use.
    RecurringFixedTerm,
}

impl Purchase {
    /// The codes of the wire for this way of billing.
    #[must_use]
    pub const fn codes(&self) -> BillingCodes {
        match self {
            Self::OneTime => code::ONE_TIME,
            Self::RecurringSimple { first_month_free: false, .. } => code::SIMPLE_FIRST_MONTH_CHARGED,
            Self::RecurringSimple { first_month_free: true, .. } => code::SIMPLE_FIRST_MONTH_FREE,
            Self::CancelRecurringSimple { .. } => code::SIMPLE_CANCEL,
            Self::RecurringFixedTerm => code::FIXED_TERM,
        }
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let last_charge_month = reader.optional("last_charge_month", "a month of the form YYYYMM");
        let tracking_id: Option<TrackingId> = reader.optional("tracking_id", "fourteen digits");
        let form = reader.form();
        let matches = |codes: &BillingCodes| {
            form.get("pay_type") == codes.pay_type
                && form.get("auto_charge_type") == codes.auto_charge_type
                && form.get("service_type") == codes.service_type
                && form.get("div_settele") == codes.div_settele
                && form.get("camp_type") == codes.camp_type
        };
        let known = [
            Self::OneTime,
            Self::RecurringSimple { first_month_free: false, last_charge_month },
            Self::RecurringSimple { first_month_free: true, last_charge_month },
            Self::RecurringFixedTerm,
        ];
        let cancel = matches(&code::SIMPLE_CANCEL);
        let read = if cancel {
            if tracking_id.is_none() {
                reader.refuse("tracking_id", FieldProblemKind::Blank);
            }
            tracking_id.clone().map(|tracking_id| Self::CancelRecurringSimple { tracking_id })
        } else {
            let read = known.into_iter().find(|purchase| matches(&purchase.codes()));
            if read.is_none() {
                refuse_codes(reader);
            }
            read
        };
        if !cancel && tracking_id.is_some() {
            reader.refuse("tracking_id", FieldProblemKind::NotAllowed { expected: "blank, except to cancel" });
        }
        if last_charge_month.is_some() && !matches!(read, Some(Self::RecurringSimple { .. }) | None) {
            let expected = "blank, except to join a recurring (simple) contract";
            reader.refuse("last_charge_month", FieldProblemKind::NotAllowed { expected });
        }
        read
    }
}

/// Names the codes that do not go with `pay_type`, or `pay_type` itself.
fn refuse_codes(reader: &mut Reader<'_>) {
    let form = reader.form();
    let expected = match form.get("pay_type") {
        "" => return reader.refuse("pay_type", FieldProblemKind::Blank),
        "0" => code::ONE_TIME,
        "1" if form.get("service_type") == "1" => code::SIMPLE_CANCEL,
        "1" if form.get("camp_type") == "1" => code::SIMPLE_FIRST_MONTH_FREE,
        "1" => code::SIMPLE_FIRST_MONTH_CHARGED,
        "2" => code::FIXED_TERM,
        _ => return reader.refuse("pay_type", FieldProblemKind::NotAllowed { expected: "0, 1 or 2" }),
    };
    for (name, code) in [
        ("auto_charge_type", expected.auto_charge_type),
        ("service_type", expected.service_type),
        ("div_settele", expected.div_settele),
        ("camp_type", expected.camp_type),
    ] {
        reader.exactly(name, code, "the code that goes with pay_type");
    }
}

impl PurchaseRequest {
    /// The thirty-nine fields before the checksum, detail rows in place.
    #[must_use]
    pub fn form(&self) -> Form {
        let BillingCodes { pay_type, auto_charge_type, service_type, div_settele, camp_type } = self.purchase.codes();
        let (last_charge_month, tracking_id) = match &self.purchase {
            Purchase::RecurringSimple { last_charge_month: Some(month), .. } => (month.to_string(), String::new()),
            Purchase::CancelRecurringSimple { tracking_id } => (String::new(), tracking_id.to_string()),
            _ => (String::new(), String::new()),
        };
        let [free1, free2, free3] = self.free.each_ref().map(|free| free.as_str().to_owned());
        let [success, cancel, error, notification] = self.addresses.values();
        let before = [
            code::PAY_METHOD.to_owned(),
            self.account.merchant_id.to_string(),
            self.account.service_id.to_string(),
            self.customer_code.to_string(),
            String::new(),
            String::new(),
            self.order_id.to_string(),
            self.item_id.to_string(),
            String::new(),
            self.item_name.as_str().to_owned(),
            self.tax.map(|tax| tax.to_string()).unwrap_or_default(),
            self.amount.to_string(),
            pay_type.to_owned(),
            auto_charge_type.to_owned(),
            service_type.to_owned(),
            div_settele.to_owned(),
            last_charge_month,
            camp_type.to_owned(),
            tracking_id,
            code::TERMINAL_TYPE.to_owned(),
            success,
            cancel,
            error,
            notification,
            free1,
            free2,
            free3,
            String::new(),
        ];
        let rows = self.rows.iter().enumerate().map(|(index, row)| row.values(index + 1)).collect();
        let limit = self.limit_seconds.map(|limit| limit.get().to_string()).unwrap_or_default();
        DEFINITION.fill(before, rows, [self.request_date.to_string(), limit])
    }

    /// Reads a request out of its form.
    ///
    /// # Errors
    /// Every value that this message cannot carry.
    pub fn read(form: &Form) -> Result<Self, Vec<FieldProblem>> {
        let mut reader = Reader::new(form);
        reader.exactly("pay_method", code::PAY_METHOD, "auone");
        for name in ["sps_cust_no", "sps_payment_no", "pay_item_id", "free_csv"] {
            reader.exactly(name, "", "blank");
        }
        reader.exactly("terminal_type", code::TERMINAL_TYPE, "0: au supports PC and smartphone only");
        let read = Self::read_fields(&mut reader);
        if let Some(Self { tax: Some(tax), amount, .. }) = &read
            && !tax.is_within(*amount)
        {
            reader.refuse("tax", FieldProblemKind::NotAllowed { expected: "contained in the amount" });
        }
        reader.finish(read)
    }

    fn read_fields(reader: &mut Reader<'_>) -> Option<Self> {
        let parties = reader.parties();
        let item_name = reader.required("item_name", "1 to 20 double-byte characters");
        let tax = reader.optional("tax", "blank or 0 to 9999999 yen");
        let amount = reader.required("amount", "1 to 9999999 yen");
        let purchase = Purchase::read(reader);
        let addresses = reader.addresses();
        let free = reader.free();
        let request_date = reader.request_date();
        let limit_seconds = reader.limit_seconds();
        let rows = reader.rows();
        let parties = parties?;
        Some(Self {
            account: parties.account,
            customer_code: parties.customer_code,
            order_id: parties.order_id,
            item_id: parties.item_id,
            item_name: item_name?,
            tax,
            amount: amount?,
            purchase: purchase?,
            addresses: addresses?,
            free: free?,
            rows: rows?,
            request_date: request_date?,
            limit_seconds,
        })
    }
}
