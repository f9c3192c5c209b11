//! The program itself: what it wants from its environment, what it says, how it ends. Its records are SQLite's files.

use super::program::{log_of, program, said};
use super::support::{KEY, fresh_folder};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::time::{Duration, Instant};

/// The server, on a record of its own that is new.
fn serve(changes: &[(&str, &str)]) -> Command {
    program(&["serve", "--new"], &fresh_folder(), changes)
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
        ("MERCHANT_STAF_TOKEN", "a-token-for-the-staff"),
        ("MERCHANT_PUBLIC_URL_OF_NOBODY", "https://shop.example"),
        ("SBPS_API_URL", "http://gateway.example/api/xmlapi.do"),
    ] {
        let output = serve(&[(name, value)]).output().expect("it runs");
        let log = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{name}={value}");
        assert!(output.stdout.is_empty(), "{name}={value}: it is not ready");
        assert!(log.contains(name), "{name}={value}: {log}");
        assert!(!log.contains(KEY), "{name}={value}");
    }
}

/// A password in the address of a database is in no message and in no log, at any level.
#[test]
fn the_password_of_a_database_is_not_told() {
    for url in [
        // Nothing listens on port 1.
        "postgres://shop:t0p-secret@127.0.0.1:1/orders",
        "postgres://127.0.0.1:1/orders?user=shop&password=t0p-secret",
        "postgres://127.0.0.1:1/orders?user=shop&pasword=t0p-secret",
        "postgres://shop:t0p-secret@127.0.0.1:port/orders",
        "mysql://shop:t0p-secret@127.0.0.1/orders",
    ] {
        for command in [&["serve"][..], &["billing", "status"], &["keys", "list"], &["backup", "copy"], &["doctor"]] {
            let settings = [("MERCHANT_DATABASE_URL", url)];
            let output = program(command, &fresh_folder(), &settings).output().expect("it runs");
            let log = [output.stdout, output.stderr].concat();
            let log = String::from_utf8_lossy(&log).into_owned();
            assert!(!output.status.success() && log.contains("MERCHANT_DATABASE_URL"), "{url} {command:?}: {log}");
            assert!(!log.contains("t0p-secret"), "{url} {command:?}: {log}");
            if url.contains(":1/orders") && !url.contains("pasword") && command != ["backup", "copy"] {
                assert!(log.contains("Connection refused"), "why is told: {log}");
            }
        }
    }
}

#[test]
fn it_says_that_it_is_ready_and_ends_when_it_is_told_to() {
    let mut child = serve(&[]).spawn().expect("it starts");
    let log = log_of(&mut child);
    let mut output = BufReader::new(child.stdout.take().expect("piped"));
    let mut line = String::new();
    output.read_line(&mut line).expect("it says something");
    assert!(line.starts_with("ready http://127.0.0.1:"), "{line}");
    let killed = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("kill runs");
    assert!(killed.success());
    let status = child.wait().expect("it ends");
    let log = log.join().expect("read");
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
        let output = serve(&[addresses[0], addresses[1], ("SBPS_CONTRACT", contract)]).output().expect("it runs");
        let log = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && output.stdout.is_empty(), "{contract}");
        assert!(log.replace("\\\"", "\"").contains(expected), "{contract}: {log}");
    }
}

