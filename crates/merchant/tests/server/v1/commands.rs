//! What a program does over HTTP is done by command too, on the same record, by the same rules. The record is a file of
//! SQLite's.

use super::{Counter, boxes, wine};
use crate::program::{program, said};
use crate::recurring::gateway::Behaviour;
use crate::recurring::{applied, read_application};
use crate::support::{TestShop, fields_of, fresh_folder};
use axum::Router;
use axum::routing::get;
use merchant::service::billing::run;
use sbps::api::Function;
use sbps::date_time::JstDateTime;
use sbps::message::PaymentResult;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::net::TcpListener;

pub(super) const PAYMENT: &str = "12345678901234";
pub(super) const WHO: [&str; 4] = ["--by", "Sato", "--note", "the bottle was broken"];

/// A shop whose record and gateway a command uses as well, at the same moment.
pub(super) struct Terminal {
    pub(super) counter: Counter,
    pub(super) folder: PathBuf,
    database: String,
    clock: String,
}

impl Terminal {
    pub(super) async fn open(sales: &str) -> Self {
        let folder = fresh_folder();
        let database = format!("sqlite://{}", folder.join("shop.sqlite").display());
        let counter = Counter::open_at(sales, &database, Duration::from_secs(20)).await;
        let clock = clock_of(&counter).await;
        Self { counter, folder, database, clock }
    }

    /// What the command printed and the status with which it ended.
    pub(super) async fn run(&self, arguments: &[&str]) -> (i32, String) {
        let settings = [
            ("MERCHANT_DATABASE_URL", self.database.as_str()),
            ("MERCHANT_CLOCK_URL", self.clock.as_str()),
            ("SBPS_API_URL", self.counter.gateway.url.as_str()),
            ("SBPS_APPLICATION_URL", "http://127.0.0.1:8082/f01/FepContractReceive.do"),
            ("RUST_LOG", "warn"),
        ];
        let mut command = tokio::process::Command::from(program(arguments, &self.folder, &settings));
        let output = command.output().await.expect("it runs");
        let status = output.status.code().expect("it ended by itself");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        (status, if text.is_empty() { String::from_utf8_lossy(&output.stderr).into_owned() } else { text })
    }

    pub(super) async fn json(&self, arguments: &[&str]) -> (i32, Value) {
        let (status, text) = self.run(&[arguments, &["--json"]].concat()).await;
        (status, serde_json::from_str(&text).unwrap_or_else(|_| panic!("no JSON: {arguments:?} {text}")))
    }

    pub(super) async fn audit(&self) -> Vec<String> {
        let entries = self.counter.shop.shop.store.audit(None, None, 100).await.expect("readable");
        let told = |entry: merchant::domain::audit::Entry| {
            format!("{} {} {} {}: {}", entry.actor, entry.means, entry.what, entry.subject, entry.detail)
        };
        entries.into_iter().rev().map(told).collect()
    }
}

/// An address that tells the shop's time.
async fn clock_of(shop: &TestShop) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let clock = Arc::clone(&shop.clock);
    let now = move || {
        let seconds = clock.load(Ordering::SeqCst);
        async move { json!({ "now": JstDateTime::from_unix_seconds(seconds).expect("a moment").to_string() }).to_string() }
    };
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/", get(now))).await });
    url
}

