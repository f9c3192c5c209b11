//! A contract whose first charge is due on the day of joining: paid at au by joining, settled by the shop, and billed again
//! on schedule.

use serde_json::{Value, json};
use system_tests::browser::Viewport;
use system_tests::servers::{System, field};
use system_tests::shop::{PAY, Payer};

/// Every thirty days from the day of joining on.
const FLOWERS: &str = "flowers-30-days";
/// The service of the API type that settles, and the one that buys.
const SETTLE: &str = "ST02-00201-402";
const PURCHASE: &str = "ST01-00104-402";

/// What the plan says first, and the days of the list as `2026-12-01`.
const REVIEW: &str = "(() => {
    const root = document.querySelector('kantan-checkout').shadowRoot;
    const iso = (text) => {
        const [, year, month, day] = /(\\d+)年(\\d+)月(\\d+)日/.exec(text);
        return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    };
    const days = [...root.querySelectorAll('[part=charges] > li .charge-day')].map((day) => iso(day.textContent));
    return { first: root.querySelector('[part=stages] > li').textContent, days };
})()";

/// How often a message was sent.
async fn sent(system: &System, message: &str) -> usize {
    system.exchanges().await.iter().filter(|exchange| exchange["message"] == message).count()
}

/// Every purchase under the only contract: day, amount, and what is settled of it.
async fn purchases(system: &System) -> Vec<Value> {
    let contracts = system.contracts().await;
    assert_eq!(contracts.len(), 1, "{contracts:?}");
    let purchases = contracts[0]["purchases"].as_array().expect("a list");
    purchases.iter().map(|it| json!([it["date"], it["amount"], it["settled"]])).collect()
}

#[tokio::test]
async fn the_first_payment_is_made_by_joining_settled_once_and_followed_by_the_next() {
    let system = System::start().await;
    let mut payer = Payer::new(&system, "first-purchase", Viewport::Phone).await;
    payer.order(FLOWERS, "ja").await;
    payer.review().await;
    let shown = payer.browser.evaluate(REVIEW).await;
    assert_eq!(shown["first"], "本日のお支払い2,750円次の au の画面でお支払いいただきます。");
    let (first, second) = (shown["days"][0].clone(), shown["days"][1].as_str().expect("a day").to_owned());
    let page = payer.pay_and_join().await;
    let exchanges = system.exchanges().await;
    let joining = &exchanges[0];
    assert_eq!((&joining["message"], &joining["problems"]), (&json!("A01-1"), &json!([])));
    let posted = ["pay_type", "auto_charge_type", "service_type", "amount", "tax"].map(|name| field(joining, name));
    assert_eq!(posted, ["2", "0", "0", "2750", "250"]);

    // The shop also bills by itself every minute: whichever run was first, it is settled once.
    system.bill().await;
    assert_eq!(purchases(&system).await, [json!([first, 2_750, 2_750])]);
    assert_eq!(system.bill().await["paid"], 0, "once");
    assert_eq!((sent(&system, SETTLE).await, sent(&system, PURCHASE).await), (1, 0), "that day is not bought again");
    let paid = |day: &Value| json!({ "on": day, "amount": 2_750, "outcome": "paid" });
    assert_eq!(payer.look(&page, "settled").await["history"], json!([paid(&first)]));

    system.move_clock(&format!("to={second}")).await;
    system.bill().await;
    assert_eq!(system.bill().await["paid"], 0, "once");
    assert_eq!(purchases(&system).await, [json!([first, 2_750, 2_750]), json!([second, 2_750, 2_750])]);
    assert_eq!((sent(&system, SETTLE).await, sent(&system, PURCHASE).await), (2, 1));
    assert_eq!(payer.look(&page, "thirty-days-later").await["history"], json!([paid(&json!(second)), paid(&first)]));
    payer.browser.close().await;
}

#[tokio::test]
async fn without_script_the_first_payment_is_made_by_joining_too() {
    let system = System::start().await;
    let mut payer = Payer::without_script(&system, "first-purchase-plain", Viewport::Pc).await;
    payer.order(FLOWERS, "en").await;
    payer.browser.find_within("kantan-checkout", PAY).await;
    payer.browser.step("printed").await;
    let text = payer.browser.evaluate("document.querySelector('kantan-checkout').shadowRoot.textContent").await;
    let said = "To pay today¥2,750You pay it on the next screen at au.";
    assert!(text.as_str().is_some_and(|text| text.contains(said)), "{text}");
    payer.press_printed_pay().await;
    payer.browser.wait_for("#gateway button").await;
    payer.browser.step("plain-handoff").await;
    let terms = payer.browser.evaluate("document.querySelector('main dl').textContent").await;
    assert!(
        terms.as_str().is_some_and(|text| text.contains("First payment, today") && text.contains("¥2,750")),
        "{terms}"
    );
    payer.browser.click("#gateway button").await;
    payer.pass_gateway().await;
    payer.act("pay").await;
    payer.return_to_shop().await;
    payer.expect_printed_outcome("paid").await;
    let exchanges = system.exchanges().await;
    assert_eq!((field(&exchanges[0], "pay_type"), field(&exchanges[0], "amount")), ("2", "2750"));
    system.bill().await;
    assert_eq!((sent(&system, SETTLE).await, sent(&system, PURCHASE).await), (1, 0));
    payer.browser.close().await;
}
