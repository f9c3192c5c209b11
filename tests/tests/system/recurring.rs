//! Recurring contracts from joining to leaving, over months: element, merchant's server, gateway, carrier.

use serde_json::{Value, json};
use system_tests::browser::Viewport;
use system_tests::servers::System;
use system_tests::shop::Payer;

const SUBSCRIPTIONS: &str = "kantan-subscriptions";

/// Orders a plan, agrees at the carrier, and comes to the subscriber's page.
async fn join(payer: &mut Payer<'_>, plan: &str, language: &str) -> String {
    payer.order(plan, language).await;
    payer.review().await;
    payer.press_pay().await;
    payer.pass_gateway().await;
    payer.act("pay").await;
    payer.return_to_shop().await;
    payer.expect_outcome("paid").await;
    payer.take_next_step().await;
    payer.browser.wait_for_address("/subscriptions/").await;
    payer.browser.address().await
}

/// What the subscriber's page says of its contract, as the merchant's server wrote it into the page.
async fn contract(payer: &Payer<'_>) -> Value {
    payer.browser.wait_for(&format!("{SUBSCRIPTIONS} script")).await;
    let json = format!("JSON.parse(document.querySelector('{SUBSCRIPTIONS} script').textContent).subscriptions[0]");
    payer.browser.evaluate(&json).await
}

/// Opens the subscriber's page again and keeps a picture.
async fn look(payer: &mut Payer<'_>, page: &str, step: &str) -> Value {
    payer.browser.go(page).await;
    payer.browser.find_within(SUBSCRIPTIONS, "[part~=terms]").await;
    payer.browser.step(step).await;
    contract(payer).await
}

/// Presses a control of the subscriber's page.
async fn press(payer: &Payer<'_>, part: &str) {
    let button = payer.browser.find_within(SUBSCRIPTIONS, &format!("button[part={part}]")).await;
    button.click().await.expect("a control can be pressed");
}

/// Leaves in two presses and sees the receipt.
async fn leave(payer: &mut Payer<'_>, control: &str) {
    press(payer, control).await;
    payer.browser.find_within(SUBSCRIPTIONS, "[part=question]").await;
    payer.browser.step("leave-question").await;
    press(payer, "confirm").await;
    payer.browser.find_within(SUBSCRIPTIONS, "[part=receipt]").await;
    payer.browser.step("leave-receipt").await;
}

/// The days and amounts that the payer was shown before joining.
async fn shown_charges(payer: &Payer<'_>) -> Vec<Value> {
    let signed = "document.querySelectorAll('kantan-checkout').length";
    assert_eq!(payer.browser.evaluate(signed).await, 1);
    let list = "[...document.querySelector('kantan-checkout').shadowRoot.querySelectorAll('[part=charges] > li')]
        .map((item) => [item.querySelector('.charge-day').textContent, item.querySelector('.charge-amount').textContent])";
    payer.browser.evaluate(list).await.as_array().expect("a list").clone()
}

fn dates<'a>(list: &'a Value, name: &str) -> Vec<(&'a str, i64)> {
    let entries = list.as_array().expect("a list").iter();
    entries.map(|entry| (entry[name].as_str().expect("a day"), entry["amount"].as_i64().expect("yen"))).collect()
}

/// `2026年12月1日` in the words of the element, whatever else stands around it.
fn in_japanese(day: &str) -> String {
    let number = |from: usize, to: usize| day[from..to].trim_start_matches('0').to_owned();
    format!("{}年{}月{}日", number(0, 4), number(5, 7), number(8, 10))
}

