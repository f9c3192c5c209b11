//! What the sandbox remembers: across a stop and a start, and however it was killed.

use super::binary::{serving, stop};
use super::recurring::purchase;
use super::support::{FORM, Merchant, PostedRequest, TestSandbox};
use sandbox::exchange::ExchangeState;
use sandbox::payment;
use sandbox::routes::PURCHASE_PATH;
use sandbox::state::journal::Opened;
use sandbox::state::remembered::Remembered;
use sbps::api::Call;
use sbps::date_time::JstDateTime;
use sbps::message::Application;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// A folder of one test, gone when it ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("sandbox-state-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn file(&self) -> PathBuf {
        self.0.join("state")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn open(file: &Path) -> TestSandbox {
    TestSandbox::open_with("SANDBOX_STATE", &file.to_string_lossy())
}

/// Everything that can be asked for.
async fn everything(sandbox: &TestSandbox) -> Vec<Value> {
    let mut answers = Vec::new();
    for address in ["/exchanges", "/contracts", "/clock", "/faults", "/mail"] {
        answers.push(sandbox.ask_json(address, None).await.1);
    }
    answers
}

/// A sandbox in which nearly everything has happened once, and its contracts: simple, fixed term.
async fn busy(file: &Path, merchant: &Merchant) -> (TestSandbox, String, String) {
    let sandbox = open(file);
    let address = &merchant.address;
    let simple = sandbox.join(&PostedRequest::joining(address, "order-1").with("last_charge_month", "202712")).await;
    let free = sandbox.join(&PostedRequest::joining(address, "order-2").with("camp_type", "1")).await;
    let fixed = sandbox.apply(merchant, "order-3").await;
    let again = PostedRequest::applying(address, "order-4", Application::Reapply(fixed.parse().expect("digits")));
    let again = sandbox.start_application(&again).await;
    sandbox.finish(&again, "action=pay").await;
    sandbox.finish(&sandbox.start(&PostedRequest::to(address, "order-5")).await, "action=pay&source=au_pay_card").await;
    sandbox.finish(&sandbox.start(&PostedRequest::to(address, "order-6")).await, "action=cancel").await;
    sandbox.finish(&sandbox.start(&PostedRequest::to(address, "order-7")).await, "action=fail&code=8297").await;
    sandbox.purchase(PostedRequest::to(address, "order-8").with("amount", "1").body()).await;
    sandbox.start(&PostedRequest::to(address, "order-9")).await;
    let bought = sandbox.call(Call::PurchaseFixedTerm(Box::new(purchase(&fixed, "order-10")))).await;
    let tracking_id = bought.tracking_id.expect("a purchase has a name");
    assert_eq!(sandbox.code(Call::Settle { tracking_id: tracking_id.clone(), amount: None }).await, "OK");
    let refund = Call::CancelOrRefund { tracking_id, amount: None, cancel_target_month: None };
    assert_eq!(sandbox.code(refund).await, "OK");
    sandbox.ask_json(&format!("/contracts/{simple}/arm"), Some("code=8297")).await;
    sandbox.ask_json("/faults", Some("link=lost_answer&notification=crlf&times=3")).await;
    sandbox.go("to=2027-01-15").await;
    sandbox.ask_json(&format!("/contracts/{free}/cancel"), Some("")).await;
    sandbox.ask_json(&format!("/contracts/{fixed}/arm"), Some("code=8670")).await;
    sandbox.ask_json("/faults", Some("api=refuse&code=40292999&times=always")).await;
    (sandbox, simple, fixed)
}

#[tokio::test]
async fn a_stop_and_a_start_change_nothing() {
    let (folder, merchant) = (Folder::new(), Merchant::answering(&[(200, "OK,")]).await);
    let (sandbox, simple, fixed) = busy(&folder.file(), &merchant).await;
    let before = everything(&sandbox).await;
    assert_eq!(before[4].as_array().map(Vec::len), Some(2), "the failed month's notice and the ending's were lost");
    drop(sandbox);
    // Twice: what was read is what is written.
    drop(open(&folder.file()));
    let sandbox = open(&folder.file());
    assert_eq!(everything(&sandbox).await, before);
    let used = sandbox.today(&PostedRequest::to(&merchant.address, "order-6"));
    assert_eq!(sandbox.purchase(used.body()).await.findings(), [("order_id", "order_id_used")]);
    sandbox.ask_json("/faults", Some("api=&link=&notification=")).await;
    let called = sandbox.code(Call::PurchaseFixedTerm(Box::new(purchase(&fixed, "order-10")))).await;
    assert_eq!(called, "40296004", "an order id of the API stays used too");
    let called = sandbox.code(Call::PurchaseFixedTerm(Box::new(purchase(&fixed, "order-11")))).await;
    assert_eq!(called, "402U0999", "what was armed strikes");
    sandbox.go("to=2027-02-01").await;
    let billed = sandbox.charges(&simple).await;
    let billed: Vec<_> = billed.iter().map(|(date, status)| (date.as_str(), status.as_str())).collect();
    assert_eq!(
        billed,
        [("2026-11-24", "settled"), ("2026-12-01", "failed"), ("2027-01-01", "settled"), ("2027-02-01", "settled"),]
    );
}

