//! Orders as a shop's own programs read them.

use crate::support::{NOON, TestShop};
use merchant::domain::order_number::order_number;
use serde_json::json;

#[tokio::test]
async fn only_a_key_in_use_reads_orders() {
    let shop = TestShop::open().await;
    let reference = shop.order("coffee-200g", "1").await;
    let (id, key) = shop.key().await;
    let addresses = ["/v1/orders".to_owned(), format!("/v1/orders/{reference}")];
    for address in &addresses {
        // Not even the hash that the record keeps.
        for wrong in [None, Some(""), Some("kantan_"), Some(key.digest().as_str())] {
            let answer = shop.read(address, wrong).await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (401, "key_unknown"), "{address} {wrong:?}");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
            assert!(!answer.text().contains(&reference));
        }
        let answer = shop.read(address, Some(key.expose())).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    assert!(shop.shop.store.revoke_key(id, NOON).await.expect("revoked"));
    assert!(!shop.shop.store.revoke_key(id, NOON).await.expect("asked"), "once");
    for address in &addresses {
        assert_eq!(shop.read(address, Some(key.expose())).await.status.as_u16(), 401, "{address}");
    }
}

#[tokio::test]
async fn an_order_is_told_as_the_record_has_it_before_and_after_it_is_paid() {
    let shop = TestShop::open().await;
    let reference = shop.order("coffee-200g", "2").await;
    let order = shop.shop.store.order(&reference).await.expect("readable").expect("there is one");
    let (_, key) = shop.key().await;
    let address = format!("/v1/orders/{reference}");
    let mut expected = json!({
        "reference": reference, "order_number": order_number(&reference), "outcome": "open", "product": "coffee-200g", "quantity": 2,
        "item_id": order.item_id.as_str(), "item_name": order.item_name.as_str(),
        "amount": order.amount.get(), "tax": order.tax.get(), "customer": order.customer_code.as_str(), "customer_id": null,
        "language": "ja", "is_recurring": false, "created_at": "2026-11-24T12:00:00+09:00",
        "expires_at": "2026-11-24T13:00:00+09:00", "paid_by": null, "payment": null,
    });
    assert_eq!(shop.read(&address, Some(key.expose())).await.json(), expected);
    let attempt = shop.attempt(&reference).await;
    assert_eq!(shop.notify(attempt.paid("12345678901234")).await, "OK,");
    let paid = shop.read(&address, Some(key.expose())).await.json();
    expected["outcome"] = json!("paid");
    expected["paid_by"] = json!({ "order_id": attempt.order_id(), "tracking_id": "12345678901234" });
    expected["payment"] = json!({
        "state": "settled", "settled_amount": order.amount.get(), "refunded_amount": 0, "settle_until": null,
        "refund_until": "2027-01-31",
    });
    assert_eq!(paid, expected);
    let list = shop.read("/v1/orders", Some(key.expose())).await.json();
    assert_eq!(list, json!({ "orders": [expected], "next": null }), "the list says the same");
    // Time alone does not undo a payment; an order that nobody paid is over.
    let other = shop.order("coffee-200g", "1").await;
    shop.wait(60 * 60);
    assert_eq!(shop.read(&address, Some(key.expose())).await.json()["outcome"], "paid");
    let other = shop.read(&format!("/v1/orders/{other}"), Some(key.expose())).await.json();
    assert_eq!(other["outcome"], "expired");
}

#[tokio::test]
async fn the_list_goes_on_where_it_stopped_and_misses_none_of_one_second() {
    let shop = TestShop::open().await;
    let (_, key) = shop.key().await;
    assert_eq!(shop.listed("/v1/orders", &key).await, (Vec::new(), None));
    let mut made = Vec::new();
    for number in 0..7 {
        made.push(shop.order("coffee-200g", "1").await);
        if number % 3 == 2 {
            shop.wait(1);
        }
    }
    let whole = shop.listed("/v1/orders", &key).await;
    assert_eq!((whole.0.len(), &whole.1), (7, &None));
    assert_eq!(whole.0[0], made[6], "the newest first");
    let mut sorted = (whole.0.clone(), made.clone());
    sorted.0.sort();
    sorted.1.sort();
    assert_eq!(sorted.0, sorted.1);
    for limit in [1, 2, 3, 6, 7] {
        let (mut seen, mut address) = (Vec::new(), format!("/v1/orders?limit={limit}"));
        loop {
            let (orders, next) = shop.listed(&address, &key).await;
            assert!(!orders.is_empty() && orders.len() <= limit, "{address}");
            seen.extend(orders);
            let Some(next) = next else { break };
            address = format!("/v1/orders?limit={limit}&after={next}");
        }
        assert_eq!(seen, whole.0, "{limit} at once");
    }
}

#[tokio::test]
async fn the_list_has_only_what_was_asked_for_and_refuses_what_it_does_not_understand() {
    let shop = TestShop::open().await;
    let (_, key) = shop.key().await;
    let (paid, open) = (shop.order("coffee-200g", "1").await, shop.order("coffee-200g", "1").await);
    let attempt = shop.attempt(&paid).await;
    assert_eq!(shop.notify(attempt.paid("12345678901234")).await, "OK,");
    assert_eq!(shop.listed("/v1/orders?paid=true", &key).await.0, [paid.as_str()]);
    assert_eq!(shop.listed("/v1/orders?paid=false", &key).await.0, [open.as_str()]);
    let order = shop.shop.store.order(&open).await.expect("readable").expect("there is one");
    let customer = order.customer_code.as_str();
    assert_eq!(shop.listed(&format!("/v1/orders?customer={customer}"), &key).await.0, [open.as_str()]);
    let both = shop.listed(&format!("/v1/orders?customer={customer}&paid=true"), &key).await.0;
    assert!(both.is_empty(), "{both:?}");
    assert!(shop.listed("/v1/orders?customer=nobody", &key).await.0.is_empty());
    for (parameter, value) in
        [("limit", "0"), ("limit", "101"), ("limit", "all"), ("paid", "yes"), ("after", "x"), ("after", "x.y")]
    {
        let answer = shop.read(&format!("/v1/orders?{parameter}={value}"), Some(key.expose())).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "request_invalid"), "{parameter}={value}");
        assert_eq!(answer.json()["parameter"], parameter);
    }
    for unknown in ["nobody", "%FF"] {
        let answer = shop.read(&format!("/v1/orders/{unknown}"), Some(key.expose())).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (404, "order_unknown"), "{unknown}");
    }
}

#[tokio::test]
async fn a_parameter_that_there_is_not_is_refused_and_named() {
    let shop = TestShop::open().await;
    let (_, key) = shop.key().await;
    let answer = shop.read("/v1/orders?costumer=x", Some(key.expose())).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "request_invalid"));
    assert_eq!(answer.json()["parameter"], "costumer", "a slip of the pen must not list everybody's orders");
    // Nor must what cannot be read, or is said twice.
    for (query, named) in [
        ("customer_id=50%", "customer_id"),
        ("customer_id=%ff", "customer_id"),
        ("paid=true&customer_id=%zz", "customer_id"),
        ("nope=1&x=%zz", "x"),
        ("customer_id=a&customer_id=b", "customer_id"),
        ("limit=1&limit=2", "limit"),
    ] {
        let answer = shop.read(&format!("/v1/orders?{query}"), Some(key.expose())).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "request_invalid"), "{query}");
        assert_eq!(answer.json()["parameter"], named, "{query}");
    }
    assert!(shop.listed("/v1/orders?customer_id=50%25off", &key).await.0.is_empty());
}
