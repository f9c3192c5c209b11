//! What a check found: good, a warning, or a fault that keeps the server from starting.

use serde::Serialize;

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// It is as it should be.
    Ok,
    /// It works, and somebody should look at it.
    Warn,
    /// It must be mended.
    Fail,
}

impl Grade {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }
}

/// What one check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at, in one word.
    pub check: &'static str,
    /// How it ended.
    pub grade: Grade,
    /// What was found and what to do, in a sentence without any secret.
    pub says: String,
}

impl Finding {
    /// What was found in a check that ended in a grade.
    #[must_use]
    pub fn new(check: &'static str, grade: Grade, says: impl Into<String>) -> Self {
        Self { check, grade, says: says.into() }
    }
}
