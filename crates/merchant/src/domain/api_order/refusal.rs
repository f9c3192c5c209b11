//! Why an order is not made: one for each member that has to change, each with a sentence.

use kantan_checkout::json::Json;
use kantan_checkout::page::problem::Problem;

/// The codes that are no rule's own, with what each says where there is nothing to add. A rule's code comes
/// with the rule's sentence.
pub const CODES: [(&str, &str); 18] = [
    ("missing", "this member has to be there"),
    ("wrong_type", "it is of another type: numbers are no texts, and texts no numbers"),
    ("blank", "nothing stands in it"),
    ("too_long", "it has more characters, or more entries, than there may be"),
    ("not_whole", "a whole number is written as an integer, without point and exponent"),
    ("out_of_range", "it is less than the least, or more than the most, that may stand here"),
    ("unencodable", "the message to the gateway cannot carry it"),
    ("more_than_amount", "there cannot be more tax than amount"),
    ("sum_differs", "it does not add up"),
    ("no_moment", "a moment is written as RFC 3339 has it: 2026-12-01T12:00:00+09:00"),
    ("unknown_word", "none of the words that this member knows"),
    ("not_allowed", "it does not go together with what else was said"),
    ("unsafe_address", "an absolute address that begins with https://, in ASCII"),
    ("unknown_member", "there is no such member, and what nothing reads might have been meant to change the order"),
    (
        "no_mail_address",
        "one address of ASCII without quotation marks, as name@host.example; a dot at either end of the name or two in a row are in no valid one",
    ),
    ("no_phone_number", "a telephone number has digits: 03-0000-0000"),
    ("unseen_character", "it holds a character that nobody sees"),
    ("tax_rates_differ", "every charge of a contract is taxed by one rate"),
];

/// One thing that is wrong with what was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The member, as `lines[0].quantity`.
    pub path: String,
    /// A stable code: one of the page contract's, of the rules', or of this interface's.
    pub code: &'static str,
    /// What is wrong, for a developer.
    pub detail: String,
    /// What could stand there instead.
    pub suggestions: Vec<String>,
}

impl Refusal {
    /// A refusal of a member, with what its code says; of a rule's code the sentence has to be added.
    #[must_use]
    pub fn of(path: &str, code: &'static str) -> Self {
        let says = CODES.iter().find(|(known, _)| *known == code).map_or(code, |(_, says)| says);
        Self { path: path.to_owned(), code, detail: says.to_owned(), suggestions: Vec::new() }
    }

    /// The same with a sentence of its own.
    #[must_use]
    pub fn because(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// The same with values that would do.
    #[must_use]
    pub fn try_instead(mut self, suggestions: Vec<String>) -> Self {
        self.suggestions = suggestions;
        self
    }

    /// As it stands in a problem's list `problems`.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let mut members = vec![
            ("path", Json::from_text(&self.path)),
            ("code", Json::from_text(self.code)),
            ("detail", Json::from_text(&self.detail)),
        ];
        if !self.suggestions.is_empty() {
            let suggestions = self.suggestions.iter().map(|text| Json::from_text(text)).collect();
            members.push(("suggestions", Json::List(suggestions)));
        }
        Json::object(members)
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::of(&problem.path, problem.reason.code())
    }
}
