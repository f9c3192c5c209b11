//! The subscriber's page: for the element, without script, in both languages, and the calendar file.

use super::{CONTRACT, PlanShop};
use crate::support::{Answer, day};
use serde_json::json;

/// Where the first control with that part leads without script, in that language.
fn control(page: &Answer, part: &str, language: &str) -> String {
    let page = page.text();
    let tag = page.split(&format!("<button part=\"{part}\"")).nth(1).unwrap_or_else(|| panic!("no {part}: {page}"));
    let action = tag.split("formaction=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("it goes somewhere");
    format!("{action}?lang={language}")
}

#[tokio::test]
async fn the_page_says_what_comes_and_offers_the_way_out() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    let page = shop.get(&format!("/subscriptions/{reference}")).await;
    assert_eq!(page.attribute("endpoint"), Some(format!("/subscriptions/{reference}/actions")));
    assert!(page.text().contains("<kantan-subscriptions lang=\"ja\""));
    assert!(page.text().contains("src=\"/assets/kantan-subscriptions.js\""));
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains("trusted-types 'none'")
            && policy.contains("form-action 'self' https://gateway.example https://apply.example;")
    );
    let told = shop.told(&reference).await;
    assert_eq!((&told["state"], &told["amount"]), (&json!("active"), &json!(3_000)));
    assert_eq!((&told["actions"], &told["history"]), (&json!(["unsubscribe"]), &json!([])));
    assert_eq!((&told["problem"], &told["receipt"], &told["ends_on"]), (&json!(null), &json!(null), &json!(null)));
    let viewing = shop.subscription(&reference).await.links.view;
    assert_eq!(told["calendar_url"], format!("/subscriptions/{viewing}/calendar.ics?lang=ja"));
    for (language, said) in [
        ("ja", ["ご利用中です。", "2026年12月20日", "2026年12月19日", "3,000円", "この契約を解約する", "0120-000-000"]),
        (
            "en",
            ["Active.", "20 December 2026", "19 December 2026", "¥3,000", "Cancel this subscription", "0120-000-000"],
        ),
    ] {
        let page = shop.get(&format!("/subscriptions/{reference}?lang={language}")).await.text();
        for said in said {
            assert!(page.contains(said), "{said}: {page}");
        }
    }
    let english = shop.get(&format!("/subscriptions/{reference}?lang=en")).await.text();
    assert!(english.contains("<html lang=\"en\">") && english.contains("/calendar.ics?lang=en"));
    for address in ["/subscriptions/none", "/subscriptions/none/calendar.ics", "/subscriptions/none/confirm/cancel"] {
        let answer = shop.get(address).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (404, "subscription_unknown"), "{address}");
    }
    for (name, code) in [("burn", "not_found"), ("cancel", "action_not_possible"), ("reapply", "action_not_possible")] {
        assert_eq!(shop.get(&format!("/subscriptions/{reference}/confirm/{name}")).await.code(), code, "{name}");
    }
}

#[tokio::test]
async fn without_script_one_leaves_in_two_presses_and_has_a_receipt() {
    let shop = PlanShop::open().await;
    let (_, reference) = shop.join_simple("lessons-6-months", CONTRACT).await;
    shop.go_to(day("2027-01-10"));
    let address = format!("/subscriptions/{reference}?lang=en");
    let page = shop.get(&address).await;
    // The first press.
    let question = shop.get(&control(&page, "cancel", "en")).await;
    let text = question.text();
    assert!(text.contains("31 January 2027") && text.contains("¥2,200 on Monday, 1 February 2027"), "{text}");
    let fields = question.hidden_fields("kantan-request");
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    // The second.
    let answer = shop.post_form(&format!("/subscriptions/{reference}/actions"), &fields).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, address.as_str()));
    let page = shop.get(answer.header("location")).await;
    let receipt = shop.subscription(&reference).await.receipt.expect("a receipt").number;
    assert_eq!(page.attribute("data-state").as_deref(), Some("cancelled"));
    for said in [&receipt, "You can use it until", "31 January 2027"] {
        assert!(page.text().contains(said), "{said}: {}", page.text());
    }
    // The form sent again, as by Reload, changes nothing and asks nobody.
    let again = shop.post_form(&format!("/subscriptions/{reference}/actions"), &fields).await;
    assert_eq!((again.code().as_str(), shop.gateway.calls().len()), ("action_not_possible", 1));
    assert!(again.text().contains(&format!("/subscriptions/{reference}")), "the way on is the contract's page");
    // The plan can be ordered anew, after its terms were shown.
    let fields = [("product", "lessons-6-months"), ("language", "en"), ("subscription", reference.as_str())];
    assert!(page.text().contains("name=\"subscription\""));
    assert_eq!(shop.post_form("/orders", &fields).await.status.as_u16(), 303);
}

