//! One-time billing, specified sales.

use super::{CANCEL_OR_REFUND, Payment, SETTLE, last_link_request, told};
use serde_json::json;
use system_tests::service::Service;

async fn open() -> Service {
    let agreed = [("SBPS_ONE_TIME_SALES", "specified"), ("SANDBOX_ONE_TIME_SALES", "specified")];
    Service::open(&agreed).await
}

#[tokio::test]
async fn purchase() {
    let shop = open().await;
    let order = shop.order(&json!({})).await;
    assert_eq!(order["sales"], "specified");
    let paid = shop.pay(&order).await;
    assert_eq!(last_link_request(&shop).await, ["A01-1"]);
    assert_eq!(told(&paid["payment"], &["state", "settled_amount"]), [&json!("authorized"), &json!(null)]);
}

#[tokio::test]
async fn settlement() {
    let shop = open().await;
    let payment = Payment::of_order(&shop).await;
    let done = payment.by_api("settle", &json!({})).await;
    assert_eq!(told(&done, &["state", "settled_amount"]), [&json!("settled"), &json!(550)]);
    payment.gateway_did(SETTLE).await;
    let payment = Payment::of_order(&shop).await;
    assert_eq!(payment.by_command("settle", &[]).await["settled_amount"], 550);
    payment.gateway_did(SETTLE).await;
}

#[tokio::test]
async fn partial_settlement() {
    let shop = open().await;
    let payment = Payment::of_order(&shop).await;
    let done = payment.by_api("settle", &json!({ "amount": 300 })).await;
    assert_eq!(told(&done, &["state", "settled_amount"]), [&json!("settled"), &json!(300)]);
    payment.gateway_did(SETTLE).await;
    let payment = Payment::of_order(&shop).await;
    assert_eq!(payment.by_command("settle", &["--amount", "1"]).await["settled_amount"], 1);
    payment.gateway_did(SETTLE).await;
}

#[tokio::test]
async fn cancellation() {
    let shop = open().await;
    let payment = Payment::of_order(&shop).await;
    assert_eq!(payment.by_api("cancel", &json!({})).await["state"], "cancelled");
    payment.gateway_did(CANCEL_OR_REFUND).await;
    let payment = Payment::of_order(&shop).await;
    assert_eq!(payment.by_command("cancel", &[]).await["state"], "cancelled");
    payment.gateway_did(CANCEL_OR_REFUND).await;
}

#[tokio::test]
async fn refund() {
    let shop = open().await;
    let payment = Payment::of_order(&shop).await;
    payment.by_api("settle", &json!({ "amount": 300 })).await;
    let done = payment.by_api("refund", &json!({})).await;
    assert_eq!(told(&done, &["state", "refunded_amount"]), [&json!("refunded"), &json!(300)]);
    payment.gateway_did(CANCEL_OR_REFUND).await;
    let payment = Payment::of_order(&shop).await;
    payment.by_command("settle", &[]).await;
    assert_eq!(payment.by_command("refund", &[]).await["refunded_amount"], 550);
    payment.gateway_did(CANCEL_OR_REFUND).await;
}

#[tokio::test]
async fn partial_refund() {
    let shop = open().await;
    let (first, second) = (Payment::of_order(&shop).await, Payment::of_order(&shop).await);
    first.by_api("settle", &json!({})).await;
    second.by_command("settle", &["--amount", "400"]).await;
    shop.system.move_clock("advance=next_month").await;
    let done = first.by_api("refund", &json!({ "amount": 50 })).await;
    assert_eq!(told(&done, &["state", "refunded_amount"]), [&json!("partially_refunded"), &json!(50)]);
    first.gateway_did(CANCEL_OR_REFUND).await;
    let done = second.by_command("refund", &["--amount", "399"]).await;
    assert_eq!(told(&done, &["state", "refunded_amount"]), [&json!("partially_refunded"), &json!(399)]);
    second.gateway_did(CANCEL_OR_REFUND).await;
}
