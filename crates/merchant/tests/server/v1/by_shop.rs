//! "Recurring billing (fixed term/pay as you go)": settlement, partial settlement and cancellation of what a charge
//! reserves, where the shop does it and not the billing run.

use super::{Counter, boxes, with};
use crate::recurring::gateway::Behaviour;
use merchant::domain::reconciliation::Kind;
use merchant::service::billing::{Report, run};
use merchant::service::reconciliation::miss_messages;
use sbps::api::{Call, Function};
use serde_json::{Value, json};

const NOON: (u32, u32, u32) = (12, 0, 0);
const CONTRACT: &str = "10000000000001";
const RESERVED: Report = Report { reserved: 1, ..Report::NOTHING };

/// A box on the 20th of each month, of which the shop makes a sale when it has sent it.
fn sent_boxes() -> Value {
    let mut order = boxes();
    order["recurring"]["settlement"] = json!("by_shop");
    order
}

impl Counter {
    /// Bills on that day; the payment that is reserved then.
    async fn reserves(&self, order: &str, on: &str) -> String {
        self.go_to(on, NOON);
        assert_eq!(run(&self.shop.shop).await.expect("it runs"), RESERVED, "{on}");
        let charge = self.charges(order).await[0].clone();
        assert_eq!((&charge["on"], &charge["outcome"]), (&json!(on), &json!("reserved")), "{charge}");
        charge["tracking_id"].as_str().expect("it has a name").to_owned()
    }

    /// What is told of the charges of an order's contract, the latest first.
    async fn charges(&self, order: &str) -> Vec<Value> {
        let told = self.told(&format!("/v1/orders/{order}")).await;
        told["contract"]["charges"].as_array().expect("a list").clone()
    }

    async fn events(&self) -> Vec<String> {
        let told = self.told("/v1/events?limit=100").await;
        let events = told["events"].as_array().expect("a list").iter();
        events.map(|event| event["type"].as_str().expect("a kind").to_owned()).collect()
    }
}

#[tokio::test]
async fn what_is_reserved_is_settled_whole_or_in_part_or_cancelled_by_the_shop() {
    let shop = Counter::open("automatic").await;
    let order = shop.joined(&sent_boxes(), CONTRACT).await;
    let payment = shop.reserves(&order, "2026-12-20").await;
    assert_eq!(shop.gateway.functions(), [Function::PurchaseFixedTerm], "the run settles nothing");
    assert_eq!(run(&shop.shop.shop).await.expect("it runs"), Report::NOTHING, "and asks for nothing twice");
    let told = shop.payment(&payment).await;
    let possible: Vec<&str> =
        told["possible"].as_array().expect("a list").iter().filter_map(|it| it["operation"].as_str()).collect();
    assert_eq!(
        (&told["state"], possible.as_slice()),
        (&json!("authorized"), &["settlement", "partial_settlement", "cancellation"][..])
    );
    assert_eq!(told["possible"][0]["until"], "2027-03-19", "the 90th day, with that of the purchase");
    assert_eq!(shop.refused(&payment, "refund", &json!({})).await.0, "not_settled");

    // A part of it: the payer paid that much.
    let told = shop.done(&payment, "settle", &json!({ "amount": 2000 })).await;
    assert_eq!((&told["state"], &told["settled_amount"]), (&json!("settled"), &json!(2000)));
    let asked = shop.gateway.calls().pop().expect("it was asked");
    assert!(matches!(asked.call, Call::Settle { amount: Some(amount), .. } if amount.get() == 2000), "{asked:?}");
    let charge = &shop.charges(&order).await[0];
    assert_eq!((&charge["outcome"], &charge["amount"]), (&json!("paid"), &json!(2000)));
    let contract = shop.told(&format!("/v1/contracts/{CONTRACT}")).await;
    assert_eq!((&contract["next_charge_on"], &contract["is_suspended"]), (&json!("2027-01-20"), &json!(false)));

    // Given up: nothing is paid, and the next cycle does not wait for it.
    let payment = shop.reserves(&order, "2027-01-20").await;
    assert_eq!(shop.refused(&payment, "cancel", &json!({ "amount": 1 })).await.0, "operation_not_provided");
    let told = shop.done(&payment, "cancel", &json!({})).await;
    assert_eq!(told["state"], "cancelled");
    assert_eq!(shop.charges(&order).await[0]["outcome"], "cancelled");
    assert_eq!(shop.refused(&payment, "settle", &json!({})).await.0, "already_cancelled");

    let payment = shop.reserves(&order, "2027-02-20").await;
    let told = shop.done(&payment, "settle", &json!({})).await;
    assert_eq!(told["settled_amount"], 3300);
    shop.done(&payment, "refund", &json!({})).await;
    let charges = shop.charges(&order).await;
    let told = charges.iter().map(|it| (it["outcome"].clone(), it["amount"].clone(), it["refunded_amount"].clone()));
    let expected = [("paid", 3300, 3300), ("cancelled", 3300, 0), ("paid", 2000, 0)];
    assert_eq!(
        told.collect::<Vec<_>>(),
        expected.map(|(what, amount, back)| (json!(what), json!(amount), json!(back)))
    );
    assert_eq!(
        shop.events().await,
        [
            "contract.joined",
            "contract.reserved",
            "payment.settlement_done",
            "contract.reserved",
            "payment.cancellation_done",
            "contract.reserved",
            "payment.settlement_done",
            "payment.refund_done",
        ]
    );
}