#[tokio::test]
async fn orders_are_listed_shown_and_withdrawn_by_command() {
    let shop = Terminal::open("automatic").await;
    let paid = shop.counter.paid(PAYMENT).await;
    let open = shop.counter.create(&shop.counter.key, "o-2", &wine()).await;
    let open = open["reference"].as_str().expect("a reference");
    let (status, listed) = shop.json(&["orders", "list"]).await;
    assert_eq!((status, listed["orders"].as_array().map(Vec::len), &listed["next"]), (0, Some(2), &Value::Null));
    let answer = shop.counter.read("/v1/orders", Some(shop.counter.key.expose())).await.json();
    assert_eq!(listed, answer, "a program reads the same over HTTP");
    let (_, text) = shop.run(&["orders", "list", "--limit", "1"]).await;
    let next = text.lines().last().and_then(|line| line.strip_prefix("more: --after ")).expect("it goes on");
    let (_, rest) = shop.run(&["orders", "list", "--after", next]).await;
    assert_eq!(rest.lines().count(), 2, "heads and one order: {rest}");
    assert!(text.contains("2026-11-24T12:00:00+09:00"), "{text}");
    let (_, text) = shop.run(&["orders", "show", &paid]).await;
    assert!(text.contains("outcome        paid\n") && text.contains(PAYMENT), "{text}");

    let (status, json) = shop.json(&[&["orders", "cancel", open][..], &WHO].concat()).await;
    assert_eq!((status, &json["outcome"]), (0, &json!("withdrawn")));
    let (status, json) = shop.json(&[&["orders", "cancel", &paid][..], &WHO].concat()).await;
    assert_eq!((status, &json["code"]), (3, &json!("order_paid")), "nothing was done");
    assert_eq!(shop.run(&["orders", "show", "nothing"]).await.0, 3);
    assert_eq!(shop.run(&["orders", "cancel", open]).await.0, 2, "somebody, for a reason");
    assert_eq!(shop.run(&["orders", "list", "--limit", "0"]).await.0, 2);
    let note = WHO[3];
    let expected = [
        format!("Sato command order.cancel order {open}: {note}"),
        format!("Sato command order.cancel order {paid}: {note}"),
    ];
    assert_eq!(shop.audit().await, expected, "what was asked for, also where it was refused");
}

