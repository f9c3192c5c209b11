use super::Report;
use super::advice::{NextStep, next_step, sentences};
use super::report::Outcome;
use super::sentence::ResultSentence as Say;
use crate::json::tests::json;
use sbps::error_code::LinkErrorCode;
use serde_json::{Value, json};

/// The report of the documentation, some of its members changed.
fn report(changes: Value) -> Value {
    let mut report = json!({
        "outcome": "paid", "code": null, "order_reference": "r-1", "item_name": "赤ワイン（ハーフ）", "amount": 3500,
        "order_url": "/orders/r-1", "shop_url": "/", "other_ways_url": "/other", "contact": "03-0000-0000",
    });
    for (name, value) in changes.as_object().expect("an object") {
        report[name] = value.clone();
    }
    report
}

fn read(changes: Value) -> Report {
    let mut problems = Vec::new();
    let read = Report::read(&json(report(changes)), &mut problems);
    read.unwrap_or_else(|| panic!("{problems:?}"))
}

fn failed(code: &str) -> Report {
    read(json!({ "outcome": "failed", "code": code }))
}

#[test]
fn each_problem_has_its_path_and_code() {
    for (changes, path, code) in [
        (json!({ "outcome": "maybe" }), "outcome", "unknown_word"),
        (json!({ "outcome": null }), "outcome", "missing"),
        (json!({ "code": 8281 }), "code", "wrong_type"),
        (json!({ "order_reference": "" }), "order_reference", "blank"),
        (json!({ "item_name": null }), "item_name", "missing"),
        (json!({ "amount": "3500" }), "amount", "wrong_type"),
        (json!({ "order_url": "javascript:alert(1)" }), "order_url", "unsafe_address"),
        (json!({ "shop_url": null }), "shop_url", "missing"),
        (json!({ "other_ways_url": "data:x" }), "other_ways_url", "unsafe_address"),
        (json!({ "subscription_url": "javascript:alert(1)" }), "subscription_url", "unsafe_address"),
        (json!({ "subscription_url": 1 }), "subscription_url", "wrong_type"),
        (json!({ "varies": "true" }), "varies", "wrong_type"),
        (json!({ "contact": null }), "contact", "missing"),
    ] {
        let mut problems = Vec::new();
        assert_eq!(Report::read(&json(report(changes.clone())), &mut problems), None, "{changes}");
        let found: Vec<_> = problems.iter().map(|problem| (problem.path.as_str(), problem.reason.code())).collect();
        assert_eq!(found, [(path, code)], "{changes}");
    }
    assert_eq!(Report::read(&json(json!(null)), &mut Vec::new()), None);
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
        ("open", Say::JoiningOpenTitle, NextStep::Order),
    ] {
        let report = joining(word);
        assert_eq!((sentences(&report, true).0, next_step(&report)), (title, step), "{word}");
    }
    let said = |word, is_patient| sentences(&joining(word), is_patient).1;
    assert_eq!(said("paid", true), Say::Joined);
    assert_eq!(said("already_paid", true), Say::AlreadyJoined);
    assert_eq!(
        (said("confirming", true), said("confirming", false)),
        (Say::JoiningConfirming, Say::JoiningConfirmingLong)
    );
}

#[test]
fn what_was_left_out_is_no_contract_and_no_upper_bound() {
    let report = read(json!({}));
    assert_eq!((report.subscription_url, report.varies), (None, false));
    let report = read(json!({ "subscription_url": null, "varies": null }));
    assert_eq!((report.subscription_url, report.varies), (None, false));
    let report = read(json!({ "subscription_url": "/subscriptions/s-1", "varies": true }));
    assert_eq!((report.subscription_url.as_deref(), report.varies), (Some("/subscriptions/s-1"), true));
}

#[test]
fn without_a_code_nothing_is_said_but_what_the_record_says() {
    let report = read(json!({ "outcome": "failed", "code": null }));
    assert_eq!(report.outcome, Outcome::Unrecorded);
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
        assert_eq!(report.outcome, Outcome::Failed(Some(code)));
        assert_ne!(sentences(&report, true).1, Say::UnknownReason, "{digits}");
        let advice = code.advice();
        if !advice.offer_another_method && advice.retry == sbps::error_code::Retry::Never {
            assert_eq!(next_step(&report), NextStep::Shop, "{digits}");
        }
    }
    assert!(known > 100, "{known}");
}
