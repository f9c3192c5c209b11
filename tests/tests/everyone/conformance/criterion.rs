//! What a row of the report is made of.

/// How important a criterion is, as WCAG has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// The least.
    A,
    /// What laws ask for.
    AA,
}

/// What the report says of a criterion, in VPAT's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is met.
    Supports,
    /// It is not met everywhere.
    Partially,
    /// There is nothing that it could be about.
    NotApplicable,
    /// Nobody has looked.
    NotEvaluated,
}

impl Verdict {
    /// As the report has it.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Supports => "Supports",
            Self::Partially => "Partially Supports",
            Self::NotApplicable => "Not Applicable",
            Self::NotEvaluated => "Not Evaluated",
        }
    }
}

/// What a verdict stands on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Proof {
    /// Those rules of axe-core for this criterion that had something to look at in the gallery and found it right.
    Axe,
    /// A test: its file below `tests/tests`, and its name.
    Test(&'static str, &'static str),
    /// A person looked, for the reason that the remark says.
    Looked,
}

/// A success criterion of WCAG 2.2.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Criterion {
    /// Its number.
    pub(crate) number: &'static str,
    /// Its name.
    pub(crate) name: &'static str,
    /// Its level.
    pub(crate) level: Level,
    /// Whether it is met.
    pub(crate) verdict: Verdict,
    /// Why one can say so.
    pub(crate) proofs: &'static [Proof],
    /// What is to be known; a sentence, or none.
    pub(crate) remark: &'static str,
}

impl Criterion {
    /// The tag that axe-core gives to its rules for this criterion.
    pub(crate) fn tag(&self) -> String {
        format!("wcag{}", self.number.replace('.', ""))
    }

    /// Where the criterion stands.
    pub(crate) fn address(&self) -> String {
        let name = self.name.to_lowercase().replace(", ", "-").replace(' ', "-");
        format!("https://www.w3.org/TR/WCAG22/#{}", name.replace(['(', ')', ',', '/'], ""))
    }
}
