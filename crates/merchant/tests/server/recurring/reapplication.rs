//! Making a contract again: after a charge that did not go through, or after it has ended.

use super::gateway::Behaviour;
use super::{APPLICATIONS, CONTRACT, PlanShop, application_answer, applied, read_application};
use crate::support::{Answer, FORM, body, day, fields_of, key};
use merchant::domain::order::MOST_ATTEMPTS;
use sbps::api::Function;
use sbps::checksum::Checksum;
use sbps::message::{Application, ApplicationRequest, PaymentResult};
use sbps::wire::Encoding;
use serde_json::json;

const AGAIN: &str = "20000000000002";

/// A contract whose first charge was refused.
async fn suspended() -> (PlanShop, String) {
    suspended_in(PlanShop::open().await).await
}

async fn suspended_in(shop: PlanShop) -> (PlanShop, String) {
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    shop.gateway.next(Function::PurchaseFixedTerm, Behaviour::Refuse("402L4999"));
    shop.go_to(day("2026-12-20"));
    assert_eq!(shop.bill().await.failed, 1);
    shop.go_to(day("2026-12-25"));
    (shop, reference)
}

async fn reapply(shop: &PlanShop, reference: &str, shown: &str) -> ApplicationRequest {
    let answer = shop.act(reference, "reapply", shown).await;
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
    assert_eq!(
        (&answer.json()["action"], &answer.json()["accept_charset"]),
        (&json!(APPLICATIONS), &json!("Shift_JIS"))
    );
    read_application(fields_of(&answer.json()))
}

#[tokio::test]
async fn a_suspended_contract_goes_on_after_it_was_made_again() {
    let (shop, reference) = suspended().await;
    let application = reapply(&shop, &reference, "active").await;
    let contract = CONTRACT.parse().expect("an id");
    assert_eq!(application.contract.application, Application::Reapply(contract));
    assert!(shop.subscription(&reference).await.problem.is_some(), "nothing changes before the gateway's word");
    for _ in 0..2 {
        assert_eq!(shop.notify(applied(&application, PaymentResult::Ok, AGAIN)).await, "OK,");
    }
    assert_eq!(
        shop.notify(applied(&application, PaymentResult::Ng, AGAIN)).await,
        "NG,result contradicts the one recorded"
    );
    let subscription = shop.subscription(&reference).await;
    assert_eq!((subscription.problem, subscription.bills_from), (None, day("2026-12-25")));
    shop.go_to(day("2027-01-20"));
    assert_eq!(shop.bill().await.paid, 1);
    let purchases = shop.gateway.purchases();
    assert_eq!(purchases.last().map(|(_, bought)| bought.tracking_id.as_str()), Some(AGAIN), "under its new name");
    let days: Vec<_> = purchases.iter().map(|(request, _)| request.request_date.date().to_string()).collect();
    assert_eq!(days, ["2026-12-20", "2027-01-20"], "the charge that failed is not caught up with");
    let told = shop.told(&reference).await;
    assert_eq!((&told["recurring"]["joined_on"], &told["problem"]), (&json!("2026-12-25"), &json!(null)));
}

#[tokio::test]
async fn an_application_that_failed_leaves_everything_as_it_was() {
    let (shop, reference) = suspended().await;
    let application = reapply(&shop, &reference, "active").await;
    let before = shop.subscription(&reference).await;
    for _ in 0..2 {
        assert_eq!(shop.notify(applied(&application, PaymentResult::Ng, "")).await, "OK,");
    }
    assert_eq!(shop.subscription(&reference).await, before);
    let mut unknown = application.clone();
    unknown.contract.order_id = "nobody-asked".parse().expect("an id");
    assert_eq!(shop.notify(applied(&unknown, PaymentResult::Ok, AGAIN)).await, "NG,order is unknown");
    let mut other = application;
    other.contract.customer_code = "somebody-else".parse().expect("a customer");
    let refused = shop.notify(applied(&other, PaymentResult::Ok, AGAIN)).await;
    assert_eq!(refused, "NG,item, amount or customer differ from the order");
    assert_eq!(shop.subscription(&reference).await, before);
}

/// The days of the events of a contract's calendar file: of those to come, and of those taken out.
async fn calendar(shop: &PlanShop, reference: &str) -> (Vec<String>, Vec<String>) {
    let file = shop.get(&format!("/subscriptions/{reference}/calendar.ics")).await.text();
    let events: Vec<&str> = file.split("BEGIN:VEVENT").skip(1).collect();
    let of = |status: &str| {
        let events = events.iter().filter(|event| event.contains(status));
        events.filter_map(|event| Some(event.split("DTSTART;VALUE=DATE:").nth(1)?[..8].to_owned())).collect()
    };
    (of("STATUS:CONFIRMED"), of("STATUS:CANCELLED"))
}

#[tokio::test]
async fn made_again_in_another_week_its_former_days_leave_the_calendar() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("coffee-fortnightly", CONTRACT).await;
    let (planned, gone) = calendar(&shop, &reference).await;
    assert!(planned.len() == 12 && gone.is_empty(), "{planned:?} {gone:?}");
    assert_eq!(shop.act(&reference, "unsubscribe", "active").await.status.as_u16(), 200);
    shop.go_to(day("2026-12-08"));
    let application = reapply(&shop, &reference, "cancelled").await;
    assert_eq!(shop.notify(applied(&application, PaymentResult::Ok, AGAIN)).await, "OK,");
    let (coming, gone) = calendar(&shop, &reference).await;
    assert!(coming.iter().all(|day| !planned.contains(day)), "the other weeks: {coming:?}");
    let former: Vec<_> = planned.into_iter().filter(|day| day.as_str() >= "20261208").collect();
    assert!(former.iter().all(|day| gone.contains(day)), "{former:?} of {gone:?}");
}

