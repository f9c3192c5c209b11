//! Leaving: the gateway is asked once, and the payer gets a receipt or the truth.

use super::gateway::Behaviour;
use super::{CONTRACT, PlanShop, open_shop};
use crate::database::shared;
use crate::support::{FORM, day};
use axum::body::Body;
use axum::http::{Request, header};
use sbps::api::{Call, Function};
use sbps::message::PaymentResult;
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn a_simple_contract_is_cancelled_at_the_gateway_and_a_receipt_is_given() {
    let shop = PlanShop::open().await;
    let (attempt, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
    shop.go_to(day("2026-12-10"));
    let answer = shop.act(&reference, "cancel", "active").await;
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
    let told = answer.json();
    assert_eq!((&told["state"], &told["ends_on"]), (&json!("cancelled"), &json!("2026-12-31")));
    assert_eq!((&told["receipt"]["on"], &told["actions"]), (&json!("2026-12-10"), &json!([])));
    assert!(told["receipt"]["number"].as_str().is_some_and(|number| number.len() == 12));
    let calls = shop.gateway.calls();
    assert_eq!(calls.len(), 1);
    let processing_date = "20261210120000".parse().expect("a moment");
    let expected = Call::CancelRecurringSimple { tracking_id: CONTRACT.parse().expect("an id"), processing_date };
    assert_eq!(calls[0].call, expected);
    // The notice that follows changes nothing, and a second press finds it done.
    let before = shop.contracts().await;
    let notice = crate::support::notification(&attempt.message(PaymentResult::CancelledRecurring, CONTRACT));
    assert_eq!(shop.notify(notice).await, "OK,");
    let again = shop.act(&reference, "cancel", "active").await;
    assert_eq!((again.status.as_u16(), again.code().as_str()), (409, "action_not_possible"));
    assert_eq!(again.json()["because"], "state_differs");
    let again = shop.act(&reference, "cancel", "cancelled").await;
    assert_eq!(again.json()["because"], "already_unsubscribed");
    assert_eq!((shop.contracts().await, shop.gateway.calls().len()), (before, 1));
}

#[tokio::test]
async fn a_fixed_term_contract_is_unsubscribed_and_not_billed_again() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    shop.go_to(day("2026-12-20"));
    assert_eq!(shop.bill().await.paid, 1);
    let told = shop.act(&reference, "unsubscribe", "active").await.json();
    assert_eq!((&told["state"], &told["ends_on"]), (&json!("cancelled"), &json!("2027-01-19")));
    assert_eq!(shop.gateway.functions().last(), Some(&Function::UnsubscribeFixedTerm));
    shop.go_to(day("2027-02-20"));
    assert_eq!(shop.bill().await, Default::default());
    assert_eq!(shop.gateway.purchases().len(), 1);
}

#[tokio::test]
async fn what_the_gateway_refuses_or_does_not_hear_leaves_the_contract_as_it_was() {
    let shop = PlanShop::open().await;
    let (_, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
    shop.gateway.next(Function::CancelRecurringSimple, Behaviour::Refuse("40290999"));
    let answer = shop.act(&reference, "cancel", "active").await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (502, "gateway_refused"));
    assert_eq!((&answer.json()["gateway_code"], shop.state(&reference).await), (&json!("40290999"), "active"));
    assert_eq!(shop.subscription(&reference).await.receipt, None);
    // It had been cancelled before: what the payer wants is so.
    shop.gateway.next(Function::CancelRecurringSimple, Behaviour::Refuse("40232999"));
    assert_eq!(shop.act(&reference, "cancel", "active").await.json()["state"], "cancelled");

    let file = shared().await;
    let shop = PlanShop::open_with(&file, Duration::from_secs(20)).await;
    let (_, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
    // Nothing listens on port 1.
    let away = open_shop(&file, "http://127.0.0.1:1/api/xmlapi.do", Duration::from_secs(20)).await;
    let away = PlanShop { shop: away, gateway: shop.gateway.clone() };
    let answer = away.act(&reference, "cancel", "active").await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (503, "gateway_unreachable"));
    assert_eq!((away.state(&reference).await, shop.gateway.calls().len()), ("active", 0));
}

