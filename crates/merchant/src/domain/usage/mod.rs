//! Pay as you go: what was used, when it is billed, and what is not taken down.
//!
//! What is recorded on a day is billed from the next day on, all of it in one charge for a contract
//! and a day. The payer was told the most that one charge takes; so no more than that is ever used
//! and not billed yet, and use beyond it is refused when it is to be recorded, not billed in a
//! second charge that nobody expects. Use is therefore recorded before it is delivered.
//!
//! Service specification, "Recurring charge (based on term or usage rate)": the merchant bills, at
//! its own timing.

mod listed;
pub mod open;

pub use listed::{ListedUsage, UsageState};
pub use open::{OpenEntry, OpenUsage};

use crate::domain::text::{about_unseen, unseen};
use chrono::NaiveDate;
use sbps::money::Yen;

/// Something that was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// The contract under which.
    pub subscription: String,
    /// The merchant's own name for it: told twice, it counts once.
    pub usage_id: String,
    /// What it costs, tax included.
    pub amount: Yen,
    /// The day in Japan.
    pub used_on: NaiveDate,
    /// What it was, for the payer.
    pub description: String,
}

/// The most characters of the merchant's own name.
pub const LONGEST_ID: usize = 64;
/// The most characters of a description.
pub const LONGEST_DESCRIPTION: usize = 100;

/// A text that a record of use cannot have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("member `{member}` {fault}")]
pub struct UnrecordableText {
    /// The member.
    pub member: &'static str,
    /// What is wrong with it.
    pub fault: TextFault,
}

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// Nothing stands in it.
    #[error("is empty")]
    Empty,
    /// It has more characters than this.
    #[error("is longer than {0} characters")]
    Long(usize),
    /// It holds a control character.
    #[error("holds a control character")]
    Control,
    /// It holds a character that nobody sees.
    #[error("should be seen as it is: {}", about_unseen(*.0))]
    Unseen(char),
}

impl Usage {
    /// Whether its texts are ones that a record can have.
    ///
    /// # Errors
    /// [`UnrecordableText`] naming the first that is not.
    pub fn check(&self) -> Result<(), UnrecordableText> {
        for (member, text, longest) in
            [("usage_id", &self.usage_id, LONGEST_ID), ("description", &self.description, LONGEST_DESCRIPTION)]
        {
            let fault = if text.trim().is_empty() {
                TextFault::Empty
            } else if text.chars().count() > longest {
                TextFault::Long(longest)
            } else if text.chars().any(char::is_control) {
                TextFault::Control
            } else if let Some(character) = unseen(text) {
                TextFault::Unseen(character)
            } else {
                continue;
            };
            return Err(UnrecordableText { member, fault });
        }
        Ok(())
    }
}

/// Something that was used and is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// What.
    pub usage: Usage,
    /// The first day on which it can be billed.
    pub bills_on: NaiveDate,
}

/// Why use is not recorded; nothing is billed for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No contract has this reference.
    SubscriptionUnknown,
    /// Something else is on record under this name.
    Differs,
    /// The contract is not of pay as you go.
    NotPayAsYouGo,
    /// The contract is not in force.
    NotActive,
    /// A charge did not go through: nothing is billed until the contract is made again.
    Suspended,
    /// The day is after today.
    InTheFuture(NaiveDate),
    /// The contract was joined, or made again, after that day.
    BeforeJoining(NaiveDate),
    /// With it more would be open than one charge may take.
    OverLimit {
        /// What is open already.
        open: u32,
        /// The most that one charge may take.
        up_to: u32,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_a_record_cannot_have_is_named() {
        let usage = |usage_id: &str, description: &str| Usage {
            subscription: "s".to_owned(),
            usage_id: usage_id.to_owned(),
            amount: Yen::new(1).expect("yen"),
            used_on: NaiveDate::default(),
            description: description.to_owned(),
        };
        for (usage_id, description, said) in [
            ("", "翻訳", "member `usage_id` is empty"),
            ("u\n1", "翻訳", "member `usage_id` holds a control character"),
            ("u-1", " ", "member `description` is empty"),
        ] {
            let wrong = usage(usage_id, description).check().expect_err(said);
            assert_eq!(wrong.to_string(), said);
        }
        let (longest_id, longest_text) = ("u".repeat(64), "訳".repeat(100));
        assert!(usage(&longest_id, &longest_text).check().is_ok());
        assert!(usage(&format!("{longest_id}u"), "翻訳").check().is_err());
        assert!(usage("u-1", &format!("{longest_text}訳")).check().is_err());
    }
}
