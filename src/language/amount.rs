//! Amounts of yen as each language writes them.

use super::locale::Language;
use super::sentence::number::NumberSentence;
use sbps::money::grouped;

/// `3,500円` or `¥3,500`; a discount is `-500円` or `-¥500`.
pub fn amount(language: Language, yen: impl Into<i64>) -> String {
    written(language, yen.into())
}

// Once for every type of number: a copy for each would be downloaded.
fn written(language: Language, yen: i64) -> String {
    let sign = if yen < 0 { "-" } else { "" };
    let number = grouped(yen.unsigned_abs());
    match language {
        Language::Japanese => [sign, &number, "円"].concat(),
        Language::English => [sign, "¥", &number].concat(),
    }
}

/// The tax contained in an amount, in words.
pub fn tax_contained(language: Language, tax: u32) -> String {
    language.tell(NumberSentence::TaxContained, &[&amount(language, tax)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        for (yen, japanese, english) in [
            (0, "0円", "¥0"),
            (1, "1円", "¥1"),
            (999, "999円", "¥999"),
            (3_500, "3,500円", "¥3,500"),
            (9_999_999, "9,999,999円", "¥9,999,999"),
            (-500, "-500円", "-¥500"),
            (i64::MIN, "-9,223,372,036,854,775,808円", "-¥9,223,372,036,854,775,808"),
        ] {
            assert_eq!(amount(Language::Japanese, yen), japanese);
            assert_eq!(amount(Language::English, yen), english);
        }
    }

    #[test]
    fn a_tax_is_said_with_its_amount() {
        assert_eq!(tax_contained(Language::Japanese, 318), "税込み（うち消費税 318円）");
    }
}
