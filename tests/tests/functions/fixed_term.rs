//! Recurring billing (fixed term/pay as you go).

use super::{CANCEL_OR_REFUND, Payment, SETTLE, WHO, last, last_link_request, told};
use serde_json::{Value, json};
use system_tests::service::{Service, text_of};

const PURCHASE: &str = "ST01-00104-402";
const UNSUBSCRIBE: &str = "ST02-00309-402";

/// A box of wine every day, the first one tomorrow, of which the shop makes a sale when it has sent it.
fn boxes(item: &str, settlement: &str) -> Value {
    json!({ "item_id": item, "item_name": "ワイン 毎日", "commodity": "goods", "recurring": {
        "method": "fixed_term", "timing": { "kind": "every_days", "days": 1 }, "wait_days": 1, "settlement": settlement } })
}

/// A contract that is applied for: its name at the gateway.
async fn joined(shop: &Service, item: &str, settlement: &str) -> String {
    let order = shop.order(&boxes(item, settlement)).await;
    text_of(&shop.pay(&order).await["paid_by"]["tracking_id"])
}

async fn contract(shop: &Service, name: &str) -> Value {
    shop.read(&format!("/v1/contracts/{name}")).await
}

/// The payment of a contract's next charge, on the next day.
async fn charged<'a>(shop: &'a Service, contract: &str, outcome: &str) -> Payment<'a> {
    shop.system.move_clock("advance=day").await;
    // The service's own run may have been first.
    shop.system.bill().await;
    let told = shop.until(&format!("/v1/contracts/{contract}"), |told| told["charges"][0]["outcome"] == outcome).await;
    Payment { shop, name: text_of(&told["charges"][0]["tracking_id"]) }
}

/// The last two messages that the gateway has got.
async fn last_two(shop: &Service) -> Vec<String> {
    let messages = shop.messages().await;
    messages[messages.len().saturating_sub(2)..].to_vec()
}

/// What the carrier has of the last purchase under a contract.
async fn at_carrier(shop: &Service, contract: &str) -> Value {
    let contracts = shop.system.contracts().await;
    let found = contracts.iter().find(|it| it["tracking_id"] == contract).expect("the carrier has it");
    found["purchases"].as_array().expect("a list").last().expect("something was bought").clone()
}

/// The first payment is made by joining, where it is due on that day (A01-1).
#[tokio::test]
async fn purchase() {
    let shop = Service::open(&[]).await;
    let terms = json!({ "method": "fixed_term", "timing": { "kind": "every_days", "days": 1 } });
    let mut order = boxes("flowers", "at_once");
    order["recurring"] = terms;
    let order = shop.order(&order).await;
    let paid = shop.pay(&order).await;
    assert_eq!(last_link_request(&shop).await, ["A01-1"]);
    shop.system.bill().await;
    let path = format!("/v1/orders/{}", text_of(&paid["reference"]));
    let told = shop.until(&path, |told| told["contract"]["charges"][0]["outcome"] == "paid").await;
    assert_eq!(told["contract"]["state"], "active");
    assert_eq!(shop.messages().await, ["A01-1", SETTLE], "what was reserved by joining is settled");
}

#[tokio::test]
async fn settlement() {
    let shop = Service::open(&[]).await;
    // By the billing run, by the shop's program and by staff.
    let at_once = joined(&shop, "at-once", "at_once").await;
    charged(&shop, &at_once, "paid").await;
    assert_eq!(at_carrier(&shop, &at_once).await["settled"], 550);
    let by_shop = joined(&shop, "by-shop", "by_shop").await;
    let payment = charged(&shop, &by_shop, "reserved").await;
    let done = payment.by_api("settle", &json!({})).await;
    assert_eq!(told(&done, &["state", "settled_amount"]), [&json!("settled"), &json!(550)]);
    payment.gateway_did(SETTLE).await;
    let payment = charged(&shop, &by_shop, "reserved").await;
    assert_eq!(payment.by_command("settle", &[]).await["settled_amount"], 550);
    payment.gateway_did(SETTLE).await;
}

#[tokio::test]
async fn partial_settlement() {
    let shop = Service::open(&[]).await;
    let contract = joined(&shop, "boxes", "by_shop").await;
    let payment = charged(&shop, &contract, "reserved").await;
    assert_eq!(payment.by_api("settle", &json!({ "amount": 300 })).await["settled_amount"], 300);
    payment.gateway_did(SETTLE).await;
    assert_eq!(at_carrier(&shop, &contract).await["settled"], 300);
    let payment = charged(&shop, &contract, "reserved").await;
    assert_eq!(payment.by_command("settle", &["--amount", "120"]).await["settled_amount"], 120);
    assert_eq!(at_carrier(&shop, &contract).await["settled"], 120);
}

#[tokio::test]
async fn cancellation() {
    let shop = Service::open(&[]).await;
    let contract = joined(&shop, "boxes", "by_shop").await;
    let payment = charged(&shop, &contract, "reserved").await;
    assert_eq!(payment.by_api("cancel", &json!({})).await["state"], "cancelled");
    payment.gateway_did(CANCEL_OR_REFUND).await;
    let payment = charged(&shop, &contract, "reserved").await;
    assert_eq!(payment.by_command("cancel", &[]).await["state"], "cancelled");
    payment.gateway_did(CANCEL_OR_REFUND).await;
}

