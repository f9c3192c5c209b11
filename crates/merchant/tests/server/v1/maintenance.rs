//! Staff close the payment service and open it again on a page.

use super::Counter;
use super::staff_pages::Desk;
use merchant::domain::audit::{Asker, Means};
use merchant::domain::maintenance::Closing;
use merchant::domain::person::Role;
use merchant::domain::staff::Witness;
use merchant::service::closing::{end, set};
use merchant::service::maintenance::check;
use sbps::date_time::JstDateTime;
use serde_json::json;

#[tokio::test]
async fn the_page_of_maintenance_closes_and_opens_the_service() {
    let shop = Counter::open("automatic").await;
    let desk = Desk::open(&shop, "sato", Role::Operate).await;
    let order = shop.create(&shop.key, "o-1", &super::wine()).await;
    let reference = order["reference"].as_str().expect("a reference");
    let page = "/staff/maintenance";
    assert!(desk.get(page).await.text().contains("data-none"));
    let fields = [("kind", "failure"), ("from", ""), ("until", "2026-11-24T13:00")];
    assert_eq!(desk.post(page, &fields).await.status.as_u16(), 303);
    let text = desk.get(&format!("{page}?language=en")).await.text();
    assert!(text.contains("data-on") && text.contains("Failure (now)") && text.contains("2026-11-24T13:00"), "{text}");
    let shown = shop.get(&format!("/orders/{reference}")).await;
    assert_eq!(shown.embedded()["maintenance"][0]["until"], "2026-11-24T13:00:00+09:00", "payers see it at once");
    for (name, value) in [("until", "2026-11-24T11:00"), ("until", ""), ("kind", "rain"), ("number", "7")] {
        let fields: Vec<(&str, &str)> =
            fields.into_iter().filter(|(field, _)| *field != name).chain([(name, value)]).collect();
        assert_eq!(desk.post(page, &fields).await.code(), "request_invalid", "{name}={value}");
    }
    assert_eq!(desk.post(&format!("{page}/1/end"), &[]).await.status.as_u16(), 303);
    assert!(desk.get(page).await.text().contains("data-none"));
    let shown = shop.get(&format!("/orders/{reference}")).await;
    assert_eq!(shown.embedded()["maintenance"], json!([]));
    assert_eq!(desk.post(&format!("{page}/1/end"), &[]).await.code(), "request_invalid");
    let desk = Desk::open(&shop, "ito", Role::View).await;
    assert!(!desk.get(page).await.text().contains("name=\"note\""));
}

#[tokio::test]
async fn what_is_set_changed_and_ended_holds_at_once() {
    let counter = Counter::open("automatic").await;
    let shop = &counter.shop.shop;
    let witness = Witness { by: "sato".to_owned(), note: "the gateway telephoned".to_owned() };
    let asker = Asker { witness, means: Means::Page };
    let moment = |digits: &str| digits.parse::<JstDateTime>().expect("a moment");
    let (from, until) = (moment("20261125020000"), moment("20261125050000"));
    let is_closed = || check(&shop.settings.maintenance, shop.clock.now().expect("now")).is_err();
    set(shop, None, Closing::Maintenance, (Some(from), until), &asker).await.expect("set");
    assert!(!is_closed() && shop.settings.maintenance.known().announced(from).is_some(), "announced");
    // Out of order from now on, for an hour: nothing is asked of the gateway.
    let (failure, hour) = (Closing::Failure, moment("20261124130000"));
    set(shop, Some(1), failure, (None, hour), &asker).await.expect("changed");
    assert!(is_closed());
    let answer = counter.act("12345678901234", "refund", &json!({})).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (503, "maintenance"));
    end(shop, 1, &asker).await.expect("ended");
    assert!(!is_closed());
    assert_eq!(end(shop, 1, &asker).await.expect_err("over").code.as_str(), "request_invalid");
    assert!(set(shop, Some(1), failure, (None, hour), &asker).await.is_err(), "what is over stays");
    for (from, until) in [(None, moment("20261124115959")), (Some(until), until), (None, moment("20261230000000"))] {
        assert!(set(shop, None, failure, (from, until), &asker).await.is_err(), "{until}");
    }
    let log = shop.store.audit(None, Some("maintenance 1"), 9).await.expect("readable");
    let deeds: Vec<&str> = log.iter().rev().map(|it| it.what.as_str()).collect();
    assert_eq!(deeds, ["maintenance.set", "maintenance.end", "maintenance.end", "maintenance.set"]);
}
