//! The two languages, in which every sentence is written where it stands.

use chrono::{Datelike, NaiveDate};
use sbps::date_time::JstDateTime;

/// The language of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Japanese.
    #[default]
    Japanese,
    /// English.
    English,
}

impl Language {
    /// The language with that tag; Japanese for any other.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        if tag == "en" { Self::English } else { Self::Japanese }
    }

    /// The tag for `lang`.
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

    /// An amount of yen as a price tag has it.
    #[must_use]
    pub fn yen(self, amount: u32) -> String {
        let grouped = sbps::money::grouped(amount.into());
        match self {
            Self::Japanese => format!("{grouped}円"),
            Self::English => format!("¥{grouped}"),
        }
    }

    /// A calendar day, spelt out.
    #[must_use]
    pub fn day(self, day: NaiveDate) -> String {
        match self {
            Self::Japanese => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            Self::English => day.format("%-d %B %Y").to_string(),
        }
    }

    /// A moment in Japan, spelt out.
    #[must_use]
    pub fn moment(self, moment: JstDateTime) -> String {
        let (day, clock) = (self.day(moment.date()), moment.local().format("%-H:%M"));
        match self {
            Self::Japanese => format!("{day}{clock}"),
            Self::English => format!("{clock} on {day}"),
        }
    }

    /// Until when something is so.
    #[must_use]
    pub fn until(self, moment: JstDateTime) -> String {
        let moment = self.moment(moment);
        match self {
            Self::Japanese => format!("{moment}まで（日本時間）"),
            Self::English => format!("Until {moment} (Japan time)"),
        }
    }
}

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
