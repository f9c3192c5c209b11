//! What a shop does with a payment, within the periods of "Basic Specifications" and outside of them.

use super::{Counter, boxes, magazine};
use merchant::service::billing::run;
use sbps::api::{Call, Function};
use serde_json::{Value, json};

const PAYMENT: &str = "12345678901234";
const NOON: (u32, u32, u32) = (12, 0, 0);
const LAST_SECOND: (u32, u32, u32) = (23, 59, 59);
const MIDNIGHT: (u32, u32, u32) = (0, 0, 0);

/// What the gateway was asked: the amount, or nothing for all of it.
fn amounts(shop: &Counter) -> Vec<(Function, Option<u32>)> {
    let amount = |call: &Call| match call {
        Call::Settle { amount, .. } | Call::CancelOrRefund { amount, .. } => amount.map(|yen| yen.get()),
        _ => None,
    };
    shop.gateway.calls().iter().map(|request| (request.call.function(), amount(&request.call))).collect()
}

#[tokio::test]
async fn automatic_sales_are_refunded_whole_at_once_and_in_part_from_the_next_month_on() {
    let shop = Counter::open("automatic").await;
    let order = shop.paid(PAYMENT).await;
    let payment = shop.payment(PAYMENT).await;
    assert_eq!(shop.payment(&order).await, payment, "the order's name is one of the payment's");
    let expected = json!({
        "tracking_id": PAYMENT, "order_reference": order, "billing_method": "one_time_automatic", "month": null,
        "state": "settled", "amount": 6500, "settled_amount": 6500, "settled_on": "2026-11-24", "refunded_amount": 0,
        "retry": null,
        "possible": [
            { "operation": "refund", "channel": "api", "until": "2027-01-31", "warnings": ["may_fail_for_a_moment"] },
            { "operation": "partial_refund", "channel": "api", "from": "2026-12-01", "until": "2027-01-31",
              "at_most": 6500, "warnings": ["may_fail_for_a_moment"] },
        ],
        "calls": [],
    });
    assert_eq!(payment, expected);
    for action in ["settle", "cancel"] {
        let (because, json) = shop.refused(PAYMENT, action, &json!({})).await;
        assert_eq!((because.as_str(), &json["state"]), ("automatic_sales", &json!("settled")));
    }
    // In part: not in the month of the sale.
    shop.go_to("2026-11-30", LAST_SECOND);
    let (because, json) = shop.refused(PAYMENT, "refund", &json!({ "amount": 500 })).await;
    assert_eq!((because.as_str(), &json["from"]), ("not_yet", &json!("2026-12-01")));
    let instead: Vec<&Value> = json["instead"].as_array().expect("a list").iter().map(|it| &it["operation"]).collect();
    assert_eq!(instead, ["refund", "wait"]);
    // More than there is: no waiting makes that possible.
    let (because, json) = shop.refused(PAYMENT, "refund", &json!({ "amount": 6501 })).await;
    assert_eq!((because.as_str(), &json["at_most"], &json["from"]), ("amount_too_large", &json!(6500), &Value::Null));
    assert_eq!(json["instead"][0]["until"], "2027-01-31");
    assert!(amounts(&shop).is_empty(), "nothing left the house");
    shop.go_to("2026-12-01", MIDNIGHT);
    let payment = shop.done(PAYMENT, "refund", &json!({ "amount": 500 })).await;
    assert_eq!((&payment["state"], &payment["refunded_amount"]), (&json!("partially_refunded"), &json!(500)));
    assert_eq!(payment["calls"][0]["outcome"], "done");
    let (because, _) = shop.refused(PAYMENT, "refund", &json!({ "amount": 6001 })).await;
    assert_eq!(because, "amount_too_large");
    // The last second of the last day.
    shop.go_to("2027-01-31", LAST_SECOND);
    let payment = shop.done(PAYMENT, "refund", &json!({})).await;
    assert_eq!((&payment["state"], &payment["refunded_amount"]), (&json!("refunded"), &json!(6500)));
    assert_eq!(shop.refused(PAYMENT, "refund", &json!({})).await.0, "already_refunded");
    assert_eq!(amounts(&shop), [(Function::CancelOrRefund, Some(500)), (Function::CancelOrRefund, None)]);
}

