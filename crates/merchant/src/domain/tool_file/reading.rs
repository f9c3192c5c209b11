//! Reads the tool's file: UTF-8 with or without its mark, or Shift_JIS as Windows has it; rows as
//! RFC 4180 has them. A file that is damaged is refused whole, with the line.

use super::format::{Names, ToolFormat, ToolState};
use crate::domain::typed;
use chrono::NaiveDate;
use encoding_rs::SHIFT_JIS;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// The most bytes of a file.
pub const MOST_BYTES: usize = 5 * 1024 * 1024;

/// The most rows of a file.
pub const MOST_ROWS: usize = 100_000;

/// A row of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolRow {
    /// The line on which it begins, from 1 on.
    pub line: u64,
    /// Our order id; blank where the row has none.
    pub order_id: String,
    /// The gateway's name for the payment; blank where the row has none.
    pub tracking_id: String,
    /// The amount in yen, where the cell is one.
    pub amount: Option<u32>,
    /// Its state, where the word's meaning is known.
    pub state: Option<ToolState>,
    /// The word for its state.
    pub word: String,
    /// The day, where the cell is one.
    pub day: Option<NaiveDate>,
}

/// The file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolFile {
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub digest: String,
    /// Its rows.
    pub rows: Vec<ToolRow>,
}

/// Why a file cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct Unreadable {
    /// The line, from 1 on.
    pub line: u64,
    /// What is wrong with it.
    pub why: Damage,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// It has too many bytes.
    #[error("the file is larger than {} MB", MOST_BYTES / 1024 / 1024)]
    TooLarge,
    /// It has too many rows.
    #[error("the file has more than {MOST_ROWS} rows")]
    TooManyRows,
    /// Nothing stands in it, or only the names of the columns.
    #[error("there is no row below the names of the columns")]
    NoRows,
    /// Its characters cannot be read.
    #[error("the characters are neither UTF-8 nor Shift_JIS")]
    Characters,
    /// A row has more or fewer cells than there are columns.
    #[error("the row has {0} cells, and there are {1} columns")]
    Cells(u64, u64),
    /// A quotation mark is not closed.
    #[error("a quotation mark is not closed")]
    NotClosed,
    /// No column has one of these names.
    #[error("no column is called {0}")]
    ColumnMissing(String),
    /// More than one column has.
    #[error("more than one column is called {0}")]
    ColumnTwice(String),
}

const fn wrong(line: u64, why: Damage) -> Unreadable {
    Unreadable { line, why }
}

/// Reads a file.
///
/// # Errors
/// [`Unreadable`] with the line where it is damaged, lacks a column, or is larger than [`MOST_BYTES`] or [`MOST_ROWS`].
pub fn read(bytes: &[u8], format: &ToolFormat) -> Result<ToolFile, Unreadable> {
    if bytes.len() > MOST_BYTES {
        return Err(wrong(1, Damage::TooLarge));
    }
    // The reader counts lines by the last byte of an end alone.
    let text = decoded(bytes)?.replace("\r\n", "\n");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut records = reader.records();
    let head = match records.next() {
        Some(head) => head.map_err(|error| damaged(&text, &error))?,
        None => return Err(wrong(1, Damage::NoRows)),
    };
    let columns = Columns::of(&head, format)?;
    let (mut rows, mut last) = (Vec::new(), (1, 0));
    for record in records {
        let record = record.map_err(|error| damaged(&text, &error))?;
        let (line, byte) = start(&text, record.position());
        last = (line, byte);
        if rows.len() == MOST_ROWS {
            return Err(wrong(line, Damage::TooManyRows));
        }
        rows.push(columns.row(line, &record, format));
    }
    // What is not closed would swallow every row behind it.
    let rest = text.as_bytes().get(last.1..).unwrap_or_default();
    if rest.iter().filter(|byte| **byte == b'"').count() % 2 == 1 {
        return Err(wrong(last.0, Damage::NotClosed));
    }
    if rows.is_empty() {
        return Err(wrong(1, Damage::NoRows));
    }
    let digest = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(ToolFile { digest, rows })
}

/// The line and the byte with which a record begins, past the empty lines before it.
fn start(text: &str, at: Option<&csv::Position>) -> (u64, usize) {
    let (line, byte) = at.map_or((1, 0), |at| (at.line(), usize::try_from(at.byte()).unwrap_or_default()));
    let rest = text.get(byte..).unwrap_or_default();
    let skipped = rest.len() - rest.trim_start_matches('\n').len();
    (line + u64::try_from(skipped).unwrap_or_default(), byte + skipped)
}