#[tokio::test]
async fn payments_are_changed_by_command_by_the_same_rules() {
    let shop = Terminal::open("specified").await;
    shop.counter.paid(PAYMENT).await;
    let change = |arguments: &[&'static str]| [&["payments"][..], arguments, &WHO].concat();
    let (status, json) = shop.json(&["payments", "show", PAYMENT]).await;
    assert_eq!((status, json), (0, shop.counter.payment(PAYMENT).await));
    let (status, json) = shop.json(&change(&["refund", PAYMENT])).await;
    assert_eq!((status, &json["code"], &json["state"]), (3, &json!("payment_not_possible"), &json!("authorized")));
    assert!(shop.counter.gateway.calls().is_empty(), "nothing left the house");
    let settle = change(&["settle", PAYMENT, "--amount", "6000", "--idempotency-key", "parcel-7"]);
    for _ in 0..2 {
        let (status, json) = shop.json(&settle).await;
        assert_eq!((status, &json["state"], &json["settled_amount"]), (0, &json!("settled"), &json!(6000)));
    }
    assert_eq!(shop.counter.gateway.functions(), [Function::Settle], "once under one name");
    let other = change(&["settle", PAYMENT, "--idempotency-key", "parcel-7"]);
    assert_eq!(shop.json(&other).await.1["code"], "idempotency_key_reused");
    // Nobody knows: it is said so, and nothing asks again.
    shop.counter.gateway.next(Function::CancelOrRefund, Behaviour::Babble(500, "no"));
    let (status, text) = shop.run(&change(&["refund", PAYMENT])).await;
    assert!(status == 4 && text.contains("outcome_unknown"), "{status} {text}");
    let (_, text) = shop.run(&["payments", "show", PAYMENT]).await;
    assert!(text.contains("state        unknown\n") && text.contains("refund  all   unknown"), "{text}");
    for wrong in [["refund", PAYMENT, "--amount", "0"], ["refund", PAYMENT, "--month", "soon"]] {
        assert_eq!(shop.run(&change(&wrong)).await.0, 2);
    }
    assert_eq!(shop.run(&change(&["refund", "10000000000009"])).await.0, 3);
    let audit = shop.audit().await;
    assert_eq!(audit[1], format!("Sato command payment.settle payment {PAYMENT}: 6000; {}", WHO[3]), "{audit:?}");
    assert_eq!(audit.len(), 5);
}

#[tokio::test]
async fn contracts_are_listed_ended_and_lifted_by_command() {
    let shop = Terminal::open("automatic").await;
    let order = shop.counter.create(&shop.counter.key, "o-1", &boxes()).await;
    let reference = order["reference"].as_str().expect("a reference");
    assert_eq!(shop.json(&["contracts", "list"]).await.1, json!([]), "what is only ordered is none");
    let page = shop.counter.get(&format!("/orders/{reference}")).await;
    let displayed = page.embedded();
    let asked = json!({ "order_reference": reference, "language": "ja", "displayed": {
        "item_id": displayed["item_id"], "item_name": displayed["item_name"], "amount": displayed["amount"],
        "tax": displayed["tax"], "charges": super::charges_of(&page),
    } });
    let signed = fields_of(&shop.counter.ask(&asked).await.json());
    let contract = "10000000000001";
    shop.counter.notify(applied(&read_application(signed), PaymentResult::Ok, contract)).await;
    // A charge that the payer's limit does not allow.
    shop.counter.go_to("2026-12-20", (12, 0, 0));
    shop.counter.gateway.next(Function::PurchaseFixedTerm, Behaviour::Refuse("402L4999"));
    run(&shop.counter.shop.shop).await.expect("it runs");
    let (_, listed) = shop.json(&["contracts", "list", "--suspended"]).await;
    let (_, text) = shop.run(&["contracts", "show", contract]).await;
    assert_eq!(listed[0]["tracking_id"], contract, "{text}");
    assert!(text.contains("active, suspended") && text.contains("2026-12-20  3300  failed"), "{text}");
    assert_eq!(shop.json(&["contracts", "list", "--state", "cancelled"]).await.1, json!([]));
    let told = |what: &'static str| [&["contracts", what, contract][..], &WHO].concat();
    let (status, json) = shop.json(&told("lift")).await;
    assert_eq!((status, &json["is_suspended"], &json["next_charge_on"]), (0, &json!(false), &json!("2027-01-20")));
    let (status, json) = shop.json(&told("lift")).await;
    assert_eq!((status, &json["code"], &json["because"]), (3, &json!("action_not_possible"), &json!("not_suspended")));
    let (status, json) = shop.json(&told("end")).await;
    assert_eq!((status, &json["state"]), (0, &json!("cancelled")), "{json}");
    assert_eq!(shop.counter.gateway.functions().last(), Some(&Function::UnsubscribeFixedTerm));
    let asked = shop.counter.gateway.functions().len();
    let (status, json) = shop.json(&told("end")).await;
    assert_eq!((status, &json["state"]), (0, &json!("cancelled")), "as programs are answered: {json}");
    assert_eq!(shop.counter.gateway.functions().len(), asked, "and nothing is asked again");
    assert_eq!(shop.run(&["contracts", "show", "nothing"]).await.0, 3);
}

#[tokio::test]
async fn what_a_billing_run_would_do_is_said_before_it_is_done() {
    let shop = Terminal::open("automatic").await;
    let order = shop.counter.joined(&boxes(), "10000000000001").await;
    shop.counter.wait(60);
    shop.counter.joined(&super::with(boxes(), &json!({ "item_id": "another" })), "10000000000002").await;
    let dry = ["billing", "run", "--dry-run", "--on"];
    assert_eq!(shop.json(&[&dry[..], &["2026-12-19"]].concat()).await, (0, json!([])));
    let (status, due) = shop.json(&[&dry[..], &["2026-12-20"]].concat()).await;
    let expected = json!({ "due_on": "2026-12-20", "what": "charge", "amount": 3300, "contract": "10000000000001",
        "order_reference": order, "item_name": "ワイン定期便 毎月20日" });
    assert!(status == 0 && due.as_array().is_some_and(|due| due.len() == 2 && due.contains(&expected)), "{due}");
    let (_, text) = shop.run(&[&dry[..], &["2027-01-20"]].concat()).await;
    assert!(text.contains("2026-12-20  pass over") && text.ends_with("2 charges, 6600 yen\n"), "{text}");
    let (_, due) = shop.json(&[&dry[..], &["2028-01-20"]].concat()).await;
    assert_eq!(due, json!([]), "what has lapsed by then is not billed");
    assert_eq!(shop.run(&["billing", "run", "--on", "2026-12-20"]).await.0, 2, "what is done is done today");
    assert!(shop.counter.gateway.calls().is_empty(), "nothing left the house");
    let (status, due) = shop.json(&["billing", "run", "--dry-run"]).await;
    assert_eq!((status, due), (0, json!([])), "today");

    shop.counter.go_to("2026-12-20", (12, 0, 0));
    let (status, report) = shop.json(&["billing", "run"]).await;
    assert_eq!((status, &report["paid"], &report["held"]), (0, &json!(2), &Value::Null), "{report}");
    assert_eq!(shop.json(&["billing", "run"]).await.1["paid"], 0, "once");
    assert_eq!(shop.counter.gateway.calls().len(), 4);
    shop.run(&[&["billing", "hold"][..], &WHO].concat()).await;
    let (status, text) = shop.run(&["billing", "run"]).await;
    assert!(status == 3 && text.contains("staff"), "{status} {text}");
}

#[tokio::test]
async fn completions_and_manual_pages_are_made_of_the_commands() {
    let folder = fresh_folder();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let text = said(&program(&["completions", shell], &folder, &[]).output().expect("it runs")).expect("printed");
        assert!(text.contains("reconciliation") && text.contains("idempotency-key"), "{shell}: {text}");
    }
    let man = |command: &[&str]| said(&program(&[&["man"], command].concat(), &folder, &[]).output().expect("it runs"));
    let page = man(&[]).expect("printed");
    assert!(page.contains(".TH kantan 1") && page.contains("where nobody knows whether it was done"), "{page}");
    let page = man(&["payments", "refund"]).expect("printed");
    assert!(page.contains(".TH kantan-payments-refund 1") && page.contains("idempotency"), "{page}");
    assert!(man(&["payments", "steal"]).expect_err("none").contains("payments steal"));
}

