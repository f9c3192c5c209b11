//! Reads the members of an object and notes everything that is wrong with them.

use super::Refusal;
use crate::domain::text::{about_unseen, unseen};
use kantan_checkout::json::Json;
use kantan_checkout::page::problem::Problem;
use kantan_checkout::page::reader::Reader;

/// An object being read, with everything that is wrong with it.
pub(super) struct Members<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) refusals: &'a mut Vec<Refusal>,
    object: &'a Json,
    path: String,
}

impl<'a> Members<'a> {
    /// Reads the members of a whole order.
    pub(super) fn of(object: &'a Json, problems: &'a mut Vec<Problem>, refusals: &'a mut Vec<Refusal>) -> Self {
        Self { reader: Reader::new(object, String::new(), problems), refusals, object, path: String::new() }
    }
}

impl Members<'_> {
    /// Notes that a member is wrong.
    pub(super) fn refuse(&mut self, name: &str, code: &'static str) {
        self.refusals.push(Refusal::of(&[&self.path, name].concat(), code));
    }

    /// Notes every member that is none of these: a slip of the pen must not be passed over.
    pub(super) fn only(&mut self, known: &[&str]) {
        let Json::Object(members) = self.object else { return };
        for (name, _) in members.iter().filter(|(name, _)| !known.contains(&name.as_str())) {
            let name: String = name.chars().take(64).collect();
            self.refuse(&name, "unknown_member");
        }
    }

    /// A whole number, as [`Reader::whole`] reads it, and never out of a text: a page's data is made by
    /// templates, which write numbers so; a program has no need to.
    pub(super) fn whole(&mut self, name: &str, smallest: i64, largest: i64) -> Option<i64> {
        if matches!(self.reader.member(name), Json::Text(_)) {
            self.refuse(name, "wrong_type");
            return None;
        }
        self.reader.whole(name, smallest, largest)
    }

    /// Notes a text of which a payer would not see everything.
    pub(super) fn seen(&mut self, name: &str) {
        if let Some(character) = self.reader.member(name).text().and_then(unseen) {
            let refusal = Refusal::of(&[&self.path, name].concat(), "unseen_character");
            self.refusals.push(refusal.because(about_unseen(character)));
        }
    }

    /// Reads the object in the member `name`; `None` without one, and if it is no object.
    pub(super) fn inside<T>(&mut self, name: &str, read: impl FnOnce(&mut Members<'_>) -> Option<T>) -> Option<T> {
        let object = self.reader.member(name);
        if !matches!(object, Json::Object(_)) {
            self.refuse(name, if *object == Json::Null { "missing" } else { "wrong_type" });
            return None;
        }
        self.within(object, &[name, "."].concat(), read)
    }

    /// Reads one object of the list `name`.
    pub(super) fn item<T>(
        &mut self,
        object: &Json,
        name: &str,
        place: usize,
        read: impl FnOnce(&mut Members<'_>) -> Option<T>,
    ) -> Option<T> {
        if !matches!(object, Json::Object(_)) {
            self.refuse(&format!("{name}[{place}]"), "wrong_type");
            return None;
        }
        self.within(object, &format!("{name}[{place}]."), read)
    }

    fn within<T>(&mut self, object: &Json, path: &str, read: impl FnOnce(&mut Members<'_>) -> Option<T>) -> Option<T> {
        let reader = self.reader.within(object, path);
        let path = [&self.path, path].concat();
        read(&mut Members { reader, refusals: self.refusals, object, path })
    }
}
