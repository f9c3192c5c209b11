//! The service as processes of its own, of which each can be killed at any moment.

use crate::{Gateway, KEY, STAFF};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A variable of the environment, or what stands in its place.
#[must_use]
pub fn variable(name: &str, default: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| default.to_owned())
}

/// Where the program is: named, or beside this one.
fn program() -> PathBuf {
    let beside = std::env::current_exe().expect("this program has a path");
    let folder = beside.ancestors().find(|folder| folder.join("kantan").is_file());
    let found = folder.map(|folder| folder.join("kantan")).unwrap_or_default();
    let path = PathBuf::from(variable("KANTAN_MERCHANT", &found.to_string_lossy()));
    assert!(path.is_file(), "the program is missing: build it with `cargo build -p merchant`");
    path
}

#[derive(Debug)]
struct Process {
    child: Child,
    address: String,
}

/// Processes of the service over one record.
#[derive(Debug)]
pub struct Group {
    settings: Vec<(&'static str, String)>,
    /// Put before the program's own libraries.
    preload: Option<PathBuf>,
    folder: PathBuf,
    processes: Vec<Option<Process>>,
    /// Asks the service.
    pub client: reqwest::Client,
}

impl Group {
    /// So many processes over the record at that address, which is new.
    pub async fn start(
        folder: &Path,
        database: &str,
        gateway: &Gateway,
        number: usize,
        further: &[(&'static str, &str)],
    ) -> Self {
        let mut group = Self::prepared(folder, database, gateway, further);
        for place in 0..number {
            group.processes.push(None);
            group.begin(place, place == 0).await;
        }
        group
    }

    /// One process in which this library takes the place of what syncs files.
    pub async fn start_preloaded(folder: &Path, database: &str, gateway: &Gateway, library: PathBuf) -> Self {
        let mut group = Self::prepared(folder, database, gateway, &[]);
        group.preload = Some(library);
        group.processes.push(None);
        group.begin(0, true).await;
        group
    }

    fn prepared(folder: &Path, database: &str, gateway: &Gateway, further: &[(&'static str, &str)]) -> Self {
        let of_gateway = |path: &str| format!("{}{path}", gateway.address());
        let mut settings = vec![
            ("MERCHANT_LISTEN", "127.0.0.1:0".to_owned()),
            ("MERCHANT_PUBLIC_URL", "http://127.0.0.1:8081".to_owned()),
            ("MERCHANT_DATABASE_URL", database.to_owned()),
            ("MERCHANT_REQUESTS_PER_MINUTE", "0".to_owned()),
            ("MERCHANT_STAFF_TOKEN", STAFF.to_owned()),
            ("MERCHANT_DEMO_SHOP", "on".to_owned()),
            ("MERCHANT_CLOCK_URL", of_gateway("/clock")),
            ("SBPS_MERCHANT_ID", "30132".to_owned()),
            ("SBPS_SERVICE_ID", "001".to_owned()),
            ("SBPS_HASH_KEY", KEY.to_owned()),
            ("SBPS_PURCHASE_URL", of_gateway("/f01/FepBuyInfoReceive.do")),
            ("SBPS_APPLICATION_URL", of_gateway("/f01/FepContractReceive.do")),
            ("SBPS_API_URL", of_gateway("/api/xmlapi.do")),
            ("RUST_LOG", "warn".to_owned()),
        ];
        settings.extend(further.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let _ = rustls::crypto::ring::default_provider().install_default();
        // The gateway opens a connection for each message.
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
        let client = client.pool_max_idle_per_host(0).timeout(Duration::from_secs(10)).build().expect("a client");
        Self { settings, preload: None, folder: folder.to_owned(), processes: Vec::new(), client }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.args(arguments).env_clear().envs(self.settings.iter().map(|(name, value)| (*name, value.as_str())));
        if let Some(library) = &self.preload {
            command.env("LD_PRELOAD", library);
        }
        command.current_dir(&self.folder).kill_on_drop(true);
        command
    }

    /// Starts a process in that place.
    pub async fn begin(&mut self, place: usize, is_new: bool) {
        let log = std::fs::OpenOptions::new().create(true).append(true).open(self.folder.join("service.log"));
        let arguments: &[&str] = if is_new { &["serve", "--new"] } else { &["serve"] };
        let mut command = self.command(arguments);
        command.stdout(Stdio::piped()).stderr(log.expect("a log"));
        let mut child = command.spawn().expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let line = tokio::time::timeout(Duration::from_secs(30), lines.next_line()).await;
        let line = line.expect("ready in time").expect("readable");
        let line = line.unwrap_or_else(|| panic!("it stopped: see {}", self.folder.join("service.log").display()));
        let address = line.strip_prefix("ready ").expect("it is ready").trim().to_owned();
        self.processes[place] = Some(Process { child, address });
    }

    /// Kills the process in that place as a power cut would.
    pub async fn kill(&mut self, place: usize) {
        if let Some(mut process) = self.processes[place].take() {
            process.child.kill().await.expect("it can be killed");
        }
    }

    /// Where the process in that place listens.
    #[must_use]
    pub fn address(&self, place: usize) -> String {
        self.processes[place].as_ref().map(|process| process.address.clone()).unwrap_or_default()
    }

    /// Runs a command of the program, which must succeed; what it says.
    pub async fn run(&self, arguments: &[&str]) -> String {
        let output =
            self.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).output().await.expect("it runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    /// Lets the billing run go on, as a person would who has looked.
    pub async fn release(&self) {
        self.run(&["billing", "release", "--by", "measurement", "--note", "it was killed"]).await;
    }

    /// Lets the process in that place bill what is due; what came of it, if it answered.
    pub async fn bill(&self, place: usize) -> Option<Value> {
        bill(&self.client, &self.address(place)).await
    }

    /// Bills until nothing is left to do for now; how long that took.
    pub async fn bill_all(&self, place: usize) -> Duration {
        let began = Instant::now();
        loop {
            let report = self.bill(place).await;
            let Some(report) = report else { continue };
            if report["held"].is_string() {
                self.release().await;
            } else if report["under_way"] != true && is_nothing(&report) {
                return began.elapsed();
            }
        }
    }

    /// The resident memory of the process in that place, in kibibytes.
    #[must_use]
    pub fn memory(&self, place: usize) -> u64 {
        let id = self.processes[place].as_ref().and_then(|process| process.child.id()).unwrap_or_default();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
    }
}

/// Asks a process to bill.
pub(crate) async fn bill(client: &reqwest::Client, address: &str) -> Option<Value> {
    let request = client.post(format!("{address}/billing/run")).header("Authorization", format!("Bearer {STAFF}"));
    let answer = request.timeout(Duration::from_secs(30)).send().await.ok()?;
    serde_json::from_str(&answer.text().await.ok()?).ok()
}

fn is_nothing(report: &Value) -> bool {
    ["paid", "failed", "unknown", "waiting", "missed"].iter().all(|name| report[name] == 0)
}
