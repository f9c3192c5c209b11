//! Plans that can be sold, and why others cannot.

use super::*;
use crate::domain::plan::Recurring;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn fixed_term(timing: TimingTerms, introduction: Option<IntroductionTerms>, cycles: Option<u16>) -> Row {
    let terms = PlanTerms::FixedTerm { timing, wait_days: 0, cycles, introduction, settlement: Settlement::AtOnce };
    Row { terms, description: "健康茶定期便", ..ROWS[2] }
}

#[test]
fn the_demo_can_be_sold_and_each_name_shows_when_it_is_billed() {
    let plans = all(Contract::Basic, Methods::All, day("2026-11-24")).expect("the table is right");
    let names: Vec<_> = plans.iter().map(|plan| plan.name.as_str()).collect();
    assert_eq!(names.len(), ROWS.len());
    for (id, phrase) in [
        ("wine-monthly", "20日"),
        ("coffee-fortnightly", "隔週金曜"),
        ("tea-month-end", "月末"),
        ("flowers-30-days", "30日ごと"),
        ("translation-usage", "従量"),
    ] {
        let plan = plans.iter().find(|plan| plan.id.as_str() == id).expect("in the table");
        assert!(plan.name.statement_preview().visible().contains(phrase), "{names:?}");
    }
    let simple = all(Contract::BasicAndCreditCard, Methods::Simple, day("2026-11-24")).expect("no fixed term");
    assert_eq!(simple.len(), 2);
}

#[test]
fn a_plan_that_the_contract_excludes_is_refused_by_the_rules_name() {
    for (contract, plan) in [
        (Contract::BasicAndCreditCard, "wine-monthly"),
        (Contract::BasicAndWebMoney, "magazine-monthly"),
        (Contract::BasicAndCreditCardAndWebMoney, "magazine-monthly"),
    ] {
        let error = all(contract, Methods::All, day("2026-11-24")).expect_err("excluded");
        assert_eq!(error.id, plan);
        assert!(error.reason.starts_with("billing_method_not_in_contract: "), "{error}");
    }
}

#[test]
fn a_plan_that_could_not_be_billed_is_refused_by_the_rules_name() {
    let yearly = TimingTerms::DayOfMonth { months: 12, day: 20 };
    let monthly = TimingTerms::DayOfMonth { months: 1, day: 20 };
    let free = |cycles| Some(IntroductionTerms { cycles, amount: 0 });
    for (row, code) in [
        (fixed_term(yearly, None, None), "authorization_lapses"),
        (fixed_term(monthly, free(13), None), "authorization_lapses"),
        (fixed_term(monthly, free(3), Some(3)), "nothing_charged"),
        (fixed_term(monthly, None, Some(1)), "one_time_use"),
        (fixed_term(monthly, free(3), Some(4)), "one_time_use"),
        (fixed_term(TimingTerms::Usage, None, Some(1)), "one_time_use"),
        (fixed_term(monthly, free(0), None), "introductory_cycles_out_of_range"),
        (fixed_term(monthly, None, Some(0)), "cycles_out_of_range"),
        (fixed_term(TimingTerms::DayOfMonth { months: 1, day: 32 }, None, None), "day_of_month_out_of_range"),
        (fixed_term(TimingTerms::EveryDays { days: 366 }, None, None), "days_out_of_range"),
    ] {
        let error = of_row(&row, Contract::Basic, day("2026-11-24")).expect_err(code);
        assert!(error.reason.starts_with(&format!("{code}: ")), "{error}");
    }
    let unreadable = Row { description: "〜", ..fixed_term(monthly, None, None) };
    assert!(of_row(&unreadable, Contract::Basic, day("2026-11-24")).is_err());
}

#[test]
fn a_plan_that_the_strict_reading_of_the_365th_day_refuses_is_sold_with_a_warning() {
    for (days, expected) in [(365, Some(365)), (364, Some(364)), (363, None)] {
        let row = fixed_term(TimingTerms::EveryDays { days }, None, None);
        let amount = Yen::new(row.amount).expect("yen");
        let warning = check(&row.terms, amount, row.commodity, Contract::Basic, day("2026-11-24"));
        assert_eq!(warning.expect("it can be sold").map(|warning| warning.days), expected, "{days}");
    }
}

#[test]
fn terms_come_back_from_json_as_they_went() {
    for row in ROWS {
        let recurring = row.terms.joined_on(day("2026-11-24"));
        let json = serde_json::to_string(&recurring).expect("JSON");
        assert_eq!(serde_json::from_str::<Recurring>(&json).expect("read back"), recurring, "{json}");
        let json = serde_json::to_string(&row.terms).expect("JSON");
        assert_eq!(serde_json::from_str::<PlanTerms>(&json).expect("read back"), row.terms, "{json}");
    }
    let lessons = ROWS[1].terms.joined_on(day("2026-11-24"));
    let json = serde_json::to_value(lessons).expect("JSON");
    assert_eq!(json["last_month"], "2027-04", "six months, November among them");
    let coffee = serde_json::to_value(ROWS[3].terms.joined_on(day("2026-11-24"))).expect("JSON");
    assert_eq!(coffee["first_charge_from"], "2026-12-01");
    assert_eq!(coffee["timing"], serde_json::json!({"kind": "day_of_week", "weeks": 2, "weekday": "friday"}));
}

#[test]
fn a_contract_made_again_has_no_second_introduction_and_only_the_cycles_that_are_left() {
    let coffee = ROWS[3].terms.joined_on(day("2026-11-24"));
    let renewed = coffee.renewed_on(day("2027-01-04"), 5).expect("seven are left");
    let schedule = renewed.schedule(Yen::new(1_800).expect("yen")).expect("a schedule");
    let first = schedule.charges().next().expect("a charge");
    assert_eq!((schedule.cycles(), first.date, first.amount.most().get()), (Some(7), day("2027-01-08"), 1_800));
    assert_eq!(coffee.renewed_on(day("2027-01-04"), 12), None);
    assert_eq!(ROWS[0].terms.joined_on(day("2026-11-24")).renewed_on(day("2027-01-04"), 0), None);
}

#[test]
fn free_cycles_have_their_days() {
    let yen = Yen::new(1_980).expect("yen");
    let tea = ROWS[4].terms.joined_on(day("2026-11-24"));
    assert_eq!(tea.free_days(yen, day("2026-11-29")), []);
    assert_eq!(tea.free_days(yen, day("2027-01-31")), [day("2026-11-30")]);
    assert_eq!(ROWS[0].terms.joined_on(day("2026-11-24")).free_days(yen, day("2026-11-24")), [day("2026-11-24")]);
    assert_eq!(ROWS[2].terms.joined_on(day("2026-11-24")).free_days(yen, day("2027-11-24")), []);
}
