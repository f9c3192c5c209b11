use super::words::{duration, introduction, rhythm, total};
use super::*;
use crate::checkout::order::Order;
use crate::checkout::order::tests::sample;
use crate::json::tests::json;
use crate::language::Language::{English, Japanese};
use sbps::billing::{Contract, PaymentSource};
use serde_json::{Value, json};

/// The documented order with a contract of one month after the other, some of its members changed.
fn order(changes: Value) -> Value {
    let mut order = sample();
    let mut contract = json!({
        "method": "simple", "joined_on": "2026-11-24", "first_month": "charged", "cancellation_month": "charged",
        "last_month": null, "timing": null, "first_charge_from": null, "cycles": null, "introduction": null,
        "varies": false, "cancel_url": "/subscriptions/1", "contact": "03-0000-0000",
    });
    for (name, value) in changes.as_object().expect("an object") {
        contract[name] = value.clone();
    }
    order["recurring"] = contract;
    order
}

/// The same, read.
pub(crate) fn recurring(changes: Value) -> Order {
    let mut problems = Vec::new();
    let order = Order::read(&json(order(changes)), &mut problems);
    order.unwrap_or_else(|| panic!("{problems:?}"))
}

fn contract(changes: Value) -> Recurring {
    recurring(changes).recurring.expect("a contract")
}

fn fixed_term(timing: Value, changes: Value) -> Recurring {
    let mut all = json!({ "method": "fixed_term", "timing": timing });
    for (name, value) in changes.as_object().expect("an object") {
        all[name] = value.clone();
    }
    contract(all)
}

fn monthly() -> Value {
    json!({ "kind": "day_of_month", "months": 1, "day": 20 })
}

fn problems(changes: Value) -> Vec<(String, &'static str)> {
    let mut problems = Vec::new();
    let order = Order::read(&json(order(changes)), &mut problems);
    assert_eq!(order.is_some(), problems.is_empty());
    problems.into_iter().map(|problem| (problem.path, problem.reason.code())).collect()
}

#[test]
fn each_problem_has_its_path_and_code() {
    let term = |timing: Value| json!({ "method": "fixed_term", "timing": timing });
    for (changes, path, code) in [
        (json!({ "method": "yearly" }), "method", "unknown_word"),
        (json!({ "method": null }), "method", "missing"),
        (json!({ "joined_on": "2026-02-30" }), "joined_on", "no_day"),
        (json!({ "joined_on": 20261124 }), "joined_on", "wrong_type"),
        (json!({ "first_month": "half" }), "first_month", "unknown_word"),
        (json!({ "cancellation_month": null }), "cancellation_month", "missing"),
        (json!({ "last_month": "202703" }), "last_month", "no_month"),
        (json!({ "last_month": "2026-10" }), "last_month", "last_month_before_joining"),
        (json!({ "last_month": "2026-11", "first_month": "free" }), "last_month", "nothing_charged"),
        (json!({ "cancel_url": "javascript:alert(1)" }), "cancel_url", "unsafe_address"),
        (json!({ "contact": " " }), "contact", "blank"),
        (term(json!(null)), "timing.kind", "missing"),
        (term(json!({ "kind": "day_of_year" })), "timing.kind", "unknown_word"),
        (term(json!({ "kind": "day_of_month", "months": 13, "day": 1 })), "timing.months", "out_of_range"),
        (term(json!({ "kind": "day_of_month", "months": 1, "day": 32 })), "timing.day", "out_of_range"),
        (term(json!({ "kind": "day_of_month", "months": 1 })), "timing.day", "missing"),
        (term(json!({ "kind": "last_day_of_month", "months": 0 })), "timing.months", "out_of_range"),
        (term(json!({ "kind": "day_of_week", "weeks": 53, "weekday": "friday" })), "timing.weeks", "out_of_range"),
        (term(json!({ "kind": "day_of_week", "weeks": 1, "weekday": "金" })), "timing.weekday", "unknown_word"),
        (term(json!({ "kind": "every_days", "days": 366 })), "timing.days", "out_of_range"),
        (term(json!({ "kind": "every_days", "days": 1.5 })), "timing.days", "not_whole"),
        (term(json!({ "kind": "day_of_month", "months": 12, "day": 24 })), "timing", "authorization_lapses"),
    ] {
        let path = ["recurring.", path].concat();
        let found = problems(changes.clone());
        assert!(found.contains(&(path, code)), "{changes}: {found:?}");
    }
    for (changes, path, code) in [
        (json!({ "first_charge_from": "2026-11-23" }), "first_charge_from", "starts_before_joining"),
        (json!({ "first_charge_from": "soon" }), "first_charge_from", "no_day"),
        (json!({ "cycles": 0 }), "cycles", "out_of_range"),
        (json!({ "cycles": 65536 }), "cycles", "out_of_range"),
        (json!({ "cycles": 1, "introduction": { "cycles": 1, "amount": 0 } }), "cycles", "nothing_charged"),
        (json!({ "introduction": { "cycles": 1 } }), "introduction.amount", "missing"),
        (json!({ "introduction": { "cycles": 1, "amount": 3500 } }), "introduction", "introduction_not_lower"),
        (json!({ "varies": "yes" }), "varies", "wrong_type"),
        (json!({ "timing": { "kind": "usage" }, "cycles": 12 }), "cycles", "not_allowed"),
    ] {
        let mut all = json!({ "method": "fixed_term", "timing": monthly() });
        for (name, value) in changes.as_object().expect("an object") {
            all[name] = value.clone();
        }
        let path = ["recurring.", path].concat();
        assert_eq!(problems(all), [(path, code)], "{changes}");
    }
    let mut order = sample();
    order["recurring"] = json!("monthly");
    let mut problems = Vec::new();
    assert!(Order::read(&json(order), &mut problems).is_none());
    assert_eq!((problems[0].path.as_str(), problems[0].reason.code()), ("recurring", "wrong_type"));
}

