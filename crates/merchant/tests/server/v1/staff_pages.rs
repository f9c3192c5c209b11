//! Staff find an order by whatever it is called, see everything around it, and settle, cancel and refund by the rules that
//! hold for programs.

use super::{Counter, boxes, wine};
use crate::recurring::gateway::Behaviour;
use crate::recurring::{applied, read_application};
use crate::support::{Answer, FORM, NOON, fields_of};
use axum::body::Body;
use axum::http::{Method, Request, header};
use merchant::domain::api_key::digest;
use merchant::domain::order_number::order_number;
use merchant::domain::person::Role;
use merchant::service::billing::run;
use sbps::api::Function;
use sbps::message::PaymentResult;
use sbps::wire::{Encoding, write_form};
use serde_json::json;

const PAYMENT: &str = "12345678901234";

/// A browser that is signed in.
pub(super) struct Desk<'a> {
    shop: &'a Counter,
    cookie: String,
}

impl<'a> Desk<'a> {
    pub(super) async fn open(shop: &'a Counter, name: &str, role: Role) -> Self {
        let store = &shop.shop.shop.store;
        assert!(store.add_person(name, role, "no hash", NOON).await.expect("kept"));
        let (person, _) = store.password_of(name).await.expect("readable").expect("there is one");
        let now = shop.clock.load(std::sync::atomic::Ordering::SeqCst);
        let token = digest(name);
        store.begin_session(&digest(&token), person, now).await.expect("signed in");
        Self { shop, cookie: format!("__Host-kantan-staff={token}") }
    }

    async fn send(&self, method: Method, address: &str, fields: &[(&str, &str)]) -> Answer {
        let body = write_form(fields.iter().copied(), Encoding::Utf8).expect("UTF-8");
        let request = Request::builder().method(method).uri(address).header(header::COOKIE, &self.cookie);
        let request = request.header(header::ORIGIN, "https://shop.example").header(header::CONTENT_TYPE, FORM);
        let request = request.header(header::ACCEPT, "text/html").body(Body::from(body));
        self.shop.send(request.expect("a request")).await
    }

    pub(super) async fn get(&self, address: &str) -> Answer {
        self.send(Method::GET, address, &[]).await
    }

    pub(super) async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let fields = [fields, &[("note", "the customer telephoned"), ("language", "en")]].concat();
        self.send(Method::POST, address, &fields).await
    }

    pub(super) async fn post_in_japanese(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(Method::POST, address, fields).await
    }

    /// The references that are found.
    async fn found(&self, query: &str) -> Vec<String> {
        let text = self.get(&format!("/staff/search?{query}")).await.text();
        let names = text.split("data-order=\"").skip(1).filter_map(|rest| rest.split('"').next());
        names.map(str::to_owned).collect()
    }

    /// The key of a page that confirms an action.
    pub(super) async fn key(&self, address: &str) -> String {
        let page = self.get(address).await;
        let text = page.text();
        let key = text.split("name=\"key\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        key.unwrap_or_else(|| panic!("{address}: {} {text}", page.status)).to_owned()
    }
}

