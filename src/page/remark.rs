//! What of an order's terms may mislead a payer, by the points of Japanese law about the last screen before an order (Act
//! on Specified Commercial Transactions, article 12-6, and the guideline of the Consumer Affairs Agency for it).
//!
//! What the element says itself is right by the schedule; this looks at the merchant's own words. They are remarks and
//! never refusals: words are judged by patterns, which see neither irony nor what was agreed elsewhere, and it is no legal
//! advice. No page of a payer needs it.

mod kind;
mod pattern;
mod rule;

pub use kind::{Point, Remark, RemarkCode};

use crate::language::{Language, RemarkSentence as Say};
use crate::page::order::Order;
use sbps::text::recognition::Doubt;

/// Everything that there is to remark about an order, in the order of the codes.
#[must_use]
pub fn remarks(order: &Order) -> Vec<Remark> {
    rule::ALL.iter().flat_map(|rule| rule(order)).collect()
}

/// Why a payer may not know the name on the bill, in words.
#[must_use]
pub fn of_doubt(doubt: Doubt, language: Language) -> &'static str {
    language.say(match doubt {
        Doubt::OnlyGenericWords => Say::OnlyGenericWords,
        Doubt::OnlyNumbers => Say::OnlyNumbers,
    })
}

/// That the bill shows the same of another item, in words.
#[must_use]
pub fn of_alike(name: &str, language: Language) -> String {
    language.tell(Say::SameAs, &[name])
}

#[cfg(test)]
mod tests;
