//! Fails where files of the project's crates use each other in a circle or upwards.
//!
//! With folders of crates as arguments, only these are examined; one without layers below is examined for circles.

use house::{Layers, arrows, circles, misplaced, rooms};
use std::{path::Path, process::ExitCode};

/// The crates, by their folders in the project, and their layers, the lowest first; `None` for one that has no layers.
const CRATES: &[(&str, Option<Layers<'_>>)] = &[
    (
        "tools/house",
        Some(&[
            &["tree"],
            &["attributes", "imports", "names"],
            &["mentions"],
            &["source"],
            &["arrow"],
            &["circle", "layer"],
        ]),
    ),
    (
        "crates/sbps",
        Some(&[
            &["billing", "date_time", "error_code", "identifier", "money"],
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
            &["config", "fault", "kept", "language", "order", "paths"],
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
    ("tests", None),
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
    for (folder, layers) in chosen {
        match faults(folder, layers) {
            Ok(faults) => {
                is_good &= faults.is_empty();
                faults.iter().for_each(|fault| eprintln!("{folder}: {fault}"));
            }
            Err(failure) => {
                is_good = false;
                eprintln!("{failure}");
            }
        }
    }
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn faults(folder: &str, layers: Option<Layers<'_>>) -> Result<Vec<String>, house::Failure> {
    // Paths as an editor opens them: `.` is the project itself.
    let root = Path::new(if folder == "." { "" } else { folder }).join("src/lib.rs");
    let arrows = arrows(&root)?;
    let mut faults: Vec<_> = circles(&arrows).iter().map(ToString::to_string).collect();
    if let Some(layers) = layers {
        faults.extend(misplaced(&rooms(&root)?, &arrows, layers).iter().map(ToString::to_string));
    }
    Ok(faults)
}
