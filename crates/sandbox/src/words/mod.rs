//! Error codes in words, for whoever reads the sandbox's pages. Which code means what is the rules
//! crate's table; here stand the sentences alone.

mod api;
mod both;
mod link;

use crate::language::Language;
use sbps::error_code::{ApiErrorCode, LinkErrorCode};

/// A code of four digits or eight characters in words, Japanese and English.
#[must_use]
pub fn meaning(code: &str) -> (&'static str, &'static str) {
    const UNKNOWN: (&str, &str) = ("一覧にないコード", "a code that is not in the list");
    if let Ok(code) = code.parse::<LinkErrorCode>() {
        return code.meaning().map_or(UNKNOWN, link::link);
    }
    code.parse::<ApiErrorCode>().ok().and_then(|code| code.error_type()).map_or(UNKNOWN, api::api)
}

/// A code and what it means, as `8297: the payer's limit is exceeded`.
#[must_use]
pub fn named(code: &str, language: Language) -> String {
    let (ja, en) = meaning(code);
    match language {
        Language::Japanese => format!("{code}：{ja}"),
        Language::English => format!("{code}: {en}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_named_in_both_languages() {
        for (code, ja, en) in [
            ("8297", "8297：利用限度額の超過", "8297: the payer's limit is exceeded"),
            (
                "1301",
                "1301：加盟店が結果通知を受け取れませんでした",
                "1301: the merchant did not take the notification",
            ),
            (
                "402L4999",
                "402L4999：購入：利用限度額の超過などです",
                "402L4999: purchase: over the limit, or an error at the carrier",
            ),
            ("40209025", "40209025：チェックサムが一致しません", "40209025: the checksum does not match"),
            ("9999", "9999：一覧にないコード", "9999: a code that is not in the list"),
            ("402ZZ999", "402ZZ999：一覧にないコード", "402ZZ999: a code that is not in the list"),
        ] {
            assert_eq!(named(code, Language::Japanese), ja);
            assert_eq!(named(code, Language::English), en);
        }
    }
}
