//! A file of the management tool closes by command what it closes on the page: also calls about payments and charges
//! of which nobody knows what they did.

use super::boxes;
use super::commands::{PAYMENT, Terminal, WHO};
use crate::recurring::gateway::Behaviour;
use merchant::domain::reconciliation::Kind;
use merchant::service::billing::run;
use sbps::api::Function;
use serde_json::json;

const HEAD: &str = "受注ID,トラッキングID,金額,入金ステータス\n";

#[tokio::test]
async fn a_file_says_whether_a_settlement_was_carried_out() {
    let shop = Terminal::open("specified").await;
    shop.counter.paid(PAYMENT).await;
    shop.counter.gateway.next(Function::Settle, Behaviour::Babble(500, "no"));
    let (status, _) = shop.run(&[&["payments", "settle", PAYMENT][..], &WHO].concat()).await;
    assert_eq!(status, 4, "nobody knows");
    let items = shop.counter.items().await;
    assert_eq!((items.len(), items[0].what.kind), (1, Kind::PaymentUncertain));
    let write = |text: &str| std::fs::write(shop.folder.join("list.csv"), format!("{HEAD}{text}")).expect("written");
    let import = ["reconciliation", "import", "list.csv"];
    // As it was before the call: the file may be older.
    write(&format!(",{PAYMENT},7000,与信済み\n"));
    let (status, plan) = shop.json(&[&import[..], &["--dry-run"]].concat()).await;
    let because = (&plan["closing"], &plan["left"][0]["because"], &plan["closed"]);
    assert_eq!((status, because), (0, (&json!([]), &json!("may_be_older"), &json!(null))), "{plan}");
    let amount = shop.counter.payment(PAYMENT).await["amount"].as_u64().expect("an amount");
    write(&format!(",{PAYMENT},{amount},売上済み\nother,,1,何か\n"));
    let (status, text) = shop.run(&[&import[..], &["--dry-run"]].concat()).await;
    assert!(status == 0 && text.contains("done\n"), "{text}");
    assert!(text.ends_with("1 to close, 0 stay; 1 of 2 rows are about nothing on the list\n"), "{text}");
    assert_eq!(shop.run(&import).await.0, 2, "somebody, for a reason");
    let (status, _) = shop.run(&[&import[..], &WHO].concat()).await;
    assert_eq!(status, 3, "who is no terminal has to say so");
    assert_eq!(shop.counter.items().await, items, "until then nothing was changed");
    let (status, done) = shop.json(&[&import[..], &["--yes"], &WHO].concat()).await;
    assert_eq!((status, &done["closed"], &done["closing"][0]["finding"]), (0, &json!(1), &json!("done")), "{done}");
    assert_eq!(shop.counter.payment(PAYMENT).await["state"], "settled");
    let (status, again) = shop.json(&[&import[..], &["--yes"], &WHO].concat()).await;
    assert_eq!((status, &again["closed"], &again["left"][0]["because"]), (0, &json!(0), &json!("closed_already")));
    write("a,b\n");
    let (status, text) = shop.run(&[&import[..], &["--dry-run"]].concat()).await;
    assert!(status == 3 && text.contains("list.csv: line 2: the row has 2 cells"), "{text}");
    let audit = shop.audit().await;
    assert!(audit.last().is_some_and(|last| last.contains(" items.import file sha256:")), "{audit:?}");
    assert_eq!(audit.len(), 2, "what closes nothing is not asked for");
}

#[tokio::test]
async fn a_file_says_whether_a_charge_was_taken() {
    for (word, state, finding) in [("売上済み", "paid", "charge_paid"), ("与信NG", "failed", "charge_not_taken")]
    {
        let shop = Terminal::open("automatic").await;
        shop.counter.joined(&boxes(), "10000000000001").await;
        shop.counter.go_to("2026-12-20", (12, 0, 0));
        shop.counter.gateway.next(Function::PurchaseFixedTerm, Behaviour::Babble(500, "no"));
        run(&shop.counter.shop.shop).await.expect("it runs");
        let items = shop.counter.items().await;
        assert_eq!((items.len(), items[0].what.kind), (1, Kind::ChargeUncertain));
        let order_id = items[0].what.order_id.as_deref().expect("it was asked for");
        let row = format!("{HEAD}{order_id},20000000000002,3300,{word}\n");
        std::fs::write(shop.folder.join("list.csv"), row).expect("written");
        let import = ["reconciliation", "import", "list.csv", "--yes", "--progress"];
        let (status, done) = shop.json(&[&import[..], &WHO].concat()).await;
        assert_eq!((status, &done["closing"][0]["finding"]), (0, &json!(finding)), "{done}");
        assert_eq!(shop.counter.items().await, []);
        let (_, text) = shop.run(&["contracts", "show", "10000000000001"]).await;
        assert!(text.contains(&format!("2026-12-20  3300  {state}")), "{text}");
    }
}
