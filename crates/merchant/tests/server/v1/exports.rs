//! Files for accounting, by a page and by command.

use super::staff_pages::Desk;
use super::{Counter, boxes, magazine, wine, with};
use crate::recurring::{applied, read_application};
use crate::support::{NOON, fields_of};
use encoding_rs::SHIFT_JIS;
use merchant::domain::csv::Encoding;
use merchant::domain::person::Role;
use merchant::service::billing::run;
use merchant::service::export::{Export, ExportKind, export};
use sbps::message::PaymentResult;
use serde_json::{Value, json};

const PAYMENT: &str = "12345678901234";

/// The lines of a file, each with its cells, without the names of the columns.
async fn lines(shop: &Counter, kind: ExportKind, from: &str, until: &str) -> Vec<Vec<String>> {
    let day = |text: &str| text.parse().expect("a day");
    let wanted = Export { kind, from: day(from), until: day(until), encoding: Encoding::Utf8 };
    let bytes = export(&shop.shop.shop, wanted).await.expect("made");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let mut lines = text.strip_prefix('\u{FEFF}').expect("its mark").split_terminator("\r\n");
    assert_eq!(lines.next(), Some(kind.columns().join(",").as_str()));
    let cells = |line: &str| line.trim_matches('"').split("\",\"").map(str::to_owned).collect::<Vec<_>>();
    let lines: Vec<Vec<String>> = lines.map(cells).collect();
    assert!(lines.iter().all(|line| line.len() == kind.columns().len()), "{lines:?}");
    lines
}

/// Some cells of each line.
fn of(lines: &[Vec<String>], kind: ExportKind, columns: &[&str]) -> Vec<String> {
    let place = |column: &&str| kind.columns().iter().position(|it| it == column).expect("a column");
    let places: Vec<usize> = columns.iter().map(place).collect();
    lines.iter().map(|line| places.iter().map(|at| line[*at].as_str()).collect::<Vec<_>>().join(" ")).collect()
}

/// An order that makes a contract which this server bills is applied for; its reference.
async fn join(shop: &Counter, key: &str, order: &Value, contract: &str) -> String {
    let order = shop.create(&shop.key, key, order).await;
    let reference = order["reference"].as_str().expect("a reference").to_owned();
    let attempt = if order["recurring"]["method"] == "simple" {
        let attempt = shop.signed(&reference).await;
        assert_eq!(shop.notify(attempt.paid(contract)).await, "OK,");
        return reference;
    } else {
        shop.get(&format!("/orders/{reference}")).await
    };
    let data = attempt.embedded();
    let displayed = json!({ "item_id": data["item_id"], "item_name": data["item_name"], "amount": data["amount"],
                            "tax": data["tax"], "charges": super::charges_of(&attempt) });
    let signed = shop.ask(&json!({ "order_reference": reference, "language": "ja", "displayed": displayed })).await;
    let application = read_application(fields_of(&signed.json()));
    assert_eq!(shop.notify(applied(&application, PaymentResult::Ok, contract)).await, "OK,");
    reference
}