#[tokio::test]
async fn after_the_month_after_next_nothing_is_refunded_any_more() {
    let shop = Counter::open("automatic").await;
    shop.paid(PAYMENT).await;
    shop.go_to("2027-02-01", MIDNIGHT);
    for body in [json!({}), json!({ "amount": 1 })] {
        let (because, json) = shop.refused(PAYMENT, "refund", &body).await;
        assert_eq!((because.as_str(), &json["until"]), ("period_over", &json!("2027-01-31")));
        assert_eq!(json["instead"], json!([{ "operation": "deal_with_payer" }]));
    }
    assert_eq!(shop.payment(PAYMENT).await["possible"], json!([]));
    assert!(amounts(&shop).is_empty());
}

#[tokio::test]
async fn specified_sales_are_settled_or_cancelled_within_ninety_days_and_then_refunded() {
    let shop = Counter::open("specified").await;
    let [whole, part, given_up, late, later] =
        ["10000000000001", "10000000000002", "10000000000003", "10000000000004", "10000000000005"];
    for payment in [whole, part, given_up, late, later] {
        shop.paid(payment).await;
    }
    let payment = shop.payment(whole).await;
    assert_eq!((&payment["state"], &payment["settled_amount"]), (&json!("authorized"), &json!(null)));
    let possible: Vec<&Value> =
        payment["possible"].as_array().expect("a list").iter().map(|it| &it["operation"]).collect();
    assert_eq!(possible, ["settlement", "partial_settlement", "cancellation"]);
    assert_eq!(payment["possible"][0]["until"], "2027-02-21", "the 90th day, with that of the request");
    let (because, json) = shop.refused(whole, "refund", &json!({})).await;
    assert_eq!((because.as_str(), &json["instead"][0]["operation"]), ("not_settled", &json!("cancellation")));
    assert_eq!(shop.refused(whole, "settle", &json!({ "amount": 6501 })).await.0, "amount_too_large");
    // All of it, said in figures, is all of it.
    let payment = shop.done(whole, "settle", &json!({ "amount": 6500 })).await;
    assert_eq!((&payment["state"], &payment["settled_on"]), (&json!("settled"), &json!("2026-11-24")));
    assert_eq!(shop.refused(whole, "settle", &json!({})).await.0, "already_settled");
    let (because, json) = shop.refused(whole, "cancel", &json!({})).await;
    assert_eq!((because.as_str(), &json["instead"][0]["operation"]), ("already_settled", &json!("refund")));
    assert_eq!(shop.done(given_up, "cancel", &json!({})).await["state"], "cancelled");
    assert_eq!(shop.refused(given_up, "settle", &json!({})).await.0, "already_cancelled");
    assert_eq!(shop.refused(part, "cancel", &json!({ "amount": 1 })).await.0, "operation_not_provided");
    // A part, on the 90th day; from then on the refund's periods count.
    shop.go_to("2027-02-21", LAST_SECOND);
    let payment = shop.done(part, "settle", &json!({ "amount": 4000 })).await;
    assert_eq!((&payment["settled_amount"], &payment["settled_on"]), (&json!(4000), &json!("2027-02-21")));
    assert_eq!(shop.done(late, "settle", &json!({})).await["state"], "settled");
    shop.go_to("2027-02-22", MIDNIGHT);
    for action in ["settle", "cancel"] {
        let (because, json) = shop.refused(later, action, &json!({})).await;
        assert_eq!((because.as_str(), &json["until"]), ("period_over", &json!("2027-02-21")), "{action}");
    }
    shop.go_to("2027-04-30", LAST_SECOND);
    let payment = shop.done(part, "refund", &json!({ "amount": 4000 })).await;
    assert_eq!((&payment["state"], &payment["refunded_amount"]), (&json!("refunded"), &json!(4000)));
    shop.go_to("2027-05-01", MIDNIGHT);
    assert_eq!(shop.refused(late, "refund", &json!({})).await.0, "period_over");
    let (settle, back) = (Function::Settle, Function::CancelOrRefund);
    let expected = [(settle, None), (back, None), (settle, Some(4000)), (settle, None), (back, None)];
    assert_eq!(amounts(&shop), expected);
}

