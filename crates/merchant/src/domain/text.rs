//! Texts that somebody else wrote and a payer reads.

/// The first character of a text that nobody sees: it tells other people something else than it tells
/// programs, or turns the order in which the characters around it are read. Those by which emoji and
/// ideographs take their shape are none of them, and neither are the ends of lines.
#[must_use]
pub fn unseen(text: &str) -> Option<char> {
    text.chars().find(|it| is_unseen(*it))
}

fn is_unseen(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => false,
        // Marks of direction (UAX 9) and what they end with.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        // Without width.
        '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{feff}' => true,
        // Annotations and tags.
        '\u{fff9}'..='\u{fffb}' | '\u{e0001}' | '\u{e0020}'..='\u{e007f}' => true,
        _ => character.is_control(),
    }
}

/// What is said of such a character.
#[must_use]
pub fn about_unseen(character: char) -> String {
    let number = u32::from(character);
    format!("U+{number:04X} is not seen by anybody and can change how the rest is read: take it away")
}

#[cfg(test)]
mod tests {
    use super::{about_unseen, unseen};

    #[test]
    fn what_nobody_sees_is_found_and_what_shapes_others_is_not() {
        for (text, found) in [
            ("赤ワイン 750ml", None),
            ("一行目\r\n二行目\t", None),
            ("葛\u{e0100}城", None),
            ("👨\u{200d}👩\u{200d}👧 ❤\u{fe0f}", None),
            ("\u{3000}～", None),
            ("赤\u{202e}ワイン", Some('\u{202e}')),
            ("03\u{200b}", Some('\u{200b}')),
            ("\u{feff}堂", Some('\u{feff}')),
            ("a\u{7f}b", Some('\u{7f}')),
            ("a\u{1b}[2J", Some('\u{1b}')),
            ("a\u{85}", Some('\u{85}')),
            ("a\u{e0041}", Some('\u{e0041}')),
        ] {
            assert_eq!(unseen(text), found, "{text:?}");
        }
        assert!(about_unseen('\u{ad}').starts_with("U+00AD is not seen"));
    }
}