#[tokio::test]
async fn before_one_leaves_the_page_says_what_it_means() {
    let shop = PlanShop::open().await;
    let (_, lessons) = shop.join_simple("lessons-6-months", CONTRACT).await;
    let page = shop.get(&format!("/subscriptions/{lessons}?lang=en")).await.text();
    assert!(
        page.contains("If you cancel today")
            && page.contains("The current billing period ends on Monday, 30 November 2026."),
        "{page}"
    );
    let (_, magazine) = shop.join_simple("magazine-monthly", "20000000000002").await;
    let question = shop.get(&format!("/subscriptions/{magazine}/confirm/cancel?lang=en")).await.text();
    assert!(question.contains("¥550 on Tuesday, 1 December 2026") && !question.contains("becomes due"), "{question}");
    let catalogue = shop.get("/?lang=en").await.text();
    assert_eq!(catalogue.matches("up to ¥").count(), 1, "pay as you go");
    assert_eq!(catalogue.matches("each time, tax included").count(), 7);
}

#[tokio::test]
async fn the_calendar_file_has_each_charge_and_reminds_before_the_last_day() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    let file = shop.get(&format!("/subscriptions/{reference}/calendar.ics?lang=en")).await;
    assert_eq!(file.header("content-type"), "text/calendar; method=PUBLISH; charset=utf-8");
    assert_eq!(file.header("cache-control"), "no-store");
    let text = file.text().replace("\r\n ", "");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 12);
    assert!(text.contains("DTSTART;VALUE=DATE:20261220") && text.contains("-20261220@shop.example\r\n"));
    assert!(text.contains("STATUS:CONFIRMED") && !text.contains(CONTRACT) && !text.contains("CANCELLED"), "{text}");
    assert!(
        text.contains("TRIGGER:-P3DT15H") && text.contains("the last day to cancel is Saturday\\, 19 December 2026."),
        "{text}"
    );
    assert!(!text.contains(&reference), "a calendar is shared more easily than a secret link");
    shop.act(&reference, "unsubscribe", "active").await;
    let page = shop.get(&format!("/subscriptions/{reference}?lang=en")).await.text();
    assert!(page.contains("Take the days you added out of your calendar"), "{page}");
    let usage = shop.join_fixed_term("translation-usage", "20000000000002").await;
    assert_eq!(shop.told(&usage).await["calendar_url"], json!(null), "nothing of it has a day");
}

#[tokio::test]
async fn the_first_month_of_a_simple_contract_is_on_record_at_once() {
    let shop = PlanShop::open().await;
    let (_, free) = shop.join_simple("magazine-monthly", CONTRACT).await;
    let (_, charged) = shop.join_simple("lessons-6-months", "20000000000002").await;
    let history = |told: serde_json::Value| told["history"].clone();
    let first = |amount: u32, outcome: &str| json!([{ "on": "2026-11-24", "amount": amount, "outcome": outcome }]);
    assert_eq!(history(shop.told(&free).await), first(0, "free"));
    assert_eq!(history(shop.told(&charged).await), first(2_200, "paid"));
    shop.go_to(day("2026-12-01"));
    let told = shop.told(&free).await;
    assert_eq!(told["history"][0], json!({ "on": "2026-12-01", "amount": 550, "outcome": "paid" }));
    let page = shop.get(&format!("/subscriptions/{free}")).await.text();
    assert!(page.contains("2027年1月1日") && page.contains("2026年12月31日"), "{page}");
    assert_eq!(next_charge(&page), "2027年1月1日", "that of today is made");
}

/// The next charge on the page.
fn next_charge(page: &str) -> &str {
    let after = page.split("次回のお支払い<!></dt><dd class=\"words\">").nth(1).expect("one is to come");
    after.split('（').next().expect("a day")
}

#[tokio::test]
async fn a_charge_of_today_is_to_come_until_it_was_asked_for() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    shop.go_to(day("2026-12-20"));
    let page = shop.get(&format!("/subscriptions/{reference}")).await.text();
    assert_eq!(next_charge(&page), "2026年12月20日");
    assert!(page.contains("2027年1月19日（火）までです。"), "leaving today avoids only the one after it");
    assert_eq!(shop.bill().await.paid, 1);
    let page = shop.get(&format!("/subscriptions/{reference}")).await.text();
    assert_eq!(next_charge(&page), "2027年1月20日");
    let file = shop.get(&format!("/subscriptions/{reference}/calendar.ics")).await.text();
    assert!(!file.contains("DATE:20261220") && file.contains("DATE:20271120"), "{file}");
}
