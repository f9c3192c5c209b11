//! Leaving by the link type: the payer's browser posts a signed request, and the gateway's word ends the contract.

use super::{APPLICATIONS, CONTRACT, PlanShop, application_answer, applied, read_application};
use crate::database::OWN;
use crate::support::{Answer, Attempt, FORM, TestShop, body, day, fields_of, key, notification};
use merchant::domain::order::MOST_ATTEMPTS;
use sbps::checksum::Checksum;
use sbps::message::purchase_request::Purchase;
use sbps::message::{Application, ApplicationRequest, PaymentResult};
use sbps::wire::{Encoding, write_form};
use serde_json::{Value, json};
use std::time::Duration;

const BY_LINK: (&str, &str) = ("SBPS_LEAVING", "link");

async fn open() -> PlanShop {
    PlanShop::open_set(BY_LINK).await
}

/// Asks to cancel a contract that the gateway bills, and reads what is to be posted as the gateway would.
async fn cancel(shop: &PlanShop, reference: &str) -> Attempt {
    let answer = shop.act(reference, "cancel", "active").await;
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
    assert_eq!(answer.json()["action"], shop.shop.shop.settings.purchase_url.as_str());
    Attempt::read(fields_of(&answer.json()))
}

/// The same of a contract that this server bills.
async fn unsubscribe(shop: &PlanShop, reference: &str) -> ApplicationRequest {
    let answer = shop.act(reference, "unsubscribe", "active").await;
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
    assert_eq!(answer.json()["action"], APPLICATIONS);
    read_application(fields_of(&answer.json()))
}

/// What the page tells somebody who comes back from a request.
async fn come_back(shop: &PlanShop, token: &str, way: &str, body: String) -> (Value, Answer) {
    let answer = shop.post(&format!("/sbps/returns/{token}/{way}"), FORM, body).await;
    assert_eq!(answer.status.as_u16(), 303);
    let page = shop.get(answer.header("location")).await;
    (super::embedded(&page)["subscriptions"][0].clone(), page)
}

