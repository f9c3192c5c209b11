//! One field of a message: its name on the wire, its kind of characters and its longest length.
//!
//! Link type: field kinds X (single-byte), M (single- and double-byte) and 9 (digits). TAB, CR, LF and emoji are
//! refused, and so are spaces around a number (official for the XML interface, our reading for the form).

use crate::identifier::{first_not_single_byte, has_surrounding_space};

/// Which characters a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// X: printable ASCII.
    SingleByte,
    /// M: characters that survive Shift_JIS, one or two bytes each.
    Mixed,
    /// 9: ASCII digits without sign.
    Digits,
}

/// A field's definition. The order of definitions is the order on the wire and in the checksum.
///
/// ```
/// use sbps::message::purchase_request::DEFINITION;
///
/// let amount = DEFINITION.before.iter().find(|field| field.name == "amount").expect("it has this field");
/// assert!(amount.check("3500").is_ok());
/// let problem = amount.check("3,500").expect_err("digits only");
/// assert_eq!((problem.field.as_str(), problem.problem.code()), ("amount", "not_digits"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name on the wire.
    pub name: &'static str,
    /// Which characters it holds.
    pub kind: Kind,
    /// The most bytes it holds in Shift_JIS; `None` where no limit is published.
    pub longest: Option<usize>,
}

/// A value that a field cannot hold, or a field that is not as the message wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field's name as it came.
    pub field: String,
    /// What came, cut to 64 characters.
    pub offered: String,
    /// What is wrong.
    pub problem: FieldProblemKind,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldProblemKind {
    /// The field is not there at all; one with nothing to say is sent blank, never left out.
    Missing,
    /// The field is there more than once.
    Repeated,
    /// The message has no such field.
    Unknown,
    /// The field is blank but must say something.
    Blank,
    /// More bytes than the field holds.
    TooLong {
        /// The most bytes the field holds.
        longest: usize,
    },
    /// A character that is no ASCII digit.
    NotDigits,
    /// A character outside printable ASCII.
    NotSingleByte {
        /// The first such character.
        character: char,
    },
    /// A character that does not survive the way to the gateway and back.
    NotEncodable {
        /// The first such character.
        character: char,
    },
    /// A space at the start or the end, which the checksum would drop and the form would post.
    SurroundingSpace,
    /// The characters are right but the value is not.
    NotAllowed {
        /// What the field accepts, in a few words.
        expected: &'static str,
    },
}

impl FieldProblemKind {
    /// A stable code for programs and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Repeated => "repeated",
            Self::Unknown => "unknown",
            Self::Blank => "blank",
            Self::TooLong { .. } => "too_long",
            Self::NotDigits => "not_digits",
            Self::NotSingleByte { .. } => "not_single_byte",
            Self::NotEncodable { .. } => "not_encodable",
            Self::SurroundingSpace => "surrounding_space",
            Self::NotAllowed { .. } => "not_allowed",
        }
    }
}

impl FieldProblem {
    /// Keeps the field's name and as much of the value as a log wants.
    #[must_use]
    pub fn new(field: &str, offered: &str, problem: FieldProblemKind) -> Self {
        Self { field: field.to_owned(), offered: offered.chars().take(64).collect(), problem }
    }
}

impl core::fmt::Display for FieldProblem {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(formatter, "{}: ", self.field)?;
        match &self.problem {
            FieldProblemKind::Missing => formatter.write_str("missing; a field with nothing to say is sent blank"),
            FieldProblemKind::Repeated => formatter.write_str("there more than once"),
            FieldProblemKind::Unknown => formatter.write_str("this message has no such field"),
            FieldProblemKind::Blank => formatter.write_str("blank, but must say something"),
            FieldProblemKind::TooLong { longest } => {
                write!(formatter, "{:?} is longer than {longest} bytes", self.offered)
            }
            FieldProblemKind::NotDigits => write!(formatter, "{:?} is not ASCII digits only", self.offered),
            FieldProblemKind::NotSingleByte { character } => {
                write!(formatter, "{character:?} is not a printable ASCII character")
            }
            FieldProblemKind::NotEncodable { character } => {
                write!(formatter, "{character:?} does not survive Shift_JIS")
            }
            FieldProblemKind::SurroundingSpace => write!(formatter, "{:?} starts or ends with a space", self.offered),
            FieldProblemKind::NotAllowed { expected } => write!(formatter, "{:?} is not {expected}", self.offered),
        }
    }
}

impl core::error::Error for FieldProblem {}

impl Field {
    /// A field of printable ASCII of at most `longest` bytes.
    pub(crate) const fn single_byte(name: &'static str, longest: usize) -> Self {
        Self { name, kind: Kind::SingleByte, longest: Some(longest) }
    }

    /// A field of printable ASCII without a published limit.
    pub(crate) const fn unlimited(name: &'static str) -> Self {
        Self { name, kind: Kind::SingleByte, longest: None }
    }

    /// A field of single- and double-byte characters of at most `longest` bytes.
    pub(crate) const fn mixed(name: &'static str, longest: usize) -> Self {
        Self { name, kind: Kind::Mixed, longest: Some(longest) }
    }

    /// A field of at most `longest` digits.
    pub(crate) const fn digits(name: &'static str, longest: usize) -> Self {
        Self { name, kind: Kind::Digits, longest: Some(longest) }
    }

    /// Whether the field can hold `value`; a blank value always fits.
    ///
    /// # Errors
    /// The first [`FieldProblem`] found.
    pub fn check(&self, value: &str) -> Result<(), FieldProblem> {
        let refused = |problem| Err(FieldProblem::new(self.name, value, problem));
        if has_surrounding_space(value) {
            return refused(FieldProblemKind::SurroundingSpace);
        }
        match self.kind {
            Kind::Digits => {
                if !value.bytes().all(|byte| byte.is_ascii_digit()) {
                    return refused(FieldProblemKind::NotDigits);
                }
            }
            Kind::SingleByte => {
                if let Some(character) = first_not_single_byte(value) {
                    return refused(FieldProblemKind::NotSingleByte { character });
                }
            }
            Kind::Mixed => {
                if let Some(character) = value.chars().find(|&character| !crate::text::is_accepted(character)) {
                    return refused(FieldProblemKind::NotEncodable { character });
                }
            }
        }
        match self.longest {
            Some(longest) if crate::text::width(value) > longest => refused(FieldProblemKind::TooLong { longest }),
            _ => Ok(()),
        }
    }
}
