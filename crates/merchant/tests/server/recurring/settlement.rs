//! What was reserved by joining is settled once, and what is not certain is left to a person.

use super::first_purchase::joined;
use super::gateway::Behaviour;
use super::{CONTRACT, NOTHING, PlanShop, STAFF, open_shop};
use crate::database::{OWN, shared};
use crate::support::{FORM, day};
use axum::body::Body;
use axum::http::{Request, header};
use merchant::service::billing::Report;
use merchant::store::BegunCharge;
use sbps::api::Function;
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn runs_at_once_settle_it_once() {
    let shop = PlanShop::open_in_file().await;
    joined(&shop).await;
    shop.gateway.next(Function::Settle, Behaviour::Slow);
    let runs = tokio::join!(shop.bill(), shop.bill(), shop.bill(), shop.bill());
    assert_eq!([runs.0, runs.1, runs.2, runs.3].iter().map(|report| report.paid).sum::<u32>(), 1);
    assert_eq!(shop.gateway.functions(), [Function::Settle]);
}

#[tokio::test]
async fn a_settlement_whose_end_is_not_certain_is_unknown_and_never_repeated() {
    for behaviour in
        [Behaviour::Babble(502, "Bad Gateway"), Behaviour::Babble(200, ""), Behaviour::Confuse, Behaviour::Hang]
    {
        let shop = PlanShop::open_with(OWN, Duration::from_secs(2)).await;
        let (_, reference) = joined(&shop).await;
        shop.gateway.next(Function::Settle, behaviour.clone());
        assert_eq!(shop.bill().await, Report { unknown: 1, ..NOTHING }, "{behaviour:?}");
        assert_eq!(shop.bill().await, NOTHING, "{behaviour:?}");
        assert_eq!(shop.gateway.functions(), [Function::Settle], "{behaviour:?}");
        assert_eq!(shop.told(&reference).await["history"][0]["outcome"], "unknown");
        shop.go_to(day("2026-12-24"));
        assert_eq!(shop.bill().await, Report { paid: 1, ..NOTHING }, "the next one is due all the same");
    }
}

#[tokio::test]
async fn a_gateway_that_is_not_reached_is_asked_again_to_settle() {
    let file = shared().await;
    let shop = PlanShop::open_with(&file, Duration::from_secs(20)).await;
    let (_, reference) = joined(&shop).await;
    let away = open_shop(&file, "http://127.0.0.1:1/api/xmlapi.do", Duration::from_secs(20)).await;
    let away = PlanShop { shop: away, gateway: shop.gateway.clone() };
    assert_eq!(away.bill().await, Report { waiting: 1, ..NOTHING });
    shop.wait(59);
    assert_eq!(shop.bill().await, NOTHING, "after a pause");
    shop.wait(1);
    assert_eq!(shop.bill().await, Report { paid: 1, ..NOTHING });
    assert_eq!((shop.gateway.calls().len(), shop.told(&reference).await["problem"].is_null()), (1, true));
}

#[tokio::test]
async fn a_settlement_that_broke_off_is_asked_for_again_because_it_cannot_be_done_twice() {
    let shop = PlanShop::open().await;
    let (_, reference) = joined(&shop).await;
    let store = &shop.shop.shop.store;
    let now = shop.shop.shop.clock.unix_seconds();
    let waiting = store.charges_at_work(now, None).await.expect("readable");
    assert_eq!((waiting.len(), waiting[0].due_on), (1, day("2026-11-24")));
    let begun = store.go_on_with_charge(&reference, waiting[0].due_on, now, i64::MAX).await.expect("begun");
    assert!(matches!(&begun, BegunCharge::Settlement(asked) if asked.tracking_id.as_str() == CONTRACT), "{begun:?}");
    let again = store.go_on_with_charge(&reference, waiting[0].due_on, now, i64::MAX).await.expect("readable");
    assert_eq!(again, BegunCharge::Nothing, "somebody asks");
    assert_eq!((shop.bill().await, shop.gateway.calls().len()), (NOTHING, 0));
    shop.wait(300);
    // The first one had gone through.
    shop.gateway.next(Function::Settle, Behaviour::Refuse("40223999"));
    assert_eq!(shop.bill().await, Report { paid: 1, ..NOTHING });
    assert_eq!(shop.told(&reference).await["history"][0]["outcome"], "paid");
    for statement in
        ["UPDATE gateway_calls SET asked_at = 1", "DELETE FROM gateway_calls", "DELETE FROM gateway_answers"]
    {
        let refused = sqlx::query(statement).execute(store.pool()).await.expect_err(statement).to_string();
        assert!(refused.contains("append only"), "{statement}: {refused}");
    }
}

#[tokio::test]
async fn a_settlement_that_is_done_counts_as_done_and_one_that_is_under_way_is_waited_for() {
    for (code, first, later) in [
        ("40223999", Report { paid: 1, ..NOTHING }, NOTHING),
        ("40224999", Report { paid: 1, ..NOTHING }, NOTHING),
        ("40236999", Report { waiting: 1, ..NOTHING }, Report { paid: 1, ..NOTHING }),
    ] {
        let shop = PlanShop::open().await;
        let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
        shop.go_to(day("2026-12-20"));
        shop.gateway.next(Function::Settle, Behaviour::Refuse(code));
        assert_eq!(shop.bill().await, first, "{code}");
        shop.wait(60);
        assert_eq!(shop.bill().await, later, "{code}");
        let told = shop.told(&reference).await;
        assert_eq!((&told["problem"], &told["history"][0]["outcome"]), (&json!(null), &json!("paid")), "{code}");
    }
}

#[tokio::test]
async fn a_settlement_that_is_refused_suspends_what_comes_and_is_told() {
    let shop = PlanShop::open().await;
    let (_, reference) = joined(&shop).await;
    shop.gateway.next(Function::Settle, Behaviour::Refuse("40243999"));
    assert_eq!(shop.bill().await, Report { failed: 1, ..NOTHING });
    shop.go_to(day("2026-12-24"));
    assert_eq!(shop.bill().await, NOTHING);
    let told = shop.told(&reference).await;
    let problem = json!({ "code": "40243999", "on": "2026-11-24", "suspended_from": "2026-12-24", "whose": "payer" });
    assert_eq!((&told["problem"], &told["actions"]), (&problem, &json!(["unsubscribe", "reapply"])));
}

#[tokio::test]
async fn whoever_leaves_on_the_day_of_joining_has_paid_for_it() {
    let shop = PlanShop::open().await;
    let (_, reference) = joined(&shop).await;
    assert_eq!(shop.act(&reference, "unsubscribe", "active").await.status.as_u16(), 200);
    let request = Request::post("/billing/run").header(header::AUTHORIZATION, format!("Bearer {STAFF}"));
    let request = request.header(header::CONTENT_TYPE, FORM).body(Body::empty()).expect("a request");
    assert_eq!(shop.send(request).await.json()["paid"], 1);
    assert_eq!(shop.gateway.functions(), [Function::UnsubscribeFixedTerm, Function::Settle]);
    let told = shop.told(&reference).await;
    assert_eq!((&told["state"], &told["history"][0]["outcome"]), (&json!("cancelled"), &json!("paid")));
    shop.go_to(day("2026-12-24"));
    assert_eq!(shop.bill().await, NOTHING);
}
