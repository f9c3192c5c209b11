//! The merchant's server and the sandbox, each a process of its own on a free port.

use crate::folders::element_folder;
use crate::front::{Front, Tampering};
use crate::{OrStop, http_client, variable};
use serde_json::Value;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};

/// The gateway's published test account: not a secret.
pub const HASH_KEY: &str = "c48e0e2c7d04f0954594f14c7801bd430ca6263e";

const FORM: &str = "application/x-www-form-urlencoded";
/// What lets staff start a billing run and see their page.
pub const STAFF_TOKEN: &str = "staff-of-the-system-tests";

/// Both servers, and the front that browsers use.
#[derive(Debug)]
pub struct System {
    /// What browsers and the gateway see of the merchant's server.
    pub front: Front,
    /// The sandbox's address.
    pub sandbox: String,
    /// The merchant's server's own address.
    pub merchant: String,
    folder: PathBuf,
    environment: Vec<(&'static str, String)>,
    children: Vec<Child>,
    client: reqwest::Client,
}

/// A port that nothing listens on. It lies below those that a system gives to whoever connects, and no two calls of one
/// process are told the same: one that was only free for a moment was given to both servers of a test.
#[must_use]
pub fn free_port() -> u16 {
    const FIRST: u32 = 15_000;
    const NUMBER: u32 = 17_000;
    static TOLD: AtomicU32 = AtomicU32::new(0);
    // Processes that run at once begin far from each other.
    let begin = std::process::id().wrapping_mul(7_919);
    (0..NUMBER)
        .filter_map(|_| {
            let place = begin.wrapping_add(TOLD.fetch_add(1, Ordering::Relaxed)) % NUMBER;
            u16::try_from(FIRST + place).ok()
        })
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .or_stop("no port is free")
}

/// A folder of this run alone.
#[must_use]
pub fn fresh_folder(name: &str) -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("kantan-{name}-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).or_stop("a temporary folder cannot be made");
    folder
}

/// A built program: the one that a variable names, or the one beside the tests.
#[must_use]
pub fn binary(variable_name: &str, name: &str) -> PathBuf {
    let beside = std::env::current_exe().or_stop("this test has a path");
    let beside = beside.parent().and_then(Path::parent).or_stop("tests stand in target/debug/deps").join(name);
    let path = PathBuf::from(variable(variable_name, &beside.to_string_lossy()));
    assert!(
        path.is_file(),
        "{} is missing: build it with `cargo build -p merchant -p sandbox -p shop`, or run `make test`",
        path.display()
    );
    path
}

/// Serves a folder as it is, compressed where it has compressed twins, and says at which address.
pub async fn serve_folder(folder: PathBuf) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.or_stop("no free port");
    let address = format!("http://{}", listener.local_addr().or_stop("a port has a number"));
    let files = tower_http::services::ServeDir::new(folder).precompressed_br().precompressed_gzip();
    let router = axum::Router::new().fallback_service(files);
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// Starts a server and waits until it is ready; what it logs stands in the folder.
pub(crate) async fn start(
    path: &Path,
    arguments: &[&str],
    folder: &Path,
    name: &str,
    environment: &[(&str, String)],
) -> Child {
    let log = std::fs::File::create(folder.join(format!("{name}.log"))).or_stop("a log cannot be made");
    let mut command = Command::new(path);
    command.args(arguments).current_dir(folder).stdout(Stdio::piped()).stderr(log).kill_on_drop(true);
    command.envs(environment.iter().map(|(name, value)| (*name, value.as_str())));
    let mut child = command.spawn().or_stop(name);
    let output = child.stdout.take().or_stop("standard output is piped");
    let mut lines = BufReader::new(output).lines();
    let ready = tokio::time::timeout(Duration::from_secs(30), lines.next_line()).await;
    let line = ready.or_stop("a server was not ready in time").or_stop("a server's output cannot be read");
    assert!(line.is_some_and(|line| line.starts_with("ready http://")), "{name} stopped: {}", log_of(folder, name));
    child
}

fn log_of(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(format!("{name}.log"))).or_stop("a log cannot be read")
}

/// The value of a field of an exchange, as it was posted.
#[must_use]
pub fn field<'a>(exchange: &'a Value, name: &str) -> &'a str {
    let fields = exchange["fields"].as_array().or_stop("fields are a list");
    let field = fields.iter().find(|field| field[0] == name).or_stop("a message has all its fields");
    field[1].as_str().or_stop("a field is a text")
}

impl System {
    /// Starts both servers and a front that changes nothing.
    pub async fn start() -> Self {
        Self::start_as(Tampering::None, &[], &[]).await
    }

    /// Starts both servers and a front that tampers.
    pub async fn start_with(tampering: Tampering) -> Self {
        Self::start_as(tampering, &[], &[]).await
    }