#[test]
fn what_is_shown_is_what_the_schedule_computes() {
    for recurring in [
        contract(json!({})),
        contract(json!({ "first_month": "free", "last_month": "2027-03" })),
        fixed_term(monthly(), json!({ "introduction": { "cycles": 2, "amount": 100 } })),
        fixed_term(json!({ "kind": "day_of_week", "weeks": 2, "weekday": "friday" }), json!({ "cycles": 3 })),
        fixed_term(json!({ "kind": "every_days", "days": 1 }), json!({ "varies": true })),
        fixed_term(json!({ "kind": "last_day_of_month", "months": 3 }), json!({})),
        fixed_term(json!({ "kind": "usage" }), json!({})),
    ] {
        let shown = &recurring.charges;
        let year = recurring.schedule.total_within_a_year(recurring.joined);
        let sum: u64 = shown.iter().map(|charge| u64::from(charge.amount.most().get())).sum();
        assert_eq!(year.map_or((0, 0), |year| (year.yen, year.charges as usize)), (sum, shown.len()));
        assert_eq!(shown.first(), recurring.schedule.charges().next().as_ref(), "the first charge is among them");
    }
}

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
        introduction(Japanese, &free.schedule).as_deref(),
        Some("はじめの1回分は無料です。2026年12月1日（火）のお支払いから3,500円になります。")
    );
    let reduced = fixed_term(monthly(), json!({ "introduction": { "cycles": 2, "amount": 100 } }));
    assert_eq!(
        introduction(English, &reduced.schedule).as_deref(),
        Some("Cycles at ¥100 at the start: 2. From Saturday, 20 February 2027 on you pay ¥3,500 each time.")
    );
    assert_eq!(introduction(Japanese, &contract(json!({})).schedule), None);
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
        Some("2026年12月19日（土）までです。2026年12月20日（日）のお支払いがなくなります。")
    );
    let usage = fixed_term(json!({ "kind": "usage" }), json!({}));
    assert_eq!(cancel_in_time(Japanese, &usage.schedule, usage.joined), None);
    assert_eq!(price(Japanese, &usage), "最大3,500円（消費税・送料を含む、1回あたりの金額。ご利用に応じて変わります）");
}

#[test]
fn sources_follow_the_billing_method() {
    let codes = |recurring: &Recurring| -> Vec<&str> {
        Contract::Basic.payment_sources(recurring.billing_method()).map(PaymentSource::code).collect()
    };
    assert_eq!(codes(&contract(json!({}))), ["phone_bill", "au_pay_card"]);
    assert_eq!(codes(&fixed_term(monthly(), json!({}))), ["phone_bill"]);
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
