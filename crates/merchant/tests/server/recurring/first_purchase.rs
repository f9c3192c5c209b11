//! Joining by the first purchase (A01-1 with `pay_type` 2), where a charge is due on the day of joining.

use super::dates::order;
use super::{APPLICATIONS, CONTRACT, NOTHING, PlanOrder, PlanShop, applied, read_application};
use crate::database::lines;
use crate::support::{Attempt, GATEWAY, day, notification};
use merchant::domain::plan::PlanTerms;
use merchant::service::billing::Report;
use sbps::api::{Call, Function};
use sbps::message::application_request::ContractDescription;
use sbps::message::purchase_request::ReturnAddresses;
use sbps::message::{Application, ApplicationRequest, PaymentResult, Purchase};
use serde_json::json;

const DIFFERS: &str = "NG,item, amount or customer differ from the order";
/// Every thirty days from the day of joining on.
const FLOWERS: &str = "flowers-30-days";

async fn ordered(shop: &PlanShop) -> (PlanOrder, Attempt) {
    let order = shop.order_plan(FLOWERS).await;
    let attempt = Attempt::read(shop.signed_fields(&order.reference).await);
    (order, attempt)
}

pub(super) async fn joined(shop: &PlanShop) -> (Attempt, String) {
    let (order, attempt) = ordered(shop).await;
    assert_eq!(shop.notify(attempt.paid(CONTRACT)).await, "OK,");
    (attempt, order.subscription)
}

/// Every charge with its amount and what became of it, in the order of the records.
async fn money(shop: &PlanShop) -> String {
    let sql = "SELECT concat_ws(',', c.due_on, c.amount, c.order_id, o.outcome, o.tracking_id) FROM charges c \
               JOIN charge_outcomes o USING (subscription, due_on) ORDER BY o.id";
    lines(shop.shop.shop.store.pool(), sql).await.join(" ")
}

/// D01-1 for the contract that A01-1 asked for.
fn application_instead(attempt: &Attempt) -> ApplicationRequest {
    let request = &attempt.request;
    let address = |path: &str| format!("https://shop.example/{path}").parse().expect("an address");
    ApplicationRequest {
        contract: ContractDescription {
            account: request.account.clone(),
            customer_code: request.customer_code.clone(),
            order_id: request.order_id.clone(),
            item_id: request.item_id.clone(),
            item_name: request.item_name.clone(),
            application: Application::Apply,
            free: Default::default(),
            request_date: request.request_date,
            limit_seconds: request.limit_seconds,
        },
        addresses: ReturnAddresses {
            success: address("success"),
            cancel: address("cancel"),
            error: address("error"),
            notification: address("notification"),
        },
    }
}

#[tokio::test]
async fn what_is_due_today_is_asked_for_and_everything_says_so() {
    let shop = PlanShop::open().await;
    let order = shop.order_plan(FLOWERS).await;
    let page = shop.get(&format!("/orders/{}", order.reference)).await;
    let policy = page.header("content-security-policy");
    assert!(policy.contains(&format!("form-action 'self' {GATEWAY} https://apply.example;")), "{policy}");
    assert!(page.text().contains(&format!("destinations=\"{GATEWAY}\"")));
    for said in [
        "次の au の画面でお支払いいただきます。",
        "初回の2,750円は au の画面でお手続きが完了した時点、2回目からはこのページに記載の各お支払い日です。",
        "2026年11月24日",
        "2026年12月24日",
    ] {
        assert!(page.text().contains(said), "{said}: {}", page.text());
    }
    let english = [("product", FLOWERS), ("language", "en")];
    let english = shop.post_form("/orders", &english).await.header("location").to_owned();
    let said = "The first ¥2,750 when you finish at au, the later payments on each of the dates on this page.";
    assert!(shop.get(&english).await.text().contains(said));
    assert!(order.json["payment_timing"].as_str().is_some_and(|timing| timing.starts_with("初回の2,750円は")));
    let answer = shop.ask(&shop.plan_question(&order.reference).await).await;
    assert_eq!(answer.json()["action"], format!("{GATEWAY}/f01/FepBuyInfoReceive.do"));
    let attempt = Attempt::read(crate::support::fields_of(&answer.json()));
    let request = &attempt.request;
    assert_eq!(request.purchase, Purchase::RecurringFixedTerm);
    assert_eq!((request.amount.get(), request.tax.map(|tax| tax.get())), (2_750, Some(250)));
    assert!(request.item_name.as_str().contains("30日ごと"));

    let plain = page.hidden_fields("kantan-request");
    let plain: Vec<_> = plain.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let handoff = shop.submit("/checkout/requests", &plain).await;
    assert!(
        handoff
            .header("content-security-policy")
            .contains(&format!("form-action 'self' {GATEWAY} https://apply.example;"))
    );
    assert!(handoff.text().contains("本日の最初のお支払い（税込み）") && handoff.text().contains("2,750円"));
    assert_eq!(Attempt::read(handoff.hidden_fields("gateway")).request.amount.get(), 2_750);
}

