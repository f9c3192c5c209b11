//! The element's files: each script with the styles, glue and WebAssembly that it asks for.

use crate::cli::finding::{Finding, Grade};
use std::fs;
use std::path::Path;

const CHECK: &str = "element";

/// The scripts of the three elements.
const SCRIPTS: [&str; 3] = ["kantan-checkout.js", "kantan-result.js", "kantan-subscriptions.js"];

/// Looks into the folder of the element's files.
pub(super) fn look(folder: &Path) -> Vec<Finding> {
    let mut wrong = Vec::new();
    for script in SCRIPTS {
        match fs::read_to_string(folder.join(script)) {
            Err(error) => wrong.push(format!("MERCHANT_ELEMENT_DIR is {folder:?}: {script} cannot be read ({error})")),
            Ok(text) => wrong.extend(asked_for(&text).filter(|file| !folder.join(file).is_file()).map(|file| {
                format!("MERCHANT_ELEMENT_DIR is {folder:?}: {script} asks for {file}, which is not there; copy the folder whole")
            })),
        }
    }
    if wrong.is_empty() {
        return vec![Finding::new(CHECK, Grade::Ok, format!("its files are in {folder:?}"))];
    }
    // Pages work without: with a printed screen that no script takes over.
    wrong.into_iter().map(|says| Finding::new(CHECK, Grade::Warn, says)).collect()
}

/// The files that stand in a script as addresses beside it.
fn asked_for(script: &str) -> impl Iterator<Item = &str> {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"._-".contains(byte);
    script.match_indices("\"./").filter_map(move |(at, opening)| {
        let rest = &script[at + opening.len()..];
        let end = rest.bytes().position(|byte| !is_name(&byte))?;
        (end > 0 && rest[end..].starts_with('"')).then(|| &rest[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_says_which_files_it_needs() {
        let script =
            r#"import("./kantan_result.0a1b.js"); new URL("./kantan_result.0a1b_bg.wasm", import.meta.url); "./" "#;
        let files: Vec<_> = asked_for(script).collect();
        assert_eq!(files, ["kantan_result.0a1b.js", "kantan_result.0a1b_bg.wasm"]);
    }
}