#[tokio::test]
async fn an_unknown_outcome_is_a_state_of_its_own_and_never_repeated() {
    let shop = PlanShop::open().await;
    let (attempt, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
    shop.gateway.next(Function::CancelRecurringSimple, Behaviour::Babble(200, "<html>"));
    let answer = shop.act(&reference, "cancel", "active").await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (502, "outcome_unknown"));
    let told = shop.told(&reference).await;
    assert_eq!((&told["state"], &told["actions"]), (&json!("unknown"), &json!([])));
    let again = shop.act(&reference, "cancel", "unknown").await;
    assert_eq!((again.code().as_str(), &again.json()["because"]), ("action_not_possible", &json!("outcome_unknown")));
    assert_eq!(shop.gateway.calls().len(), 1);
    // The gateway's notice says what became of it.
    let notice = crate::support::notification(&attempt.message(PaymentResult::CancelledRecurring, CONTRACT));
    assert_eq!(shop.notify(notice).await, "OK,");
    assert_eq!(shop.state(&reference).await, "cancelled");
}

#[tokio::test]
async fn two_presses_at_once_ask_the_gateway_once() {
    let shop = PlanShop::open_in_file().await;
    let (_, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
    shop.gateway.next(Function::CancelRecurringSimple, Behaviour::Slow);
    let presses = tokio::join!(shop.act(&reference, "cancel", "active"), shop.act(&reference, "cancel", "active"));
    let mut statuses = [presses.0.status.as_u16(), presses.1.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!((statuses, shop.gateway.calls().len()), ([200, 409], 1));
    assert_eq!(shop.state(&reference).await, "cancelled");
}

#[tokio::test]
async fn a_cancellation_whose_end_was_not_written_down_is_unknown_after_a_while() {
    let shop = PlanShop::open().await;
    let (_, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
    let broken_off = "UPDATE subscriptions SET state = 'cancellation_pending'";
    sqlx::query(broken_off).execute(shop.shop.shop.store.pool()).await.expect("changed");
    shop.wait(5 * 60);
    shop.bill().await;
    assert_eq!(shop.state(&reference).await, "cancellation_pending");
    shop.wait(1);
    shop.bill().await;
    assert_eq!((shop.state(&reference).await, shop.gateway.calls().len()), ("unknown", 0));
}

#[tokio::test]
async fn bad_questions_change_nothing_and_ask_nobody() {
    let shop = PlanShop::open().await;
    let (_, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
    let address = format!("/subscriptions/{reference}/actions");
    let before = shop.contracts().await;
    let json = "application/json";
    let right = r#"{"action":"cancel","language":"ja","displayed":{"state":"active"}}"#;
    for (what, address, media_type, body, status, code) in [
        ("empty", &address, json, "", 400, "request_invalid"),
        ("no state", &address, json, r#"{"action":"cancel","displayed":{}}"#, 400, "request_invalid"),
        (
            "unknown action",
            &address,
            json,
            r#"{"action":"burn","displayed":{"state":"active"}}"#,
            400,
            "request_invalid",
        ),
        (
            "another state",
            &address,
            json,
            r#"{"action":"cancel","displayed":{"state":"pending"}}"#,
            409,
            "action_not_possible",
        ),
        (
            "another method",
            &address,
            json,
            r#"{"action":"unsubscribe","displayed":{"state":"active"}}"#,
            409,
            "action_not_possible",
        ),
        (
            "not for simple ones",
            &address,
            json,
            r#"{"action":"reapply","displayed":{"state":"active"}}"#,
            409,
            "action_not_possible",
        ),
        ("form without a state", &address, FORM, "action=cancel", 400, "request_invalid"),
        ("text", &address, "text/plain", right, 415, "unsupported_media_type"),
        ("nobody's", &"/subscriptions/none/actions".to_owned(), json, right, 404, "subscription_unknown"),
    ] {
        let answer = shop.post(address, media_type, body).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{what}");
    }
    let elsewhere = Request::post(&address).header(header::CONTENT_TYPE, json).header("sec-fetch-site", "cross-site");
    let answer = shop.send(elsewhere.body(Body::from(right)).expect("a request")).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (403, "cross_site"));
    assert_eq!((shop.contracts().await, shop.gateway.calls().len()), (before, 0));
}
