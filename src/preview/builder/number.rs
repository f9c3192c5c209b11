//! Numbers as people type them.

use crate::json::Json;

/// The number that was typed: full-width digits and commas are read, too. What is no number stays a text, and what is blank
/// is nothing.
pub(super) fn number(typed: &str) -> Json {
    let typed = typed.trim();
    if typed.is_empty() {
        return Json::Null;
    }
    let half_width = |character| match character {
        '０'..='９' => char::from_u32(u32::from(character) - u32::from('０') + u32::from('0')).unwrap_or(character),
        '－' | '−' => '-',
        '．' => '.',
        other => other,
    };
    let digits: String = typed.chars().filter(|it| !matches!(it, ',' | '，')).map(half_width).collect();
    let plain = digits.chars().all(|character| matches!(character, '0'..='9' | '-' | '.'));
    match digits.parse() {
        Ok(number) if plain => Json::Number(number),
        _ => Json::from_text(typed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (typed, read) in [
            ("3500", Json::Number(3_500.0)),
            (" 3,500 ", Json::Number(3_500.0)),
            ("３，５００", Json::Number(3_500.0)),
            ("-1", Json::Number(-1.0)),
            ("1.5", Json::Number(1.5)),
            ("", Json::Null),
            ("inf", Json::from_text("inf")),
            ("1e3", Json::from_text("1e3")),
            ("三千", Json::from_text("三千")),
        ] {
            assert_eq!(number(typed), read, "{typed:?}");
        }
    }
}
