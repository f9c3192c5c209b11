//! Content lines: escaped, folded, ended by CRLF.
//!
//! RFC 5545, sections 3.1 (folding) and 3.3.11 (text).

/// The most octets of a line without its CRLF.
const LONGEST_LINE: usize = 75;

/// Lines written one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    text: String,
    octets: usize,
}

impl Lines {
    /// A line that is written as it is.
    pub(super) fn raw(&mut self, line: &str) -> &mut Self {
        self.begin(line).end()
    }

    /// A line that holds a text: a name such as `SUMMARY`, a colon, and the text, escaped.
    pub(super) fn text(&mut self, name: &str, text: &str) -> &mut Self {
        self.begin(name).begin(":").escaped(text).end()
    }

    /// The start of a line, or more of it, as it is.
    pub(super) fn begin(&mut self, part: &str) -> &mut Self {
        for character in part.chars() {
            self.whole(character.encode_utf8(&mut [0; 4]));
        }
        self
    }

    /// More of a line: a text, in which a line break becomes `\n`, what has a meaning in a value is escaped, and a
    /// control character is left out, since no value may hold one.
    pub(super) fn escaped(&mut self, text: &str) -> &mut Self {
        let mut after_carriage_return = false;
        for character in text.chars() {
            match character {
                // CR LF is one line break.
                '\n' if after_carriage_return => {}
                '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => self.whole("\\n"),
                '\\' => self.whole("\\\\"),
                ';' => self.whole("\\;"),
                ',' => self.whole("\\,"),
                _ if character.is_control() && character != '\t' => {}
                _ => self.whole(character.encode_utf8(&mut [0; 4])),
            }
            after_carriage_return = character == '\r';
        }
        self
    }

    /// The end of a line.
    pub(super) fn end(&mut self) -> &mut Self {
        self.text.push_str("\r\n");
        self.octets = 0;
        self
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Writes what a fold must not cut: a character, or a backslash with what it escapes.
    fn whole(&mut self, part: &str) {
        if self.octets + part.len() > LONGEST_LINE {
            self.text.push_str("\r\n ");
            // The space belongs to the new line.
            self.octets = 1;
        }
        self.text.push_str(part);
        self.octets += part.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(text: &str) -> String {
        let mut lines = Lines::default();
        lines.text("SUMMARY", text);
        lines.into_text()
    }

    #[test]
    fn what_has_a_meaning_in_a_value_is_escaped() {
        for (text, expected) in [
            ("a,b;c\\d:e\"f", "SUMMARY:a\\,b\\;c\\\\d:e\"f\r\n"),
            ("one\ntwo\r\nthree\rfour\n\nfive", "SUMMARY:one\\ntwo\\nthree\\nfour\\n\\nfive\r\n"),
            ("\r\r\n\n", "SUMMARY:\\n\\n\\n\r\n"),
            ("a\u{2028}b\u{2029}c\u{85}d", "SUMMARY:a\\nb\\nc\\nd\r\n"),
            ("bell\u{7}\0\u{1b}\u{7f}\u{9b} tab\t.", "SUMMARY:bell tab\t.\r\n"),
            ("", "SUMMARY:\r\n"),
            ("a\r\nEND:VEVENT\r\nBEGIN:VALARM", "SUMMARY:a\\nEND:VEVENT\\nBEGIN:VALARM\r\n"),
        ] {
            assert_eq!(written(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_line_of_75_octets_is_not_folded_and_the_next_character_is() {
        let room = 75 - "SUMMARY:".len();
        assert_eq!(written(&"x".repeat(room)), format!("SUMMARY:{}\r\n", "x".repeat(room)));
        let folded = format!("SUMMARY:{}\r\n {}\r\n x\r\n", "x".repeat(room), "y".repeat(74));
        assert_eq!(written(&format!("{}{}x", "x".repeat(room), "y".repeat(74))), folded);
    }

    #[test]
    fn a_fold_cuts_neither_a_character_nor_an_escape() {
        let room = 75 - "SUMMARY:".len();
        for (part, escaped) in [("あ", "あ"), ("𠮷", "𠮷"), ("é", "é"), (",", "\\,"), ("\n", "\\n")] {
            for before in room - 5..=room {
                let text = format!("{}{part}", "x".repeat(before));
                let break_ = if before + escaped.len() > room { "\r\n " } else { "" };
                assert_eq!(written(&text), format!("SUMMARY:{}{break_}{escaped}\r\n", "x".repeat(before)));
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_keeps_to_75_octets_and_comes_back(text in any::<Vec<char>>()) {
            let text: String = text.into_iter().chain("赤\u{10FFFF},;\\\n".chars()).cycle().take(400).collect();
            let written = written(&text);
            prop_assert!(written.ends_with("\r\n"));
            for line in written.split("\r\n") {
                prop_assert!(line.len() <= 75, "{line:?}");
                prop_assert!(!line.chars().any(|character| character.is_control() && character != '\t'));
            }
            let unfolded = written.replace("\r\n ", "");
            let value = unfolded.strip_prefix("SUMMARY:").and_then(|rest| rest.strip_suffix("\r\n"));
            let mut kept = text.replace("\r\n", "\n");
            for line_break in ['\r', '\u{85}', '\u{2028}', '\u{2029}'] {
                kept = kept.replace(line_break, "\n");
            }
            kept.retain(|character| !character.is_control() || matches!(character, '\t' | '\n'));
            prop_assert_eq!(value.map(unescaped), Some(kept));
        }
    }

    fn unescaped(value: &str) -> String {
        let mut characters = value.chars();
        let mut text = String::new();
        while let Some(character) = characters.next() {
            match character {
                '\\' => match characters.next().expect("something escaped") {
                    'n' => text.push('\n'),
                    escaped => text.push(escaped),
                },
                _ => text.push(character),
            }
        }
        text
    }
}
