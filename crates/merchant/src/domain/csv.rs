//! Files that a spreadsheet opens: lines as RFC 4180 has them, each cell in quotes.

use encoding_rs::SHIFT_JIS;

/// What stands before a file in UTF-8, so that a spreadsheet reads it as that.
const MARK: &str = "\u{FEFF}";

/// What stands for a character that Shift_JIS does not have, as in print.
const MISSING: &str = "〓";

/// How a file is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 with its mark.
    #[default]
    Utf8,
    /// Shift_JIS as Windows has it, for programs of accounting.
    ShiftJis,
}

impl Encoding {
    /// Every encoding.
    pub const ALL: [Self; 2] = [Self::Utf8, Self::ShiftJis];

    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::ShiftJis => "shift_jis",
        }
    }

    /// The encoding of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.as_str() == name)
    }
}

/// A file of these lines under the names of its columns.
#[must_use]
pub fn file(columns: &[&str], rows: &[Vec<String>], encoding: Encoding) -> Vec<u8> {
    let head = format!("{}\r\n", columns.join(","));
    let text: String = std::iter::once(head).chain(rows.iter().map(|row| line(row))).collect();
    match encoding {
        Encoding::Utf8 => [MARK, &text].concat().into_bytes(),
        Encoding::ShiftJis => shift_jis(&text),
    }
}

fn shift_jis(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut buffer = [0; 4];
    for character in text.chars() {
        // One sign with two places in Unicode, of which Windows has the other.
        let character = match character {
            '〜' => '～',
            '—' => '―',
            '‖' => '∥',
            other => other,
        };
        let (encoded, _, is_missing) = SHIFT_JIS.encode(character.encode_utf8(&mut buffer));
        if is_missing {
            bytes.extend_from_slice(&SHIFT_JIS.encode(MISSING).0)
        } else {
            bytes.extend_from_slice(&encoded)
        }
    }
    bytes
}

/// A line of these cells.
fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell in quotes. What a spreadsheet would take for a formula is told as text: payers', the
/// gateway's and staff's words stand in it. Full-width signs count too: spreadsheets in Japanese
/// read them as the others.
fn quoted(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    format!("\"{}{}\"", if is_formula { "'" } else { "" }, cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cells: &[&str], encoding: Encoding) -> Vec<u8> {
        file(&["a", "b"], &[cells.iter().map(|cell| (*cell).to_owned()).collect()], encoding)
    }

    #[test]
    fn a_cell_is_text_whatever_stands_in_it() {
        assert_eq!(written(&["1", "2"], Encoding::Utf8), "\u{FEFF}a,b\r\n\"1\",\"2\"\r\n".as_bytes());
        assert_eq!(
            written(&["say \"no\", or\nnot"], Encoding::Utf8),
            "\u{FEFF}a,b\r\n\"say \"\"no\"\", or\nnot\"\r\n".as_bytes()
        );
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "－1"] {
            let expected = format!("\u{FEFF}a,b\r\n\"'{formula}\"\r\n");
            assert_eq!(written(&[formula], Encoding::Utf8), expected.as_bytes());
        }
    }

    #[test]
    fn shift_jis_has_no_mark_and_says_where_it_lacks_a_character() {
        let expected =
            [b"a,b\r\n\"".as_slice(), &[0x90, 0xd4], b"\",\"", &[0x81, 0x60, 0x81, 0xac], b"\"\r\n"].concat();
        assert_eq!(written(&["赤", "〜🍷"], Encoding::ShiftJis), expected);
        for encoding in Encoding::ALL {
            assert_eq!(Encoding::from_name(encoding.as_str()), Some(encoding));
        }
    }
}
