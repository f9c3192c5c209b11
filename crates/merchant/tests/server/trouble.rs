//! The record when its disk or somebody else's lock is in the way: what is answered meanwhile, and how soon all is well.

use super::program::{SETTINGS, program, said};
use super::support::{Answer, Attempt, FORM, TestShop, fields_of, fresh_folder};
use crate::database::shared;
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tower::ServiceExt;

const FIRST: &str = "10000000000001";

/// The program with a database of its own, on a disk that can be filled.
struct Served {
    address: String,
    folder: PathBuf,
    child: Child,
    client: reqwest::Client,
}

impl Served {
    fn start() -> Self {
        Self::start_after("trap '' XFSZ")
    }

    /// After this has been done in the shell that becomes the program.
    fn start_after(prepared: &str) -> Self {
        let folder = fresh_folder();
        let mut command = Command::new("sh");
        // A write beyond the limit below is an error then, as on a full disk, and not the end of the process.
        let start = format!("{prepared}; exec \"$0\" serve --new");
        command.args(["-c", &start, env!("CARGO_BIN_EXE_kantan")]);
        command.current_dir(&folder).stdout(Stdio::piped()).stderr(Stdio::null());
        command.env_clear().env("PATH", "/usr/bin:/bin").envs(SETTINGS);
        let mut child = command.spawn().expect("it starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("it says something");
        let address = line.strip_prefix("ready ").expect("it is ready").trim().to_owned();
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
        // The gateway opens a connection for each message.
        let client = client.pool_max_idle_per_host(0);
        Self { address, folder, child, client: client.build().expect("a client") }
    }

    /// No file may grow beyond so many bytes, nor be written there: one byte is a disk that takes nothing.
    fn limit_files(&self, limit: &str) {
        let process = self.child.id().to_string();
        let limit = format!("--fsize={limit}:unlimited");
        let set = Command::new("prlimit").args(["--pid", &process, &limit]).status().expect("prlimit runs");
        assert!(set.success(), "the limit cannot be set");
    }

    async fn post(&self, path: &str, media_type: &str, body: String) -> reqwest::Response {
        let request = self.client.post(format!("{}{path}", self.address)).header("content-type", media_type);
        request.body(body).send().await.expect("it answers")
    }

    async fn order(&self) -> Result<String, u16> {
        let answer = self.post("/orders", FORM, "product=wine-750ml&quantity=1&language=ja".to_owned()).await;
        let location = answer.headers().get("location").and_then(|location| location.to_str().ok());
        let reference = location.and_then(|location| location.split('?').next()?.strip_prefix("/orders/"));
        reference.map(str::to_owned).ok_or(answer.status().as_u16())
    }

    /// An order that is asked to be paid.
    async fn attempt(&self) -> (String, Attempt) {
        let reference = self.order().await.expect("ordered");
        let page = self.client.get(format!("{}/orders/{reference}", self.address)).header("accept", "text/html");
        let page = page.send().await.expect("it answers").text().await.expect("whole");
        let data = page.split("<script type=\"application/json\">").nth(1).expect("the element's data");
        let order: Value = serde_json::from_str(data.split("</script>").next().expect("they end")).expect("JSON");
        let displayed = ["item_id", "item_name", "amount", "tax"].map(|name| (name, order[name].clone()));
        let displayed: serde_json::Map<_, _> =
            displayed.map(|(name, value)| (name.to_owned(), value)).into_iter().collect();
        let question = json!({ "order_reference": reference, "language": "ja", "displayed": displayed });
        let answer = self.post("/checkout/requests", "application/json", question.to_string()).await;
        let answer: Value = serde_json::from_str(&answer.text().await.expect("whole")).expect("JSON");
        (reference, Attempt::read(fields_of(&answer)))
    }

    async fn notify(&self, body: String) -> (String, Duration) {
        let began = Instant::now();
        let answer = self.post("/sbps/notifications", FORM, body).await;
        (answer.text().await.expect("whole"), began.elapsed())
    }

    async fn ready(&self) -> (u16, Value) {
        let answer = self.client.get(format!("{}/readyz", self.address)).send().await.expect("it answers");
        let status = answer.status().as_u16();
        let told: Value = serde_json::from_str(&answer.text().await.expect("whole")).expect("JSON");
        (status, told["status"].clone())
    }

    async fn outcome(&self, reference: &str) -> Value {
        let address = format!("{}/orders/{reference}/result", self.address);
        let request = self.client.get(address).header("accept", "application/json");
        let answer = request.send().await.expect("it answers").text().await.expect("whole");
        serde_json::from_str::<Value>(&answer).expect("JSON")["outcome"].clone()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn sqlite_after_a_disk_that_takes_nothing_the_first_message_is_recorded() {
    let shop = Served::start();
    let (reference, attempt) = shop.attempt().await;
    let (second, failing) = shop.attempt().await;
    shop.limit_files("1");
    // Enough to meet every connection, and the one that writes more than once.
    for _ in 0..12 {
        let (answer, took) = shop.notify(failing.paid("10000000000002")).await;
        assert_eq!(answer, "NG,not recorded");
        assert!(took < Duration::from_secs(3), "{took:?}");
        assert!(shop.order().await.is_err_and(|status| status >= 500), "an order that is not kept is not confirmed");
    }
    assert_ne!(shop.outcome(&second).await, "paid", "what was not recorded is not shown, and pages can be read");
    assert_eq!(shop.ready().await, (503, json!("not_ready")), "whoever watches is told");
    shop.limit_files("unlimited");
    let (answer, took) = shop.notify(attempt.paid(FIRST)).await;
    assert_eq!(answer, "OK,", "after {took:?}");
    assert_eq!(shop.outcome(&reference).await, "paid");
    // An answer holds for a second: whoever asks does not make the disk work.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert_eq!(shop.ready().await, (200, json!("ready")));
    assert_eq!(
        shop.notify(failing.paid("10000000000002")).await.0,
        "OK,",
        "the gateway's next message is recorded too"
    );
    for _ in 0..8 {
        assert!(shop.order().await.is_ok());
    }
}

#[tokio::test]
async fn sqlite_a_lock_of_another_process_delays_an_answer_by_three_seconds_at_most() {
    let shop = Served::start();
    let (reference, attempt) = shop.attempt().await;
    let file = format!("sqlite://{}", shop.folder.join("shop.sqlite").display());
    let other = sqlx::sqlite::SqlitePoolOptions::new().max_connections(1).connect(&file).await.expect("it opens");
    let mut lock = other.acquire().await.expect("a connection");
    sqlx::query("BEGIN IMMEDIATE").execute(&mut *lock).await.expect("locked");
    let (answer, took) = shop.notify(attempt.paid(FIRST)).await;
    assert_eq!(answer, "NG,not recorded", "what is not recorded is not acknowledged");
    assert!(took < Duration::from_secs(3), "{took:?}");
    assert_ne!(shop.outcome(&reference).await, "paid");
    // A lock that is given back in time costs nothing, and visitors who wait for it come after.
    let visitors = async { futures_of(&shop, 8).await };
    let released = async {
        tokio::time::sleep(Duration::from_millis(1_200)).await;
        sqlx::query("ROLLBACK").execute(&mut *lock).await.expect("released");
    };
    let paid = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        shop.notify(attempt.paid(FIRST)).await
    };
    let (ordered, (), (answer, took)) = tokio::join!(visitors, released, paid);
    assert_eq!(answer, "OK,");
    assert!(took < Duration::from_secs(3), "{took:?}");
    assert_eq!(ordered, 8, "no visitor was turned away");
}

/// What was acknowledged and is not in the file any more is not passed over without a word.
#[tokio::test]
async fn a_record_whose_log_was_taken_away_is_refused_until_a_person_says_otherwise() {
    let mut shop = Served::start();
    let (_, attempt) = shop.attempt().await;
    let (_, early) = shop.attempt().await;
    assert_eq!(shop.notify(early.paid("10000000000002")).await.0, "OK,");
    let run =
        |shop: &Served, arguments: &[&str]| said(&program(arguments, &shop.folder, &[]).output().expect("it runs"));
    run(&shop, &["backup", "early.sqlite"]).expect("backed up");
    assert_eq!(shop.notify(attempt.paid(FIRST)).await.0, "OK,");
    shop.child.kill().expect("killed");
    shop.child.wait().expect("ended");
    // The same file with its log is the whole record.
    assert_eq!(run(&shop, &["billing", "status"]).expect("it is whole"), "billing runs\n");
    for file in ["shop.sqlite", "shop.sqlite-wal", "shop.sqlite-shm"] {
        let _ = std::fs::remove_file(shop.folder.join(file));
    }
    std::fs::copy(shop.folder.join("early.sqlite"), shop.folder.join("shop.sqlite")).expect("copied");
    for arguments in [&["serve"][..], &["serve", "--new"], &["billing", "status"]] {
        let log = run(&shop, arguments).expect_err("it is older");
        assert!(log.contains("it ends with message 1, and message 2 was answered"), "{log}");
    }
    assert!(run(&shop, &["doctor"]).is_err(), "whoever looks is told");
    std::fs::remove_file(shop.folder.join("shop.sqlite")).expect("moved away");
    run(&shop, &["restore", "early.sqlite", "--hold", "--by", "Sato", "--note", "the log is lost"]).expect("restored");
    let status = run(&shop, &["billing", "status"]).expect("somebody has said so");
    assert!(status.contains("restored: the log is lost"), "{status}");
}

/// Orders so many times at once; how many were kept.
async fn futures_of(shop: &Served, number: usize) -> usize {
    let mut tasks = Vec::new();
    for _ in 0..number {
        let address = format!("{}/orders", shop.address);
        let request = shop.client.post(address).header("content-type", FORM);
        tasks.push(tokio::spawn(request.body("product=wine-750ml&quantity=1&language=ja").send()));
    }
    let mut kept = 0;
    for task in tasks {
        kept += usize::from(task.await.expect("no panic").expect("it answers").status() == 303);
    }
    kept
}

#[tokio::test]
async fn a_thousand_notifications_at_once_are_one_payment() {
    let address = shared().await;
    let shop = TestShop::open_at(&address).await;
    let reference = shop.order("wine-750ml", "1").await;
    let attempt = shop.attempt(&reference).await;
    // The gateway has so many connections at once at most; each sends on until all are sent.
    let senders = (0..50).map(|_| {
        let (router, body) = (shop.router.clone(), attempt.paid(FIRST));
        tokio::spawn(async move {
            for _ in 0..20 {
                let request = Request::post("/sbps/notifications").header("content-type", FORM);
                let answer = router.clone().oneshot(request.body(Body::from(body.clone())).expect("a request")).await;
                assert_eq!(Answer::of(answer.expect("answers")).await.text(), "OK,");
            }
        })
    });
    for sender in senders.collect::<Vec<_>>() {
        sender.await.expect("each is answered OK");
    }
    assert_eq!(shop.count("SELECT count(*) FROM attempts WHERE state = 'paid'").await, 1);
    assert_eq!(shop.count("SELECT count(*) FROM orders WHERE paid_by IS NOT NULL").await, 1);
    assert_eq!(shop.journal().await, 1000, "every delivery stands in the journal");
}

/// More connections than there are descriptors, each with half a head: the gateway's message gets through.
#[tokio::test]
async fn half_heads_in_any_number_do_not_keep_a_notification_out() {
    let shop = Served::start_after("ulimit -n 300");
    let (reference, attempt) = shop.attempt().await;
    let address = shop.address.strip_prefix("http://").expect("an address");
    let mut open = Vec::new();
    for _ in 0..600 {
        let mut stream = std::net::TcpStream::connect(address).expect("it is accepted");
        // The server may have given its place to a later one by then.
        let _ = stream.write_all(b"POST /sbps/notifications HTTP/1.1\r\nhost: x\r\n");
        open.push(stream);
    }
    let (answer, took) = shop.notify(attempt.paid(FIRST)).await;
    assert_eq!(answer, "OK,");
    assert!(took < Duration::from_secs(3), "{took:?}");
    assert_eq!(shop.outcome(&reference).await, "paid");
    drop(open);
}
