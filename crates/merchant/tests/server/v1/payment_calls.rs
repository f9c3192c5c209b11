//! The calls about payments: each asked for once, written down before and after, and unknown where nobody knows.

use super::{Counter, wine};
use crate::database::{OWN, shared};
use crate::recurring::gateway::Behaviour;
use merchant::domain::reconciliation::{Finding, Kind, Subject};
use merchant::domain::staff::Witness;
use merchant::service::reconciliation::{miss_messages, resolve};
use sbps::api::Function;
use serde_json::{Value, json};
use std::time::Duration;

const PAYMENT: &str = "12345678901234";

impl Counter {
    async fn find_out(&self, finding: &Finding) -> usize {
        let witness = Witness { by: "佐藤".to_owned(), note: "管理ツール".to_owned() };
        let items: Vec<i64> = self.items().await.iter().map(|item| item.id).collect();
        resolve(&self.shop.shop, &items, finding, &witness).await.unwrap_or(0)
    }
}

#[tokio::test]
async fn what_is_unknown_stays_unknown_until_somebody_has_looked_and_is_never_asked_again() {
    for (behaviour, patience) in [
        (Behaviour::Hang, Duration::from_millis(300)),
        (Behaviour::Babble(500, "down"), Duration::from_secs(20)),
        (Behaviour::Babble(200, "<html>"), Duration::from_secs(20)),
        (Behaviour::Refuse("40290999"), Duration::from_secs(20)),
        (Behaviour::RefuseBasically("40296004"), Duration::from_secs(20)),
    ] {
        for (finding, state) in [(Finding::Done, "refunded"), (Finding::NotDone, "settled")] {
            let shop = Counter::open_at("automatic", OWN, patience).await;
            let order = shop.paid(PAYMENT).await;
            shop.gateway.next(Function::CancelOrRefund, behaviour.clone());
            let address = format!("/v1/payments/{PAYMENT}/refund");
            for _ in 0..3 {
                let answer = shop.tell(&address, &shop.key, "once", &json!({})).await;
                let told = (answer.status.as_u16(), answer.code());
                assert_eq!(told, (502, "outcome_unknown".to_owned()), "{behaviour:?}: {}", answer.text());
            }
            let payment = shop.payment(PAYMENT).await;
            assert_eq!((&payment["state"], &payment["possible"]), (&json!("unknown"), &json!([])), "{behaviour:?}");
            assert_eq!(payment["calls"][0]["outcome"], "unknown");
            let (because, json) = shop.refused(PAYMENT, "refund", &json!({ "amount": 1 })).await;
            assert_eq!(because, "outcome_unknown");
            assert_eq!(json["instead"], json!([{ "operation": "look_up_outcome" }]));
            assert_eq!(shop.gateway.calls().len(), 1, "{behaviour:?}: asked once");
            let items = shop.items().await;
            assert_eq!(items.len(), 1, "{items:?}");
            assert_eq!((items[0].what.kind, items[0].what.subject.name()), (Kind::PaymentUncertain, order.clone()));
            assert_eq!(items[0].what.tracking_id.as_deref(), Some(PAYMENT));
            // That it is dealt with says nothing about the payment.
            assert_eq!(shop.find_out(&Finding::Settled).await, 0);
            assert_eq!(shop.find_out(&finding).await, 1);
            assert!(shop.items().await.is_empty());
            assert_eq!(shop.payment(PAYMENT).await["state"], state, "{behaviour:?} {finding:?}");
            let answer = shop.tell(&address, &shop.key, "once", &json!({})).await;
            let again = if finding == Finding::Done { 200 } else { 502 };
            assert_eq!(answer.status.as_u16(), again, "{}", answer.text());
            if finding == Finding::NotDone {
                assert_eq!(answer.code(), "gateway_refused");
                assert_eq!(shop.done(PAYMENT, "refund", &json!({})).await["state"], "refunded");
                assert_eq!(shop.gateway.calls().len(), 2);
            }
        }
    }
}

