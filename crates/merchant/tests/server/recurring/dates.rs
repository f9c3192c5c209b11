//! One contract, one list of days: in what was signed, in JSON, on the page, in the calendar file and at the gateway.

use super::{PlanShop, applied, embedded, read_application};
use crate::support::{Attempt, day, fields_of};
use chrono::{Datelike, Days, NaiveDate};
use merchant::domain::plan::recurring::{IntroductionTerms, Settlement, TimingTerms, WeekdayName};
use merchant::domain::plan::{PlanTerms, Recurring};
use merchant::service::subscription::joining::pending;
use proptest::prelude::*;
use sbps::api::Function;
use sbps::message::{PaymentResult, Purchase};
use sbps::money::Yen;
use serde_json::{Value, json};
use tokio::runtime::Builder;

pub(super) type Charges = Vec<(NaiveDate, u32)>;

const AMOUNT: u32 = 3_000;

fn fixed_term(timing: TimingTerms, wait_days: u32, introduction: Option<(u16, u32)>, cycles: Option<u16>) -> PlanTerms {
    let introduction = introduction.map(|(cycles, amount)| IntroductionTerms { cycles, amount });
    PlanTerms::FixedTerm { timing, wait_days, cycles, introduction, settlement: Settlement::AtOnce }
}

/// Joins a contract of these terms on a day, without a plan of the catalogue but for everything else like `plan_id`, and
/// gives back its reference, the charges that were displayed and what was signed.
pub(super) async fn order(
    shop: &PlanShop,
    plan_id: &str,
    terms: &PlanTerms,
    joined: NaiveDate,
) -> (String, Charges, Vec<(String, String)>) {
    shop.go_to(joined);
    let template = shop.order_plan(plan_id).await;
    let store = &shop.shop.shop.store;
    let order = store.order(&template.reference).await.expect("readable").expect("there is one");
    let order =
        merchant::domain::order::Order { reference: "of-these-terms".into(), plan: Some(terms.clone()), ..order };
    let plan = shop.shop.shop.storefront.plan(plan_id).expect("in the catalogue");
    let mut plan = plan.clone();
    plan.terms = terms.clone();
    let contract = pending(&order, &plan.terms, plan.tax_percent, joined);
    let reference = contract.reference.clone();
    store.add_order(&order, Some(&contract)).await.expect("kept");
    let mut question = shop.plan_question(&template.reference).await;
    question["order_reference"] = json!("of-these-terms");
    let schedule = terms.joined_on(joined).schedule(plan.amount).expect("a schedule");
    let shown: Charges =
        schedule.charges_within_a_year(joined).map(|charge| (charge.date, charge.amount.most().get())).collect();
    question["displayed"]["charges"] = json!(shown);
    let answer = shop.ask(&question).await;
    assert_eq!(answer.status.as_u16(), 200, "{terms:?} {joined}: {}", answer.text());
    (reference, shown, fields_of(&answer.json()))
}

/// The same for a contract that the shop bills, which the gateway confirms; also what was paid by joining. What is due on
/// the day of joining is asked for by the purchase (A01-1), and where nothing is the application (D01-1) asks for nothing.
async fn join(shop: &PlanShop, terms: &PlanTerms, joined: NaiveDate) -> (String, Charges, Charges) {
    let (reference, shown, fields) = order(shop, "wine-monthly", terms, joined).await;
    let due = shown.first().filter(|(date, _)| *date == joined);
    let Some((_, amount)) = due else {
        let application = read_application(fields);
        assert_eq!(shop.notify(applied(&application, PaymentResult::Ok, "10000000000001")).await, "OK,");
        return (reference, shown, Charges::new());
    };
    let attempt = Attempt::read(fields);
    assert_eq!(attempt.request.purchase, Purchase::RecurringFixedTerm, "{terms:?} {joined}");
    // Ten percent of the price without tax, a fraction of a yen dropped.
    let tax = attempt.request.tax.map(|tax| tax.get());
    assert_eq!((attempt.request.amount.get(), tax), (*amount, Some(amount / 11)), "{terms:?} {joined}");
    assert_eq!(shop.notify(attempt.paid("10000000000001")).await, "OK,");
    let paid = vec![(joined, attempt.request.amount.get())];
    (reference, shown, paid)
}