#[tokio::test]
async fn what_the_contract_with_the_gateway_has_no_refunds_for_is_not_refunded() {
    let gateway = crate::recurring::gateway::FakeGateway::start().await;
    let further = [("SBPS_CONTRACT", "webmoney"), ("SBPS_API_URL", gateway.url.as_str())];
    let shop = crate::support::TestShop::open_without_catalogue(&further, std::time::Duration::from_secs(20)).await;
    let (_, key) = shop.key().await;
    let shop = Counter { shop, gateway, key };
    let body = super::with(super::wine(), &json!({ "commodity": "digital_content" }));
    let order = shop.create(&shop.key, "order", &body).await;
    let attempt = shop.signed(order["reference"].as_str().expect("a reference")).await;
    assert_eq!(shop.notify(attempt.paid(PAYMENT)).await, "OK,");
    let (because, json) = shop.refused(PAYMENT, "refund", &json!({})).await;
    assert_eq!(
        (because.as_str(), &json["instead"]),
        ("refund_not_in_contract", &json!([{ "operation": "deal_with_payer" }]))
    );
}

#[tokio::test]
async fn a_month_of_a_simple_contract_is_refunded_as_a_whole() {
    let shop = Counter::open("automatic").await;
    let order = shop.create(&shop.key, "order", &magazine()).await;
    let reference = order["reference"].as_str().expect("a reference");
    let attempt = shop.signed(reference).await;
    assert_eq!(shop.notify(attempt.paid(PAYMENT)).await, "OK,");
    shop.go_to("2027-01-10", NOON);
    // The contract alone is no payment, and its first month was free.
    let answer = shop.act(PAYMENT, "refund", &json!({})).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (404, "payment_unknown"));
    assert_eq!(shop.refused(PAYMENT, "refund", &json!({ "month": "2026-11" })).await.0, "not_purchased");
    let (because, json) = shop.refused(reference, "refund", &json!({ "month": "2027-02" })).await;
    assert_eq!((because.as_str(), &json["from"]), ("not_yet", &json!("2027-02-01")));
    let (because, json) = shop.refused(PAYMENT, "refund", &json!({ "month": "2026-12", "amount": 100 })).await;
    assert_eq!((because.as_str(), &json["instead"][0]["channel"]), ("channel_not_provided", &json!("management_tool")));
    let payment = shop.done(PAYMENT, "refund", &json!({ "month": "2026-12" })).await;
    assert_eq!((&payment["state"], &payment["month"]), (&json!("refunded"), &json!("2026-12")));
    let told = shop.read(&format!("/v1/orders/{reference}"), Some(shop.key.expose())).await.json();
    let refunded: Vec<&Value> = told["contract"]["charges"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|charge| &charge["refunded_amount"])
        .collect();
    assert_eq!(refunded, [0, 550, 0], "the month that went back, and no other: {told}");
    let other = shop.read(&format!("/v1/payments/{PAYMENT}?month=2027-01"), Some(shop.key.expose())).await.json();
    assert_eq!(other["state"], "settled", "another month's money is another payment: {other}");
    let later = shop.read(&format!("/v1/payments/{PAYMENT}?month=2027-02"), Some(shop.key.expose())).await.json();
    assert_eq!(
        (&later["state"], &later["settled_amount"]),
        (&json!("not_started"), &json!(null)),
        "nobody took it yet"
    );
    let before = shop.read(&format!("/v1/payments/{PAYMENT}?month=2026-10"), Some(shop.key.expose())).await;
    assert_eq!(before.code(), "payment_unknown", "before it was joined there is none");
    let calls = shop.gateway.calls();
    let [request] = calls.as_slice() else { panic!("{calls:?}") };
    let Call::CancelOrRefund { cancel_target_month: Some(month), amount: None, .. } = &request.call else {
        panic!("{request:?}")
    };
    assert_eq!(month.to_string(), "202612");
}

