//! The Debian package, unpacked: what is in it works from where it lies.

use super::{printed, text_of};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use system_tests::OrStop;
use system_tests::folders::element_folder;
use system_tests::servers::{HASH_KEY, binary, free_port, fresh_folder};

/// A folder that is removed with its test.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The package of the program and the elements that are built, unpacked.
fn unpacked() -> (Folder, PathBuf) {
    let folder = fresh_folder("debian");
    let (built, element) = (binary("KANTAN_MERCHANT", "kantan"), element_folder());
    // Pressed for speed: a program with everything that a debugger wants takes a minute otherwise.
    printed("env", &["KANTAN_GZIP=1", "tools/debian-package.sh", text_of(&built), text_of(&element), text_of(&folder)]);
    let mut packages = std::fs::read_dir(&folder).or_stop("the folder is there");
    let package = packages.next().or_stop("there is a package").or_stop("it can be listed").path();
    assert!(package.extension().is_some_and(|end| end == "deb"), "{}", package.display());
    let root = folder.join("root");
    printed("dpkg-deb", &["-x", text_of(&package), text_of(&root)]);
    (Folder(folder), root)
}

fn read(root: &Path, path: &str) -> String {
    std::fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn an_unpacked_package_serves_by_its_own_file_of_settings() {
    let (folder, root) = unpacked();
    for path in [
        "usr/lib/systemd/system/kantan.service",
        "usr/lib/sysusers.d/kantan.conf",
        "usr/share/kantan/element/kantan-subscriptions.js",
        "usr/share/doc/kantan/copyright",
        "usr/share/doc/kantan/LICENSE-MIT",
        "usr/share/doc/kantan/examples/nginx.conf",
        "usr/share/doc/kantan/examples/Caddyfile",
    ] {
        assert!(!read(&root, path).is_empty(), "{path}");
    }
    // Everything that is compiled in has the text of its licence there: the database and TLS, and what the elements are of.
    let licences = printed("gzip", &["-dc", text_of(&root.join("usr/share/doc/kantan/LICENSES.gz"))]);
    for of in ["libsqlite3-sys ", "ring ", "rustls ", "axum ", "leptos ", "wasm-bindgen "] {
        let line = licences.lines().find(|line| line.starts_with(of)).or_stop(of);
        let (name, _) = line.split_once(": ").or_stop("its licence follows");
        let is_of = |heads: &str| heads.split(", ").any(|it| it == name);
        assert!(licences.lines().skip_while(|it| *it != line).skip(1).any(is_of), "{name} has no text");
    }
    for page in ["kantan", "kantan-serve", "kantan-config"] {
        let page = root.join(format!("usr/share/man/man1/{page}.1.gz"));
        assert!(printed("gzip", &["-dc", text_of(&page)]).contains(".SH SYNOPSIS"), "{}", page.display());
    }
    assert!(read(&root, "usr/share/bash-completion/completions/kantan").contains("complete"));
    // systemd knows every word of the unit, and its program is where it says.
    let from = format!("--root={}", root.display());
    printed("systemd-analyze", &["verify", &from, "--man=no", "--recursive-errors=no", "kantan.service"]);

    // The file as it is installed, with this machine's places, and what has no default.
    let settings = read(&root, "etc/kantan/kantan.toml");
    let (element, record) = ("/usr/share/kantan/element", "sqlite:///var/lib/kantan/kantan.sqlite");
    assert!(settings.contains(&format!("\nelement_dir = \"{element}\"")), "{settings}");
    assert!(settings.contains(&format!("\ndatabase_url = \"{record}\"")), "{settings}");
    let mut settings = settings
        .replace(element, text_of(&root.join("usr/share/kantan/element")))
        .replace(record, &format!("sqlite://{}", root.join("kantan.sqlite").display()));
    let gateway = "https://gateway.example/f01/FepBuyInfoReceive.do";
    for (key, value) in [
        ("public_url", "https://shop.example"),
        ("listen", &format!("127.0.0.1:{}", free_port())),
        ("merchant_id", "30132"),
        ("service_id", "001"),
        ("hash_key", HASH_KEY),
        ("purchase_url", gateway),
    ] {
        let line = settings.lines().find(|line| line.starts_with(&format!("#{key} = "))).or_stop(key).to_owned();
        settings = settings.replacen(&line, &format!("{key} = \"{value}\""), 1);
    }
    let file = root.join("etc/kantan/kantan.toml");
    std::fs::write(&file, settings).or_stop("written");
    let mut command = Command::new(root.join("usr/bin/kantan"));
    command.args(["serve", "--new", "--config", text_of(&file)]).env_clear().current_dir(&folder.0);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().or_stop("it starts");
    let mut line = String::new();
    let mut output = BufReader::new(child.stdout.take().or_stop("piped"));
    output.read_line(&mut line).or_stop("it says something");
    let ready =
        line.trim().strip_prefix("ready ").map(|address| printed("curl", &["-fsS", &format!("{address}/readyz")]));
    let script = line.trim().strip_prefix("ready ").map(|address| {
        printed(
            "curl",
            &["-fsS", "-o", "/dev/null", "-w", "%{http_code}", &format!("{address}/assets/kantan-checkout.js")],
        )
    });
    child.kill().or_stop("it can be stopped");
    let said = child.wait_with_output().or_stop("it ends");
    let log = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(ready.is_some_and(|answer| answer.contains("\"ready\"")), "{line}{log}");
    assert_eq!(script.as_deref(), Some("200"), "{log}");
    assert!(root.join("kantan.sqlite").is_file());
}
