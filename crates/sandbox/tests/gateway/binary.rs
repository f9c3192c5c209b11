//! The program itself: what it wants from its environment, what it says, how it ends.

use super::support::KEY;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

fn program(changes: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sandbox"));
    command.env_clear().stdout(Stdio::piped()).stderr(Stdio::piped());
    command.envs([("SANDBOX_LISTEN", "127.0.0.1:0"), ("SBPS_HASH_KEY", KEY), ("RUST_LOG", "trace")]);
    command.envs(changes.iter().copied());
    command
}

#[test]
fn it_does_not_start_with_a_wrong_setting_and_names_it() {
    for (name, value) in [
        ("SANDBOX_LISTEN", "everywhere"),
        ("SANDBOX_LISTEN", "192.0.2.1:1"),
        ("SANDBOX_PUBLIC_URL", "here"),
        ("SANDBOX_OTHER_URL", "elsewhere"),
        ("SANDBOX_LATE_SECONDS", "-1"),
        ("SANDBOX_SLOW_SECONDS", "soon"),
        ("SANDBOX_HOLD_SECONDS", "1.5"),
        ("SANDBOX_ONE_TIME_SALES", "both"),
        ("SBPS_SERVICE_ID", "1"),
    ] {
        let output = program(&[(name, value)]).output().expect("it runs");
        let log = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && output.stdout.is_empty(), "{name}={value}");
        assert!(log.contains(name) && !log.contains(KEY), "{name}={value}: {log}");
    }
}

#[test]
fn it_says_that_it_is_ready_and_ends_when_it_is_told_to() {
    let mut child = program(&[]).spawn().expect("it starts");
    let mut output = BufReader::new(child.stdout.take().expect("piped"));
    let mut line = String::new();
    output.read_line(&mut line).expect("it says something");
    assert!(line.starts_with("ready http://127.0.0.1:"), "{line}");
    let killed = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("kill runs");
    assert!(killed.success() && child.wait().expect("it ends").success());
    let mut log = String::new();
    child.stderr.take().expect("piped").read_to_string(&mut log).expect("readable");
    assert!(!log.contains(KEY), "the key is in no log, at any level");
}

/// Starts the program; the address at which it serves.
pub(crate) fn serving(changes: &[(&str, &str)]) -> (Child, String) {
    let mut child = program(changes).spawn().expect("it starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("it says something");
    let address = line.trim().strip_prefix("ready ").unwrap_or_else(|| panic!("{line}")).to_owned();
    (child, address)
}

pub(crate) fn stop(child: &mut Child, signal: &str) -> ExitStatus {
    let killed = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("kill runs");
    assert!(killed.success());
    child.wait().expect("it ends")
}

#[tokio::test]
async fn it_ends_though_a_fault_holds_a_request_back() {
    let (mut child, address) = serving(&[]);
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let form = "application/x-www-form-urlencoded";
    let post = |path: &str, body: &'static str| {
        client.post(format!("{address}{path}")).header("Content-Type", form).body(body).send()
    };
    assert!(post("/faults", "link=timeout").await.expect("an answer").status().is_success());
    let held = tokio::spawn(post(sandbox::routes::PURCHASE_PATH, ""));
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!held.is_finished(), "it is held back");
    let started = Instant::now();
    assert!(stop(&mut child, "-TERM").success());
    assert!(started.elapsed() < Duration::from_secs(8), "{:?}", started.elapsed());
}
