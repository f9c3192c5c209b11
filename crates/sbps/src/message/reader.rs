//! Reads typed values out of a form and collects what is wrong instead of stopping at the first problem.

use super::detail_row::DetailRow;
use super::field::{FieldProblem, Problem};
use super::form::Form;
use core::str::FromStr;

pub(crate) struct Reader<'a> {
    form: &'a Form,
    problems: Vec<FieldProblem>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(form: &'a Form) -> Self {
        Self { form, problems: Vec::new() }
    }

    pub(crate) fn refuse(&mut self, name: &str, problem: Problem) {
        self.problems.push(FieldProblem::new(name, self.form.get(name), problem));
    }

    /// The value, which must not be blank.
    pub(crate) fn required<T: FromStr>(&mut self, name: &str, expected: &'static str) -> Option<T> {
        if self.form.get(name).is_empty() {
            self.refuse(name, Problem::Blank);
            return None;
        }
        self.optional(name, expected)
    }

    /// The value, or `None` where it is blank.
    pub(crate) fn optional<T: FromStr>(&mut self, name: &str, expected: &'static str) -> Option<T> {
        let value = self.form.get(name);
        if value.is_empty() {
            return None;
        }
        let read = value.parse().ok();
        if read.is_none() {
            self.refuse(name, Problem::NotAllowed { expected });
        }
        read
    }

    /// The value with its text as given, blank included.
    pub(crate) fn text<T: FromStr>(&mut self, name: &str, expected: &'static str) -> Option<T> {
        let read = self.form.get(name).parse().ok();
        if read.is_none() {
            self.refuse(name, Problem::NotAllowed { expected });
        }
        read
    }

    /// Refuses a value where only one is right.
    pub(crate) fn exactly(&mut self, name: &str, value: &str, expected: &'static str) {
        if self.form.get(name) != value {
            self.refuse(name, Problem::NotAllowed { expected });
        }
    }

    pub(crate) fn form(&self) -> &'a Form {
        self.form
    }

    /// The detail rows.
    pub(crate) fn rows(&mut self) -> Option<Vec<DetailRow>> {
        let rows: Result<Vec<_>, _> =
            self.form.rows().enumerate().map(|(index, row)| DetailRow::read(row, index + 1)).collect();
        rows.map_err(|problem| self.problems.push(problem)).ok()
    }

    /// The value read, or every problem met on the way.
    pub(crate) fn finish<T>(mut self, read: Option<T>) -> Result<T, Vec<FieldProblem>> {
        match read {
            Some(value) if self.problems.is_empty() => Ok(value),
            _ => {
                if self.problems.is_empty() {
                    self.problems.push(FieldProblem::new("", "", Problem::Missing));
                }
                Err(self.problems)
            }
        }
    }
}
