//! What is kept of a program's order beside the order itself.

use super::{Contact, Line};
use sbps::billing::SalesMethod;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a program's order says beside what every order has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goods {
    /// What the amount is made of; the lines add up to it.
    pub lines: Vec<Line>,
    /// When it is delivered.
    pub delivery: String,
    /// Withdrawal and cancellation.
    pub cancellation: String,
    /// When the payments are made, where the shop says it in own words.
    pub payment_timing: Option<String>,
    /// Who sells, and how to ask.
    pub contact: Contact,
    /// Where the payer goes on when it is over.
    pub return_url: String,
    /// Where the payer corrects the order.
    pub back_url: Option<String>,
    /// Where other ways of paying are.
    pub other_ways_url: Option<String>,
    /// Whether its page is in the language that the payer's browser prefers.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub follows_browser: bool,
    /// The level of its title among the headings of the shop's page, 1 to 6, where that is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading_level: Option<u8>,
    /// Whether the shop's page has a title of its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub untitled: bool,
    /// The shop's own words about it, for its programs alone.
    pub metadata: BTreeMap<String, String>,
}

/// An order's goods with what the record finds it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiOrder {
    /// The shop's own name for the customer, where it has one.
    pub customer_id: Option<String>,
    /// When the amount becomes a sale.
    pub sales: SalesMethod,
    /// The rest.
    pub goods: Goods,
}

/// The word for a sales method in JSON and in the database.
#[must_use]
pub const fn sales_word(sales: SalesMethod) -> &'static str {
    match sales {
        SalesMethod::Automatic => "automatic",
        SalesMethod::Specified => "specified",
    }
}

/// The sales method of that word.
#[must_use]
pub fn sales_of(word: &str) -> Option<SalesMethod> {
    SalesMethod::ALL.into_iter().find(|sales| sales_word(*sales) == word)
}