    /// Starts both servers with further settings, each with those that bear its name; `{elsewhere}` in a value is the origin to which the
    /// sandbox sends browsers on with its fault `other_origin`.
    pub async fn start_set(settings: &[(&'static str, &str)]) -> Self {
        Self::start_as(Tampering::None, settings, &[]).await
    }

    /// The same with further variables of the sandbox, as which authority's certificates it trusts.
    pub async fn start_trusting(settings: &[(&'static str, &str)], sandbox: &[(&'static str, &str)]) -> Self {
        Self::start_as(Tampering::None, settings, sandbox).await
    }

    /// Servers that somebody else has started and ends, with a shop in the place of the front.
    pub async fn already_running(shop: &str, merchant: &str, sandbox: &str) -> Self {
        let mut front = Front::start(merchant, Tampering::None).await;
        front.address = shop.to_owned();
        Self {
            front,
            sandbox: sandbox.to_owned(),
            merchant: merchant.to_owned(),
            folder: fresh_folder("system"),
            environment: Vec::new(),
            children: Vec::new(),
            client: http_client(),
        }
    }

    async fn start_as(
        tampering: Tampering,
        settings: &[(&'static str, &str)],
        trusted: &[(&'static str, &str)],
    ) -> Self {
        let folder = fresh_folder("system");
        let (merchant_port, sandbox_port) = (free_port(), free_port());
        let merchant = format!("http://127.0.0.1:{merchant_port}");
        let sandbox = format!("http://127.0.0.1:{sandbox_port}");
        let front = Front::start(&merchant, tampering).await;
        let account = [
            ("SBPS_MERCHANT_ID", "30132".to_owned()),
            ("SBPS_SERVICE_ID", "001".to_owned()),
            ("SBPS_HASH_KEY", HASH_KEY.to_owned()),
        ];
        let mut environment = account.to_vec();
        environment.extend([
            ("SANDBOX_LISTEN", format!("127.0.0.1:{sandbox_port}")),
            ("SANDBOX_LATE_SECONDS", "3".to_owned()),
        ]);
        let of_sandbox = |it: &&(&'static str, &str)| it.0.starts_with("SANDBOX_");
        environment.extend(settings.iter().filter(of_sandbox).map(|(name, value)| (*name, (*value).to_owned())));
        environment.extend(trusted.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let sandbox_child = start(&binary("KANTAN_SANDBOX", "sandbox"), &[], &folder, "sandbox", &environment).await;
        let mut environment = account.to_vec();
        environment.extend([
            ("MERCHANT_LISTEN", format!("127.0.0.1:{merchant_port}")),
            ("MERCHANT_PUBLIC_URL", front.address.clone()),
            ("MERCHANT_DATABASE_URL", format!("sqlite://{}", folder.join("merchant.sqlite").display())),
            ("MERCHANT_ELEMENT_DIR", element_folder().to_string_lossy().into_owned()),
            ("SBPS_PURCHASE_URL", format!("{sandbox}/f01/FepBuyInfoReceive.do")),
            ("SBPS_APPLICATION_URL", format!("{sandbox}/f01/FepContractReceive.do")),
            ("SBPS_API_URL", format!("{sandbox}/api/xmlapi.do")),
            ("MERCHANT_CLOCK_URL", format!("{sandbox}/clock")),
            ("MERCHANT_STAFF_TOKEN", STAFF_TOKEN.to_owned()),
            ("MERCHANT_DEMO_SHOP", "on".to_owned()),
        ]);
        let elsewhere = format!("http://localhost:{sandbox_port}");
        environment.extend(settings.iter().map(|(name, value)| (*name, value.replace("{elsewhere}", &elsewhere))));
        let merchant_child =
            start(&binary("KANTAN_MERCHANT", "kantan"), &["serve", "--new"], &folder, "merchant", &environment).await;
        let children = vec![sandbox_child, merchant_child];
        Self { front, sandbox, merchant, folder, environment, children, client: http_client() }
    }

    /// A key of the shop's own programs that may be used for this.
    pub async fn key(&self, may: &str) -> String {
        let (status, key, errors) = self.command(&["keys", "create", "--name", "tests", "--may", may]).await;
        assert_eq!(status, 0, "{errors}");
        key.trim().to_owned()
    }

    /// Runs a command on the shop's record, beside its server: the status, and what went to both outputs.
    pub async fn command(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(binary("KANTAN_MERCHANT", "kantan"));
        command.args(arguments).current_dir(&self.folder);
        command.envs(self.environment.iter().map(|(name, value)| (*name, value.as_str())));
        let output = command.output().await.or_stop("kantan does not start");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().or_stop("it ended by itself"), text(&output.stdout), text(&output.stderr))
    }

    /// Sends what happens to an address from now on; the secret that signs it.
    pub async fn tell(&self, url: &str) -> String {
        let mut command = Command::new(binary("KANTAN_MERCHANT", "kantan"));
        command.args(["webhooks", "add", "--url", url]).current_dir(&self.folder);
        command.envs(self.environment.iter().map(|(name, value)| (*name, value.as_str())));
        let output = command.output().await.or_stop("kantan does not start");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Lets a person sign in to the staff's pages.
    pub async fn add_person(&self, name: &str, role: &str, password: &str) {
        let mut command = Command::new(binary("KANTAN_MERCHANT", "kantan"));
        command.args(["staff", "add", name, "--role", role]).current_dir(&self.folder).stdin(Stdio::piped());
        command.envs(self.environment.iter().map(|(name, value)| (*name, value.as_str())));
        let mut child = command.spawn().or_stop("kantan does not start");
        let mut typed = child.stdin.take().or_stop("it reads");
        typed.write_all(format!("{password}\n").as_bytes()).await.or_stop("typed");
        drop(typed);
        assert!(child.wait().await.or_stop("it ends").success(), "nobody was added");
    }

    /// Everything that the merchant's server has logged.
    #[must_use]
    pub fn merchant_log(&self) -> String {
        log_of(&self.folder, "merchant")
    }

    /// Everything that the sandbox has logged.
    #[must_use]
    pub fn sandbox_log(&self) -> String {
        log_of(&self.folder, "sandbox")
    }

    /// The exchanges that the sandbox keeps.
    pub async fn exchanges(&self) -> Vec<Value> {
        let exchanges = json_of(self.client.get(format!("{}/exchanges", self.sandbox))).await;
        exchanges.as_array().or_stop("the exchanges are a list").clone()
    }

    /// Waits until the shop has confirmed the first notification.
    pub async fn wait_until_told(&self) {
        let started = Instant::now();
        while self.exchanges().await[0]["notifications"][0]["answer"] != "OK," {
            assert!(started.elapsed() < Duration::from_secs(30), "the shop was never told");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// The contracts that the carrier knows.
    pub async fn contracts(&self) -> Vec<Value> {
        let request = self.client.get(format!("{}/contracts", self.sandbox)).header("Accept", "application/json");
        let contracts = json_of(request).await;
        contracts.as_array().or_stop("the contracts are a list").clone()
    }

    /// Moves the sandbox's clock, and with it the shop's: `advance=next_month`, `to=2027-01-20`; what the clock says then.
    pub async fn move_clock(&self, destination: &str) -> Value {
        let request = self.client.post(format!("{}/clock", self.sandbox));
        let request = request.header("Accept", "application/json");
        json_of(request.header("Content-Type", FORM).body(destination.to_owned())).await
    }

    /// Does something to a contract at the carrier: `cancel`, or `arm` with a code.
    pub async fn at_carrier(&self, tracking_id: &str, action: &str, body: &str) {
        let address = format!("{}/contracts/{tracking_id}/{action}", self.sandbox);
        let request = self.client.post(address).header("Content-Type", FORM).body(body.to_owned());
        let answer = request.send().await.or_stop("the sandbox does not answer");
        assert!(answer.status().is_success() || answer.status().is_redirection(), "{action}: {}", answer.status());
    }

    /// Lets the next message go wrong, as `link=other_origin`.
    pub async fn go_wrong(&self, fault: &str) {
        let request = self.client.post(format!("{}/faults", self.sandbox)).header("Accept", "application/json");
        json_of(request.header("Content-Type", FORM).body(fault.to_owned())).await;
    }

    /// Lets the shop bill what is due; what came of it.
    pub async fn bill(&self) -> Value {
        let request = self.client.post(format!("{}/billing/run", self.merchant));
        json_of(request.header("Authorization", format!("Bearer {STAFF_TOKEN}"))).await
    }

    /// Stops the merchant's server, as if it were away.
    pub async fn stop_merchant(&mut self) {
        if let Some(child) = self.children.get_mut(1) {
            child.kill().await.or_stop("the merchant's server cannot be stopped");
        }
    }
}

async fn json_of(request: reqwest::RequestBuilder) -> Value {
    let response = request.send().await.or_stop("a server does not answer");
    let status = response.status();
    let text = response.text().await.or_stop("an answer breaks off");
    assert!(status.is_success(), "{status}: {text}");
    serde_json::from_str(&text).or_stop("an answer is JSON")
}

/// The sandbox without a merchant's server of ours.
#[derive(Debug)]
pub struct Sandbox {
    /// Its address.
    pub address: String,
    folder: PathBuf,
    _child: Child,
}

impl Sandbox {
    /// Starts it with the published test account.
    pub async fn start() -> Self {
        let folder = fresh_folder("sandbox");
        let port = free_port();
        let environment = [("SANDBOX_LISTEN", format!("127.0.0.1:{port}"))];
        let child = start(&binary("KANTAN_SANDBOX", "sandbox"), &[], &folder, "sandbox", &environment).await;
        Self { address: format!("http://127.0.0.1:{port}"), folder, _child: child }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Drop for System {
    fn drop(&mut self) {
        // The processes end with their handles; the folder is only litter.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
