//! The shop is built of nothing of ours: what it knows of the payment service it knows by HTTP.

#![allow(clippy::expect_used, reason = "a test that cannot go on stops with a sentence")]

use std::process::Command;

#[test]
fn no_crate_of_the_project_is_among_its_dependencies() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--package", "shop", "--edges", "normal,build,dev", "--prefix", "none", "--format", "{p}"])
        .args(["--target", "all", "--offline", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo starts");
    let tree = String::from_utf8_lossy(&tree.stdout);
    let names: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(names.contains(&"axum") && names.contains(&"standardwebhooks"), "cargo tells the tree: {names:?}");
    for ours in ["merchant", "sbps", "kantan-checkout", "sandbox", "house", "system-tests"] {
        assert!(!names.contains(&ours), "{ours} is among them");
    }
    // Crates of this workspace have no other address than their folder's.
    let of_a_folder: Vec<&str> = tree.lines().filter(|line| line.contains("(/")).collect();
    assert!(of_a_folder.iter().all(|line| line.starts_with("shop v")), "{of_a_folder:?}");
}
