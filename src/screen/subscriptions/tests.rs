use super::state::{Intent, Remedy, Step, remedy};
use super::words;
use crate::language::Language::{English, Japanese};
use crate::language::SubscriptionSentence as Say;
use crate::page::account::tests::{day, read};
use crate::page::failure::{Code, Failure};
use crate::page::subscription::{Action, SubscriptionState};
use crate::screen::headings::Headings;
use serde_json::json;

#[test]
fn each_state_says_what_it_is_and_only_an_active_one_has_a_next_payment() {
    let today = day(2026, 11, 24);
    let mut said = Vec::new();
    for (word, state) in SubscriptionState::ALL {
        let subscription = read(json!({ "state": word }));
        assert_eq!((subscription.state, state.word()), (state, word));
        assert_eq!(subscription.next_charge(today).is_some(), state == SubscriptionState::Active, "{word}");
        said.push(words::state(English, &subscription, today));
        // Nobody is told that nothing will be charged, where that is not known yet.
        use SubscriptionState::{Active, CancellationPending, Pending, Unknown};
        let expected = match state {
            Active => words::charge(English, &subscription.next_charge(today).expect("planned")),
            Pending | CancellationPending | Unknown => English.say(Say::NextUnknown).to_owned(),
            _ => English.say(Say::NextNone).to_owned(),
        };
        assert_eq!(words::next(English, &subscription, today), expected, "{word}");
    }
    said.push(words::state(English, &read(json!({})), day(2026, 12, 1)));
    let problem = json!({ "code": "8281", "on": "2026-12-01", "suspended_from": "2027-01-01" });
    said.push(words::state(English, &read(json!({ "problem": problem })), day(2026, 12, 2)));
    assert_eq!(said[0], English.say(Say::FirstFree));
    for (index, one) in said.iter().enumerate() {
        assert!(said[..index].iter().all(|other| other != one), "{one}");
    }
}

#[test]
fn a_cancelled_one_says_until_when_it_can_be_used() {
    let cancelled = read(json!({ "state": "cancelled", "ends_on": "2026-11-30", "actions": [] }));
    assert_eq!(
        words::state(Japanese, &cancelled, day(2026, 11, 24)),
        "解約済みです。今後のお支払いはありません。2026年11月30日（月）までご利用いただけます。"
    );
    assert_eq!(
        words::state(Japanese, &cancelled, day(2026, 12, 1)),
        "解約済みです。今後のお支払いはありません。ご利用期間は2026年11月30日（月）で終了しました。"
    );
    assert_eq!(words::next(Japanese, &cancelled, day(2026, 11, 24)), "予定はありません。");
    assert!(!cancelled.can_end());
}

#[test]
fn the_next_payment_is_the_schedules_and_none_that_was_made_already() {
    let subscription = read(json!({}));
    assert_eq!(words::next(Japanese, &subscription, day(2026, 11, 24)), "2026年12月1日（火）に3,000円");
    let made = read(json!({ "history": [{ "on": "2026-12-01", "amount": 3000, "outcome": "paid" }] }));
    assert_eq!(words::next(English, &made, day(2026, 12, 1)), "Friday, 1 January 2027: ¥3,000");
    let usage = json!({ "method": "fixed_term", "timing": { "kind": "usage" } });
    let usage = read(json!({ "recurring": usage, "actions": ["unsubscribe"] }));
    assert_eq!(words::next(English, &usage, day(2026, 12, 1)), "When you have used the service (no fixed day).");
    let used = json!({ "method": "fixed_term", "timing": { "kind": "usage" } });
    let used = read(json!({ "recurring": used, "known_charge": { "on": "2026-12-02", "amount": 600 } }));
    assert_eq!(words::next(Japanese, &used, day(2026, 12, 1)), "2026年12月2日（水）に600円");
    assert_eq!(
        words::if_cancelled(Japanese, &used, day(2026, 12, 1)),
        ["2026年12月2日（水）のお支払い（600円）以降は、請求されません。"]
    );
}

#[test]
fn what_cancelling_today_means_is_said_before_it_is_done() {
    let today = day(2026, 11, 24);
    assert_eq!(
        words::if_cancelled(Japanese, &read(json!({})), today),
        [
            "2026年12月1日（火）のお支払い（3,000円）以降は、請求されません。",
            "現在の料金の対象期間は、2026年11月30日（月）までです。"
        ]
    );
    let charged = read(json!({ "recurring": { "cancellation_month": "charged" } }));
    assert_eq!(
        words::if_cancelled(Japanese, &charged, today)[0],
        "2026年11月24日（火）のお支払い（3,000円）が発生します。"
    );
    let dropped = read(json!({ "recurring": { "first_month": "charged" } }));
    assert_eq!(
        words::if_cancelled(English, &dropped, today)[0],
        "The payment of ¥3,000 on Tuesday, 24 November 2026 is not charged."
    );
    let usage = json!({ "method": "fixed_term", "timing": { "kind": "usage" } });
    assert_eq!(
        words::if_cancelled(English, &read(json!({ "recurring": usage })), today),
        [English.say(Say::NothingMore)]
    );
}

