//! `kantan config`: which settings are in force, and where each was found.

use super::config::{Config, ConfigError, Examined};
use super::finding::Grade;
use super::table::table;
use std::error::Error;
use std::io::Write;

/// Prints every setting that there is, without secrets.
///
/// # Errors
/// What is wrong with them, after they are printed.
pub(super) fn settings(as_json: bool) -> Result<(), Box<dyn Error>> {
    let Examined { findings, shown, .. } = Config::examine_process();
    let mut output = std::io::stdout().lock();
    if as_json {
        writeln!(output, "{}", serde_json::to_string_pretty(&shown)?)?;
    } else {
        let rows: Vec<_> =
            shown.into_iter().map(|setting| [setting.name, setting.value.unwrap_or_default(), setting.from]).collect();
        write!(output, "{}", table(["SETTING", "VALUE", "FROM"], &rows))?;
    }
    let wrong: Vec<String> =
        findings.into_iter().filter(|found| found.grade == Grade::Fail).map(|found| found.says).collect();
    if wrong.is_empty() { Ok(()) } else { Err(ConfigError(wrong).into()) }
}
