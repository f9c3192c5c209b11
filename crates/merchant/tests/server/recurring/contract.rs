//! What the gateway tells of contracts: made, not billed, ended. Once, whole, and never twice.

use super::{CONTRACT, PlanShop, application_answer, applied, read_application};
use crate::support::{Attempt, body, day, key, notification};
use merchant::domain::reconciliation::{Finding, Kind, Subject};
use merchant::domain::staff::Witness;
use sbps::checksum::Checksum;
use sbps::message::PaymentResult;
use sbps::wire::Encoding;
use serde_json::json;

fn notice(attempt: &Attempt, result: PaymentResult, tracking_id: &str) -> String {
    notification(&attempt.message(result, tracking_id))
}

#[tokio::test]
async fn a_contract_is_pending_until_the_gateway_says_that_it_is_made() {
    let shop = PlanShop::open().await;
    let order = shop.order_plan("magazine-monthly").await;
    assert_eq!(shop.state(&order.subscription).await, "pending");
    let told = shop.told(&order.subscription).await;
    assert_eq!((&told["actions"], &told["history"], &told["calendar_url"]), (&json!([]), &json!([]), &json!(null)));
    let attempt = Attempt::read(shop.signed_fields(&order.reference).await);
    assert_eq!(shop.notify(attempt.failed("8673")).await, "OK,");
    assert_eq!(shop.state(&order.subscription).await, "pending", "the payer can try again");
    let attempt = Attempt::read(shop.signed_fields(&order.reference).await);
    assert_eq!(shop.outcome(&order.reference, "").await, "open");
    for _ in 0..3 {
        assert_eq!(shop.notify(attempt.paid(CONTRACT)).await, "OK,");
    }
    let subscription = shop.subscription(&order.subscription).await;
    assert_eq!((subscription.state.word(), subscription.bills_from), ("active", day("2026-11-24")));
    assert_eq!(subscription.tracking_id.expect("it has a name").as_str(), CONTRACT);
    assert_eq!(shop.count("SELECT count(*) FROM subscription_events WHERE what = 'active'").await, 1);
    assert_eq!(shop.journal().await, 4, "every delivery stands in the journal");
    let page = shop.get(&format!("/orders/{}/result", order.reference)).await;
    assert_eq!(page.attribute("data-outcome").as_deref(), Some("paid"));
    let text = page.text();
    assert!(
        text.contains("お申し込みが完了しました") && text.contains(&format!("/subscriptions/{}?", order.subscription))
    );
}

#[tokio::test]
async fn an_application_makes_a_contract_by_its_own_message_alone() {
    let shop = PlanShop::open().await;
    let order = shop.order_plan("wine-monthly").await;
    let application = read_application(shop.signed_fields(&order.reference).await);
    let mut other = application.clone();
    other.contract.item_id = "coffee-fortnightly".parse().expect("an id");
    assert_eq!(
        shop.notify(applied(&other, PaymentResult::Ok, CONTRACT)).await,
        "NG,item, amount or customer differ from the order"
    );
    assert_eq!(shop.notify(applied(&application, PaymentResult::Ok, "")).await, "NG,tracking id is missing");
    let mut forged = application_answer(&application, PaymentResult::Ok, CONTRACT);
    forged.checksum = "0".repeat(40);
    assert_eq!(shop.notify(body(&forged, Encoding::ShiftJis)).await, "NG,checksum does not match");
    assert_eq!(shop.state(&order.subscription).await, "pending");
    let right = application_answer(&application, PaymentResult::Ok, CONTRACT);
    assert_eq!(shop.notify(body(&right, Encoding::Utf8)).await, "OK,");
    assert_eq!(shop.state(&order.subscription).await, "active");
    let mut elsewhere = application;
    elsewhere.contract.account.merchant_id = "30133".parse().expect("a merchant");
    let elsewhere = applied(&elsewhere, PaymentResult::Ok, CONTRACT);
    assert_eq!(shop.notify(elsewhere).await, "NG,merchant or service is not ours");
}

