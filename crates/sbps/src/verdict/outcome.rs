//! What became of a call of the API type, from a connection that was never made to a readable
//! answer.

use crate::api::{ApiAnswer, Document, Function};

/// The HTTP status of an answer of the API type, for OK and for NG (C).
const ANSWERED: u16 = 200;

/// What became of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallOutcome {
    /// It did not leave this machine.
    NotSent(NotSent),
    /// It went out, in whole or in part, and no whole response came back.
    NoAnswer,
    /// Another HTTP status than that of an answer.
    Status(u16),
    /// A response that is no answer to this call.
    Unreadable(String),
    /// The gateway's answer to this call.
    Answered(Box<ApiAnswer>),
}

/// Why a call did not leave this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotSent {
    /// No connection was made: refused, no such name, no TLS. Nothing of the request was written.
    Unreachable,
    /// The gateway or the carrier has announced maintenance for now.
    Maintenance,
    /// The request could not be signed: one of its texts does not survive Shift_JIS.
    Unsignable,
}

impl CallOutcome {
    /// What a whole response to a call of `function` says, from its HTTP status and its body.
    #[must_use]
    pub fn read(function: Function, status: u16, body: &[u8]) -> Self {
        if status != ANSWERED {
            return Self::Status(status);
        }
        let document = match Document::read(body) {
            Ok(document) => document,
            Err(error) => return Self::Unreadable(error.to_string()),
        };
        match ApiAnswer::read(&document) {
            Ok(answer) if answer.answers(function) => Self::Answered(Box::new(answer)),
            Ok(_) => Self::Unreadable("the answer is another function's".to_owned()),
            Err(problems) => {
                let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
                Self::Unreadable(problems.join("; "))
            }
        }
    }
}
