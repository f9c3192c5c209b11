//! An order that a program makes: what it is told, and its way to "paid".

use super::{boxes, magazine, wine, with};
use crate::database::OWN;
use crate::support::TestShop;
use serde_json::json;

#[tokio::test]
async fn an_order_is_answered_with_all_that_a_shop_needs_of_it() {
    let shop = TestShop::open().await;
    let (_, key) = shop.key().await;
    let order = shop.create(&key, "k-1", &wine()).await;
    let reference = order["reference"].as_str().expect("a reference");
    let customer = order["customer"].as_str().expect("a customer");
    assert!(customer.starts_with("customer-"), "{customer}");
    for (member, expected) in [
        ("outcome", json!("open")),
        ("item_id", json!("wine-750ml")),
        ("amount", json!(6500)),
        ("tax", json!(590)),
        ("customer_id", json!("member 7/会員")),
        ("language", json!("ja")),
        ("sales", json!("automatic")),
        ("is_recurring", json!(false)),
        ("created_at", json!("2026-11-24T12:00:00+09:00")),
        ("expires_at", json!("2026-11-24T13:00:00+09:00")),
        ("paid_by", json!(null)),
        ("metadata", json!({ "order": "4711", "staff": "佐藤" })),
        ("checkout_url", json!(format!("https://shop.example/orders/{reference}?lang=ja"))),
        ("subscription_url", json!(null)),
        (
            "statement",
            json!({ "shown": "赤ワイン750ml", "not_shown": "", "shown_at_most": "赤ワイン750ml", "doubt": null, "same_as": [] }),
        ),
        ("recurring", json!(null)),
        ("charges", json!(null)),
    ] {
        assert_eq!(order[member], expected, "{member}");
    }
    assert_eq!(
        order["lines"][0],
        json!({ "name": "赤ワイン 750ml", "quantity": 2, "unit_amount": 3000, "amount": 6000, "tax_percent": 10,
                "tax": null })
    );
    // What stands in the page of this server stands in the element that is handed out.
    let page = shop.get(&format!("/orders/{reference}")).await;
    assert_eq!(order["element"]["data"], page.embedded());
    assert_eq!(order["element"]["endpoint"], "https://shop.example/checkout/requests");
    assert_eq!(order["element"]["destinations"], "https://gateway.example");
    let html = order["html"].as_str().expect("html");
    let element = &page.text()[page.text().find("<kantan-checkout").expect("it is there")..];
    let element = element.split_inclusive("</kantan-checkout>").next().expect("it ends");
    let element = element
        .replace("\"/assets/", "\"https://shop.example/assets/")
        .replace("\"/checkout/requests\"", "\"https://shop.example/checkout/requests\"");
    let script = "<script type=\"module\" src=\"https://shop.example/assets/kantan-checkout.js\"></script>";
    assert_eq!(html, format!("{script}{element}"));
    // Read again, it is the same; and the list has it, in short.
    let address = format!("/v1/orders/{reference}");
    assert_eq!(shop.read(&address, Some(key.expose())).await.json(), order);
    assert_eq!(shop.listed("/v1/orders", &key).await.0, [reference]);
}

#[tokio::test]
async fn its_headings_stand_where_the_shops_page_has_room_for_them() {
    let shop = TestShop::open().await;
    let (_, key) = shop.key().await;
    let asked = with(wine(), &json!({ "heading_level": 1, "untitled": true }));
    let order = shop.create(&key, "k-1", &asked).await;
    let html = order["html"].as_str().expect("html");
    assert!(html.contains("heading-level=\"1\" untitled=\"\">"), "{html}");
    assert!(html.contains("<h2 ") && html.contains("role=\"region\""), "{html}");
    assert!(["<h1", "<h3"].iter().all(|tag| !html.contains(tag)), "{html}");
    let element = &order["element"];
    assert_eq!(
        (&element["heading_level"], &element["untitled"]),
        (&json!(1), &json!(true)),
        "whoever draws it is told too"
    );
    // The page of this server has a heading of its own above.
    let reference = order["reference"].as_str().expect("a reference");
    let page = shop.get(&format!("/orders/{reference}")).await;
    assert!(page.text().contains("<h2 part=\"title\"") && !page.text().contains("untitled"), "{}", page.text());
    // Asked for again under the same key, it is the same order.
    assert_eq!(shop.create(&key, "k-1", &asked).await["reference"], order["reference"]);
}

#[tokio::test]
async fn an_order_of_a_program_is_paid_as_any_other() {
    let shop = TestShop::open().await;
    let (_, key) = shop.key().await;
    let order = shop.create(&key, "k-1", &wine()).await;
    let reference = order["reference"].as_str().expect("a reference");
    let attempt = shop.signed(reference).await;
    assert_eq!(attempt.request.customer_code.as_str(), order["customer"]);
    assert_eq!((attempt.request.item_name.as_str(), attempt.request.amount.get()), ("赤ワイン750ml", 6500));
    assert_eq!(shop.notify(attempt.paid("12345678901234")).await, "OK,");
    let paid = shop.read(&format!("/v1/orders/{reference}"), Some(key.expose())).await.json();
    assert_eq!((&paid["outcome"], &paid["html"], &paid["element"]), (&json!("paid"), &json!(null), &json!(null)));
    assert_eq!(paid["paid_by"]["tracking_id"], "12345678901234");
    assert_eq!(shop.outcome(reference, &attempt.token).await, "paid");
}

