//! What docs/api.md shows is what is taken.

use super::contracts::translations;
use super::{Counter, wine, with};
use serde_json::{Value, json};

const PAGE: &str = include_str!("../../../../../docs/api.md");

/// What stands between two marks of the page, each time.
fn between(start: &str, end: &str) -> Vec<String> {
    PAGE.split(start).skip(1).filter_map(|rest| rest.split_once(end)).map(|(inside, _)| inside.to_owned()).collect()
}

/// The curl lines: the address, the idempotency key, and the body where there is one.
fn asked() -> Vec<(String, Option<String>, Option<Value>)> {
    let commands = between("```\ncurl ", "\n```").into_iter().flat_map(|block| {
        let block = block.replace("\\\n", " ");
        block.split("\ncurl ").map(str::to_owned).collect::<Vec<_>>()
    });
    let read = |command: String| {
        let address = command.split("https://shop.example").nth(1).expect("an address");
        let address = address.split([' ', '"', '\n']).next().expect("it ends").to_owned();
        let key = command.split("Idempotency-Key: ").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
        let body = command.split_once("-d '").and_then(|(_, rest)| rest.rsplit_once('\''));
        (address, key, body.map(|(body, _)| serde_json::from_str(body).expect("JSON")))
    };
    commands.map(read).collect()
}

#[tokio::test]
async fn every_curl_line_is_answered_as_the_page_says() {
    let shop = Counter::open("automatic").await;
    let paid = shop.paid("12345678901234").await;
    let withdrawn = shop.create(&shop.key, "withdrawn", &wine()).await;
    let contract = "20000000000001";
    shop.joined(&translations(), contract).await;
    shop.go_to("2026-12-02", (12, 0, 0));
    let (mut seen, mut ends) = (Vec::new(), false);
    for (address, key, body) in asked() {
        let reference = if address.ends_with("/orders/REFERENCE/cancel") {
            withdrawn["reference"].as_str()
        } else {
            Some(paid.as_str())
        };
        let address =
            address.replace("REFERENCE", reference.expect("a reference")).replace("TRACKING_ID", "12345678901234");
        // Use is recorded before the contract ends.
        let address = address.replace("CONTRACT", contract);
        let answer = match (&key, &body) {
            (Some(key), Some(body)) => shop.tell(&address, &shop.key, key, body).await,
            (None, Some(body)) => shop.ask_of(contract, "usage", Some(body)).await,
            _ if address.ends_with("/end") => {
                ends = true;
                continue;
            }
            _ if address.ends_with("/cancel") => {
                shop.withdraw(&shop.key, withdrawn["reference"].as_str().expect("a reference")).await
            }
            _ => shop.read(&address, Some(shop.key.expose())).await,
        };
        assert!(matches!(answer.status.as_u16(), 200 | 201), "{address}: {}", answer.text());
        seen.push(address);
    }
    assert_eq!(seen.len(), 12, "{seen:?}");
    assert!(ends && shop.ask_of(contract, "end", None).await.json()["state"] == "cancelled");
    // Both contracts that the page shows can be ordered.
    let contracts: Vec<Value> =
        between("`recurring` is one of\n\n```\n", "```").iter().flat_map(|block| read_all(block)).collect();
    assert_eq!(contracts.len(), 2);
    for (number, recurring) in contracts.iter().enumerate() {
        let change = json!({ "recurring": recurring, "item_id": format!("contract-{number}"),
                             "item_name": "ワイン定期便 毎月20日", "customer_id": null });
        shop.create(&shop.key, &format!("contract-{number}"), &with(wine(), &change)).await;
    }
}

/// JSON values one after the other.
fn read_all(text: &str) -> Vec<Value> {
    serde_json::Deserializer::from_str(text).into_iter::<Value>().map(|value| value.expect("JSON")).collect()
}

#[test]
fn every_member_and_code_of_an_order_is_on_the_page() {
    for member in [
        "item_id",
        "item_name",
        "amount",
        "tax",
        "lines",
        "customer_id",
        "customer_mail",
        "language",
        "delivery",
        "cancellation",
        "payment_timing",
        "contact",
        "return_url",
        "back_url",
        "other_ways_url",
        "expires_in",
        "expires_at",
        "sales",
        "commodity",
        "recurring",
        "metadata",
        "order_invalid",
        "idempotency_key_reused",
        "payment_unknown",
        "payment_not_possible",
        "gateway_refused",
        "gateway_unreachable",
        "outcome_unknown",
        "order_paid",
        "call_under_way",
    ] {
        assert!(PAGE.contains(&format!("`{member}`")), "{member}");
    }
}

#[test]
fn the_codes_of_refused_orders_stand_in_the_page_with_their_sentences() {
    let table = PAGE.split_once("422 `order_invalid`").expect("it is there").1;
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |")?.split_once("` | "));
    assert_eq!(rows.collect::<Vec<_>>(), merchant::domain::api_order::CODES);
}
