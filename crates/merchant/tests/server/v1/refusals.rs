//! Every rule that an order can break is told at once, by member and code.

use super::{boxes, magazine, wine, with};
use crate::support::TestShop;
use merchant::domain::api_key::NewKey;
use serde_json::{Value, json};
use std::time::Duration;

async fn problems(shop: &TestShop, key: &NewKey, body: &Value) -> Vec<(String, String)> {
    let answer = shop.tell("/v1/orders", key, "k", body).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (422, "order_invalid"), "{body}: {}", answer.text());
    let text = |problem: &Value, name: &str| problem[name].as_str().expect("a text").to_owned();
    let json = answer.json();
    let problems = json["problems"].as_array().expect("a list").iter();
    let told = |problem| {
        let (code, detail) = (text(problem, "code"), text(problem, "detail"));
        assert!(!detail.is_empty() && detail != code, "a code comes with a sentence: {problem}");
        (text(problem, "path"), code)
    };
    problems.map(told).collect()
}

async fn open(contract: &str) -> TestShop {
    let further = [
        ("SBPS_CONTRACT", contract),
        ("SBPS_API_URL", "http://127.0.0.1:1/"),
        ("SBPS_APPLICATION_URL", "https://apply.example/"),
        ("MERCHANT_DEMO_SHOP", "off"),
    ];
    TestShop::open_without_catalogue(&further, Duration::from_secs(5)).await
}

