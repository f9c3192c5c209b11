//! What a shop's own programs read of contracts and do about them.

use super::{Counter, boxes, magazine, wine, with};
use crate::recurring::gateway::Behaviour;
use merchant::service::billing::run;
use sbps::api::Function;
use serde_json::{Value, json};

const BOXES: &str = "20000000000001";
const MAGAZINE: &str = "20000000000002";
const NOON: (u32, u32, u32) = (12, 0, 0);

/// A contract of pay as you go: up to 5,000 yen at once.
pub(super) fn translations() -> Value {
    let changes = json!({
        "item_id": "translation", "item_name": "翻訳 従量課金", "amount": 5000, "tax": 454,
        "lines": [{ "name": "翻訳", "quantity": 1, "unit_amount": 5000, "tax_percent": 10 }],
        "commodity": "digital_content", "recurring": { "method": "fixed_term", "timing": { "kind": "usage" } },
    });
    with(wine(), &changes)
}

impl Counter {
    /// A contract that the gateway bills, joined; its order's reference.
    async fn subscribed(&self, customer_id: &str) -> String {
        let body = with(magazine(), &json!({ "customer_id": customer_id }));
        let order = self.create(&self.key, "magazine", &body).await;
        let reference = order["reference"].as_str().expect("a reference").to_owned();
        let attempt = self.signed(&reference).await;
        assert_eq!(self.notify(attempt.paid(MAGAZINE)).await, "OK,");
        reference
    }

    /// The tracking ids of the contracts that are listed, and where the list goes on.
    async fn contracts(&self, query: &str) -> (Vec<String>, Value) {
        let list = self.told(&format!("/v1/contracts{query}")).await;
        let name = |contract: &Value| contract["tracking_id"].as_str().expect("a tracking id").to_owned();
        (list["contracts"].as_array().expect("a list").iter().map(name).collect(), list["next"].clone())
    }
}

#[tokio::test]
async fn contracts_are_listed_by_state_method_and_customer_and_read_by_either_name() {
    let shop = Counter::open("automatic").await;
    shop.create(&shop.key, "open", &with(boxes(), &json!({ "item_id": "other-box" }))).await;
    assert_eq!(shop.contracts("").await, (Vec::new(), Value::Null), "what is only ordered is none");
    let boxed = shop.joined(&boxes(), BOXES).await;
    shop.wait(1);
    let magazine = shop.subscribed("reader").await;
    let both = [MAGAZINE.to_owned(), BOXES.to_owned()];
    assert_eq!(shop.contracts("").await, (both.to_vec(), Value::Null));
    let (first, next) = shop.contracts("?limit=1").await;
    assert_eq!((first, &next), (both[..1].to_vec(), &json!(magazine)));
    let rest = shop.contracts(&format!("?limit=1&after={}", next.as_str().expect("it goes on"))).await;
    assert_eq!(rest, (both[1..].to_vec(), Value::Null));
    for (query, expected) in [
        ("?method=simple", &both[..1]),
        ("?method=fixed_term", &both[1..]),
        ("?state=active", &both[..]),
        ("?state=cancelled", &[]),
        ("?suspended=true", &[]),
        ("?customer_id=reader", &both[..1]),
        ("?customer_id=nobody", &[]),
    ] {
        assert_eq!(shop.contracts(query).await.0, expected, "{query}");
    }
    for (parameter, value) in
        [("state", "pending"), ("method", "yearly"), ("suspended", "1"), ("limit", "0"), ("after", "x"), ("stat", "x")]
    {
        let answer = shop.read(&format!("/v1/contracts?{parameter}={value}"), Some(shop.key.expose())).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "request_invalid"), "{parameter}={value}");
        assert_eq!(answer.json()["parameter"], parameter);
    }
    let told = shop.told(&format!("/v1/contracts/{BOXES}")).await;
    assert_eq!(told, shop.told(&format!("/v1/contracts/{boxed}")).await, "either name");
    let brief = shop.told("/v1/contracts?method=fixed_term").await["contracts"][0].clone();
    for (member, value) in brief.as_object().expect("an object") {
        assert_eq!(&told[member], value, "the list says the same: {member}");
    }
    let days: Vec<&Value> = told["coming"].as_array().expect("a list").iter().map(|charge| &charge["on"]).collect();
    assert_eq!(days, ["2026-12-20", "2027-01-20", "2027-02-20"]);
    assert_eq!((&told["possible"], &told["renew_url"]), (&json!(["end"]), &Value::Null));
    assert_eq!(told["recurring"]["timing"], json!({ "kind": "day_of_month", "months": 1, "day": 20 }));
    let secret = told["subscription_url"].as_str().expect("an address");
    assert!(told["leave_url"].as_str().expect("an address").ends_with("/confirm/unsubscribe?lang=ja"), "{told}");
    assert!(!brief.to_string().contains(secret.split('/').next_back().expect("a name")), "{brief}");
    for unknown in ["nobody", "%FF", "99999999999999"] {
        let answer = shop.read(&format!("/v1/contracts/{unknown}"), Some(shop.key.expose())).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (404, "contract_unknown"), "{unknown}");
    }
}

