//! One-time billing, automated sales.

use super::{CANCEL_OR_REFUND, Payment, last_link_request, told};
use serde_json::json;
use system_tests::service::Service;

#[tokio::test]
async fn purchase() {
    let shop = Service::open(&[]).await;
    let order = shop.order(&json!({})).await;
    assert_eq!(order["sales"], "automatic");
    let paid = shop.pay(&order).await;
    assert_eq!(last_link_request(&shop).await, ["A01-1"]);
    assert_eq!(told(&paid["payment"], &["state", "settled_amount"]), [&json!("settled"), &json!(550)]);
}

#[tokio::test]
async fn refund() {
    let shop = Service::open(&[]).await;
    let payment = Payment::of_order(&shop).await;
    let done = payment.by_api("refund", &json!({})).await;
    assert_eq!(told(&done, &["state", "refunded_amount"]), [&json!("refunded"), &json!(550)]);
    payment.gateway_did(CANCEL_OR_REFUND).await;

    let payment = Payment::of_order(&shop).await;
    assert_eq!(payment.by_command("refund", &[]).await["state"], "refunded");
    payment.gateway_did(CANCEL_OR_REFUND).await;
}

#[tokio::test]
async fn partial_refund() {
    let shop = Service::open(&[]).await;
    let (first, second) = (Payment::of_order(&shop).await, Payment::of_order(&shop).await);
    let part = json!({ "amount": 200 });
    assert_eq!(first.refused("refund", &part).await["because"], "not_yet", "from the first day of the next month on");
    shop.system.move_clock("advance=next_month").await;
    let done = first.by_api("refund", &part).await;
    assert_eq!(told(&done, &["state", "refunded_amount"]), [&json!("partially_refunded"), &json!(200)]);
    first.gateway_did(CANCEL_OR_REFUND).await;
    let done = second.by_command("refund", &["--amount", "550"]).await;
    assert_eq!(done["state"], "refunded", "all in figures is all");
    let third = Payment::of_order(&shop).await;
    shop.system.move_clock("advance=next_month").await;
    assert_eq!(third.by_command("refund", &["--amount", "1"]).await["refunded_amount"], 1);
    third.gateway_did(CANCEL_OR_REFUND).await;
}
