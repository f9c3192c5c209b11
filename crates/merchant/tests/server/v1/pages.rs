//! The payer's pages of an order that a program made: in the name of the shop that it names, from the order to the
//! contract.

use super::{boxes, magazine, wine, with};
use crate::database::OWN;
use crate::support::TestShop;
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::json;

#[tokio::test]
async fn the_pages_name_the_shop_of_the_order_and_lead_back_to_it() {
    let shop = TestShop::open().await;
    let (_, key) = shop.key().await;
    let body = with(wine(), &json!({ "language": "en", "other_ways_url": "https://wine.example/pay" }));
    let order = shop.create(&key, "k-1", &body).await;
    let reference = order["reference"].as_str().expect("a reference");
    let page = shop.get(&format!("/orders/{reference}")).await;
    assert_eq!(page.status.as_u16(), 200, "{}", page.text());
    let text = page.text();
    assert!(text.contains("| ぶどう堂</title>"), "{text}");
    assert!(text.contains("<a class=\"brand\" href=\"https://wine.example/orders/4711\">ぶどう堂</a>"), "{text}");
    assert!(!text.contains("Kantan Store"), "nothing of the demo: {text}");
    let data = page.embedded();
    assert_eq!(data["back_url"], "https://wine.example/cart");
    assert_eq!(data["lines"][0], json!({ "name": "赤ワイン 750ml", "quantity": 2, "amount": 6000 }));
    assert_eq!(data["delivery"], "3日以内に発送します。");
    // The plain way leads to the gateway as well.
    let hidden = page.hidden_fields("kantan-request");
    let fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let handoff = shop.submit("/checkout/requests", &fields).await;
    assert_eq!(handoff.status.as_u16(), 200, "{}", handoff.text());
    assert!(handoff.text().contains("| ぶどう堂</title>"), "{}", handoff.text());
    let attempt = shop.signed(reference).await;
    assert_eq!(shop.notify(attempt.failed("8281")).await, "OK,");
    let result = shop.get_json(&format!("/orders/{reference}/result?attempt={}", attempt.token)).await.json();
    assert_eq!(result["shop_url"], "https://wine.example/orders/4711");
    assert_eq!(result["other_ways_url"], "https://wine.example/pay");
    assert_eq!(result["contact"], "ぶどう堂 03-0000-0000 help@wine.example");
    let page = shop.get(&format!("/orders/{reference}/result")).await;
    assert!(page.text().contains("| ぶどう堂</title>"), "{}", page.text());
}

#[tokio::test]
async fn a_contract_of_a_program_has_its_own_page_until_it_is_left() {
    let shop = TestShop::open_with(
        OWN,
        &[("SBPS_API_URL", "http://127.0.0.1:1/"), ("SBPS_APPLICATION_URL", "https://apply.example/")],
        std::time::Duration::from_secs(5),
    )
    .await;
    let (_, key) = shop.key().await;
    let order = shop.create(&key, "k-1", &magazine()).await;
    let reference = order["reference"].as_str().expect("a reference");
    let attempt = shop.signed(reference).await;
    assert_eq!(shop.notify(attempt.paid("12345678901234")).await, "OK,");
    let result = shop.get_json(&format!("/orders/{reference}/result?attempt={}", attempt.token)).await.json();
    let contract = result["subscription_url"].as_str().expect("a contract");
    assert_eq!(order["subscription_url"], format!("https://shop.example{contract}"));
    let page = shop.get(contract).await;
    assert_eq!(page.status.as_u16(), 200, "{}", page.text());
    assert!(page.text().contains("| ぶどう堂</title>"), "{}", page.text());
    let told = page.embedded()["subscriptions"][0].clone();
    assert_eq!((&told["state"], &told["actions"]), (&json!("active"), &json!(["cancel"])));
    assert_eq!(told["recurring"]["contact"], "ぶどう堂 03-0000-0000 help@wine.example");
    assert_eq!(told["other_ways_url"], json!(null), "the order names none");
    // The carrier ends it: it cannot be ordered again here, where there is no catalogue of that shop.
    let message = attempt.message(sbps::message::PaymentResult::CancelledAtCarrier, "12345678901234");
    assert_eq!(shop.notify(crate::support::notification(&message)).await, "OK,");
    let ended = shop.get(contract).await;
    assert_eq!(ended.attribute("data-state").as_deref(), Some("ended_by_carrier"));
    assert!(!ended.text().contains("action=\"/orders\""), "{}", ended.text());
    let page = shop.create(&key, "k-2", &boxes()).await;
    let page = shop.get(&format!("/orders/{}", page["reference"].as_str().expect("a reference"))).await;
    assert_eq!(page.status.as_u16(), 200, "{}", page.text());
    assert_eq!(page.embedded()["recurring"]["contact"], "ぶどう堂 03-0000-0000 help@wine.example");
}

