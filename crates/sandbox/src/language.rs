//! The two languages, and how an amount and a date are written in them.

use chrono::{Datelike, NaiveDate};
use sbps::date_time::JstDateTime;

/// The language of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Japanese.
    Japanese,
    /// English.
    English,
}

impl Language {
    /// The language asked for by `?lang=`, else by the browser, else Japanese.
    #[must_use]
    pub fn choose(asked: Option<&str>, accept_language: Option<&str>) -> Self {
        let first = |text: &str| text.trim_start().to_ascii_lowercase().starts_with("en");
        match asked {
            Some("en") => Self::English,
            Some(_) => Self::Japanese,
            None if accept_language.is_some_and(first) => Self::English,
            None => Self::Japanese,
        }
    }

    /// The tag for `lang` and `?lang=`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.pick("ja", "en")
    }

    /// One of two sentences that say the same.
    #[must_use]
    pub const fn pick<'a>(self, ja: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Japanese => ja,
            Self::English => en,
        }
    }
}

/// An amount with its thousands set apart.
#[must_use]
pub fn yen(amount: u32, language: Language) -> String {
    let grouped = sbps::money::grouped(amount.into());
    match language {
        Language::Japanese => format!("{grouped}円"),
        Language::English => format!("¥{grouped}"),
    }
}

/// A date as `YYYY-MM-DD`.
#[must_use]
pub fn iso(day: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// A moment as `YYYY-MM-DD HH:MM:SS`, in Japan's time.
#[must_use]
pub fn moment(at: JstDateTime) -> String {
    let digits = at.to_string();
    let two = |from: usize| digits.get(from..from + 2).unwrap_or_default();
    format!("{} {}:{}:{}", iso(at.date()), two(8), two(10), two(12))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_by_thousands() {
        for (amount, ja, en) in [
            (1, "1円", "¥1"),
            (999, "999円", "¥999"),
            (1_000, "1,000円", "¥1,000"),
            (9_999_999, "9,999,999円", "¥9,999,999"),
        ] {
            assert_eq!(yen(amount, Language::Japanese), ja);
            assert_eq!(yen(amount, Language::English), en);
        }
    }

    #[test]
    fn days_and_moments_are_written_as_everybody_reads_them() {
        let at: JstDateTime = "20260102030405".parse().expect("a moment");
        assert_eq!((iso(at.date()), moment(at)), ("2026-01-02".to_owned(), "2026-01-02 03:04:05".to_owned()));
    }

    #[test]
    fn the_language_asked_for_goes_before_the_browsers() {
        assert_eq!(Language::choose(Some("en"), Some("ja")), Language::English);
        assert_eq!(Language::choose(None, Some("en-US,en;q=0.9")), Language::English);
        assert_eq!(Language::choose(Some("xx"), Some("en")), Language::Japanese);
        assert_eq!(Language::choose(None, None), Language::Japanese);
    }
}
