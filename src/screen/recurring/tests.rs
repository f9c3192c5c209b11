use super::words::{cancel_in_time, duration, is_made_at_au, rhythm, total};
use crate::language::Language::{English, Japanese};
use crate::page::recurring::tests::{contract, fixed_term, monthly};
use serde_json::json;

#[test]
fn timings_are_said_in_both_languages() {
    for (recurring, japanese, english) in [
        (contract(json!({})), "毎月1日", "every month on day 1"),
        (fixed_term(monthly(), json!({})), "毎月20日", "every month on day 20"),
        (
            fixed_term(json!({ "kind": "day_of_month", "months": 3, "day": 31 }), json!({})),
            "3か月ごとの31日（その日がない月は、月末）",
            "every 3 months on day 31 (in shorter months, on the last day)",
        ),
        (
            fixed_term(json!({ "kind": "last_day_of_month", "months": 1 }), json!({})),
            "毎月末日",
            "every month on the last day",
        ),
        (
            fixed_term(json!({ "kind": "day_of_week", "weeks": 2, "weekday": "friday" }), json!({})),
            "2週間ごとの金曜日",
            "every 2 weeks on Friday",
        ),
        (fixed_term(json!({ "kind": "every_days", "days": 30 }), json!({})), "30日ごと", "every 30 days"),
        (
            fixed_term(json!({ "kind": "usage" }), json!({})),
            "ご利用があったとき（日は決まっていません）",
            "Whenever you have used the service (no fixed day)",
        ),
    ] {
        let said = |language| rhythm(language, recurring.schedule.timing());
        assert_eq!((&*said(Japanese), &*said(English)), (japanese, english));
    }
}

/// The lines of the plan, each with its parts: when, how much, a note.
#[cfg(feature = "ssr")]
fn lines(language: crate::language::Language, recurring: &crate::page::recurring::Recurring) -> Vec<String> {
    use leptos::prelude::RenderHtml;
    let html = super::plan("h3", language, recurring, None).to_html();
    let lines = html.split("<li").skip(1).map(|line| {
        let texts = line.split('<').filter_map(|piece| piece.split_once('>').map(|(_, text)| text.trim()));
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" | ")
    });
    lines.collect()
}

#[cfg(feature = "ssr")]
#[test]
fn at_a_glance_stands_what_is_paid_today_what_follows_and_until_when_it_can_be_avoided() {
    let every_days = || json!({ "kind": "every_days", "days": 30 });
    for (recurring, said) in [
        (
            contract(json!({ "first_month": "free" })),
            vec![
                "本日のお支払い | 0円 | 2026年11月30日（月）まで無料です。",
                "2026年12月1日（火）から、毎月1日 | 3,500円 | 税込み",
                "2026年11月30日（月）までに解約されると、2026年12月1日（火）のお支払いは発生しません。",
            ],
        ),
        (
            contract(json!({})),
            vec![
                "本日のお支払い | 3,500円",
                "2026年12月1日（火）から、毎月1日 | 3,500円 | 税込み",
                "2026年11月30日（月）までに解約されると、2026年12月1日（火）のお支払いは発生しません。",
            ],
        ),
        (contract(json!({ "last_month": "2026-11" })), vec!["本日のお支払い | 3,500円", "いつでも解約できます。"]),
        (
            contract(json!({ "last_month": "2026-12" })),
            vec![
                "本日のお支払い | 3,500円",
                "2026年12月1日（火） | 3,500円 | 税込み",
                "2026年11月30日（月）までに解約されると、2026年12月1日（火）のお支払いは発生しません。",
            ],
        ),
        (
            fixed_term(monthly(), json!({ "introduction": { "cycles": 2, "amount": 100 } })),
            vec![
                "本日のお支払い | 0円",
                "2026年12月20日（日）から、毎月20日 | 100円 | 税込み",
                "2027年2月20日（土）から、毎月20日 | 3,500円 | 税込み",
                "2026年12月19日（土）までに解約されると、2026年12月20日（日）のお支払いは発生しません。",
            ],
        ),
        (
            fixed_term(every_days(), json!({ "introduction": { "cycles": 1, "amount": 980 } })),
            vec![
                "本日のお支払い | 980円 | 次の au の画面でお支払いいただきます。",
                "2026年12月24日（木）から、30日ごと | 3,500円 | 税込み",
                "2026年12月23日（水）までに解約されると、2026年12月24日（木）のお支払いは発生しません。",
            ],
        ),
        (
            fixed_term(every_days(), json!({ "introduction": { "cycles": 2, "amount": 0 } })),
            vec![
                "本日のお支払い | 0円 | 2027年1月22日（金）まで無料です。",
                "2027年1月23日（土）から、30日ごと | 3,500円 | 税込み",
                "2027年1月22日（金）までに解約されると、2027年1月23日（土）のお支払いは発生しません。",
            ],
        ),
        (
            fixed_term(json!({ "kind": "usage" }), json!({})),
            vec![
                "本日のお支払い | 0円",
                "ご利用があったとき（日は決まっていません） | 最大3,500円 | 金額はご利用に応じて変わります。",
                "いつでも解約できます。",
            ],
        ),
    ] {
        assert_eq!(lines(Japanese, &recurring), said);
    }
    let english = lines(English, &fixed_term(monthly(), json!({ "varies": true })));
    assert_eq!(
        english[1],
        "From Sunday, 20 December 2026, every month on day 20 | up to ¥3,500 | The amount varies with what you use."
    );
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
        Some("2026年12月19日（土）までに解約されると、2026年12月20日（日）のお支払いは発生しません。")
    );
    let usage = fixed_term(json!({ "kind": "usage" }), json!({}));
    assert_eq!(cancel_in_time(Japanese, &usage.schedule, usage.joined), None);
}

#[test]
fn the_first_payment_is_said_to_be_made_at_au_now_where_it_is() {
    let every_days = || json!({ "kind": "every_days", "days": 30 });
    assert!(is_made_at_au(&fixed_term(every_days(), json!({}))));
    for later in [
        fixed_term(every_days(), json!({ "first_charge_from": "2026-11-25" })),
        fixed_term(every_days(), json!({ "introduction": { "cycles": 1, "amount": 0 } })),
        fixed_term(every_days(), json!({ "varies": true })),
        contract(json!({})),
    ] {
        assert!(!is_made_at_au(&later));
    }
}
