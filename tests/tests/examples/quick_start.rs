//! The quick start, which whoever is new copies line by line: it is run so, and says what then stands on the screen. So
//! are the lines that start an example.

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
    link(&repository().join("examples"), "examples");
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

/// Runs lines as whoever copies them, in such a folder and on free ports: what they showed.
async fn run(folder: &Path, path: &str, lines: &str, ports: &[&str]) -> String {
    write(folder.join("lines"), lines).or_stop("the lines can be written");
    let mut bash = Command::new("bash");
    // A line that fails ends it, as it would end whoever copies them.
    bash.args(["-eu", "-o", "pipefail", "lines"]).current_dir(folder).env_clear();
    bash.env("PATH", path).env("TMPDIR", folder).env("LANG", "C.UTF-8");
    bash.envs(ports.iter().map(|port| (*port, free_port().to_string())));
    bash.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let bash = bash.process_group(0).kill_on_drop(true).spawn().or_stop("bash is there");
    let group = bash.id().or_stop("it runs");
    let ended = tokio::time::timeout(Duration::from_secs(120), bash.wait_with_output()).await;
    // Its servers belong to it, and would go on alone.
    let mut kill = std::process::Command::new("kill");
    let _ = kill.args(["-KILL", "--", &format!("-{group}")]).stderr(Stdio::null()).status();
    let output = ended.or_stop("it takes too long").or_stop("it ends");
    let (shown, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{shown}\n{said}");
    assert_eq!(said, "", "nothing is complained of");
    let called = std::fs::read_to_string(folder.join("called")).or_stop("it builds first");
    assert_eq!(called, BUILDING);
    shown.into_owned()
}

fn of_kind<'a>(document: &'a str, wanted: &str) -> Vec<&'a str> {
    blocks(document).into_iter().filter(|(kind, _)| *kind == wanted).map(|it| it.1).collect()
}

#[tokio::test]
async fn its_own_lines_lead_from_nothing_to_paid_and_back() {
    let document = document("ja");
    let (folder, path) = built();
    let shown = run(&folder, &path, &of_kind(&document, "sh").join("\n"), &["SERVICE_PORT", "SANDBOX_PORT"]).await;
    let mut rest = &*shown;
    for expected in of_kind(&document, "text") {
        let expected = expected.trim_end();
        rest = rest.split_once(expected).or_stop(&format!("{expected} is not shown in its turn: {shown}")).1;
    }
    let _ = std::fs::remove_dir_all(&folder);
}

/// What the lines of a document show where a server stands at that port, one after the other as they are pasted into a
/// shell at which somebody sits: what fails ends no shell, and the next line comes.
async fn pasted(lines: &str, taken: &str, free: &str) -> String {
    let (folder, path) = built();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").or_stop("a free port");
    let port = listener.local_addr().or_stop("it has an address").port().to_string();
    // As a page of another program's, which answers whatever it is asked for.
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let _ = std::io::Write::write_all(&mut { stream }, b"HTTP/1.0 200 OK\r\n\r\nhere\n");
        }
    });
    write(folder.join("lines"), lines).or_stop("the lines can be written");
    let typed = std::fs::File::open(folder.join("lines")).or_stop("they can be read");
    let mut bash = Command::new("bash");
    bash.args(["--norc", "--noprofile", "-i"]).current_dir(&folder).env_clear();
    bash.env("PATH", path)
        .env("TMPDIR", &folder)
        .env("LANG", "C.UTF-8")
        .env("HOME", &folder)
        .env("PS1", "")
        .env("PS2", "");
    bash.env(taken, port).env(free, free_port().to_string());
    bash.stdin(Stdio::from(typed)).stdout(Stdio::piped()).stderr(Stdio::piped());
    let bash = bash.process_group(0).kill_on_drop(true).spawn().or_stop("bash is there");
    let group = bash.id().or_stop("it runs");
    let ended = tokio::time::timeout(Duration::from_secs(100), bash.wait_with_output()).await;
    let left = std::process::Command::new("kill").args(["-KILL", "--", &format!("-{group}")]).output();
    let output = ended.or_stop("it waits for ever").or_stop("it ends");
    assert!(left.is_ok_and(|kill| !kill.status.success()), "a server goes on: {output:?}");
    let _ = std::fs::remove_dir_all(&folder);
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[tokio::test]
async fn beside_another_server_its_lines_say_so_and_come_to_an_end() {
    let lines = of_kind(&document("en"), "sh").join("\n").replace("kill $servers\n", "");
    for (taken, free) in [("SERVICE_PORT", "SANDBOX_PORT"), ("SANDBOX_PORT", "SERVICE_PORT")] {
        let shown = pasted(&lines, taken, free).await;
        for said in ["the port is taken", "there is no key", "there is no order"] {
            assert!(shown.contains(said), "{taken}: {said}: {shown}");
        }
        assert!(!shown.contains("outcome: paid"), "nothing was bought: {shown}");
    }
}

/// Its page is there, and the order's page too, so that service, key and front are as the shop needs them.
const LOOKING: &str = "
until curl -sf -o \"$DATA_DIR/answer\" \"$SHOP_URL/shop/\"; do sleep 0.2; done
curl -sSf -L -d item=wine \"$PUBLIC_URL/shop/orders\"
kill $(jobs -p)
";

#[tokio::test]
async fn the_lines_that_start_an_example_start_it() {
    let examples = repository().join("examples");
    let document = std::fs::read_to_string(examples.join("through-the-service/README.md")).or_stop("it can be read");
    let (folder, path) = built();
    let node = of_kind(&document, "").concat();
    let node = node.lines().find(|line| line.starts_with("node ")).or_stop("one of them is Node.js");
    let log = "\"$DATA_DIR/shop.log\" 2>&1 &";
    let lines = format!("{}\n{node} >{log}\n{LOOKING}", of_kind(&document, "sh").join("\n"));
    let shown = run(&folder, &path, &lines, &["SERVICE_PORT", "SANDBOX_PORT", "SHOP_PORT", "FRONT_PORT"]).await;
    assert!(shown.contains("<kantan-checkout ") && shown.contains("<title>ご注文｜ぶどう堂</title>"), "{shown}");
    let _ = std::fs::remove_dir_all(&folder);
}
