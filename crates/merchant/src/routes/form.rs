//! Reads a form that one of our own pages posts: UTF-8, each field at most once.

use crate::problem::{Code, Problem};
use sbps::wire::{Encoding, read_form};

/// The fields of a form.
pub(super) struct Posted(Vec<(String, String)>);

fn invalid(detail: String) -> Problem {
    Problem::with_detail(Code::RequestInvalid, detail)
}

impl Posted {
    pub(super) fn read(body: &[u8]) -> Result<Self, Problem> {
        read_form(body, Encoding::Utf8).map(Self).map_err(|error| invalid(format!("the form cannot be read: {error}")))
    }

    /// The value of a field, `None` if it is not there. Of two values nobody knows which one was meant.
    pub(super) fn optional(&self, name: &str) -> Result<Option<&str>, Problem> {
        let mut values = self.0.iter().filter(|(field, _)| field == name).map(|(_, value)| value.as_str());
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(invalid(format!("duplicate field `{name}`"))),
            (value, None) => Ok(value),
        }
    }

    pub(super) fn text(&self, name: &str) -> Result<&str, Problem> {
        self.optional(name)?.ok_or_else(|| invalid(format!("missing field `{name}`")))
    }

    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Result<T, Problem> {
        self.text(name)?.parse().map_err(|_| invalid(format!("field `{name}` is not a whole number")))
    }
}
