//! A payer's calendar through the life of a contract: no day stands there twice, and none stays that is not charged.

use super::{Counter, boxes};
use serde_json::{Value, json};

const FIRST: &str = "10000000000001";

/// Each event's identifier, revision and status.
async fn events(shop: &Counter, order: &str) -> Vec<[String; 3]> {
    let told = shop.told(&format!("/v1/orders/{order}")).await;
    let page = told["view_url"].as_str().and_then(|it| it.strip_prefix("https://shop.example")).expect("an address");
    let file = shop.get(&format!("{}/calendar.ics", page.split('?').next().expect("a path"))).await;
    assert_eq!(file.header("content-type"), "text/calendar; method=PUBLISH; charset=utf-8", "{}", file.text());
    let text = file.text().replace("\r\n ", "");
    assert!(text.contains("\r\nMETHOD:PUBLISH\r\n"), "{text}");
    let event = |event: &str| {
        let value = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).expect("it has one").to_owned();
        [value("UID:"), value("SEQUENCE:"), value("STATUS:")]
    };
    text.split("BEGIN:VEVENT").skip(1).map(event).collect()
}

fn ids(events: &[[String; 3]]) -> Vec<&str> {
    events.iter().map(|event| event[0].as_str()).collect()
}

/// The revision and the status that all events have.
fn all(events: &[[String; 3]]) -> (i64, &str) {
    let [_, number, status] = events.first().expect("there is one");
    assert!(events.iter().all(|event| (&event[1], &event[2]) == (number, status)), "{events:?}");
    (number.parse().expect("a number"), status)
}

#[tokio::test]
async fn leaving_takes_the_days_out_and_joining_again_puts_the_same_ones_back() {
    let shop = Counter::open("automatic").await;
    let mut order = boxes();
    order["recurring"]["cycles"] = Value::Null;
    let joined = shop.joined(&order, FIRST).await;
    let first = events(&shop, &joined).await;
    shop.wait(60);
    let ended = shop.ask_of(FIRST, "end", None).await;
    assert_eq!(ended.json()["state"], "cancelled");
    let left = events(&shop, &joined).await;
    shop.wait(60);
    let again = shop.joined(&order, "10000000000002").await;
    let again = events(&shop, &again).await;
    assert_eq!(first.len(), 12);
    assert_eq!((ids(&first), ids(&first)), (ids(&left), ids(&again)), "the same events");
    let ((first, is), (left, then), (again, now)) = (all(&first), all(&left), all(&again));
    assert_eq!([is, then, now], ["CONFIRMED", "CANCELLED", "CONFIRMED"]);
    assert!(first < left && left < again, "the later one holds");
    shop.wait(60);
    assert_eq!(all(&events(&shop, &joined).await), (left, "CANCELLED"), "an old file taken again changes nothing");
}

#[tokio::test]
async fn joined_again_on_another_day_the_former_days_are_taken_out() {
    let shop = Counter::open("automatic").await;
    let mut order = boxes();
    order["item_name"] = json!("30日ごとワイン定期便");
    order["recurring"] =
        json!({ "method": "fixed_term", "timing": { "kind": "every_days", "days": 30 }, "wait_days": 1 });
    let joined = shop.joined(&order, FIRST).await;
    let first = events(&shop, &joined).await;
    assert_eq!(shop.ask_of(FIRST, "end", None).await.json()["state"], "cancelled");
    shop.wait(7 * 24 * 60 * 60);
    let again = shop.joined(&order, "10000000000002").await;
    let again = events(&shop, &again).await;
    let of = |status: &str| -> Vec<&str> {
        again.iter().filter(|event| event[2] == status).map(|event| event[0].as_str()).collect()
    };
    let (coming, gone) = (of("CONFIRMED"), of("CANCELLED"));
    assert!(coming.len() >= 12 && coming.iter().all(|id| !ids(&first).contains(id)), "other days: {coming:?}");
    // The first of the former days has passed by now or is to come: what is to come is taken out, each once.
    let former: Vec<_> = ids(&first).into_iter().filter(|id| gone.contains(id)).collect();
    assert_eq!(former, gone, "nothing else is taken out");
    assert!(gone.len() + 1 >= first.len(), "{gone:?} of {first:?}");
    let revisions: Vec<i64> = again.iter().map(|event| event[1].parse().expect("a number")).collect();
    assert!(revisions.iter().all(|revision| *revision > all(&first).0), "the later one holds");
}

#[tokio::test]
async fn a_file_says_what_it_is_and_who_made_it() {
    let shop = Counter::open("automatic").await;
    let joined = shop.joined(&boxes(), FIRST).await;
    let told = shop.told(&format!("/v1/orders/{joined}")).await;
    let page = told["view_url"].as_str().and_then(|it| it.strip_prefix("https://shop.example")).expect("an address");
    for (language, start) in [("ja", "%E3%81%8A%E6%94%AF%E6%89%95%E3%81%84%E6%97%A5%20"), ("en", "Payment%20days%20")] {
        let file = shop.get(&format!("{}/calendar.ics?lang={language}", page.split('?').next().expect("a path"))).await;
        let name = file.header("content-disposition");
        let item = "%E3%83%AF%E3%82%A4%E3%83%B3%E5%AE%9A%E6%9C%9F%E4%BE%BF%20%E6%AF%8E%E6%9C%8820%E6%97%A5.ics";
        assert_eq!(name, format!("attachment; filename=\"payment-days.ics\"; filename*=UTF-8''{start}{item}"));
        assert!(file.text().contains("\r\nPRODID:-//kantan-checkout//Payment days//EN\r\n"));
    }
}

#[tokio::test]
async fn two_customers_and_two_plans_have_events_of_their_own() {
    let shop = Counter::open("automatic").await;
    let other = |changes: &Value| super::with(boxes(), changes);
    let mut seen = std::collections::HashSet::new();
    for (order, name) in [
        (boxes(), FIRST),
        (other(&json!({ "customer_id": "another" })), "10000000000002"),
        (other(&json!({ "item_id": "another" })), "10000000000003"),
    ] {
        let order = shop.joined(&order, name).await;
        for id in ids(&events(&shop, &order).await) {
            assert!(!id.contains(name) && !id.contains(&order), "a calendar is shared");
            assert!(seen.insert(id.to_owned()), "{id} twice");
        }
    }
}
