//! The dates that a payer sees are Japan's, wherever the browser stands: two hundred contracts in five time zones.

use serde_json::{Value, json};
use system_tests::browser::Viewport;
use system_tests::servers::System;
use system_tests::shop::{PAY, Payer};

/// The same contracts with which the rules, the merchant's billing and the sandbox's billing are tested.
const CONTRACTS: &str = include_str!("../../../crates/sbps/tests/contracts.json");

/// From the first place on earth to begin a day to the last; with summer time, with half hours, and Japan itself.
const ZONES: [&str; 5] = ["Pacific/Kiritimati", "Asia/Tokyo", "Europe/London", "America/St_Johns", "Pacific/Pago_Pago"];

/// Shows each contract in turn and reads its list of payments, days as `2026-12-01` and amounts in yen, and what stands
/// beside the button.
const SHOW_ALL: &str = "
    const [contracts, amount] = arguments;
    const host = document.querySelector('kantan-checkout');
    const order = JSON.parse(host.querySelector('script').textContent);
    const { cancel_url, contact } = order.recurring;
    const iso = (text) => {
        const [, year, month, day] = /(\\d+)年(\\d+)月(\\d+)日/.exec(text);
        return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    };
    return contracts.map(({ recurring }) => {
        host.order = {
            ...order, amount, tax: null, lines: [{ name: 'x', quantity: 1, amount }],
            recurring: { ...recurring, cancel_url, contact },
        };
        const items = [...host.shadowRoot.querySelectorAll('[part=charges] > li')];
        const charges = items.map((item) => [
            iso(item.querySelector('.charge-day').textContent),
            Number(item.querySelector('.charge-amount').textContent.replace(/\\D/g, '')),
        ]);
        return { charges, today: host.shadowRoot.querySelector('[part=stages] > li').textContent };
    });
";

#[tokio::test]
async fn every_date_is_right_in_every_time_zone_of_the_browser() {
    let vectors: Value = serde_json::from_str(CONTRACTS).expect("JSON");
    let contracts = vectors["contracts"].as_array().expect("a list");
    assert_eq!(contracts.len(), 200);
    let system = System::start().await;
    let mut payer = Payer::new(&system, "dates", Viewport::Phone).await;
    let mut paid_by_joining = 0;
    for zone in ZONES {
        payer.browser.stand_in(zone).await;
        payer.order("wine-monthly", "ja").await;
        payer.browser.find_inside(PAY).await;
        let here = payer.browser.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone").await;
        assert_eq!(here, zone, "the browser stands there");
        let arguments = vec![json!(contracts), vectors["amount"].clone()];
        let shown = payer.browser.client.execute(SHOW_ALL, arguments).await.expect("every contract can be shown");
        for (contract, shown) in contracts.iter().zip(shown.as_array().expect("a list")) {
            let recurring = &contract["recurring"];
            assert_eq!(shown["charges"], contract["charges"], "{zone}: {recurring}");
            // What the merchant bills and is due on the day of joining is paid by joining, and nothing else is.
            let first = &contract["charges"][0];
            let is_due = recurring["method"] == "fixed_term" && first[0] == recurring["joined_on"];
            let today = shown["today"].as_str().expect("a text");
            let (said, amount) = (today.contains("次の au の画面でお支払い"), first[1].as_u64().expect("yen"));
            assert_eq!(said, is_due, "{zone}: {recurring}: {today}");
            let yen = today.replace(',', "");
            let amount = if first[0] == recurring["joined_on"] { amount } else { 0 };
            assert!(yen.starts_with(&format!("本日のお支払い{amount}円")), "{zone}: {recurring}: {today}");
            paid_by_joining += usize::from(is_due);
        }
    }
    assert!(paid_by_joining >= 10 * ZONES.len(), "{paid_by_joining}");
    payer.browser.close().await;
}
