//! The two languages of every page: the elements' own, so that a tag, an amount and a date are read and written in one
//! way. What only this server says stands where it is said.

pub use kantan_checkout::language::Language;

/// The language that a browser prefers by its `Accept-Language` (RFC 9110, 12.5.4): of Japanese and English the one with
/// the greater weight, the first of two alike. A reader of neither is shown English, which is read further; of a browser
/// that says nothing nobody knows.
#[must_use]
pub fn preferred(header: &str) -> Option<Language> {
    let mut best: Option<(f32, Language)> = None;
    for range in header.split(',') {
        let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
        let weight = parameters.trim().strip_prefix("q=").map_or(Some(1.0), |weight| weight.trim().parse().ok());
        let primary = tag.trim().split('-').next().unwrap_or_default();
        let language = match primary.to_ascii_lowercase().as_str() {
            "ja" => Language::Japanese,
            "en" => Language::English,
            _ => continue,
        };
        let Some(weight) = weight.filter(|weight| *weight > 0.0) else { continue };
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, language));
        }
    }
    match best {
        Some((_, language)) => Some(language),
        None if header.chars().any(|it| it.is_ascii_alphabetic()) => Some(Language::English),
        None => None,
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

#[cfg(test)]
mod tests {
    use super::Language::{English, Japanese};
    use super::preferred;

    #[test]
    fn a_browser_is_shown_what_it_prefers_of_both() {
        for (header, language) in [
            ("ja,en-US;q=0.9,en;q=0.8", Some(Japanese)),
            ("en-GB,en;q=0.9,ja;q=0.8", Some(English)),
            ("ja;q=0.3, en ; q=0.7", Some(English)),
            ("fr-FR,fr;q=0.9,ja;q=0.5,en;q=0.4", Some(Japanese)),
            ("zh-CN,zh;q=0.9", Some(English)),
            ("en;q=0,ja", Some(Japanese)),
            ("EN", Some(English)),
            ("en;q=many,ja;q=0.1", Some(Japanese)),
            ("jam,enm", Some(English)),
            ("", None),
            ("*", None),
        ] {
            assert_eq!(preferred(header), language, "{header}");
        }
    }
}
