//! The element's files: each script with the styles, glue and WebAssembly that it asks for.

use crate::cli::finding::{Finding, Grade};
use crate::web::assets::asked_for;
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
