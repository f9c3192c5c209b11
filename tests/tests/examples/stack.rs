//! A language, what is usual to serve pages with in it, and a running example in it.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};
use system_tests::folders::repository;
use system_tests::servers::{free_port, fresh_folder};
use system_tests::{OrStop, http_client, variable};
use tokio::process::{Child, Command};

/// A language and what is usual to serve pages with in it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stack {
    /// PHP's own server.
    Php,
    /// Express.
    Node,
    /// Django.
    Python,
    /// Sinatra.
    Ruby,
}

/// The two ways of selling.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Way {
    /// `examples/sign-by-hand`.
    ByHand,
    /// `examples/through-the-service`.
    ThroughTheService,
}

/// A running example.
pub(crate) struct Running {
    /// Its address.
    pub(crate) address: String,
    /// Where it keeps what it knows.
    pub(crate) folder: PathBuf,
    child: Child,
}

/// Where one is going to run.
pub(crate) struct Place {
    pub(crate) address: String,
    port: u16,
    folder: PathBuf,
}

impl Place {
    pub(crate) fn new() -> Self {
        let port = free_port();
        Self { address: format!("http://127.0.0.1:{port}"), port, folder: fresh_folder("example") }
    }

    /// Starts the example of this way and language, with these settings; `public` is what browsers know it by.
    pub(crate) async fn start(self, way: Way, stack: Stack, public: &str, settings: &[(&str, &str)]) -> Running {
        let mut command = stack.command(way, self.port);
        command.env("PORT", self.port.to_string()).env("PUBLIC_URL", public).env("DATA_DIR", &self.folder);
        command.envs(settings.iter().copied());
        run(command, self.address, self.folder).await
    }

    /// Starts what gives a shop and the service one origin.
    pub(crate) async fn start_front(self, shop: &str, service: &str) -> Running {
        let mut command = Command::new("node");
        command.arg(repository().join("examples/through-the-service/front.mjs"));
        command.env("FRONT_PORT", self.port.to_string()).env("SHOP_URL", shop).env("KANTAN_URL", service);
        run(command, self.address, self.folder).await
    }
}

async fn run(mut command: Command, address: String, folder: PathBuf) -> Running {
    let log = std::fs::File::create(folder.join("log")).or_stop("a log cannot be made");
    command.stdout(log.try_clone().or_stop("a log cannot be shared")).stderr(log).stdin(Stdio::null());
    let child = command
        .process_group(0)
        .kill_on_drop(true)
        .spawn()
        .or_stop("an example does not start; `tools/setup.sh examples` installs its language");
    let running = Running { address, folder, child };
    let (client, started) = (http_client(), Instant::now());
    while client.get(&running.address).send().await.is_err() {
        assert!(started.elapsed() < Duration::from_secs(60), "an example is not ready: {}", running.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    running
}

impl Stack {
    fn command(self, way: Way, port: u16) -> Command {
        let folder = repository().join(match way {
            Way::ByHand => "examples/sign-by-hand",
            Way::ThroughTheService => "examples/through-the-service",
        });
        let mut command;
        match self {
            Self::Php => {
                command = Command::new("php");
                command.arg("-S").arg(format!("127.0.0.1:{port}")).arg("-t");
                match way {
                    Way::ByHand => command.arg(system_tests::folders::element_folder()),
                    Way::ThroughTheService => command.arg(&folder),
                };
                command.arg(folder.join("php/index.php"));
                // A notification arrives while the payer's page is open.
                command.env("PHP_CLI_SERVER_WORKERS", "4");
            }
            Self::Node => {
                command = Command::new("node");
                command.arg(folder.join("node/server.js"));
            }
            Self::Python => {
                command = Command::new(match way {
                    // Debian's, which has Debian's Django; another one may stand before it in the path.
                    Way::ByHand => PathBuf::from("/usr/bin/python3"),
                    Way::ThroughTheService => python_with_libraries(),
                });
                command.arg("-B").arg(folder.join("python/shop.py"));
            }
            Self::Ruby => {
                command = Command::new("/usr/bin/ruby");
                command.arg(folder.join("ruby/shop.rb"));
            }
        }
        command
    }
}

/// The Python that `tools/setup.sh examples` gives the libraries of `python/requirements.txt`.
fn python_with_libraries() -> PathBuf {
    let path = variable("KANTAN_EXAMPLES_PYTHON", "");
    assert!(Path::new(&path).is_file(), "KANTAN_EXAMPLES_PYTHON names none: tools/env.sh sets it");
    path.into()
}

impl Running {
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // PHP's server has workers, which would go on alone.
        if let Some(group) = self.child.id() {
            let _ = std::process::Command::new("kill").args(["-KILL", "--", &format!("-{group}")]).status();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
