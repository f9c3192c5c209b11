//! What is in `packaging`: the Debian package, the unit, the container's recipe, and the servers that stand before ours.
//! `tools/setup.sh packaging` installs what these need.

#![allow(clippy::panic, clippy::expect_used, reason = "tests")]

mod debian;
mod door;
mod proxies;

use std::path::Path;
use std::process::{Command, Output};
use system_tests::folders::repository;
use system_tests::{OrStop, variable};

/// What a program answers, run in the repository.
fn run(program: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(program);
    let missing = format!("{program} does not start; `tools/setup.sh packaging` installs it");
    command.args(arguments).current_dir(repository()).output().or_stop(&missing)
}

/// What it printed, if it ended well.
fn printed(program: &str, arguments: &[&str]) -> String {
    let output = run(program, arguments);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{program} {arguments:?}: {text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

fn text_of(path: &Path) -> &str {
    path.to_str().or_stop("a path is a text")
}

#[test]
fn the_container_is_built_as_hadolint_wants_it() {
    let program = variable("KANTAN_HADOLINT", "hadolint");
    assert_eq!(printed(&program, &["packaging/Containerfile"]), "");
    // It looks: a recipe without a version is found.
    let folder = system_tests::servers::fresh_folder("hadolint");
    let bad = folder.join("Containerfile");
    std::fs::write(&bad, "FROM debian\nRUN cd /tmp && sudo true\n").or_stop("written");
    assert!(!run(&program, &[text_of(&bad)]).status.success());
    let _ = std::fs::remove_dir_all(folder);
}

#[test]
fn the_unit_gives_the_service_nothing_that_it_does_not_need() {
    // 0 to 100; systemd calls less than 20 safe.
    let unit = "packaging/kantan.service";
    printed("systemd-analyze", &["security", "--no-pager", "--offline=true", "--threshold=20", unit]);
    let text = std::fs::read_to_string(repository().join(unit)).or_stop("the unit is there");
    let folder = system_tests::servers::fresh_folder("unit");
    let bare: String =
        text.lines().filter(|line| !line.starts_with("SystemCall")).map(|line| format!("{line}\n")).collect();
    let path = folder.join("kantan.service");
    std::fs::write(&path, bare).or_stop("written");
    let without = ["security", "--no-pager", "--offline=true", "--threshold=20", text_of(&path)];
    assert!(!run("systemd-analyze", &without).status.success(), "without its filter of calls it is refused");
    let _ = std::fs::remove_dir_all(folder);
}
