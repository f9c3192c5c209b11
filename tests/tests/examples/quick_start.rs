//! The quick start, which whoever is new copies line by line: it is run so, and says what then stands on the screen.

use std::fs::{create_dir_all, write};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use system_tests::OrStop;
use system_tests::folders::{element_folder, repository};
use system_tests::servers::{binary, free_port, fresh_folder};
use tokio::process::Command;

/// What the document builds first. Where the tests run it is built already.
const BUILDING: &str = "make dist\ncargo build --locked -p merchant -p sandbox\n";

fn document(language: &str) -> String {
    let path = repository().join("docs").join(language).join("quick-start.md");
    std::fs::read_to_string(&path).or_stop("the quick start can be read")
}

/// The fenced blocks of a document, each with its kind.
fn blocks(document: &str) -> Vec<(&str, &str)> {
    let fenced = document.split("\n```").skip(1).step_by(2);
    fenced.map(|block| block.split_once('\n').or_stop("a block has lines")).collect()
}

/// A folder as the repository is after the building, with two programs on its path that only write down that they
/// were called.
fn built() -> (std::path::PathBuf, String) {
    let folder = fresh_folder("quick-start");
    let programs = folder.join("programs");
    for made in ["target/debug", "dist", "programs"] {
        create_dir_all(folder.join(made)).or_stop("a folder can be made");
    }
    let link = |to: &Path, name: &str| symlink(to, folder.join(name)).or_stop("a link can be made");
    link(&binary("KANTAN_MERCHANT", "kantan"), "target/debug/kantan");
    link(&binary("KANTAN_SANDBOX", "sandbox"), "target/debug/sandbox");
    link(&element_folder(), "dist/element");
    for name in ["make", "cargo"] {
        let program = programs.join(name);
        write(&program, "#!/bin/sh\necho \"${0##*/} $*\" >>called\n").or_stop("a program can be written");
        std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).or_stop("it can be run");
    }
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").or_stop("there is a path"));
    (folder, path)
}

#[test]
fn the_commands_are_the_same_in_both_languages() {
    let (english, japanese) = (document("en"), document("ja"));
    assert_eq!(blocks(&english), blocks(&japanese));
    assert!(blocks(&english).iter().any(|(kind, _)| *kind == "sh"));
}

#[tokio::test]
async fn its_own_lines_lead_from_nothing_to_paid_and_back() {
    let document = document("ja");
    let lines: Vec<&str> = blocks(&document).into_iter().filter(|(kind, _)| *kind == "sh").map(|it| it.1).collect();
    let (folder, path) = built();
    write(folder.join("lines"), lines.join("\n")).or_stop("the lines can be written");
    let mut bash = Command::new("bash");
    // A line that fails ends it, as it would end whoever copies them.
    bash.args(["-eu", "-o", "pipefail", "lines"]).current_dir(&folder).env_clear();
    bash.env("PATH", path).env("TMPDIR", &folder).env("LANG", "C.UTF-8");
    bash.env("SERVICE_PORT", free_port().to_string()).env("SANDBOX_PORT", free_port().to_string());
    bash.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let bash = bash.process_group(0).kill_on_drop(true).spawn().or_stop("bash is there");
    let group = bash.id().or_stop("it runs");
    let ended = tokio::time::timeout(Duration::from_secs(120), bash.wait_with_output()).await;
    // Its servers belong to it, and would go on where a line before the last has failed.
    let _ =
        std::process::Command::new("kill").args(["-KILL", "--", &format!("-{group}")]).stderr(Stdio::null()).status();
    let output = ended.or_stop("it takes too long").or_stop("it ends");
    let (shown, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{shown}\n{said}");
    assert_eq!(said, "", "nothing is complained of");
    let mut rest = &*shown;
    for (_, expected) in blocks(&document).into_iter().filter(|(kind, _)| *kind == "text") {
        let expected = expected.trim_end();
        rest = rest.split_once(expected).or_stop(&format!("{expected} is not shown in its turn: {shown}")).1;
    }
    let called = std::fs::read_to_string(folder.join("called")).or_stop("it builds first");
    assert_eq!(called, BUILDING);
    let _ = std::fs::remove_dir_all(&folder);
}
