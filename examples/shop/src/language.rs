//! The two languages of the shop.

/// A language of the shop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Language {
    /// Japanese, which is the default.
    #[default]
    Japanese,
    /// English.
    English,
}

/// A text in both.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text {
    /// In Japanese.
    pub(crate) ja: &'static str,
    /// In English.
    pub(crate) en: &'static str,
}

impl Text {
    /// A text in both languages.
    pub(crate) const fn new(ja: &'static str, en: &'static str) -> Self {
        Self { ja, en }
    }

    /// The text in one of them.
    pub(crate) const fn get(self, language: Language) -> &'static str {
        language.pick(self.ja, self.en)
    }
}

impl Language {
    /// One that a browser names, `ja` or `en`.
    pub(crate) fn named(tag: Option<&str>) -> Self {
        if tag == Some("en") { Self::English } else { Self::Japanese }
    }

    /// Its tag.
    pub(crate) const fn tag(self) -> &'static str {
        self.pick("ja", "en")
    }

    /// Whichever text is in this language.
    pub(crate) const fn pick<'a>(self, ja: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Japanese => ja,
            Self::English => en,
        }
    }

    /// An amount in yen.
    pub(crate) fn yen(self, amount: i64) -> String {
        let digits = amount.unsigned_abs().to_string();
        let mut grouped = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        match self {
            Self::Japanese => format!("{grouped}円"),
            Self::English => format!("¥{grouped}"),
        }
    }

    /// The day of a moment as the service writes one, `2026-12-01T12:00:00+09:00`.
    pub(crate) fn day(self, moment: &str) -> String {
        let mut parts = moment.get(..10).unwrap_or(moment).splitn(3, '-');
        let [year, month, day] = std::array::from_fn(|_| parts.next().unwrap_or_default().trim_start_matches('0'));
        let name = month.parse::<usize>().ok().and_then(|month| MONTHS.get(month.checked_sub(1)?)).copied();
        match self {
            Self::Japanese => format!("{year}年{month}月{day}日"),
            Self::English => format!("{day} {} {year}", name.unwrap_or_default()),
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use super::Language::{English, Japanese};

    #[test]
    fn amounts_and_days_are_written_as_people_write_them() {
        assert_eq!((Japanese.yen(1_580), English.yen(9_999_999)), ("1,580円".to_owned(), "¥9,999,999".to_owned()));
        assert_eq!((Japanese.yen(0), English.yen(300)), ("0円".to_owned(), "¥300".to_owned()));
        let moment = "2026-12-01T12:00:00+09:00";
        assert_eq!(
            (Japanese.day(moment), English.day(moment)),
            ("2026年12月1日".to_owned(), "1 December 2026".to_owned())
        );
    }
}