fn damaged(text: &str, error: &csv::Error) -> Unreadable {
    let (line, _) = start(text, error.position());
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => wrong(line, Damage::Cells(*len, *expected_len)),
        // Nothing else is told of text in memory.
        _ => wrong(line, Damage::Characters),
    }
}

/// The text of the file. What is UTF-8 by accident is ASCII, and the same in both.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) => match SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) => text,
            None => return Err(wrong(unreadable_line(bytes, &error), Damage::Characters)),
        },
    };
    // U+0000 is in no text; every second byte of UTF-16 is one.
    match text.find('\0') {
        Some(at) => Err(wrong(line_of(text.as_bytes().get(..at).unwrap_or_default()), Damage::Characters)),
        None => Ok(text),
    }
}

/// The first line that is not in the encoding of the first one. No character of Shift_JIS holds the
/// byte that ends a line.
fn unreadable_line(bytes: &[u8], error: &std::str::Utf8Error) -> u64 {
    let in_utf8 = bytes.get(..error.valid_up_to()).unwrap_or_default();
    if in_utf8.contains(&b'\n') && !in_utf8.is_ascii() {
        return line_of(in_utf8);
    }
    let is_text = |line: &[u8]| SHIFT_JIS.decode_without_bom_handling_and_without_replacement(line).is_some();
    let good = bytes.split(|byte| *byte == b'\n').take_while(|line| is_text(line)).count();
    u64::try_from(good).unwrap_or_default() + 1
}

/// The line behind these bytes.
fn line_of(before: &[u8]) -> u64 {
    before.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>() + 1
}

/// A cell without what is about it: spaces, and what keeps a spreadsheet from taking digits for a number.
fn cell(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    text.strip_prefix('\'').unwrap_or(text).trim()
}

/// Where each column stands.
struct Columns {
    order_id: Option<usize>,
    tracking_id: Option<usize>,
    amount: usize,
    state: usize,
    day: Option<usize>,
}

impl Columns {
    fn of(head: &csv::StringRecord, format: &ToolFormat) -> Result<Self, Unreadable> {
        let find = |names: &Names| {
            let mut found = head.iter().enumerate().filter(|(_, name)| names.has(cell(name))).map(|(at, _)| at);
            match (found.next(), found.next()) {
                (_, Some(_)) => Err(wrong(1, Damage::ColumnTwice(names.to_string()))),
                (at, None) => Ok(at),
            }
        };
        let needed = |names: &Names| find(names)?.ok_or_else(|| wrong(1, Damage::ColumnMissing(names.to_string())));
        let columns = Self {
            order_id: find(&format.order_id)?,
            tracking_id: find(&format.tracking_id)?,
            amount: needed(&format.amount)?,
            state: needed(&format.state)?,
            day: find(&format.day)?,
        };
        if columns.order_id.or(columns.tracking_id).is_none() {
            let (one, other) = (&format.order_id, &format.tracking_id);
            return Err(wrong(1, Damage::ColumnMissing(format!("{one},{other}"))));
        }
        Ok(columns)
    }

