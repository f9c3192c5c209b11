//! The sentences of every screen that have amounts, dates or numbers in them.

use crate::language::sentences::sentences;

sentences! {
    /// A sentence with places for values.
    pub NumberSentence of Number;

    TaxContained { "税込み（うち消費税 ①）" "tax included (consumption tax ①)" }
    Moment { "①②" "② on ①" }
    Deadline { "①まで（日本時間）" "Until ① (Japan time)" }
    Wait {
        "①秒ほどお待ちになってから、もう一度お試しください。"
        "Please wait about ① seconds and try again."
    }
}
