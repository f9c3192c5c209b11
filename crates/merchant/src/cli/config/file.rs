//! The file of settings: TOML, with a key for each variable of the environment. `MERCHANT_PUBLIC_URL`
//! is `public_url` in `[merchant]`; so nobody learns two names for one thing.
//!
//! `toml` by itself and not a crate that merges sources: whatever is wrong is said at once with its line,
//! and every value, wherever it stands, is read by the same code.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// The variable that names the file.
pub(super) const NAMES_THE_FILE: &str = "KANTAN_CONFIG";

/// Read where nothing names another and it is there.
const USUAL: &str = "/etc/kantan/kantan.toml";

/// At most so large, in bytes: whatever is larger is another file.
const MOST: u64 = 1 << 20;

/// The file that the command line names: a fact of the process, as its environment is.
static NAMED: OnceLock<PathBuf> = OnceLock::new();

/// Remembers the file that the command line names, before any setting is read.
pub(in crate::cli) fn name(path: PathBuf) {
    // Said once: there is one command line.
    let _ = NAMED.set(path);
}

/// One value of the file.
pub(super) struct Entry {
    /// The key, as `merchant.public_url`.
    pub(super) key: String,
    /// Its line, from 1 on.
    pub(super) line: usize,
    /// The value as it would stand in the environment.
    pub(super) text: String,
}

/// The file, read.
#[derive(Default)]
pub(super) struct SettingsFile {
    /// Where it is; empty where there is none.
    pub(super) path: String,
    pub(super) entries: Vec<Entry>,
    /// A sentence for each thing that is wrong with it as a file.
    pub(super) wrong: Vec<String>,
    /// Whether everybody on the machine may read it.
    pub(super) is_public: bool,
}

impl SettingsFile {
    /// The file of this process: that of the command line, else that of the environment, else the usual
    /// one if it is there. A blank variable says that there is none.
    pub(super) fn of_the_process() -> Self {
        let named = NAMED.get().cloned().or_else(|| std::env::var_os(NAMES_THE_FILE).map(PathBuf::from));
        match named {
            Some(path) if path.as_os_str().is_empty() => Self::default(),
            Some(path) => Self::read(&path),
            None if Path::new(USUAL).exists() => Self::read(Path::new(USUAL)),
            None => Self::default(),
        }
    }

    /// Reads a file.
    pub(super) fn read(path: &Path) -> Self {
        let named = path.display().to_string();
        let read = fs::metadata(path).and_then(|about| {
            if about.len() > MOST {
                return Err(std::io::Error::other("it is larger than 1 MiB"));
            }
            Ok((fs::read_to_string(path)?, about.permissions().mode()))
        });
        match read {
            Ok((text, mode)) => Self { is_public: mode & 0o004 != 0, ..Self::parse(named, &text) },
            Err(error) => {
                let wrong = vec![format!("{named} is to hold the settings and cannot be read: {error}")];
                Self { path: named, wrong, ..Self::default() }
            }
        }
    }

    /// Reads what stands in a file.
    pub(super) fn parse(path: String, text: &str) -> Self {
        let mut file = Self { path, ..Self::default() };
        let line_of = |at: usize| 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
        match DeTable::parse(text) {
            Ok(tables) => {
                for (table, value) in tables.get_ref() {
                    file.take_table(table, value, &line_of);
                }
                file.entries.sort_by_key(|entry| entry.line);
            }
            // The error's own text shows the line, and a secret may stand there.
            Err(error) => {
                let line = line_of(error.span().map_or(0, |span| span.start));
                file.wrong.push(format!("{} line {line} is no TOML: {}", file.path, error.message()));
            }
        }
        file
    }

    fn take_table(
        &mut self,
        name: &Spanned<DeString<'_>>,
        value: &Spanned<DeValue<'_>>,
        line_of: &impl Fn(usize) -> usize,
    ) {
        let Some(table) = value.get_ref().as_table() else {
            let (key, line) = (name.get_ref(), line_of(name.span().start));
            self.wrong.push(format!("{key} ({} line {line}) stands in no table, as [merchant] or [sbps]", self.path));
            return;
        };
        for (member, value) in table {
            let key = format!("{}.{}", name.get_ref(), member.get_ref());
            let line = line_of(member.span().start);
            match text_of(value.get_ref()) {
                Some(text) => self.entries.push(Entry { key, line, text }),
                None => self.wrong.push(format!(
                    "{key} ({} line {line}) is a {}; it should be a text, a whole number, true or false, or a list of texts",
                    self.path,
                    value.get_ref().type_str()
                )),
            }
        }
    }

    /// What stands in the file for a variable.
    pub(super) fn entry(&self, variable: &str) -> Option<&Entry> {
        let key = key_of(variable);
        self.entries.iter().find(|entry| entry.key == key)
    }
}

/// The key of a variable in the file, as `merchant.public_url`.
pub(super) fn key_of(variable: &str) -> String {
    variable.replacen('_', ".", 1).to_ascii_lowercase()
}

/// A value as it stands in the environment: switches are on or off, lists have spaces between.
fn text_of(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.clone().into_owned()),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).ok().map(|number| number.to_string())
        }
        DeValue::Boolean(is_on) => Some(if *is_on { "on" } else { "off" }.to_owned()),
        DeValue::Array(items) => {
            let one = |item: &Spanned<DeValue<'_>>| {
                let text = item.get_ref().as_str()?;
                (!text.is_empty() && !text.contains(char::is_whitespace)).then(|| text.to_owned())
            };
            items.iter().map(one).collect::<Option<Vec<_>>>().map(|items| items.join(" "))
        }
        DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Table(_) => None,
    }
}
