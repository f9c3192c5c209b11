//! nginx or Caddy before a running service, by the recipe in `packaging` with other names and ports, and a certificate of
//! an authority that exists for the test alone.

use super::{printed, text_of};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use system_tests::OrStop;
use system_tests::folders::repository;
use system_tests::servers::{System, free_port, fresh_folder};

/// How many orders, signatures and the like one source may ask for in a minute here.
pub(super) const PER_MINUTE: usize = 5;

/// Which server stands before ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Nginx,
    Caddy,
}

/// The service behind a server.
pub(super) struct Door {
    pub(super) system: System,
    /// As browsers and the gateway reach it, `https://localhost:…`.
    pub(super) address: String,
    /// The authority's certificate.
    pub(super) authority: PathBuf,
    folder: PathBuf,
    server: Child,
}

/// The recipe with each of these replaced; every one has to be there.
fn recipe(name: &str, changes: &[(&str, &str)]) -> String {
    let path = repository().join("packaging").join(name);
    let mut text = std::fs::read_to_string(path).or_stop("the recipe is there");
    for (from, to) in changes {
        assert!(text.contains(from), "{name} has no {from:?}");
        text = text.replace(from, to);
    }
    text
}

/// An authority, and a server's certificate by it for `localhost`.
fn certificates(folder: &Path) {
    let path = |name: &str| folder.join(name).display().to_string();
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout"];
    let authority = ["-out", &path("authority.pem"), "-subj", "/CN=Authority of a test", "-days", "2", "-x509"];
    let what = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign"];
    printed("openssl", &[&["req"][..], &key, &[&path("authority.key")], &authority, &what].concat());
    let request = ["-out", &path("request.pem"), "-subj", "/CN=localhost"];
    printed("openssl", &[&["req"][..], &key, &[&path("key.pem")], &request].concat());
    let extensions = "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n";
    std::fs::write(folder.join("extensions"), extensions).or_stop("written");
    let (request, out, file) = (path("request.pem"), path("certificate.pem"), path("extensions"));
    let (ca, ca_key) = (path("authority.pem"), path("authority.key"));
    let sign = ["x509", "-req", "-in", &request, "-CA", &ca, "-CAkey", &ca_key, "-CAcreateserial", "-days", "2"];
    printed("openssl", &[&sign[..], &["-extfile", &file, "-out", &out]].concat());
}

impl Door {
    /// Starts the gateway's stand-in, the service and the server before it.
    pub(super) async fn open(kind: Kind) -> Self {
        let folder = fresh_folder("door");
        certificates(&folder);
        let authority = folder.join("authority.pem");
        let (port, plain) = (free_port(), free_port());
        let address = format!("https://localhost:{port}");
        let settings = [
            ("MERCHANT_PUBLIC_URL", &*address),
            ("MERCHANT_PROXIES", "127.0.0.1"),
            ("MERCHANT_REQUESTS_PER_MINUTE", &PER_MINUTE.to_string()),
        ];
        // The stand-in calls the shop where browsers do.
        let trust = [("SSL_CERT_FILE", text_of(&authority))];
        let system = System::start_trusting(&settings, &trust).await;
        let (certificate, key) = (folder.join("certificate.pem"), folder.join("key.pem"));
        let upstream = system.merchant.trim_start_matches("http://").to_owned();
        let common = [
            ("/etc/kantan/tls/certificate.pem", text_of(&certificate)),
            ("/etc/kantan/tls/key.pem", text_of(&key)),
            ("192.0.2.0/24", "127.0.0.1/32"),
            ("127.0.0.1:8081", &upstream),
        ];
        let mut server = match kind {
            Kind::Nginx => {
                let listen = format!("listen 127.0.0.1:{port} ssl http2");
                let plain = format!("listen 127.0.0.1:{plain};");
                let log = folder.join("errors.log");
                let own = [
                    ("listen 443 ssl http2", &*listen),
                    ("    listen [::]:443 ssl http2;\n", ""),
                    ("listen 80;", &*plain),
                    ("    listen [::]:80;\n", ""),
                    ("shop.example", "localhost"),
                    ("/var/log/nginx/kantan.log", text_of(&log)),
                ];
                // What is said of the service comes first, before its address is replaced.
                let site = recipe("nginx.conf", &[&own[..], &common].concat());
                let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
                    .iter()
                    .map(|name| format!("{name}_temp_path {}/{name};\n", folder.display()))
                    .collect();
                let whole = format!(
                    "daemon off;\nmaster_process off;\npid {}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n{temporary}{site}\n}}\n",
                    folder.display()
                );
                let file = folder.join("nginx.conf");
                std::fs::write(&file, whole).or_stop("written");
                let nginx = if Path::new("/usr/sbin/nginx").exists() { "/usr/sbin/nginx" } else { "nginx" };
                let mut command = Command::new(nginx);
                command.args(["-p", text_of(&folder), "-e", "stderr", "-c", text_of(&file)]);
                command
            }
            Kind::Caddy => {
                let own = [("shop.example {", &*format!("{address} {{\n\tbind 127.0.0.1"))];
                let site = recipe("Caddyfile", &[&own[..], &common].concat());
                let file = folder.join("Caddyfile");
                // Nothing of its own: no port for changes, no certificate, nothing in the home of whoever tests.
                let options = "{\n\tadmin off\n\tauto_https off\n}\n";
                std::fs::write(&file, format!("{options}{site}")).or_stop("written");
                let mut command = Command::new("caddy");
                command.args(["run", "--adapter", "caddyfile", "--config", text_of(&file)]);
                command.env("HOME", &folder).env("XDG_DATA_HOME", &folder).env("XDG_CONFIG_HOME", &folder);
                command
            }
        };
        let log = std::fs::File::create(folder.join("server.log")).or_stop("a log cannot be made");
        server.stdout(Stdio::null()).stderr(log);
        let missing = format!("{kind:?} does not start; `tools/setup.sh packaging` installs it");
        let server = server.spawn().or_stop(&missing);
        let mut door = Self { system, address, authority, folder, server };
        let started = Instant::now();
        while !door.curl(&["/healthz"]).status.success() {
            let ended = door.server.try_wait().or_stop("it can be asked").is_some();
            assert!(!ended && started.elapsed() < Duration::from_secs(15), "{kind:?}: {}", door.log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        door
    }

    /// What the server says of itself.
    pub(super) fn log(&self) -> String {
        let read = |name| std::fs::read_to_string(self.folder.join(name)).unwrap_or_default();
        read("server.log") + &read("errors.log")
    }

    /// What curl gets at a path, which is the last argument. It looks at certificates by the test's authority alone.
    pub(super) fn curl(&self, arguments: &[&str]) -> Output {
        let (path, before) = arguments.split_last().or_stop("a path");
        let mut command = Command::new("curl");
        command.args(["-4", "-sS", "--path-as-is", "--max-time", "15", "--cacert", text_of(&self.authority)]);
        command.args(before).arg(format!("{}{path}", self.address)).output().or_stop("curl does not start")
    }

    /// Status of the answer, and the head as it came, its names in lower case.
    pub(super) fn head(&self, arguments: &[&str]) -> (String, String) {
        let output = self.curl(&[&["-D", "-", "-o", "/dev/null"][..], arguments].concat());
        let head = String::from_utf8_lossy(&output.stdout).to_lowercase();
        let status = head.split_ascii_whitespace().nth(1).unwrap_or_default().to_owned();
        (status, head)
    }

    /// Status alone.
    pub(super) fn status(&self, arguments: &[&str]) -> String {
        self.head(arguments).0
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
