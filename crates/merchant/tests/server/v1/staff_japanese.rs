//! On pages in Japanese stands no English sentence that is written for developers: codes stand beside words.

use super::staff_pages::Desk;
use super::{Counter, boxes};
use crate::recurring::gateway::Behaviour;
use crate::support::Answer;
use merchant::domain::person::Role;
use merchant::domain::reconciliation::{Kind, NewItem, Subject};
use merchant::service::billing::run;
use sbps::api::Function;

const PAYMENT: &str = "12345678901234";

/// What is shown of a page, without its marks.
fn shown(page: &Answer) -> String {
    let text = page.text();
    let body = text.split("<main").nth(1).expect("a page has its content");
    let mut shown = String::new();
    // The names of the tool's screens and the gateway's words are English by nature.
    for piece in body.split("<dd lang=\"en\">").map(|piece| piece.split_once("</dd>").map_or(piece, |(_, rest)| rest)) {
        let mut is_mark = true;
        for character in piece.chars() {
            match character {
                '<' => is_mark = true,
                '>' => {
                    is_mark = false;
                    shown.push('|');
                }
                other if !is_mark => shown.push(other),
                _ => {}
            }
        }
    }
    shown
}

/// Three words in a row that are not Japanese: a sentence, or the beginning of one.
fn english(text: &str) -> Option<String> {
    let is_word = |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    // A command is called so in every language.
    let text = text.replace("kantan mails again", "");
    let pieces = text.split(|character: char| !(character.is_ascii_alphanumeric() || " '_-.".contains(character)));
    for piece in pieces {
        let words: Vec<&str> = piece.split(' ').filter(|word| !word.is_empty()).collect();
        if words.windows(3).any(|three| three.iter().all(is_word)) {
            return Some(piece.to_owned());
        }
    }
    None
}

/// The English sentence of a page, with its address.
fn told(page: &Answer, address: &str) -> Option<String> {
    english(&shown(page)).map(|sentence| format!("{address}: {sentence}"))
}

#[tokio::test]
async fn no_page_in_japanese_has_a_developers_english() {
    assert!(english("金額 the amount is more").is_some() && english("ST02-00201-402 paid コード").is_none());
    let shop = Counter::open("specified").await;
    let order = shop.paid(PAYMENT).await;
    shop.counter_trouble(&order).await;
    let desk = Desk::open(&shop, "佐藤", Role::Admin).await;
    let mut sentences = Vec::new();
    for address in [
        "/staff",
        "/staff/search",
        "/staff/search?amount=abc",
        "/staff/reconciliation",
        "/staff/reconciliation?closed=1",
        "/staff/reconciliation?kind=parcel",
        "/staff/disputes",
        "/staff/maintenance",
        "/staff/export",
        "/staff/export.csv?kind=x",
        "/staff/keys",
        "/staff/log",
        "/staff/password",
        "/staff/payments/nothing",
        "/staff/orders/nothing",
        &format!("/staff/orders/{order}"),
        &format!("/staff/payments/{PAYMENT}"),
        &format!("/staff/payments/{PAYMENT}/settle"),
        &format!("/staff/payments/{PAYMENT}/refund"),
        &format!("/staff/payments/{PAYMENT}/settle?amount=9999999"),
        &format!("/staff/payments/{PAYMENT}/settle?amount=much"),
    ] {
        let page = desk.get(address).await;
        assert!(!page.status.is_redirection(), "{address}");
        sentences.extend(told(&page, address));
    }
    for (address, fields) in [
        ("/staff/reconciliation", vec![("says", "settled")]),
        ("/staff/reconciliation", vec![("says", "everything"), ("item-1", "1")]),
        ("/staff/reconciliation", vec![("says", "paid"), ("item-99", "1"), ("tracking_id", "12345678901234")]),
        ("/staff/reconciliation/import/99", vec![]),
        ("/staff/contracts", vec![("subscription", "x"), ("says", "gone")]),
        ("/staff/charges", vec![("subscription", "x"), ("says", "paid")]),
        ("/staff/billing", vec![("do", "dance")]),
        ("/staff/disputes", vec![("name", PAYMENT), ("kind", "parcel")]),
        ("/staff/disputes", vec![("name", "x"), ("kind", "chargeback"), ("source", "gateway"), ("amount", "1")]),
        ("/staff/maintenance", vec![("kind", "failure"), ("until", "soon")]),
        ("/staff/keys", vec![("name", "")]),
        ("/staff/keys/99/revoke", vec![]),
        ("/staff/password", vec![("former", "a"), ("next", "b"), ("again", "c")]),
        (&format!("/staff/orders/{order}/cancel"), vec![]),
        (&format!("/staff/orders/{order}/end"), vec![]),
        (&format!("/staff/payments/{PAYMENT}/settle"), vec![("key", "other")]),
    ] {
        let fields = [&fields[..], &[("note", "確認済み")]].concat();
        let page = desk.post_in_japanese(address, &fields).await;
        assert!(page.status.is_client_error(), "{address} {fields:?}: {}", page.status);
        sentences.extend(told(&page, &format!("{address} {fields:?}")));
    }
    assert_eq!(sentences, [""; 0]);
}

impl Counter {
    /// Everything that may stand in the record: each kind of item with what programs write, a call without an answer, a
    /// contract whose charges failed and were not answered, a run that stands still.
    async fn counter_trouble(&self, order: &str) {
        let store = &self.shop.shop.store;
        let details = [
            "settle: not sent: announced maintenance",
            "the server ended between the question and the answer",
            "reserved, and could not be settled in the time in which that is tried",
            "could not be asked for in the time in which that is tried; nothing was taken",
            "3300 yen were due and a later day is due by now; nothing was asked for",
            "ST01-00104-402: answered with HTTP status 500",
            "ST01-00104-402: sent, and no whole answer came back",
            "ST02-00201-402: answered what cannot be read: the answer is another function's",
            "refund: answered NG 40230999",
            "90 days from the purchase on, the day of purchase among them",
            "code 1301",
            "without a code",
            "no notice of the end",
            "purchase or application",
            "item, amount or customer differ from the order",
            "6000 yen; answer by 2026-12-08",
            "order is paid by another request",
            "there is no such contract",
        ];
        for (number, kind) in Kind::ALL.into_iter().enumerate() {
            let subject = Subject::Notification(i64::try_from(number).expect("few"));
            let item = NewItem { kind, subject, order_id: None, tracking_id: None, detail: details[number].to_owned() };
            store.open_item(&item, 10).await.expect("written");
        }
        self.joined(&boxes(), "10000000000001").await;
        self.go_to("2026-12-20", (12, 0, 0));
        self.gateway.next(Function::PurchaseFixedTerm, Behaviour::Babble(500, "no"));
        run(&self.shop.shop).await.expect("it runs");
        let item = NewItem {
            kind: Kind::ResultContradicts,
            subject: Subject::Order(order.to_owned()),
            order_id: None,
            tracking_id: None,
            detail: "result contradicts the one recorded".to_owned(),
        };
        store.open_item(&item, 20).await.expect("written");
    }
}
