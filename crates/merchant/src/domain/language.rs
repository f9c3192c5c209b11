//! The two languages of every page: the elements' own, so that a tag, an amount and a date are read and written in one
//! way. What only this server says stands where it is said.

pub use kantan_checkout::language::Language;

/// A text in both languages.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// Japanese.
    pub ja: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// The text in one language.
    #[must_use]
    pub const fn get(self, language: Language) -> &'static str {
        language.pick(self.ja, self.en)
    }
}
