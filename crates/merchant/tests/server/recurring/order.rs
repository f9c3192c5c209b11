//! Orders of plans: what their page says, and which request is signed for them.

use super::{APPLICATIONS, CONTRACT, PlanShop, applied, embedded, read_application};
use crate::support::{Attempt, FORM, TestShop, day, fields_of};
use merchant::demo;
use merchant::domain::plan::Methods;
use sbps::billing::Contract;
use sbps::message::{Application, PaymentResult, Purchase};
use serde_json::json;

#[tokio::test]
async fn without_the_addresses_that_they_need_no_fixed_term_plans_are_sold() {
    let shop = TestShop::open().await;
    let catalogue = shop.get("/").await.text();
    assert!(catalogue.contains("magazine-monthly") && !catalogue.contains("wine-monthly"));
    let order = shop.post_form("/orders", &[("product", "wine-monthly"), ("language", "ja")]).await;
    assert_eq!((order.status.as_u16(), order.code().as_str()), (404, "product_unknown"));
    let run = shop.post("/billing/run", FORM, "").await;
    assert_eq!((run.status.as_u16(), run.code().as_str()), (404, "not_found"), "no token, no address");
    let refused =
        demo::storefront(Contract::BasicAndCreditCard, Methods::All, day("2026-11-24")).expect_err("excluded");
    assert!(refused.to_string().contains("billing_method_not_in_contract"), "{refused}");
}

#[tokio::test]
async fn a_simple_order_says_everything_and_joins_by_a_purchase() {
    let shop = PlanShop::open().await;
    let order = shop.order_plan("magazine-monthly").await;
    let recurring = &order.json["recurring"];
    assert_eq!(order.json["amount"], 550);
    assert_eq!(
        (&recurring["method"], &recurring["joined_on"], &recurring["first_month"], &recurring["last_month"]),
        (&json!("simple"), &json!("2026-11-24"), &json!("free"), &json!(null))
    );
    assert!(recurring["contact"].as_str().is_some_and(|contact| !contact.is_empty()));
    let page = shop.get(&format!("/orders/{}", order.reference)).await.text();
    for said in [
        "無期限",
        "2026年11月30日（月）まで無料です。",
        "2026年12月1日（火）から、毎月1日",
        "1年間のお支払い総額（目安）",
        "6,600円（12回分）",
        "お申し込みの月は無料です。翌月から",
        "2026年11月30日",
        "最初のお支払い",
        "au PAY カード",
        "au PAY 残高はご利用いただけません。",
        "有料の定期契約を申し込む",
        "電子雑誌「暮らしと旅」",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let fields = shop.signed_fields(&order.reference).await;
    assert_eq!(fields.len(), 31, "forty without the nine of a detail row");
    let attempt = Attempt::read(fields);
    let expected = Purchase::RecurringSimple { first_month_free: true, last_charge_month: None };
    assert_eq!((&attempt.request.purchase, attempt.request.amount.get()), (&expected, 550));
    let lessons = shop.order_plan("lessons-6-months").await;
    let attempt = Attempt::read(shop.signed_fields(&lessons.reference).await);
    let last_charge_month = "202704".parse().ok();
    assert_eq!(attempt.request.purchase, Purchase::RecurringSimple { first_month_free: false, last_charge_month });
    let page = shop.get(&format!("/orders/{}", lessons.reference)).await.text();
    assert!(page.contains("全6回") && page.contains("13,200円（6回分）") && page.contains("最後のお支払い"), "{page}");
}

#[tokio::test]
async fn a_fixed_term_order_joins_by_an_application_without_an_amount() {
    let shop = PlanShop::open().await;
    let order = shop.order_plan("wine-monthly").await;
    let answer = shop.ask(&shop.plan_question(&order.reference).await).await;
    assert_eq!(answer.json()["action"], APPLICATIONS);
    let fields = fields_of(&answer.json());
    assert_eq!(fields.len(), 20);
    let application = read_application(fields);
    assert_eq!(application.contract.application, Application::Apply);
    assert!(application.contract.item_name.as_str().contains("20日"));
    let page = shop.get(&format!("/orders/{}", order.reference)).await;
    assert!(
        page.header("content-security-policy")
            .contains("form-action 'self' https://gateway.example https://apply.example;")
    );
    assert!(page.text().contains("destinations=\"https://apply.example\""));
    for said in ["2026年12月20日", "36,000円（12回分）", "au PAY カードはご利用いただけません。"]
    {
        assert!(page.text().contains(said), "{said}: {}", page.text());
    }
    let usage = shop.order_plan("translation-usage").await;
    assert_eq!((&usage.json["recurring"]["varies"], &usage.json["amount"]), (&json!(true), &json!(5_000)));
    let question = shop.plan_question(&usage.reference).await;
    assert_eq!(question["displayed"]["charges"], json!([]));
    assert_eq!(shop.ask(&question).await.status.as_u16(), 200);
    let page = shop.get(&format!("/orders/{}?lang=en", usage.reference)).await.text();
    assert!(page.contains("up to ¥5,000") && page.contains("cannot be computed beforehand"), "{page}");
}

#[tokio::test]
async fn the_printed_form_gets_the_same_as_the_element() {
    let shop = PlanShop::open().await;
    for (plan, fields, fresh) in [("lessons-6-months", 31, 5), ("coffee-fortnightly", 20, 5)] {
        let order = shop.order_plan(plan).await;
        let page = shop.get(&format!("/orders/{}", order.reference)).await;
        let posted = page.hidden_fields("kantan-request");
        let posted: Vec<_> = posted.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let handoff = shop.submit("/checkout/requests", &posted).await;
        assert_eq!(handoff.status.as_u16(), 200, "{}", handoff.text());
        let (plain, element) = (handoff.hidden_fields("gateway"), shop.signed_fields(&order.reference).await);
        assert_eq!((plain.len(), element.len()), (fields, fields));
        let different = plain.iter().zip(&element).filter(|(plain, element)| plain != element).count();
        assert_eq!(different, fresh, "order id, three addresses and the checksum");
    }
}

#[tokio::test]
async fn the_dates_that_were_shown_must_be_those_of_the_record() {
    let shop = PlanShop::open().await;
    let order = shop.order_plan("wine-monthly").await;
    let right = shop.plan_question(&order.reference).await;
    for (what, charges) in [
        ("left out", None),
        ("none", Some(json!([]))),
        ("another amount", Some(json!([["2026-12-20", 1]]))),
        ("one is missing", Some(json!(right["displayed"]["charges"].as_array().expect("a list")[1..].to_vec()))),
    ] {
        let mut question = right.clone();
        let displayed = question["displayed"].as_object_mut().expect("an object");
        match charges {
            None => drop(displayed.remove("charges")),
            Some(charges) => drop(displayed.insert("charges".to_owned(), charges)),
        }
        let answer = shop.ask(&question).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (409, "displayed_differs"), "{what}");
        assert_eq!(answer.json()["current"]["charges"], right["displayed"]["charges"], "{what}");
    }
    for wrong in [json!([["2026-02-30", 3000]]), json!([["2026-12-20"]]), json!("2026-12-20"), json!([[1, 1]])] {
        let mut question = right.clone();
        question["displayed"]["charges"] = wrong;
        assert_eq!(shop.ask(&question).await.code(), "request_invalid");
    }
    // A page that was opened before midnight and used after it shows other days.
    shop.go_to(day("2026-12-20"));
    shop.wait(11 * 3_600 + 50 * 60);
    let late = shop.order_plan("wine-monthly").await;
    let shown = shop.plan_question(&late.reference).await;
    assert_eq!(shown["displayed"]["charges"][0], json!(["2026-12-20", 3000]), "whoever joins on the 20th pays on it");
    shop.wait(20 * 60);
    let answer = shop.ask(&shown).await;
    assert_eq!(answer.code(), "displayed_differs");
    assert_eq!(answer.json()["current"]["charges"][0], json!(["2027-01-20", 3000]));
    let product = shop.order("wine-750ml", "1").await;
    let mut question = shop.question(&product).await;
    question["displayed"]["charges"] = json!([]);
    assert_eq!(shop.ask(&question).await.code(), "displayed_differs", "a one-time order has no charges");
}

