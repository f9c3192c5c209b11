//! What payers are written: once for what happened, by a server that may be away, and nothing else.

use super::{Counter, boxes, magazine, wine, with};
use crate::database::{OWN, shared};
use crate::postbox::{Mood, Postbox};
use crate::recurring::gateway::Behaviour;
use merchant::domain::event::RETRY_SECONDS;
use merchant::domain::order_number::order_number;
use merchant::domain::reconciliation::{Kind, Subject};
use merchant::service::billing::run;
use merchant::service::mail::send_due;
use merchant::service::webhook::notice;
use merchant::store::EventsWanted;
use sbps::api::Function;
use serde_json::{Value, json};
use std::time::Duration;

const PAYER: &str = "Hanako.Sato@mail.example.jp";
const NOON: (u32, u32, u32) = (12, 0, 0);
const CONTRACT: &str = "20000000000001";

/// A shop that writes to its payers.
pub(super) async fn open_at(url: &str) -> (Counter, Postbox) {
    let postbox = Postbox::start();
    let mail = [("MERCHANT_SMTP_URL", postbox.url.as_str()), ("MERCHANT_MAIL_FROM", "ぶどう堂 <shop@wine.example>")];
    (Counter::open_set("automatic", url, &mail, Duration::from_secs(20)).await, postbox)
}

/// The same order, with its payer's address.
pub(super) fn written(body: Value) -> Value {
    with(body, &json!({ "customer_mail": PAYER }))
}

impl Counter {
    pub(super) async fn mail(&self) -> usize {
        send_due(&self.shop.shop).await.expect("the database answers")
    }

    pub(super) async fn pay(&self, body: &Value, tracking_id: &str) -> String {
        let order = self.create(&self.key, &format!("order-{tracking_id}"), body).await;
        let reference = order["reference"].as_str().expect("a reference").to_owned();
        let attempt = self.signed(&reference).await;
        assert_eq!(self.notify(attempt.paid(tracking_id)).await, "OK,");
        reference
    }
}