#[tokio::test]
async fn refund() {
    let shop = Service::open(&[]).await;
    let contract = joined(&shop, "boxes", "at_once").await;
    let payment = charged(&shop, &contract, "paid").await;
    assert_eq!(payment.by_api("refund", &json!({})).await["state"], "refunded");
    payment.gateway_did(CANCEL_OR_REFUND).await;
    let payment = charged(&shop, &contract, "paid").await;
    assert_eq!(payment.by_command("refund", &[]).await["refunded_amount"], 550);
    payment.gateway_did(CANCEL_OR_REFUND).await;
}

#[tokio::test]
async fn partial_refund() {
    let shop = Service::open(&[]).await;
    let contract = joined(&shop, "boxes", "at_once").await;
    let first = charged(&shop, &contract, "paid").await;
    let ended = shop.ask(&format!("/v1/contracts/{contract}/end"), &json!({})).await;
    assert_eq!(ended.status, 200, "{}", ended.text);
    // Whichever day it is: two months on a part can still go back, and one month on it can.
    shop.system.move_clock("advance=next_month").await;
    let done = first.by_api("refund", &json!({ "amount": 50 })).await;
    assert_eq!(told(&done, &["state", "refunded_amount"]), [&json!("partially_refunded"), &json!(50)]);
    first.gateway_did(CANCEL_OR_REFUND).await;
    let done = first.by_command("refund", &["--amount", "100"]).await;
    assert_eq!(told(&done, &["state", "refunded_amount"]), [&json!("partially_refunded"), &json!(150)]);
    first.gateway_did(CANCEL_OR_REFUND).await;
}

#[tokio::test]
async fn request() {
    let shop = Service::open(&[]).await;
    let name = joined(&shop, "boxes", "at_once").await;
    assert_eq!(last_link_request(&shop).await, ["D01-1"]);
    assert_eq!(contract(&shop, &name).await["state"], "active");
    assert_eq!(shop.system.contracts().await[0]["tracking_id"], name);
}

#[tokio::test]
async fn re_request() {
    let shop = Service::open(&[]).await;
    let name = joined(&shop, "boxes", "at_once").await;
    shop.system.at_carrier(&name, "arm", "code=8297").await;
    shop.system.move_clock("advance=day").await;
    shop.system.bill().await;
    let told = shop.until(&format!("/v1/contracts/{name}"), |told| told["is_suspended"] == true).await;
    let arrived = shop.go_through(&text_of(&told["renew_url"])).await;
    assert_eq!(arrived.status, 200, "{}", arrived.text);
    assert_eq!(last_link_request(&shop).await, ["D01-1", "D01-1"]);
    let order = text_of(&told["order_reference"]);
    let told = shop.until(&format!("/v1/contracts/{order}"), |told| told["is_suspended"] == false).await;
    assert_eq!(told["state"], "active", "{told}");
}

#[tokio::test]
async fn purchase_of_what_is_due() {
    let shop = Service::open(&[]).await;
    let name = joined(&shop, "boxes", "at_once").await;
    let payment = charged(&shop, &name, "paid").await;
    assert_eq!(last_two(&shop).await, [PURCHASE, SETTLE]);
    assert_eq!(at_carrier(&shop, &name).await["tracking_id"], payment.name);
    // What staff have instead of the tool's button: what would be asked for, and the run. The service is away meanwhile.
    let mut shop = shop;
    shop.system.stop_merchant().await;
    shop.system.move_clock("advance=day").await;
    let (_, due) = shop.command(&["billing", "run", "--dry-run"]).await;
    assert_eq!(told(&due[0], &["contract", "amount"]), [&json!(name), &json!(550)], "{due}");
    let (status, report) = shop.command(&["billing", "run"]).await;
    assert_eq!((status, &report["paid"]), (0, &json!(1)), "{report}");
    assert_eq!(last_two(&shop).await, [PURCHASE, SETTLE]);
    assert_eq!(shop.system.contracts().await[0]["purchases"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn unsubscribing() {
    // By the payer on the carrier's pages, with the link type.
    let shop = Service::open(&[("SBPS_LEAVING", "link")]).await;
    let name = joined(&shop, "boxes", "at_once").await;
    let leave = text_of(&contract(&shop, &name).await["leave_url"]);
    shop.go_through(&leave).await;
    assert_eq!(last_link_request(&shop).await, ["D01-1", "D01-1"]);
    shop.until(&format!("/v1/contracts/{name}"), |told| told["state"] == "cancelled").await;
    assert_eq!(shop.system.contracts().await[0]["state"], "cancelled");

    let shop = Service::open(&[]).await;
    let (first, second) = (joined(&shop, "1", "at_once").await, joined(&shop, "2", "at_once").await);
    let ended = shop.ask(&format!("/v1/contracts/{first}/end"), &json!({})).await;
    assert_eq!((ended.status, &ended.json()["state"]), (200, &json!("cancelled")), "{}", ended.text);
    assert_eq!(last(&shop).await, UNSUBSCRIBE);
    let (status, ended) = shop.command(&[&["contracts", "end", &second][..], &WHO].concat()).await;
    assert_eq!((status, &ended["state"]), (0, &json!("cancelled")), "{ended}");
    assert_eq!(last(&shop).await, UNSUBSCRIBE);
}