#[tokio::test]
async fn a_customer_of_the_shop_is_one_customer_at_the_gateway_for_ever() {
    let shop = TestShop::open().await;
    let (_, key) = shop.key().await;
    let mut customers = Vec::new();
    for (number, id) in [json!("7"), json!("7"), json!("８"), json!(null), json!(null)].iter().enumerate() {
        let body = with(wine(), &json!({ "customer_id": id }));
        customers.push(shop.create(&key, &format!("k-{number}"), &body).await["customer"].clone());
        shop.wait(1_000_000);
    }
    assert_eq!(customers[0], customers[1]);
    for (place, customer) in customers.iter().enumerate().skip(1) {
        assert!(!customers[place + 1..].contains(customer), "{customer}");
    }
    assert_eq!(shop.count("SELECT count(*) FROM customers").await, 2);
    // The shop's own name is in no message to the gateway.
    let text = serde_json::to_string(&customers).expect("JSON");
    assert!(text.contains("guest-") && text.contains("customer-"), "{text}");
}

#[tokio::test]
async fn an_order_holds_until_the_moment_that_the_program_says() {
    let shop = TestShop::open().await;
    let (_, key) = shop.key().await;
    for (number, (change, expires_at)) in [
        (json!({ "expires_in": 300 }), "2026-11-24T12:05:00+09:00"),
        (json!({ "expires_in": 2_592_000 }), "2026-12-24T12:00:00+09:00"),
        (json!({ "expires_at": "2026-11-25T00:00:00Z" }), "2026-11-25T09:00:00+09:00"),
    ]
    .iter()
    .enumerate()
    {
        let order = shop.create(&key, &format!("k-{number}"), &with(wine(), change)).await;
        assert_eq!(order["expires_at"], *expires_at);
    }
    let order = shop.create(&key, "short", &with(wine(), &json!({ "expires_in": 300 }))).await;
    let reference = order["reference"].as_str().expect("a reference");
    shop.wait(300);
    let over = shop.read(&format!("/v1/orders/{reference}"), Some(key.expose())).await.json();
    assert_eq!((&over["outcome"], &over["html"]), (&json!("expired"), &json!(null)));
}

#[tokio::test]
async fn tax_is_what_is_stated_or_what_the_lines_contain() {
    let shop = TestShop::open().await;
    let (_, key) = shop.key().await;
    let line = |amount: i64, tax: &serde_json::Value| {
        let mut line = json!({ "name": "品", "quantity": 1, "unit_amount": amount });
        line.as_object_mut().expect("an object").extend(tax.as_object().expect("an object").clone());
        line
    };
    let (eight, ten) = (json!({ "tax_percent": 8 }), json!({ "tax_percent": 10 }));
    for (number, (lines, stated, tax)) in [
        // 1,000 × 8 / 108 = 74.07…, 500 × 10 / 110 = 45.45…: each rate drops its fraction.
        (vec![line(1_000, &eight), line(500, &ten)], json!(null), 74 + 45),
        // 99 × 10 / 110 = 9 twice, exactly.
        (vec![line(99, &ten), line(99, &ten)], json!(null), 18),
        // 105 × 10 / 110 = 9.54… twice: together 19.09…, line by line 9 and 9, rounded up 10 and 10.
        (vec![line(105, &ten), line(105, &ten)], json!(null), 19),
        (vec![line(105, &ten), line(105, &ten)], json!(18), 18),
        (vec![line(105, &ten), line(105, &ten)], json!(20), 20),
        (vec![line(1_000, &json!({ "tax": 70 })), line(110, &ten)], json!(null), 80),
        (vec![line(1_100, &ten), line(-110, &ten)], json!(null), 90),
        (vec![line(1_000, &json!({}))], json!(0), 0),
    ]
    .into_iter()
    .enumerate()
    {
        let amount: i64 = lines.iter().map(|line| line["unit_amount"].as_i64().expect("a number")).sum();
        let body = with(wine(), &json!({ "lines": lines, "amount": amount, "tax": stated }));
        assert_eq!(shop.create(&key, &format!("k-{number}"), &body).await["tax"], tax, "{body}");
    }
}

#[tokio::test]
async fn a_contract_of_a_program_is_joined_and_billed_on_the_days_that_it_was_told() {
    let shop = TestShop::open_with(
        OWN,
        &[("SBPS_API_URL", "http://127.0.0.1:1/"), ("SBPS_APPLICATION_URL", "https://apply.example/")],
        std::time::Duration::from_secs(5),
    )
    .await;
    let (_, key) = shop.key().await;
    let order = shop.create(&key, "k-1", &magazine()).await;
    assert_eq!(order["charges"][0], json!({ "on": "2026-12-01", "amount": 550, "varies": false }));
    assert_eq!(order["charges"].as_array().map(Vec::len), Some(5), "six months, the first one free");
    let reference = order["reference"].as_str().expect("a reference");
    let attempt = shop.signed(reference).await;
    assert_eq!(shop.notify(attempt.paid("12345678901234")).await, "OK,");
    let told = shop.read(&format!("/v1/orders/{reference}"), Some(key.expose())).await.json();
    assert_eq!((&told["outcome"], &told["is_recurring"]), (&json!("paid"), &json!(true)));
    // The customer has it once.
    let again = shop.tell("/v1/orders", &key, "k-2", &magazine()).await;
    assert_eq!((again.status.as_u16(), again.code().as_str()), (409, "already_subscribed"));
    assert_eq!(
        again.json()["subscription_url"].as_str().map(|url| url.starts_with("https://shop.example/")),
        Some(true)
    );
    let boxes = shop.create(&key, "k-3", &boxes()).await;
    let days: Vec<_> = boxes["charges"].as_array().expect("a list").iter().map(|charge| charge["on"].clone()).collect();
    assert_eq!(days, ["2026-12-20", "2027-01-20", "2027-02-20"]);
    assert_eq!(boxes["statement"]["shown"], "ワイン定期便 毎月20日");
    assert_eq!(boxes["sales"], "specified");
}
