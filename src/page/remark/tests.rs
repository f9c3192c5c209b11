use super::{Point, RemarkCode, remarks};
use crate::json::tests::json;
use crate::language::Language;
use crate::page::order::Order;
use crate::page::order::tests::sample;
use crate::page::recurring::tests::{monthly, order as recurring};
use serde_json::{Value, json};

fn of(order: Value) -> Vec<(&'static str, String)> {
    let mut problems = Vec::new();
    let order = Order::read(&json(order), &mut problems).unwrap_or_else(|| panic!("{problems:?}"));
    remarks(&order).into_iter().map(|remark| (remark.code.as_str(), remark.member)).collect()
}

/// What is remarked of a one-time order with this member.
fn once(member: &str, value: Value) -> Vec<(&'static str, String)> {
    let mut order = sample();
    order[member] = value;
    of(order)
}

fn simple(terms: Value, member: &str, value: &str) -> Vec<(&'static str, String)> {
    let mut order = recurring(terms);
    order["cancellation"] = json!("いつでも、ご契約のページから解約できます。");
    order[member] = json!(value);
    of(order)
}

fn one(code: &'static str, member: &str) -> Vec<(&'static str, String)> {
    vec![(code, member.to_owned())]
}

const NONE: [(&str, String); 0] = [];

#[test]
fn nothing_is_remarked_of_plain_terms() {
    assert_eq!(of(sample()), NONE);
    assert_eq!(simple(json!({}), "delivery", "お申し込み後すぐにお読みいただけます。"), NONE);
    let mut english = sample();
    english["delivery"] = json!("Sent within 3 days.");
    english["cancellation"] = json!("Unopened bottles can be returned within 8 days.");
    assert_eq!(of(english), NONE);
}

#[test]
fn what_is_called_free_has_to_be_free() {
    let says = |terms: Value, words: &str| simple(terms, "payment_timing", words);
    let free = json!({ "first_month": "free" });
    assert_eq!(says(json!({}), "初月無料、翌月から毎月1日に3,500円"), one("free_not_in_terms", "payment_timing"));
    assert_eq!(says(free.clone(), "初月無料、翌月から毎月1日に3,500円"), NONE);
    assert_eq!(says(json!({}), "送料無料、毎月1日に3,500円"), NONE, "of something else");
    // And what comes later has to be said beside it.
    assert_eq!(says(free.clone(), "初月は無料です。"), one("later_price_unsaid", "payment_timing"));
    assert_eq!(says(free, "初月は無料、翌月から３，５００円です。"), NONE, "in any width");
    let reduced =
        json!({ "method": "fixed_term", "timing": monthly(), "introduction": { "cycles": 2, "amount": 100 } });
    assert_eq!(says(reduced.clone(), "初回100円"), one("later_price_unsaid", "payment_timing"));
    assert_eq!(says(reduced.clone(), "お試し100円、3回目から3500円"), NONE);
    assert_eq!(says(reduced, "First two months ¥100"), one("later_price_unsaid", "payment_timing"));
    assert_eq!(once("payment_timing", json!("お試しサイズです。")), NONE, "of what is bought once there is no later");
}

#[test]
fn the_amount_is_the_whole_one() {
    assert_eq!(once("item_name", json!("赤ワイン３，０００円セット")), NONE, "a line's");
    assert_eq!(once("item_name", json!("赤ワイン2980円")), one("price_differs", "item_name"));
    assert_eq!(once("delivery", json!("3日以内に発送します（送料別）。")), one("amount_not_whole", "delivery"));
    let mut order = sample();
    order["lines"][0]["name"] = json!("赤ワイン（税抜）");
    assert_eq!(of(order), one("amount_not_whole", "lines[0].name"));
}

#[test]
fn leaving_is_said_and_as_easy_as_joining() {
    let says = |words: &str| simple(json!({}), "cancellation", words);
    assert_eq!(says("解約はお電話でのみ承ります。"), one("cancellation_harder", "cancellation"));
    assert_eq!(says("You can cancel by phone only."), one("cancellation_harder", "cancellation"));
    assert_eq!(says("ご契約のページから解約できます。お電話でも承ります。"), NONE, "one way more");
    assert_eq!(says("商品の性質上、特になし"), one("cancellation_unsaid", "cancellation"));
    assert_eq!(once("cancellation", json!("なし")), one("cancellation_unsaid", "cancellation"));
    assert_eq!(once("cancellation", json!("返品は電話でのみ承ります。")), NONE, "of what is bought once");
}

