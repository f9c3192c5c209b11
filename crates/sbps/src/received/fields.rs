//! The fields of a body by name: what is missing is blank, what is not known is passed over.

use crate::message::form::{CHECKSUM_FIELD, DETAIL_ROW};
use crate::message::{FieldProblem, FieldProblemKind, Form, result};
use crate::text::code_page;

/// The field between the last free text and the detail rows: blank for au, and left out of the
/// answers that were recorded; another merchant's receiver reads and hashes it in the answer (C).
pub(super) const FREE_CSV: &str = "free_csv";

/// What the checksum drops from both ends of a value (C).
pub(super) const SPACE: [char; 1] = [' '];

/// What Java's own `trim` drops as far as a form can bring it, should the gateway use that (I).
pub(super) const SPACE_AND_BREAKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// A body's values as they came, by name.
pub(super) struct Fields<'a> {
    pub(super) received: &'a [(String, String)],
    pub(super) checksum: &'a str,
}

impl<'a> Fields<'a> {
    /// Looks at a body's fields.
    ///
    /// # Errors
    /// The known fields that have two values, and a missing checksum.
    pub(super) fn of(received: &'a [(String, String)]) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        for name in singles().chain([CHECKSUM_FIELD]) {
            let mut values = received.iter().filter(|(field, _)| field == name).map(|(_, value)| value);
            if let Some(first) = values.next()
                && values.any(|value| value != first)
            {
                problems.push(FieldProblem::new(name, first, FieldProblemKind::Repeated));
            }
        }
        let fields = Self { received, checksum: "" };
        let checksum = fields.get(CHECKSUM_FIELD).trim_matches(SPACE_AND_BREAKS);
        if checksum.is_empty() {
            problems.push(FieldProblem::new(CHECKSUM_FIELD, "", FieldProblemKind::Blank));
        }
        if problems.is_empty() { Ok(Self { checksum, ..fields }) } else { Err(problems) }
    }

    /// The value as it came; blank where there is none.
    pub(super) fn get(&self, name: &str) -> &'a str {
        self.received.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// The detail rows as they came, row by row, without those that are blank.
    pub(super) fn rows(&self) -> Vec<[&'a str; 9]> {
        let mut columns = DETAIL_ROW.map(|field| {
            self.received.iter().filter(move |(name, _)| name == field.name).map(|(_, value)| value.as_str())
        });
        let mut rows = Vec::new();
        loop {
            let row = columns.each_mut().map(Iterator::next);
            if row.iter().all(Option::is_none) {
                return rows;
            }
            let row = row.map(Option::unwrap_or_default);
            if row.iter().any(|value| !value.trim_matches(SPACE_AND_BREAKS).is_empty()) {
                rows.push(row);
            }
        }
    }

    /// The known values as they are read, with or without the detail rows: trimmed, each character
    /// as a request can carry it.
    pub(super) fn form(&self, with_rows: bool) -> Form {
        let read = |value: &str| code_page::as_requested(value.trim_matches(SPACE_AND_BREAKS));
        let single = |name| (name, read(self.get(name)));
        let mut fields: Vec<_> = before().map(single).collect();
        let rows = if with_rows { self.rows() } else { Vec::new() };
        for row in rows {
            fields.extend(DETAIL_ROW.iter().zip(row).map(|(field, value)| (field.name, read(value))));
        }
        fields.extend(after().map(single));
        Form::from_fields(fields)
    }
}

/// The known fields before the detail rows, in the order of the checksum, without `free_csv`. An
/// answer to D01-1 has a part of them in the same order (I).
pub(super) fn before() -> impl Iterator<Item = &'static str> {
    result::DEFINITION.before.into_iter().map(|field| field.name)
}

/// The known fields after the detail rows.
pub(super) fn after() -> impl Iterator<Item = &'static str> {
    result::DEFINITION.after.into_iter().map(|field| field.name)
}

fn singles() -> impl Iterator<Item = &'static str> {
    before().chain([FREE_CSV]).chain(after())
}
