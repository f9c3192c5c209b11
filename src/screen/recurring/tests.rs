use super::words::{cancel_in_time, duration, first_charge, first_payment, introduction, price, rhythm, total};
use crate::language::Language::{English, Japanese};
use crate::page::recurring::tests::{contract, fixed_term, monthly};
use serde_json::json;

#[test]
fn timings_are_said_in_both_languages() {
    for (recurring, japanese, english) in [
        (
            contract(json!({})),
            "お申し込みの当日と、翌月から毎月1日です。",
            "On the day you subscribe, and then on the 1st of every month.",
        ),
        (
            contract(json!({ "first_month": "free" })),
            "翌月から毎月1日です。",
            "On the 1st of every month, from next month on.",
        ),
        (contract(json!({ "last_month": "2026-11" })), "お申し込みの当日です。", "On the day you subscribe."),
        (fixed_term(monthly(), json!({})), "毎月20日です。", "Every month on day 20."),
        (
            fixed_term(json!({ "kind": "day_of_month", "months": 3, "day": 31 }), json!({})),
            "3か月ごとの31日です。その日がない月は、月末です。",
            "Every 3 months on day 31. In shorter months, on the last day.",
        ),
        (
            fixed_term(json!({ "kind": "last_day_of_month", "months": 1 }), json!({})),
            "毎月末日です。",
            "Every month on the last day.",
        ),
        (
            fixed_term(json!({ "kind": "day_of_week", "weeks": 2, "weekday": "friday" }), json!({})),
            "2週間ごとの金曜日です。",
            "Every 2 weeks on Friday.",
        ),
        (fixed_term(json!({ "kind": "every_days", "days": 30 }), json!({})), "30日ごとです。", "Every 30 days."),
        (
            fixed_term(json!({ "kind": "usage" }), json!({})),
            "ご利用があったときです。お支払い日は決まっていません。",
            "When you have used the service. There is no fixed day.",
        ),
    ] {
        assert_eq!((&*rhythm(Japanese, &recurring), &*rhythm(English, &recurring)), (japanese, english));
    }
}

#[test]
fn a_switch_to_the_full_price_is_said_with_its_date_and_amount() {
    let free = contract(json!({ "first_month": "free" }));
    assert_eq!(
        introduction(Japanese, &free).as_deref(),
        Some("お申し込みの月は無料です。最初のお支払いは2026年12月1日（火）の3,500円です。")
    );
    let reduced = fixed_term(monthly(), json!({ "introduction": { "cycles": 2, "amount": 100 } }));
    assert_eq!(
        introduction(English, &reduced).as_deref(),
        Some("Reduced payments of ¥100 at the start: 2. From Saturday, 20 February 2027 on you pay ¥3,500 each time.")
    );
    assert_eq!(introduction(Japanese, &contract(json!({}))), None);
}

#[test]
fn the_end_the_total_and_the_last_day_are_said_as_they_are_computed() {
    let ending = contract(json!({ "last_month": "2027-01" }));
    assert_eq!(
        duration(Japanese, &ending),
        "お支払いは全3回です。2027年1月1日（金）が最後のお支払いです。（2027年1月分まで）"
    );
    let all = ending.schedule.total().expect("it ends");
    assert_eq!(total(Japanese, all), "10,500円（3回分）");
    let varying = fixed_term(monthly(), json!({ "varies": true }));
    let year = varying.schedule.total_within_a_year(varying.joined).expect("it has days");
    assert_eq!(total(English, year), "up to ¥42,000 (payments: 12)");
    assert_eq!(
        cancel_in_time(Japanese, &varying.schedule, varying.joined).as_deref(),
        Some("2026年12月19日（土）までです。この日までに解約されると、2026年12月20日（日）のお支払いは発生しません。")
    );
    let usage = fixed_term(json!({ "kind": "usage" }), json!({}));
    assert_eq!(cancel_in_time(Japanese, &usage.schedule, usage.joined), None);
    assert_eq!(price(Japanese, &usage), "最大3,500円（消費税・送料を含む、1回あたりの金額。ご利用に応じて変わります）");
}

#[test]
fn the_first_payment_is_said_to_be_made_at_au_now_where_it_is() {
    let every_days = || json!({ "kind": "every_days", "days": 30 });
    let now = fixed_term(every_days(), json!({}));
    assert_eq!(first_charge(Japanese, &now), "初回の3,500円は、次の au の画面で本日お支払いいただきます。");
    assert_eq!(first_charge(English, &now), "You make the first payment of ¥3,500 today, on the next screen at au.");
    let reduced = fixed_term(every_days(), json!({ "introduction": { "cycles": 1, "amount": 980 } }));
    assert_eq!(first_charge(Japanese, &reduced), "初回の980円は、次の au の画面で本日お支払いいただきます。");
    for (later, said) in [
        (
            fixed_term(every_days(), json!({ "first_charge_from": "2026-11-25" })),
            "初回のお支払い日：2026年11月25日（水）",
        ),
        (
            fixed_term(every_days(), json!({ "introduction": { "cycles": 1, "amount": 0 } })),
            "初回のお支払い日：2026年12月24日（木）",
        ),
        (fixed_term(every_days(), json!({ "varies": true })), "初回のお支払い日：2026年11月24日（火）"),
        (contract(json!({})), "初回のお支払い日：2026年11月24日（火）"),
    ] {
        assert_eq!((first_payment(Japanese, &later), first_charge(Japanese, &later).as_str()), (None, said));
    }
}