#[tokio::test]
async fn a_simple_contract_is_cancelled_by_a_new_request_with_its_tracking_id() {
    let shop = open().await;
    let (joining, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
    assert_eq!(shop.told(&reference).await["leaving"], "au");
    shop.go_to(day("2026-12-10"));
    let leaving = cancel(&shop, &reference).await;
    let expected = Purchase::CancelRecurringSimple { tracking_id: CONTRACT.parse().expect("an id") };
    assert_eq!((&leaving.request.purchase, leaving.request.amount), (&expected, joining.request.amount));
    assert_ne!(leaving.order_id(), joining.order_id(), "an order id is never used again");
    assert_eq!(shop.state(&reference).await, "active", "nothing changes before the gateway's word");

    assert_eq!(shop.notify(leaving.paid(CONTRACT)).await, "OK,");
    let told = shop.told(&reference).await;
    assert_eq!((&told["state"], &told["ends_on"]), (&json!("cancelled"), &json!("2026-12-31")));
    assert_eq!((&told["receipt"]["on"], &told["actions"]), (&json!("2026-12-10"), &json!([])));
    let before = shop.contracts().await;
    // The same again, the notice that follows, and what contradicts it.
    assert_eq!(shop.notify(leaving.paid(CONTRACT)).await, "OK,");
    let notice = notification(&joining.message(PaymentResult::CancelledRecurring, CONTRACT));
    assert_eq!(shop.notify(notice).await, "OK,");
    assert_eq!(shop.notify(leaving.failed("8297")).await, "NG,result contradicts the one recorded");
    assert_eq!(shop.contracts().await, before);
    assert!(shop.gateway.calls().is_empty(), "nobody was asked by the API type");
}

#[tokio::test]
async fn the_notice_may_come_first_and_the_receipt_is_given_all_the_same() {
    let shop = open().await;
    let (joining, reference) = shop.join_simple("lessons-6-months", CONTRACT).await;
    let leaving = cancel(&shop, &reference).await;
    let notice = notification(&joining.message(PaymentResult::CancelledRecurring, CONTRACT));
    assert_eq!(shop.notify(notice).await, "OK,");
    assert_eq!((shop.state(&reference).await, shop.subscription(&reference).await.receipt), ("cancelled", None));
    assert_eq!(shop.notify(leaving.paid(CONTRACT)).await, "OK,");
    assert!(shop.subscription(&reference).await.receipt.is_some());
}

#[tokio::test]
async fn a_fixed_term_contract_is_billed_until_the_gateway_says_that_it_is_left() {
    let shop = open().await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    let leaving = unsubscribe(&shop, &reference).await;
    let contract = CONTRACT.parse().expect("an id");
    assert_eq!(leaving.contract.application, Application::Unsubscribe(contract));
    shop.go_to(day("2026-12-20"));
    assert_eq!(shop.bill().await.paid, 1);
    for _ in 0..2 {
        assert_eq!(shop.notify(applied(&leaving, PaymentResult::Ok, CONTRACT)).await, "OK,");
    }
    let told = shop.told(&reference).await;
    assert_eq!((&told["state"], &told["ends_on"]), (&json!("cancelled"), &json!("2027-01-19")));
    shop.go_to(day("2027-02-20"));
    assert_eq!(shop.bill().await, Default::default());
    assert_eq!(shop.act(&reference, "unsubscribe", "cancelled").await.json()["because"], "already_unsubscribed");
    // It can be made again, by a request that is not the one by which it was left.
    let again = read_application(fields_of(&shop.act(&reference, "reapply", "cancelled").await.json()));
    assert_ne!(again.contract.order_id, leaving.contract.order_id);
    assert_eq!(shop.notify(applied(&again, PaymentResult::Ok, "20000000000002")).await, "OK,");
    assert_eq!(shop.notify(applied(&leaving, PaymentResult::Ok, CONTRACT)).await, "OK,", "a late repetition");
    assert_eq!(shop.state(&reference).await, "active");
}

#[tokio::test]
async fn a_contract_made_again_is_not_ended_by_an_older_request() {
    let shop = open().await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    let (first, second) = (unsubscribe(&shop, &reference).await, unsubscribe(&shop, &reference).await);
    assert_eq!(shop.notify(applied(&first, PaymentResult::Ok, CONTRACT)).await, "OK,");
    let again = read_application(fields_of(&shop.act(&reference, "reapply", "cancelled").await.json()));
    assert_eq!(shop.notify(applied(&again, PaymentResult::Ok, "20000000000002")).await, "OK,");
    assert_eq!(shop.notify(applied(&second, PaymentResult::Ok, CONTRACT)).await, "OK,");
    assert_eq!(shop.state(&reference).await, "active");
}

#[tokio::test]
async fn what_the_gateway_refuses_leaves_the_contract_as_it_was_and_the_payer_is_told() {
    let shop = open().await;
    let (_, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
    let leaving = cancel(&shop, &reference).await;
    for _ in 0..2 {
        assert_eq!(shop.notify(leaving.failed("8297")).await, "OK,");
    }
    let (told, page) = come_back(&shop, &leaving.token, "error", String::new()).await;
    assert_eq!(told["returned"], json!({ "from": "cancel", "outcome": "failed", "code": "8297" }));
    assert_eq!((&told["state"], &told["actions"]), (&json!("active"), &json!(["cancel"])));
    assert!(page.text().contains("au での解約のお手続きは完了していません") && page.text().contains("8297"));

    let given_up = cancel(&shop, &reference).await;
    let (told, _) = come_back(&shop, &given_up.token, "cancel", String::new()).await;
    assert_eq!(told["returned"], json!({ "from": "cancel", "outcome": "cancelled", "code": null }));
    assert_eq!(shop.told(&reference).await["returned"], Value::Null, "only who comes back is told");

    // It had been cancelled before: what the payer wants is so.
    let late = cancel(&shop, &reference).await;
    assert_eq!(shop.notify(late.failed("8363")).await, "OK,");
    let (told, _) = come_back(&shop, &late.token, "error", String::new()).await;
    assert_eq!((&told["state"], &told["returned"]), (&json!("cancelled"), &Value::Null));
}

#[tokio::test]
async fn a_result_that_is_not_about_the_request_is_refused_and_changes_nothing() {
    let shop = open().await;
    let (joining, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
    let leaving = cancel(&shop, &reference).await;
    let before = shop.contracts().await;
    let differs = "NG,item, amount or customer differ from the order";
    let told = |change: &dyn Fn(&mut sbps::message::ResultMessage)| {
        let mut message = leaving.message(PaymentResult::Ok, CONTRACT);
        change(&mut message);
        notification(&message)
    };
    for (body, answer) in [
        (told(&|it| it.echoed.order_id = "nobody-asked".parse().expect("an id")), "NG,order is unknown"),
        (told(&|it| it.echoed.amount = "1".parse().ok()), differs),
        (told(&|it| it.echoed.customer_code = "somebody-else".parse().expect("a customer")), differs),
        (told(&|it| it.echoed.item_id = "another".parse().expect("an item")), differs),
        (told(&|it| it.echoed.tracking_id = "99999999999999".parse().ok()), differs),
        // A purchase under the order id of a cancellation, and the reverse.
        (told(&|it| it.echoed.billing = joining.message(PaymentResult::Ok, CONTRACT).echoed.billing), differs),
        (told(&|it| it.echoed.order_id = joining.request.order_id.clone()), "NG,order is unknown"),
    ] {
        assert_eq!(shop.notify(body).await, answer);
        assert_eq!(shop.contracts().await, before);
    }
    let fixed_term = shop.join_fixed_term("wine-monthly", "20000000000002").await;
    let mut other = unsubscribe(&shop, &fixed_term).await;
    other.contract.application = Application::Unsubscribe(CONTRACT.parse().expect("an id"));
    assert_eq!(shop.notify(applied(&other, PaymentResult::Ok, CONTRACT)).await, differs);
    other.contract.application = Application::Reapply("20000000000002".parse().expect("an id"));
    assert_eq!(shop.notify(applied(&other, PaymentResult::Ok, CONTRACT)).await, differs);
    assert_eq!((shop.state(&reference).await, shop.state(&fixed_term).await), ("active", "active"));
    // What is left blank contradicts nothing: the order id says which request it is.
    assert_eq!(shop.notify(told(&|it| (it.echoed.tracking_id, it.echoed.amount) = (None, None))).await, "OK,");
    assert_eq!(shop.state(&reference).await, "cancelled");
}

#[tokio::test]
async fn who_comes_back_before_the_gateways_word_waits_for_it() {
    let shop = open().await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    let leaving = unsubscribe(&shop, &reference).await;
    let success = leaving.addresses.success.as_str().to_owned();
    let token = success.trim_end_matches("/success").rsplit('/').next().expect("a token").to_owned();
    let (told, _) = come_back(&shop, &token, "success", String::new()).await;
    assert_eq!((&told["state"], &told["returned"]), (&json!("active"), &Value::Null), "that proves nothing");

    let mut signed = application_answer(&leaving, PaymentResult::Ok, CONTRACT);
    let key = crate::support::key();
    signed.checksum =
        sbps::checksum::Checksum::of_form(&signed.form, Encoding::ShiftJis, &key).expect("encodable").lower_case();
    let (told, _) = come_back(&shop, &token, "success", body(&signed, Encoding::ShiftJis)).await;
    assert_eq!((&told["state"], &told["actions"]), (&json!("cancellation_pending"), &json!([])));
    assert_eq!(told["returned"]["outcome"], "confirming");
    shop.go_to(day("2026-12-20"));
    assert_eq!(shop.bill().await, Default::default(), "whoever may have left is not billed");
    // The word does not come: nobody guesses. When it comes, it counts.
    assert_eq!(shop.told(&reference).await["state"], "unknown");
    assert_eq!(shop.notify(applied(&leaving, PaymentResult::Ok, CONTRACT)).await, "OK,");
    assert_eq!(shop.state(&reference).await, "cancelled");
}

#[tokio::test]
async fn without_script_the_confirmation_leads_to_the_signed_form() {
    let shop = open().await;
    let (_, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
    let page = shop.get(&format!("/subscriptions/{reference}/confirm/cancel")).await;
    assert!(page.text().contains("それまでご契約は続きます。") && page.text().contains("解約のお手続きに進む"));
    let form = page.hidden_fields("kantan-request");
    let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(form, [("action", "cancel"), ("language", "ja"), ("state", "active")]);
    let answer = shop.submit(&format!("/subscriptions/{reference}/actions"), &form).await;
    assert_eq!(answer.status.as_u16(), 200);
    assert!(
        answer.text().contains("au の画面でお手続きを完了すると、解約になります")
            && !answer.text().contains("1回のお支払い")
    );
    let leaving = Attempt::read(answer.hidden_fields("gateway"));
    assert_eq!(shop.notify(leaving.paid(CONTRACT)).await, "OK,");
    let location = shop.post(&format!("/sbps/returns/{}/success", leaving.token), FORM, leaving.success()).await;
    let page = shop.get(location.header("location")).await;
    let number = page.embedded()["subscriptions"][0]["receipt"]["number"].as_str().map(str::to_owned);
    assert!(number.is_some_and(|number| number.len() == 12 && page.text().contains(&format!(">{number}<"))));
}

#[tokio::test]
async fn leaving_is_not_signed_without_end_nor_during_maintenance() {
    let shop = PlanShop::open_set(BY_LINK).await;
    let (_, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
    for _ in 0..MOST_ATTEMPTS {
        cancel(&shop, &reference).await;
    }
    let answer = shop.act(&reference, "cancel", "active").await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (429, "too_many_requests"));
    assert!(!answer.header("retry-after").is_empty());
    shop.wait(11 * 60);
    cancel(&shop, &reference).await;

    let gateway = super::gateway::FakeGateway::start().await;
    let closed = ("MERCHANT_MAINTENANCE", "2026-12-01T02:00/2026-12-01T05:00");
    let further = [&super::settings(&gateway.url)[..], &[BY_LINK, closed]].concat();
    let shop = TestShop::open_with(OWN, &further, Duration::from_secs(20)).await;
    let shop = PlanShop { shop, gateway };
    let (_, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
    shop.go_to(day("2026-12-01"));
    shop.wait(-9 * 3600);
    let answer = shop.act(&reference, "cancel", "active").await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (503, "maintenance"));
}

#[tokio::test]
async fn without_the_api_type_too_a_word_that_does_not_come_is_unknown_and_the_notice_ends_it() {
    let shop = PlanShop { shop: TestShop::open().await, gateway: super::gateway::FakeGateway::start().await };
    let (joining, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
    let leaving = cancel(&shop, &reference).await;
    let (told, _) = come_back(&shop, &leaving.token, "success", leaving.success()).await;
    assert_eq!(told["state"], "cancellation_pending");
    shop.wait(6 * 60);
    shop.bill().await;
    assert_eq!(shop.state(&reference).await, "unknown");
    let notice = notification(&joining.message(PaymentResult::CancelledRecurring, CONTRACT));
    assert_eq!(shop.notify(notice).await, "OK,");
    assert_eq!(shop.state(&reference).await, "cancelled");
}

/// The gateway's field list of this answer is not published: what it leaves blank is told by the order id.
#[tokio::test]
async fn an_answer_that_leaves_its_kind_blank_is_about_the_request_with_its_order_id() {
    let shop = open().await;
    let fixed_term = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    let application = unsubscribe(&shop, &fixed_term).await;
    let answer = application_answer(&application, PaymentResult::Ok, CONTRACT);
    let blank = |name: &str| matches!(name, "service_type" | "tracking_id" | "item_id" | "cust_code");
    let fields: Vec<_> = answer
        .form
        .fields()
        .iter()
        .map(|(name, value)| (*name, if blank(name) { "" } else { value.as_str() }))
        .collect();
    let values = fields.iter().map(|(_, value)| *value);
    let checksum = Checksum::of(values, Encoding::Utf8, &key()).expect("UTF-8").upper_case();
    let fields = fields.into_iter().chain([("sps_hashcode", checksum.as_str())]);
    assert_eq!(shop.notify(write_form(fields, Encoding::ShiftJis).expect("encodable")).await, "OK,");
    assert_eq!(shop.state(&fixed_term).await, "cancelled");
}
