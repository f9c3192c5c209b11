//! The server's report, parsed once.
//!
//! The members are listed in docs/page-contract.md, "Report".

use super::problem::Problem;
use super::reader::{LONGEST_REFERENCE, LONGEST_TEXT, Reader};
use super::writer;
use crate::json::Json;
use sbps::error_code::LinkErrorCode;
use sbps::money::Yen;

/// What became of an order, and where the payer can go from here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What the record says.
    pub outcome: PaymentOutcome,
    /// The merchant's name for the order.
    pub reference: String,
    /// The order's number, as people read it out, where that is not the reference.
    pub number: Option<String>,
    /// Whether this attempt to pay certainly took nothing; where nobody knows, it is not said.
    pub not_charged: bool,
    /// What it is for.
    pub item_name: String,
    /// How much it is; of a contract, how much each charge is.
    pub amount: Yen,
    /// Whether `amount` is the most that a charge can be.
    pub varies: bool,
    /// Where this result is, to look again without script.
    pub result_url: Option<String>,
    /// The order's own page.
    pub order_url: String,
    /// The shop.
    pub shop_url: String,
    /// Where other ways of paying are.
    pub other_ways_url: Option<String>,
    /// Of an order that makes a contract, the page of that contract.
    pub subscription_url: Option<String>,
    /// Whom to ask, in words.
    pub contact: String,
}

/// What the record says of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentOutcome {
    /// Paid.
    Paid,
    /// Paid before; this payment was refused.
    AlreadyPaid,
    /// Not paid, with the gateway's code if it looks like one.
    Failed(Option<LinkErrorCode>),
    /// Not paid, and the gateway gave no code: all that can be said is that the record has no payment.
    Unrecorded,
    /// The payer turned back.
    Cancelled,
    /// The payer came back, and the gateway has said nothing yet.
    Confirming,
    /// The deadline has passed without a payment.
    Expired,
    /// Nobody has tried to pay yet.
    Open,
    /// The shop has withdrawn the order: it can no longer be paid.
    Withdrawn,
}

/// Stands for a code of the gateway that does not look like one.
const UNREADABLE_CODE: &str = "unknown";

impl PaymentOutcome {
    /// The outcome of that word, with the gateway's code if it gave one; `None` for a word that is none of ours.
    pub fn of(word: &str, code: Option<&str>) -> Option<Self> {
        OUTCOMES.iter().position(|known| *known == word).map(|place| Self::at(place, code))
    }

    /// The outcome at that place among the words.
    fn at(place: usize, code: Option<&str>) -> Self {
        match place {
            0 => Self::Paid,
            1 => Self::AlreadyPaid,
            2 => code.map_or(Self::Unrecorded, |code| Self::Failed(code.parse().ok())),
            3 => Self::Cancelled,
            4 => Self::Confirming,
            5 => Self::Expired,
            6 => Self::Open,
            _ => Self::Withdrawn,
        }
    }

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Paid => OUTCOMES[0],
            Self::AlreadyPaid => OUTCOMES[1],
            Self::Failed(_) | Self::Unrecorded => OUTCOMES[2],
            Self::Cancelled => OUTCOMES[3],
            Self::Confirming => OUTCOMES[4],
            Self::Expired => OUTCOMES[5],
            Self::Open => OUTCOMES[6],
            Self::Withdrawn => OUTCOMES[7],
        }
    }

    /// The gateway's code beside it: four digits, or `unknown` for what does not look like one.
    pub fn code(self) -> Option<String> {
        match self {
            Self::Failed(code) => Some(code.map_or_else(|| UNREADABLE_CODE.to_owned(), |code| code.to_string())),
            _ => None,
        }
    }
}

/// The words for the outcomes, in the order in which they are read.
const OUTCOMES: [&str; 8] =
    ["paid", "already_paid", "failed", "cancelled", "confirming", "expired", "open", "withdrawn"];

impl Report {
    /// Reads the JSON and notes every problem found, each with its path and code.
    pub fn read(json: &Json, problems: &mut Vec<Problem>) -> Option<Self> {
        let mut reader = Reader::new(json, String::new(), problems);
        let code = reader.optional_text("code", LONGEST_REFERENCE);
        let outcome = reader.choice("outcome", &OUTCOMES).map(|place| PaymentOutcome::at(place, code));
        let reference = reader.text("order_reference", LONGEST_REFERENCE);
        let number = reader.optional_text("order_number", LONGEST_REFERENCE).map(str::to_owned);
        let item_name = reader.text("item_name", LONGEST_TEXT);
        let amount = reader.yen("amount");
        let (order_url, shop_url) = (reader.address("order_url"), reader.address("shop_url"));
        let mut optional = |name| if reader.lacks(name) { None } else { reader.address(name) };
        let (other_ways_url, subscription_url) = (optional("other_ways_url"), optional("subscription_url"));
        let result_url = optional("result_url");
        let varies = reader.truth("varies");
        let not_charged = reader.truth("not_charged");
        let contact = reader.text("contact", LONGEST_TEXT);
        let report = Self {
            outcome: outcome?,
            reference: reference?.to_owned(),
            number,
            item_name: item_name?.to_owned(),
            amount: amount?,
            varies: varies?,
            not_charged: not_charged?,
            result_url: result_url.map(str::to_owned),
            order_url: order_url?.to_owned(),
            shop_url: shop_url?.to_owned(),
            other_ways_url: other_ways_url.map(str::to_owned),
            subscription_url: subscription_url.map(str::to_owned),
            contact: contact?.to_owned(),
        };
        if problems.is_empty() { Some(report) } else { None }
    }

    /// The report as a page holds it.
    pub fn to_json(&self) -> Json {
        Json::object(vec![
            ("outcome", Json::from_text(self.outcome.word())),
            ("code", writer::optional(self.outcome.code(), Json::Text)),
            ("not_charged", Json::Truth(self.not_charged)),
            ("order_reference", Json::from_text(&self.reference)),
            ("order_number", writer::optional_text(self.number.as_ref())),
            ("item_name", Json::from_text(&self.item_name)),
            ("amount", writer::yen(self.amount)),
            ("varies", Json::Truth(self.varies)),
            ("order_url", Json::from_text(&self.order_url)),
            ("shop_url", Json::from_text(&self.shop_url)),
            ("result_url", writer::optional_text(self.result_url.as_ref())),
            ("other_ways_url", writer::optional_text(self.other_ways_url.as_ref())),
            ("subscription_url", writer::optional_text(self.subscription_url.as_ref())),
            ("contact", Json::from_text(&self.contact)),
        ])
    }
}

#[cfg(test)]
pub(crate) mod tests;