#[test]
fn who_can_leave_at_any_time_is_not_bound() {
    let says = |words: &str| simple(json!({}), "cancellation", words);
    assert_eq!(
        says("いつでも解約できます。ただし最低3か月のご利用が条件です。"),
        one("anytime_but_bound", "cancellation")
    );
    assert_eq!(says("中途での解約には違約金がかかります。"), one("bound_by_words", "cancellation"));
    assert_eq!(says("Cancel any time; minimum of three months."), one("anytime_but_bound", "cancellation"));
    for unbound in [
        "いつでも解約でき、違約金はかかりません。",
        "Cancel any time, no cancellation fee.",
        "縛りなしで解約できます。",
    ] {
        assert_eq!(says(unbound), NONE, "{unbound}");
    }
}

#[test]
fn nothing_presses() {
    assert_eq!(once("item_name", json!("赤ワイン今すぐ")), one("deadline_pressure", "item_name"));
    assert_eq!(once("application_period", json!("Hurry, last chance")), one("deadline_pressure", "application_period"));
    assert_eq!(once("application_period", json!("2026年11月30日まで")), NONE);
    let until = |until: &str| {
        let mut order = sample();
        order["now"] = json!("2026-11-24T11:50:00+09:00");
        order["expires_at"] = json!(until);
        of(order)
    };
    assert_eq!(until("2026-11-24T12:04:59+09:00"), one("deadline_short", "expires_at"));
    assert_eq!(until("2026-11-24T12:05:00+09:00"), NONE);
}

#[test]
fn the_terms_stand_here_and_can_be_read() {
    let elsewhere = "キャンセルについては利用規約をご覧ください。";
    assert_eq!(once("cancellation", json!(elsewhere)), one("terms_elsewhere", "cancellation"));
    let long = "未開封に限り、返品できます。".repeat(30);
    assert_eq!(once("cancellation", json!(long)), one("terms_long", "cancellation"));
    assert_eq!(once("cancellation", json!("到着後8日以内なら返品できます。".repeat(5) + elsewhere)), NONE, "both");
    assert_eq!(once("delivery", json!("順次発送します。")), one("delivery_vague", "delivery"));
    assert_eq!(once("delivery", json!("お支払い後すぐにダウンロードできます。")), NONE);
}

#[test]
fn each_remark_is_told_in_both_languages_with_its_point() {
    let mut order = recurring(json!({ "first_month": "free" }));
    order["item_name"] = json!("ワイン2980円今すぐ");
    order["payment_timing"] = json!("初月無料");
    order["cancellation"] = json!("解約は書面のみ。最低1年。");
    order["delivery"] = json!("順次（送料別）");
    let order = Order::read(&json(order), &mut Vec::new()).expect("an order");
    let all = remarks(&order);
    assert_eq!(all.len(), 7, "{all:?}");
    for remark in all {
        for language in [Language::Japanese, Language::English] {
            let says = remark.says(language);
            assert!(!says.is_empty() && !says.contains(['①', '②']), "{says}");
            assert!(!remark.code.point().says(language).is_empty());
        }
        let told = remark.to_json();
        assert_eq!(told.get("code").text(), Some(remark.code.as_str()));
        assert!(Point::ALL.iter().any(|point| told.get("point").text() == Some(point.as_str())));
    }
    let price = remarks(&order).into_iter().find(|it| it.code == RemarkCode::PriceDiffers).expect("it differs");
    assert!(price.says(Language::Japanese).contains("2,980円") && price.says(Language::English).contains("¥3,500"));
    let mut codes: Vec<_> = RemarkCode::ALL.iter().map(|code| code.as_str()).collect();
    codes.sort_unstable();
    assert!(codes.windows(2).all(|pair| pair[0] != pair[1]));
}
