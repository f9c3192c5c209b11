//! Why an order is not made: one for each member that has to change.

use kantan_checkout::json::Json;
use kantan_checkout::page::problem::Problem;

/// One thing that is wrong with what was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The member, as `lines[0].quantity`.
    pub path: String,
    /// A stable code: one of the page contract's, of the rules', or of this interface's.
    pub code: &'static str,
    /// More about it, for a developer.
    pub detail: Option<String>,
    /// What could stand there instead.
    pub suggestions: Vec<String>,
}

impl Refusal {
    /// A refusal of a member.
    #[must_use]
    pub fn of(path: &str, code: &'static str) -> Self {
        Self { path: path.to_owned(), code, detail: None, suggestions: Vec::new() }
    }

    /// The same with a sentence.
    #[must_use]
    pub fn because(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The same with values that would do.
    #[must_use]
    pub fn try_instead(mut self, suggestions: Vec<String>) -> Self {
        self.suggestions = suggestions;
        self
    }

    /// As it stands in a problem's list `problems`.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let mut members = vec![("path", Json::from_text(&self.path)), ("code", Json::from_text(self.code))];
        members.extend(self.detail.as_deref().map(|detail| ("detail", Json::from_text(detail))));
        if !self.suggestions.is_empty() {
            let suggestions = self.suggestions.iter().map(|text| Json::from_text(text)).collect();
            members.push(("suggestions", Json::List(suggestions)));
        }
        Json::object(members)
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::of(&problem.path, problem.reason.code())
    }
}