#[tokio::test]
async fn a_contract_of_either_method_is_ended_once_and_asked_again_it_has_ended() {
    let shop = Counter::open("automatic").await;
    shop.joined(&boxes(), BOXES).await;
    shop.subscribed("reader").await;
    for (name, function) in [(BOXES, Function::UnsubscribeFixedTerm), (MAGAZINE, Function::CancelRecurringSimple)] {
        // Twelve at once: one call.
        let asked = (0..12).map(|_| shop.ask_of(name, "end", None)).collect();
        for answer in super::idempotency::futures_join(asked).await {
            let told = (answer.status.as_u16(), answer.json()["code"].as_str().map(str::to_owned));
            assert!(matches!((told.0, told.1.as_deref()), (200, None) | (409, Some("call_under_way"))), "{told:?}");
        }
        let answer = shop.ask_of(name, "end", None).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        let told = answer.json();
        assert_eq!(
            (&told["state"], &told["possible"], &told["leave_url"]),
            (&json!("cancelled"), &json!([]), &Value::Null)
        );
        assert!(told["receipt"]["number"].is_string() && told["coming"] == json!([]), "{told}");
        assert_eq!(shop.gateway.functions().iter().filter(|asked| **asked == function).count(), 1, "{name}");
    }
    assert!(shop.contracts("?state=active").await.0.is_empty());
}

#[tokio::test]
async fn an_ending_that_nobody_knows_of_is_not_asked_again() {
    let shop = Counter::open("automatic").await;
    shop.joined(&boxes(), BOXES).await;
    shop.gateway.next(Function::UnsubscribeFixedTerm, Behaviour::Refuse("40214001"));
    let answer = shop.ask_of(BOXES, "end", None).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (502, "gateway_refused"), "{}", answer.text());
    assert_eq!(shop.told(&format!("/v1/contracts/{BOXES}")).await["state"], "active", "nothing was done");
    shop.gateway.next(Function::UnsubscribeFixedTerm, Behaviour::Babble(500, "no"));
    for _ in 0..3 {
        let answer = shop.ask_of(BOXES, "end", None).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (502, "outcome_unknown"), "{}", answer.text());
    }
    assert_eq!(shop.gateway.functions().len(), 2, "once each");
    let told = shop.told(&format!("/v1/contracts/{BOXES}")).await;
    assert_eq!((&told["state"], &told["possible"]), (&json!("unknown"), &json!([])));
}

#[tokio::test]
async fn a_suspension_is_lifted_with_a_note_in_the_name_of_the_key() {
    let shop = Counter::open("automatic").await;
    shop.joined(&boxes(), BOXES).await;
    let note = json!({ "note": "the limit was raised" });
    let answer = shop.ask_of(BOXES, "lift", Some(&note)).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (409, "action_not_possible"));
    assert_eq!(answer.json()["because"], "not_suspended");
    shop.go_to("2026-12-20", NOON);
    shop.gateway.next(Function::PurchaseFixedTerm, Behaviour::Refuse("402L4999"));
    run(&shop.shop.shop).await.expect("it runs");
    assert_eq!(shop.contracts("?suspended=true").await.0, [BOXES]);
    let told = shop.told(&format!("/v1/contracts/{BOXES}")).await;
    assert_eq!((&told["possible"], &told["failed_with"]), (&json!(["end", "lift"]), &json!("402L4999")));
    assert!(told["renew_url"].as_str().expect("the payer can apply again").ends_with("/confirm/reapply?lang=ja"));
    for (body, member) in [
        (json!({}), "note"),
        (json!({ "note": " " }), "note"),
        (json!({ "note": 1 }), "note"),
        (json!({ "by": "x" }), "by"),
    ] {
        let answer = shop.ask_of(BOXES, "lift", Some(&body)).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["member"]), (400, &json!(member)), "{body}");
    }
    let answer = shop.ask_of(BOXES, "lift", Some(&note)).await;
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
    let told = answer.json();
    assert_eq!((&told["is_suspended"], &told["next_charge_on"]), (&json!(false), &json!("2027-01-20")));
    let sql = "SELECT count(*) FROM subscription_events WHERE what = 'suspension_lifted' \
               AND detail = 'shop: the limit was raised'";
    assert_eq!(shop.count(sql).await, 1);
}

