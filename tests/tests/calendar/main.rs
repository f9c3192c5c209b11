//! Calendar files of a running server as a calendar takes them that this project did not write: whoever joins, leaves,
//! joins again, is suspended or pays as they go has in it what is planned, and nothing twice.

#![allow(clippy::panic, clippy::expect_used, reason = "tests")]

use serde_json::{Value, json};
use std::process::Stdio;
use std::time::Duration;
use system_tests::folders::repository;
use system_tests::service::{Service, text_of};
use system_tests::{OrStop, variable};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

/// What one calendar shows after each of these files: the days and titles.
async fn shown(files: &[String]) -> Vec<Vec<(String, String)>> {
    let program = variable("KANTAN_ICALENDAR", "python3");
    let mut command = Command::new(&program);
    command.arg(repository().join("tools/icalendar/check.py")).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut check = command.stderr(Stdio::piped()).spawn().or_stop("python does not start");
    let mut input = check.stdin.take().or_stop("it reads");
    input.write_all(json!(files).to_string().as_bytes()).await.or_stop("it reads to the end");
    drop(input);
    let output = check.wait_with_output().await.or_stop("it ends");
    let errors = String::from_utf8_lossy(&output.stderr);
    let hint = "`tools/setup.sh icalendar` installs what reads calendars";
    assert!(output.status.success(), "{errors}\n{hint}\n{}", files.join("\n"));
    serde_json::from_slice(&output.stdout).or_stop("days and titles")
}

/// Joins; the contract as the interface tells it.
async fn joined(shop: &Service, order: &Value) -> Value {
    let order = shop.order(order).await;
    let name = text_of(&shop.pay(&order).await["paid_by"]["tracking_id"]);
    shop.read(&format!("/v1/contracts/{name}")).await
}

/// The calendar file of a contract, as anybody who has its address gets it.
async fn file(shop: &Service, contract: &Value) -> String {
    let address = text_of(&contract["view_url"]);
    let answer = shop.page(&format!("{}/calendar.ics", address.split('?').next().or_stop("a path"))).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.text
}

/// The days of a contract's charges to come.
async fn planned(shop: &Service, contract: &Value) -> Vec<String> {
    let told = shop.read(&format!("/v1/contracts/{}", text_of(&contract["tracking_id"]))).await;
    told["coming"].as_array().or_stop("a list").iter().map(|charge| text_of(&charge["on"])).collect()
}

/// Revisions are counted in seconds.
async fn a_moment_later() {
    tokio::time::sleep(Duration::from_millis(1_100)).await;
}

fn days(shown: &[(String, String)]) -> Vec<String> {
    shown.iter().map(|(day, _)| day.clone()).collect()
}

#[tokio::test]
async fn a_calendar_has_what_is_planned_and_nothing_twice() {
    let shop = Service::open(&[]).await;
    let weekly = json!({ "item_id": "box", "item_name": "ワイン, 赤; 7日ごと", "commodity": "goods", "recurring": {
        "method": "fixed_term", "timing": { "kind": "every_days", "days": 7 }, "wait_days": 1,
        "settlement": "at_once" } });
    let first = joined(&shop, &weekly).await;
    let first_plan = planned(&shop, &first).await;
    let mut files = vec![file(&shop, &first).await];
    a_moment_later().await;
    // Left, and the same address says that nothing of it comes.
    let name = text_of(&first["tracking_id"]);
    let ended = shop.ask(&format!("/v1/contracts/{name}/end"), &json!({})).await;
    assert_eq!(ended.status, 200, "{}", ended.text);
    files.push(file(&shop, &first).await);
    a_moment_later().await;
    // Joined again by the same customer, and both files taken, the former one last.
    let second = joined(&shop, &weekly).await;
    let second_plan = planned(&shop, &second).await;
    files.push(file(&shop, &second).await);
    files.push(file(&shop, &first).await);
    // Suspended after a charge that did not go through.
    let name = text_of(&second["tracking_id"]);
    shop.system.at_carrier(&name, "arm", "code=8297").await;
    shop.system.move_clock("advance=day").await;
    shop.system.bill().await;
    let path = format!("/v1/contracts/{name}");
    shop.until(&path, |told| told["is_suspended"] == true).await;
    files.push(file(&shop, &second).await);
    let shown = shown(&files).await;
    assert_eq!(days(&shown[0]), first_plan);
    assert!(shown[0][0].1.starts_with("ワイン, 赤; 7日ごと "), "{:?}", shown[0]);
    assert_eq!(shown[1], []);
    assert_eq!(days(&shown[2]), second_plan);
    assert_eq!(shown[3], shown[2], "the former contract's file takes nothing away from the later one's");
    assert_eq!(days(&shown[4]), second_plan[..1], "what was asked for already stays");
}

#[tokio::test]
async fn what_was_used_is_a_payment_of_its_day() {
    let shop = Service::open(&[]).await;
    let usage = json!({ "item_id": "words", "item_name": "翻訳 従量課金", "commodity": "digital_content",
        "recurring": { "method": "fixed_term", "timing": { "kind": "usage" } } });
    let contract = joined(&shop, &usage).await;
    let today = text_of(&contract["joined_on"]);
    let used =
        |id: &str, amount: u32| json!({ "usage_id": id, "amount": amount, "used_on": today, "description": "300語" });
    let path = format!("/v1/contracts/{}/usage", text_of(&contract["tracking_id"]));
    let mut files = Vec::new();
    for (id, amount) in [("u-1", 100), ("u-2", 150)] {
        let answer = shop.ask(&path, &used(id, amount)).await;
        assert!(answer.status < 300, "{}", answer.text);
        files.push(file(&shop, &contract).await);
    }
    let shown = shown(&files).await;
    let titles = shown.into_iter().map(|events| events.into_iter().map(|(_, title)| title).collect());
    let amounts: Vec<Vec<String>> = titles.collect();
    assert_eq!(amounts, [vec!["翻訳 従量課金 100円"], vec!["翻訳 従量課金 250円"]]);
}