#[tokio::test]
async fn each_member_is_refused_by_its_path_and_code() {
    let shop = open("basic").await;
    let (_, key) = shop.key().await;
    let long = "長".repeat(2_001);
    let line = |changes: &Value| json!({ "lines": [with(json!({ "name": "品", "quantity": 1, "unit_amount": 6500, "tax_percent": 10 }), changes)] });
    for (change, path, code) in [
        (json!({ "item_id": null }), "item_id", "missing"),
        (json!({ "item_id": "ワイン" }), "item_id", "unencodable"),
        (json!({ "item_name": "赤ワイン♥" }), "item_name", "unencodable"),
        (json!({ "item_name": "名".repeat(21) }), "item_name", "unencodable"),
        (json!({ "amount": 0 }), "amount", "out_of_range"),
        (json!({ "amount": 10_000_000 }), "amount", "out_of_range"),
        (json!({ "amount": 6500.5 }), "amount", "not_whole"),
        (json!({ "amount": 6500.0 }), "amount", "not_whole"),
        (json!({ "amount": u64::MAX }), "amount", "out_of_range"),
        (json!({ "amount": 12_345_678_901_234_567_890_123_f64 }), "amount", "out_of_range"),
        (json!({ "amount": "6500" }), "amount", "wrong_type"),
        (json!({ "amount": 6501 }), "lines", "sum_differs"),
        (json!({ "tax": 6501 }), "tax", "more_than_amount"),
        (json!({ "tax": 588 }), "tax", "sum_differs"),
        (json!({ "tax": 593 }), "tax", "sum_differs"),
        (json!({ "lines": null }), "lines", "missing"),
        (json!({ "lines": [] }), "lines", "blank"),
        (json!({ "lines": "wine" }), "lines", "wrong_type"),
        (json!({ "lines": ["wine"] }), "lines[0]", "wrong_type"),
        (line(&json!({ "name": " " })), "lines[0].name", "blank"),
        (line(&json!({ "quantity": 0 })), "lines[0].quantity", "out_of_range"),
        (line(&json!({ "quantity": 2_000 })), "lines[0].unit_amount", "out_of_range"),
        (line(&json!({ "unit_amount": null })), "lines[0].unit_amount", "missing"),
        (line(&json!({ "tax_percent": 101 })), "lines[0].tax_percent", "out_of_range"),
        (line(&json!({ "tax": 590 })), "lines[0].tax", "not_allowed"),
        (line(&json!({ "quantity": 1.0 })), "lines[0].quantity", "not_whole"),
        (line(&json!({ "unit_amount": "6500" })), "lines[0].unit_amount", "wrong_type"),
        (line(&json!({ "name": "品\u{202e}" })), "lines[0].name", "unseen_character"),
        (line(&json!({ "amount": 6500 })), "lines[0].amount", "unknown_member"),
        (json!({ "customer_id": "" }), "customer_id", "blank"),
        (json!({ "customer_id": 7 }), "customer_id", "wrong_type"),
        (json!({ "customer_id": "7".repeat(201) }), "customer_id", "too_long"),
        (json!({ "language": "fr" }), "language", "unknown_word"),
        (json!({ "delivery": null }), "delivery", "missing"),
        (json!({ "cancellation": long }), "cancellation", "too_long"),
        (json!({ "delivery": "翌日\u{200b}" }), "delivery", "unseen_character"),
        (json!({ "cancellation": "\u{2067}いつでも" }), "cancellation", "unseen_character"),
        (json!({ "payment_timing": "毎月\u{1b}" }), "payment_timing", "unseen_character"),
        (json!({ "contact": null }), "contact", "missing"),
        (json!({ "contact": { "name": "堂\u{202d}", "phone": "03" } }), "contact.name", "unseen_character"),
        (json!({ "contact": { "name": "堂", "phone": "\u{202e}3０" } }), "contact.phone", "unseen_character"),
        (json!({ "contact": { "name": "堂", "phone": "お電話ください" } }), "contact.phone", "no_phone_number"),
        (json!({ "contact": { "phone": "03" } }), "contact.name", "missing"),
        (json!({ "contact": { "name": "堂" } }), "contact.phone", "missing"),
        (json!({ "contact": { "name": "堂", "mail": "help" } }), "contact.mail", "no_mail_address"),
        (json!({ "contact": { "name": "堂", "tel": "03", "phone": "03" } }), "contact.tel", "unknown_member"),
        (json!({ "return_url": null }), "return_url", "missing"),
        (json!({ "return_url": "/thanks" }), "return_url", "unsafe_address"),
        (json!({ "return_url": "http://wine.example/" }), "return_url", "unsafe_address"),
        (json!({ "return_url": "https://me:secret@wine.example/" }), "return_url", "unsafe_address"),
        (json!({ "back_url": "javascript:alert(1)" }), "back_url", "unsafe_address"),
        (json!({ "other_ways_url": "https://" }), "other_ways_url", "unsafe_address"),
        (json!({ "expires_in": 299 }), "expires_in", "out_of_range"),
        (json!({ "expires_in": 2_592_001 }), "expires_in", "out_of_range"),
        (json!({ "expires_in": "300" }), "expires_in", "wrong_type"),
        (json!({ "expires_at": "tomorrow" }), "expires_at", "no_moment"),
        (json!({ "expires_at": "2026-11-24T12:04:59+09:00" }), "expires_at", "out_of_range"),
        (json!({ "expires_at": "2026-11-25T12:00:00+09:00", "expires_in": 300 }), "expires_in", "not_allowed"),
        (json!({ "sales": "specified" }), "sales", "not_allowed"),
        (json!({ "sales": "later" }), "sales", "unknown_word"),
        (json!({ "commodity": "air" }), "commodity", "unknown_word"),
        (json!({ "metadata": [] }), "metadata", "wrong_type"),
        (json!({ "metadata": { "a": 1 } }), "metadata.a", "wrong_type"),
        (json!({ "metadata": { "a": "長".repeat(501) } }), "metadata.a", "too_long"),
        (json!({ "metadata": { "": "a" } }), "metadata.", "blank"),
        (json!({ "metadata": { (&*"n".repeat(41)): "a" } }), &*format!("metadata.{}", "n".repeat(40)), "too_long"),
        (json!({ "recurring": [] }), "recurring", "wrong_type"),
        (json!({ "recurring": { "method": "weekly" } }), "recurring.method", "unknown_word"),
        (json!({ "expire_in": 300 }), "expire_in", "unknown_member"),
    ] {
        let found = problems(&shop, &key, &with(wine(), &change)).await;
        assert_eq!(found, [(path.to_owned(), code.to_owned())], "{change}");
    }
    assert_eq!(shop.count("SELECT count(*) FROM orders").await, 0);
    assert_eq!(shop.count("SELECT count(*) FROM customers").await, 0);
}

#[tokio::test]
async fn a_member_that_stands_twice_is_refused_wherever_it_is() {
    let shop = open("basic").await;
    let (_, key) = shop.key().await;
    let body = wine().to_string();
    for (once, twice, member) in [
        ("\"amount\":6500", "\"amount\":6500,\"amount\":6500", "amount"),
        ("\"phone\":", "\"phone\":\"03\",\"phone\":", "contact.phone"),
        ("\"quantity\":", "\"quantity\":2,\"quantity\":", "lines[0].quantity"),
    ] {
        assert!(body.contains(once), "{once}: {body}");
        let answer = shop.tell_text("/v1/orders", &key, "twice", body.replacen(once, twice, 1)).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "request_invalid"), "{}", answer.text());
        assert_eq!(answer.json()["member"], member);
    }
    assert_eq!(shop.count("SELECT count(*) FROM orders").await, 0);
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once_and_a_name_with_what_would_do() {
    let shop = open("basic").await;
    let (_, key) = shop.key().await;
    let body = with(wine(), &json!({ "item_name": "赤ワイン①", "amount": -1, "language": "fr", "return_url": "x" }));
    let found = problems(&shop, &key, &body).await;
    let paths: Vec<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
    for path in ["item_name", "amount", "language", "return_url"] {
        assert!(paths.contains(&path), "{path}: {paths:?}");
    }
    let answer = shop.tell("/v1/orders", &key, "k", &body).await.json();
    let name = answer["problems"].as_array().and_then(|all| all.iter().find(|it| it["path"] == "item_name"));
    assert_eq!(name.expect("it is told")["suggestions"], json!(["赤ワイン(1)"]));
    for nothing in [json!([]), json!("order"), json!(null)] {
        assert_eq!(problems(&shop, &key, &nothing).await, [("order".to_owned(), "wrong_type".to_owned())]);
    }
}

