//! Files that a spreadsheet opens: lines as RFC 4180 has them, each cell in quotes.

/// What stands before a file in UTF-8, so that a spreadsheet reads it as that.
const MARK: &str = "\u{FEFF}";

/// The beginning of a file in UTF-8: its mark and the names of its columns.
#[must_use]
pub fn head<const N: usize>(columns: [&str; N]) -> String {
    format!("{MARK}{}\r\n", columns.join(","))
}

/// A line of these cells.
pub fn line<T: AsRef<str>>(cells: impl IntoIterator<Item = T>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| quoted(cell.as_ref())).collect();
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
    use super::line;

    #[test]
    fn a_cell_is_text_whatever_stands_in_it() {
        assert_eq!(line(["a", "b"]), "\"a\",\"b\"\r\n");
        assert_eq!(line(["say \"no\", or\nnot"]), "\"say \"\"no\"\", or\nnot\"\r\n");
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "－1"] {
            assert_eq!(line([formula]), format!("\"'{formula}\"\r\n"));
        }
        assert_eq!(line::<&str>([]), "\r\n");
    }
}