#[tokio::test]
async fn a_file_for_accounting_is_written_by_command_and_takes_no_other_files_place() {
    let shop = Terminal::open("automatic").await;
    shop.counter.paid(PAYMENT).await;
    let days = ["--from", "2026-11-24", "--until", "2026-11-24"];
    let (status, text) = shop.run(&[&["export", "orders"][..], &days].concat()).await;
    assert!(status == 0 && text.starts_with("\u{FEFF}ordered_at,") && text.contains(PAYMENT), "{text}");
    let to = [&["export", "orders"][..], &days, &["--encoding", "shift_jis", "--output", "orders.csv"]].concat();
    assert_eq!(shop.run(&to).await.0, 0);
    let file = std::fs::read(shop.folder.join("orders.csv")).expect("written");
    assert!(file.starts_with(b"ordered_at,"), "no mark");
    assert_eq!(shop.run(&to).await.0, 1, "it is there already");
    assert_eq!(std::fs::read(shop.folder.join("orders.csv")).expect("still there"), file);
    assert_eq!(shop.run(&["export", "orders", "--from", "2026-11-24", "--until", "2026-11-23"]).await.0, 3);
    assert_eq!(shop.run(&["export", "secrets", "--from", "2026-11-24", "--until", "2026-11-24"]).await.0, 2);
}

