use super::Account;
use crate::json::tests::json;
use crate::language::Language::Japanese;
use crate::page::request::ActionRequest;
use crate::page::subscription::{Action, Subscription, SubscriptionState};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::rc::Rc;

/// The subscription of the documentation, some of its members changed.
fn subscription(changes: Value) -> Value {
    let mut subscription = json!({
        "reference": "s-1", "item_name": "ワイン便　毎月1日課金", "amount": 3000, "state": "active",
        "recurring": {
            "method": "simple", "joined_on": "2026-11-24", "first_month": "free", "cancellation_month": "not_charged",
            "last_month": null, "cancel_url": "/subscriptions/s-1", "contact": "03-0000-0000",
        },
        "ends_on": null, "problem": null,
        "history": [{ "on": "2026-11-24", "amount": 0, "outcome": "free" }],
        "actions": ["cancel"], "calendar_url": "/subscriptions/s-1/calendar.ics?lang=ja", "other_ways_url": "/",
        "contact": "03-0000-0000",
    });
    for (name, value) in changes.as_object().expect("an object") {
        match value.as_object() {
            Some(members) if name == "recurring" => {
                for (name, value) in members {
                    subscription["recurring"][name] = value.clone();
                }
            }
            _ => subscription[name] = value.clone(),
        }
    }
    subscription
}

/// A page with it alone.
pub(crate) fn page(changes: Value) -> Value {
    json!({ "today": "2026-11-24", "subscriptions": [subscription(changes)] })
}

/// The same, read.
pub(crate) fn read(changes: Value) -> Rc<Subscription> {
    let mut problems = Vec::new();
    let account = Account::read(&json(page(changes)), &mut problems);
    Rc::clone(&account.unwrap_or_else(|| panic!("{problems:?}")).subscriptions[0])
}

/// A day of the calendar.
pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

#[test]
fn each_problem_has_its_path_and_code() {
    for (changes, path, code) in [
        (json!({ "reference": null }), "reference", "missing"),
        (json!({ "item_name": "🍷" }), "item_name", "unencodable"),
        (json!({ "amount": 0 }), "amount", "out_of_range"),
        (json!({ "state": "sleeping" }), "state", "unknown_word"),
        (json!({ "recurring": null }), "recurring", "missing"),
        (json!({ "recurring": { "joined_on": "today" } }), "recurring.joined_on", "no_day"),
        (json!({ "ends_on": "2026-13-01" }), "ends_on", "no_day"),
        (json!({ "problem": { "code": "8281" } }), "problem.on", "missing"),
        (json!({ "history": null }), "history", "wrong_type"),
        (
            json!({ "history": [{ "on": "2026-11-24", "amount": -1, "outcome": "paid" }] }),
            "history[0].amount",
            "out_of_range",
        ),
        (
            json!({ "history": [{ "on": "2026-11-24", "amount": 1, "outcome": "lost" }] }),
            "history[0].outcome",
            "unknown_word",
        ),
        (json!({ "actions": ["cancel", "pause"] }), "actions", "unknown_word"),
        (json!({ "actions": "cancel" }), "actions", "wrong_type"),
        (json!({ "calendar_url": "javascript:alert(1)" }), "calendar_url", "unsafe_address"),
        (json!({ "other_ways_url": "data:x" }), "other_ways_url", "unsafe_address"),
        (json!({ "contact": "" }), "contact", "blank"),
        (json!({ "receipt": { "on": "2026-11-24" } }), "receipt.number", "missing"),
        (json!({ "leaving": "home" }), "leaving", "unknown_word"),
        (json!({ "known_charge": { "on": "2026-12-02" } }), "known_charge.amount", "missing"),
        (json!({ "returned": { "from": "cancel" } }), "returned.outcome", "missing"),
        (json!({ "returned": { "from": "pause", "outcome": "failed" } }), "returned.from", "unknown_word"),
        (json!({ "returned": { "from": "cancel", "outcome": "failed", "code": 1 } }), "returned.code", "wrong_type"),
    ] {
        let page = json!({ "today": "2026-11-24", "subscriptions": [subscription(changes.clone())] });
        let mut problems = Vec::new();
        assert!(Account::read(&json(page), &mut problems).is_none(), "{changes}");
        let found: Vec<_> = problems.iter().map(|problem| (problem.path.as_str(), problem.reason.code())).collect();
        assert!(found.contains(&(&*["subscriptions[0].", path].concat(), code)), "{changes}: {found:?}");
    }
    for (page, path, code) in [
        (json!({ "subscriptions": [] }), "today", "missing"),
        (json!({ "today": "2026-11-24" }), "subscriptions", "missing"),
        (json!({ "today": "2026-11-24", "subscriptions": {} }), "subscriptions", "wrong_type"),
        (json!(null), "today", "missing"),
    ] {
        let mut problems = Vec::new();
        assert!(Account::read(&json(page), &mut problems).is_none());
        assert_eq!((problems[0].path.as_str(), problems[0].reason.code()), (path, code));
    }
    let none = json!({ "today": "2026-11-24", "subscriptions": [] });
    assert!(Account::read(&json(none), &mut Vec::new()).is_some_and(|account| account.subscriptions.is_empty()));
}

