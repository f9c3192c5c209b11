//! What is said of digits that are as many as an order number has, and are none, to whoever typed them.

use crate::domain::language::Language;

/// The sentence.
pub(super) const fn misread(language: Language) -> &'static str {
    language.pick(
        "ご注文番号の数字に誤りがあります。12桁の数字をもう一度ご確認ください。",
        "A digit of the order number is wrong. Please check its 12 digits.",
    )
}
