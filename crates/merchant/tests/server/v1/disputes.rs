//! Chargebacks and investigations: received, answered by a day, fixed or taken back; by staff's pages and by
//! command, and what follows for the payment.

use super::Counter;
use super::staff_pages::Desk;
use merchant::domain::person::Role;
use merchant::domain::reconciliation::{Kind, Subject};
use merchant::service::reconciliation::miss_messages;
use merchant::store::Wanted;
use serde_json::json;

const PAYMENT: &str = "12345678901234";

/// What is on the list of open work, with its subject and what is said of it.
async fn open_work(shop: &Counter) -> Vec<(Kind, Subject, String)> {
    miss_messages(&shop.shop.shop).await.expect("looked");
    let wanted = Wanted { most: 9, ..Wanted::default() };
    let items = shop.shop.shop.store.items(&wanted).await.expect("readable").into_iter();
    items.map(|item| (item.what.kind, item.what.subject, item.what.detail)).collect()
}

/// The number in the address that an answer leads to.
fn number(location: &str) -> String {
    let number = location.strip_prefix("/staff/disputes/").and_then(|rest| rest.split('?').next());
    number.unwrap_or_else(|| panic!("no dispute's page: {location}")).to_owned()
}

#[tokio::test]
async fn a_chargeback_is_answered_in_time_and_once_fixed_the_payment_is_not_refunded() {
    let shop = Counter::open("automatic").await;
    let desk = Desk::open(&shop, "佐藤", Role::Operate).await;
    let order = shop.paid(PAYMENT).await;
    let page = format!("/staff/payments/{PAYMENT}?language=en");
    let text = desk.get(&page).await.text();
    assert!(text.contains(&format!("href=\"/staff/disputes?language=en&amp;name={PAYMENT}\"")), "{text}");
    let form = desk.get(&format!("/staff/disputes?language=en&name={PAYMENT}")).await.text();
    assert!(form.contains(&format!("name=\"name\" value=\"{PAYMENT}\"")) && form.contains("<details open"), "{form}");
    let notice = [
        ("kind", "chargeback"),
        ("source", "card_company"),
        ("name", PAYMENT),
        ("received_on", "2026-11-24"),
        ("answer_by", "2026-11-30"),
        ("notice", "CB-7"),
    ];
    for (name, value) in [
        ("received_on", "2026-11-25"),
        ("received_on", "2026-11-23"),
        ("answer_by", "2026-11-23"),
        ("answer_by", "soon"),
        ("kind", "complaint"),
        ("amount", "0"),
    ] {
        let fields: Vec<(&str, &str)> =
            notice.into_iter().filter(|(field, _)| *field != name).chain([(name, value)]).collect();
        let answer = desk.post("/staff/disputes", &fields).await;
        assert_eq!(answer.code(), "request_invalid", "{name}={value}: {}", answer.text());
        assert!(answer.text().contains(PAYMENT), "what was typed stays: {}", answer.text());
    }
    let answer = desk.post("/staff/disputes", &[&notice[..], &[("amount", "6501")]].concat()).await;
    assert!(answer.text().contains("data-because=\"amount_too_large\""), "{}", answer.text());
    assert_eq!(open_work(&shop).await, [], "nothing was written down");
    let answer = desk.post("/staff/disputes", &notice).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    let one = format!("/staff/disputes/{}", number(answer.header("location")));
    // Pressed twice, it is on record once.
    assert_eq!(desk.post("/staff/disputes", &notice).await.code(), "payment_not_possible");
    let item = (Kind::ChargebackToAnswer, Subject::Order(order.clone()), "6500 yen; answer by 2026-11-30".to_owned());
    assert_eq!(open_work(&shop).await, [item]);
    let list = desk.get("/staff/disputes?language=en").await.text();
    let waits = ["data-state=\"received\"", "<b>Answer by ", "30 November 2026"];
    assert!(waits.iter().all(|text| list.contains(text)) && !list.contains("data-late"), "{list}");
    let text = desk.get(&page).await.text();
    assert!(text.contains("the customer may have the money twice") && text.contains("/refund\""), "{text}");
    // The list's own form does not close it: the answer does.
    let item = shop.shop.shop.store.items(&Wanted { most: 1, ..Wanted::default() }).await.expect("readable")[0].id;
    let closed = desk.post("/staff/reconciliation", &[(&format!("item-{item}"), "1"), ("says", "settled")]).await;
    assert_eq!(closed.code(), "no_longer_unknown");
    assert_eq!(desk.post(&one, &[("state", "received")]).await.code(), "payment_not_possible");
    let done = desk.post(&one, &[("state", "answered"), ("on", "2026-11-24")]).await;
    assert_eq!(done.status.as_u16(), 303, "{}", done.text());
    assert_eq!(open_work(&shop).await, [], "it is answered");
    let done = desk.post(&one, &[("state", "fixed"), ("on", "2026-11-24")]).await;
    assert_eq!(done.status.as_u16(), 303, "{}", done.text());
    let again = desk.post(&one, &[("state", "fixed"), ("on", "2026-11-24")]).await;
    assert!(again.text().contains("data-because=\"dispute_state_differs\""), "{}", again.text());
    // Neither by page nor by program, nor said to be possible.
    let text = desk.get(&page).await.text();
    assert!(!text.contains("/refund\"") && text.contains("data-dispute="), "{text}");
    let no = desk.get(&format!("/staff/payments/{PAYMENT}/refund?language=ja")).await.text();
    assert!(no.contains("data-because=\"charged_back\"") && no.contains("チャージバックが確定しているため"), "{no}");
    let answer = shop.act(PAYMENT, "refund", &json!({})).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["because"]), (409, &json!("charged_back")));
    assert!(shop.gateway.calls().is_empty(), "nothing left the house");
    let read = shop.read(&format!("/v1/orders/{order}"), Some(shop.key.expose())).await.json();
    assert_eq!(read["payment"]["refund_until"], json!(null), "{read}");
    let text = desk.get(&format!("/staff/orders/{order}?language=en")).await.text();
    for what in ["dispute.received", "dispute.answered", "dispute.fixed"] {
        assert!(text.contains(&format!("data-what=\"{what}\"")), "{what}: {text}");
    }
    // Taken back after all, it is refunded as before.
    assert_eq!(desk.post(&one, &[("state", "withdrawn"), ("on", "2026-11-24")]).await.status.as_u16(), 303);
    assert!(desk.get(&one).await.text().contains("data-over"));
    shop.done(PAYMENT, "refund", &json!({})).await;
    let log = shop.shop.shop.store.audit(None, Some(&format!("payment {PAYMENT}")), 99).await.expect("readable");
    let deeds: Vec<&str> = log.iter().rev().map(|it| it.what.as_str()).collect();
    for deed in ["dispute.receive", "dispute.answer", "dispute.fix", "dispute.withdraw"] {
        assert!(deeds.contains(&deed), "{deeds:?}");
    }
    for change in ["DELETE FROM disputes", "UPDATE dispute_steps SET state = 'withdrawn'"] {
        assert!(sqlx::query(change).execute(shop.shop.shop.store.pool()).await.is_err(), "it is only added to");
    }
}