#[test]
fn several_subscriptions_are_never_ended_at_one_address() {
    let page = |count: usize| {
        let page = json!({ "today": "2026-11-24", "subscriptions": vec![subscription(json!({})); count] });
        Account::read(&json(page), &mut Vec::new()).expect("subscriptions")
    };
    for (count, endpoint, is_refused) in [
        (1, "https://shop.example/subscriptions/s-1/actions", false),
        (2, "https://shop.example/subscriptions/s-1/actions", true),
        (2, "https://shop.example/subscriptions/%7Breference%7D/actions", false),
    ] {
        let mut problems = Vec::new();
        page(count).check_endpoint(endpoint, &mut problems);
        assert_eq!(!problems.is_empty(), is_refused, "{count} {endpoint}");
    }
}

#[test]
fn a_renewal_has_the_same_terms_without_a_second_introduction_and_the_cycles_that_are_left() {
    let timing = json!({ "kind": "day_of_month", "months": 1, "day": 20 });
    let terms = json!({
        "method": "fixed_term", "timing": timing, "cycles": 6, "introduction": { "cycles": 2, "amount": 0 },
    });
    let history = json!([
        { "on": "2026-12-20", "amount": 0, "outcome": "free" },
        { "on": "2027-01-20", "amount": 0, "outcome": "free" },
        { "on": "2027-02-20", "amount": 3000, "outcome": "paid" },
        { "on": "2027-03-20", "amount": 3000, "outcome": "failed" },
    ]);
    let today = day(2027, 3, 25);
    let subscription = read(json!({ "recurring": terms, "history": history, "actions": ["reapply"] }));
    let renewed = subscription.renewed(today).expect("cycles are left");
    let shown: Vec<_> = renewed.charges.iter().map(|charge| (charge.date, charge.amount.most().get())).collect();
    let expected = [day(2027, 4, 20), day(2027, 5, 20), day(2027, 6, 20)];
    assert_eq!(shown, expected.map(|date| (date, 3_000)));
    assert!(subscription.offered(today).eq([Action::Reapply]));

    let over = json!({ "method": "fixed_term", "timing": timing, "cycles": 1 });
    let history = json!([{ "on": "2026-12-20", "amount": 3000, "outcome": "paid" }]);
    let over = read(json!({ "recurring": over, "history": history, "actions": ["reapply"] }));
    assert_eq!(over.offered(today).count(), 0, "no cycle is left");
    assert!(read(json!({ "actions": ["cancel"] })).renewed(today).is_none(), "a simple contract");
}

#[test]
fn an_ending_is_done_only_with_a_receipt() {
    let receipt = json!({ "number": "C-1", "on": "2026-11-24" });
    let answer = subscription(json!({ "state": "cancelled", "actions": [], "receipt": receipt }));
    let new = Subscription::read_ended(&json(answer)).expect("a subscription with a receipt");
    assert_eq!(
        (new.state, new.receipt.map(|receipt| receipt.number)),
        (SubscriptionState::Cancelled, Some("C-1".to_owned()))
    );
    assert!(Subscription::read_ended(&json(subscription(json!({ "state": "cancelled" })))).is_none());
    assert!(Subscription::read_ended(&json(json!({ "receipt": { "number": "C-1", "on": "2026-11-24" } }))).is_none());
}

#[test]
fn where_it_is_completed_is_known_before_it_is_asked_for() {
    for (leaving, ends_at_au) in [(json!(null), false), (json!("shop"), false), (json!("au"), true)] {
        let subscription = read(json!({ "leaving": leaving }));
        for action in [Action::Cancel, Action::Unsubscribe] {
            assert_eq!(subscription.is_done_at_au(action), ends_at_au);
        }
        assert!(subscription.is_done_at_au(Action::Reapply));
    }
}

#[test]
fn the_server_is_told_what_is_wanted_and_which_state_was_seen() {
    let asked = ActionRequest::of(&read(json!({})), Action::Cancel, Japanese).to_json();
    assert_eq!(asked.get("action").text(), Some("cancel"));
    assert_eq!(asked.get("language").text(), Some("ja"));
    assert_eq!(asked.get("displayed").get("state").text(), Some("active"));
}
