use super::super::order::order as order_of;
use super::*;
use crate::page::order::Order;

/// The initial draft with some inputs changed.
pub(in super::super) fn draft(changes: &[(Input, &str)]) -> Draft {
    let value = |input: Input| {
        let change = changes.iter().find(|(changed, _)| *changed == input);
        change.map_or(input.initial(Language::Japanese), |(_, value)| value).to_owned()
    };
    Draft::of(value, Lines::initial())
}

fn problems(changes: &[(Input, &str)]) -> Vec<(String, &'static str)> {
    let mut problems = Vec::new();
    let order = Order::read(&order_of(&draft(changes), Language::Japanese), &mut problems);
    assert_eq!(order.is_some(), problems.is_empty());
    problems.into_iter().map(|problem| (problem.path, problem.reason.code())).collect()
}

#[test]
fn every_method_and_timing_makes_an_order_that_the_element_takes() {
    for (method, _) in Input::Method.options() {
        for (kind, _) in Input::TimingKind.options() {
            for language in [Language::Japanese, Language::English] {
                let value = |input: Input| {
                    let initial = input.initial(language);
                    match input {
                        Input::Method => *method,
                        Input::TimingKind => *kind,
                        _ => initial,
                    }
                    .to_owned()
                };
                let draft = Draft::of(value, Lines::initial());
                let mut problems = Vec::new();
                let order = Order::read(&order_of(&draft, language), &mut problems);
                assert_eq!(problems, [], "{method} {kind}");
                let recurring = order.and_then(|order| order.recurring);
                assert_eq!(recurring.is_some(), !method.starts_with("one_time"), "{method}");
            }
        }
    }
}

#[test]
fn everything_typed_reaches_the_order() {
    let full = [
        (Input::Method, "fixed_term"),
        (Input::TimingKind, "day_of_month"),
        (Input::Months, "2"),
        (Input::Day, "31"),
        (Input::FirstChargeFrom, "2027-01-01"),
        (Input::Cycles, "6"),
        (Input::IntroductionCycles, "2"),
        (Input::IntroductionAmount, "0"),
        (Input::Varies, "true"),
    ];
    let order = Order::read(&order_of(&draft(&full), Language::Japanese), &mut Vec::new()).expect("an order");
    let schedule = order.recurring.expect("a contract").schedule;
    assert_eq!(schedule.cycles(), Some(6));
    assert!(schedule.amount().varies());
    let first = schedule.charges().next().expect("a charge");
    assert_eq!(Some(first.date), NaiveDate::from_ymd_opt(2027, 5, 31), "after two free cycles");
}

#[test]
fn the_changes_are_enough_to_have_the_same_draft_again() {
    let typed = [(Input::Method, "fixed_term"), (Input::Day, "31"), (Input::Cycles, "3"), (Input::Delivery, "")];
    let kept = draft(&typed);
    let changes = kept.changes(Language::Japanese);
    assert_eq!(changes, typed);
    assert_eq!(draft(&changes), kept);
    assert_eq!(draft(&[]).changes(Language::Japanese), []);
    assert_eq!(draft(&[(Input::Day, "31")]).changes(Language::Japanese), [], "a day is not asked for");
}

#[test]
fn what_is_wrong_with_the_draft_is_wrong_with_the_order() {
    let found = |changes: &[(Input, &str)], path: &str, code| {
        let problems = problems(changes);
        assert!(problems.contains(&(path.to_owned(), code)), "{changes:?}: {problems:?}");
    };
    found(&[(Input::Name, "")], "item_name", "blank");
    found(&[(Input::Name, "赤ワイン♥")], "item_name", "unencodable");
    found(&[(Input::Delivery, "")], "delivery", "missing");
    found(&[(Input::BackUrl, "javascript:1")], "back_url", "unsafe_address");
    let fixed_term = (Input::Method, "fixed_term");
    found(&[fixed_term, (Input::Day, "32")], "recurring.timing.day", "out_of_range");
    found(&[fixed_term, (Input::IntroductionCycles, "1")], "recurring.introduction.amount", "missing");
    found(&[fixed_term, (Input::Months, "12")], "recurring.timing", "authorization_lapses");
    found(
        &[(Input::Method, "simple"), (Input::LastMonth, "2026-10")],
        "recurring.last_month",
        "last_month_before_joining",
    );
}

#[test]
fn a_combination_that_the_contract_does_not_have_names_its_rule() {
    for (contract, commodity, method, code) in [
        ("basic", "goods", "fixed_term", None),
        ("basic_and_credit_card", "goods", "usage", Some("billing_method_not_in_contract")),
        ("basic_and_webmoney", "goods", "one_time", Some("commodity_not_in_contract")),
        ("basic_and_webmoney", "digital_content", "one_time_specified", Some("sales_method_not_in_contract")),
        ("basic_and_credit_card_and_webmoney", "digital_content", "simple", Some("billing_method_not_in_contract")),
    ] {
        let draft = draft(&[(Input::Contract, contract), (Input::Commodity, commodity), (Input::Method, method)]);
        assert_eq!(draft.offering().err().map(|error| error.code()), code, "{contract} {commodity} {method}");
    }
}