#[tokio::test]
async fn use_is_recorded_under_a_contract_and_listed_with_what_became_of_it() {
    let shop = Counter::open("automatic").await;
    shop.joined(&translations(), BOXES).await;
    shop.subscribed("reader").await;
    let used = |usage_id: &str, amount: u32| json!({ "usage_id": usage_id, "amount": amount, "used_on": "2026-11-24", "description": "3頁" });
    let expected = json!({ "usage_id": "u-1", "amount": 300, "used_on": "2026-11-24", "description": "3頁",
                           "bills_on": "2026-11-25" });
    for _ in 0..2 {
        let answer = shop.ask_of(BOXES, "usage", Some(&used("u-1", 300))).await;
        assert_eq!((answer.status.as_u16(), answer.json()), (201, expected.clone()), "once, however often it is told");
    }
    for (name, body, status, code) in [
        (BOXES, used("u-1", 301), 409, "usage_differs"),
        (BOXES, used("u-2", 4_701), 409, "usage_not_possible"),
        (MAGAZINE, used("u-3", 1), 409, "usage_not_possible"),
        ("nobody", used("u-3", 1), 404, "contract_unknown"),
    ] {
        let answer = shop.ask_of(name, "usage", Some(&body)).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{name} {body}");
    }
    for (change, member) in [
        (json!({ "usage_id": null }), "usage_id"),
        (json!({ "usage_id": "" }), "usage_id"),
        (json!({ "amount": 0 }), "amount"),
        (json!({ "amount": "1" }), "amount"),
        (json!({ "used_on": "today" }), "used_on"),
        (json!({ "description": "\n" }), "description"),
        (json!({ "subscription": "x" }), "subscription"),
    ] {
        let answer = shop.ask_of(BOXES, "usage", Some(&with(used("u-4", 1), &change))).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["member"]), (400, &json!(member)), "{change}");
    }
    shop.go_to("2026-11-25", NOON);
    run(&shop.shop.shop).await.expect("it runs");
    let answer = shop.ask_of(BOXES, "usage", Some(&used("u-5", 200))).await;
    assert_eq!(answer.status.as_u16(), 201);
    let list = shop.told(&format!("/v1/contracts/{BOXES}/usage")).await;
    let told = |entry: &Value| (entry["usage_id"].clone(), entry["state"].clone(), entry["charge_on"].clone());
    let entries: Vec<_> = list["usage"].as_array().expect("a list").iter().map(told).collect();
    let expected =
        [(json!("u-5"), json!("open"), Value::Null), (json!("u-1"), json!("in_charge"), json!("2026-11-25"))];
    assert_eq!(entries, expected, "{list}");
    assert_eq!((&list["open_amount"], &list["at_most"], &list["next"]), (&json!(200), &json!(5000), &Value::Null));
    let first = shop.told(&format!("/v1/contracts/{BOXES}/usage?limit=1")).await;
    let next = first["next"].as_str().expect("it goes on");
    let rest = shop.told(&format!("/v1/contracts/{BOXES}/usage?limit=1&after={next}")).await;
    assert_eq!((&rest["usage"][0]["usage_id"], &rest["next"]), (&json!("u-1"), &Value::Null));
    // What is not billed when it ends is given up.
    shop.ask_of(BOXES, "end", None).await;
    let list = shop.told(&format!("/v1/contracts/{BOXES}/usage")).await;
    assert_eq!((&list["usage"][0]["state"], &list["open_amount"]), (&json!("given_up"), &json!(0)));
}

