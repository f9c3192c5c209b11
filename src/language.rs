//! The two languages of the element, and everything that depends on which is shown.
//!
//! Japanese comes first, here as on the screen; no sentence can exist in one language only.

mod amount;
mod moment;
mod number_sentence;
mod sentence;
mod sentences;

pub(crate) use amount::{amount, tax_contained, total_with_tax};
pub(crate) use moment::{day, deadline, moment, month, wait, weekday};
use number_sentence::NumberSentence;
pub(crate) use sentence::Sentence;
pub(crate) use sentences::{Sentences, sentences};

/// The language a payer reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Language {
    /// Japanese.
    #[default]
    Japanese,
    /// English.
    English,
}

impl Language {
    /// The language of a `lang` attribute: English for `en` and its regions, Japanese for everything else.
    pub(crate) fn of_tag(tag: &str) -> Self {
        let (primary, region) = tag.split_at_checked(2).unwrap_or_default();
        let is_english =
            primary.eq_ignore_ascii_case("en") && matches!(region.as_bytes().first(), None | Some(b'-' | b'_'));
        if is_english { Self::English } else { Self::Japanese }
    }

    /// The tag for `lang` attributes and for the merchant's server.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::Japanese => "ja",
            Self::English => "en",
        }
    }

    /// The one that is in this language.
    pub(crate) fn pick<T>(self, japanese: T, english: T) -> T {
        if self == Self::Japanese { japanese } else { english }
    }

    /// A sentence in this language.
    pub(crate) fn say(self, sentence: impl Sentences) -> &'static str {
        sentence.text(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_only_what_says_so() {
        for (tag, language) in [
            ("en", Language::English),
            ("en-GB", Language::English),
            ("EN_us", Language::English),
            ("ja", Language::Japanese),
            ("ja-JP", Language::Japanese),
            ("", Language::Japanese),
            ("fr", Language::Japanese),
            ("english", Language::Japanese),
        ] {
            assert_eq!(Language::of_tag(tag), language, "{tag:?}");
        }
    }
}
