//! Leaving by the link type: the payer's browser posts what the shop signed, and au ends the contract.

use serde_json::{Value, json};
use system_tests::browser::Viewport;
use system_tests::servers::{System, field};
use system_tests::shop::Payer;
use system_tests::subscriber::SUBSCRIPTIONS;

async fn start() -> System {
    System::start_set(&[("SBPS_LEAVING", "link")]).await
}

/// Presses the control and the confirmation; the gateway's page follows.
async fn go_and_leave(payer: &mut Payer<'_>, control: &str) {
    payer.press(control).await;
    payer.browser.find_within(SUBSCRIPTIONS, "[part=question]").await;
    payer.browser.step("question").await;
    payer.press("confirm").await;
    payer.pass_gateway().await;
}

/// The request that the gateway took last.
async fn posted(system: &System) -> Value {
    let exchanges = system.exchanges().await;
    let requests = exchanges.iter().filter(|exchange| exchange["fields"].is_array());
    requests.max_by_key(|exchange| field(exchange, "request_date")).expect("a request").clone()
}

#[tokio::test]
async fn a_simple_contract_is_left_at_au_with_a_receipt_and_a_notice() {
    let system = start().await;
    let mut payer = Payer::new(&system, "leave-simple-at-au", Viewport::Phone).await;
    let page = payer.join("magazine-monthly", "ja").await;
    let tracking_id = system.contracts().await[0]["tracking_id"].as_str().expect("an id").to_owned();
    let joining = posted(&system).await;

    // Given up at au: nothing has changed, and the page says so.
    go_and_leave(&mut payer, "cancel").await;
    payer.act("cancel").await;
    payer.return_to_contract().await;
    payer.browser.find_within(SUBSCRIPTIONS, "[part=returned]").await;
    payer.browser.step("given-up").await;
    let told = payer.contract().await;
    assert_eq!((&told["state"], &told["returned"]["outcome"]), (&json!("active"), &json!("cancelled")));

    // Failed at au: the same, with au's code.
    go_and_leave(&mut payer, "cancel").await;
    payer.browser.choose("select[name=code]", "8297").await;
    payer.act("fail").await;
    payer.return_to_contract().await;
    payer.browser.step("failed").await;
    assert_eq!(payer.contract().await["returned"]["code"], "8297");

    go_and_leave(&mut payer, "cancel").await;
    let request = posted(&system).await;
    let names = ["pay_type", "service_type", "tracking_id", "amount"];
    assert_eq!(names.map(|name| field(&request, name)), ["1", "1", tracking_id.as_str(), "550"]);
    assert_ne!(field(&request, "order_id"), field(&joining, "order_id"), "a new order id");
    payer.act("pay").await;
    payer.return_to_contract().await;
    payer.browser.find_within(SUBSCRIPTIONS, "[part=past-receipt]").await;
    payer.browser.step("left").await;
    let told = payer.contract().await;
    assert_eq!((&told["state"], &told["actions"]), (&json!("cancelled"), &json!([])));

    system.move_clock("advance=day").await;
    let contracts = system.contracts().await;
    assert_eq!(contracts[0]["state"], "cancelled");
    let notices = contracts[0]["notices"].as_array().expect("notices are listed");
    let notices: Vec<_> = notices.iter().map(|notice| (&notice["result"], &notice["recorded"])).collect();
    assert_eq!(notices, [(&json!("CR"), &json!(true))], "told once, and recorded");
    assert_eq!(payer.look(&page, "ended").await["receipt"], told["receipt"], "it ended once");
    system.move_clock("advance=next_month").await;
    let billings = system.contracts().await[0]["billings"].as_array().map(Vec::len);
    assert_eq!(billings, Some(0), "the first month was free, and no other came");
    payer.browser.close().await;
}

#[tokio::test]
async fn a_fixed_term_contract_is_left_at_au_and_never_billed_again() {
    let system = start().await;
    // The 1st of a month: whatever day the test runs on, nothing is due on the day of joining.
    system.move_clock("advance=next_month").await;
    let mut payer = Payer::new(&system, "leave-fixed-term-at-au", Viewport::Pc).await;
    payer.join("wine-monthly", "en").await;
    go_and_leave(&mut payer, "unsubscribe").await;
    let request = posted(&system).await;
    assert_eq!((&request["message"], field(&request, "service_type")), (&json!("D01-1"), "1"));
    let has_amount = request["fields"].as_array().is_some_and(|fields| fields.iter().any(|field| field[0] == "amount"));
    assert!(!has_amount, "{request}");
    payer.act("pay").await;
    payer.return_to_contract().await;
    payer.browser.find_within(SUBSCRIPTIONS, "[part=past-receipt]").await;
    payer.browser.step("left").await;
    assert_eq!(payer.contract().await["state"], "cancelled");
    assert_eq!(system.contracts().await[0]["state"], "cancelled");
    system.move_clock("advance=next_month").await;
    system.move_clock("advance=next_month").await;
    let nothing = json!({ "paid": 0, "failed": 0, "unknown": 0, "waiting": 0, "reserved": 0, "missed": 0, "unreadable": 0,
                          "expired": 0, "ended": 0, "held": null });
    assert_eq!(system.bill().await, nothing);
    payer.browser.close().await;
}

#[tokio::test]
async fn without_script_one_leaves_at_au_too() {
    let system = start().await;
    let mut payer = Payer::new(&system, "leave-plain-prepare", Viewport::Phone).await;
    let page = payer.join("magazine-monthly", "ja").await;
    payer.browser.close().await;

    let mut payer = Payer::without_script(&system, "leave-plain-at-au", Viewport::Phone).await;
    payer.browser.go(&page).await;
    payer.browser.step("printed").await;
    let control = payer.browser.find_within(SUBSCRIPTIONS, "[part~=cancel]").await;
    payer.browser.follow(&control).await;
    payer.browser.wait_for_address("/confirm/cancel").await;
    let confirm = payer.browser.find_within("main > div", "[part~=confirm]").await;
    let asked = payer.browser.evaluate("document.querySelector('main > div').shadowRoot.textContent").await;
    assert!(asked.as_str().is_some_and(|text| text.contains("それまでご契約は続きます。")), "{asked}");
    payer.browser.step("printed-question").await;
    payer.browser.follow(&confirm).await;
    payer.browser.wait_for("#gateway").await;
    payer.browser.step("plain-handoff").await;
    payer.browser.click("#gateway button").await;
    payer.pass_gateway().await;
    payer.act("pay").await;
    payer.browser.click("#return button").await;
    payer.browser.find_within(SUBSCRIPTIONS, "[part~=past-receipt]").await;
    payer.browser.step("printed-left").await;
    assert_eq!(system.contracts().await[0]["state"], "cancelled");
    payer.browser.close().await;
}

#[tokio::test]
async fn who_returns_before_aus_word_sees_that_it_is_awaited() {
    let system = start().await;
    let mut payer = Payer::new(&system, "leave-late", Viewport::Phone).await;
    let page = payer.join("magazine-monthly", "en").await;
    go_and_leave(&mut payer, "cancel").await;
    payer.act("pay_late").await;
    payer.return_to_contract().await;
    payer.browser.step("awaited").await;
    let told = payer.contract().await;
    assert_eq!((&told["state"], &told["returned"]["outcome"]), (&json!("cancellation_pending"), &json!("confirming")));
    for _ in 0..40 {
        if payer.look(&page, "after").await["state"] == "cancelled" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
    assert_eq!(payer.contract().await["state"], "cancelled");
    payer.browser.close().await;
}
