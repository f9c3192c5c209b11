use super::advice::{NextStep, next_step, other_steps, sentences};
use crate::language::ResultSentence as Say;
use crate::page::report::tests::read;
use crate::page::report::{PaymentOutcome, Report};
use crate::screen::headings::Headings;
use sbps::error_code::LinkErrorCode;
use serde_json::json;

fn failed(code: &str) -> Report {
    read(json!({ "outcome": "failed", "code": code }))
}

#[test]
fn each_outcome_has_its_heading_and_its_next_step() {
    for (word, title, step) in [
        ("paid", Say::PaidTitle, NextStep::Shop),
        ("already_paid", Say::AlreadyPaidTitle, NextStep::Shop),
        ("failed", Say::FailedTitle, NextStep::OtherWays),
        ("cancelled", Say::CancelledTitle, NextStep::Order),
        ("confirming", Say::ConfirmingTitle, NextStep::Stay),
        ("expired", Say::ExpiredTitle, NextStep::Shop),
        ("withdrawn", Say::WithdrawnTitle, NextStep::Shop),
        ("open", Say::OpenTitle, NextStep::Order),
    ] {
        let report = read(json!({ "outcome": word }));
        assert_eq!((sentences(&report, true).0, next_step(&report)), (title, step), "{word}");
    }
    for report in [read(json!({ "outcome": "confirming" })), joining("confirming")] {
        assert_ne!(sentences(&report, true).1, sentences(&report, false).1);
    }
}

/// The report of an order that makes a contract.
fn joining(outcome: &str) -> Report {
    read(json!({ "outcome": outcome, "subscription_url": "/subscriptions/s-1?lang=ja" }))
}

#[test]
fn an_order_that_makes_a_contract_speaks_of_joining_and_leads_to_the_subscription() {
    for (word, title, step) in [
        ("paid", Say::JoinedTitle, NextStep::Subscription),
        ("already_paid", Say::AlreadyJoinedTitle, NextStep::Subscription),
        ("failed", Say::NotJoinedTitle, NextStep::OtherWays),
        ("cancelled", Say::JoiningCancelledTitle, NextStep::Order),
        ("confirming", Say::JoiningConfirmingTitle, NextStep::Stay),
        ("expired", Say::ExpiredTitle, NextStep::Shop),
        ("withdrawn", Say::WithdrawnTitle, NextStep::Shop),
        ("open", Say::JoiningOpenTitle, NextStep::Order),
    ] {
        let report = joining(word);
        assert_eq!((sentences(&report, true).0, next_step(&report)), (title, step), "{word}");
    }
    let said = |word, is_patient| sentences(&joining(word), is_patient).1;
    assert_eq!(said("paid", true), Say::Joined);
    assert_eq!(said("already_paid", true), Say::AlreadyJoined);
    assert_eq!(said("open", true), Say::JoiningOpen);
    assert_eq!(
        (said("confirming", true), said("confirming", false)),
        (Say::JoiningConfirming, Say::JoiningConfirmingLong)
    );
}

#[test]
fn without_a_code_nothing_is_said_but_what_the_record_says() {
    let report = read(json!({ "outcome": "failed", "code": null }));
    assert_eq!(report.outcome, PaymentOutcome::Unrecorded);
    assert_eq!(sentences(&report, true), (Say::FailedTitle, Say::Unrecorded));
}

#[test]
fn a_code_of_the_link_type_says_why_and_what_helps() {
    for (code, meaning, step) in [
        ("8281", Say::LimitExceeded, NextStep::OtherWays),
        ("8297", Say::LimitExceeded, NextStep::OtherWays),
        ("8366", Say::CrossedMidnight, NextStep::Order),
        ("8288", Say::AuthenticationNotCompleted, NextStep::OtherWays),
        ("8673", Say::RecurringForbidden, NextStep::OtherWays),
        ("8670", Say::NotUsable, NextStep::OtherWays),
        ("8295", Say::CarrierTrouble, NextStep::OtherWays),
        ("8278", Say::AlreadyDone, NextStep::Shop),
        ("8347", Say::InProgress, NextStep::Shop),
        ("8999", Say::UnknownReason, NextStep::OtherWays),
        ("not a code", Say::UnknownReason, NextStep::OtherWays),
    ] {
        let report = failed(code);
        assert_eq!((sentences(&report, true).1, next_step(&report)), (meaning, step), "{code}");
    }
    let nowhere_else = read(json!({ "outcome": "failed", "code": "8281", "other_ways_url": null }));
    assert_eq!(next_step(&nowhere_else), NextStep::Order);
}

