//! Tables for people at a terminal.

use unicode_width::UnicodeWidthStr;

/// Rows under their heads, in columns that stand below one another: Japanese takes two places a
/// character.
pub(super) fn table<const N: usize>(heads: [&str; N], rows: &[[String; N]]) -> String {
    let heads = heads.map(str::to_owned);
    let lines: Vec<[String; N]> = std::iter::once(&heads).chain(rows).map(|row| row.clone().map(clean)).collect();
    let mut widths = [0; N];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = cell.width().max(*width);
        }
    }
    let written = lines.iter().map(|line| {
        let cells = line.iter().zip(widths).map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width())));
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    });
    written.collect()
}

/// One thing, a line for each of its members.
pub(super) fn sheet(members: &[(&str, String)]) -> String {
    let widest = members.iter().map(|(name, _)| name.width()).max().unwrap_or_default();
    let line = |(name, value): &(&str, String)| {
        let text = format!("{name}{}  {}", " ".repeat(widest - name.width()), clean(value.clone()));
        format!("{}\n", text.trim_end())
    };
    members.iter().map(line).collect()
}

/// Without what would move a terminal's cursor: payers' and the gateway's words stand in cells.
fn clean(cell: String) -> String {
    if cell.contains(char::is_control) { cell.replace(char::is_control, " ") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::{sheet, table};

    #[test]
    fn columns_stand_below_one_another_in_japanese_too() {
        let rows = [["赤ワイン".to_owned(), "1".to_owned()], ["tea".to_owned(), "a\u{1b}[2J\nb".to_owned()]];
        assert_eq!(table(["ITEM", "N"], &rows), "ITEM      N\n赤ワイン  1\ntea       a [2J b\n");
        assert_eq!(table(["ITEM"], &[]), "ITEM\n", "what there would be");
        assert_eq!(sheet(&[("名前", "x".to_owned()), ("a", String::new())]), "名前  x\na\n");
    }
}