#[tokio::test]
async fn a_customer_is_read_with_orders_and_contracts() {
    let shop = Counter::open("automatic").await;
    let magazine = shop.subscribed("reader/7").await;
    let bought = shop.create(&shop.key, "wine", &with(wine(), &json!({ "customer_id": "reader/7" }))).await;
    shop.create(&shop.key, "other", &wine()).await;
    let told = shop.told("/v1/customers/reader%2F7").await;
    assert_eq!((&told["customer_id"], &told["created_at"]), (&json!("reader/7"), &json!("2026-11-24T12:00:00+09:00")));
    let mut orders: Vec<&str> =
        told["orders"].as_array().expect("a list").iter().filter_map(|order| order["reference"].as_str()).collect();
    orders.sort_unstable();
    let mut expected = [magazine.as_str(), bought["reference"].as_str().expect("a reference")];
    expected.sort_unstable();
    assert_eq!(orders, expected);
    assert_eq!(told["contracts"][0]["tracking_id"], MAGAZINE);
    assert_eq!((told["contracts"].as_array().map(Vec::len), &told["orders_next"]), (Some(1), &Value::Null));
    assert_eq!(told["customer"], told["orders"][0]["customer"], "one code for ever");
    let answer = shop.read("/v1/customers/nobody", Some(shop.key.expose())).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (404, "customer_unknown"));
}

#[tokio::test]
async fn the_links_of_a_contract_are_replaced_for_a_payer_who_has_lost_them() {
    let shop = Counter::open("automatic").await;
    shop.joined(&boxes(), BOXES).await;
    let page = |contract: &Value, name: &str| {
        let address = contract[name].as_str().expect("an address").to_owned();
        address.strip_prefix("https://shop.example").expect("the shop's").to_owned()
    };
    let before = shop.told(&format!("/v1/contracts/{BOXES}")).await;
    shop.wait(1);
    let answer = shop.ask_of(BOXES, "links", None).await;
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
    let after = answer.json();
    assert_eq!(after, shop.told(&format!("/v1/contracts/{BOXES}")).await);
    for (name, can_act) in [("subscription_url", true), ("view_url", false)] {
        assert_eq!(shop.get(&page(&before, name)).await.code(), "link_replaced", "{name}");
        let now = shop.get(&page(&after, name)).await.text();
        assert_eq!(now.contains("/confirm/unsubscribe"), can_act, "{name}");
    }
    assert_eq!(shop.ask_of("10000000000009", "links", None).await.code(), "contract_unknown");
}

/// A part of an amount in the query, or a day in a body that nothing reads, must not become the whole and now.
#[tokio::test]
async fn what_nothing_would_read_is_refused_and_nothing_is_done() {
    let shop = Counter::open("automatic").await;
    let order = shop.paid("12345678901234").await;
    shop.joined(&boxes(), BOXES).await;
    for (address, parameter) in [
        ("/v1/payments/12345678901234/refund?amount=500", "amount"),
        ("/v1/payments/12345678901234/refund?month=2026-12", "month"),
    ] {
        let answer = shop.tell(address, &shop.key, "query", &json!({})).await;
        assert_eq!((answer.status.as_u16(), answer.json()["parameter"].as_str()), (400, Some(parameter)), "{address}");
    }
    assert_eq!(shop.payment("12345678901234").await["refunded_amount"], 0);
    for address in [
        format!("/v1/orders/{order}?amount=1"),
        "/v1/payments/12345678901234?amount=1".to_owned(),
        format!("/v1/contracts/{BOXES}?amount=1"),
        "/v1/customers/x?amount=1".to_owned(),
        "/v1/events/evt_1?amount=1".to_owned(),
        "/v1/events?amount=1".to_owned(),
    ] {
        let answer = shop.read(&address, Some(shop.key.expose())).await;
        assert_eq!((answer.status.as_u16(), answer.json()["parameter"].as_str()), (400, Some("amount")), "{address}");
        assert_eq!(
            shop.read(&address, None).await.code(),
            "key_unknown",
            "{address}: whoever has no key learns nothing"
        );
    }
    let answer = shop.ask_of(BOXES, "end", Some(&json!({ "on": "2027-01-31" }))).await;
    assert_eq!((answer.status.as_u16(), &*answer.code()), (400, "request_invalid"));
    assert_eq!(shop.told(&format!("/v1/contracts/{BOXES}")).await["state"], "active");
    assert_eq!(shop.ask_of(BOXES, "end", Some(&json!({}))).await.status.as_u16(), 200);
}