/// What is not the shop's record is not served in its place; each is told in words, with what to do.
#[test]
fn a_record_that_is_not_this_shops_is_not_served() {
    let file = fresh_folder().join("shop.sqlite");
    let url = format!("sqlite://{}", file.display());
    // Serves until it says that it is ready, or says why not.
    let start = |new: bool, service: &str| -> Result<(), String> {
        let arguments: &[&str] = if new { &["serve", "--new"] } else { &["serve"] };
        let settings = [("MERCHANT_DATABASE_URL", url.as_str()), ("SBPS_SERVICE_ID", service)];
        let mut command = program(arguments, &fresh_folder(), &settings);
        let mut child = command.spawn().expect("it starts");
        let log = log_of(&mut child);
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("readable");
        let is_ready = line.starts_with("ready ");
        if is_ready {
            let _ = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
        }
        let status = child.wait().expect("it ends");
        let log = log.join().expect("read");
        if is_ready && status.success() { Ok(()) } else { Err(log) }
    };
    let expect = |outcome: Result<(), String>, said: &str| {
        let log = outcome.expect_err(said);
        assert!(log.contains("MERCHANT_DATABASE_URL") && log.contains(said), "{said}: {log}");
    };
    expect(start(false, "001"), "there is no such file");
    assert!(!file.exists(), "and none was made");
    std::fs::write(&file, "").expect("written");
    expect(start(false, "001"), "the file is empty, or no shop's");
    assert_eq!(start(true, "001"), Ok(()));
    assert_eq!(start(false, "001"), Ok(()), "it is the shop's now");
    expect(start(false, "002"), "merchant 30132, service 001");
    expect(start(true, "002"), "merchant 30132, service 001");
    let copy = std::fs::read(&file).expect("read");
    let sql = |statement: &str| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let pool = sqlx::sqlite::SqlitePool::connect(&url).await.expect("it opens");
            sqlx::query(sqlx::AssertSqlSafe(statement.to_owned())).execute(&pool).await.expect("changed");
            pool.close().await;
        });
    };
    sql("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES (9999, 'of tomorrow', 1, x'00', 1)");
    expect(start(false, "001"), "a newer version of this program");
    std::fs::write(&file, copy).expect("restored");
    assert_eq!(start(false, "001"), Ok(()));
    sql("CREATE TRIGGER full BEFORE UPDATE ON readiness BEGIN SELECT raise(ABORT, 'it is full'); END");
    expect(start(false, "001"), "it cannot be written");
    std::fs::write(&file, "this is no database, and somebody named it in the settings by mistake").expect("written");
    let began = Instant::now();
    expect(start(false, "001"), "not a database");
    assert!(began.elapsed() < Duration::from_secs(4), "it is said at once");
}

#[test]
fn billing_is_held_and_released_by_a_person_who_says_why() {
    let folder = fresh_folder();
    let database = format!("sqlite://{}", folder.join("shop.sqlite").display());
    let billing = |arguments: &[&str]| {
        let arguments = [&["billing"][..], arguments].concat();
        said(&program(&arguments, &folder, &[]).output().expect("it runs")).map_err(|_| ())
    };
    assert_eq!(billing(&["status"]), Err(()), "there is no record yet, and none is made");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async { merchant::store::Store::open(&database).await.expect("made").close().await });
    assert_eq!(billing(&["status"]), Ok("billing runs\n".to_owned()));
    let who = ["--by", "Sato", "--note", "the bank is closed"];
    let text = billing(&["hold", who[0], who[1], who[2], who[3]]).expect("held");
    assert!(text.starts_with("billing is held since ") && text.ends_with("staff: the bank is closed\n"), "{text}");
    assert_eq!(billing(&["status"]), Ok(text));
    assert!(
        billing(&["release"]).is_err() && billing(&["release", "--by", " ", "--note", "x"]).is_err(),
        "somebody, for a reason"
    );
    assert_eq!(billing(&["release", who[0], who[1], who[2], who[3]]), Ok("billing runs\n".to_owned()));
    assert_eq!(billing(&["release", who[0], who[1], who[2], who[3]]), Ok("nothing to do\nbilling runs\n".to_owned()));
    let log = runtime.block_on(async {
        let store = merchant::store::Store::open(&database).await.expect("there");
        let log = store.audit(None, Some("billing run"), 9).await.expect("readable");
        store.close().await;
        log
    });
    let asked: Vec<&str> = log.iter().rev().map(|entry| entry.what.as_str()).collect();
    assert_eq!(asked, ["billing.hold", "billing.release", "billing.release"], "what was asked for is in the log");
    assert!(log.iter().all(|entry| entry.actor == "Sato" && entry.detail == "the bank is closed"));
}