/// The charges that the subscriber's page lists.
fn on_the_page(text: &str) -> Charges {
    let Some(list) = text.split("<div class=\"dates\">").nth(1) else { return Vec::new() };
    let rows = list.split("</ol>").next().expect("a list ends").split("charge-day\">").skip(1);
    let row = |row: &str| {
        let date = row.split('（').next().and_then(|day| NaiveDate::parse_from_str(day, "%Y年%m月%d日").ok());
        let amount = row.split("charge-amount\">").nth(1).and_then(|rest| rest.split('円').next()).expect("an amount");
        (date.expect("a day"), amount.replace(',', "").parse().expect("a number"))
    };
    rows.map(row).collect()
}

fn in_the_calendar(file: &str) -> Vec<NaiveDate> {
    let days = file.split("DTSTART;VALUE=DATE:").skip(1);
    days.map(|rest| NaiveDate::parse_from_str(&rest[..8], "%Y%m%d").expect("a day")).collect()
}

/// Joins, compares everything that is told on that day, then lives through a year day by day and compares what was billed.
async fn compare(terms: &PlanTerms, joined: NaiveDate) {
    let next_year = joined.checked_add_months(chrono::Months::new(12)).expect("a day");
    let days = joined.iter_days().take_while(|today| *today < next_year).collect();
    compare_on(terms, joined, days).await;
}

/// The same, looking at the shop on these days only; the charges.
async fn compare_on(terms: &PlanTerms, joined: NaiveDate, days_to_live: Vec<NaiveDate>) -> Charges {
    let shop = PlanShop::open().await;
    let (reference, shown, paid) = join(&shop, terms, joined).await;
    // What joining itself has reserved is no longer to come.
    let to_come = &shown[paid.len()..];
    let what = format!("{terms:?} joined on {joined}");
    let page = shop.get(&format!("/subscriptions/{reference}")).await;
    let recurring: Recurring =
        serde_json::from_value(embedded(&page)["subscriptions"][0]["recurring"].clone()).expect("terms");
    let schedule = recurring.schedule(Yen::new(AMOUNT).expect("yen")).expect("a schedule");
    let from_json: Charges =
        schedule.charges_within_a_year(joined).map(|charge| (charge.date, charge.amount.most().get())).collect();
    assert_eq!(from_json, shown, "{what}: JSON");
    assert_eq!(on_the_page(&page.text()), to_come, "{what}: the page");
    let file = shop.get(&format!("/subscriptions/{reference}/calendar.ics")).await;
    let days: Vec<_> = to_come.iter().map(|(date, _)| *date).collect();
    assert_eq!(in_the_calendar(&file.text()), days, "{what}: calendar");
    for today in days_to_live {
        shop.go_to(today);
        let report = shop.bill().await;
        assert_eq!((report.failed, report.unknown), (0, 0), "{what}: {today}");
    }
    let purchases = shop.gateway.purchases();
    let bought = purchases.iter().map(|(request, bought)| (request.request_date.date(), bought.amount.get()));
    let settled = shop.gateway.functions().iter().filter(|function| **function == Function::Settle).count();
    assert_eq!(settled, shown.len(), "{what}: each is settled once");
    assert_eq!(paid.into_iter().chain(bought).collect::<Charges>(), shown, "{what}: billed");
    shown
}

const CONTRACTS: &str = include_str!("../../../../sbps/tests/contracts.json");

/// The fixed-term contracts among the rules crate's two hundred, whose charges were found by walking day by day.
#[tokio::test]
async fn the_rules_crates_contracts_are_the_same_in_every_list() {
    let vectors: Value = serde_json::from_str(CONTRACTS).expect("JSON");
    let (mut compared, mut paid_by_joining) = (0, 0);
    for vector in vectors["contracts"].as_array().expect("a list") {
        let Ok(Recurring::FixedTerm { joined_on, timing, first_charge_from, cycles, introduction, .. }) =
            serde_json::from_value(vector["recurring"].clone())
        else {
            continue;
        };
        let wait = first_charge_from.map_or(0, |from| from.signed_duration_since(joined_on).num_days());
        let wait_days = wait.try_into().expect("not before joining");
        let terms = PlanTerms::FixedTerm { timing, wait_days, cycles, introduction, settlement: Settlement::AtOnce };
        let expected: Charges = serde_json::from_value(vector["charges"].clone()).expect("days and amounts");
        // Each day of a charge, the day before and the day after: nothing is due in between.
        let around = |date: &NaiveDate| [*date - Days::new(1), *date, *date + Days::new(1)];
        let mut days: Vec<NaiveDate> = expected.iter().flat_map(|(date, _)| around(date)).collect();
        let next_year = joined_on.checked_add_months(chrono::Months::new(12)).expect("a day");
        days.retain(|day| (joined_on..next_year).contains(day));
        days.sort_unstable();
        days.dedup();
        assert_eq!(compare_on(&terms, joined_on, days).await, expected, "{terms:?} joined on {joined_on}");
        compared += 1;
        paid_by_joining += usize::from(expected.first().is_some_and(|(date, _)| *date == joined_on));
    }
    assert!(compared >= 100 && paid_by_joining >= 10, "{compared} {paid_by_joining}");
}

