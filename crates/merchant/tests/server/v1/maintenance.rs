//! Staff close the payment service and open it again, on a page or by command.

use super::Counter;
use super::commands::{Terminal, WHO};
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
    let said = "au かんたん決済に障害が発生しています。2026年11月24日（火）午後1:00（日本時間）までお支払いいただけない見込みです。";
    assert!(shown.text().contains(said), "and what it is, also without script: {}", shown.text());
    assert!(!shown.text().contains("メンテナンス"), "{}", shown.text());
    let maintenance = [("kind", "maintenance"), ("from", ""), ("until", "2026-11-24T13:00"), ("number", "1")];
    assert_eq!(desk.post(page, &maintenance).await.status.as_u16(), 303);
    let shown = shop.get(&format!("/orders/{reference}")).await;
    assert!(shown.text().contains("メンテナンスのため") && !shown.text().contains("障害が発生"), "{}", shown.text());
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

#[tokio::test]
async fn a_command_sets_changes_and_ends_when_it_is_closed() {
    let shop = Terminal::open("automatic").await;
    let run = async |arguments: &[&str]| shop.run(&[&["maintenance"][..], arguments, &WHO].concat()).await;
    assert_eq!(shop.json(&["maintenance", "list"]).await, (0, json!([])));
    let (status, text) =
        run(&["set", "--from", "2026-11-25T02:00", "--until", "2026-11-25T05:00", "--kind", "maintenance"]).await;
    assert!(status == 0 && text.contains("maintenance  2026-11-25T02:00:00+09:00"), "{status} {text}");
    let listed = async || shop.json(&["maintenance", "list"]).await.1;
    let of = |kind: &str, from: &str, until: &str| json!({ "id": 1, "kind": kind, "from": from, "until": until });
    let maintenance = of("maintenance", "2026-11-25T02:00:00+09:00", "2026-11-25T05:00:00+09:00");
    assert_eq!(listed().await, json!([maintenance]));
    // Now, and of another kind: the open shop knows it.
    assert_eq!(run(&["set", "--until", "2026-11-24T13:00", "--kind", "failure", "--change", "1"]).await.0, 0);
    // The command's clock runs on from what it was told.
    let changed = listed().await[0].clone();
    assert!(changed["from"].as_str().is_some_and(|from| from.starts_with("2026-11-24T12:00:")), "{changed}");
    let from = changed["from"].as_str().unwrap_or_default();
    assert_eq!(changed, of("failure", from, "2026-11-24T13:00:00+09:00"));
    let open = &shop.counter.shop.shop;
    let a_minute_later = async || {
        shop.counter.wait(60);
        open.settings.maintenance.read(&open.store).await;
        check(&open.settings.maintenance, open.clock.now().expect("now"))
    };
    assert_eq!(a_minute_later().await.expect_err("closed").code.as_str(), "maintenance");

    for (arguments, status, says) in [
        (&["set", "--until", "2026-11-24T11:59"][..], 3, "after now"),
        (&["set", "--from", "2026-11-25T05:00", "--until", "2026-11-25T05:00"], 3, "after it begins"),
        (&["set", "--until", "2026-12-30T00:00"], 3, "31 days at most"),
        (&["set", "--until", "2026-11-25T05:00", "--change", "7"], 3, "no window of this number"),
        (&["end", "7"], 3, "no window of this number"),
        (&["set", "--until", "tonight"], 2, "like 2026-12-01T05:00"),
        (&["set", "--until", "2026-11-31T05:00"], 2, "like 2026-12-01T05:00"),
        (&["set", "--until", "2026-11-25T05:00", "--kind", "rain"], 2, "maintenance, failure"),
        (&["set"], 2, "--until"),
        (&["end", "one"], 2, "one"),
    ] {
        let (ended, text) = run(arguments).await;
        assert!(ended == status && text.contains(says), "{arguments:?}: {ended} {text}");
    }
    let unsigned = shop.run(&["maintenance", "end", "1"]).await;
    assert!(unsigned.0 == 2 && unsigned.1.contains("--by"), "somebody, for a reason: {unsigned:?}");
    assert_eq!(listed().await.as_array().map(Vec::len), Some(1), "nothing was changed");

    assert_eq!(run(&["end", "1"]).await.0, 0);
    assert!(a_minute_later().await.is_ok());
    assert_eq!(listed().await, json!([]));
    let log = shop.audit().await;
    let deeds = log.iter().filter(|it| it.starts_with("Sato command maintenance.")).count();
    assert!(deeds >= 3 && log.iter().any(|it| it.contains("maintenance.end maintenance 1")), "{log:?}");
}