#[tokio::test]
async fn what_the_gateway_refuses_is_told_with_its_code_and_changes_nothing() {
    let shop = Counter::open("specified").await;
    shop.paid(PAYMENT).await;
    for (action, function, code, waits) in [
        ("settle", Function::Settle, "402U0999", false),
        ("settle", Function::Settle, "40209025", false),
        ("cancel", Function::CancelOrRefund, "40231999", false),
        ("cancel", Function::CancelOrRefund, "40229999", true),
    ] {
        shop.gateway.next(function, Behaviour::Refuse(code));
        let answer = shop.act(PAYMENT, action, &json!({})).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (502, "gateway_refused"), "{code}");
        assert_eq!(answer.json()["gateway_code"], code);
        assert_eq!(answer.header("retry-after").is_empty(), !waits, "{code}");
        assert_eq!(shop.payment(PAYMENT).await["state"], "authorized", "{code}");
    }
    assert!(shop.items().await.is_empty(), "it is certain that nothing was done");
    // "Settled before" is what was wanted of all of it, and nothing certain of a part.
    shop.gateway.next(Function::Settle, Behaviour::Refuse("40223999"));
    assert_eq!(shop.act(PAYMENT, "settle", &json!({ "amount": 1 })).await.code(), "outcome_unknown");
    assert_eq!(shop.find_out(&Finding::NotDone).await, 1);
    shop.gateway.next(Function::Settle, Behaviour::Refuse("40223999"));
    assert_eq!(shop.done(PAYMENT, "settle", &json!({})).await["state"], "settled");
}

#[tokio::test]
async fn without_a_way_to_the_gateway_nothing_is_done() {
    let further = [("SBPS_API_URL", "http://127.0.0.1:1/api")];
    let shop = crate::support::TestShop::open_with(OWN, &further, Duration::from_secs(20)).await;
    let (_, key) = shop.key().await;
    let gateway = crate::recurring::gateway::FakeGateway::start().await;
    let shop = Counter { shop, gateway, key };
    shop.paid(PAYMENT).await;
    let answer = shop.act(PAYMENT, "refund", &json!({})).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (503, "gateway_unreachable"), "{}", answer.text());
    assert_eq!(shop.payment(PAYMENT).await["state"], "settled");
    let shop = crate::support::TestShop::open().await;
    let (_, key) = shop.key().await;
    let order = shop.create(&key, "order", &wine()).await;
    let attempt = shop.signed(order["reference"].as_str().expect("a reference")).await;
    assert_eq!(shop.notify(attempt.paid(PAYMENT)).await, "OK,");
    let answer = shop.tell(&format!("/v1/payments/{PAYMENT}/refund"), &key, "k", &json!({})).await;
    assert_eq!((answer.code().as_str(), &answer.json()["because"]), ("payment_not_possible", &json!("not_configured")));
    assert_eq!(shop.count("SELECT count(*) FROM payment_calls").await, 0);
}

#[tokio::test]
async fn of_many_at_once_one_is_carried_out() {
    let address = shared().await;
    let shop = Counter::open_at("automatic", &address, Duration::from_secs(20)).await;
    shop.paid(PAYMENT).await;
    shop.go_to("2026-12-02", (12, 0, 0));
    shop.gateway.always(Some(Behaviour::Slow));
    let path = format!("/v1/payments/{PAYMENT}/refund");
    let body = json!({ "amount": 4000 });
    // Half of them under one key, the others each under its own.
    let keys: Vec<String> =
        (0..20).map(|number| if number % 2 == 0 { "one".to_owned() } else { format!("k-{number}") }).collect();
    let asked = keys.iter().map(|key| shop.tell(&path, &shop.key, key, &body)).collect();
    let answers = super::idempotency::futures_join(asked).await;
    let codes: Vec<(u16, Value)> =
        answers.iter().map(|answer| (answer.status.as_u16(), answer.json()["code"].clone())).collect();
    // Whoever comes late under the same key hears the same answer again.
    let done: std::collections::BTreeSet<_> =
        keys.iter().zip(&codes).filter(|(_, (status, _))| *status == 200).map(|(key, _)| key).collect();
    assert_eq!(done.len(), 1, "{codes:?}");
    for (status, code) in &codes {
        let is_known =
            matches!((status, code.as_str()), (200, None) | (409, Some("call_under_way" | "payment_not_possible")));
        assert!(is_known, "{codes:?}");
    }
    assert_eq!((shop.gateway.calls().len(), shop.gateway.most_at_once()), (1, 1));
    assert_eq!(shop.payment(PAYMENT).await["refunded_amount"], 4000);
    // Afterwards more than is left is refused, and the same key says what became of it.
    assert_eq!(shop.refused(PAYMENT, "refund", &body).await.0, "amount_too_large");
    let taken = shop.count("SELECT count(*) FROM payment_calls WHERE idempotency_key = 'one'").await == 1;
    let other = shop.tell(&path, &shop.key, "one", &json!({ "amount": 1 })).await;
    assert_eq!(other.status.as_u16(), if taken { 409 } else { 200 }, "{}", other.text());
    assert_eq!(shop.gateway.calls().len(), if taken { 1 } else { 2 });
}

