//! What goes wrong, with a stable code for each kind: the service says what it is, the web how it
//! is told.

pub use kantan_checkout::page::problem::ProblemCode as Code;

use super::address::is_for_staff;
use crate::store::StoreError;
use kantan_checkout::json::Json;
use sbps::date_time::JstDateTime;

/// A problem and what belongs to it.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What is wrong.
    pub code: Code,
    /// What exactly, for a developer; for a person the advice says what to do.
    pub detail: Option<String>,
    /// Further members of the problem details.
    pub members: Vec<(String, Json)>,
    /// Where to go next, for the page.
    pub next: Option<String>,
    /// After how many seconds to try again (`Retry-After`).
    pub retry_after: Option<u32>,
    /// The moment at which the problem is over.
    pub until: Option<JstDateTime>,
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self { code, detail: None, members: Vec::new(), next: None, retry_after: None, until: None }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "store");
        Code::Internal.into()
    }
}

impl Problem {
    /// The problem with a sentence for a developer.
    #[must_use]
    pub fn with_detail(code: Code, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..code.into() }
    }

    /// The problem of a page's address; staff go on from their own page, not from the shop's.
    #[must_use]
    pub fn at(path: &str, code: Code) -> Self {
        if is_for_staff(path) { Self::from(code).then("/staff") } else { code.into() }
    }

    /// A request that is not valid for one of its fields; `why` goes on after the field's name, for a developer.
    #[must_use]
    pub fn of_field(name: &str, why: &str) -> Self {
        Self::with_detail(Code::RequestInvalid, format!("field `{name}` {why}")).with("field", Json::from_text(name))
    }

    /// The text of a further member.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&str> {
        self.members.iter().find(|(member, _)| member == name).and_then(|(_, value)| match value {
            Json::Text(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// The problem with a further member.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Json>) -> Self {
        self.members.push((name.to_owned(), value.into()));
        self
    }

    /// The problem with a place to go next.
    #[must_use]
    pub fn then(mut self, next: impl Into<String>) -> Self {
        self.next = Some(next.into());
        self
    }

    /// The problem that goes away after so many seconds.
    #[must_use]
    pub const fn after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }
}

/// A request that could not be made, and why, for the log.
pub(crate) fn internal(error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(%error, "a request could not be made");
    Code::Internal.into()
}