#[tokio::test]
async fn which_message_it_is_follows_from_the_day() {
    let shop = PlanShop::open().await;
    shop.go_to(day("2026-12-19"));
    let order = shop.order_plan("wine-monthly").await;
    let page = shop.get(&format!("/orders/{}", order.reference)).await;
    assert!(page.text().contains("destinations=\"https://apply.example\"") && !page.text().contains("初回の3,000円"));
    assert_eq!(shop.ask(&shop.plan_question(&order.reference).await).await.json()["action"], APPLICATIONS);
    shop.go_to(day("2026-12-20"));
    let order = shop.order_plan("wine-monthly").await;
    let attempt = Attempt::read(shop.signed_fields(&order.reference).await);
    assert_eq!((attempt.request.amount.get(), attempt.request.tax.map(|tax| tax.get())), (3_000, Some(272)));
    shop.go_to(day("2026-12-31"));
    let tea = shop.order_plan("tea-month-end").await;
    read_application(shop.signed_fields(&tea.reference).await);
    let page = shop.get(&format!("/orders/{}", tea.reference)).await.text();
    assert!(
        page.contains("2027年1月30日（土）まで無料です。") && !page.contains("本日お支払いいただきます"),
        "the first one is free"
    );
}

#[tokio::test]
async fn the_first_purchase_makes_the_contract_and_is_settled_once() {
    let shop = PlanShop::open().await;
    let (attempt, reference) = joined(&shop).await;
    let contract = shop.subscription(&reference).await;
    assert_eq!((contract.state.word(), contract.bills_from), ("active", day("2026-11-24")));
    assert_eq!(contract.tracking_id.as_ref().map(|id| id.as_str()), Some(CONTRACT));
    let reserved = format!("2026-11-24,2750,{},reserved,{CONTRACT}", attempt.order_id());
    assert_eq!(money(&shop).await, reserved);
    for _ in 0..2 {
        assert_eq!(shop.notify(attempt.paid(CONTRACT)).await, "OK,", "the same answer each time");
        assert_eq!(money(&shop).await, reserved);
    }
    assert_eq!(shop.bill().await, Report { paid: 1, ..NOTHING });
    assert_eq!(shop.notify(attempt.paid(CONTRACT)).await, "OK,");
    for today in ["2026-11-24", "2026-11-25", "2026-12-23"] {
        shop.go_to(day(today));
        assert_eq!(shop.bill().await, NOTHING, "{today}");
    }
    let payment = CONTRACT.parse().expect("an id");
    let calls: Vec<_> = shop.gateway.calls().into_iter().map(|request| request.call).collect();
    assert_eq!(
        calls,
        [Call::Settle { tracking_id: payment, amount: None }],
        "the day of joining is never bought again"
    );
    let told = shop.told(&reference).await;
    assert_eq!(told["history"], json!([{ "on": "2026-11-24", "amount": 2_750, "outcome": "paid" }]));
    shop.go_to(day("2026-12-24"));
    assert_eq!(shop.bill().await, Report { paid: 1, ..NOTHING });
    assert_eq!(shop.gateway.functions(), [Function::Settle, Function::PurchaseFixedTerm, Function::Settle]);
    let (_, bought) = shop.gateway.purchases().remove(0);
    assert_eq!((bought.tracking_id.as_str(), bought.amount.get()), (CONTRACT, 2_750));
    for statement in ["UPDATE settlements SET tracking_id = '1'", "DELETE FROM settlements"] {
        let refused =
            sqlx::query(statement).execute(shop.shop.shop.store.pool()).await.expect_err(statement).to_string();
        assert!(["begun once", "append only"].iter().any(|why| refused.contains(why)), "{statement}: {refused}");
    }
}