    fn row(&self, line: u64, record: &csv::StringRecord, format: &ToolFormat) -> ToolRow {
        let text = |at: Option<usize>| at.and_then(|at| record.get(at)).map(cell).unwrap_or_default().to_owned();
        let word = text(Some(self.state));
        ToolRow {
            line,
            order_id: text(self.order_id),
            tracking_id: text(self.tracking_id),
            amount: typed::yen(&text(Some(self.amount))),
            state: format.state_of(&word),
            word,
            day: typed::day(&text(self.day)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::format::tests::format;
    use super::*;

    const HEAD: &str = "受注ID,トラッキングID,金額,状態,処理日\r\n";

    fn row(line: u64, order_id: &str) -> ToolRow {
        ToolRow {
            line,
            order_id: order_id.to_owned(),
            tracking_id: "12345678901234".to_owned(),
            amount: Some(3_500),
            state: Some(ToolState::Settled),
            word: "売上済み".to_owned(),
            day: NaiveDate::from_ymd_opt(2026, 11, 24),
        }
    }

    fn rows(text: &str) -> Vec<ToolRow> {
        read(text.as_bytes(), &format()).expect("readable").rows
    }

    #[test]
    fn each_encoding_says_the_same() {
        let text = format!("{HEAD}o-1,12345678901234,\"3,500\",売上済み,2026/11/24 10:00:00\r\n");
        let (shift_jis, _, is_missing) = SHIFT_JIS.encode(&text);
        assert!(!is_missing);
        let marked = format!("\u{feff}{text}");
        for bytes in [text.as_bytes(), marked.as_bytes(), &shift_jis] {
            let file = read(bytes, &format()).expect("readable");
            assert_eq!(file.rows, [row(2, "o-1")]);
            assert_eq!(file.digest.len(), 64);
        }
        assert_ne!(
            read(text.as_bytes(), &format()).map(|it| it.digest),
            read(&shift_jis, &format()).map(|it| it.digest)
        );
    }

    #[test]
    fn quotes_lines_and_columns_stand_as_they_like() {
        let text = "\"備考\",\"状態\",\"金額\",\"処理日\",\"トラッキングID\",\"order_id\"\n\
                    \"one\nand \"\"two\"\", three\",売上済み,¥3500,20261124,\"=\"\"12345678901234\"\"\",' o-1\n\n\
                    ,売上済み,３５００円,2026-11-24,'12345678901234,o-2\n";
        assert_eq!(rows(text), [row(2, "o-1"), row(5, "o-2")], "the line on which each begins");
        let text = "order_id,金額,状態\no-1,?,何か\n";
        let [row] = &rows(text)[..] else { panic!("one row") };
        assert_eq!((row.amount, row.state, row.word.as_str(), row.day), (None, None, "何か", None));
    }

    #[test]
    fn what_is_damaged_is_refused_with_its_line() {
        let two = format!("{HEAD}o-1,12345678901234,3500,売上済み,\r\n");
        let missing = |names: &str| Damage::ColumnMissing(names.to_owned());
        for (text, line, why) in [
            (String::new(), 1, Damage::NoRows),
            (HEAD.to_owned(), 1, Damage::NoRows),
            ("受注ID,金額\no-1,3500\n".to_owned(), 1, missing("状態")),
            ("金額,状態\n3500,売上済み\n".to_owned(), 1, missing("受注ID,order_id,トラッキングID")),
            ("受注ID,order_id,金額,状態\na,b,1,c\n".to_owned(), 1, Damage::ColumnTwice("受注ID,order_id".to_owned())),
            (format!("{two}o-2,1,3500\r\n"), 3, Damage::Cells(3, 5)),
            (format!("{two}o-2,1,3500,売上済み,\"2026\r\no-3,1,1,1,1\r\n"), 3, Damage::NotClosed),
            (format!("{two}o-2,1,3500,売上済み,a\0\r\n"), 3, Damage::Characters),
        ] {
            assert_eq!(read(text.as_bytes(), &format()), Err(Unreadable { line, why }), "{text:?}");
        }
        let (shift_jis, ..) = SHIFT_JIS.encode(&two);
        for before in [two.as_bytes(), &shift_jis] {
            let neither = [before, b"\xff\xff\r\n"].concat();
            let expected = Unreadable { line: 3, why: Damage::Characters };
            assert_eq!(read(&neither, &format()), Err(expected.clone()));
            assert_eq!(expected.to_string(), "line 3: the characters are neither UTF-8 nor Shift_JIS");
        }
        let utf_16: Vec<u8> = "\u{feff}order_id,amount".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf_16, &format()).map_err(|error| error.why), Err(Damage::Characters));
    }

    #[test]
    fn a_file_is_no_larger_than_it_may_be() {
        let line = "o-1,12345678901234,3500,売上済み,\r\n";
        let most = format!("{HEAD}{}", line.repeat(MOST_ROWS));
        assert_eq!(rows(&most).len(), MOST_ROWS);
        let error = read(format!("{most}{line}").as_bytes(), &format()).expect_err("a row too many");
        assert_eq!(error, Unreadable { line: MOST_ROWS as u64 + 2, why: Damage::TooManyRows });
        let large = format!("{HEAD}{},1,1,1,1\r\n", "a".repeat(MOST_BYTES));
        assert_eq!(read(large.as_bytes(), &format()).map_err(|error| error.why), Err(Damage::TooLarge));
    }
}
