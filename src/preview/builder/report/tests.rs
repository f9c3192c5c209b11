use super::super::draft::tests::draft;
use super::*;
use crate::preview::builder::lines::Change;

fn report(changes: &[(Input, &str)]) -> Report {
    Report::of(draft(changes), Language::Japanese)
}

#[test]
fn a_draft_without_problems_is_an_order_that_is_offered() {
    for method in ["one_time", "one_time_specified", "simple", "fixed_term", "usage"] {
        let report = report(&[(Input::Method, method)]);
        assert_eq!(report.problems, [], "{method}");
        assert!(report.order.is_some() && report.offering.is_some());
    }
}

#[test]
fn each_problem_stands_at_the_input_that_has_to_change() {
    let (fixed_term, long) = ((Input::Method, "fixed_term"), "あ".repeat(2_001));
    for (changes, input, code, words) in [
        (vec![(Input::Name, "")], Input::Name, "blank", "入力してください"),
        (vec![(Input::Name, "　")], Input::Name, "blank", "空白だけ"),
        (vec![(Input::Name, "赤ワイン♥①")], Input::Name, "unencodable", "♥ ①"),
        (vec![(Input::Name, "あああああああああああああああああああああ")], Input::Name, "unencodable", "42バイト"),
        (vec![(Input::ItemId, "赤")], Input::ItemId, "unencodable", "半角英数字"),
        (vec![(Input::Delivery, " ")], Input::Delivery, "blank", "入力してください"),
        (vec![(Input::Cancellation, &long)], Input::Cancellation, "too_long", "2,000文字まで"),
        (vec![(Input::BackUrl, "javascript:1")], Input::BackUrl, "unsafe_address", "https で始まる"),
        (vec![fixed_term, (Input::Contact, "")], Input::Contact, "missing", "入力してください"),
        (vec![fixed_term, (Input::Joined, "")], Input::Joined, "missing", "入力してください"),
        (vec![fixed_term, (Input::Day, "32")], Input::Day, "out_of_range", "1〜31"),
        (vec![fixed_term, (Input::Cycles, "70000")], Input::Cycles, "out_of_range", "1〜65,535"),
        (vec![fixed_term, (Input::Months, "12")], Input::TimingKind, "authorization_lapses", "365日で失効"),
        (
            vec![fixed_term, (Input::IntroductionCycles, "1"), (Input::IntroductionAmount, "3000")],
            Input::IntroductionAmount,
            "introduction_not_lower",
            "3,000円",
        ),
        (
            vec![(Input::Contract, "basic_and_webmoney")],
            Input::Commodity,
            "commodity_not_in_contract",
            "Combination of payment methods",
        ),
        (
            vec![(Input::Contract, "basic_and_credit_card"), fixed_term],
            Input::Method,
            "billing_method_not_in_contract",
            "継続課金（定期・従量）",
        ),
    ] {
        let report = report(&changes);
        let problem = report.problem(input).unwrap_or_else(|| panic!("{changes:?}: {:?}", report.problems));
        assert_eq!(problem.code, code, "{changes:?}");
        assert!(problem.words.contains(words), "{}", problem.words);
        assert!(report.order.is_none(), "{changes:?}");
    }
}