#[tokio::test]
async fn an_order_that_follows_the_browser_is_shown_in_its_language_and_every_order_can_be_switched() {
    let shop = TestShop::open().await;
    let (_, key) = shop.key().await;
    let order = shop.create(&key, "k-1", &with(wine(), &json!({ "language": "auto" }))).await;
    let reference = order["reference"].as_str().expect("a reference");
    let address = format!("/orders/{reference}");
    assert_eq!(order["checkout_url"], format!("https://shop.example{address}"), "the browser says the language");
    let shown = async |address: &str, accepted: &str| {
        let request = Request::get(address).header(header::ACCEPT, "text/html");
        let request = request.header(header::ACCEPT_LANGUAGE, accepted).body(Body::empty());
        let page = shop.send(request.expect("a request")).await.text();
        let language = page.split("<html lang=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
        (language.expect("a language"), page)
    };
    for (accepted, language) in [("en-GB,en;q=0.9", "en"), ("ja,en;q=0.9", "ja"), ("de", "en"), ("", "ja")] {
        assert_eq!(shown(&address, accepted).await.0, language, "{accepted}");
    }
    // A link says so, without script; and whoever has chosen is believed rather than the browser.
    let (_, page) = shown(&address, "ja").await;
    let link = format!("href=\"{address}?lang=en\" lang=\"en\" hreflang=\"en\"");
    assert!(page.contains(&link), "{page}");
    assert_eq!(shown(&format!("{address}?lang=en"), "ja").await.0, "en");
    // Placed in English, it goes on so.
    let page = shop.get(&format!("{address}?lang=en")).await;
    let hidden = page.hidden_fields("kantan-request");
    let fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(shop.submit("/checkout/requests", &fields).await.status.as_u16(), 200);
    let told = shop.read(&format!("/v1/orders/{reference}"), Some(key.expose())).await.json();
    assert_eq!(told["language"], "en");
    let (language, result) = shown(&format!("{address}/result"), "fr").await;
    assert_eq!(language, "en");
    assert!(result.contains(&format!("href=\"{address}/result?lang=ja\"")), "{result}");
    // What is to be in one language is, whatever a browser prefers.
    let fixed = shop.create(&key, "k-2", &wine()).await;
    let fixed = fixed["reference"].as_str().expect("a reference");
    assert_eq!(shown(&format!("/orders/{fixed}"), "en").await.0, "ja");
}

#[tokio::test]
async fn whoever_corrects_an_order_finds_how_many_it_was() {
    let shop = TestShop::open().await;
    let reference = shop.order("coffee-200g", "3").await;
    let page = shop.get(&format!("/orders/{reference}?lang=ja")).await;
    let back = page.embedded()["back_url"].as_str().expect("an address").to_owned();
    assert_eq!(back, "/?lang=ja&product=coffee-200g&quantity=3#quantity-coffee-200g");
    let catalogue = shop.get(back.split('#').next().expect("an address")).await.text();
    let choice = catalogue.split("id=\"quantity-coffee-200g\"").nth(1).and_then(|it| it.split("</select>").next());
    assert!(choice.expect("a choice").contains("<option value=\"3\" selected>"), "{catalogue}");
    assert_eq!(catalogue.matches(" selected").count(), 1, "of no other product");
}

#[tokio::test]
async fn inside_of_an_app_the_way_to_another_browser_is_said_and_nobody_is_stopped() {
    let shop = TestShop::open().await;
    let (_, key) = shop.key().await;
    let order = shop.create(&key, "k-1", &wine()).await;
    let address = format!("/orders/{}?lang=ja", order["reference"].as_str().expect("a reference"));
    let page = async |agent: &str| {
        let request = Request::get(&address).header(header::ACCEPT, "text/html").header(header::USER_AGENT, agent);
        shop.send(request.body(Body::empty()).expect("a request")).await
    };
    let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    let plain = page(&format!("{iphone} Version/17.5 Mobile/15E148 Safari/604.1")).await;
    assert!(!plain.text().contains("data-in-app"), "{}", plain.text());
    for (agent, app) in [("Mobile/15E148 Safari Line/14.9.0", "line"), ("Mobile/15E148 Instagram 334.0", "instagram")] {
        let told = page(&format!("{iphone} {agent}")).await;
        let text = told.text();
        assert_eq!(told.status.as_u16(), 200, "{text}");
        let whole = format!("https://shop.example{address}");
        let hint = text.split("<aside").nth(1).and_then(|rest| rest.split("</aside>").next()).expect("a hint");
        assert!(hint.contains(&format!("data-in-app=\"{app}\"")), "{hint}");
        assert!(hint.contains(&format!("<input type=\"url\" readonly value=\"{whole}\">")), "{hint}");
        let out = format!("href=\"{whole}&amp;openExternalBrowser=1\"");
        assert_eq!(hint.contains(&out), app == "line", "only LINE has such a link: {hint}");
        assert!(text.find("<aside") < text.find("<kantan-checkout"), "before the button");
        // And the same order can be gone on with.
        assert_eq!(told.hidden_fields("kantan-request"), plain.hidden_fields("kantan-request"));
    }
}