#[tokio::test]
async fn a_notice_ends_a_simple_contract_exactly_once() {
    for (result, state, ends_on) in [
        (PaymentResult::CancelledRecurring, "cancelled", "2027-01-31"),
        (PaymentResult::CancelledAtCarrier, "ended_by_carrier", "2027-01-31"),
        (PaymentResult::LastChargeMonthReached, "ended_last_month", "2027-01-31"),
    ] {
        let shop = PlanShop::open().await;
        let (attempt, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
        shop.go_to(day("2027-01-15"));
        let journal = shop.journal().await;
        assert_eq!(shop.notify(notice(&attempt, result, CONTRACT)).await, "OK,");
        let told = shop.told(&reference).await;
        assert_eq!((&told["state"], &told["ends_on"]), (&json!(state), &json!(ends_on)));
        assert_eq!((&told["actions"], told["calendar_url"].is_string()), (&json!([]), true));
        let before = shop.contracts().await;
        shop.wait(86_400);
        for again in [result, PaymentResult::CancelledAtCarrier, PaymentResult::CancelledRecurring] {
            assert_eq!(shop.notify(notice(&attempt, again, CONTRACT)).await, "OK,", "the same answer each time");
        }
        assert_eq!(shop.contracts().await, before, "it ends once");
        assert_eq!(shop.journal().await, journal + 4);
    }
}

/// Which fields such a notice fills is not published; one receiver finds the contract by its tracking
/// id alone (C).
#[tokio::test]
async fn a_notice_that_says_nothing_but_its_contract_ends_it() {
    for (result, state) in [("CR", "cancelled"), ("CC", "ended_by_carrier"), ("CL", "ended_last_month")] {
        let shop = PlanShop::open().await;
        let (_, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
        let checksum = Checksum::of([result, CONTRACT], Encoding::Utf8, &key()).expect("UTF-8").upper_case();
        let notice = format!("res_result={result}&res_tracking_id={CONTRACT}&sps_hashcode={checksum}\r\n");
        assert_eq!(shop.notify(notice).await, "OK,", "{result}");
        assert_eq!(shop.state(&reference).await, state);
    }
}

#[tokio::test]
async fn the_end_after_the_last_month_is_that_months_end() {
    let shop = PlanShop::open().await;
    let (attempt, reference) = shop.join_simple("lessons-6-months", CONTRACT).await;
    shop.go_to(day("2027-05-01"));
    assert_eq!(shop.notify(notice(&attempt, PaymentResult::LastChargeMonthReached, CONTRACT)).await, "OK,");
    let told = shop.told(&reference).await;
    assert_eq!((&told["state"], &told["ends_on"]), (&json!("ended_last_month"), &json!("2027-04-30")));
    let days: Vec<_> = told["history"].as_array().expect("a list").iter().map(|past| past["on"].clone()).collect();
    assert_eq!(days, ["2027-04-01", "2027-03-01", "2027-02-01", "2027-01-01", "2026-12-01", "2026-11-24"]);
}

#[tokio::test]
async fn a_notice_of_an_unknown_or_foreign_contract_changes_nothing() {
    let shop = PlanShop::open().await;
    let (attempt, _) = shop.join_simple("magazine-monthly", CONTRACT).await;
    let (other, _) = shop.join_simple("magazine-monthly", "20000000000002").await;
    let wine = shop.join_fixed_term("wine-monthly", "30000000000003").await;
    let product = shop.order("wine-750ml", "1").await;
    let bought = shop.attempt(&product).await;
    assert_eq!(shop.notify(bought.paid("40000000000004")).await, "OK,");
    let pending = shop.order_plan("magazine-monthly").await;
    let asked = Attempt::read(shop.signed_fields(&pending.reference).await);
    let before = shop.contracts().await;
    for result in
        [PaymentResult::CancelledRecurring, PaymentResult::CancelledAtCarrier, PaymentResult::LastChargeMonthReached]
    {
        for (what, body) in [
            ("unknown", notice(&attempt, result, "99999999999999")),
            ("without a name", notice(&attempt, result, "")),
            ("another customer's", notice(&other, result, CONTRACT)),
            ("not a simple one", notice(&attempt, result, "30000000000003")),
            ("a purchase", notice(&bought, result, "40000000000004")),
            ("not yet made", notice(&asked, result, "50000000000005")),
        ] {
            assert_eq!(shop.notify(body).await, "NG,there is no such contract", "{what}");
        }
    }
    assert_eq!(shop.contracts().await, before);
    assert_eq!(shop.state(&wine).await, "active");
}

#[tokio::test]
async fn a_month_that_could_not_be_billed_is_told_to_the_payer_once() {
    let shop = PlanShop::open().await;
    let (attempt, reference) = shop.join_simple("lessons-6-months", CONTRACT).await;
    let failed = |code: &str| {
        let mut message = attempt.message(PaymentResult::Ng, CONTRACT);
        message.outcome.error_code = code.to_owned();
        notification(&message)
    };
    let failed_on = |code: &str, moment: &str| {
        let mut message = attempt.message(PaymentResult::Ng, CONTRACT);
        message.outcome.error_code = code.to_owned();
        message.outcome.result_date = Some(moment.parse().expect("a moment"));
        notification(&message)
    };
    assert_eq!(
        shop.notify(failed("8281")).await,
        "NG,result contradicts the one recorded",
        "the month of joining is paid"
    );
    shop.go_to(day("2027-01-03"));
    assert_eq!(shop.notify(failed("8281")).await, "OK,");
    let before = shop.contracts().await;
    shop.wait(3_600);
    assert_eq!(shop.notify(failed("8281")).await, "OK,");
    assert_eq!(shop.contracts().await, before);
    let told = shop.told(&reference).await;
    assert_eq!(
        told["problem"],
        json!({ "code": "8281", "on": "2027-01-01", "suspended_from": null, "whose": "payer" })
    );
    assert_eq!(told["history"][0], json!({ "on": "2027-01-01", "amount": 2_200, "outcome": "failed" }));
    assert_eq!(told["history"][1]["outcome"], "paid");
    assert_eq!((&told["state"], &told["actions"]), (&json!("active"), &json!(["cancel"])));
    let page = shop.get(&format!("/subscriptions/{reference}")).await;
    for said in ["コード 8281", "次のお支払いは予定どおり行われます", "ご利用限度額を超えていないか", "KDDI"]
    {
        assert!(page.text().contains(said), "{said}");
    }
    assert!(!page.text().contains("停止"), "the gateway bills the next month all the same");
    // A notice that is repeated in a later month is about the month that it names.
    shop.go_to(day("2027-02-03"));
    assert_eq!(shop.notify(failed_on("8281", "20270101090000")).await, "OK,");
    let told = shop.told(&reference).await;
    assert_eq!(told["problem"], json!(null), "the next month is billed: the one before is history");
    let history: Vec<_> = told["history"].as_array().expect("a list").iter().map(|it| it["outcome"].clone()).collect();
    assert_eq!(history, ["paid", "failed", "paid", "paid"]);
    // Somebody else's trouble is not the payer's to look for.
    assert_eq!(shop.notify(failed_on("8285", "20270201090000")).await, "OK,");
    let page = shop.get(&format!("/subscriptions/{reference}")).await;
    assert!(!page.text().contains("ご利用限度額を超えていないか"), "nobody is blamed for another's fault");
    assert!(page.text().contains("お客さまに必要なお手続きはありません"));
    assert_eq!(shop.notify(notice(&attempt, PaymentResult::CancelledAtCarrier, CONTRACT)).await, "OK,");
    let told = shop.told(&reference).await;
    assert_eq!(
        (&told["problem"], &told["history"][0]["outcome"]),
        (&json!(null), &json!("failed")),
        "it is history now"
    );
}

/// The notice of the end is not sent again when it is lost; the list asks for it a week after the month.
#[tokio::test]
async fn a_simple_contract_past_its_last_month_comes_onto_the_list_and_is_ended_there() {
    let shop = PlanShop::open().await;
    let (_, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
    let last = "UPDATE subscriptions SET recurring = replace(recurring, '\"last_month\":null', \
                '\"last_month\":\"2027-01\"'), last_month = '2027-01' WHERE reference = $1";
    sqlx::query(last).bind(&reference).execute(shop.shop.shop.store.pool()).await.expect("written");
    for (on, expected) in [("2027-01-31", 0), ("2027-02-07", 0), ("2027-02-08", 1), ("2027-02-09", 1)] {
        shop.go_to(day(on));
        shop.bill().await;
        assert_eq!(shop.shop.items().await.len(), expected, "{on}");
    }
    let item = &shop.shop.items().await[0];
    assert_eq!(
        (item.what.kind, &item.what.subject),
        (Kind::ContractPastLastMonth, &Subject::Contract(reference.clone()))
    );
    assert_eq!(item.what.tracking_id.as_deref(), Some(CONTRACT));
    let witness = Witness { by: "Sato".to_owned(), note: "the gateway's mail".to_owned() };
    let found = Finding::Ended(day("2027-01-31"));
    let store = &shop.shop.shop.store;
    assert!(store.resolve_item(item.id, &found, &witness, day("2027-02-09"), 0).await.expect("written"));
    assert_eq!(shop.state(&reference).await, "ended_last_month");
    assert_eq!(shop.shop.items().await, []);
}