#[tokio::test]
async fn what_was_ordered_charged_and_refunded_is_in_the_files_of_its_days() {
    let shop = Counter::open("automatic").await;
    let paid = shop.paid(PAYMENT).await;
    let evil = with(wine(), &json!({ "customer_id": "=HYPERLINK(\"x\")" }));
    let open = shop.create(&shop.key, "o-2", &evil).await;
    let open = open["reference"].as_str().expect("a reference");
    let boxed = join(&shop, "o-3", &boxes(), "10000000000001").await;
    let read = join(&shop, "o-4", &magazine(), "10000000000002").await;
    let orders = lines(&shop, ExportKind::Orders, "2026-11-24", "2026-11-24").await;
    let told =
        of(&orders, ExportKind::Orders, &["order_reference", "outcome", "billing_method", "amount", "refunded_amount"]);
    let mut expected = [
        format!("{paid} paid one_time 6500 0"),
        format!("{open} open one_time 6500 "),
        format!("{boxed} paid recurring_fixed_term 3300 "),
        format!("{read} paid recurring_simple 550 "),
    ];
    expected.sort();
    let mut sorted = told.clone();
    sorted.sort();
    assert_eq!(sorted, expected);
    let names = of(&orders, ExportKind::Orders, &["customer_id"]).join(" ");
    assert!(names.contains("'=HYPERLINK(\"\"x\"\")") && names.contains("member 7/会員"), "no formula: {names}");
    for days in [("2026-11-23", "2026-11-23"), ("2026-11-25", "2026-12-31")] {
        assert!(lines(&shop, ExportKind::Orders, days.0, days.1).await.is_empty());
    }
    for _ in 0..101 {
        let key = format!("more-{}", rand_key());
        shop.create(&shop.key, &key, &wine()).await;
    }
    assert_eq!(lines(&shop, ExportKind::Orders, "2026-11-24", "2026-11-24").await.len(), 105, "however many there are");

    // A month later: the box is charged, the magazine billed by the gateway, the wine refunded in two parts.
    shop.go_to("2026-12-20", (12, 0, 0));
    run(&shop.shop.shop).await.expect("it runs");
    shop.done(PAYMENT, "refund", &json!({ "amount": 500 })).await;
    shop.go_to("2026-12-21", (0, 0, 0));
    shop.done(PAYMENT, "refund", &json!({ "amount": 6000 })).await;
    let charges = lines(&shop, ExportKind::Charges, "2026-11-01", "2026-12-31").await;
    let told = of(&charges, ExportKind::Charges, &["due_on", "order_reference", "billing_method", "amount", "outcome"]);
    let expected = [
        format!("2026-12-01 {read} recurring_simple 550 paid"),
        format!("2026-12-20 {boxed} recurring_fixed_term 3300 paid"),
    ];
    assert_eq!(told, expected, "the free month is no charge");
    assert_eq!(lines(&shop, ExportKind::Charges, "2026-12-02", "2026-12-19").await.len(), 0);
    let refunds = lines(&shop, ExportKind::Refunds, "2026-12-01", "2026-12-31").await;
    let told = of(&refunds, ExportKind::Refunds, &["asked_at", "order_reference", "amount", "outcome"]);
    let expected =
        [format!("2026-12-20T12:00:00+09:00 {paid} 500 done"), format!("2026-12-21T00:00:00+09:00 {paid} 6000 done")];
    assert_eq!(told, expected);
    assert_eq!(lines(&shop, ExportKind::Refunds, "2026-12-20", "2026-12-20").await.len(), 1, "a day ends at midnight");
    let orders = lines(&shop, ExportKind::Orders, "2026-11-24", "2026-11-24").await;
    let told = of(&orders, ExportKind::Orders, &["order_reference", "payment_state", "refunded_amount"]);
    assert!(told.contains(&format!("{paid} refunded 6500")), "{told:?}");
}

/// A key of its own for each order.
fn rand_key() -> u32 {
    static NUMBER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
}

#[tokio::test]
async fn staff_save_a_file_which_is_written_down() {
    let shop = Counter::open("automatic").await;
    shop.paid(PAYMENT).await;
    let desk = Desk::open(&shop, "佐藤", Role::View).await;
    let page = desk.get("/staff/export?language=en").await.text();
    assert!(page.contains("value=\"2026-10-01\"") && page.contains("value=\"2026-10-31\""), "the month before: {page}");
    let address = "/staff/export.csv?kind=orders&from=2026-11-24&until=2026-11-30";
    let file = desk.get(&format!("{address}&encoding=shift_jis")).await;
    assert_eq!(file.header("content-type"), "text/csv; charset=shift_jis");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"orders-2026-11-24-2026-11-30.csv\"");
    let (text, _, is_broken) = SHIFT_JIS.decode(&file.body);
    assert!(!is_broken && text.starts_with("ordered_at,") && text.contains("\"赤ワイン750ml\""), "{text}");
    let file = desk.get(&format!("{address}&encoding=utf-8")).await;
    assert!(file.text().starts_with("\u{FEFF}ordered_at,"));
    for wrong in [
        "kind=orders&from=2026-11-24&until=2026-11-23&encoding=utf-8",
        "kind=secrets&from=2026-11-24&until=2026-11-24&encoding=utf-8",
        "kind=orders&from=soon&until=2026-11-24&encoding=utf-8",
        "kind=orders&from=2026-11-24&until=2026-11-24&encoding=ebcdic",
        "",
    ] {
        assert_eq!(desk.get(&format!("/staff/export.csv?{wrong}")).await.code(), "request_invalid", "{wrong}");
    }
    let log =
        shop.shop.shop.store.audit(None, Some("file orders-2026-11-24-2026-11-30.csv"), 9).await.expect("readable");
    assert!(log.len() == 2 && log[0].actor == "佐藤" && log[0].at == NOON, "{log:?}");
}

#[test]
fn the_columns_are_those_that_are_documented() {
    let document = include_str!("../../../../../docs/en/accounting.md");
    let japanese = include_str!("../../../../../docs/ja/accounting.md");
    for kind in ExportKind::ALL {
        let columns: Vec<String> = kind.columns().iter().map(|column| format!("`{column}`")).collect();
        assert!(document.contains(&format!("| {} |", columns.join(", "))), "{}", kind.as_str());
        // In Japanese each is explained where it is named first.
        let row = japanese.lines().find(|line| line.starts_with(&format!("| `{}` |", kind.as_str())));
        let cell = row.and_then(|row| row.split('|').nth(3)).unwrap_or_default();
        let named: Vec<&str> = cell.split('`').skip(1).step_by(2).collect();
        assert_eq!(named, kind.columns(), "{}", kind.as_str());
    }
}
