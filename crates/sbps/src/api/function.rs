//! The five functions of the API type for au (method code 402) and the elements of their requests, in order.
//!
//! The elements are C: three to six independent implementations agree.

use crate::message::Field;

/// A function of the API type.
///
/// ```
/// use sbps::api::Function;
///
/// assert_eq!(Function::Settle.id(), "ST02-00201-402");
/// assert_eq!(Function::from_id("ST02-00303-402"), Some(Function::CancelOrRefund));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// Settlement of an authorised amount, whole or in part.
    Settle,
    /// Cancellation of an authorisation, refund, partial refund: one request for all three.
    CancelOrRefund,
    /// The end of a recurring (simple) contract.
    CancelRecurringSimple,
    /// A purchase under a recurring (fixed term / pay as you go) contract.
    PurchaseFixedTerm,
    /// The end of such a contract.
    UnsubscribeFixedTerm,
}

/// An element of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element {
    /// The element around it.
    pub group: Option<&'static str>,
    /// Its name, kind and longest length; a mixed one travels as BASE64 of its Shift_JIS bytes.
    pub field: Field,
    /// Whether it may be absent.
    pub optional: bool,
}

const GROUP: Option<&str> = Some("pay_option_manage");

const fn element(field: Field) -> Element {
    Element { group: None, field, optional: false }
}

const fn optional(field: Field) -> Element {
    Element { group: None, field, optional: true }
}

/// How every request begins.
pub const HEAD: [Element; 2] = [element(Field::digits("merchant_id", 5)), element(Field::digits("service_id", 3))];

/// How every request ends, before its checksum.
pub const TAIL: [Element; 2] = [element(Field::digits("request_date", 14)), optional(Field::digits("limit_second", 4))];

const TRACKING_ID: Element = element(Field::digits("tracking_id", 14));
const AMOUNT: Element = Element { group: GROUP, field: Field::digits("amount", 7), optional: true };
const CANCEL_TARGET_MONTH: Element =
    Element { group: GROUP, field: Field::digits("cancel_target_month", 6), optional: true };

const SETTLE: [Element; 2] = [TRACKING_ID, AMOUNT];
const CANCEL_OR_REFUND: [Element; 3] = [TRACKING_ID, AMOUNT, CANCEL_TARGET_MONTH];
const CANCEL_RECURRING_SIMPLE: [Element; 2] = [TRACKING_ID, element(Field::digits("processing_datetime", 14))];
const UNSUBSCRIBE_FIXED_TERM: [Element; 1] = [TRACKING_ID];
const PURCHASE_FIXED_TERM: [Element; 11] = [
    TRACKING_ID,
    element(Field::single_byte("cust_code", 64)),
    element(Field::single_byte("order_id", 38)),
    element(Field::single_byte("item_id", 32)),
    element(Field::mixed("item_name", 40)),
    optional(Field::digits("tax", 7)),
    element(Field::digits("amount", 7)),
    optional(Field::mixed("free1", 20)),
    optional(Field::mixed("free2", 20)),
    optional(Field::mixed("free3", 20)),
    optional(Field::digits("order_rowno", 2)),
];

impl Function {
    /// Every function.
    pub const ALL: [Self; 5] = [
        Self::Settle,
        Self::CancelOrRefund,
        Self::CancelRecurringSimple,
        Self::PurchaseFixedTerm,
        Self::UnsubscribeFixedTerm,
    ];

    /// The function's id (service specification, "Payment Status Transition").
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Settle => "ST02-00201-402",
            Self::CancelOrRefund => "ST02-00303-402",
            Self::CancelRecurringSimple => "ST02-00302-402",
            Self::PurchaseFixedTerm => "ST01-00104-402",
            Self::UnsubscribeFixedTerm => "ST02-00309-402",
        }
    }

    /// The function with that id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|function| function.id() == id)
    }

    /// The elements between [`HEAD`] and [`TAIL`], in order.
    #[must_use]
    pub const fn elements(self) -> &'static [Element] {
        match self {
            Self::Settle => &SETTLE,
            Self::CancelOrRefund => &CANCEL_OR_REFUND,
            Self::CancelRecurringSimple => &CANCEL_RECURRING_SIMPLE,
            Self::PurchaseFixedTerm => &PURCHASE_FIXED_TERM,
            Self::UnsubscribeFixedTerm => &UNSUBSCRIBE_FIXED_TERM,
        }
    }

    /// Every element of the request in order, without the checksum.
    pub(crate) fn all_elements(self) -> impl Iterator<Item = &'static Element> {
        HEAD.iter().chain(self.elements()).chain(&TAIL)
    }
}