#[tokio::test]
async fn across_month_ends_and_leap_days_every_list_is_the_same() {
    let monthly = |day| TimingTerms::DayOfMonth { months: 1, day };
    for (joined, terms) in [
        ("2027-12-31", fixed_term(monthly(31), 0, None, None)),
        ("2028-02-29", fixed_term(TimingTerms::LastDayOfMonth { months: 1 }, 0, Some((1, 0)), None)),
        ("2027-11-29", fixed_term(TimingTerms::DayOfMonth { months: 3, day: 29 }, 0, None, None)),
        ("2028-02-28", fixed_term(TimingTerms::EveryDays { days: 1 }, 1, Some((3, 100)), Some(40))),
    ] {
        compare(&terms, day(joined)).await;
    }
}

/// The simple ones: the gateway bills them, so the shop only tells when.
#[tokio::test]
async fn the_rules_crates_simple_contracts_are_the_same_in_every_list() {
    let vectors: Value = serde_json::from_str(CONTRACTS).expect("JSON");
    let mut compared = 0;
    for vector in vectors["contracts"].as_array().expect("a list") {
        let Ok(Recurring::Simple { joined_on, first_month, cancellation_month, last_month }) =
            serde_json::from_value(vector["recurring"].clone())
        else {
            continue;
        };
        let month = |year: i32, month: u32| year * 12 + month.cast_signed();
        let first = month(joined_on.year(), joined_on.month());
        let months = last_month.map(|last| (month(last.year(), last.month()) - first + 1).unsigned_abs());
        let terms = PlanTerms::Simple { first_month, cancellation_month, months };
        let what = format!("{terms:?} joined on {joined_on}");
        let shop = PlanShop::open().await;
        let (reference, shown, fields) = order(&shop, "magazine-monthly", &terms, joined_on).await;
        let days: Vec<NaiveDate> = shown.iter().map(|(date, _)| *date).collect();
        let expected: Charges = serde_json::from_value(vector["charges"].clone()).expect("days and amounts");
        let expected: Vec<NaiveDate> = expected.iter().map(|(date, _)| *date).collect();
        assert_eq!(days, expected, "{what}: shown and signed");
        assert_eq!(shop.notify(Attempt::read(fields).paid("10000000000001")).await, "OK,");
        // What joining itself has charged is no longer to come.
        let to_come: Vec<NaiveDate> = expected.into_iter().filter(|date| *date > joined_on).collect();
        let page = shop.get(&format!("/subscriptions/{reference}")).await.text();
        let listed: Vec<NaiveDate> = on_the_page(&page).iter().map(|(date, _)| *date).collect();
        assert_eq!(listed, to_come, "{what}: the page");
        let file = shop.get(&format!("/subscriptions/{reference}/calendar.ics")).await;
        assert_eq!(in_the_calendar(&file.text()), to_come, "{what}: calendar");
        compared += 1;
    }
    assert!(compared >= 50, "{compared}");
}

fn some_terms() -> impl Strategy<Value = PlanTerms> {
    let weekdays = [WeekdayName::Monday, WeekdayName::Thursday, WeekdayName::Friday, WeekdayName::Sunday];
    let timing = prop_oneof![
        (1_u32..=6, 1_u32..=31).prop_map(|(months, day)| TimingTerms::DayOfMonth { months, day }),
        (1_u32..=6).prop_map(|months| TimingTerms::LastDayOfMonth { months }),
        (1_u32..=26, prop::sample::select(weekdays.to_vec()))
            .prop_map(|(weeks, weekday)| TimingTerms::DayOfWeek { weeks, weekday }),
        (5_u32..=180).prop_map(|days| TimingTerms::EveryDays { days }),
    ];
    let introduction = prop::option::of((1_u16..=1, prop_oneof![Just(0_u32), 1_u32..3_000]));
    (timing, 0_u32..30, introduction, prop::option::of(2_u16..20))
        .prop_map(|(timing, wait, introduction, cycles)| fixed_term(timing, wait, introduction, cycles))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn whatever_the_terms_every_list_is_the_same(terms in some_terms(), days in 0_u64..1_600) {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(compare(&terms, day("2027-01-01") + Days::new(days)));
    }
}