#[tokio::test]
async fn a_result_about_anything_else_than_was_asked_for_is_refused() {
    let shop = PlanShop::open().await;
    let (order, attempt) = ordered(&shop).await;
    let message = attempt.message(PaymentResult::Ok, CONTRACT);
    let with = |change: &dyn Fn(&mut sbps::message::ResultMessage)| {
        let mut message = message.clone();
        change(&mut message);
        notification(&message)
    };
    for (what, body) in [
        ("the order's total plus one", with(&|it| it.echoed.amount = "2751".parse().ok())),
        ("another amount", with(&|it| it.echoed.amount = "1".parse().ok())),
        ("no amount", with(&|it| it.echoed.amount = None)),
        ("once", with(&|it| it.echoed.billing[0] = "0".to_owned())),
        ("billed by the gateway", with(&|it| it.echoed.billing[0] = "1".to_owned())),
        ("D01-1", applied(&application_instead(&attempt), PaymentResult::Ok, CONTRACT)),
    ] {
        assert_eq!(shop.notify(body).await, DIFFERS, "{what}");
        assert_eq!((shop.state(&order.subscription).await, money(&shop).await.as_str()), ("pending", ""), "{what}");
    }
    assert_eq!(shop.notify(attempt.paid("")).await, "NG,tracking id is missing");
    assert_eq!(shop.notify(attempt.paid(CONTRACT)).await, "OK,");
    assert_eq!(shop.state(&order.subscription).await, "active");
}

#[tokio::test]
async fn a_reduced_first_charge_is_not_the_orders_amount() {
    let shop = PlanShop::open().await;
    let plan = shop.shop.shop.storefront.plan("coffee-fortnightly").expect("in the catalogue");
    let mut terms = plan.terms.clone();
    if let PlanTerms::FixedTerm { wait_days, .. } = &mut terms {
        *wait_days = 0;
    }
    // A Friday: without the wait of a week the first of two cycles at 1,200 yen is due on it.
    let (reference, _, fields) = order(&shop, "coffee-fortnightly", &terms, day("2026-11-27")).await;
    let attempt = Attempt::read(fields);
    assert_eq!((attempt.request.amount.get(), attempt.request.tax.map(|tax| tax.get())), (1_200, Some(88)));
    let mut message = attempt.message(PaymentResult::Ok, CONTRACT);
    (message.echoed.amount, message.echoed.tax) = ("1800".parse().ok(), "133".parse().ok());
    assert_eq!(shop.notify(notification(&message)).await, DIFFERS, "the order's own total");
    assert_eq!(shop.notify(attempt.paid(CONTRACT)).await, "OK,");
    assert_eq!(shop.bill().await, Report { paid: 1, ..NOTHING });
    let told = shop.told(&reference).await;
    assert_eq!(told["history"], json!([{ "on": "2026-11-27", "amount": 1_200, "outcome": "paid" }]));
}

#[tokio::test]
async fn a_purchase_for_a_contract_that_was_applied_for_is_refused() {
    let shop = PlanShop::open().await;
    let (_, attempt) = ordered(&shop).await;
    let wine = shop.order_plan("wine-monthly").await;
    let application = read_application(shop.signed_fields(&wine.reference).await);
    let contract = &application.contract;
    let mut message = attempt.message(PaymentResult::Ok, CONTRACT);
    let echoed = &mut message.echoed;
    echoed.order_id = contract.order_id.clone();
    echoed.customer_code = contract.customer_code.clone();
    echoed.item_id = contract.item_id.clone();
    echoed.item_name = contract.item_name.clone().into();
    (echoed.amount, echoed.tax) = ("3000".parse().ok(), "272".parse().ok());
    assert_eq!(shop.notify(notification(&message)).await, DIFFERS);
    (message.echoed.amount, message.echoed.tax) = (None, None);
    assert_eq!(shop.notify(notification(&message)).await, DIFFERS);
    assert_eq!((shop.state(&wine.subscription).await, money(&shop).await.as_str()), ("pending", ""));
    assert_eq!(shop.notify(applied(&application, PaymentResult::Ok, CONTRACT)).await, "OK,");
    assert_eq!((shop.state(&wine.subscription).await, money(&shop).await.as_str()), ("active", ""));
}