#[tokio::test]
async fn a_payment_that_waits_is_paid_after_a_start() {
    let (folder, merchant) = (Folder::new(), Merchant::answering(&[(200, "OK,")]).await);
    let sandbox = open(&folder.file());
    let id = sandbox.start(&PostedRequest::joining(&merchant.address, "order-1")).await;
    drop(sandbox);
    let sandbox = open(&folder.file());
    sandbox.finish(&id, "action=pay&source=au_pay_card").await;
    assert_eq!(sandbox.exchange(&id).state, ExchangeState::Paid);
    let (_, contracts) = sandbox.ask_json("/contracts", None).await;
    assert_eq!((contracts.as_array().map(Vec::len), &contracts[0]["source"]), (Some(1), &"au_pay_card".into()));
}

#[tokio::test]
async fn days_that_pass_while_it_is_stopped_are_billed() {
    let (folder, merchant) = (Folder::new(), Merchant::answering(&[(200, "OK,")]).await);
    let sandbox = open(&folder.file());
    let contract = sandbox.join(&PostedRequest::joining(&merchant.address, "order-1")).await;
    drop(sandbox);
    let sandbox = open(&folder.file());
    let later: JstDateTime = "20270102120000".parse().expect("a moment");
    sandbox.clock.store(later.unix_seconds(), Ordering::SeqCst);
    sandbox.go("advance=day").await;
    assert_eq!(sandbox.charges(&contract).await.len(), 3, "November, December, January");
}

#[tokio::test]
async fn a_file_that_breaks_off_anywhere_is_read_up_to_there() {
    let (folder, merchant) = (Folder::new(), Merchant::answering(&[(200, "OK,")]).await);
    let (sandbox, ..) = busy(&folder.file(), &merchant).await;
    drop(sandbox);
    let whole = fs::read(folder.file()).expect("it is there");
    let lines: Vec<usize> =
        whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1).collect();
    assert!(lines.len() > 60, "{}", lines.len());
    let remembered = |file: &Path| {
        let mut opened = Opened::read(file).expect("it is ours");
        let remembered = Remembered::read(&mut opened).expect("every line says something");
        remembered.exchanges.len() + remembered.contracts.len() + remembered.charges.len()
    };
    let mut things = 0;
    for window in lines.windows(2) {
        for cut in [window[0], window[0] + 1, (window[0] + window[1]) / 2, window[1] - 1] {
            fs::write(folder.file(), &whole[..cut]).expect("written");
            let kept = remembered(&folder.file());
            assert!(kept >= things, "no line takes anything away: {kept} after {things}");
            things = kept;
        }
    }
    fs::write(folder.file(), &whole).expect("written");
    assert!(remembered(&folder.file()) >= things && things > 15, "{things}");
}

#[test]
fn a_file_that_is_not_ours_is_left_alone_and_named() {
    let folder = Folder::new();
    let head = "{\"kantan_sandbox_state\":1}\n";
    for (text, line) in [
        ("hello".to_owned(), 1),
        ("hello\nworld\n".to_owned(), 1),
        ("{\"kantan_sandbox_state\":2}\n".to_owned(), 1),
        (format!("{head}[{{\"days_ahead\":1}}]\nbroken\n[{{\"days_ahead\":2}}]\n"), 3),
        (format!("{head}[{{\"something_new\":1}}]\n"), 2),
        (format!("{head}[{{\"order_id\":\"\"}}]\n"), 2),
        (format!("{head}[{{\"billed_through\":\"2026-02-30\"}}]\n"), 2),
    ] {
        fs::write(folder.file(), &text).expect("written");
        let refused = TestSandbox::try_open_with("SANDBOX_STATE", &folder.file().to_string_lossy());
        let said = refused.err().expect("it does not start").to_string();
        assert!(said.contains("SANDBOX_STATE") && said.contains(&format!("line {line} ")), "{said}");
        assert_eq!(fs::read_to_string(folder.file()).expect("it is there"), text, "nothing was written");
    }
    let nowhere = TestSandbox::try_open_with("SANDBOX_STATE", &folder.0.join("none/state").to_string_lossy());
    assert!(nowhere.err().expect("it does not start").to_string().contains("none/state"));
}

