//! The program as a process of its own.

use super::support::KEY;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread::{JoinHandle, spawn};

/// What it needs to be told, for a gateway that is not there.
pub(crate) const SETTINGS: [(&str, &str); 8] = [
    ("MERCHANT_LISTEN", "127.0.0.1:0"),
    ("MERCHANT_PUBLIC_URL", "http://127.0.0.1:8081"),
    ("MERCHANT_DATABASE_URL", "sqlite://shop.sqlite"),
    ("MERCHANT_DEMO_SHOP", "on"),
    ("SBPS_MERCHANT_ID", "30132"),
    ("SBPS_SERVICE_ID", "001"),
    ("SBPS_HASH_KEY", KEY),
    ("SBPS_PURCHASE_URL", "http://127.0.0.1:8082/f01/FepBuyInfoReceive.do"),
];

/// The program with these arguments in a folder, told these settings and further ones, which take the place of those.
pub(crate) fn program(arguments: &[&str], folder: &Path, further: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kantan"));
    command.args(arguments).env_clear().envs(SETTINGS).env("RUST_LOG", "trace").envs(further.iter().copied());
    command.current_dir(folder).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Standard output, or standard error where it failed.
pub(crate) fn said(output: &Output) -> Result<String, String> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
}

/// Reads what a process logs while it runs: a pipe that nobody empties would keep it waiting.
pub(crate) fn log_of(child: &mut Child) -> JoinHandle<String> {
    let mut errors = child.stderr.take().expect("piped");
    spawn(move || {
        let mut log = Vec::new();
        errors.read_to_end(&mut log).expect("readable");
        String::from_utf8_lossy(&log).into_owned()
    })
}