#[tokio::test]
async fn chargebacks_are_written_down_by_command_and_stand_in_the_files() {
    let shop = Terminal::open("automatic").await;
    shop.counter.paid(PAYMENT).await;
    let change = |arguments: &[&'static str]| [&["disputes"][..], arguments, &WHO].concat();
    let receive = ["receive", PAYMENT, "--kind", "chargeback", "--amount", "6000", "--answer-by", "2026-12-08"];
    let (status, json) = shop.json(&change(&receive)).await;
    assert_eq!((status, &json["state"], &json["received_on"]), (0, &json!("received"), &json!("2026-11-24")), "{json}");
    let (status, json) = shop.json(&change(&receive)).await;
    assert_eq!((status, &json["because"], &json["at_most"]), (3, &json!("amount_too_large"), &json!(500)), "{json}");
    let (_, text) = shop.run(&["reconciliation", "list"]).await;
    assert!(text.contains("chargeback_to_answer") && text.contains("answer by 2026-12-08"), "{text}");
    let (_, text) = shop.run(&["disputes", "list", "--open"]).await;
    assert!(text.contains("chargeback  received  2026-12-08  6000"), "{text}");
    assert_eq!(shop.json(&change(&["fix", "1"])).await.0, 0);
    let (status, json) = shop.json(&change(&["answer", "1"])).await;
    assert_eq!((status, &json["because"]), (3, &json!("dispute_state_differs")), "{json}");
    assert_eq!(shop.run(&change(&["fix", "7"])).await.0, 3);
    assert_eq!(shop.run(&change(&["fix", "1", "--on", "2026-11-25"])).await.0, 3, "tomorrow");
    assert_eq!(shop.json(&["disputes", "list", "--open"]).await.1, json!([]));
    let (_, text) = shop.run(&["disputes", "show", "1"]).await;
    assert!(text.contains("state        fixed") && text.contains("the bottle was broken"), "{text}");
    let days = ["--from", "2026-11-24", "--until", "2026-11-30"];
    let (status, text) = shop.run(&[&["export", "chargebacks"][..], &days].concat()).await;
    let line = "\"6000\",\"fixed\",\"gateway\",\"\",\"2026-12-08\",\"\",\"2026-11-24\",\"\",";
    assert!(status == 0 && text.contains(line), "{text}");
    let (_, text) = shop.run(&[&["export", "chargeback_months"][..], &days].concat()).await;
    assert!(text.ends_with("\"2026-11\",\"1\",\"6000\",\"1\",\"6000\",\"0\",\"0\"\r\n"), "{text}");
    let (_, text) = shop.run(&["export", "chargebacks", "--from", "2026-11-25", "--until", "2026-11-30"]).await;
    assert_eq!(text.lines().count(), 1, "nothing came of it on these days: {text}");
}

#[tokio::test]
async fn what_was_given_up_and_what_stands_still_is_told_to_programs_too() {
    let shop = Terminal::open("automatic").await;
    let store = &shop.counter.shop.shop.store;
    let (listed, dead, mails) = (["webhooks", "list"], ["webhooks", "dead"], ["mails", "dead"]);
    for command in [&listed[..], &dead, &mails] {
        assert_eq!(shop.json(command).await, (0, json!([])), "{command:?}");
    }
    let now = shop.counter.clock.load(Ordering::SeqCst);
    store.add_endpoint("https://shop.example/hooks", "whsec_x", "", now).await.expect("kept");
    store.add_endpoint("https://shop.example/paid", "whsec_y", "order.paid contract.joined", now).await.expect("kept");
    shop.counter.paid(PAYMENT).await;
    for sql in [
        "UPDATE webhook_deliveries SET state = 'dead', answer = 'HTTP 500' WHERE endpoint = 2",
        "INSERT INTO mails (event, address, written_at, state, answer) \
         SELECT id, 'a@example.jp', at, 'dead', 'SMTP 550' FROM events",
        "INSERT INTO mails (address, language, written_at, state) VALUES ('b@example.jp', 'ja', 0, 'dead')",
    ] {
        sqlx::query(sql).execute(store.pool()).await.expect("written");
    }
    let at = "2026-11-24T12:00:00+09:00";
    let (url, kinds) = ("https://shop.example/hooks", json!(["order.paid", "contract.joined"]));
    let expected = json!([
        { "id": 1, "url": url, "events": null, "created_at": at, "waiting": 1, "given_up": 0 },
        { "id": 2, "url": "https://shop.example/paid", "events": kinds, "created_at": at, "waiting": 0, "given_up": 1 },
    ]);
    assert_eq!(shop.json(&listed).await, (0, expected));
    assert_eq!(shop.json(&dead).await, (0, json!([{ "event": "evt_1", "address": 2, "answer": "HTTP 500" }])));
    let (_, told) = shop.json(&mails).await;
    let order = &told[1]["order"];
    let expected = json!([
        { "id": 2, "about": "links", "order": null, "written_at": "1970-01-01T09:00:00+09:00", "answer": "" },
        { "id": 1, "about": "order.paid", "order": order, "written_at": at, "answer": "SMTP 550" },
    ]);
    assert!(told == expected && order.is_string(), "{told}");
    assert_eq!(shop.json(&["billing", "status"]).await, (0, json!({ "held": false })));
    assert_eq!(shop.run(&[&["billing", "hold"][..], &WHO].concat()).await.0, 0);
    let expected = json!({ "held": true, "since": at, "reason": "staff", "detail": WHO[3] });
    assert_eq!(shop.json(&["billing", "status"]).await, (0, expected));
}