/// A backup is made beside a shop that is open, takes no other file's place, and bills nobody once it
/// is put back, until a person has released it.
#[test]
fn a_backup_of_an_open_shop_is_restored_with_billing_held() {
    let folder = fresh_folder();
    let served = format!("sqlite://{}", folder.join("shop.sqlite").display());
    let other = format!("sqlite://{}", folder.join("other.sqlite").display());
    let copy = folder.join("copy.sqlite").display().to_string();
    let run = |url: &str, arguments: &[&str]| {
        said(&program(arguments, &folder, &[("MERCHANT_DATABASE_URL", url)]).output().expect("it runs"))
    };
    let who = ["--by", "Sato", "--note", "the disk broke"];
    let restore = |url: &str, from: &str| run(url, &[&["restore", from, "--hold"][..], &who[..]].concat());
    let refused = |outcome: Result<String, String>, said: &str| {
        let log = outcome.expect_err(said);
        assert!(log.contains(said), "{said}: {log}");
    };

    refused(run(&served, &["backup", &copy]), "no backup was made");
    let mut child = serve(&[("MERCHANT_DATABASE_URL", &served)]).spawn().expect("it starts");
    let log = log_of(&mut child);
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("readable");
    assert!(line.starts_with("ready "), "{line}");
    for file in ["shop.sqlite", "shop.sqlite-wal", "shop.sqlite.mark"] {
        let rights = std::fs::metadata(folder.join(file)).expect(file).permissions().mode() & 0o777;
        assert_eq!(rights, 0o600, "{file}: the addresses of payers' pages are nobody else's");
    }
    // So far it stands in the write-ahead log alone; a copy of the file would lack it.
    run(&served, &["billing", "hold", "--by", "Ito", "--note", "before"]).expect("held");
    run(&served, &["billing", "release", "--by", "Ito", "--note", "before"]).expect("released");
    assert!(run(&served, &["backup", &copy]).expect("copied").starts_with("backed up to "));
    refused(run(&served, &["backup", &copy]), "is there already");
    refused(restore(&served, &copy), "is there already");
    assert_eq!(run(&served, &["billing", "status"]).expect("it is served"), "billing runs\n");
    let _ = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    assert!(child.wait().expect("it ends").success(), "{}", log.join().expect("read"));

    refused(run(&other, &["restore", &copy, "--by", "Sato", "--note", "x"]), "--hold");
    std::fs::write(folder.join("other.sqlite-wal"), "of another record").expect("written");
    refused(restore(&other, &copy), "other.sqlite-wal");
    std::fs::remove_file(folder.join("other.sqlite-wal")).expect("removed");
    std::fs::write(folder.join("empty"), "").expect("written");
    refused(restore(&other, &folder.join("empty").display().to_string()), "no shop's record");
    assert!(!folder.join("other.sqlite").exists() && !folder.join("other.sqlite.part").exists(), "nothing is left");
    restore(&other, &copy).expect("restored");
    let status = run(&other, &["billing", "status"]).expect("it is this shop's record");
    assert!(status.ends_with(": restored: the disk broke\n"), "{status}");
    let rows = |url: &str| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let pool = sqlx::sqlite::SqlitePool::connect(url).await.expect("it opens");
            let sql = "SELECT group_concat(held_by || ' ' || detail, ', ') FROM billing_holds";
            let rows: String = sqlx::query_scalar(sql).fetch_one(&pool).await.expect("read");
            pool.close().await;
            rows
        })
    };
    assert_eq!(rows(&other), "Ito before, Sato the disk broke", "what stood in the log is in the copy");
    assert_eq!(rows(&served), "Ito before");
}

#[test]
fn the_reconciliation_list_is_read_and_closed_without_a_browser() {
    let folder = fresh_folder();
    let database = format!("sqlite://{}", folder.join("shop.sqlite").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let store = merchant::store::Store::open(&database).await.expect("made");
        for body in [b"one", b"two"] {
            let reason = merchant::domain::notification::Reason::Account;
            store.keep_refused(body, reason, 1_795_489_200).await.expect("kept");
        }
        store.close().await;
    });
    let list = |arguments: &[&str]| {
        let arguments = [&["reconciliation"][..], arguments].concat();
        said(&program(&arguments, &folder, &[]).output().expect("it runs"))
    };
    let open = list(&["list"]).expect("listed");
    assert_eq!(open.lines().count(), 3, "{open}");
    let first = open.lines().nth(1).expect("a line under the heads");
    assert!(
        first.starts_with("1   notification_refused  2026-11-24T12:00:00+09:00  -         -            "),
        "{open}"
    );
    assert!(
        list(&["list", "--kind", "second"]).expect_err("no kind").contains("second_payment"),
        "it says which there are"
    );
    let who = ["--by", "Sato", "--note", "another shop's"];
    assert!(list(&["resolve", "1", who[0], who[1], who[2], who[3]]).is_err(), "something has to be found");
    let paid = ["resolve", "1", "--paid", "10000000000001", who[0], who[1], who[2], who[3]];
    assert!(list(&paid).expect_err("it does not fit").contains("not to be closed as"));
    let settled = ["resolve", "1", "2", "--settled", who[0], who[1], who[2], who[3]];
    assert_eq!(list(&settled), Ok("2 of 2 closed\n".to_owned()));
    assert!(list(&settled).is_err(), "once");
    assert_eq!(list(&["list"]).expect("listed").lines().count(), 1, "heads alone");
    let closed: serde_json::Value =
        serde_json::from_str(&list(&["list", "--closed", "--json"]).expect("listed")).expect("JSON");
    assert_eq!(
        (&closed[0]["closed"]["by"], &closed[1]["closed"]["note"]),
        (&"Sato".into(), &"settled: another shop's".into())
    );
}

