//! The billing run: each charge is asked for once, and what became of it is on record.

use super::gateway::Behaviour;
use super::{CONTRACT, NOTHING, PlanShop, STAFF, open_shop};
use crate::database::{OWN, lines, shared};
use crate::support::{FORM, day};
use axum::body::Body;
use axum::http::{Request, header};
use merchant::domain::reconciliation::Kind;
use merchant::service::billing::Report;
use merchant::store::BegunCharge;
use sbps::api::{ApiRequest, Call, Function};
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn what_is_due_is_bought_and_settled_once() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    assert_eq!(shop.bill().await, NOTHING, "nothing is due yet");
    shop.go_to(day("2026-12-20"));
    assert_eq!(shop.bill().await, Report { paid: 1, ..NOTHING });
    for _ in 0..3 {
        assert_eq!(shop.bill().await, NOTHING);
    }
    assert_eq!(shop.gateway.functions(), [Function::PurchaseFixedTerm, Function::Settle]);
    let (request, purchase) = shop.gateway.purchases().remove(0);
    assert_eq!(request.request_date.to_string(), "20261220120000");
    assert_eq!((purchase.tracking_id.as_str(), purchase.amount.get()), (CONTRACT, 3_000));
    assert_eq!(purchase.tax.map(|tax| tax.get()), Some(272));
    assert_eq!(purchase.customer_code, shop.subscription(&reference).await.customer_code);
    let settled = shop.gateway.calls().remove(1).call;
    let payment = "70000000000001".parse().expect("the purchase's own name");
    assert_eq!(settled, Call::Settle { tracking_id: payment, amount: None });
    let told = shop.told(&reference).await;
    assert_eq!(told["history"], json!([{ "on": "2026-12-20", "amount": 3_000, "outcome": "paid" }]));
    let sql = "SELECT outcome FROM charge_outcomes ORDER BY id";
    assert_eq!(lines(shop.shop.shop.store.pool(), sql).await, ["reserved", "paid"]);
}

