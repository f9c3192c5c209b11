//! The log of what persons asked for: who, when, what, on which row. It is only added to.

use super::staff::Witness;

/// How somebody asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// On a page.
    Page,
    /// By a command.
    Command,
}

impl Means {
    /// The word in the record.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Command => "command",
        }
    }
}

/// Who asks: the name, why, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asker {
    /// The name, and what there is to say about it.
    pub witness: Witness,
    /// How.
    pub means: Means,
}

/// Something that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// What: a word with the kind of thing before it, as `payment.refund`.
    pub what: &'static str,
    /// On which row: the kind of thing and its name, as `payment 12345678901234`.
    pub subject: String,
    /// How much and the like, without the note; blank where there is no more to say.
    pub detail: String,
}

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub id: i64,
    /// When, in seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// By whom.
    pub actor: String,
    /// `page` or `command`.
    pub means: String,
    /// What.
    pub what: String,
    /// On which row.
    pub subject: String,
    /// What else was said, with the note.
    pub detail: String,
}