#[test]
fn two_sandboxes_do_not_share_a_file() {
    let folder = Folder::new();
    let first = open(&folder.file());
    let second = TestSandbox::try_open_with("SANDBOX_STATE", &folder.file().to_string_lossy());
    assert!(second.err().expect("it does not start").to_string().contains("another sandbox"));
    drop(first);
    open(&folder.file());
}

#[tokio::test]
async fn what_was_under_way_is_ended_as_far_as_it_is_known() {
    let (folder, merchant) = (Folder::new(), Merchant::answering(&[(200, "OK,")]).await);
    let sandbox = open(&folder.file());
    let mut ids = Vec::new();
    for (number, action) in ["pay", "pay", "fail&code=8297"].into_iter().enumerate() {
        let id = sandbox.start(&PostedRequest::joining(&merchant.address, &format!("order-{number}"))).await;
        sandbox.finish(&id, &format!("action={action}")).await;
        ids.push(id);
    }
    let late = sandbox.start(&PostedRequest::joining(&merchant.address, "order-late")).await;
    sandbox.finish(&late, "action=pay_late").await;
    drop(sandbox);
    // As a kill leaves it: being told, being told without an answer yet, a failure being told.
    let text = fs::read_to_string(folder.file()).expect("it is there");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.retain(|line| !line.contains("\"contract\"") && !line.contains("\"charge\""));
    for (id, answered) in [(&ids[0], true), (&ids[1], false), (&ids[2], true)] {
        let line = lines.iter().rposition(|line| line.contains("\"exchange\"") && line.contains(id.as_str()));
        let mut change: Value = serde_json::from_str(&lines[line.expect("it is kept")]).expect("JSON");
        let exchange = &mut change[0]["exchange"]["exchange"];
        exchange["state"] = "processing".into();
        exchange["error_code"] = Value::Null;
        if !answered {
            exchange["notifications"] = Value::Array(Vec::new());
        }
        lines.push(change.to_string());
    }
    // Beside the first file: what is told late holds the first sandbox a little longer.
    let killed = folder.0.join("killed");
    fs::write(&killed, lines.join("\n") + "\n").expect("written");
    let told = merchant.received().len();
    let sandbox = open(&killed);
    payment::resume(&sandbox.sandbox).await;
    let ended = |id: &str| (sandbox.exchange(id).state, sandbox.exchange(id).error_code);
    assert_eq!(ended(&ids[0]), (ExchangeState::Paid, None), "the merchant recorded it");
    assert_eq!(ended(&ids[1]), (ExchangeState::Failed, Some("1301".to_owned())), "nobody knows what it answered");
    assert_eq!(ended(&ids[2]), (ExchangeState::Failed, Some("8297".to_owned())));
    merchant.wait_for(told + 1).await;
    for _ in 0..100 {
        if sandbox.ask_json("/contracts", None).await.1.as_array().is_some_and(|contracts| contracts.len() == 2) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let (_, contracts) = sandbox.ask_json("/contracts", None).await;
    assert_eq!(contracts.as_array().map(Vec::len), Some(2), "the first and the late one: {contracts}");
    // Once more: what was recorded is not recorded again.
    payment::resume(&sandbox.sandbox).await;
    assert_eq!(sandbox.ask_json("/contracts", None).await.1, contracts);
}

#[tokio::test]
async fn killed_at_any_moment_it_never_takes_an_order_id_again() {
    let folder = Folder::new();
    let state = folder.file().to_string_lossy().into_owned();
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build();
    let client = client.expect("a client");
    let posted = |address: &str, order_id: &str| {
        let now = JstDateTime::from_unix_seconds(
            std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .expect("a clock")
                .as_secs()
                .cast_signed(),
        );
        let now = now.expect("a moment").to_string();
        let body = PostedRequest::right(order_id).with("request_date", &now).signed().body();
        client.post(format!("{address}{PURCHASE_PATH}")).header("Content-Type", FORM).body(body).send()
    };
    let mut taken: Vec<String> = Vec::new();
    for round in 0..8_u64 {
        let (mut child, address) = serving(&[("SANDBOX_STATE", &state)]);
        for order_id in taken.iter().rev().take(20) {
            let again = posted(&address, order_id).await.expect("an answer").text().await.expect("a page");
            assert!(again.contains("data-code=\"order_id_used\""), "round {round}, {order_id}: {again}");
        }
        let end = tokio::time::sleep(Duration::from_millis(40 + 37 * round));
        tokio::pin!(end);
        for number in 0.. {
            let order_id = format!("order-{round}-{number}");
            tokio::select! {
                answer = posted(&address, &order_id) => {
                    assert_eq!(answer.expect("an answer").status().as_u16(), 303);
                    taken.push(order_id);
                }
                () = &mut end => break,
            }
        }
        stop(&mut child, "-KILL");
    }
    assert!(taken.len() > 40, "{}", taken.len());
}
