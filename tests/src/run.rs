//! `make run`, as a newcomer starts it and ends it, on ports and with a database of its own.

use crate::OrStop;
use crate::servers::{STAFF_TOKEN, System, free_port, fresh_folder};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex as BlockingMutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::{Mutex, MutexGuard};
use tokio::task::JoinHandle;

/// How long anything may take: the first start compiles what has changed.
const PATIENCE: Duration = Duration::from_secs(900);
/// Every process of a run has this variable, with a value of that run alone.
const MARK: &str = "KANTAN_RUN_MARK";

/// Where a run keeps its data and listens; several runs, one after the other, may share one.
#[derive(Debug)]
pub struct Place {
    /// The shop's port.
    pub shop: u16,
    /// The service's port, behind the shop.
    pub merchant: u16,
    /// The sandbox's port.
    pub sandbox: u16,
    /// The preview's port.
    pub preview: u16,
    folder: PathBuf,
    _turn: MutexGuard<'static, ()>,
}

/// How a run is ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Ctrl-C: the terminal tells `make` and everything in its process group.
    Interrupt,
    /// The terminal is closed: the same, by another signal.
    HangUp,
    /// `kill`, of `make` alone.
    Terminate,
}

/// A run that has been started.
#[derive(Debug)]
pub struct Run {
    make: Child,
    mark: String,
    lines: Arc<BlockingMutex<Vec<String>>>,
    readers: Vec<JoinHandle<()>>,
}

impl Place {
    /// A new one, as soon as no other is in use: all runs of a working copy build into the same folders.
    pub async fn new() -> Self {
        static TURN: Mutex<()> = Mutex::const_new(());
        let turn = TURN.lock().await;
        let folder = fresh_folder("run");
        let [shop, merchant, sandbox, preview] = std::array::from_fn(|_| free_port());
        Self { shop, merchant, sandbox, preview, folder, _turn: turn }
    }

    /// Starts `make run` here, with further settings.
    #[must_use]
    pub fn start(&self, settings: &[(&str, &str)]) -> Run {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().or_stop("tests stand in the repository");
        let mark = format!("{}-{}", self.folder.display(), self.merchant);
        let mut command = Command::new("make");
        command.arg("run").current_dir(repository).process_group(0);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // What this test was started by may be a `make` as well.
        command.env_remove("MAKEFLAGS").env_remove("MAKELEVEL").env(MARK, &mark);
        command.env("SHOP_PORT", self.shop.to_string());
        command.env("MERCHANT_PORT", self.merchant.to_string());
        command.env("SANDBOX_PORT", self.sandbox.to_string());
        command.env("PREVIEW_PORT", self.preview.to_string());
        let database = self.folder.join("merchant.sqlite");
        command.env("MERCHANT_DATABASE_URL", format!("sqlite://{}", database.display()));
        command.env("SANDBOX_STATE", self.folder.join("sandbox.json"));
        command.env("SHOP_FOLDER", self.folder.join("shop"));
        command.env("MERCHANT_STAFF_TOKEN", STAFF_TOKEN).envs(settings.iter().copied());
        let mut make = command.spawn().or_stop("make cannot be started");
        let lines = Arc::default();
        let readers = vec![
            keep(make.stdout.take().or_stop("standard output is piped"), &lines),
            keep(make.stderr.take().or_stop("standard error is piped"), &lines),
        ];
        Run { make, mark, lines, readers }
    }

    /// The servers of a run that is ready, for a payer to meet.
    pub async fn system(&self) -> System {
        System::already_running(&address(self.shop), &address(self.merchant), &address(self.sandbox)).await
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // Only litter.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn address(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

fn keep(output: impl AsyncRead + Unpin + Send + 'static, lines: &Arc<BlockingMutex<Vec<String>>>) -> JoinHandle<()> {
    let lines = Arc::clone(lines);
    tokio::spawn(async move {
        let mut output = BufReader::new(output).lines();
        while let Ok(Some(line)) = output.next_line().await {
            lines.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        }
    })
}

impl Run {
    /// Everything that was said so far.
    #[must_use]
    pub fn output(&self) -> String {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).join("\n")
    }

    /// Waits until a text is said; how long that took.
    pub async fn until_said(&mut self, text: &str) -> Duration {
        let started = Instant::now();
        while !self.output().contains(text) {
            let ended = self.make.try_wait().or_stop("a process can be asked");
            assert!(ended.is_none(), "it ended before it said {text:?}:\n{}", self.output());
            assert!(started.elapsed() < PATIENCE, "it never said {text:?}:\n{}", self.output());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        started.elapsed()
    }

    /// Waits until it has ended by itself.
    pub async fn until_ended(&mut self) -> ExitStatus {
        let ended = tokio::time::timeout(PATIENCE, self.make.wait()).await;
        let ended = ended.or_stop("it never ended").or_stop("a process can be waited for");
        // The last words may still be on their way; a process that is left would keep them open.
        for reader in self.readers.drain(..) {
            let _ = tokio::time::timeout(Duration::from_secs(5), reader).await;
        }
        ended
    }

    /// Ends it.
    pub async fn end(&mut self, ending: Ending) -> ExitStatus {
        let make = self.make.id().or_stop("it runs");
        let (signal, whom) = match ending {
            Ending::Interrupt => ("-INT", format!("-{make}")),
            Ending::HangUp => ("-HUP", format!("-{make}")),
            Ending::Terminate => ("-TERM", make.to_string()),
        };
        let told = Command::new("kill").args([signal, "--", &whom]).status().await.or_stop("kill cannot be started");
        assert!(told.success(), "the signal was not sent");
        self.until_ended().await
    }

    /// The command lines of its processes that are still there, as Linux lists them.
    #[must_use]
    pub fn processes(&self) -> Vec<String> {
        let mark = format!("{MARK}={}", self.mark);
        let folders = std::fs::read_dir("/proc").or_stop("processes are listed").flatten();
        let is_ours = |folder: &Path| {
            // A process of somebody else, or one that has ended meanwhile, cannot be read.
            let environment = std::fs::read(folder.join("environ")).unwrap_or_default();
            environment.split(|byte| *byte == 0).any(|variable| variable == mark.as_bytes())
        };
        let ours = folders.map(|entry| entry.path()).filter(|folder| is_ours(folder));
        let command = |folder: PathBuf| std::fs::read_to_string(folder.join("cmdline")).unwrap_or_default();
        ours.map(|folder| command(folder).replace('\0', " ")).collect()
    }

    /// Insists that nothing of it is there any more.
    pub fn expect_nothing_left(&self) {
        assert_eq!(self.processes(), Vec::<String>::new(), "processes are left; it said:\n{}", self.output());
    }
}
