//! Why a body is no message.

use crate::message::FieldProblem;
use crate::wire::WireError;
use core::fmt;

/// Why a body is no message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReceiveError {
    /// It is no form in any encoding that it may travel in; the error is that of the last.
    NotAForm(WireError),
    /// A field stands there twice with two values, or there is no checksum: nothing to prove.
    Ambiguous(Vec<FieldProblem>),
    /// The checksum is not that of these values under our key, in any order that is known.
    NotGenuine,
    /// It is genuine, but does not say what became of the request in words that we know.
    Unreadable(Vec<FieldProblem>),
}

impl ReceiveError {
    /// A stable code for programs and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAForm(_) => "not_a_form",
            Self::Ambiguous(_) => "ambiguous",
            Self::NotGenuine => "not_genuine",
            Self::Unreadable(_) => "unreadable",
        }
    }

    /// Whether the message is the gateway's own all the same, so that a person has to read it.
    #[must_use]
    pub const fn is_genuine(&self) -> bool {
        matches!(self, Self::Unreadable(_))
    }
}

impl fmt::Display for ReceiveError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAForm(error) => error.fmt(formatter),
            Self::NotGenuine => formatter.write_str("the checksum is not that of these values"),
            Self::Ambiguous(problems) | Self::Unreadable(problems) => {
                for (place, problem) in problems.iter().enumerate() {
                    let separator = if place == 0 { "" } else { "; " };
                    write!(formatter, "{separator}{problem}")?;
                }
                Ok(())
            }
        }
    }
}

impl core::error::Error for ReceiveError {}