/// What takes longer than a request may is told as under way, and goes on by itself: nobody is told that nothing was
/// charged while it is.
#[tokio::test]
async fn a_run_that_takes_long_is_told_as_under_way_and_goes_on() {
    let shop = PlanShop::open_with("sqlite::memory:", Duration::from_secs(24)).await;
    shop.join_fixed_term("wine-monthly", CONTRACT).await;
    shop.go_to(day("2026-12-20"));
    shop.gateway.next(Function::PurchaseFixedTerm, Behaviour::Hang);
    let request = Request::post("/billing/run").header(header::AUTHORIZATION, format!("Bearer {STAFF}"));
    let answer = shop.send(request.body(Body::empty()).expect("a request")).await;
    assert_eq!((answer.status.as_u16(), answer.json()), (202, json!({ "under_way": true })));
    let unknown = "SELECT count(*) FROM charge_outcomes WHERE outcome = 'unknown'";
    while shop.count(unknown).await == 0 {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let items = shop.items().await;
    assert_eq!(items.iter().map(|item| item.what.kind).collect::<Vec<_>>(), [Kind::ChargeUncertain]);
}

#[tokio::test]
async fn two_runs_at_once_are_one_purchase() {
    let shop = PlanShop::open_in_file().await;
    shop.join_fixed_term("wine-monthly", CONTRACT).await;
    shop.go_to(day("2026-12-20"));
    shop.gateway.next(Function::PurchaseFixedTerm, Behaviour::Slow);
    let runs = tokio::join!(shop.bill(), shop.bill(), shop.bill(), shop.bill());
    assert_eq!([runs.0, runs.1, runs.2, runs.3].iter().map(|report| report.paid).sum::<u32>(), 1);
    assert_eq!(shop.gateway.purchases().len(), 1);
    assert_eq!(shop.count("SELECT count(*) FROM charges").await, 1);
}

#[tokio::test]
async fn a_charge_that_is_refused_suspends_the_next_and_is_told() {
    for (function, code) in [(Function::PurchaseFixedTerm, "402L4999"), (Function::Settle, "40243999")] {
        let shop = PlanShop::open().await;
        let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
        shop.gateway.next(function, Behaviour::Refuse(code));
        shop.go_to(day("2026-12-20"));
        assert_eq!(shop.bill().await, Report { failed: 1, ..NOTHING });
        let calls = shop.gateway.calls().len();
        shop.go_to(day("2027-01-21"));
        assert_eq!(shop.bill().await, NOTHING);
        assert_eq!(shop.gateway.calls().len(), calls, "neither repeated nor gone on with");
        let told = shop.told(&reference).await;
        assert_eq!(
            told["problem"],
            json!({ "code": code, "on": "2026-12-20", "suspended_from": "2027-01-20", "whose": "payer" })
        );
        assert_eq!((&told["state"], &told["actions"]), (&json!("active"), &json!(["unsubscribe", "reapply"])));
        assert_eq!(told["history"], json!([{ "on": "2026-12-20", "amount": 3_000, "outcome": "failed" }]));
        assert!(told["calendar_url"].is_string(), "what is suspended is taken out of the calendar");
        let page = shop.get(&format!("/subscriptions/{reference}?lang=en")).await.text();
        assert!(
            page.contains("Billing is suspended from Wednesday, 20 January 2027 on.") && !page.contains("other ways")
        );
    }
}

#[tokio::test]
async fn an_unknown_outcome_is_never_repeated() {
    let shop = PlanShop::open_with(OWN, Duration::from_secs(2)).await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    for (date, function, behaviour) in [
        ("2026-12-20", Function::PurchaseFixedTerm, Behaviour::Hang),
        ("2027-01-20", Function::PurchaseFixedTerm, Behaviour::Babble(502, "Bad Gateway")),
        ("2027-02-20", Function::PurchaseFixedTerm, Behaviour::Confuse),
        ("2027-03-20", Function::Settle, Behaviour::Babble(200, "")),
    ] {
        shop.go_to(day(date));
        shop.gateway.next(function, behaviour);
        assert_eq!(shop.bill().await, Report { unknown: 1, ..NOTHING }, "{date}");
        let calls = shop.gateway.calls().len();
        assert_eq!(shop.bill().await, NOTHING, "{date}");
        assert_eq!(shop.gateway.calls().len(), calls, "{date}");
        assert_eq!(shop.told(&reference).await["history"][0]["outcome"], "unknown", "{date}");
    }
    assert_eq!(shop.gateway.purchases().len(), 4);
}

#[tokio::test]
async fn a_purchase_that_broke_off_is_uncertain_and_not_taken_up_again() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    shop.go_to(day("2026-12-20"));
    let (store, now) = (&shop.shop.shop.store, shop.shop.shop.clock.unix_seconds());
    let amount = sbps::money::Yen::new(3_000).expect("yen");
    let begun = store.begin_charge(&reference, day("2026-12-20"), amount, now).await.expect("begun");
    assert!(matches!(begun, BegunCharge::Purchase(..)), "{begun:?}");
    shop.wait(299);
    assert_eq!(shop.bill().await, NOTHING, "it may be under way");
    shop.wait(1);
    assert_eq!(shop.bill().await, Report { unknown: 1, ..NOTHING });
    shop.wait(86_400);
    assert_eq!(shop.bill().await, NOTHING);
    assert_eq!(shop.told(&reference).await["history"][0]["outcome"], "unknown");
    assert_eq!(shop.gateway.calls().len(), 0);
    let listed = store.open_items().await.expect("readable").remove(0).what;
    assert_eq!((listed.kind, listed.order_id.as_deref()), (Kind::ChargeUncertain, Some("10000000000001-20261220-1")));
}

