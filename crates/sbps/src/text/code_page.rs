//! The characters that Shift_JIS and Microsoft's code page for it decode differently.
//!
//! The bytes are the same, so a form in Shift_JIS carries either; a checksum over UTF-8 tells them
//! apart. Whether the gateway decodes 0x8160 as U+301C or as U+FF5E is not known.

use super::safe_twin::safe_twin;

/// The characters as the standard has them: — ‖ − 〜 ¢ £ ¬. Microsoft's are their safe twins.
const STANDARD: [char; 7] = ['\u{2014}', '\u{2016}', '\u{2212}', '\u{301C}', '\u{A2}', '\u{A3}', '\u{AC}'];

/// Microsoft's character for one of the standard's: what a browser posts.
fn requested(character: char) -> Option<char> {
    let twin = STANDARD.contains(&character).then(|| safe_twin(character))??;
    twin.chars().next()
}

/// The text with the characters that a browser can post.
pub(crate) fn as_requested(text: &str) -> String {
    text.chars().map(|character| requested(character).unwrap_or(character)).collect()
}

/// The text as a decoder by the standard reads its bytes.
pub(crate) fn as_standard(text: &str) -> String {
    let standard = |character| STANDARD.into_iter().find(|own| requested(*own) == Some(character));
    text.chars().map(|character| standard(character).unwrap_or(character)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seven_characters_are_read_alike_and_no_other_is_touched() {
        let (standard, requested) = ("—‖−〜¢£¬", "―∥－～￠￡￢");
        assert_eq!((as_requested(standard), as_standard(requested)), (requested.into(), standard.into()));
        let other = "ワイン便　毎月20日 ①～";
        assert_eq!(as_requested(other), other);
        assert_eq!(as_requested(&as_standard(other)), other);
        assert!(requested.chars().all(crate::text::is_accepted));
    }
}