#[tokio::test]
async fn the_payer_sees_what_is_reserved_and_what_became_of_it() {
    let shop = Counter::open("automatic").await;
    let order = shop.joined(&sent_boxes(), CONTRACT).await;
    let other = shop.create(&shop.key, "other", &with(sent_boxes(), &json!({ "item_id": "another" }))).await;
    let page = shop.get(&format!("/orders/{}", other["reference"].as_str().expect("a reference"))).await;
    assert!(page.text().contains("ショップがお支払い額を確定します"), "it is said before joining: {}", page.text());
    let payment = shop.reserves(&order, "2026-12-20").await;
    let address = shop.told(&format!("/v1/orders/{order}")).await["subscription_url"].clone();
    let address =
        address.as_str().and_then(|it| it.strip_prefix("https://shop.example")).expect("an address").to_owned();
    let page = shop.get(&address).await;
    assert!(page.text().contains("金額の確定待ち") && page.text().contains("2026年12月20日"), "{}", page.text());
    shop.done(&payment, "settle", &json!({ "amount": 1234 })).await;
    let page = shop.get(&address).await;
    assert!(page.text().contains("お支払い済み") && page.text().contains("1,234円"), "{}", page.text());
    let payment = shop.reserves(&order, "2027-01-20").await;
    shop.done(&payment, "cancel", &json!({})).await;
    assert!(shop.get(&address).await.text().contains("お支払いなし"));
}

#[tokio::test]
async fn a_settlement_that_the_payers_limit_does_not_allow_suspends_the_contract() {
    let shop = Counter::open("automatic").await;
    let order = shop.joined(&sent_boxes(), CONTRACT).await;
    let payment = shop.reserves(&order, "2026-12-20").await;
    // Somebody else's fault suspends nobody.
    shop.gateway.next(Function::Settle, Behaviour::Refuse("40290999"));
    assert_eq!(shop.act(&payment, "settle", &json!({})).await.code(), "gateway_refused");
    assert_eq!(shop.told(&format!("/v1/contracts/{CONTRACT}")).await["is_suspended"], false);
    shop.gateway.next(Function::Settle, Behaviour::Refuse("402L4999"));
    assert_eq!(shop.act(&payment, "settle", &json!({})).await.code(), "gateway_refused");
    let contract = shop.told(&format!("/v1/contracts/{CONTRACT}")).await;
    assert_eq!((&contract["is_suspended"], &contract["failed_on"]), (&json!(true), &json!("2026-12-20")));
    assert!(shop.events().await.contains(&"contract.suspended".to_owned()));
    shop.go_to("2027-01-20", NOON);
    assert_eq!(run(&shop.shop.shop).await.expect("it runs"), Report::NOTHING, "nothing further is billed");
}

