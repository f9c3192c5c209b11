//! What a member holds, with its bounds: for people, for TypeScript, and with values that must be refused.

use crate::page::reader::{LARGEST_AMOUNT, LONGEST_ADDRESS};
use serde_json::{Value, json};

/// A list of any length.
pub(super) const UNBOUNDED: usize = 0;

/// What a member holds.
pub(super) enum Kind {
    /// A text that says something, of at most so many characters.
    Text(usize),
    /// Any text.
    AnyText,
    /// An id or a name that the gateway's message can carry.
    Carried(&'static str),
    /// Yen, 1 to 9,999,999.
    Yen,
    /// A whole number between these.
    Whole(i64, i64),
    /// True or false.
    Truth,
    /// A day in Japan.
    Day,
    /// A month in Japan.
    Month,
    /// A moment of RFC 3339.
    Moment,
    /// An address that may become a link.
    Address,
    /// One of these words.
    Words(Vec<&'static str>),
    /// Several of these words.
    WordList(Vec<&'static str>),
    /// An object of one of these types.
    Object(&'static [&'static str]),
    /// A list of objects of that type, at most so many.
    List(&'static str, usize),
    /// Pairs, as TypeScript has them.
    Pairs(&'static str),
}

fn quoted(words: &[&str], between: &str, quote: char) -> String {
    words.iter().map(|word| format!("{quote}{word}{quote}")).collect::<Vec<_>>().join(between)
}

impl Kind {
    /// For people.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Text(longest) => format!("text, at most {longest} characters"),
            Self::AnyText => "text".to_owned(),
            Self::Carried(what) => format!("text: {what}"),
            Self::Yen => format!("whole yen, 1 to {LARGEST_AMOUNT}"),
            Self::Whole(smallest, largest) => format!("whole number, {smallest} to {largest}"),
            Self::Truth => "`true` or `false`".to_owned(),
            Self::Day => "day in Japan, `YYYY-MM-DD`".to_owned(),
            Self::Month => "month in Japan, `YYYY-MM`".to_owned(),
            Self::Moment => "moment of RFC 3339, with offset".to_owned(),
            Self::Address => {
                format!("address: relative, `http` or `https`, at most {LONGEST_ADDRESS} characters")
            }
            Self::Words(words) => quoted(words, ", ", '`'),
            Self::WordList(words) => format!("list of {}", quoted(words, ", ", '`')),
            Self::Object(types) => quoted(types, " or ", '`'),
            Self::List(of, UNBOUNDED) => format!("list of `{of}`"),
            Self::List(of, most) => format!("list of `{of}`, at most {most}"),
            Self::Pairs(pair) => format!("list of `{pair}`"),
        }
    }

    /// For TypeScript.
    pub(super) fn type_script(&self) -> String {
        match self {
            Self::Yen | Self::Whole(..) => "number".to_owned(),
            Self::Truth => "boolean".to_owned(),
            Self::Words(words) => quoted(words, " | ", '"'),
            Self::WordList(words) => format!("({})[]", quoted(words, " | ", '"')),
            Self::Object(types) => types.join(" | "),
            Self::List(of, _) => format!("{of}[]"),
            Self::Pairs(pair) => format!("{pair}[]"),
            _ => "string".to_owned(),
        }
    }

    /// Values that a reader must refuse, each with its code.
    pub(super) fn refused(&self) -> Vec<(Value, &'static str)> {
        match self {
            Self::Text(longest) => {
                vec![(json!(7), "wrong_type"), (json!(" "), "blank"), (json!("あ".repeat(longest + 1)), "too_long")]
            }
            Self::Carried(_) => vec![(json!(7), "wrong_type"), (json!("🍷"), "unencodable")],
            Self::Yen => Self::Whole(1, LARGEST_AMOUNT).refused(),
            Self::Whole(smallest, largest) => vec![
                (json!(true), "wrong_type"),
                (json!(0.5), "not_whole"),
                (json!(smallest - 1), "out_of_range"),
                (json!(largest + 1), "out_of_range"),
            ],
            Self::Truth => vec![(json!("yes"), "wrong_type")],
            Self::Day => vec![(json!(20_261_124), "wrong_type"), (json!("2026-02-30"), "no_day")],
            Self::Month => vec![(json!(202_703), "wrong_type"), (json!("2026-13"), "no_month")],
            Self::Moment => vec![(json!(1), "wrong_type"), (json!("2026-11-24T12:00"), "no_moment")],
            Self::Address => vec![
                (json!("javascript:alert(1)"), "unsafe_address"),
                (json!("/".repeat(LONGEST_ADDRESS + 1)), "too_long"),
            ],
            Self::Words(_) => vec![(json!("word of nobody"), "unknown_word")],
            Self::WordList(_) => vec![(json!("cancel"), "wrong_type"), (json!(["word of nobody"]), "unknown_word")],
            Self::List(_, UNBOUNDED) => vec![(json!({}), "wrong_type")],
            Self::List(_, most) => {
                vec![(json!({}), "wrong_type"), (json!(vec![Value::Null; most + 1]), "too_long")]
            }
            Self::AnyText | Self::Object(_) | Self::Pairs(_) => Vec::new(),
        }
    }
}