#[tokio::test]
async fn what_is_late_is_said_and_counted_and_who_may_look_writes_nothing() {
    let shop = Counter::open("automatic").await;
    let desk = Desk::open(&shop, "sato", Role::Operate).await;
    shop.paid(PAYMENT).await;
    let notice = [("kind", "investigation"), ("source", "gateway"), ("name", PAYMENT), ("answer_by", "2026-11-25")];
    assert_eq!(desk.post("/staff/disputes", &notice).await.status.as_u16(), 303);
    let again = desk.post("/staff/disputes", &notice).await;
    assert!(again.text().contains("data-because=\"investigation_open\""), "{}", again.text());
    let store = &shop.shop.shop.store;
    let counts = async |day: &str| store.dispute_counts(day.parse().ok()).await.expect("readable");
    assert_eq!((counts("2026-11-25").await, counts("2026-11-26").await), ((1, 0), (1, 1)));
    shop.go_to("2026-11-26", (12, 0, 0));
    let desk = Desk::open(&shop, "ito", Role::View).await;
    let list = desk.get("/staff/disputes?language=en").await.text();
    assert!(list.contains("data-late") && list.contains("(overdue)"), "{list}");
    assert!(!list.contains("name=\"note\"") && !desk.get("/staff/disputes/1").await.text().contains("name=\"note\""));
    assert_eq!(desk.post("/staff/disputes", &notice).await.code(), "role_forbidden");
    for number in ["9", "0", "x"] {
        let page = desk.get(&format!("/staff/disputes/{number}")).await;
        assert_eq!((page.status.as_u16(), page.code().as_str()), (404, "not_found"), "{number}");
        assert!(
            page.text().contains("href=\"/staff/disputes?") && !page.text().contains("商品一覧"),
            "{}",
            page.text()
        );
    }
}