#[tokio::test]
async fn an_ended_contract_can_be_made_again_but_not_a_second_one_beside_it() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("coffee-fortnightly", CONTRACT).await;
    assert_eq!(shop.act(&reference, "reapply", "active").await.json()["because"], "already_subscribed");
    assert_eq!(shop.act(&reference, "unsubscribe", "active").await.status.as_u16(), 200);
    let application = reapply(&shop, &reference, "cancelled").await;
    // Meanwhile the customer joins by a new order.
    let order = shop.order_plan_of("coffee-fortnightly", Some(&reference)).await;
    let joined = read_application(shop.signed_fields(&order.reference).await);
    assert_eq!(shop.notify(applied(&joined, PaymentResult::Ok, "30000000000003")).await, "OK,");
    assert_eq!(
        shop.notify(applied(&application, PaymentResult::Ok, AGAIN)).await,
        "NG,customer has this contract already"
    );
    assert_eq!(shop.state(&reference).await, "cancelled");
    assert_eq!(shop.act(&reference, "reapply", "cancelled").await.json()["because"], "already_subscribed");
    // It ends, and the old one can be made again: with the cycles that it had, and no second introduction.
    assert_eq!(shop.act(&order.subscription, "unsubscribe", "active").await.status.as_u16(), 200);
    let application = reapply(&shop, &reference, "cancelled").await;
    assert_eq!(shop.notify(applied(&application, PaymentResult::Ok, AGAIN)).await, "OK,");
    let told = shop.told(&reference).await;
    let recurring = &told["recurring"];
    assert_eq!((&recurring["introduction"], &recurring["cycles"]), (&json!(null), &json!(12)));
    assert_eq!((&told["state"], &told["receipt"], &told["ends_on"]), (&json!("active"), &json!(null), &json!(null)));
}

#[tokio::test]
async fn without_script_it_is_confirmed_with_every_date_and_handed_over() {
    let (shop, reference) = suspended().await;
    let page = shop.get(&format!("/subscriptions/{reference}/confirm/reapply")).await;
    let text = page.text();
    assert!(text.contains("2027年1月20日") && text.contains("有料の定期契約に再申し込みをする"), "{text}");
    let form = [("action", "reapply"), ("language", "ja"), ("state", "active")];
    let handoff = shop.submit(&format!("/subscriptions/{reference}/actions"), &form).await;
    assert!(handoff.header("content-security-policy").contains("https://apply.example"));
    let application = read_application(handoff.hidden_fields("gateway"));
    // The browser's way back ends on the contract's page, which says how it ended; `success` without proof says nothing.
    let address = application.addresses.success.as_str().replace("https://shop.example", "");
    let token = address.trim_end_matches("/success").rsplit('/').next().expect("a token").to_owned();
    for (way, outcome) in [("success", None), ("cancel", Some("cancelled")), ("error", Some("failed"))] {
        let back: Answer = shop.get(&address.replace("success", way)).await;
        assert_eq!(back.status.as_u16(), 303);
        assert_eq!(back.header("location"), format!("/subscriptions/{reference}?lang=ja&request={token}"));
        let page = shop.get(back.header("location")).await;
        assert_eq!(super::embedded(&page)["subscriptions"][0]["returned"]["outcome"].as_str(), outcome);
        let said = page.text().contains("au での再申し込みのお手続きは完了していません。");
        assert_eq!(said, outcome.is_some(), "{}", page.text());
    }
    let mut signed = application_answer(&application, PaymentResult::Ok, AGAIN);
    signed.checksum = Checksum::of_form(&signed.form, Encoding::ShiftJis, &key()).expect("encodable").lower_case();
    let back = shop.post(&address, FORM, body(&signed, Encoding::ShiftJis)).await;
    let told = super::embedded(&shop.get(back.header("location")).await)["subscriptions"][0].clone();
    assert_eq!(told["returned"]["outcome"], "confirming");
    assert_eq!(told["actions"], json!(["unsubscribe"]), "it is not asked for again");
    assert!(shop.subscription(&reference).await.problem.is_some(), "a return is no proof");
}

#[tokio::test]
async fn applications_without_end_are_not_signed() {
    let (shop, reference) = suspended().await;
    for _ in 0..MOST_ATTEMPTS {
        reapply(&shop, &reference, "active").await;
    }
    let answer = shop.act(&reference, "reapply", "active").await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (429, "too_many_requests"));
    assert!(!answer.header("retry-after").is_empty());
}

#[tokio::test]
async fn in_maintenance_no_contract_is_made_or_made_again() {
    let window = ("MERCHANT_MAINTENANCE", "2026-12-25T00:00/2026-12-26T00:00");
    let (shop, reference) = suspended_in(PlanShop::open_set(window).await).await;
    let order = shop.order_plan("magazine-monthly").await;
    assert_eq!(order.json["maintenance"][0]["until"], "2026-12-26T00:00:00+09:00");
    for answer in
        [shop.act(&reference, "reapply", "active").await, shop.ask(&shop.plan_question(&order.reference).await).await]
    {
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (503, "maintenance"));
        assert_eq!(answer.json()["until"], "2026-12-26T00:00:00+09:00");
    }
    shop.go_to(day("2026-12-26"));
    reapply(&shop, &reference, "active").await;
}
