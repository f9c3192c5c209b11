//! The example of the file in `packaging` has every setting, in the words of the operating page.

use super::*;
use std::fmt::Write;
use std::path::Path;

const HEAD: &str = "\
# Settings of kantan. Made of the program's own table: `kantan config` prints what is in force.
#
# Copy it to /etc/kantan/kantan.toml (read without being named), or name it: kantan --config FILE, or the
# variable KANTAN_CONFIG. A variable of the environment, as MERCHANT_LISTEN for `listen` in [merchant],
# comes before what stands here. Several values are a list. A key that is unknown keeps the program from
# starting. A secret may stand in a file of its own: KEY_file names it; this file then holds no secret.
";

/// The row of the operating page on a variable: value, default, what.
fn row(page: &str, name: &str) -> [String; 3] {
    let named = format!("`{name}`");
    let line = page.lines().find(|line| line.split('|').nth(1).is_some_and(|cell| cell.contains(&named)));
    let line = line.unwrap_or_else(|| panic!("{name} has no row"));
    let mut cells = line.split(" | ").skip(1).map(plain);
    [(); 3].map(|()| cells.next().expect("four cells"))
}

/// Without the marks of Markdown.
fn plain(cell: &str) -> String {
    let mut text = cell.trim_end_matches(" |").replace('`', "");
    while let (Some(open), Some(close)) = (text.find("](#"), text.find(')')) {
        text.replace_range(open..=close, "");
        if let Some(start) = text[..open].rfind('[') {
            text.remove(start);
        }
    }
    text
}

fn wrapped(text: &str, written: &mut String) {
    let mut line = "#".to_owned();
    for word in text.split(' ') {
        if line.len() + 1 + word.len() > 100 {
            writeln!(written, "{line}").expect("a string takes it");
            line = "#".to_owned();
        }
        line.extend([" ", word]);
    }
    writeln!(written, "{line}").expect("a string takes it");
}

fn example() -> String {
    let page = include_str!("../../../../../../docs/en/operating.md");
    let Examined { shown, .. } = Config::examine_all(|_| None, [], SettingsFile::default());
    let mut written = HEAD.to_owned();
    for table in ["merchant", "sbps"] {
        writeln!(written, "\n[{table}]").expect("a string takes it");
        for Shown { name, key, default, .. } in &shown {
            let Some(key) = key.strip_prefix(table).and_then(|key| key.strip_prefix('.')) else { continue };
            let secret = name.strip_suffix("_FILE").filter(|secret| shown.iter().any(|other| other.name == *secret));
            if secret.is_none() {
                let [value, usual, what] = row(page, name);
                written.push('\n');
                let (first, rest) = what.split_at(what.chars().next().map_or(0, char::len_utf8));
                let what = format!("{}{rest}", first.to_uppercase());
                wrapped(&format!("{what}. Value: {value}. Default: {usual}."), &mut written);
            }
            writeln!(written, "#{key} = {:?}", default.as_deref().unwrap_or_default()).expect("a string takes it");
        }
    }
    written
}

#[test]
fn the_example_is_the_one_that_is_packaged() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packaging/kantan.toml");
    let text = example();
    if std::env::var_os("KANTAN_WRITE_CONTRACT").is_some() {
        std::fs::write(&file, &text).expect("the folder can be written");
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(written == text, "packaging/kantan.toml is out of date: run `make contract`");
}

#[test]
fn the_example_is_a_file_that_is_read_as_it_is_and_with_every_key_set() {
    let parsed = SettingsFile::parse("kantan.toml".to_owned(), &example());
    assert!(parsed.wrong.is_empty() && parsed.entries.is_empty(), "{:?}", parsed.wrong);
    let set: String = example()
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(key) if !key.starts_with(' ') && !key.is_empty() => format!("{key}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let Examined { findings, shown, .. } =
        Config::examine_all(|_| None, [], SettingsFile::parse("kantan.toml".to_owned(), &set));
    assert!(shown.len() > 25 && shown.iter().all(|setting| setting.from.starts_with("kantan.toml line ")), "{shown:?}");
    assert!(findings.iter().all(|found| !found.says.contains("no setting")), "{findings:?}");
}
