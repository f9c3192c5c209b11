//! Fails where files of the project's crates use each other in a circle or upwards, or say the same sentence twice.
//!
//! With folders of crates as arguments, only these are examined, and for circles alone where they have no layers below.

use house::{Failure, Layers, arrows, circles, misplaced, repetitions, rooms, sentences};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The crates, by their folders in the project, and their layers, the lowest first; `None` for one that has no layers.
const CRATES: &[(&str, Option<Layers<'_>>)] = &[
    (
        "tools/house",
        Some(&[
            &["tree"],
            &["attributes", "imports", "names"],
            &["literals", "mentions"],
            &["source"],
            &["arrow", "repetition"],
            &["circle", "layer"],
        ]),
    ),
    (
        "crates/sbps",
        Some(&[
            &["billing", "date_time", "error_code", "identifier", "money", "tax"],
            &["period"],
            &["schedule", "status"],
            &["calendar", "text"],
            &["wire"],
            &["message"],
            &["checksum"],
            &["api", "received"],
            &["verdict"],
        ]),
    ),
    (".", Some(&[&["json"], &["language"], &["page"], &["screen"], &["browser", "print"], &["preview"]])),
    ("crates/merchant", Some(&[&["domain"], &["store"], &["service"], &["demo", "web"], &["cli"]])),
    (
        "crates/sandbox",
        Some(&[
            &["billed", "config", "fault", "kept", "language", "order", "paths"],
            &["exchange", "words"],
            &["message"],
            &["contract"],
            &["clock", "gateway"],
            &["state"],
            &["shared"],
            &["service"],
            &["payment"],
            &["screens"],
            &["api"],
            &["routes"],
        ]),
    ),
    (
        "examples/shop",
        Some(&[
            &["http", "language", "settings"],
            &["catalogue", "event", "front"],
            &["journal", "service"],
            &["record"],
            &["customer"],
            &["pages"],
            &["shop"],
            &["routes"],
        ]),
    ),
    ("tests", None),
];

/// The rooms that payers, staff and designers read, by crate, read together: the sandbox speaks for the gateway and the
/// carrier, in words of its own, and the example is another house, which cannot take a sentence from here.
const READ: &[(&str, &[&str])] = &[
    (".", &["language", "page", "preview", "print", "screen"]),
    ("crates/merchant", &["demo", "domain", "service", "web"]),
    (
        "crates/sandbox",
        &["api", "clock", "contract", "fault", "gateway", "language", "payment", "routes", "screens", "words"],
    ),
];

/// Sentences that stand more than once, each with the reason.
const ALLOWED: &[&str] = &[
    // The name of a field of the gateway's messages: a label of a row or a column, and no sentence.
    "トラッキングID",
    // The carrier's names of its means of payment, which the sandbox speaks for and an order names.
    "au PAY カード",
    "au PAY 残高",
];

fn main() -> ExitCode {
    let told: Vec<_> = std::env::args().skip(1).collect();
    let known = |folder: &str| CRATES.iter().find(|(known, _)| *known == folder).and_then(|(_, layers)| *layers);
    let chosen: Vec<_> = if told.is_empty() {
        CRATES.to_vec()
    } else {
        told.iter().map(|folder| folder.trim_end_matches('/')).map(|folder| (folder, known(folder))).collect()
    };
    let mut is_good = true;
    let mut tell = |about: &str, faults: Result<Vec<String>, Failure>| {
        let faults = faults.unwrap_or_else(|failure| vec![failure.to_string()]);
        is_good &= faults.is_empty();
        faults.iter().for_each(|fault| eprintln!("{about}: {fault}"));
    };
    for (folder, layers) in chosen {
        tell(folder, misbuilt(folder, layers));
    }
    if told.is_empty() {
        tell("said twice", repeated(READ));
    }
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The root file of a crate. Paths as an editor opens them: `.` is the project itself.
fn root_file(folder: &str) -> PathBuf {
    Path::new(if folder == "." { "" } else { folder }).join("src/lib.rs")
}

fn misbuilt(folder: &str, layers: Option<Layers<'_>>) -> Result<Vec<String>, Failure> {
    let root = root_file(folder);
    let arrows = arrows(&root)?;
    let mut faults: Vec<_> = circles(&arrows).iter().map(ToString::to_string).collect();
    if let Some(layers) = layers {
        faults.extend(misplaced(&rooms(&root)?, &arrows, layers).iter().map(ToString::to_string));
    }
    Ok(faults)
}

fn repeated(crates: &[(&str, &[&str])]) -> Result<Vec<String>, Failure> {
    let mut all = Vec::new();
    for (folder, rooms) in crates {
        all.extend(sentences(&root_file(folder), rooms)?);
    }
    Ok(repetitions(&all, ALLOWED).iter().map(ToString::to_string).collect())
}
