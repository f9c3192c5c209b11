//! `kantan doctor`, as a person meets it whose shop does not work.

use super::program::{program, said};
use super::support::fresh_folder;
use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

/// A gateway that says what time it is there.
fn gateway(date: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = format!("http://{}/f01/FepBuyInfoReceive.do", listener.local_addr().expect("it listens"));
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut head = [0; 1024];
            let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
            let read = stream.read(&mut head).unwrap_or_default();
            assert!(head[..read].starts_with(b"HEAD "), "nothing is sent that a gateway would act on");
            let answer = format!("HTTP/1.1 405 Method Not Allowed\r\ndate: {date}\r\ncontent-length: 0\r\n\r\n");
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    address
}

/// What it finds: by its check, grades and sentences.
fn doctor(folder: &Path, further: &[(&str, &str)]) -> (bool, Vec<(String, String, String)>) {
    let output = program(&["doctor", "--json"], folder, further).output().expect("it runs");
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |found: &Value, name: &str| found[name].as_str().expect("a text").to_owned();
    let found = found.as_array().expect("an array").iter();
    let found = found.map(|it| (text(it, "check"), text(it, "grade"), text(it, "says")));
    (output.status.success(), found.collect())
}

#[track_caller]
fn has(found: &[(String, String, String)], check: &str, grade: &str, says: &str) {
    let is_it = |(a, b, c): &(String, String, String)| a == check && b == grade && c.contains(says);
    assert!(found.iter().any(is_it), "{check} {grade} {says}: {found:#?}");
}

#[test]
fn it_names_every_fault_at_once_with_what_to_do_and_changes_nothing() {
    let folder = fresh_folder();
    let gateway = gateway("Sun, 01 Nov 2026 00:00:00 GMT");
    let settings = [("SBPS_PURCHASE_URL", gateway.as_str()), ("MERCHANT_ELEMENT_DIR", "nowhere")];
    let (is_well, found) = doctor(&folder, &settings);
    assert!(!is_well);
    has(&found, "record", "fail", "there is no such file");
    has(&found, "element", "warn", "kantan-result.js cannot be read");
    has(&found, "staff", "warn", "MERCHANT_STAFF_TOKEN is not set");
    has(&found, "gateway", "ok", "SBPS_PURCHASE_URL answers");
    has(&found, "clock", "fail", "seconds ahead of the gateway's");
    has(&found, "public-address", "warn", "");
    assert!(!folder.join("shop.sqlite").exists(), "no record is made by looking for one");

    let (is_well, found) = doctor(&folder, &[("SBPS_MERCHANT_ID", "1"), ("MERCHANT_STAF_TOKEN", "x")]);
    assert!(!is_well);
    has(&found, "settings", "fail", "SBPS_MERCHANT_ID is \"1\"");
    has(&found, "settings", "fail", "is MERCHANT_STAFF_TOKEN meant?");
}

#[test]
fn it_finds_a_shop_that_works_and_says_what_waits_in_it() {
    let folder = fresh_folder();
    let now = chrono::Utc::now().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let gateway = gateway(now.leak());
    let element = folder.join("element");
    std::fs::create_dir(&element).expect("made");
    for name in ["checkout", "result", "subscriptions"] {
        let script = format!("import(\"./kantan_{name}.0a.js\");");
        std::fs::write(element.join(format!("kantan-{name}.js")), script).expect("written");
        std::fs::write(element.join(format!("kantan_{name}.0a.js")), "").expect("written");
    }
    let settings = [
        ("SBPS_PURCHASE_URL", gateway.as_str()),
        ("MERCHANT_ELEMENT_DIR", "element"),
        ("MERCHANT_STAFF_TOKEN", "a-token-for-the-staff"),
    ];
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let database = format!("sqlite://{}", folder.join("shop.sqlite").display());
    runtime.block_on(async { merchant::store::Store::open(&database).await.expect("made").close().await });
    let hold = ["billing", "hold", "--by", "Sato", "--note", "the bank is closed"];
    said(&program(&hold, &folder, &settings).output().expect("it runs")).expect("held");

    let (is_well, found) = doctor(&folder, &settings);
    assert!(is_well, "warnings are no faults: {found:#?}");
    has(&found, "record", "ok", "this shop's");
    has(&found, "billing", "warn", "kantan billing release");
    has(&found, "reconciliation", "ok", "nothing is open");
    has(&found, "element", "ok", "element");
    has(&found, "clock", "ok", "within 30 seconds");
    let in_words = said(&program(&["doctor"], &folder, &settings).output().expect("it runs")).expect("no fault");
    assert!(in_words.contains("warn  billing "), "{in_words}");

    let other = [&settings[..], &[("SBPS_SERVICE_ID", "002")]].concat();
    has(&doctor(&folder, &other).1, "record", "fail", "merchant 30132, service 001");
    std::fs::remove_file(element.join("kantan_result.0a.js")).expect("removed");
    has(&doctor(&folder, &settings).1, "element", "warn", "kantan-result.js asks for kantan_result.0a.js");
}
