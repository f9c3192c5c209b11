//! The server's report, parsed once.
//!
//! The JSON is described in DESIGN.md, "The result on the page".

use crate::checkout::order::{LONGEST_REFERENCE, LONGEST_TEXT, OrderProblem, Reader};
use crate::json::Json;
use sbps::error_code::LinkErrorCode;
use sbps::money::Yen;

/// What became of an order, and where the payer can go from here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Report {
    /// What the record says.
    pub(crate) outcome: Outcome,
    /// The merchant's name for the order.
    pub(crate) reference: String,
    /// What it is for.
    pub(crate) item_name: String,
    /// How much it is.
    pub(crate) amount: Yen,
    /// The order's own page.
    pub(crate) order_url: String,
    /// The shop.
    pub(crate) shop_url: String,
    /// Where other ways of paying are.
    pub(crate) other_ways_url: Option<String>,
    /// Whom to ask, in words.
    pub(crate) contact: String,
}

/// What the record says of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Paid.
    Paid,
    /// Paid before; this payment was refused.
    AlreadyPaid,
    /// Not paid, with the gateway's code where it gave one that looks like one.
    Failed(Option<LinkErrorCode>),
    /// The payer turned back.
    Cancelled,
    /// The payer came back, and the gateway has said nothing yet.
    Confirming,
    /// The deadline has passed without a payment.
    Expired,
    /// Nobody has tried to pay yet.
    Open,
}

/// The words for the outcomes, in the order in which they are read.
const OUTCOMES: [&str; 7] = ["paid", "already_paid", "failed", "cancelled", "confirming", "expired", "open"];

impl Report {
    /// Reads the JSON and notes every problem found, each with its path and code.
    pub(crate) fn read(json: &Json, problems: &mut Vec<OrderProblem>) -> Option<Self> {
        let mut reader = Reader::new(json, String::new(), problems);
        let code = reader.optional_text("code", LONGEST_REFERENCE);
        let outcome = match reader.choice("outcome", &OUTCOMES) {
            Some(0) => Some(Outcome::Paid),
            Some(1) => Some(Outcome::AlreadyPaid),
            Some(2) => Some(Outcome::Failed(code.and_then(|code| code.parse().ok()))),
            Some(3) => Some(Outcome::Cancelled),
            Some(4) => Some(Outcome::Confirming),
            Some(5) => Some(Outcome::Expired),
            Some(_) => Some(Outcome::Open),
            None => None,
        };
        let reference = reader.text("order_reference", LONGEST_REFERENCE);
        let item_name = reader.text("item_name", LONGEST_TEXT);
        let amount = reader.yen("amount");
        let (order_url, shop_url) = (reader.address("order_url"), reader.address("shop_url"));
        let other_ways_url = if reader.lacks("other_ways_url") { None } else { reader.address("other_ways_url") };
        let contact = reader.text("contact", LONGEST_TEXT);
        let report = Self {
            outcome: outcome?,
            reference: reference?.to_owned(),
            item_name: item_name?.to_owned(),
            amount: amount?,
            order_url: order_url?.to_owned(),
            shop_url: shop_url?.to_owned(),
            other_ways_url: other_ways_url.map(str::to_owned),
            contact: contact?.to_owned(),
        };
        if problems.is_empty() { Some(report) } else { None }
    }
}
