//! Which of the two languages is shown.

/// The language a payer reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Japanese.
    #[default]
    Japanese,
    /// English.
    English,
}

impl Language {
    /// Both, in the order of their numbers.
    pub const ALL: [Self; 2] = [Self::Japanese, Self::English];

    /// The language of a `lang` attribute: English for `en` and its regions, Japanese for everything else.
    pub fn of_tag(tag: &str) -> Self {
        let (primary, region) = tag.split_at_checked(2).unwrap_or_default();
        let is_english =
            primary.eq_ignore_ascii_case("en") && matches!(region.as_bytes().first(), None | Some(b'-' | b'_'));
        if is_english { Self::English } else { Self::Japanese }
    }

    /// The tag for `lang` attributes and for the merchant's server.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Japanese => "ja",
            Self::English => "en",
        }
    }

    /// The one that is in this language.
    pub const fn pick<T: Copy>(self, japanese: T, english: T) -> T {
        match self {
            Self::Japanese => japanese,
            Self::English => english,
        }
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
