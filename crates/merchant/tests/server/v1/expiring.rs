//! A contract that the gateway bills and that runs out: told when 30 days are left, and once.

use super::mails::{open_at, written};
use super::{Counter, magazine, with};
use crate::database::OWN;
use merchant::service::webhook::notice;
use serde_json::json;

const NOON: (u32, u32, u32) = (12, 0, 0);

/// The last days of contracts of which it was told until now.
async fn told(shop: &Counter) -> Vec<String> {
    notice(&shop.shop.shop).await.expect("written");
    let json = shop.told("/v1/events?type=contract.expiring").await;
    let events = json["events"].as_array().expect("a list").iter();
    events.map(|event| event["data"]["due_on"].as_str().expect("a day").to_owned()).collect()
}

#[tokio::test]
async fn a_simple_contract_is_told_of_on_the_thirtieth_day_before_its_last_and_on_no_other() {
    let (shop, postbox) = open_at(OWN).await;
    // Joined in November with three months: its last day is the 31st of January.
    let terms = json!({ "recurring": { "method": "simple", "first_month": "free", "cancellation_month": "not_charged",
                                       "months": 3 } });
    let reference = shop.pay(&with(written(magazine()), &terms), "20000000000001").await;
    shop.mail().await;
    let before = postbox.came().len();
    shop.go_to("2026-12-31", (23, 59, 59));
    assert!(told(&shop).await.is_empty(), "31 days are left");
    shop.go_to("2027-01-01", (0, 0, 0));
    assert_eq!(told(&shop).await, ["2027-01-31"], "30 days are left");
    for day in ["2027-01-01", "2027-01-15", "2027-01-31"] {
        shop.go_to(day, NOON);
        assert_eq!(told(&shop).await, ["2027-01-31"], "once");
        shop.mail().await;
    }
    let mails = postbox.subjects().split_off(before);
    assert_eq!(mails.iter().filter(|subject| subject.contains("満了")).count(), 1, "{mails:?}");
    let contract = shop.told(&format!("/v1/contracts/{reference}")).await;
    assert_eq!(contract["billing_method"], "recurring_simple");
}
