//! Reads a form that one of our own pages posts: UTF-8, each field at most once.

use crate::domain::language::Language;
use crate::domain::reference::WISHES;
use crate::service::problem::{Code, Problem};
use sbps::wire::{Encoding, read_form};

/// The field with the name of what a form of staff asks for.
pub(in crate::web) const WISH: &str = "key";

/// The fields of a form.
pub(in crate::web) struct Posted(Vec<(String, String)>);

fn invalid(detail: String) -> Problem {
    Problem::with_detail(Code::RequestInvalid, detail)
}

impl Posted {
    /// Reads a body.
    pub(in crate::web) fn read(body: &[u8]) -> Result<Self, Problem> {
        let fields = read_form(body, Encoding::Utf8);
        let fields = fields.map_err(|error| invalid(format!("the form cannot be read: {error}")))?;
        // U+0000 is in no text, and not every database keeps it.
        match fields.iter().find(|(name, value)| name.contains('\0') || value.contains('\0')) {
            Some((name, _)) => Err(Problem::of_field(&name.escape_debug().to_string(), "holds U+0000")),
            None => Ok(Self(fields)),
        }
    }

    /// The value of a field, `None` if it is not there. Of two values nobody knows which one was
    /// meant.
    pub(in crate::web) fn optional(&self, name: &str) -> Result<Option<&str>, Problem> {
        let mut values = self.0.iter().filter(|(field, _)| field == name).map(|(_, value)| value.as_str());
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(invalid(format!("duplicate field `{name}`"))),
            (value, None) => Ok(value),
        }
    }

    /// The numbers behind `start` in the names of fields: of `item-7`, 7. Each at most once.
    pub(in crate::web) fn numbered(&self, start: &str) -> Result<Vec<i64>, Problem> {
        let names = self.0.iter().filter_map(|(name, _)| name.strip_prefix(start));
        let mut numbers: Vec<i64> = names
            .map(|number| number.parse().map_err(|_| invalid(format!("field `{start}{number}` has no number"))))
            .collect::<Result<_, _>>()?;
        numbers.sort_unstable();
        numbers.dedup();
        Ok(numbers)
    }

    /// The language of the page that posts it.
    pub(in crate::web) fn language(&self) -> Result<Language, Problem> {
        Ok(Language::of_tag(self.optional("language")?.unwrap_or_default()))
    }

    /// The value of a field that has to be there.
    pub(in crate::web) fn text(&self, name: &str) -> Result<&str, Problem> {
        self.optional(name)?.ok_or_else(|| Problem::of_field(name, "is missing"))
    }

    /// The name of what staff ask for by it, which is done once however often the form is sent.
    pub(in crate::web) fn wish(&self) -> Result<&str, Problem> {
        let name = self.text(WISH)?;
        if name.starts_with(WISHES) && name.len() <= 128 && name.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Ok(name);
        }
        Err(Problem::of_field(WISH, "is none of our forms' names"))
    }

    /// The whole number in a field that has to be there.
    pub(in crate::web) fn number<T: std::str::FromStr>(&self, name: &str) -> Result<T, Problem> {
        self.text(name)?.parse().map_err(|_| Problem::of_field(name, "is not a whole number"))
    }
}