#[test]
fn every_known_code_has_a_sentence_of_its_own_and_none_that_may_be_done_is_offered_again() {
    let mut known = 0;
    for number in 0..=9_999 {
        let code = LinkErrorCode::new(number).expect("four digits");
        if code.meaning().is_none() {
            continue;
        }
        known += 1;
        let mut digits = number.to_string();
        digits = "0".repeat(4 - digits.len()) + &digits;
        let report = failed(&digits);
        assert_eq!(report.outcome, PaymentOutcome::Failed(Some(code)));
        assert_ne!(sentences(&report, true).1, Say::UnknownReason, "{digits}");
        let advice = code.advice();
        if !advice.offer_another_method && advice.retry == sbps::error_code::Retry::Never {
            assert_eq!(next_step(&report), NextStep::Shop, "{digits}");
        }
        let title = if advice.may_be_done() { Say::UnclearTitle } else { Say::FailedTitle };
        assert_eq!(sentences(&report, true).0, title, "{digits}");
    }
    assert!(known > 100, "{known}");
}

/// Natively, and without a browser in reach.
#[cfg(feature = "ssr")]
#[test]
fn a_server_prints_what_the_element_draws() {
    use super::{ResultState, WAITS, screen};
    use crate::language::Language;
    use leptos::prelude::RenderHtml;
    for outcome in ["paid", "already_paid", "failed", "cancelled", "confirming", "expired", "open", "withdrawn"] {
        let report = read(json!({ "outcome": outcome, "item_name": "<b>&\"wine\"" }));
        let (title, meaning) = sentences(&report, false);
        let state = ResultState {
            report: Some(report),
            language: Language::English,
            headings: Headings::default(),
            asked: WAITS.len(),
        };
        let printed = screen(&state).to_html();
        for said in [title, meaning] {
            let said = Language::English.say(said).replace('\'', "&#x27;");
            assert!(printed.contains(&said) || printed.contains(&said.replace("&#x27;", "'")), "{said}: {printed}");
        }
        assert!(printed.contains("&lt;b&gt;&amp;"), "{printed}");
        assert!(!printed.contains("<b>"), "{printed}");
    }
}

#[test]
fn nobody_is_left_without_a_way_on() {
    use NextStep::{Order, OtherWays, Shop, Stay, Subscription};
    for (report, steps) in [
        (failed("8281"), vec![OtherWays, Order, Shop]),
        (failed("1101"), vec![OtherWays, Order, Shop]),
        (failed("8366"), vec![Order, Shop]),
        (read(json!({ "outcome": "failed", "code": "8281", "other_ways_url": null })), vec![Order, Shop]),
        (read(json!({ "outcome": "failed", "code": null })), vec![OtherWays, Order, Shop]),
        // What may be done is not offered a second time.
        (failed("8278"), vec![Shop]),
        (failed("8347"), vec![Shop]),
        (read(json!({ "outcome": "cancelled" })), vec![Order, OtherWays, Shop]),
        (read(json!({ "outcome": "cancelled", "other_ways_url": null })), vec![Order, Shop]),
        (read(json!({ "outcome": "open" })), vec![Order, Shop]),
        (read(json!({ "outcome": "confirming" })), vec![Stay, Shop]),
        (read(json!({ "outcome": "paid" })), vec![Shop]),
        (joining("paid"), vec![Subscription, Shop]),
    ] {
        let next = next_step(&report);
        let mut all = vec![next];
        all.extend(other_steps(&report, next));
        assert_eq!(all, steps, "{:?}", report.outcome);
    }
}

#[cfg(feature = "ssr")]
#[test]
fn that_nothing_was_charged_is_said_only_where_the_server_knows() {
    use super::{ResultState, screen};
    use crate::language::Language;
    use leptos::prelude::RenderHtml;
    let says = |report: serde_json::Value| {
        let state = ResultState {
            report: Some(read(report)),
            language: Language::Japanese,
            headings: Headings::default(),
            asked: 0,
        };
        screen(&state).to_html().contains(Language::Japanese.say(Say::NotCharged))
    };
    assert!(says(json!({ "outcome": "failed", "code": "8281", "not_charged": true })));
    assert!(!says(json!({ "outcome": "failed", "code": "8281" })));
    for outcome in ["paid", "already_paid", "confirming", "open", "cancelled", "expired"] {
        assert!(!says(json!({ "outcome": outcome, "not_charged": true })), "{outcome}");
    }
}