#[tokio::test]
async fn a_refused_joining_makes_no_contract_and_a_refusal_afterwards_contradicts() {
    let shop = PlanShop::open().await;
    let (order, attempt) = ordered(&shop).await;
    assert_eq!(shop.notify(attempt.failed("8297")).await, "OK,");
    assert_eq!((shop.state(&order.subscription).await, money(&shop).await.as_str()), ("pending", ""));
    assert_eq!(shop.bill().await, NOTHING);
    let again = Attempt::read(shop.signed_fields(&order.reference).await);
    assert_eq!(shop.notify(again.paid(CONTRACT)).await, "OK,");
    for today in ["2026-11-24", "2026-12-24"] {
        shop.go_to(day(today));
        assert_eq!(shop.bill().await.paid, 1, "{today}");
        let mut no = again.message(PaymentResult::Ng, CONTRACT);
        no.outcome.error_code = "8297".to_owned();
        let before = shop.contracts().await;
        assert_eq!(shop.notify(notification(&no)).await, "NG,result contradicts the one recorded", "{today}");
        assert_eq!(shop.contracts().await, before, "the notice that a month was not billed is for other contracts");
    }
    let another = attempt.paid("20000000000002");
    assert_eq!(shop.notify(another).await, "NG,order is paid by another request");
}

#[tokio::test]
async fn of_two_first_purchases_of_one_customer_at_once_one_is_taken() {
    let shop = PlanShop::open().await;
    let first = shop.order_plan(FLOWERS).await;
    let second = shop.order_plan_of(FLOWERS, Some(&first.subscription)).await;
    let attempts = [
        Attempt::read(shop.signed_fields(&first.reference).await),
        Attempt::read(shop.signed_fields(&second.reference).await),
    ];
    assert_eq!(shop.notify(attempts[0].paid(CONTRACT)).await, "OK,");
    let refused = shop.notify(attempts[1].paid("20000000000002")).await;
    assert_eq!(refused, "NG,customer has this contract already", "which stops the purchase at the gateway");
    assert_eq!((shop.state(&first.subscription).await, shop.state(&second.subscription).await), ("active", "pending"));
    assert_eq!(shop.bill().await, Report { paid: 1, ..NOTHING });
    assert_eq!(shop.gateway.functions(), [Function::Settle]);
    assert_eq!(shop.count("SELECT count(*) FROM charges").await, 1);
}

#[tokio::test]
async fn requests_from_before_first_purchases_keep_what_they_asked_for() {
    let pool =
        sqlx::sqlite::SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:").await.expect("opens");
    for sql in [
        include_str!("../../../migrations/0001_orders.sql"),
        include_str!("../../../migrations/0002_subscriptions.sql"),
        "INSERT INTO orders (reference, language, product, quantity, item_id, item_name, amount, tax, customer_code, \
         created_at, expires_at, plan) VALUES ('once', 'ja', 'p', 1, 'i', 'n', 3500, 318, 'c', 1, 2, NULL), \
         ('simple', 'ja', 'p', 1, 'i', 'n', 550, 50, 'c', 1, 2, '{\"method\":\"simple\"}'), \
         ('applied', 'ja', 'p', 1, 'i', 'n', 3000, 272, 'c', 1, 2, '{\"method\":\"fixed_term\"}'); \
         INSERT INTO attempts (order_id, reference, token, requested_at, state, updated_at) \
         SELECT reference, reference, reference, 1, 'requested', 1 FROM orders",
        include_str!("../../../migrations/0004_first_purchases.sql"),
    ] {
        sqlx::raw_sql(sql).execute(&pool).await.expect("right");
    }
    let sql = "SELECT order_id, amount, tax FROM attempts ORDER BY order_id";
    let asked: Vec<(String, Option<u32>, Option<u32>)> = sqlx::query_as(sql).fetch_all(&pool).await.expect("readable");
    let asked: Vec<_> = asked.iter().map(|(order, amount, tax)| (order.as_str(), *amount, *tax)).collect();
    assert_eq!(asked, [("applied", None, None), ("once", Some(3_500), Some(318)), ("simple", Some(550), Some(50))]);
}
