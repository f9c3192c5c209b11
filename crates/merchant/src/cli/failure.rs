//! How a command ends that did not do what was asked for: with words for people and a status for
//! programs.

use crate::service::problem::{Code, Problem};
use serde_json::{Value, json};
use std::io::Write;

/// Nothing was done: the rules or the gateway refuse it, or nothing has that name.
const NOT_DONE: u8 = 3;
/// Nobody knows whether it was done: a person has to look it up in the management tool.
const UNKNOWN: u8 = 4;
/// Everything else: a setting, the record, the machine.
const FAULT: u8 = 1;

/// What a command says where it did not do what was asked for, and the status with which the program
/// ends.
#[derive(Debug, thiserror::Error)]
#[error("{says}")]
pub(super) struct Failure {
    /// The status.
    pub(super) status: u8,
    says: String,
}

impl Failure {
    /// Nothing was done.
    pub(super) fn not_done(says: impl Into<String>) -> Self {
        Self { status: NOT_DONE, says: says.into() }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        let status = match problem.code {
            Code::OutcomeUnknown => UNKNOWN,
            Code::Internal | Code::TimedOut => FAULT,
            _ => NOT_DONE,
        };
        let mut says = problem.code.as_str().to_owned();
        if let Some(detail) = &problem.detail {
            says.push_str(": ");
            says.push_str(detail);
        }
        let members: Vec<String> =
            problem.members.iter().map(|(name, value)| format!("{name}: {}", json!(value))).collect();
        if !members.is_empty() {
            says.push_str(" (");
            says.push_str(&members.join(", "));
            says.push(')');
        }
        Self { status, says }
    }
}

/// What was asked for; or what went wrong, which programs read on standard output.
///
/// # Errors
/// [`Failure`], or that it could not be told.
pub(super) fn answered<T>(done: Result<T, Problem>, is_json: bool) -> Result<T, Box<dyn std::error::Error>> {
    let problem = match done {
        Ok(done) => return Ok(done),
        Err(problem) => problem,
    };
    if is_json {
        let mut document = json!({ "code": problem.code.as_str(), "detail": problem.detail });
        if let Value::Object(members) = &mut document {
            members.extend(problem.members.iter().map(|(name, value)| (name.clone(), json!(value))));
        }
        writeln!(std::io::stdout(), "{document:#}")?;
    }
    Err(Failure::from(problem).into())
}