#[tokio::test]
async fn introductory_cycles_cost_what_was_shown_and_the_last_one_ends_it() {
    let shop = PlanShop::open().await;
    let coffee = shop.join_fixed_term("coffee-fortnightly", CONTRACT).await;
    let tea = shop.join_fixed_term("tea-month-end", "20000000000002").await;
    let mut date = day("2026-11-24");
    while date <= day("2027-05-31") {
        shop.go_to(date);
        let report = shop.bill().await;
        assert_eq!((report.failed, report.unknown, report.expired), (0, 0, 0), "{date}");
        date = date.succ_opt().expect("a day");
    }
    let bought = |item: &str| {
        let purchases = shop.gateway.purchases().into_iter().filter(|(_, bought)| bought.item_id.as_str() == item);
        purchases.map(|(request, bought)| (request.request_date.date(), bought.amount.get())).collect::<Vec<_>>()
    };
    let coffees = bought("coffee-fortnightly");
    assert_eq!(coffees.len(), 12);
    let start = [(day("2026-12-04"), 1_200), (day("2026-12-18"), 1_200), (day("2027-01-01"), 1_800)];
    assert_eq!((&coffees[..3], coffees[11]), (&start[..], (day("2027-05-07"), 1_800)));
    let told = shop.told(&coffee).await;
    assert_eq!((&told["state"], &told["ends_on"]), (&json!("ended_last_month"), &json!("2027-05-20")));
    let released = |calls: &[ApiRequest]| {
        let unsubscribe = Call::UnsubscribeFixedTerm { tracking_id: CONTRACT.parse().expect("an id") };
        calls.iter().filter(|request| request.call == unsubscribe).count()
    };
    assert_eq!(released(&shop.gateway.calls()), 1, "no authorisation outlives the contract");
    let teas: Vec<_> = bought("tea-month-end").into_iter().map(|(date, _)| date.to_string()).collect();
    assert_eq!(teas, ["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]);
    let history = shop.told(&tea).await["history"].clone();
    assert_eq!(history[6], json!({ "on": "2026-11-30", "amount": 0, "outcome": "free" }), "the first one was free");
}

#[tokio::test]
async fn a_contract_without_a_payment_for_365_days_expires() {
    let shop = PlanShop::open().await;
    let usage = shop.join_fixed_term("translation-usage", CONTRACT).await;
    let wine = shop.join_fixed_term("wine-monthly", "20000000000002").await;
    shop.go_to(day("2026-12-20"));
    assert_eq!(shop.bill().await.paid, 1);
    shop.gateway.next(Function::PurchaseFixedTerm, Behaviour::Refuse("402L4999"));
    shop.go_to(day("2027-01-20"));
    assert_eq!(shop.bill().await.failed, 1);
    for month in 2..=11 {
        shop.go_to(day(&format!("2027-{month:02}-19")));
        assert_eq!(shop.bill().await, NOTHING);
    }
    shop.go_to(day("2027-11-24"));
    assert_eq!(shop.bill().await, NOTHING, "the 365th day after joining is the last that is good");
    shop.go_to(day("2027-11-25"));
    assert_eq!(shop.bill().await, Report { expired: 1, ..NOTHING });
    assert_eq!((shop.state(&usage).await, shop.state(&wine).await), ("expired", "active"));
    shop.go_to(day("2027-12-21"));
    assert_eq!(shop.bill().await, Report { expired: 1, ..NOTHING });
    let told = shop.told(&wine).await;
    assert_eq!((&told["state"], &told["actions"]), (&json!("expired"), &json!(["reapply"])));
}

#[tokio::test]
async fn money_is_never_changed_or_removed() {
    let shop = PlanShop::open().await;
    shop.join_fixed_term("wine-monthly", CONTRACT).await;
    shop.go_to(day("2026-12-20"));
    shop.bill().await;
    for statement in [
        "UPDATE charges SET amount = 1",
        "DELETE FROM charges",
        "UPDATE charge_outcomes SET outcome = 'failed'",
        "DELETE FROM charge_outcomes",
        "UPDATE subscription_events SET what = ''",
        "DELETE FROM subscription_events",
    ] {
        let refused = sqlx::query(statement).execute(shop.shop.shop.store.pool()).await.expect_err(statement);
        assert!(refused.to_string().contains("append only"), "{statement}: {refused}");
    }
}

#[tokio::test]
async fn staff_start_a_run_and_nobody_else() {
    let shop = PlanShop::open().await;
    shop.join_fixed_term("wine-monthly", CONTRACT).await;
    shop.go_to(day("2026-12-20"));
    for token in [None, Some("Bearer "), Some("Bearer another-token-of-staff"), Some("Basic a-token-for-the-staff")] {
        let mut request = Request::post("/billing/run").header(header::CONTENT_TYPE, FORM);
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, token);
        }
        let answer = shop.send(request.body(Body::empty()).expect("a request")).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (401, "staff_only"), "{token:?}");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    assert_eq!(shop.gateway.calls().len(), 0);
    let request = Request::post("/billing/run").header(header::AUTHORIZATION, format!("Bearer {STAFF}"));
    let answer = shop.send(request.body(Body::empty()).expect("a request")).await;
    let report = json!({ "paid": 1, "failed": 0, "unknown": 0, "waiting": 0, "reserved": 0, "missed": 0, "unreadable": 0,
                         "expired": 0, "ended": 0, "held": null });
    assert_eq!(answer.json(), report);
}

