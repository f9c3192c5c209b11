//! Pay as you go: use is recorded once, billed the day after in one charge, and never twice.

use super::{CONTRACT, NOTHING, PlanShop, STAFF, applied, fields_of, read_application};
use crate::support::{Answer, day};
use axum::body::Body;
use axum::http::{Request, header};
use merchant::service::billing::Report;
use sbps::api::Function;
use sbps::message::PaymentResult;
use serde_json::{Value, json};

const PAID: Report = Report { paid: 1, ..NOTHING };

pub(super) fn used(reference: &str, usage_id: &str, amount: i64, used_on: &str) -> Value {
    json!({ "subscription": reference, "usage_id": usage_id, "amount": amount, "used_on": used_on, "description": "翻訳" })
}

impl PlanShop {
    pub(super) async fn join_usage(&self) -> String {
        self.join_fixed_term("translation-usage", CONTRACT).await
    }

    pub(super) async fn tell(&self, told: &Value) -> Answer {
        let request = Request::post("/usage").header(header::AUTHORIZATION, format!("Bearer {STAFF}"));
        let request = request.header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(told.to_string())).expect("a request")).await
    }

    /// Records a use of today that must be taken down.
    pub(super) async fn use_it(&self, reference: &str, usage_id: &str, amount: i64) {
        let today = self.shop.shop.clock.now().expect("a moment").date().to_string();
        let answer = self.tell(&used(reference, usage_id, amount, &today)).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
    }

    /// The amounts that the gateway was asked for, in order.
    pub(super) fn bought(&self) -> Vec<u32> {
        self.gateway.purchases().iter().map(|(_, purchase)| purchase.amount.get()).collect()
    }

    /// The refusal's reason.
    pub(super) async fn refused(&self, told: &Value) -> String {
        let answer = self.tell(told).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (409, "usage_not_possible"), "{told}");
        answer.json()["because"].as_str().expect("a reason").to_owned()
    }

    pub(super) async fn apply_again(&self, reference: &str, shown: &str) {
        let answer = self.act(reference, "reapply", shown).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        let application = read_application(fields_of(&answer.json()));
        assert_eq!(self.notify(applied(&application, PaymentResult::Ok, CONTRACT)).await, "OK,");
    }
}

#[tokio::test]
async fn what_is_used_on_a_day_is_billed_on_the_next_in_one_charge() {
    let shop = PlanShop::open().await;
    let reference = shop.join_usage().await;
    assert_eq!(shop.bill().await, NOTHING);
    shop.use_it(&reference, "u-1", 300).await;
    shop.use_it(&reference, "u-2", 900).await;
    let page = shop.get(&format!("/subscriptions/{reference}?lang=en")).await;
    assert_eq!(page.attribute("data-open-usage").as_deref(), Some("1200"));
    assert!(
        page.text().contains("<time datetime=\"2026-11-25\">Wednesday, 25 November 2026</time> ¥1,200"),
        "{}",
        page.text()
    );
    assert!(!page.text().contains("Every charge of the next twelve months"));
    assert_eq!(shop.told(&reference).await["known_charge"], json!({ "on": "2026-11-25", "amount": 1_200 }));
    let calendar = shop.get(&format!("/subscriptions/{reference}/calendar.ics?lang=en")).await.text();
    assert!(calendar.contains("DTSTART;VALUE=DATE:20261125") && calendar.contains("¥1\\,200"), "{calendar}");
    assert_eq!(shop.bill().await, NOTHING, "not on the day itself");
    shop.go_to(day("2026-11-25"));
    assert_eq!(shop.bill().await, PAID);
    // What is used after that waits for the next day.
    shop.use_it(&reference, "u-3", 500).await;
    assert_eq!(shop.bill().await, NOTHING, "once");
    assert_eq!(shop.bought(), [1_200]);
    assert_eq!(shop.gateway.functions(), [Function::PurchaseFixedTerm, Function::Settle]);
    assert_eq!(shop.gateway.purchases()[0].1.tax.map(|tax| tax.get()), Some(109));
    // A run that comes days later takes it then.
    shop.go_to(day("2026-11-28"));
    assert_eq!(shop.bill().await, PAID);
    let told = shop.told(&reference).await;
    assert_eq!(
        told["history"],
        json!([{ "on": "2026-11-28", "amount": 500, "outcome": "paid" },
               { "on": "2026-11-25", "amount": 1_200, "outcome": "paid" }])
    );
    assert_eq!((&told["calendar_url"], &told["known_charge"]), (&json!(null), &json!(null)), "nothing is open");
    let page = shop.get(&format!("/subscriptions/{reference}")).await;
    assert_eq!(page.attribute("data-open-usage").as_deref(), Some("0"));
}

