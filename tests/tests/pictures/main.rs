//! Pictures of every state, compared with those that somebody has looked at: `tests/baselines`. The fonts are a package's,
//! of one version, and their letters have no edges in shades of their colour: those would differ from one machine to the
//! next, and make the baselines six times as large. What moves stands still. `make accept` writes again what differs by
//! more than the tolerance. Linux alone draws letters so.

#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, reason = "a test that cannot go on stops with a sentence")]

mod compared;
mod found;
mod way;

use compared::{Folders, changes};
use serde_json::json;
use std::collections::{BTreeSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use system_tests::folders::repository;
use system_tests::gallery::Gallery;
use system_tests::{OrStop, variable};
use way::{EVERY, WAYS, Way};

/// How many states there are at least: fewer would mean that some are no longer looked at.
const LEAST_STATES: usize = 128;

/// The gallery with the fonts of the baselines.
async fn open(scenario: &str) -> Gallery {
    let fonts = PathBuf::from(variable("KANTAN_FONTS", ""));
    assert!(fonts.is_dir(), "the fonts are missing: run `make test`, or set KANTAN_FONTS to BIZ UDPGothic's folder");
    Gallery::open_with_fonts(&fonts, scenario).await
}

/// Takes pictures of what is next, until nothing is.
async fn take(name: &str, next: &Mutex<VecDeque<(Way, String)>>, folder: &Path) {
    let gallery = open(name).await;
    loop {
        let taken = next.lock().expect("nobody stopped with it").pop_front();
        let Some((way, state)) = taken else { break };
        gallery.look(way.look).await;
        gallery.size(way.width, 844).await;
        gallery.show(&state, way.language).await;
        let file = folder.join(way.file(&state));
        fs::create_dir_all(file.parent().expect("it lies in a folder")).or_stop("a folder cannot be made");
        fs::write(&file, gallery.browser.whole_page().await).or_stop("a picture cannot be kept");
    }
    gallery.close().await;
}

/// The pictures in a folder, by their names.
fn pictures(folder: &Path) -> BTreeSet<String> {
    let ways = fs::read_dir(folder).into_iter().flatten().flatten().filter(|it| it.path().is_dir());
    let files = ways.flat_map(|way| fs::read_dir(way.path()).into_iter().flatten().flatten());
    let files = files.map(|file| file.path().strip_prefix(folder).expect("it is in it").to_string_lossy().into_owned());
    files.filter(|name| name.ends_with(".png")).collect()
}

#[tokio::test]
async fn every_state_looks_as_somebody_has_seen_it() {
    let folders = Folders::of("states");
    let _ = fs::remove_dir_all(&folders.pictures);
    let gallery = open("pictures-list").await;
    let states = gallery.states().await;
    let version = gallery.browser.cdp("Browser.getVersion", json!({})).await;
    let version = version["product"].as_str().expect("a browser has a version").replace("Headless", "");
    gallery.close().await;
    assert!(states.len() >= LEAST_STATES, "only {} states", states.len());
    let jobs = states.iter().map(|state| (EVERY, state.clone()));
    let chosen = WAYS.iter().flat_map(|way| way::CHOSEN.map(|state| (*way, state.to_owned())));
    let jobs: VecDeque<_> = jobs.chain(chosen).collect();
    let wanted: BTreeSet<_> = jobs.iter().map(|(way, state)| way.file(state)).collect();
    let jobs = Mutex::new(jobs);
    tokio::join!(take("pictures-1", &jobs, &folders.pictures), take("pictures-2", &jobs, &folders.pictures));

    let made_with = folders.baselines.join("chromium.txt");
    if variable("KANTAN_ACCEPT", "") == "1" {
        let accepted = changes(&folders, true);
        for name in pictures(&folders.baselines).difference(&wanted) {
            fs::remove_file(folders.baselines.join(name)).or_stop("what is no state any more cannot be removed");
        }
        fs::write(&made_with, format!("{version}\n")).or_stop("the version cannot be kept");
        println!("{} baselines are new or differ: {}", accepted.len(), folders.differences.display());
        return;
    }
    let mut wrong = changes(&folders, false);
    let there = pictures(&folders.baselines);
    wrong.extend(there.difference(&wanted).map(|name| format!("{name}: there is no such state any more")));
    let accepted = fs::read_to_string(&made_with).unwrap_or_default();
    assert!(
        wrong.is_empty(),
        "{} pictures differ from those of {}; this is {version}. Look at them side by side in {}, and write them again with \
         `make accept`:\n{}",
        wrong.len(),
        accepted.trim(),
        folders.differences.join("index.html").display(),
        wrong.join("\n")
    );
}

#[test]
fn the_tolerance_is_the_one_that_is_told() {
    let guide = fs::read_to_string(repository().join("CONTRIBUTING.md")).expect("the guide is there");
    let told = guide.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains(&compared::tolerance()), "CONTRIBUTING.md should say: {}", compared::tolerance());
}