#[tokio::test]
async fn a_call_that_broke_off_comes_onto_the_list_and_staff_say_what_it_did() {
    let shop = Counter::open_at("automatic", OWN, Duration::from_secs(20)).await;
    let order = shop.paid(PAYMENT).await;
    // As if the server had ended between the question and the answer.
    let sql = "INSERT INTO payment_calls (tracking_id, order_reference, action, idempotency_key, digest, asked_at) \
               VALUES ($1, $2, 'refund', 'k', 'd', $3)";
    let pool = shop.shop.shop.store.pool();
    let now = shop.shop.shop.clock.unix_seconds();
    sqlx::query(sql).bind(PAYMENT).bind(&order).bind(now).execute(pool).await.expect("writable");
    assert_eq!(shop.payment(PAYMENT).await["calls"][0]["outcome"], "under_way");
    assert_eq!(shop.payment(PAYMENT).await["state"], "under_way");
    let answer = shop.act(PAYMENT, "refund", &json!({})).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (409, "call_under_way"));
    assert_eq!(answer.header("retry-after"), "20");
    shop.wait(299);
    miss_messages(&shop.shop.shop).await.expect("the database answers");
    assert!(shop.items().await.is_empty(), "it may still be under way");
    shop.wait(1);
    assert_eq!(shop.refused(PAYMENT, "refund", &json!({})).await.0, "outcome_unknown");
    for _ in 0..2 {
        miss_messages(&shop.shop.shop).await.expect("the database answers");
        assert_eq!(shop.items().await.len(), 1);
    }
    assert_eq!(shop.find_out(&Finding::Done).await, 1);
    miss_messages(&shop.shop.shop).await.expect("the database answers");
    assert!(shop.items().await.is_empty(), "what a person has found does not come back");
    assert_eq!(shop.payment(PAYMENT).await["state"], "refunded");
    for (table, column) in [("payment_calls", "id"), ("payment_findings", "call")] {
        for sql in [format!("DELETE FROM {table}"), format!("UPDATE {table} SET {column} = {column} + 1")] {
            assert!(sqlx::query(sqlx::AssertSqlSafe(sql)).execute(pool).await.is_err(), "{table} is only added to");
        }
    }
}

#[tokio::test]
async fn what_is_no_request_is_refused_and_only_a_key_opens_it() {
    let shop = Counter::open("automatic").await;
    shop.paid(PAYMENT).await;
    for (body, member) in [
        (json!({ "amount": 0 }), "amount"),
        (json!({ "amount": "500" }), "amount"),
        (json!({ "amount": 10_000_000 }), "amount"),
        (json!({ "amount": 1.5 }), "amount"),
        (json!({ "amount": 500.0 }), "amount"),
        (json!({ "month": "202612" }), "month"),
        (json!({ "ammount": 500 }), "ammount"),
        (json!([]), "amount"),
    ] {
        let answer = shop.act(PAYMENT, "refund", &body).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "request_invalid"), "{body}");
        assert_eq!(answer.json()["member"], member, "{body}");
    }
    let path = format!("/v1/payments/{PAYMENT}/refund");
    for (body, member) in [("{\"amount\":5e2}", "amount"), ("{\"amount\":1,\"amount\":500}", "amount")] {
        let answer = shop.tell_text(&path, &shop.key, "k", body.to_owned()).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["member"]), (400, &json!(member)), "{body}");
    }
    // Whoever sends nothing is told what to send.
    let answer = shop.tell_text(&path, &shop.key, "k", String::new()).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "request_invalid"));
    let detail = answer.json()["detail"].clone();
    assert!(detail.as_str().is_some_and(|it| it.contains("`{}` for all of it") && it.contains("json")), "{detail}");
    assert_eq!(shop.tell(&path, &shop.key, "", &json!({})).await.json()["header"], "Idempotency-Key");
    for (path, status, code) in [
        ("/v1/payments/nobody/refund", 404, "payment_unknown"),
        ("/v1/payments/%FF/refund", 404, "payment_unknown"),
        ("/v1/payments/99999999999999/refund", 404, "payment_unknown"),
        (&format!("/v1/payments/{PAYMENT}/double"), 404, "not_found"),
    ] {
        let answer = shop.tell(path, &shop.key, "k", &json!({})).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{path}");
    }
    // An order that nobody has paid is no payment.
    let order = shop.create(&shop.key, "open", &wine()).await;
    let reference = order["reference"].as_str().expect("a reference");
    assert_eq!(shop.act(reference, "refund", &json!({})).await.code(), "payment_unknown");
    let answer = shop.read(&format!("/v1/payments/{PAYMENT}"), None).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (401, "key_unknown"));
    let other = merchant::domain::api_key::NewKey::generate();
    let answer = shop.tell(&path, &other, "k", &json!({})).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (401, "key_unknown"));
    assert!(shop.gateway.calls().is_empty());
}