#[tokio::test]
async fn a_contract_is_refused_by_the_rules_of_contracts() {
    let shop = open("basic").await;
    let (_, key) = shop.key().await;
    let day = json!({ "kind": "day_of_month", "months": 1, "day": 20 });
    let fixed = |changes: &Value| json!({ "recurring": with(json!({ "method": "fixed_term", "timing": day.clone() }), changes) });
    for (order, change, path, code) in [
        (boxes(), fixed(&json!({ "timing": null })), "recurring.timing", "missing"),
        (boxes(), fixed(&json!({ "timing": { "kind": "hourly" } })), "recurring.timing.kind", "unknown_word"),
        (
            boxes(),
            fixed(&json!({ "timing": { "kind": "day_of_month", "months": 13, "day": 1 } })),
            "recurring.timing.months",
            "out_of_range",
        ),
        (boxes(), fixed(&json!({ "cycles": 0 })), "recurring.cycles", "out_of_range"),
        (
            boxes(),
            fixed(&json!({ "introduction": { "cycles": 1, "amount": 3300 } })),
            "recurring.introduction",
            "introduction_not_lower",
        ),
        (boxes(), fixed(&json!({ "timing": { "kind": "usage" }, "cycles": 1 })), "recurring.cycles", "not_allowed"),
        (boxes(), fixed(&json!({ "first_month": "free" })), "recurring.first_month", "unknown_member"),
        (boxes(), json!({ "item_name": "ワイン定期便" }), "item_name", "timing_hidden"),
        (boxes(), json!({ "item_name": "ワイン定期便120日課金" }), "item_name", "timing_hidden"),
        (boxes(), json!({ "item_name": "ワイン定期便３０００円コース 毎月20日" }), "item_name", "timing_cut"),
        (boxes(), json!({ "tax": 299 }), "tax", "sum_differs"),
        (
            boxes(),
            json!({ "lines": [{ "name": "品", "quantity": 1, "unit_amount": 3300 }] }),
            "lines",
            "tax_rates_differ",
        ),
        (
            magazine(),
            json!({ "recurring": { "method": "simple", "cancellation_month": "charged" } }),
            "recurring.first_month",
            "missing",
        ),
        (
            magazine(),
            json!({ "recurring": { "method": "simple", "first_month": "free",
                                            "cancellation_month": "not_charged", "months": 1 } }),
            "recurring.months",
            "nothing_charged",
        ),
        (boxes(), json!({ "sales": "automatic" }), "sales", "not_allowed"),
    ] {
        let found = problems(&shop, &key, &with(order, &change)).await;
        assert!(found.contains(&(path.to_owned(), code.to_owned())), "{change}: {found:?}");
        assert!(found.len() == 1 || path == "recurring.cycles", "{change}: {found:?}");
    }
    let answer =
        shop.tell("/v1/orders", &key, "k", &with(boxes(), &json!({ "item_name": "健康茶定期便" }))).await.json();
    assert_eq!(answer["problems"][0]["suggestions"][0], "健康茶定期便 毎月20日課金");
}

#[tokio::test]
async fn what_the_contract_with_the_gateway_excludes_is_not_ordered() {
    for (contract, order, path, code) in [
        ("credit_card", boxes(), "recurring.method", "billing_method_not_in_contract"),
        ("webmoney", wine(), "commodity", "commodity_not_in_contract"),
        ("both", wine(), "commodity", "commodity_not_in_contract"),
        ("both", magazine(), "recurring.method", "billing_method_not_in_contract"),
    ] {
        let shop = open(contract).await;
        let (_, key) = shop.key().await;
        let found = problems(&shop, &key, &order).await;
        assert_eq!(found, [(path.to_owned(), code.to_owned())], "{contract}");
    }
    let shop = open("webmoney").await;
    let (_, key) = shop.key().await;
    shop.create(&key, "k", &with(wine(), &json!({ "commodity": "digital_content" }))).await;
    // Without the API type nothing of fixed term can be billed.
    let shop = TestShop::open().await;
    let (_, key) = shop.key().await;
    let found = problems(&shop, &key, &boxes()).await;
    assert_eq!(found, [("recurring.method".to_owned(), "not_configured".to_owned())]);
}
