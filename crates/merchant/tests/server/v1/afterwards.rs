//! An order says what became of its payment: alone, in the list, and on its payer's page.

use super::{Counter, boxes, magazine};
use serde_json::{Value, json};

const PAYMENT: &str = "12345678901234";

impl Counter {
    /// What an order says of its payment, alone and in the list, which is the same.
    async fn told_of(&self, reference: &str) -> Value {
        let key = Some(self.key.expose());
        let alone = self.read(&format!("/v1/orders/{reference}"), key).await.json();
        let list = self.read("/v1/orders", key).await.json();
        let listed = list["orders"].as_array().expect("a list").iter().find(|order| order["reference"] == reference);
        assert_eq!(listed.expect("it is there")["payment"], alone["payment"]);
        alone["payment"].clone()
    }

    /// What its payer's page says of it, in English.
    async fn payer_reads(&self, reference: &str) -> String {
        self.get(&format!("/orders/{reference}/result?lang=en")).await.text()
    }
}

#[tokio::test]
async fn an_order_says_how_much_of_its_payment_went_back_and_until_when_more_can() {
    let shop = Counter::open("automatic").await;
    let order = shop.paid(PAYMENT).await;
    let expected = |state: &str, refunded: u32, until: Value| {
        json!({ "state": state, "settled_amount": 6500, "refunded_amount": refunded, "settle_until": null,
                "refund_until": until })
    };
    assert_eq!(shop.told_of(&order).await, expected("settled", 0, json!("2027-01-31")));
    assert!(!shop.payer_reads(&order).await.contains("refunded"));
    shop.go_to("2026-12-01", (0, 0, 0));
    shop.done(PAYMENT, "refund", &json!({ "amount": 500 })).await;
    assert_eq!(shop.told_of(&order).await, expected("partially_refunded", 500, json!("2027-01-31")));
    let page = shop.payer_reads(&order).await;
    assert!(
        page.contains("¥500 of this payment was refunded.") && page.contains("data-payment=\"partially_refunded\"")
    );
    shop.done(PAYMENT, "refund", &json!({ "amount": 6000 })).await;
    assert_eq!(shop.told_of(&order).await, expected("refunded", 6500, Value::Null));
    assert!(shop.payer_reads(&order).await.contains("This payment was refunded in full."));
    assert_eq!(shop.read(&format!("/v1/orders/{order}"), Some(shop.key.expose())).await.json()["outcome"], "paid");
}

#[tokio::test]
async fn an_order_of_specified_sales_says_until_when_it_is_settled_and_that_it_was_cancelled() {
    let shop = Counter::open("specified").await;
    let order = shop.paid(PAYMENT).await;
    let reserved = json!({ "state": "authorized", "settled_amount": null, "refunded_amount": 0,
                           "settle_until": "2027-02-21", "refund_until": null });
    assert_eq!(shop.told_of(&order).await, reserved);
    shop.done(PAYMENT, "cancel", &json!({})).await;
    let told = shop.told_of(&order).await;
    assert_eq!((&told["state"], &told["settle_until"]), (&json!("cancelled"), &Value::Null));
    assert!(shop.payer_reads(&order).await.contains("This payment was cancelled."));
}

#[tokio::test]
async fn the_list_finds_a_customer_by_the_shops_own_name() {
    let shop = Counter::open("automatic").await;
    let order = shop.paid(PAYMENT).await;
    shop.order("coffee-200g", "1").await;
    let name = "customer_id=member%207%2F%E4%BC%9A%E5%93%A1";
    assert_eq!(shop.listed(&format!("/v1/orders?{name}"), &shop.key).await.0, [order.as_str()]);
    assert_eq!(shop.listed(&format!("/v1/orders?{name}&paid=false"), &shop.key).await.0, Vec::<String>::new());
    assert_eq!(shop.listed("/v1/orders?customer_id=member", &shop.key).await.0, Vec::<String>::new());
    let list = shop.read("/v1/orders?paid=true", Some(shop.key.expose())).await.json();
    assert_eq!(list["orders"][0]["customer_id"], "member 7/会員");
}

#[tokio::test]
async fn the_charges_of_a_contract_are_those_of_its_own_day_of_joining() {
    let shop = Counter::open("automatic").await;
    let reference = shop.joined(&boxes(), "20000000000001").await;
    let address = format!("/v1/orders/{reference}");
    let on = |order: &Value| -> Vec<String> {
        let charges = order["charges"].as_array().expect("a list").iter();
        charges.map(|charge| charge["on"].as_str().expect("a day").to_owned()).collect()
    };
    let joined = shop.read(&address, Some(shop.key.expose())).await.json();
    assert_eq!(on(&joined), ["2026-12-20", "2027-01-20", "2027-02-20"]);
    shop.go_to("2027-01-25", (12, 0, 0));
    assert_eq!(on(&shop.read(&address, Some(shop.key.expose())).await.json()), on(&joined), "not as joined today");
    // Of one that nobody has joined they are those of joining today.
    let open = shop.create(&shop.key, "magazine", &magazine()).await;
    assert_eq!(on(&open)[0], "2027-02-01");
}