#[tokio::test]
async fn the_same_customer_cannot_have_the_same_plan_twice() {
    let shop = PlanShop::open().await;
    let first = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    let before = shop.subscription(&first).await;
    let again = shop.order_plan_of("wine-monthly", Some(&first)).await;
    assert_eq!(shop.subscription(&again.subscription).await.customer_code, before.customer_code);
    let answer = shop.ask(&shop.plan_question(&again.reference).await).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (409, "already_subscribed"));
    assert_eq!(answer.json()["subscription_url"], format!("/subscriptions/{first}"));
    let other = shop.order_plan_of("coffee-fortnightly", Some(&first)).await;
    assert_eq!(shop.ask(&shop.plan_question(&other.reference).await).await.status.as_u16(), 200, "another plan may be");
    let unknown = [("product", "wine-monthly"), ("language", "ja"), ("subscription", "none")];
    assert_eq!(shop.post_form("/orders", &unknown).await.code(), "subscription_unknown");
}

#[tokio::test]
async fn of_two_applications_of_one_customer_at_once_one_is_made() {
    let shop = PlanShop::open().await;
    let first = shop.order_plan("wine-monthly").await;
    let second = shop.order_plan_of("wine-monthly", Some(&first.subscription)).await;
    let applications = [
        read_application(shop.signed_fields(&first.reference).await),
        read_application(shop.signed_fields(&second.reference).await),
    ];
    assert_eq!(shop.notify(applied(&applications[0], PaymentResult::Ok, CONTRACT)).await, "OK,");
    let refused = shop.notify(applied(&applications[1], PaymentResult::Ok, "20000000000002")).await;
    assert_eq!(refused, "NG,customer has this contract already");
    assert_eq!((shop.state(&first.subscription).await, shop.state(&second.subscription).await), ("active", "pending"));
    let kept = "SELECT count(*) FROM attempts WHERE state = 'refused' AND tracking_id = '20000000000002'";
    assert_eq!(shop.count(kept).await, 1, "kept for a person to look at");
    assert_eq!(embedded(&shop.get(&format!("/subscriptions/{}", second.subscription)).await)["today"], "2026-11-24");
}