#[tokio::test]
async fn a_paid_order_is_written_of_once_in_the_language_of_its_page() {
    let (shop, postbox) = open_at(OWN).await;
    shop.pay(&written(wine()), "10000000000001").await;
    let english = with(written(wine()), &json!({ "language": "en", "customer_id": null }));
    shop.pay(&english, "10000000000002").await;
    // One whose payer the shop does not want to be written to.
    shop.pay(&with(wine(), &json!({ "customer_id": null })), "10000000000003").await;
    assert_eq!((shop.mail().await, shop.mail().await), (2, 0));
    let mut mails = postbox.came();
    mails.sort_by_key(|mail| mail.subject().contains("Your"));
    let [japanese, english] = mails.try_into().expect("two mails");
    assert_eq!(japanese.subject(), "【ぶどう堂】お支払いが完了しました");
    assert_eq!(japanese.to, [PAYER]);
    for said in [
        "赤ワイン750ml",
        "6,500円",
        "うち消費税：590円",
        "・赤ワイン 750ml（数量 2）：6,000円",
        "2026年11月24日（火）",
        "help@wine.example",
    ] {
        assert!(japanese.text().contains(said), "{said}: {}", japanese.text());
    }
    assert_eq!(english.subject(), "[ぶどう堂] Your payment is complete");
    assert!(english.text().contains("Paid on: Tuesday, 24 November 2026"), "{}", english.text());
    for (name, expected) in [
        ("To", PAYER),
        ("Reply-To", "help@wine.example"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Auto-Submitted", "auto-generated"),
        ("MIME-Version", "1.0"),
    ] {
        assert_eq!(japanese.header(name).as_deref(), Some(expected), "{name}");
    }
    let from = japanese.header("From").expect("a sender");
    assert!(from.ends_with("<shop@wine.example>") && from.is_ascii(), "{from}");
    assert!(japanese.header("Message-ID").expect("a name").ends_with("@shop.example>"));
    assert_ne!(japanese.header("Message-ID"), english.header("Message-ID"));
}

#[tokio::test]
async fn the_life_of_a_contract_is_written_with_links_that_open_its_page() {
    let (shop, postbox) = open_at(OWN).await;
    let body = with(written(boxes()), &json!({ "other_ways_url": "https://wine.example/pay" }));
    let order = shop.joined(&body, CONTRACT).await;
    assert_eq!(shop.mail().await, 1);
    let joined = postbox.came().pop().expect("a mail");
    assert_eq!(joined.subject(), "【ぶどう堂】お申し込みが完了しました");
    for said in ["ワイン定期便 毎月20日", "2026年12月20日（日）に3,300円", "2026年12月19日（土）"]
    {
        assert!(joined.text().contains(said), "{said}: {}", joined.text());
    }
    let link = |text: &str| {
        let line = text.lines().find(|line| line.starts_with("https://shop.example/subscriptions/"));
        line.expect("a link in a line of its own").replace("https://shop.example", "")
    };
    let page = shop.get(&link(&joined.text())).await;
    assert!(page.status.is_success() && page.text().contains("解約する"), "its payer can cancel");
    // Nothing that another charge would say by itself is written.
    shop.go_to("2026-12-20", NOON);
    run(&shop.shop.shop).await.expect("billed");
    assert_eq!(shop.mail().await, 0);
    shop.go_to("2027-01-20", NOON);
    shop.gateway.next(Function::PurchaseFixedTerm, Behaviour::Refuse("402L4999"));
    run(&shop.shop.shop).await.expect("billed");
    assert_eq!(shop.mail().await, 1);
    let failed = postbox.came().pop().expect("a mail");
    assert_eq!(failed.subject(), "【ぶどう堂】お支払いできませんでした");
    for said in [
        "2027年1月20日（水）のお支払いを処理できませんでした（コード 402L4999）。",
        "2027年2月20日（土）以降のお支払いは停止されます。",
        "ほかのお支払い方法を見る\nhttps://wine.example/pay",
        "再申し込み",
    ] {
        assert!(failed.text().contains(said), "{said}: {}", failed.text());
    }
    // Its last of three charges is on the 20th of February, and its last day the 19th of March.
    shop.go_to("2027-02-16", NOON);
    notice(&shop.shop.shop).await.expect("written");
    assert_eq!(shop.mail().await, 0);
    shop.go_to("2027-02-17", NOON);
    notice(&shop.shop.shop).await.expect("written");
    assert_eq!(shop.mail().await, 1);
    let expiring = postbox.came().pop().expect("a mail");
    assert_eq!(expiring.subject(), "【ぶどう堂】ご契約期間の満了についてのお知らせ");
    assert!(expiring.text().contains("2027年3月19日（金）で"), "{}", expiring.text());
    let page = shop.get(&link(&expiring.text())).await;
    assert!(page.status.is_success() && page.text().contains("data-view-only"), "looking is enough");
    assert!(!page.embedded()["subscriptions"][0]["actions"].to_string().contains("unsubscribe"));
    assert_eq!(shop.ask_of(&order, "end", None).await.status.as_u16(), 200);
    assert_eq!(shop.mail().await, 1);
    let ended = postbox.came().pop().expect("a mail");
    assert_eq!(ended.subject(), "【ぶどう堂】ご契約が終了しました");
    for said in [
        "受付番号：",
        "2027年1月20日（水）に3,300円：お支払い未完了",
        "2026年12月20日（日）に3,300円：お支払い済み",
        "お支払いの合計：3,300円",
    ] {
        assert!(ended.text().contains(said), "{said}: {}", ended.text());
    }
    assert_eq!(shop.mail().await, 0);
    assert_eq!(postbox.came().len(), 4);
}

#[tokio::test]
async fn without_another_way_to_pay_none_is_written_of() {
    let (shop, postbox) = open_at(OWN).await;
    let (order, magazine) = (shop.pay(&written(magazine()), CONTRACT).await, "電子雑誌ぶどう");
    let contract = shop.told(&format!("/v1/contracts/{order}")).await;
    assert_eq!(contract["item_name"], magazine);
    shop.joined(&with(written(boxes()), &json!({ "customer_id": "other" })), "20000000000002").await;
    shop.go_to("2026-12-20", NOON);
    shop.gateway.next(Function::PurchaseFixedTerm, Behaviour::Refuse("402L4999"));
    run(&shop.shop.shop).await.expect("billed");
    shop.mail().await;
    let failed = postbox.came().into_iter().find(|mail| mail.subject().contains("できませんでした")).expect("written");
    assert!(!failed.text().contains("ほかのお支払い方法"), "{}", failed.text());
}

#[tokio::test]
async fn a_server_that_is_down_for_an_hour_gets_each_mail_once() {
    let (shop, postbox) = open_at(&shared().await).await;
    for mood in [Mood::Away, Mood::Busy] {
        postbox.is(mood);
        shop.pay(&with(written(wine()), &json!({ "customer_id": null })), &format!("1000000000000{}", mood as u8))
            .await;
        for _ in 0..12 {
            assert_eq!(shop.mail().await, 0);
            shop.wait(5 * 60);
        }
        assert_eq!(shop.shop.shop.store.mail_counts().await.expect("readable"), (1, 0));
        postbox.is(Mood::Open);
        shop.wait(60 * 60);
        assert_eq!((shop.mail().await, shop.mail().await), (1, 0), "{mood:?}");
        shop.wait(RETRY_SECONDS);
    }
    assert_eq!(postbox.subjects(), ["【ぶどう堂】お支払いが完了しました"; 2]);
}

#[tokio::test]
async fn an_address_that_is_refused_for_good_is_not_tried_for_ever_and_is_on_the_list() {
    let (shop, postbox) = open_at(OWN).await;
    postbox.is(Mood::Refusing);
    let order = shop.pay(&written(wine()), "10000000000001").await;
    assert_eq!(shop.mail().await, 0);
    let store = &shop.shop.shop.store;
    assert_eq!(store.mail_counts().await.expect("readable"), (0, 1), "one try");
    let item = shop.items().await.pop().expect("it is on the list");
    assert_eq!((item.what.kind, &item.what.subject), (Kind::MailNotDelivered, &Subject::Order(order)));
    let [dead] = store.dead_mails(10).await.expect("readable").try_into().expect("one");
    assert_eq!((dead.answer.as_str(), dead.kind.as_deref()), ("SMTP 550", Some("order.paid")));
    assert!(!format!("{item:?}{dead:?}").contains("example.jp"), "its address is in no list");
    // Whoever has put the server right sends it again.
    postbox.is(Mood::Open);
    shop.wait(7 * 24 * 60 * 60);
    assert_eq!(shop.mail().await, 0, "not by itself");
    let now = shop.shop.shop.clock.unix_seconds();
    assert!(store.send_mail_again(dead.id, now).await.expect("written"));
    assert!(!store.send_mail_again(dead.id, now).await.expect("written"), "once");
    assert_eq!((shop.mail().await, postbox.came().len()), (1, 1));
}

#[tokio::test]
async fn a_server_that_is_away_for_three_days_is_given_up() {
    let (shop, postbox) = open_at(OWN).await;
    postbox.is(Mood::Away);
    shop.pay(&written(wine()), "10000000000001").await;
    let mut passed = 0;
    while shop.shop.shop.store.mail_counts().await.expect("readable").0 > 0 {
        shop.mail().await;
        shop.wait(4 * 60 * 60);
        passed += 4 * 60 * 60;
        assert!(passed <= RETRY_SECONDS + 12 * 60 * 60, "it is never given up");
    }
    assert!(passed >= RETRY_SECONDS, "{passed}");
    assert_eq!(shop.items().await.len(), 1);
}

#[tokio::test]
async fn no_name_of_a_shop_or_its_goods_writes_into_the_head_of_a_mail() {
    let (shop, postbox) = open_at(OWN).await;
    let names = [
        "ぶどう堂\r\nBcc: thief@evil.example",
        "A\nSubject: free",
        "x\r\n\r\n<b>body</b>",
        "=?utf-8?q?=0D=0ABcc:_a@b.example?=",
    ];
    for (number, name) in names.into_iter().enumerate() {
        let contact = json!({ "name": name, "phone": "03-0000-0000" });
        let lines = json!([{ "name": format!("{name}\r\n.\r\nMAIL FROM:<a@b.example>"), "quantity": 1, "unit_amount": 6500, "tax_percent": 10 }]);
        let body = with(written(wine()), &json!({ "contact": contact, "lines": lines, "customer_id": null }));
        shop.pay(&body, &format!("1000000000000{number}")).await;
    }
    assert_eq!(shop.mail().await, names.len());
    let mails = postbox.came();
    assert_eq!(mails.len(), names.len(), "one mail each");
    for mail in mails {
        assert_eq!(mail.to, [PAYER]);
        for name in ["Bcc", "Cc"] {
            assert_eq!(mail.header(name), None, "{:?}", mail.head());
        }
        assert!(mail.header("Subject").expect("one").is_ascii());
        assert!(mail.head().iter().all(|line| line.is_ascii()), "{:?}", mail.head());
        assert!(mail.text().contains("ご注文ありがとうございます。"), "the body is a body: {}", mail.text());
    }
}

#[tokio::test]
async fn an_address_is_kept_only_where_mail_is_sent_and_stands_in_no_answer() {
    let (shop, _) = open_at(OWN).await;
    let order = shop.create(&shop.key, "one", &written(wine())).await;
    let reference = order["reference"].as_str().expect("a reference");
    let page = shop.get(&format!("/orders/{reference}")).await.text();
    for told in [order.to_string(), shop.told(&format!("/v1/orders/{reference}")).await.to_string(), page] {
        assert!(!told.to_lowercase().contains("mail.example.jp"), "{told}");
    }
    let attempt = shop.signed(reference).await;
    assert_eq!(shop.notify(attempt.paid("10000000000001")).await, "OK,");
    let wanted = EventsWanted { most: 10, ..EventsWanted::default() };
    let events = shop.shop.shop.store.events(&wanted).await.expect("readable");
    assert!(!events.is_empty() && !format!("{events:?}").contains("example.jp"));
    assert_eq!(shop.count("SELECT count(*) FROM payer_addresses").await, 1);
    let without = Counter::open("automatic").await;
    without.create(&without.key, "one", &written(wine())).await;
    assert_eq!(without.count("SELECT count(*) FROM payer_addresses").await, 0);
    for (address, code) in [("hanako", "no_mail_address"), ("a@b.jp\r\nBcc: c@d.jp", "no_mail_address")] {
        let body = with(wine(), &json!({ "customer_mail": address }));
        let answer = shop.tell("/v1/orders", &shop.key, "wrong", &body).await;
        assert_eq!(answer.status.as_u16(), 422);
        let problem = answer.json()["problems"][0].clone();
        assert_eq!((&problem["path"], &problem["code"]), (&json!("customer_mail"), &json!(code)));
        assert!(!answer.text().contains(address.split("\r\n").next().expect("an address")), "{}", answer.text());
    }
}

#[tokio::test]
async fn two_processes_write_each_mail_once() {
    let url = shared().await;
    let (one, postbox) = open_at(&url).await;
    for number in 0..8 {
        let body = with(written(wine()), &json!({ "customer_id": null }));
        one.pay(&body, &format!("1000000000000{number}")).await;
    }
    let mail = [("MERCHANT_SMTP_URL", postbox.url.as_str()), ("MERCHANT_MAIL_FROM", "shop@wine.example")];
    let two = Counter::open_set("automatic", &url, &mail, Duration::from_secs(20)).await;
    let (first, second) = tokio::join!(one.mail(), two.mail());
    assert_eq!((first + second, postbox.came().len()), (8, 8));
}

#[tokio::test]
async fn a_lost_link_comes_by_mail_and_the_answer_tells_nobody_who_is_known() {
    let (shop, postbox) = open_at(OWN).await;
    let order = shop.joined(&written(boxes()), CONTRACT).await;
    shop.mail().await;
    let ask = async |address: &str| {
        let answer = shop.post_form("/lost-link", &[("mail", address), ("language", "ja")]).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        answer.text()
    };
    let page = shop.get("/lost-link?lang=ja").await;
    assert!(page.text().contains("<form") && !page.text().contains("<script"), "no script is needed");
    let (unknown, known) = (ask("nobody@mail.example.jp").await, ask(" hanako.sato@MAIL.example.jp ").await);
    assert_eq!(unknown, known);
    assert_eq!((shop.mail().await, postbox.came().len()), (1, 2), "one mail, to whom it is known");
    let mail = postbox.came().pop().expect("a mail");
    assert_eq!(
        (mail.to.as_slice(), mail.subject().as_str()),
        (&[PAYER.to_owned()][..], "【ぶどう堂】ご契約のページのアドレス")
    );
    let contract = shop.shop.shop.store.subscription_of_order(&order).await.expect("readable").expect("there is one");
    assert!(mail.text().contains(&format!("https://shop.example/subscriptions/{}?lang=ja", contract.links.act)));
    // Whoever asks again and again writes nobody full.
    for _ in 0..5 {
        assert_eq!(ask(PAYER).await, known);
    }
    assert_eq!(shop.mail().await, 0);
    shop.wait(60 * 60);
    ask(PAYER).await;
    assert_eq!(shop.mail().await, 1);
    // The page of a link that was replaced leads there; another site's page does not post.
    let now = shop.shop.shop.clock.unix_seconds();
    shop.shop.shop.store.replace_links(&contract.reference, now).await.expect("written");
    let refused = shop.get(&format!("/subscriptions/{}", contract.links.act)).await;
    assert_eq!((refused.status.as_u16(), refused.text().contains("href=\"/lost-link?lang=ja\"")), (410, true));
    // An order number will do, and is answered the same; one that was misread is told so.
    shop.wait(60 * 60);
    let number = order_number(&order);
    let all_but_one = &number[..number.len() - 1];
    let last = number.chars().last().and_then(|digit| digit.to_digit(10)).expect("a digit");
    assert_eq!((ask(&number).await, ask("0000-0000-0000").await), (known.clone(), known));
    assert_eq!(shop.mail().await, 1);
    let misread = format!("{all_but_one}{}", (last + 1) % 10);
    let wrong = shop.post_form("/lost-link", &[("mail", misread.as_str()), ("language", "ja")]).await;
    assert!(wrong.status.as_u16() == 422 && wrong.text().contains("12桁の数字"), "{}", wrong.text());
    let wrong = shop.post_form("/lost-link", &[("mail", "hanako"), ("language", "ja")]).await;
    assert_eq!(wrong.status.as_u16(), 422);
    assert_eq!(Counter::open("automatic").await.get("/lost-link").await.status.as_u16(), 404, "without mail none");
}
