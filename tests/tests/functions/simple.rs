//! Recurring billing (simple).

use super::{CANCEL_OR_REFUND, WHO, last, last_link_request, told};
use serde_json::{Value, json};
use system_tests::service::{Service, text_of};

const CANCEL_SIMPLE: &str = "ST02-00302-402";

/// A magazine that is billed from the month of joining on.
fn magazine(item: &str) -> Value {
    json!({ "item_id": item, "recurring": {
        "method": "simple", "first_month": "charged", "cancellation_month": "charged" } })
}

/// A contract: its name at the gateway.
async fn joined(shop: &Service, item: &str) -> String {
    let order = shop.order(&magazine(item)).await;
    text_of(&shop.pay(&order).await["paid_by"]["tracking_id"])
}

async fn contract(shop: &Service, name: &str) -> Value {
    shop.read(&format!("/v1/contracts/{name}")).await
}

/// The month in Japan that the clock has, as `2026-12`.
async fn this_month(shop: &Service) -> String {
    let charged = shop.read("/v1/contracts?limit=1").await["contracts"][0]["joined_on"].clone();
    text_of(&charged)[..7].to_owned()
}

#[tokio::test]
async fn purchase() {
    let shop = Service::open(&[]).await;
    let name = joined(&shop, "magazine").await;
    assert_eq!(last_link_request(&shop).await, ["A01-1"]);
    let contract = contract(&shop, &name).await;
    assert_eq!(told(&contract, &["state", "billing_method"]), [&json!("active"), &json!("recurring_simple")]);
    assert_eq!(shop.system.contracts().await[0]["tracking_id"], name, "the carrier has it");
}

#[tokio::test]
async fn refund() {
    let shop = Service::open(&[]).await;
    let (first, second) = (joined(&shop, "first").await, joined(&shop, "second").await);
    let month = this_month(&shop).await;
    let asked = json!({ "month": month });
    let early = shop.ask(&format!("/v1/payments/{first}/refund"), &asked).await.json();
    assert_eq!(early["because"], "not_yet", "the first month can go back from the next one on: {early}");
    shop.system.move_clock("advance=next_month").await;
    let done = shop.ask(&format!("/v1/payments/{first}/refund"), &asked).await;
    assert_eq!(told(&done.json(), &["state", "refunded_amount"]), [&json!("refunded"), &json!(550)], "{}", done.text);
    assert_eq!(last(&shop).await, CANCEL_OR_REFUND);
    let refund = ["payments", "refund", &second, "--month", &month];
    let (status, done) = shop.command(&[&refund[..], &WHO].concat()).await;
    assert_eq!((status, &done["state"]), (0, &json!("refunded")), "{done}");
    assert_eq!(last(&shop).await, CANCEL_OR_REFUND);
}

/// The management tool alone has it: whoever asks here is told so, and nothing is asked of the gateway.
#[tokio::test]
async fn partial_refund() {
    let shop = Service::open(&[]).await;
    let name = joined(&shop, "magazine").await;
    let month = this_month(&shop).await;
    shop.system.move_clock("advance=next_month").await;
    let asked = json!({ "month": month, "amount": 100 });
    let refused = shop.ask(&format!("/v1/payments/{name}/refund"), &asked).await.json();
    let there = |told: &Value| {
        let instead = told["instead"].as_array().expect("a list").iter();
        instead.map(|it| (it["operation"].clone(), it["channel"].clone())).collect::<Vec<_>>()
    };
    let expected = (json!("partial_refund"), json!("management_tool"));
    assert!(there(&refused).contains(&expected), "{refused}");
    let refund = ["payments", "refund", &name, "--month", &month, "--amount", "100"];
    let (status, refused) = shop.command(&[&refund[..], &WHO].concat()).await;
    assert!(status == 3 && there(&refused).contains(&expected), "{refused}");
    assert!(!shop.messages().await.contains(&CANCEL_OR_REFUND.to_owned()), "nothing left the house");
}

#[tokio::test]
async fn cancellation_of_recurring_billing() {
    // By the payer on the carrier's pages, with the link type.
    let shop = Service::open(&[("SBPS_LEAVING", "link")]).await;
    let name = joined(&shop, "magazine").await;
    let leave = text_of(&contract(&shop, &name).await["leave_url"]);
    shop.go_through(&leave).await;
    assert_eq!(last_link_request(&shop).await, ["A01-1", "A01-1"]);
    shop.until(&format!("/v1/contracts/{name}"), |told| told["state"] == "cancelled").await;
    assert_eq!(shop.system.contracts().await[0]["state"], "cancelled");

    // By the payer on the shop's page, by the shop's program and by staff, with the API type.
    let shop = Service::open(&[]).await;
    let (first, second, third) = (joined(&shop, "1").await, joined(&shop, "2").await, joined(&shop, "3").await);
    let leave = text_of(&contract(&shop, &first).await["leave_url"]);
    shop.go_through(&leave).await;
    assert_eq!(last(&shop).await, CANCEL_SIMPLE);
    assert_eq!(contract(&shop, &first).await["state"], "cancelled");
    let ended = shop.ask(&format!("/v1/contracts/{second}/end"), &json!({})).await;
    assert_eq!((ended.status, &ended.json()["state"]), (200, &json!("cancelled")), "{}", ended.text);
    assert_eq!(last(&shop).await, CANCEL_SIMPLE);
    let (status, ended) = shop.command(&[&["contracts", "end", &third][..], &WHO].concat()).await;
    assert_eq!((status, &ended["state"]), (0, &json!("cancelled")), "{ended}");
    assert_eq!(last(&shop).await, CANCEL_SIMPLE);
    let at_carrier = shop.system.contracts().await;
    assert!(at_carrier.iter().all(|it| it["state"] == "cancelled"), "{at_carrier:?}");
}

#[tokio::test]
async fn cancellation_notification() {
    let shop = Service::open(&[]).await;
    let name = joined(&shop, "magazine").await;
    shop.system.at_carrier(&name, "cancel", "").await;
    let told = shop.until(&format!("/v1/contracts/{name}"), |told| told["state"] != "active").await;
    assert_eq!(told["state"], "ended_by_carrier", "A02-1 with the result CC");
    let (_, listed) = shop.command(&["contracts", "list", "--state", "ended_by_carrier"]).await;
    assert_eq!(listed[0]["tracking_id"], name);
}
