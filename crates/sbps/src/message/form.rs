//! A message as an ordered list of named values, and how one is built from, and read by, its definition.

use super::field::{Field, FieldProblem, FieldProblemKind};

/// The name of the checksum, the last field of every message.
pub const CHECKSUM_FIELD: &str = "sps_hashcode";

/// The most detail rows a message may have: `dtl_rowno` has three digits.
pub const MOST_DETAIL_ROWS: usize = 999;

/// How many unknown fields are named before the rest is passed over: whoever posts thousands of them shall not make us
/// compare each with each.
const MOST_UNKNOWN_NAMED: usize = 32;

/// How a detail row is written: between the fields before and after the rows, row by row.
pub const DETAIL_ROW: [Field; 9] = [
    Field::digits("dtl_rowno", 3),
    Field::single_byte("dtl_item_id", 20),
    Field::mixed("dtl_item_name", 40),
    Field::digits("dtl_item_count", 6),
    Field::digits("dtl_tax", 7),
    Field::digits("dtl_amount", 7),
    Field::mixed("dtl_free1", 20),
    Field::mixed("dtl_free2", 20),
    Field::mixed("dtl_free3", 20),
];

/// Three texts that come back as they went.
pub(crate) const FREE_FIELDS: [Field; 3] =
    [Field::mixed("free1", 20), Field::mixed("free2", 20), Field::mixed("free3", 20)];

/// Where browser and gateway go afterwards.
pub(crate) const ADDRESS_FIELDS: [Field; 4] = [
    Field::unlimited("success_url"),
    Field::unlimited("cancel_url"),
    Field::unlimited("error_url"),
    Field::unlimited("pagecon_url"),
];

/// How every request ends before its checksum.
pub(crate) const REQUEST_TAIL: [Field; 2] = [Field::digits("request_date", 14), Field::digits("limit_second", 4)];

/// Several runs of fields as one.
pub(crate) const fn joined<const LENGTH: usize>(parts: &[&[Field]]) -> [Field; LENGTH] {
    let mut fields = [Field::unlimited(""); LENGTH];
    let (mut part, mut next) = (0, 0);
    while part < parts.len() {
        let mut index = 0;
        while index < parts[part].len() {
            fields[next] = parts[part][index];
            next += 1;
            index += 1;
        }
        part += 1;
    }
    assert!(next == LENGTH, "checked when the constant is compiled: every field has its place");
    fields
}

/// What a message consists of, in order: fields, detail rows (zero or more), fields; then the checksum.
///
/// ```
/// use sbps::message::{purchase_request, result};
///
/// assert_eq!(purchase_request::DEFINITION.names().count(), 40);
/// assert_eq!(result::DEFINITION.names().last(), Some("sps_hashcode"));
/// let problems = purchase_request::DEFINITION.arrange(&[]).expect_err("every field is missing");
/// assert_eq!(problems.len(), 31, "the nine fields of a detail row may be absent");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Definition<const BEFORE: usize, const AFTER: usize> {
    /// The fields before the detail rows.
    pub before: [Field; BEFORE],
    /// Whether detail rows may stand here.
    pub rows: bool,
    /// The fields after the detail rows, without the checksum.
    pub after: [Field; AFTER],
}

/// A message without its checksum: named values in the order of the wire.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Form {
    fields: Vec<(&'static str, String)>,
}

/// A message with its checksum: what a browser posts.
///
/// ```
/// use sbps::message::{Form, SignedForm};
///
/// let signed = SignedForm { form: Form::default(), checksum: "0".repeat(40) };
/// assert_eq!(signed.fields().last(), Some(("sps_hashcode", "0000000000000000000000000000000000000000")));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedForm {
    /// Everything but the checksum.
    pub form: Form,
    /// The value of `sps_hashcode`, as it came or as it will go.
    pub checksum: String,
}

impl Form {
    /// A form whose fields another definition than [`Definition`] has put in order.
    #[cfg(feature = "sign")]
    pub(crate) fn from_fields(fields: Vec<(&'static str, String)>) -> Self {
        Self { fields }
    }

    /// The values in order.
    #[must_use]
    pub fn fields(&self) -> &[(&'static str, String)] {
        &self.fields
    }

    /// The first value with that name; blank if there is none, which a form made by a [`Definition`] never lacks.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| *field == name).map_or("", |(_, value)| value)
    }

    /// The detail rows, each as its nine values in the order of [`DETAIL_ROW`].
    pub fn rows(&self) -> impl Iterator<Item = &[(&'static str, String)]> {
        let start = self.fields.iter().position(|(name, _)| *name == DETAIL_ROW[0].name);
        let rows = start.and_then(|start| self.fields.get(start..)).unwrap_or_default();
        rows.chunks_exact(DETAIL_ROW.len()).take_while(|row| row[0].0 == DETAIL_ROW[0].name)
    }
}

impl SignedForm {
    /// Every name and value in the order of the wire, the checksum last.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let checksum = core::iter::once((CHECKSUM_FIELD, self.checksum.as_str()));
        self.form.fields.iter().map(|(name, value)| (*name, value.as_str())).chain(checksum)
    }
}

impl<const BEFORE: usize, const AFTER: usize> Definition<BEFORE, AFTER> {
    /// Every name that may stand in the message, in order, the checksum last; detail names once.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        let rows: &[Field] = if self.rows { &DETAIL_ROW } else { &[] };
        let fields = self.before.iter().chain(rows).chain(&self.after);
        fields.map(|field| field.name).chain(core::iter::once(CHECKSUM_FIELD))
    }