#[tokio::test]
async fn told_again_it_counts_once_and_with_other_content_not_at_all() {
    let shop = PlanShop::open_in_file().await;
    let reference = shop.join_usage().await;
    let other = shop.join_fixed_term("translation-usage", "20000000000002").await;
    let told = used(&reference, "u-1", 1_200, "2026-11-24");
    let (one, two, three) = tokio::join!(shop.tell(&told), shop.tell(&told), shop.tell(&told));
    let mut expected = told.clone();
    expected["bills_on"] = json!("2026-11-25");
    for answer in [one, two, three] {
        assert_eq!((answer.status.as_u16(), answer.json()), (200, expected.clone()));
    }
    assert_eq!(shop.count("SELECT count(*) FROM usage").await, 1);
    for (member, value) in [
        ("subscription", json!(other)),
        ("amount", json!(1_201)),
        ("used_on", json!("2026-11-23")),
        ("description", json!("翻訳2回")),
    ] {
        let mut changed = told.clone();
        changed[member] = value;
        let answer = shop.tell(&changed).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (409, "usage_differs"), "{member}");
    }
    // The answer stays the same when the contract is no more.
    shop.go_to(day("2026-11-25"));
    assert_eq!(shop.bill().await, PAID);
    assert_eq!(shop.act(&reference, "unsubscribe", "active").await.status.as_u16(), 200);
    assert_eq!(shop.tell(&told).await.json(), expected);
    assert_eq!(shop.count("SELECT count(*) FROM usage").await, 1);
}

#[tokio::test]
async fn what_cannot_be_billed_is_not_recorded() {
    let shop = PlanShop::open().await;
    let reference = shop.join_usage().await;
    let wine = shop.join_fixed_term("wine-monthly", "20000000000002").await;
    let (_, magazine) = shop.join_simple("magazine-monthly", "30000000000003").await;
    let pending = shop.order_plan("translation-usage").await.subscription;
    for (because, told) in [
        ("not_pay_as_you_go", used(&wine, "u-1", 300, "2026-11-24")),
        ("not_pay_as_you_go", used(&magazine, "u-1", 300, "2026-11-24")),
        ("contract_not_active", used(&pending, "u-1", 300, "2026-11-24")),
        ("used_in_future", used(&reference, "u-1", 300, "2026-11-25")),
        ("used_before_joining", used(&reference, "u-1", 300, "2026-11-23")),
        ("over_limit", used(&reference, "u-1", 5_001, "2026-11-24")),
    ] {
        assert_eq!(shop.refused(&told).await, because, "{told}");
    }
    let good = used(&reference, "u-1", 300, "2026-11-24");
    let mut wrong = vec![json!("usage"), json!({}), used(&reference, "", 300, "2026-11-24")];
    for (member, value) in [
        ("amount", json!(0)),
        ("amount", json!(-1)),
        ("amount", json!(10_000_000)),
        ("amount", json!("300")),
        ("used_on", json!("2026-02-30")),
        ("usage_id", json!("u".repeat(65))),
        ("description", json!("")),
        ("description", json!(null)),
    ] {
        let mut changed = good.clone();
        changed[member] = value;
        wrong.push(changed);
    }
    for told in wrong {
        let answer = shop.tell(&told).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "request_invalid"), "{told}");
    }
    let answer = shop.tell(&used("nobody", "u-1", 300, "2026-11-24")).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (404, "subscription_unknown"));
    for token in ["Bearer another-token-of-staff", "Basic a-token-for-the-staff", ""] {
        let request = Request::post("/usage").header(header::AUTHORIZATION, token);
        let request = request.header(header::CONTENT_TYPE, "application/json").body(Body::from(good.to_string()));
        let answer = shop.send(request.expect("a request")).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (401, "staff_only"), "{token}");
    }
    let request = Request::post("/usage").header(header::AUTHORIZATION, format!("Bearer {STAFF}"));
    let answer = shop.send(request.body(Body::from(good.to_string())).expect("a request")).await;
    assert_eq!(answer.code(), "unsupported_media_type");
    assert_eq!(shop.count("SELECT count(*) FROM usage").await, 0);
    shop.use_it(&reference, "u-1", 300).await;
}