#[test]
fn an_ending_of_unknown_outcome_is_never_asked_for_again_blindly() {
    for (code, detail, ending, at_au) in [
        (Code::EndpointUnreachable, "", Remedy::Look, Remedy::TryAgain),
        (Code::EndpointSlow, "", Remedy::Look, Remedy::TryAgain),
        (Code::AnswerInvalid, "receipt", Remedy::Look, Remedy::TryAgain),
        (Code::EndpointRefused, "outcome_unknown", Remedy::Look, Remedy::Look),
        (Code::EndpointRefused, "action_not_possible", Remedy::Look, Remedy::Look),
        (Code::DisplayedDiffers, "", Remedy::Look, Remedy::Look),
        (Code::EndpointRefused, "gateway_unreachable", Remedy::TryAgain, Remedy::TryAgain),
        (Code::EndpointRefused, "gateway_refused", Remedy::AskShop, Remedy::AskShop),
        (Code::EndpointRefused, "subscription_unknown", Remedy::AskShop, Remedy::AskShop),
        (Code::EndpointRefused, "request_invalid", Remedy::AskShop, Remedy::AskShop),
        (Code::EndpointRefused, "internal", Remedy::Look, Remedy::TryAgain),
        (Code::EndpointRefused, "404", Remedy::Look, Remedy::TryAgain),
        (Code::PageExpired, "419", Remedy::Look, Remedy::Look),
        (Code::SignedDiffers, "item_name", Remedy::AskShop, Remedy::AskShop),
        (Code::DestinationNotAllowed, "", Remedy::AskShop, Remedy::AskShop),
        (Code::FrameRefused, "", Remedy::AskShop, Remedy::AskShop),
        (Code::HandoffStopped, "", Remedy::TryAgain, Remedy::TryAgain),
    ] {
        let failure = Failure::with(code, detail);
        let intent = |action, at_au| Intent { index: 0, action, at_au };
        for action in [Action::Cancel, Action::Unsubscribe] {
            assert_eq!(remedy(intent(action, false), &failure), ending, "{code:?} {detail}");
            assert_eq!(remedy(intent(action, true), &failure), at_au, "{code:?} {detail}");
        }
        assert_eq!(remedy(intent(Action::Reapply, true), &failure), at_au, "{code:?} {detail}");
    }
}

#[test]
fn who_comes_back_from_au_is_told_how_far_it_came() {
    let said = |from: &str, outcome: &str, code: Option<&str>| {
        let subscription = read(json!({ "returned": { "from": from, "outcome": outcome, "code": code } }));
        words::returned(Japanese, subscription.returned.as_ref().expect("something is told"))
    };
    let [left, renewed] = [Say::NotLeft, Say::NotRenewed].map(|say| Japanese.say(say));
    assert_eq!(said("unsubscribe", "cancelled", None), left);
    assert_eq!(said("cancel", "failed", Some("8297")), format!("{left}（エラーコード：8297）"));
    assert_eq!(said("reapply", "failed", None), renewed);
    assert_eq!(said("cancel", "confirming", None), Japanese.say(Say::LeavingConfirmed));
    assert_eq!(said("reapply", "confirming", None), Japanese.say(Say::RenewalConfirmed));
}

#[test]
fn only_asking_and_leaving_are_busy() {
    let intent = Intent { index: 0, action: Action::Cancel, at_au: false };
    assert!(Step::Asking(intent).is_busy() && Step::Leaving(intent).is_busy());
    for step in [Step::List(Some(intent)), Step::Confirming(intent), Step::Done(intent)] {
        assert!(!step.is_busy());
    }
    assert_eq!((Step::List(Some(intent)).intent(), Step::Done(intent).intent()), (None, Some(intent)));
}

/// The texts of a page, in the order in which they are read.
#[cfg(feature = "ssr")]
fn shown(changes: serde_json::Value, today: chrono::NaiveDate) -> String {
    use leptos::prelude::RenderHtml;
    let account = crate::page::account::Account { today, subscriptions: vec![read(changes)] };
    let state = super::SubscriptionsState {
        account: Ok(account),
        language: Japanese,
        headings: Headings::default(),
        step: Step::List(None),
    };
    super::screen(&state).to_html()
}

#[cfg(feature = "ssr")]
#[test]
fn after_a_charge_that_failed_its_causes_come_first_then_what_applying_again_costs() {
    let monthly = json!({ "method": "fixed_term", "timing": { "kind": "day_of_month", "months": 1, "day": 20 } });
    let failed = json!({
        "recurring": monthly, "actions": ["unsubscribe", "reapply"],
        "history": [{ "on": "2026-12-20", "amount": 3000, "outcome": "failed" }],
        "problem": { "code": "8281", "on": "2026-12-20", "suspended_from": "2027-01-20" },
    });
    let html = shown(failed, day(2026, 12, 21));
    let place = |said: &str| html.find(said).unwrap_or_else(|| panic!("{said}: {html}"));
    let places = [
        place(Japanese.say(Say::ProblemTitle)),
        place(Japanese.say(Say::CheckLimit)),
        place(Japanese.say(Say::Reapply)),
        place("再申し込み後の最初のお支払いは、2027年1月20日（水）に3,000円です。"),
        place(Japanese.say(Say::Suspended)),
    ];
    assert!(places.is_sorted(), "{places:?}");
    assert!(!html.contains("対象期間"), "what was not paid for is not told as paid");
    let usage = json!({
        "recurring": { "method": "fixed_term", "timing": { "kind": "usage" } }, "actions": ["reapply"],
        "problem": { "code": "8281", "on": "2026-12-20", "suspended_from": null },
    });
    assert!(shown(usage, day(2026, 12, 21)).contains(Japanese.say(Say::ReapplyUsage)));
}