#[tokio::test]
async fn a_simple_contract_is_free_at_first_billed_each_month_and_left_in_two_presses() {
    let system = System::start().await;
    let mut payer = Payer::new(&system, "simple", Viewport::Phone).await;
    payer.order("magazine-monthly", "ja").await;
    payer.review().await;
    let shown = shown_charges(&payer).await;
    let page = join(&mut payer, "magazine-monthly", "ja").await;
    assert_eq!(contract(&payer).await["state"], "active");
    payer.browser.step("joined").await;

    for _ in 0..3 {
        system.move_clock("advance=next_month").await;
    }
    let contracts = system.contracts().await;
    let billed = dates(&contracts[0]["billings"], "date");
    assert_eq!(billed.len(), 3, "the first month is free: {billed:?}");
    let after = look(&mut payer, &page, "three-months").await;
    let mut history: Vec<_> = dates(&after["history"], "on").into_iter().filter(|(_, amount)| *amount > 0).collect();
    history.reverse();
    assert_eq!(history, billed, "the page and the gateway's billing");
    for ((day, amount), shown) in billed.iter().zip(&shown) {
        assert!(shown[0].as_str().is_some_and(|text| text.contains(&in_japanese(day))), "{day}: {shown}");
        assert!(shown[1].as_str().is_some_and(|text| text.contains(&amount.to_string())), "{amount}: {shown}");
    }

    leave(&mut payer, "cancel").await;
    let contracts = system.contracts().await;
    assert_eq!(contracts[0]["state"], "cancelled");
    system.move_clock("advance=day").await;
    let contracts = system.contracts().await;
    let notices = contracts[0]["notices"].as_array().expect("notices are listed");
    let told: Vec<_> = notices.iter().map(|notice| (&notice["result"], &notice["recorded"])).collect();
    assert_eq!(told, [(&json!("CR"), &json!(true))], "the end is told once, and recorded");
    assert_eq!(look(&mut payer, &page, "ended").await["state"], "cancelled");
    system.move_clock("advance=next_month").await;
    assert_eq!(system.contracts().await[0]["billings"].as_array().map(Vec::len), Some(3), "nothing is billed any more");
    payer.browser.close().await;
}

#[tokio::test]
async fn a_fixed_term_contract_is_billed_fails_is_renewed_and_ends() {
    let system = System::start().await;
    // The 1st of a month: whatever day the test runs on, the 20th is still to come.
    system.move_clock("advance=next_month").await;
    let mut payer = Payer::new(&system, "fixed-term", Viewport::Pc).await;
    let page = join(&mut payer, "wine-monthly", "ja").await;
    let joined = contract(&payer).await;
    assert_eq!(joined["state"], "active");
    payer.browser.step("joined").await;

    // To the first billing day, which the page knows.
    let next = |day: &str| -> String {
        let (year, month): (i32, i32) = (day[..4].parse().expect("a year"), day[5..7].parse().expect("a month"));
        let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        format!("{year:04}-{month:02}-20")
    };
    let today = joined["recurring"]["joined_on"].as_str().expect("a day").to_owned();
    let first = format!("{}20", &today[..8]);
    system.move_clock(&format!("to={first}")).await;
    assert_eq!(system.bill().await["paid"], 1);
    assert_eq!(system.bill().await["paid"], 0, "once");
    let after = look(&mut payer, &page, "billed").await;
    assert_eq!(dates(&after["history"], "on"), [(first.as_str(), 3_000)]);

    let tracking_id = system.contracts().await[0]["tracking_id"].as_str().expect("an id").to_owned();
    system.at_carrier(&tracking_id, "arm", "code=8297").await;
    let second = next(&first);
    system.move_clock(&format!("to={second}")).await;
    assert_eq!(system.bill().await["failed"], 1);
    let after = look(&mut payer, &page, "failed").await;
    assert_eq!(after["problem"]["on"], second.as_str());
    payer.browser.find_within(SUBSCRIPTIONS, "[part=problem]").await;

    press(&payer, "reapply").await;
    payer.browser.find_within(SUBSCRIPTIONS, "[part=question]").await;
    payer.browser.step("renew-question").await;
    press(&payer, "confirm").await;
    payer.pass_gateway().await;
    payer.act("pay").await;
    payer.browser.click("#return button").await;
    payer.browser.wait_for_address("/subscriptions/").await;
    let renewed = look(&mut payer, &page, "renewed").await;
    assert_eq!((&renewed["state"], &renewed["problem"]), (&json!("active"), &Value::Null));

    leave(&mut payer, "unsubscribe").await;
    assert_eq!(look(&mut payer, &page, "ended").await["state"], "cancelled");
    let third = next(&second);
    system.move_clock(&format!("to={third}")).await;
    assert_eq!(system.bill().await["paid"], 0, "nothing is billed any more");
    payer.browser.close().await;
}

#[tokio::test]
async fn what_is_cancelled_at_the_carrier_is_ended_on_the_page() {
    let system = System::start().await;
    let mut payer = Payer::new(&system, "carrier-side", Viewport::Phone).await;
    let page = join(&mut payer, "lessons-6-months", "en").await;
    let tracking_id = system.contracts().await[0]["tracking_id"].as_str().expect("an id").to_owned();
    system.at_carrier(&tracking_id, "cancel", "").await;
    let after = look(&mut payer, &page, "ended-at-carrier").await;
    assert_eq!(after["state"], "ended_by_carrier");
    assert_eq!(after["actions"], json!([]));
    payer.browser.close().await;
}