#[test]
fn each_problem_of_a_line_stands_at_its_column_and_the_sum_waits_for_it() {
    let lines = |changes: &[(u32, Column, &str)]| {
        let mut draft = draft(&[]);
        draft.lines.change(Change::AddShipping, Language::Japanese);
        for &(key, column, text) in changes {
            draft.set(Field::Line(key, column), text.to_owned());
        }
        Report::of(draft, Language::Japanese)
    };
    let long = "あ".repeat(201);
    for (change, code, words) in [
        ((1, Column::Name, ""), "missing", "入力してください"),
        ((1, Column::Name, " "), "blank", "入力してください"),
        ((0, Column::Name, long.as_str()), "too_long", "200文字まで"),
        ((0, Column::Quantity, "0"), "out_of_range", "1〜999,999"),
        ((0, Column::Quantity, ""), "missing", "入力してください"),
        ((0, Column::UnitAmount, "千"), "wrong_type", "整数"),
        ((1, Column::UnitAmount, "10000000"), "out_of_range", "行の合計で"),
    ] {
        let report = lines(&[change]);
        let problem = report.problem(Field::Line(change.0, change.1)).expect("a problem");
        assert_eq!(problem.code, code, "{change:?}");
        assert!(problem.words.contains(words), "{}", problem.words);
        assert_eq!(report.problems.len(), 1, "{:?}", report.problems);
    }
    for (changes, code, words) in [
        (vec![(1, Column::UnitAmount, "-3000")], "out_of_range", "1〜9,999,999"),
        (vec![(0, Column::UnitAmount, "9999999")], "out_of_range", "1〜9,999,999"),
        (vec![(1, Column::UnitAmount, "-2900"), (1, Column::TaxPercent, "0")], "more_than_amount", "超えて"),
    ] {
        let report = lines(&changes);
        let problem = report.problem(Field::Total).expect("a problem");
        assert_eq!(problem.code, code, "{changes:?}");
        assert!(problem.words.contains(words), "{}", problem.words);
        assert_eq!(report.problems.len(), 1, "{:?}", report.problems);
    }
    let report = lines(&[(1, Column::Name, "")]);
    assert_eq!(report.name_of(Field::Line(1, Column::Name)), "2行目の品名");
}

#[test]
fn a_description_that_cannot_be_sent_is_told_of_but_stops_nothing() {
    let description = (Input::Description, "赤ワイン♥");
    let report = self::report(&[(Input::Method, "fixed_term"), description]);
    let problem = report.problem(Input::Description).expect("a problem");
    assert_eq!((problem.code, problem.words.as_str()), ("not_encodable", "そのまま届かない文字があります：♥"));
    assert!(report.order.is_some());
    assert_eq!(self::report(&[description]).problem(Input::Description), None, "it is not asked for");
    let long = "ワイン定期便".repeat(9);
    let report = self::report(&[(Input::Method, "usage"), (Input::Description, &long)]);
    assert_eq!(report.problem(Input::Description), None, "a long one is shortened");
}

#[test]
fn every_possible_combination_is_accepted_and_every_other_refused_with_alternatives() {
    let mut accepted = 0;
    for (contract, _) in Input::Contract.options() {
        for (commodity, _) in Input::Commodity.options() {
            for (method, _) in Input::Method.options() {
                let report =
                    report(&[(Input::Contract, contract), (Input::Commodity, commodity), (Input::Method, method)]);
                accepted += usize::from(report.order.is_some());
                assert_eq!(report.order.is_some(), report.offering.is_some());
                let instead = report.problems.iter().all(|problem| problem.words.contains("これなら可能です：「"));
                assert!(instead, "{:?}", report.problems);
            }
        }
    }
    // Of the 16 offerings, the two of fixed term and pay as you go are two methods in the form.
    assert_eq!(accepted, 16 + 2);
}

#[test]
fn whatever_is_typed_there_is_an_order_or_a_problem_at_an_input_that_can_be_seen() {
    let long = "あ".repeat(300);
    let typed = ["", " ", "x", "-1", "0", "1", "1.5", "99999999", "🍷", "2026-11-24", "2020-01", "9999-12-31", &long];
    for (method, _) in Input::Method.options() {
        for (kind, _) in Input::TimingKind.options() {
            for input in Input::ALL.into_iter().filter(|input| input.options().is_empty()) {
                for text in typed {
                    let changes = [(Input::Method, *method), (Input::TimingKind, kind), (input, text)];
                    let report = report(&changes);
                    assert_eq!(report.order.is_none(), !report.problems.is_empty(), "{changes:?}");
                    for problem in &report.problems {
                        let is_seen = !matches!(problem.field, Field::Input(input) if !report.draft.asks(input));
                        assert!(is_seen, "{changes:?}: {problem:?}");
                        assert!(!problem.words.is_empty() && !problem.words.contains("（）"), "{problem:?}");
                    }
                }
            }
        }
    }
}