#[tokio::test]
async fn what_is_reserved_can_be_settled_until_the_ninetieth_day_and_is_on_the_list_before() {
    let shop = Counter::open("automatic").await;
    let order = shop.joined(&with(sent_boxes(), &json!({ "item_id": "two" })), CONTRACT).await;
    let payment = shop.reserves(&order, "2026-12-20").await;
    let listed = async || {
        let items = shop.shop.shop.store.open_items().await.expect("readable");
        items.into_iter().filter(|item| item.what.kind == Kind::SaleUnsettled).count()
    };
    shop.go_to("2027-03-12", NOON);
    miss_messages(&shop.shop.shop).await.expect("written");
    assert_eq!(listed().await, 0, "eight days are left");
    shop.go_to("2027-03-13", NOON);
    miss_messages(&shop.shop.shop).await.expect("written");
    assert_eq!(listed().await, 1);
    shop.go_to("2027-03-19", (23, 59, 59));
    shop.done(&payment, "settle", &json!({ "amount": 3300 })).await;
    miss_messages(&shop.shop.shop).await.expect("written");
    assert_eq!(listed().await, 0, "it is dealt with");

    let shop = Counter::open("automatic").await;
    let order = shop.joined(&sent_boxes(), CONTRACT).await;
    let payment = shop.reserves(&order, "2026-12-20").await;
    shop.go_to("2027-03-20", (0, 0, 0));
    for action in ["settle", "cancel"] {
        let (because, told) = shop.refused(&payment, action, &json!({})).await;
        assert_eq!((because.as_str(), &told["until"]), ("period_over", &json!("2027-03-19")), "{action}");
    }
}

#[tokio::test]
async fn what_was_bought_by_joining_is_left_to_the_shop_too() {
    let shop = Counter::open("automatic").await;
    let changes = json!({
        "item_id": "flowers", "item_name": "季節の花便 30日ごと",
        "recurring": { "method": "fixed_term", "timing": { "kind": "every_days", "days": 30 }, "settlement": "by_shop" },
    });
    let order = shop.create(&shop.key, "k", &with(boxes(), &changes)).await;
    let reference = order["reference"].as_str().expect("a reference").to_owned();
    let attempt = shop.signed(&reference).await;
    assert_eq!(shop.notify(attempt.paid(CONTRACT)).await, "OK,");
    assert_eq!(run(&shop.shop.shop).await.expect("it runs"), RESERVED);
    assert!(shop.gateway.functions().is_empty(), "nothing was asked of the gateway");
    let told = shop.payment(&reference).await;
    assert_eq!((&told["state"], &told["amount"]), (&json!("authorized"), &json!(3300)));
    assert_eq!(shop.done(&reference, "settle", &json!({})).await["state"], "settled");
    assert_eq!(shop.gateway.functions(), [Function::Settle]);
}

#[tokio::test]
async fn who_settles_is_a_word_of_the_terms() {
    let shop = Counter::open("automatic").await;
    let mut order = boxes();
    order["recurring"]["settlement"] = json!("by_somebody");
    let answer = shop.tell("/v1/orders", &shop.key, "k", &order).await;
    assert_eq!((answer.status.as_u16(), answer.code()), (422, "order_invalid".to_owned()));
    assert_eq!(answer.json()["problems"][0]["path"], "recurring.settlement");
    let mut simple = super::magazine();
    simple["recurring"]["settlement"] = json!("by_shop");
    let answer = shop.tell("/v1/orders", &shop.key, "l", &simple).await;
    assert_eq!(answer.json()["problems"][0]["code"], "unknown_member");
}