#[tokio::test]
async fn a_payment_that_its_payer_came_back_from_by_error_waits_for_a_person() {
    let shop = Counter::open("automatic").await;
    let order = shop.create(&shop.key, "order", &wine()).await;
    let attempt = shop.signed(order["reference"].as_str().expect("a reference")).await;
    assert_eq!(shop.notify(attempt.paid(PAYMENT)).await, "OK,");
    shop.post_form(&format!("/sbps/returns/{}/error", attempt.token), &[("res_err_code", "1301")]).await;
    assert_eq!(shop.payment(PAYMENT).await["state"], "unknown");
    assert_eq!(shop.refused(PAYMENT, "refund", &json!({})).await.0, "outcome_unknown");
    assert_eq!(shop.find_out(&Finding::Settled).await, 1, "the payment stands");
    assert_eq!(shop.done(PAYMENT, "refund", &json!({})).await["state"], "refunded");
}

#[tokio::test]
async fn a_reservation_that_soon_cannot_be_settled_is_on_the_list_until_it_is_dealt_with() {
    const OTHER: &str = "70000000000002";
    let shop = Counter::open("specified").await;
    let (sent, kept) = (shop.paid(PAYMENT).await, shop.paid(OTHER).await);
    let look = async || {
        miss_messages(&shop.shop.shop).await.expect("the database answers");
        let mut orders: Vec<_> =
            shop.items().await.into_iter().map(|item| (item.what.kind, item.what.subject)).collect();
        orders.sort_by_key(|(_, subject)| subject.name());
        orders
    };
    let item = |reference: &str| (Kind::SaleUnsettled, Subject::Order(reference.to_owned()));
    // The last of its ninety days is 21 February.
    shop.go_to("2027-02-14", (23, 59, 59));
    assert_eq!(look().await, []);
    shop.go_to("2027-02-15", (0, 0, 0));
    let mut both = [item(&sent), item(&kept)];
    both.sort_by_key(|(_, subject)| subject.name());
    assert_eq!(look().await, both);
    shop.done(PAYMENT, "settle", &json!({})).await;
    assert_eq!(look().await, [item(&kept)]);
    shop.done(OTHER, "cancel", &json!({})).await;
    assert_eq!(look().await, []);
    // What a person has closed does not come back, and what becomes a sale by itself never comes.
    let shop = Counter::open("specified").await;
    shop.paid(PAYMENT).await;
    shop.go_to("2027-02-20", (12, 0, 0));
    miss_messages(&shop.shop.shop).await.expect("the database answers");
    assert_eq!(shop.find_out(&Finding::Settled).await, 1);
    miss_messages(&shop.shop.shop).await.expect("the database answers");
    assert!(shop.items().await.is_empty());
    let shop = Counter::open("automatic").await;
    shop.paid(PAYMENT).await;
    shop.go_to("2027-02-20", (12, 0, 0));
    miss_messages(&shop.shop.shop).await.expect("the database answers");
    assert!(shop.items().await.is_empty());
}

#[tokio::test]
async fn what_is_done_with_a_payment_is_told_and_read_with_a_key() {
    let shop = Counter::open("specified").await;
    let order = shop.paid(PAYMENT).await;
    shop.done(PAYMENT, "settle", &json!({})).await;
    shop.gateway.next(Function::CancelOrRefund, Behaviour::Refuse("40214001"));
    shop.act(PAYMENT, "refund", &json!({})).await;
    let list = shop.told("/v1/events?limit=2").await;
    let kinds = |list: &Value| -> Vec<String> {
        let kind = |event: &Value| event["type"].as_str().expect("a type").to_owned();
        list["events"].as_array().expect("a list").iter().map(kind).collect()
    };
    assert_eq!(kinds(&list), ["order.paid", "payment.settlement_done"]);
    let rest = shop.told(&format!("/v1/events?after={}", list["next"].as_str().expect("it goes on"))).await;
    assert_eq!((kinds(&rest), &rest["next"]), (vec!["payment.refund_failed".to_owned()], &Value::Null));
    let event = &list["events"][0];
    assert_eq!((&event["order"], &event["data"]["tracking_id"]), (&json!(order), &json!(PAYMENT)));
    assert_eq!(event["data"]["idempotency_key"], format!("order-{PAYMENT}"));
    assert_eq!(
        (&event["data"]["customer_id"], &event["data"]["metadata"]["order"]),
        (&json!("member 7/会員"), &json!("4711"))
    );
    let name = event["id"].as_str().expect("a name");
    assert_eq!(&shop.told(&format!("/v1/events/{name}")).await, event);
    for (address, code) in [
        ("/v1/events/evt_999", "event_unknown"),
        ("/v1/events?type=x", "request_invalid"),
        ("/v1/events?after=1", "request_invalid"),
    ] {
        assert_eq!(shop.read(address, Some(shop.key.expose())).await.code(), code, "{address}");
    }
}
