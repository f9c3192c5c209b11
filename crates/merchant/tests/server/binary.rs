//! The program itself: what it wants from its environment, what it says, how it ends.

use super::support::{KEY, fresh_folder};
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

fn program(changes: &[(&str, &str)]) -> Command {
    let folder = fresh_folder();
    let mut command = Command::new(env!("CARGO_BIN_EXE_kantan"));
    command.arg("serve").env_clear().current_dir(&folder).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.envs([
        ("MERCHANT_LISTEN", "127.0.0.1:0"),
        ("MERCHANT_PUBLIC_URL", "http://127.0.0.1:8081"),
        ("MERCHANT_DATABASE_URL", "sqlite://shop.sqlite"),
        ("SBPS_MERCHANT_ID", "30132"),
        ("SBPS_SERVICE_ID", "001"),
        ("SBPS_HASH_KEY", KEY),
        ("SBPS_PURCHASE_URL", "http://127.0.0.1:8082/f01/FepBuyInfoReceive.do"),
        ("RUST_LOG", "trace"),
    ]);
    command.envs(changes.iter().copied());
    command
}

#[test]
fn it_does_not_start_with_a_wrong_setting_and_names_it() {
    for (name, value) in [
        ("MERCHANT_LISTEN", "everywhere"),
        ("MERCHANT_LISTEN", "192.0.2.1:1"),
        ("MERCHANT_PUBLIC_URL", "shop"),
        ("MERCHANT_DATABASE_URL", "sqlite:///there/is/no/such/folder/shop.sqlite"),
        ("SBPS_MERCHANT_ID", "1"),
        ("SBPS_HASH_KEY", ""),
    ] {
        let output = program(&[(name, value)]).output().expect("it runs");
        let log = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{name}={value}");
        assert!(output.stdout.is_empty(), "{name}={value}: it is not ready");
        assert!(log.contains(name), "{name}={value}: {log}");
        assert!(!log.contains(KEY), "{name}={value}");
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
    assert!(killed.success());
    let status = child.wait().expect("it ends");
    let mut log = String::new();
    child.stderr.take().expect("piped").read_to_string(&mut log).expect("readable");
    assert!(status.success(), "{log}");
    assert!(!log.contains(KEY), "the key is in no log, at any level");
    let mut rest = String::new();
    output.read_to_string(&mut rest).expect("readable");
    assert_eq!(rest, "", "everything else is logged to standard error");
}

#[test]
fn it_does_not_start_with_plans_that_the_contract_excludes_and_names_the_rule() {
    let addresses = [
        ("SBPS_API_URL", "http://127.0.0.1:8082/api/xmlapi.do"),
        ("SBPS_APPLICATION_URL", "http://127.0.0.1:8082/f01/FepContractReceive.do"),
    ];
    for (contract, expected) in [
        ("credit_card", "product \"wine-monthly\": billing_method_not_in_contract"),
        ("webmoney", "product \"coffee-200g\": commodity_not_in_contract"),
    ] {
        let output = program(&[addresses[0], addresses[1], ("SBPS_CONTRACT", contract)]).output().expect("it runs");
        let log = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && output.stdout.is_empty(), "{contract}");
        assert!(log.replace("\\\"", "\"").contains(expected), "{contract}: {log}");
    }
}

#[test]
fn billing_is_held_and_released_by_a_person_who_says_why() {
    let folder = fresh_folder();
    let database = format!("sqlite://{}", folder.join("shop.sqlite").display());
    let said = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kantan"));
        command.arg("billing").args(arguments).env_clear().current_dir(&folder).envs([
            ("MERCHANT_PUBLIC_URL", "http://127.0.0.1:8081"),
            ("MERCHANT_DATABASE_URL", database.as_str()),
            ("SBPS_MERCHANT_ID", "30132"),
            ("SBPS_SERVICE_ID", "001"),
            ("SBPS_HASH_KEY", KEY),
            ("SBPS_PURCHASE_URL", "http://127.0.0.1:8082/f01/FepBuyInfoReceive.do"),
        ]);
        let output = command.output().expect("it runs");
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    assert_eq!(said(&["status"]), (true, "billing runs\n".to_owned()));
    let who = ["--by", "Sato", "--note", "the bank is closed"];
    let (held, text) = said(&["hold", who[0], who[1], who[2], who[3]]);
    assert!(
        held && text.starts_with("billing is held since ") && text.ends_with("staff: the bank is closed\n"),
        "{text}"
    );
    assert_eq!(said(&["status"]), (true, text));
    assert!(!said(&["release"]).0 && !said(&["release", "--by", " ", "--note", "x"]).0, "somebody, for a reason");
    assert_eq!(said(&["release", who[0], who[1], who[2], who[3]]), (true, "billing runs\n".to_owned()));
    assert_eq!(said(&["release", who[0], who[1], who[2], who[3]]), (true, "nothing to do\nbilling runs\n".to_owned()));
}

#[test]
fn without_a_command_it_says_what_it_can_do_and_does_nothing() {
    let output = Command::new(env!("CARGO_BIN_EXE_kantan")).env_clear().output().expect("it runs");
    let help = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && output.stdout.is_empty());
    assert!(help.contains("Usage: kantan <COMMAND>") && help.contains("serve"), "{help}");
}
