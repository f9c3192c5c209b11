//! Reads the members of an object and notes every problem instead of stopping at the first.

use super::day::read_day;
use super::link::is_safe_link;
use super::moment::read_moment;
use super::problem::{Problem, Reason};
use crate::json::Json;
use chrono::NaiveDate;
use sbps::date_time::JstDateTime;
use sbps::money::Yen;

/// The longest text a merchant may show in a row of the terms, in characters.
pub const LONGEST_TEXT: usize = 2_000;
/// The longest reference, in characters.
pub const LONGEST_REFERENCE: usize = 200;
/// The longest address, in characters.
pub const LONGEST_ADDRESS: usize = 2_048;
/// The largest number of yen that seven digits hold.
pub const LARGEST_AMOUNT: i64 = 9_999_999;

/// Whether a text says nothing. Trimming it would find its two ends first, which is more code.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Whether a text looks like a number, so that being no whole one is what is wrong with it.
fn is_decimal(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-'))
}

/// An object being read, the path to it, and the problems found so far.
pub struct Reader<'a> {
    object: &'a Json,
    path: String,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Reader<'a> {
    /// Reads `object`, whose members are reported as `path` followed by their name.
    pub fn new(object: &'a Json, path: String, problems: &'a mut Vec<Problem>) -> Self {
        Self { object, path, problems }
    }

    /// Notes that member `name` is wrong.
    pub fn refuse(&mut self, name: &str, reason: Reason) {
        self.problems.push(Problem { path: [&self.path, name].concat(), reason });
    }

    /// A reader of another object, whose members are reported as `path` followed by their name.
    pub fn within<'b>(&'b mut self, object: &'b Json, path: &str) -> Reader<'b> {
        Reader { object, path: [&self.path, path].concat(), problems: self.problems }
    }

    /// A reader of `object`, which is the one at that place in the list `name`.
    pub fn item<'b>(&'b mut self, object: &'b Json, name: &str, place: usize) -> Reader<'b> {
        self.within(object, &[name, "[", &place.to_string(), "]."].concat())
    }

    /// Whether the member `name` is absent or `null`.
    pub fn lacks(&self, name: &str) -> bool {
        *self.member(name) == Json::Null
    }

    /// Whether there is a member `name`, be it `null`.
    pub fn names(&self, name: &str) -> bool {
        matches!(self.object, Json::Object(members) if members.iter().any(|(member, _)| member == name))
    }

    /// The member `name` as it is.
    pub fn member(&self, name: &str) -> &'a Json {
        self.object.get(name)
    }

    /// A text that says something, of at most `longest` characters.
    pub fn text(&mut self, name: &str, longest: usize) -> Option<&'a str> {
        let text = self.member(name).text();
        let reason = match (self.member(name), text) {
            (Json::Null, _) => Reason::Missing,
            (_, None) => Reason::WrongType,
            (_, Some(text)) if is_blank(text) => Reason::Blank,
            (_, Some(text)) if text.len() > longest && text.chars().count() > longest => Reason::TooLong,
            _ => return text,
        };
        self.refuse(name, reason);
        None
    }

    /// The same, where the member may be absent or `null`.
    pub fn optional_text(&mut self, name: &str, longest: usize) -> Option<&'a str> {
        if self.lacks(name) { None } else { self.text(name, longest) }
    }

    /// A whole number between `smallest` and `largest`.
    pub fn whole(&mut self, name: &str, smallest: i64, largest: i64) -> Option<i64> {
        let whole = self.member(name).whole();
        let reason = match (self.member(name), whole) {
            (Json::Null, _) => Reason::Missing,
            (Json::Number(_), None) => Reason::NotWhole,
            (Json::Text(text), None) if is_decimal(text) => Reason::NotWhole,
            (_, None) => Reason::WrongType,
            (_, Some(whole)) if whole < smallest || whole > largest => Reason::OutOfRange,
            _ => return whole,
        };
        self.refuse(name, reason);
        None
    }

    /// True or false, which is also what an absent member or `null` says.
    pub fn truth(&mut self, name: &str) -> Option<bool> {
        match self.member(name) {
            Json::Null => Some(false),
            Json::Truth(truth) => Some(*truth),
            _ => self.found(name, None, Reason::WrongType),
        }
    }

    /// One of these words, by its place among them.
    pub fn choice(&mut self, name: &str, words: &[&str]) -> Option<usize> {
        let text = self.text(name, usize::MAX)?;
        let place = words.iter().position(|word| *word == text);
        self.found(name, place, Reason::UnknownWord)
    }

    /// The value that stands beside one of these words.
    pub fn word<T: Copy>(&mut self, name: &str, all: &[(&str, T)]) -> Option<T> {
        let text = self.text(name, LONGEST_TEXT)?;
        let found = all.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        self.found(name, found, Reason::UnknownWord)
    }

    /// A day in Japan.
    pub fn day(&mut self, name: &str) -> Option<NaiveDate> {
        let day = read_day(self.text(name, usize::MAX)?);
        self.found(name, day, Reason::NoDay)
    }

    /// A moment of RFC 3339.
    pub fn moment(&mut self, name: &str) -> Option<JstDateTime> {
        let moment = read_moment(self.text(name, usize::MAX)?);
        self.found(name, moment, Reason::NoMoment)
    }

    /// The same, where the member may be absent or `null`.
    pub fn optional_moment(&mut self, name: &str) -> Option<JstDateTime> {
        if self.lacks(name) { None } else { self.moment(name) }
    }

    /// An address that may become a link.
    pub fn address(&mut self, name: &str) -> Option<&'a str> {
        let address = self.text(name, LONGEST_ADDRESS)?;
        self.found(name, is_safe_link(address).then_some(address), Reason::UnsafeAddress)
    }

    /// A whole number of yen, 1 to 9,999,999.
    pub fn yen(&mut self, name: &str) -> Option<Yen> {
        let whole = self.whole(name, 1, LARGEST_AMOUNT)?;
        u32::try_from(whole).ok().and_then(|whole| Yen::new(whole).ok())
    }

    /// What was made of the member `name`; nothing is noted as a problem.
    pub fn found<T>(&mut self, name: &str, found: Option<T>, reason: Reason) -> Option<T> {
        if found.is_none() {
            self.refuse(name, reason);
        }
        found
    }
}