#[tokio::test]
async fn an_order_is_found_by_whatever_it_is_called() {
    let shop = Counter::open("automatic").await;
    let desk = Desk::open(&shop, "sato", Role::View).await;
    let paid = shop.paid(PAYMENT).await;
    shop.wait(60);
    let open = shop.create(&shop.key, "o-2", &wine()).await;
    let open = open["reference"].as_str().expect("a reference").to_owned();
    let order = shop.shop.shop.store.order_record(&paid).await.expect("readable").expect("there is one");
    let order_id = order.order.paid_by.as_ref().expect("paid").as_str();
    for name in [&paid, PAYMENT, order_id] {
        assert_eq!(desk.found(&format!("q={name}")).await, std::slice::from_ref(&paid), "{name}");
    }
    let customer = write_form([("q", "member 7/会員")], Encoding::Utf8).expect("UTF-8");
    let both = [open.clone(), paid.clone()];
    for query in [
        customer.as_str(),
        "",
        "amount=6500",
        "amount=%C2%A56,500",
        "from=2026-11-24",
        "until=2026-11-24",
        "from=2026-11-24&until=2026-11-24&amount=6500",
    ] {
        assert_eq!(desk.found(query).await, both, "{query}: the newest first");
    }
    assert_eq!(desk.found(&format!("q={}", order.order.customer_code.as_str())).await, both);
    for query in ["q=123", "amount=6501", "from=2026-11-25", "until=2026-11-23", "q=%25", "q=%27"] {
        assert_eq!(desk.found(query).await, [""; 0], "{query}");
    }
    // As its customer reads it out; with a digit misheard it is said that it is no number.
    let number = order_number(&paid);
    assert!(desk.get(&format!("/staff/orders/{paid}")).await.text().contains(&number));
    let wide = number.replace('-', "ー").replace('0', "０");
    for typed in [number.clone(), number.replace('-', ""), number.replace('-', " "), wide] {
        let query = write_form([("q", typed.as_str())], Encoding::Utf8).expect("UTF-8");
        assert_eq!(desk.found(&query).await, std::slice::from_ref(&paid), "{typed}");
    }
    let last = number.chars().last().and_then(|digit| digit.to_digit(10)).expect("a digit");
    let misheard = format!("{}{}", &number[..number.len() - 1], (last + 1) % 10);
    let page = desk.get(&format!("/staff/search?q={misheard}")).await.text();
    assert!(page.contains("data-none") && page.contains("data-misread"), "{page}");
    assert!(!desk.get("/staff/search?q=12345678901235").await.text().contains("data-misread"), "a tracking id");
    for number in 0..60 {
        shop.create(&shop.key, &format!("more-{number}"), &wine()).await;
    }
    let page = desk.get("/staff/search?amount=6500").await.text();
    let next = page.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("it goes on");
    let rest = desk.found(next.replace("&amp;", "&").split('?').nth(1).expect("a query")).await;
    assert_eq!((page.matches("data-order=").count(), rest.len()), (50, 12));
    assert_eq!(rest.last(), Some(&paid));
    let page = desk.get(&format!("/staff/orders/{paid}?language=en")).await;
    let text = page.text();
    let happened: Vec<&str> = text.split("data-what=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(happened, ["order.made", "request.signed", "notification.received", "request.stands"]);
    assert!(text.contains("res_result=OK; ") && text.contains("answered OK,") && !text.contains("hashcode"), "{text}");
    assert!(
        !text.contains("Withdraw the order") && !text.contains("<form method=\"post\" action=\"/staff/orders"),
        "paid"
    );
    assert_eq!(desk.get("/staff/orders/nothing").await.code(), "order_unknown");
    assert_eq!(desk.get("/staff/payments/nothing").await.code(), "payment_unknown");
}

#[tokio::test]
async fn a_customer_who_cannot_pay_is_told_the_causes_in_their_order_and_asked_for_nothing_of_ours() {
    let shop = Counter::open("automatic").await;
    let desk = Desk::open(&shop, "sato", Role::View).await;
    let order = shop.create(&shop.key, "o-1", &wine()).await;
    let order = order["reference"].as_str().expect("a reference").to_owned();
    let page = format!("/staff/orders/{order}?language=en");
    assert!(desk.get(&page).await.text().contains("No try to pay for this order has failed on record."));
    for (code, whose) in
        [("8297", "ask about the three causes"), ("5101", "ask the customer for nothing"), ("1101", "after a while")]
    {
        shop.wait(60);
        let attempt = shop.signed(&order).await;
        shop.notify(attempt.failed(code)).await;
        let text = desk.get(&page).await.text();
        let first = text.split("data-code=\"").nth(1).expect("the codes are listed");
        assert!(first.starts_with(code) && first.split("</li>").next().is_some_and(|it| it.contains(whose)), "{text}");
    }
    let text = desk.get(&page).await.text();
    let section =
        text.split("data-cannot-pay").nth(1).and_then(|rest| rest.split("</details>").next()).expect("it is there");
    let place = |words: &str| section.find(words).unwrap_or_else(|| panic!("{words}: {section}"));
    let places = [place("limit"), place("overdue"), place("restricted"), place("KDDI")];
    assert!(places.is_sorted(), "{section}");
    let paid = shop.paid(PAYMENT).await;
    assert!(!desk.get(&format!("/staff/orders/{paid}?language=en")).await.text().contains("data-cannot-pay"));
}

#[tokio::test]
async fn what_will_happen_is_said_before_it_is_done_once() {
    let shop = Counter::open("specified").await;
    let desk = Desk::open(&shop, "佐藤", Role::Operate).await;
    let order = shop.paid(PAYMENT).await;
    let page = format!("/staff/payments/{PAYMENT}");
    let text = desk.get(&format!("{page}?language=en")).await.text();
    assert!(
        text.contains("data-payment-state=\"authorized\"") && text.contains("data-operation=\"partial_settlement\""),
        "{text}"
    );
    assert!(
        text.contains("/settle\"") && text.contains("/cancel\"") && !text.contains("/refund\""),
        "what can be done today"
    );
    assert!(text.contains("au Partial Settlement"), "and what the management tool has");
    // What the rules refuse is said in words, and nothing is asked.
    let no = desk.get(&format!("{page}/refund?language=en")).await;
    assert_eq!((no.status.as_u16(), no.code().as_str()), (409, "payment_not_possible"));
    assert!(
        no.text().contains("data-because=\"not_settled\"") && no.text().contains("data-operation=\"cancellation\""),
        "{}",
        no.text()
    );
    let no = desk.get(&format!("{page}/settle?amount=6501&language=en")).await;
    assert!(no.text().contains("data-because=\"amount_too_large\""), "{}", no.text());
    for wrong in ["amount=0", "amount=much", "month=soon"] {
        assert_eq!(desk.get(&format!("{page}/settle?{wrong}")).await.code(), "request_invalid", "{wrong}");
    }
    assert_eq!(desk.get(&format!("{page}/steal")).await.code(), "not_found");
    let confirm = format!("{page}/settle?amount=6,000&language=en");
    let text = desk.get(&confirm).await.text();
    assert!(text.contains("Settle ¥6,000") && text.contains("the rest of what is reserved is given up"), "{text}");
    assert!(
        text.contains("data-operation=\"refund\"") && text.contains("31 January 2027"),
        "until when it can be undone: {text}"
    );
    let key = desk.key(&confirm).await;
    let address = format!("{page}/settle");
    assert_eq!(
        desk.post(&address, &[("amount", "6000")]).await.code(),
        "request_invalid",
        "without the page that confirms"
    );
    assert!(shop.gateway.calls().is_empty(), "nothing left the house until now");
    for _ in 0..2 {
        let done = desk.post(&address, &[("amount", "6000"), ("key", &key)]).await;
        assert_eq!(done.status.as_u16(), 303, "{}", done.text());
    }
    assert_eq!(shop.gateway.functions(), [Function::Settle], "pressed twice, it is done once");
    let text = desk.get(&format!("{page}?language=en")).await.text();
    assert!(text.contains("data-payment-state=\"settled\"") && text.contains("data-call=\"done\""), "{text}");
    let log = shop.shop.shop.store.audit(None, Some(&format!("payment {PAYMENT}")), 9).await.expect("readable");
    assert!(
        log.iter().all(|it| it.actor == "佐藤"
            && it.what == "payment.settle"
            && it.detail == "6000; the customer telephoned")
    );
    // What nobody knows waits for the list, and no form asks again.
    shop.gateway.next(Function::CancelOrRefund, Behaviour::Babble(500, "no"));
    assert!(
        desk.get(&format!("{page}/refund?language=en")).await.text().contains("asked for again by itself"),
        "on the first day"
    );
    let key = desk.key(&format!("{page}/refund")).await;
    let answer = desk.post(&format!("{page}/refund"), &[("key", &key)]).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (502, "outcome_unknown"));
    assert!(
        answer.text().contains("data-payment-state=\"unknown\"") && !answer.text().contains("class=\"door\""),
        "{}",
        answer.text()
    );
    let no = desk.get(&format!("{page}/refund?language=en")).await.text();
    assert!(no.contains("data-because=\"outcome_unknown\""), "{no}");
    let text = desk.get(&format!("/staff/orders/{order}?language=en")).await.text();
    let happened: Vec<&str> = text.split("data-what=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let since = ["person.asked", "payment.asked", "payment.answered", "item.opened"];
    assert!(since.iter().all(|what| happened.contains(what)), "{happened:?}");
    // Who may only look is offered nothing.
    let desk = Desk::open(&shop, "ito", Role::View).await;
    let other = shop.paid("12345678901235").await;
    for address in ["/staff/payments/12345678901235".to_owned(), format!("/staff/orders/{other}")] {
        let text = desk.get(&address).await.text();
        assert!(!text.contains("class=\"door\"") && !text.contains("name=\"note\""), "{text}");
    }
}

#[tokio::test]
async fn an_order_is_withdrawn_and_a_contract_ended_for_its_customer() {
    let shop = Counter::open("automatic").await;
    let desk = Desk::open(&shop, "sato", Role::Operate).await;
    let order = shop.create(&shop.key, "o-1", &wine()).await;
    let reference = order["reference"].as_str().expect("a reference");
    let page = format!("/staff/orders/{reference}");
    assert!(desk.get(&page).await.text().contains(&format!("{page}/cancel")));
    let attempt = shop.signed(reference).await;
    assert_eq!(desk.post(&format!("{page}/cancel"), &[]).await.status.as_u16(), 303);
    assert!(desk.get(&page).await.text().contains("data-outcome-word=\"withdrawn\""));
    assert!(shop.notify(attempt.paid(PAYMENT)).await.starts_with("NG,"));
    assert_eq!(desk.post(&format!("{page}/end"), &[]).await.code(), "subscription_unknown");

    let order = shop.create(&shop.key, "o-2", &boxes()).await;
    let reference = order["reference"].as_str().expect("a reference");
    let shown = shop.get(&format!("/orders/{reference}")).await;
    let data = shown.embedded();
    let displayed = json!({ "item_id": data["item_id"], "item_name": data["item_name"], "amount": data["amount"],
                            "tax": data["tax"], "charges": super::charges_of(&shown) });
    let signed = shop.ask(&json!({ "order_reference": reference, "language": "ja", "displayed": displayed })).await;
    let application = read_application(fields_of(&signed.json()));
    assert_eq!(shop.notify(applied(&application, PaymentResult::Ok, "10000000000001")).await, "OK,");
    shop.go_to("2026-12-20", (12, 0, 0));
    run(&shop.shop.shop).await.expect("it runs");
    let desk = Desk::open(&shop, "ito", Role::Operate).await;
    assert_eq!(desk.found("q=10000000000001").await, [reference]);
    let page = format!("/staff/orders/{reference}");
    let text = desk.get(&format!("{page}?language=en")).await.text();
    let happened: Vec<&str> = text.split("data-what=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for what in ["contract.event", "call.sent", "call.answered", "charge.outcome"] {
        assert!(happened.contains(&what), "{what}: {happened:?}");
    }
    // The charge is a payment of its own, which can be found by its names.
    let payment = text.split("/staff/payments/").nth(1).and_then(|rest| rest.split('?').next()).expect("a charge");
    assert_eq!(desk.found(&format!("q={payment}")).await, [reference]);
    let charge = desk.get(&format!("/staff/payments/{payment}")).await.text();
    assert!(
        charge.contains("data-payment-state=\"settled\"")
            && charge.contains("/refund\"")
            && !charge.contains("/settle\""),
        "{charge}"
    );
    assert_eq!(desk.post(&format!("{page}/end"), &[]).await.status.as_u16(), 303);
    assert_eq!(shop.gateway.functions().last(), Some(&Function::UnsubscribeFixedTerm));
    let text = desk.get(&page).await.text();
    assert!(text.contains("data-state=\"cancelled\"") && !text.contains(&format!("{page}/end")), "{text}");
    assert_eq!(desk.post(&format!("{page}/end"), &[]).await.code(), "action_not_possible");
}

#[tokio::test]
async fn an_order_whose_money_went_back_is_not_told_as_paid_alone() {
    let shop = Counter::open("specified").await;
    let desk = Desk::open(&shop, "佐藤", Role::View).await;
    let order = shop.paid(PAYMENT).await;
    shop.done(PAYMENT, "settle", &json!({})).await;
    for address in ["/staff/search?language=en".to_owned(), format!("/staff/orders/{order}?language=en")] {
        let text = desk.get(&address).await.text();
        assert!(text.contains("Paid") && !text.contains("Paid ("), "{text}");
    }
    shop.go_to("2026-12-02", (12, 0, 0));
    shop.done(PAYMENT, "refund", &json!({ "amount": 500 })).await;
    // Nobody stays signed in for a week.
    let desk = Desk::open(&shop, "伊藤", Role::View).await;
    for address in ["/staff/search?language=en".to_owned(), format!("/staff/orders/{order}?language=en")] {
        let text = desk.get(&address).await.text();
        assert!(text.contains("Paid (Refunded in part)"), "{text}");
    }
    let shop = Counter::open("specified").await;
    let desk = Desk::open(&shop, "佐藤", Role::View).await;
    shop.paid(PAYMENT).await;
    shop.done(PAYMENT, "cancel", &json!({})).await;
    assert!(desk.get("/staff/search?language=en").await.text().contains("Paid (Cancelled)"));
}
