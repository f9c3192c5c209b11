//! The sentences of every screen that have amounts, dates or numbers in them.

use crate::language::sentences::sentences;

sentences! {
    /// A sentence with places for values.
    pub NumberSentence;

    TaxContained { "うち消費税 ①" "including consumption tax of ①" }
    TotalWithTax { "①（消費税・送料を含む総額）" "① in total, consumption tax and shipping included" }
    Moment { "①②" "② on ①" }
    Deadline { "①まで（日本時間）" "Until ① (Japan time)" }
    Wait {
        "①秒ほどお待ちになってから、もう一度お試しください。"
        "Please wait about ① seconds and try again."
    }
}
