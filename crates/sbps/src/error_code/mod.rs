//! Error codes of the link type (four digits, [`LinkErrorCode`]) and of the API type (eight characters,
//! [`ApiErrorCode`]): what they mean, who can do something about it, and what a payer may be told.
//!
//! Service specification, "Cautions" and "Supplementary Information" (what to tell a payer who cannot pay); the codes
//! themselves stand in the gateway's own documents. How sure we are of each is part of its row ([`Certainty`]). The
//! sentences for the payer belong to the screen: this module gives a [`PayerReason`] that a screen can match
//! exhaustively.
//!
//! ```
//! use sbps::error_code::{LinkErrorCode, LinkMeaning, PayerReason, Retry};
//!
//! let code: LinkErrorCode = "8366".parse()?;
//! assert_eq!(code.meaning(), Some(LinkMeaning::CrossedMidnight));
//! let advice = code.advice();
//! assert_eq!((advice.reason, advice.retry), (PayerReason::CrossedMidnight, Retry::NewPurchase));
//!
//! let unheard_of: LinkErrorCode = "8999".parse()?;
//! assert_eq!(unheard_of.meaning(), None);
//! assert_eq!(unheard_of.advice().reason, PayerReason::Unknown);
//! assert_eq!(unheard_of.to_string(), "8999", "the number is kept for whoever looks it up");
//! # Ok::<(), sbps::error_code::ErrorCodeError>(())
//! ```

mod advice;
mod api;
mod api_meaning;
mod api_table;
mod link;
mod link_meaning;
mod link_table;

pub use advice::{Actor, Advice, Certainty, NextStep, PayerReason, Retry};
pub use api::ApiErrorCode;
pub use api_meaning::{ApiErrorItem, ApiErrorType};
pub use link::LinkErrorCode;
pub use link_meaning::LinkMeaning;

use core::fmt;

/// A text that has not the shape of an error code; keeps what was offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorCodeError {
    /// What was offered, cut to 16 characters.
    pub offered: String,
    /// The shape that was expected.
    pub expected: &'static str,
}

impl ErrorCodeError {
    /// A stable code for programs and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "not_an_error_code"
    }

    fn new(offered: &str, expected: &'static str) -> Self {
        Self { offered: offered.chars().take(16).collect(), expected }
    }
}

impl fmt::Display for ErrorCodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} is not an error code of {}", self.offered, self.expected)
    }
}

impl core::error::Error for ErrorCodeError {}
