//! Pictures and their baselines, compared by a script that stands on pixelmatch.

use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;
use system_tests::folders::repository;
use system_tests::{OrStop, variable};

/// How far two colours may be from each other: 1 is from black to white, in OKLab.
const DISTANCE: f64 = 0.03;
/// The side of a square of 10,000 pixels.
const SQUARE: u32 = 100;
/// How many of any such square may be further.
const PIXELS: u32 = 20;

/// The tolerance in words.
pub(crate) fn tolerance() -> String {
    format!(
        "At most {PIXELS} of the 10,000 pixels of any square of {SQUARE} × {SQUARE} may be further than {DISTANCE} in OKLab"
    )
}

/// Where pictures are, where those of before, and where it is shown how they differ.
#[derive(Debug)]
pub(crate) struct Folders {
    pub(crate) baselines: PathBuf,
    pub(crate) pictures: PathBuf,
    pub(crate) differences: PathBuf,
}

impl Folders {
    /// Those of a test.
    pub(crate) fn of(name: &str) -> Self {
        let screenshots = repository().join("screenshots").to_string_lossy().into_owned();
        let folder = PathBuf::from(variable("KANTAN_SCREENSHOTS", &screenshots)).join("pictures").join(name);
        let (pictures, differences) = (folder.join("now"), folder.join("differences"));
        Self { baselines: repository().join("tests/baselines"), pictures, differences }
    }
}

/// What differs from its baseline, a line for each picture; it becomes the baseline where that is accepted.
pub(crate) fn changes(folders: &Folders, is_accepted: bool) -> Vec<String> {
    let Folders { baselines, pictures, differences } = folders;
    let tolerance = json!({ "distance": DISTANCE, "square": SQUARE, "pixels": PIXELS }).to_string();
    let mut command = Command::new("node");
    command.arg(repository().join("tests/tests/pictures/compare.mjs")).args([baselines, pictures, differences]);
    command.arg(tolerance).args(is_accepted.then_some("accept"));
    let output = command.output().or_stop("Node.js does not start");
    assert!(output.status.success(), "pictures are not compared: {}", String::from_utf8_lossy(&output.stderr));
    let found: Value = serde_json::from_slice(&output.stdout).or_stop("the script says JSON");
    let found = found.as_array().or_stop("it says a list").iter();
    found.map(line).collect()
}

fn line(difference: &Value) -> String {
    let name = difference["name"].as_str().unwrap_or_default();
    match difference["what"].as_str() {
        Some(what) => format!("{name}: {what}"),
        None => format!(
            "{name}: {} pixels, {} of 10,000, and {} in one square",
            difference["pixels"], difference["share"], difference["inSquare"]
        ),
    }
}