#[tokio::test]
async fn no_more_is_open_than_one_charge_may_take() {
    let shop = PlanShop::open().await;
    let reference = shop.join_usage().await;
    shop.use_it(&reference, "u-1", 4_800).await;
    let too_much = used(&reference, "u-2", 201, "2026-11-24");
    let answer = shop.tell(&too_much).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (409, "usage_not_possible"));
    let problem = answer.json();
    assert_eq!(
        (&problem["because"], &problem["open"], &problem["up_to"]),
        (&json!("over_limit"), &json!(4_800), &json!(5_000))
    );
    shop.use_it(&reference, "u-3", 200).await;
    shop.go_to(day("2026-11-25"));
    assert_eq!(shop.refused(&used(&reference, "u-2", 201, "2026-11-25")).await, "over_limit", "nothing is billed yet");
    assert_eq!(shop.bill().await, PAID);
    shop.use_it(&reference, "u-2", 201).await;
    assert_eq!(shop.bought(), [5_000]);
}

#[tokio::test]
async fn in_the_demo_shop_it_is_used_from_the_page() {
    let shop = PlanShop::open().await;
    let reference = shop.join_usage().await;
    let wine = shop.join_fixed_term("wine-monthly", "20000000000002").await;
    let address = format!("/subscriptions/{reference}/usage");
    let press = async || {
        let page = shop.get(&format!("/subscriptions/{reference}?lang=en")).await.text();
        let field = page.split("name=\"usage_id\" value=\"").nth(1).expect("the form is there");
        field.split('"').next().expect("a value ends").to_owned()
    };
    let name = press().await;
    let fields = [("language", "en"), ("usage_id", name.as_str())];
    for _ in 0..2 {
        let answer = shop.post_form(&address, &fields).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("location")),
            (303, &*format!("/subscriptions/{reference}?lang=en"))
        );
    }
    let page = shop.get(&format!("/subscriptions/{reference}?lang=en")).await;
    assert_eq!(page.attribute("data-open-usage").as_deref(), Some("300"), "two presses of one button are one use");
    assert!(page.text().contains("One translation") && page.text().contains("Translate once (¥300)"));
    for _ in 0..15 {
        let name = press().await;
        assert_eq!(shop.post_form(&address, &[("language", "ja"), ("usage_id", &name)]).await.status.as_u16(), 303);
    }
    let page = shop.get(&format!("/subscriptions/{reference}")).await;
    assert!(page.text().contains("data-limit-reached") && !page.text().contains("翻訳を1回使う"));
    let answer = shop.post_form(&address, &[("language", "ja"), ("usage_id", "one-too-many")]).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (409, "usage_not_possible"));
    assert!(answer.text().contains("代金も請求されません"));
    let page = shop.get(&format!("/subscriptions/{wine}")).await.text();
    assert!(!page.contains("data-open-usage") && !page.contains("usage_id"), "goods are not used");
    assert_eq!(shop.post_form(&format!("/subscriptions/{wine}/usage"), &fields).await.code(), "not_found");
    assert_eq!(shop.post_form("/subscriptions/none/usage", &fields).await.code(), "subscription_unknown");
    let request = Request::post(&address).header("sec-fetch-site", "cross-site").body(Body::empty());
    assert_eq!(shop.send(request.expect("a request")).await.code(), "cross_site");
}

#[tokio::test]
async fn of_very_many_uses_the_latest_are_listed_and_all_are_billed() {
    let shop = PlanShop::open().await;
    let reference = shop.join_usage().await;
    for number in 1..=102 {
        let mut told = used(&reference, &format!("u-{number}"), 10, "2026-11-24");
        told["description"] = json!(format!("use {number}."));
        assert_eq!(shop.tell(&told).await.status.as_u16(), 200);
    }
    let page = shop.get(&format!("/subscriptions/{reference}?lang=en")).await.text();
    assert!(page.contains("use 102.") && page.contains("use 3.") && page.contains("And 2 more"));
    assert!(!page.contains(">use 2.<") && !page.contains(">use 1.<"));
    shop.go_to(day("2026-11-25"));
    assert_eq!(shop.bill().await, PAID);
    assert_eq!(shop.bought(), [1_020]);
}