#[tokio::test]
async fn the_month_of_joining_is_billed_on_the_day_of_joining() {
    let shop = Counter::open("automatic").await;
    let terms = json!({ "method": "simple", "first_month": "charged", "cancellation_month": "charged" });
    let order = shop.create(&shop.key, "order", &super::with(magazine(), &json!({ "recurring": terms }))).await;
    let attempt = shop.signed(order["reference"].as_str().expect("a reference")).await;
    assert_eq!(shop.notify(attempt.paid(PAYMENT)).await, "OK,");
    shop.go_to("2027-01-10", NOON);
    for (month, on) in [("2026-11", "2026-11-24"), ("2026-12", "2026-12-01")] {
        let told = shop.told(&format!("/v1/payments/{PAYMENT}?month={month}")).await;
        assert_eq!((&told["state"], &told["settled_on"]), (&json!("settled"), &json!(on)), "{told}");
    }
}

#[tokio::test]
async fn a_charge_of_a_fixed_term_contract_is_settled_by_the_run_and_refunded_by_the_shop() {
    let shop = Counter::open("automatic").await;
    let reference = shop.joined(&boxes(), "10000000000001").await;
    let reference = reference.as_str();
    shop.go_to("2026-12-20", NOON);
    run(&shop.shop.shop).await.expect("the database answers");
    // The fake names a purchase by its number among the calls; the order tells it, and where the contract stands.
    let order = shop.read(&format!("/v1/orders/{reference}"), Some(shop.key.expose())).await.json();
    let contract = &order["contract"];
    assert_eq!(
        (&contract["state"], &contract["next_charge_on"]),
        (&json!("active"), &json!("2027-01-20")),
        "{contract}"
    );
    let charge = json!([{ "on": "2026-12-20", "amount": 3300, "outcome": "paid", "tracking_id": "70000000000001", "month": null,
                          "refunded_amount": 0 }]);
    assert_eq!(contract["charges"], charge);
    let payment = shop.payment("70000000000001").await;
    let told = (&payment["state"], &payment["billing_method"], &payment["amount"], &payment["settled_on"]);
    assert_eq!(told, (&json!("settled"), &json!("recurring_fixed_term"), &json!(3300), &json!("2026-12-20")));
    assert_eq!(shop.refused("70000000000001", "settle", &json!({})).await.0, "settled_by_billing_run");
    assert_eq!(shop.refused("70000000000001", "refund", &json!({ "amount": 300 })).await.0, "not_yet");
    shop.go_to("2027-01-01", NOON);
    let payment = shop.done("70000000000001", "refund", &json!({ "amount": 300 })).await;
    assert_eq!((&payment["state"], &payment["refunded_amount"]), (&json!("partially_refunded"), &json!(300)));
    let order = shop.read(&format!("/v1/orders/{reference}"), Some(shop.key.expose())).await.json();
    assert_eq!(order["contract"]["charges"][0]["refunded_amount"], 300);
    shop.go_to("2027-02-28", LAST_SECOND);
    assert_eq!(shop.done("70000000000001", "refund", &json!({})).await["state"], "refunded");
    // The application names no payment.
    for name in [reference, "10000000000001"] {
        assert_eq!(shop.act(name, "refund", &json!({})).await.code(), "payment_unknown");
    }
}
