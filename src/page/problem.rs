//! What is wrong: with the data of a page, for the merchant's developer ([`Problem`]), and at the merchant's server
//! ([`ProblemCode`], [`ProblemDocument`]).

mod code;
mod document;

pub use code::ProblemCode;
pub use document::ProblemDocument;

use crate::json::Json;

/// One problem: where, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The member, such as `lines[0].amount`; an attribute's name for a problem of the element itself.
    pub path: String,
    /// What is wrong with it.
    pub reason: Reason,
}

impl Problem {
    /// The problem as it stands in an event's list `problems`.
    pub fn to_json(&self) -> Json {
        Json::object(vec![("path", Json::from_text(&self.path)), ("code", Json::from_text(self.reason.code()))])
    }
}

/// What is wrong with a member or an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is not there, or `null`.
    Missing,
    /// It is of another type.
    WrongType,
    /// What stands there is no JSON.
    NotJson,
    /// It says nothing.
    Blank,
    /// It is longer than this element shows.
    TooLong,
    /// A number with a fraction, or of more digits than a browser reads exactly.
    NotWhole,
    /// A number outside its bounds.
    OutOfRange,
    /// The gateway's message cannot carry it.
    Unencodable,
    /// More tax than amount.
    MoreThanAmount,
    /// The lines do not add up to the amount.
    SumDiffers,
    /// No date and time of RFC 3339.
    NoMoment,
    /// No day of the form `2026-11-24`.
    NoDay,
    /// No month of the form `2027-03`.
    NoMonth,
    /// A word that is not one of those this member knows.
    UnknownWord,
    /// Not together with the other members.
    NotAllowed,
    /// The rules of recurring contracts refuse it, with their own code.
    Schedule(&'static str),
    /// Neither a relative address nor one of http or https.
    UnsafeAddress,
    /// An address of another origin than the page's.
    OtherOrigin,
    /// No origin that a form could be posted to.
    NoOrigin,
}

impl Reason {
    /// A stable code for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::WrongType => "wrong_type",
            Self::NotJson => "not_json",
            Self::Blank => "blank",
            Self::TooLong => "too_long",
            Self::NotWhole => "not_whole",
            Self::OutOfRange => "out_of_range",
            Self::Unencodable => "unencodable",
            Self::MoreThanAmount => "more_than_amount",
            Self::SumDiffers => "sum_differs",
            Self::NoMoment => "no_moment",
            Self::NoDay => "no_day",
            Self::NoMonth => "no_month",
            Self::UnknownWord => "unknown_word",
            Self::NotAllowed => "not_allowed",
            Self::Schedule(code) => code,
            Self::UnsafeAddress => "unsafe_address",
            Self::OtherOrigin => "other_origin",
            Self::NoOrigin => "no_origin",
        }
    }
}
