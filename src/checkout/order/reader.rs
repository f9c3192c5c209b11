//! Reads the members of an object and notes every problem instead of stopping at the first.

use super::{OrderProblem, Reason};
use crate::json::Json;

/// An object being read, the path to it, and the problems found so far.
pub(crate) struct Reader<'a> {
    object: &'a Json,
    path: String,
    problems: &'a mut Vec<OrderProblem>,
}

impl<'a> Reader<'a> {
    /// Reads `object`, whose members are reported as `path` followed by their name.
    pub(crate) fn new(object: &'a Json, path: String, problems: &'a mut Vec<OrderProblem>) -> Self {
        Self { object, path, problems }
    }

    /// Notes that member `name` is wrong.
    pub(crate) fn refuse(&mut self, name: &str, reason: Reason) {
        self.problems.push(OrderProblem { path: [&self.path, name].concat(), reason });
    }

    /// Reads another object, whose members are reported as `path` followed by their name.
    pub(crate) fn within<T>(
        &mut self,
        object: &Json,
        path: String,
        read: fn(&mut Reader<'_>) -> Option<T>,
    ) -> Option<T> {
        read(&mut Reader::new(object, path, self.problems))
    }

    /// The member `name` as it is.
    pub(crate) fn member(&self, name: &str) -> &'a Json {
        self.object.get(name)
    }

    /// A text that says something, of at most `longest` characters.
    pub(crate) fn text(&mut self, name: &str, longest: usize) -> Option<&'a str> {
        let text = self.member(name).text();
        let reason = match (self.member(name), text) {
            (Json::Null, _) => Reason::Missing,
            (_, None) => Reason::WrongType,
            (_, Some(text)) if text.trim().is_empty() => Reason::Blank,
            (_, Some(text)) if text.len() > longest && text.chars().count() > longest => Reason::TooLong,
            _ => return text,
        };
        self.refuse(name, reason);
        None
    }

    /// The same, where the member may be absent or `null`.
    pub(crate) fn optional_text(&mut self, name: &str, longest: usize) -> Option<&'a str> {
        if *self.member(name) == Json::Null { None } else { self.text(name, longest) }
    }

    /// A whole number between `smallest` and `largest`.
    pub(crate) fn whole(&mut self, name: &str, smallest: i64, largest: i64) -> Option<i64> {
        let whole = self.member(name).whole();
        let reason = match (self.member(name), whole) {
            (Json::Null, _) => Reason::Missing,
            (Json::Number(_), None) => Reason::NotWhole,
            (_, None) => Reason::WrongType,
            (_, Some(whole)) if whole < smallest || whole > largest => Reason::OutOfRange,
            _ => return whole,
        };
        self.refuse(name, reason);
        None
    }
}