#[test]
fn a_key_is_shown_once_kept_as_a_hash_and_revoked_by_its_number() {
    let folder = fresh_folder();
    let file = folder.join("shop.sqlite");
    let database = format!("sqlite://{}", file.display());
    let keys = |arguments: &[&str]| {
        let arguments = [&["keys"][..], arguments].concat();
        let output = program(&arguments, &folder, &[]).output().expect("it runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.success(), text(&output.stdout), text(&output.stderr))
    };
    assert!(!keys(&["create", "--name", "warehouse"]).0 && !file.exists(), "there is no record yet, and none is made");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async { merchant::store::Store::open(&database).await.expect("made").close().await });
    let (made, key, log) = keys(&["create", "--name", "warehouse"]);
    let key = key.trim_end();
    assert!(made && key.starts_with("kantan_") && key.len() == 71, "{log}");
    assert!(!log.contains(key), "it is in no log, at any level");
    let (_, listed, _) = keys(&["list"]);
    assert!(listed.contains("\n1   warehouse  read  ") && listed.ends_with("  in use\n"), "{listed}");
    assert!(!listed.contains(key));
    let kept = std::fs::read(&file).expect("the database is there");
    assert!(!kept.windows(key.len()).any(|part| part == key.as_bytes()), "only the hash is kept");
    assert!(!keys(&["create", "--name", " "]).0 && !keys(&["revoke", "2"]).0);
    assert_eq!(keys(&["revoke", "1"]).1, "revoked\n");
    assert!(!keys(&["revoke", "1"]).0, "once");
    assert!(keys(&["list"]).1.ends_with("  revoked\n"));
}

/// Whoever starts a second one by mistake is told so, and leaves nothing behind.
#[test]
fn a_port_that_is_taken_begins_no_record() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let folder = fresh_folder();
    let output = program(&["serve", "--new"], &folder, &[("MERCHANT_LISTEN", &address)]).output().expect("it runs");
    assert!(said(&output).expect_err("it cannot listen").contains("MERCHANT_LISTEN"));
    assert_eq!(std::fs::read_dir(&folder).expect("readable").count(), 0, "no record, no mark");
}

#[test]
fn without_a_command_it_says_what_it_can_do_and_does_nothing() {
    let output = Command::new(env!("CARGO_BIN_EXE_kantan")).env_clear().output().expect("it runs");
    let help = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && output.stdout.is_empty());
    assert!(help.contains("Usage: kantan [OPTIONS] <COMMAND>") && help.contains("serve"), "{help}");
}

/// Whoever reads the log has stopped: the pipe is full, which holds 64 KiB. Orders are kept all the same.
#[test]
fn a_log_that_nobody_reads_stops_nothing() {
    let mut child = serve(&[]).spawn().expect("it starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("readable");
    let address = line.trim().strip_prefix("ready http://").expect("an address").to_owned();
    let order = || {
        let mut connection = TcpStream::connect(&address)?;
        connection.set_read_timeout(Some(Duration::from_secs(10)))?;
        let body = "product=wine-750ml&quantity=1&language=ja";
        let length = body.len();
        write!(
            connection,
            "POST /orders HTTP/1.1\r\nHost: {address}\r\nOrigin: http://127.0.0.1:8081\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
        )?;
        let mut answer = String::new();
        connection.read_to_string(&mut answer)?;
        Ok::<_, std::io::Error>(answer)
    };
    // With everything in the log, each order is told in more than a kilobyte.
    let answers: Vec<_> = (0..200).map(|_| order()).collect();
    let _ = child.kill();
    let output = child.wait_with_output().expect("it ends");
    for answer in answers {
        let answer = answer.expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 303") || answer.starts_with("HTTP/1.1 429"), "{answer}");
    }
    let told = String::from_utf8_lossy(&output.stderr).matches("INSERT INTO orders").count();
    assert!(told < 200, "the pipe was full before the last of them: {told} in {} bytes", output.stderr.len());
}