    /// The form with these values: one for every field, so that none can be forgotten.
    #[must_use]
    pub fn fill(&self, before: [String; BEFORE], rows: Vec<[String; 9]>, after: [String; AFTER]) -> Form {
        fn named<'a>(
            fields: &'a [Field],
            values: impl IntoIterator<Item = String> + 'a,
        ) -> impl Iterator<Item = (&'static str, String)> + 'a {
            fields.iter().map(|field| field.name).zip(values)
        }
        let mut fields = Vec::with_capacity(BEFORE + AFTER + rows.len() * DETAIL_ROW.len());
        fields.extend(named(&self.before, before));
        for row in rows {
            fields.extend(named(&DETAIL_ROW, row));
        }
        fields.extend(named(&self.after, after));
        Form { fields }
    }

    /// Puts what arrived into the order of the definition, reading it by name, and checks every value against its
    /// field.
    ///
    /// Parameters arrive in no fixed order; the rows' fields are matched by their order among fields of the same name.
    ///
    /// # Errors
    /// Every problem found: fields missing, repeated or unknown (the first 32), values that a field cannot hold.
    pub fn arrange(&self, received: &[(String, String)]) -> Result<SignedForm, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut unknown: Vec<&str> = Vec::new();
        for (name, value) in received {
            if unknown.len() == MOST_UNKNOWN_NAMED {
                break;
            }
            if !self.names().any(|known| known == name) && !unknown.contains(&name.as_str()) {
                unknown.push(name);
                problems.push(FieldProblem::new(name, value, FieldProblemKind::Unknown));
            }
        }
        let mut fields = Vec::new();
        let single = |field: &Field, problems: &mut Vec<FieldProblem>| {
            let mut values = received.iter().filter(|(name, _)| name == field.name).map(|(_, value)| value);
            let value = match (values.next(), values.next()) {
                (Some(value), None) => value.as_str(),
                (None, _) => {
                    problems.push(FieldProblem::new(field.name, "", FieldProblemKind::Missing));
                    ""
                }
                (Some(value), Some(_)) => {
                    problems.push(FieldProblem::new(field.name, value, FieldProblemKind::Repeated));
                    value
                }
            };
            problems.extend(field.check(value).err());
            value.to_owned()
        };
        for field in &self.before {
            fields.push((field.name, single(field, &mut problems)));
        }
        if self.rows {
            arrange_rows(received, &mut fields, &mut problems);
        }
        for field in &self.after {
            fields.push((field.name, single(field, &mut problems)));
        }
        let checksum = single(&Field::single_byte(CHECKSUM_FIELD, 40), &mut problems);
        if problems.is_empty() { Ok(SignedForm { form: Form { fields }, checksum }) } else { Err(problems) }
    }
}

/// Appends the detail rows, row by row.
fn arrange_rows(
    received: &[(String, String)],
    fields: &mut Vec<(&'static str, String)>,
    problems: &mut Vec<FieldProblem>,
) {
    let columns = DETAIL_ROW.map(|field| {
        received.iter().filter(|(name, _)| name == field.name).map(|(_, value)| value.as_str()).collect::<Vec<_>>()
    });
    let rows = columns.iter().map(Vec::len).max().unwrap_or(0);
    for (field, column) in DETAIL_ROW.iter().zip(&columns) {
        if column.len() < rows {
            problems.push(FieldProblem::new(field.name, "", FieldProblemKind::Missing));
        }
        problems.extend(column.iter().filter_map(|value| field.check(value).err()));
    }
    if rows > MOST_DETAIL_ROWS {
        let expected = "at most 999 detail rows";
        problems.push(FieldProblem::new(DETAIL_ROW[0].name, "", FieldProblemKind::NotAllowed { expected }));
        return;
    }
    for row in 0..rows {
        for (field, column) in DETAIL_ROW.iter().zip(&columns) {
            fields.push((field.name, column.get(row).copied().unwrap_or_default().to_owned()));
        }
    }
}
