//! The program told by a file: how it finds it, and what it says of it.

use super::support::{KEY, fresh_folder};
use std::path::Path;
use std::process::{Command, Output};

/// A file of settings with a key in a file of its own, and lines of `[merchant]`.
fn file(folder: &Path, more: &str) -> String {
    let (path, key) = (folder.join("kantan.toml"), folder.join("hash-key"));
    std::fs::write(&key, format!("{KEY}\n")).expect("written");
    let text = format!(
        "[merchant]\npublic_url = \"https://shop.example\"\n{more}\n[sbps]\nmerchant_id = \"12345\"\nservice_id = \"001\"\n\
         hash_key_file = {:?}\npurchase_url = \"https://gateway.example/buy\"\n",
        key.display().to_string()
    );
    std::fs::write(&path, text).expect("written");
    path.display().to_string()
}

/// The program with nothing in its environment but this.
fn run(arguments: &[&str], folder: &Path, environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kantan"));
    command.args(arguments).current_dir(folder).env_clear().envs(environment.iter().copied());
    command.output().expect("it runs")
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_file_is_named_by_the_command_line_before_the_environment() {
    let folder = fresh_folder();
    let path = file(&folder, "listen = \"127.0.0.1:1234\"");
    let from = |output: &Output| {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = printed(output);
        text.lines().find(|line| line.starts_with("MERCHANT_LISTEN")).expect("a setting").to_owned()
    };
    let expected = format!("127.0.0.1:1234 {path} line 3");
    for (arguments, environment) in [
        (&["config", "--config", &path][..], &[][..]),
        (&["--config", &path, "config"], &[("KANTAN_CONFIG", "/there/is/none.toml")]),
        (&["config"], &[("KANTAN_CONFIG", &*path)]),
    ] {
        let line = from(&run(arguments, &folder, environment));
        assert!(line.split_whitespace().collect::<Vec<_>>().join(" ").ends_with(&expected), "{line}");
    }
    let line = from(&run(&["config", "--config", &path], &folder, &[("MERCHANT_LISTEN", "127.0.0.1:1")]));
    assert!(line.ends_with("environment"), "{line}");
    let missing = run(&["serve", "--config", "/there/is/none.toml"], &folder, &[]);
    assert!(!missing.status.success() && String::from_utf8_lossy(&missing.stderr).contains("/there/is/none.toml"));
}

/// Where nothing can listen, it has read everything before.
#[test]
fn it_serves_by_a_file_alone() {
    let folder = fresh_folder();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address");
    let path = file(&folder, &format!("listen = \"{address}\""));
    let output = run(&["serve", "--new", "--config", &path], &folder, &[]);
    let log = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(log.contains(&format!("MERCHANT_LISTEN is {address}, where nothing can listen")), "{log}");
}

#[test]
fn no_password_is_printed_however_it_is_misspelt() {
    let folder = fresh_folder();
    for url in [
        "postgres://shop:t0p-secret@127.0.0.1/orders",
        "postgres://127.0.0.1/orders?user=shop&password=t0p-secret",
        "postgres://127.0.0.1/orders?user=shop&pasword=t0p-secret",
        "postgres://shop:t0p-secret@127.0.0.1:port/orders",
    ] {
        let path = file(&folder, &format!("database_url = \"{url}\"\nstaff_token = \"t0p-secret-of-the-staff\""));
        for json in [&["config", "--config", &path][..], &["config", "--json", "--config", &path]] {
            let output = run(json, &folder, &[]);
            let said = printed(&output) + &String::from_utf8_lossy(&output.stderr);
            assert!(
                said.contains("MERCHANT_DATABASE_URL") && !said.contains("t0p-secret") && !said.contains(KEY),
                "{said}"
            );
        }
    }
}