#[tokio::test]
async fn a_contract_that_has_run_its_term_ends_at_the_carrier_and_what_is_not_certain_is_listed() {
    for (behaviour, ends_at_once, is_listed) in [
        (Behaviour::Refuse("402L7999"), true, false),
        (Behaviour::Refuse("402L5999"), true, true),
        (Behaviour::Refuse("40290999"), false, false),
        (Behaviour::Babble(502, ""), true, true),
    ] {
        let file = shared().await;
        let shop = PlanShop::open_with(&file, Duration::from_secs(20)).await;
        let reference = shop.join_fixed_term("coffee-fortnightly", CONTRACT).await;
        for date in ["2026-12-20", "2027-01-20", "2027-02-20", "2027-03-20", "2027-04-20", "2027-05-07"] {
            shop.go_to(day(date));
            assert_eq!(shop.bill().await.paid, 1, "{date}");
        }
        let away = open_shop(&file, "http://127.0.0.1:1/api/xmlapi.do", Duration::from_secs(20)).await;
        let away = PlanShop { shop: away, gateway: shop.gateway.clone() };
        away.go_to(day("2027-05-21"));
        assert_eq!((away.bill().await, away.state(&reference).await), (NOTHING, "active"), "asked again tomorrow");
        shop.go_to(day("2027-05-22"));
        shop.gateway.next(Function::UnsubscribeFixedTerm, behaviour.clone());
        assert_eq!(shop.bill().await, Report { ended: ends_at_once.into(), ..NOTHING }, "{behaviour:?}");
        shop.go_to(day("2027-05-23"));
        assert_eq!(shop.bill().await, Report { ended: (!ends_at_once).into(), ..NOTHING }, "{behaviour:?}");
        assert_eq!((shop.bill().await, shop.state(&reference).await), (NOTHING, "ended_last_month"));
        let asked = shop.gateway.functions().into_iter().filter(|it| *it == Function::UnsubscribeFixedTerm).count();
        assert_eq!(asked, if ends_at_once { 1 } else { 2 }, "{behaviour:?}");
        let listed = shop.shop.shop.store.open_items().await.expect("readable");
        let listed = listed.iter().any(|item| item.what.kind == Kind::ContractEndUncertain);
        assert_eq!(listed, is_listed, "{behaviour:?}");
    }
}

#[tokio::test]
async fn what_the_payer_agreed_to_cannot_be_changed_afterwards() {
    let shop = PlanShop::open().await;
    let order = shop.order_plan("wine-monthly").await;
    let reference = shop.join_fixed_term("coffee-fortnightly", CONTRACT).await;
    let store = &shop.shop.shop.store;
    for statement in [
        "UPDATE subscriptions SET amount = 9800",
        "UPDATE subscriptions SET item_name = '別の商品'",
        "UPDATE subscriptions SET customer_code = 'somebody-else'",
        "UPDATE orders SET amount = 9800",
        "UPDATE orders SET plan = NULL",
    ] {
        let refused = sqlx::query(statement).execute(store.pool()).await.expect_err(statement).to_string();
        assert!(refused.contains("the payer agreed to something else"), "{statement}: {refused}");
    }
    // Whoever was shown another amount than the order's is asked again.
    let mut question = shop.plan_question(&order.reference).await;
    question["displayed"]["amount"] = json!(2_800);
    let answer = shop.ask(&question).await;
    assert_eq!((answer.code().as_str(), &answer.json()["current"]["amount"]), ("displayed_differs", &json!(3_000)));
    shop.go_to(day("2026-12-04"));
    assert_eq!(shop.bill().await, Report { paid: 1, ..NOTHING });
    assert_eq!(shop.gateway.purchases()[0].1.amount.get(), 1_200, "the introductory amount that was shown");
    assert_eq!(shop.state(&reference).await, "active");
}
